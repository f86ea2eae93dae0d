#include "loaders/text/models/parser.h"

#include <algorithm>
#include <array>

#include "graph/base/check.h"
#include "loaders/text/models/models.h"

namespace newsgraph::text {

void ParseState::Start(std::span<const WordFeatures> words, std::span<const TagPair> tags) {
  size_ = static_cast<int>(words.size());
  next_ = 0;
  words_ = words;
  tags_ = tags;
  stack_.clear();
  heads_.assign(size_ + 1, kNone);
  relations_.assign(size_ + 1, Relation::kDep);
  children_.assign(size_ + 1, {});
}

bool ParseState::IsLegal(Move move) const {
  switch (move) {
    case Move::kShift:
      // The root is never shifted; it is the last thing the buffer holds.
      return next_ < size_;
    case Move::kLeft:
      // Only one word hangs from the root, once nothing else is left.
      return !stack_.empty() && next_ <= size_ && (next_ < size_ || stack_.size() == 1);
    case Move::kRight:
      return stack_.size() >= 2;
  }
  return false;
}

void ParseState::Apply(Move move, Relation relation) {
  DCHECK(IsLegal(move));
  if (move == Move::kShift) {
    stack_.push_back(next_++);
    return;
  }
  const int child = stack_.back();
  stack_.pop_back();
  const int head = move == Move::kLeft ? next_ : stack_.back();
  heads_[child] = head;
  relations_[child] = relation;
  Children& children = children_[head];
  auto& side = child < head ? children.left : children.right;
  (child < head ? children.left_count : children.right_count) += 1;
  side[1] = side[0];
  side[0] = child;
}

void Parser::Write(std::span<const FeatureTable::Row> moves,
                   std::span<const FeatureTable::Row> labels, ByteWriter& out) {
  FeatureTable::Write(kMoveCount, moves, out);
  FeatureTable::Write(kRelationCount, labels, out);
}

bool Parser::Read(ByteReader& in) {
  return moves_.Read(in) && labels_.Read(in) && moves_.labels() == kMoveCount &&
         labels_.labels() == kRelationCount;
}

void Parser::Parse(std::span<const WordFeatures> words, std::span<const TagPair> tags,
                   ParseState& state, std::span<uint32_t> heads,
                   std::span<Relation> relations) const {
  state.Start(words, tags);
  for (int step = 0; step < 2 * state.size(); ++step) {
    std::array<int16_t, 8> moves{};
    state.ForFeatures(0, [&](Feature f) { moves_.AddTo(f, moves.data()); });
    Move best = Move::kShift;
    int best_score = INT32_MIN;
    for (Move move : {Move::kShift, Move::kLeft, Move::kRight}) {
      const int score = moves[static_cast<int>(move)];
      if (score > best_score && state.IsLegal(move)) {
        best = move;
        best_score = score;
      }
    }
    Relation relation = Relation::kRoot;
    if (best != Move::kShift && !(best == Move::kLeft && state.next() == state.size())) {
      std::array<int16_t, 56> labels{};
      state.ForFeatures(1 + static_cast<int>(best),
                        [&](Feature f) { labels_.AddTo(f, labels.data()); });
      labels[static_cast<int>(Relation::kRoot)] = INT16_MIN;
      relation = static_cast<Relation>(
          std::max_element(labels.begin(), labels.begin() + kRelationCount) - labels.begin());
    }
    state.Apply(best, relation);
  }
  for (int i = 0; i < state.size(); ++i) {
    heads[i] = state.head(i) == state.size() ? kNoHead : static_cast<uint32_t>(state.head(i));
    relations[i] = state.relation(i);
  }
}

}  // namespace newsgraph::text
