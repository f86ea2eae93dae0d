// One case against the engine: the reference's answer and the engine's in many modes.
//
//   Stores stores(model, true, true);                      // the same graph by each door
//   std::string problem = CheckCase(stores, c, counts);   // empty where all agree
//
// Rows are compared as bags of text, as lists where the case is ordered; writing cases by the rows
// and the whole graph afterwards, inside of a transaction that is rolled back. Not thread-safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "query/session.h"
#include "tests/property/generate.h"

namespace newsgraph::property {

struct Counts {
  uint64_t checks = 0, queries = 0, valid = 0, filled = 0;
};

// A graph with two sessions, by one of the doors: one that keeps plans and shares them between
// texts that differ in literals, and one that makes a plan for each statement.
struct Store {
  std::string name;
  std::unique_ptr<Graph> graph;
  std::unique_ptr<query::Session> session, forgetful;
};
struct Stores {
  // `all`: by CREATE and with a delta over a frozen base too, not by Builder alone; `saved`: from a
  // saved file too.
  Stores(const Model& model, bool all, bool saved);
  Model model;
  std::vector<Store> stores;
};

// An answer as text: a line a row, sorted where `ordered` is not set, or "error Kind/Detail"; with
// `dump` the graph behind it.
struct Answer {
  std::string text;
  bool valid = true;  // no compile-time error
  bool filled = false;
};
Answer EngineAnswer(query::Session& session, const Case& c, const query::RunOptions& options,
                    bool writes);
Answer ReferenceAnswer(const Model& model, const Case& c, bool writes);

// What differs, ready to print, or nothing.
std::string CheckCase(Stores& stores, const Case& c, bool writes, Counts& counts);

// The smallest case that was found to fail still: `fails` is asked of each candidate.
using Fails = std::function<bool(const Model&, const Case&)>;
void Shrink(Model& model, Case& c, const Fails& fails);

// One of the relations that must hold between answers of the engine alone; what differs or nothing.
std::string CheckRelation(Stores& stores, Generator& generator, Counts& counts);

}  // namespace newsgraph::property
