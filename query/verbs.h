// The verbs of prompt and scripts as the queries that they stand for.
//
//   paths "Nvidia" -- "TSMC" max 3 since 2024      ->
//   MATCH p = SHORTEST 3 ACYCLIC (a@'Nvidia')-[]-{1,3}(b@'TSMC') DURING ['2024', null] ...
//
// The query is a text that anybody may run, change and build upon; EXPLAIN prints it. Each has a
// budget, so that it answers at a prompt whatever it is asked of. Where a graph has the
// relationships that tie things to the text they stand in (about, written_by, SAME_AS), verbs do
// not walk along these unless told to: all that one article mentions would be two steps apart.
// docs/paths.md shows each. No state.
#pragma once

#include <string>

#include "graph/graph.h"
#include "query/session.h"
#include "query/syntax/ast.h"

namespace newsgraph::query {

// errors: ParameterMissing, ArgumentError: a number of steps that is no number of 1 or more
StatusOr<std::string> QueryOf(const syntax::Verb& verb, const GraphView& view,
                              const Parameters& parameters);

}  // namespace newsgraph::query
