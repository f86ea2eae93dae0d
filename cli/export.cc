#include "cli/export.h"

#include <array>

#include "cli/files.h"
#include "cli/picture/page.h"
#include "cli/print/dot_text.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr uint64_t kDrawnNodes = 20000;

constexpr std::pair<std::string_view, Mode> kEndings[] = {
    {".json", Mode::kJson},       {".jsonl", Mode::kJsonl}, {".csv", Mode::kCsv},
    {".tsv", Mode::kTsv},         {".md", Mode::kMarkdown}, {".html", Mode::kHtml},
    {".cypher", Mode::kCypher},   {".dot", Mode::kDot},     {".gv", Mode::kDot},
    {".graphml", Mode::kGraphml}, {".svg", Mode::kSvg},     {".txt", Mode::kTable},
};

Elements ElementsOf(const query::Result& result, std::shared_ptr<const ElementNames> names) {
  Elements elements;
  elements.Begin(result.view, std::move(names));
  elements.Add(result.cells);
  return elements;
}

// Values in batches, as a session would send them.
class Batches {
 public:
  explicit Batches(Printer& printer) : printer_(printer) {}
  Status Add(Value value) {
    cells_.push_back(std::move(value));
    return cells_.size() < 1024 ? absl::OkStatus() : Send();
  }
  Status Send() {
    Status status = printer_.Rows(cells_);
    cells_.clear();
    return status;
  }

 private:
  Printer& printer_;
  std::vector<Value> cells_;
};

// Every node, then every relationship.
template <class F>
Status ForEachElement(const GraphView& view, F&& use) {
  std::array<NodeId, 1024> nodes;
  for (const bool edges : {false, true}) {
    NodeScan scan(view);
    while (const size_t count = scan.Next(nodes)) {
      for (size_t i = 0; i < count; ++i) {
        Status status;
        if (!edges) {
          status = use(Value::Node(nodes[i]));
        } else {
          view.ForEachEdge(nodes[i], Direction::kOut, TypeSet::Any(), [&](NodeId, EdgeId edge) {
            status = use(Value::Edge(edge));
            return status.ok();
          });
        }
        RETURN_IF_ERROR(status);
      }
    }
  }
  return absl::OkStatus();
}

// "html": the page; else what Graphviz draws.
StatusOr<std::string> Draw(const Elements& elements, std::string_view format) {
  if (format == "html") return PicturePage(elements);
  std::string dot;
  AppendDot(dot, elements);
  return DrawDot(dot, format);
}

}  // namespace

std::optional<Mode> ModeOfPath(std::string_view path) {
  for (const auto& [ending, mode] : kEndings) {
    if (path.ends_with(ending)) return mode;
  }
  return std::nullopt;
}

Status ExportResult(const query::Result& result, const std::string& path,
                    std::shared_ptr<const ElementNames> names) {
  std::string text;
  if (path.ends_with(".png")) {
    ASSIGN_OR_RETURN(text, Draw(ElementsOf(result, names), "png"));
    return WriteWholeFile(path, text);
  }
  const auto mode = ModeOfPath(path);
  if (!mode) {
    return RuntimeError(
        ErrorKind::kArgumentError, "Export",
        Cat("the ending of ", Visible(path), " says no format"),
        "take .svg .png .html .dot .graphml .cypher .csv .tsv .json .jsonl .md or .txt");
  }
  if (const Elements elements = ElementsOf(result, names);
      *mode == Mode::kHtml && !elements.empty()) {
    ASSIGN_OR_RETURN(text, Draw(elements, "html"));
    return WriteWholeFile(path, text);
  }
  {
    Output out(text);
    RETURN_IF_ERROR(Print(result, {.mode = *mode, .names = std::move(names)}, out));
  }
  if (text.empty()) {
    return RuntimeError(ErrorKind::kArgumentError, "Export",
                        "the last statement gave no rows or columns: there is nothing to write",
                        "export after a statement that returns something");
  }
  return WriteWholeFile(path, text);
}

Status PrintGraph(const GraphView& view, Printer& printer) {
  RETURN_IF_ERROR(printer.Begin({"element"}, view));
  Batches batches(printer);
  RETURN_IF_ERROR(ForEachElement(view, [&](Value value) { return batches.Add(std::move(value)); }));
  RETURN_IF_ERROR(batches.Send());
  return printer.End({});
}

StatusOr<std::string> DrawGraph(const GraphView& view, std::string_view format) {
  if (view.node_count() > kDrawnNodes) {
    return RuntimeError(ErrorKind::kLimitExceeded, "TooManyNodes",
                        Cat("a picture holds up to ", WithCommas(kDrawnNodes),
                            " nodes; this graph has ", WithCommas(view.node_count())),
                        "draw the result of a query instead: :export FILE at the prompt");
  }
  Elements elements;
  elements.Begin(view);
  RETURN_IF_ERROR(ForEachElement(view, [&](Value value) {
    elements.Add(std::span(&value, 1));
    return absl::OkStatus();
  }));
  return Draw(elements, format);
}

}  // namespace newsgraph::cli
