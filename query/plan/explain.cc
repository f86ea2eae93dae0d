// Plans in text, for EXPLAIN and PROFILE.
#include <cstdio>

#include "graph/base/variant.h"
#include "query/plan/path_automaton.h"
#include "query/plan/planner.h"

namespace newsgraph::plan {
namespace {

class Describer {
 public:
  explicit Describer(const StatementPlan& statement) : names_(statement.bound.names) {}

  std::string Slot(int slot) const { return slot < 0 ? std::string() : Cat("#", slot); }

  std::string Step(const plan::Types& types, Direction direction, int from, int edge, int to,
                   const std::string& range, int to_label = -1) const {
    std::string inside = Slot(edge);
    for (size_t i = 0; i < types.names.size(); ++i) {
      Append(inside,
             i == 0      ? ":"
             : types.but ? "&"
                         : "|",
             types.but ? "!" : "", names_.types[static_cast<size_t>(types.names[i])]);
    }
    return Cat("(", Slot(from), direction == Direction::kIn ? ")<-[" : ")-[", inside, range,
               direction == Direction::kOut ? "]->(" : "]-(", Slot(to), Label(to_label), ")");
  }

  static std::string RangeText(const semantics::Range& range) {
    std::string out = Cat("*", range.min, "..");
    if (range.max != semantics::Range::kUnbounded) Append(out, range.max);
    return out;
  }

  static std::string SearchText(const PathSearch& p) {
    static constexpr std::string_view kSelectors[] = {
        "each", "any", "shortest", "shortest groups", "cheapest", "all cheapest"};
    static constexpr std::string_view kModes[] = {"walk", "trail", "acyclic", "simple"};
    const semantics::PathSearch& pattern = *p.pattern;
    std::string out(kSelectors[static_cast<size_t>(pattern.selector)]);
    if (pattern.count) {
      const auto* count = std::get_if<semantics::Constant>(&pattern.count->node);
      Append(out, " ", count ? ToText(count->value) : "k");
    }
    Append(out, " ", kModes[static_cast<size_t>(pattern.mode)]);
    if (pattern.date_key >= 0) Append(out, " forward");
    return out;
  }

  // As PathFinder chooses it (query/execute/paths/finder.h).
  static std::string_view AlgorithmOf(const PathSearch& p) {
    const auto* count =
        p.pattern->count ? std::get_if<semantics::Constant>(&p.pattern->count->node) : nullptr;
    const bool one =
        !p.pattern->count || (count && count->value.is_int() && count->value.integer() == 1);
    if (!one && FindsLoopless(*p.pattern, *p.automaton)) return "path by path, without loops";
    const bool meets = one && p.into && p.automaton->plain && p.pattern->date_key < 0;
    switch (p.pattern->selector) {
      case semantics::PathSelector::kEach:
        return p.into ? "depth first by distance to the end" : "depth first";
      case semantics::PathSelector::kAny:
      case semantics::PathSelector::kShortest:
      case semantics::PathSelector::kShortestGroups:
        return meets ? "breadth first from both"
               : one ? "breadth first"
                     : "one length after another";
      case semantics::PathSelector::kCheapest:
        return meets && p.automaton->range.max == semantics::Range::kUnbounded
                   ? "Dijkstra from both"
               : one ? "Dijkstra"
                     : "best first";
      case semantics::PathSelector::kAllCheapest:
        return "up to the least cost";
    }
    return "";
  }

  std::string Label(int label) const {
    return label < 0 ? std::string() : Cat(":", names_.labels[static_cast<size_t>(label)]);
  }

  static std::string Slots(const std::vector<int>& slots) {
    std::string out;
    for (int slot : slots) Append(out, out.empty() ? "#" : ", #", slot);
    return out;
  }

