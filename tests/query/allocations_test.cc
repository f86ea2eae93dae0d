// How often a statement that is asked again takes memory: hardly, whatever it reads.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "query/session.h"

namespace {

thread_local bool counting = false;
thread_local int64_t taken = 0;

}  // namespace

// Those of the whole program: all memory but what is aligned by more than the usual comes this way.
[[gnu::noinline]] void* operator new(std::size_t size) {
  taken += counting;
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  taken += counting;
  return std::malloc(size > 0 ? size : 1);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace newsgraph::query {
namespace {

// Of one run of a statement that ran before.
int64_t AllocationsOf(Session& session, const std::string& text) {
  constexpr int kRuns = 16;
  const Parameters parameters = {{"id", Value::Int(7)}};
  int64_t rows = 0;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(session.Run(text, parameters).ok()) << text;
  taken = 0;
  for (int i = 0; i < kRuns; ++i) {
    counting = true;
    const auto result = session.Run(text, parameters);
    counting = false;
    EXPECT_TRUE(result.ok()) << text;
    rows += static_cast<int64_t>(result->row_count);
  }
  EXPECT_GT(rows, 0) << text;
  return taken / kRuns;
}

TEST(Allocations, AreFewWhenAStatementIsAskedAgain) {
  Graph graph;
  Session session(graph);
  for (const char* statement :
       {"CREATE INDEX FOR (p:P) ON (p.id)", "UNWIND range(0, 199) AS i CREATE (:P {id: i, n: 'x'})",
        "MATCH (a:P), (b:P) WHERE b.id % 40 = a.id % 40 AND a <> b CREATE (a)-[:K {d: a.id}]->(b)",
        "MATCH (a:P), (b:P) WHERE b.id = a.id * 3 % 200 CREATE (a)-[:L]->(b)"})
    ASSERT_TRUE(session.Run(statement).ok()) << statement;
  const struct {
    const char* text;
    int64_t most;  // of the columns' names, the cells, and the states of aggregates
  } statements[] = {
      {"MATCH (p:P {id: $id}) RETURN p.n", 5},
      {"MATCH (p:P {id: $id})-->(x) RETURN x.id", 6},
      {"MATCH (p:P {id: $id})--(x) RETURN count(DISTINCT x.id), sum(DISTINCT x.id)", 12},
      {"MATCH (p:P {id: $id})-[k:K]->(x) WHERE k.d >= 0 RETURN x.id ORDER BY x.id LIMIT 3", 14},
      {"MATCH (p:P {id: $id})-[:K]->()-[:L]->(x) RETURN count(*)", 8},
      {"MATCH (p:P {id: $id})-[:L*1..3]->(x) RETURN count(DISTINCT x)", 14},
  };
  for (const auto& [text, most] : statements) EXPECT_LE(AllocationsOf(session, text), most) << text;
}

}  // namespace
}  // namespace newsgraph::query
