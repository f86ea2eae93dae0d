// :help, from the tables of commands, topics, keys, modes and functions.
#include <algorithm>

#include "cli/commands.h"
#include "cli/editor/line_editor.h"
#include "cli/help_topics.h"
#include "cli/shell.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

bool SameWord(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return std::tolower(static_cast<unsigned char>(x)) ==
                  std::tolower(static_cast<unsigned char>(y));
         });
}

std::string Padded(std::string_view text, size_t width) {
  return Cat(text, std::string(width > text.size() ? width - text.size() : 1, ' '));
}

// Words in rows of at most `width` cells; the rows after the first are indented. Begins at
// `column`.
void AppendWrapped(std::string& out, std::string_view text, int width, int indent, int column) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (column > indent && column + WidthOf(word) > width) {
      while (out.ends_with(' ')) out.pop_back();
      Append(out, "\n", std::string(static_cast<size_t>(indent), ' '));
      column = indent;
    }
    Append(out, word, end < text.size() ? " " : "");
    column += WidthOf(word) + 1;
    at = end + 1;
  }
  out += '\n';
}

std::string Overview(int width) {
  std::string text =
      "A statement ends in ; and may have many lines. Commands start with a colon:\n";
  for (const CommandRow& row : Commands()) {
    Append(text, "  ", Padded(Cat(row.name, " ", row.arguments), 26));
    AppendWrapped(text, row.doc, width, 28, 28);
  }
  std::string topics = "Help on the language: :help followed by ";
  for (const TopicRow& row : Topics()) Append(topics, row.name, ", ");
  AppendWrapped(text, topics + "or a function.", width, 2, 0);
  return text + ":help keys lists the keys, :help modes the ways to print.\n";
}

std::string Keys() {
  std::string text;
  for (const KeyRow& row : KeyRows()) Append(text, "  ", Padded(row.keys, 24), row.doc, "\n");
  return text;
}

std::string ModesText() {
  std::string text;
  for (const ModeRow& row : Modes()) Append(text, "  ", Padded(row.name, 12), row.doc, "\n");
  return text;
}

template <class Row>
std::string FunctionText(const Row& row) {
  std::string text = Cat(row.signature, "\n  ", row.doc, "\n");
  for (const auto& example : row.examples)
    Append(text, "  example: ", example.expression, "  ->  ", example.value, "\n");
  return text;
}

}  // namespace

Status ShowHelp(Shell& shell, std::string_view argument) {
  if (argument.empty()) {
    shell.Say(Overview(shell.mode().width > 0 ? shell.mode().width - 1 : 79));
    return absl::OkStatus();
  }
  if (SameWord(argument, "keys") || SameWord(argument, "modes")) {
    shell.Say(SameWord(argument, "keys") ? Keys() : ModesText());
    return absl::OkStatus();
  }
  std::string text;
  for (const TopicRow& row : Topics()) {
    if (SameWord(row.name, argument))
      Append(text, row.form, "\n  ", row.doc, "\n  example: ", row.example, "\n");
  }
  for (const CommandRow& row : Commands()) {
    if (SameWord(row.name, argument) || SameWord(row.name.substr(1), argument)) {
      Append(text, row.name, " ", row.arguments, "\n  ", row.doc, "\n  example: ", row.example,
             "\n");
    }
  }
  for (const auto& row : shell.session().functions().functions()) {
    if (SameWord(row.name, argument)) text += FunctionText(row);
  }
  for (const auto& row : shell.session().functions().aggregates()) {
    if (SameWord(row.name, argument)) text += FunctionText(row);
  }
  if (!text.empty()) {
    shell.Say(text);
    return absl::OkStatus();
  }
  const auto near = Nearest(argument, HelpTopics(shell));
  return CommandError(Cat("there is no help on ", argument),
                      near ? Cat("did you mean ", *near, "?") : ":help lists the topics");
}

}  // namespace newsgraph::cli