  std::string operator()(const Argument&) const { return "Argument"; }
  std::string operator()(const NodeScan& p) const {
    return Cat("NodeScan(", Slot(p.slot), Label(p.label), ")");
  }
  std::string operator()(const NodeSeek& p) const {
    return Cat("NodeSeek(", Slot(p.slot), Label(p.label), " {",
               names_.keys[static_cast<size_t>(p.key)], "})");
  }
  std::string operator()(const EntitySeek& p) const {
    return Cat(p.into ? "EntityInto(" : "EntitySeek(", Slot(p.slot), ")");
  }
  std::string operator()(const NodeById& p) const { return Cat("NodeById(", Slot(p.slot), ")"); }
  std::string operator()(const Expand& p) const {
    return Cat(p.into ? "ExpandInto(" : "Expand(",
               Step(p.types, p.direction, p.from, p.edge, p.to, "", p.to_label),
               p.first.limit ? Cat(p.first.descending ? " last by " : " first by ",
                                   names_.keys[static_cast<size_t>(p.first.key)])
                             : "",
               ")");
  }
  std::string operator()(const Intersect& p) const {
    std::string out;
    for (const Intersect::Leg& leg : p.legs) {
      Append(out, out.empty() ? "" : ", ",
             Step(leg.types, leg.direction, leg.from, leg.edge, p.to, "", p.to_label));
    }
    return p.count_slot < 0 ? Cat("Intersect(", out, ")")
                            : Cat("CountIntersect(", Slot(p.count_slot), ": ", out, ")");
  }
  std::string Steps(const CountStep& step, int from, int slot) const {
    std::string out = Step(step.types, step.direction, from, slot, -1, "", step.to_label);
    for (const CountStep& next : step.onward) {
      Append(out, step.onward.size() == 1 ? "" : ", ", Steps(next, -1, -1).substr(2));
    }
    return out;
  }
  std::string operator()(const CountEdges& p) const {
    return Cat("CountEdges(", Steps(p.step, p.from, p.slot), ")");
  }
  std::string operator()(const CountPairs& p) const {
    return Cat(
        "CountPairs(", Steps(p.first, p.from, p.slot),
        Step(p.second.types, p.second.direction, -1, -1, p.to, "", p.second.to_label).substr(2),
        " in order of ", names_.keys[static_cast<size_t>(p.key)], ")");
  }
  std::string operator()(const VarExpand& p) const {
    return Cat(p.once || p.reach ? "Reach" : "VarExpand", p.into ? "Into(" : "(",
               Step(p.types, p.direction, p.from, p.edge, p.to, RangeText(p.range)), ")");
  }
  std::string operator()(const ShortestPath& p) const {
    return Cat(p.all ? "AllShortestPaths(" : "ShortestPath(",
               Step(p.types, p.direction, p.from, p.edge, p.to, RangeText(p.range)),
               p.conditions.empty() ? "" : " where all", ")");
  }
  std::string operator()(const PathSearch& p) const {
    return Cat("PathSearch(", SearchText(p), " (", Slot(p.from), ")..(", Slot(p.to), ") ",
               p.into ? "both ends" : "one end", ": ", AlgorithmOf(p), ", ",
               p.automaton->states.size(), " states)");
  }
  std::string operator()(const Filter&) const { return "Filter"; }
  std::string operator()(const Project& p) const {
    std::string out;
    for (const Item& item : p.items)
      Append(out, out.empty() ? "" : ", ", item.name.empty() ? "path" : item.name);
    return Cat("Project(", out, ")");
  }
  std::string operator()(const Aggregate& p) const {
    std::string out;
    for (const Item& key : p.keys) Append(out, out.empty() ? "" : ", ", key.name);
    for (const Aggregation& a : p.aggregations) {
      Append(out, out.empty() ? "" : ", ", a.aggregate ? a.aggregate->name : "count(*)");
    }
    if (!p.weights.empty()) Append(out, "; weights ", Slots(p.weights));
    if (p.greatest >= 0) Append(out, "; greatest counts");
    return Cat("Aggregate(", out, ")");
  }
  std::string operator()(const Distinct& p) const { return Cat("Distinct(", Slots(p.slots), ")"); }
  std::string operator()(const Sort& p) const { return Cat("Sort(", p.keys.size(), " keys)"); }
  std::string operator()(const TopK& p) const { return Cat("TopK(", p.keys.size(), " keys)"); }
  std::string operator()(const Skip&) const { return "Skip"; }
  std::string operator()(const Limit&) const { return "Limit"; }
  std::string operator()(const Unwind& p) const { return Cat("Unwind(", Slot(p.slot), ")"); }
  std::string operator()(const Optional&) const { return "Optional"; }
  std::string operator()(const Apply&) const { return "Apply"; }
  std::string operator()(const Union&) const { return "Union"; }
  std::string operator()(const CallProcedure& p) const {
    return Cat("CallProcedure(", p.name, ")");
  }
  std::string operator()(const LoadCsv&) const { return "LoadCsv"; }
  std::string operator()(const Create&) const { return "Create"; }
  std::string operator()(const Merge&) const { return "Merge"; }
  std::string operator()(const Set&) const { return "Set"; }
  std::string operator()(const Remove&) const { return "Remove"; }
  std::string operator()(const Delete& p) const { return p.detach ? "DetachDelete" : "Delete"; }
  std::string operator()(const Foreach&) const { return "Foreach"; }
  std::string operator()(const Drain&) const { return "Drain"; }

