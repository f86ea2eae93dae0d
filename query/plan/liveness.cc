// Which slots are still read above each operator, so that rows carry no others.
#include <set>

#include "graph/base/variant.h"
#include "query/plan/match.h"
#include "query/plan/planner.h"

namespace newsgraph::plan {
namespace {

using Slots = std::set<int>;

void Use(const Expr& expression, Slots& slots) {
  if (expression) CollectSlots(*expression, slots);
}

void UseProperties(const std::vector<std::pair<int, Expr>>& properties, Slots& slots) {
  for (const auto& [key, value] : properties) Use(value, slots);
}

void UsePattern(const semantics::PathPattern& pattern, Slots& used, Slots& defined) {
  for (const auto& node : pattern.nodes) {
    (node.bound ? used : defined).insert(node.slot);
    UseProperties(node.properties, used);
    Use(node.property_map, used);
  }
  for (const auto& edge : pattern.edges) {
    (edge.bound ? used : defined).insert(edge.slot);
    UseProperties(edge.properties, used);
    Use(edge.property_map, used);
  }
  if (pattern.path_slot >= 0) defined.insert(pattern.path_slot);
}

void UseSetItems(const std::vector<semantics::SetItem>& items, Slots& slots) {
  for (const auto& item : items)
    Use(item.target, slots), Use(item.key_expression, slots), Use(item.value, slots);
}

// A slot that is written and read by one operator belongs to what it writes.
void Subtract(Slots& from, const Slots& what) {
  for (int slot : what) from.erase(slot);
}

Slots Require(Plan& plan, const Slots& live);

// What the operator itself reads (`used`) and writes (`defined`). `live` is what is read above it.
void Describe(Plan& plan, const Slots& live, Slots& used, Slots& defined) {
  std::visit(
      Overload{
          [](const Argument&) {},
          [&](const NodeScan& p) { defined.insert(p.slot); },
          [&](const NodeSeek& p) { defined.insert(p.slot), Use(p.value, used); },
          [&](const EntitySeek& p) { (p.into ? used : defined).insert(p.slot), Use(p.name, used); },
          [&](const NodeById& p) { defined.insert(p.slot), Use(p.id, used); },
          [&](const Expand& p) {
            used.insert(p.from);
            (p.into ? used : defined).insert(p.to);
            (p.edge_bound ? used : defined).insert(p.edge);
            used.insert(p.distinct_from.begin(), p.distinct_from.end());
          },
          [&](const Intersect& p) {
            defined.insert(p.to);
            for (const Intersect::Leg& leg : p.legs) {
              used.insert(leg.from);
              used.insert(leg.distinct_from.begin(), leg.distinct_from.end());
              defined.insert(leg.edge);
            }
            if (p.count_slot >= 0) defined.insert(p.count_slot);
            Subtract(used, defined);
          },
          [&](const CountEdges& p) {
            used.insert(p.from);
            used.insert(p.distinct_from.begin(), p.distinct_from.end());
            defined.insert(p.slot);
          },
          [&](const CountPairs& p) {
            used.insert(p.from);
            defined.insert({p.to, p.slot});
          },
          [&](const VarExpand& p) {
            used.insert(p.from);
            (p.into ? used : defined).insert(p.to);
            (p.edge_bound ? used : defined).insert(p.edge);
            if (p.hops >= 0) defined.insert(p.hops);
            used.insert(p.distinct_from.begin(), p.distinct_from.end());
            UseProperties(p.properties, used);
            Use(p.step_condition, used);
            used.erase(p.step_edge), used.erase(p.step_node);
          },
          [&](const ShortestPath& p) {
            used.insert({p.from, p.to});
            defined.insert(p.edge);
            UseProperties(p.properties, used);
            Use(p.step_condition, used);
            for (const ElementCondition& each : p.conditions) Use(each.predicate, used);
            used.erase(p.step_edge), used.erase(p.step_node);
          },
          [&](const PathSearch& p) {
            CollectReads(*p.pattern, used);
            used.insert(p.from);
            (p.into ? used : defined).insert(p.to);
            used.insert(p.distinct_from.begin(), p.distinct_from.end());
            for (const int slot : p.pattern->Declared()) {
              if (slot != p.from && (slot != p.to || !p.into)) defined.insert(slot);
            }
            if (p.path >= 0) defined.insert(p.path);
          },
          [&](const Filter& p) { Use(p.condition, used); },
          [&](Project& p) {
            // Items that nobody reads (the path of an unused variable) are left out.
            std::erase_if(p.items, [&](const Item& item) { return live.count(item.slot) == 0; });
            for (const Item& item : p.items) defined.insert(item.slot), Use(item.expression, used);
          },
          [&](const Aggregate& p) {
            defined = live;
            used.insert(p.weights.begin(), p.weights.end());
            for (const Item& key : p.keys) defined.insert(key.slot), Use(key.expression, used);
            for (const Aggregation& a : p.aggregations) {
              defined.insert(a.slot);
              for (const Expr& argument : a.arguments) Use(argument, used);
            }
          },
          [&](const Distinct& p) { used.insert(p.slots.begin(), p.slots.end()); },
          [&](const Sort& p) {
            for (const SortKey& key : p.keys) Use(key.expression, used);
          },
          [&](const TopK& p) {
            for (const SortKey& key : p.keys) Use(key.expression, used);
          },
          [](const Skip&) {},
          [](const Limit&) {},
          [&](const Unwind& p) { defined.insert(p.slot), Use(p.list, used); },
          [&](Optional& p) {
            Slots inner = live;
            inner.insert(p.row_slot);
            used = Require(*p.inner, inner);
            for (int slot : p.nulls) defined.insert(slot);
            defined.insert(p.row_slot);
            Subtract(used, defined);
          },
          [&](Apply& p) {
            used = Require(*p.inner, Slots(p.outputs.begin(), p.outputs.end()));
            defined.insert(p.outputs.begin(), p.outputs.end());
          },
          [&](Union& p) {
            for (size_t i = 0; i < p.parts.size(); ++i) {
              const Slots part =
                  Require(*p.parts[i], Slots(p.columns[i].begin(), p.columns[i].end()));
              used.insert(part.begin(), part.end());
            }
            defined.insert(p.outputs.begin(), p.outputs.end());
          },
          [&](const CallProcedure& p) {
            for (const Expr& argument : p.arguments) Use(argument, used);
            for (const auto& [column, slot] : p.yields) defined.insert(slot);
          },
          [&](const LoadCsv& p) { defined.insert(p.slot), Use(p.source, used); },
          [&](const Create& p) {
            Slots made;
            for (const auto& pattern : p.patterns) UsePattern(pattern, used, made);
            Subtract(used, made);
            defined = made;
          },
          [&](Merge& p) {
            Slots made, pattern;
            UsePattern(p.pattern, pattern, made);
            Slots inner = made;
            inner.insert(pattern.begin(), pattern.end());
            used = Require(*p.match, inner);
            used.insert(pattern.begin(), pattern.end());
            UseSetItems(p.on_create, used);
            UseSetItems(p.on_match, used);
            Subtract(used, made);
            defined = made;
          },
          [&](const Set& p) { UseSetItems(p.items, used); },
          [&](const plan::Remove& p) {
            for (const auto& item : p.items) Use(item.target, used);
          },
          [&](const Delete& p) {
            for (const Expr& expression : p.expressions) Use(expression, used);
          },
          [&](Foreach& p) {
            used = Require(*p.body, {});
            used.erase(p.slot);
            Use(p.list, used);
          },
          [](const Drain&) {},
      },
      plan.node);
}

Slots Require(Plan& plan, const Slots& live) {
  plan.live.assign(live.begin(), live.end());
  if (std::holds_alternative<Argument>(plan.node)) return live;
  Slots used, defined;
  Describe(plan, live, used, defined);
  Slots need = live;
  if (std::holds_alternative<Union>(plan.node)) need.clear();
  Subtract(need, defined);
  need.insert(used.begin(), used.end());
  return plan.input ? Require(*plan.input, need) : need;
}

}  // namespace

std::vector<int> ComputeLiveness(Plan& plan, const std::vector<int>& required) {
  const Slots need = Require(plan, Slots(required.begin(), required.end()));
  return {need.begin(), need.end()};
}

}  // namespace newsgraph::plan
