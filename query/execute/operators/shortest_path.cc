// ShortestPath: a shortest path (or all of them) between two nodes, searched from both.
//
//   in: (a, b)    out: (a, b, [e1, e2, ...])
//
// The conditions on relationships and nodes are part of the search: what it finds is the shortest
// of the paths that fulfil them. See graph/algo/shortest_paths.h. Paths are told apart by number
// and written when their row is, so that a million of them take no memory.
#include "graph/algo/step_reader.h"
#include "graph/algo/workspace.h"
#include "query/execute/evaluate.h"
#include "query/execute/operators/expand.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

class ShortestPath : public Extend {
 public:
  ShortestPath(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Extend(place, std::move(input)),
        node_(std::get<plan::ShortestPath>(plan.node)),
        types_(place.execution.Resolve(node_.types)),
        test_(node_.properties, node_.step_condition, node_.step_edge, place.slots,
              place.execution),
        steps_(execution_.view(), node_.direction, types_),
        edge_live_(IsLive(plan, node_.edge)) {
    carried_ = Carried(plan.live, {node_.edge});
    for (const plan::ElementCondition& condition : node_.conditions) {
      (condition.of_nodes ? node_conditions_ : edge_conditions_).push_back(&condition);
      if (!condition.of_nodes && condition.holds) AddCodeTests(condition);
    }
  }

  // What the paths consist of: graph/algo/shortest_paths.h asks.
  template <class Visit>
  bool Expand(NodeId node, bool forward, Visit&& visit) {
    uint64_t seen = 0;
    steps_.ForEach(node, forward, [&](NodeId other, EdgeId edge) {
      ++seen;
      return Admits(other, edge) ? visit(other, edge) : !execution_.stopped();
    });
    return execution_.Spend(seen);
  }
  uint64_t Cost(NodeId node, bool forward) const { return steps_.Cost(node, forward); }
  bool Rest() override {
    search_.reset();
    told_ = false;
    return true;
  }

 protected:
  uint64_t Find(Row row) override {
    if (!row[node_.from].is_node() || !row[node_.to].is_node()) return 0;
    const NodeId from = row[node_.from].node(), to = row[node_.to].node();
    if (from == to && node_.range.min > 0) {
      Tell("NoPathToItself",
           "shortestPath() finds no way from a node back to itself; ANY SHORTEST does", {});
      return 0;
    }
    row_ = row;
    test_.Begin(row);
    for (CodeTests& each : codes_) each.Begin(row);
    for (const NodeId end : {from, to}) {
      if (!Fulfils(node_conditions_, Value::Node(end))) return 0;
    }
    if (!search_) search_ = execution_.call_state.workspace->shortest_paths.Take();
    using Keep = algo::ShortestPaths::Keep;
    search_->Find(execution_.view().node_limit(), from, to, node_.range.max,
                  node_.all ? Keep::kAll : Keep::kOne, *this);
    if (node_.late && search_->count() > 0) {
      Tell(
          "AskedOfTheShortest",
          "this condition is asked of the shortest path, and a longer one that meets it is not "
          "looked for; all(... IN relationships(p) WHERE ...) and none(...) are part of the search",
          *node_.late);
    }
    return execution_.stopped() ? 0 : search_->count();
  }
  void Emit(uint64_t i, Batch& out, uint32_t row) override {
    if (!edge_live_) return;
    search_->Path(i, edges_);
    std::vector<Value> path;
    path.reserve(edges_.size());
    for (const EdgeId edge : edges_) path.push_back(Value::Edge(edge));
    out.column(node_.edge)[row] = Value::List(std::move(path));
  }

 private:
  using Conditions = std::vector<const plan::ElementCondition*>;

  // Once a run.
  void Tell(const char* code, const char* message, TextSpan place) {
    if (!told_) execution_.notices.push_back({code, message, place});
    told_ = true;
  }

  bool Admits(NodeId other, EdgeId edge) {
    if (!test_.trivial() && !test_.Passes(edge)) return false;
    bool ask = codes_.size() < edge_conditions_.size();
    for (const CodeTests& each : codes_) {
      const CodeTests::Answer answer = each.Test(edge);
      if (answer == CodeTests::Answer::kNo) return false;
      ask = ask || answer == CodeTests::Answer::kAsk;
    }
    if (ask && !Fulfils(edge_conditions_, Value::Edge(edge))) return false;
    return node_conditions_.empty() || Fulfils(node_conditions_, Value::Node(other));
  }
  void AddCodeTests(const plan::ElementCondition& condition) {
    const int local = condition.local;
    codes_.emplace_back(
        condition.predicate,
        [local](const semantics::Expression& expression) {
          const auto* found = std::get_if<semantics::Local>(&expression.node);
          return found != nullptr && found->local == local;
        },
        execution_);
  }
  bool Fulfils(const Conditions& conditions, const Value& element) {
    for (const plan::ElementCondition* condition : conditions) {
      execution_.locals[static_cast<size_t>(condition->local)] = element;
      const Value value = Evaluate(*condition->predicate, row_, execution_);
      if (!value.is_bool() && !value.is_null()) {
        execution_.Fail(MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime,
                                  "InvalidArgumentType", condition->predicate->span,
                                  Cat("expected BOOLEAN, not ", NameOf(value.kind()))));
      }
      if (!value.is_bool() || value.boolean() != condition->holds) return false;
    }
    return true;
  }

  const plan::ShortestPath& node_;
  TypeSet types_;
  StepTest test_;
  algo::StepReader steps_;
  bool edge_live_;
  Conditions edge_conditions_, node_conditions_;
  std::vector<CodeTests> codes_;                   // of edge_conditions_ that must hold
  algo::Pool<algo::ShortestPaths>::Lease search_;  // taken when it is needed
  Row row_ = {};
  std::vector<EdgeId> edges_;
  bool told_ = false;
};

}  // namespace

OperatorPtr MakeShortestPath(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<ShortestPath>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute
