// csv, csv-safe and tsv.
//
//   csv       RFC 4180 quoting, a header, lines ending in \n (as cut, awk and sort want them);
//             a field with a comma, quote or line break is quoted. Null is an empty field, an
//             empty text is "". Lists, maps, points and elements are JSON (json_value.h).
//   csv-safe  csv in which a text that a spreadsheet would run (= + - @ or a control in front)
//             starts with '
//   tsv       no quoting: \t \n \r \\ are written as backslash and letter; null is \N
#include "cli/print/json_value.h"
#include "cli/print/printers.h"
#include "cli/text.h"
#include "graph/value_text.h"

namespace newsgraph::cli {
namespace {

class SeparatedPrinter : public Printer {
 public:
  SeparatedPrinter(const PrintOptions& options, Output& out)
      : options_(options), out_(out), tsv_(options.mode == Mode::kTsv) {}

  Status Begin(const std::vector<std::string>& columns, const GraphView& view) override {
    view_ = view;
    columns_ = columns.size();
    for (size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) out_.Write(separator());
      WriteText(columns[i]);
    }
    if (columns_ > 0) out_.Write(line_end());
    return absl::OkStatus();
  }

  Status Rows(std::span<const Value> cells) override {
    for (size_t at = 0; at < cells.size(); at += columns_) {
      for (size_t i = 0; i < columns_; ++i) {
        if (i > 0) out_.Write(separator());
        WriteField(cells[at + i]);
      }
      out_.Write(line_end());
    }
    return absl::OkStatus();
  }

  // The formats know no comments: a reader that does not expect one trips over it, and had better.
  Status End(const query::Summary& summary) override {
    if (const std::string partial = PartialNote(summary); !partial.empty())
      out_.Write(Cat("# ", partial, line_end()));
    return absl::OkStatus();
  }

 private:
  char separator() const { return tsv_ ? '\t' : ','; }
  static constexpr std::string_view line_end() { return "\n"; }

  void WriteField(const Value& value) {
    switch (value.kind()) {
      case ValueKind::kNull:
        if (tsv_) out_.Write("\\N");
        return;
      case ValueKind::kString:
        return WriteText(value.string());
      case ValueKind::kInt:
        return Append(out_.buffer(), value.integer());
      case ValueKind::kFloat:
        return out_.Write(FormatFloat(value.floating()));
      case ValueKind::kDate:
      case ValueKind::kLocalTime:
      case ValueKind::kTime:
      case ValueKind::kLocalDateTime:
      case ValueKind::kDateTime:
      case ValueKind::kDuration:
        return out_.Write(TemporalText(value));
      case ValueKind::kBool:
      case ValueKind::kNode:
      case ValueKind::kEdge:
      case ValueKind::kList:
      case ValueKind::kMap:
      case ValueKind::kPath:
      case ValueKind::kPoint: {
        std::string json;
        AppendJson(json, view_, value, {.names = options_.names.get()});
        return WriteText(json);
      }
    }
  }

  // Data go out raw into files and pipes, visibly on a terminal.
  void WriteText(std::string_view raw) {
    std::string shown;
    if (options_.terminal) {
      shown = Visible(raw, /*keep_newlines=*/!tsv_);
      raw = shown;
    }
    if (tsv_) {
      options_.terminal ? out_.Write(raw) : WriteTsv(raw);
    } else {
      WriteCsv(raw);
    }
  }

  void WriteTsv(std::string_view text) {
    std::string& out = out_.buffer();
    for (const char c : text) {
      switch (c) {
        case '\t':
          out += "\\t";
          break;
        case '\n':
          out += "\\n";
          break;
        case '\r':
          out += "\\r";
          break;
        case '\\':
          out += "\\\\";
          break;
        default:
          out += c;
      }
    }
  }

  void WriteCsv(std::string_view text) {
    std::string& out = out_.buffer();
    const bool defuse = options_.mode == Mode::kCsvSafe && !text.empty() &&
                        std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
    if (!text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos) {
      if (defuse) out += '\'';
      out += text;
      return;
    }
    out += '"';
    if (defuse) out += '\'';
    for (const char c : text) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }

  PrintOptions options_;
  Output& out_;
  bool tsv_;
  GraphView view_;
  size_t columns_ = 0;
};

}  // namespace

std::unique_ptr<Printer> MakeSeparated(const PrintOptions& options, Output& out) {
  return std::make_unique<SeparatedPrinter>(options, out);
}

}  // namespace newsgraph::cli
