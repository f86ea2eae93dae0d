#include "query/functions/page.h"

namespace newsgraph::functions {
namespace {

constexpr std::string_view kIntroduction =
    "# Functions\n\n"
    "Written by `newsgraph_docs_functions` from the rows in query/functions; each example is run "
    "as a test.\n\n"
    "Names are found without regard to case. `?` marks what may be null; an argument with `=` may "
    "be left out, and\n"
    "`...` repeats the one before it. A null argument makes the result null, unless the entry says "
    "*sees nulls*.\n"
    "Characters of strings are Unicode code points. An argument whose type can never fit is a "
    "SyntaxError\n"
    "(InvalidArgumentType) before anything runs; one that turns out not to fit is a TypeError "
    "(InvalidArgumentValue).\n";

// One line of Markdown each: `signature` (one line per overload), doc, examples.
void AppendEntry(std::string& page, std::string_view signature, std::string_view doc,
                 std::span<const Example> examples) {
  page += "\n```\n";
  Append(page, signature, "\n```\n\n", doc, "\n");
  if (!examples.empty()) page += "\n";
  for (const Example& example : examples) {
    Append(page, "- `", example.expression, "` → `", example.value, "`\n");
  }
}

}  // namespace

std::string FunctionsPage(std::span<const Family> families, std::span<const Aggregate> aggregates) {
  std::string page(kIntroduction);
  for (const Family& family : families) {
    Append(page, "\n## ", family.title, "\n");
    for (const Function& row : family.rows) {
      std::string doc(row.doc);
      if (row.null_rule == NullRule::kSeesNulls) doc += " *Sees nulls.*";
      if (!row.deterministic) doc += " *Differs from call to call.*";
      Append(page, "\n### ", row.name, "\n");
      AppendEntry(page, row.signature, doc, row.examples);
    }
  }
  page += "\n## Aggregates\n\nNulls do not count. With DISTINCT, equal values count once.\n";
  for (const Aggregate& row : aggregates) {
    Append(page, "\n### ", row.name, "\n");
    AppendEntry(page, row.signature, row.doc, row.examples);
  }
  return page;
}

}  // namespace newsgraph::functions
