// Path questions through the public session, between persons of the sample. Each answer is compared
// with that of a search over plain lists before anything is measured.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <queue>

#include "bench/question.h"

namespace newsgraph::bench {
namespace {

using ::benchmark::State;

struct Neighbour {
  NodeId node;
  int64_t weight;
};
using Neighbours = std::vector<std::vector<Neighbour>>;  // by node

// Those over relationships that `take` takes, in both directions or along them.
template <class F>
Neighbours Joined(bool both, F&& take) {
  const SharedGraph& shared = SharedGraph::Get();
  const KeyId weight = shared.Key("weight");
  Neighbours found(shared.view().node_limit());
  for (uint32_t i = 0; i < shared.edges().size(); ++i) {
    const PlainEdge& edge = shared.edges()[i];
    if (!take(edge)) continue;
    const Value value = shared.view().property(EdgeId{i}, weight);
    const int64_t w = value.is_int() ? value.integer() : 0;
    found[edge.source.value].push_back({edge.target, w});
    if (both) found[edge.target.value].push_back({edge.source, w});
  }
  return found;
}

constexpr int64_t kFar = INT64_MAX;

// Least sums of weights (or numbers of steps) from a node. Dijkstra's algorithm with a heap.
std::vector<int64_t> Distances(const Neighbours& neighbours, NodeId start, bool weighted) {
  std::vector<int64_t> distance(neighbours.size(), kFar);
  using Entry = std::pair<int64_t, uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  queue.push({distance[start.value] = 0, start.value});
  while (!queue.empty()) {
    const auto [so_far, node] = queue.top();
    queue.pop();
    if (so_far > distance[node]) continue;
    for (const Neighbour& next : neighbours[node]) {
      const int64_t sum = so_far + (weighted ? next.weight : 1);
      if (sum >= distance[next.node.value]) continue;
      distance[next.node.value] = sum;
      queue.push({sum, next.node.value});
    }
  }
  return distance;
}

// $a and $b of pairs of persons that are joined, and their distance.
Question AboutPairs(const Neighbours& neighbours, bool weighted) {
  const std::vector<NodeId> sample = SharedGraph::Get().Sample(9);
  Question question;
  for (size_t i = 0; i + 1 < sample.size(); ++i) {
    const std::vector<int64_t> distance = Distances(neighbours, sample[i], weighted);
    for (size_t j = i + 1; j < sample.size(); j += 3) {
      const int64_t between = distance[sample[j].value];
      if (between == kFar || sample[i] == sample[j]) continue;
      question.parameters.push_back(
          {{"a", Value::Int(IdOf(sample[i]))}, {"b", Value::Int(IdOf(sample[j]))}});
      question.answers.push_back(between);
    }
  }
  return question;
}

void MeasurePairs(State& state, std::string_view path, std::string_view answer,
                  const Question& question) {
  if (question.answers.empty()) return state.SkipWithError("no two of the sample are joined");
  Measure(
      state,
      Cat("MATCH (a:Person {id: $a}), (b:Person {id: $b}) MATCH p = ", path, " RETURN ", answer),
      question);
}

bool IsOf(const PlainEdge& edge, std::string_view type) {
  return edge.type == SharedGraph::Get().Type(type);
}
bool IsMeeting(const PlainEdge& edge) {
  return IsOf(edge, "met_with") || IsOf(edge, "negotiated_with");
}

// All others that one person can come to over met_with, however far.
void ReachAll(State& state) {
  const Neighbours met = Joined(false, [](const PlainEdge& e) { return IsOf(e, "met_with"); });
  Question question;
  for (const NodeId person : SharedGraph::Get().Sample(8)) {
    const std::vector<int64_t> distance = Distances(met, person, false);
    const auto reached =
        std::count_if(distance.begin(), distance.end(), [](int64_t d) { return d != kFar; });
    question.parameters.push_back({{"id", Value::Int(IdOf(person))}});
    question.answers.push_back(reached - 1);
  }
  Measure(state, "REACH (p:Person {id: $id})-[:met_with]->+(q) WHERE q <> p RETURN count(q)",
          question);
}
BENCHMARK(ReachAll)->Unit(benchmark::kMillisecond);

void ReachTwoSteps(State& state) {
  const Neighbours any = Joined(true, [](const PlainEdge&) { return true; });
  Question question;
  for (const NodeId person : SharedGraph::Get().Sample(8)) {
    std::vector<uint8_t> near(any.size(), 0);
    for (const Neighbour& one : any[person.value]) {
      near[one.node.value] = 1;
      for (const Neighbour& two : any[one.node.value]) near[two.node.value] = 1;
    }
    // Back to the person only over another relationship than the one it came by.
    near[person.value] = 0;
    question.parameters.push_back({{"id", Value::Int(IdOf(person))}});
    question.answers.push_back(std::count(near.begin(), near.end(), 1));
  }
  Measure(
      state,
      "REACH (p:Person {id: $id})-[]-{1,2}(q) WHERE q.id <> $id OR NOT q:Person RETURN count(q)",
      question);
}
BENCHMARK(ReachTwoSteps)->Unit(benchmark::kMicrosecond);

void AnyShortest(State& state) {
  MeasurePairs(state, "ANY SHORTEST (a)-[]-+(b)", "length(p)",
               AboutPairs(Joined(true, [](const PlainEdge&) { return true; }), false));
}
BENCHMARK(AnyShortest)->Unit(benchmark::kMicrosecond);

// Two types, since a date, and not through articles' topics and the like.
void AnyShortestConstrained(State& state) {
  const int64_t since = Parse<Date>("2020-01-01").value().days;
  const auto take = [since](const PlainEdge& edge) {
    return IsMeeting(edge) && edge.date >= since;
  };
  MeasurePairs(state,
               "ANY SHORTEST (a)-[r:met_with|negotiated_with WHERE r.date >= "
               "date('2020-01-01')]-+(b)",
               "length(p)", AboutPairs(Joined(true, take), false));
}
BENCHMARK(AnyShortestConstrained)->Unit(benchmark::kMicrosecond);

void AnyCheapest(State& state) {
  MeasurePairs(state, "ANY CHEAPEST (a)-[r:met_with|negotiated_with COST r.weight]-+(b)",
               "toInteger(cost(p))", AboutPairs(Joined(true, IsMeeting), true));
}
BENCHMARK(AnyCheapest)->Unit(benchmark::kMillisecond);

// The least of three cheapest paths without loops is the cheapest of all.
void ThreeCheapest(State& state) {
  MeasurePairs(state, "CHEAPEST 3 ACYCLIC (a)-[r:met_with|negotiated_with COST r.weight]-+(b)",
               "toInteger(min(cost(p)))", AboutPairs(Joined(true, IsMeeting), true));
}
BENCHMARK(ThreeCheapest)->Unit(benchmark::kMillisecond);

// What is around the most mentioned of all, within its budget.
void NearTheLargestHub(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  std::vector<uint64_t> degree(shared.view().node_limit());
  for (const PlainEdge& edge : shared.edges()) {
    ++degree[edge.source.value];
    ++degree[edge.target.value];
  }
  const NodeId hub{
      static_cast<uint32_t>(std::max_element(degree.begin(), degree.end()) - degree.begin())};
  const query::Parameters parameters = {{"name", shared.view().property(hub, shared.Key("name"))}};
  query::Session session(SharedGraph::Get().graph());
  const std::string_view text = "near $name 2 top 20";
  const auto answer = session.Run(text, parameters);
  if (!answer.ok()) return state.SkipWithError(Render(answer.status(), text).c_str());
  if (answer->row_count != 20) return state.SkipWithError("not 20 rows");
  if (answer->summary.warnings.empty())
    return state.SkipWithError("it does not say what it left out");
  for (auto _ : state) benchmark::DoNotOptimize(session.Run(text, parameters));
  state.counters["hub_degree"] = static_cast<double>(degree[hub.value]);
  state.counters["left_out"] = static_cast<double>(answer->summary.rows_left_out);
}
BENCHMARK(NearTheLargestHub)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsgraph::bench
