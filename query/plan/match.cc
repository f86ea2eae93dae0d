#include "query/plan/match.h"

#include <algorithm>
#include <limits>

namespace newsgraph::plan {

using functions::Type;
using semantics::EdgePattern;
using semantics::LabelExpression;
using semantics::MakeExpr;
using semantics::MakeSlot;
using semantics::PathSearchKind;

void CollectSlots(const semantics::Expression& expression, std::set<int>& slots) {
  if (const auto* slot = std::get_if<semantics::Slot>(&expression.node)) slots.insert(slot->slot);
  ForEachOperand(expression, [&](const Expr& operand) { CollectSlots(*operand, slots); });
}

int SlotOf(const Expr& expression) {
  const auto* slot = std::get_if<semantics::Slot>(&expression->node);
  return slot ? slot->slot : -1;
}

namespace {

// !A, !A&!B, !(A|B)
bool ToAllBut(const LabelExpr& expression, std::vector<int>& names) {
  if (expression->op == LabelExpression::Op::kAnd) {
    return std::all_of(expression->operands.begin(), expression->operands.end(),
                       [&](const LabelExpr& operand) { return ToAllBut(operand, names); });
  }
  if (expression->op != LabelExpression::Op::kNot) return false;
  Types inner;
  if (!ToTypes(expression->operands[0], inner) || inner.any || inner.but) return false;
  names.insert(names.end(), inner.names.begin(), inner.names.end());
  return true;
}

}  // namespace

bool ToTypes(const LabelExpr& expression, Types& types) {
  types = Types{};
  if (!expression || expression->op == LabelExpression::Op::kAny) return true;
  std::vector<int> left_out;
  if (ToAllBut(expression, left_out)) {
    types.any = false;
    types.but = true;
    types.names = std::move(left_out);
    return true;
  }
  std::vector<int> names;
  if (expression->op == LabelExpression::Op::kName) {
    names.push_back(expression->name);
  } else if (expression->op == LabelExpression::Op::kOr) {
    for (const LabelExpr& operand : expression->operands) {
      if (operand->op != LabelExpression::Op::kName) return false;
      names.push_back(operand->name);
    }
  } else {
    return false;
  }
  types.any = false;
  types.names = std::move(names);
  return true;
}

namespace {

Type BooleanOrNull() { return Type::Of(ValueKind::kBool).OrNull(); }

// Every label that must be there for the formula to hold.
void RequiredLabels(const LabelExpr& expression, std::vector<int>& labels) {
  if (!expression) return;
  if (expression->op == LabelExpression::Op::kName) labels.push_back(expression->name);
  if (expression->op == LabelExpression::Op::kAnd) {
    for (const LabelExpr& operand : expression->operands) RequiredLabels(operand, labels);
  }
}

}  // namespace

Expr PropertyEquals(Expr element, int key, Expr value) {
  const TextSpan span = value->span;
  Expr property = MakeExpr(span, Type::Any(), semantics::Property{std::move(element), key});
  return MakeExpr(span, BooleanOrNull(),
                  semantics::Comparison{std::move(property),
                                        {{semantics::ComparisonOp::kEqual, std::move(value)}}});
}

bool MayOverlap(const LabelExpr& a, const LabelExpr& b) {
  Types left, right;
  if (!ToTypes(a, left) || !ToTypes(b, right) || left.any || right.any) return true;
  if (left.but || right.but) return true;
  return std::any_of(left.names.begin(), left.names.end(), [&](int name) {
    return std::find(right.names.begin(), right.names.end(), name) != right.names.end();
  });
}

void MatchPlanner::Push(PlanNode node, double rows) {
  auto plan = std::make_unique<plan::Plan>();
  plan->writes = plan_->writes;
  plan->node = std::move(node);
  plan->input = std::move(plan_);
  plan->rows = rows;
  plan_ = std::move(plan);
}

MatchPlanner::Node* MatchPlanner::FindNode(int slot) {
  for (Node& node : nodes_) {
    if (node.slot == slot) return &node;
  }
  return nullptr;
}

void MatchPlanner::AddCondition(Expr condition) {
  if (const auto* logic = std::get_if<semantics::Logic>(&condition->node);
      logic && logic->op == semantics::LogicOp::kAnd) {
    for (const Expr& operand : logic->operands) AddCondition(operand);
    return;
  }
  if (const auto* test = std::get_if<semantics::LabelTest>(&condition->node);
      test && test->labels) {
    if (const auto* slot = std::get_if<semantics::Slot>(&test->element->node)) {
      if (Node* node = FindNode(slot->slot)) RequiredLabels(test->labels, node->labels);
    }
  }
  std::set<int> all, own;
  CollectSlots(*condition, all);
  std::set_intersection(all.begin(), all.end(), own_.begin(), own_.end(),
                        std::inserter(own, own.end()));
  conditions_.push_back({std::move(condition), std::move(own)});
}

void MatchPlanner::AddNode(const semantics::NodePattern& node) {
  if (!FindNode(node.slot)) nodes_.push_back({node.slot, {}});
  if (node.bound) {
    bound_.insert(node.slot);
  } else {
    own_.insert(node.slot);
  }
}

void MatchPlanner::Collect(const semantics::Match& match) {
  for (const auto& pattern : match.patterns) {
    if (pattern.searched) CollectSearch(pattern);
    for (const auto& node : pattern.nodes) AddNode(node);
    for (size_t i = 0; i < pattern.edges.size(); ++i) {
      const EdgePattern& edge = pattern.edges[i];
      steps_.push_back({&edge, &pattern, pattern.nodes[i].slot, pattern.nodes[i + 1].slot});
      if (!edge.bound) own_.insert(edge.slot);
    }
    if (pattern.path_slot >= 0) own_.insert(pattern.path_slot);
  }
  if (match.reach) own_.insert(match.hops);
  for (int slot : own_) bound_.erase(slot);  // declared here, used again further on in the pattern
  for (const auto& pattern : match.patterns) {
    if (pattern.searched) AddSearchConditions(*pattern.searched);
    for (const auto& node : pattern.nodes) {
      Expr element = MakeSlot(node.slot, Type::Of(ValueKind::kNode), node.span);
      if (node.labels) {
        AddCondition(MakeExpr(node.span, BooleanOrNull(),
                              semantics::LabelTest{element, node.labels, nullptr}));
      }
      for (const auto& [key, value] : node.properties)
        AddCondition(PropertyEquals(element, key, value));
    }
    for (const auto& edge : pattern.edges) {
      if (edge.variable_length) continue;  // the expansion tests each edge itself
      Expr element = MakeSlot(edge.slot, Type::Of(ValueKind::kEdge), edge.span);
      for (const auto& [key, value] : edge.properties) {
        if (pattern.search == PathSearchKind::kNone)  // else so does the search
          AddCondition(PropertyEquals(element, key, value));
      }
      Types types;
      if (!ToTypes(edge.types, types)) {
        AddCondition(MakeExpr(edge.span, BooleanOrNull(),
                              semantics::LabelTest{element, nullptr, edge.types}));
      }
    }
  }
  if (match.where) AddCondition(match.where);
}

LabelId MatchPlanner::LabelOf(int slot) const {
  for (const Node& node : nodes_) {
    if (node.slot != slot) continue;
    // The rarest one tells most.
    LabelId best;
    for (int label : node.labels) {
      const LabelId id = facts_.names->FindLabel(names_.labels[static_cast<size_t>(label)]);
      if (!id.valid()) return id;
      if (!best.valid() || facts_.statistics->NodesWith(id) < facts_.statistics->NodesWith(best))
        best = id;
    }
    return best;
  }
  return LabelId{};
}

MatchPlanner::Start MatchPlanner::StartAt(const Node& node) {
  Start start{&node, static_cast<double>(facts_.statistics->nodes()), -1, -1, nullptr, nullptr};
  for (int candidate : node.labels) {
    const LabelId id = facts_.names->FindLabel(names_.labels[static_cast<size_t>(candidate)]);
    const double rows = id.valid() ? static_cast<double>(facts_.statistics->NodesWith(id)) : 0;
    if (start.label < 0 || rows < start.rows) start.rows = rows, start.label = candidate;
  }
  for (Condition& condition : conditions_) {
    const auto* comparison = std::get_if<semantics::Comparison>(&condition.expression->node);
    if (!comparison || comparison->rest.size() != 1) continue;
    if (comparison->rest[0].first != semantics::ComparisonOp::kEqual) continue;
    for (const auto& [side, other] : {std::pair{comparison->first, comparison->rest[0].second},
                                      std::pair{comparison->rest[0].second, comparison->first}}) {
      const auto* property = std::get_if<semantics::Property>(&side->node);
      if (!property || SlotOf(property->object) != node.slot) continue;
      std::set<int> needed;
      CollectSlots(*other, needed);
      const bool ready = std::all_of(needed.begin(), needed.end(),
                                     [&](int s) { return own_.count(s) == 0 || IsBound(s); });
      if (!ready || needed.count(node.slot)) continue;
      const KeyId key = facts_.names->FindKey(names_.keys[static_cast<size_t>(property->key)]);
      for (int candidate : node.labels) {
        const LabelId id = facts_.names->FindLabel(names_.labels[static_cast<size_t>(candidate)]);
        const double rows =
            id.valid() && key.valid() && facts_.index_rows ? facts_.index_rows(id, key) : 0;
        if (rows == 0 || (start.key >= 0 && rows >= start.rows)) continue;
        start.rows = rows, start.label = candidate, start.key = property->key;
        start.seek = &condition, start.value = other;
      }
    }
  }
  return start;
}

double MatchPlanner::FanOut(const Step& step, bool forward) const {
  const Statistics& statistics = *facts_.statistics;
  const LabelId left = LabelOf(forward ? step.from : step.to),
                right = LabelOf(forward ? step.to : step.from);
  const Direction direction = forward ? step.edge->direction : Reverse(step.edge->direction);
  Types types;
  ToTypes(step.edge->types, types);
  std::vector<EdgeTypeId> ids;
  if (types.any || types.but) ids.push_back(EdgeTypeId{});
  for (int name : types.but ? std::vector<int>() : types.names) {
    const EdgeTypeId id = facts_.names->FindType(names_.types[static_cast<size_t>(name)]);
    if (id.valid()) ids.push_back(id);
  }
  double edges = 0;
  for (EdgeTypeId id : ids) {
    if (direction != Direction::kIn)
      edges += static_cast<double>(statistics.EdgesBetween(left, id, right));
    if (direction != Direction::kOut)
      edges += static_cast<double>(statistics.EdgesBetween(right, id, left));
  }
  const double nodes =
      static_cast<double>(left.valid() ? statistics.NodesWith(left) : statistics.nodes());
  double degree = edges / std::max(1.0, nodes);
  if (step.edge->variable_length) {
    const double hops = std::min<uint32_t>(step.edge->range.max, 4);
    double total = step.edge->range.min == 0 ? 1 : 0, reach = 1;
    for (double i = 1; i <= hops; ++i) total += reach *= std::max(degree, 0.1);
    degree = total;
  }
  return degree;
}

// Nodes that are named come first: each is one node.
void MatchPlanner::PlaceEntities() {
  const auto place = [this](const semantics::NodePattern& node) {
    if (!node.entity) return;
    const bool into = IsBound(node.slot);
    Push(EntitySeek{node.slot, node.entity, node.labels, into}, plan_->rows);
    bound_.insert(node.slot);
  };
  for (const auto& pattern : match_->patterns) {
    for (const auto& node : pattern.nodes) place(node);
    if (!pattern.searched) continue;
    const semantics::PathSearch& search = *pattern.searched;
    for (const auto& node : search.entities) place(node);
    place(search.first());
    if (&search.first() != &search.last()) place(search.last());
  }
}

void MatchPlanner::PlaceConditions() {
  for (Condition& condition : conditions_) {
    if (condition.placed) continue;
    const bool ready = std::all_of(condition.slots.begin(), condition.slots.end(),
                                   [&](int slot) { return IsBound(slot); });
    if (!ready) continue;
    condition.placed = true;
    Push(Filter{condition.expression}, std::max(1.0, plan_->rows * 0.25));
  }
}

MatchPlanner::Start MatchPlanner::BestStart() {
  Start best;
  for (const Node& node : nodes_) {
    if (IsBound(node.slot) || IsPromised(node.slot)) continue;
    Start start = StartAt(node);
    if (start.key < 0) {  // a scan is worth less where conditions narrow it
      for (const Condition& condition : conditions_) {
        if (condition.slots.size() == 1 && *condition.slots.begin() == node.slot) start.rows *= 0.5;
      }
    }
    if (!best.node || start.rows < best.rows) best = std::move(start);
  }
  return best;
}

MatchPlanner::Start MatchPlanner::OtherEnd() {
  constexpr double kFew = 2;  // more would make many rows of each
  for (const Node& node : nodes_) {
    if (IsBound(node.slot)) continue;
    const bool joined = std::any_of(steps_.begin(), steps_.end(), [&](const Step& step) {
      return !step.placed && (step.from == node.slot || step.to == node.slot);
    });
    if (!joined) continue;
    Start start = StartAt(node);
    if (start.key >= 0 && start.rows < kFew) return start;
  }
  return Start();
}

// What the operator asks by itself is not asked again.
void MatchPlanner::PlaceStart(const Start& start) {
  const double rows = std::max(1.0, plan_->rows * std::max(start.rows, 1.0));
  if (start.key >= 0) {
    start.seek->placed = true;
    Push(NodeSeek{start.node->slot, start.label, start.key, start.value}, rows);
  } else {
    Push(NodeScan{start.node->slot, start.label}, rows);
  }
  for (Condition& condition : conditions_) {
    const auto* test = std::get_if<semantics::LabelTest>(&condition.expression->node);
    if (test && test->labels && test->labels->op == LabelExpression::Op::kName &&
        test->labels->name == start.label && SlotOf(test->element) == start.node->slot)
      condition.placed = true;
  }
  bound_.insert(start.node->slot);
}

std::vector<ElementCondition> MatchPlanner::TakeElementConditions(const Step& step) {
  std::vector<ElementCondition> taken;
  for (Condition& condition : conditions_) {
    const auto* denied = std::get_if<semantics::Not>(&condition.expression->node);
    const auto* each = std::get_if<semantics::Quantifier>(denied ? &denied->operand->node
                                                                 : &condition.expression->node);
    if (condition.placed || !each) continue;
    using semantics::QuantifierKind;
    const bool all = !denied && each->kind == QuantifierKind::kAll;
    const bool none = each->kind == (denied ? QuantifierKind::kAny : QuantifierKind::kNone);
    if (!all && !none) continue;
    int list = SlotOf(each->list);
    bool of_nodes = false;
    if (const auto* call = std::get_if<semantics::Call>(&each->list->node)) {
      const int path = call->arguments.size() == 1 ? SlotOf(call->arguments[0]) : -1;
      if (path < 0 || path != step.path->path_slot) continue;
      of_nodes = call->function->name == "nodes";
      if (of_nodes || call->function->name == "relationships") list = step.edge->slot;
    }
    if (list != step.edge->slot) continue;
    std::set<int> read;
    CollectSlots(*each->predicate, read);
    const bool ready = std::all_of(
        read.begin(), read.end(), [&](int slot) { return own_.count(slot) == 0 || IsBound(slot); });
    if (!ready) continue;
    condition.placed = true;
    taken.push_back({of_nodes, each->local, each->predicate, all});
  }
  return taken;
}

void MatchPlanner::PlaceShortestPath(const Step& step, int from, int to, Direction direction,
                                     Types types) {
  const EdgePattern& edge = *step.edge;
  ShortestPath search;
  search.from = from, search.edge = edge.slot, search.to = to, search.direction = direction;
  search.types = std::move(types);
  if (edge.variable_length) search.range = edge.range;
  search.properties = edge.properties, search.step_condition = edge.step_condition;
  search.step_edge = edge.step_edge, search.step_node = edge.step_node;
  search.all = step.path->search == PathSearchKind::kAllShortest;
  search.conditions = TakeElementConditions(step);
  for (const Condition& condition : conditions_) {
    std::set<int> read;
    CollectSlots(*condition.expression, read);
    if (!condition.placed && (read.count(edge.slot) != 0 || read.count(step.path->path_slot) != 0))
      search.late = condition.expression->span;
  }
  Push(std::move(search), plan_->rows);
}

void MatchPlanner::PlaceStep(Step& step) {
  const EdgePattern& edge = *step.edge;
  step.placed = true;
  const bool forward =
      IsBound(step.from) &&
      (!IsBound(step.to) || FanOut(step, true) <= FanOut(step, false) ||
       step.path->search != PathSearchKind::kNone || edge.bound || edge.variable_length);
  const int from = forward ? step.from : step.to, to = forward ? step.to : step.from;
  const Direction direction = forward ? edge.direction : Reverse(edge.direction);
  const bool into = IsBound(to);
  Types types;
  ToTypes(edge.types, types);
  std::vector<int> distinct_from;
  for (const Step& other : steps_) {
    if (repeatable_ || &other == &step || !other.placed ||
        other.path->search != PathSearchKind::kNone)
      continue;
    if (other.edge->slot != edge.slot && MayOverlap(other.edge->types, edge.types)) {
      distinct_from.push_back(other.edge->slot);
    }
  }
  for (const Search& other : searches_) {
    const semantics::PathSearch& search = *other.path->searched;
    if (other.placed && search.differs && MayMeet(search, edge.types))
      distinct_from.push_back(search.edges_slot);
  }
  const double rows = std::max(1.0, plan_->rows * FanOut(step, forward) * (into ? 0.1 : 1.0));
  if (step.path->search != PathSearchKind::kNone) {
    PlaceShortestPath(step, from, to, direction, std::move(types));
  } else if (edge.variable_length) {
    VarExpand expand;
    expand.from = from, expand.edge = edge.slot, expand.to = to, expand.direction = direction;
    expand.types = types, expand.into = into, expand.edge_bound = edge.bound || IsBound(edge.slot);
    expand.range = edge.range, expand.properties = edge.properties;
    expand.step_condition = edge.step_condition, expand.step_edge = edge.step_edge,
    expand.step_node = edge.step_node;
    expand.distinct_from = std::move(distinct_from);
    expand.reversed = !forward;
    expand.reach = match_->reach, expand.hops = match_->hops;
    if (match_->reach) bound_.insert(match_->hops);
    Push(std::move(expand), rows);
  } else {
    Push(Expand{from, edge.slot, to, direction, types, into, edge.bound || IsBound(edge.slot),
                std::move(distinct_from)},
         rows);
  }
  bound_.insert(to);
  bound_.insert(edge.slot);
}

PlanPtr MatchPlanner::Plan(PlanPtr input, const semantics::Match& match) {
  plan_ = std::move(input);
  match_ = &match;
  repeatable_ = match.repeatable;
  Collect(match);
  for (const Node& node : nodes_) {  // a given node may be null: then nothing matches
    if (!IsBound(node.slot)) continue;
    Expr element = MakeSlot(node.slot, Type::Of(ValueKind::kNode).OrNull());
    Push(Filter{MakeExpr({}, BooleanOrNull(), semantics::IsNull{element, true})}, plan_->rows);
  }
  PlaceEntities();
  PlaceConditions();
  while (true) {
    Step* best = nullptr;
    double best_cost = std::numeric_limits<double>::infinity();
    for (Step& step : steps_) {
      if (step.placed) continue;
      const bool left = IsBound(step.from), right = IsBound(step.to);
      const bool ready = step.path->search != PathSearchKind::kNone ? left && right : left || right;
      if (!ready || IsPromised(step.from) || IsPromised(step.to) || IsPromised(step.edge->slot))
        continue;
      double cost = left ? FanOut(step, true) : FanOut(step, false);
      if (left && right) cost = std::min(cost, FanOut(step, false)) * 0.1;
      if (cost < best_cost) best = &step, best_cost = cost;
    }
    const auto open = [&](const Node& n) { return !IsBound(n.slot) && !IsPromised(n.slot); };
    const auto narrow = [&](const Node& n) { return open(n) && IsNarrow(n); };
    // Known at both ends, a chain is followed from either.
    const Start other_end = best && best_cost > 1 ? OtherEnd() : Start();
    if (Search* search = ReadySearch(true); search && (!best || best_cost >= 1)) {
      PlaceSearch(*search);
    } else if (other_end.node) {
      PlaceStart(other_end);
    } else if (best) {
      PlaceStep(*best);
    } else if (search = ReadySearch(false);
               search && std::none_of(nodes_.begin(), nodes_.end(), narrow)) {
      PlaceSearch(*search);
    } else if (const Start start = BestStart(); start.node) {
      PlaceStart(start);
    } else {
      break;
    }
    PlaceConditions();
  }
  for (const auto& pattern : match.patterns) {
    if (pattern.path_slot < 0 || pattern.searched) continue;
    semantics::PathOf path;
    for (size_t i = 0; i < pattern.nodes.size(); ++i) {
      path.elements.push_back(MakeSlot(pattern.nodes[i].slot, Type::Of(ValueKind::kNode)));
      if (i < pattern.edges.size())
        path.elements.push_back(MakeSlot(pattern.edges[i].slot, Type::Any()));
    }
    const Type type = Type::Of(ValueKind::kPath);
    Push(Project{{Item{MakeExpr(pattern.span, type, std::move(path)), pattern.path_slot, ""}}},
         plan_->rows);
    bound_.insert(pattern.path_slot);
  }
  PlaceConditions();
  return std::move(plan_);
}

}  // namespace newsgraph::plan
