// WITH and RETURN: columns, grouping, order.
#include <algorithm>

#include "query/semantics/binder.h"
#include "query/semantics/walk.h"

namespace newsgraph::semantics {

bool Binder::ContainsAggregate(const syntax::Expression& expression) const {
  if (std::holds_alternative<syntax::CountStar>(expression.node)) return true;
  if (const auto* call = std::get_if<syntax::FunctionCall>(&expression.node)) {
    if (environment_.functions->FindAggregate(call->name)) return true;
  }
  bool found = false;
  ForEachChild(expression,
               [&](const syntax::Expression& child) { found = found || ContainsAggregate(child); });
  return found;
}

namespace {

struct Column {
  std::string name;
  TextSpan span;
  const syntax::Expression* expression;  // null for a variable out of *
  const Variable* variable;
};

// A comprehension may hide a name; what is left of `*` and the items, in the order of the result.
StatusOr<std::vector<Column>> ColumnsOf(const syntax::Projection& projection, const Scope& scope,
                                        std::string_view text, bool is_return) {
  std::vector<Column> columns;
  if (projection.star) {
    for (const Variable& variable : scope.variables()) {
      if (scope.Find(variable.name) == &variable) {
        columns.push_back({variable.name, projection.span, nullptr, &variable});
      }
    }
    if (columns.empty() && projection.items.empty() && is_return) {
      return CompileError("NoVariablesInScope", projection.span,
                          "there is no variable that * could stand for");
    }
    std::sort(columns.begin(), columns.end(),
              [](const Column& a, const Column& b) { return a.name < b.name; });
  }
  for (const syntax::ProjectionItem& item : projection.items) {
    const TextSpan span = item.expression->span;
    columns.push_back({item.alias ? item.alias->text : std::string(span.In(text)), span,
                       item.expression.get(), nullptr});
    if (const auto* variable = std::get_if<syntax::Variable>(&item.expression->node);
        variable && !item.alias) {
      columns.back().name = variable->name;  // without backquotes
    }
  }
  for (size_t i = 0; i < columns.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (columns[i].name == columns[j].name) {
        return CompileError("ColumnNameConflict", columns[i].span,
                            Cat("two columns have the name \"", columns[i].name, "\""),
                            "name one of them with AS");
      }
    }
  }
  return columns;
}

}  // namespace

bool Binder::InsideAggregate(const syntax::Expression& expression, TextSpan place) const {
  const auto* call = std::get_if<syntax::FunctionCall>(&expression.node);
  if (call && environment_.functions->FindAggregate(call->name)) {
    return expression.span.begin <= place.begin && place.end <= expression.span.end;
  }
  bool inside = false;
  ForEachChild(expression, [&](const syntax::Expression& child) {
    inside = inside || InsideAggregate(child, place);
  });
  return inside;
}

Status Binder::BindItems(const syntax::Projection& projection, const Scope& scope,
                         Projection& bound, Scope& after,
                         StringMap<std::pair<int, Type>>& by_text) {
  ASSIGN_OR_RETURN(std::vector<Column> columns,
                   ColumnsOf(projection, scope, text_, bound.is_return));
  const auto aggregates = [&](const Column& c) {
    return c.expression && ContainsAggregate(*c.expression);
  };
  bound.aggregates = std::any_of(columns.begin(), columns.end(), aggregates);
  Grouping grouping;
  grouping.aggregations = &bound.aggregations;
  bound.items.resize(columns.size());

  // Items without aggregates first: where there are aggregates, these are the grouping keys.
  for (size_t i = 0; i < columns.size(); ++i) {
    const Column& column = columns[i];
    if (aggregates(column)) continue;
    Item& item = bound.items[i];
    item.name = column.name;
    if (column.variable) {
      item.expression =
          MakeSlot(frame_->Use(column.variable->index), column.variable->type, column.span);
    } else {
      ASSIGN_OR_RETURN(item.expression, BindExpression(*column.expression, scope));
    }
    const auto* slot = std::get_if<Slot>(&item.expression->node);
    item.slot = slot ? slot->slot : NewSlot();  // a variable keeps its place
    const auto place = std::make_pair(item.slot, item.expression->type);
    if (column.expression) by_text[column.span.In(text_)] = place;
    if (bound.aggregates) {
      bound.group_keys.push_back(item);
      grouping.keys[column.expression ? column.span.In(text_) : std::string_view(column.name)] =
          place;
      if (slot && column.expression) {
        if (const auto* variable = std::get_if<syntax::Variable>(&column.expression->node)) {
          grouping.keys[variable->name] = place;
        }
      }
      item.expression = MakeSlot(item.slot, item.expression->type, column.span);
    }
  }
  Restore<Grouping*> own_grouping(grouping_, &grouping);
  Restore<bool> allowed(aggregates_allowed_, true);
  for (size_t i = 0; i < columns.size(); ++i) {
    const Column& column = columns[i];
    if (!aggregates(column)) continue;
    Item& item = bound.items[i];
    item.name = column.name;
    ASSIGN_OR_RETURN(item.expression, BindExpression(*column.expression, scope));
    const auto* slot = std::get_if<Slot>(&item.expression->node);
    item.slot = slot ? slot->slot : NewSlot();
    by_text[column.span.In(text_)] = {item.slot, item.expression->type};
  }
  for (size_t i = 0; i < columns.size(); ++i) {
    after.Add({columns[i].name, Variable::Where::kSlot, bound.items[i].slot,
               bound.items[i].expression->type});
  }
  return absl::OkStatus();
}

