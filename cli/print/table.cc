// table and box:
//
//   ┌───────────────┬────────┐      +---------------+--------+
//   │ name          │ degree │      | name          | degree |
//   ├───────────────┼────────┤      +---------------+--------+
//   │ Lukashenko    │     12 │      | Lukashenko    |     12 |
//   │ … 97 more rows …       │      | ... 97 more rows ...   |
//   │ Ales Bialia…  │      3 │      | Ales Bialiatski |    3 |
//   └───────────────┴────────┘      +---------------+--------+
//
// With max_rows, the first half and (in a ring) the last half of the rows are kept. Without it
// every row is shown in constant memory: widths come from the first rows, and a longer cell later
// pushes its line out.
#include <algorithm>
#include <deque>
#include <numeric>

#include "cli/print/cell.h"
#include "cli/print/elements.h"
#include "cli/print/printers.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr size_t kSampledRows = 1024;
constexpr int kMaxCellWidth = 10000;
constexpr size_t kMostShown = 64 << 10;  // bytes of a value that a terminal is given at most
constexpr int kMinColumn = 6;

struct Cell {
  std::string text;
  std::string_view color;
  int width = 0;
  bool number = false;
  bool null = false;
};
using Row = std::vector<Cell>;

struct Rules {
  std::string_view bar, dash;
  std::string_view top_left, top_mid, top_right;
  std::string_view mid_left, mid_mid, mid_right;
  std::string_view low_left, low_mid, low_right;
};
constexpr Rules kLines = {"│", "─", "┌", "┬", "┐", "├", "┼", "┤", "└", "┴", "┘"};
constexpr Rules kAscii = {"|", "-", "+", "+", "+", "+", "+", "+", "+", "+", "+"};

class TablePrinter : public Printer {
 public:
  TablePrinter(const PrintOptions& options, Output& out)
      : options_(options), out_(out), rules_(options.mode == Mode::kBox ? kAscii : kLines) {}

  Status Begin(const std::vector<std::string>& columns, const GraphView& view) override {
    view_ = view;
    for (const std::string& name : columns) {
      Cell cell;
      AppendVisible(cell.text, name);
      cell.width = WidthOf(cell.text);
      header_.push_back(std::move(cell));
    }
    return absl::OkStatus();
  }

  Status Rows(std::span<const Value> cells) override {
    for (size_t at = 0; at < cells.size(); at += header_.size())
      Add(cells.subspan(at, header_.size()));
    out_.DrainIfFull();
    return absl::OkStatus();
  }

  Status End(const query::Summary& summary) override {
    if (header_.empty()) return absl::OkStatus();
    if (!started_) Start();
    WriteHidden();
    for (const Row& row : tail_) WriteRow(row);
    WriteRule(rules_.low_left, rules_.low_mid, rules_.low_right);
    if (hidden_columns_ > 0) {
      out_.Write(Cat("(", hidden_columns_, " more column", hidden_columns_ == 1 ? "" : "s",
                     ": the terminal is too narrow; :mode line shows all)\n"));
    }
    if (const std::string partial = PartialNote(summary); !partial.empty())
      out_.Write(Cat("(", partial, ")\n"));
    return absl::OkStatus();
  }

 private:
  uint64_t head_limit() const {
    return options_.max_rows == 0 ? kSampledRows : (options_.max_rows + 1) / 2;
  }
  uint64_t tail_limit() const { return options_.max_rows / 2; }

  Row MakeRow(std::span<const Value> values) const {
    Row row(values.size());
    for (size_t i = 0; i < values.size(); ++i) {
      // On a screen, a walk reads better by the names of its nodes; :mode line shows all of it.
      if (options_.width > 0 && values[i].is_path()) {
        AppendPathCaptions(row[i].text, view_, values[i].path(), options_.names.get());
      } else {
        // A screen shows the beginning; the rest of a long value need not be made.
        AppendCell(row[i].text, view_, values[i], options_.width > 0 ? kMostShown : SIZE_MAX);
      }
      row[i].width = WidthOf(row[i].text);
      row[i].number = values[i].is_number();
      row[i].null = values[i].is_null();
      if (options_.color) row[i].color = ColorOf(values[i]);
    }
    return row;
  }

  void Add(std::span<const Value> values) {
    if (started_) {
      WriteRow(MakeRow(values));
    } else if (head_.size() < head_limit()) {
      head_.push_back(MakeRow(values));
    } else if (options_.max_rows == 0) {
      Start();
      WriteRow(MakeRow(values));
    } else {
      tail_.push_back(MakeRow(values));
      if (tail_.size() > tail_limit()) {
        tail_.pop_front();
        ++hidden_rows_;
      }
    }
  }

