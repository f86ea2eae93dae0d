// Patterns: variables are declared or constrained, labels and types become indexes.
#include <algorithm>

#include "graph/base/variant.h"
#include "query/functions/time_span.h"
#include "query/semantics/binder.h"

namespace newsgraph::semantics {
namespace {

using functions::MaskOf;

Direction Lower(syntax::Direction direction) {
  switch (direction) {
    case syntax::Direction::kRight:
      return Direction::kOut;
    case syntax::Direction::kLeft:
      return Direction::kIn;
    case syntax::Direction::kBoth:
      return Direction::kBoth;
  }
  return Direction::kBoth;
}

template <class Element>
void AddUnbound(const std::vector<Element>& elements, std::vector<int>& slots) {
  for (const Element& element : elements) {
    if (!element.bound) slots.push_back(element.slot);
  }
}

Status Conflict(const syntax::Name& name, std::string_view wanted, Type type) {
  return CompileError("VariableTypeConflict", name.span,
                      Cat("\"", name.text, "\" is used as ", wanted, ", but it is already ",
                          functions::NameOf(type)));
}

Status AlreadyBound(const syntax::Name& name) {
  return CompileError("VariableAlreadyBound", name.span,
                      Cat("\"", name.text, "\" is already bound"), "choose another name");
}

}  // namespace

namespace {

// One type, or A|B.
bool IsTypes(const LabelExpr& types) {
  using Op = LabelExpression::Op;
  if (types->op == Op::kName) return true;
  return types->op == Op::kOr &&
         std::all_of(types->operands.begin(), types->operands.end(),
                     [](const LabelExpr& operand) { return operand->op == Op::kName; });
}

// !A, !(A|B), or several of these joined by &.
bool IsAllBut(const LabelExpr& types) {
  using Op = LabelExpression::Op;
  if (types->op == Op::kAnd)
    return std::all_of(types->operands.begin(), types->operands.end(), IsAllBut);
  return types->op == Op::kNot && IsTypes(types->operands[0]);
}

// What an expansion can take as it is.
bool IsChoiceOfTypes(const LabelExpr& types) {
  return !types || types->op == LabelExpression::Op::kAny || IsTypes(types) || IsAllBut(types);
}

}  // namespace

StatusOr<LabelExpr> Binder::BindLabels(const syntax::LabelExpression& labels, bool types) {
  auto bound = std::make_shared<LabelExpression>();
  const auto operands = [&](const std::vector<syntax::LabelExpression>& from) -> Status {
    for (const syntax::LabelExpression& operand : from) {
      ASSIGN_OR_RETURN(LabelExpr lowered, BindLabels(operand, types));
      bound->operands.push_back(std::move(lowered));
    }
    return absl::OkStatus();
  };
  if (const auto* name = std::get_if<syntax::LabelName>(&labels.node)) {
    bound->op = LabelExpression::Op::kName;
    bound->name = types ? TypeIndex(name->name) : LabelIndex(name->name);
  } else if (const auto* negation = std::get_if<syntax::LabelNot>(&labels.node)) {
    bound->op = LabelExpression::Op::kNot;
    ASSIGN_OR_RETURN(LabelExpr lowered, BindLabels(*negation->operand, types));
    bound->operands.push_back(std::move(lowered));
  } else if (const auto* all = std::get_if<syntax::LabelAnd>(&labels.node)) {
    bound->op = LabelExpression::Op::kAnd;
    RETURN_IF_ERROR(operands(all->operands));
  } else if (const auto* any = std::get_if<syntax::LabelOr>(&labels.node)) {
    bound->op = LabelExpression::Op::kOr;
    RETURN_IF_ERROR(operands(any->operands));
  }
  return LabelExpr(std::move(bound));
}

Status Binder::BindPatternProperties(const syntax::ExpressionPtr& properties, const Scope& scope,
                                     std::vector<std::pair<int, Expr>>& entries, Expr& map) {
  if (!properties) return absl::OkStatus();
  if (const auto* literal = std::get_if<syntax::MapLiteral>(&properties->node)) {
    for (const syntax::MapEntry& entry : literal->entries) {
      ASSIGN_OR_RETURN(Expr value, BindExpression(*entry.value, scope));
      entries.emplace_back(KeyIndexOf(Type::Of(ValueKind::kNode), entry.key.text),
                           std::move(value));
    }
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(map, BindExpression(*properties, scope));
  return absl::OkStatus();
}

Status Binder::BindNode(const syntax::NodePattern& node, PatternUse use, bool alone, Scope& scope,
                        NodePattern& bound) {
  bound.span = node.span;
  if (node.entity) {
    ASSIGN_OR_RETURN(bound.entity, BindExpression(*node.entity, scope));
  }
  const bool constrained = node.labels || node.properties;
  const bool creates = use == PatternUse::kCreate || use == PatternUse::kMerge;
  const Variable* known = node.variable ? scope.Find(node.variable->text) : nullptr;
  if (known) {
    if (!known->type.Fits(Type::Of(ValueKind::kNode)))
      return Conflict(*node.variable, "a node", known->type);
    if (creates && (constrained || alone)) return AlreadyBound(*node.variable);
    if (known->where != Variable::Where::kSlot)
      return NotSupported(node.span, "a list variable as a node is not supported here");
    bound.bound = true;
    bound.slot = frame_->Use(known->index);
  } else {
    if (node.variable && use == PatternUse::kPredicate) {
      return Undefined(node.variable->text, node.variable->span, scope);
    }
    bound.slot = NewSlot();
  }
  if (node.labels) {
    ASSIGN_OR_RETURN(bound.labels, BindLabels(*node.labels, false));
  }
  // In CREATE a node's own properties cannot read it; in MATCH they can.
  if (creates)
    RETURN_IF_ERROR(
        BindPatternProperties(node.properties, scope, bound.properties, bound.property_map));
  if (node.variable && !known) {
    scope.Add(
        {node.variable->text, Variable::Where::kSlot, bound.slot, Type::Of(ValueKind::kNode)});
  }
  if (!creates)
    RETURN_IF_ERROR(
        BindPatternProperties(node.properties, scope, bound.properties, bound.property_map));
  return absl::OkStatus();
}

Status Binder::BindEdge(const syntax::RelationshipPattern& edge, PatternUse use, Scope& scope,
                        std::vector<std::string>& edge_names, EdgePattern& bound, bool one_turn) {
  bound.span = edge.span;
  bound.direction = Lower(edge.direction);
  if (edge.quantifier && !one_turn) {
    bound.variable_length = true;
    const uint64_t limit = Range::kUnbounded;
    bound.range.min = static_cast<uint32_t>(std::min(edge.quantifier->min, limit));
    bound.range.max = static_cast<uint32_t>(std::min(edge.quantifier->max.value_or(limit), limit));
  }
  const Type own =
      bound.variable_length ? Type::ListOf(MaskOf(ValueKind::kEdge)) : Type::Of(ValueKind::kEdge);
  const Variable* known = edge.variable ? scope.Find(edge.variable->text) : nullptr;
  if (known) {
    const auto& names = edge_names;
    if (std::find(names.begin(), names.end(), edge.variable->text) != names.end()) {
      return CompileError(
          "RelationshipUniquenessViolation", edge.variable->span,
          Cat("\"", edge.variable->text, "\" stands for two relationships of one pattern"),
          "a pattern never uses one relationship twice; choose another name");
    }
    if (!known->type.Fits(own)) {
      return Conflict(*edge.variable,
                      bound.variable_length ? "a list of relationships" : "a relationship",
                      known->type);
    }
    if (use == PatternUse::kCreate || use == PatternUse::kMerge)
      return AlreadyBound(*edge.variable);
    bound.bound = true;
    bound.slot = frame_->Use(known->index);
  } else {
    if (edge.variable && use == PatternUse::kPredicate) {
      return Undefined(edge.variable->text, edge.variable->span, scope);
    }
    bound.slot = NewSlot();
  }
  if (edge.variable) edge_names.push_back(edge.variable->text);
  if (!edge.types && (use == PatternUse::kCreate || use == PatternUse::kMerge)) {
    return CompileError("NoSingleRelationshipType", edge.span,
                        "a relationship is created with exactly one type", "write -[:TYPE]->");
  }
  if (edge.types) {
    ASSIGN_OR_RETURN(bound.types, BindLabels(*edge.types, true));
  }
  RETURN_IF_ERROR(
      BindPatternProperties(edge.properties, scope, bound.properties, bound.property_map));
  if (edge.where && bound.variable_length) {
    // The condition is about each single edge.
    bound.step_edge = NewSlot();
    Scope inner = scope;
    if (edge.variable) {
      inner.Add({edge.variable->text, Variable::Where::kSlot, bound.step_edge,
                 Type::Of(ValueKind::kEdge)});
    }
    ASSIGN_OR_RETURN(bound.step_condition, BindPredicate(*edge.where, inner));
  }
  if (bound.variable_length && !IsChoiceOfTypes(bound.types)) {
    // An expansion follows a choice of types; any other formula is a condition on each edge.
    if (!bound.step_condition) bound.step_edge = NewSlot();
    Expr step = MakeSlot(bound.step_edge, Type::Of(ValueKind::kEdge), edge.span);
    Expr test = MakeExpr(edge.span, Type::Of(ValueKind::kBool).OrNull(),
                         LabelTest{std::move(step), nullptr, bound.types});
    bound.step_condition = And(std::move(bound.step_condition), std::move(test));
  }
  if (bound.variable_length && clause_time_ != nullptr) {
    if (bound.step_edge < 0) bound.step_edge = NewSlot();
    bound.step_condition =
        And(std::move(bound.step_condition), TimeCondition(bound.step_edge, edge.span));
  }
  if (edge.variable && !known) {
    scope.Add({edge.variable->text, Variable::Where::kSlot, bound.slot, own});
  }
  return absl::OkStatus();
}

Status Binder::BindClauseTime(const syntax::Match& match, const Scope& scope, ClauseTime& time) {
  const auto bind = [&](std::string_view function,
                        std::initializer_list<const syntax::Expression*> bounds) -> Status {
    const auto* entry = environment_.functions->FindScalar(function);
    std::vector<Expr> arguments;
    for (const syntax::Expression* bound : bounds) {
      ASSIGN_OR_RETURN(Expr value, BindExpression(*bound, scope));
      const Type wanted = entry->overloads[0].parameters[1].type;
      if (!value->type.Fits(wanted)) {
        return CompileError("InvalidArgumentType", value->span,
                            Cat("expected a point in time, not ", functions::NameOf(value->type)),
                            "write '2024', '2024-05', '2024-05-31', a date or a datetime");
      }
      arguments.push_back(std::move(value));
    }
    time.push_back({entry->function, std::move(arguments)});
    return absl::OkStatus();
  };
  if (match.as_of) RETURN_IF_ERROR(bind(functions::kAsOf, {match.as_of.get()}));
  if (match.during)
    RETURN_IF_ERROR(bind(functions::kDuring, {match.during->from.get(), match.during->to.get()}));
  return absl::OkStatus();
}

Expr Binder::TimeCondition(int slot, TextSpan span) const {
  Expr condition;
  if (clause_time_ == nullptr) return condition;
  for (const auto& [function, bounds] : *clause_time_) {
    Call call{function, {MakeSlot(slot, Type::Of(ValueKind::kEdge), span)}};
    call.arguments.insert(call.arguments.end(), bounds.begin(), bounds.end());
    condition = And(std::move(condition),
                    MakeExpr(span, Type::Of(ValueKind::kBool).OrNull(), std::move(call)));
  }
  return condition;
}

Status Binder::BindInlineWheres(const syntax::PathPattern& path, const Scope& scope, Expr& where) {
  for (const syntax::PathElement& element : path.elements) {
    const syntax::ExpressionPtr* condition = nullptr;
    if (const auto* node = std::get_if<syntax::NodePattern>(&element)) condition = &node->where;
    if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&element);
        edge && !edge->quantifier) {
      condition = &edge->where;
    }
    if (!condition || !*condition) continue;
    ASSIGN_OR_RETURN(Expr bound, BindPredicate(**condition, scope));
    where = And(std::move(where), std::move(bound));
  }
  return absl::OkStatus();
}

