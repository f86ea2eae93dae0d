// --help and the completion scripts, made from the tables in options.cc.
#include <algorithm>

#include "cli/options.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

std::string Flags(const OptionRow& row) {
  std::string text =
      row.letter != 0 ? Cat("-", std::string(1, row.letter), ", ") : std::string("    ");
  Append(text, row.name);
  if (!row.argument.empty()) Append(text, " ", row.argument);
  return text;
}

void AppendPadded(std::string& out, std::string_view text, size_t width) {
  out += text;
  out.append(text.size() < width ? width - text.size() : 1, ' ');
}

// The options that every subcommand has stand in the program's help alone.
bool IsEverywhere(const OptionRow& row) { return row.where == ~Subcommands{0}; }

// An option that asks for what is done anyway is for the manual.
template <class Wanted>
void AppendOptions(std::string& out, Wanted wanted) {
  for (const OptionRow& row : OptionRows()) {
    if (!wanted(row) || row.doc.ends_with("(the default)")) continue;
    out += "  ";
    AppendPadded(out, Flags(row), 24);
    Append(out, row.doc, "\n");
  }
}

void AppendModes(std::string& out) {
  out += "Modes (table on a terminal, csv elsewhere):";
  size_t column = out.size();
  for (const ModeRow& row : Modes()) {
    if (column + row.name.size() > 78) {
      out += "\n ";
      column = 1;
    }
    Append(out, " ", row.name);
    column += row.name.size() + 1;
  }
  out += "\n";
}

std::string OptionWords(Subcommand subcommand) {
  std::string words;
  for (const OptionRow& row : OptionRows()) {
    if (row.where & In(subcommand)) Append(words, words.empty() ? "" : " ", row.name);
  }
  return words;
}

std::string ModeWords() {
  std::string words;
  for (const ModeRow& row : Modes()) Append(words, words.empty() ? "" : " ", row.name);
  return words;
}

// The values that an option takes, where they can be told.
std::string ValuesOf(const OptionRow& row) {
  if (row.name == "--format") return ModeWords();
  if (row.name == "--color") return "auto always never";
  if (row.name == "--progress") return "auto never json";
  return "";
}

std::string BashScript() {
  std::string commands, cases, values;
  for (const OptionRow& row : OptionRows()) {
    const std::string words = ValuesOf(row);
    if (words.empty()) continue;
    const std::string letter = row.letter == 0 ? "" : Cat("|-", std::string(1, row.letter));
    Append(values, "    ", row.name, letter, ") COMPREPLY=($(compgen -W \"", words,
           "\" -- \"$current\")); return ;;\n");
  }
  for (const SubcommandRow& row : SubcommandRows()) {
    Append(commands, commands.empty() ? "" : " ", row.name);
    Append(cases, "    ", row.name, ") words=\"", OptionWords(row.subcommand), "\" ;;\n");
  }
  return Cat(
      "_newsgraph() {\n"
      "  local current=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\" words\n"
      "  # bash takes --format=js apart at the =.\n"
      "  if [[ \"$current\" == = ]]; then current=\n"
      "  elif [[ \"$before\" == = ]]; then before=\"${COMP_WORDS[COMP_CWORD-2]}\"; fi\n"
      "  case \"$before\" in\n",
      values,
      "    completions) COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$current\")); return ;;\n"
      "  esac\n"
      "  case \"${COMP_WORDS[1]}\" in\n",
      cases, "    *) words=\"", OptionWords(Subcommand::kQuery),
      "\" ;;\n"
      "  esac\n"
      "  if [[ \"$current\" == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "  elif [[ $COMP_CWORD -eq 1 ]]; then\n"
      "    COMPREPLY=($(compgen -W \"",
      commands,
      "\" -- \"$current\") $(compgen -f -- \"$current\"))\n"
      "  else\n"
      "    COMPREPLY=($(compgen -f -- \"$current\"))\n"
      "  fi\n"
      "}\n"
      "complete -o filenames -F _newsgraph newsgraph\n");
}

// Single quotes of a doc line end the quoted word of the shell's script.
std::string Quoted(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\'' ? std::string("\\'") : std::string(1, c);
  return out;
}

// The condition under which fish offers an option: the subcommand that stands on the line has it.
std::string FishCondition(const OptionRow& row) {
  std::string with, without;
  for (const SubcommandRow& subcommand : SubcommandRows()) {
    Append(row.where & In(subcommand.subcommand) ? with : without, " ", subcommand.name);
  }
  const bool of_queries = row.where & In(Subcommand::kQuery);
  return Cat(of_queries ? "not __fish_seen_subcommand_from" : "__fish_seen_subcommand_from",
             of_queries ? without : with);
}

