#include "graph/parallel.h"

#include <pthread.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

namespace newsgraph::internal {
namespace {

// Threads that wait for calls to make. Never destroyed: they wait until the process ends.
class Helpers {
 public:
  // Around a fork: the lock is free in both processes, and the new one has no helpers yet. Its
  // condition variables are made anew where they stand: those copied still count the waiting
  // threads of the other process, and a call that wakes one of these would wait for it for ever.
  void BeforeFork() { mutex_.lock(); }
  void AfterFork(bool in_child) {
    if (in_child) {
      started_ = idle_ = 0;
      open_.clear();
      std::construct_at(&wake_);
      std::construct_at(&done_);
    }
    mutex_.unlock();
  }

  void Run(int wanted, void (*work)(void*), void* argument) {
    Job job{work, argument};
    {
      std::lock_guard lock(mutex_);
      for (int i = 0; i < wanted; ++i) open_.push_back(&job);
      while (idle_ < static_cast<int>(open_.size()) && started_ < kMost && Start()) {
      }
    }
    for (int i = 0; i < wanted; ++i) wake_.notify_one();
    const Wait wait{*this, job};  // an exception waits too
    work(argument);
  }

 private:
  struct Job {
    void (*work)(void*);
    void* argument;
    int running = 0;  // calls that helpers are in
  };
  struct Wait {
    Helpers& helpers;
    Job& job;
    ~Wait() {
      std::unique_lock lock(helpers.mutex_);
      std::erase(helpers.open_, &job);
      helpers.done_.wait(lock, [&] { return job.running == 0; });
    }
  };
  static constexpr int kMost = 256;

  // One more helper, which counts as idle until it took a job; false: the system gives none.
  bool Start() {
    try {
      std::thread([this] { Help(); }).detach();
    } catch (const std::system_error&) {
      return false;
    }
    ++started_;
    ++idle_;
    return true;
  }
  void Help() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [&] { return !open_.empty(); });
      Job& job = *open_.front();
      open_.pop_front();
      --idle_;
      ++job.running;
      lock.unlock();
      job.work(job.argument);
      lock.lock();
      ++idle_;
      if (--job.running == 0) done_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_, done_;
  std::deque<Job*> open_;  // a place for each call that no helper has begun
  int started_ = 0, idle_ = 0;
};

Helpers& Kept() {
  static Helpers* const kept = [] {
    pthread_atfork([] { Kept().BeforeFork(); }, [] { Kept().AfterFork(false); },
                   [] { Kept().AfterFork(true); });
    return new Helpers();
  }();
  return *kept;
}

}  // namespace

void RunWithHelpers(int helpers, void (*work)(void*), void* argument) {
  Kept().Run(helpers, work, argument);
}

}  // namespace newsgraph::internal
