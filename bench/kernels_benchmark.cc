// What the graph does without a query language: load, freeze, open, scans, expansion, breadth-first
// paths. Each benchmark compares its answer with that of a plain loop over a list of relationships
// before it measures.
#include <benchmark/benchmark.h>

#include <array>
#include <filesystem>
#include <functional>

#include "bench/shared_graph.h"
#include "graph/index.h"
#include "graph/save.h"
#include "loaders/loader.h"

namespace newsgraph::bench {
namespace {

using ::benchmark::State;

constexpr const char* kDiffers = "the answer differs from the plain loop's";

// A folder with the shared graph as CSV and as a saved graph; gone at the end of the program.
class Files {
 public:
  static const Files& Get() {
    static const Files files;
    return files;
  }
  const std::string& folder() const { return folder_; }
  std::vector<std::string> tables() const {
    return {folder_ + "/relationships.csv", folder_ + "/nodes.csv"};
  }
  std::string saved() const { return folder_ + "/graph.ng"; }
  uint64_t csv_bytes() const {
    uint64_t bytes = 0;
    for (const std::string& path : tables()) bytes += std::filesystem::file_size(path);
    return bytes;
  }

 private:
  Files() {
    std::string form = (std::filesystem::temp_directory_path() / "newsgraph-bench-XXXXXX").string();
    folder_ = ::mkdtemp(form.data());
    SharedGraph::Require(GenerateCsv(SharedGraph::Options(), folder_));
    SharedGraph::Require(SaveGraph(SharedGraph::Get().view(), saved()));
  }
  ~Files() { std::filesystem::remove_all(folder_); }
  std::string folder_;
};

// Equal numbers of everything, by label and type; the names' ids may differ.
bool SameCounts(const GraphView& a, const GraphView& b) {
  if (a.node_count() != b.node_count() || a.edge_count() != b.edge_count()) return false;
  for (const std::string& label : a.names().labels.all()) {
    if (a.statistics().NodesWith(a.names().FindLabel(label)) !=
        b.statistics().NodesWith(b.names().FindLabel(label))) {
      return false;
    }
  }
  for (const std::string& type : a.names().types.all()) {
    if (a.statistics().EdgesOf(a.names().FindType(type)) !=
        b.statistics().EdgesOf(b.names().FindType(type))) {
      return false;
    }
  }
  return true;
}

void PerEdge(State& state, uint64_t edges) {
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * edges));
}

void GenerateAndFreeze(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  for (auto _ : state) {
    Builder builder;
    SharedGraph::Require(Generate(SharedGraph::Options(), builder));
    const auto graph = std::move(builder).Freeze();
    if (!graph.ok() || !SameCounts(graph->View(), shared.view()))
      return state.SkipWithError(kDiffers);
  }
  PerEdge(state, shared.view().edge_count());
}
BENCHMARK(GenerateAndFreeze)->Unit(benchmark::kMillisecond);

void LoadCsv(State& state) {
  const Files& files = Files::Get();
  const SharedGraph& shared = SharedGraph::Get();
  const std::vector<std::string> paths = files.tables();
  for (auto _ : state) {
    Builder builder;
    loaders::Report report;
    SharedGraph::Require(loaders::LoadFiles(paths, {}, builder, report));
    const auto graph = std::move(builder).Freeze();
    if (!graph.ok() || report.rejected > 0 || !SameCounts(graph->View(), shared.view())) {
      return state.SkipWithError(kDiffers);
    }
  }
  PerEdge(state, shared.view().edge_count());
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * files.csv_bytes()));
}
BENCHMARK(LoadCsv)->Unit(benchmark::kMillisecond);

void OpenSaved(State& state) {
  const Files& files = Files::Get();
  const SharedGraph& shared = SharedGraph::Get();
  for (auto _ : state) {
    const auto graph = OpenGraph(files.saved());
    if (!graph.ok() || !SameCounts(graph->View(), shared.view()))
      return state.SkipWithError(kDiffers);
  }
  PerEdge(state, shared.view().edge_count());
}
BENCHMARK(OpenSaved)->Unit(benchmark::kMillisecond);

