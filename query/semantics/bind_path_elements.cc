// The elements of a path pattern that is searched as a whole: nodes, relationships, groups.
#include <algorithm>

#include "graph/base/variant.h"
#include "query/semantics/search_binder.h"

namespace newsgraph::semantics {

using internal::HasPrefix;
using internal::SameElement;

using functions::MaskOf;

namespace {

constexpr uint64_t kMostTurns = 20'000;  // steps that a pattern may count

void AddSlots(const Expression& expression, std::set<int>& slots) {
  if (const auto* slot = std::get_if<Slot>(&expression.node)) slots.insert(slot->slot);
  ForEachOperand(expression, [&](const Expr& operand) { AddSlots(*operand, slots); });
}

}  // namespace

Status SearchBinder::AddElements(const std::vector<syntax::PathElement>& elements) {
  for (const syntax::PathElement& element : elements) {
    if (const auto* node = std::get_if<syntax::NodePattern>(&element)) {
      RETURN_IF_ERROR(AddNode(*node));
    } else if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&element)) {
      RETURN_IF_ERROR(edge->quantifier ? AddQuantifiedEdge(*edge) : AddEdge(*edge));
    } else {
      RETURN_IF_ERROR(AddGroup(std::get<syntax::GroupPattern>(element)));
    }
  }
  return absl::OkStatus();
}

PathSegment& SearchBinder::Open() {
  if (!open_) out_.segments.emplace_back();
  open_ = true;
  return out_.segments.back();
}

Status SearchBinder::AddNode(const syntax::NodePattern& node) {
  if (open_ && out_.segments.back().nodes.size() > out_.segments.back().edges.size()) Close();
  PathSegment& segment = Open();
  const bool first = out_.segments.size() == 1 && segment.nodes.empty();
  const bool last = LastNode() == &node;
  const Variable* known = node.variable ? scope_.Find(node.variable->text) : nullptr;
  // At the end only another end, or a node from outside, is a given one.
  const bool given =
      last && known && (before_.Find(known->name) || known->index == out_.first().slot);
  NodePattern bound;
  if (known && !first && !given && known->type.Fits(Type::Of(ValueKind::kNode)) &&
      known->where == Variable::Where::kSlot) {
    const auto [other, first_time] = narrowed_.try_emplace(known->name, known->index);
    const bool inside = !first_time || StandsInside(*known);
    RETURN_IF_ERROR(BindAgain(node, *known, other->second, scope_, inside, bound));
    if (!inside) other->second = bound.slot;
  } else {
    RETURN_IF_ERROR(binder_.BindNode(node, use_, false, scope_, bound));
  }
  if (bound.entity && !first && !last) {
    const int named = FindBefore(bound);
    out_.conditions.push_back(SameElement(named, bound.slot, ValueKind::kNode, node.span));
  }
  if (node.where) wheres_.push_back(node.where.get());
  if (node.variable) out_.named.push_back(bound.slot);
  segment.nodes.push_back(std::move(bound));
  return absl::OkStatus();
}

Status SearchBinder::BindAgain(const syntax::NodePattern& node, const Variable& known, int same_as,
                               Scope& scope, bool inside, NodePattern& bound) {
  Scope hidden;
  for (const Variable& variable : scope.variables()) {
    if (variable.name != known.name) hidden.Add(variable);
  }
  same_as = binder_.frame_->Use(same_as);
  RETURN_IF_ERROR(binder_.BindNode(node, Use::kMatch, false, hidden, bound));
  Expr same = SameElement(same_as, bound.slot, ValueKind::kNode, node.span);
  if (inside) {
    out_.conditions.push_back(std::move(same));
  } else {
    after_ = And(std::move(after_), std::move(same));
  }
  return absl::OkStatus();
}

bool SearchBinder::StandsInside(const Variable& known) const {
  if (out_.selector == PathSelector::kEach || !before_.Find(known.name)) return true;
  const syntax::NodePattern* last = LastNode();
  return known.index == out_.first().slot ||
         (last && last->variable && last->variable->text == known.name);
}

