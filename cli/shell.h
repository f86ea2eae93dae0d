// What prompt and scripts have in common: a graph and a session on it, or a server that has them,
// how to print, and the last result.
//
//   Shell shell(options, out, messages, ShellMode{.interactive = false, .terminal = false});
//   RETURN_IF_ERROR(shell.Open("news.ng"));
//   Status done = shell.RunStatement("MATCH (n) RETURN count(*)");    // rows to `out`, warnings to
//   `messages` Status set = shell.RunCommand(":mode json");
//
// Statements are errors by value; the caller says them. One thread. `out` and `messages` outlive
// the shell.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/bolt/client.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/print/printer.h"
#include "graph/graph.h"
#include "query/session.h"

namespace newsgraph::cli {

struct ShellMode {
  bool interactive =
      false;  // a person at a prompt: counts and times are shown, results kept for :last
  bool terminal = false;  // `out` is a terminal
  bool color = false;
  int width = 0;  // of the terminal; 0: no limit
};

// What :set changes.
struct Settings {
  Mode mode = Mode::kTable;
  uint64_t shown_rows = 40;  // of table and box at a prompt; 0: all
  bool timing = true;
  int64_t timeout_ms = 0;
  bool timeout_reads_only = false;  // it is the prompt's own: a statement that writes has none
  uint64_t max_rows = 0;
  uint64_t max_memory_bytes = 0;
  uint64_t max_edges = 0;
};

// What a statement that reads is given at a prompt, unless the person says otherwise.
inline constexpr int64_t kPromptTimeoutMs = 10'000;

class StatementReader;

class Shell {
 public:
  Shell(const Options& options, Output& out, Messages& messages, ShellMode mode);
  ~Shell();

  // Replaces the graph by a saved one. errors: IoError, Corruption
  Status Open(const std::string& path);
  // Statements go to this server from now on; the graph here stays empty. REQUIRES: it is
  // connected.
  void Attach(std::unique_ptr<bolt::Client> server) { server_ = std::move(server); }
  // Adds what the files hold to the graph; rejected records are told of. errors: IoError, DataError
  Status Load(const std::vector<std::string>& paths);
  // errors: TransactionError: one is open; IoError, also where another kind of file is there
  Status Save(const std::string& path);
  Status RunStatement(std::string_view text);
  // REQUIRES: line starts with ":"
  Status RunCommand(std::string_view line);
  // The statements and commands of a file, to the first error (which is said there and then) unless
  // fail_at_end.
  Status RunFile(const std::string& path);
  // Those of a text, e.g. of -c.
  Status RunText(std::string_view text);
  // Those that a descriptor gives, as they come.
  Status RunStream(int descriptor, std::string_view name);

  // Prints a table that did not come from a statement. Kept for :last like one that did.
  Status Show(query::Result result);
  // A text for people on `out`, as it is.
  void Say(std::string_view text);

  const Options& options() const { return options_; }
  const ShellMode& mode() const { return mode_; }
  void set_width(int width) { mode_.width = width; }
  // Cells for a text that wraps.
  int text_width() const { return mode_.width > 0 ? mode_.width - 1 : 79; }
  Settings& settings() { return settings_; }
  Messages& messages() { return messages_; }
  query::Parameters& parameters() { return parameters_; }
  query::Session& session() { return *session_; }
  bolt::Client* server() { return server_.get(); }  // null: the graph is here
  bool in_transaction() const;
  // Whether the last error was said where it occurred.
  bool told() const { return told_; }
  // Whether a file is read here (the open graph, a script that runs, what the command line names),
  // or is the one that results go to.
  bool IsInput(const std::string& path) const;
  bool IsOutput(const std::string& path) const;
  const query::Result* last() const { return last_ ? &*last_ : nullptr; }
  bool last_is_cut() const { return last_cut_; }
  const std::string& last_statement() const { return last_statement_; }
  PrintOptions print_options() const;
  query::RunOptions run_options() const;
  const std::string& path() const { return path_; }
  bool unsaved() const { return unsaved_; }
  void set_quit() { quit_ = true; }
  bool quit() const { return quit_; }
  // The lines of the prompt's history, for :history. Null in scripts.
  void set_history(const std::vector<std::string>* history) { history_ = history; }
  const std::vector<std::string>* history() const { return history_; }

 private:
  int threads() const;
  // `what` cannot be done to the graph of an open transaction.
  Status CheckNoTransaction(std::string_view what) const;
  Status RunPieces(StatementReader& reader, std::string_view name, Status& first);
  std::string CountedRows(uint64_t rows) const;
  // `counted`: "2 rows", or empty of a statement that gives none.
  void TellEffects(const query::Summary& summary, double print_ms, const std::string& counted);
  void ShowPlan(const query::Summary& summary, bool has_columns);

  const Options& options_;
  Output& out_;
  Messages& messages_;
  ShellMode mode_;
  Settings settings_;
  Graph graph_;
  std::optional<query::Session> session_;
  std::unique_ptr<bolt::Client> server_;
  query::Parameters parameters_;
  std::string path_;     // of the graph, when it came from a file
  uint64_t opened_ = 0;  // the content hash of that file
  bool unsaved_ = false;
  bool quit_ = false;
  std::vector<std::string> sources_;  // the files that run, :source inside :source
  bool told_ = false;
  std::optional<query::Result> last_;
  std::shared_ptr<const ElementNames> last_names_;
  bool last_cut_ = false;
  std::string last_statement_;
  const std::vector<std::string>* history_ = nullptr;
};

// Whether a text at the prompt is whole: a command, or statements that end in ";".
bool IsCompleteInput(std::string_view text);

}  // namespace newsgraph::cli
