// A session on a Bolt server: text out, rows in. What query::Session is for a graph of our own.
//
//   Client client(address, {.cancel = &InterruptFlag()});
//   RETURN_IF_ERROR(client.Connect());
//   Received received;
//   auto summary = client.Stream("MATCH (n) RETURN n", parameters, options, received, sink);
//
// Rows are asked for in batches and handed on as they come. BEGIN, COMMIT and ROLLBACK are
// messages of their own. After an error or a cancel the server is told to forget the statement; it
// has 80 ms to answer at once, later what it still has to say is read before the next statement. A
// connection that was lost is made again by the next statement. One thread.
// source: https://neo4j.com/docs/bolt/current/bolt/message/
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/bolt/address.h"
#include "cli/bolt/connection.h"
#include "cli/bolt/values.h"
#include "query/session.h"

namespace newsgraph::cli::bolt {

struct ClientOptions {
  std::string agent = "newsgraph/0";  // what it calls itself: NAME/VERSION
  int64_t connect_ms = 15'000;        // for a connection to be made
  const std::atomic<bool>* cancel = nullptr;
};

class Client {
 public:
  Client(Address address, ClientOptions options);
  Client(const Client&) = delete;
  ~Client();  // says goodbye

  // errors: IoError with one of the details that IsConnectionError (metadata.h) knows; Cancelled
  Status Connect();
  // As Connect, over a socket that is there.
  Status ConnectOver(Socket socket);

  // Whether the rows given so far must stay readable, asked after each batch.
  using Keeps = std::function<bool()>;

  // Runs a statement. Nodes and relationships of the rows lie in received.view(); where `keeps`
  // says no, or is none, only as long as the sink looks at them. Of the options count timeout_ms,
  // max_rows, max_memory_bytes (of one row; 256 MiB unless said, and of all rows that are kept),
  // partial_results (for max_rows), read_only (the server refuses) and cancel.
  //   errors   the server's, see FailureOf in metadata.h; of connections; limits
  StatusOr<query::Summary> Stream(std::string_view text, const query::Parameters& parameters,
                                  const query::RunOptions& options, Received& received,
                                  query::RowSink& sink, const Keeps& keeps = {});

  // Labels, relationship types or property keys: what the server's procedures list, else what a
  // sample of 10,000 elements has. Sorted. errors: as of Stream
  enum class NameKind : uint8_t { kLabels, kTypes, kKeys };
  StatusOr<std::vector<std::string>> Names(NameKind kind, const query::RunOptions& options);

  bool in_transaction() const { return in_transaction_; }
  const Address& address() const { return address_; }
  // Who one is to the server: for a prompt that asks.
  void SetLogin(std::string user, std::string password);
  // "Neo4j/5.13.0 at bolt://localhost (Bolt 5.4)"
  std::string Description() const;

 private:
  static constexpr size_t kRowBytes = 256 << 20;  // of one row, unless said

  // What came from the server: a row, or the end of a request.
  enum class Reply : uint8_t { kRecord, kSuccess, kFailure, kIgnored };

  Status Connect(const Wait& at_most);
  Status ConnectOver(Socket socket, const Wait& wait);
  Wait WaitOf(const query::RunOptions& options) const;
  Status Greet(const Wait& wait);
  // Connected, with nothing left to read.
  Status MakeReady(const Wait& wait);
  Status Settle(const Wait& wait);
  // After a statement that failed with `status`: which it gives back, with what became of the
  // transaction.
  Status Recover(Status status);

  void Request(std::string_view message);
  StatusOr<Reply> Next(const Wait& wait);
  // The end of the oldest request. errors: its failure
  Status Finish(std::string_view text, const Wait& wait);

  Status Transact(uint8_t tag, const query::RunOptions& options, const Wait& wait);
  void PackExtra(const query::RunOptions& options, Packer& out) const;
  Status RunQuery(std::string_view text, const query::Parameters& parameters,
                  const query::RunOptions& options, const Wait& wait, Received& received,
                  query::RowSink& sink, const Keeps& keeps, query::Summary& summary);
  Status ReadRow(size_t columns, Received& received, std::vector<Value>& cells);

  Address address_;
  ClientOptions options_;
  std::optional<Connection> connection_;
  std::string server_;      // as it calls itself
  size_t owed_ = 0;         // requests that have no end yet
  bool requested_ = false;  // something, by the statement that runs
  bool in_transaction_ = false;
  size_t limit_;     // bytes of one row
  Unpacker record_;  // of the last Reply::kRecord
  Value metadata_;   // of the last other Reply
};

}  // namespace newsgraph::cli::bolt