Status Binder::BindPath(const syntax::PathPattern& path, PatternUse use, Scope& scope,
                        PathPattern& bound, std::vector<std::string>& edge_names) {
  bound.span = path.span;
  if (use != PatternUse::kCreate) RETURN_IF_ERROR(CountSteps(path.elements.size(), path.span));
  if (path.legacy == syntax::LegacySearch::kShortestPath) bound.search = PathSearchKind::kShortest;
  if (path.legacy == syntax::LegacySearch::kAllShortestPaths)
    bound.search = PathSearchKind::kAllShortest;
  if (path.variable) {
    if (scope.Find(path.variable->text)) return AlreadyBound(*path.variable);
  }
  const bool alone = path.elements.size() == 1;
  for (const syntax::PathElement& element : path.elements) {
    if (const auto* node = std::get_if<syntax::NodePattern>(&element)) {
      RETURN_IF_ERROR(BindNode(*node, use, alone, scope, bound.nodes.emplace_back()));
    } else if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&element)) {
      RETURN_IF_ERROR(BindEdge(*edge, use, scope, edge_names, bound.edges.emplace_back()));
    }
  }
  if (path.variable) {
    if (scope.Find(path.variable->text)) return AlreadyBound(*path.variable);
    bound.path_slot = NewSlot();
    scope.Add(
        {path.variable->text, Variable::Where::kSlot, bound.path_slot, Type::Of(ValueKind::kPath)});
  }
  return absl::OkStatus();
}

