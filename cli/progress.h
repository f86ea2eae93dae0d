// Says how a long task goes, on standard error: nothing in the first half second, then a line that
// is drawn over.
//
//   Progress progress(messages, ProgressForm::kAuto, is_terminal, "loading");
//   progress.Update(bytes_read, bytes_in_all);          // any thread, as often as wanted
//   progress.Stop();                                    // or the destructor; wipes the line
//
//   loading  42%  12.3 MB of 29.1 MB  8.1 MB/s  612 records/s  3 rejected  2 s left
//   {"event":"progress","task":"loading","done":12300000,"total":29100000,"seconds":1.52,
//    "records":930,"rejected":3}                     records and rejects when they are counted
//
// A thread of its own draws the line, so that it moves also when no Update comes.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

#include "cli/messages.h"
#include "cli/options.h"

namespace newsgraph::cli {

class Progress {
 public:
  enum class Unit : uint8_t { kBytes, kRows, kSteps };
  Progress(Messages& messages, ProgressForm form, bool terminal, std::string task,
           Unit unit = Unit::kSteps);
  Progress(const Progress&) = delete;
  ~Progress() { Stop(); }

  // A total of 0: not known.
  void Update(uint64_t done, uint64_t total) {
    done_.store(done, std::memory_order_relaxed);
    total_.store(total, std::memory_order_relaxed);
  }
  // How many records (articles, rows) that makes, and how many of them were rejected.
  void Count(uint64_t records, uint64_t rejected) {
    records_.store(records, std::memory_order_relaxed);
    rejected_.store(rejected, std::memory_order_relaxed);
  }
  void Stop();

 private:
  void Loop();
  std::string Line(double seconds) const;
  std::string JsonLine(double seconds) const;

  Messages& messages_;
  bool json_;
  std::string task_;
  Unit unit_;
  std::atomic<uint64_t> done_{0};
  std::atomic<uint64_t> total_{0};
  std::atomic<uint64_t> records_{0};
  std::atomic<uint64_t> rejected_{0};
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  bool drawn_ = false;
  std::thread thread_;
};

// 1234567 -> "1.2 MB"
std::string BytesText(double bytes);
// 0.0123 s -> "12.3 ms"; 75 s -> "1 min 15 s"
std::string DurationText(double seconds);

}  // namespace newsgraph::cli
