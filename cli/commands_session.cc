// Commands about the session: parameters, modes, settings, plans, what came before.
#include <algorithm>
#include <charconv>

#include "cli/commands.h"
#include "cli/params.h"
#include "cli/process.h"
#include "cli/progress.h"
#include "cli/shell.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

std::string_view TrimRight(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == ';')) text.remove_suffix(1);
  return text;
}

query::Result Table(std::vector<std::string> columns) {
  query::Result result;
  result.columns = std::move(columns);
  return result;
}

bool ParseNumber(std::string_view text, uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// A setting by name: how its value reads, and how it is changed.
struct SettingRow {
  std::string_view name;
  std::string_view doc;
  std::string (*show)(const Settings& settings);
  bool (*change)(Settings& settings, std::string_view text);
};

template <auto member>
std::string ShowNumber(const Settings& settings) {
  return settings.*member == 0 ? std::string("none") : WithCommas(settings.*member);
}
template <auto member>
bool ChangeNumber(Settings& settings, std::string_view text) {
  if (text == "none" || text == "off") text = "0";
  return ParseNumber(text, settings.*member);
}

constexpr SettingRow kSettings[] = {
    {"timeout", "a statement stops after this time: 500ms, 5s, 2m, none",
     [](const Settings& s) {
       return s.timeout_ms == 0 ? std::string("none")
                                : DurationText(static_cast<double>(s.timeout_ms) / 1000);
     },
     [](Settings& s, std::string_view text) {
       const auto time = ParseDuration(text == "none" ? "0" : text);
       if (time) s.timeout_ms = *time, s.timeout_reads_only = false;
       return time.has_value();
     }},
    {"memory", "a statement stops when it holds more: 512M, 4G, none",
     [](const Settings& s) {
       return s.max_memory_bytes == 0 ? std::string("none")
                                      : BytesText(static_cast<double>(s.max_memory_bytes));
     },
     [](Settings& s, std::string_view text) {
       const auto size = ParseSize(text == "none" ? "0" : text);
       if (size) s.max_memory_bytes = *size;
       return size.has_value();
     }},
    {"max_rows", "a statement stops after so many rows", ShowNumber<&Settings::max_rows>,
     ChangeNumber<&Settings::max_rows>},
    {"max_edges", "a statement stops after looking at so many relationships",
     ShowNumber<&Settings::max_edges>, ChangeNumber<&Settings::max_edges>},
    {"shown_rows", "rows of a result that table and box show, head and tail",
     ShowNumber<&Settings::shown_rows>, ChangeNumber<&Settings::shown_rows>},
    {"timing", "on or off: how long a statement took",
     [](const Settings& s) { return std::string(s.timing ? "on" : "off"); },
     [](Settings& s, std::string_view text) {
       if (text != "on" && text != "off") return false;
       s.timing = text == "on";
       return true;
     }},
};

Status ShowSettings(Shell& shell) {
  query::Result result = Table({"setting", "value", "what it is"});
  for (const SettingRow& row : kSettings) {
    AddRow(result, {Value::String(row.name), Value::String(row.show(shell.settings())),
                    Value::String(row.doc)});
  }
  return shell.Show(std::move(result));
}

// The last statement when none is given, without an EXPLAIN or PROFILE of its own.
StatusOr<std::string> QueryFor(Shell& shell, std::string_view argument) {
  std::string query(
      TrimRight(argument.empty() ? std::string_view(shell.last_statement()) : argument));
  if (query.empty())
    return CommandError("there is no statement yet", "write one after the command");
  for (const std::string_view word : {"EXPLAIN ", "PROFILE "}) {
    if (query.starts_with(word)) query.erase(0, word.size());
  }
  return query;
}

}  // namespace

// NAME => EXPRESSION; also NAME = EXPRESSION and NAME EXPRESSION.
Status SetParameter(Shell& shell, std::string_view argument) {
  size_t end = 0;
  while (end < argument.size() && argument[end] != ' ' && argument[end] != '=') ++end;
  const std::string name(argument.substr(0, end));
  std::string_view rest = argument.substr(end);
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  if (rest.starts_with("=>")) {
    rest.remove_prefix(2);
  } else if (rest.starts_with("=")) {
    rest.remove_prefix(1);
  }
  rest = TrimRight(rest);
  if (name.empty() || rest.empty())
    return CommandError("expected a name and a value", ":param limit => 10");
  query::RunOptions options;
  options.read_only = true;
  ASSIGN_OR_RETURN(
      const query::Result result,
      shell.session().Run(Cat("RETURN ", rest, " AS value"), shell.parameters(), options));
  if (result.row_count != 1 || result.columns.size() != 1) {
    return CommandError("expected one expression", ":param limit => 10");
  }
  const Value& value = result.at(0, 0);
  if (value.is_node() || value.is_edge() || value.is_path()) {
    return CommandError("a parameter is data: no node, relationship or path",
                        "take one of its properties");
  }
  shell.parameters()[name.front() == '$' ? name.substr(1) : name] = value.Owned();
  return absl::OkStatus();
}

