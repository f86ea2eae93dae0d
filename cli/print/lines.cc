// line, list, markdown, html and trash: a row is text as soon as it comes.
//
//   line       name = Minsk      list  Minsk|2      markdown  | Minsk | 2 |
//            degree = 2
#include <algorithm>

#include "cli/print/cell.h"
#include "cli/print/elements.h"
#include "cli/print/printers.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

// Goes through the rows one by one; the children say what a row is.
class RowPrinter : public Printer {
 public:
  RowPrinter(const PrintOptions& options, Output& out) : options_(options), out_(out) {}

  Status Begin(const std::vector<std::string>& columns, const GraphView& view) override {
    view_ = view;
    columns_.clear();
    for (const std::string& name : columns) columns_.push_back(Visible(name));
    if (!columns_.empty()) WriteHeader();
    return absl::OkStatus();
  }

  Status Rows(std::span<const Value> cells) override {
    for (size_t at = 0; at < cells.size(); at += columns_.size()) {
      WriteRow(cells.subspan(at, columns_.size()));
      out_.DrainIfFull();
    }
    return absl::OkStatus();
  }

  Status End(const query::Summary& summary) override {
    if (!columns_.empty()) WriteFooter();
    if (const std::string partial = PartialNote(summary); !partial.empty()) WritePartial(partial);
    return absl::OkStatus();
  }

 protected:
  virtual void WriteHeader() {}
  virtual void WriteRow(std::span<const Value> row) = 0;
  virtual void WriteFooter() {}
  virtual void WritePartial(const std::string& note) { out_.Write(Cat("(", note, ")\n")); }

  void WriteCell(const Value& value) {
    std::string& out = out_.buffer();
    const std::string_view color = options_.color ? ColorOf(value) : std::string_view();
    out += color;
    AppendCell(out, view_, value);
    if (!color.empty()) out += kColorEnd;
  }

  PrintOptions options_;
  Output& out_;
  GraphView view_;
  std::vector<std::string> columns_;
};

class LinePrinter : public RowPrinter {
 public:
  using RowPrinter::RowPrinter;

 private:
  void WriteHeader() override {
    for (const std::string& name : columns_) width_ = std::max(width_, WidthOf(name));
  }
  void WriteRow(std::span<const Value> row) override {
    if (!first_) out_.Write('\n');
    first_ = false;
    for (size_t i = 0; i < row.size(); ++i) {
      out_.Write(std::string(static_cast<size_t>(width_ - WidthOf(columns_[i])), ' '));
      out_.Write(Cat(columns_[i], " = "));
      WriteCell(row[i]);
      out_.Write('\n');
    }
  }
  int width_ = 0;
  bool first_ = true;
};

class ListPrinter : public RowPrinter {
 public:
  using RowPrinter::RowPrinter;

 private:
  void WriteHeader() override {
    for (size_t i = 0; i < columns_.size(); ++i) out_.Write(Cat(i == 0 ? "" : "|", columns_[i]));
    out_.Write('\n');
  }
  void WriteRow(std::span<const Value> row) override {
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out_.Write('|');
      WriteCell(row[i]);
    }
    out_.Write('\n');
  }
};

class MarkdownPrinter : public RowPrinter {
 public:
  using RowPrinter::RowPrinter;

 private:
  // GitHub's Markdown: a cell may hold no pipe; HTML and emphasis in the data must stay text.
  static std::string Escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '<') {
        out += "&lt;";
      } else if (c == '&') {
        out += "&amp;";
      } else {
        if (std::string_view("|\\`*_[]").find(c) != std::string_view::npos) out += '\\';
        out += c;
      }
    }
    return out;
  }
  void WriteHeader() override {
    for (const std::string& name : columns_) out_.Write(Cat("| ", Escape(name), " "));
    out_.Write("|\n");
    for (size_t i = 0; i < columns_.size(); ++i) out_.Write("| --- ");
    out_.Write("|\n");
  }
  void WriteRow(std::span<const Value> row) override {
    for (const Value& value : row) {
      std::string text;
      AppendCell(text, view_, value);
      out_.Write(Cat("| ", Escape(text), " "));
    }
    out_.Write("|\n");
  }
  void WritePartial(const std::string& note) override { out_.Write(Cat("\n*", note, "*\n")); }
};

class HtmlPrinter : public RowPrinter {
 public:
  using RowPrinter::RowPrinter;

 private:
  void WriteHeader() override {
    out_.Write("<table>\n<thead><tr>");
    for (const std::string& name : columns_) WriteTag("th", name);
    out_.Write("</tr></thead>\n<tbody>\n");
  }
  void WriteRow(std::span<const Value> row) override {
    out_.Write("<tr>");
    for (const Value& value : row) {
      std::string text;
      AppendCell(text, view_, value);
      WriteTag("td", text);
    }
    out_.Write("</tr>\n");
  }
  void WriteFooter() override { out_.Write("</tbody>\n</table>\n"); }
  void WritePartial(const std::string& note) override {
    out_.Write(Cat("<p class=\"partial\">", note, "</p>\n"));
  }
  void WriteTag(std::string_view tag, std::string_view text) {
    Append(out_.buffer(), "<", tag, ">");
    AppendMarkup(out_.buffer(), text);
    Append(out_.buffer(), "</", tag, ">");
  }
};

class TrashPrinter : public Printer {
 public:
  Status Begin(const std::vector<std::string>&, const GraphView&) override {
    return absl::OkStatus();
  }
  Status Rows(std::span<const Value>) override { return absl::OkStatus(); }
  Status End(const query::Summary&) override { return absl::OkStatus(); }
};

}  // namespace

std::unique_ptr<Printer> MakeLine(const PrintOptions& options, Output& out) {
  return std::make_unique<LinePrinter>(options, out);
}
std::unique_ptr<Printer> MakeList(const PrintOptions& options, Output& out) {
  return std::make_unique<ListPrinter>(options, out);
}
std::unique_ptr<Printer> MakeMarkdown(const PrintOptions& options, Output& out) {
  return std::make_unique<MarkdownPrinter>(options, out);
}
std::unique_ptr<Printer> MakeHtml(const PrintOptions& options, Output& out) {
  return std::make_unique<HtmlPrinter>(options, out);
}
std::unique_ptr<Printer> MakeTrash(const PrintOptions&, Output&) {
  return std::make_unique<TrashPrinter>();
}

}  // namespace newsgraph::cli
