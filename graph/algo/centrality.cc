// How important a node is: degree, PageRank, closeness, betweenness.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>

#include "graph/algo/catalog.h"
#include "graph/algo/multi_source.h"
#include "graph/parallel.h"

namespace newsgraph::algo {
namespace {

constexpr unsigned kWhole = kLabels | kTypes | kDirection | kWeight | kSimple | kTop;
Status Degree(const Call& call, std::vector<Value>& cells) {
  const Projection graph(call.view, call.options.projection, call.work);
  std::vector<double> scores(graph.size());
  for (uint32_t i = 0; i < graph.size(); ++i) scores[i] = graph.Strength(i);
  AddScores(call, graph, scores, cells);
  return absl::OkStatus();
}

// The sum of shares[i] over some nodes i. Four sums side by side: one alone waits for each
// addition.
double SumOf(const std::vector<float>& shares, std::span<const uint32_t> nodes) {
  double sums[4] = {0, 0, 0, 0};
  size_t k = 0;
  for (; k + 4 <= nodes.size(); k += 4) {
    for (size_t lane = 0; lane < 4; ++lane) sums[lane] += shares[nodes[k + lane]];
  }
  for (; k < nodes.size(); ++k) sums[0] += shares[nodes[k]];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

// What the edges out of each node weigh together, given those that lead into each. Nothing where a
// weight is negative.
std::optional<std::vector<float>> WeightsOut(const Projection& sources, Direction direction) {
  const uint32_t n = sources.size();
  std::vector<float> weight_out(n, 0);
  for (uint32_t i = 0; i < n; ++i) {
    const auto from = sources.Neighbours(i);
    if (!sources.weighted() && direction == Direction::kBoth) {
      weight_out[i] = static_cast<float>(from.size());
      continue;
    }
    for (size_t k = 0; k < from.size(); ++k) {
      const double weight = sources.Weight(i, k);
      if (weight < 0) return std::nullopt;
      weight_out[from[k]] += static_cast<float>(weight);
    }
  }
  return weight_out;
}

// Pull: each node gathers from those that point to it, so no two threads write the same cell.
Status PageRank(const Call& call, std::vector<Value>& cells) {
  ProjectionSpec spec = call.options.projection;
  spec.direction = Reverse(spec.direction);
  const Projection sources(call.view, spec, call.work);
  const uint32_t n = sources.size();
  if (n == 0) return absl::OkStatus();
  const auto weight_out = WeightsOut(sources, spec.direction);
  if (!weight_out) {
    return MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime, "NumberOutOfRange",
                     std::nullopt, "page_rank needs weights of 0 or more");
  }
  const double damping = call.options.Number("damping");
  const double tolerance = call.options.Number("tolerance");
  std::vector<float> share(n);
  std::vector<double> rank(n, 1.0 / n);
  const size_t blocks = n / kBlock + 1;
  std::vector<double> change(blocks), sinks(blocks);
  const auto sum = [](const std::vector<double>& parts) {
    return std::accumulate(parts.begin(), parts.end(), 0.0);
  };
  for (int64_t round = 0; round < call.options.Int("iterations"); ++round) {
    ForBlocks(n, call.work, [&](uint32_t begin, uint32_t end) {
      double lost = 0;
      for (uint32_t i = begin; i < end; ++i) {
        const float weight = (*weight_out)[i];
        share[i] = weight > 0 ? static_cast<float>(rank[i]) / weight : 0;
        if (!(weight > 0)) lost += rank[i];
      }
      sinks[begin / kBlock] = lost;
    });
    const double base = (1 - damping + damping * sum(sinks)) / n;
    ForBlocks(n, call.work, [&](uint32_t begin, uint32_t end) {
      double changed = 0;
      uint64_t read = 0;
      for (uint32_t i = begin; i < end; ++i) {
        const auto from = sources.Neighbours(i);
        double flow = 0;
        if (!sources.weighted()) {
          flow = SumOf(share, from);
        } else {
          const auto weights = sources.Weights(i);
          for (size_t k = 0; k < from.size(); ++k) flow += weights[k] * share[from[k]];
        }
        const double next = base + damping * flow;
        changed += std::abs(next - rank[i]);
        rank[i] = next;
        read += from.size();
      }
      change[begin / kBlock] = changed;
      call.work.Go(read);
    });
    if (call.work.stopped()) return absl::OkStatus();
    if (sum(change) <= tolerance) break;
  }
  AddScores(call, sources, rank, cells);
  return absl::OkStatus();
}

// One breadth-first search with its order, for betweenness. Reused from source to source.
struct Levels {
  std::vector<uint32_t> distance, order;

