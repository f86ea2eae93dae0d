// EntityIndex: from the name that people use to the node it stands for.
//
//   EntityIndex index;                                     // one a session; built when first asked
//   for (const Entity& e : index.Find(view, "bialiatski", {})) ...      // the best first
//
// A node has the names in `name` and `title`, and the aliases in `aliases` and `alias` (a text or a
// list). A name fits a node, the better way first: as its name; as an alias; as either without
// regard to case, accents and punctuation; or all its words occur in one of them. Among those that
// fit alike, the one with most relationships comes first ("most mentioned"), then the older one.
//
// Two sorted lists of 8 bytes an entry (hash of a folded name or word, node), of the frozen part of
// the graph and of what came later; answers are checked against the properties themselves, so that
// an entry is a hint and never a wrong answer. The frozen part's list is made once for each frozen
// part; the later one when something was changed. Finding costs O(log nodes + answers). Keeps no
// state of the graph alive. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"
#include "query/functions/function.h"

namespace newsgraph {
struct FrozenGraph;
}

namespace newsgraph::functions {

enum class NameFit : uint8_t { kName, kAlias, kFolded, kWords };

struct Entity {
  NodeId node;
  NameFit fit = NameFit::kName;
  uint64_t mentions = 0;  // its relationships
};

// Lower case, without accents, words apart by one space: "Al-Assad" and "al assad" are the same.
// source: Unicode Standard Annex #15 (NFKD), case mapping of the Unicode Standard.
std::string FoldName(std::string_view name);

class EntityIndex {
 public:
  using Admits = std::function<bool(NodeId)>;

  // Those that fit and are admitted (a null function: all), the best first.
  std::vector<Entity> Find(const GraphView& view, std::string_view name, const Admits& admits);
  // A name of the graph that `name` may be a slip of; empty when there is none near.
  std::string Nearest(const GraphView& view, std::string_view name);

  // What is asked next may be another state with as many changes: one that was rolled back to.
  void Forget() { later_made_ = false; }
  uint64_t heap_bytes() const;

 private:
  struct Part {
    std::vector<uint64_t> names, words;  // hash in the upper half, node in the lower; sorted
    void Add(const GraphView& view, NodeId node, std::span<const KeyId> keys);
    void Sort();
    void Collect(const std::vector<uint64_t>& list, uint32_t hash,
                 std::vector<NodeId>& nodes) const;
  };

  void Refresh(const GraphView& view);
  std::vector<NodeId> Lookup(std::vector<uint64_t> Part::*list, uint32_t hash) const;
  std::vector<NodeId> LookupWords(std::string_view folded) const;

  std::weak_ptr<const FrozenGraph> frozen_of_;  // what frozen_ is made of; else not made
  uint64_t changes_ = 0;                        // since then, that later_ is made of
  bool later_made_ = false;
  std::string last_;  // what was asked last without a condition, and the answer
  std::vector<Entity> last_found_;
  bool last_made_ = false;
  Part frozen_, later_;
};

// The best of those that fit and are admitted; invalid when there is none. What else might have
// been meant, and what a name that fits nothing is near to, goes to state.notices.
NodeId ResolveEntity(const CallState& state, std::string_view name,
                     const EntityIndex::Admits& admits, TextSpan span);

}  // namespace newsgraph::functions
