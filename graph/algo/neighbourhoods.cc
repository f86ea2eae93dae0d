// What the neighbours of nodes have in common: triangles, clustering, similarity.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>

#include "graph/algo/catalog.h"
#include "graph/algo/node_marks.h"
#include "graph/parallel.h"

namespace newsgraph::algo {
namespace {

ProjectionSpec Simple(const Call& call) {
  ProjectionSpec spec = call.options.projection;
  spec.direction = Direction::kBoth;
  spec.simple = true;
  return spec;
}

// The nodes by rising degree, each with its neighbours of higher rank: a triangle is then found
// once, from its lowest corner, and no list is longer than the square root of twice the edges.
// Ranks instead of node numbers put the corners that come up most side by side in memory.
struct Ranked {
  std::vector<uint32_t> node;  // by rank
  std::vector<uint64_t> offsets;
  Array<uint32_t> higher;

  Ranked(const Projection& graph, Work& work) {
    const uint32_t n = graph.size();
    SortByDegree(graph);
    std::vector<uint32_t> rank(n);
    for (uint32_t r = 0; r < n; ++r) rank[node[r]] = r;
    // How many are higher is known for each part before any is written.
    const auto for_each = [&](auto&& f) {
      ForBlocks(n, work, [&](uint32_t begin, uint32_t end) {
        for (uint32_t r = begin; r < end; ++r) f(r, graph.Neighbours(node[r]));
      });
    };
    offsets.assign(n + size_t{1}, 0);
    for_each([&](uint32_t r, std::span<const uint32_t> all) {
      offsets[r + size_t{1}] = static_cast<uint64_t>(
          std::count_if(all.begin(), all.end(), [&](uint32_t to) { return rank[to] > r; }));
    });
    std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
    higher = Array<uint32_t>::Allocate(offsets[n]);
    for_each([&](uint32_t r, std::span<const uint32_t> all) {
      uint32_t* place = higher.mutable_data() + offsets[r];
      for (const uint32_t to : all) {
        if (rank[to] > r) *place++ = rank[to];
      }
    });
  }
  // By counting: ties in the order of the nodes.
  void SortByDegree(const Projection& graph) {
    const uint32_t n = graph.size();
    std::vector<uint32_t> begin(1, 0);
    for (uint32_t i = 0; i < n; ++i) {
      if (begin.size() < graph.Degree(i) + size_t{2}) begin.resize(graph.Degree(i) + size_t{2}, 0);
      ++begin[graph.Degree(i) + size_t{1}];
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    node.resize(n);
    for (uint32_t i = 0; i < n; ++i) node[begin[graph.Degree(i)]++] = i;
  }
  std::span<const uint32_t> Higher(uint32_t r) const {
    return {higher.data() + offsets[r], static_cast<size_t>(offsets[r + 1] - offsets[r])};
  }
};

// f(thread, lowest, middle, highest) for each triangle, by rank.
template <class F>
void ForTriangles(const Ranked& graph, Work& work, F&& f) {
  constexpr uint32_t kBlock = 1024;
  const auto n = static_cast<uint32_t>(graph.node.size());
  std::atomic<uint64_t> next = 0;
  ParallelFor(static_cast<size_t>(work.threads()), work.threads(), [&](size_t thread) {
    std::vector<uint64_t> marked(n / 64 + 1, 0);  // a bit by rank: stays in a core's cache
    WorkTally tally(work);
    for (uint64_t begin = next.fetch_add(kBlock); begin < n && !work.stopped();
         begin = next.fetch_add(kBlock)) {
      const auto end = static_cast<uint32_t>(std::min<uint64_t>(n, begin + kBlock));
      for (auto low = static_cast<uint32_t>(begin); low < end; ++low) {
        const auto higher = graph.Higher(low);
        if (higher.size() < 2) continue;
        for (const uint32_t each : higher) marked[each / 64] |= uint64_t{1} << each % 64;
        uint64_t read = 0;
        for (const uint32_t middle : higher) {
          const auto highest = graph.Higher(middle);
          read += highest.size();
          for (const uint32_t high : highest) {
            if (marked[high / 64] >> high % 64 & 1) f(thread, low, middle, high);
          }
        }
        for (const uint32_t each : higher) marked[each / 64] = 0;
        if (!tally.Go(read)) return;
      }
    }
  });
}

Status TriangleCount(const Call& call, std::vector<Value>& cells) {
  const Projection graph(call.view, Simple(call), call.work);
  const Ranked ranked(graph, call.work);
  struct alignas(64) Count {
    uint64_t value = 0;
  };
  std::vector<Count> counts(static_cast<size_t>(call.work.threads()));
  ForTriangles(ranked, call.work,
               [&](size_t thread, uint32_t, uint32_t, uint32_t) { ++counts[thread].value; });
  if (call.work.stopped()) return absl::OkStatus();
  uint64_t total = 0;
  for (const Count& count : counts) total += count.value;
  cells.push_back(Value::Int(static_cast<int64_t>(total)));
  return absl::OkStatus();
}

Status Triangles(const Call& call, std::vector<Value>& cells) {
  const Projection graph(call.view, Simple(call), call.work);
  const Ranked ranked(graph, call.work);
  const uint32_t n = graph.size();
  std::vector<std::vector<uint64_t>> counts(static_cast<size_t>(call.work.threads()),
                                            std::vector<uint64_t>(n, 0));
  ForTriangles(ranked, call.work, [&](size_t thread, uint32_t a, uint32_t b, uint32_t c) {
    for (const uint32_t rank : {a, b, c}) ++counts[thread][ranked.node[rank]];
  });
  if (call.work.stopped()) return absl::OkStatus();
  for (uint32_t i = 0; i < n; ++i) {
    uint64_t triangles = 0;
    for (const auto& of_thread : counts) triangles += of_thread[i];
    const double degree = graph.Degree(i);
    const double pairs = degree * (degree - 1) / 2;
    cells.push_back(Value::Node(graph.node(i)));
    cells.push_back(Value::Int(static_cast<int64_t>(triangles)));
    cells.push_back(Value::Float(pairs > 0 ? static_cast<double>(triangles) / pairs : 0));
  }
  return absl::OkStatus();
}

// The distinct neighbours of single nodes, read from the graph itself.
class Neighbourhood {
 public:
  explicit Neighbourhood(const Call& call) : call_(call) {}
  // Ascending, without the node itself.
  std::vector<NodeId> Of(NodeId node, Direction direction) {
    std::vector<NodeId> all;
    call_.view.ForEachEdge(node, direction, spec().types, [&](NodeId other, EdgeId) {
      if (other != node && Admits(other)) all.push_back(other);
      return true;
    });
    call_.work.Go(all.size());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }
  // What a common neighbour adds to the measure of Adamic and Adar.
  double Weight(NodeId node) {
    const size_t degree = Of(node, Direction::kBoth).size();
    return degree > 1 ? 1 / std::log(static_cast<double>(degree)) : 0;
  }
  bool Admits(NodeId node) const {
    return spec().all_labels ||
           std::any_of(spec().labels.begin(), spec().labels.end(),
                       [&](LabelId label) { return call_.view.HasLabel(node, label); });
  }