std::string FishScript() {
  std::string out;
  for (const SubcommandRow& row : SubcommandRows()) {
    Append(out, "complete -c newsgraph -n __fish_use_subcommand -a ", row.name, " -d '",
           Quoted(row.doc), "'\n");
  }
  for (const OptionRow& row : OptionRows()) {
    Append(out, "complete -c newsgraph -l ", row.name.substr(2));
    if (row.letter != 0) Append(out, " -s ", std::string(1, row.letter));
    if (!IsEverywhere(row)) Append(out, " -n '", FishCondition(row), "'");
    if (!row.argument.empty()) out += row.argument == "FILE" ? " -r -F" : " -x";
    if (const std::string values = ValuesOf(row); !values.empty())
      Append(out, " -a '", values, "'");
    Append(out, " -d '", Quoted(row.doc), "'\n");
  }
  return out +
         "complete -c newsgraph -n '__fish_seen_subcommand_from completions' -x "
         "-a 'bash zsh fish'\n";
}

// Inside of single quotes, where _arguments takes : [ ] for itself.
std::string ZshText(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      if (c == ':' || c == '[' || c == ']') out += '\\';
      out += c;
    }
  }
  return out;
}

std::string ZshOptions(Subcommand subcommand) {
  std::string out;
  for (const OptionRow& row : OptionRows()) {
    if (!(row.where & In(subcommand))) continue;
    Append(out, "      '*", row.name, row.argument.empty() ? "" : "=", "[", ZshText(row.doc), "]");
    if (const std::string values = ValuesOf(row); !values.empty()) {
      Append(out, ":", row.argument, ":(", values, ")");
    } else if (!row.argument.empty()) {
      Append(out, ":", row.argument, ":", row.argument == "FILE" ? "_files" : "");
    }
    out += "'\n";
  }
  return out;
}

std::string ZshScript() {
  std::string commands, cases;
  for (const SubcommandRow& row : SubcommandRows()) {
    Append(commands, "    '", row.name, ":", ZshText(row.doc), "'\n");
    const bool query = row.subcommand == Subcommand::kQuery;
    if (!query)
      Append(cases, "    ", row.name, ") options=(\n", ZshOptions(row.subcommand), "      ) ;;\n");
  }
  return Cat("#compdef newsgraph\n_newsgraph() {\n  local -a commands options\n  commands=(\n",
             commands, "  )\n  case $words[2] in\n", cases, "    *) options=(\n",
             ZshOptions(Subcommand::kQuery),
             "      ) ;;\n  esac\n"
             "  if [[ $words[2] == completions ]]; then\n"
             "    _values shell bash zsh fish\n"
             "  else\n"
             "    _arguments $options '1: :{_describe command commands; _files}' '*:file:_files'\n"
             "  fi\n}\n"
             "if [[ $funcstack[1] == _newsgraph ]]; then\n  _newsgraph \"$@\"\nelse\n"
             "  compdef _newsgraph newsgraph\nfi\n");
}

}  // namespace

std::string ProgramHelp() {
  std::string out = "newsgraph: a knowledge graph of news, and questions to it\n";
  for (const SubcommandRow& row : SubcommandRows()) {
    const bool query = row.subcommand == Subcommand::kQuery;
    Append(out, "  newsgraph ", query ? "[query]" : row.name, " ", row.arguments, "\n      ",
           row.doc, "\n");
  }
  out += "\nWith every subcommand (newsgraph query --help lists the options of queries):\n";
  AppendOptions(out, IsEverywhere);
  return out;
}

std::string HelpText(Subcommand subcommand) {
  const SubcommandRow& row = SubcommandRows()[static_cast<size_t>(subcommand)];
  std::string out = Cat("newsgraph ", row.name, " ", row.arguments, "\n  ", row.doc, "\n");
  AppendOptions(out, [&](const OptionRow& option) {
    return (option.where & In(subcommand)) && !IsEverywhere(option);
  });
  if (subcommand == Subcommand::kQuery || subcommand == Subcommand::kBench) {
    std::string modes;
    AppendModes(modes);
    out += modes;
  }
  if (subcommand != Subcommand::kQuery) Append(out, "Example: ", row.example, "\n");
  return out;
}

std::string CompletionScript(std::string_view shell) {
  if (shell == "bash") return BashScript();
  if (shell == "zsh") return ZshScript();
  if (shell == "fish") return FishScript();
  return "";
}

}  // namespace newsgraph::cli
