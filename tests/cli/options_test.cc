// The command line and parameters as values.
#include "cli/options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "cli/commands.h"
#include "cli/help_topics.h"
#include "cli/params.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

StatusOr<Options> Parse(std::vector<std::string> words) { return ParseOptions(words); }

std::string ErrorOf(std::vector<std::string> words) {
  const auto options = ParseOptions(words);
  if (options.ok()) return "ok";
  return Cat(View(options.status().message()), " | ", GetErrorInfo(options.status()).hint);
}

TEST(Options, QueriesAndFilesKeepTheirOrder) {
  const auto options =
      *Parse({"news.ng", "-c", "RETURN 1", "a.cypher", "--command=RETURN 2", "-cRETURN 3"});
  EXPECT_EQ(options.graph_path, "news.ng");
  ASSERT_EQ(options.inputs.size(), 4u);
  EXPECT_EQ(options.inputs[0].text, "RETURN 1");
  EXPECT_EQ(options.inputs[1].kind, Input::Kind::kFile);
  EXPECT_EQ(options.inputs[2].text, "RETURN 2");
  EXPECT_EQ(options.inputs[3].text, "RETURN 3");
  EXPECT_FALSE(options.named);
}

TEST(Options, ValuesAreRead) {
  const auto options =
      *Parse({"--timeout", "250ms", "--memory=2G", "--max-rows", "10", "--param", "a=1=2", "-q",
              "--color=never", "--progress=json", "--format", "jsonl", "--threads=2"});
  EXPECT_EQ(options.timeout_ms, 250);
  EXPECT_EQ(options.memory_bytes, uint64_t{2} << 30);
  EXPECT_EQ(options.max_rows, 10u);
  EXPECT_EQ(options.parameters[0].first, "a");
  EXPECT_EQ(options.parameters[0].second, "1=2");
  EXPECT_TRUE(options.quiet);
  EXPECT_EQ(options.color, When::kNever);
  EXPECT_EQ(options.progress, ProgressForm::kJson);
  EXPECT_EQ(options.threads, 2);
}

TEST(Options, Subcommands) {
  EXPECT_EQ(Parse({"load", "-o", "x.ng", "a.txt", "b.csv"})->files.size(), 2u);
  EXPECT_EQ(Parse({"extract", "--format", "json", "a.txt"})->subcommand, Subcommand::kExtract);
  EXPECT_EQ(Parse({"generate", "-o", "x.ng", "--edges", "5", "--seed=7"})->seed, 7u);
  EXPECT_TRUE(Parse({"query", "x.ng"})->named);
  EXPECT_EQ(Parse({"load", "-o", "x.ng", "--", "-odd-name.txt"})->files[0], "-odd-name.txt");
}

TEST(Options, MistakesSayWhatToDo) {
  EXPECT_EQ(ErrorOf({"--fromat", "json"}), "unknown option --fromat | did you mean --format?");
  EXPECT_EQ(ErrorOf({"laod", "a.txt"}),
            "\"laod\" is neither a subcommand nor a file | did you mean load?");
  EXPECT_TRUE(Parse({"help", "load"})->help);
  EXPECT_EQ(Parse({"help", "load"})->subcommand, Subcommand::kLoad);
  EXPECT_EQ(ErrorOf({"--format", "jsno"}), "there is no format \"jsno\" | did you mean json?");
  EXPECT_EQ(ErrorOf({"--format"}), "--format needs a value | --format MODE");
  EXPECT_EQ(ErrorOf({"--safe=1"}), "--safe takes no value | write --safe alone");
  EXPECT_EQ(ErrorOf({"--timeout", "soon"}),
            "--timeout: \"soon\" is not a time | e.g. 250ms, 5s, 2m");
  EXPECT_EQ(ErrorOf({"load", "a.txt"}),
            "load needs -o GRAPH.ng | newsgraph load -o GRAPH.ng FILE...");
  EXPECT_EQ(ErrorOf({"load", "--safe", "-o", "x.ng", "a"}),
            "--safe has no meaning for load | newsgraph load --help lists what has");
  EXPECT_EQ(ErrorOf({"a.ng", "b.ng"}), "two graphs: a.ng and b.ng | give one GRAPH.ng");
  EXPECT_EQ(ErrorOf({"-x"}).substr(0, 17), "unknown option -x");
  EXPECT_EQ(ErrorOf({"--param", "x"}).substr(0, 30), "--param: \"x\" is not NAME=VALUE");
  EXPECT_EQ(ErrorOf({"--param", "x=[1"}).substr(0, 26), "--param: not JSON at byte ");
  EXPECT_EQ(ErrorOf({"--param", "x=1e400"}).substr(0, 20), "--param: the number ");
  EXPECT_EQ(ErrorOf({"completions", "tcsh"}).substr(0, 12), "name a shell");
}