int SearchBinder::FindBefore(NodePattern& node) {
  NodePattern& named = out_.entities.emplace_back();
  named.slot = binder_.NewSlot(), named.span = node.span;
  named.entity = std::move(node.entity), named.labels = node.labels;
  node.entity = nullptr;
  return named.slot;
}

const syntax::NodePattern* SearchBinder::LastNode() const {
  const syntax::PathPattern* path = path_;
  while (true) {
    const syntax::PathElement& last = path->elements.back();
    const auto* group = std::get_if<syntax::GroupPattern>(&last);
    if (!group) return std::get_if<syntax::NodePattern>(&last);
    if (group->quantifier) return nullptr;
    path = group->path.get();
  }
}

Status SearchBinder::AddEmptyNode() {
  PathSegment segment;
  segment.nodes.emplace_back().slot = binder_.NewSlot();
  out_.segments.push_back(std::move(segment));
  return absl::OkStatus();
}

Status SearchBinder::AddEdge(const syntax::RelationshipPattern& edge) {
  EdgePattern bound;
  const Variable* known = edge.variable ? scope_.Find(edge.variable->text) : nullptr;
  const bool repeated = known && std::find(edge_names_.begin(), edge_names_.end(),
                                           edge.variable->text) != edge_names_.end();
  if (known && !repeated && known->type.Fits(Type::Of(ValueKind::kEdge)) &&
      known->where == Variable::Where::kSlot) {
    const int slot = binder_.frame_->Use(known->index);
    Scope hidden;
    for (const Variable& variable : scope_.variables()) {
      if (variable.name != edge.variable->text) hidden.Add(variable);
    }
    RETURN_IF_ERROR(binder_.BindEdge(edge, Use::kMatch, hidden, edge_names_, bound));
    Expr same = SameElement(slot, bound.slot, ValueKind::kEdge, edge.span);
    if (out_.selector == PathSelector::kEach) {
      out_.conditions.push_back(std::move(same));
    } else {
      after_ = And(std::move(after_), std::move(same));
    }
  } else {
    RETURN_IF_ERROR(binder_.BindEdge(edge, use_, scope_, edge_names_, bound));
  }
  if (edge.where) wheres_.push_back(edge.where.get());
  if (edge.variable) out_.named.push_back(bound.slot);
  PathSegment& segment = Open();
  segment.edges.push_back(std::move(bound));
  if (edge.cost || edge.top)
    measured_.push_back({&edge, out_.segments.size() - 1, segment.edges.size() - 1});
  return absl::OkStatus();
}

Status SearchBinder::AddQuantifiedEdge(const syntax::RelationshipPattern& edge) {
  Close();
  PathSegment segment;
  segment.questioned = edge.quantifier->questioned;
  RETURN_IF_ERROR(SetRange(*edge.quantifier, 1, segment));
  Scope turn = before_;
  for (int i = 0; i < 2; ++i) segment.nodes.emplace_back().slot = NewInner();
  RETURN_IF_ERROR(AddTurnEdge(edge, turn, segment));
  RETURN_IF_ERROR(BindTurn(segment, turn, {{&edge, 0, 0}}, nullptr));
  out_.segments.push_back(std::move(segment));
  return absl::OkStatus();
}

Status SearchBinder::AddGroup(const syntax::GroupPattern& group) {
  const syntax::PathPattern& path = *group.path;
  if (HasPrefix(path) || path.variable) return TwoPrefixes(path.span);
  if (!group.quantifier) {
    if (group.where) wheres_.push_back(group.where.get());
    return AddElements(path.elements);
  }
  Close();
  if (out_.segments.empty()) RETURN_IF_ERROR(AddEmptyNode());
  PathSegment segment;
  segment.questioned = group.quantifier->questioned;
  Scope turn = before_;
  std::vector<Measured> edges;
  std::vector<const syntax::Expression*> wheres;
  RETURN_IF_ERROR(AddTurn(path.elements, turn, segment, edges, wheres));
  if (group.where) wheres.push_back(group.where.get());
  if (segment.edges.empty()) {
    return CompileError("InvalidArgumentValue", group.span,
                        "a group that repeats needs a relationship",
                        "write ((a)-->(b)) and a quantifier behind it");
  }
  RETURN_IF_ERROR(SetRange(*group.quantifier, segment.edges.size(), segment));
  for (const syntax::Expression* where : wheres) {
    ASSIGN_OR_RETURN(Expr condition, binder_.BindPredicate(*where, turn));
    out_.conditions.push_back(std::move(condition));
  }
  RETURN_IF_ERROR(BindTurn(segment, turn, edges, &path));
  out_.segments.push_back(std::move(segment));
  return absl::OkStatus();
}

