// The distinct sets of labels that nodes of a graph have. A node keeps the number of its set, so
// that "has this label" is a look at a small table and nodes of one set can lie together.
//
//   LabelSets sets;
//   uint32_t both = sets.Intern(std::vector{person, politician});     // sorted, unique
//   sets.Has(both, person)
//
// Numbers are never reused. Set 0 means "no node here" (an id that is deleted or was never used),
// set 1 no labels.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "graph/ids.h"

namespace newsgraph {

class LabelSets {
 public:
  static constexpr uint32_t kNoNode = 0;
  static constexpr uint32_t kUnlabelled = 1;

  LabelSets();
  // REQUIRES: sorted, without repetition. cost: O(labels)
  uint32_t Intern(std::span<const LabelId> labels);
  // kNoNode when these labels were never together. REQUIRES as above.
  uint32_t Find(std::span<const LabelId> labels) const;
  std::span<const LabelId> labels(uint32_t set) const { return sets_[set].labels; }
  bool Has(uint32_t set, LabelId label) const {
    const Set& s = sets_[set];
    if (label.value < 64) return s.low_labels >> label.value & 1;
    for (LabelId each : s.labels) {
      if (each == label) return true;
    }
    return false;
  }
  uint32_t size() const { return static_cast<uint32_t>(sets_.size()); }

 private:
  struct Set {
    std::vector<LabelId> labels;
    uint64_t low_labels = 0;  // bit i: label i is in it, for the first 64 labels
  };
  std::vector<Set> sets_;
  absl::flat_hash_map<std::vector<LabelId>, uint32_t> numbers_;
};

}  // namespace newsgraph
