// Plans as trees of reports, and those in text, for EXPLAIN and PROFILE.
#include <cmath>
#include <cstdio>

#include "graph/base/variant.h"
#include "query/plan/path_automaton.h"
#include "query/plan/planner.h"

namespace newsgraph::plan {
namespace {

// An operator's name and arguments.
struct Described {
  std::string_view name;
  std::string details = {};
};

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

  Described operator()(const Argument&) const { return {"Argument"}; }
  Described operator()(const NodeScan& p) const {
    return {"NodeScan", Slot(p.slot) + Label(p.label)};
  }
  Described operator()(const NodeSeek& p) const {
    return {"NodeSeek",
            Cat(Slot(p.slot), Label(p.label), " {", names_.keys[static_cast<size_t>(p.key)], "}")};
  }
  Described operator()(const EntitySeek& p) const {
    return {p.into ? "EntityInto" : "EntitySeek", Slot(p.slot)};
  }
  Described operator()(const NodeById& p) const { return {"NodeById", Slot(p.slot)}; }
  Described operator()(const Expand& p) const {
    return {p.into ? "ExpandInto" : "Expand",
            Cat(Step(p.types, p.direction, p.from, p.edge, p.to, "", p.to_label),
                p.first.limit ? Cat(p.first.descending ? " last by " : " first by ",
                                    names_.keys[static_cast<size_t>(p.first.key)])
                              : "")};
  }
  Described operator()(const Intersect& p) const {
    std::string out;
    for (const Intersect::Leg& leg : p.legs) {
      Append(out, out.empty() ? "" : ", ",
             Step(leg.types, leg.direction, leg.from, leg.edge, p.to, "", p.to_label));
    }
    if (p.count_slot < 0) return {"Intersect", out};
    return {"CountIntersect", Cat(Slot(p.count_slot), ": ", out)};
  }
  std::string Steps(const CountStep& step, int from, int slot) const {
    std::string out = Step(step.types, step.direction, from, slot, -1, "", step.to_label);
    for (const CountStep& next : step.onward) {
      Append(out, step.onward.size() == 1 ? "" : ", ", Steps(next, -1, -1).substr(2));
    }
    return out;
  }
  Described operator()(const CountEdges& p) const {
    return {"CountEdges", Steps(p.step, p.from, p.slot)};
  }
  Described operator()(const CountPairs& p) const {
    return {
        "CountPairs",
        Cat(Steps(p.first, p.from, p.slot),
            Step(p.second.types, p.second.direction, -1, -1, p.to, "", p.second.to_label).substr(2),
            " in order of ", names_.keys[static_cast<size_t>(p.key)])};
  }
  Described operator()(const VarExpand& p) const {
    const std::string_view name = p.once || p.reach ? p.into ? "ReachInto" : "Reach"
                                  : p.into          ? "VarExpandInto"
                                                    : "VarExpand";
    return {name, Step(p.types, p.direction, p.from, p.edge, p.to, RangeText(p.range))};
  }
  Described operator()(const ShortestPath& p) const {
    return {p.all ? "AllShortestPaths" : "ShortestPath",
            Cat(Step(p.types, p.direction, p.from, p.edge, p.to, RangeText(p.range)),
                p.conditions.empty() ? "" : " where all")};
  }
  Described operator()(const PathSearch& p) const {
    return {"PathSearch", Cat(SearchText(p), " (", Slot(p.from), ")..(", Slot(p.to), ") ",
                              p.into ? "both ends" : "one end", ": ", AlgorithmOf(p), ", ",
                              p.automaton->states.size(), " states")};
  }
  Described operator()(const Filter&) const { return {"Filter"}; }
  Described operator()(const Project& p) const {
    std::string out;
    for (const Item& item : p.items)
      Append(out, out.empty() ? "" : ", ", item.name.empty() ? "path" : item.name);
    return {"Project", out};
  }
  Described operator()(const Aggregate& p) const {
    std::string out;
    for (const Item& key : p.keys) Append(out, out.empty() ? "" : ", ", key.name);
    for (const Aggregation& a : p.aggregations) {
      Append(out, out.empty() ? "" : ", ", a.aggregate ? a.aggregate->name : "count(*)");
    }
    if (!p.weights.empty()) Append(out, "; weights ", Slots(p.weights));
    if (p.greatest >= 0) Append(out, "; greatest counts");
    return {"Aggregate", out};
  }
  Described operator()(const Distinct& p) const { return {"Distinct", Slots(p.slots)}; }
  Described operator()(const Sort& p) const { return {"Sort", Cat(p.keys.size(), " keys")}; }
  Described operator()(const TopK& p) const { return {"TopK", Cat(p.keys.size(), " keys")}; }
  Described operator()(const Skip&) const { return {"Skip"}; }
  Described operator()(const Limit&) const { return {"Limit"}; }
  Described operator()(const Unwind& p) const { return {"Unwind", Slot(p.slot)}; }
  Described operator()(const Optional&) const { return {"Optional"}; }
  Described operator()(const Apply&) const { return {"Apply"}; }
  Described operator()(const Union&) const { return {"Union"}; }
  Described operator()(const CallProcedure& p) const { return {"CallProcedure", p.name}; }
  Described operator()(const LoadCsv&) const { return {"LoadCsv"}; }
  Described operator()(const Create&) const { return {"Create"}; }
  Described operator()(const Merge&) const { return {"Merge"}; }
  Described operator()(const Set&) const { return {"Set"}; }
  Described operator()(const Remove&) const { return {"Remove"}; }
  Described operator()(const Delete& p) const { return {p.detach ? "DetachDelete" : "Delete"}; }
  Described operator()(const Foreach&) const { return {"Foreach"}; }
  Described operator()(const Drain&) const { return {"Drain"}; }

