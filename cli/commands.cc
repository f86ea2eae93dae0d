#include "cli/commands.h"

#include <array>
#include <string>
#include <vector>

#include "cli/shell.h"
#include "cli/text.h"
#include "graph/base/strings.h"

namespace newsgraph::cli {
namespace {

using Kind = ArgumentKind;

constexpr std::array kCommands = {
    CommandRow{":ask", "[N]", Kind::kNone, false, true,
               "ask question N of the greeting; without N, what is worth asking", ":ask 1", Ask},
    CommandRow{":describe", "LABEL or TYPE", Kind::kLabel, false, true,
               "properties of a label or type, and what it is joined to", ":describe Person",
               Describe},
    CommandRow{":explain", "[QUERY]", Kind::kQuery, false, false,
               "the plan of a query, or of the last one", ":explain MATCH (n) RETURN n", Explain},
    CommandRow{
        ":export", "FILE", Kind::kFile, true, false,
        "write the last result; the file's ending says how: svg png html dot graphml csv json ...",
        ":export out.svg", ExportFile},
    CommandRow{":graph", "", Kind::kNone, false, false,
               "draw the nodes and relationships of the last result", ":graph", DrawLast},
    CommandRow{":help", "[TOPIC]", Kind::kTopic, false, false,
               "this list, or help on a clause, function, command, keys or modes", ":help MATCH",
               ShowHelp},
    CommandRow{":history", "[N]", Kind::kNone, false, false,
               "the last N statements (20 unless said)", ":history 5", ShowHistory},
    CommandRow{":last", "", Kind::kNone, false, false,
               "the whole last result, in a pager where it is long", ":last", ShowLast},
    CommandRow{":load", "FILE...", Kind::kFile, true, true, "add articles and tables to the graph",
               ":load articles/summit.txt", LoadFile},
    CommandRow{":mode", "[MODE]", Kind::kMode, false, false,
               "how results are printed; without MODE, the modes there are", ":mode line",
               ChooseMode},
    CommandRow{":open", "GRAPH.ng", Kind::kFile, true, true,
               "open a saved graph in place of this one", ":open news.ng", OpenFile},
    CommandRow{":param", "NAME => VALUE", Kind::kParameter, false, false,
               "set $NAME to the value of an expression", ":param limit => 5 + 5", SetParameter},
    CommandRow{":params", "", Kind::kNone, false, false, "the parameters that are set", ":params",
               ShowParameters},
    CommandRow{":profile", "[QUERY]", Kind::kQuery, false, false,
               "run a query, or the last one, and show rows, hits and time of each step",
               ":profile MATCH (n) RETURN n", Profile},
    CommandRow{":quit", "", Kind::kNone, false, false, "leave (also Ctrl-D)", ":quit", Quit},
    CommandRow{":sample", "[LABEL] [N]", Kind::kLabel, false, false,
               "some nodes, of a label if one is named", ":sample Person 3", Sample},
    CommandRow{":save", "[GRAPH.ng]", Kind::kFile, true, true,
               "write the graph to a file, new or a saved graph", ":save news.ng", SaveFile},
    CommandRow{":schema", "", Kind::kNone, false, false,
               "labels, types, their properties and counts, and what they join", ":schema",
               ShowSchema},
    CommandRow{":set", "[NAME VALUE]", Kind::kSetting, false, false,
               "limits and looks: timeout, memory, max_rows, max_edges, shown_rows, timing",
               ":set timeout 5s", ChangeSetting},
    CommandRow{":source", "FILE", Kind::kFile, true, false, "run the statements of a file",
               ":source recipes.cypher", SourceFile},
};

// Names of other shells for the same.
constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {":?", ":help"},    {":d", ":schema"},    {":databases", ":schema"}, {":dt", ":schema"},
    {":exit", ":quit"}, {":h", ":help"},      {":i", ":source"},         {":import", ":load"},
    {":q", ":quit"},    {":read", ":source"}, {":tables", ":schema"},
};

std::string_view FindAlias(std::string_view name) {
  for (const auto& [alias, ours] : kAliases) {
    if (alias == name) return ours;
  }
  return name;
}

}  // namespace

std::span<const CommandRow> Commands() { return kCommands; }

Status CommandError(std::string_view message, std::string_view hint) {
  return RuntimeError(ErrorKind::kArgumentError, "Command", message, hint);
}

Status RunCommand(Shell& shell, std::string_view line) {
  line = Trim(line);
  const size_t end = std::min(line.find_first_of(" \t\r\n"), line.size());
  const std::string_view name = FindAlias(line.substr(0, end));
  for (const CommandRow& row : kCommands) {
    if (row.name != name) continue;
    if (row.touches_files && shell.options().safe) {
      return CommandError(Cat(row.name, " touches files, which --safe forbids"),
                          "start without --safe");
    }
    if (row.of_own_graph && shell.server() != nullptr) {
      return CommandError(Cat(row.name, " is for a graph of our own, and this one is a server's"),
                          "a statement asks the server; :schema lists its labels and types");
    }
    return row.run(shell, Trim(line.substr(end)));
  }
  std::vector<std::string_view> names;
  for (const CommandRow& row : kCommands) names.push_back(row.name);
  const auto near = Nearest(name, names);
  return CommandError(
      Cat("there is no command ", Visible(name)),
      near ? Cat("did you mean ", *near, "?") : std::string(":help lists the commands"));
}

std::string CommandMeant(std::string_view text) {
  text = Trim(text);
  if (text.ends_with(';')) text = Trim(text.substr(0, text.size() - 1));
  if (text.starts_with('.') || text.starts_with('\\')) return Cat(":", text.substr(1));
  for (const std::string_view word : {"exit", "quit", "help"}) {
    if (SameWord(text, word)) return Cat(":", word);
  }
  return "";
}

std::vector<std::string> SplitWords(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  bool open = false;
  for (const char c : text) {
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      open = true;
    } else if (c == ' ' || c == '\t') {
      if (open || !word.empty()) words.push_back(std::move(word));
      word.clear();
      open = false;
    } else {
      word += c;
    }
  }
  if (open || !word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace newsgraph::cli