TEST(Options, DurationsAndSizes) {
  EXPECT_EQ(ParseDuration("5"), 5000);
  EXPECT_EQ(ParseDuration("2m"), 120000);
  EXPECT_EQ(ParseDuration("1h"), 3600000);
  for (const std::string_view wrong :
       {"", "s", "-5s", "5 s", "1.5s", "99999999999999999999s", "9223372036854775807h"}) {
    EXPECT_FALSE(ParseDuration(wrong)) << wrong;
  }
  EXPECT_EQ(ParseSize("64k"), 65536u);
  EXPECT_EQ(ParseSize("7"), 7u);
  for (const std::string_view wrong : {"", "M", "-1", "1.5G", "99999999999T"})
    EXPECT_FALSE(ParseSize(wrong)) << wrong;
}

TEST(Options, HelpFitsAScreen) {
  std::vector<std::string> pages = {ProgramHelp()};
  for (const SubcommandRow& row : SubcommandRows()) pages.push_back(HelpText(row.subcommand));
  for (const std::string& page : pages) {
    EXPECT_LE(std::count(page.begin(), page.end(), '\n'), 23) << page;  // and the shell's prompt
    for (size_t at = 0; at < page.size();) {
      const size_t end = page.find('\n', at);
      EXPECT_LE(WidthOf(page.substr(at, end - at)), 80) << page;
      at = end + 1;
    }
  }
}

TEST(Options, NamesAreUniqueAndTheTablesAreInOrder) {
  std::set<std::string_view> names;
  std::set<char> letters;
  for (const OptionRow& row : OptionRows()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    if (row.letter != 0) {
      EXPECT_TRUE(letters.insert(row.letter).second) << row.name;
    }
  }
  for (size_t i = 0; i < SubcommandRows().size(); ++i) {
    EXPECT_EQ(static_cast<size_t>(SubcommandRows()[i].subcommand), i);
  }
  for (size_t i = 0; i < Modes().size(); ++i) EXPECT_EQ(static_cast<size_t>(Modes()[i].mode), i);
  for (size_t i = 1; i < Commands().size(); ++i)
    EXPECT_LT(Commands()[i - 1].name, Commands()[i].name);
}

TEST(Options, EachHelpFitsAScreen) {
  for (const SubcommandRow& row : SubcommandRows()) {
    const std::string help = HelpText(row.subcommand);
    EXPECT_LE(std::count(help.begin(), help.end(), '\n'), 24) << row.name;
    for (const std::string_view line : Split(help, '\n')) EXPECT_LE(WidthOf(line), 80) << line;
  }
}

TEST(Options, CompletionScriptsKnowEveryOption) {
  for (const std::string_view shell : {"bash", "zsh", "fish"}) {
    const std::string script = CompletionScript(shell);
    for (const OptionRow& row : OptionRows()) {
      EXPECT_NE(script.find(row.name.substr(2)), std::string::npos) << shell << " " << row.name;
    }
  }
}

