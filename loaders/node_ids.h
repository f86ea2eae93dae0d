// The nodes of a load by the text of their ids.
//
//   NodeIds ids;
//   ids.Add("17", node);
//   ids.Find("17")          // the node; "017" is another text and finds nothing
//
// Texts that are small whole numbers, as most ids are, are places of a list; others are hashed.
// Thread-safe to read.
#pragma once

#include <string_view>

#include "graph/base/strings.h"
#include "graph/ids.h"
#include "graph/large_vector.h"

namespace newsgraph::loaders {

class NodeIds {
 public:
  // Invalid when there is none.
  NodeId Find(std::string_view id) const {
    const uint64_t number = NumberOf(id);
    if (number < by_number_.size() && by_number_[number].valid()) return by_number_[number];
    if (others_.empty()) return NodeId{};
    const auto found = others_.find(id);
    return found == others_.end() ? NodeId{} : found->second;
  }
  // REQUIRES: not there yet.
  void Add(std::string_view id, NodeId node) {
    // The list is never much longer than what it holds.
    const uint64_t number = NumberOf(id);
    if (number >= kLeastList + kRoom * count_) {
      others_.emplace(std::string(id), node);
      return;
    }
    if (number >= by_number_.size()) by_number_.resize(number + 1);
    by_number_[number] = node;
    ++count_;
  }

 private:
  static constexpr uint64_t kLeastList = 4096, kRoom = 16, kNoNumber = ~uint64_t{0};

  // The number whose shortest form is the text.
  static uint64_t NumberOf(std::string_view id) {
    if (id.empty() || id.size() > 10 || (id[0] == '0' && id.size() > 1)) return kNoNumber;
    uint64_t number = 0;
    for (const char c : id) {
      const unsigned digit = static_cast<unsigned char>(c) - unsigned{'0'};
      if (digit > 9) return kNoNumber;
      number = number * 10 + digit;
    }
    return number;
  }

  LargeVector<NodeId> by_number_;
  uint64_t count_ = 0;
  StringMap<NodeId> others_;
};

}  // namespace newsgraph::loaders
