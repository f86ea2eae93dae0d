// Distances, cheapest paths, walks, and the smallest part that joins some nodes.
#include <algorithm>
#include <random>

#include "graph/algo/breadth_first.h"
#include "graph/algo/catalog.h"
#include "graph/algo/cheapest_path.h"
#include "graph/algo/connect.h"
#include "graph/algo/cost_queue.h"
#include "graph/algo/edge_numbers.h"
#include "graph/algo/multi_source.h"
#include "graph/algo/step_reader.h"

namespace newsgraph::algo {
namespace {

constexpr uint32_t kMostBuckets = 1023;

Status Negative(std::string_view algorithm) {
  return MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime, "NumberOutOfRange",
                   std::nullopt, Cat("algo.", algorithm, " needs weights of 0 or more"));
}

// Steps along the edges of a projection, as graph/algo/cheapest_path.h asks for them.
class WeightedSteps {
 public:
  explicit WeightedSteps(const Call& call)
      : call_(call),
        spec_(call.options.projection),
        steps_(call.view, spec_.direction, spec_.types),
        weights_(call.view, spec_.weighted ? spec_.weight : KeyId{}, 1) {}

  template <class Visit>
  bool Expand(NodeId node, bool forward, Visit&& visit) {
    uint64_t seen = 0;
    steps_.ForEach(node, forward, [&](NodeId other, EdgeId edge) {
      ++seen;
      if (!Admits(other)) return true;
      const double weight = weights_.Of(edge);
      if (!(weight >= 0)) {
        negative_ = true;
        return false;
      }
      return visit(other, edge, weight);
    });
    return call_.work.Go(seen) && !negative_;
  }
  // The same where only the other end and the weight matter: weights are read in their order.
  template <class Visit>
  bool ExpandEnds(NodeId node, Visit&& visit) {
    if (!steps_.IsPlain(node)) {
      return Expand(node, true,
                    [&](NodeId other, EdgeId, double weight) { return visit(other, weight); });
    }
    uint64_t seen = 0;
    steps_.ForEachPlace(node, true, [&](NodeId other, const Adjacency& side, uint32_t place) {
      ++seen;
      if (!Admits(other)) return true;
      const double weight = weights_.At(side, place);
      negative_ = !(weight >= 0);
      return !negative_ && visit(other, weight);
    });
    return call_.work.Go(seen) && !negative_;
  }
  void Fetch(NodeId far, NodeId near) const {
    steps_.PrefetchPlace(far);
    steps_.PrefetchEntries(near);
  }
  bool negative() const { return negative_; }
  uint32_t largest() const { return weights_.SmallIntegers(kMostBuckets).value_or(0); }

