// LoadCsv: each input row with each record of a CSV file, read as it is needed (RFC 4180; a quoted
// field may hold line ends and doubled quotes). Files are read below the allowed folders alone,
// whatever links and ".." say.
#include <filesystem>
#include <fstream>
#include <optional>

#include "graph/base/utf8.h"
#include "query/execute/evaluate.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

// The next record; false at the end of the file, or where it is malformed and error() says how.
class CsvReader {
 public:
  // `terminator`: one character, which may have several bytes
  CsvReader(const std::string& path, std::string terminator)
      : file_(path, std::ios::binary), terminator_(std::move(terminator)) {
    if (file_.peek() == 0xEF) file_.ignore(3);  // a byte order mark
  }
  bool ok() const { return file_.is_open(); }
  const std::string& error() const { return error_; }

  bool Next(std::vector<std::string>& fields) {
    fields.clear();
    if (file_.peek() == std::ifstream::traits_type::eof()) return false;
    ++record_;
    std::string field;
    bool quoted = false;
    for (int c = file_.get();; c = file_.get()) {
      if (c == std::ifstream::traits_type::eof() || (!quoted && c == '\n')) break;
      if (quoted) {
        if (c == '"' && file_.peek() == '"') {
          field += static_cast<char>(file_.get());
        } else if (c == '"') {
          quoted = false;
        } else {
          field += static_cast<char>(c);
        }
      } else if (c == '"' && field.empty()) {
        quoted = true;
      } else if (c != '\r' || file_.peek() != '\n') {
        field += static_cast<char>(c);
        if (!field.ends_with(terminator_)) continue;
        field.resize(field.size() - terminator_.size());
        fields.push_back(std::move(field));
        field.clear();
      }
    }
    fields.push_back(std::move(field));
    if (quoted) error_ = Cat("record ", record_, " has a quote that is never closed");
    for (const std::string& each : fields) {
      if (FindInvalidUtf8(each) != std::string::npos)
        error_ = Cat("record ", record_, " is not UTF-8");
    }
    return error_.empty();
  }

 private:
  std::ifstream file_;
  std::string terminator_, error_;
  uint64_t record_ = 0;  // the header is the first
};

StatusOr<std::string> AllowedPath(std::string source, const std::vector<std::string>& folders) {
  namespace fs = std::filesystem;
  if (source.starts_with("file://")) source.erase(0, 7);
  if (source.find("://") != std::string::npos) {
    return RuntimeError(ErrorKind::kIoError, "", "LOAD CSV reads local files alone",
                        "download the file first");
  }
  std::error_code error;
  for (const std::string& folder : folders) {
    const fs::path root = fs::weakly_canonical(folder, error);
    if (error) continue;
    const fs::path given(source);
    const fs::path path = fs::weakly_canonical(given.is_absolute() ? given : root / given, error);
    if (error) continue;
    const auto [end, rest] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    if (end == root.end() && fs::is_regular_file(path, error)) return path.string();
  }
  return RuntimeError(ErrorKind::kIoError, "", Cat("cannot read \"", source, "\""),
                      folders.empty() ? "no folder is allowed for LOAD CSV here"
                                      : "the file must exist below an allowed folder");
}

class LoadCsv : public Operator {
 public:
  LoadCsv(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::LoadCsv>(plan.node)),
        execution_(place.execution),
        carried_(Carried(plan.live, {node_.slot})),
        rows_(place, std::move(input)) {}

  bool Next(Batch& out) override {
    out.clear();
    std::vector<std::string> fields;
    while (!out.full() && !execution_.stopped()) {
      if (!reader_) {
        if (!NextRow()) break;
        continue;
      }
      execution_.Spend(0);
      if (!NextRecord(fields)) {
        reader_.reset();
        continue;
      }
      const uint32_t row = out.size();
      rows_.CopyTo(out, row, carried_);
      out.column(node_.slot)[row] = ToRecord(fields);
      out.set_size(row + 1);
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    rows_.Reset();
    reader_.reset();
  }

 private:
  bool NextRow() {
    if (!rows_.Next()) return false;
    const Value source = Evaluate(*node_.source, rows_.row(), execution_);
    if (!source.is_string()) {
      execution_.Fail(MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType",
                                node_.source->span,
                                Cat("a file name is a STRING, not ", NameOf(source.kind()))));
      return false;
    }
    auto path = AllowedPath(std::string(source.string()), execution_.csv_folders);
    if (!path.ok()) {
      execution_.Fail(WithSpan(path.status(), node_.source->span));
      return false;
    }
    reader_.emplace(*path, node_.terminator.empty() ? "," : node_.terminator);
    if (!reader_->ok()) {
      execution_.Fail(RuntimeError(ErrorKind::kIoError, "", Cat("cannot open \"", *path, "\"")));
      return false;
    }
    if (!node_.with_headers) return true;
    NextRecord(headers_);
    std::vector<std::string> names = headers_;
    std::sort(names.begin(), names.end());
    if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end())
      Fail(Cat("the header names \"", *twice, "\" twice"));
    return !execution_.failed();
  }

  bool NextRecord(std::vector<std::string>& fields) {
    if (reader_->Next(fields)) return true;
    if (!reader_->error().empty()) Fail(reader_->error());
    return false;
  }
  void Fail(std::string_view what) {
    execution_.Fail(
        WithSpan(RuntimeError(ErrorKind::kDataError, "MalformedCsv", what, "mend the file"),
                 node_.source->span));
  }

  // A list of strings; with headers a map. An empty field of a map is null, as is one that is
  // missing.
  Value ToRecord(const std::vector<std::string>& fields) const {
    if (!node_.with_headers) {
      std::vector<Value> items;
      for (const std::string& field : fields) items.push_back(Value::String(field));
      return Value::List(std::move(items));
    }
    std::vector<MapEntry> entries;
    for (size_t i = 0; i < headers_.size(); ++i) {
      const bool given = i < fields.size() && !fields[i].empty();
      entries.push_back({headers_[i], given ? Value::String(fields[i]) : Value()});
    }
    return Value::Map(std::move(entries));
  }

  const plan::LoadCsv& node_;
  Execution& execution_;
  std::vector<int> carried_;
  InputRows rows_;
  std::optional<CsvReader> reader_;
  std::vector<std::string> headers_;
};

}  // namespace

OperatorPtr MakeLoadCsv(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<LoadCsv>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute
