// The :commands, rows of a table: name, arguments, what it does, an example. :help, completion and
// the manual are made from it.
//
//   RunCommand(shell, ":mode json");
//   for (const CommandRow& row : Commands()) ...
//
// A new command is a row in commands.cc and a function in one of the command files.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "query/result.h"

namespace newsgraph::cli {

class Shell;

// What the argument of a command may be, for completion.
enum class ArgumentKind : uint8_t {
  kNone,
  kFile,
  kMode,
  kLabel,
  kParameter,
  kTopic,
  kSetting,
  kQuery
};

struct CommandRow {
  std::string_view name;  // ":mode"
  std::string_view arguments;
  ArgumentKind kind;
  bool touches_files;  // refused with --safe
  bool of_own_graph;   // has no meaning for a server's
  std::string_view doc;
  std::string_view example;
  Status (*run)(Shell& shell, std::string_view argument);
};
std::span<const CommandRow> Commands();

// errors: ArgumentError for an unknown command (with the nearest one), whatever the command meets
Status RunCommand(Shell& shell, std::string_view line);

// What users of other shells type: exit, quit, help, .tables, \d. As a command of ours, ":quit"; ""
// for any other text. Only for a prompt: in a script it would hide mistakes.
std::string CommandMeant(std::string_view text);

// The functions behind the rows, by file.
// commands_graph.cc
Status ShowSchema(Shell& shell, std::string_view argument);
Status Describe(Shell& shell, std::string_view argument);
Status Sample(Shell& shell, std::string_view argument);
Status Ask(Shell& shell, std::string_view argument);
Status DrawLast(Shell& shell, std::string_view argument);
// commands_session.cc
Status SetParameter(Shell& shell, std::string_view argument);
Status ShowParameters(Shell& shell, std::string_view argument);
Status ChooseMode(Shell& shell, std::string_view argument);
Status ChangeSetting(Shell& shell, std::string_view argument);
Status Explain(Shell& shell, std::string_view argument);
Status Profile(Shell& shell, std::string_view argument);
Status ShowLast(Shell& shell, std::string_view argument);
Status ShowHistory(Shell& shell, std::string_view argument);
Status Quit(Shell& shell, std::string_view argument);
// commands_files.cc
Status OpenFile(Shell& shell, std::string_view argument);
Status LoadFile(Shell& shell, std::string_view argument);
Status SaveFile(Shell& shell, std::string_view argument);
Status SourceFile(Shell& shell, std::string_view argument);
Status ExportFile(Shell& shell, std::string_view argument);
// commands_help.cc
Status ShowHelp(Shell& shell, std::string_view argument);

// Words of an argument: blanks part them, quotes hold them together.
std::vector<std::string> SplitWords(std::string_view text);

// One more row of a table that a command shows.
inline void AddRow(query::Result& table, std::initializer_list<Value> cells) {
  table.cells.insert(table.cells.end(), cells);
  ++table.row_count;
}

Status CommandError(std::string_view message, std::string_view hint = {});

}  // namespace newsgraph::cli