 private:
  const semantics::NameList& names_;
};

OperatorReport ReportOf(const Plan& plan, const Describer& describer, const Measured* measured) {
  Described described = std::visit(describer, plan.node);
  OperatorReport report;
  report.name = described.name;
  report.details = std::move(described.details);
  report.estimated_rows = plan.rows;
  if (measured) {
    const auto found = measured->find(&plan);
    report.measured = found == measured->end() ? Measurement() : found->second;
  }
  const auto add = [&](const PlanPtr& child, bool nested) {
    report.children.push_back(ReportOf(*child, describer, measured));
    report.children.back().nested = nested;
  };
  if (const auto* optional = std::get_if<Optional>(&plan.node)) add(optional->inner, true);
  if (const auto* apply = std::get_if<Apply>(&plan.node)) add(apply->inner, true);
  if (const auto* merge = std::get_if<Merge>(&plan.node)) add(merge->match, true);
  if (const auto* foreach = std::get_if<Foreach>(&plan.node)) add(foreach->body, true);
  if (const auto* all = std::get_if<Union>(&plan.node)) {
    for (const PlanPtr& part : all->parts) add(part, false);
  }
  if (plan.input) add(plan.input, false);
  return report;
}

// Ten marks are all of the statement's time.
std::string TimeBar(double part) {
  std::string bar;
  for (double mark = 0.05; mark < 1 && mark < part; mark += 0.1) bar += "█";
  return bar.empty() ? bar : "  " + bar;
}

void AppendLines(const OperatorReport& report, double all_ms, int depth, std::string& out) {
  std::string line(static_cast<size_t>(depth) * 2, ' ');
  Append(line, report.name);
  if (!report.details.empty()) Append(line, "(", report.details, ")");
  if (line.size() < 52) line.resize(52, ' ');  // with numbers and bar within 100 cells
  char rows[32];
  std::snprintf(rows, sizeof rows, report.estimated_rows < 1e15 ? "%.0f" : "%.1e",
                std::round(report.estimated_rows));
  Append(out, line, " ~", rows, " rows");
  if (const auto& seen = report.measured) {
    char time[32];
    std::snprintf(time, sizeof time, "%.3f ms", seen->ms);
    Append(out, ", ", seen->rows, " real, ", seen->hits, seen->hits == 1 ? " hit, " : " hits, ",
           time, TimeBar(all_ms > 0 ? seen->own_ms / all_ms : 0));
  }
  out += '\n';
  for (const OperatorReport& child : report.children)
    AppendLines(child, all_ms, depth + (child.nested ? 2 : 1), out);
}

}  // namespace

std::vector<OperatorReport> Report(const StatementPlan& plan, const Measured* measured) {
  const Describer describer(plan);
  std::vector<OperatorReport> trees = {ReportOf(*plan.root, describer, measured)};
  for (const PlanPtr& subplan : plan.subplans)
    trees.push_back(ReportOf(*subplan, describer, measured));
  return trees;
}

std::string ToText(std::span<const OperatorReport> trees) {
  std::string out;
  if (trees.empty()) return out;
  const double all_ms = trees[0].measured ? trees[0].measured->ms : 0;
  for (size_t i = 0; i < trees.size(); ++i) {
    if (i > 0) Append(out, "subquery ", i - 1, "\n");
    AppendLines(trees[i], all_ms, i > 0 ? 1 : 0, out);
  }
  return out;
}

}  // namespace newsgraph::plan
