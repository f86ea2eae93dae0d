// The list of algorithms, each a row: name, what it takes, what it gives, how it works. Queries
// call them by name, docs/algorithms.md is made from them, and their examples run as tests.
//
//   CALL algo.page_rank({types: 'met_with', top: 10}) YIELD node, score
//
//   const Algorithm* row = FindAlgorithm("page_rank");
//   ASSIGN_OR_RETURN(Options options, ParseOptions(*row, view, map));
//   Call call{view, arguments, options, work, workspace};
//   Status status = row->run(call, cells);          // rows of row->columns.size() values
//
// Rows are constant; a run has no state but its call. Thread-safe.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "graph/algo/projection.h"
#include "graph/algo/work.h"
#include "graph/algo/workspace.h"
#include "graph/base/error.h"
#include "graph/base/strings.h"
#include "graph/graph.h"
#include "graph/value.h"

namespace newsgraph::algo {

// What an option may be. Numbers have bounds; a text may have a list of words to choose from.
struct OptionRow {
  std::string_view name;
  ValueKind kind;               // kInt, kFloat, kString or kBool
  std::string_view fallback;    // as documented; "" is "none"
  double least = 0, most = 0;   // of numbers, inclusive
  std::string_view words = {};  // "exact|sampled"
  std::string_view doc = {};
};

// Which part of the graph: options that many algorithms share.
enum ProjectionPart : unsigned {
  kLabels = 1,
  kTypes = 2,
  kDirection = 4,
  kWeight = 8,
  kSimple = 16,
  kTop = 32,  // only so many rows, those of the largest score
};

struct ArgumentRow {
  std::string_view name;
  ValueKind kind;  // kNode, or kList of nodes
};
struct ColumnRow {
  std::string_view name;
  ValueKind kind;
};
struct ExampleRow {
  std::string_view statement;  // over the graph that docs/algorithms.md begins with
  std::string_view rows;       // "'Ann', 2 | 'Bob', 1", in any order
};

class Options {
 public:
  int64_t Int(std::string_view name) const { return values_.find(name)->second.integer(); }
  double Number(std::string_view name) const { return values_.find(name)->second.number(); }
  std::string_view Text(std::string_view name) const { return values_.find(name)->second.string(); }
  bool Flag(std::string_view name) const { return values_.find(name)->second.boolean(); }
  bool Has(std::string_view name) const { return values_.find(name) != values_.end(); }

  ProjectionSpec projection;
  uint64_t top = UINT64_MAX;

 private:
  friend StatusOr<Options> ParseOptions(const struct Algorithm& row, const GraphView& view,
                                        const Value& map);
  StringMap<Value> values_;
};

struct Call {
  const GraphView& view;
  std::span<const Value> arguments;  // as Algorithm::arguments
  const Options& options;
  Work& work;
  Workspace& workspace;
};

struct Algorithm {
  std::string_view name;
  std::string_view doc;
  std::vector<ArgumentRow> arguments;
  unsigned projection = 0;              // ProjectionPart bits
  std::string_view direction = "both";  // when none is given
  std::vector<OptionRow> options;
  std::vector<ColumnRow> columns;
  std::string_view cost, source;
  std::vector<ExampleRow> examples;
  // Appends whole rows. Stopped work: rows may be missing, and the status is still OK.
  Status (*run)(const Call& call, std::vector<Value>& cells);
};

// In the order of the documentation.
const std::vector<Algorithm>& Algorithms();
const Algorithm* FindAlgorithm(std::string_view name);  // null when there is none

// The options that a map gives, others as documented. Names of labels, types and keys that the
// graph does not know stand for nothing.
//   errors    ArgumentError: an option that is not there (with the nearest name), or a value out of
//             its range
StatusOr<Options> ParseOptions(const Algorithm& row, const GraphView& view, const Value& map);

// Families, one file each.
std::vector<Algorithm> PathAlgorithms();
std::vector<Algorithm> CentralityAlgorithms();
std::vector<Algorithm> ComponentAlgorithms();
std::vector<Algorithm> CommunityAlgorithms();
std::vector<Algorithm> NeighbourhoodAlgorithms();

// Rows of (node, score), all or the `top` best, ties by node.
void AddScores(const Call& call, const Projection& graph, std::span<const double> scores,
               std::vector<Value>& cells);

}  // namespace newsgraph::algo
