// What each clause allows in its patterns. The grammar of patterns is one; these are the details
// that openCypher reports for a pattern in the wrong clause.
#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {
namespace {

bool IsParameter(const ExpressionPtr& expression) {
  return expression && std::holds_alternative<Parameter>(expression->node);
}

// Labels that can be written: :A, :A:B, :A&B.
bool IsLabelSet(const LabelExpression& labels) {
  if (const auto* all = std::get_if<LabelAnd>(&labels.node)) {
    return std::all_of(all->operands.begin(), all->operands.end(), IsLabelSet);
  }
  return std::holds_alternative<LabelName>(labels.node);
}

Status NotWritable(TextSpan span, std::string_view what, std::string_view hint) {
  return CompileError("UnexpectedSyntax", span,
                      Cat("CREATE and MERGE write a pattern, found ", what), hint);
}

}  // namespace

Status Parser::CheckPath(const PathPattern& path, PatternUse use) const {
  const bool writes = use == PatternUse::kCreate || use == PatternUse::kMerge;
  for (const PathElement& element : path.elements) {
    if (const auto* node = std::get_if<NodePattern>(&element)) {
      RETURN_IF_ERROR(CheckPropertiesUse(node->properties, use));
      if (writes) RETURN_IF_ERROR(CheckWrittenNode(*node));
    } else if (const auto* relationship = std::get_if<RelationshipPattern>(&element)) {
      RETURN_IF_ERROR(CheckPropertiesUse(relationship->properties, use));
      if (writes) RETURN_IF_ERROR(CheckWrittenRelationship(*relationship, use));
    }
  }
  return absl::OkStatus();
}

Status Parser::CheckPropertiesUse(const ExpressionPtr& properties, PatternUse use) const {
  if (use == PatternUse::kCreate || !IsParameter(properties)) return absl::OkStatus();
  return CompileError("InvalidParameterUse", properties->span,
                      "a parameter cannot hold all properties of a pattern that is matched",
                      "name the properties: {key: $parameter.key}");
}

Status Parser::CheckWrittenNode(const NodePattern& node) const {
  if (node.where) {
    return NotWritable(node.where->span, "WHERE", "put the condition into a MATCH before it");
  }
  if (node.entity) {
    return NotWritable(node.entity->span, "an entity", "find it with MATCH (a@\"...\") before");
  }
  if (node.labels && !IsLabelSet(*node.labels)) {
    return NotWritable(node.labels->span, "a choice of labels", "write :A:B");
  }
  return absl::OkStatus();
}

Status Parser::CheckWrittenRelationship(const RelationshipPattern& relationship,
                                        PatternUse use) const {
  if (relationship.quantifier.has_value()) {
    return CompileError("CreatingVarLength", relationship.quantifier->span,
                        "a relationship of variable length cannot be created",
                        "write each relationship");
  }
  if (use == PatternUse::kCreate && relationship.direction == Direction::kBoth) {
    return CompileError("RequiresDirectedRelationship", relationship.span,
                        "a relationship is created in one direction", "write --> or <--");
  }
  // A variable without a type may be bound already, which is another error: the binder decides.
  const bool one_type = relationship.types
                            ? std::holds_alternative<LabelName>(relationship.types->node)
                            : relationship.variable.has_value();
  if (!one_type) {
    return CompileError("NoSingleRelationshipType", relationship.span,
                        "a relationship is created with exactly one type", "write -[:TYPE]->");
  }
  for (const ExpressionPtr* option : {&relationship.where, &relationship.cost}) {
    if (*option) return NotWritable((*option)->span, "a condition or cost", "use it in MATCH");
  }
  if (relationship.top.has_value()) {
    return NotWritable(relationship.top->span, "TOP", "use it in MATCH");
  }
  return absl::OkStatus();
}

}  // namespace newsgraph::syntax
