// CSV with neo4j-admin's headers: all files of nodes first, then all of relationships.
//
// Rows of one id within one id space are one node: labels add up, and of properties the later row's
// stay. A node of the graph that is added to is the same as a row's when they agree in the row's
// first label and named id. Each row of a relationship file is a relationship of its own. An
// unquoted empty field is no property; a quoted one is "".
#include <memory>
#include <utility>
#include <vector>

#include "loaders/catalog.h"
#include "loaders/csv_header.h"
#include "loaders/source.h"

namespace newsgraph::loaders {
namespace {

using Role = CsvColumn::Role;

Rejection RejectionOf(const std::string& path, const CsvRecord& record, std::string reason) {
  return {path, record.line, record.offset, std::move(reason),
          std::string(record.raw.substr(0, Rejection::kMaxRaw))};
}

// A file whose header has been read; the reader is at the first row.
struct CsvFile {
  explicit CsvFile(Source opened)
      : source(std::move(opened)),
        reader(source, FindSeparator(source.window().substr(0, source.window().find('\n')))) {}
  CsvFile(const CsvFile&) = delete;

  Source source;
  CsvReader reader;
  CsvHeader header;
  Rejection rejection;  // a reason when the file cannot be read as CSV
};

StatusOr<std::unique_ptr<CsvFile>> OpenCsv(const std::string& path) {
  ASSIGN_OR_RETURN(Source source, Source::Open(path));
  auto file = std::make_unique<CsvFile>(std::move(source));
  const std::string_view head = file->source.window().substr(0, Rejection::kMaxRaw);
  if (std::string why = WhyNotText(head); !why.empty()) {
    file->rejection = {path, 0, 0, std::move(why), std::string(head)};
    return file;
  }
  CsvRecord record;
  ASSIGN_OR_RETURN(const bool more, file->reader.Next(record));
  if (!more) {
    file->rejection = {path, 0, 0, "the file is empty; expected a header like id:ID,name,:LABEL",
                       ""};
  } else if (!record.error.empty()) {
    file->rejection = RejectionOf(path, record, record.error);
  } else if (auto header = ParseCsvHeader(record); !header.ok()) {
    file->rejection = RejectionOf(path, record, std::string(View(header.status().message())));
  } else {
    file->header = *std::move(header);
  }
  return file;
}

// Reads the rows of files into the builder. Names and ids are looked up once and remembered.
class CsvLoad {
 public:
  explicit CsvLoad(Loading& loading) : loading_(loading), builder_(loading.builder()) {}

  Status Run(std::span<const std::string> files) {
    std::vector<const std::string*> node_files, edge_files;
    for (const std::string& path : files) {
      ASSIGN_OR_RETURN(const auto file, OpenCsv(path));
      if (!file->rejection.reason.empty()) {
        RETURN_IF_ERROR(loading_.Reject(std::move(file->rejection)));
      } else {
        (file->header.edges ? edge_files : node_files).push_back(&path);
      }
    }
    for (const std::string* path : node_files) RETURN_IF_ERROR(ReadFile(*path));
    for (const std::string* path : edge_files) RETURN_IF_ERROR(ReadFile(*path));
    return absl::OkStatus();
  }

 private:
  using Ids = StringMap<NodeId>;
  struct Row {
    std::string_view id, start, end, type;
    std::vector<LabelId> labels;
    std::vector<std::pair<KeyId, Value>> properties;
    KeyId named_key;
  };

  Status ReadFile(const std::string& path) {
    ASSIGN_OR_RETURN(const auto file, OpenCsv(path));
    if (!file->rejection.reason.empty()) return loading_.Reject(std::move(file->rejection));
    Prepare(file->header);
    CsvRecord record;
    uint64_t done = 0;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, file->reader.Next(record));
      RETURN_IF_ERROR(loading_.Advance(file->source.offset() - done));
      done = file->source.offset();
      if (!more) return absl::OkStatus();
      std::string reason = std::move(record.error);
      if (reason.empty()) reason = TakeRow(file->header, record);
      if (!reason.empty())
        RETURN_IF_ERROR(loading_.Reject(RejectionOf(path, record, std::move(reason))));
    }
  }

  // What is the same for all rows of a file.
  void Prepare(const CsvHeader& header) {
    keys_.clear();
    ids_ = start_ids_ = end_ids_ = nullptr;
    for (const CsvColumn& column : header.columns) {
      keys_.push_back(column.name.empty() || column.role == Role::kIgnore
                          ? KeyId{}
                          : builder_.Key(column.name));
      if (column.role == Role::kId) ids_ = SpaceOf(column);
      if (column.role == Role::kStart) start_ids_ = SpaceOf(column);
      if (column.role == Role::kEnd) end_ids_ = SpaceOf(column);
    }
  }
  Ids* SpaceOf(const CsvColumn& column) {
    auto& ids = spaces_[column.space];
    if (!ids) ids = std::make_unique<Ids>();
    return ids.get();
  }

