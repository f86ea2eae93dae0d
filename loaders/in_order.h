// Pieces of a source worked on by several threads, and their results taken in the order of the
// source: the same outcome whatever the threads.
//
//   return InOrder<Piece, Rows>(threads,
//       [&](Piece& piece) -> StatusOr<bool> { ... },          // the next piece; false: no more
//       [&](Piece& piece, Rows& rows) { ... },                // on any thread, several at once
//       [&](Rows& rows) -> Status { ... });                   // in order, one at a time
//
// A thread keeps its piece and its rows for the next one. At most one piece a thread is in memory.
// An error of the first or third function ends it all, after everything before was taken.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "graph/base/error.h"

namespace newsgraph::loaders {

template <class Piece, class Rows, class Next, class Work, class Take>
Status InOrder(int threads, const Next& next, const Work& work, const Take& take) {
  std::mutex source_mutex, turn_mutex;
  std::condition_variable turned;
  uint64_t given = 0, turn = 0;
  bool ended = false, stopped = false;
  Status result;
  const auto run = [&] {
    Piece piece;
    Rows rows;
    while (true) {
      uint64_t number = 0;
      Status status;
      {
        std::lock_guard lock(source_mutex);
        if (ended) return;
        const StatusOr<bool> more = next(piece);
        ended = !more.ok() || !*more;
        if (more.ok() && !*more) return;
        status = more.status();
        number = given++;
      }
      if (status.ok()) work(piece, rows);
      std::unique_lock lock(turn_mutex);
      turned.wait(lock, [&] { return turn == number || stopped; });
      if (stopped) return;
      if (status.ok()) status = take(rows);
      ++turn;
      stopped = !status.ok();
      if (stopped) result = std::move(status);
      turned.notify_all();
      if (stopped) return;
    }
  };
  std::vector<std::thread> others;
  for (int t = 1; t < threads; ++t) others.emplace_back(run);
  run();
  for (std::thread& other : others) other.join();
  return result;
}

}  // namespace newsgraph::loaders
