// Commands that read or write files; --safe forbids them all.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/commands.h"
#include "cli/export.h"
#include "cli/shell.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

StatusOr<std::string> OnePath(std::string_view argument, std::string_view example) {
  std::vector<std::string> words = SplitWords(argument);
  if (words.size() != 1) return CommandError("expected one file", example);
  return std::move(words[0]);
}

}  // namespace

Status OpenFile(Shell& shell, std::string_view argument) {
  ASSIGN_OR_RETURN(const std::string path, OnePath(argument, ":open news.ng"));
  RETURN_IF_ERROR(shell.Open(path));
  const GraphView view = shell.session().view();
  shell.messages().Note(
      Cat(Counted(view.node_count(), "node"), ", ", Counted(view.edge_count(), "relationship")));
  return absl::OkStatus();
}

Status LoadFile(Shell& shell, std::string_view argument) {
  const std::vector<std::string> words = SplitWords(argument);
  if (words.empty()) return CommandError("load what?", ":load articles/summit.txt");
  return shell.Load(words);
}

Status SaveFile(Shell& shell, std::string_view argument) {
  std::string path = shell.path();
  if (!argument.empty()) {
    ASSIGN_OR_RETURN(path, OnePath(argument, ":save news.ng"));
  }
  if (path.empty()) return CommandError("this graph has no file yet", ":save news.ng");
  if (shell.IsOutput(path))
    return CommandError(Cat(Visible(path), " is where the results go"), "give another name");
  RETURN_IF_ERROR(shell.Save(path));
  shell.messages().Note(Cat("saved as ", Visible(path)));
  return absl::OkStatus();
}

Status SourceFile(Shell& shell, std::string_view argument) {
  ASSIGN_OR_RETURN(const std::string path, OnePath(argument, ":source recipes.cypher"));
  return shell.RunFile(path);
}

Status ExportFile(Shell& shell, std::string_view argument) {
  ASSIGN_OR_RETURN(const std::string path, OnePath(argument, ":export out.svg"));
  if (shell.last() == nullptr)
    return CommandError("there is no result yet", "run a statement first");
  if (shell.last_is_cut()) {
    constexpr std::string_view kTooLong = "the last result was too long to keep whole";
    constexpr std::string_view kHint = "newsgraph --format FORMAT -o FILE writes all of it";
    if (!shell.mode().interactive) return CommandError(kTooLong, kHint);
    shell.messages().Warn(Cat(kTooLong, "; ", kHint));
  }
  if (shell.IsOutput(path) || shell.IsInput(path)) {
    return CommandError(
        Cat(Visible(path), shell.IsOutput(path) ? " is where the results go" : " is read here"),
        "give another name");
  }
  RETURN_IF_ERROR(ExportResult(*shell.last(), path, shell.print_options().names));
  shell.messages().Note(Cat("written to ", Visible(path)));
  return absl::OkStatus();
}

}  // namespace newsgraph::cli
