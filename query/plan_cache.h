// Plans by text, literals apart: MATCH (n {id: 17}) and MATCH (n {id: 18}) share one plan.
//
//   PlanKey key = KeyOf("MATCH (n {id: 17}) RETURN n.name");   // literals: {17}
//   if (auto cached = cache.Find(key, text, elements)) ... run cached->plan with key.literals
//
// Numbers and plain strings of clauses that make no columns are lifted: after MATCH, CREATE, MERGE,
// SET and UNWIND up to the next WITH, RETURN or CALL. All others stay in the key, since column
// names, grouping and checks depend on them. Which of the lifted ones are values, the binder knows
// (Environment::literals): unless it meets each of them as one, the plan is kept under its whole
// text. A plan stays right whatever the graph becomes; it is made anew when the graph has become
// much larger or smaller. One thread at a time.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/snapshot.h"
#include "graph/value.h"
#include "query/execute/execution.h"
#include "query/plan/plan.h"

namespace newsgraph::query {

struct PlanKey {
  std::string text;  // with a mark of its type in place of each lifted literal
  std::vector<TextSpan> spans;
  std::vector<Value> literals;
};
// cost: about 10 ns a token
PlanKey KeyOf(std::string_view text);

struct CachedPlan {
  std::shared_ptr<const plan::StatementPlan> plan;
  std::vector<TextSpan> spans;          // of the lifted literals in the text it was made for
  std::vector<int> literal_parameters;  // by parameter: number of the literal; -1: the caller's
  // What the plan's names are among these names of a graph, and the state of a graph in which all
  // of them occur.
  mutable CopyOnWrite<Names> known_in;
  mutable std::shared_ptr<const execute::NameIds> known;
  mutable std::weak_ptr<const Snapshot> all_occur_in;
  mutable bool kept = false;         // by a cache: it will be asked for again
  mutable size_t resting_place = 0;  // its place in the session's RestingRuns, if it has one
};
// Takes the literals that the binder lifted from the parameters of a plan.
CachedPlan Describe(std::shared_ptr<const plan::StatementPlan> plan, std::vector<TextSpan> spans);

// The place in a text, given the one in another that differs from it in lifted literals alone.
TextSpan MoveSpan(TextSpan span, const std::vector<TextSpan>& from,
                  const std::vector<TextSpan>& to);

class PlanCache {
 public:
  // Longer texts are written once by a program: not worth the room.
  static constexpr size_t kLongestText = 16 << 10;

  explicit PlanCache(size_t capacity) : capacity_(capacity) {}
  bool Takes(std::string_view text) const { return capacity_ > 0 && text.size() <= kLongestText; }
  // The plan under the key, or under the whole text (the key's literals are then put back), or
  // null. `elements`: nodes and relationships of the graph now.
  std::shared_ptr<const CachedPlan> Find(PlanKey& key, std::string_view text, uint64_t elements);
  // The plan of a text none of whose literals is lifted: found without a look at its tokens.
  std::shared_ptr<const CachedPlan> FindWhole(std::string_view text, uint64_t elements) {
    return FindText(text, 0, elements);
  }
  void Add(std::string text, std::shared_ptr<const CachedPlan> plan, uint64_t elements);
  void Clear();

 private:
  struct Entry {
    std::string text;
    std::shared_ptr<const CachedPlan> plan;
    uint64_t elements;  // of the graph when it was made
  };
  std::shared_ptr<const CachedPlan> FindText(std::string_view text, size_t literals,
                                             uint64_t elements);

  size_t capacity_;
  std::list<Entry> entries_;  // the most recently used first
  StringMap<std::list<Entry>::iterator> by_text_;
};

}  // namespace newsgraph::query