Status Binder::BindPatterns(std::span<const syntax::PathPattern> paths, const syntax::Match* match,
                            PatternUse use, Scope& scope, Match& bound) {
  Restore<const syntax::Match*> clause(match_, match);
  bound.repeatable = match && match->mode == syntax::MatchMode::kRepeatableElements;
  std::vector<std::string> edge_names;
  for (const syntax::PathPattern& path : paths) {
    PathPattern& pattern = bound.patterns.emplace_back();
    if (IsSearched(path, match)) {
      RETURN_IF_ERROR(BindSearch(path, use, scope, pattern, edge_names, bound.where));
    } else {
      RETURN_IF_ERROR(BindPath(path, use, scope, pattern, edge_names));
    }
  }
  for (const syntax::PathPattern& path : paths) {
    if (!IsSearched(path, match)) RETURN_IF_ERROR(BindInlineWheres(path, scope, bound.where));
  }
  return absl::OkStatus();
}

std::vector<int> PathSearch::Declared() const {
  std::vector<int> slots;
  for (const PathSegment& segment : segments) {
    for (const auto& [turn, outside] : segment.outside) slots.push_back(outside);
    if (segment.repeats) continue;
    AddUnbound(segment.nodes, slots);
    AddUnbound(segment.edges, slots);
  }
  slots.push_back(edges_slot);
  if (cost_slot >= 0) slots.push_back(cost_slot);
  return slots;
}

std::vector<int> PathPattern::Declared() const {
  std::vector<int> slots = searched ? searched->Declared() : std::vector<int>();
  AddUnbound(nodes, slots);
  AddUnbound(edges, slots);
  if (path_slot >= 0) slots.push_back(path_slot);
  return slots;
}

}  // namespace newsgraph::semantics
