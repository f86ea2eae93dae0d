// Reading and writing together, through the public session: what reads lose when one statement in
// twenty writes, and how many relationships a second single-edge CREATEs make. Each benchmark
// compares what the graph says afterwards with what was asked of it.
//
// A statement that reads counts a person's relationships of a type; one that writes adds one of
// another type, between persons found by their ids.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>

#include "bench/ask.h"
#include "bench/shared_graph.h"
#include "query/session.h"

namespace newsgraph::bench {
namespace {

using ::benchmark::State;
using Clock = std::chrono::steady_clock;

constexpr std::string_view kRead = "MATCH (p:Person {id: $id})-[:met_with]->(q) RETURN count(q)";
constexpr std::string_view kWrite =
    "MATCH (a:Person {id: $a}), (b:Person {id: $b}) CREATE (a)-[:noted {at: $at}]->(b)";
constexpr std::string_view kWritten = "MATCH ()-[r:noted]->() RETURN count(r)";

// A graph of its own, which later runs do not see.
Graph FreshGraph() {
  Builder builder;
  SharedGraph::Require(Generate(SharedGraph::Options(), builder));
  auto graph = std::move(builder).Freeze();
  SharedGraph::Require(graph.status());
  return *std::move(graph);
}

// Persons by id, and how many relationships each has that the reads count.
struct Persons {
  Persons() {
    const SharedGraph& shared = SharedGraph::Get();
    const EdgeTypeId met = shared.Type("met_with");
    std::vector<int64_t> degree(shared.view().node_limit(), 0);
    for (const PlainEdge& edge : shared.edges()) degree[edge.source.value] += edge.type == met;
    for (const NodeId person : shared.Sample(2000)) {
      ids.push_back(shared.view().property(person, shared.Key("id")).integer());
      degrees.push_back(degree[person.value]);
    }
  }
  std::vector<int64_t> ids, degrees;
};

// `writes` of 100 statements write. Time is that of the reads alone.
void Reads(State& state) {
  Graph graph = FreshGraph();
  const Persons persons;
  query::Session session(graph);
  const uint64_t every = state.range(0) == 0 ? 0 : 100 / static_cast<uint64_t>(state.range(0));
  uint64_t step = 0;
  int64_t written = 0;
  query::Parameters read, write;
  for (auto _ : state) {
    if (every > 0 && step % (every - 1) == 0) {
      write["a"] = Value::Int(persons.ids[step * 7 % persons.ids.size()]);
      write["b"] = Value::Int(persons.ids[step * 13 % persons.ids.size()]);
      write["at"] = Value::Int(written++);
      SharedGraph::Require(session.Run(kWrite, write).status());
    }
    const size_t person = step++ * 17 % persons.ids.size();
    read["id"] = Value::Int(persons.ids[person]);
    const auto begin = Clock::now();
    const auto answer = Ask(session, kRead, read);
    state.SetIterationTime(std::chrono::duration<double>(Clock::now() - begin).count());
    if (!answer.ok() || *answer != persons.degrees[person])
      return state.SkipWithError("the answer differs from the plain loop's");
  }
  const auto found = Ask(session, kWritten, {});
  if (!found.ok() || *found != written) return state.SkipWithError("a write was lost");
}
BENCHMARK(Reads)->Arg(0)->Arg(5)->ArgName("writes")->UseManualTime()->Unit(benchmark::kMicrosecond);

// A batch: a transaction of 1,000 statements.
void CreateInTransactions(State& state) {
  constexpr int kBatch = 1000;
  Graph graph = FreshGraph();
  const Persons persons;
  query::Session session(graph);
  query::Parameters write;
  int64_t written = 0;
  for (auto _ : state) {
    SharedGraph::Require(session.Run("BEGIN").status());
    for (int i = 0; i < kBatch; ++i) {
      const size_t step = static_cast<size_t>(written);
      write["a"] = Value::Int(persons.ids[step * 7 % persons.ids.size()]);
      write["b"] = Value::Int(persons.ids[step * 13 % persons.ids.size()]);
      write["at"] = Value::Int(written++);
      SharedGraph::Require(session.Run(kWrite, write).status());
    }
    SharedGraph::Require(session.Run("COMMIT").status());
  }
  const auto found = Ask(session, kWritten, {});
  if (!found.ok() || *found != written) return state.SkipWithError("a write was lost");
  state.SetItemsProcessed(written);
}
BENCHMARK(CreateInTransactions)->Unit(benchmark::kMillisecond);

// A batch: one statement with a list of 1,000 rows.
void CreateByUnwind(State& state) {
  constexpr int kBatch = 1000;
  constexpr std::string_view kRows =
      "UNWIND $rows AS row MATCH (a:Person {id: row[0]}), (b:Person {id: row[1]}) "
      "CREATE (a)-[:noted {at: row[2]}]->(b)";
  Graph graph = FreshGraph();
  const Persons persons;
  query::Session session(graph);
  int64_t written = 0;
  for (auto _ : state) {
    std::vector<Value> rows;
    for (int i = 0; i < kBatch; ++i) {
      const size_t step = static_cast<size_t>(written);
      rows.push_back(Value::List({Value::Int(persons.ids[step * 7 % persons.ids.size()]),
                                  Value::Int(persons.ids[step * 13 % persons.ids.size()]),
                                  Value::Int(written++)}));
    }
    query::Parameters parameters;
    parameters["rows"] = Value::List(std::move(rows));
    SharedGraph::Require(session.Run(kRows, parameters).status());
  }
  const auto found = Ask(session, kWritten, {});
  if (!found.ok() || *found != written) return state.SkipWithError("a write was lost");
  state.SetItemsProcessed(written);
}
BENCHMARK(CreateByUnwind)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsgraph::bench