// With arrays checked as they are read: a new graph each time, asked for one node by its index and
// for all its relationships.
void OpenAndAskOnce(State& state) {
  const Files& files = Files::Get();
  const SharedGraph& shared = SharedGraph::Get();
  const NodeId person = shared.Sample(8)[5];
  const Value id = shared.view().property(person, shared.Key("id"));
  const uint64_t expected = shared.view().Degree(person, Direction::kBoth, TypeSet::Any());
  for (auto _ : state) {
    const auto graph = OpenGraph(files.saved(), {.check_on_first_read = true});
    if (!graph.ok()) return state.SkipWithError(Render(graph.status()).c_str());
    const GraphView view = graph->View();
    std::vector<NodeId> found;
    const PropertyIndex* index =
        view.FindIndex(view.names().FindLabel("Person"), view.names().FindKey("id"));
    if (index == nullptr) return state.SkipWithError("no index on the ids of persons");
    index->Seek(view, id, found);
    if (found.size() != 1 || view.Degree(found[0], Direction::kBoth, TypeSet::Any()) != expected ||
        !CheckIntact(view).ok()) {
      return state.SkipWithError(kDiffers);
    }
  }
}
BENCHMARK(OpenAndAskOnce)->Unit(benchmark::kMillisecond);

// What the shared graph takes in memory and on disk; nothing is timed.
void Memory(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const double edges = static_cast<double>(shared.view().edge_count());
  uint64_t bytes = 0;
  for (const auto& [part, size] : shared.view().MemoryUse()) bytes += size;
  for (auto _ : state) benchmark::DoNotOptimize(bytes);
  state.counters["memory_bytes_per_edge"] = static_cast<double>(bytes) / edges;
  state.counters["saved_bytes_per_edge"] =
      static_cast<double>(std::filesystem::file_size(Files::Get().saved())) / edges;
}
BENCHMARK(Memory)->Iterations(1);

void ScanLabel(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const auto scan = [&] {
    uint64_t sum = 0;
    std::array<NodeId, 1024> batch;
    NodeScan nodes(shared.view(), shared.Label("Person"));
    while (const size_t count = nodes.Next(batch)) {
      for (size_t i = 0; i < count; ++i) sum += batch[i].value;
    }
    return sum;
  };
  uint64_t expected = 0;
  for (const NodeId person : shared.persons()) expected += person.value;
  if (scan() != expected) return state.SkipWithError(kDiffers);
  for (auto _ : state) benchmark::DoNotOptimize(scan());
  PerEdge(state, shared.persons().size());
}
BENCHMARK(ScanLabel)->Unit(benchmark::kMicrosecond);

void GatherDates(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const KeyId date = shared.Key("date");
  const int64_t since = 20270;
  const auto count = [&] {
    uint64_t found = 0;
    std::array<EdgeId, 1024> edges;
    std::array<Value, 1024> values;
    for (uint32_t begin = 0; begin < shared.view().edge_limit(); begin += 1024) {
      const uint32_t size = std::min<uint32_t>(1024, shared.view().edge_limit() - begin);
      for (uint32_t i = 0; i < size; ++i) edges[i] = EdgeId{begin + i};
      shared.view().Gather(std::span(edges).first(size), date, std::span(values).first(size));
      for (uint32_t i = 0; i < size; ++i)
        found += !values[i].is_null() && values[i].date().days >= since;
    }
    return found;
  };
  uint64_t expected = 0;
  for (const PlainEdge& edge : shared.edges()) expected += edge.date >= since;
  if (count() != expected) return state.SkipWithError(kDiffers);
  for (auto _ : state) benchmark::DoNotOptimize(count());
  PerEdge(state, shared.edges().size());
}
BENCHMARK(GatherDates)->Unit(benchmark::kMicrosecond);

// Walks of `hops` steps along met_with, with the sum of their last nodes.
uint64_t SumOfWalks(const GraphView& view, const TypeSet& types, NodeId node, int hops) {
  uint64_t sum = 0;
  view.ForEachEdge(node, Direction::kOut, types, [&](NodeId other, EdgeId) {
    sum += hops == 1 ? other.value + 1 : SumOfWalks(view, types, other, hops - 1);
    return true;
  });
  return sum;
}

