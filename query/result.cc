#include "query/result.h"

#include <array>

#include "graph/value_text.h"
#include "query/name_text.h"
#include "query/syntax/lexer.h"

namespace newsgraph::query {

std::string_view NameOf(Completeness completeness) {
  static constexpr std::array<std::string_view, 5> kNames = {"complete", "row limit", "time limit",
                                                             "edge limit", "memory limit"};
  return kNames[static_cast<size_t>(completeness)];
}

namespace {

// As TextForm, but nodes, relationships and paths with what the graph has of them.
class GraphForm : public TextForm {
 public:
  GraphForm(const GraphView& view, std::string& out, const TextLimit& limit)
      : TextForm(out), view_(view), limit_(limit) {}

  bool GoOn() const {
    return out_.size() < limit_.bytes &&
           (limit_.stop == nullptr || !limit_.stop->load(std::memory_order_relaxed));
  }
  void Key(std::string_view name) {
    AppendName(out_, name);
    out_ += ": ";
  }
  void Node(NodeId node) {
    out_ += '(';
    for (const LabelId label : view_.labels(node)) {
      out_ += ':';
      AppendName(out_, view_.names().labels.NameOf(label));
    }
    WriteProperties(view_.properties(node), !view_.labels(node).empty());
    out_ += ')';
  }
  void Edge(EdgeId edge) {
    out_ += "[:";
    AppendName(out_, view_.names().types.NameOf(view_.type(edge)));
    WriteProperties(view_.properties(edge), true);
    out_ += ']';
  }
  void Path(const PathValue& path) {
    out_ += '<';
    Node(path.nodes[0]);
    for (size_t i = 0; i < path.edges.size(); ++i) {
      const bool forward = view_.source(path.edges[i]) == path.nodes[i];
      out_ += forward ? "-" : "<-";
      Edge(path.edges[i]);
      out_ += forward ? "->" : "-";
      Node(path.nodes[i + 1]);
    }
    out_ += '>';
  }

 private:
  void WriteProperties(const Properties& properties, bool space) {
    if (properties.empty()) return;
    out_ += space ? " {" : "{";
    bool first = true;
    for (const auto& [key, value] : properties) {
      if (!first) Separate();
      first = false;
      Key(view_.names().keys.NameOf(key));
      WriteValue(value, *this);
    }
    out_ += '}';
  }

  const GraphView& view_;
  const TextLimit& limit_;
};

}  // namespace

void AppendName(std::string& out, std::string_view name) {
  if (syntax::IsPlainName(name)) {
    out += name;
    return;
  }
  out += '`';
  for (const char c : name) {
    if (c == '`') out += '`';
    out += c;
  }
  out += '`';
}

std::string FormatValue(const GraphView& view, const Value& value, const TextLimit& limit) {
  std::string out;
  GraphForm form(view, out, limit);
  WriteValue(value, form);
  return out;
}

}  // namespace newsgraph::query
