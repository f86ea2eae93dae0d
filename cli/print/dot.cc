// dot and svg: the elements of a result as Graphviz sees them; svg runs the dot program over that
// text.
#include "cli/print/dot_text.h"
#include "cli/print/elements.h"
#include "cli/print/printers.h"
#include "cli/process.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

// Light fills on which black text reads well; a label takes the colour of its id.
constexpr std::string_view kFills[] = {"#cfe3f7", "#fbd9b5", "#cdebcf", "#f6c9cb", "#e0d3ef",
                                       "#e5d5cb", "#f7d6ec", "#e2e2e2", "#eeedb8", "#c3ecf0"};
constexpr int kCaptionCells = 40;

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : Fit(Visible(text), kCaptionCells)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
    if (c == '&') out += "amp;";  // Graphviz reads entities
  }
  return out + "\"";
}

class DotPrinter : public ElementPrinter {
 public:
  DotPrinter(const PrintOptions& options, Output& out)
      : ElementPrinter(options, out), svg_(options.mode == Mode::kSvg) {}

  Status End(const query::Summary& summary) override {
    std::string dot;
    const std::string partial = PartialNote(summary);
    if (!partial.empty() && !svg_) Append(dot, "// ", partial, "\n");
    AppendDot(dot, elements_);
    if (!svg_) {
      out_.Write(dot);
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const std::string picture, DrawDot(dot, "svg"));
    out_.Write(picture);
    if (!partial.empty()) out_.Write(Cat("<!-- ", partial, " -->\n"));
    return absl::OkStatus();
  }

 private:
  bool svg_;
};

}  // namespace

void AppendDot(std::string& out, const Elements& elements) {
  const GraphView& view = elements.view();
  out +=
      "digraph newsgraph {\n"
      "  graph [overlap=false, splines=true];\n"
      "  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", "
      "fillcolor=\"#e2e2e2\"];\n"
      "  edge [fontname=\"sans-serif\", fontsize=10];\n";
  const auto write_node = [&](NodeId node) {
    Append(out, "  n", node.value, " [label=", Quoted(Caption(view, node, elements.names())));
    if (const auto labels = view.labels(node); !labels.empty()) {
      Append(out, ", tooltip=", Quoted(view.names().labels.NameOf(labels[0])), ", fillcolor=\"",
             kFills[labels[0].value % std::size(kFills)], "\"");
    }
    out += "];\n";
  };
  elements.ForEach(write_node, [&](EdgeId edge) {
    Append(out, "  n", view.source(edge).value, " -> n", view.target(edge).value,
           " [label=", Quoted(view.names().types.NameOf(view.type(edge))), "];\n");
  });
  out += "}\n";
}

StatusOr<std::string> DrawDot(std::string_view dot, std::string_view format) {
  auto drawn = RunProgram({"dot", Cat("-T", format)}, dot);
  if (!drawn.ok() && GetErrorInfo(drawn.status()).detail == "ProgramNotFound") {
    return RuntimeError(
        ErrorKind::kIoError, "ProgramNotFound",
        Cat("drawing ", format, " needs the program \"dot\", which is not installed"),
        "apt-get install graphviz, or take mode dot or html");
  }
  return drawn;
}

std::unique_ptr<Printer> MakeDot(const PrintOptions& options, Output& out) {
  return std::make_unique<DotPrinter>(options, out);
}
std::unique_ptr<Printer> MakeSvg(const PrintOptions& options, Output& out) {
  return std::make_unique<DotPrinter>(options, out);
}

}  // namespace newsgraph::cli