 private:
  bool Admits(NodeId node) const {
    return spec_.all_labels ||
           std::any_of(spec_.labels.begin(), spec_.labels.end(),
                       [&](LabelId label) { return call_.view.HasLabel(node, label); });
  }
  const Call& call_;
  const ProjectionSpec& spec_;
  StepReader steps_;
  EdgeNumbers weights_;
  bool negative_ = false;
};

Status Distances(const Call& call, std::vector<Value>& cells) {
  BreadthFirst search;
  const auto most = static_cast<uint32_t>(call.options.Int("max"));
  const NodeId start = call.arguments[0].node();
  if (!search.Run(call.view, call.options.projection, start, most, true, call.work))
    return absl::OkStatus();
  for (uint32_t i = 0; i < call.view.node_limit(); ++i) {
    const uint32_t distance = search.distance(NodeId{i});
    if (distance == BreadthFirst::kFar) continue;
    cells.push_back(Value::Node(NodeId{i}));
    cells.push_back(Value::Int(distance));
  }
  return absl::OkStatus();
}

Status DistanceCounts(const Call& call, std::vector<Value>& cells) {
  BreadthFirst search;
  const auto most = static_cast<uint32_t>(call.options.Int("max"));
  const NodeId start = call.arguments[0].node();
  if (!search.Run(call.view, call.options.projection, start, most, false, call.work))
    return absl::OkStatus();
  for (size_t distance = 0; distance < search.levels().size(); ++distance) {
    cells.push_back(Value::Int(static_cast<int64_t>(distance)));
    cells.push_back(Value::Int(static_cast<int64_t>(search.levels()[distance])));
  }
  return absl::OkStatus();
}

Status Costs(const Call& call, std::vector<Value>& cells) {
  WeightedSteps steps(call);
  constexpr double kFar = std::numeric_limits<double>::infinity();
  std::vector<double> cost(call.view.node_limit(), kFar);
  const double most = call.options.Number("max");
  CostQueue queue;
  queue.Begin(steps.largest());
  const NodeId start = call.arguments[0].node();
  cost[start.value] = 0;
  queue.Push(0, start.value);
  while (!queue.empty()) {
    const auto [reached, node] = queue.Pop();
    const uint32_t *far = queue.Ahead(8), *near = queue.Ahead(4);
    if (far && near) {
      __builtin_prefetch(&cost[*far]);
      steps.Fetch(NodeId{*far}, NodeId{*near});
    }
    if (reached > cost[node]) continue;
    const bool goes_on =
        steps.ExpandEnds(NodeId{node}, [&, at = reached](NodeId other, double step) {
          const double next = at + step;
          if (next < cost[other.value] && next <= most) {
            cost[other.value] = next;
            queue.Push(next, other.value);
          }
          return true;
        });
    if (!goes_on) return steps.negative() ? Negative("costs") : absl::OkStatus();
  }
  for (uint32_t i = 0; i < cost.size(); ++i) {
    if (cost[i] == kFar) continue;
    cells.push_back(Value::Node(NodeId{i}));
    cells.push_back(Value::Float(cost[i]));
  }
  return absl::OkStatus();
}

Status Cheapest(const Call& call, std::vector<Value>& cells) {
  WeightedSteps steps(call);
  const NodeId from = call.arguments[0].node(), to = call.arguments[1].node();
  const auto k = static_cast<size_t>(call.options.Int("k"));
  const auto search = call.workspace.cheapest_path.Take();
  auto paths = CheapestPaths(*search, call.view.node_limit(), from, to, k, steps.largest(), steps);
  if (steps.negative()) return Negative("cheapest_paths");
  for (CostedPath& path : paths) {
    cells.push_back(Value::Float(path.cost));
    cells.push_back(Value::Path({std::move(path.nodes), std::move(path.edges)}));
  }
  return absl::OkStatus();
}

StatusOr<std::vector<NodeId>> NodesOf(const Value& list, std::string_view algorithm) {
  std::vector<NodeId> nodes;
  for (const Value& each : list.list()) {
    if (!each.is_node()) {
      return MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime, "InvalidArgumentValue",
                       std::nullopt, Cat("algo.", algorithm, " takes lists of nodes"));
    }
    nodes.push_back(each.node());
  }
  return nodes;
}

// Their numbers in a projection, each once, in order; those outside of it have none.
std::vector<uint32_t> IndexesOf(const Projection& graph, const std::vector<NodeId>& nodes) {
  std::vector<uint32_t> indexes;
  for (const NodeId node : nodes) {
    if (const uint32_t i = graph.IndexOf(node); i != Projection::kNone) indexes.push_back(i);
  }
  std::sort(indexes.begin(), indexes.end());
  indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
  return indexes;
}

Status PairDistances(const Call& call, std::vector<Value>& cells) {
  ASSIGN_OR_RETURN(const auto from, NodesOf(call.arguments[0], "pair_distances"));
  ASSIGN_OR_RETURN(const auto to, NodesOf(call.arguments[1], "pair_distances"));
  const Projection graph(call.view, call.options.projection, call.work);
  if (call.work.stopped()) return absl::OkStatus();
  const auto most = static_cast<uint32_t>(call.options.Int("max"));
  const std::vector<uint32_t> sources = IndexesOf(graph, from);
  std::vector<bool> wanted(graph.size());
  for (const uint32_t i : IndexesOf(graph, to)) wanted[i] = true;
  struct Found {
    uint32_t target, distance;
  };
  std::vector<std::vector<Found>> found(sources.size());
  for (size_t i = 0; i < sources.size(); ++i) {
    if (wanted[sources[i]]) found[i].push_back({sources[i], 0});
  }
  SearchFromEach(
      graph, sources, most, call.work, [&](uint32_t node) { return wanted[node]; },
      [&](size_t i, uint32_t level, uint32_t node) {
        found[i].push_back({node, level});
      });
  for (size_t i = 0; i < sources.size(); ++i) {
    for (const Found& each : found[i]) {
      cells.push_back(Value::Node(graph.node(sources[i])));
      cells.push_back(Value::Node(graph.node(each.target)));
      cells.push_back(Value::Int(each.distance));
    }
  }
  return absl::OkStatus();
}