Status Binder::BindOrder(const syntax::Projection& projection, const Scope& before,
                         const Scope& after, Projection& bound) {
  for (const syntax::SortItem& item : projection.order_by) {
    const bool aggregate = ContainsAggregate(*item.key);
    if (aggregate && !bound.aggregates) {
      return CompileError("InvalidAggregation", item.key->span,
                          "ORDER BY cannot aggregate what is not aggregated",
                          "put the aggregate among the columns and order by its name");
    }
    auto key = BindExpression(*item.key, after);
    if (!key.ok()) {
      const ErrorInfo error = GetErrorInfo(key.status());
      // What an aggregate would need is simply gone; what stands beside it is a matter of grouping.
      if (error.detail == "UndefinedVariable" && error.span && aggregate &&
          !InsideAggregate(*item.key, *error.span)) {
        const std::string name(error.span->In(text_));
        for (const syntax::ProjectionItem& column : projection.items) {
          if (before.Find(name) && !ContainsAggregate(*column.expression) &&
              Mentions(*column.expression, name)) {
            return CompileError(
                "AmbiguousAggregationExpression", item.key->span,
                Cat("\"", name, "\" stands beside an aggregate but is not a column"),
                "name the column with AS and use that name");
          }
        }
      }
      return key.status();
    }
    bound.order.push_back({std::move(key).value(), item.descending});
  }
  return absl::OkStatus();
}

StatusOr<Expr> Binder::BindCount(const syntax::Expression& expression, std::string_view clause) {
  const Scope nothing;
  auto count = BindExpression(expression, nothing);
  if (!count.ok()) {
    if (GetErrorInfo(count.status()).detail == "UndefinedVariable") {
      return CompileError("NonConstantExpression", expression.span,
                          Cat(clause, " cannot depend on a row"), "use a number or a parameter");
    }
    return count.status();
  }
  if (const auto* constant = std::get_if<Constant>(&(*count)->node)) {
    if (!constant->value.is_int()) {
      return CompileError("InvalidArgumentType", expression.span,
                          Cat(clause, " takes an INTEGER, not ", NameOf(constant->value.kind())));
    }
    if (constant->value.integer() < 0) {
      return CompileError("NegativeIntegerArgument", expression.span,
                          Cat(clause, " cannot be negative"));
    }
  }
  return count;
}

