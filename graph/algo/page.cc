#include "graph/algo/page.h"

#include "graph/algo/catalog.h"

namespace newsgraph::algo {
namespace {

constexpr std::string_view kIntroduction =
    "# Algorithms\n\n"
    "Written by `newsgraph_docs_algorithms` from the rows in graph/algo; each example is run as a "
    "test.\n\n"
    "Every algorithm is a procedure that takes its nodes and a map of options, which may be left "
    "out:\n\n"
    "```\n"
    "CALL algo.page_rank({labels: 'Person', types: 'met_with|works_for', top: 10}) YIELD node, "
    "score\n"
    "```\n\n"
    "Options that many share choose the part of the graph:\n\n"
    "- `labels`: nodes with one of these labels, `'A|B'` or `['A', 'B']`; all when left out\n"
    "- `types`: relationships of these types; all when left out; all but those like `'!about'`\n"
    "- `direction`: `'out'` as they are stored, `'in'` turned round, `'both'` either way\n"
    "- `weight`: the property of a relationship that is its weight; 1 where it is no number\n"
    "- `simple`: `true` makes parallel relationships one, of their summed weight, and leaves out "
    "self loops\n"
    "- `top`: only so many rows, those of the largest score\n\n"
    "An option that an algorithm does not know is an ArgumentError. Running algorithms heed the "
    "limits of the statement\n"
    "and stop when it is cancelled. The examples are over this graph:\n\n```\n";

void AppendEntry(std::string& page, const Algorithm& row) {
  Append(page, "\n## ", row.name, "\n\n```\nalgo.", row.name, "(");
  for (const ArgumentRow& argument : row.arguments)
    Append(page, argument.name, " :: ", NameOf(argument.kind), ", ");
  page += "options :: MAP = {}) :: (";
  for (size_t i = 0; i < row.columns.size(); ++i) {
    Append(page, i == 0 ? "" : ", ", row.columns[i].name, " :: ", NameOf(row.columns[i].kind));
  }
  Append(page, ")\n```\n\n", row.doc, "\n\n");
  AppendOptions(page, row);
  Append(page, "- cost: ", row.cost, "\n");
  if (!row.source.empty()) Append(page, "- source: ", row.source, "\n");
  for (const ExampleRow& example : row.examples)
    Append(page, "\n`", example.statement, "` → `", example.rows, "`\n");
}

}  // namespace

void AppendOptions(std::string& page, const Algorithm& row) {
  constexpr std::pair<ProjectionPart, std::string_view> kParts[] = {
      {kLabels, "labels"}, {kTypes, "types"},   {kDirection, "direction"},
      {kWeight, "weight"}, {kSimple, "simple"}, {kTop, "top"}};
  std::string shared;
  for (const auto& [part, name] : kParts) {
    if ((row.projection & part) == 0) continue;
    Append(shared, shared.empty() ? "`" : ", `", name, "`");
    if (part == kDirection) Append(shared, " (`'", row.direction, "'`)");
  }
  if (!shared.empty()) Append(page, "- options: ", shared, "\n");
  for (const OptionRow& option : row.options) {
    Append(page, "- `", option.name, "` :: ", NameOf(option.kind), " = ",
           option.kind == ValueKind::kString ? "'" : "", option.fallback,
           option.kind == ValueKind::kString ? "'" : "");
    if (!option.words.empty()) Append(page, ", one of ", option.words);
    if (!option.doc.empty()) Append(page, ": ", option.doc);
    page += "\n";
  }
}

std::string_view ExampleGraph() {
  return "CREATE (ann:Person {name: 'Ann'}), (bob:Person {name: 'Bob'}), (cid:Person {name: "
         "'Cid'}),\n"
         "  (dan:Person {name: 'Dan'}), (:Person {name: 'Eve'}),\n"
         "  (ann)-[:met_with]->(bob), (bob)-[:met_with]->(cid), (ann)-[:met_with]->(cid),\n"
         "  (cid)-[:met_with]->(dan),\n"
         "  (ann)-[:pays {amount: 5}]->(bob), (bob)-[:pays {amount: 1}]->(cid),\n"
         "  (ann)-[:pays {amount: 9}]->(cid), (cid)-[:pays {amount: 2}]->(ann)";
}

std::string AlgorithmsPage() {
  std::string page(kIntroduction);
  Append(page, ExampleGraph(), "\n```\n");
  for (const Algorithm& row : Algorithms()) AppendEntry(page, row);
  return page;
}

}  // namespace newsgraph::algo
