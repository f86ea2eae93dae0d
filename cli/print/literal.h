// Values as query text that makes them again:
//
//   'it\'s'   [1, 2.0]   {k: 1}   date('2024-12-13')   point({x: 1.0, y: 2.0, srid: 4326})
//   (0.0 / 0.0)
//
// Names are put in backquotes where they are no plain words. Thread-safe: no state.
#pragma once

#include <string>

#include "graph/graph.h"
#include "query/name_text.h"

namespace newsgraph::cli {

using query::AppendName;

// Nodes, relationships and paths have no literal: null is written.
void AppendLiteral(std::string& out, const Value& value);
// {name: 'x', n: 1}
void AppendPropertyMap(std::string& out, const GraphView& view, const Properties& properties);

}  // namespace newsgraph::cli
