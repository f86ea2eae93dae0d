// Ids are small strong integers: a NodeId cannot be passed where an EdgeId is meant.
//
//   NodeId n{7}; n.value == 7; NodeId{} is "none"
//
// Node and edge ids count from 0 inside a graph; 32 bits hold 4 billion of each, and the doors that
// create elements (Builder, ChangeSet) report kLimitExceeded beyond that. Label, type and key ids
// index Names.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <utility>

namespace newsgraph {

template <class Tag>
struct Id {
  static constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

  uint32_t value = kNone;

  constexpr bool valid() const { return value != kNone; }
  constexpr auto operator<=>(const Id&) const = default;

  template <class H>
  friend H AbslHashValue(H state, Id id) {
    return H::combine(std::move(state), id.value);
  }
};

using NodeId = Id<struct NodeTag>;
using EdgeId = Id<struct EdgeTag>;
using LabelId = Id<struct LabelTag>;
using EdgeTypeId = Id<struct EdgeTypeTag>;
using KeyId = Id<struct KeyTag>;

enum class Direction : uint8_t { kOut, kIn, kBoth };

constexpr Direction Reverse(Direction d) {
  return d == Direction::kOut ? Direction::kIn : d == Direction::kIn ? Direction::kOut : d;
}

}  // namespace newsgraph
