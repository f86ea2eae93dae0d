// MATCH: every place of the pattern is tried with every node and every edge there is.
#include "graph/base/variant.h"
#include "tests/property/reference.h"

namespace newsgraph::property {

using syntax::NodePattern;
using syntax::RelationshipPattern;

bool Reference::HasLabels(const syntax::LabelExpression& labels,
                          const std::set<std::string>& names) {
  return std::visit(
      Overload{
          [&](const syntax::LabelName& name) { return names.count(name.name) > 0; },
          [&](const syntax::AnyLabel&) { return !names.empty(); },
          [&](const syntax::LabelNot& inverted) { return !HasLabels(*inverted.operand, names); },
          [&](const syntax::LabelAnd& all) {
            for (const auto& operand : all.operands) {
              if (!HasLabels(operand, names)) return false;
            }
            return true;
          },
          [&](const syntax::LabelOr& any) {
            for (const auto& operand : any.operands) {
              if (HasLabels(operand, names)) return true;
            }
            return false;
          }},
      labels.node);
}

StatusOr<bool> Reference::Fits(const syntax::ExpressionPtr& properties, const PropertyMap& found,
                               const Row& row) {
  if (!properties) return true;
  ASSIGN_OR_RETURN(const Value wanted, Eval(*properties, row));
  for (const newsgraph::MapEntry& entry : wanted.map()) {
    const auto value = found.find(entry.key);
    if (value == found.end() || Equals(value->second, entry.value) != Truth::kTrue) return false;
  }
  return true;
}

Status Reference::MatchPaths(const std::vector<const syntax::PathPattern*>& paths, const Row& row,
                             const Found& found) {
  Search search{paths, found, std::vector<bool>(model_.edges.size()), row, {}};
  return MatchElement(search, 0, 0);
}

// The element is the first one not matched yet; those before it are in search.walked.
Status Reference::MatchElement(Search& search, size_t path, size_t element) {
  if (path == search.paths.size()) return search.found(search.row);
  const syntax::PathPattern& pattern = *search.paths[path];
  if (element == pattern.elements.size()) {
    const Row before = search.row;
    std::vector<Value> walked;
    std::swap(walked, search.walked);
    if (pattern.variable) {
      PathValue whole;
      for (const Value& step : walked) {
        if (step.is_node()) whole.nodes.push_back(step.node());
        if (step.is_edge()) whole.edges.push_back(step.edge());
      }
      search.row[pattern.variable->text] = Value::Path(std::move(whole));
    }
    const Status status = MatchElement(search, path + 1, 0);
    search.row = before;
    std::swap(walked, search.walked);
    return status;
  }
  if (element == 0) {
    for (size_t node = 0; node < model_.nodes.size(); ++node)
      RETURN_IF_ERROR(MatchNode(search, path, element, node));
    return {};
  }
  if (!std::holds_alternative<RelationshipPattern>(pattern.elements[element]))
    return NotKnown("quantified group");
  std::vector<Value> taken;
  return MatchStep(search, path, element, 0, taken);
}

// The node stands at this element, if it may.
Status Reference::MatchNode(Search& search, size_t path, size_t element, size_t node) {
  const auto* pattern = std::get_if<NodePattern>(&search.paths[path]->elements[element]);
  if (!pattern) return NotKnown("quantified group");
  const ModelNode& found = model_.nodes[node];
  const Value value = Value::Node(NodeId{static_cast<uint32_t>(node)});
  if (!found.alive) return {};
  if (pattern->labels && !HasLabels(*pattern->labels, found.labels)) return {};
  const Row before = search.row;
  if (pattern->variable) {
    const auto [bound, added] = search.row.try_emplace(pattern->variable->text, value);
    if (!added && (!bound->second.is_node() || bound->second.node() != value.node())) return {};
  }
  auto fits = Fits(pattern->properties, found.properties, search.row);
  if (fits.ok() && *fits && pattern->where) fits = IsTrue(*pattern->where, search.row);
  Status status = fits.status();
  if (status.ok() && *fits) {
    search.walked.push_back(value);
    status = MatchElement(search, path, element + 1);
    search.walked.pop_back();
  }
  search.row = before;
  return status;
}

// `hops` edges of this relationship are matched; perhaps they are enough, perhaps one more is
// there.
Status Reference::MatchStep(Search& search, size_t path, size_t element, size_t hops,
                            std::vector<Value>& taken) {
  const auto& pattern = std::get<RelationshipPattern>(search.paths[path]->elements[element]);
  const bool many = pattern.quantifier.has_value();
  const uint64_t least = many ? pattern.quantifier->min : 1;
  const uint64_t most = many ? pattern.quantifier->max.value_or(model_.edges.size()) : 1;
  const size_t here = search.walked.back().node().value;
  if (hops >= least && hops <= most) {
    const Row before = search.row;
    bool same = true;
    if (pattern.variable) {
      const Value value = many ? Value::List(taken) : taken[0];
      const auto [bound, added] = search.row.try_emplace(pattern.variable->text, value);
      same = added || Equals(bound->second, value) == Truth::kTrue;
    }
    if (same) {
      const Value last = search.walked.back();
      search.walked.pop_back();  // MatchNode puts it there again
      RETURN_IF_ERROR(MatchNode(search, path, element + 1, here));
      search.walked.push_back(last);
    }
    search.row = before;
  }
  if (hops >= most) return {};
  for (size_t i = 0; i < model_.edges.size(); ++i) {
    const ModelEdge& edge = model_.edges[i];
    if (!edge.alive || search.used[i]) continue;
    const bool forward = edge.source == here && pattern.direction != syntax::Direction::kLeft;
    const bool backward = edge.target == here && pattern.direction != syntax::Direction::kRight;
    if (!forward && !backward) continue;
    if (pattern.types && !HasLabels(*pattern.types, {edge.type})) continue;
    ASSIGN_OR_RETURN(const bool fits, Fits(pattern.properties, edge.properties, search.row));
    if (!fits) continue;
    const Value value = Value::Edge(EdgeId{static_cast<uint32_t>(i)});
    const size_t next = forward ? edge.target : edge.source;
    search.used[i] = true;
    taken.push_back(value);
    search.walked.push_back(value);
    search.walked.push_back(Value::Node(NodeId{static_cast<uint32_t>(next)}));
    const Status status = MatchStep(search, path, element, hops + 1, taken);
    search.walked.pop_back();
    search.walked.pop_back();
    taken.pop_back();
    search.used[i] = false;
    RETURN_IF_ERROR(status);
  }
  return {};
}

}  // namespace newsgraph::property
