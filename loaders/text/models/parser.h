// Dependency trees by arc-hybrid transitions with a linear model.
//
//   stack [.. s1 s0]  buffer [b0 b1 ..]
//   shift: b0 onto the stack     left: s0 becomes a child of b0     right: s0 becomes a child of s1
//
// The root word is a child of an artificial word 0 that stands last in the buffer. The transition
// is chosen first; only an arc asks for its label. Const and thread-safe after Read.
//   source   Kuhlmann et al. 2011 (arc-hybrid); Goldberg & Nivre 2013 (dynamic oracle, in training)
#pragma once

#include <span>
#include <vector>

#include "loaders/text/models/feature_table.h"
#include "loaders/text/models/tagger.h"

namespace newsgraph::text {

enum class Move : uint8_t { kShift, kLeft, kRight };
inline constexpr int kMoveCount = 3;

// A parse in the making. Words are 0..size-1; `size` is the artificial root.
class ParseState {
 public:
  static constexpr int kNone = -1;

  void Start(std::span<const WordFeatures> words, std::span<const TagPair> tags);

  bool Done() const { return stack_.size() == 1 && next_ == size_ && stack_[0] == size_; }
  bool IsLegal(Move move) const;
  void Apply(Move move, Relation relation);

  int size() const { return size_; }
  int next() const { return next_; }  // b0; size() + 1 once the root is on the stack
  std::span<const int> stack() const { return stack_; }
  // From the top: Stack(0) is s0; kNone beyond the bottom.
  int Stack(int depth) const {
    const int k = static_cast<int>(stack_.size()) - 1 - depth;
    return k >= 0 ? stack_[k] : kNone;
  }
  int head(int word) const { return heads_[word]; }
  Relation relation(int word) const { return relations_[word]; }

  // The features for choosing the move (labels = 0) or the label of move + 1.
  template <class Sink>
  void ForFeatures(int question, Sink&& sink) const;

 private:
  struct Children {
    int left[2] = {kNone, kNone};  // outermost, second
    int right[2] = {kNone, kNone};
    int left_count = 0;
    int right_count = 0;
  };

  int size_ = 0;
  int next_ = 0;
  std::span<const WordFeatures> words_;
  std::span<const TagPair> tags_;
  std::vector<int> stack_;
  std::vector<int> heads_;
  std::vector<Relation> relations_;
  std::vector<Children> children_;
};

class Parser {
 public:
  static void Write(std::span<const FeatureTable::Row> moves,
                    std::span<const FeatureTable::Row> labels, ByteWriter& out);
  bool Read(ByteReader& in);

  // Heads (kNoHead or an index in the sentence) and relations. REQUIRES: spans of words.size()
  void Parse(std::span<const WordFeatures> words, std::span<const TagPair> tags, ParseState& state,
             std::span<uint32_t> heads, std::span<Relation> relations) const;

