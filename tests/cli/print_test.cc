// Every mode by golden files: a row of each type of value, nasty texts, elements. `test_cli_print
// --rewrite` writes the files anew; look at the difference before you keep it.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <regex>

#include "cli/print/printer.h"
#include "cli/text.h"
#include "graph/builder.h"
#include "tests/cli/nasty.h"
#include "tests/cli/screen.h"

namespace newsgraph::cli {
namespace {

bool rewrite = false;

constexpr std::string_view kFolder = "tests/cli/golden/";

void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path = Cat(kFolder, name);
  if (rewrite) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is missing: run with --rewrite";
  const std::string golden(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(text, golden) << path;
}

// (:Person {name, born})-[:released_to {date, confidence}]->(:Country {name})
Graph SmallGraph() {
  Builder builder;
  const NodeId ales = builder.AddNode(std::vector{builder.Label("Person")});
  builder.Set(ales, builder.Key("name"), Value::String("Алесь \"Bialiatski\" <b>"));
  builder.Set(ales, builder.Key("born"), Value::Int(1962));
  const NodeId ukraine = builder.AddNode(std::vector{builder.Label("Country")});
  builder.Set(ukraine, builder.Key("name"), Value::String("Ukraine"));
  const EdgeId edge = builder.AddEdge(ales, builder.Type("released_to"), ukraine);
  builder.Set(edge, builder.Key("confidence"), Value::Float(0.9));
  builder.Set(edge, builder.Key("date"), Value::Of(*Parse<Date>("2025-12-13")));
  return *std::move(builder).Freeze();
}

struct Typed {
  std::string_view name;
  Value value;
};

std::vector<Typed> EveryType(const GraphView& view) {
  NodeId node;
  std::array<NodeId, 8> nodes;
  NodeScan(view).Next(nodes);
  for (const NodeId candidate : nodes) {
    if (candidate.valid() && view.HasLabel(candidate, view.names().FindLabel("Person")))
      node = candidate;
  }
  EdgeId edge;
  NodeId other;
  view.ForEachEdge(node, Direction::kOut, TypeSet::Any(), [&](NodeId n, EdgeId e) {
    other = n, edge = e;
    return true;
  });
  return {
      {"null", Value()},
      {"true", Value::Bool(true)},
      {"integer", Value::Int(-12)},
      {"beyond 2^53", Value::Int((int64_t{1} << 53) + 1)},
      {"least integer", Value::Int(std::numeric_limits<int64_t>::min())},
      {"float", Value::Float(1.5)},
      {"whole float", Value::Float(1e21)},
      {"NaN", Value::Float(std::nan(""))},
      {"infinity", Value::Float(-std::numeric_limits<double>::infinity())},
      {"empty text", Value::String("")},
      {"text", Value::String("Мінск, 北京 👩‍🚀")},
      {"quotes", Value::String("a \"b\" 'c' \\ | ` <i>&amp;")},
      {"lines", Value::String("one\ntwo\r\nthree\tfour")},
      {"formula", Value::String("=1+1")},
      {"controls", Value::String("\x1b[31m\a\u202Eevil\u009b\xff")},
      {"list", Value::List({Value::Int(1), Value::String("a'b"), Value(), Value::List({})})},
      {"map", Value::Map({{"k", Value::Int(1)}, {"odd key", Value::String("v")}})},
      {"node", Value::Node(node)},
      {"relationship", Value::Edge(edge)},
      {"path", Value::Path({{node, other}, {edge}})},
      {"date", Value::Of(*Parse<Date>("2025-12-13"))},
      {"local time", Value::Of(*Parse<LocalTime>("12:30:15.5"))},
      {"time", Value::Of(*Parse<Time>("12:30+03:00"))},
      {"local datetime", Value::Of(*Parse<LocalDateTime>("2025-12-13T12:30"))},
      {"datetime", Value::Of(*Parse<DateTime>("2025-12-13T12:30+03:00"))},
      {"duration", Value::Of(*Parse<Duration>("P1Y2M3DT4H5M6.7S"))},
      {"point", Value::Of(PointValue{4326, 27.5, 53.9, 0})},
      {"point in space", Value::Of(PointValue{9157, 1, 2, 3})},
  };
}

query::Result ResultOf(const Graph& graph, const std::vector<Typed>& rows) {
  query::Result result;
  result.columns = {"type", "value"};
  result.view = graph.View();
  for (const Typed& row : rows) {
    result.cells.push_back(Value::String(row.name));
    result.cells.push_back(row.value);
  }
  result.row_count = rows.size();
  return result;
}

std::string Printed(const query::Result& result, PrintOptions options) {
  std::string text;
  Output out(text);
  const Status status = Print(result, options, out);
  EXPECT_TRUE(status.ok()) << Render(status);
  EXPECT_TRUE(out.Flush().ok());
  return text;
}

PrintOptions In(Mode mode) {
  PrintOptions options;
  options.mode = mode;
  return options;
}

TEST(Print, EveryTypeInEveryMode) {
  const Graph graph = SmallGraph();
  const query::Result result = ResultOf(graph, EveryType(graph.View()));
  for (const ModeRow& row : Modes()) {
    if (row.mode == Mode::kSvg) continue;  // see below
    ExpectGolden(Cat(row.name, ".txt"), Printed(result, In(row.mode)));
  }
}

// Graphviz puts things where its version and the fonts of the machine have them: places and sizes
// do not count, and what it says of itself.
std::string WithoutPlaces(const std::string& svg) {
  static const std::regex places(
      " (points|d|x|y|cx|cy|rx|ry|width|height|viewBox|transform|font-size)=\"[^\"]*\"");
  static const std::regex comments("<!-- Generated by [^>]*>|<!-- Title: [^>]*>");
  return std::regex_replace(std::regex_replace(svg, comments, ""), places, " $1=\"\"");
}

TEST(Print, SvgIsDrawnByGraphviz) {
  if (std::system("command -v dot >/dev/null") != 0)
    GTEST_SKIP() << "dot is not installed: packages.txt names graphviz";
  const Graph graph = SmallGraph();
  const query::Result result = ResultOf(graph, EveryType(graph.View()));
  ExpectGolden("svg.txt", WithoutPlaces(Printed(result, In(Mode::kSvg))));
}

TEST(Print, RowsWithoutElementsAreAQuery) {
  const Graph graph = SmallGraph();
  std::vector<Typed> rows = EveryType(graph.View());
  std::erase_if(rows, [](const Typed& t) {
    return t.value.is_node() || t.value.is_edge() || t.value.is_path();
  });
  ExpectGolden("cypher_rows.txt", Printed(ResultOf(graph, rows), In(Mode::kCypher)));
}

TEST(Print, JsonTellsOfEffectsWarningsAndPartialAnswers) {
  const Graph graph = SmallGraph();
  query::Result result = ResultOf(graph, {});
  result.summary.completeness = query::Completeness::kRowLimit;
  result.summary.effects.nodes_created = 2;
  result.summary.warnings.push_back({"UnknownLabel", "no label \"Persn\"", {}});
  result.summary.plan = "Scan\n";  // of a server, which has no tree
  ExpectGolden("json_summary.txt", Printed(result, In(Mode::kJson)));
}

// A tree with a nested child, a subquery, and numbers that were measured of some.
TEST(Print, PlansInJsonAreTrees) {
  plan::OperatorReport scan{"NodeScan", "#0:\"P\"", 2.5, plan::Measurement{3, 4, 1.25, 0.0004},
                            false,      {}};
  plan::OperatorReport optional{"Optional", "", 1e20, {}, false, {}};
  plan::OperatorReport argument{"Argument", "", 1, {}, true, {}};
  optional.children = {argument, scan};
  const Graph graph = SmallGraph();
  query::Result result = ResultOf(graph, {});
  result.summary.plan = "Optional\n";
  result.summary.operators = {optional, scan};
  std::string text = Printed(result, In(Mode::kJson));
  result.summary.completeness = query::Completeness::kRowLimit;
  ExpectGolden("json_plan.txt", text + Printed(result, In(Mode::kJsonl)));
}

TEST(Print, JsonSafeIntegersAreTexts) {
  const Graph graph = SmallGraph();
  PrintOptions options = In(Mode::kJsonl);
  options.json_safe_ints = true;
  const std::string text = Printed(ResultOf(graph, EveryType(graph.View())), options);
  EXPECT_NE(text.find("\"value\":\"9007199254740993\""), std::string::npos);
  EXPECT_NE(text.find("\"value\":-12"), std::string::npos);
}

TEST(Print, AFailureInTheMidstEndsTheDocument) {
  std::string text;
  {
    Output out(text);
    auto printer = MakePrinter(In(Mode::kJson), out);
    ASSERT_TRUE(printer->Begin({"n"}, GraphView()).ok());
    ASSERT_TRUE(printer->Rows(std::vector{Value::Int(1)}).ok());
    printer->Fail(RuntimeError(ErrorKind::kArithmeticError, "DivisionByZero", "/ by zero"));
  }
  EXPECT_NE(text.find("\"error\":{\"kind\":\"ArithmeticError\",\"message\":\"/ by zero\"}}"),
            std::string::npos)
      << text;
}

query::Result Numbers(uint64_t count) {
  query::Result result;
  result.columns = {"n", "text"};
  for (uint64_t i = 0; i < count; ++i) {
    result.cells.push_back(Value::Int(static_cast<int64_t>(i)));
    result.cells.push_back(Value::String(Cat("row number ", i)));
  }
  result.row_count = count;
  return result;
}

TEST(Print, LongTablesShowHeadAndTail) {
  PrintOptions options;
  options.max_rows = 6;
  const std::string text = Printed(Numbers(10000), options);
  EXPECT_NE(text.find("… 9,994 more rows …"), std::string::npos) << text;
  EXPECT_NE(text.find("row number 2 "), std::string::npos);
  EXPECT_EQ(text.find("row number 3 "), std::string::npos);
  EXPECT_NE(text.find("row number 9999"), std::string::npos);
  EXPECT_EQ(Printed(Numbers(6), options).find("more row"), std::string::npos);
  options.max_rows = 0;
  const std::string all = Printed(Numbers(3000), options);
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 3004);
}

TEST(Print, TablesFitTheScreen) {
  query::Result result;
  result.columns = {"a", "much longer heading", "c", "d", "e", "f"};
  for (int i = 0; i < 6; ++i)
    result.cells.push_back(Value::String(std::string(static_cast<size_t>(30 * i), 'x')));
  result.row_count = 1;
  for (const Mode mode : {Mode::kTable, Mode::kBox}) {
    for (int width = 24; width < 200; width += 7) {
      PrintOptions options = In(mode);
      options.width = width;
      const std::string text = Printed(result, options);
      for (size_t at = 0; at < text.size();) {
        const size_t end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        if (!line.starts_with("(")) {
          EXPECT_LE(WidthOf(line), width) << line;
        }
        at = end + 1;
      }
    }
  }
}

// Whatever the data: on a terminal nothing arrives that it would obey, and JSON stays ASCII-safe in
// pipes too.
TEST(Print, NastyTextsReachNoTerminalRaw) {
  Builder builder;
  const LabelId label = builder.Label("\x1b]0;label\a");
  const KeyId name = builder.Key("name");
  query::Result result;
  result.columns = {"text", "node\x1b[2J", "list"};
  std::vector<NodeId> nodes;
  for (const std::string& text : NastyTexts()) {
    nodes.push_back(builder.AddNode(std::vector{label}));
    builder.Set(nodes.back(), name, Value::String(text));
  }
  for (size_t i = 1; i < nodes.size(); ++i)
    builder.AddEdge(nodes[i - 1], builder.Type("t\u202Eype"), nodes[i]);
  const Graph graph = *std::move(builder).Freeze();
  result.view = graph.View();
  const KeyId key = result.view.names().FindKey("name");
  std::array<NodeId, 1024> all;
  const size_t count = NodeScan(result.view).Next(all);
  for (size_t i = 0; i < count; ++i) {
    const Value text = result.view.property(all[i], key);
    result.cells.insert(result.cells.end(), {text, Value::Node(all[i]), Value::List({text})});
  }
  result.row_count = count;
  for (const ModeRow& row : Modes()) {
    if (row.mode == Mode::kSvg) continue;
    PrintOptions options = In(row.mode);
    options.terminal = true;
    const std::string text = Printed(result, options);
    for (size_t at = 0; at < text.size();) {
      const size_t begin = at;
      const char32_t c = DecodeCodePoint(text, at);
      const bool line_break =
          c == '\n' || (c == '\t' && (row.mode == Mode::kTsv || row.mode == Mode::kCsv ||
                                      row.mode == Mode::kCsvSafe));
      ASSERT_TRUE(line_break || !IsUnsafe(c))
          << row.name << ": U+" << std::hex << static_cast<uint32_t>(c) << " at "
          << text.substr(begin > 40 ? begin - 40 : 0, 80);
    }
  }
}

TEST(Print, MarkupIsEscaped) {
  query::Result result;
  result.columns = {"<script>"};
  result.cells = {Value::String("</td><script>alert('1')</script>&")};
  result.row_count = 1;
  EXPECT_EQ(Printed(result, In(Mode::kHtml)).find("<script>"), std::string::npos);
  EXPECT_EQ(Printed(result, In(Mode::kMarkdown)).find("<script>"), std::string::npos);
}

}  // namespace
}  // namespace newsgraph::cli

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  for (int i = 1; i < argc; ++i) newsgraph::cli::rewrite |= std::strcmp(argv[i], "--rewrite") == 0;
  return RUN_ALL_TESTS();
}
