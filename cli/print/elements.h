// The nodes and relationships of a result, each once, in the order met; also those inside lists,
// maps and paths. The ends of a relationship come with it. What the drawing and graph-writing modes
// work on.
//
//   Elements elements;
//   elements.Begin(view);
//   elements.Add(cells);
//   for (NodeId node : elements.nodes()) ...
//
// Keeps ids alone: about 30 bytes an element. A value; one thread at a time.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "cli/interrupt.h"
#include "cli/print/printer.h"
#include "graph/graph.h"

namespace newsgraph::cli {

class Elements {
 public:
  // `names`: what the elements are called elsewhere, as in PrintOptions.
  void Begin(const GraphView& view, std::shared_ptr<const ElementNames> names = {}) {
    view_ = view;
    names_ = std::move(names);
  }
  void Add(std::span<const Value> cells);
  void Add(NodeId node);
  void Add(EdgeId edge);

  const GraphView& view() const { return view_; }
  const ElementNames* names() const { return names_.get(); }
  const std::vector<NodeId>& nodes() const { return nodes_; }
  const std::vector<EdgeId>& edges() const { return edges_; }
  // Calls node(id) and then edge(id) for each, until Ctrl-C is pressed.
  template <class OfNode, class OfEdge>
  void ForEach(OfNode node, OfEdge edge) const {
    const auto each = [](const auto& ids, auto& f) {
      for (size_t i = 0; i < ids.size() && !Interrupted(); ++i) f(ids[i]);
    };
    each(nodes_, node);
    each(edges_, edge);
  }
  bool empty() const { return nodes_.empty(); }

 private:
  void AddValue(const Value& value);

  GraphView view_;
  std::shared_ptr<const ElementNames> names_;
  std::vector<NodeId> nodes_;
  std::vector<EdgeId> edges_;
  absl::flat_hash_set<NodeId> seen_nodes_;
  absl::flat_hash_set<EdgeId> seen_edges_;
};

// A printer of the modes that write a graph: gathers the elements; the children write them at the
// end.
class ElementPrinter : public Printer {
 public:
  ElementPrinter(const PrintOptions& options, Output& out) : out_(out), names_(options.names) {}
  Status Begin(const std::vector<std::string>&, const GraphView& view) override {
    elements_.Begin(view, names_);
    return absl::OkStatus();
  }
  Status Rows(std::span<const Value> cells) override {
    elements_.Add(cells);
    return absl::OkStatus();
  }
  bool keeps_elements() const override { return true; }

 protected:
  const GraphView& view() const { return elements_.view(); }

  Output& out_;
  Elements elements_;

 private:
  std::shared_ptr<const ElementNames> names_;
};

// What to call a node in a drawing: its name, title, headline, label or id property, else its first
// label and id, or what `names` has in place of the id.
std::string Caption(const GraphView& view, NodeId node, const ElementNames* names);
// (Alexander Lukashenko)-[:leads]->(Belarus), safe for a terminal.
void AppendPathCaptions(std::string& out, const GraphView& view, const PathValue& path,
                        const ElementNames* names);
// The first label, or "" for none.
std::string_view FirstLabel(const GraphView& view, NodeId node);

// &, <, >, quotes and control characters as XML and HTML text and attributes want them.
void AppendMarkup(std::string& out, std::string_view text);

}  // namespace newsgraph::cli
