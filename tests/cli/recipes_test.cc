// The shell blocks of docs/scripting.md and docs/articles.md, those of a page in order in one
// folder, each with the output that stands under it. With NEWSGRAPH_REWRITE=1 the pages get the
// output that there is: read the difference before you commit it.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
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

// The first program that a recipe calls and that is not installed; "" if it can run.
std::string_view Missing(const std::string& shell) {
  for (const std::string_view tool : {"jq", "python3", "node", "make"}) {
    const std::regex call(Cat("(^|[|;&('\n])[ ]*", tool, "[ \n]"));
    if (std::regex_search(shell, call) && !Has(tool)) return tool;
  }
  return "";
}

// The page with `outputs` under its shell blocks.
void Rewrite(const std::string& path, const std::vector<std::string>& outputs) {
  std::ifstream file(path);
  std::string page;
  size_t block = 0;
  bool in_shell = false, in_output = false;
  for (std::string line; std::getline(file, line);) {
    if (line == "```output") in_output = true;
    if (!in_output) page += line + "\n";
    if (line == "```" && in_shell && !outputs[block++].empty())
      Append(page, "```output\n", outputs[block - 1], "```\n");
    if (line == "```") in_shell = in_output = false;
    if (line == "```sh") in_shell = true;
  }
  std::ofstream(path) << page;
}

void RunPage(const std::string& path, size_t least) {
  const std::string folder = ::testing::TempDir() + "newsgraph_recipes_" + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  std::filesystem::create_directory_symlink(std::filesystem::absolute("datasets"),
                                            folder + "/datasets");
  const std::vector<Recipe> recipes = ReadRecipes(path);
  ASSERT_GE(recipes.size(), least);
  const bool rewrite = std::getenv("NEWSGRAPH_REWRITE") != nullptr;
  const std::string bin = std::filesystem::path(NEWSGRAPH_BINARY).parent_path().string();
  std::vector<std::string> outputs;
  for (const Recipe& recipe : recipes) {
    outputs.push_back(recipe.output);
    if (const std::string_view missing = Missing(recipe.shell); !missing.empty()) {
      std::printf("skipped, %s is not installed:\n%s", missing.data(), recipe.shell.c_str());
      continue;
    }
    const std::string script = Cat(folder, "/recipe", outputs.size(), ".sh");
    std::ofstream(script) << recipe.shell;
    const int state = std::system(Cat("cd '", folder, "' && PATH='", bin, "':\"$PATH\" bash '",
                                      script, "' > out.txt 2> err.txt")
                                      .c_str());
    EXPECT_TRUE(WIFEXITED(state));
    outputs.back() = ReadAll(folder + "/out.txt");
    if (rewrite) continue;
    EXPECT_EQ(outputs.back(), recipe.output) << recipe.shell << ReadAll(folder + "/err.txt");
  }
  if (rewrite) Rewrite(path, outputs);
  std::filesystem::remove_all(folder);
}

TEST(Recipes, OfScripts) { RunPage("docs/scripting.md", 8); }
TEST(Recipes, OfArticles) { RunPage("docs/articles.md", 14); }
TEST(Recipes, OfPaths) { RunPage("docs/paths.md", 17); }

}  // namespace
}  // namespace newsgraph::cli
