// The screens of docs/prompt.md, typed and compared in a pseudo-terminal. Each stands under a line
//   <!-- keys: RETURN 1;\r -->
// with what is typed at a fresh prompt. Times may differ. `test_cli_pty --rewrite` writes the page
// anew; look at the difference before you keep it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "graph/base/strings.h"
#include "tests/cli/prompt.h"
#include "tests/cli/pty.h"

namespace newsgraph::cli {
namespace {

using testing::kPrompt;
using testing::Pty;
using testing::Screen;

constexpr std::string_view kPage = "docs/prompt.md";

bool rewrite = false;

std::string Unescaped(std::string_view text) {
  std::string keys;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      keys += text[i];
      continue;
    }
    const char c = text[++i];
    if (c == 'x') {
      keys += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      keys += c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
  }
  return keys;
}

// Durations and the bars of their shares differ from run to run.
std::string WithoutTimes(const std::string& text) {
  static const std::regex times("[0-9.]+ (µs|ms|s)\\b");
  static const std::regex bars(" +(█)+");
  return std::regex_replace(std::regex_replace(text, times, "T"), bars, "");
}

// The rows since the last Forget(), without the fresh prompt that ends them.
std::string Shown(const Screen& screen) {
  std::string text = screen.Everything();
  text.erase(0, text.find_first_not_of('\n'));
  while (text.ends_with('\n')) text.pop_back();
  if (text.ends_with(kPrompt)) text.resize(text.size() - kPrompt.size());
  while (text.ends_with('\n')) text.pop_back();
  return text + "\n";
}

TEST(Screens, AreAsThePageShowsThem) {
  const std::string state = ::testing::TempDir() + "newsgraph_screens_" + std::to_string(getpid());
  Pty pty({NEWSGRAPH_BINARY, "--color=never", "--no-rc", "datasets/tiny/tiny.jsonl"}, 100, 60,
          {"XDG_STATE_HOME=" + state, "PAGER=cat"});
  ASSERT_TRUE(pty.WaitForPrompt(kPrompt));
  std::ifstream file{std::string(kPage)};
  std::string page;
  int screens = 0;
  for (std::string line; std::getline(file, line);) {
    page += line + "\n";
    constexpr std::string_view kKeys = "<!-- keys: ";
    if (!line.starts_with(kKeys)) continue;
    const std::string keys = Unescaped(line.substr(kKeys.size(), line.size() - kKeys.size() - 4));
    std::string fence, expected;
    std::getline(file, fence);
    for (std::string row; std::getline(file, row) && row != "```";) expected += row + "\n";
    pty.Send(keys);
    const auto met = [&](const Screen& screen) {
      return WithoutTimes(Shown(screen)) == WithoutTimes(expected);
    };
    if (rewrite) {
      pty.ReadFor(500);
    } else {
      EXPECT_TRUE(pty.WaitUntil(met, 60000)) << "expected\n"
                                             << expected << "got\n"
                                             << Shown(pty.screen());
    }
    page += Cat(fence, "\n", rewrite ? Shown(pty.screen()) : expected, "```\n");
    if (!keys.ends_with('\r')) pty.Send("\x05\x15");  // takes what was typed back
    ASSERT_TRUE(pty.WaitForPrompt(kPrompt));
    pty.Forget();
    ++screens;
  }
  EXPECT_GE(screens, 8);
  EXPECT_TRUE(pty.screen().unknown().empty()) << pty.screen().unknown()[0];
  if (rewrite) std::ofstream{std::string(kPage)} << page;
  std::filesystem::remove_all(state);
}

}  // namespace
}  // namespace newsgraph::cli

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  for (int i = 1; i < argc; ++i) newsgraph::cli::rewrite |= std::strcmp(argv[i], "--rewrite") == 0;
  return RUN_ALL_TESTS();
}
