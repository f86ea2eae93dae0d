// CSV with neo4j-admin's headers: all files of nodes first, then all of relationships.
//
// Rows of one id within one id space are one node: labels add up, and of properties the later row's
// stay. A node of the graph that is added to is the same as a row's when they agree in the row's
// first label and named id. Each row of a relationship file is a relationship of its own. An
// unquoted empty field is no property; a quoted one is "".
//
// Files are cut into pieces of whole records. Threads turn pieces into rows in columns
// (csv_rows.h), which are added to the builder in the order of the files.
#include "loaders/csv.h"

#include <memory>
#include <utility>
#include <vector>

#include "graph/base/utf8.h"
#include "loaders/catalog.h"
#include "loaders/csv_rows.h"
#include "loaders/in_order.h"
#include "loaders/source.h"

namespace newsgraph::loaders {
namespace {

using Role = CsvColumn::Role;

// A file that is open, at its first row.
struct CsvFile {
  CsvFile(Source opened, char separator) : source(std::move(opened)), reader(source, separator) {}
  CsvFile(const CsvFile&) = delete;

  Source source;
  CsvReader reader;
};

// What the files of a load have in common.
struct IdSpaces {
  StringMap<std::unique_ptr<NodeIds>> spaces;

  NodeIds* Of(const CsvColumn& column) {
    auto& ids = spaces[column.space];
    if (!ids) ids = std::make_unique<NodeIds>();
    return ids.get();
  }
  // The lists that a file's columns need, made where there are none.
  void Connect(CsvFormat& format) {
    for (const CsvColumn& column : format.header.columns) {
      if (column.role == Role::kId) format.ids = Of(column);
      if (column.role == Role::kStart) format.start_ids = Of(column);
      if (column.role == Role::kEnd) format.end_ids = Of(column);
    }
  }
};

// A file's format, or why it has none.
struct Examined {
  std::shared_ptr<CsvFormat> format = std::make_shared<CsvFormat>();
  Rejection rejection;
};

StatusOr<CsvHeader> HeaderOf(const CsvTable& table, const CsvRecord& found) {
  if (table.header.empty()) return ParseCsvHeader(found, !table.label_or_type.empty());
  Source text("", Cat(table.header, "\n"), 0, 1);
  CsvReader reader(text, FindSeparator(table.header));
  CsvRecord record;
  RETURN_IF_ERROR(reader.Next(record).status());
  return ParseCsvHeader(record, !table.label_or_type.empty());
}

// Opens a file, passes over its first record and, for `examined`, finds its format.
StatusOr<std::unique_ptr<CsvFile>> OpenCsv(const CsvTable& table, Examined* examined) {
  const std::string& path = table.path;
  ASSIGN_OR_RETURN(Source source, Source::Open(path));
  const std::string_view head = source.window();
  const char separator = FindSeparator(head.substr(0, head.find('\n')));
  const std::string why = WhyNotText(head.substr(0, Rejection::kMaxRaw));
  if (!why.empty() && examined) {
    examined->rejection = {path, 0, 0, why, std::string(head.substr(0, Rejection::kMaxRaw))};
  }
  auto file = std::make_unique<CsvFile>(std::move(source), separator);
  if (!why.empty()) return file;
  CsvRecord record;
  ASSIGN_OR_RETURN(const bool more, file->reader.Next(record));
  if (!examined) return file;
  if (!more) {
    examined->rejection = {path, 0, 0,
                           "the file is empty; expected a header like id:ID,name,:LABEL", ""};
  } else if (!record.error.empty()) {
    examined->rejection = RejectionOf(path, record, record.error);
  } else if (auto header = HeaderOf(table, record); !header.ok()) {
    examined->rejection = RejectionOf(path, record, std::string(View(header.status().message())));
  } else {
    *examined->format = {path, separator, *std::move(header), table.label_or_type};
  }
  return file;
}

// Whole records of a file; or the reason why its next record is none.
struct CsvPiece {
  std::shared_ptr<const CsvFormat> format;
  std::string bytes;
  uint64_t offset = 0, line = 1;
  uint64_t size = 0;  // of the file that it takes
  Rejection rejection;
};

// Cuts files into pieces, one after another.
class CsvPieces {
 public:
  using File = std::pair<const CsvTable*, std::shared_ptr<const CsvFormat>>;
  explicit CsvPieces(std::vector<File> files) : files_(std::move(files)) {}

  StatusOr<bool> Next(CsvPiece& piece) {
    while (true) {
      if (!file_) {
        if (next_ == files_.size()) return false;
        ASSIGN_OR_RETURN(file_, OpenCsv(*files_[next_].first, nullptr));
        begin_ = 0;  // the first piece answers for the header too
      }
      ASSIGN_OR_RETURN(const bool more, Cut(piece));
      if (more) return true;
      file_.reset();
      ++next_;
    }
  }

