// StepReader: the edges at a node that a search may take, read quickly.
//
//   StepReader steps(view, Direction::kBoth, types);
//   steps.ForEach(node, true, [&](NodeId other, EdgeId edge) { ...; return true; });
//
// As GraphView::ForEachEdge, for a list of types that is asked for many nodes: where a node has few
// entries, each is tested against a table of types, which costs less than finding the runs of
// twenty types; where it has many, types that follow each other are found as one run. `forward`
// false turns the direction round. REQUIRES: view and types outlive it. Thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/graph.h"
#include "graph/snapshot.h"

namespace newsgraph::algo {

class StepReader {
 public:
  StepReader(const GraphView& view, Direction direction, const TypeSet& types)
      : view_(view), direction_(direction), types_(types) {
    if (types.any || types.types.empty()) return;
    table_.assign(types.types.back().value + size_t{1}, 0);
    for (const EdgeTypeId type : types.types) {
      table_[type.value] = 1;
      if (!spans_.empty() && spans_.back().end == type.value) {
        ++spans_.back().end;
      } else {
        spans_.push_back({type.value, type.value + 1});
      }
    }
  }

  // Until f(NodeId other, EdgeId edge) returns false; then false.
  template <class F>
  bool ForEach(NodeId node, bool forward, F&& f) const {
    if (!IsPlain(node)) {
      const Direction way = forward ? direction_ : Reverse(direction_);
      return view_.ForEachEdge(node, way, types_, f);
    }
    const FrozenGraph& frozen = *view_.snapshot().frozen;
    const uint32_t* in_edges = frozen.in.edges.data();
    return ForEachPlace(node, forward, [&](NodeId other, const Adjacency& side, uint32_t place) {
      return f(other, EdgeId{&side == &frozen.out ? place : in_edges[place]});
    });
  }
  // The same with the place of each edge among those of a side: f(NodeId other, const Adjacency&
  // side, uint32_t place). REQUIRES: IsPlain(node).
  template <class F>
  bool ForEachPlace(NodeId node, bool forward, F&& f) const {
    const Direction way = forward ? direction_ : Reverse(direction_);
    const FrozenGraph& frozen = *view_.snapshot().frozen;
    if (way != Direction::kIn && !Read(frozen.out, node, [&](NodeId other, uint32_t place) {
          return f(other, frozen.out, place);
        }))
      return false;
    if (way == Direction::kOut) return true;
    return Read(frozen.in, node, [&](NodeId other, uint32_t place) {
      return (way == Direction::kBoth && other == node) || f(other, frozen.in, place);
    });
  }
  // The other ends of the edges that ForEach visits, in that order, in memory of `buffer`.
  // REQUIRES: IsPlain(node). cost: a few instructions an entry, without a branch for its type
  std::span<const uint32_t> Ends(NodeId node, bool forward, std::vector<uint32_t>& buffer) const {
    const Direction way = forward ? direction_ : Reverse(direction_);
    const FrozenGraph& frozen = *view_.snapshot().frozen;
    const size_t most = (way == Direction::kIn ? 0 : Degree(frozen.out, node)) +
                        (way == Direction::kOut ? 0 : Degree(frozen.in, node));
    if (buffer.size() < most) buffer.resize(2 * most);
    uint32_t* end = buffer.data();
    if (way != Direction::kIn) end = CopyEnds(frozen.out, node, NodeId{}, end);
    // A self loop was seen among the outgoing edges.
    if (way != Direction::kOut)
      end = CopyEnds(frozen.in, node, way == Direction::kBoth ? node : NodeId{}, end);
    return {buffer.data(), end};
  }
  // Whether a list of types is asked for, and nothing of the node changed since the freeze.
  bool IsPlain(NodeId node) const {
    const Snapshot& snapshot = view_.snapshot();
    return !table_.empty() && snapshot.delta.node_edges.empty() &&
           node.value < snapshot.frozen->node_limit;
  }

  // The ends of all edges at a node, where those lie side by side: such as one type leads to, in
  // one direction.
  struct Run {
    bool whole = false;  // else they must be read by ForEach
    std::span<const uint32_t> others;
  };
  Run FindRun(NodeId node) const {
    if (direction_ == Direction::kBoth || spans_.size() != 1 || !IsPlain(node)) return {};
    const FrozenGraph& frozen = *view_.snapshot().frozen;
    const Adjacency& side = direction_ == Direction::kOut ? frozen.out : frozen.in;
    const uint32_t end = side.End(node.value);
    const uint32_t from = side.LowerBound(side.Begin(node.value), end, spans_[0].begin);
    const uint32_t to = side.LowerBound(from, end, spans_[0].end);
    return {true, {side.others.data() + from, to - from}};
  }

  // The types of all edges, where the edges that fit lie side by side at every node: of one
  // direction and of types that follow each other, with no node changed since the freeze. Else no
  // side.
  struct Column {
    const Adjacency* side = nullptr;
    uint32_t first_type = 0, last_type = 0;
  };
  Column FindColumn() const {
    const Snapshot& snapshot = view_.snapshot();
    if (direction_ == Direction::kBoth || spans_.size() != 1 || !snapshot.delta.node_edges.empty())
      return {};
    const Adjacency& side =
        direction_ == Direction::kOut ? snapshot.frozen->out : snapshot.frozen->in;
    return {&side, spans_[0].begin, spans_[0].end - 1};
  }

