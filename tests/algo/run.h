// Runs an algorithm of the catalogue, as a query would.
//
//   auto rows = RowsOf(view, "page_rank", {}, {{"top", Value::Int(3)}});      // rows of cells
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "graph/algo/catalog.h"

namespace newsgraph::testing {

using Rows = std::vector<std::vector<Value>>;

inline Rows RowsOf(const GraphView& view, std::string_view name, std::vector<Value> arguments,
                   std::vector<MapEntry> map, int threads = 2) {
  const algo::Algorithm& row = *algo::FindAlgorithm(name);
  const auto options = algo::ParseOptions(row, view, Value::Map(std::move(map)));
  EXPECT_TRUE(options.ok()) << options.status();
  algo::Workspace workspace;
  algo::Work work([](uint64_t) { return true; }, threads);
  std::vector<Value> cells;
  const Status status = row.run({view, arguments, *options, work, workspace}, cells);
  EXPECT_TRUE(status.ok()) << status;
  Rows rows;
  for (size_t i = 0; i < cells.size(); i += row.columns.size()) {
    rows.emplace_back(cells.begin() + static_cast<std::ptrdiff_t>(i),
                      cells.begin() + static_cast<std::ptrdiff_t>(i + row.columns.size()));
  }
  return rows;
}

// The second column by the node in the first.
inline std::vector<double> ByNode(const GraphView& view, const Rows& rows, size_t column = 1) {
  std::vector<double> values(view.node_limit(), -1);
  for (const auto& row : rows) values[row[0].node().value] = row[column].number();
  return values;
}

}  // namespace newsgraph::testing
