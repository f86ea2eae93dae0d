// Patterns and labels as text.
#include "query/syntax/print.h"
#include "query/syntax/printer.h"

namespace newsgraph::syntax {

// `lowest`: 0 anything, 1 all but A|B, 2 all but A|B and A&B.
void Printer::Print(const LabelExpression& labels, int lowest) {
  const auto join = [&](const std::vector<LabelExpression>& operands, std::string_view sign,
                        int level) {
    if (level < lowest) Add("(");
    bool first = true;
    for (const LabelExpression& operand : operands) {
      if (!first) Add(sign);
      first = false;
      Print(operand, level + 1);
    }
    if (level < lowest) Add(")");
  };
  std::visit(Overload{
                 [&](const LabelName& label) { Add(PrintName(label.name)); },
                 [&](const AnyLabel&) { Add("%"); },
                 [&](const LabelNot& negation) {
                   Add("!");
                   Print(*negation.operand, 2);
                 },
                 [&](const LabelAnd& all) { join(all.operands, "&", 1); },
                 [&](const LabelOr& any) { join(any.operands, "|", 0); },
             },
             labels.node);
}

void Printer::PrintLabels(const LabelExpressionPtr& labels) {
  if (!labels) return;
  Add(":");
  Print(*labels, 0);
}

void Printer::Print(const PathPattern& path) {
  if (path.variable) Add(PrintVariable(path.variable->text), " = ");
  const bool groups = path.search == PathSearch::kShortestGroups;
  if (path.search != PathSearch::kEach) Add(groups ? "SHORTEST" : NameOf(path.search), " ");
  if (path.count) {
    Print(*path.count);
    Add(" ");
  }
  if (path.mode != PathMode::kDefault) Add(NameOf(path.mode), " ");
  if (groups) Add("GROUPS ");
  if (path.legacy != LegacySearch::kNone) Add(NameOf(path.legacy), "(");
  for (const PathElement& element : path.elements) {
    std::visit([this](const auto& node) { PrintElement(node); }, element);
  }
  if (path.legacy != LegacySearch::kNone) Add(")");
}

void Printer::PrintElement(const NodePattern& node) {
  Add("(");
  const size_t empty = out_.size();
  if (node.variable) Add(PrintVariable(node.variable->text));
  if (node.entity) {
    Add("@");
    Print(*node.entity);
  }
  PrintLabels(node.labels);
  if (node.properties) {
    if (out_.size() > empty) Add(" ");
    Print(*node.properties);
  }
  if (node.where) {
    if (out_.size() > empty) Add(" ");
    Add("WHERE ");
    Print(*node.where);
  }
  Add(")");
}

void Printer::PrintElement(const RelationshipPattern& relationship) {
  Add(relationship.direction == Direction::kLeft ? "<-" : "-");
  PrintFiller(relationship);
  Add(relationship.direction == Direction::kRight ? "->" : "-");
  if (relationship.quantifier && !relationship.quantifier->legacy) {
    Print(*relationship.quantifier);
  }
}

// [r:T*1..3 {k: v} WHERE e COST e TOP 5 BY e], nothing if all is left out
void Printer::PrintFiller(const RelationshipPattern& relationship) {
  Add("[");
  const size_t empty = out_.size();
  if (relationship.variable) Add(PrintVariable(relationship.variable->text));
  PrintLabels(relationship.types);
  if (relationship.quantifier && relationship.quantifier->legacy) Print(*relationship.quantifier);
  const auto option = [&](std::string_view word, const ExpressionPtr& expression) {
    if (!expression) return;
    if (out_.size() > empty) Add(" ");
    Add(word);
    Print(*expression);
  };
  option("", relationship.properties);
  option("WHERE ", relationship.where);
  option("COST ", relationship.cost);
  if (relationship.top) {
    option("TOP ", relationship.top->count);
    option("BY ", relationship.top->key);
    if (relationship.top->ascending) Add(" ASC");
  }
  if (out_.size() == empty) {
    out_.pop_back();
  } else {
    Add("]");
  }
}

void Printer::PrintElement(const GroupPattern& group) {
  Add("(");
  Print(*group.path);
  AddOption("WHERE", group.where);
  Add(")");
  if (group.quantifier) Print(*group.quantifier);
}

void Printer::Print(const Quantifier& quantifier) {
  const uint64_t min = quantifier.min;
  const bool exact = quantifier.max == min;
  if (quantifier.legacy) {
    Add("*");
    if (exact) return Add(min);
    if (quantifier.max || min != 1) Add(min, "..");
    if (quantifier.max) Add(*quantifier.max);
  } else if (quantifier.questioned) {
    Add("?");
  } else if (exact) {
    Add("{", min, "}");
  } else if (!quantifier.max && min <= 1) {
    Add(min == 0 ? "*" : "+");
  } else {
    Add("{", min, ",");
    if (quantifier.max) Add(*quantifier.max);
    Add("}");
  }
}

}  // namespace newsgraph::syntax
