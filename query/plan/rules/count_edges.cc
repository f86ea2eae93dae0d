// Aggregate(a.name, count(*))             Aggregate(a.name, count(*); each row #9 times)
//   Expand((b)-[f]->(c))            ->      CountEdges((a)-->()-->(), #9)
//     Expand((a)-[e]->(b))
//
// What nobody reads is counted where it hangs: the relationships at a node, the trees of steps that
// begin there, the nodes that close a cycle, the pairs that close a diamond. Steps join into one
// tree where no relationship could be another of the pattern.
#include <algorithm>
#include <iterator>
#include <map>

#include "query/plan/match.h"
#include "query/plan/rules.h"

namespace newsgraph::plan {
namespace {

using Slots = std::set<int>;

// A tree of steps that hangs from a node, not yet an operator.
struct Hanging {
  CountStep step;
  std::vector<int> distinct_from;
  int slot;  // takes the number
};

PlanPtr Above(PlanPtr input, PlanNode node) {
  auto plan = std::make_unique<Plan>();
  plan->rows = input->rows;
  plan->writes = input->writes;
  plan->node = std::move(node);
  plan->input = std::move(input);
  return plan;
}

// The conditions that a condition is the AND of.
void CollectParts(const Expr& condition, std::vector<Expr>& parts) {
  const auto* logic = std::get_if<semantics::Logic>(&condition->node);
  if (!logic || logic->op != semantics::LogicOp::kAnd) return parts.push_back(condition);
  for (const Expr& operand : logic->operands) CollectParts(operand, parts);
}

// The key of `b.key < c.key` or `b.key > c.key`; -1: it is something else.
int KeyThatOrders(const Expr& condition, int b, int c) {
  const auto* comparison = std::get_if<semantics::Comparison>(&condition->node);
  if (!comparison || comparison->rest.size() != 1) return -1;
  const auto& [op, right] = comparison->rest[0];
  if (op != semantics::ComparisonOp::kLess && op != semantics::ComparisonOp::kGreater) return -1;
  const auto* x = std::get_if<semantics::Property>(&comparison->first->node);
  const auto* y = std::get_if<semantics::Property>(&right->node);
  if (!x || !y || x->key != y->key) return -1;
  const auto* u = std::get_if<semantics::Slot>(&x->object->node);
  const auto* v = std::get_if<semantics::Slot>(&y->object->node);
  const bool both = u && v && std::minmax(u->slot, v->slot) == std::minmax(b, c);
  return both ? x->key : -1;
}

bool SameTypes(const Types& a, const Types& b) {
  return a.any == b.any &&
         Slots(a.names.begin(), a.names.end()) == Slots(b.names.begin(), b.names.end());
}

bool Disjoint(const Types& a, const Types& b) {
  return !a.any && !b.any && std::none_of(a.names.begin(), a.names.end(), [&](int name) {
    return std::find(b.names.begin(), b.names.end(), name) != b.names.end();
  });
}

bool Within(const std::vector<int>& slots, const Slots& all) {
  return std::all_of(slots.begin(), slots.end(), [&](int slot) { return all.count(slot) != 0; });
}

// Works down from an Aggregate over what it counts.
class Counter {
 public:
  explicit Counter(Aggregate& aggregate) : aggregate_(aggregate) {
    for (const Item& key : aggregate.keys) CollectSlots(*key.expression, read_);
    for (const Aggregation& aggregation : aggregate.aggregations) {
      for (const Expr& argument : aggregation.arguments) CollectSlots(*argument, read_);
    }
  }

  void Run(PlanPtr& input) {
    PlanPtr* place = &input;
    while (true) {
      if (std::holds_alternative<Expand>((*place)->node)) {
        if (!TakeExpand(*place)) break;
        continue;
      }
      place = PlaceHanging(*place);
      if (MakePairs(*place)) {
        while (!std::holds_alternative<CountPairs>((*place)->node)) place = &(*place)->input;
      } else if (const auto* filter = std::get_if<Filter>(&(*place)->node)) {
        CollectSlots(*filter->condition, read_);
      } else if (!CountCommon((*place)->node)) {
        return;
      }
      place = &(*place)->input;
    }
    PlaceHanging(*place);
  }

 private:
  bool IsRead(int slot) const { return read_.count(slot) != 0; }

  // What the step leads to is counted where it begins, with all that hangs from its end.
  bool TakeExpand(PlanPtr& place) {
    Expand& expand = std::get<Expand>(place->node);
    if (expand.into || expand.edge_bound || IsRead(expand.to) || IsRead(expand.edge)) return false;
    const auto [first, last] = hanging_.equal_range(expand.to);
    const bool joins = std::all_of(
        first, last, [](const auto& entry) { return entry.second.distinct_from.empty(); });
    if (first != last && (!joins || !expand.distinct_from.empty())) return false;
    Hanging made{
        {expand.direction, expand.types, expand.to_label, {}}, expand.distinct_from, expand.edge};
    for (auto entry = first; entry != last; ++entry)
      made.step.onward.push_back(std::move(entry->second.step));
    hanging_.erase(first, last);
    read_.insert(expand.distinct_from.begin(), expand.distinct_from.end());
    hanging_.emplace(expand.from, std::move(made));
    place = std::move(place->input);
    return true;
  }

