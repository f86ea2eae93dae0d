// What a client asks once it is connected: statements, transactions, names.
#include <algorithm>
#include <array>

#include "cli/bolt/client.h"
#include "cli/bolt/message_tags.h"
#include "cli/bolt/metadata.h"
#include "query/syntax/parser.h"

namespace newsgraph::cli::bolt {
namespace {

constexpr int64_t kBatchRows = 2000;  // asked for at a time
constexpr size_t kCells = 4096;       // handed on at a time
constexpr uint64_t kBytes = 1 << 20;  // or so many bytes of them

// BEGIN, COMMIT and ROLLBACK, in any spelling of ours.
std::optional<uint8_t> TransactionTag(std::string_view text) {
  if (text.size() > 1000) return std::nullopt;
  const auto statement = syntax::Parse(text);
  if (!statement.ok()) return std::nullopt;
  const auto* transaction = std::get_if<syntax::Transaction>(&statement->node);
  if (transaction == nullptr) return std::nullopt;
  switch (transaction->action) {
    case syntax::TransactionAction::kBegin:
      return kBegin;
    case syntax::TransactionAction::kCommit:
      return kCommit;
    case syntax::TransactionAction::kRollback:
      return kRollback;
  }
  return std::nullopt;
}

std::string Fetch(uint8_t tag, int64_t rows) {
  std::string message;
  Packer(message).Struct(tag, 1).Map(1).String("n").Int(rows);
  return message;
}

class FirstColumn : public query::RowSink {
 public:
  Status Begin(const std::vector<std::string>& columns, const GraphView&) override {
    columns_ = columns.size();
    return absl::OkStatus();
  }
  Status Rows(std::span<const Value> cells) override {
    for (size_t at = 0; at < cells.size(); at += columns_) {
      if (cells[at].is_string()) texts.emplace_back(cells[at].string());
    }
    return absl::OkStatus();
  }
  std::vector<std::string> texts;

