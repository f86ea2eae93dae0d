#include "cli/loading.h"

#include <unistd.h>

#include <algorithm>

#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/print/json_value.h"
#include "cli/progress.h"
#include "cli/text.h"
#include "graph/builder.h"

namespace newsgraph::cli {
namespace {

constexpr size_t kShownRejections = 10;

std::string PlaceOf(const loaders::Rejection& rejection) {
  if (rejection.line == 0) return rejection.file;
  return Cat(rejection.file, ":", rejection.line, " (byte ", WithCommas(rejection.offset), ")");
}

std::string Count(uint64_t number, std::string_view thing) {
  return Cat(WithCommas(number), " ", thing, number == 1 ? "" : "s");
}

void TellJson(const loaders::Report& report, Messages& messages,
              std::optional<uint64_t> loaded_before) {
  std::string line = Cat("{\"event\":\"loaded\",\"files\":", report.files);
  if (loaded_before) Append(line, ",\"loaded_before\":", *loaded_before);
  messages.Raw(Cat(line, ",\"passed_over\":", report.skipped.size(), ",\"read\":", report.read,
                   ",\"loaded\":", report.loaded, ",\"merged\":", report.merged,
                   ",\"rejected\":", report.rejected, ",\"nodes\":", report.nodes,
                   ",\"relationships\":", report.edges, "}\n"));
}

// Rejected records as JSON Lines in a file; nothing without one.
class RejectsFile {
 public:
  Status Open(const std::string& path) {
    if (path.empty()) return absl::OkStatus();
    RETURN_IF_ERROR(file_.Open(path));
    out_.emplace(file_.descriptor());
    return absl::OkStatus();
  }
  void Add(const loaders::Rejection& rejection) {
    if (!out_) return;
    std::string& line = out_->buffer();
    line += "{\"file\":";
    AppendJsonString(line, rejection.file);
    Append(line, ",\"line\":", rejection.line, ",\"offset\":", rejection.offset, ",\"reason\":");
    AppendJsonString(line, rejection.reason);
    line += ",\"raw\":";
    AppendJsonString(line, rejection.raw);
    line += "}\n";
    out_->DrainIfFull();
  }
  Status Finish() {
    if (!out_) return absl::OkStatus();
    RETURN_IF_ERROR(out_->Flush());
    return file_.Keep();
  }

 private:
  OutputFile file_{-1};
  std::optional<Output> out_;
};

}  // namespace

void TellSummary(const loaders::Report& report, const Options& options, Messages& messages,
                 std::optional<uint64_t> loaded_before) {
  for (size_t i = 0; i < std::min(report.rejections.size(), kShownRejections); ++i) {
    messages.Warn(
        Cat("rejected: ", PlaceOf(report.rejections[i]), ": ", report.rejections[i].reason));
  }
  if (report.rejected > kShownRejections) {
    messages.Warn(
        Cat("rejected: ", WithCommas(report.rejected - kShownRejections), " more",
            options.rejects_path.empty() ? "; --rejects FILE of load keeps them all" : ""));
  }
  if (!report.skipped.empty()) {
    messages.Note(Cat("passed over: ", Count(report.skipped.size(), "file"),
                      " that no loader reads, e.g. ", report.skipped[0]));
  }
  if (options.progress == ProgressForm::kJson) return TellJson(report, messages, loaded_before);
  const std::string before =
      loaded_before ? Cat(" (", WithCommas(*loaded_before), " more loaded before)") : std::string();
  const std::string summary =
      Cat(Count(report.files, "file"), before, ": ", Count(report.read, "record"), " read, ",
          WithCommas(report.loaded), " loaded, ", WithCommas(report.merged), " merged, ",
          WithCommas(report.rejected), " rejected; ", Count(report.nodes, "node"), " and ",
          Count(report.edges, "relationship"), " made");
  report.rejected > 0 ? messages.Warn(summary) : messages.Note(summary);
}

StatusOr<Loaded> LoadFiles(const std::vector<std::string>& paths, const GraphView& base,
                           const Options& options, Messages& messages, loaders::Report report,
                           std::optional<uint64_t> loaded_before) {
  loaders::LoadOptions load;
  load.cancel = &InterruptFlag();
  load.threads = options.threads > 0
                     ? options.threads
                     : std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
  RejectsFile rejects;
  RETURN_IF_ERROR(rejects.Open(options.rejects_path));
  load.on_rejection = [&](const loaders::Rejection& rejection) { rejects.Add(rejection); };
  BuilderOptions building;
  building.threads = load.threads;
  Builder builder(base, building);
  load.extractor = options.extractor;
  if (options.extractor_timeout_ms > 0) load.extractor_timeout_ms = options.extractor_timeout_ms;
  Status status;
  {
    Progress progress(messages, options.progress, isatty(STDERR_FILENO) != 0, "loading",
                      Progress::Unit::kBytes);
    status = loaders::LoadFiles(paths, load, builder, report,
                                [&](uint64_t done, uint64_t total, const loaders::Report& so_far) {
                                  progress.Update(done, total);
                                  progress.Count(so_far.read, so_far.rejected);
                                });
  }
  RETURN_IF_ERROR(status);
  // Written here and now, maybe into the folder that is loaded.
  std::erase_if(report.skipped, [mine = Cat(".partial-", getpid())](const std::string& file) {
    return file.ends_with(mine);
  });
  RETURN_IF_ERROR(rejects.Finish());
  ASSIGN_OR_RETURN(Graph graph, std::move(builder).Freeze());
  TellSummary(report, options, messages, loaded_before);
  return Loaded{std::move(graph), std::move(report)};
}

Status CheckRejects(const loaders::Report& report, const Options& options) {
  const bool all = report.rejected > 0 && report.rejected == report.read;
  if (!all && report.rejected <= options.max_errors) return absl::OkStatus();
  return RuntimeError(ErrorKind::kLimitExceeded, "TooManyRejects",
                      all ? (report.rejected == 1 ? std::string("the only record was rejected")
                                                  : Cat("all ", WithCommas(report.rejected),
                                                        " records were rejected"))
                          : Cat(WithCommas(report.rejected), " records were rejected, more than ",
                                options.max_errors),
                      "the warnings above say why; --max-errors N allows more");
}

}  // namespace newsgraph::cli
