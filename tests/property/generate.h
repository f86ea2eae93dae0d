// Random graphs and random valid queries over them, the same for the same seed and compiler.
//
//   Generator generator(seed);
//   Model graph = generator.MakeGraph();
//   Case c = generator.MakeQuery();     // c.text, c.parameters, c.ordered
//
// Nodes have labels A, B, C, edges types R, S, T; the keys of both say the kind of their values:
// k unique integer, i integer, f a float that is a multiple of 1/4 but no integer (sums are exact),
// s string, l list of integers, d date, x anything; all but k may be missing. Queries are typed by
// these keys, so that nearly all are valid.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/property/model.h"

namespace newsgraph::property {

struct Case {
  std::string text;
  StringMap<Value> parameters;
  bool ordered = false;
};

enum class Kind : uint8_t { kNode, kEdge, kInt, kFloat, kString, kList, kDate, kAny };

class Generator {
 public:
  explicit Generator(uint64_t seed) : random_(seed) {}

  Model MakeGraph();
  Case MakeQuery();
  Case MakeWrite();

  // Pieces, for the relations. Variables that a pattern declares are in scope afterwards.
  void StartQuery();
  std::string Patterns(int most_paths);  // (a:A)-[r:R]->(b), (c)
  std::string Path(int most_hops, bool may_name = true);
  std::string Predicate(int depth);
  std::string ScalarColumns(int most);  // a.k, b.i AS c1
  StringMap<Value> parameters;
  int Below(int limit) { return static_cast<int>(random_() % static_cast<uint64_t>(limit)); }
  bool Chance(int percent) { return Below(100) < percent; }

 private:
  struct Name {
    std::string text;
    Kind kind;
  };
  std::string Fresh(const char* prefix) { return Cat(prefix, next_++); }
  std::string Pick(std::initializer_list<const char*> texts);
  Value RandomValue(Kind kind);
  PropertyMap RandomProperties(int64_t k);
  const Name* Find(Kind kind);
  std::string Labels(bool of_node);
  std::string NodeText(bool may_name);
  std::string EdgeText(bool may_name);
  std::string Properties();
  std::string Constant(Kind kind);
  std::string Expression(Kind kind, int depth);
  std::string Comparison(int depth);
  std::string Aggregate();
  std::string Reading();  // the clauses before RETURN
  std::string WithClause();
  std::string ReturnClause(bool& ordered);
  std::string WriteClause();

  std::mt19937_64 random_;
  std::vector<Name> scope_;
  int next_ = 0;
};

}  // namespace newsgraph::property
