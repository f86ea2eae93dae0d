#include "query/result.h"

#include <array>

namespace newsgraph::query {

std::string_view NameOf(Completeness completeness) {
  static constexpr std::array<std::string_view, 5> kNames = {"complete", "row limit", "time limit",
                                                             "edge limit", "memory limit"};
  return kNames[static_cast<size_t>(completeness)];
}

namespace {

bool IsPlainName(std::string_view name) {
  if (name.empty()) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
    if (!letter && !(i > 0 && c >= '0' && c <= '9')) return false;
  }
  return true;
}

void AppendName(std::string& out, std::string_view name) {
  if (IsPlainName(name)) {
    out += name;
    return;
  }
  out += '`';
  for (char c : name) {
    if (c == '`') out += '`';
    out += c;
  }
  out += '`';
}

class Formatter {
 public:
  Formatter(const GraphView& view, std::string& out) : view_(view), out_(out) {}

  void Format(const Value& value) {
    if (value.is_node()) {
      FormatNode(value.node());
    } else if (value.is_edge()) {
      FormatEdge(value.edge());
    } else if (value.is_path()) {
      FormatPath(value.path());
    } else if (value.is_list()) {
      out_ += '[';
      for (size_t i = 0; i < value.list().size(); ++i) {
        if (i > 0) out_ += ", ";
        Format(value.list()[i]);
      }
      out_ += ']';
    } else if (value.is_map()) {
      out_ += '{';
      for (size_t i = 0; i < value.map().size(); ++i) {
        if (i > 0) out_ += ", ";
        AppendName(out_, value.map()[i].key);
        out_ += ": ";
        Format(value.map()[i].value);
      }
      out_ += '}';
    } else {
      out_ += ToText(value);
    }
  }

 private:
  void FormatNode(NodeId node) {
    out_ += '(';
    for (LabelId label : view_.labels(node)) {
      out_ += ':';
      AppendName(out_, view_.names().labels.NameOf(label));
    }
    FormatProperties(view_.properties(node), !view_.labels(node).empty());
    out_ += ')';
  }
  void FormatEdge(EdgeId edge) {
    out_ += "[:";
    AppendName(out_, view_.names().types.NameOf(view_.type(edge)));
    FormatProperties(view_.properties(edge), true);
    out_ += ']';
  }
  void FormatProperties(const Properties& properties, bool space) {
    if (properties.empty()) return;
    out_ += space ? " {" : "{";
    bool first = true;
    for (const auto& [key, value] : properties) {
      if (!first) out_ += ", ";
      first = false;
      AppendName(out_, view_.names().keys.NameOf(key));
      out_ += ": ";
      Format(value);
    }
    out_ += '}';
  }
  void FormatPath(const PathValue& path) {
    out_ += '<';
    FormatNode(path.nodes[0]);
    for (size_t i = 0; i < path.edges.size(); ++i) {
      const bool forward = view_.source(path.edges[i]) == path.nodes[i];
      out_ += forward ? "-" : "<-";
      FormatEdge(path.edges[i]);
      out_ += forward ? "->" : "-";
      FormatNode(path.nodes[i + 1]);
    }
    out_ += '>';
  }

  const GraphView& view_;
  std::string& out_;
};

}  // namespace

std::string FormatValue(const GraphView& view, const Value& value) {
  std::string out;
  Formatter(view, out).Format(value);
  return out;
}

}  // namespace newsgraph::query
