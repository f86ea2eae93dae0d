// Which nodes hang together: connected components, strongly connected components, cores.
#include <algorithm>
#include <array>
#include <atomic>
#include <numeric>

#include "absl/container/flat_hash_map.h"
#include "graph/algo/catalog.h"

namespace newsgraph::algo {
namespace {

// A forest in which a root stands for its component; roots are the smallest number of theirs.
class Forest {
 public:
  explicit Forest(uint32_t n) : parents_(n) {
    for (uint32_t i = 0; i < n; ++i) parents_[i].store(i, std::memory_order_relaxed);
  }
  uint32_t Find(uint32_t i) const { return parents_[i].load(std::memory_order_relaxed); }
  // Hooks the larger root below the smaller; another thread may do the same.
  void Link(uint32_t a, uint32_t b) {
    uint32_t first = Find(a), second = Find(b);
    while (first != second) {
      uint32_t high = std::max(first, second);
      const uint32_t low = std::min(first, second);
      if (Find(high) == low) return;
      uint32_t expected = high;
      if (parents_[high].compare_exchange_strong(expected, low, std::memory_order_relaxed)) return;
      first = Find(expected);
      second = low;
    }
  }
  void Compress(uint32_t i) {
    while (Find(i) != Find(Find(i))) parents_[i].store(Find(Find(i)), std::memory_order_relaxed);
  }

