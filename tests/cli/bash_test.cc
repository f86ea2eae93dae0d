// The completions of bash, in a bash: keys in, screen out.
#include <gtest/gtest.h>

#include <filesystem>

#include "graph/base/strings.h"
#include "tests/cli/prompt.h"

namespace newsgraph::cli {
namespace {

using testing::Pty;

TEST(Bash, CompletesAtItsPrompt) {
  const std::string bin = std::filesystem::path(NEWSGRAPH_BINARY).parent_path().string();
  Pty pty({"/bin/bash", "--norc", "--noprofile", "-i"}, 100, 30,
          {"PS1=new$ ", Cat("PATH=", bin, ":/usr/bin:/bin"), "HISTFILE=/dev/null"});
  ASSERT_TRUE(pty.WaitForPrompt("new$ ")) << pty.raw();
  pty.Send(
      "source <(newsgraph completions bash); bind 'set show-all-if-ambiguous on'; PS1=ready'$ '\r");
  ASSERT_TRUE(pty.WaitForPrompt("ready$ "));
  struct Typed {
    std::string_view keys, line;
  };
  for (const Typed& typed : {
           Typed{"newsgraph --forma\t", "newsgraph --format "},
           Typed{"newsgraph --fail-at\t", "newsgraph --fail-at-end "},
           Typed{"newsgraph --format jsonl\t", "newsgraph --format jsonl "},
           Typed{"newsgraph --format=mark\t", "newsgraph --format=markdown "},
           Typed{"newsgraph --color=\t\t", "newsgraph --color="},
           Typed{"newsgraph -f gra\t", "newsgraph -f graphml "},
           Typed{"newsgraph gen\t", "newsgraph generate "},
           Typed{"newsgraph generate --ed\t", "newsgraph generate --edges "},
           Typed{"newsgraph load --max\t", "newsgraph load --max-errors "},
           Typed{"newsgraph completions z\t", "newsgraph completions zsh "},
           Typed{"newsgraph datasets/tiny/tin\t", "newsgraph datasets/tiny/tiny.jsonl "},
       }) {
    pty.Send(typed.keys);
    EXPECT_TRUE(pty.WaitForPrompt(Cat("ready$ ", typed.line))) << pty.screen().Text();
    pty.Send("\x15");
    ASSERT_TRUE(pty.WaitForPrompt("ready$ ")) << pty.screen().Text();
    pty.Forget();
  }
  EXPECT_NE(pty.raw().find("always"), std::string::npos) << pty.raw();  // what --color= offers
  pty.Send("exit\r");
  EXPECT_EQ(pty.WaitForExit(), 0);
}

}  // namespace
}  // namespace newsgraph::cli