Status Connecting(const Call& call, std::vector<Value>& cells) {
  ASSIGN_OR_RETURN(const std::vector<NodeId> nodes, NodesOf(call.arguments[0], "connect"));
  WeightedSteps steps(call);
  std::vector<EdgeId> edges;
  Connect(call.view, nodes, steps.largest(), call.options.Number("max"), steps, edges);
  if (steps.negative()) return Negative("connect");
  for (const EdgeId edge : edges) cells.push_back(Value::Edge(edge));
  return absl::OkStatus();
}

Status RandomWalks(const Call& call, std::vector<Value>& cells) {
  WeightedSteps steps(call);
  std::mt19937_64 random(static_cast<uint64_t>(call.options.Int("seed")));
  const int64_t walks = call.options.Int("walks"), length = call.options.Int("length");
  for (int64_t walk = 0; walk < walks; ++walk) {
    PathValue path;
    path.nodes.push_back(call.arguments[0].node());
    while (static_cast<int64_t>(path.edges.size()) < length) {
      // One of the steps by weight, in a single pass (Chao 1982).
      double total = 0;
      NodeId next;
      EdgeId taken;
      const auto consider = [&](NodeId other, EdgeId edge, double weight) {
        total += weight;
        const double draw = static_cast<double>(random() >> 11) * 0x1p-53;
        if (draw * total < weight) next = other, taken = edge;
        return true;
      };
      if (!steps.Expand(path.nodes.back(), true, consider))
        return steps.negative() ? Negative("random_walks") : absl::OkStatus();
      if (!next.valid()) break;
      path.nodes.push_back(next);
      path.edges.push_back(taken);
    }
    cells.push_back(Value::Int(walk));
    cells.push_back(Value::Path(std::move(path)));
  }
  return absl::OkStatus();
}

constexpr unsigned kPart = kLabels | kTypes | kDirection;

std::vector<Algorithm> DistanceRows() {
  const OptionRow most = {"max", ValueKind::kInt,       "4294967294", 0, 4294967294.0,
                          {},    "the farthest to look"};
  const std::string_view source = "Moore 1959; Beamer, Asanovic and Patterson 2012";
  const std::string_view cost = "O(nodes + edges); often a fraction of the edges";
  std::vector<Algorithm> rows(4);
  rows[0] = {"distances",
             "Every node that can be reached from a node, and how many edges away it is.",
             {{"start", ValueKind::kNode}},
             kPart,
             "both",
             {most},
             {{"node", ValueKind::kNode}, {"distance", ValueKind::kInt}},
             cost,
             source,
             {{"MATCH (a {name: 'Dan'}) CALL algo.distances(a, {types: 'met_with'}) YIELD node, "
               "distance RETURN node.name, distance",
               "'Dan', 0 | 'Cid', 1 | 'Ann', 2 | 'Bob', 2"}},
             Distances};
  rows[1] = {"distance_counts",
             "How many nodes there are at each distance from a node, without a row for each.",
             {{"start", ValueKind::kNode}},
             kPart,
             "both",
             {most},
             {{"distance", ValueKind::kInt}, {"nodes", ValueKind::kInt}},
             cost,
             source,
             {{"MATCH (a {name: 'Dan'}) CALL algo.distance_counts(a, {types: 'met_with'}) YIELD "
               "distance, nodes RETURN distance, nodes",
               "0, 1 | 1, 1 | 2, 2"}},
             DistanceCounts};
  rows[2] = {"costs",
             "Every node that can be reached from a node, and the least sum of weights of a path "
             "to it.",
             {{"start", ValueKind::kNode}},
             kPart | kWeight,
             "both",
             {{"max", ValueKind::kFloat, "1e300", 0, 1e300, {}, "the most a path may cost"}},
             {{"node", ValueKind::kNode}, {"cost", ValueKind::kFloat}},
             "O(edges x log nodes); O(edges + cost) where weights are small integers",
             "Dijkstra 1959; Dial 1969",
             {{"MATCH (a {name: 'Ann'}) CALL algo.costs(a, {types: 'pays', direction: 'out', "
               "weight: 'amount'}) YIELD node, cost RETURN node.name, cost",
               "'Ann', 0.0 | 'Bob', 5.0 | 'Cid', 6.0"}},
             Costs};
  rows[3] = {
      "pair_distances",
      "How many edges lie between each of some nodes and each of others, where a path does.",
      {{"from", ValueKind::kList}, {"to", ValueKind::kList}},
      kPart,
      "both",
      {most},
      {{"source", ValueKind::kNode}, {"target", ValueKind::kNode}, {"distance", ValueKind::kInt}},
      "O(nodes + edges) for 64 sources at once, where their searches overlap; 24 bytes a node "
      "and thread",
      "Then et al. 2014 (MS-BFS)",
      {{"MATCH (a) WHERE a.name IN ['Ann', 'Dan'] WITH collect(a) AS those CALL "
        "algo.pair_distances(those, those, {types: 'met_with'}) YIELD source, target, "
        "distance RETURN source.name, target.name, distance",
        "'Ann', 'Ann', 0 | 'Ann', 'Dan', 2 | 'Dan', 'Dan', 0 | 'Dan', 'Ann', 2"}},
      PairDistances};
  return rows;
}

}  // namespace

