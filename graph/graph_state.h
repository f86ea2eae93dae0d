// What a Graph owns: the current snapshot and the right to write. Private to graph/.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "graph/graph.h"
#include "graph/snapshot.h"

namespace newsgraph {

struct Graph::State {
  std::mutex mutex;
  std::condition_variable writer_done;
  bool writing = false;
  std::shared_ptr<const Snapshot> current = std::make_shared<Snapshot>();

  std::shared_ptr<const Snapshot> Current() {
    std::lock_guard lock(mutex);
    return current;
  }
  void Publish(std::shared_ptr<const Snapshot> next) {
    {
      std::lock_guard lock(mutex);
      current.swap(next);
    }
    // The state before dies here, outside the lock, if nobody reads it any more.
  }
  void BeginWriting() {
    std::unique_lock lock(mutex);
    writer_done.wait(lock, [this] { return !writing; });
    writing = true;
  }
  void EndWriting() {
    {
      std::lock_guard lock(mutex);
      writing = false;
    }
    writer_done.notify_one();
  }
};

}  // namespace newsgraph
