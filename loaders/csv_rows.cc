#include "loaders/csv_rows.h"

#include "graph/base/utf8.h"
#include "loaders/digits.h"
#include "loaders/source.h"

namespace newsgraph::loaders {
namespace {

using Role = CsvColumn::Role;

// A few digits, perhaps behind a minus, as most fields of integers are; others are left to
// ParseField.
bool ReadPlainInt(std::string_view text, int64_t& number) {
  const bool minus = text.starts_with('-');
  if (minus) text.remove_prefix(1);
  uint64_t digits = 0;
  if (!ReadDigits(text, digits)) return false;
  number = minus ? -static_cast<int64_t>(digits) : static_cast<int64_t>(digits);
  return true;
}

// Floats like 0.87: up to 15 digits in all are a whole number below 2^53 over a power of ten that
// is exact too, so one division rounds right (Clinger 1990).
bool ReadPlainFloat(std::string_view text, double& number) {
  static constexpr double kPowers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  if (text.empty() || text.size() > 16 || text[0] == '.') return false;
  uint64_t digits = 0;
  size_t behind_point = 0;
  bool point = false;
  for (const char c : text) {
    const unsigned digit = static_cast<unsigned char>(c) - unsigned{'0'};
    if (digit <= 9) {
      digits = digits * 10 + digit;
      behind_point += point;
    } else if (c == '.' && !point) {
      point = true;
    } else {
      return false;
    }
  }
  if (text.size() - point > 15 || text.back() == '.') return false;
  number = static_cast<double>(digits) / kPowers[behind_point];
  return true;
}

// Puts a field into a row of a column if it is of the forms that most fields have.
bool TakePlainValue(const CsvColumn& column, std::string_view text, uint32_t row, ColumnDraft& to) {
  if (column.type.list) return false;
  int64_t whole = 0;
  double number = 0;
  switch (column.type.type) {
    case FieldType::kString:
      to.SetString(row, text);
      return true;
    case FieldType::kInt:
      if (!ReadPlainInt(text, whole)) return false;
      to.SetInt(row, whole);
      return true;
    case FieldType::kFloat:
      if (!ReadPlainFloat(text, number)) return false;
      to.SetFloat(row, number);
      return true;
    default:
      return false;
  }
}

// Any field; the reason why not, or nothing.
std::string TakeValue(const CsvColumn& column, std::string_view text, uint32_t row,
                      ColumnDraft& to) {
  const auto value = ParseField(column.type, text);
  if (!value.ok()) return Cat("column \"", column.name, "\": ", View(value.status().message()));
  to.Set(row, *value);
  return {};
}

std::string NameOfId(const CsvColumn& column) {
  return Cat(column.name, ":ID", column.space.empty() ? "" : Cat("(", column.space, ")"));
}

// Of a record that has the column, if any does.
std::string_view TextAt(const CsvRecord& record, size_t column) {
  return column < record.fields.size() ? record.fields[column].text : std::string_view();
}

std::string UnknownEnd(std::string_view id, const CsvColumn& column) {
  const std::string_view end = column.role == Role::kStart ? ":START_ID" : ":END_ID";
  if (id.empty()) return Cat("no id in the column ", end);
  return Cat(end, ": no file has a node with the id \"", id.substr(0, 100), "\"",
             column.space.empty() ? "" : Cat(" in the id space ", column.space));
}

}  // namespace

Rejection RejectionOf(const std::string& path, const CsvRecord& record, std::string reason) {
  return {path, record.line, record.offset, std::move(reason),
          std::string(record.raw.substr(0, Rejection::kMaxRaw))};
}

uint32_t TextNumbers::Add(std::string_view text) {
  if (last_ < texts_.size() && texts_[last_] == text) return last_;
  const auto found = numbers_.find(text);
  if (found != numbers_.end()) return last_ = found->second;
  last_ = static_cast<uint32_t>(texts_.size());
  texts_.emplace_back(text);
  numbers_.emplace(std::string(text), last_);
  return last_;
}

Status CsvRows::Read(const CsvFormat& format, CsvReader& reader) {
  count = 0;
  places_ = PlacesIn(format.header);
  constexpr uint64_t kStringSample = 1024;
  while (columns.size() < format.header.columns.size()) columns.emplace_back(kStringSample);
  columns.resize(format.header.columns.size());
  for (ColumnDraft& column : columns) column.Clear();
  names = TextNumbers();
  named.clear();
  starts.clear();
  ends.clear();
  rejections.clear();
  id_texts_.clear();
  id_ends_.clear();
  CsvRecord record;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, reader.Next(record));
    if (!more) return absl::OkStatus();
    std::string reason = std::move(record.error);
    if (reason.empty()) reason = TakeRow(format, record);
    if (reason.empty()) {
      ++count;
    } else {
      rejections.push_back(RejectionOf(format.path, record, std::move(reason)));
    }
  }
}