  explicit Levels(uint32_t n) : distance(n, UINT32_MAX) {}
  // `order` becomes the nodes reached, nearest first.
  bool Search(const Projection& graph, uint32_t source, Work& work) {
    for (const uint32_t node : order) distance[node] = UINT32_MAX;
    order.assign(1, source);
    distance[source] = 0;
    for (size_t i = 0; i < order.size(); ++i) {
      const uint32_t at = order[i];
      for (const uint32_t to : graph.Neighbours(at)) {
        if (distance[to] != UINT32_MAX) continue;
        distance[to] = distance[at] + 1;
        order.push_back(to);
      }
      if (!work.Go(graph.Degree(at))) return false;
    }
    return true;
  }
};

Status Closeness(const Call& call, std::vector<Value>& cells) {
  const Projection graph(call.view, call.options.projection, call.work);
  const uint32_t n = graph.size();
  const bool harmonic = call.options.Text("measure") == "harmonic";
  std::vector<uint32_t> sources(n), reached(n, 0);
  std::iota(sources.begin(), sources.end(), 0);
  std::vector<double> scores(n, 0);  // sums until all are known
  const bool whole = SearchFromEach(
      graph, sources, n, call.work, [](uint32_t) { return true; },
      [&](size_t source, uint32_t level, uint32_t) {
        scores[source] += harmonic ? 1.0 / level : level;
        ++reached[source];
      });
  if (!whole) return absl::OkStatus();
  for (uint32_t i = 0; i < n; ++i) {
    if (reached[i] == 0) continue;
    scores[i] = (harmonic ? scores[i] : reached[i] / scores[i] * reached[i]) / (n - 1);
  }
  AddScores(call, graph, scores, cells);
  return absl::OkStatus();
}

// What one source adds to everybody's betweenness: Brandes' accumulation, farthest first.
void AddDependencies(const Projection& graph, uint32_t source, Levels& levels,
                     std::vector<double>& paths, std::vector<double>& dependency, double factor,
                     std::vector<double>& scores) {
  for (const uint32_t node : levels.order) paths[node] = dependency[node] = 0;
  paths[source] = 1;
  for (const uint32_t at : levels.order) {
    for (const uint32_t to : graph.Neighbours(at)) {
      if (levels.distance[to] == levels.distance[at] + 1) paths[to] += paths[at];
    }
  }
  for (size_t k = levels.order.size(); k-- > 0;) {
    const uint32_t at = levels.order[k];
    for (const uint32_t to : graph.Neighbours(at)) {
      if (levels.distance[to] == levels.distance[at] + 1)
        dependency[at] += paths[at] / paths[to] * (1 + dependency[to]);
    }
    if (at != source) scores[at] += factor * dependency[at];
  }
}

Status Betweenness(const Call& call, std::vector<Value>& cells) {
  const ProjectionSpec& spec = call.options.projection;
  const Projection graph(call.view, spec, call.work);
  const uint32_t n = graph.size();
  std::vector<uint32_t> sources(n);
  for (uint32_t i = 0; i < n; ++i) sources[i] = i;
  const auto samples = static_cast<uint64_t>(call.options.Int("samples"));
  double factor = spec.direction == Direction::kBoth ? 0.5 : 1;
  if (samples > 0 && samples < n) {
    std::mt19937_64 random(static_cast<uint64_t>(call.options.Int("seed")));
    for (uint32_t i = 0; i < samples; ++i) std::swap(sources[i], sources[i + random() % (n - i)]);
    sources.resize(samples);
    factor *= static_cast<double>(n) / static_cast<double>(samples);
  }
  const size_t parts = static_cast<size_t>(call.work.threads());
  std::vector<std::vector<double>> scores(parts, std::vector<double>(n, 0));
  ParallelFor(parts, call.work.threads(), [&](size_t part) {
    Levels levels(n);
    std::vector<double> paths(n), dependency(n);
    for (size_t i = part; i < sources.size(); i += parts) {
      if (!levels.Search(graph, sources[i], call.work)) return;
      AddDependencies(graph, sources[i], levels, paths, dependency, factor, scores[part]);
    }
  });
  if (call.work.stopped()) return absl::OkStatus();
  for (size_t part = 1; part < parts; ++part) {
    for (uint32_t i = 0; i < n; ++i) scores[0][i] += scores[part][i];
  }
  AddScores(call, graph, scores[0], cells);
  return absl::OkStatus();
}

}  // namespace

std::vector<Algorithm> CentralityAlgorithms() {
  const std::vector<ColumnRow> score = {{"node", ValueKind::kNode}, {"score", ValueKind::kFloat}};
  std::vector<Algorithm> rows(4);
  rows[0] = {"degree",
             "How many edges a node has, or the sum of their weights.",
             {},
             kWhole,
             "both",
             {},
             score,
             "O(nodes + edges)",
             "",
             {{"CALL algo.degree({types: 'met_with'}) YIELD node, score RETURN node.name, score",
               "'Ann', 2.0 | 'Bob', 2.0 | 'Cid', 3.0 | 'Dan', 1.0 | 'Eve', 0.0"}},
             Degree};
  rows[1] = {
      "page_rank",
      "The share of its time that a reader spends at a node who follows edges at random and, "
      "with probability 1 - damping, starts anew anywhere. Scores sum to 1; a node without "
      "outgoing edges shares its score with all. Rounds end at `iterations`, or once they "
      "change no more than `tolerance` in all.",
      {},
      kWhole,
      "out",
      {{"damping", ValueKind::kFloat, "0.85", 0, 1, {}, "probability to go on"},
       {"iterations", ValueKind::kInt, "100", 1, 1e6, {}, "at most so many rounds"},
       {"tolerance", ValueKind::kFloat, "1e-7", 0, 1, {}, "sum of changes to stop at"}},
      score,
      "O(rounds x edges), pull form on all threads; 4 bytes an edge and 16 a node",
      "Page, Brin, Motwani and Winograd 1999; the pull form as in Beamer et al. 2017 (GAP)",
      {{"CALL algo.page_rank({types: 'met_with', direction: 'both', top: 1}) YIELD node "
        "RETURN node.name",
        "'Cid'"}},
      PageRank};
  rows[2] = {
      "closeness",
      "How near a node is to all others: (reached / sum of distances) x (reached / (n - 1)), "
      "or with measure 'harmonic' the mean of 1 / distance. Edges count as 1.",
      {},
      kLabels | kTypes | kDirection | kTop,
      "both",
      {{"measure", ValueKind::kString, "classic", 0, 0, "classic|harmonic", ""}},
      score,
      "O(nodes x edges) at worst, 64 sources at once on each thread: for parts of a graph",
      "Wasserman and Faust 1994; Marchiori and Latora 2000; the search by Then et al. 2014 "
      "(MS-BFS)",
      {{"CALL algo.closeness({types: 'met_with', labels: 'Person', measure: 'harmonic', "
        "top: 1}) YIELD node, score RETURN node.name, score",
        "'Cid', 0.75"}},
      Closeness};
  rows[3] = {
      "betweenness",
      "On how many shortest paths between two others a node lies, each pair giving 1 in all. "
      "Parallel edges make different paths. With `samples`, an estimate from so many "
      "sources.",
      {},
      kLabels | kTypes | kDirection | kSimple | kTop,
      "both",
      {{"samples", ValueKind::kInt, "0", 0, 4e9, {}, "sources to sample; 0: all"},
       {"seed", ValueKind::kInt, "1", 0, 9e15, {}, "of the sample"}},
      score,
      "O(sources x edges), sources shared out to the threads",
      "Brandes 2001; sampling: Brandes and Pich 2007",
      {{"CALL algo.betweenness({types: 'met_with', top: 1}) YIELD node, score RETURN "
        "node.name, score",
        "'Cid', 2.0"}},
      Betweenness};
  return rows;
}

}  // namespace newsgraph::algo
