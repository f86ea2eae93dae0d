#include "cli/print/elements.h"

#include "cli/text.h"

namespace newsgraph::cli {

void Elements::Add(NodeId node) {
  if (view_.Exists(node) && seen_nodes_.insert(node).second) nodes_.push_back(node);
}

void Elements::Add(EdgeId edge) {
  if (!view_.Exists(edge) || !seen_edges_.insert(edge).second) return;
  Add(view_.source(edge));
  Add(view_.target(edge));
  edges_.push_back(edge);
}

void Elements::Add(std::span<const Value> cells) {
  for (const Value& value : cells) AddValue(value);
}

// Depth of values is bounded by Value::kMaxDepth.
void Elements::AddValue(const Value& value) {
  if (value.is_node()) {
    Add(value.node());
  } else if (value.is_edge()) {
    Add(value.edge());
  } else if (value.is_path()) {
    for (const NodeId node : value.path().nodes) Add(node);
    for (const EdgeId edge : value.path().edges) Add(edge);
  } else if (value.is_list()) {
    Add(value.list());
  } else if (value.is_map()) {
    for (const MapEntry& entry : value.map()) AddValue(entry.value);
  }
}

std::string_view FirstLabel(const GraphView& view, NodeId node) {
  const auto labels = view.labels(node);
  return labels.empty() ? std::string_view() : view.names().labels.NameOf(labels[0]);
}

std::string Caption(const GraphView& view, NodeId node, const ElementNames* names) {
  for (const std::string_view key : {"name", "title", "headline", "label", "id"}) {
    const KeyId id = view.names().FindKey(key);
    if (!id.valid()) continue;
    const Value value = view.property(node, id);
    if (value.is_string() && !value.string().empty()) return std::string(value.string());
    if (value.is_int()) return std::to_string(value.integer());
  }
  const std::string_view label = FirstLabel(view, node);
  return Cat(label.empty() ? "node" : label, " ",
             names != nullptr ? names->Of(node).id : node.value);
}

void AppendPathCaptions(std::string& out, const GraphView& view, const PathValue& path,
                        const ElementNames* names) {
  for (size_t i = 0; i < path.nodes.size(); ++i) {
    if (i > 0) {
      const EdgeId edge = path.edges[i - 1];
      const bool forwards = view.source(edge) == path.nodes[i - 1];
      out += forwards ? "-[:" : "<-[:";
      AppendVisible(out, view.names().types.NameOf(view.type(edge)));
      out += forwards ? "]->" : "]-";
    }
    out += '(';
    AppendVisible(out, Caption(view, path.nodes[i], names));
    out += ')';
  }
}

void AppendMarkup(std::string& out, std::string_view text) {
  std::string shown;
  AppendVisible(shown, text);
  for (const char* no_xml : {"\uFFFE", "\uFFFF"}) {  // not even by number
    for (size_t at = shown.find(no_xml); at != std::string::npos; at = shown.find(no_xml, at))
      shown.replace(at, 3, "\uFFFD");
  }
  for (const char c : shown) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace newsgraph::cli
