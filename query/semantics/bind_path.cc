// Path patterns that are searched as a whole: selectors, modes, groups, costs, nodes to avoid.
//
// A pattern becomes a list of segments. `(a)-[:T]->(b)((x)-[r]->(y)){2}(c)` is
//   [a T b] once, [x r y] 2 times, [c] once
// and neighbours share a node. What is written in a group sees the group's own variables and those
// of before the pattern; what is written elsewhere sees all variables that stand for one element.
#include <algorithm>

#include "graph/base/variant.h"
#include "query/semantics/search_binder.h"

namespace newsgraph::semantics {

using internal::HasPrefix;
using internal::SameElement;

namespace {

bool IsWholeGroup(const syntax::PathPattern& path) {
  const auto* group =
      path.elements.size() == 1 ? std::get_if<syntax::GroupPattern>(&path.elements[0]) : nullptr;
  return group && !group->quantifier;
}

}  // namespace

Status SearchBinder::Bind(const syntax::PathPattern& path, PathPattern& bound) {
  path_ = &path;
  const syntax::PathPattern* prefix = &path;
  const syntax::Name* variable = path.variable ? &*path.variable : nullptr;
  std::vector<const syntax::Expression*> wheres;
  const syntax::PathPattern* body = &path;
  while (IsWholeGroup(*body)) {  // (TRAIL (a)-->*(b) WHERE ...)
    const auto& group = std::get<syntax::GroupPattern>(body->elements[0]);
    if (group.where) wheres.push_back(group.where.get());
    body = group.path.get();
    if (HasPrefix(*body)) {
      if (HasPrefix(*prefix)) return TwoPrefixes(body->span);
      prefix = body;
    }
    if (body->variable) {
      if (variable) return TwoPrefixes(body->variable->span);
      variable = &*body->variable;
    }
  }
  if (variable && scope_.Find(variable->text)) return AlreadyBound(*variable);
  bound.span = path.span;
  RETURN_IF_ERROR(BindPrefix(*prefix, *body));
  RETURN_IF_ERROR(AddElements(body->elements));
  Close();
  if (out_.segments.empty() || out_.segments.back().repeats) RETURN_IF_ERROR(AddEmptyNode());
  for (const syntax::Expression* where : wheres) wheres_.push_back(where);
  RETURN_IF_ERROR(BindSingleConditions());
  RETURN_IF_ERROR(CheckWhole(*prefix));
  RETURN_IF_ERROR(BindAvoided());
  out_.edges_slot = binder_.NewSlot();
  if (variable) {
    bound.path_slot = binder_.NewSlot();
    scope_.Add(
        {variable->text, Variable::Where::kSlot, bound.path_slot, Type::Of(ValueKind::kPath)});
    if (out_.costs) {
      out_.cost_slot = binder_.NewSlot();
      binder_.frame_->costs[bound.path_slot] = out_.cost_slot;
    }
  }
  return absl::OkStatus();
}

Status SearchBinder::AlreadyBound(const syntax::Name& name) {
  return CompileError("VariableAlreadyBound", name.span,
                      Cat("\"", name.text, "\" is already bound"), "choose another name");
}

Status SearchBinder::TwoPrefixes(TextSpan span) {
  return NotSupported(span, "a selector, mode or variable inside of another is not supported here",
                      "write it once, at the start of the whole path pattern");
}

Status SearchBinder::BindPrefix(const syntax::PathPattern& path, const syntax::PathPattern& body) {
  using Search = syntax::PathSearch;
  switch (path.search) {
    case Search::kEach:
      break;
    case Search::kAny:
      out_.selector = PathSelector::kAny;
      break;
    case Search::kAnyShortest:
    case Search::kShortest:
      out_.selector = PathSelector::kShortest;
      break;
    case Search::kAllShortest:
    case Search::kShortestGroups:
      out_.selector = PathSelector::kShortestGroups;
      break;
    case Search::kAnyCheapest:
    case Search::kCheapest:
      out_.selector = PathSelector::kCheapest;
      break;
    case Search::kAllCheapest:
      out_.selector = PathSelector::kAllCheapest;
      break;
  }
  if (body.legacy == syntax::LegacySearch::kShortestPath) out_.selector = PathSelector::kShortest;
  if (body.legacy == syntax::LegacySearch::kAllShortestPaths)
    out_.selector = PathSelector::kShortestGroups;
  if (path.count) {
    ASSIGN_OR_RETURN(out_.count, binder_.BindExpression(*path.count, Scope()));
  }
  const auto clause = binder_.match_ ? binder_.match_->mode : syntax::MatchMode::kDefault;
  const bool repeatable = clause == syntax::MatchMode::kRepeatableElements;
  using Mode = syntax::PathMode;
  const bool walks = path.mode == Mode::kWalk && clause == syntax::MatchMode::kDefault;
  out_.mode = path.mode == Mode::kAcyclic  ? PathMode::kAcyclic
              : path.mode == Mode::kSimple ? PathMode::kSimple
              : path.mode == Mode::kTrail  ? PathMode::kTrail
              : repeatable || walks        ? PathMode::kWalk
                                           : PathMode::kTrail;
  out_.distinct_edges = out_.mode == PathMode::kSimple && !repeatable;
  if (path.mode == Mode::kForward) out_.date_key = binder_.KeyIndex("date");
  out_.differs = out_.selector == PathSelector::kEach && !repeatable && !walks;
  return absl::OkStatus();
}

Status SearchBinder::BindSingleConditions() {
  for (const Measured& each : measured_) {
    RETURN_IF_ERROR(BindMeasures(*each.edge, scope_, out_.segments[each.segment], each.place));
  }
  std::set<int> single;
  for (const PathSegment& segment : out_.segments) {
    if (segment.repeats) continue;
    for (const NodePattern& node : segment.nodes) single.insert(node.slot);
    for (const EdgePattern& edge : segment.edges) single.insert(edge.slot);
  }
  for (const syntax::Expression* where : wheres_) {
    ASSIGN_OR_RETURN(Expr condition, binder_.BindPredicate(*where, scope_));
    const std::set<int> reads = OwnReads(*condition);
    const bool fits = std::includes(single.begin(), single.end(), reads.begin(), reads.end());
    if (fits) {
      out_.conditions.push_back(std::move(condition));
    } else if (out_.selector == PathSelector::kEach) {
      after_ = And(std::move(after_), std::move(condition));
    } else {
      return NotSupported(where->span,
                          "a condition inside of a pattern with a selector cannot read the "
                          "variables of a group",
                          "test it in the group, or in the WHERE behind the pattern");
    }
  }
  return absl::OkStatus();
}

Status SearchBinder::CheckWhole(const syntax::PathPattern& prefix) {
  const bool endless =
      out_.mode == PathMode::kWalk &&
      std::any_of(out_.segments.begin(), out_.segments.end(), [](const PathSegment& segment) {
        return segment.repeats && segment.range.max == Range::kUnbounded;
      });
  if (endless && out_.selector == PathSelector::kEach) {
    return CompileError("InvalidArgumentValue", path_->span,
                        "walks without a bound never end: a relationship may be taken any number "
                        "of times",
                        "write a selector such as ANY SHORTEST, a mode such as TRAIL, or an upper "
                        "bound such as {1,5}");
  }
  if (endless && out_.selector == PathSelector::kAllCheapest) {
    return CompileError("InvalidArgumentValue", path_->span,
                        "ALL CHEAPEST walks without a bound never end where a round trip costs 0",
                        "write a mode such as TRAIL, an upper bound such as {1,5}, or CHEAPEST k");
  }
  const bool cheapest =
      out_.selector == PathSelector::kCheapest || out_.selector == PathSelector::kAllCheapest;
  if (cheapest && !out_.costs) {
    return CompileError("InvalidArgumentValue", prefix.span,
                        "CHEAPEST needs to know what a relationship costs",
                        "write -[r:TYPE COST r.weight]->, or SHORTEST to count relationships");
  }
  return absl::OkStatus();
}

Status SearchBinder::BindAvoided() {
  const syntax::Match* match = binder_.match_;
  if (!match) return absl::OkStatus();
  if (match->avoid_degree) {
    ASSIGN_OR_RETURN(out_.avoid_degree, binder_.BindExpression(*match->avoid_degree, before_));
  }
  for (const syntax::NodePattern& node : match->not_via) {
    if (out_.inner_node < 0) out_.inner_node = NewInner();
    ASSIGN_OR_RETURN(Expr refused, BindRefused(node));
    out_.refused = !out_.refused
                       ? refused
                       : MakeExpr(node.span, Type::Of(ValueKind::kBool).OrNull(),
                                  Logic{LogicOp::kOr, {out_.refused, std::move(refused)}});
  }
  return absl::OkStatus();
}

StatusOr<Expr> SearchBinder::BindRefused(const syntax::NodePattern& node) {
  const Expr self = MakeSlot(out_.inner_node, Type::Of(ValueKind::kNode), node.span);
  const Type truth = Type::Of(ValueKind::kBool).OrNull();
  const bool described = node.labels || node.properties || node.where || node.entity;
  const Variable* known = node.variable ? scope_.Find(node.variable->text) : nullptr;
  if (node.variable && !known && !described)
    return binder_.Undefined(node.variable->text, node.variable->span, scope_);
  Scope inner = scope_;
  NodePattern bound;
  RETURN_IF_ERROR(binder_.BindNode(node, Use::kMatch, false, inner, bound));
  Expr refused;
  if (known) {
    refused = SameElement(bound.slot, out_.inner_node, ValueKind::kNode, node.span);
  } else if (node.variable) {
    inner.Find(node.variable->text)->index = out_.inner_node;
  }
  if (bound.entity) {
    refused = And(std::move(refused),
                  SameElement(FindBefore(bound), out_.inner_node, ValueKind::kNode, node.span));
  }
  if (bound.labels) {
    refused =
        And(std::move(refused), MakeExpr(node.span, truth, LabelTest{self, bound.labels, nullptr}));
  }
  for (const auto& [key, value] : bound.properties) {
    Expr property = MakeExpr(node.span, Type::Any(), Property{self, key});
    refused = And(std::move(refused),
                  MakeExpr(node.span, truth,
                           Comparison{std::move(property), {{ComparisonOp::kEqual, value}}}));
  }
  if (node.where) {
    ASSIGN_OR_RETURN(Expr where, binder_.BindPredicate(*node.where, inner));
    refused = And(std::move(refused), std::move(where));
  }
  if (refused) return refused;
  return MakeExpr(node.span, truth, Constant{Value::Bool(true)});
}

int SearchBinder::NewInner() {
  out_.inner.push_back(binder_.NewSlot());
  return out_.inner.back();
}

bool Binder::IsSearched(const syntax::PathPattern& path, const syntax::Match* match) {
  if (HasPrefix(path)) return true;
  const bool avoids = match && (match->avoid_degree || !match->not_via.empty());
  const bool repeatable = match && match->mode == syntax::MatchMode::kRepeatableElements &&
                          path.legacy == syntax::LegacySearch::kNone;
  const bool reach = match && match->reach;
  size_t edges = 0;
  for (const syntax::PathElement& element : path.elements) {
    if (std::holds_alternative<syntax::GroupPattern>(element)) return true;
    const auto* edge = std::get_if<syntax::RelationshipPattern>(&element);
    if (!edge) continue;
    if (edge->cost || edge->top || (edge->quantifier && repeatable)) return true;
    const bool questioned = edge->quantifier && edge->quantifier->questioned;
    if (questioned && edge->variable && !reach) return true;
    edges += edge->quantifier ? 2 : 1;
  }
  return avoids && edges > 1;  // there are inner nodes
}

Status Binder::BindSearch(const syntax::PathPattern& path, PatternUse use, Scope& scope,
                          PathPattern& bound, std::vector<std::string>& edge_names, Expr& after) {
  RETURN_IF_ERROR(CountSteps(path.elements.size(), path.span));
  bound.searched = std::make_shared<PathSearch>();
  SearchBinder binder(*this, use, scope, edge_names, *bound.searched, after);
  return binder.Bind(path, bound);
}

}  // namespace newsgraph::semantics
