// Clauses that write: row by row, in the order of the rows.
#include "graph/base/variant.h"
#include "tests/property/reference.h"

namespace newsgraph::property {
namespace {

void CollectNames(const syntax::LabelExpressionPtr& labels, std::set<std::string>& names) {
  if (!labels) return;
  if (const auto* name = std::get_if<syntax::LabelName>(&labels->node)) names.insert(name->name);
  if (const auto* all = std::get_if<syntax::LabelAnd>(&labels->node)) {
    for (const auto& operand : all->operands)
      names.insert(std::get<syntax::LabelName>(operand.node).name);
  }
}

}  // namespace

PropertyMap* Reference::PropertiesOf(const Value& element) {
  if (element.is_node()) return &model_.nodes[element.node().value].properties;
  if (element.is_edge()) return &model_.edges[element.edge().value].properties;
  return nullptr;
}

Status Reference::SetProperties(const syntax::ExpressionPtr& properties, const Row& row,
                                bool merging, PropertyMap& out) {
  if (!properties) return {};
  ASSIGN_OR_RETURN(const Value map, Eval(*properties, row));
  for (const newsgraph::MapEntry& entry : map.map()) {
    if (!entry.value.is_null()) {
      out[entry.key] = entry.value;
    } else if (merging) {
      return RuntimeError(ErrorKind::kSemanticError, "MergeReadOwnWrites", "MERGE with a null");
    }
  }
  return {};
}

Status Reference::Create(const syntax::PathPattern& path, Row& row, bool merging) {
  std::vector<Value> nodes;  // first all nodes, then the edges between them
  for (size_t i = 0; i < path.elements.size(); i += 2) {
    const auto& pattern = std::get<syntax::NodePattern>(path.elements[i]);
    if (pattern.variable && row.count(pattern.variable->text) > 0) {
      nodes.push_back(row[pattern.variable->text]);
      if (!nodes.back().is_node())
        return RuntimeError(ErrorKind::kTypeError, "InvalidArgumentType", "no node");
      continue;
    }
    ModelNode node;
    CollectNames(pattern.labels, node.labels);
    RETURN_IF_ERROR(SetProperties(pattern.properties, row, merging, node.properties));
    nodes.push_back(Value::Node(NodeId{static_cast<uint32_t>(model_.nodes.size())}));
    model_.nodes.push_back(std::move(node));
    if (pattern.variable) row[pattern.variable->text] = nodes.back();
  }
  for (size_t i = 1; i < path.elements.size(); i += 2) {
    const auto& pattern = std::get<syntax::RelationshipPattern>(path.elements[i]);
    ModelEdge edge;
    edge.source = nodes[i / 2].node().value, edge.target = nodes[i / 2 + 1].node().value;
    if (pattern.direction == syntax::Direction::kLeft) std::swap(edge.source, edge.target);
    std::set<std::string> types;
    CollectNames(pattern.types, types);
    edge.type = *types.begin();
    RETURN_IF_ERROR(SetProperties(pattern.properties, row, merging, edge.properties));
    if (pattern.variable)
      row[pattern.variable->text] = Value::Edge(EdgeId{static_cast<uint32_t>(model_.edges.size())});
    model_.edges.push_back(std::move(edge));
  }
  return {};
}

StatusOr<Rows> Reference::Merge(const syntax::Merge& merge, const Rows& rows) {
  Rows out;
  for (const Row& row : rows) {
    Rows found;
    // A null in the pattern equals nothing and cannot be created.
    for (const auto& element : merge.path.elements) {
      PropertyMap unused;
      const auto* node = std::get_if<syntax::NodePattern>(&element);
      const auto* edge = std::get_if<syntax::RelationshipPattern>(&element);
      RETURN_IF_ERROR(SetProperties(node ? node->properties : edge->properties, row, true, unused));
    }
    RETURN_IF_ERROR(MatchPaths({&merge.path}, row, [&](const Row& match) {
      found.push_back(match);
      return Status();
    }));
    const bool created = found.empty();
    if (created) {
      found.push_back(row);
      RETURN_IF_ERROR(Create(merge.path, found.back(), true));
    }
    for (const Row& match : found) {
      for (const auto& action : merge.actions) {
        if (action.on_create == created) RETURN_IF_ERROR(Set(action.items, match));
      }
      out.push_back(match);
    }
  }
  return out;
}

Status Reference::SetProperty(const syntax::Expression& target, const Value& value,
                              const Row& row) {
  const auto& access = std::get<syntax::Access>(target.node);
  const auto* key = std::get_if<syntax::PropertyStep>(&access.steps.back().node);
  if (access.steps.size() != 1 || !key) return NotKnown("target of SET");
  ASSIGN_OR_RETURN(const Value element, Eval(*access.base, row));
  PropertyMap* properties = PropertiesOf(element);
  if (!properties) return element.is_null() ? Status() : NotKnown("SET of a value");
  if (value.is_null()) {
    properties->erase(key->key.text);
  } else {
    (*properties)[key->key.text] = value;
  }
  return {};
}

Status Reference::Set(const std::vector<syntax::SetItem>& items, const Row& row) {
  for (const syntax::SetItem& item : items) {
    RETURN_IF_ERROR(
        std::visit(Overload{[&](const syntax::SetProperty& set) -> Status {
                              ASSIGN_OR_RETURN(const Value value, Eval(*set.value, row));
                              return SetProperty(*set.target, value, row);
                            },
                            [&](const syntax::SetAll& set) -> Status {
                              PropertyMap* properties = PropertiesOf(row.at(set.variable.text));
                              ASSIGN_OR_RETURN(const Value value, Eval(*set.value, row));
                              if (!properties) return {};
                              if (!value.is_map()) return NotKnown("SET to an element");
                              if (!set.add) properties->clear();
                              for (const newsgraph::MapEntry& entry : value.map()) {
                                properties->erase(entry.key);
                                if (!entry.value.is_null()) (*properties)[entry.key] = entry.value;
                              }
                              return {};
                            },
                            [&](const syntax::SetLabels& set) -> Status {
                              const Value& node = row.at(set.variable.text);
                              if (node.is_null()) return {};
                              for (const auto& label : set.labels)
                                model_.nodes[node.node().value].labels.insert(label.text);
                              return {};
                            }},
                   item));
  }
  return {};
}

Status Reference::Remove(const std::vector<syntax::RemoveItem>& items, const Row& row) {
  for (const syntax::RemoveItem& item : items) {
    if (const auto* property = std::get_if<syntax::RemoveProperty>(&item)) {
      RETURN_IF_ERROR(SetProperty(*property->target, Value(), row));
      continue;
    }
    const auto& labels = std::get<syntax::RemoveLabels>(item);
    const Value& node = row.at(labels.variable.text);
    if (node.is_null()) continue;
    for (const auto& label : labels.labels)
      model_.nodes[node.node().value].labels.erase(label.text);
  }
  return {};
}

Status Reference::Delete(const syntax::Delete& deletion, const Rows& rows) {
  for (const Row& row : rows) {
    for (const auto& target : deletion.targets) {
      ASSIGN_OR_RETURN(const Value value, Eval(*target, row));
      if (value.is_edge()) model_.edges[value.edge().value].alive = false;
      if (!value.is_node()) continue;
      const size_t node = value.node().value;
      model_.nodes[node].alive = false;
      for (ModelEdge& edge : model_.edges) {
        if (deletion.detach && (edge.source == node || edge.target == node)) edge.alive = false;
      }
    }
  }
  return {};
}

StatusOr<Rows> Reference::Write(const syntax::Clause& clause, Rows rows) {
  if (const auto* merge = std::get_if<syntax::Merge>(&clause.node)) return Merge(*merge, rows);
  if (const auto* deletion = std::get_if<syntax::Delete>(&clause.node)) {
    RETURN_IF_ERROR(Delete(*deletion, rows));
    return rows;
  }
  for (Row& row : rows) {
    if (const auto* create = std::get_if<syntax::Create>(&clause.node)) {
      for (const auto& path : create->paths) RETURN_IF_ERROR(Create(path, row, false));
    } else if (const auto* set = std::get_if<syntax::Set>(&clause.node)) {
      RETURN_IF_ERROR(Set(set->items, row));
    } else if (const auto* remove = std::get_if<syntax::Remove>(&clause.node)) {
      RETURN_IF_ERROR(Remove(remove->items, row));
    } else if (const auto* foreach = std::get_if<syntax::Foreach>(&clause.node)) {
      ASSIGN_OR_RETURN(const Value list, Eval(*foreach->list, row));
      if (list.is_null()) continue;
      for (const Value& item : list.list()) {
        Rows inner = {row};
        inner[0][foreach->variable.text] = item;
        for (const auto& update : foreach->updates) {
          ASSIGN_OR_RETURN(inner, RunClause(update, inner));
        }
      }
    } else {
      return NotKnown("clause");
    }
  }
  return rows;
}

}  // namespace newsgraph::property