  // About how many edges ForEach reads: all entries of a small node, the fitting ones of a large.
  uint64_t Cost(NodeId node, bool forward) const {
    const Direction way = forward ? direction_ : Reverse(direction_);
    if (!IsPlain(node)) return view_.Degree(node, way, types_);
    const FrozenGraph& frozen = *view_.snapshot().frozen;
    return (way == Direction::kIn ? 0 : Entries(frozen.out, node)) +
           (way == Direction::kOut ? 0 : Entries(frozen.in, node));
  }

  // Fetches what ForEach will first read of a node, and, some time later, what it will read then.
  void PrefetchPlace(NodeId node) const {
    const FrozenGraph& frozen = *view_.snapshot().frozen;
    if (node.value >= frozen.node_limit) return;
    if (direction_ != Direction::kIn) __builtin_prefetch(&frozen.out.offsets[node.value]);
    if (direction_ != Direction::kOut) __builtin_prefetch(&frozen.in.offsets[node.value]);
  }
  void PrefetchEntries(NodeId node) const {
    const FrozenGraph& frozen = *view_.snapshot().frozen;
    if (node.value >= frozen.node_limit) return;
    if (direction_ != Direction::kIn) Prefetch(frozen.out, node);
    if (direction_ != Direction::kOut) Prefetch(frozen.in, node);
  }

 private:
  static constexpr uint32_t kFew = 64;

  struct Span {
    uint32_t begin, end;  // of types
  };

  static void Prefetch(const Adjacency& side, NodeId node) {
    const uint32_t begin = side.Begin(node.value);
    if (begin == side.End(node.value)) return;
    __builtin_prefetch(side.others.data() + begin);
    __builtin_prefetch(side.types.bytes.data() + size_t{begin} * side.types.width);
  }

  static uint32_t Degree(const Adjacency& side, NodeId node) {
    return side.End(node.value) - side.Begin(node.value);
  }

  // Those but `without`; where the copy ends.
  uint32_t* CopyEnds(const Adjacency& side, NodeId node, NodeId without, uint32_t* to) const {
    const uint32_t begin = side.Begin(node.value), end = side.End(node.value);
    const uint32_t* others = side.others.data();
    if (end - begin > kFew) {
      ForEachSpan(side, begin, end, [&](uint32_t from, uint32_t last) {
        for (uint32_t place = from; place < last; ++place) {
          *to = others[place];
          to += others[place] != without.value;
        }
        return true;
      });
      return to;
    }
    return side.types.Visit([&](const auto* types) {
      for (uint32_t place = begin; place < end; ++place) {
        const auto type = static_cast<size_t>(types[place]);
        if (type >= table_.size()) break;  // they ascend
        *to = others[place];
        to += table_[type] & (others[place] != without.value);
      }
      return to;
    });
  }

  uint64_t Entries(const Adjacency& side, NodeId node) const {
    const uint32_t begin = side.Begin(node.value), end = side.End(node.value);
    if (end - begin <= kFew) return end - begin;
    uint64_t count = 0;
    ForEachSpan(side, begin, end, [&](uint32_t from, uint32_t to) {
      count += to - from;
      return true;
    });
    return count;
  }

  template <class F>
  bool ForEachSpan(const Adjacency& side, uint32_t begin, uint32_t end, F&& f) const {
    for (const Span& span : spans_) {
      const uint32_t from = side.LowerBound(begin, end, span.begin);
      begin = side.LowerBound(from, end, span.end);
      if (from != begin && !f(from, begin)) return false;
    }
    return true;
  }

  template <class F>
  bool Read(const Adjacency& side, NodeId node, F&& f) const {
    const uint32_t begin = side.Begin(node.value), end = side.End(node.value);
    if (end - begin <= kFew) return ReadFew(side, begin, end, f);
    const uint32_t* others = side.others.data();
    return ForEachSpan(side, begin, end, [&](uint32_t from, uint32_t to) {
      for (uint32_t place = from; place < to; ++place) {
        if (!f(NodeId{others[place]}, place)) return false;
      }
      return true;
    });
  }

  template <class F>
  bool ReadFew(const Adjacency& side, uint32_t begin, uint32_t end, F&& f) const {
    const uint32_t* others = side.others.data();
    return side.types.Visit([&](const auto* types) {
      for (uint32_t place = begin; place < end; ++place) {
        const auto type = static_cast<size_t>(types[place]);
        if (type >= table_.size()) return true;  // they ascend
        if (!table_[type]) continue;
        if (!f(NodeId{others[place]}, place)) return false;
      }
      return true;
    });
  }

  const GraphView& view_;
  Direction direction_;
  const TypeSet& types_;
  std::vector<uint8_t> table_;  // by type: whether it is wanted; empty: any type is, or none
  std::vector<Span> spans_;     // of types that are wanted, ascending
};

}  // namespace newsgraph::algo
