// The shell blocks of docs/scripting.md, in order in one folder, each with the output that stands
// under it.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "graph/base/strings.h"

namespace newsgraph::cli {
namespace {

struct Recipe {
  std::string shell;
  std::string output;
};

std::vector<Recipe> ReadRecipes(const std::string& path) {
  std::ifstream file(path);
  std::vector<Recipe> recipes;
  std::string* block = nullptr;
  for (std::string line; std::getline(file, line);) {
    if (block != nullptr && line == "```") {
      block = nullptr;
    } else if (block != nullptr) {
      *block += line + "\n";
    } else if (line == "```sh") {
      block = &recipes.emplace_back().shell;
    } else if (line == "```output" && !recipes.empty()) {
      block = &recipes.back().output;
    }
  }
  return recipes;
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

bool Has(std::string_view program) {
  return std::system(Cat("command -v ", program, " >/dev/null 2>&1").c_str()) == 0;
}

TEST(Recipes, GiveWhatThePageSays) {
  const std::string folder = ::testing::TempDir() + "newsgraph_recipes_" + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  const std::vector<Recipe> recipes = ReadRecipes("docs/scripting.md");
  ASSERT_GE(recipes.size(), 8u);
  const std::string bin = std::filesystem::path(NEWSGRAPH_BINARY).parent_path().string();
  int number = 0;
  for (const Recipe& recipe : recipes) {
    bool missing = false;
    for (const std::string_view tool : {"jq", "python3", "node", "make"}) {
      if (recipe.shell.find(tool) != std::string::npos && !Has(tool)) missing = true;
    }
    if (missing) {
      std::printf("skipped, a tool is not installed:\n%s", recipe.shell.c_str());
      continue;
    }
    const std::string script = Cat(folder, "/recipe", ++number, ".sh");
    std::ofstream(script) << recipe.shell;
    const int state = std::system(Cat("cd '", folder, "' && PATH='", bin, "':\"$PATH\" bash '",
                                      script, "' > out.txt 2> err.txt")
                                      .c_str());
    EXPECT_TRUE(WIFEXITED(state));
    EXPECT_EQ(ReadAll(folder + "/out.txt"), recipe.output)
        << recipe.shell << ReadAll(folder + "/err.txt");
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace newsgraph::cli
