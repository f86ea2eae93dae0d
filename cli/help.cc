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
  if (text.size() < width) out.append(width - text.size(), ' ');
}

void AppendOptions(std::string& out, Subcommand subcommand) {
  out += "\nOptions\n";
  for (const OptionRow& row : OptionRows()) {
    if (!(row.where & In(subcommand))) continue;
    out += "  ";
    AppendPadded(out, Flags(row), 24);
    Append(out, row.doc, "\n");
  }
}

void AppendModes(std::string& out) {
  out += "\nModes (table on a terminal, csv elsewhere)\n  ";
  size_t column = 2;
  for (const ModeRow& row : Modes()) {
    if (column + row.name.size() > 76) {
      out += "\n  ";
      column = 2;
    }
    Append(out, row.name, " ");
    column += row.name.size() + 1;
  }
  out += "\n";
}

std::string Words(Subcommand subcommand) {
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

std::string BashScript() {
  std::string commands, cases;
  for (const SubcommandRow& row : SubcommandRows()) {
    Append(commands, commands.empty() ? "" : " ", row.name);
    Append(cases, "    ", row.name, ") words=\"", Words(row.subcommand), "\" ;;\n");
  }
  return Cat(
      "_newsgraph() {\n"
      "  local current=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\" words\n"
      "  case \"$before\" in\n"
      "    --format|-f) COMPREPLY=($(compgen -W \"",
      ModeWords(), "\" -- \"$current\")); return ;;\n",
      "    --color) COMPREPLY=($(compgen -W \"auto always never\" -- \"$current\")); return ;;\n"
      "    --progress) COMPREPLY=($(compgen -W \"auto never json\" -- \"$current\")); return ;;\n"
      "    completions) COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$current\")); return ;;\n"
      "  esac\n"
      "  case \"${COMP_WORDS[1]}\" in\n",
      cases, "    *) words=\"", Words(Subcommand::kQuery),
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

std::string FishScript() {
  std::string out = "complete -c newsgraph -f\n";
  for (const SubcommandRow& row : SubcommandRows()) {
    Append(out, "complete -c newsgraph -n __fish_use_subcommand -a ", row.name, " -d '",
           Quoted(row.doc), "'\n");
  }
  for (const OptionRow& row : OptionRows()) {
    Append(out, "complete -c newsgraph -l ", row.name.substr(2));
    if (row.letter != 0) Append(out, " -s ", std::string(1, row.letter));
    if (!row.argument.empty()) out += " -r";
    if (row.name == "--format") Append(out, " -a '", ModeWords(), "'");
    Append(out, " -d '", Quoted(row.doc), "'\n");
  }
  out += "complete -c newsgraph -n '__fish_seen_subcommand_from completions' -a 'bash zsh fish'\n";
  out += "complete -c newsgraph -F\n";
  return out;
}

std::string ZshScript() {
  std::string out = "#compdef newsgraph\n_newsgraph() {\n  local -a commands\n  commands=(\n";
  const auto escaped = [](std::string_view text) {
    std::string result;
    for (const char c : text) {
      if (c == '\'') {
        result += "'\\''";
      } else {
        if (c == ':' || c == '[' || c == ']') result += '\\';
        result += c;
      }
    }
    return result;
  };
  for (const SubcommandRow& row : SubcommandRows())
    Append(out, "    '", row.name, ":", escaped(row.doc), "'\n");
  out += "  )\n  _arguments \\\n";
  for (const OptionRow& row : OptionRows()) {
    Append(out, "    '*", row.name, row.argument.empty() ? "" : "=", "[", escaped(row.doc), "]");
    if (row.name == "--format") {
      Append(out, ":mode:(", ModeWords(), ")");
    } else if (row.argument == "FILE") {
      out += ":file:_files";
    } else if (!row.argument.empty()) {
      Append(out, ":", row.argument, ":");
    }
    out += "' \\\n";
  }
  out +=
      "    '1: :{_describe command commands; _files}' \\\n    '*:file:_files'\n}\n_newsgraph "
      "\"$@\"\n";
  return out;
}

}  // namespace

std::string HelpText(Subcommand subcommand) {
  const SubcommandRow& row = SubcommandRows()[static_cast<size_t>(subcommand)];
  std::string out;
  if (subcommand == Subcommand::kQuery) {
    Append(out, "newsgraph: a knowledge graph of news, and questions to it\n\nUsage\n  newsgraph ",
           row.arguments, "\n");
    for (const SubcommandRow& other : SubcommandRows()) {
      if (other.subcommand != Subcommand::kQuery)
        Append(out, "  newsgraph ", other.name, " ", other.arguments, "\n");
    }
  } else {
    Append(out, "newsgraph ", row.name, ": ", row.doc, "\n\nUsage\n  newsgraph ", row.name, " ",
           row.arguments, "\n");
  }
  AppendOptions(out, subcommand);
  if (subcommand == Subcommand::kQuery) AppendModes(out);
  Append(out, "\nExample\n  ", row.example, "\n");
  return out;
}

std::string CompletionScript(std::string_view shell) {
  if (shell == "bash") return BashScript();
  if (shell == "zsh") return ZshScript();
  if (shell == "fish") return FishScript();
  return "";
}

}  // namespace newsgraph::cli