  // Makes operators of what hangs; the place below them.
  PlanPtr* PlaceHanging(PlanPtr& place) {
    const size_t count = hanging_.size();
    for (auto& [from, each] : hanging_) {
      read_.insert(from);
      aggregate_.weights.push_back(each.slot);
      place = Above(std::move(place), CountEdges{from, std::move(each.step),
                                                 std::move(each.distinct_from), each.slot});
    }
    hanging_.clear();
    PlanPtr* below = &place;
    for (size_t i = 0; i < count; ++i) below = &(*below)->input;
    return below;
  }

  bool CountCommon(PlanNode& node) {
    auto* common = std::get_if<Intersect>(&node);
    if (!common || common->count_slot >= 0 || IsRead(common->to)) return false;
    Slots own;
    for (const Intersect::Leg& leg : common->legs) {
      if (IsRead(leg.edge)) return false;
      own.insert(leg.edge);
    }
    for (const Intersect::Leg& leg : common->legs) {
      read_.insert(leg.from);
      for (const int slot : leg.distinct_from) {
        if (!own.count(slot)) read_.insert(slot);
      }
    }
    common->count_slot = common->legs[0].edge;
    aggregate_.weights.push_back(common->count_slot);
    return true;
  }

  // Filter(b.id < c.id)
  //   Intersect((c): (a)-->(c), (d)<--(c))
  //     Filter(...)?                          ->   Filter(...)?
  //       Expand((b)-->(d))                          CountPairs((a)-->(b)-->(d), ordered by id)
  //         Expand((a)-->(b))
  bool MakePairs(PlanPtr& place) {
    const auto* filter = std::get_if<Filter>(&place->node);
    const auto* closing = filter ? std::get_if<Intersect>(&place->input->node) : nullptr;
    if (!closing || closing->legs.size() != 2 || closing->count_slot >= 0) return false;
    PlanPtr* below = &place->input->input;
    std::vector<Expr> conditions;
    if (const auto* between = std::get_if<Filter>(&(*below)->node)) {
      CollectParts(between->condition, conditions);
      below = &(*below)->input;
    }
    const auto* second = std::get_if<Expand>(&(*below)->node);
    const auto* first = second ? std::get_if<Expand>(&(*below)->input->node) : nullptr;
    if (!first || !IsDiamond(*first, *second, *closing)) return false;
    const int b = first->to, c = closing->to;
    CollectParts(filter->condition, conditions);
    int key = -1;
    Expr rest;
    for (const Expr& condition : conditions) {
      const int orders = key < 0 ? KeyThatOrders(condition, b, c) : -1;
      Slots slots;
      CollectSlots(*condition, slots);
      if (orders >= 0) {
        key = orders;
      } else if (Reads(slots, *first, *second, *closing)) {
        return false;
      } else {
        rest = semantics::And(std::move(rest), condition);
      }
    }
    if (key < 0 || Reads(read_, *first, *second, *closing)) return false;
    if (rest) CollectSlots(*rest, read_);
    read_.insert(first->from);
    aggregate_.weights.push_back(first->edge);
    CountPairs pairs{first->from, {first->direction, first->types, first->to_label, {}},
                     second->to,  {second->direction, second->types, second->to_label, {}},
                     key,         !Disjoint(first->types, second->types),
                     first->edge};
    PlanPtr made = Above(std::move((*below)->input->input), std::move(pairs));
    if (rest) made = Above(std::move(made), Filter{std::move(rest)});
    place = std::move(made);
    return true;
  }

  // Whether a slot of the diamond is read that CountPairs does not write.
  static bool Reads(const Slots& read, const Expand& first, const Expand& second,
                    const Intersect& closing) {
    const int inside[] = {first.edge,           first.to,   second.edge,
                          closing.legs[0].edge, closing.to, closing.legs[1].edge};
    return std::any_of(std::begin(inside), std::end(inside),
                       [&](int slot) { return read.count(slot) != 0; });
  }

  static bool IsDiamond(const Expand& first, const Expand& second, const Intersect& closing) {
    const int a = first.from, b = first.to, d = second.to;
    if (first.into || first.edge_bound || second.into || second.edge_bound || second.from != b ||
        a == b || b == d || a == d || closing.to_label != first.to_label)
      return false;
    const auto& legs = closing.legs;
    const Intersect::Leg& near = legs[0].from == a ? legs[0] : legs[1];
    const Intersect::Leg& far = legs[0].from == a ? legs[1] : legs[0];
    const bool alike = near.from == a && far.from == d && near.direction == first.direction &&
                       far.direction == Reverse(second.direction) &&
                       SameTypes(near.types, first.types) && SameTypes(far.types, second.types);
    // Relationships of the two steps are others, or the same ones where the diamond is flat (a =
    // d).
    const bool apart =
        Disjoint(first.types, second.types) ||
        (SameTypes(first.types, second.types) && first.direction != Direction::kBoth &&
         second.direction == Reverse(first.direction));
    const Slots edges = {first.edge, second.edge, legs[0].edge, legs[1].edge};
    return alike && apart && first.distinct_from.empty() && Within(second.distinct_from, edges) &&
           Within(near.distinct_from, edges) && Within(far.distinct_from, edges);
  }

  Aggregate& aggregate_;
  Slots read_;
  std::multimap<int, Hanging> hanging_;  // by the node it hangs from
};

}  // namespace

PlanPtr MakeCountEdges(PlanPtr plan, const StatementPlan&, const Facts&) {
  auto* aggregate = std::get_if<Aggregate>(&plan->node);
  if (aggregate && aggregate->weights.empty() && plan->input) Counter(*aggregate).Run(plan->input);
  return plan;
}

}  // namespace newsgraph::plan
