// The makers of the printers, one a mode or family; private to print/.
#pragma once

#include <memory>

#include "cli/print/printer.h"

namespace newsgraph::cli {

std::unique_ptr<Printer> MakeTable(const PrintOptions& options, Output& out);  // table, box
std::unique_ptr<Printer> MakeLine(const PrintOptions& options, Output& out);
std::unique_ptr<Printer> MakeList(const PrintOptions& options, Output& out);
std::unique_ptr<Printer> MakeMarkdown(const PrintOptions& options, Output& out);
std::unique_ptr<Printer> MakeSeparated(const PrintOptions& options,
                                       Output& out);  // csv, csv-safe, tsv
std::unique_ptr<Printer> MakeJson(const PrintOptions& options, Output& out);
std::unique_ptr<Printer> MakeJsonl(const PrintOptions& options, Output& out);
std::unique_ptr<Printer> MakeHtml(const PrintOptions& options, Output& out);
std::unique_ptr<Printer> MakeCypher(const PrintOptions& options, Output& out);
std::unique_ptr<Printer> MakeDot(const PrintOptions& options, Output& out);
std::unique_ptr<Printer> MakeGraphml(const PrintOptions& options, Output& out);
std::unique_ptr<Printer> MakeSvg(const PrintOptions& options, Output& out);
std::unique_ptr<Printer> MakeTrash(const PrintOptions& options, Output& out);

}  // namespace newsgraph::cli
