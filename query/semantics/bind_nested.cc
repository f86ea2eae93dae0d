// Expressions that open a scope: comprehensions, quantifiers, reduce, and queries nested in
// expressions.
#include "query/semantics/binder.h"

namespace newsgraph::semantics {
namespace {

using functions::kAnyKind;
using functions::KindMask;
using functions::MaskOf;

Status NotAList(const Expr& list) {
  return CompileError("InvalidArgumentType", list->span,
                      Cat("expected a LIST, but this is ", functions::NameOf(list->type)));
}

Type ElementOf(Type list) {
  const KindMask kinds = list.kinds == MaskOf(ValueKind::kList) ? list.elements : kAnyKind;
  return {kinds, kAnyKind};
}

}  // namespace

StatusOr<Expr> Binder::BindNested(const syntax::Expression& expression, const Scope& scope) {
  const TextSpan span = expression.span;
  if (const auto* node = std::get_if<syntax::ListComprehension>(&expression.node)) {
    ListComprehension bound;
    ASSIGN_OR_RETURN(bound.list, BindExpression(*node->list, scope));
    if (!bound.list->type.Fits(Type::Of(ValueKind::kList))) return NotAList(bound.list);
    Scope inner = scope;
    bound.local = NewLocal();
    const Type element = ElementOf(bound.list->type);
    inner.Add({node->variable.text, Variable::Where::kLocal, bound.local, element});
    Restore<bool> no_aggregates(aggregates_allowed_, false);
    if (node->where) {
      ASSIGN_OR_RETURN(bound.filter, BindPredicate(*node->where, inner));
    }
    KindMask elements = element.kinds;
    if (node->value) {
      ASSIGN_OR_RETURN(bound.projection, BindExpression(*node->value, inner));
      elements = bound.projection->type.kinds;
    }
    return MakeExpr(span, Type::ListOf(elements).OrNull(), std::move(bound));
  }
  if (const auto* node = std::get_if<syntax::ListPredicate>(&expression.node)) {
    static constexpr QuantifierKind kKinds[] = {QuantifierKind::kAll, QuantifierKind::kAny,
                                                QuantifierKind::kNone, QuantifierKind::kSingle};
    Quantifier bound{kKinds[static_cast<int>(node->kind)], NewLocal(), nullptr, nullptr};
    ASSIGN_OR_RETURN(bound.list, BindExpression(*node->list, scope));
    if (!bound.list->type.Fits(Type::Of(ValueKind::kList))) return NotAList(bound.list);
    Scope inner = scope;
    const Type element = ElementOf(bound.list->type);
    inner.Add({node->variable.text, Variable::Where::kLocal, bound.local, element});
    Restore<bool> no_aggregates(aggregates_allowed_, false);
    if (node->where) {
      ASSIGN_OR_RETURN(bound.predicate, BindPredicate(*node->where, inner));
    } else {
      bound.predicate = MakeExpr(span, element, Local{bound.local});
    }
    return MakeExpr(span, BooleanOrNull(), std::move(bound));
  }
  if (const auto* node = std::get_if<syntax::Reduce>(&expression.node)) {
    Reduce bound;
    ASSIGN_OR_RETURN(bound.initial, BindExpression(*node->initial, scope));
    ASSIGN_OR_RETURN(bound.list, BindExpression(*node->list, scope));
    if (!bound.list->type.Fits(Type::Of(ValueKind::kList))) return NotAList(bound.list);
    Scope inner = scope;
    bound.accumulator = NewLocal();
    bound.local = NewLocal();
    inner.Add({node->accumulator.text, Variable::Where::kLocal, bound.accumulator, Type::Any()});
    inner.Add(
        {node->variable.text, Variable::Where::kLocal, bound.local, ElementOf(bound.list->type)});
    Restore<bool> no_aggregates(aggregates_allowed_, false);
    ASSIGN_OR_RETURN(bound.step, BindExpression(*node->step, inner));
    return MakeExpr(span, Type::Any(), std::move(bound));
  }
  if (const auto* node = std::get_if<syntax::PatternPredicate>(&expression.node)) {
    return BindPatternQuery(*node->pattern, nullptr, nullptr, SubqueryKind::kExists, span, scope);
  }
  if (const auto* node = std::get_if<syntax::PatternComprehension>(&expression.node)) {
    return BindPatternQuery(*node->pattern, node->where, node->value, SubqueryKind::kCollect, span,
                            scope);
  }
  if (const auto* node = std::get_if<syntax::ShortestPath>(&expression.node)) {
    ASSIGN_OR_RETURN(Expr paths, BindPatternQuery(*node->pattern, nullptr, nullptr,
                                                  SubqueryKind::kCollect, span, scope));
    if (node->pattern->legacy == syntax::LegacySearch::kAllShortestPaths) return paths;
    Expr first = MakeExpr(span, Type::Of(ValueKind::kInt), Constant{Value::Int(0)});
    return MakeExpr(span, Type::Of(ValueKind::kPath).OrNull(),
                    Subscript{std::move(paths), std::move(first)});
  }
  return BindSubquery(std::get<syntax::SubqueryExpression>(expression.node), span, scope);
}

Scope Binder::Import(const Scope& scope, Frame& frame, std::vector<std::pair<Expr, int>>& imports) {
  Scope inner;
  frame.outer = frame_;
  for (const Variable& variable : scope.variables()) {
    if (scope.Find(variable.name) != &variable) continue;  // hidden by a later one
    Expr outside;
    if (variable.where == Variable::Where::kLocal) {
      outside = MakeExpr({}, variable.type, Local{variable.index});
    } else if (grouping_ && !inside_aggregate_) {
      auto key = grouping_->keys.find(variable.name);
      if (key == grouping_->keys.end()) continue;
      outside = MakeSlot(key->second.first, variable.type);
    } else {
      outside = MakeSlot(variable.index, variable.type);
    }
    const int slot = frame.NewSlot();
    imports.emplace_back(std::move(outside), slot);
    inner.Add({variable.name, Variable::Where::kSlot, slot, variable.type});
  }
  return inner;
}

StatusOr<Expr> Binder::FinishNested(NestedQuery nested, SubqueryKind kind, Type type,
                                    std::vector<std::pair<Expr, int>> imports, TextSpan span) {
  const int id = static_cast<int>(out_.subqueries.size());
  // What the query does not read is not handed in, nor waited for.
  std::erase_if(imports, [&](const auto& import) { return !frame_->used.count(import.second); });
  for (const auto& [outside, inside] : imports) {
    if (const auto* slot = std::get_if<Slot>(&outside->node)) frame_->outer->Use(slot->slot);
  }
  nested.kind = kind;
  out_.subqueries.push_back(std::move(nested));
  return MakeExpr(span, type, Subquery{kind, id, std::move(imports)});
}

StatusOr<Expr> Binder::BindSubquery(const syntax::SubqueryExpression& subquery, TextSpan span,
                                    const Scope& scope) {
  std::vector<std::pair<Expr, int>> imports;
  Frame frame;
  NestedQuery nested;
  Scope inner = Import(scope, frame, imports);
  Restore<Frame*> own_frame(frame_, &frame);
  Restore<Grouping*> own_grouping(grouping_, nullptr);
  Restore<bool> no_aggregates(aggregates_allowed_, false);
  Restore<bool> outside_aggregate(inside_aggregate_, false);
  RETURN_IF_ERROR(BindQuery(*subquery.query, inner, nested.query, true));
  if (nested.query.writes) {
    return CompileError("InvalidClauseComposition", span,
                        "a query inside an expression cannot write");
  }
  nested.slot_count = frame.slots;
  switch (subquery.kind) {
    case syntax::SubqueryKind::kExists:
      return FinishNested(std::move(nested), SubqueryKind::kExists, Type::Of(ValueKind::kBool),
                          std::move(imports), span);
    case syntax::SubqueryKind::kCount:
      return FinishNested(std::move(nested), SubqueryKind::kCount, Type::Of(ValueKind::kInt),
                          std::move(imports), span);
    case syntax::SubqueryKind::kCollect:
      break;
  }
  if (nested.query.columns.size() != 1) {
    return CompileError("InvalidNumberOfColumns", span,
                        Cat("COLLECT { } takes one column, not ", nested.query.columns.size()));
  }
  return FinishNested(std::move(nested), SubqueryKind::kCollect, Type::ListOf(kAnyKind),
                      std::move(imports), span);
}

StatusOr<Expr> Binder::BindPatternQuery(const syntax::PathPattern& pattern,
                                        const syntax::ExpressionPtr& where,
                                        const syntax::ExpressionPtr& value, SubqueryKind kind,
                                        TextSpan span, const Scope& scope) {
  std::vector<std::pair<Expr, int>> imports;
  Frame frame;
  NestedQuery nested;
  Scope inner = Import(scope, frame, imports);
  Restore<Frame*> own_frame(frame_, &frame);
  Restore<Grouping*> own_grouping(grouping_, nullptr);
  Restore<bool> no_aggregates(aggregates_allowed_, false);
  Restore<bool> outside_aggregate(inside_aggregate_, false);

  Match match;
  match.span = span;
  const bool may_declare = value != nullptr;
  RETURN_IF_ERROR(BindPatterns({&pattern, 1}, nullptr,
                               may_declare ? PatternUse::kMatch : PatternUse::kPredicate, inner,
                               match));
  if (where) {
    ASSIGN_OR_RETURN(Expr condition, BindPredicate(*where, inner));
    match.where = And(std::move(match.where), std::move(condition));
  }
  nested.query.parts.emplace_back();
  SingleQuery& single = nested.query.parts[0];
  KindMask elements = kAnyKind;
  if (kind == SubqueryKind::kCollect) {
    Projection projection;
    projection.is_return = true;
    Item item;
    item.slot = NewSlot();
    if (value) {
      ASSIGN_OR_RETURN(item.expression, BindExpression(*value, inner));
    } else {  // shortestPath(...): the path itself
      if (match.patterns[0].path_slot < 0) match.patterns[0].path_slot = NewSlot();
      item.expression = MakeSlot(match.patterns[0].path_slot, Type::Of(ValueKind::kPath));
    }
    elements = item.expression->type.kinds;
    projection.items.push_back(item);
    single.clauses.push_back({std::move(match)});
    single.clauses.push_back({std::move(projection)});
    single.columns = {item.slot};
    nested.query.columns = {""};
    nested.query.outputs = single.columns;
  } else {
    single.clauses.push_back({std::move(match)});
  }
  nested.slot_count = frame.slots;
  const Type type =
      kind == SubqueryKind::kExists ? Type::Of(ValueKind::kBool) : Type::ListOf(elements);
  return FinishNested(std::move(nested), kind, type, std::move(imports), span);
}

}  // namespace newsgraph::semantics