  // Widths are known: writes the header and the rows gathered so far.
  void Start() {
    started_ = true;
    MeasureColumns();
    FitColumns();
    WriteRule(rules_.top_left, rules_.top_mid, rules_.top_right);
    for (Cell& cell : header_) cell.color = options_.color ? kBold : std::string_view();
    WriteRow(header_);
    WriteRule(rules_.mid_left, rules_.mid_mid, rules_.mid_right);
    for (const Row& row : head_) WriteRow(row);
    head_.clear();
  }

  void MeasureColumns() {
    widths_.assign(header_.size(), 0);
    // A column of numbers stands at the right.
    right_.assign(header_.size(), false);
    for (size_t i = 0; i < header_.size(); ++i) {
      bool numbers = false, others = false;
      for (const Row& row : head_) {
        numbers = numbers || row[i].number;
        others = others || (!row[i].number && !row[i].null);
      }
      right_[i] = numbers && !others;
    }
    const auto widen = [&](const Row& row) {
      for (size_t i = 0; i < row.size(); ++i)
        widths_[i] = std::min(std::max(widths_[i], row[i].width), kMaxCellWidth);
    };
    widen(header_);
    for (const Row& row : head_) widen(row);
    for (const Row& row : tail_) widen(row);
  }

  // Takes from the widest columns until the table fits; hides the last columns when even narrow
  // ones do not.
  void FitColumns() {
    if (options_.width <= 0) return;
    const auto excess = [&] {
      return std::accumulate(widths_.begin(), widths_.end(), 0) +
             3 * static_cast<int>(widths_.size()) + 1 - options_.width;
    };
    while (excess() > 0) {
      auto widest = std::max_element(widths_.begin(), widths_.end());
      if (*widest > kMinColumn) {
        int second = kMinColumn;
        for (auto it = widths_.begin(); it != widths_.end(); ++it) {
          if (it != widest && *it < *widest) second = std::max(second, *it);
        }
        *widest =
            std::max({second, *widest - excess(), *widest == second ? *widest - 1 : kMinColumn});
      } else if (widths_.size() > 1) {
        widths_.pop_back();
        ++hidden_columns_;
      } else {
        return;
      }
    }
  }

  void WriteRule(std::string_view left, std::string_view mid, std::string_view right) {
    std::string line(left);
    for (size_t i = 0; i < widths_.size(); ++i) {
      if (i > 0) line += mid;
      for (int k = 0; k < widths_[i] + 2; ++k) line += rules_.dash;
    }
    Append(line, right, "\n");
    out_.Write(line);
  }

  void WriteRow(const Row& row) {
    std::string& line = out_.buffer();
    for (size_t i = 0; i < widths_.size(); ++i) {
      const Cell& cell = row[i];
      const bool cut = options_.width > 0 && cell.width > widths_[i];
      const std::string fitted = cut ? Fit(cell.text, widths_[i]) : std::string();
      const int blanks = std::max(0, widths_[i] - (cut ? WidthOf(fitted) : cell.width));
      line += rules_.bar;
      line += ' ';
      if (right_[i]) line.append(static_cast<size_t>(blanks), ' ');
      line += cell.color;
      line += cut ? fitted : cell.text;
      if (!cell.color.empty()) line += kColorEnd;
      if (!right_[i]) line.append(static_cast<size_t>(blanks), ' ');
      line += ' ';
    }
    line += rules_.bar;
    line += '\n';
    out_.DrainIfFull();
  }

  void WriteHidden() {
    if (hidden_rows_ == 0) return;
    const int inner = std::accumulate(widths_.begin(), widths_.end(), 0) +
                      3 * static_cast<int>(widths_.size()) - 3;
    const bool ascii = options_.mode == Mode::kBox;
    const std::string dots = ascii ? "..." : "…";
    const std::string count = WithCommas(hidden_rows_);
    std::string text;
    for (const std::string& shorter :
         {Cat(dots, " ", count, " more row", hidden_rows_ == 1 ? " " : "s ", dots),
          Cat(dots, " ", count, " more"), Cat(dots, " ", count), dots}) {
      text = shorter;
      if (WidthOf(text) <= inner) break;
    }
    const int blanks = std::max(0, inner - WidthOf(text));
    out_.Write(Cat(rules_.bar, " ", options_.color ? kDim : std::string_view(), text,
                   options_.color ? kColorEnd : std::string_view(),
                   std::string(static_cast<size_t>(blanks), ' '), " ", rules_.bar, "\n"));
  }

  PrintOptions options_;
  Output& out_;
  const Rules& rules_;
  GraphView view_;
  Row header_;
  std::vector<Row> head_;
  std::deque<Row> tail_;
  std::vector<int> widths_;
  std::vector<bool> right_;
  uint64_t hidden_rows_ = 0;
  size_t hidden_columns_ = 0;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<Printer> MakeTable(const PrintOptions& options, Output& out) {
  return std::make_unique<TablePrinter>(options, out);
}

}  // namespace newsgraph::cli
