// BothEnds: the shortest or cheapest paths between two different nodes, searched from both, where a
// pattern repeats one relationship from 0 or 1 times on (PathAutomaton::plain).
//
//   BothEnds search(product);
//   search.Find(BothEnds::What::kAllShortest);
//   for (uint64_t i = 0; i < search.count(); ++i) search.Path(i, run);
//
// Then a config is a node, and a shortest path repeats nothing, whatever the mode. See
// graph/algo/shortest_paths.h and graph/algo/cheapest_path.h for the searches. One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/algo/workspace.h"
#include "query/execute/paths/product.h"

namespace newsgraph::execute {

class BothEnds {
 public:
  enum class What : uint8_t { kShortest, kAllShortest, kCheapest };

  explicit BothEnds(Product& product);

  // Whether the pattern is one that this search can take.
  bool Fits(What what) const;
  // REQUIRES: Fits(what), and start and end of the product differ.
  void Find(What what);
  uint64_t count() const { return count_; }
  void Path(uint64_t i, Run& run);

 private:
  struct ByLength {  // what graph/algo/shortest_paths.h asks
    BothEnds& search;
    template <class Visit>
    bool Expand(NodeId node, bool forward, Visit&& visit) {
      return search.product_.PlainStep(
          node, forward, [&](NodeId other, EdgeId edge, double) { return visit(other, edge); });
    }
    uint64_t Cost(NodeId node, bool forward) { return search.product_.PlainCost(node, forward); }
  };
  struct ByCost {
    BothEnds& search;
    template <class Visit>
    bool Expand(NodeId node, bool forward, Visit&& visit) {
      return search.product_.PlainStep(node, forward, visit);
    }
  };

  Product& product_;
  algo::Pool<algo::ShortestPaths>::Lease shortest_;
  algo::Pool<algo::CheapestPath>::Lease cheapest_;
  uint64_t count_ = 0;
  What what_ = What::kShortest;
  std::vector<EdgeId> edges_;
  std::vector<NodeId> nodes_;
};

}  // namespace newsgraph::execute
