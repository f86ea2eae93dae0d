// Graphs, patterns and clauses.
#include "tests/property/generate.h"

#include "graph/base/strings.h"

namespace newsgraph::property {

std::string Generator::Pick(std::initializer_list<const char*> texts) {
  return *(texts.begin() + Below(static_cast<int>(texts.size())));
}

Value Generator::RandomValue(Kind kind) {
  switch (kind) {
    case Kind::kFloat:
      return Value::Float(Below(8) - 3 + (Below(3) + 1) * 0.25);
    case Kind::kString:
      return Value::String(Pick({"", "a", "b", "ab", "abc", "Ab"}));
    case Kind::kList: {
      std::vector<Value> items;
      for (int i = Below(4); i > 0; --i) items.push_back(Value::Int(Below(4)));
      return Value::List(std::move(items));
    }
    case Kind::kDate:
      return Value::Of(Date{19700 + Below(3)});
    case Kind::kAny:
      return Chance(10) ? Value::Bool(Chance(50))
                        : RandomValue(static_cast<Kind>(static_cast<int>(Kind::kInt) + Below(5)));
    default:
      return Value::Int(Below(6) - 2);
  }
}

PropertyMap Generator::RandomProperties(int64_t k) {
  PropertyMap properties = {{"k", Value::Int(k)}};
  const std::pair<const char*, Kind> kinds[] = {{"i", Kind::kInt},    {"f", Kind::kFloat},
                                                {"s", Kind::kString}, {"l", Kind::kList},
                                                {"d", Kind::kDate},   {"x", Kind::kAny}};
  for (const auto& [key, kind] : kinds) {
    if (Chance(70)) properties[key] = RandomValue(kind);
  }
  return properties;
}

Model Generator::MakeGraph() {
  Model model;
  const int nodes = Chance(2) ? 0 : Chance(6) ? 1 : 2 + Below(7);
  for (int i = 0; i < nodes; ++i) {
    ModelNode& node = model.nodes.emplace_back();
    for (const char* label : {"A", "B", "C"}) {
      if (Chance(45)) node.labels.insert(label);
    }
    node.properties = RandomProperties(i);
  }
  for (int i = nodes == 0 ? 0 : nodes / 2 + Below(nodes + 4); i > 0; --i) {
    ModelEdge& edge = model.edges.emplace_back();
    edge.source = Below(nodes);
    edge.target = Chance(15) ? edge.source : Below(nodes);
    edge.type = Pick({"R", "R", "S", "T"});
    edge.properties = RandomProperties(i + 100);
  }
  return model;
}

void Generator::StartQuery() {
  scope_.clear();
  parameters.clear();
  next_ = 0;
}

std::string Generator::Labels(bool of_node) {
  if (!of_node)
    return Chance(70) ? "" : Pick({":R", ":R", ":S", ":T", ":R|S", ":R|S|T", ":!T", ":%", ":R|U"});
  return Chance(93) ? ""
                    : Pick({":A", ":A", ":B", ":C", ":A:B", ":A|B", ":!A", ":%", ":!%", ":(A|B)&!C",
                            ":!(B&C)", ":D|A", ":A&B|C"});
}

std::string Generator::Properties() {
  if (Chance(95)) return "";
  if (Chance(10)) return " {}";
  const Kind kind = Chance(60) ? Kind::kInt : Kind::kString;
  return Cat(" {", kind == Kind::kInt ? "i" : "s", ": ", Constant(kind), "}");
}

std::string Generator::NodeText(bool may_name) {
  const Name* bound = Chance(may_name ? 30 : 60) ? Find(Kind::kNode) : nullptr;
  if (bound) return Cat("(", bound->text, Chance(15) ? Labels(true) : "", ")");
  std::string name = may_name && Chance(75) ? Fresh("n") : "";
  std::string text = Cat("(", name, Labels(true), Properties());
  if (!name.empty()) scope_.push_back({name, Kind::kNode});
  return text + ")";
}

std::string Generator::EdgeText(bool may_name) {
  const int way = Below(5);
  const bool many = Chance(15);
  const std::string name = may_name && !many && Chance(50) ? Fresh("r") : "";
  std::string inner = Cat(name, Labels(false));
  if (many)
    Append(inner, Pick({"*..3", "*1..2", "*0..1", "*2", "*0..3", "*..2", "*2..3", "*0", "*1..3"}));
  Append(inner, Properties());
  if (!name.empty()) scope_.push_back({name, Kind::kEdge});
  return Cat(way == 1 || way == 2 ? "<-" : "-", "[", inner, "]", way == 0 || way == 3 ? "->" : "-");
}

std::string Generator::Path(int most_hops, bool may_name) {
  std::string text = NodeText(may_name);
  for (int hops = Chance(40) ? 0 : 1 + Below(most_hops); hops > 0; --hops) {
    Append(text, EdgeText(may_name));
    Append(text, NodeText(may_name));
  }
  return text;
}

std::string Generator::Patterns(int most_paths) {
  std::string text = Path(2);
  for (int i = Chance(65) ? 0 : Below(most_paths); i > 0; --i) Append(text, ", ", Path(1));
  return text;
}

std::string Generator::WithClause() {
  std::vector<Name> kept;
  std::string items;
  for (const Name& name : scope_) {
    if (Chance(80)) {
      Append(items, items.empty() ? "" : ", ", name.text);
      kept.push_back(name);
    }
  }
  const bool grouped = Chance(25);
  for (int i = grouped || items.empty() ? 1 : Below(2); i > 0; --i) {
    const Kind kind = grouped || Chance(70) ? Kind::kInt : Kind::kString;
    const std::string name = Fresh("v");
    Append(items, items.empty() ? "" : ", ", grouped ? "count(*)" : Expression(kind, 1), " AS ",
           name);
    kept.push_back({name, kind});
  }
  scope_ = kept;
  return Cat(" WITH ", Chance(15) ? "DISTINCT " : "", items,
             Chance(15) ? Cat(" WHERE ", Predicate(1)) : "");
}

std::string Generator::Reading() {
  std::string text;
  if (Chance(10)) {
    const std::string name = Fresh("u");
    Append(text, "UNWIND ", Pick({"[1, 2, 2]", "[0, 1, null]", "range(0, 2)", "[3]"}), " AS ",
           name);
    scope_.push_back({name, Kind::kInt});
  } else {
    Append(text, "MATCH ", Patterns(3), Chance(10) ? Cat(" WHERE ", Predicate(2)) : "");
  }
  for (int i = Below(3); i > 0; --i) {
    const int what = Below(10);
    if (what < 3) {
      Append(text, " OPTIONAL MATCH ", Path(2), Chance(40) ? Cat(" WHERE ", Predicate(1)) : "");
    } else if (what < 5) {
      Append(text, " MATCH ", Path(2), Chance(30) ? Cat(" WHERE ", Predicate(1)) : "");
    } else if (what < 7) {
      Append(text, WithClause());
    } else if (what < 8) {
      const std::string list = Expression(Kind::kList, 1), name = Fresh("u");
      Append(text, " UNWIND ", list, " AS ", name);
      scope_.push_back({name, Kind::kInt});
    } else if (const Name* node = Find(Kind::kNode)) {
      const std::string import = node->text, name = Fresh("c");
      Append(text, " CALL { WITH ", import, " ", Chance(30) ? "OPTIONAL " : "", "MATCH (", import,
             ")", Pick({"-->", "--", "<-[:R]-", "-[*0..2]-", "-[:R|S]->"}), "(w) RETURN ",
             Pick({"count(*)", "w.k", "sum(w.i)", "max(w.k)", "count(w.s)", "DISTINCT w.i"}),
             " AS ", name, " }");
      scope_.push_back({name, Kind::kInt});
    }
  }
  return text;
}

std::string Generator::ReturnClause(bool& ordered) {
  std::string items, order;
  const bool grouped = Chance(25), elements = !grouped && Chance(30);
  const int count = 1 + Below(3);
  for (int i = 0; i < count; ++i) {
    const Kind kinds[] = {Kind::kInt,  Kind::kInt,  Kind::kString, Kind::kFloat,
                          Kind::kList, Kind::kDate, Kind::kAny};
    std::string value;
    if (elements && i == 0 && !scope_.empty()) {
      value = scope_[Below(static_cast<int>(scope_.size()))].text;
    } else if (grouped && (i == count - 1 || Chance(40))) {
      value = Aggregate();
    } else if (Chance(12)) {
      value = Predicate(1);
    } else {
      value = Expression(kinds[Below(7)], 2);
    }
    Append(items, i > 0 ? ", " : "", value, " AS c", i);
    Append(order, i > 0 ? ", " : "", "c", i, Chance(30) ? " DESC" : "");
  }
  std::string text = Cat(" RETURN ", Chance(20) ? "DISTINCT " : "", items);
  ordered = !elements && Chance(30);
  if (!ordered) return text;
  Append(text, " ORDER BY ", order);
  if (Chance(25)) Append(text, " SKIP ", Below(2));
  if (Chance(60)) Append(text, " LIMIT ", 1 + Below(6));
  return text;
}

Case Generator::MakeQuery() {
  StartQuery();
  Case made;
  made.text = Reading();
  if (Chance(8)) {
    const std::string items = " RETURN " + Expression(Kind::kInt, 1) + " AS c";
    Append(made.text, items, Chance(50) ? " UNION " : " UNION ALL ");
    scope_.clear();
    Append(made.text, Reading(), " RETURN ", Expression(Kind::kInt, 1), " AS c");
  } else {
    Append(made.text, ReturnClause(made.ordered));
  }
  made.parameters = parameters;
  return made;
}

std::string Generator::WriteClause() {
  const Name* node = Find(Kind::kNode);
  const Name* edge = Find(Kind::kEdge);
  const std::string n = node ? node->text : "", r = edge ? edge->text : "", fresh = Fresh("m");
  switch (Below(12)) {
    case 0:
      return Cat(" CREATE (", fresh, ":", Pick({"A", "B:C", "D"}), " {i: ", Constant(Kind::kInt),
                 ", s: ", Constant(Kind::kString), "})");
    case 1:
      return node ? Cat(" CREATE (", n, ")-[:", Pick({"R", "U"}), " {i: ", n, ".i}]->(:B)") : "";
    case 2:
      return node ? Cat(" SET ", n, ".i = ", n, ".i + 1, ", n, ":", Pick({"A", "D"})) : "";
    case 3:
      return node ? Cat(" SET ", n,
                        Pick({" += {s: 'z', i: null}", ".x = null", " += {}", " = {k: 5, f: 0.5}",
                              ".l = [1, 2]"}))
                  : "";
    case 4:
      return edge ? Cat(" SET ", r, Pick({".i = 3", ".s = 'e'", " += {x: 1}", ".k = null"})) : "";
    case 5:
      return node ? Cat(" REMOVE ", n, Pick({".i", ":A", ".nothing", ":A:B", ".d"})) : "";
    case 6:
      return edge ? Cat(" DELETE ", r) : "";
    case 7:
      return node ? Cat(Chance(80) ? " DETACH DELETE " : " DELETE ", n) : "";
    case 8:
      return Cat(" MERGE (", fresh, ":", Pick({"A", "B", "D"}), " {i: ", Constant(Kind::kInt),
                 "}) ON CREATE SET ", fresh, ".s = 'new' ON MATCH SET ", fresh, ".k = ", fresh,
                 ".k + 10");
    case 9:
      return node ? Cat(" MERGE (", n, ")-[", fresh, ":", Pick({"R", "S", "U"}), "]",
                        Pick({"->", "-"}), "(", n, ") ON MATCH SET ", fresh, ".i = 7")
                  : "";
    case 10:
      return node ? Cat(" MERGE (", n, ")-[:U]->(", fresh, ":A {s: 'm'})") : "";
    default:
      return Cat(" FOREACH (q IN [1, 2] | CREATE (:D {i: q})",
                 node ? Cat(" SET ", n, ".x = q") : "", ")");
  }
}

Case Generator::MakeWrite() {
  StartQuery();
  Case made;
  std::string clause;
  made.text = Cat("MATCH ", Path(1), Chance(40) ? Cat(" WHERE ", Predicate(1)) : "");
  while (clause.empty()) clause = WriteClause();
  Append(made.text, clause);
  const bool deletes = made.text.find("DELETE") != std::string::npos;
  if (!deletes && Chance(40)) Append(made.text, WriteClause());
  if (Chance(50)) {
    Append(made.text, " WITH count(*) AS t MATCH ", Pick({"(z)", "(z:D)", "()-[z]->()"}),
           " RETURN t, count(z) AS z");
  }
  made.parameters = parameters;
  return made;
}

}  // namespace newsgraph::property
