// Articles to graphs: one thread from text to nodes and edges, and the whole loader over a folder.
// The articles are those of datasets/articles, many times; each benchmark compares what it found
// with a first pass before it measures.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "loaders/loader.h"
#include "loaders/text/extract.h"
#include "loaders/text/extraction_json.h"

namespace newsgraph::bench {
namespace {

using ::benchmark::State;

constexpr size_t kCopies = 40;  // of each article

struct Article {
  std::string name, text;
};

const std::vector<Article>& Articles() {
  static const std::vector<Article> articles = [] {
    std::vector<Article> read;
    for (const auto& entry : std::filesystem::directory_iterator("datasets/articles")) {
      if (entry.path().extension() != ".txt") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::stringstream bytes;
      bytes << file.rdbuf();
      read.push_back({entry.path().stem().string(), std::move(bytes).str()});
    }
    std::sort(read.begin(), read.end(),
              [](const Article& a, const Article& b) { return a.name < b.name; });
    return read;
  }();
  return articles;
}

// A folder with every article kCopies times, each copy with a title of its own; gone at the end.
class Folder {
 public:
  static const Folder& Get() {
    static const Folder folder;
    return folder;
  }
  const std::vector<std::string>& paths() const { return paths_; }
  uint64_t bytes() const { return bytes_; }

 private:
  Folder() {
    std::string form = (std::filesystem::temp_directory_path() / "newsgraph-bench-XXXXXX").string();
    folder_ = ::mkdtemp(form.data());
    for (size_t copy = 0; copy < kCopies; ++copy) {
      for (const Article& article : Articles()) {
        paths_.push_back(Cat(folder_, "/", article.name, copy, ".txt"));
        std::ofstream(paths_.back(), std::ios::binary)
            << article.text << "\nCopy " << copy << ".\n";
        bytes_ += article.text.size();
      }
    }
  }
  ~Folder() { std::filesystem::remove_all(folder_); }
  std::string folder_;
  std::vector<std::string> paths_;
  uint64_t bytes_ = 0;
};

double PeakMegabytes() {
  struct rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void ReadArticle(State& state) {
  const auto knowledge = text::Knowledge::Load();
  if (!knowledge.ok() || Articles().empty()) {
    return state.SkipWithError("run from the root of the repository");
  }
  text::Scratch scratch;
  const auto read = [&](const Article& article) {
    const auto found =
        text::ExtractArticle(article.text, {.name = article.name, .date = ""}, *knowledge, scratch);
    return found.ok() ? text::ToJson(*found) : std::string();
  };
  std::vector<std::string> first;
  for (const Article& article : Articles()) first.push_back(read(article));
  uint64_t bytes = 0;
  for (auto _ : state) {
    for (size_t i = 0; i < Articles().size(); ++i) {
      if (first[i].empty() || read(Articles()[i]) != first[i])
        return state.SkipWithError("two passes over an article differ");
      bytes += Articles()[i].text.size();
    }
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * Articles().size()));
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
}
BENCHMARK(ReadArticle)->Unit(benchmark::kMillisecond);

// Files to a graph with state.range(0) threads: nodes and relationships as with one thread.
void LoadArticles(State& state) {
  const auto load = [](int threads) -> loaders::Report {
    loaders::LoadOptions options;
    options.threads = threads;
    Builder builder{GraphView()};
    loaders::Report report;
    const Status status = LoadFiles(Folder::Get().paths(), options, builder, report);
    if (!status.ok() || !std::move(builder).Freeze().ok()) return {};
    return report;
  };
  static const loaders::Report one = load(1);
  for (auto _ : state) {
    const loaders::Report report = load(static_cast<int>(state.range(0)));
    if (report.loaded != Folder::Get().paths().size() || report.nodes != one.nodes ||
        report.edges != one.edges)
      return state.SkipWithError("the graph differs from that of one thread");
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * Folder::Get().paths().size()));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * Folder::Get().bytes()));
  state.counters["peak_MB"] = PeakMegabytes();
}
BENCHMARK(LoadArticles)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsgraph::bench
