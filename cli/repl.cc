#include "cli/repl.h"

#include <unistd.h>

#include "cli/commands.h"
#include "cli/editor/highlight.h"
#include "cli/editor/terminal.h"
#include "cli/files.h"
#include "cli/greeting.h"
#include "cli/interrupt.h"
#include "cli/statement_reader.h"
#include "cli/text.h"
#include "cli/vocabulary.h"

namespace newsgraph::cli {
namespace {

class Repl {
 public:
  explicit Repl(Shell& shell)
      : shell_(shell),
        terminal_(STDIN_FILENO, STDOUT_FILENO),
        editor_(history_, IsCompleteInput, [this](std::string_view text, size_t cursor) {
          return Complete(vocabulary_.WordsFor(shell_, text), text, cursor);
        }) {
    prompt_.color = shell.mode().color;
    prompt_.highlight = Highlight;
  }

  ExitCode Run() {
    OpenHistory();
    RunRcFile();
    const int width = SizeOf(STDOUT_FILENO).width - 1;
    shell_.messages().Raw(shell_.server() != nullptr
                              ? ServerGreeting(shell_.server()->Description(), width)
                              : Greeting(shell_.session().view(), shell_.path(), width));
    bool warned = false;  // of unsaved changes
    InstallTerminationHandlers();
    while (!shell_.quit() && !Terminated()) {
      prompt_.text = shell_.in_transaction() ? "newsgraph*> " : "newsgraph> ";
      std::string text;
      const Terminal::End end = terminal_.ReadStatement(editor_, prompt_, text);
      if (end == Terminal::End::kEnded) {
        if (!shell_.unsaved() || warned || Terminated()) break;
        warned = true;
        shell_.messages().Note(
            "the graph has changes that are not saved: :save GRAPH.ng keeps them, Ctrl-D again "
            "leaves");
        continue;
      }
      warned = false;
      if (end == Terminal::End::kSubmitted) RunText(text);
    }
    return Terminated() ? ExitCode::kTerminated : ExitCode::kOk;
  }

 private:
  void OpenHistory() {
    shell_.set_history(&history_.entries());
    if (shell_.options().no_history) return;
    const std::string path = HistoryPath();
    if (path.empty()) return;
    if (const Status status = history_.Open(path); !status.ok())
      shell_.messages().Warn(View(status.message()));
  }

  // What the user wants at each prompt, e.g. ":set shown_rows 20". Its errors are told, and the
  // prompt opens all the same.
  void RunRcFile() {
    const std::string path = UserFile("XDG_CONFIG_HOME", ".config", "rc");
    if (shell_.options().no_rc || path.empty() || access(path.c_str(), F_OK) != 0) return;
    const Status status = shell_.RunFile(path);
    if (!status.ok() && !shell_.told()) shell_.messages().Error(status);
  }

  // Several statements may come at once (a paste); the first error ends them.
  void RunText(std::string_view text) {
    const std::string meant = CommandMeant(text);
    StatementReader reader;
    reader.Feed(meant.empty() ? text : meant);
    reader.Finish();
    while (const auto piece = reader.Next()) {
      TakeInterrupt();
      shell_.set_width(SizeOf(STDOUT_FILENO).width);
      const Status status =
          piece->command ? shell_.RunCommand(piece->text) : shell_.RunStatement(piece->text);
      if (shell_.quit()) return;
      if (status.ok()) continue;
      if (GetErrorInfo(status).kind == ErrorKind::kCancelled) {
        shell_.messages().Note("cancelled");
      } else if (!shell_.told()) {
        shell_.messages().Error(status, piece->text);
      }
      break;
    }
    TakeInterrupt();
  }

  Shell& shell_;
  Terminal terminal_;
  History history_;
  Vocabulary vocabulary_;
  LineEditor editor_;
  Prompt prompt_;
};

}  // namespace

ExitCode RunRepl(Shell& shell) { return Repl(shell).Run(); }

}  // namespace newsgraph::cli