Status ShowParameters(Shell& shell, std::string_view) {
  std::vector<std::string> names;
  for (const auto& [name, value] : shell.parameters()) names.push_back(name);
  std::sort(names.begin(), names.end());
  query::Result result = Table({"parameter", "value"});
  for (const std::string& name : names)
    AddRow(result, {Value::String("$" + name), shell.parameters()[name]});
  return shell.Show(std::move(result));
}

Status ChooseMode(Shell& shell, std::string_view argument) {
  if (argument.empty()) {
    query::Result result = Table({"mode", "now", "what it prints"});
    for (const ModeRow& row : Modes()) {
      AddRow(result,
             {Value::String(row.name), Value::String(row.mode == shell.settings().mode ? "*" : ""),
              Value::String(row.doc)});
    }
    return shell.Show(std::move(result));
  }
  const auto mode = FindMode(argument);
  if (!mode) {
    std::vector<std::string_view> names;
    for (const ModeRow& row : Modes()) names.push_back(row.name);
    const auto near = Nearest(argument, names);
    return CommandError(
        Cat("there is no mode ", Visible(argument)),
        near ? Cat("did you mean ", *near, "?") : std::string(":mode lists the modes"));
  }
  shell.settings().mode = *mode;
  return absl::OkStatus();
}

Status ChangeSetting(Shell& shell, std::string_view argument) {
  const std::vector<std::string> words = SplitWords(argument);
  if (words.empty()) return ShowSettings(shell);
  for (const SettingRow& row : kSettings) {
    if (row.name != words[0]) continue;
    if (row.name == "max_edges" && shell.server() != nullptr)
      return CommandError("a server does not say at how many relationships it looks");
    if (words.size() != 2 || !row.change(shell.settings(), words[1])) {
      return CommandError(Cat("expected one value for ", row.name), row.doc);
    }
    return absl::OkStatus();
  }
  std::vector<std::string_view> names;
  for (const SettingRow& row : kSettings) names.push_back(row.name);
  const auto near = Nearest(words[0], names);
  return CommandError(
      Cat("there is no setting ", Visible(words[0])),
      near ? Cat("did you mean ", *near, "?") : std::string(":set lists the settings"));
}

Status Explain(Shell& shell, std::string_view argument) {
  ASSIGN_OR_RETURN(const std::string query, QueryFor(shell, argument));
  return shell.RunStatement("EXPLAIN " + query);
}

Status Profile(Shell& shell, std::string_view argument) {
  ASSIGN_OR_RETURN(const std::string query, QueryFor(shell, argument));
  return shell.RunStatement("PROFILE " + query);
}

Status ShowLast(Shell& shell, std::string_view) {
  const query::Result* last = shell.last();
  if (last == nullptr) return CommandError("there is no result yet", "run a statement first");
  PrintOptions options = shell.print_options();
  options.max_rows = 0;
  std::string text;
  {
    Output out(text);
    RETURN_IF_ERROR(Print(*last, options, out));
  }
  if (shell.last_is_cut()) {
    shell.messages().Warn(Cat("only the first ", WithCommas(last->row_count), " rows were kept"));
  }
  if (shell.mode().terminal && ShowInPager(text)) return absl::OkStatus();
  shell.Say(text);
  return absl::OkStatus();
}

Status ShowHistory(Shell& shell, std::string_view argument) {
  uint64_t count = 20;
  if (!argument.empty() && !ParseNumber(argument, count))
    return CommandError("expected a number", ":history 5");
  const std::vector<std::string>* history = shell.history();
  if (history == nullptr) return CommandError("a script has no history");
  for (size_t i = history->size() - std::min<size_t>(count, history->size()); i < history->size();
       ++i) {
    shell.Say(Cat(Visible((*history)[i], /*keep_newlines=*/true), "\n"));
  }
  return absl::OkStatus();
}

Status Quit(Shell& shell, std::string_view) {
  shell.set_quit();
  return absl::OkStatus();
}

}  // namespace newsgraph::cli
