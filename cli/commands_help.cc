// :help, from the tables of commands, topics, keys, modes and functions.
#include <algorithm>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "cli/commands.h"
#include "cli/editor/line_editor.h"
#include "cli/help_topics.h"
#include "cli/shell.h"
#include "cli/text.h"
#include "graph/algo/catalog.h"
#include "graph/algo/page.h"

namespace newsgraph::cli {
namespace {

std::string Padded(std::string_view text, size_t width) {
  return Cat(text, std::string(width > text.size() ? width - text.size() : 1, ' '));
}

std::string Overview(int width, bool server) {
  std::string text =
      "A statement ends in ; and may have many lines. Commands start with a colon:\n";
  for (const CommandRow& row : Commands()) {
    Append(text, "  ", Padded(Cat(row.name, " ", row.arguments), 26));
    AppendWrapped(text, row.doc, width, 28, 28);
  }
  AppendWrapped(
      text,
      server ? "Statements are the server's: it has all the time it needs, unless :set "
               "timeout limits it or Ctrl-C ends it. Help on the language is on ours."
             : Cat("A statement that reads has ", kPromptTimeoutMs / 1000,
                   " seconds; then it gives what it has found and says so. :set timeout changes "
                   "that, BUDGET in a statement narrows it, Ctrl-C ends it."),
      width, 2, 0);
  std::string topics = "Help on the language: :help followed by ";
  for (const TopicRow& row : Topics()) Append(topics, row.name, ", ");
  AppendWrapped(text, topics + "a function or a procedure.", width, 2, 0);
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

std::string Signature(const query::Procedure& procedure) {
  std::string text = procedure.name + "(";
  for (size_t i = 0; i < procedure.inputs.size(); ++i) {
    const functions::Parameter& input = procedure.inputs[i];
    Append(text, i == 0 ? "" : ", ", input.optional ? "[" : "", input.name,
           " :: ", functions::NameOf(input.type), input.optional ? "]" : "");
  }
  text += ") :: (";
  for (size_t i = 0; i < procedure.outputs.size(); ++i) {
    const functions::Parameter& output = procedure.outputs[i];
    Append(text, i == 0 ? "" : ", ", output.name, " :: ", functions::NameOf(output.type));
  }
  return text + ")";
}

// Of an algorithm also its options, and examples with their rows.
std::string ProcedureText(const query::Procedure& procedure) {
  std::string text = Cat("CALL ", Signature(procedure), "\n  ", procedure.doc, "\n");
  constexpr std::string_view kAlgorithms = "algo.";
  const algo::Algorithm* algorithm =
      procedure.name.starts_with(kAlgorithms)
          ? algo::FindAlgorithm(procedure.name.substr(kAlgorithms.size()))
          : nullptr;
  if (algorithm == nullptr) return text;
  std::string options;
  algo::AppendOptions(options, *algorithm);
  for (const absl::string_view line : absl::StrSplit(options, '\n', absl::SkipEmpty()))
    Append(text, "  ", absl::StrReplaceAll(line, {{"`", ""}}), "\n");
  for (const algo::ExampleRow& example : algorithm->examples)
    Append(text, "  example: ", example.statement, ";\n    ->  ", example.rows, "\n");
  return text;
}

}  // namespace

Status ShowHelp(Shell& shell, std::string_view argument) {
  if (argument.empty()) {
    shell.Say(Overview(shell.text_width(), shell.server() != nullptr));
    return absl::OkStatus();
  }
  if (SameWord(argument, "keys") || SameWord(argument, "modes")) {
    shell.Say(SameWord(argument, "keys") ? Keys() : ModesText());
    return absl::OkStatus();
  }
  std::string text;
  for (const TopicRow& row : Topics()) {
    const auto others = OtherNames(row);
    if (SameWord(row.name, argument) ||
        std::any_of(others.begin(), others.end(),
                    [&](std::string_view other) { return SameWord(other, argument); }))
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
  for (const query::Procedure* procedure : shell.session().procedures()) {
    if (SameWord(procedure->name, argument)) text += ProcedureText(*procedure);
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
