// Statements through the public session: text in hand to rows in hand. Each benchmark compares its
// answers with those of a plain loop over a list of relationships before it measures.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <map>
#include <span>

#include "bench/question.h"

namespace newsgraph::bench {
namespace {

using ::benchmark::State;

void Constant(State& state) { Measure(state, "RETURN 1", {{{}}, {1}}); }
BENCHMARK(Constant)->Unit(benchmark::kMicrosecond);

void Point(State& state) {
  Measure(state, "MATCH (p:Person {id: $id}) RETURN p.id", AboutPersons(IdOf));
}
BENCHMARK(Point)->Unit(benchmark::kMicrosecond);

void OneHop(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const EdgeTypeId met = shared.Type("met_with");
  Measure(state, "MATCH (p:Person {id: $id})-[:met_with]->(q) RETURN count(q)",
          AboutPersons([&](NodeId person) {
            return std::count_if(
                shared.edges().begin(), shared.edges().end(),
                [&](const PlainEdge& edge) { return edge.source == person && edge.type == met; });
          }));
}
BENCHMARK(OneHop)->Unit(benchmark::kMicrosecond);

void TwoHops(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const EdgeTypeId met = shared.Type("met_with");
  std::vector<int64_t> degree(shared.view().node_limit());
  for (const PlainEdge& edge : shared.edges()) degree[edge.source.value] += edge.type == met;
  // No self loops: the two relationships of a walk always differ.
  Measure(state, "MATCH (p:Person {id: $id})-[:met_with]->()-[:met_with]->(q) RETURN count(*)",
          AboutPersons([&](NodeId person) {
            int64_t walks = 0;
            for (const PlainEdge& edge : shared.edges()) {
              if (edge.source == person && edge.type == met) walks += degree[edge.target.value];
            }
            return walks;
          }));
}
BENCHMARK(TwoHops)->Unit(benchmark::kMicrosecond);

void DateFilter(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const EdgeTypeId met = shared.Type("met_with");
  const int64_t since = Parse<Date>("2025-06-01").value().days;
  const auto expected =
      std::count_if(shared.edges().begin(), shared.edges().end(),
                    [&](const PlainEdge& edge) { return edge.type == met && edge.date >= since; });
  Measure(state, "MATCH ()-[r:met_with]->() WHERE r.date >= date('2025-06-01') RETURN count(*)",
          {{{}}, {expected}});
}
BENCHMARK(DateFilter)->Unit(benchmark::kMicrosecond);

void MostMentioned(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const EdgeTypeId mentions = shared.Type("mentions");
  const LabelId organization = shared.Label("Organization");
  std::map<NodeId, int64_t> counts;
  for (const PlainEdge& edge : shared.edges()) {
    if (edge.type == mentions && shared.view().HasLabel(edge.target, organization))
      ++counts[edge.target];
  }
  int64_t most = 0;
  for (const auto& [node, count] : counts) most = std::max(most, count);
  Measure(state,
          "MATCH (:Article)-[:mentions]->(o:Organization) WITH o, count(*) AS c RETURN c ORDER BY "
          "c DESC LIMIT 1",
          {{{}}, {most}});
}
BENCHMARK(MostMentioned)->Unit(benchmark::kMillisecond);

// Relationships of a type between persons (or from persons to organizations), by their source.
std::vector<std::vector<NodeId>> Targets(std::string_view type, std::string_view to_label) {
  const SharedGraph& shared = SharedGraph::Get();
  const EdgeTypeId id = shared.Type(type);
  const LabelId person = shared.Label("Person"), to = shared.Label(to_label);
  std::vector<std::vector<NodeId>> targets(shared.view().node_limit());
  for (const PlainEdge& edge : shared.edges()) {
    if (edge.type == id && shared.view().HasLabel(edge.source, person) &&
        shared.view().HasLabel(edge.target, to))
      targets[edge.source.value].push_back(edge.target);
  }
  return targets;
}

void Chain(State& state) {
  const auto met = Targets("met_with", "Person"), member = Targets("member_of", "Organization");
  int64_t walks = 0;
  for (const auto& of_one : met) {
    for (const NodeId other : of_one) walks += static_cast<int64_t>(member[other.value].size());
  }
  Measure(state,
          "MATCH (:Person)-[:met_with]->(:Person)-[:member_of]->(:Organization) RETURN count(*)",
          {{{}}, {walks}});
}
BENCHMARK(Chain)->Unit(benchmark::kMillisecond);

void Triangles(State& state) {
  const auto met = Targets("met_with", "Person"), negotiated = Targets("negotiated_with", "Person");
  std::vector<int64_t> times(met.size());
  int64_t triangles = 0;
  for (const auto& of_one : met) {
    for (const NodeId b : of_one) ++times[b.value];
    for (const NodeId b : of_one) {
      for (const NodeId c : negotiated[b.value]) triangles += times[c.value];
    }
    for (const NodeId b : of_one) times[b.value] = 0;
  }
  // Each (a, b) and (a, c) are two relationships: the same one only if b is c, which no
  // relationship joins to itself.
  Measure(state,
          "MATCH (a:Person)-[:met_with]->(b:Person)-[:negotiated_with]->(c:Person), "
          "(a)-[:met_with]->(c) RETURN count(*)",
          {{{}}, {triangles}});
}
BENCHMARK(Triangles)->Unit(benchmark::kMillisecond);

void Diamonds(State& state) {
  const auto met = Targets("met_with", "Person"), member = Targets("member_of", "Organization");
  int64_t diamonds = 0;
  for (const auto& of_one : met) {
    std::map<NodeId, std::map<NodeId, int64_t>> ways;  // by end, then by the person between
    for (const NodeId b : of_one) {
      for (const NodeId d : member[b.value]) ++ways[d][b];
    }
    for (const auto& [end, by_person] : ways) {
      int64_t before = 0;
      for (const auto& [person, times] : by_person) {
        diamonds += before * times;
        before += times;
      }
    }
  }
  Measure(state,
          "MATCH (a:Person)-[:met_with]->(b:Person)-[:member_of]->(d:Organization), "
          "(a)-[:met_with]->(c:Person)-[:member_of]->(d) WHERE b.id < c.id RETURN count(*)",
          {{{}}, {diamonds}});
}
BENCHMARK(Diamonds)->Unit(benchmark::kMillisecond);

void MentionsOfOneDay(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const EdgeTypeId mentions = shared.Type("mentions");
  const int64_t since = Parse<Date>("2024-01-01").value().days;
  std::map<int64_t, int64_t> by_day;
  for (const PlainEdge& edge : shared.edges()) {
    if (edge.type == mentions && edge.date >= since) ++by_day[edge.date];
  }
  int64_t most = 0;
  for (const auto& [day, count] : by_day) most = std::max(most, count);
  Measure(state,
          "MATCH (:Article)-[m:mentions]->() WHERE m.date >= date('2024-01-01') "
          "WITH m.date AS day, count(*) AS c RETURN max(c)",
          {{{}}, {most}});
}
BENCHMARK(MentionsOfOneDay)->Unit(benchmark::kMillisecond);

// Both ends known: the persons that two persons have met.
void CommonNeighbours(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const EdgeTypeId met = shared.Type("met_with");
  const std::vector<NodeId> sample = shared.Sample(32);
  Question question;
  for (size_t i = 0; i + 1 < sample.size(); ++i) {
    std::map<NodeId, std::pair<int64_t, int64_t>> times;  // met by the one and by the other
    for (const PlainEdge& edge : shared.edges()) {
      if (edge.type != met) continue;
      const auto other = [&](NodeId person, int64_t std::pair<int64_t, int64_t>::*count) {
        if (edge.source == person) {  // to itself: once
          ++(times[edge.target].*count);
        } else if (edge.target == person) {
          ++(times[edge.source].*count);
        }
      };
      other(sample[i], &std::pair<int64_t, int64_t>::first);
      other(sample[i + 1], &std::pair<int64_t, int64_t>::second);
    }
    int64_t pairs = 0;
    const bool same = sample[i] == sample[i + 1];  // no relationship is taken twice
    for (const auto& [node, each] : times) pairs += each.first * (each.second - (same ? 1 : 0));
    question.parameters.push_back(
        {{"a", Value::Int(IdOf(sample[i]))}, {"b", Value::Int(IdOf(sample[i + 1]))}});
    question.answers.push_back(pairs);
  }
  Measure(state,
          "MATCH (a:Person {id: $a})-[:met_with]-(x)-[:met_with]-(b:Person {id: $b}) "
          "RETURN count(*)",
          question);
}
BENCHMARK(CommonNeighbours)->Unit(benchmark::kMicrosecond);

// Everyone within three meetings.
void Ball(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const EdgeTypeId met = shared.Type("met_with");
  std::vector<std::vector<NodeId>> others(shared.view().node_limit());
  for (const PlainEdge& edge : shared.edges()) {
    if (edge.type != met) continue;
    others[edge.source.value].push_back(edge.target);
    others[edge.target.value].push_back(edge.source);
  }
  Measure(state,
          "MATCH (p:Person {id: $id})-[:met_with*1..3]-(x) WHERE x.id <> $id "
          "RETURN count(DISTINCT x.id)",
          AboutPersons([&](NodeId person) {
            std::vector<uint8_t> seen(others.size(), 0);
            std::vector<NodeId> level = {person}, next;
            seen[person.value] = 1;
            int64_t reached = 0;
            for (int hop = 0; hop < 3; ++hop, level.swap(next), next.clear()) {
              for (const NodeId from : level) {
                for (const NodeId other : others[from.value]) {
                  if (seen[other.value]) continue;
                  seen[other.value] = 1;
                  ++reached;
                  next.push_back(other);
                }
              }
            }
            return reached;
          }));
}
BENCHMARK(Ball)->Unit(benchmark::kMicrosecond);

// Steps from the most popular person over met_with, by passes over all relationships.
std::vector<int64_t> Distances(NodeId start) {
  const SharedGraph& shared = SharedGraph::Get();
  const EdgeTypeId met = shared.Type("met_with");
  constexpr int64_t kFar = INT64_MAX / 2;
  std::vector<int64_t> distance(shared.view().node_limit(), kFar);
  distance[start.value] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (const PlainEdge& edge : shared.edges()) {
      if (edge.type != met) continue;
      int64_t& a = distance[edge.source.value];
      int64_t& b = distance[edge.target.value];
      if (a + 1 < b) b = a + 1, changed = true;
      if (b + 1 < a) a = b + 1, changed = true;
    }
  }
  return distance;
}

void ShortestPath(State& state) {
  const NodeId start = SharedGraph::Get().persons()[0];
  const std::vector<int64_t> distance = Distances(start);
  Question question;
  for (const NodeId person : SharedGraph::Get().Sample(32)) {
    if (person == start || distance[person.value] > 1000) continue;  // not joined at all
    query::Parameters& parameters = question.parameters.emplace_back();
    parameters["a"] = Value::Int(IdOf(start));
    parameters["b"] = Value::Int(IdOf(person));
    question.answers.push_back(distance[person.value]);
  }
  if (question.answers.empty())
    return state.SkipWithError("no person of the sample is joined to the first");
  Measure(state,
          "MATCH (a:Person {id: $a}), (b:Person {id: $b}), p = shortestPath((a)-[:met_with*]-(b)) "
          "RETURN length(p)",
          question);
}
BENCHMARK(ShortestPath)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace newsgraph::bench
