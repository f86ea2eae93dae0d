// graphml: the elements of a result for Gephi, NetworkX, igraph and yEd. Labels stand there in the
// three ways that readers look for them: the attribute labels=":A:B" (APOC), <data key="labels">,
// and <data key="label"> (Gephi). A property is long, double or boolean where all its values are,
// else string; lists and maps are JSON text.
#include <cmath>
#include <map>

#include "cli/print/elements.h"
#include "cli/print/json_value.h"
#include "cli/print/printers.h"
#include "graph/value_text.h"

namespace newsgraph::cli {
namespace {

std::string_view TypeOf(const Value& value) {
  return value.is_int()     ? "long"
         : value.is_float() ? "double"
         : value.is_bool()  ? "boolean"
                            : "string";
}

class GraphmlPrinter : public ElementPrinter {
 public:
  using ElementPrinter::ElementPrinter;

  Status End(const query::Summary& summary) override {
    out_.Write(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    WriteKeys();
    out_.Write("<graph id=\"G\" edgedefault=\"directed\">\n");
    elements_.ForEach([&](NodeId node) { WriteNode(node); }, [&](EdgeId edge) { WriteEdge(edge); });
    out_.Write("</graph>\n");
    if (const std::string partial = PartialNote(summary); !partial.empty())
      out_.Write(Cat("<!-- ", partial, " -->\n"));
    out_.Write("</graphml>\n");
    return absl::OkStatus();
  }

 private:
  using Types = std::map<KeyId, std::string_view>;

  static void Note(Types& types, const Properties& properties) {
    for (const auto& [key, value] : properties) {
      auto [known, added] = types.try_emplace(key, TypeOf(value));
      if (!added && known->second != TypeOf(value)) known->second = "string";
    }
  }

  void WriteKey(std::string_view id, std::string_view where, std::string_view name,
                std::string_view type) {
    std::string& out = out_.buffer();
    Append(out, "<key id=\"", id, "\" for=\"", where, "\" attr.name=\"");
    AppendMarkup(out, name);
    Append(out, "\" attr.type=\"", type, "\"/>\n");
  }

  void WriteKeys() {
    Types node_types, edge_types;
    elements_.ForEach([&](NodeId node) { Note(node_types, view().properties(node)); },
                      [&](EdgeId edge) { Note(edge_types, view().properties(edge)); });
    WriteKey("labels", "node", "labels", "string");
    WriteKey("nodelabel", "node", "label", "string");
    WriteKey("label", "edge", "label", "string");
    for (const auto& [key, type] : node_types)
      WriteKey(Cat("n", key.value), "node", NameOf(key), type);
    for (const auto& [key, type] : edge_types)
      WriteKey(Cat("e", key.value), "edge", NameOf(key), type);
  }

  std::string_view NameOf(KeyId key) const { return view().names().keys.NameOf(key); }

  void WriteData(std::string_view key, std::string_view text) {
    std::string& out = out_.buffer();
    Append(out, "<data key=\"", key, "\">");
    AppendMarkup(out, text);
    out += "</data>";
  }

  void WriteProperties(char prefix, const Properties& properties) {
    for (const auto& [key, value] : properties) {
      std::string text;
      if (value.is_string()) {
        text = std::string(value.string());
      } else if (value.is_temporal()) {
        text = TemporalText(value);
      } else if (value.is_float() && !std::isfinite(value.number())) {  // as readers of doubles do
        text = std::isnan(value.number()) ? "NaN" : value.number() > 0 ? "Infinity" : "-Infinity";
      } else {
        AppendJson(text, view(), value);
      }
      WriteData(Cat(std::string(1, prefix), key.value), text);
    }
  }

  void WriteNode(NodeId node) {
    std::string labels;
    for (const LabelId label : view().labels(node))
      Append(labels, ":", view().names().labels.NameOf(label));
    Append(out_.buffer(), "<node id=\"n", node.value, "\" labels=\"");
    AppendMarkup(out_.buffer(), labels);
    out_.Write("\">");
    WriteData("labels", labels);
    WriteData("nodelabel", Caption(view(), node, elements_.names()));
    WriteProperties('n', view().properties(node));
    out_.Write("</node>\n");
  }

  void WriteEdge(EdgeId edge) {
    const std::string& type = view().names().types.NameOf(view().type(edge));
    Append(out_.buffer(), "<edge id=\"e", edge.value, "\" source=\"n", view().source(edge).value,
           "\" target=\"n", view().target(edge).value, "\" label=\"");
    AppendMarkup(out_.buffer(), type);
    out_.Write("\">");
    WriteData("label", type);
    WriteProperties('e', view().properties(edge));
    out_.Write("</edge>\n");
  }
};

}  // namespace

std::unique_ptr<Printer> MakeGraphml(const PrintOptions& options, Output& out) {
  return std::make_unique<GraphmlPrinter>(options, out);
}

}  // namespace newsgraph::cli
