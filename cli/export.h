// Results and whole graphs into files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/messages.h"
#include "cli/options.h"
#include "cli/print/printer.h"

namespace newsgraph::cli {

// The mode that a file's ending stands for: .json .jsonl .csv .tsv .md .html .cypher .dot .gv
// .graphml .svg .txt
std::optional<Mode> ModeOfPath(std::string_view path);

// Writes a result in the form that the ending names; .png and .html hold a picture of its nodes and
// relationships (an .html of a result without any is a table). The file is complete or not there.
//   errors   ArgumentError: an ending that says nothing · IoError
// `names` as in PrintOptions.
Status ExportResult(const query::Result& result, const std::string& path,
                    std::shared_ptr<const ElementNames> names = {});

// Every node, then every relationship, streamed to a printer of one column "element".
Status PrintGraph(const GraphView& view, Printer& printer);

// A picture of a whole graph: "html", "svg" or "png".
//   errors   LimitExceeded/TooManyNodes: more than 20,000 · what the drawing meets
StatusOr<std::string> DrawGraph(const GraphView& view, std::string_view format);

}  // namespace newsgraph::cli
