#include "tests/cli/prompt.h"

#include <unistd.h>

#include <filesystem>

#include "graph/base/strings.h"
#include "graph/save.h"

namespace newsgraph::cli::testing {

std::string Folder() {
  static const std::string folder = [] {
    std::string path = ::testing::TempDir() + "newsgraph_pty_" + std::to_string(getpid());
    std::filesystem::create_directories(path);
    return path;
  }();
  return folder;
}

std::string SaveAs(std::string_view name, Builder builder) {
  const std::string path = Cat(Folder(), "/", name);
  const auto graph = std::move(builder).Freeze();
  EXPECT_TRUE(graph.ok() && SaveGraph(graph->View(), path).ok());
  return path;
}

std::string NewsGraph() {
  static const std::string path = [] {
    Builder b;
    const auto add = [&](std::string_view label, std::string_view name) {
      return b.UpsertNode(b.Label(label), b.Key("name"), Value::String(name));
    };
    const auto join = [&](NodeId from, std::string_view type, NodeId to, std::string_view date) {
      const EdgeId edge = b.AddEdge(from, b.Type(type), to);
      if (!date.empty()) b.Set(edge, b.Key("date"), Value::Of(*Parse<Date>(date)));
    };
    const NodeId lukashenko = add("Person", "Alexander Lukashenko");
    const NodeId coale = add("Person", "John Coale");
    const NodeId ales = add("Person", "Алесь Бяляцкі");
    const NodeId belarus = add("Country", "Belarus");
    const NodeId ukraine = add("Country", "Ukraine");
    join(lukashenko, "negotiated_with", coale, "2025-12-12");
    join(lukashenko, "leads", belarus, "");
    join(ales, "released_to", ukraine, "2025-12-13");
    b.Set(lukashenko, b.Key("born"), Value::Int(1954));
    return SaveAs("news.ng", std::move(b));
  }();
  return path;
}

std::unique_ptr<Pty> Start(std::vector<std::string> arguments, int width, int height) {
  std::vector<std::string> command = {NEWSGRAPH_BINARY};
  command.insert(command.end(), arguments.begin(), arguments.end());
  static const std::vector<std::string> environment = {"XDG_STATE_HOME=" + Folder() + "/state",
                                                       "XDG_CONFIG_HOME=" + Folder() + "/config"};
  auto pty = std::make_unique<Pty>(command, width, height, environment);
  EXPECT_TRUE(pty->WaitForPrompt(kPrompt)) << pty->raw();
  return pty;
}

::testing::AssertionResult Begin(Pty& pty, std::string_view statement) {
  pty.Forget();
  pty.Send(Cat(statement, ";\r"));
  if (pty.WaitForBytes("\x1b[?2004l")) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "does not run: " << statement << pty.screen().Text();
}

double MillisecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
      .count();
}

}  // namespace newsgraph::cli::testing