 private:
  FeatureTable moves_;
  FeatureTable labels_;
};

template <class Sink>
void ParseState::ForFeatures(int question, Sink&& sink) const {
  struct Node {
    uint32_t word = 1, tag = 255, upos = 255, relation = 255;
  };
  const auto node = [&](int i) {
    Node n;
    if (i == kNone || i > size_) return n;
    if (i == size_) {
      n.word = 2;
      n.tag = n.upos = 254;
      return n;
    }
    n.word = words_[i].lower;
    n.tag = static_cast<uint32_t>(tags_[i].second);
    n.upos = static_cast<uint32_t>(tags_[i].first);
    if (heads_[i] != kNone) n.relation = static_cast<uint32_t>(relations_[i]);
    return n;
  };
  static constexpr Children kNoChildren;
  const auto children = [&](int i) -> const Children& {
    return i == kNone || i > size_ ? kNoChildren : children_[i];
  };
  const int i0 = Stack(0), i1 = Stack(1), i2 = Stack(2), j0 = next_, j1 = next_ + 1;
  const Node s0 = node(i0), s1 = node(i1), s2 = node(i2), b0 = node(j0 <= size_ ? j0 : kNone),
             b1 = node(j1 <= size_ ? j1 : kNone), b2 = node(j1 + 1 <= size_ ? j1 + 1 : kNone);
  const Children &c0 = children(i0), &c1 = children(i1), &cb = children(j0 <= size_ ? j0 : kNone);
  const Node s0l = node(c0.left[0]), s0r = node(c0.right[0]), s0l2 = node(c0.left[1]),
             s0r2 = node(c0.right[1]), s1l = node(c1.left[0]), s1r = node(c1.right[0]),
             s1r2 = node(c1.right[1]), b0l = node(cb.left[0]), b0l2 = node(cb.left[1]);
  const auto distance = [](int a, int b) -> uint32_t {
    if (a == kNone || b == kNone) return 0;
    const int d = b - a;
    return static_cast<uint32_t>(d < 6 ? d : d < 11 ? 6 : 7);
  };
  const uint32_t d0 = distance(i0, j0), d1 = distance(i1, i0);
  uint32_t kind = static_cast<uint32_t>(question) << 8;
  const auto one = [&](uint64_t a) { sink(Combine(kind++, a)); };
  const auto two = [&](uint64_t a, uint64_t b) { sink(Combine(kind++, a, b)); };
  const auto three = [&](uint64_t a, uint64_t b, uint64_t c) { sink(Combine(kind++, a, b, c)); };
  const auto pack = [](uint32_t a, uint32_t b, uint32_t c = 0, uint32_t d = 0) {
    return uint64_t{a} | uint64_t{b} << 8 | uint64_t{c} << 16 | uint64_t{d} << 24;
  };
  for (const Node* n : {&s0, &s1, &s2, &b0, &b1, &b2}) {
    one(n->word);
    one(n->tag);
    two(n->word, n->tag);
  }
  for (const Node* n : {&s0l, &s0r, &s1l, &s1r, &b0l}) {
    one(n->word);
    one(pack(n->tag, n->relation));
  }
  three(s0.word, s0.tag, pack(b0.tag, 0));
  three(s0.word, b0.word, pack(s0.tag, b0.tag));
  three(b0.word, b0.tag, pack(s0.tag, 0));
  two(s0.word, b0.word);
  one(pack(s0.tag, b0.tag));
  three(s0.word, s1.word, pack(s0.tag, s1.tag));
  three(s0.word, s0.tag, pack(s1.tag, 0));
  three(s1.word, s1.tag, pack(s0.tag, 0));
  two(s0.word, s1.word);
  one(pack(s0.tag, s1.tag));
  one(pack(s0.tag, b0.tag, b1.tag));
  one(pack(s1.tag, s0.tag, b0.tag));
  one(pack(s2.tag, s1.tag, s0.tag));
  one(pack(s0.tag, b0.tag, b1.tag, b2.tag));
  two(s0.word, pack(b0.tag, b1.tag));
  two(b0.word, pack(s0.tag, s1.tag));
  two(s1.word, pack(s0.tag, b0.tag));
  one(pack(s0.tag, s0l.tag, b0.tag));
  one(pack(s0.tag, s0r.tag, b0.tag));
  one(pack(s0.tag, b0l.tag, b0.tag));
  one(pack(s1.tag, s1r.tag, s0.tag));
  one(pack(s1.tag, s1l.tag, s0.tag));
  one(pack(s1.tag, s0l.tag, s0.tag));
  one(pack(s1.tag, s0r.tag, s0.tag));
  one(pack(s0.tag, s0l.tag, s0l2.tag));
  one(pack(s0.tag, s0r.tag, s0r2.tag));
  one(pack(s1.tag, s1r.tag, s1r2.tag));
  one(pack(b0.tag, b0l.tag, b0l2.tag));
  two(s0.word, pack(d0, 0));
  two(b0.word, pack(d0, 0));
  one(pack(s0.tag, b0.tag, d0));
  one(pack(s1.tag, s0.tag, d1));
  two(s1.word, pack(s0.tag, d1));
  two(s0.word, pack(c0.left_count, c0.right_count));
  one(pack(s0.tag, c0.left_count, c0.right_count, b0.tag));
  one(pack(b0.tag, cb.left_count, s0.tag));
  one(pack(s1.tag, c1.left_count, c1.right_count, s0.tag));
  two(s0.word, pack(s0l.relation, s0r.relation, s0r2.relation));
  two(s1.word, pack(s1l.relation, s1r.relation, s0.tag));
  two(b0.word, pack(b0l.relation, b0l2.relation, s0.tag));
  two(s0r.word, pack(s0.tag, b0.tag));
  three(s1.word, s0l.word, pack(s0.tag, 0));
  three(s0.word, b0l.word, pack(b0.tag, 0));
}

}  // namespace newsgraph::text
