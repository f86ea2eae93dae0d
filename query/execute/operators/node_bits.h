// NodeBits: the neighbours of one node as a bitmap over all nodes, for many look-ups.
//
//   bits.Begin(view.node_limit());
//   bits.Add(7);
//   bits.CountIn(others)              // how many of these were added
//
// A bit a node stays in a core's cache where a number a node does not. Nodes that were added twice
// are kept apart. cost: Begin as many steps as there were Adds before it. One thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace newsgraph::execute {

class NodeBits {
 public:
  // Whether so many nodes pay for clearing the bits once.
  static bool Pay(double nodes) { return nodes > 256; }

  // Forgets all.
  void Begin(uint32_t node_limit) {
    for (const uint32_t node : added_) bits_[node / 64] = 0;
    added_.clear();
    more_.clear();
    bits_.resize(node_limit / 64 + 1, 0);
  }
  void Add(uint32_t node) {
    uint64_t& word = bits_[node / 64];
    const uint64_t bit = uint64_t{1} << node % 64;
    if (word & bit) {
      ++more_[node];
    } else {
      word |= bit;
      added_.push_back(node);
    }
  }
  bool Has(uint32_t node) const { return bits_[node / 64] >> node % 64 & 1; }
  // How often it was added.
  uint64_t Times(uint32_t node) const {
    if (!Has(node)) return 0;
    if (more_.empty()) return 1;
    const auto found = more_.find(node);
    return found == more_.end() ? 1 : uint64_t{1} + found->second;
  }
  // Whether any node was added twice.
  bool repeats() const { return !more_.empty(); }
  // REQUIRES: the nodes are below the limit.
  uint64_t CountIn(std::span<const uint32_t> nodes) const {
    uint64_t count = 0;
    for (const uint32_t node : nodes) count += Has(node);
    return count;
  }

 private:
  std::vector<uint64_t> bits_;
  std::vector<uint32_t> added_;
  absl::flat_hash_map<uint32_t, uint32_t> more_;  // times after the first
};

}  // namespace newsgraph::execute
