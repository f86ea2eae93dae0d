#include "graph/label_sets.h"

namespace newsgraph {

LabelSets::LabelSets() {
  sets_.resize(2);  // kNoNode, kUnlabelled
  numbers_.emplace(std::vector<LabelId>(), kUnlabelled);
}

uint32_t LabelSets::Intern(std::span<const LabelId> labels) {
  std::vector<LabelId> key(labels.begin(), labels.end());
  const auto [entry, added] = numbers_.try_emplace(std::move(key), size());
  if (added) {
    Set set{entry->first, 0};
    for (LabelId label : set.labels) {
      if (label.value < 64) set.low_labels |= uint64_t{1} << label.value;
    }
    sets_.push_back(std::move(set));
  }
  return entry->second;
}

uint32_t LabelSets::Find(std::span<const LabelId> labels) const {
  if (labels.empty()) return kUnlabelled;
  const auto found = numbers_.find(std::vector<LabelId>(labels.begin(), labels.end()));
  return found == numbers_.end() ? kNoNode : found->second;
}

}  // namespace newsgraph
