#include <array>

#include "cli/print/printer.h"
#include "cli/print/printers.h"

namespace newsgraph::cli {
namespace {

struct ModeMaker {
  ModeRow row;
  std::unique_ptr<Printer> (*make)(const PrintOptions& options, Output& out);
};

constexpr std::array kModes = {
    ModeMaker{{Mode::kTable, "table",
               "columns with ruled edges; on a terminal head and tail of long results"},
              MakeTable},
    ModeMaker{{Mode::kBox, "box", "as table, in plain ASCII"}, MakeTable},
    ModeMaker{{Mode::kLine, "line", "one value a line, rows apart by an empty line"}, MakeLine},
    ModeMaker{{Mode::kList, "list", "values apart by |"}, MakeList},
    ModeMaker{{Mode::kMarkdown, "markdown", "a Markdown table"}, MakeMarkdown},
    ModeMaker{{Mode::kCsv, "csv", "comma-separated, RFC 4180; lists, maps and elements as JSON"},
              MakeSeparated},
    ModeMaker{{Mode::kCsvSafe, "csv-safe", "as csv, with formulas defused for spreadsheets"},
              MakeSeparated},
    ModeMaker{{Mode::kTsv, "tsv", "tab-separated, with \\t \\n \\\\ escaped"}, MakeSeparated},
    ModeMaker{{Mode::kJson, "json", "one JSON document a statement, with schema_version"},
              MakeJson},
    ModeMaker{{Mode::kJsonl, "jsonl", "one JSON object a row"}, MakeJsonl},
    ModeMaker{{Mode::kHtml, "html", "an HTML table"}, MakeHtml},
    ModeMaker{{Mode::kCypher, "cypher", "statements that make the result's elements again"},
              MakeCypher},
    ModeMaker{{Mode::kDot, "dot", "the result's elements for Graphviz"}, MakeDot},
    ModeMaker{{Mode::kGraphml, "graphml", "the result's elements for Gephi, NetworkX, igraph"},
              MakeGraphml},
    ModeMaker{{Mode::kSvg, "svg", "a picture of the result's elements (needs Graphviz)"}, MakeSvg},
    ModeMaker{{Mode::kTrash, "trash", "nothing; for timing"}, MakeTrash},
};

constexpr auto kRows = [] {
  std::array<ModeRow, kModes.size()> rows{};
  for (size_t i = 0; i < kModes.size(); ++i) rows[i] = kModes[i].row;
  return rows;
}();

}  // namespace

std::span<const ModeRow> Modes() { return kRows; }

std::optional<Mode> FindMode(std::string_view name) {
  for (const ModeRow& row : kRows) {
    if (row.name == name) return row.mode;
  }
  return std::nullopt;
}

std::string_view NameOf(Mode mode) { return kRows[static_cast<size_t>(mode)].name; }

std::unique_ptr<Printer> MakePrinter(const PrintOptions& options, Output& out) {
  return kModes[static_cast<size_t>(options.mode)].make(options, out);
}

std::string PartialNote(const query::Summary& summary) {
  if (summary.completeness == query::Completeness::kComplete) return {};
  return Cat("the answer is not whole: stopped at the ", query::NameOf(summary.completeness));
}

Status Print(const query::Result& result, const PrintOptions& options, Output& out) {
  auto printer = MakePrinter(options, out);
  RETURN_IF_ERROR(printer->Begin(result.columns, result.view));
  const size_t columns = result.columns.size();
  constexpr size_t kRowsAtOnce = 1024;
  for (size_t at = 0; columns > 0 && at < result.cells.size();) {
    const size_t count = std::min(kRowsAtOnce * columns, result.cells.size() - at);
    RETURN_IF_ERROR(printer->Rows(std::span(result.cells).subspan(at, count)));
    at += count;
  }
  return printer->End(result.summary);
}

}  // namespace newsgraph::cli
