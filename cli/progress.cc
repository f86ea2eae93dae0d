#include "cli/progress.h"

#include <array>
#include <cstdio>

#include "cli/print/json_value.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kFirst{500};
constexpr milliseconds kNext{200};

std::string Fixed(double number, int digits) {
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%.*f", digits, number);
  return text.data();
}

}  // namespace

std::string BytesText(double bytes) {
  constexpr std::string_view kUnits[] = {"B", "kB", "MB", "GB", "TB"};
  size_t unit = 0;
  while (bytes >= 1000 && unit + 1 < std::size(kUnits)) bytes /= 1000, ++unit;
  return Cat(Fixed(bytes, unit == 0 ? 0 : 1), " ", kUnits[unit]);
}

std::string DurationText(double seconds) {
  if (seconds < 0.001) return Cat(Fixed(seconds * 1e6, 0), " µs");
  if (seconds < 1) return Cat(Fixed(seconds * 1e3, 1), " ms");
  if (seconds < 60) return Cat(Fixed(seconds, 1), " s");
  const auto whole = static_cast<int64_t>(seconds);
  return Cat(whole / 60, " min ", whole % 60, " s");
}

Progress::Progress(Messages& messages, ProgressForm form, bool terminal, std::string task,
                   Unit unit)
    : messages_(messages), json_(form == ProgressForm::kJson), task_(std::move(task)), unit_(unit) {
  const bool shown = json_ || (form == ProgressForm::kAuto && terminal && !messages.quiet());
  if (shown) thread_ = std::thread([this] { Loop(); });
}

void Progress::Stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  thread_.join();
  if (drawn_ && !json_) messages_.Raw("\r\x1b[K");
}

void Progress::Loop() {
  std::unique_lock lock(mutex_);
  milliseconds wait = kFirst;
  while (!wake_.wait_for(lock, wait, [this] { return stopped_; })) {
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    messages_.Raw(json_ ? JsonLine(seconds) : Cat("\r\x1b[K", Line(seconds)));
    drawn_ = true;
    wait = kNext;
  }
}

std::string Progress::Line(double seconds) const {
  const auto amount = [this](double number) {
    return unit_ == Unit::kBytes ? BytesText(number) : WithCommas(static_cast<uint64_t>(number));
  };
  const uint64_t done = done_.load(std::memory_order_relaxed);
  const uint64_t total = total_.load(std::memory_order_relaxed);
  std::string line = task_;
  if (total > 0) {
    Append(line, "  ", done * 100 / total, "%  ", amount(static_cast<double>(done)), " of ",
           amount(static_cast<double>(total)));
  } else if (done > 0) {
    Append(line, "  ", amount(static_cast<double>(done)), unit_ == Unit::kRows ? " rows" : "");
  }
  if (unit_ == Unit::kBytes && done > 0)
    Append(line, "  ", BytesText(static_cast<double>(done) / seconds), "/s");
  if (const uint64_t records = records_.load(std::memory_order_relaxed); records > 0) {
    const uint64_t rejected = rejected_.load(std::memory_order_relaxed);
    Append(line, "  ", WithCommas(static_cast<uint64_t>(static_cast<double>(records) / seconds)),
           " records/s");
    if (rejected > 0) Append(line, "  ", WithCommas(rejected), " rejected");
  }
  if (total > done && done > 0) {
    const double left = seconds * static_cast<double>(total - done) / static_cast<double>(done);
    Append(line, "  ", DurationText(left < 1 ? 1 : left), " left");
  } else {
    Append(line, "  ", DurationText(seconds));
  }
  return line;
}

std::string Progress::JsonLine(double seconds) const {
  std::string line = "{\"event\":\"progress\",\"task\":";
  AppendJsonString(line, task_);
  Append(line, ",\"done\":", done_.load(std::memory_order_relaxed),
         ",\"total\":", total_.load(std::memory_order_relaxed), ",\"seconds\":", Fixed(seconds, 2));
  if (const uint64_t records = records_.load(std::memory_order_relaxed); records > 0) {
    Append(line, ",\"records\":", records,
           ",\"rejected\":", rejected_.load(std::memory_order_relaxed));
  }
  line += "}\n";
  return line;
}

}  // namespace newsgraph::cli
