#include "graph/base/free_later.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>

namespace newsgraph::internal {
namespace {

class Freer {
 public:
  ~Freer() {
    {
      std::lock_guard lock(mutex_);
      ends_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
  }

  void Add(std::unique_ptr<Freed> object) {
    std::unique_lock lock(mutex_);
    if (!thread_.joinable()) {
      try {
        thread_ = std::thread([this] { Run(); });
      } catch (const std::system_error&) {
        lock.unlock();
        return;  // no thread is to be had: it is freed here
      }
    }
    waiting_.push_back(std::move(object));
    lock.unlock();
    wake_.notify_one();
  }

 private:
  void Run() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      std::unique_ptr<Freed> object = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      object.reset();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Freed>> waiting_;
  std::thread thread_;
  bool ends_ = false;
};

}  // namespace

void FreeLater(std::unique_ptr<Freed> object) {
  static Freer freer;
  freer.Add(std::move(object));
}

}  // namespace newsgraph::internal
