// The CSV files of a paired benchmark run into a graph.
//
//   ASSIGN_OR_RETURN(Graph graph, LoadNews("data/S"));
//
// The folder holds schema.json, which lists labels and relationship types; n_<Label>.csv with the
// columns id,name,date,kind; and e_<type>__<From>__<To>.csv with src,dst,date,conf,w,article. Ids
// are dense over all labels, in the order of the schema. Fields hold no quotes.
#pragma once

#include <string>

#include "graph/graph.h"

namespace newsgraph::bench {

// Also builds the indexes that a user of such data would ask for: id of every label, and names.
//   errors   IoError, DataError: a file that is missing or not of that form
StatusOr<Graph> LoadNews(const std::string& folder, int threads = 2);

}  // namespace newsgraph::bench
