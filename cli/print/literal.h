// Values as query text that makes them again:
//
//   'it\'s'   [1, 2.0]   {k: 1}   date('2024-12-13')   point({x: 1.0, y: 2.0, srid: 4326})   (0.0 /
//   0.0)
//
// Names are put in backquotes where they are no plain identifiers. Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>

#include "graph/graph.h"

namespace newsgraph::cli {

// Nodes, relationships and paths have no literal: null is written.
void AppendLiteral(std::string& out, const Value& value);
void AppendName(std::string& out, std::string_view name);
// {name: 'x', n: 1}
void AppendPropertyMap(std::string& out, const GraphView& view, const Properties& properties);

}  // namespace newsgraph::cli
