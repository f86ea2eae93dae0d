// Includes point one way: bytes -> loaders -> graph <- query <- cli. Each folder may include what
// its row lists, plus graph/base and itself; anything else of ours is an error. Third-party headers
// that slow or leak are bound to their files: Boost to graph/bgl.h and graph/algo's .cc files,
// RapidJSON and GoogleTest to .cc files.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Layer {
  std::string_view folder;                    // the longest matching prefix counts
  std::vector<std::string_view> may_include;  // prefixes of paths
};

const std::vector<Layer>& Layers() {
  static const std::vector<Layer> kLayers = {
      {"graph/base/", {}},
      {"graph/algo/", {"graph/"}},
      {"graph/", {"graph/"}},
      // The steps of the article loader, in their order; what stands in loaders/text/ itself runs
      // them.
      {"loaders/text/tokens/", {}},
      {"loaders/text/models/", {"loaders/text/tokens/"}},
      {"loaders/text/knowledge/",
       {"loaders/text/tokens/", "loaders/text/models/", "loaders/text/data/"}},
      {"loaders/text/article/",
       {"loaders/text/tokens/", "loaders/text/models/", "loaders/text/knowledge/"}},
      {"loaders/text/words/",
       {"loaders/text/tokens/", "loaders/text/models/", "loaders/text/knowledge/",
        "loaders/text/article/"}},
      {"loaders/text/names/",
       {"loaders/text/tokens/", "loaders/text/models/", "loaders/text/knowledge/",
        "loaders/text/article/", "loaders/text/words/"}},
      {"loaders/text/clauses/",
       {"loaders/text/tokens/", "loaders/text/models/", "loaders/text/knowledge/",
        "loaders/text/article/", "loaders/text/words/", "loaders/text/names/"}},
      {"loaders/text/entities/",
       {"loaders/text/tokens/", "loaders/text/models/", "loaders/text/knowledge/",
        "loaders/text/article/", "loaders/text/words/", "loaders/text/names/",
        "loaders/text/clauses/"}},
      {"loaders/text/relations/",
       {"loaders/text/tokens/", "loaders/text/models/", "loaders/text/knowledge/",
        "loaders/text/article/", "loaders/text/words/", "loaders/text/names/",
        "loaders/text/clauses/", "loaders/text/entities/"}},
      {"loaders/", {"graph/", "loaders/"}},
      {"query/functions/", {"graph/"}},
      {"query/syntax/", {"graph/value.h"}},
      {"query/semantics/",
       {"query/syntax/", "query/functions/", "graph/schema.h", "graph/value.h", "graph/ids.h"}},
      {"query/plan/",
       {"query/semantics/", "query/functions/", "graph/schema.h", "graph/value.h", "graph/ids.h"}},
      {"query/execute/", {"query/plan/", "query/semantics/", "query/functions/", "graph/"}},
      {"query/", {"query/", "graph/"}},
      {"cli/", {"cli/", "query/", "loaders/", "graph/", "bench/generate.h"}},
      {"training/", {"training/", "loaders/text/", "graph/"}},
      {"bench/", {""}},
      {"tests/", {""}},
  };
  return kLayers;
}

const Layer* LayerOf(std::string_view path) {
  const Layer* best = nullptr;
  for (const Layer& layer : Layers()) {
    if (path.starts_with(layer.folder) && (!best || layer.folder.size() > best->folder.size()))
      best = &layer;
  }
  return best;
}

struct SourceFile {
  std::string path;
  std::vector<std::string> includes;
  size_t lines = 0;
};

std::vector<SourceFile> Sources() {
  std::vector<SourceFile> files;
  for (std::string_view top : {"graph", "loaders", "query", "cli", "training", "bench", "tests"}) {
    if (!fs::exists(top)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(top)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cc") continue;
      SourceFile& file = files.emplace_back();
      file.path = entry.path().generic_string();
      std::ifstream in(entry.path());
      std::string line;
      while (std::getline(in, line)) {
        ++file.lines;
        if (!line.starts_with("#include ")) continue;
        file.includes.push_back(line.substr(9));
      }
    }
  }
  return files;
}

bool IsOurs(std::string_view include) {
  static constexpr std::array<std::string_view, 7> kTops = {
      "graph/", "loaders/", "query/", "cli/", "training/", "bench/", "tests/"};
  return std::any_of(kTops.begin(), kTops.end(),
                     [&](std::string_view top) { return include.starts_with(top); });
}

TEST(Layering, IncludesPointOneWay) {
  const auto files = Sources();
  ASSERT_GT(files.size(), 100u) << "run from the root of the repository";
  for (const SourceFile& file : files) {
    const Layer* layer = LayerOf(file.path);
    ASSERT_NE(layer, nullptr) << file.path;
    for (const std::string& quoted : file.includes) {
      if (quoted[0] != '"') continue;
      const std::string_view include = std::string_view(quoted).substr(1, quoted.find('"', 1) - 1);
      if (!IsOurs(include) || include.starts_with("graph/base/") ||
          include.starts_with(layer->folder))
        continue;
      const bool allowed =
          std::any_of(layer->may_include.begin(), layer->may_include.end(),
                      [&](std::string_view prefix) { return include.starts_with(prefix); });
      EXPECT_TRUE(allowed) << file.path << " includes " << include;
    }
  }
}

TEST(Layering, ThirdPartyHeadersStayWhereTheyBelong) {
  for (const SourceFile& file : Sources()) {
    const bool header = file.path.ends_with(".h");
    for (const std::string& include : file.includes) {
      const bool boost = include.find("boost/") != std::string::npos;
      if (boost && !file.path.starts_with("tests/") && file.path != "graph/bgl.h") {
        EXPECT_TRUE(file.path.starts_with("graph/algo/") && !header)
            << file.path << " includes " << include;
      }
      if (header && !file.path.starts_with("tests/")) {
        EXPECT_EQ(include.find("rapidjson/"), std::string::npos) << file.path;
        EXPECT_EQ(include.find("gtest/"), std::string::npos) << file.path;
      }
    }
  }
}

TEST(Layering, FilesAreShortEnoughToRead) {
  for (const SourceFile& file : Sources()) EXPECT_LE(file.lines, 600u) << file.path;
}

}  // namespace
