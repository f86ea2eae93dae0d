#include "cli/shell.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/loading.h"
#include "cli/manifest.h"
#include "cli/picture/sketch.h"
#include "cli/progress.h"
#include "cli/statement_reader.h"
#include "cli/text.h"
#include "graph/base/new_file.h"
#include "graph/save.h"

namespace newsgraph::cli {
namespace {

// What is kept of a result for :last, :graph and :export; in scripts, which promise to need little
// memory, as much as a picture can show.
struct KeptSize {
  uint64_t rows;
  size_t bytes;
};
constexpr KeptSize kKeptAtPrompt = {100000, 64 << 20}, kKeptInScript = {10000, 8 << 20};
constexpr size_t kMaxSourceDepth = 16;

using Clock = std::chrono::steady_clock;

double MillisecondsSince(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

// Ctrl-C may come when the statement has done its work and the rows are still being written.
Status CheckPrinted(const SideEffects& effects) {
  if (!Interrupted()) return absl::OkStatus();
  return RuntimeError(ErrorKind::kCancelled, "Printing", "the printing was cancelled",
                      effects.empty() ? "" : "what the statement changed stays");
}

// Prints the rows and keeps them for :last, :graph and :export. Says how long the
// printing took, which happens while the statement runs.
class Keeper : public query::RowSink {
 public:
  // `received`: what a server has sent, null for none.
  Keeper(Printer& printer, Progress& progress, KeptSize most, const bolt::Received* received)
      : printer_(printer), progress_(progress), most_(most), received_(received) {}

  Status Begin(const std::vector<std::string>& columns, const GraphView& view) override {
    begun_ = true;
    kept_.columns = columns;
    kept_.view = view;
    return Timed([&] { return printer_.Begin(columns, view); });
  }

  Status Rows(std::span<const Value> cells) override {
    rows_ += kept_.columns.empty() ? 0 : cells.size() / kept_.columns.size();
    progress_.Update(rows_, 0);
    Keep(cells);
    return Timed([&] { return printer_.Rows(cells); });
  }

  bool begun() const { return begun_; }
  bool cut() const { return cut_; }
  // Whether somebody looks at elements of these rows later.
  bool keeps_elements() const { return printer_.keeps_elements() || !cut_; }
  uint64_t rows() const { return rows_; }
  double print_ms() const { return print_ms_; }
  query::Result& kept() { return kept_; }

 private:
  template <class F>
  Status Timed(F&& print) {
    const auto begin = Clock::now();
    Status status = print();
    print_ms_ += MillisecondsSince(begin);
    return status.ok() ? CheckPrinted({}) : status;
  }

  void Keep(std::span<const Value> cells) {
    cut_ = cut_ || rows_ > most_.rows || (received_ != nullptr && received_->bytes() > most_.bytes);
    for (size_t i = 0; i < cells.size() && !cut_; ++i) {  // no further than the limit
      bytes_ += sizeof(Value) + cells[i].heap_bytes(most_.bytes);
      cut_ = bytes_ > most_.bytes;
    }
    if (cut_) return;
    // A text may be borrowed from the plan, which does not live as long.
    for (const Value& value : cells) kept_.cells.push_back(value.Owned());
    kept_.row_count = rows_;
  }

  Printer& printer_;
  Progress& progress_;
  KeptSize most_;
  const bolt::Received* received_;
  bool begun_ = false;
  bool cut_ = false;
  uint64_t rows_ = 0;
  size_t bytes_ = 0;
  double print_ms_ = 0;
  query::Result kept_;
};

bool IsTable(Mode mode) { return mode == Mode::kTable || mode == Mode::kBox; }
bool IsForPeople(Mode mode) { return IsTable(mode) || mode == Mode::kLine || mode == Mode::kList; }

}  // namespace

Shell::Shell(const Options& options, Output& out, Messages& messages, ShellMode mode)
    : options_(options), out_(out), messages_(messages), mode_(mode) {
  settings_.mode = options.format ? FindMode(*options.format).value_or(Mode::kTable)
                                  : (mode.terminal ? Mode::kTable : Mode::kCsv);
  settings_.timeout_ms = options.timeout_ms;
  if (mode.interactive && options.timeout_ms == 0) {
    settings_.timeout_ms = kPromptTimeoutMs;
    settings_.timeout_reads_only = true;
  }
  settings_.max_rows = options.max_rows;
  settings_.max_memory_bytes = options.memory_bytes;
  query::SessionOptions session_options;
  if (!options.safe) session_options.csv_folders = {"."};
  session_.emplace(graph_, session_options);
}

Shell::~Shell() = default;

PrintOptions Shell::print_options() const {
  PrintOptions print;
  print.mode = settings_.mode;
  print.terminal = mode_.terminal;
  print.color = mode_.color;
  print.width = mode_.width;
  print.max_rows = mode_.interactive ? settings_.shown_rows : 0;
  print.json_safe_ints = options_.json_safe_ints;
  print.names = last_names_;
  return print;
}

query::RunOptions Shell::run_options() const {
  query::RunOptions run;
  run.timeout_ms = settings_.timeout_ms;
  run.timeout_reads_only = settings_.timeout_reads_only;
  run.max_rows = settings_.max_rows;
  run.max_memory_bytes = settings_.max_memory_bytes;
  run.max_edges = settings_.max_edges;
  run.partial_results = options_.partial || mode_.interactive;
  run.read_only = options_.read_only;
  run.cancel = &InterruptFlag();
  run.threads = threads();
  return run;
}

int Shell::threads() const {
  return options_.threads > 0 ? options_.threads
                              : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

// Another graph cannot take the place of one that a transaction works on, and what it has done may
// yet be undone.
Status Shell::CheckNoTransaction(std::string_view what) const {
  if (!session_->in_transaction()) return absl::OkStatus();
  return RuntimeError(ErrorKind::kTransactionError, "InTransaction",
                      Cat("a transaction is open: the graph cannot be ", what, " now"),
                      "COMMIT; or ROLLBACK; first");
}

Status Shell::Open(const std::string& path) {
  RETURN_IF_ERROR(CheckNoTransaction("replaced"));
  Progress progress(messages_, options_.progress, isatty(STDERR_FILENO) != 0,
                    Cat("opening ", Visible(path)));
  ASSIGN_OR_RETURN(Graph graph,
                   OpenGraph(path, {.threads = threads(), .check_on_first_read = true}));
  opened_ = IdentifyGraph(path).value_or(FileReport()).content_hash;
  graph_.Replace(std::move(graph));
  path_ = path;
  unsaved_ = false;
  return absl::OkStatus();
}

Status Shell::Load(const std::vector<std::string>& paths) {
  RETURN_IF_ERROR(CheckNoTransaction("replaced"));
  ASSIGN_OR_RETURN(Loaded loaded, LoadFiles(paths, graph_.View(), options_, messages_));
  RETURN_IF_ERROR(CheckRejects(loaded.report, options_));
  graph_.Replace(std::move(loaded.graph));
  unsaved_ = true;
  return absl::OkStatus();
}

Status Shell::Save(const std::string& path) {
  RETURN_IF_ERROR(CheckNoTransaction("saved"));
  RETURN_IF_ERROR(CheckReplaceable(path));
  Progress progress(messages_, options_.progress, isatty(STDERR_FILENO) != 0,
                    Cat("saving ", Visible(path)), Progress::Unit::kBytes);
  if (path != path_ && !IsSameFile(path, path_)) opened_ = 0;
  RETURN_IF_ERROR(SaveEdited(session_->view(), path, opened_,
                             [&](uint64_t done, uint64_t total) { progress.Update(done, total); }));
  path_ = path;
  unsaved_ = false;
  return absl::OkStatus();
}

bool Shell::in_transaction() const {
  return server_ ? server_->in_transaction() : session_->in_transaction();
}

bool Shell::IsInput(const std::string& path) const {
  return IsSameFile(path, path_) || !InputNamed(options_, path).empty() ||
         std::any_of(sources_.begin(), sources_.end(),
                     [&](const std::string& source) { return IsSameFile(path, source); });
}

bool Shell::IsOutput(const std::string& path) const {
  return !options_.output_path.empty() &&
         (path == options_.output_path || IsSameFile(path, options_.output_path));
}

Status Shell::RunStatement(std::string_view text) {
  told_ = false;
  last_statement_ = text;
  const auto received = server_ ? std::make_shared<bolt::Received>() : nullptr;
  PrintOptions print = print_options();
  print.names = received;
  auto printer = MakePrinter(print, out_);
  Progress progress(messages_, options_.progress, isatty(STDERR_FILENO) != 0, "running",
                    Progress::Unit::kRows);
  Keeper keeper(*printer, progress, mode_.interactive ? kKeptAtPrompt : kKeptInScript,
                received.get());
  const GraphView before = session_->view();
  auto summary = server_ ? server_->Stream(text, parameters_, run_options(), *received, keeper,
                                           [&] { return keeper.keeps_elements(); })
                         : session_->Stream(text, parameters_, run_options(), keeper);
  progress.Stop();
  // A statement may fail after its commit, over the writing of its rows.
  unsaved_ = unsaved_ || (server_        ? false
                          : summary.ok() ? !summary->effects.empty()
                                         : !session_->in_transaction() &&
                                               !session_->view().SameStateAs(before));
  if (out_.closed()) return out_.Flush();
  if (!summary.ok()) {
    if (keeper.begun()) printer->Fail(summary.status());
    RETURN_IF_ERROR(out_.Flush());
    return summary.status();
  }
  const auto end_begin = Clock::now();
  if (!keeper.begun()) RETURN_IF_ERROR(printer->Begin({}, session_->view()));
  std::optional<GraphAnswer> drawn;
  if (mode_.interactive && IsTable(settings_.mode))
    drawn = SketchAnswer(keeper.kept(), text_width() + 1, mode_.color);
  if (drawn) {
    out_.Write(drawn->text);
    if (const std::string partial = PartialNote(*summary); !partial.empty())
      out_.Write(Cat("(", partial, ")\n"));
  } else {
    RETURN_IF_ERROR(printer->End(*summary));
  }
  const bool has_columns = !keeper.kept().columns.empty();
  ShowPlan(*summary, has_columns);
  RETURN_IF_ERROR(out_.Flush());
  RETURN_IF_ERROR(CheckPrinted(summary->effects));
  const double print_ms = keeper.print_ms() + MillisecondsSince(end_begin);
  summary->timings.run_ms = std::max(summary->timings.run_ms - keeper.print_ms(), 0.0);
  summary->row_count = keeper.rows();
  messages_.Tell(*summary);
  std::string counted;
  if (drawn) {
    counted =
        Cat(Counted(drawn->nodes, "node"), ", ", Counted(drawn->relationships, "relationship"));
  } else if (has_columns) {
    counted = CountedRows(summary->row_count);
  }
  TellEffects(*summary, print_ms, counted);
  last_ = std::move(keeper.kept());
  last_->summary = std::move(*summary);
  last_names_ = received;
  last_cut_ = keeper.cut();
  return absl::OkStatus();
}

void Shell::ShowPlan(const query::Summary& summary, bool has_columns) {
  const bool in_json = settings_.mode == Mode::kJson || settings_.mode == Mode::kJsonl;
  if (summary.plan.empty() || in_json) return;
  std::string plan = Visible(summary.plan, /*keep_newlines=*/true);
  if (!plan.ends_with('\n')) plan += '\n';
  if (!has_columns || IsForPeople(settings_.mode)) {
    out_.Write(plan);
  } else {
    messages_.Raw(plan);
  }
}

// "90 rows (40 shown; :last shows all)"
std::string Shell::CountedRows(uint64_t rows) const {
  const bool cut =
      IsTable(settings_.mode) && settings_.shown_rows > 0 && rows > settings_.shown_rows;
  return Cat(Counted(rows, "row"),
             cut ? Cat(" (", WithCommas(settings_.shown_rows), " shown; :last shows all)")
                 : std::string());
}

// "2 rows · 1 node created · 1.3 ms (parse 0.1, bind 0.0, plan 0.2, run 0.9, print 0.1)"
void Shell::TellEffects(const query::Summary& summary, double print_ms,
                        const std::string& counted) {
  if (!mode_.interactive) return;
  std::string line;
  const auto add = [&](std::string_view text) { Append(line, line.empty() ? "" : " · ", text); };
  if (!counted.empty()) add(counted);
  const SideEffects& e = summary.effects;
  if (e.nodes_created) add(Cat(Counted(e.nodes_created, "node"), " created"));
  if (e.nodes_deleted) add(Cat(Counted(e.nodes_deleted, "node"), " deleted"));
  if (e.edges_created) add(Cat(Counted(e.edges_created, "relationship"), " created"));
  if (e.edges_deleted) add(Cat(Counted(e.edges_deleted, "relationship"), " deleted"));
  if (e.labels_added) add(Cat(Counted(e.labels_added, "label"), " added"));
  if (e.labels_removed) add(Cat(Counted(e.labels_removed, "label"), " removed"));
  if (e.properties_set)
    add(Cat(WithCommas(e.properties_set), e.properties_set == 1 ? " property" : " properties",
            " set"));
  if (e.properties_removed) {
    add(Cat(WithCommas(e.properties_removed),
            e.properties_removed == 1 ? " property" : " properties", " removed"));
  }
  if (counted.empty() && e.empty() && summary.plan.empty()) add("done");
  if (settings_.timing) {
    const query::Timings& t = summary.timings;
    const auto ms = [](double number) { return DurationText(std::max(number, 0.0) / 1000); };
    add(Cat(ms(t.parse_ms + t.bind_ms + t.plan_ms + t.run_ms + print_ms), " (",
            server_ ? std::string()
            : t.plan_cached
                ? std::string("plan cached, ")
                : Cat("parse ", ms(t.parse_ms), ", plan ", ms(t.bind_ms + t.plan_ms), ", "),
            "run ", ms(t.run_ms), ", print ", ms(print_ms), ")"));
  }
  if (!line.empty()) messages_.Note(line);
}

Status Shell::RunCommand(std::string_view line) {
  told_ = false;
  Status status = cli::RunCommand(*this, line);
  if (status.ok()) status = CheckIntact(session_->view());
  Status written = out_.Flush();
  return status.ok() ? written : status;
}

Status Shell::Show(query::Result result) {
  PrintOptions print = print_options();
  RETURN_IF_ERROR(Print(result, print, out_));
  RETURN_IF_ERROR(out_.Flush());
  return absl::OkStatus();
}

void Shell::Say(std::string_view text) { out_.Write(text); }

Status Shell::RunFile(const std::string& path) {
  told_ = false;
  if (sources_.size() >= kMaxSourceDepth) {
    return RuntimeError(ErrorKind::kLimitExceeded, "SourceDepth",
                        Cat("files that run files go deeper than ", kMaxSourceDepth),
                        "does a file run itself?");
  }
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return RuntimeError(ErrorKind::kIoError, "OpenFailed",
                        Cat("cannot open ", Visible(path), ": ", std::strerror(errno)));
  }
  sources_.push_back(path);
  Status status = RunStream(file, path);
  sources_.pop_back();
  close(file);
  return status;
}

// Runs what the reader has. Returns what ends the run at once; `first` keeps the first error that
// did not.
Status Shell::RunPieces(StatementReader& reader, std::string_view name, Status& first) {
  while (const auto piece = reader.Next()) {
    const Status status = piece->command ? RunCommand(piece->text) : RunStatement(piece->text);
    if (quit_ || status.ok()) {
      if (quit_) return absl::OkStatus();
      continue;
    }
    if (out_.closed()) return status;
    if (first.ok()) first = status;
    if (!told_) {
      messages_.Error(status, piece->text,
                      name.empty() ? std::string() : Cat(name, ":", piece->line));
    }
    told_ = true;
    if (!options_.fail_at_end || GetErrorInfo(status).kind == ErrorKind::kCancelled) return status;
  }
  return absl::OkStatus();
}

Status Shell::RunText(std::string_view text) {
  StatementReader reader;
  reader.Feed(text);
  reader.Finish();
  Status first;
  RETURN_IF_ERROR(RunPieces(reader, "", first));
  told_ = !first.ok();
  return first;
}

Status Shell::RunStream(int descriptor, std::string_view name) {
  StatementReader reader;
  Status first;
  std::array<char, 65536> bytes;
  for (bool more = true; more && !quit_;) {
    const ssize_t count = read(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR && !Interrupted()) continue;
    if (count < 0) {
      const Status failed =
          errno == EINTR
              ? RuntimeError(ErrorKind::kCancelled, "", "interrupted")
              : RuntimeError(ErrorKind::kIoError, "ReadFailed",
                             Cat("cannot read ", Visible(name), ": ", std::strerror(errno)));
      messages_.Error(failed);
      told_ = true;
      return failed;
    }
    more = count > 0;
    more ? reader.Feed({bytes.data(), static_cast<size_t>(count)}) : reader.Finish();
    RETURN_IF_ERROR(RunPieces(reader, name, first));
  }
  told_ = !first.ok();
  return first;
}

bool IsCompleteInput(std::string_view text) {
  if (text.starts_with(':') || !CommandMeant(text).empty()) return true;
  StatementReader reader;
  reader.Feed(Cat(text, "\n"));
  while (reader.Next()) {
  }
  return !reader.pending();
}

}  // namespace newsgraph::cli