Status Binder::BindProjection(const syntax::Projection& projection,
                              const syntax::ExpressionPtr& where, bool is_return, Scope& scope,
                              std::vector<Clause>& clauses, std::vector<int>* columns,
                              std::vector<std::string>* names) {
  Restore<bool> projection_scope(in_projection_, true);
  Projection bound;
  bound.is_return = is_return;
  bound.distinct = projection.distinct;
  Scope after;
  StringMap<std::pair<int, Type>> by_text;
  RETURN_IF_ERROR(BindItems(projection, scope, bound, after, by_text));
  {
    // ORDER BY and WHERE see the columns, and what was there before them unless rows were grouped.
    Scope visible = after;
    if (!bound.aggregates && !bound.distinct) {
      visible = scope;
      for (const Variable& variable : after.variables()) visible.Add(variable);
    }
    Restore<const StringMap<std::pair<int, Type>>*> by_column(projected_);
    if (bound.aggregates || bound.distinct) projected_ = &by_text;
    RETURN_IF_ERROR(BindOrder(projection, scope, visible, bound));
    if (where) {
      ASSIGN_OR_RETURN(bound.where, BindPredicate(*where, visible));
    }
  }
  if (!is_return) {
    for (const syntax::ProjectionItem& item : projection.items) {
      if (item.alias || std::holds_alternative<syntax::Variable>(item.expression->node)) continue;
      return CompileError("NoExpressionAlias", item.expression->span,
                          "an expression in WITH needs a name", "name it with AS");
    }
  }
  if (projection.skip) {
    ASSIGN_OR_RETURN(bound.skip, BindCount(*projection.skip, "SKIP"));
  }
  if (projection.limit) {
    ASSIGN_OR_RETURN(bound.limit, BindCount(*projection.limit, "LIMIT"));
  }
  if (columns) {
    for (const Item& item : bound.items) {
      columns->push_back(item.slot);
      names->push_back(item.name);
    }
  }
  if (bound.aggregates || bound.distinct) frame_->costs.clear();  // only columns are left
  clauses.push_back({std::move(bound)});
  scope = std::move(after);
  return absl::OkStatus();
}

// The patterns matched since the last projection count whole, with their nameless elements.
Status Binder::BindReturnGraph(TextSpan span, Scope& scope, std::vector<Clause>& clauses,
                               std::vector<int>* columns, std::vector<std::string>* names) {
  ListOf values;
  for (const Variable& variable : scope.variables()) {
    if (variable.where == Variable::Where::kSlot)
      values.items.push_back(MakeSlot(variable.index, variable.type, span));
  }
  for (auto clause = clauses.rbegin(); clause != clauses.rend(); ++clause) {
    if (std::holds_alternative<Projection>(clause->node)) break;
    const auto* match = std::get_if<Match>(&clause->node);
    if (match == nullptr) continue;
    for (const PathPattern& pattern : match->patterns) {
      for (const NodePattern& node : pattern.nodes)
        values.items.push_back(MakeSlot(node.slot, Type::Of(ValueKind::kNode).OrNull(), span));
      if (match->reach) continue;  // many ways lead to an end: none of them is meant
      PathOf path;
      if (pattern.searched) {
        path.elements = {MakeSlot(pattern.searched->first().slot, Type::Any(), span),
                         MakeSlot(pattern.searched->edges_slot, Type::Any(), span)};
      }
      for (size_t i = 0; i < pattern.nodes.size(); ++i) {
        path.elements.push_back(MakeSlot(pattern.nodes[i].slot, Type::Any(), span));
        if (i < pattern.edges.size())
          path.elements.push_back(MakeSlot(pattern.edges[i].slot, Type::Any(), span));
      }
      values.items.push_back(MakeExpr(span, Type::Of(ValueKind::kPath).OrNull(), std::move(path)));
    }
  }
  const Type list = Type::Of(ValueKind::kList);
  const auto* elements = environment_.functions->FindScalar("elements");
  Expr all = MakeExpr(span, list.OrNull(),
                      Call{elements->function, {MakeExpr(span, list, std::move(values))}});
  Projection bound;
  bound.is_return = true;
  bound.aggregates = true;
  Scope after;
  for (const auto& [aggregate, name] :
       {std::pair{"collect_nodes", "nodes"}, std::pair{"collect_relationships", "relationships"}}) {
    const int slot = NewSlot();
    const auto* entry = environment_.functions->FindAggregate(aggregate);
    bound.aggregations.push_back({entry->aggregate, false, {all}, slot});
    bound.items.push_back({MakeSlot(slot, list, span), slot, name});
    after.Add({name, Variable::Where::kSlot, slot, list});
    if (columns != nullptr) {
      columns->push_back(slot);
      names->emplace_back(name);
    }
  }
  clauses.push_back({std::move(bound)});
  scope = std::move(after);
  return absl::OkStatus();
}

}  // namespace newsgraph::semantics
