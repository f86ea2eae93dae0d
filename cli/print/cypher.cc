// cypher: statements that make the elements of the result again in another graph.
//
//   CREATE (:Person:_row {name: 'Ales', _row: 7});
//   MATCH (a:_row {_row: 7}), (b:_row {_row: 9}) CREATE (a)-[:released_to {date:
//   date('2024-12-13')}]->(b); MATCH (n:_row) REMOVE n:_row, n._row;
//
// A small result is one CREATE with variables instead. A result without elements becomes the query
// that gives the same rows: UNWIND [{...}] AS row RETURN row.x AS x;
#include "cli/print/elements.h"
#include "cli/print/literal.h"
#include "cli/print/printers.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr size_t kOneStatement = 500;  // nodes and relationships

class CypherPrinter : public ElementPrinter {
 public:
  CypherPrinter(const PrintOptions& options, Output& out)
      : ElementPrinter(options, out), terminal_(options.terminal) {}

  Status Begin(const std::vector<std::string>& columns, const GraphView& view) override {
    columns_ = columns;
    return ElementPrinter::Begin(columns, view);
  }

  Status Rows(std::span<const Value> cells) override {
    elements_.Add(cells);
    if (elements_.empty()) {
      for (size_t at = 0; at < cells.size(); at += columns_.size())
        AddRow(cells.subspan(at, columns_.size()));
    } else {
      rows_.clear();
    }
    return absl::OkStatus();
  }

  Status End(const query::Summary& summary) override {
    if (const std::string partial = PartialNote(summary); !partial.empty())
      out_.Write(Cat("// ", partial, "\n"));
    if (!elements_.empty()) {
      elements_.nodes().size() + elements_.edges().size() <= kOneStatement ? WriteOne()
                                                                           : WriteMany();
    } else if (!columns_.empty()) {
      WriteRows();
    }
    return absl::OkStatus();
  }

 private:
  void AddRow(std::span<const Value> row) {
    rows_ += rows_.empty() ? "\n  {" : ",\n  {";
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) rows_ += ", ";
      AppendName(rows_, columns_[i]);
      rows_ += ": ";
      AppendLiteral(rows_, row[i]);
    }
    rows_ += '}';
  }

  void WriteRows() {
    Write(Cat("UNWIND [", rows_, "] AS row RETURN "));
    std::string list;
    for (size_t i = 0; i < columns_.size(); ++i) {
      list += i == 0 ? "row." : ", row.";
      AppendName(list, columns_[i]);
      list += " AS ";
      AppendName(list, columns_[i]);
    }
    Write(list + ";\n");
  }

  std::string LabelsOf(NodeId node) const {
    std::string text;
    for (const LabelId label : view().labels(node)) {
      text += ':';
      AppendName(text, view().names().labels.NameOf(label));
    }
    return text;
  }

  std::string EdgeText(EdgeId edge) const {
    std::string text = "-[:";
    AppendName(text, view().names().types.NameOf(view().type(edge)));
    const Properties properties = view().properties(edge);
    if (!properties.empty()) {
      text += ' ';
      AppendPropertyMap(text, view(), properties);
    }
    return text + "]->";
  }

  void WriteOne() {
    Write("CREATE");
    bool first = true;
    const auto node = [&](NodeId id) {
      std::string text = Cat(first ? "\n  (" : ",\n  (", "n", id.value, LabelsOf(id));
      const Properties properties = view().properties(id);
      if (!properties.empty()) {
        text += ' ';
        AppendPropertyMap(text, view(), properties);
      }
      Write(text + ")");
      first = false;
    };
    elements_.ForEach(node, [&](EdgeId edge) {
      Write(Cat(",\n  (n", view().source(edge).value, ")", EdgeText(edge), "(n",
                view().target(edge).value, ")"));
    });
    Write(";\n");
  }

  void WriteMany() {
    Write("CREATE INDEX _row FOR (n:_row) ON (n._row);\n");
    const auto node = [&](NodeId id) {
      std::string map;
      AppendPropertyMap(map, view(), view().properties(id));
      map.insert(1, Cat("_row: ", id.value, map == "{}" ? "" : ", "));
      Write(Cat("CREATE (", LabelsOf(id), ":_row ", map, ");\n"));
    };
    elements_.ForEach(node, [&](EdgeId edge) {
      Write(Cat("MATCH (a:_row {_row: ", view().source(edge).value, "}), (b:_row {_row: ",
                view().target(edge).value, "}) CREATE (a)", EdgeText(edge), "(b);\n"));
    });
    Write("MATCH (n:_row) REMOVE n:_row, n._row;\nDROP INDEX _row;\n");
  }

  // Names have no escapes inside backquotes: on a terminal they are shown, not obeyed.
  void Write(std::string_view text) {
    terminal_ ? out_.Write(Visible(text, /*keep_newlines=*/true)) : out_.Write(text);
  }

  bool terminal_;
  std::vector<std::string> columns_;
  std::string rows_;
};

}  // namespace

std::unique_ptr<Printer> MakeCypher(const PrintOptions& options, Output& out) {
  return std::make_unique<CypherPrinter>(options, out);
}

}  // namespace newsgraph::cli
