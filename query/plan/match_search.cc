// MATCH: the patterns that are searched as a whole.
#include <algorithm>

#include "query/plan/match.h"
#include "query/plan/path_automaton.h"

namespace newsgraph::plan {

using semantics::EdgePattern;
using semantics::NodePattern;
using semantics::PathSegment;

bool MayMeet(const semantics::PathSearch& search, const LabelExpr& types) {
  for (const PathSegment& segment : search.segments) {
    for (const EdgePattern& edge : segment.edges) {
      if (MayOverlap(edge.types, types)) return true;
    }
  }
  return false;
}

namespace {

bool MayMeet(const semantics::PathSearch& a, const semantics::PathSearch& b) {
  for (const PathSegment& segment : b.segments) {
    for (const EdgePattern& edge : segment.edges) {
      if (plan::MayMeet(a, edge.types)) return true;
    }
  }
  return false;
}

// Slots that stand for elements of the pattern while it is searched.
std::set<int> OwnSlots(const semantics::PathSearch& search) {
  std::set<int> own(search.inner.begin(), search.inner.end());
  for (const PathSegment& segment : search.segments) {
    for (const NodePattern& node : segment.nodes) own.insert(node.slot);
    for (const EdgePattern& edge : segment.edges) own.insert(edge.slot);
  }
  return own;
}

}  // namespace

void CollectReads(const semantics::PathSearch& search, std::set<int>& slots) {
  std::set<int> read;
  const auto use = [&](const Expr& expression) {
    if (expression) CollectSlots(*expression, read);
  };
  use(search.count);
  for (const PathSegment& segment : search.segments) {
    for (const NodePattern& node : segment.nodes) {
      for (const auto& [key, value] : node.properties) use(value);
    }
    for (const EdgePattern& edge : segment.edges) {
      for (const auto& [key, value] : edge.properties) use(value);
      use(edge.cost), use(edge.top.count), use(edge.top.key);
    }
  }
  for (const Expr& condition : search.conditions) use(condition);
  use(search.avoid_degree), use(search.refused);
  const std::set<int> own = OwnSlots(search);
  std::set_difference(read.begin(), read.end(), own.begin(), own.end(),
                      std::inserter(slots, slots.end()));
}

void MatchPlanner::CollectSearch(const semantics::PathPattern& pattern) {
  const semantics::PathSearch& search = *pattern.searched;
  AddNode(search.first());
  AddNode(search.last());
  for (const NodePattern& node : search.entities) own_.insert(node.slot);
  Search& added = searches_.emplace_back(Search{&pattern, {}, {}});
  for (const int slot : pattern.Declared()) {
    own_.insert(slot);
    if (slot != search.first().slot && slot != search.last().slot) added.brings.insert(slot);
  }
}

void MatchPlanner::AddSearchConditions(const semantics::PathSearch& search) {
  std::vector<Expr> conditions;
  AddNodeConditions(search.first(), conditions);
  AddNodeConditions(search.last(), conditions);
  // What is said of the ends alone holds for all paths between them: it may be tested before.
  std::set<int> own = OwnSlots(search);
  own.erase(search.first().slot), own.erase(search.last().slot);
  for (const Expr& condition : search.conditions) {
    std::set<int> read;
    CollectSlots(*condition, read);
    if (std::none_of(read.begin(), read.end(), [&](int slot) { return own.count(slot) != 0; }))
      conditions.push_back(condition);
  }
  for (Expr& condition : conditions) AddCondition(std::move(condition));
  for (Search& each : searches_) {
    if (each.path->searched.get() != &search) continue;
    std::set<int> read;
    CollectReads(search, read);
    std::set_intersection(read.begin(), read.end(), own_.begin(), own_.end(),
                          std::inserter(each.needs, each.needs.end()));
  }
}

bool MatchPlanner::IsPromised(int slot) const {
  return std::any_of(searches_.begin(), searches_.end(), [slot](const Search& search) {
    return !search.placed && search.brings.count(slot) != 0;
  });
}

bool MatchPlanner::IsNarrow(const Node& node) {
  constexpr double kFew = 16;
  if (StartAt(node).rows <= kFew) return true;
  return std::any_of(conditions_.begin(), conditions_.end(), [&](const Condition& condition) {
    const auto* comparison = std::get_if<semantics::Comparison>(&condition.expression->node);
    return comparison && comparison->rest.size() == 1 &&
           comparison->rest[0].first == semantics::ComparisonOp::kEqual &&
           condition.slots == std::set<int>{node.slot};
  });
}

MatchPlanner::Search* MatchPlanner::ReadySearch(bool both) {
  for (Search& search : searches_) {
    const auto bound = [&](int slot) { return IsBound(slot); };
    if (search.placed || !std::all_of(search.needs.begin(), search.needs.end(), bound)) continue;
    const int from = search.path->searched->first().slot, to = search.path->searched->last().slot;
    if (IsPromised(from) || IsPromised(to)) continue;
    const bool first = IsBound(from), last = IsBound(to);
    if (both ? first && last : first || last) return &search;
  }
  return nullptr;
}

void MatchPlanner::PlaceSearch(Search& search) {
  const semantics::PathSearch& pattern = *search.path->searched;
  search.placed = true;
  PathSearch node;
  node.pattern = search.path->searched;
  node.from = pattern.first().slot, node.to = pattern.last().slot;
  node.path = search.path->path_slot;
  const bool reversed = !IsBound(node.from);
  if (reversed) std::swap(node.from, node.to);
  node.into = IsBound(node.to);
  node.automaton = std::make_shared<const PathAutomaton>(MakeAutomaton(pattern, reversed));
  if (pattern.differs) {
    for (const Step& other : steps_) {
      if (other.placed && other.path->search == semantics::PathSearchKind::kNone &&
          MayMeet(pattern, other.edge->types))
        node.distinct_from.push_back(other.edge->slot);
    }
    for (const Search& other : searches_) {
      if (&other != &search && other.placed && other.path->searched->differs &&
          MayMeet(pattern, *other.path->searched))
        node.distinct_from.push_back(other.path->searched->edges_slot);
    }
  }
  const double rows = plan_->rows * (node.into ? 1 : 100);
  Push(std::move(node), rows);
  bound_.insert(search.brings.begin(), search.brings.end());
  bound_.insert({pattern.first().slot, pattern.last().slot});
}

}  // namespace newsgraph::plan
