// Points to come back to inside a ChangeSet. Private to graph/.
//
//   UndoLog log;
//   const auto point = log.Save();
//   log.Edit(delta, &DeltaArrays::node_sets, 7) = 3;     // as delta.node_sets.Edit(7) = 3
//   log.RollBack(*point, delta);                         // and it is as it was
//
// While somebody holds a point, an edit notes what was there before: a few dozen bytes, where a
// copy of the arrays' roots would make each edit copy its pages. Once many edits are noted, the
// points become such copies, which bounds the memory. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "graph/snapshot.h"

namespace newsgraph {

class UndoLog {
 public:
  struct Point {
    size_t position = 0;                // in the log
    std::unique_ptr<DeltaArrays> copy;  // instead, once there is one
  };

  // The arrays as they are now. cost: O(1)
  std::shared_ptr<Point> Save();
  // The place at an index, for writing. Valid until the next Edit. REQUIRES: no edit of the arrays
  // passes the log by.
  template <class T>
  T& Edit(DeltaArrays& arrays, PersistentArray<T> DeltaArrays::*array, uint32_t index) {
    if (entries_.size() >= kMostEntries) CopyPoints(arrays);
    T& place = (arrays.*array).Edit(index);
    if (!points_.empty()) entries_.push_back(Entry<T>{array, index, place});
    return place;
  }
  // May be done more than once. REQUIRES: no roll back to a point before this one since.
  void RollBack(const Point& point, DeltaArrays& arrays);

 private:
  static constexpr size_t kMostEntries = 1 << 16;

  template <class T>
  struct Entry {
    PersistentArray<T> DeltaArrays::*array;
    uint32_t index;
    T before;
  };
  using AnyEntry = std::variant<Entry<uint32_t>, Entry<uint64_t>, Entry<NodeEdges>,
                                Entry<LaterEdge>, Entry<CopyOnWrite<LaterProperties>>>;

  // Takes the edits from `position` on back, the last one first.
  void Undo(size_t position, DeltaArrays& arrays) const;
  void CopyPoints(const DeltaArrays& arrays);

  std::vector<AnyEntry> entries_;
  std::vector<std::weak_ptr<Point>> points_;  // that need them
};

}  // namespace newsgraph
