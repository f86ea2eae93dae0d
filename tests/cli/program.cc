#include "tests/cli/program.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "graph/base/strings.h"

namespace newsgraph::cli::testing {

std::string ScriptFolder() {
  static const std::string folder = [] {
    std::string path = ::testing::TempDir() + "newsgraph_script_" + std::to_string(getpid());
    std::filesystem::create_directories(path);
    return path;
  }();
  return folder;
}

void WriteFile(const std::string& name, std::string_view text) {
  std::ofstream(ScriptFolder() + "/" + name, std::ios::binary) << text;
}

std::string ReadFile(const std::string& name) {
  std::ifstream file(ScriptFolder() + "/" + name, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Outcome Shell(const std::string& line) {
  const std::string command = Cat("cd '", ScriptFolder(), "' && export NG='", NEWSGRAPH_BINARY,
                                  "' && { ", line, " ; } >out.txt 2>err.txt");
  const int state = std::system(Cat(
                                    "bash -c \"",
                                    [&] {
                                      std::string quoted;
                                      for (const char c : command) {
                                        if (c == '"' || c == '$' || c == '`' || c == '\\')
                                          quoted += '\\';
                                        quoted += c;
                                      }
                                      return quoted;
                                    }(),
                                    "\"")
                                    .c_str());
  return {WIFEXITED(state) ? WEXITSTATUS(state) : -1, ReadFile("out.txt"), ReadFile("err.txt")};
}

}  // namespace newsgraph::cli::testing
