#include "loaders/loading.h"

#include <algorithm>

namespace newsgraph::loaders {

Loading::Loading(const LoadOptions& options, Builder& builder, Report& report,
                 const LoadProgress& progress, uint64_t total_bytes)
    : options_(options),
      builder_(builder),
      report_(report),
      progress_(progress),
      first_new_node_(builder.node_count()),
      total_(total_bytes) {
  for (size_t i = 0; i < report_.by_file.size(); ++i) places_[report_.by_file[i].path] = i;
}

void Loading::SetFile(std::string_view path) {
  if (file_ < report_.by_file.size() && report_.by_file[file_].path == path) return;
  const auto [place, is_new] = places_.try_emplace(std::string(path), report_.by_file.size());
  if (is_new) report_.by_file.emplace_back().path = path;
  file_ = place->second;
}

Status Loading::Reject(Rejection rejection) {
  SetFile(rejection.file);
  Count(&Report::rejected, &LoadedFile::rejected);
  const std::string place = Cat(rejection.file, rejection.line > 0 ? Cat(":", rejection.line) : "");
  const std::string reason = rejection.reason;
  rejection.raw.resize(std::min(rejection.raw.size(), Rejection::kMaxRaw));
  if (options_.on_rejection) options_.on_rejection(rejection);
  if (report_.rejections.size() < options_.kept_rejections) {
    report_.rejections.push_back(std::move(rejection));
  }
  if (report_.rejected <= options_.max_rejected) return absl::OkStatus();
  return RuntimeError(ErrorKind::kLimitExceeded, "TooManyRejects",
                      Cat(report_.rejected, " records rejected, at most ", options_.max_rejected,
                          " are allowed; the last: ", place, ": ", reason));
}

Status Loading::Advance(uint64_t bytes) {
  constexpr uint64_t kStep = 1 << 16;
  done_ += bytes;
  if (progress_ && (done_ - shown_ >= kStep || done_ >= total_)) {
    progress_(std::min(done_, total_), total_, report_);
    shown_ = done_;
  }
  if (!cancelled()) return absl::OkStatus();
  return RuntimeError(ErrorKind::kCancelled, "", "the load was cancelled");
}

bool Loading::cancelled() const {
  return options_.cancel && options_.cancel->load(std::memory_order_relaxed);
}

}  // namespace newsgraph::loaders
