// The nodes of a load by the text of their ids.
//
//   NodeIds ids;
//   ids.Add("17", node);
//   ids.Find("17")          // the node; "017" is another text and finds nothing
//   const NodeIds::Key key = ids.Expect("17");      // does other work while memory is waited for
//   ids.Find(key)
//
// Texts that are small whole numbers, as most ids are, are places of a list; others are hashed.
// Thread-safe to read.
#pragma once

#include <string_view>

#include "graph/base/strings.h"
#include "graph/ids.h"
#include "graph/large_vector.h"
#include "loaders/digits.h"

namespace newsgraph::loaders {

class NodeIds {
 public:
  // A text and the number that it is, if it is one. Lives as long as the text.
  struct Key {
    std::string_view text;
    uint64_t number = 0;
  };
  // A key that is looked for soon.
  Key Expect(std::string_view id) const {
    const Key key = {id, NumberOf(id)};
    if (key.number < by_number_.size()) __builtin_prefetch(&by_number_[key.number]);
    return key;
  }
  // Invalid when there is none.
  NodeId Find(std::string_view id) const { return Find(Key{id, NumberOf(id)}); }
  NodeId Find(const Key& key) const {
    const uint64_t number = key.number;
    if (number < by_number_.size() && by_number_[number].valid()) return by_number_[number];
    if (others_.empty()) return NodeId{};
    const auto found = others_.find(key.text);
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
    return ReadDigits(id, number) ? number : kNoNumber;
  }

  LargeVector<NodeId> by_number_;
  uint64_t count_ = 0;
  StringMap<NodeId> others_;
};

}  // namespace newsgraph::loaders