Status SearchBinder::AddTurn(const std::vector<syntax::PathElement>& elements, Scope& turn,
                             PathSegment& segment, std::vector<Measured>& edges,
                             std::vector<const syntax::Expression*>& wheres) {
  for (const syntax::PathElement& element : elements) {
    if (const auto* node = std::get_if<syntax::NodePattern>(&element)) {
      RETURN_IF_ERROR(AddTurnNode(*node, turn, segment));
      if (node->where) wheres.push_back(node->where.get());
    } else if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&element)) {
      if (edge->quantifier) return Nested(edge->span);
      RETURN_IF_ERROR(AddTurnEdge(*edge, turn, segment));
      if (edge->where) wheres.push_back(edge->where.get());
      edges.push_back({edge, 0, segment.edges.size() - 1});
    } else {
      const auto& group = std::get<syntax::GroupPattern>(element);
      if (group.quantifier) return Nested(group.span);
      if (HasPrefix(*group.path) || group.path->variable) return TwoPrefixes(group.path->span);
      RETURN_IF_ERROR(AddTurn(group.path->elements, turn, segment, edges, wheres));
      if (group.where) wheres.push_back(group.where.get());
    }
  }
  return absl::OkStatus();
}

Status SearchBinder::Nested(TextSpan span) {
  return NotSupported(span, "a quantifier inside of a group that repeats is not allowed",
                      "repeat one of the two");
}

Status SearchBinder::AddTurnNode(const syntax::NodePattern& node, Scope& turn,
                                 PathSegment& segment) {
  if (segment.nodes.size() > segment.edges.size()) {
    return NotSupported(node.span, "two nodes meet inside of a group that repeats",
                        "write them as one node");
  }
  const Variable* known = node.variable ? turn.Find(node.variable->text) : nullptr;
  NodePattern& bound = segment.nodes.emplace_back();
  if (known) {
    if (before_.Find(known->name)) return AlreadyBound(*node.variable);
    RETURN_IF_ERROR(BindAgain(node, *known, known->index, turn, true, bound));
  } else {
    if (node.variable && scope_.Find(node.variable->text)) return AlreadyBound(*node.variable);
    RETURN_IF_ERROR(binder_.BindNode(node, use_, false, turn, bound));
  }
  if (bound.entity) {
    const int named = FindBefore(bound);
    out_.conditions.push_back(SameElement(named, bound.slot, ValueKind::kNode, node.span));
  }
  out_.inner.push_back(bound.slot);
  if (node.variable && !known) AddOutside(*node.variable, ValueKind::kNode, bound.slot, segment);
  return absl::OkStatus();
}

Status SearchBinder::AddTurnEdge(const syntax::RelationshipPattern& edge, Scope& turn,
                                 PathSegment& segment) {
  if (edge.variable && scope_.Find(edge.variable->text)) {
    const auto& names = edge_names_;
    if (std::find(names.begin(), names.end(), edge.variable->text) == names.end())
      return AlreadyBound(*edge.variable);
  }
  EdgePattern& bound = segment.edges.emplace_back();
  RETURN_IF_ERROR(binder_.BindEdge(edge, use_, turn, edge_names_, bound, true));
  out_.inner.push_back(bound.slot);
  if (edge.variable) AddOutside(*edge.variable, ValueKind::kEdge, bound.slot, segment);
  return absl::OkStatus();
}

