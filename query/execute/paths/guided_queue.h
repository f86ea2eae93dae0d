// GuidedQueue: beginnings of paths to one end, in the order of the least that a whole path costs.
//
//   queue.Begin(distances);                       // once for a pair of ends
//   queue.Clear();                                // before each search between them
//   queue.Push({config, cost, length, number});
//   while (queue.Pop(beginning)) ...              // the ways on are pushed; the first at the end
//                                                 // is the cheapest path
//
// What is left to the end is known exactly where the search backwards has been; elsewhere it is at
// least what that search has got to. A beginning of the second kind is given out only while the
// steps looked at forwards are fewer than those looked at backwards, else the search backwards goes
// on: neither side goes through the whole graph where the other is small, and a hub is entered
// late. What is left never decreases by more than a step costs, so beginnings that reach the same
// config are given out in the order of their own cost. Ties: fewer relationships first.
//
// Memory: 40 bytes a beginning. One thread.
// Source: Hart, Nilsson and Raphael 1968 (A*); Dillenburg and Nelson 1994 (perimeter search).
#pragma once

#include <cstdint>
#include <vector>

#include "query/execute/paths/target_distances.h"

namespace newsgraph::execute {

class GuidedQueue {
 public:
  struct Beginning {
    Config config;
    double cost;
    uint32_t length;  // relationships
    uint32_t number;  // the caller's
  };

  explicit GuidedQueue(Product& product) : product_(product) {}

  void Begin(TargetDistances& distances);
  void Clear() { heap_.clear(); }
  // Beginnings from which no way leads to the end are dropped.
  void Push(const Beginning& beginning);
  // False when there is none left, or the execution stopped.
  bool Pop(Beginning& beginning);

 private:
  struct Open {
    double whole;  // at least
    Beginning beginning;
  };
  static bool Later(const Open& a, const Open& b);
  void Add(const Open& open);

  Product& product_;
  TargetDistances* distances_ = nullptr;
  uint64_t looked_ = 0;  // at steps forwards
  std::vector<Open> heap_;
};

}  // namespace newsgraph::execute
