// Writers of results, one for each mode; all are row sinks, so that a session streams into them.
//
//   Output out(STDOUT_FILENO);
//   auto printer = MakePrinter({.mode = Mode::kJsonl}, out);
//   ASSIGN_OR_RETURN(query::Summary summary, session.Stream(text, parameters, options, *printer));
//   RETURN_IF_ERROR(printer->End(summary));
//
// Modes that stream (line, list, markdown, csv, tsv, json, jsonl, html, trash) hold one batch at a
// time. table and box keep the rows they show, head and tail. cypher, dot, graphml and svg keep the
// ids of the elements they have met. On a terminal nothing of the data is sent raw that a terminal
// would obey (see text.h). A new mode is a row in modes.cc and a file here. One thread at a time;
// `out` outlives the printer.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "cli/print/element_names.h"
#include "query/result.h"

namespace newsgraph::cli {

enum class Mode : uint8_t {
  kTable,
  kBox,
  kLine,
  kList,
  kMarkdown,
  kCsv,
  kCsvSafe,
  kTsv,
  kJson,
  kJsonl,
  kHtml,
  kCypher,
  kDot,
  kGraphml,
  kSvg,
  kTrash,
};

struct PrintOptions {
  Mode mode = Mode::kTable;
  bool terminal = false;  // the output goes to a terminal
  bool color = false;     // values in colours by type (table, box, line, list)
  int width = 0;          // cells of the terminal: table and box cut to it; 0: no limit
  uint64_t max_rows =
      0;  // shown by table and box, half from the head and half from the tail; 0: all
  bool json_safe_ints = false;  // integers beyond 2^53 as strings
  // Of the elements in JSON; null: their own ids. For as long as anything is printed.
  std::shared_ptr<const ElementNames> names;
};

class Printer : public query::RowSink {
 public:
  // Once, after the last row of a statement that succeeded. Flushes nothing.
  virtual Status End(const query::Summary& summary) = 0;
  // Looks at elements of earlier rows again, in End.
  virtual bool keeps_elements() const { return false; }
  // Instead of End, when the statement failed after Begin: ends what was begun, where a reader
  // needs that.
  virtual void Fail(const Status& status) { (void)status; }
};

std::unique_ptr<Printer> MakePrinter(const PrintOptions& options, Output& out);

struct ModeRow {
  Mode mode;
  std::string_view name;
  std::string_view doc;
};
std::span<const ModeRow> Modes();
// By name; none when there is no such mode.
std::optional<Mode> FindMode(std::string_view name);
std::string_view NameOf(Mode mode);

// "the answer is not whole: stopped at the time limit"; empty of a whole one. Every mode that
// writes text says it in its own form (a comment, a last line, a member), trash alone does not.
std::string PartialNote(const query::Summary& summary);

// Prints a result that is there already. Copies nothing.
Status Print(const query::Result& result, const PrintOptions& options, Output& out);

}  // namespace newsgraph::cli
