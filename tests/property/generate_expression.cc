// Expressions of a wanted kind, and predicates.
#include "graph/base/strings.h"
#include "tests/property/generate.h"

namespace newsgraph::property {

const Generator::Name* Generator::Find(Kind kind) {
  std::vector<const Name*> fitting;
  for (const Name& name : scope_) {
    if (name.kind == kind) fitting.push_back(&name);
  }
  return fitting.empty() ? nullptr : fitting[Below(static_cast<int>(fitting.size()))];
}

std::string Generator::Constant(Kind kind) {
  const Value value = Chance(4) ? Value() : RandomValue(kind);
  if (Chance(20)) {
    const std::string name = Cat("p", parameters.size());
    parameters[name] = value;
    return "$" + name;
  }
  return value.kind() == ValueKind::kDate ? Cat("date(", ToText(value), ")") : ToText(value);
}

std::string Generator::Expression(Kind kind, int depth) {
  const auto more = [&](Kind inner) { return Expression(inner, depth - 1); };
  if (depth > 0 && Chance(35)) {
    if (Chance(15))
      return Cat("CASE WHEN ", Predicate(0), " THEN ", more(kind), " ELSE ", more(kind), " END");
    if (Chance(15)) return Cat("coalesce(", more(kind), ", ", more(kind), ")");
    if (kind == Kind::kInt) {
      switch (Below(7)) {
        case 0:
          return Cat("size(", more(Kind::kList), ")");
        case 1:
          return Cat("size(", more(Kind::kString), ")");
        case 2:
          return Cat("abs(", more(kind), ")");
        case 3:
          return Cat(more(Kind::kList), "[", Below(3), "]");
        case 4:
          return Cat("COUNT { ", Path(1, false), " }");
        case 5:
          return Cat("(", more(kind), " % 3)");
        default:
          return Cat("(", more(kind), Pick({" + ", " - ", " * "}), more(kind), ")");
      }
    }
    if (kind == Kind::kString)
      return Chance(50) ? Cat("toUpper(", more(kind), ")")
                        : Cat("(", more(kind), " + ", more(kind), ")");
    if (kind == Kind::kFloat) return Cat("(", more(kind), " * 1.0)");
    if (kind == Kind::kList) {
      switch (Below(4)) {
        case 0:
          return Cat("[", more(Kind::kInt), ", ", more(Kind::kInt), "]");
        case 1:
          return Cat("[y IN ", more(kind), " WHERE y > ", Below(3), " | y + 1]");
        case 2:
          return Cat("(", more(kind), " + ", more(kind), ")");
        default:
          return Cat(more(kind), "[1..]");
      }
    }
  }
  const Name* element = Chance(75) ? Find(Chance(75) ? Kind::kNode : Kind::kEdge) : Find(kind);
  if (element && element->kind == kind) return element->text;
  if (!element) element = Find(Kind::kNode);
  if (!element) return Constant(kind);
  switch (kind) {
    case Kind::kFloat:
      return element->text + ".f";
    case Kind::kString:
      return element->kind == Kind::kEdge && Chance(30) ? Cat("type(", element->text, ")")
                                                        : element->text + ".s";
    case Kind::kList:
      return element->text + ".l";
    case Kind::kDate:
      return element->text + ".d";
    case Kind::kAny:
      return element->text + ".x";
    default:
      return element->text + (Chance(50) ? ".k" : ".i");
  }
}

std::string Generator::Comparison(int depth) {
  const Kind kind = static_cast<Kind>(static_cast<int>(Kind::kInt) + Below(6));
  const std::string left = Expression(kind, depth);
  const std::string right = Chance(60) ? Constant(kind) : Expression(kind, depth);
  return Cat(left, Pick({" = ", " <> ", " < ", " <= ", " > ", " >= ", " > ", " >= "}), right);
}

std::string Generator::Predicate(int depth) {
  if (depth > 0 && Chance(35)) {
    if (Chance(30)) return Cat("NOT (", Predicate(depth - 1), ")");
    return Cat("(", Predicate(depth - 1), Pick({" AND ", " OR ", " OR ", " XOR "}),
               Predicate(depth - 1), ")");
  }
  const Name* node = Find(Kind::kNode);
  const int below = std::max(depth - 1, 0);
  switch (Below(14)) {
    case 0:
      return Cat(Expression(Kind::kInt, below), " IN ",
                 Pick({"[0, 1, 2]", "[1, null, 3]", "[]", "[2, 3, 4, 5]"}));
    case 1:
      return Cat(Expression(Kind::kInt, below), " IN ", Expression(Kind::kList, below));
    case 2:
      return Cat(Expression(Kind::kAny, 0), Pick({" IS NULL", " IS NOT NULL", " IS NOT NULL"}));
    case 3:
      return Cat(Expression(Kind::kString, below),
                 Pick({" STARTS WITH ", " ENDS WITH ", " CONTAINS "}), Constant(Kind::kString));
    case 4:
      return Cat(Pick({"any", "all", "none", "single"}), "(y IN ", Expression(Kind::kList, below),
                 " WHERE y ", Pick({"= 1", "> 0", "<> 2", "IN [1, null]"}), ")");
    case 5:
      return node ? Cat(Chance(70) ? "EXISTS" : "NOT EXISTS", " { MATCH (", node->text, ")",
                        EdgeText(false), "(w", Labels(true), ")",
                        Chance(40) ? " WHERE w.i > 0" : "", " }")
                  : Comparison(below);
    case 6:
      return node ? Cat("COUNT { (", node->text, ")", EdgeText(false), "() } ",
                        Pick({"> 0", "= 0", "< 2", ">= 1"}))
                  : Comparison(below);
    case 7:
      return node ? Cat("(", node->text, ")", EdgeText(false), "(", Labels(true), ")")
                  : Comparison(below);
    case 8:
      return node ? Cat(node->text, Pick({":A", ":B|C", ":!A", ":A:B"})) : Comparison(below);
    case 9:
      return Cat("0 <= ", Expression(Kind::kInt, below), " < ", 1 + Below(5));
    default:
      return Comparison(below);
  }
}

std::string Generator::Aggregate() {
  const Name* node = Find(Kind::kNode);
  switch (Below(8)) {
    case 0:
      return "count(*)";
    case 1:
      return Cat("sum(", Expression(Kind::kInt, 1), ")");
    case 2:
      return Cat("avg(", Expression(Kind::kInt, 0), ")");
    case 3:
      return Cat(Pick({"min(", "max("}), Expression(Chance(50) ? Kind::kAny : Kind::kDate, 0), ")");
    case 4:
      return Cat("collect(", Chance(30) ? "DISTINCT " : "", Expression(Kind::kInt, 1), ")");
    case 5:
      return node ? Cat("count(DISTINCT ", node->text, ")") : "count(*)";
    case 6:
      return Cat("size(collect(", Expression(Kind::kString, 0), ")) + 1");
    default:
      return Cat("count(", Chance(40) ? "DISTINCT " : "", Expression(Kind::kAny, 0), ")");
  }
}

std::string Generator::ScalarColumns(int most) {
  std::string items;
  for (int i = 0; i <= Below(most); ++i)
    Append(items, i > 0 ? ", " : "", Expression(Chance(70) ? Kind::kInt : Kind::kAny, 0), " AS c",
           i);
  return items;
}

}  // namespace newsgraph::property