void ExpandHops(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const EdgeTypeId met = shared.Type("met_with");
  const TypeSet types = TypeSet::Of({met});
  const std::vector<NodeId> sample = shared.Sample(64);
  const int hops = static_cast<int>(state.range(0));
  // weight[v]: of the walks of h steps from v; one pass over all relationships for each step.
  std::vector<uint64_t> weight(shared.view().node_limit());
  for (uint32_t v = 0; v < weight.size(); ++v) weight[v] = v + 1;
  for (int h = 0; h < hops; ++h) {
    std::vector<uint64_t> next(weight.size(), 0);
    for (const PlainEdge& edge : shared.edges()) {
      if (edge.type == met) next[edge.source.value] += weight[edge.target.value];
    }
    weight = std::move(next);
  }
  for (const NodeId node : sample) {
    if (SumOfWalks(shared.view(), types, node, hops) != weight[node.value])
      return state.SkipWithError(kDiffers);
  }
  size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(SumOfWalks(shared.view(), types, sample[at], hops));
    at = (at + 1) % sample.size();
  }
}
BENCHMARK(ExpandHops)->DenseRange(1, 3)->Unit(benchmark::kMicrosecond);

constexpr uint32_t kFar = UINT32_MAX;

// Levels of a breadth-first search in both directions, up to the level of `target` if it is valid.
std::vector<uint32_t> Levels(const GraphView& view, const TypeSet& types, NodeId start,
                             NodeId target = {}) {
  std::vector<uint32_t> levels(view.node_limit(), kFar);
  std::vector<NodeId> frontier = {start}, next;
  levels[start.value] = 0;
  for (uint32_t level = 1; !frontier.empty(); ++level) {
    if (target.valid() && levels[target.value] != kFar) break;
    next.clear();
    for (const NodeId node : frontier) {
      view.ForEachEdge(node, Direction::kBoth, types, [&](NodeId other, EdgeId) {
        if (levels[other.value] == kFar) {
          levels[other.value] = level;
          next.push_back(other);
        }
        return true;
      });
    }
    frontier.swap(next);
  }
  return levels;
}

// The same by passes over all relationships until nothing changes (Bellman and Ford).
std::vector<uint32_t> PlainLevels(const SharedGraph& shared, const TypeSet& types, NodeId start) {
  std::vector<uint32_t> levels(shared.view().node_limit(), kFar);
  levels[start.value] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (const PlainEdge& edge : shared.edges()) {
      if (!types.Contains(edge.type)) continue;
      uint32_t& a = levels[edge.source.value];
      uint32_t& b = levels[edge.target.value];
      if (a != kFar && a + 1 < b) b = a + 1, changed = true;
      if (b != kFar && b + 1 < a) a = b + 1, changed = true;
    }
  }
  return levels;
}

void BreadthFirst(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const NodeId start = shared.persons()[0];
  if (Levels(shared.view(), TypeSet::Any(), start) != PlainLevels(shared, TypeSet::Any(), start)) {
    return state.SkipWithError(kDiffers);
  }
  for (auto _ : state) benchmark::DoNotOptimize(Levels(shared.view(), TypeSet::Any(), start));
  PerEdge(state, shared.view().edge_count());
}
BENCHMARK(BreadthFirst)->Unit(benchmark::kMillisecond);

void PathLength(State& state) {
  const SharedGraph& shared = SharedGraph::Get();
  const TypeSet types = TypeSet::Of({shared.Type("met_with"), shared.Type("negotiated_with")});
  const NodeId start = shared.persons()[shared.persons().size() / 2];
  const std::vector<NodeId> targets = shared.Sample(32);
  const std::vector<uint32_t> expected = PlainLevels(shared, types, start);
  for (const NodeId target : targets) {
    if (Levels(shared.view(), types, start, target)[target.value] != expected[target.value]) {
      return state.SkipWithError(kDiffers);
    }
  }
  size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Levels(shared.view(), types, start, targets[at]));
    at = (at + 1) % targets.size();
  }
}
BENCHMARK(PathLength)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace newsgraph::bench