 private:
  size_t columns_ = 1;
};

struct NamesRow {
  std::string_view procedure, sample;
};
constexpr std::array<NamesRow, 3> kNames = {{
    {"CALL db.labels()",
     "MATCH (n) WITH n LIMIT 10000 UNWIND labels(n) AS name RETURN DISTINCT name"},
    {"CALL db.relationshipTypes()",
     "MATCH ()-[r]->() WITH r LIMIT 10000 RETURN DISTINCT type(r) AS name"},
    {"CALL db.propertyKeys()",
     "MATCH (n) WITH n LIMIT 10000 UNWIND keys(n) AS name RETURN DISTINCT name"},
}};

}  // namespace

Wait Client::WaitOf(const query::RunOptions& options) const {
  Wait wait{.cancel = options.cancel != nullptr ? options.cancel : options_.cancel};
  return options.timeout_ms > 0 && !options.timeout_reads_only ? wait.AtMost(options.timeout_ms)
                                                               : wait;
}

// Where a statement or a transaction runs, and how.
void Client::PackExtra(const query::RunOptions& options, Packer& out) const {
  const bool timeout = options.timeout_ms > 0 && !options.timeout_reads_only;
  const bool database = !address_.database.empty();
  out.Map((timeout ? 1 : 0) + (options.read_only ? 1 : 0) + (database ? 1 : 0));
  if (timeout) out.String("tx_timeout").Int(options.timeout_ms);
  if (options.read_only) out.String("mode").String("r");
  if (database) out.String("db").String(address_.database);
}

Status Client::Transact(uint8_t tag, const query::RunOptions& options, const Wait& wait) {
  if ((tag == kBegin) == in_transaction_) {
    return RuntimeError(
        ErrorKind::kTransactionError, "",
        in_transaction_ ? "a transaction is open already" : "no transaction is open",
        in_transaction_ ? "COMMIT; or ROLLBACK; first" : "BEGIN; opens one");
  }
  std::string message;
  Packer out(message);
  out.Struct(tag, tag == kBegin ? 1 : 0);
  if (tag == kBegin) PackExtra(options, out);
  Request(message);
  RETURN_IF_ERROR(Finish("", wait));
  in_transaction_ = tag == kBegin;
  return absl::OkStatus();
}

StatusOr<query::Summary> Client::Stream(std::string_view text, const query::Parameters& parameters,
                                        const query::RunOptions& options, Received& received,
                                        query::RowSink& sink, const Keeps& keeps) {
  query::Summary summary;
  const auto begin = Clock::now();
  const Wait wait = WaitOf(options);
  limit_ = options.max_memory_bytes > 0 ? options.max_memory_bytes : kRowBytes;
  RETURN_IF_ERROR(MakeReady(wait));
  const auto transaction = TransactionTag(text);
  requested_ = false;
  Status status = transaction
                      ? Transact(*transaction, options, wait)
                      : RunQuery(text, parameters, options, wait, received, sink, keeps, summary);
  // Where nothing was asked for, nothing is to be taken back.
  if (!status.ok()) return requested_ ? Recover(std::move(status)) : status;
  summary.timings.run_ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  return summary;
}

Status Client::ReadRow(size_t columns, Received& received, std::vector<Value>& cells) {
  Item list;
  RETURN_IF_ERROR(record_.Next(list));
  if (list.kind != Item::Kind::kList || list.size != columns)
    return ProtocolError("a row with another number of values than columns");
  for (size_t i = 0; i < columns; ++i) {
    ASSIGN_OR_RETURN(cells.emplace_back(), received.Read(record_, limit_));
  }
  return absl::OkStatus();
}

Status Client::RunQuery(std::string_view text, const query::Parameters& parameters,
                        const query::RunOptions& options, const Wait& wait, Received& received,
                        query::RowSink& sink, const Keeps& keeps, query::Summary& summary) {
  std::string run;
  Packer out(run);
  out.Struct(kRun, 3).String(text).Map(parameters.size());
  for (const auto& [name, value] : parameters) {
    out.String(name);
    RETURN_IF_ERROR(Pack(value, connection_->version().major >= 5, out));
  }
  in_transaction_ ? void(out.Map(0)) : PackExtra(options, out);
  // One row more than are wanted tells whether there are more.
  const auto pull = [&] {
    const uint64_t wanted =
        options.max_rows == 0 ? UINT64_MAX : options.max_rows - summary.row_count;
    return Fetch(kPull, wanted < kBatchRows ? static_cast<int64_t>(wanted) + 1 : kBatchRows);
  };
  Request(run);
  Request(pull());
  RETURN_IF_ERROR(Finish(text, wait));
  std::vector<std::string> columns;
  if (const Value& fields = metadata_.at("fields"); fields.is_list()) {
    for (const Value& field : fields.list())
      columns.emplace_back(field.is_string() ? field.string() : std::string_view());
  }

  std::vector<Value> cells;
  bool begun = columns.empty();
  uint64_t bytes_before = received.bytes();
  const auto hand_on = [&]() -> Status {
    if (!std::exchange(begun, true)) RETURN_IF_ERROR(sink.Begin(columns, received.view()));
    if (!cells.empty()) RETURN_IF_ERROR(sink.Rows(cells));
    cells.clear();
    bytes_before = received.bytes();
    if (!keeps || !keeps()) {
      received.Forget();
      return absl::OkStatus();
    }
    received.Keep();
    if (options.max_memory_bytes == 0 || received.bytes() <= options.max_memory_bytes)
      return absl::OkStatus();
    return RuntimeError(ErrorKind::kLimitExceeded, "",
                        Cat("the rows take more than ", options.max_memory_bytes, " bytes"),
                        "add a LIMIT, or raise the memory limit");
  };
  while (true) {
    // What is there is shown before more is waited for.
    if (cells.size() >= kCells || received.bytes() - bytes_before >= kBytes ||
        (!cells.empty() && !connection_->has_more()))
      RETURN_IF_ERROR(hand_on());
    RETURN_IF_ERROR(connection_->Flush(wait));
    ASSIGN_OR_RETURN(const Reply reply, Next(wait));
    if (reply == Reply::kFailure) {
      RETURN_IF_ERROR(hand_on());
      return FailureOf(metadata_, text);
    }
    if (reply == Reply::kIgnored) return ProtocolError("a request was ignored for no reason");
    if (reply == Reply::kRecord) {
      if (summary.completeness != query::Completeness::kComplete) continue;
      if (options.max_rows > 0 && summary.row_count == options.max_rows) {
        if (!options.partial_results) {
          return RuntimeError(ErrorKind::kLimitExceeded, "",
                              Cat("more than ", options.max_rows, " rows"),
                              "add a LIMIT, or raise the row limit");
        }
        summary.completeness = query::Completeness::kRowLimit;
        continue;
      }
      RETURN_IF_ERROR(ReadRow(columns.size(), received, cells));
      ++summary.row_count;
      continue;
    }
    if (!metadata_.at("has_more").is_true()) break;
    const bool enough = summary.completeness != query::Completeness::kComplete;
    Request(enough ? Fetch(kDiscard, -1) : pull());
  }
  AddSummary(metadata_, summary);
  // EXPLAIN names columns that will have no rows.
  begun = begun || metadata_.at("plan").is_map();
  return hand_on();
}

StatusOr<std::vector<std::string>> Client::Names(NameKind kind, const query::RunOptions& options) {
  const NamesRow& row = kNames[static_cast<size_t>(kind)];
  FirstColumn names;
  Received received;
  auto summary = Stream(row.procedure, {}, options, received, names);
  // Not every server has the procedures.
  if (!summary.ok() && !IsConnectionError(summary.status()) && !in_transaction_) {
    names.texts.clear();
    summary = Stream(row.sample, {}, options, received, names);
  }
  RETURN_IF_ERROR(summary.status());
  std::sort(names.texts.begin(), names.texts.end());
  return std::move(names.texts);
}

}  // namespace newsgraph::cli::bolt
