// Workspace: searches that are kept for the next query, with the memory they have grown.
//
//   Workspace workspace;                                     // one a session
//   auto search = workspace.shortest_paths.Take();           // returned when the lease ends
//   search->Find(...);
//
// Several may be taken at a time (a search may ask a condition that searches). One thread.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "graph/algo/cheapest_path.h"
#include "graph/algo/node_marks.h"
#include "graph/algo/reach.h"
#include "graph/algo/shortest_paths.h"

namespace newsgraph::algo {

template <class T>
class Pool {
 public:
  struct Return {
    Pool* pool = nullptr;
    void operator()(T* item) const { pool->free_.emplace_back(item); }
  };
  using Lease = std::unique_ptr<T, Return>;  // REQUIRES: the pool outlives it

  Lease Take() {
    if (free_.empty()) free_.push_back(std::make_unique<T>());
    T* item = free_.back().release();
    free_.pop_back();
    return Lease(item, Return{this});
  }

 private:
  std::vector<std::unique_ptr<T>> free_;
};

struct Workspace {
  Pool<NodeMarks> marks;
  Pool<ShortestPaths> shortest_paths;
  Pool<Reach> reach;
  Pool<CheapestPath> cheapest_path;
  std::vector<std::unique_ptr<Workspace>> of_threads;  // for those that share a statement
};

}  // namespace newsgraph::algo
