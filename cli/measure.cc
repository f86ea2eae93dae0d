#include "cli/measure.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/statement_reader.h"

namespace newsgraph::cli {
namespace {

// Keeps of the rows how many there were and a hash that does not know their order.
class AnswerHash : public query::RowSink {
 public:
  Status Begin(const std::vector<std::string>& columns, const GraphView&) override {
    columns_ = columns.size();
    return absl::OkStatus();
  }
  Status Rows(std::span<const Value> cells) override {
    for (size_t at = 0; at < cells.size(); at += columns_) {
      uint64_t row = 0x9e3779b97f4a7c15;
      for (const Value& value : cells.subspan(at, columns_))
        row = row * 0x100000001b3 ^ Hash(value);
      sum_ += row * (row | 1);
      ++rows_;
    }
    return absl::OkStatus();
  }

  uint64_t rows() const { return rows_; }
  bool operator==(const AnswerHash& other) const {
    return rows_ == other.rows_ && sum_ == other.sum_;
  }
  std::string Text() const {
    std::array<char, 20> text;
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(sum_));
    return text.data();
  }

 private:
  size_t columns_ = 0;
  uint64_t rows_ = 0;
  uint64_t sum_ = 0;
};

Status Measure(Shell& shell, const std::string& statement, uint64_t runs, query::Result& table) {
  query::RunOptions options = shell.run_options();
  options.read_only = true;
  options.partial_results = false;
  AnswerHash answer;
  ASSIGN_OR_RETURN(const query::Summary first,
                   shell.session().Stream(statement, shell.parameters(), options, answer));
  std::vector<double> times;
  for (uint64_t run = 0; run < std::max<uint64_t>(runs, 1); ++run) {
    AnswerHash again;
    ASSIGN_OR_RETURN(const query::Summary summary,
                     shell.session().Stream(statement, shell.parameters(), options, again));
    times.push_back(summary.timings.run_ms);
    if (!(again == answer)) {
      return RuntimeError(ErrorKind::kDataError, "AnswerChanged",
                          "two runs of a statement gave different rows",
                          "ORDER BY before LIMIT, and no rand() or now(), make the answer one");
    }
  }
  std::sort(times.begin(), times.end());
  const query::Timings& t = first.timings;
  for (const Value& value :
       {Value::String(statement), Value::Int(static_cast<int64_t>(answer.rows())),
        Value::Int(static_cast<int64_t>(times.size())),
        Value::Float(t.parse_ms + t.bind_ms + t.plan_ms), Value::Float(times.front()),
        Value::Float(times[times.size() / 2]), Value::Float(times.back()),
        Value::String(answer.Text())}) {
    table.cells.push_back(value.Owned());
  }
  ++table.row_count;
  return absl::OkStatus();
}

}  // namespace

StatusOr<query::Result> MeasureQueries(Shell& shell, const std::vector<std::string>& statements,
                                       uint64_t runs) {
  query::Result table;
  table.columns = {"statement", "rows",      "runs",   "plan_ms",
                   "min_ms",    "median_ms", "max_ms", "answer"};
  table.view = shell.session().view();
  for (const std::string& statement : statements) {
    RETURN_IF_ERROR(Measure(shell, statement, runs, table));
  }
  return table;
}

StatusOr<std::vector<std::string>> ReadStatements(const std::vector<Input>& inputs) {
  std::vector<std::string> statements;
  for (const Input& input : inputs) {
    std::string text = input.text;
    if (input.kind == Input::Kind::kFile) {
      ASSIGN_OR_RETURN(text, ReadWholeFile(input.text));
    }
    StatementReader reader;
    reader.Feed(text);
    reader.Finish();
    while (const auto piece = reader.Next()) {
      if (piece->command) {
        return CommandError(Cat("bench runs queries, no command: ", piece->text),
                            "take the line out");
      }
      statements.emplace_back(piece->text);
    }
  }
  return statements;
}

}  // namespace newsgraph::cli
