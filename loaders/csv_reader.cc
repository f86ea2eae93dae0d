#include "loaders/csv_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "graph/base/eight_bytes.h"

namespace newsgraph::loaders {
namespace {

// Where an unquoted field ends that begins at `at`: a separator, a line's end or the text's.
size_t FieldEnd(std::string_view text, size_t at, char separator) {
  const uint64_t separators = kEachByte * static_cast<unsigned char>(separator);
  for (; at + 8 <= text.size(); at += 8) {
    const uint64_t word = LoadEight(text.data() + at);
    const uint64_t ends = ZeroBytes(word ^ separators) | ZeroBytes(word ^ kEachByte * '\n');
    if (ends != 0) return at + FirstByte(ends);
  }
  while (at < text.size() && text[at] != separator && text[at] != '\n') ++at;
  return at;
}

}  // namespace

Status CsvReader::Settle() {
  if (consume_ > 0) source_.Consume(std::exchange(consume_, 0), lines_);
  return std::exchange(skip_line_, false) ? source_.SkipLine() : absl::OkStatus();
}

size_t CsvReader::WholeRecords(bool at_end) {
  const std::string_view text = source_.window();
  if (text.find('"') == std::string_view::npos) {
    return at_end ? text.size() : text.rfind('\n') + 1;  // npos + 1: none
  }
  CsvRecord record;
  size_t whole = 0;
  while (whole < text.size() && Split(text.substr(whole), at_end, record) == Found::kRecord) {
    whole += std::exchange(consume_, 0);
  }
  consume_ = 0;
  return whole;
}

StatusOr<bool> CsvReader::Next(CsvRecord& record) {
  RETURN_IF_ERROR(Settle());
  bool at_end = false;
  Found found = Found::kCutShort;
  while (true) {
    while (source_.window().starts_with('\n') || source_.window().starts_with("\r\n")) {
      source_.Consume(source_.window()[0] == '\n' ? 1 : 2);
    }
    found = Split(source_.window(), at_end, record);
    if (found != Found::kCutShort || source_.window().size() > kMaxRecordBytes) break;
    if (at_end) return false;
    ASSIGN_OR_RETURN(const bool more, source_.More());
    at_end = !more;
  }
  record.line = source_.line();
  record.offset = source_.offset();
  record.error.clear();
  if (found == Found::kRecord) {
    record.raw = source_.window().substr(0, size_);
    return true;
  }
  if (found == Found::kTextAfterQuote) {
    record.error = "text after a closing quote; expected a separator or the line's end";
    consume_ = size_;
  } else if (found == Found::kNeverCloses) {
    record.error = "a quote is never closed";
  } else {
    record.error =
        Cat("a record of more than ", kMaxRecordBytes, " bytes; is a quote never closed?");
  }
  // Whatever it was meant to be, the next line begins anew.
  record.raw = source_.window().substr(0, source_.window().find('\n', consume_));
  skip_line_ = true;
  return true;
}

CsvReader::Found CsvReader::Split(std::string_view text, bool at_end, CsvRecord& record) {
  record.fields.clear();
  unescaped_.clear();
  lines_ = 0;
  if (text.empty()) return Found::kCutShort;
  for (size_t at = 0;;) {
    CsvField& field = record.fields.emplace_back();
    const size_t begin = at;
    if (at < text.size() && text[at] == '"') {
      if (!SplitQuoted(text, at, field)) return at_end ? Found::kNeverCloses : Found::kCutShort;
      lines_ += static_cast<uint64_t>(std::count(text.begin() + begin, text.begin() + at, '\n'));
    } else {
      at = FieldEnd(text, begin, separator_);
      field.text = text.substr(begin, at - begin);
    }
    if (at >= text.size() && !at_end) return Found::kCutShort;
    const bool ends = at >= text.size() || text[at] == '\n';
    if (ends && !field.quoted && field.text.ends_with('\r')) field.text.remove_suffix(1);
    if (ends) {
      size_ = at;
      consume_ = std::min(at + 1, text.size());
      lines_ += consume_ - size_;
      if (size_ > 0 && text[size_ - 1] == '\r') --size_;
      return Found::kRecord;
    }
    if (text[at] == separator_) {
      ++at;
      continue;
    }
    // After a quoted field: a line end of two bytes, or something that does not belong there.
    if (text[at] == '\r' && at + 1 >= text.size() && !at_end) return Found::kCutShort;
    if (text[at] == '\r' && (at + 1 >= text.size() || text[at + 1] == '\n')) {
      size_ = at;
      consume_ = std::min(at + 2, text.size());
      lines_ += consume_ - size_ == 2;
      return Found::kRecord;
    }
    size_ = at;
    return Found::kTextAfterQuote;
  }
}

// `at` is at the opening quote, and then behind the closing one.
bool CsvReader::SplitQuoted(std::string_view text, size_t& at, CsvField& field) {
  field.quoted = true;
  std::string* unescaped = nullptr;
  size_t begin = at + 1;
  while (true) {
    const size_t quote = text.find('"', begin);
    if (quote == std::string_view::npos) return false;
    const std::string_view piece = text.substr(begin, quote - begin);
    if (quote + 1 >= text.size() || text[quote + 1] != '"') {
      if (unescaped) unescaped->append(piece);
      field.text = unescaped ? std::string_view(*unescaped) : piece;
      at = quote + 1;
      return true;
    }
    if (!unescaped) unescaped = &unescaped_.emplace_back();
    unescaped->append(piece).push_back('"');
    begin = quote + 2;
  }
}

char FindSeparator(std::string_view header) {
  constexpr std::string_view kSeparators = ",\t;|";
  std::array<size_t, 4> counts = {};
  bool quoted = false;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    const size_t which = quoted ? std::string_view::npos : kSeparators.find(c);
    if (which != std::string_view::npos) ++counts[which];
  }
  size_t best = 0;
  for (size_t i = 1; i < counts.size(); ++i) {
    if (counts[i] > counts[best]) best = i;
  }
  return kSeparators[best];
}

}  // namespace newsgraph::loaders