  // The reason why the row was not taken, or nothing.
  std::string TakeRow(const CsvHeader& header, const CsvRecord& record) {
    if (record.fields.size() != header.columns.size()) {
      return Cat(record.fields.size(), " fields, but the header has ", header.columns.size());
    }
    if (const size_t bad = FindInvalidUtf8(record.raw); bad != std::string_view::npos) {
      return Cat("not UTF-8: byte ", bad, " of the record");
    }
    row_.labels.clear();
    row_.properties.clear();
    row_.named_key = {};
    for (size_t i = 0; i < header.columns.size(); ++i) {
      if (std::string reason = TakeField(header.columns[i], keys_[i], record.fields[i]);
          !reason.empty())
        return reason;
    }
    return header.edges ? AddEdge(header) : AddNode(header);
  }

  std::string TakeField(const CsvColumn& column, KeyId key, const CsvField& field) {
    switch (column.role) {
      case Role::kIgnore:
        return {};
      case Role::kLabel:
        for (std::string_view rest = field.text; !rest.empty();) {
          const size_t end = rest.find(';');
          if (end != 0) row_.labels.push_back(LabelOf(rest.substr(0, end)));
          rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        }
        return {};
      case Role::kType:
        row_.type = field.text;
        break;
      case Role::kStart:
        row_.start = field.text;
        break;
      case Role::kEnd:
        row_.end = field.text;
        break;
      case Role::kId:
        row_.id = field.text;
        row_.named_key = key;
        break;
      case Role::kProperty:
        if (field.text.empty() && (!field.quoted || column.type.type != FieldType::kString))
          return {};
        break;
    }
    if (!key.valid()) return {};
    auto value = ParseField(column.type, field.text);
    if (!value.ok()) return Cat("column \"", column.name, "\": ", View(value.status().message()));
    row_.properties.emplace_back(key, *std::move(value));
    return {};
  }

  std::string AddNode(const CsvHeader& header) {
    NodeId node;
    NodeId* known = nullptr;
    if (ids_) {
      if (row_.id.empty()) return Cat("no id in the column of ", NameOfId(*header.Find(Role::kId)));
      const auto entry = ids_->find(row_.id);
      if (entry != ids_->end()) known = &entry->second;
      node = known ? *known : FindOlder();
    }
    const bool is_new = !node.valid();
    if (is_new) {
      node = builder_.AddNode(row_.labels);
      if (!node.valid()) return "the graph is full";
    } else {
      for (const LabelId label : row_.labels) builder_.AddLabel(node, label);
    }
    for (auto& [key, value] : row_.properties) builder_.Set(node, key, std::move(value));
    if (ids_ && !known) ids_->emplace(std::string(row_.id), node);
    if (row_.named_key.valid() && !row_.labels.empty())
      builder_.AddIndex(row_.labels[0], row_.named_key);
    is_new ? loading_.CountLoaded() : loading_.CountMerged();
    return {};
  }

  // A node from before this load with the row's first label and named id.
  NodeId FindOlder() const {
    if (loading_.first_new_node() == 0 || !row_.named_key.valid() || row_.labels.empty()) return {};
    for (const auto& [key, value] : row_.properties) {
      if (key != row_.named_key) continue;
      const NodeId found = builder_.FindNode(row_.labels[0], key, value);
      if (found.valid() && found.value < loading_.first_new_node()) return found;
    }
    return {};
  }

  std::string AddEdge(const CsvHeader& header) {
    if (row_.type.empty()) return "no type in the column :TYPE";
    const auto start = start_ids_->find(row_.start), end = end_ids_->find(row_.end);
    if (start == start_ids_->end()) return Unknown(row_.start, *header.Find(Role::kStart));
    if (end == end_ids_->end()) return Unknown(row_.end, *header.Find(Role::kEnd));
    const EdgeId edge = builder_.AddEdge(start->second, builder_.Type(row_.type), end->second);
    if (!edge.valid()) return "the graph is full";
    for (auto& [key, value] : row_.properties) builder_.Set(edge, key, std::move(value));
    loading_.CountLoaded();
    return {};
  }

  static std::string NameOfId(const CsvColumn& column) {
    return Cat(column.name, ":ID", column.space.empty() ? "" : Cat("(", column.space, ")"));
  }
  static std::string Unknown(std::string_view id, const CsvColumn& column) {
    const std::string_view end = column.role == Role::kStart ? ":START_ID" : ":END_ID";
    if (id.empty()) return Cat("no id in the column ", end);
    return Cat(end, ": no file has a node with the id \"", id.substr(0, 100), "\"",
               column.space.empty() ? "" : Cat(" in the id space ", column.space));
  }

  LabelId LabelOf(std::string_view name) {
    const auto found = labels_.find(name);
    if (found != labels_.end()) return found->second;
    return labels_.emplace(std::string(name), builder_.Label(name)).first->second;
  }

  Loading& loading_;
  Builder& builder_;
  StringMap<std::unique_ptr<Ids>> spaces_;
  StringMap<LabelId> labels_;
  std::vector<KeyId> keys_;  // by column; invalid where nothing is stored
  Ids* ids_ = nullptr;       // of the file's columns
  Ids* start_ids_ = nullptr;
  Ids* end_ids_ = nullptr;
  Row row_;
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
  return CsvLoad(loading).Run(files);
}

}  // namespace newsgraph::loaders