std::vector<Algorithm> PathAlgorithms() {
  std::vector<Algorithm> rows = DistanceRows();
  rows.push_back({"cheapest_paths",
                  "The k paths of least weight from a node to another, without loops, cheapest "
                  "first; of paths that cost the same, one with few edges first.",
                  {{"from", ValueKind::kNode}, {"to", ValueKind::kNode}},
                  kPart | kWeight,
                  "both",
                  {{"k", ValueKind::kInt, "1", 1, 1e6, {}, "how many paths"}},
                  {{"cost", ValueKind::kFloat}, {"path", ValueKind::kPath}},
                  "O(k x length) searches from both ends",
                  "Dijkstra 1959; Pohl 1971; Yen 1971",
                  {{"MATCH (a {name: 'Ann'}), (b {name: 'Cid'}) CALL algo.cheapest_paths(a, b, "
                    "{types: 'pays', direction: 'out', weight: 'amount', k: 3}) YIELD cost, path "
                    "RETURN cost, [n IN nodes(path) | n.name]",
                    "6.0, ['Ann', 'Bob', 'Cid'] | 9.0, ['Ann', 'Cid']"}},
                  Cheapest});
  rows.push_back({"connect",
                  "The edges of a small tree that joins some nodes, at most twice as heavy as the "
                  "smallest: the shortest picture of how several are connected. Nodes that cannot "
                  "be joined make trees of their own.",
                  {{"nodes", ValueKind::kList}},
                  kLabels | kTypes | kWeight,
                  "both",
                  {{"max",
                    ValueKind::kFloat,
                    "1e300",
                    0,
                    1e300,
                    {},
                    "the most that a path between two of them may cost"}},
                  {{"edge", ValueKind::kEdge}},
                  "O(edges nearer than the farthest join x log nodes)",
                  "Mehlhorn 1988, after Kou, Markowsky and Berman 1981",
                  {{"MATCH (n) WHERE n.name IN ['Ann', 'Bob', 'Dan'] WITH collect(n) AS those CALL "
                    "algo.connect(those, {types: 'met_with'}) YIELD edge RETURN count(edge)",
                    "3"}},
                  Connecting});
  rows.push_back({"random_walks",
                  "Walks from a node that take each next edge at random, by weight where one is "
                  "named; shorter where they get stuck. The same seed gives the same walks.",
                  {{"start", ValueKind::kNode}},
                  kPart | kWeight,
                  "both",
                  {{"walks", ValueKind::kInt, "10", 1, 1e7, {}, "how many"},
                   {"length", ValueKind::kInt, "10", 1, 1e6, {}, "edges of each"},
                   {"seed", ValueKind::kInt, "1", 0, 9e15, {}, ""}},
                  {{"walk", ValueKind::kInt}, {"path", ValueKind::kPath}},
                  "O(walks x length x degree)",
                  "Perozzi, Al-Rfou and Skiena 2014 (DeepWalk)",
                  {{"MATCH (a {name: 'Dan'}) CALL algo.random_walks(a, {types: 'met_with', walks: "
                    "3, length: 1}) YIELD walk, path RETURN walk, nodes(path)[1].name",
                    "0, 'Cid' | 1, 'Cid' | 2, 'Cid'"}},
                  RandomWalks});
  return rows;
}

}  // namespace newsgraph::algo
