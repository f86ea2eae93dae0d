// The engine against the reference evaluator, and against itself by relations that must hold.
//
// NEWSGRAPH_PROPERTY_CHECKS   how many comparisons (default 100000)
// NEWSGRAPH_PROPERTY_SEED     another seed than the fixed one
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "tests/property/check.h"

namespace newsgraph::property {
namespace {

uint64_t Setting(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::string Describe(const Model& model, const Case& c, const std::string& problem) {
  std::string text = Cat("\n  ", CreateScript(model), "\n  ", c.text, "\n");
  for (const auto& [name, value] : c.parameters)
    Append(text, "  $", name, " = ", ToText(value), "\n");
  return text + problem;
}

// Shrinks what fails and reports it.
void Report(Model model, Case c, bool writes) {
  Counts unused;
  const auto problem = [&](const Model& smaller, const Case& candidate) {
    Stores stores(smaller, true, false);
    return CheckCase(stores, candidate, writes, unused);
  };
  Shrink(model, c, [&](const Model& smaller, const Case& candidate) {
    return !problem(smaller, candidate).empty();
  });
  ADD_FAILURE() << Describe(model, c, problem(model, c));
}

TEST(Property, EngineAgreesWithReference) {
  const uint64_t wanted = Setting("NEWSGRAPH_PROPERTY_CHECKS", 100000);
  const uint64_t seed = Setting("NEWSGRAPH_PROPERTY_SEED", 20240229);
  Counts reads, writes, relations;
  int failures = 0;
  const auto total = [&] { return reads.checks + writes.checks + relations.checks; };
  for (uint64_t round = 0; total() < wanted && failures < 10; ++round) {
    Generator generator(seed + round);
    Stores stores(generator.MakeGraph(), round % 4 == 0, round % 16 == 0);
    for (int i = 0; i < 40 && failures < 10; ++i) {
      const bool writing = i % 5 == 4;
      const Case c = writing ? generator.MakeWrite() : generator.MakeQuery();
      if (!CheckCase(stores, c, writing, writing ? writes : reads).empty()) {
        ++failures;
        Report(stores.model, c, writing);
      }
      if (i % 4 != 0) continue;
      const std::string problem = CheckRelation(stores, generator, relations);
      if (problem.empty()) continue;
      ++failures;
      ADD_FAILURE() << "\n  " << CreateScript(stores.model) << "\n" << problem;
    }
  }
  const auto percent = [](uint64_t part, uint64_t all) {
    return 100.0 * part / std::max<uint64_t>(all, 1);
  };
  const uint64_t queries = reads.queries + writes.queries;
  std::cout << total() << " checks (" << reads.checks << " reading, " << writes.checks
            << " writing, " << relations.checks << " relations) of " << queries << " queries, "
            << percent(reads.valid + writes.valid, queries) << " % valid, "
            << percent(reads.filled, reads.queries) << " % of those reading not empty\n";
  EXPECT_GE(percent(reads.valid + writes.valid, queries), 95);
  EXPECT_GE(percent(reads.filled, reads.queries), 60);
}

}  // namespace
}  // namespace newsgraph::property
