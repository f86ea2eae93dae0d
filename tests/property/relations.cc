// Relations between answers of the engine: the rows of the queries on the left, taken together,
// are those on the right.
#include <algorithm>

#include "tests/property/check.h"

namespace newsgraph::property {
namespace {

struct Relation {
  std::string name;
  std::vector<std::string> left, right;
  StringMap<Value> parameters = {};
  bool ordered = false;
};

std::vector<Relation> MakeRelations(Generator& g) {
  std::vector<Relation> all;
  g.StartQuery();
  std::string pattern = g.Patterns(2);
  const std::string columns = g.ScalarColumns(2), p = g.Predicate(2);
  const std::string match = Cat("MATCH ", pattern), tail = Cat(" RETURN ", columns);
  all.push_back({"a predicate splits the rows in three",
                 {match + tail},
                 {Cat(match, " WHERE ", p, tail), Cat(match, " WHERE NOT (", p, ")", tail),
                  Cat(match, " WHERE (", p, ") IS NULL", tail)},
                 g.parameters});
  all.push_back({"DISTINCT is grouping",
                 {Cat(match, " RETURN DISTINCT ", columns)},
                 {Cat(match, " WITH ", columns, ", count(*) AS n RETURN c0",
                      columns.find("AS c1") != std::string::npos ? ", c1" : "")},
                 g.parameters});
  all.push_back({"WITH * and UNWIND of one item change nothing",
                 {match + tail},
                 {Cat(match, " WITH * UNWIND [0] AS one WITH *", tail)},
                 g.parameters});
  const char* types[] = {"", ":R", ":S", ":R|T"};
  const char* labels[] = {"A", "B", "C", "D"};
  const std::string t = types[g.Below(4)], u = types[g.Below(4)], l = labels[g.Below(4)],
                    end = " RETURN a.k, b.k", i = Cat(g.Below(5) - 1);
  all.push_back(
      {"an arrow may be read from either end",
       {Cat("MATCH (a:", l, ")-[r", t, "]->(b)<-[", u, "]-(c) RETURN a.k, b.k, c.k, r.k")},
       {Cat("MATCH (c)-[", u, "]->(b)<-[r", t, "]-(a:", l, ") RETURN a.k, b.k, c.k, r.k")}});
  all.push_back({"a chain is its parts",
                 {Cat("MATCH (a)-[r", t, "]->(b)-[s", u, "]-(c) RETURN a.k, s.k, c.k")},
                 {
                     Cat("MATCH (b)-[s", u, "]-(c), (a)-[r", t, "]->(b) RETURN a.k, s.k, c.k"),
                 }});
  all.push_back(
      {"a label and properties in the pattern are conditions",
       {Cat("MATCH (a:", l, " {i: ", i, "})-[r", t, " {i: ", i, "}]-(b)", end)},
       {Cat("MATCH (a)-[r", t, "]-(b) WHERE a:", l, " AND a.i = ", i, " AND r.i = ", i, end)}});
  StringMap<Value> parameter;
  parameter["i"] = Value::Int(g.Below(5) - 1);
  all.push_back({"a parameter is a literal",
                 {Cat("MATCH (a {i: $i})-[r", t, "]-(b) WHERE b.k > $i", end)},
                 {Cat("MATCH (a {i: ", ToText(parameter["i"]), "})-[r", t, "]-(b) WHERE b.k > ",
                      ToText(parameter["i"]), end)},
                 parameter});
  all.push_back({"EXISTS is COUNT > 0",
                 {Cat("MATCH (a) WHERE EXISTS { (a)-[", t, "]->(:", l, ") } RETURN a.k")},
                 {Cat("MATCH (a) WHERE COUNT { (a)-[", t, "]->(:", l, ") } > 0 RETURN a.k")}});
  all.push_back({"EXISTS is OPTIONAL MATCH and IS NOT NULL",
                 {Cat("MATCH (a) WHERE (a)-[", t, "]->(:", l, ") RETURN a.k")},
                 {Cat("MATCH (a) OPTIONAL MATCH (a)-[", t, "]->(b:", l,
                      ") WITH DISTINCT a, b IS NOT NULL AS yes WHERE yes RETURN a.k")}});
  all.push_back({"*1..3 is all its lengths",
                 {Cat("MATCH (a)-[", t, "*1..3]->(b)", end)},
                 {Cat("MATCH (a)-[", t, "]->(b)", end), Cat("MATCH (a)-[", t, "*2]->(b)", end),
                  Cat("MATCH (a)-[", t, "]->()-[", t, "]->()-[", t, "]->(b)", end)}});
  all.push_back({"no arrow is both arrows, loops once",
                 {Cat("MATCH (a)-[r", t, "]-(b)", end)},
                 {Cat("MATCH (a)-[r", t, "]->(b)", end),
                  Cat("MATCH (a)<-[r", t, "]-(b) WHERE a.k <> b.k", end)}});
  const std::string sorted = Cat("MATCH (a)-[r]-(b) RETURN a.k, r.k, b.s ORDER BY a.k, r.k, b.s");
  const int n = g.Below(5);
  all.push_back({"windows tile",
                 {sorted},
                 {Cat(sorted, " LIMIT ", n), Cat(sorted, " SKIP ", n, " LIMIT 3"),
                  Cat(sorted, " SKIP ", n + 3)},
                 {},
                 true});
  return all;
}

}  // namespace

std::string CheckRelation(Stores& stores, Generator& generator, Counts& counts) {
  const std::vector<Relation> relations = MakeRelations(generator);
  for (const Relation& relation : relations) {
    for (Store& store : stores.stores) {
      std::string problem = Cat("  ", relation.name, ", from ", store.name, "\n");
      std::vector<std::string> sides[2];
      bool failed = false;
      for (int side = 0; side < 2; ++side) {
        for (const std::string& text : side == 0 ? relation.left : relation.right) {
          const auto result = store.session->Run(text, relation.parameters);
          Append(problem, "  ", side == 0 ? "left   " : "right  ", text, "\n");
          if (!result.ok()) {
            Append(problem, "    ", View(result.status().message()), "\n");
            failed = true;
            continue;
          }
          const Model seen = ModelOf(result->view);
          for (uint64_t row = 0; row < result->row_count; ++row) {
            std::string line;
            for (const Value& value : result->row(row))
              Append(line, line.empty() ? "" : " | ", Render(seen, value, true));
            sides[side].push_back(std::move(line));
          }
        }
        if (!relation.ordered) std::sort(sides[side].begin(), sides[side].end());
      }
      ++counts.checks;
      if (!failed && sides[0] == sides[1]) continue;
      for (int side = 0; side < 2; ++side) {
        Append(problem, side == 0 ? "  left:\n" : "  right:\n");
        for (const std::string& line : sides[side]) Append(problem, "    ", line, "\n");
      }
      for (const auto& [name, value] : relation.parameters)
        Append(problem, "  $", name, " = ", ToText(value), "\n");
      return problem;
    }
  }
  return "";
}

}  // namespace newsgraph::property