 private:
  std::vector<std::atomic<uint32_t>> parents_;
};

// The root that most of a thousand nodes picked at even distances have.
uint32_t MostFrequent(const Forest& forest, uint32_t n) {
  absl::flat_hash_map<uint32_t, uint32_t> seen;
  uint32_t best = 0, most = 0;
  for (uint32_t k = 0; k < 1024; ++k) {
    const uint32_t root = forest.Find(static_cast<uint32_t>(uint64_t{k} * n / 1024));
    if (++seen[root] > most) most = seen[root], best = root;
  }
  return best;
}

// Afforest: link each node with two neighbours, guess the giant component from a sample, and read
// the other edges only of nodes outside of it. Reads the graph itself: a copy would cost more.
// A node outside of the giant component must read its edges of both directions, since the node at
// the other end may be one that skips its own.
void LinkAll(const GraphView& view, const ProjectionSpec& spec, Forest& forest,
             const std::vector<bool>& within, Work& work) {
  const uint32_t n = view.node_limit();
  const auto is_in = [&](uint32_t i) { return within.empty() || within[i]; };
  constexpr uint32_t kRounds = 2;
  const auto compress = [&] {
    ForBlocks(n, work, [&](uint32_t begin, uint32_t end) {
      for (uint32_t i = begin; i < end; ++i) forest.Compress(i);
      work.Go(end - begin);
    });
  };
  ForBlocks(n, work, [&](uint32_t begin, uint32_t end) {
    WorkTally tally(work);
    for (uint32_t i = begin; i < end && tally.Go(kRounds); ++i) {
      uint32_t taken = 0;
      if (!is_in(i)) continue;
      view.ForEachEdge(NodeId{i}, Direction::kBoth, spec.types, [&](NodeId other, EdgeId) {
        if (is_in(other.value)) forest.Link(i, other.value);
        return ++taken < kRounds;
      });
    }
  });
  compress();
  const uint32_t giant = n == 0 ? 0 : MostFrequent(forest, n);
  ForBlocks(n, work, [&](uint32_t begin, uint32_t end) {
    WorkTally tally(work);
    for (uint32_t i = begin; i < end; ++i) {
      if (!is_in(i) || forest.Find(i) == giant) continue;
      uint64_t seen = 0;
      view.ForEachEdge(NodeId{i}, Direction::kBoth, spec.types, [&](NodeId other, EdgeId) {
        if (++seen > kRounds && is_in(other.value)) forest.Link(i, other.value);
        return seen % 65536 != 0 || tally.Go(0);
      });
      if (!tally.Go(seen)) return;
    }
  });
  compress();
}

// f(node, component) for each node, components numbered from 0 in the order of their first node.
template <class F>
void ForComponents(const Call& call, F&& f) {
  const ProjectionSpec& spec = call.options.projection;
  const uint32_t n = call.view.node_limit();
  std::vector<bool> within;
  if (!spec.all_labels) {
    within.resize(n);
    std::array<NodeId, 1024> batch;
    for (const LabelId label : spec.labels) {
      NodeScan scan(call.view, label);
      while (const size_t count = scan.Next(batch)) {
        for (size_t i = 0; i < count; ++i) within[batch[i].value] = true;
      }
    }
  }
  Forest forest(n);
  LinkAll(call.view, spec, forest, within, call.work);
  if (call.work.stopped()) return;
  std::vector<uint32_t> numbers(n);
  uint32_t next = 0;
  const bool whole = call.view.node_count() == n;
  for (uint32_t i = 0; i < n; ++i) {
    if (!(within.empty() || within[i]) || !(whole || call.view.Exists(NodeId{i}))) continue;
    const uint32_t root = forest.Find(i);
    if (root == i) numbers[i] = next++;
    f(i, numbers[root]);
  }
}

Status Components(const Call& call, std::vector<Value>& cells) {
  ForComponents(call, [&](uint32_t node, uint32_t component) {
    cells.push_back(Value::Node(NodeId{node}));
    cells.push_back(Value::Int(component));
  });
  return absl::OkStatus();
}

Status ComponentSizes(const Call& call, std::vector<Value>& cells) {
  std::vector<int64_t> sizes;
  ForComponents(call, [&](uint32_t, uint32_t component) {
    if (component == sizes.size()) sizes.push_back(0);
    ++sizes[component];
  });
  for (size_t i = 0; i < sizes.size(); ++i) {
    cells.push_back(Value::Int(static_cast<int64_t>(i)));
    cells.push_back(Value::Int(sizes[i]));
  }
  return absl::OkStatus();
}

// Tarjan's one pass, with a stack of its own instead of recursion.
Status StrongComponents(const Call& call, std::vector<Value>& cells) {
  const Projection graph(call.view, call.options.projection, call.work);
  const uint32_t n = graph.size();
  constexpr uint32_t kNew = UINT32_MAX;
  std::vector<uint32_t> number(n, kNew), low(n), component(n, kNew), open, next_edge(n, 0), calls;
  uint32_t visited = 0, components = 0;
  for (uint32_t root = 0; root < n; ++root) {
    if (number[root] != kNew) continue;
    calls.push_back(root);
    while (!calls.empty()) {
      const uint32_t at = calls.back();
      if (number[at] == kNew) {
        number[at] = low[at] = visited++;
        open.push_back(at);
      }
      const auto neighbours = graph.Neighbours(at);
      bool deeper = false;
      while (next_edge[at] < neighbours.size()) {
        const uint32_t to = neighbours[next_edge[at]++];
        if (number[to] == kNew) {
          calls.push_back(to);
          deeper = true;
          break;
        }
        if (component[to] == kNew) low[at] = std::min(low[at], number[to]);
      }
      if (deeper) continue;
      calls.pop_back();
      if (!call.work.Go(neighbours.size())) return absl::OkStatus();
      if (!calls.empty()) low[calls.back()] = std::min(low[calls.back()], low[at]);
      if (low[at] != number[at]) continue;
      while (component[at] == kNew) {
        component[open.back()] = components;
        open.pop_back();
      }
      ++components;
    }
  }
  // Numbered by their first node, as connected components are.
  std::vector<uint32_t> names(components, kNew);
  uint32_t named = 0;
  for (uint32_t i = 0; i < n; ++i) {
    uint32_t& name = names[component[i]];
    if (name == kNew) name = named++;
    cells.push_back(Value::Node(graph.node(i)));
    cells.push_back(Value::Int(name));
  }
  return absl::OkStatus();
}

// Peels off nodes of the smallest remaining degree, kept in order by counting sort.
Status Cores(const Call& call, std::vector<Value>& cells) {
  ProjectionSpec spec = call.options.projection;
  spec.direction = Direction::kBoth;
  spec.simple = true;
  const Projection graph(call.view, spec, call.work);
  const uint32_t n = graph.size();
  std::vector<uint32_t> degree(n), place(n), order(n), begin(1, 0);
  for (uint32_t i = 0; i < n; ++i) {
    degree[i] = graph.Degree(i);
    if (begin.size() < degree[i] + size_t{2}) begin.resize(degree[i] + size_t{2}, 0);
    ++begin[degree[i] + size_t{1}];
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<uint32_t> fill = begin;
  for (uint32_t i = 0; i < n; ++i) {
    place[i] = fill[degree[i]]++;
    order[place[i]] = i;
  }
  for (uint32_t k = 0; k < n; ++k) {
    const uint32_t at = order[k];
    for (const uint32_t to : graph.Neighbours(at)) {
      if (degree[to] <= degree[at]) continue;
      // To the front of its bucket, which then begins after it.
      const uint32_t front = begin[degree[to]]++;
      const uint32_t other = order[front];
      std::swap(order[place[to]], order[front]);
      std::swap(place[to], place[other]);
      --degree[to];
    }
    if (!call.work.Go(graph.Degree(at))) return absl::OkStatus();
  }
  for (uint32_t i = 0; i < n; ++i) {
    cells.push_back(Value::Node(graph.node(i)));
    cells.push_back(Value::Int(degree[i]));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Algorithm> ComponentAlgorithms() {
  const std::vector<ColumnRow> component = {{"node", ValueKind::kNode},
                                            {"component", ValueKind::kInt}};
  const std::string_view afforest =
      "O(nodes + edges) and less where one component holds most: it skips most edges; all threads";
  const std::string_view source = "Sutton, Ben-Nun and Barak 2018 (Afforest)";
  std::vector<Algorithm> rows(4);
  rows[0] = {"components",
             "Connected components, whichever way the edges run, numbered from 0.",
             {},
             kLabels | kTypes,
             "both",
             {},
             component,
             afforest,
             source,
             {{"CALL algo.components({types: 'met_with'}) YIELD node, component RETURN component, "
               "collect(node.name)",
               "0, ['Ann', 'Bob', 'Cid', 'Dan'] | 1, ['Eve']"}},
             Components};
  rows[1] = {
      "component_sizes",
      "How many nodes each connected component has, without a row for each node.",
      {},
      kLabels | kTypes,
      "both",
      {},
      {{"component", ValueKind::kInt}, {"size", ValueKind::kInt}},
      afforest,
      source,
      {{"CALL algo.component_sizes({types: 'met_with'}) YIELD component, size", "0, 4 | 1, 1"}},
      ComponentSizes};
  rows[2] = {"strong_components",
             "Strongly connected components: nodes that reach each other along the direction of "
             "the edges.",
             {},
             kLabels | kTypes,
             "out",
             {},
             component,
             "O(nodes + edges)",
             "Tarjan 1972. Boost's, the same, cannot be stopped in time: it verifies ours",
             {{"CALL algo.strong_components({types: 'pays'}) YIELD node, component RETURN "
               "component, collect(node.name)",
               "0, ['Ann', 'Bob', 'Cid'] | 1, ['Dan'] | 2, ['Eve']"}},
             StrongComponents};
  rows[3] = {"k_core",
             "The core number of a node: the largest k such that it belongs to a part in which "
             "everybody has k neighbours. Directions, parallel edges and self loops do not count.",
             {},
             kLabels | kTypes,
             "both",
             {},
             {{"node", ValueKind::kNode}, {"core", ValueKind::kInt}},
             "O(nodes + edges)",
             "Batagelj and Zaversnik 2003",
             {{"CALL algo.k_core({types: 'met_with'}) YIELD node, core RETURN core, "
               "collect(node.name)",
               "2, ['Ann', 'Bob', 'Cid'] | 1, ['Dan'] | 0, ['Eve']"}},
             Cores};
  return rows;
}

}  // namespace newsgraph::algo
