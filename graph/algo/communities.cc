// Groups that have more edges among themselves than with others: label propagation and Louvain.
#include <algorithm>
#include <numeric>
#include <random>

#include "graph/algo/catalog.h"

namespace newsgraph::algo {
namespace {

std::vector<uint32_t> Shuffled(uint32_t n, uint64_t seed) {
  std::vector<uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  std::mt19937_64 random(seed);
  for (uint32_t i = n; i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  return order;
}

// A weight for each of a few communities, cleared by touching those alone.
class Tally {
 public:
  explicit Tally(uint32_t n) : weight_(n, 0), there_(n, false) {}
  void Add(uint32_t community, double weight) {
    if (!there_[community]) {
      there_[community] = true;
      touched_.push_back(community);
    }
    weight_[community] += weight;
  }
  double At(uint32_t community) const { return weight_[community]; }
  const std::vector<uint32_t>& touched() const { return touched_; }
  void Clear() {
    for (const uint32_t each : touched_) weight_[each] = 0, there_[each] = false;
    touched_.clear();
  }

 private:
  std::vector<double> weight_;
  std::vector<bool> there_;
  std::vector<uint32_t> touched_;
};

// Numbers communities from 0 in the order of their first node.
uint32_t Renumber(std::vector<uint32_t>& communities) {
  std::vector<uint32_t> names(communities.size(), UINT32_MAX);
  uint32_t next = 0;
  for (uint32_t& community : communities) {
    if (names[community] == UINT32_MAX) names[community] = next++;
    community = names[community];
  }
  return next;
}

void AddCommunities(const Projection& graph, std::vector<uint32_t> communities,
                    std::vector<Value>& cells) {
  Renumber(communities);
  for (uint32_t i = 0; i < graph.size(); ++i) {
    cells.push_back(Value::Node(graph.node(i)));
    cells.push_back(Value::Int(communities[i]));
  }
}

ProjectionSpec Undirected(const Call& call) {
  ProjectionSpec spec = call.options.projection;
  spec.direction = Direction::kBoth;
  return spec;
}

// Every node takes the label that weighs most among its neighbours, its own where that is among
// them, else the smallest; in an order drawn anew each round.
Status LabelPropagation(const Call& call, std::vector<Value>& cells) {
  const Projection graph(call.view, Undirected(call), call.work);
  const uint32_t n = graph.size();
  std::vector<uint32_t> label(n);
  std::iota(label.begin(), label.end(), 0u);
  Tally tally(n);
  const auto seed = static_cast<uint64_t>(call.options.Int("seed"));
  bool changed = true;
  for (int64_t round = 0; changed && round < call.options.Int("iterations"); ++round) {
    changed = false;
    for (const uint32_t at : Shuffled(n, seed + static_cast<uint64_t>(round))) {
      const auto neighbours = graph.Neighbours(at);
      for (size_t k = 0; k < neighbours.size(); ++k)
        tally.Add(label[neighbours[k]], graph.Weight(at, k));
      uint32_t best = label[at];
      for (const uint32_t each : tally.touched()) {
        if (tally.At(each) > tally.At(best) ||
            (tally.At(each) == tally.At(best) && best != label[at] && each < best))
          best = each;
      }
      tally.Clear();
      changed = changed || best != label[at];
      label[at] = best;
      if (!call.work.Go(neighbours.size())) return absl::OkStatus();
    }
  }
  AddCommunities(graph, std::move(label), cells);
  return absl::OkStatus();
}

// The graph of one level of Louvain: nodes are communities of the level below. An entry (i, i)
// holds twice the weight within i, as each edge is entered at both ends.
struct Level {
  std::vector<uint64_t> offsets = {0};
  std::vector<uint32_t> neighbours;
  std::vector<double> weights;
  std::vector<double> strength;

  uint32_t size() const { return static_cast<uint32_t>(strength.size()); }
  void EndNode() {
    double sum = 0;
    for (uint64_t k = offsets.back(); k < neighbours.size(); ++k) sum += weights[k];
    strength.push_back(sum);
    offsets.push_back(neighbours.size());
  }
};

Level FirstLevel(const Projection& graph) {
  Level level;
  for (uint32_t i = 0; i < graph.size(); ++i) {
    for (size_t k = 0; k < graph.Degree(i); ++k) {
      const uint32_t to = graph.Neighbours(i)[k];
      level.neighbours.push_back(to);
      level.weights.push_back(graph.Weight(i, k) * (to == i ? 2 : 1));
    }
    level.EndNode();
  }
  return level;
}

Level Merged(const Level& below, const std::vector<uint32_t>& community, uint32_t count) {
  std::vector<std::vector<uint32_t>> members(count);
  for (uint32_t i = 0; i < below.size(); ++i) members[community[i]].push_back(i);
  Level level;
  Tally tally(count);
  for (const auto& group : members) {
    for (const uint32_t i : group) {
      for (uint64_t k = below.offsets[i]; k < below.offsets[i + 1]; ++k)
        tally.Add(community[below.neighbours[k]], below.weights[k]);
    }
    for (const uint32_t to : tally.touched()) {
      level.neighbours.push_back(to);
      level.weights.push_back(tally.At(to));
    }
    tally.Clear();
    level.EndNode();
  }
  return level;
}

// Moves nodes to the neighbouring community that gains most, until none gains. Returns whether any
// moved.
bool MoveNodes(const Level& level, double total, double resolution, uint64_t seed,
               std::vector<uint32_t>& community, Work& work) {
  const uint32_t n = level.size();
  community.resize(n);
  std::iota(community.begin(), community.end(), 0u);
  std::vector<double> strength = level.strength;  // of communities
  Tally tally(n);
  const std::vector<uint32_t> order = Shuffled(n, seed);
  bool any = false, moved = true;
  for (int round = 0; moved && round < 100; ++round) {
    moved = false;
    for (const uint32_t at : order) {
      const uint32_t from = community[at];
      for (uint64_t k = level.offsets[at]; k < level.offsets[at + 1]; ++k) {
        if (level.neighbours[k] != at) tally.Add(community[level.neighbours[k]], level.weights[k]);
      }
      strength[from] -= level.strength[at];
      const double pull = resolution * level.strength[at] / total;
      uint32_t best = from;
      double gain = tally.At(from) - pull * strength[from];
      for (const uint32_t each : tally.touched()) {
        const double other = tally.At(each) - pull * strength[each];
        if (other > gain + 1e-12 * total) gain = other, best = each;
      }
      tally.Clear();
      strength[best] += level.strength[at];
      community[at] = best;
      moved = moved || best != from;
      if (!work.Go(level.offsets[at + 1] - level.offsets[at])) return false;
    }
    any = any || moved;
  }
  return any;
}

Status Louvain(const Call& call, std::vector<Value>& cells) {
  const Projection graph(call.view, Undirected(call), call.work);
  std::vector<uint32_t> result(graph.size());
  std::iota(result.begin(), result.end(), 0u);
  Level level = FirstLevel(graph);
  for (const double weight : level.weights) {
    if (weight < 0) {
      return MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime, "NumberOutOfRange",
                       std::nullopt, "louvain needs weights of 0 or more");
    }
  }
  const double total = std::accumulate(level.strength.begin(), level.strength.end(), 0.0);
  const double resolution = call.options.Number("resolution");
  const auto seed = static_cast<uint64_t>(call.options.Int("seed"));
  std::vector<uint32_t> community;
  while (total > 0 && MoveNodes(level, total, resolution, seed, community, call.work)) {
    const uint32_t count = Renumber(community);
    for (uint32_t& each : result) each = community[each];
    if (count == level.size()) break;
    level = Merged(level, community, count);
  }
  if (!call.work.stopped()) AddCommunities(graph, std::move(result), cells);
  return absl::OkStatus();
}

}  // namespace

std::vector<Algorithm> CommunityAlgorithms() {
  const std::vector<ColumnRow> columns = {{"node", ValueKind::kNode},
                                          {"community", ValueKind::kInt}};
  const OptionRow seed = {"seed", ValueKind::kInt, "1", 0, 9e15, {}, "of the order of nodes"};
  std::vector<Algorithm> rows(2);
  rows[0] = {"label_propagation",
             "Communities by taking over what most neighbours have, in rounds, until nothing "
             "changes. Quick and rough; the answer depends on the seed.",
             {},
             kLabels | kTypes | kWeight | kSimple,
             "both",
             {{"iterations", ValueKind::kInt, "100", 1, 1e6, {}, "at most so many rounds"}, seed},
             columns,
             "O(rounds x edges)",
             "Raghavan, Albert and Kumara 2007",
             {{"CALL algo.label_propagation({types: 'met_with'}) YIELD node, community RETURN "
               "count(DISTINCT community) < 4",
               "true"}},
             LabelPropagation};
  rows[1] = {
      "louvain",
      "Communities of high modularity: nodes move to the community where they gain most, "
      "communities become nodes, and again. A `resolution` above 1 gives smaller ones. "
      "Directions do not count.",
      {},
      kLabels | kTypes | kWeight | kSimple,
      "both",
      {{"resolution", ValueKind::kFloat, "1.0", 0, 1e6, {}, "above 1: smaller communities"}, seed},
      columns,
      "about O(edges x log nodes)",
      "Blondel, Guillaume, Lambiotte and Lefebvre 2008; resolution: Reichardt and "
      "Bornholdt 2006",
      {{"CALL algo.louvain({types: 'met_with', labels: 'Person'}) YIELD node, community "
        "RETURN community, count(*)",
        "0, 2 | 1, 2 | 2, 1"}},
      Louvain};
  return rows;
}

}  // namespace newsgraph::algo