TEST(Options, TheManualKnowsEveryOptionAndSubcommand) {
  std::ifstream file("docs/man/newsgraph.1.scd");
  const std::string manual(std::istreambuf_iterator<char>(file), {});
  for (const OptionRow& row : OptionRows()) {
    EXPECT_NE(manual.find(Cat("*", row.name, "*")), std::string::npos) << row.name;
  }
  for (const SubcommandRow& row : SubcommandRows()) {
    if (row.subcommand == Subcommand::kQuery) continue;
    EXPECT_NE(manual.find(Cat("*newsgraph ", row.name, "*")), std::string::npos) << row.name;
  }
}

TEST(Options, TheManualOfThePromptKnowsEveryCommandAndMode) {
  std::ifstream file("docs/man/newsgraph-prompt.7.scd");
  const std::string manual(std::istreambuf_iterator<char>(file), {});
  for (const CommandRow& row : Commands()) {
    EXPECT_NE(manual.find(Cat("*", row.name, "*")), std::string::npos) << row.name;
  }
  for (const ModeRow& row : Modes()) {
    EXPECT_NE(manual.find(row.name), std::string::npos) << row.name;
  }
}

TEST(Params, JsonBecomesValues) {
  const auto text = [](std::string_view json) {
    const auto value = ParseJsonValue(json);
    return value.ok() ? ToText(*value) : Cat("error: ", View(value.status().message()));
  };
  EXPECT_EQ(text("1"), "1");
  EXPECT_EQ(text("-9223372036854775808"), "-9223372036854775808");
  EXPECT_EQ(text("1.0"), "1.0");
  EXPECT_EQ(text("[-0.5, 1e3, -0, 1e-400]"), "[-0.5, 1000.0, 0, 0.0]");
  EXPECT_EQ(text("1E20"), "1.0E20");
  EXPECT_EQ(text("{\"a\": [1, null, \"b\"], \"a\": true}"), "{a: true}");
  EXPECT_EQ(text("[]"), "[]");
  EXPECT_EQ(text("\"\\u043c\""), "'м'");
  for (const std::string_view wrong :
       {"", "{", "[1,", "tru", "1 2", "'x'", "{\"a\":}", "\"\xff\""}) {
    EXPECT_TRUE(text(wrong).starts_with("error: not JSON at byte ")) << wrong;
  }
  for (const std::string_view large :
       {"9223372036854775808", "-9223372036854775809", "99999999999999999999", "[1, 1e400]",
        "{\"a\": -1e400}", "1e99999999999"}) {
    EXPECT_NE(text(large).find(" is too large"), std::string::npos) << large << text(large);
  }
  EXPECT_TRUE(text(std::string(100000, '[')).find("nested too deeply") != std::string::npos);
}

TEST(Params, BareWordsAreTexts) {
  EXPECT_EQ(ToText(*ParseParameter("Minsk")), "'Minsk'");
  EXPECT_EQ(ToText(*ParseParameter("12")), "12");
  EXPECT_EQ(ToText(*ParseParameter("true")), "true");
  EXPECT_EQ(ToText(*ParseParameter("2024-12-13")), "'2024-12-13'");
  EXPECT_EQ(ToText(*ParseParameter("")), "''");
  EXPECT_FALSE(ParseParameter("{\"a\"").ok());
  EXPECT_FALSE(ParseParameter("\"open").ok());
  EXPECT_FALSE(ParseParameter("99999999999999999999").ok());
  EXPECT_FALSE(ParseParameter("-1e400").ok());
  EXPECT_EQ(ToText(*ParseParameter("99999999999999999999th")), "'99999999999999999999th'");
}

TEST(Commands, WordsOfAnArgument) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(SplitWords("a  b"), (Words{"a", "b"}));
  EXPECT_EQ(SplitWords("'a b' \"c d\" e'f'"), (Words{"a b", "c d", "ef"}));
  EXPECT_EQ(SplitWords("''"), (Words{""}));
  EXPECT_EQ(SplitWords(""), Words{});
}

}  // namespace
}  // namespace newsgraph::cli
