// A plan for people and programs, for EXPLAIN and PROFILE: its operators as a tree.
//
//   std::vector<OperatorReport> trees = Report(plan, &measured);   // planner.h
//   trees[0].name == "Aggregate", trees[0].children.back() is what feeds it
//   ToText(trees)  ->  a line an operator, with rows, hits and times
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace newsgraph::plan {

// What PROFILE saw of an operator, over all its calls.
struct Measurement {
  uint64_t rows = 0;
  // Relationships it looked at, and nodes that a scan, an index, an id or a name gave it. Those of
  // the operators it calls are theirs.
  uint64_t hits = 0;
  double ms = 0;      // with the operators it calls
  double own_ms = 0;  // without them
};

struct OperatorReport {
  std::string name;     // "Expand"
  std::string details;  // "(#0)-[#1:met_with]->(#2)"; may be empty
  double estimated_rows = 0;
  std::optional<Measurement> measured;  // with PROFILE
  bool nested = false;                  // runs for the rows of its parent, whose input is another
  std::vector<OperatorReport> children;
};

// One operator a line, the last to run first; the first tree is the statement's, the others are
// those of its subqueries.
std::string ToText(std::span<const OperatorReport> trees);

}  // namespace newsgraph::plan
