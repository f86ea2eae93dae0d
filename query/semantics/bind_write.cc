// Writing clauses: CREATE, MERGE, SET, REMOVE, DELETE.
#include <algorithm>
#include <iterator>

#include "query/semantics/binder.h"

namespace newsgraph::semantics {
namespace {

using functions::MaskOf;

constexpr functions::KindMask kElements = MaskOf(ValueKind::kNode) | MaskOf(ValueKind::kEdge);

Status NotAnElement(const Expr& target) {
  return CompileError(
      "InvalidArgumentType", target->span,
      Cat("expected a NODE or a RELATIONSHIP, but this is ", functions::NameOf(target->type)));
}

}  // namespace

Status Binder::BindCreate(const syntax::Create& create, Scope& scope,
                          std::vector<Clause>& clauses) {
  Create bound;
  std::vector<std::string> edge_names;
  const size_t subqueries = out_.subqueries.size();
  for (const syntax::PathPattern& path : create.paths) {
    RETURN_IF_ERROR(
        BindPath(path, PatternUse::kCreate, scope, bound.patterns.emplace_back(), edge_names));
  }
  // Behind another CREATE it is more of the same, unless it asks what the graph has become.
  auto* before = clauses.empty() ? nullptr : std::get_if<Create>(&clauses.back().node);
  if (before && out_.subqueries.size() == subqueries) {
    std::move(bound.patterns.begin(), bound.patterns.end(), std::back_inserter(before->patterns));
    return absl::OkStatus();
  }
  clauses.push_back({std::move(bound)});
  return absl::OkStatus();
}

Status Binder::BindMerge(const syntax::Merge& merge, Scope& scope, std::vector<Clause>& clauses) {
  Merge bound;
  std::vector<std::string> edge_names;
  RETURN_IF_ERROR(BindPath(merge.path, PatternUse::kMerge, scope, bound.pattern, edge_names));
  for (const syntax::MergeAction& action : merge.actions) {
    RETURN_IF_ERROR(
        BindSetItems(action.items, scope, action.on_create ? bound.on_create : bound.on_match));
  }
  clauses.push_back({std::move(bound)});
  return absl::OkStatus();
}

Status Binder::BindSetItems(const std::vector<syntax::SetItem>& items, const Scope& scope,
                            std::vector<SetItem>& bound) {
  for (const syntax::SetItem& item : items) {
    SetItem& target = bound.emplace_back();
    if (const auto* property = std::get_if<syntax::SetProperty>(&item)) {
      const auto& access = std::get<syntax::Access>(property->target->node);
      target.span = property->target->span;
      ASSIGN_OR_RETURN(Expr whole, BindExpression(*property->target, scope));
      if (const auto* read = std::get_if<Property>(&whole->node)) {
        target.kind = SetItem::Kind::kProperty;
        target.target = read->object;
        target.key = read->key;
      } else {
        const auto& subscript = std::get<Subscript>(whole->node);
        target.kind = SetItem::Kind::kDynamicProperty;
        target.target = subscript.container;
        target.key_expression = subscript.index;
      }
      (void)access;
      if (!target.target->type.Fits({kElements})) return NotAnElement(target.target);
      ASSIGN_OR_RETURN(target.value, BindExpression(*property->value, scope));
    } else if (const auto* all = std::get_if<syntax::SetAll>(&item)) {
      target.kind = all->add ? SetItem::Kind::kMergeMap : SetItem::Kind::kReplaceMap;
      target.span = all->variable.span;
      ASSIGN_OR_RETURN(target.target, BindVariable(all->variable.text, all->variable.span, scope));
      if (!target.target->type.Fits({kElements})) return NotAnElement(target.target);
      ASSIGN_OR_RETURN(target.value, BindExpression(*all->value, scope));
      if (!target.value->type.Fits({kElements | MaskOf(ValueKind::kMap)})) {
        return CompileError(
            "InvalidArgumentType", target.value->span,
            Cat("expected a MAP, but this is ", functions::NameOf(target.value->type)));
      }
    } else {
      const auto& labels = std::get<syntax::SetLabels>(item);
      target.kind = SetItem::Kind::kLabels;
      target.span = labels.variable.span;
      ASSIGN_OR_RETURN(target.target,
                       BindVariable(labels.variable.text, labels.variable.span, scope));
      if (!target.target->type.Fits(Type::Of(ValueKind::kNode))) return NotAnElement(target.target);
      for (const syntax::Name& label : labels.labels)
        target.labels.push_back(LabelIndex(label.text));
    }
  }
  return absl::OkStatus();
}

Status Binder::BindRemove(const syntax::Remove& remove, const Scope& scope,
                          std::vector<Clause>& clauses) {
  Remove bound;
  for (const syntax::RemoveItem& item : remove.items) {
    RemoveItem& target = bound.items.emplace_back();
    if (const auto* property = std::get_if<syntax::RemoveProperty>(&item)) {
      ASSIGN_OR_RETURN(Expr whole, BindExpression(*property->target, scope));
      if (const auto* read = std::get_if<Property>(&whole->node)) {
        target.target = read->object;
        target.key = read->key;
      } else {
        return MakeError(ErrorKind::kUnsupported, ErrorPhase::kCompile, "", property->target->span,
                         "REMOVE takes a property by its name",
                         "SET n[key] = null removes one by a computed name");
      }
    } else {
      const auto& labels = std::get<syntax::RemoveLabels>(item);
      ASSIGN_OR_RETURN(target.target,
                       BindVariable(labels.variable.text, labels.variable.span, scope));
      for (const syntax::Name& label : labels.labels)
        target.labels.push_back(LabelIndex(label.text));
    }
    if (!target.target->type.Fits({kElements})) return NotAnElement(target.target);
  }
  clauses.push_back({std::move(bound)});
  return absl::OkStatus();
}

Status Binder::BindDelete(const syntax::Delete& del, const Scope& scope,
                          std::vector<Clause>& clauses) {
  Delete bound;
  bound.detach = del.detach;
  for (const auto& target : del.targets) {
    ASSIGN_OR_RETURN(Expr expression, BindExpression(*target, scope));
    if (!expression->type.Fits({kElements | MaskOf(ValueKind::kPath)})) {
      return CompileError("InvalidArgumentType", expression->span,
                          Cat("DELETE takes nodes, relationships and paths, not ",
                              functions::NameOf(expression->type)));
    }
    bound.expressions.push_back(std::move(expression));
  }
  clauses.push_back({std::move(bound)});
  return absl::OkStatus();
}

}  // namespace newsgraph::semantics