 private:
  const semantics::NameList& names_;
};

// Of an operator with all that feeds it, in the plan's main line.
double Milliseconds(const Plan& plan, const Measured& measured) {
  const auto found = measured.find(&plan);
  return found == measured.end() ? 0 : found->second.ms;
}

// How much of the statement's time the operator took by itself: ten marks are all of it.
std::string TimeBar(const Plan& plan, const StatementPlan& statement, const Measured& measured) {
  const double all = Milliseconds(*statement.root, measured);
  const double own =
      Milliseconds(plan, measured) - (plan.input ? Milliseconds(*plan.input, measured) : 0);
  std::string bar;
  for (double mark = 0.05; all > 0 && mark < 1 && mark < own / all; mark += 0.1) bar += "█";
  return bar.empty() ? bar : "  " + bar;
}

void Tree(const Plan& plan, const StatementPlan& statement, const Measured* measured, int depth,
          std::string& out) {
  std::string line(static_cast<size_t>(depth) * 2, ' ');
  Append(line, Describe(plan, statement));
  if (line.size() < 60) line.resize(60, ' ');
  Append(out, line, " ~", static_cast<uint64_t>(plan.rows + 0.5), " rows");
  if (measured) {
    const auto found = measured->find(&plan);
    const Measurement seen = found == measured->end() ? Measurement() : found->second;
    char time[32];
    std::snprintf(time, sizeof time, "%.3f ms", seen.ms);
    Append(out, ", ", seen.rows, " real, ", time, TimeBar(plan, statement, *measured));
  }
  out += '\n';
  const auto nested = [&](const PlanPtr& inner) {
    Tree(*inner, statement, measured, depth + 2, out);
  };
  if (const auto* optional = std::get_if<Optional>(&plan.node)) nested(optional->inner);
  if (const auto* apply = std::get_if<Apply>(&plan.node)) nested(apply->inner);
  if (const auto* merge = std::get_if<Merge>(&plan.node)) nested(merge->match);
  if (const auto* foreach = std::get_if<Foreach>(&plan.node)) nested(foreach->body);
  if (const auto* all = std::get_if<Union>(&plan.node)) {
    for (const PlanPtr& part : all->parts) nested(part);
  }
  if (plan.input) Tree(*plan.input, statement, measured, depth + 1, out);
}

}  // namespace

std::string Describe(const Plan& plan, const StatementPlan& statement) {
  return std::visit(Describer(statement), plan.node);
}

std::string Explain(const StatementPlan& plan, const Measured* measured) {
  std::string out;
  Tree(*plan.root, plan, measured, 0, out);
  for (size_t i = 0; i < plan.subplans.size(); ++i) {
    Append(out, "subquery ", i, "\n");
    Tree(*plan.subplans[i], plan, measured, 1, out);
  }
  return out;
}

}  // namespace newsgraph::plan