CsvRows::Places CsvRows::PlacesIn(const CsvHeader& header) {
  Places places;
  for (size_t i = 0; i < header.columns.size(); ++i) {
    const CsvColumn& column = header.columns[i];
    if (column.role == Role::kId) places.id = i;
    if (column.role == Role::kStart) places.start = i;
    if (column.role == Role::kEnd) places.end = i;
    if (column.role == Role::kLabel || column.role == Role::kType) places.name = i;
    if (!column.name.empty() && column.role != Role::kIgnore && column.role != Role::kLabel)
      places.stored.push_back(i);
  }
  return places;
}

std::string CsvRows::TakeRow(const CsvFormat& format, const CsvRecord& record) {
  const std::vector<CsvColumn>& header = format.header.columns;
  if (record.fields.size() != header.size())
    return Cat(record.fields.size(), " fields, but the header has ", header.size());
  if (const size_t bad = FindInvalidUtf8(record.raw); bad != std::string_view::npos)
    return Cat("not UTF-8: byte ", bad, " of the record");
  NodeIds::Key start, end;
  if (format.header.edges) {
    start = format.start_ids->Expect(record.fields[places_.start].text);
    end = format.end_ids->Expect(record.fields[places_.end].text);
  }
  std::string reason = TakeValues(format, record);
  if (reason.empty() && format.header.edges) reason = TakeEnds(format, record, start, end);
  const std::string_view id = TextAt(record, places_.id);
  if (reason.empty() && format.ids != nullptr && id.empty())
    reason = Cat("no id in the column of ", NameOfId(header[places_.id]));
  if (!reason.empty()) {
    for (const size_t i : places_.stored) columns[i].Set(count, Value());
    return reason;
  }
  named.push_back(names.Add(TextAt(record, places_.name)));
  if (format.header.edges) return {};
  id_texts_.append(id);
  id_ends_.push_back(id_texts_.size());
  return {};
}

std::string CsvRows::TakeValues(const CsvFormat& format, const CsvRecord& record) {
  for (const size_t i : places_.stored) {
    const CsvColumn& column = format.header.columns[i];
    const CsvField& field = record.fields[i];
    const bool none = column.role == Role::kProperty && field.text.empty() &&
                      (!field.quoted || column.type.type != FieldType::kString);
    if (none || TakePlainValue(column, field.text, count, columns[i])) continue;
    if (std::string reason = TakeValue(column, field.text, count, columns[i]); !reason.empty())
      return reason;
  }
  return {};
}

// The last step of a relationship's row: nothing is left to be wrong with it.
std::string CsvRows::TakeEnds(const CsvFormat& format, const CsvRecord& record,
                              const NodeIds::Key& start_id, const NodeIds::Key& end_id) {
  const std::vector<CsvColumn>& header = format.header.columns;
  if (format.label_or_type.empty() && TextAt(record, places_.name).empty())
    return "no type in the column :TYPE";
  const NodeId start = format.start_ids->Find(start_id), end = format.end_ids->Find(end_id);
  if (!start.valid()) return UnknownEnd(start_id.text, header[places_.start]);
  if (!end.valid()) return UnknownEnd(end_id.text, header[places_.end]);
  starts.push_back(start);
  ends.push_back(end);
  return {};
}

}  // namespace newsgraph::loaders