 private:
  StatusOr<bool> Cut(CsvPiece& piece) {
    Source& source = file_->source;
    CsvReader& reader = file_->reader;
    RETURN_IF_ERROR(reader.Settle());
    piece.format = files_[next_].second;
    piece.rejection = Rejection();
    size_t whole = 0;
    for (bool at_end = false;;) {
      if (at_end || source.window().size() >= kPieceBytes) {
        whole = reader.WholeRecords(at_end);
        if (whole > 0 || at_end || source.window().size() > kMaxRecordBytes) break;
      }
      ASSIGN_OR_RETURN(const bool more, source.More());
      at_end = !more;
    }
    piece.offset = source.offset();
    piece.line = source.line();
    piece.bytes.assign(source.window().substr(0, whole));
    source.Consume(whole);
    if (whole == 0) {  // the end, or something that is no record
      CsvRecord record;
      ASSIGN_OR_RETURN(const bool more, reader.Next(record));
      if (more) piece.rejection = RejectionOf(piece.format->path, record, record.error);
      RETURN_IF_ERROR(reader.Settle());
      if (!more && source.offset() == begin_) return false;
    }
    piece.size = source.offset() - begin_;
    begin_ = source.offset();
    return true;
  }

  static constexpr size_t kPieceBytes = 1 << 20;

  std::vector<File> files_;
  size_t next_ = 0;
  std::unique_ptr<CsvFile> file_;
  uint64_t begin_ = 0;
};

// What a piece became.
struct PieceRows {
  std::shared_ptr<const CsvFormat> format;
  uint64_t size = 0;
  CsvRows rows;
  Status status;
};

class CsvLoad {
 public:
  explicit CsvLoad(Loading& loading) : loading_(loading), builder_(loading.builder()) {}

  Status Run(std::span<const CsvTable> tables) {
    std::vector<CsvPieces::File> nodes, edges;
    for (const CsvTable& table : tables) {
      Examined examined;
      RETURN_IF_ERROR(OpenCsv(table, &examined).status());
      if (!examined.rejection.reason.empty()) {
        RETURN_IF_ERROR(loading_.Reject(std::move(examined.rejection)));
        continue;
      }
      spaces_.Connect(*examined.format);
      (examined.format->header.edges ? edges : nodes).emplace_back(&table, examined.format);
    }
    RETURN_IF_ERROR(ReadAll(std::move(nodes)));
    edge_bytes_ = 0;
    for (const auto& [table, format] : edges) edge_bytes_ += FileSize(table->path);
    return ReadAll(std::move(edges));
  }

 private:
  Status ReadAll(std::vector<CsvPieces::File> files) {
    CsvPieces pieces(std::move(files));
    return InOrder<CsvPiece, PieceRows>(
        loading_.options().threads, [&](CsvPiece& piece) { return pieces.Next(piece); },
        [](CsvPiece& piece, PieceRows& out) {
          out.format = piece.format;
          out.size = piece.size;
          Source source(piece.format->path, std::move(piece.bytes), piece.offset, piece.line);
          CsvReader reader(source, piece.format->separator);
          out.status = out.rows.Read(*piece.format, reader);
          if (!piece.rejection.reason.empty())
            out.rows.rejections.push_back(std::move(piece.rejection));
        },
        [&](PieceRows& rows) { return Add(rows); });
  }

  Status Add(PieceRows& piece) {
    RETURN_IF_ERROR(piece.status);
    loading_.SetFile(piece.format->path);
    if (piece.format.get() != format_) {
      format_ = piece.format.get();
      keys_.clear();
      for (const CsvColumn& column : format_->header.columns) {
        const bool stored = !column.name.empty() && column.role != Role::kIgnore;
        keys_.push_back(stored ? builder_.Key(column.name) : KeyId{});
      }
    }
    if (format_->header.edges) {
      ExpectEdges(piece);
      AddEdges(piece.rows);
    } else {
      AddNodes(piece.rows);
    }
    for (Rejection& rejection : piece.rows.rejections)
      RETURN_IF_ERROR(loading_.Reject(std::move(rejection)));
    return loading_.Advance(piece.size);
  }

  // Files of relationships are taken to have rows as long as those of the first piece.
  void ExpectEdges(const PieceRows& piece) {
    if (piece.size == 0 || edge_bytes_ == 0) return;
    const double pieces =
        static_cast<double>(std::exchange(edge_bytes_, 0)) / static_cast<double>(piece.size);
    constexpr double kSlack = 1.1;
    builder_.Expect(builder_.edge_count() +
                    static_cast<uint64_t>(kSlack * pieces * piece.rows.count));
  }

  void AddEdges(const CsvRows& rows) {
    std::vector<EdgeTypeId> types_of_names;
    for (const std::string& name : rows.names.all())
      types_of_names.push_back(builder_.Type(name.empty() ? format_->label_or_type : name));
    std::vector<EdgeTypeId> types(rows.count);
    for (uint32_t row = 0; row < rows.count; ++row) types[row] = types_of_names[rows.named[row]];
    const EdgeId first = builder_.AddEdges(rows.starts, types, rows.ends);
    for (uint32_t row = 0; row < rows.count; ++row) loading_.CountLoaded();
    if (!first.valid()) return;  // ids ran out, which Freeze tells
    for (size_t i = 0; i < keys_.size(); ++i) {
      if (keys_[i].valid()) builder_.Set(first, keys_[i], rows.columns[i]);
    }
  }

  void AddNodes(const CsvRows& rows) {
    std::vector<std::vector<LabelId>> labels_of_names;
    for (const std::string& name : rows.names.all()) labels_of_names.push_back(LabelsOf(name));
    const CsvColumn* id_column = format_->header.Find(Role::kId);
    const size_t id = id_column ? static_cast<size_t>(id_column - format_->header.columns.data())
                                : rows.columns.size();
    const bool named = id_column && keys_[id].valid();
    for (const std::vector<LabelId>& labels : labels_of_names) {
      if (named && !labels.empty()) builder_.AddIndex(labels[0], keys_[id]);
    }
    std::vector<NodeId> nodes(rows.count);
    bool all_new = true;
    for (uint32_t row = 0; row < rows.count; ++row) {
      const std::vector<LabelId>& labels = labels_of_names[rows.named[row]];
      NodeId& node = nodes[row];
      const NodeId known = format_->ids ? format_->ids->Find(rows.id(row)) : NodeId{};
      node = known;
      if (!known.valid() && named && !labels.empty() && loading_.first_new_node() > 0)
        node = FindOlder(labels[0], keys_[id], rows.columns[id].Get(row));
      if (node.valid()) {
        for (const LabelId label : labels) builder_.AddLabel(node, label);
        all_new = false;
        loading_.CountMerged();
      } else {
        node = builder_.AddNode(labels);  // invalid once ids ran out, which Freeze tells
        all_new &= node.valid();
        loading_.CountLoaded();
      }
      if (format_->ids && !known.valid()) format_->ids->Add(rows.id(row), node);
    }
    for (size_t i = 0; i < keys_.size() && rows.count > 0; ++i) {
      if (!keys_[i].valid()) continue;
      if (all_new) {
        builder_.Set(nodes[0], keys_[i], rows.columns[i]);
        continue;
      }
      for (uint32_t row = 0; row < rows.count; ++row) {
        if (rows.columns[i].Has(row)) builder_.Set(nodes[row], keys_[i], rows.columns[i].Get(row));
      }
    }
  }

  // Of a text like Person;Politician, with the label of all rows first.
  std::vector<LabelId> LabelsOf(std::string_view text) {
    std::vector<LabelId> labels;
    if (!format_->label_or_type.empty()) labels.push_back(builder_.Label(format_->label_or_type));
    while (!text.empty()) {
      const size_t end = text.find(';');
      if (end != 0) labels.push_back(builder_.Label(text.substr(0, end)));
      text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return labels;
  }

  // A node from before this load with the row's first label and named id.
  NodeId FindOlder(LabelId label, KeyId key, const Value& id) const {
    const NodeId found = builder_.FindNode(label, key, id);
    return found.valid() && found.value < loading_.first_new_node() ? found : NodeId{};
  }

  Loading& loading_;
  Builder& builder_;
  IdSpaces spaces_;
  const CsvFormat* format_ = nullptr;  // of the piece added last
  std::vector<KeyId> keys_;            // by column of it; invalid where nothing is stored
  uint64_t edge_bytes_ = 0;            // of files of relationships, until they are expected
};

}  // namespace

bool IsCsv(std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\n'));
  if (!WhyNotText(line).empty() || line.starts_with('{')) return false;
  for (const std::string_view mark : {":ID", ":LABEL", ":START_ID"}) {
    if (line.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

Status LoadCsv(std::span<const std::string> files, Loading& loading) {
  std::vector<CsvTable> tables;
  for (const std::string& path : files) tables.push_back({path, "", ""});
  return CsvLoad(loading).Run(tables);
}

Status LoadCsvTables(std::span<const CsvTable> tables, const LoadOptions& options, Builder& builder,
                     Report& report, const LoadProgress& progress) {
  uint64_t bytes = 0;
  for (const CsvTable& table : tables) bytes += FileSize(table.path);
  report.files += tables.size();
  Loading loading(options, builder, report, progress, bytes);
  const uint64_t nodes = builder.node_count(), edges = builder.edge_count();
  const Status status = CsvLoad(loading).Run(tables);
  report.nodes += builder.node_count() - nodes;
  report.edges += builder.edge_count() - edges;
  return status;
}

}  // namespace newsgraph::loaders