 private:
  const ProjectionSpec& spec() const { return call_.options.projection; }
  const Call& call_;
};

double Measure(std::string_view measure, double common, double adamic_adar, size_t first,
               size_t second) {
  if (measure == "common") return common;
  if (measure == "adamic_adar") return adamic_adar;
  const double together = static_cast<double>(first + second) - common;
  return together > 0 ? common / together : 0;
}

Status Similarity(const Call& call, std::vector<Value>& cells) {
  Neighbourhood neighbourhood(call);
  const Direction way = call.options.projection.direction;
  const auto first = neighbourhood.Of(call.arguments[0].node(), way);
  const auto second = neighbourhood.Of(call.arguments[1].node(), way);
  std::vector<NodeId> both;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(),
                        std::back_inserter(both));
  double adamic_adar = 0;
  for (const NodeId node : both) adamic_adar += neighbourhood.Weight(node);
  const auto common = static_cast<double>(both.size());
  cells.push_back(Value::Int(static_cast<int64_t>(both.size())));
  cells.push_back(
      Value::Float(Measure("jaccard", common, adamic_adar, first.size(), second.size())));
  cells.push_back(Value::Float(adamic_adar));
  return absl::OkStatus();
}

// Everybody with a neighbour in common: two steps from the node, which hubs make many.
Status Similar(const Call& call, std::vector<Value>& cells) {
  Neighbourhood neighbourhood(call);
  const NodeId node = call.arguments[0].node();
  const std::string_view measure = call.options.Text("measure");
  const Direction way = call.options.projection.direction;
  const auto own = neighbourhood.Of(node, way);
  struct Candidate {
    NodeId node;
    double common, adamic_adar, score;
  };
  NodeMarks marks;
  marks.Begin(call.view.node_limit());
  std::vector<Candidate> found;
  for (const NodeId between : own) {
    const double weight = neighbourhood.Weight(between);
    for (const NodeId other : neighbourhood.Of(between, Reverse(way))) {
      if (other == node) continue;
      uint32_t place = marks.Get(other);
      if (place == NodeMarks::kNone) {
        place = static_cast<uint32_t>(found.size());
        marks.Set(other, place);
        found.push_back({other, 0, 0, 0});
      }
      found[place].common += 1;
      found[place].adamic_adar += weight;
    }
    if (call.work.stopped()) return absl::OkStatus();
  }
  for (Candidate& each : found) {
    const size_t size = measure == "jaccard" ? neighbourhood.Of(each.node, way).size() : 0;
    each.score = Measure(measure, each.common, each.adamic_adar, own.size(), size);
    if (call.work.stopped()) return absl::OkStatus();
  }
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.node < b.node;
  });
  found.resize(std::min<uint64_t>(found.size(), call.options.top));
  for (const Candidate& each : found) {
    cells.push_back(Value::Node(each.node));
    cells.push_back(Value::Float(each.score));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Algorithm> NeighbourhoodAlgorithms() {
  const std::string_view cost = "O(edges^1.5) at worst, far less where hubs are few; all threads";
  const std::string_view source = "Schank and Wagner 2005 (forward); Latapy 2008";
  std::vector<Algorithm> rows(4);
  rows[0] = {"triangles",
             "In how many triangles a node is, and its clustering: the share of the pairs of its "
             "neighbours that are neighbours. Directions, parallel edges and self loops do not "
             "count.",
             {},
             kLabels | kTypes,
             "both",
             {},
             {{"node", ValueKind::kNode},
              {"triangles", ValueKind::kInt},
              {"clustering", ValueKind::kFloat}},
             cost,
             source,
             {{"CALL algo.triangles({types: 'met_with'}) YIELD node, triangles, clustering WHERE "
               "triangles > 0 RETURN node.name, triangles, round(clustering * 100)",
               "'Ann', 1, 100.0 | 'Bob', 1, 100.0 | 'Cid', 1, 33.0"}},
             Triangles};
  rows[1] = {"triangle_count",
             "How many triangles there are.",
             {},
             kLabels | kTypes,
             "both",
             {},
             {{"triangles", ValueKind::kInt}},
             cost,
             source,
             {{"CALL algo.triangle_count({types: 'met_with'}) YIELD triangles", "1"}},
             TriangleCount};
  rows[2] = {"similarity",
             "How alike the neighbourhoods of two nodes are: neighbours in common, their share of "
             "all neighbours (Jaccard), and Adamic and Adar's measure, in which a rare common "
             "neighbour counts more than a hub.",
             {{"a", ValueKind::kNode}, {"b", ValueKind::kNode}},
             kLabels | kTypes | kDirection,
             "both",
             {},
             {{"common", ValueKind::kInt},
              {"jaccard", ValueKind::kFloat},
              {"adamic_adar", ValueKind::kFloat}},
             "O(degree log degree)",
             "Jaccard 1901; Adamic and Adar 2003",
             {{"MATCH (a {name: 'Ann'}), (b {name: 'Dan'}) CALL algo.similarity(a, b, {types: "
               "'met_with'}) YIELD common, jaccard RETURN common, jaccard",
               "1, 0.5"}},
             Similarity};
  rows[3] = {
      "similar",
      "The nodes whose neighbourhoods are most like that of a node.",
      {{"node", ValueKind::kNode}},
      kLabels | kTypes | kDirection | kTop,
      "both",
      {{"measure", ValueKind::kString, "jaccard", 0, 0, "jaccard|common|adamic_adar", ""}},
      {{"node", ValueKind::kNode}, {"score", ValueKind::kFloat}},
      "O(edges within two steps of the node)",
      "as similarity",
      {{"MATCH (a {name: 'Dan'}) CALL algo.similar(a, {types: 'met_with'}) YIELD node, score "
        "RETURN node.name, score",
        "'Ann', 0.5 | 'Bob', 0.5"}},
      Similar};
  return rows;
}

}  // namespace newsgraph::algo