void SearchBinder::AddOutside(const syntax::Name& name, ValueKind kind, int slot,
                              PathSegment& segment) {
  out_.named.push_back(slot);
  segment.outside.emplace_back(slot, binder_.NewSlot());
  const Type type = segment.questioned ? Type::Of(kind).OrNull() : Type::ListOf(MaskOf(kind));
  outside_.push_back({name.text, Variable::Where::kSlot, segment.outside.back().second, type});
}

Status SearchBinder::SetRange(const syntax::Quantifier& quantifier, uint64_t edges,
                              PathSegment& segment) {
  const uint64_t counted = quantifier.max.value_or(quantifier.min);
  if (counted * edges > kMostTurns || quantifier.min * edges > kMostTurns) {
    return MakeError(ErrorKind::kLimitExceeded, ErrorPhase::kCompile, "", quantifier.span,
                     Cat("a path search counts at most ", kMostTurns, " relationships"),
                     "write + or * for any number");
  }
  segment.repeats = true;
  segment.range.min = static_cast<uint32_t>(quantifier.min);
  segment.range.max = quantifier.max ? static_cast<uint32_t>(*quantifier.max) : Range::kUnbounded;
  return absl::OkStatus();
}

Status SearchBinder::BindTurn(PathSegment& segment, const Scope& turn,
                              const std::vector<Measured>& edges,
                              const syntax::PathPattern* group) {
  for (const Measured& each : edges) {
    if (!group && each.edge->where) {
      ASSIGN_OR_RETURN(Expr condition, binder_.BindPredicate(*each.edge->where, turn));
      out_.conditions.push_back(std::move(condition));
    }
    RETURN_IF_ERROR(BindMeasures(*each.edge, turn, segment, each.place));
  }
  for (Variable& variable : outside_) scope_.Add(std::move(variable));
  outside_.clear();
  return absl::OkStatus();
}

Status SearchBinder::BindMeasures(const syntax::RelationshipPattern& edge, const Scope& scope,
                                  PathSegment& segment, size_t place) {
  EdgePattern& bound = segment.edges[place];
  const std::set<int> self = {bound.slot};
  const std::set<int> near = {bound.slot, segment.nodes[place].slot, segment.nodes[place + 1].slot};
  if (edge.cost) {
    ASSIGN_OR_RETURN(bound.cost, binder_.BindExpression(*edge.cost, scope));
    if (!bound.cost->type.Fits({functions::kNumberKinds, functions::kAnyKind})) {
      return CompileError(
          "InvalidArgumentType", edge.cost->span,
          Cat("COST takes a number, but this is ", functions::NameOf(bound.cost->type)));
    }
    RETURN_IF_ERROR(CheckReads(*bound.cost, near, "COST", "the relationship and its two nodes"));
    out_.costs = true;
  }
  if (edge.top) {
    ASSIGN_OR_RETURN(bound.top.count, binder_.BindExpression(*edge.top->count, before_));
    ASSIGN_OR_RETURN(bound.top.key, binder_.BindExpression(*edge.top->key, scope));
    bound.top.ascending = edge.top->ascending;
    RETURN_IF_ERROR(CheckReads(*bound.top.key, self, "TOP", "the relationship"));
  }
  return absl::OkStatus();
}

std::set<int> SearchBinder::OwnReads(const Expression& expression) const {
  std::set<int> reads;
  AddSlots(expression, reads);
  for (const Variable& variable : before_.variables()) reads.erase(variable.index);
  return reads;
}

Status SearchBinder::CheckReads(const Expression& expression, const std::set<int>& allowed,
                                std::string_view what, std::string_view whom) const {
  for (const int slot : OwnReads(expression)) {
    if (allowed.count(slot)) continue;
    return NotSupported(expression.span,
                        Cat(what, " can read ", whom, ", and variables of earlier clauses"), "");
  }
  return absl::OkStatus();
}

}  // namespace newsgraph::semantics
