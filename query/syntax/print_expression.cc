// Expressions as text.
#include <charconv>
#include <cmath>

#include "query/syntax/lexer.h"
#include "query/syntax/print.h"
#include "query/syntax/printer.h"

namespace newsgraph::syntax {
namespace {

// Words that the parser takes for a form of its own before "(": a function of that name is quoted.
bool IsCallForm(Keyword keyword) {
  switch (keyword) {
    case Keyword::kTrue:
    case Keyword::kFalse:
    case Keyword::kNull:
    case Keyword::kNan:
    case Keyword::kInf:
    case Keyword::kInfinity:
    case Keyword::kAll:
    case Keyword::kAny:
    case Keyword::kNone:
    case Keyword::kSingle:
    case Keyword::kReduce:
    case Keyword::kShortestPath:
    case Keyword::kAllShortestPaths:
      return true;
    default:
      return IsStructural(keyword);
  }
}

std::string FunctionName(std::string_view name) {
  std::string printed;
  const bool dotted = name.find('.') != std::string_view::npos;
  for (;;) {
    const size_t dot = name.find('.');
    const std::string_view part = name.substr(0, dot);
    printed += !dotted && IsCallForm(KeywordOf(part)) ? Cat("`", part, "`") : PrintName(part);
    if (dot == std::string_view::npos) return printed;
    printed += '.';
    name.remove_prefix(dot + 1);
  }
}

std::string Quoted(std::string_view text, char quote) {
  static constexpr std::string_view kPlain = "\b\f\n\r\t";
  static constexpr std::string_view kEscaped = "bfnrt";
  std::string printed(1, quote);
  for (const char c : text) {
    const size_t escape = kPlain.find(c);
    if (c == '\\' || c == quote) {
      printed += {'\\', c};
    } else if (escape != std::string_view::npos) {
      printed += {'\\', kEscaped[escape]};
    } else {
      printed += c;
    }
  }
  return printed += quote;
}

// x:A or x IS NULL of a plain variable: between "(" and ")" it looks like a node, and what follows
// may look like a relationship.
bool LooksLikeNode(const Expression& expression) {
  const auto* tests = std::get_if<Tests>(&expression.node);
  if (!tests || !std::holds_alternative<Variable>(tests->operand->node)) return false;
  const auto& first = tests->tests[0].node;
  return !std::holds_alternative<InTest>(first) && !std::holds_alternative<StringTest>(first);
}

bool IsNumber(const Expression& expression) {
  const auto* literal = std::get_if<Literal>(&expression.node);
  return literal && literal->value.index() >= 2 && literal->value.index() <= 3;
}

}  // namespace

std::string PrintName(std::string_view name) {
  return IsPlainName(name) ? std::string(name) : Quoted(name, '`');
}

std::string PrintVariable(std::string_view name) {
  return UseOf(KeywordOf(name)) == KeywordUse::kFree ? PrintName(name) : Quoted(name, '`');
}

std::string PrintString(std::string_view text) { return Quoted(text, '\''); }

Printer::Level Printer::LevelOf(const Logical& logical) {
  switch (logical.op) {
    case LogicalOperator::kOr:
      return kOr;
    case LogicalOperator::kXor:
      return kXor;
    case LogicalOperator::kAnd:
      return kAnd;
  }
  return kOr;
}

Printer::Level Printer::LevelOf(const Arithmetic& arithmetic) {
  switch (arithmetic.rest[0].op) {
    case ArithmeticOperator::kAdd:
    case ArithmeticOperator::kSubtract:
    case ArithmeticOperator::kConcatenate:
      return kSum;
    case ArithmeticOperator::kMultiply:
    case ArithmeticOperator::kDivide:
    case ArithmeticOperator::kModulo:
      return kProduct;
    case ArithmeticOperator::kPower:
      return kPower;
  }
  return kSum;
}

Printer::Level Printer::LevelOf(const Expression& expression) {
  if (const auto* logical = std::get_if<Logical>(&expression.node)) return LevelOf(*logical);
  if (const auto* sum = std::get_if<Arithmetic>(&expression.node)) return LevelOf(*sum);
  if (const auto* literal = std::get_if<Literal>(&expression.node)) {
    const auto* integer = std::get_if<int64_t>(&literal->value);
    const auto* number = std::get_if<double>(&literal->value);
    return (integer && *integer < 0) || (number && std::signbit(*number)) ? kSign : kPrimary;
  }
  if (std::holds_alternative<Not>(expression.node)) return kNot;
  if (std::holds_alternative<PatternPredicate>(expression.node)) return kNot;
  if (std::holds_alternative<Comparison>(expression.node)) return kComparison;
  if (std::holds_alternative<Tests>(expression.node)) return kTest;
  if (std::holds_alternative<Sign>(expression.node)) return kSign;
  if (std::holds_alternative<Access>(expression.node)) return kAccess;
  return kPrimary;
}

void Printer::Print(const Expression& expression, int lowest) {
  const bool brackets = LevelOf(expression) < lowest;
  const bool twice = brackets && LooksLikeNode(expression);
  if (brackets) Add(twice ? "((" : "(");
  PrintBare(expression);
  if (brackets) Add(twice ? "))" : ")");
}

void Printer::PrintBare(const Expression& expression) {
  std::visit([this](const auto& node) { PrintNode(node); }, expression.node);
}

void Printer::PrintNode(const Literal& literal) {
  std::visit(Overload{
                 [&](std::monostate) { Add("null"); },
                 [&](bool value) { Add(value ? "true" : "false"); },
                 [&](int64_t value) { Add(value); },
                 [&](double value) {
                   if (std::isnan(value)) return Add("NaN");
                   if (std::isinf(value)) return Add(value < 0 ? "-Infinity" : "Infinity");
                   char digits[32];
                   const auto end = std::to_chars(digits, digits + sizeof(digits), value).ptr;
                   const std::string_view text(digits, static_cast<size_t>(end - digits));
                   const bool plain = text.find_first_of(".e") == std::string_view::npos;
                   Add(text, plain ? ".0" : "");
                 },
                 [&](const std::string& value) { Add(PrintString(value)); },
             },
             literal.value);
}

void Printer::PrintNode(const Parameter& parameter) {
  bool plain = !parameter.name.empty();
  for (size_t at = 0; plain && at < parameter.name.size();) {
    const CodePoint c = CodePointAt(parameter.name, at);
    plain = c.length > 0 && IsNamePart(c.value);
    at += c.length;
  }
  Add("$", plain ? parameter.name : Quoted(parameter.name, '`'));
}

void Printer::PrintNode(const Variable& variable) { Add(PrintVariable(variable.name)); }

void Printer::PrintNode(const EntityLiteral& entity) {
  Add("@");
  Print(*entity.name);
}

void Printer::PrintNode(const ListLiteral& list) {
  Add("[");
  bool first = true;  // [x IN xs] would be a comprehension
  AddList(list.items, [&](const ExpressionPtr& item) {
    Print(*item, first ? kSum : kAnything);
    first = false;
  });
  Add("]");
}

void Printer::Print(const MapEntry& entry) {
  Add(PrintName(entry.key.text), ": ");
  Print(*entry.value);
}

void Printer::PrintNode(const MapLiteral& map) {
  Add("{");
  AddList(map.entries, [&](const MapEntry& entry) { Print(entry); });
  Add("}");
}

void Printer::PrintNode(const Access& access) {
  Print(*access.base, kPrimary);
  for (const AccessStep& step : access.steps) {
    std::visit(Overload{
                   [&](const PropertyStep& property) { Add(".", PrintName(property.key.text)); },
                   [&](const IndexStep& index) {
                     Add("[");
                     Print(*index.index);
                     Add("]");
                   },
                   [&](const SliceStep& slice) {
                     Add("[");
                     if (slice.from) Print(*slice.from);
                     Add("..");
                     if (slice.to) Print(*slice.to);
                     Add("]");
                   },
               },
               step.node);
  }
}

void Printer::PrintNode(const Arithmetic& arithmetic) {
  const Level level = LevelOf(arithmetic);
  Print(*arithmetic.first, level + 1);
  for (const ArithmeticStep& step : arithmetic.rest) {
    Add(" ", NameOf(step.op), " ");
    // (a) - -(b) would be a pattern.
    const bool sign = std::holds_alternative<Sign>(step.operand->node);
    Print(*step.operand, sign ? kAccess : level + 1);
  }
}

void Printer::PrintNode(const Sign& sign) {
  Add(sign.negative ? "-" : "+");
  // -1 is a literal, -(1) a sign.
  Print(*sign.operand,
        IsNumber(*sign.operand) && LevelOf(*sign.operand) == kPrimary ? kPrimary + 1 : kSign);
}

void Printer::PrintNode(const Comparison& comparison) {
  Print(*comparison.first, kTest);
  for (const ComparisonStep& step : comparison.rest) {
    Add(" ", NameOf(step.op), " ");
    const bool sign = std::holds_alternative<Sign>(step.operand->node);
    Print(*step.operand, sign ? kAccess : kTest);
  }
}

void Printer::PrintNode(const Logical& logical) {
  const Level level = LevelOf(logical);
  bool first = true;
  for (const ExpressionPtr& operand : logical.operands) {
    if (!first) Add(" ", NameOf(logical.op), " ");
    first = false;
    Print(*operand, level + 1);
  }
}

void Printer::PrintNode(const Not& negation) {
  Add("NOT ");
  Print(*negation.operand, kNot);
}

void Printer::PrintNode(const Tests& tests) {
  Print(*tests.operand, kSum);
  for (size_t i = 0; i < tests.tests.size(); ++i) PrintTest(tests.tests[i], i == 0);
}

void Printer::PrintTest(const Test& test, bool first) {
  std::visit(Overload{
                 [&](const InTest& in) {
                   Add(" IN ");
                   Print(*in.list, kSum);
                 },
                 [&](const StringTest& string) {
                   Add(" ", NameOf(string.op), " ");
                   Print(*string.operand, kSum);
                 },
                 [&](const NullTest& null) { Add(null.negated ? " IS NOT NULL" : " IS NULL"); },
                 [&](const LabelTest& label) {
                   // A second ":" would join its labels to the first; (A|B) ends before a "|".
                   const bool choice = std::holds_alternative<LabelOr>(label.labels->node);
                   Add(first ? ":" : " IS ", choice || !first ? "(" : "");
                   Print(*label.labels, 0);
                   Add(choice || !first ? ")" : "");
                 },
                 [&](const TypeTest& type) {
                   Add(type.negated ? " IS NOT :: " : " IS :: ");
                   Print(type.type);
                 },
             },
             test.node);
}

void Printer::Print(const ValueType& type) {
  Add(type.name);
  if (type.item) {
    Add("<");
    Print(*type.item);
    Add(">");
  }
  if (type.not_null) Add(" NOT NULL");
}

void Printer::PrintNode(const FunctionCall& call) {
  Add(FunctionName(call.name), call.distinct ? "(DISTINCT " : "(");
  AddList(call.arguments, [&](const ExpressionPtr& argument) { Print(*argument); });
  Add(")");
}

void Printer::PrintNode(const CountStar&) { Add("count(*)"); }

void Printer::PrintNode(const Case& node) {
  Add("CASE");
  if (node.operand) {
    Add(" ");
    Print(*node.operand);
  }
  for (const CaseBranch& branch : node.branches) {
    Add(" WHEN ");
    AddList(branch.when, [&](const ExpressionPtr& when) { Print(*when); });
    Add(" THEN ");
    Print(*branch.then);
  }
  AddOption("ELSE", node.otherwise);
  Add(" END");
}

void Printer::PrintNode(const ListComprehension& list) {
  Add("[", PrintVariable(list.variable.text), " IN ");
  // The commas of CASE would make [x IN ...] a list of items.
  Print(*list.list, std::holds_alternative<Case>(list.list->node) ? kPrimary + 1 : kSum);
  AddOption("WHERE", list.where);
  AddOption("|", list.value);
  Add("]");
}

void Printer::PrintNode(const PatternComprehension& list) {
  Add("[");
  Print(*list.pattern);
  AddOption("WHERE", list.where);
  AddOption("|", list.value);
  Add("]");
}

void Printer::PrintNode(const PatternPredicate& predicate) { Print(*predicate.pattern); }

void Printer::PrintNode(const ShortestPath& path) { Print(*path.pattern); }

void Printer::PrintNode(const ListPredicate& predicate) {
  Add(NameOf(predicate.kind), "(", PrintVariable(predicate.variable.text), " IN ");
  Print(*predicate.list);
  AddOption("WHERE", predicate.where);
  Add(")");
}

void Printer::PrintNode(const Reduce& reduce) {
  Add("reduce(", PrintVariable(reduce.accumulator.text), " = ");
  Print(*reduce.initial);
  Add(", ", PrintVariable(reduce.variable.text), " IN ");
  Print(*reduce.list);
  AddOption("|", reduce.step);
  Add(")");
}

void Printer::PrintNode(const MapProjection& projection) {
  Add(PrintVariable(projection.variable.text), " {");
  AddList(projection.elements, [&](const ProjectionElement& element) {
    std::visit(
        Overload{
            [&](const MapEntry& entry) { Print(entry); },
            [&](const PropertySelector& property) { Add(".", PrintName(property.key.text)); },
            [&](const VariableSelector& variable) { Add(PrintVariable(variable.variable.text)); },
            [&](const AllProperties&) { Add(".*"); },
        },
        element);
  });
  Add("}");
}

void Printer::PrintNode(const SubqueryExpression& subquery) {
  Add(NameOf(subquery.kind), " { ");
  Print(*subquery.query);
  Add(" }");
}

std::string Print(const Expression& expression) {
  Printer printer;
  printer.Print(expression);
  return printer.Take();
}

}  // namespace newsgraph::syntax
