// A Bolt server for tests: a thread on 127.0.0.1 that answers each connection by a script, at the
// level of bytes or of messages.
//
//   BoltServer server([](Link& link) { link.Send(std::string(4, '\0')); });      // no version fits
//   BoltServer server(Serve({.answer = [](const Request& request) {
//     return Answer::Rows({"n"}, 3, [](Packer& out, uint64_t row) { out.Int(row); });
//   }}));
//   Shell(Cat("$NG ", server.address(), " -c 'RETURN 1'"));
//   server.log()      // {"HELLO {...}", "LOGON {...}", "RUN ...", ...}
//
// Serve is a database: it checks passwords, keeps transactions, gives rows in the batches that it
// is asked for, and is reset in the middle of them.
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "cli/bolt/connection.h"
#include "cli/bolt/packstream.h"
#include "graph/value.h"

namespace newsgraph::cli::testing {

// What a client sent: its tag and fields.
struct Message {
  uint8_t tag = 0;
  std::vector<Value> fields;
  std::string Text() const;  // "RUN 'RETURN 1' {} {}"
};

class BoltServer;

// One connection. What cannot be read or written ends the script by an exception of its own.
class Link {
 public:
  Link(BoltServer& server, int socket);
  Link(const Link&) = delete;
  ~Link() { SSL_free(ssl_); }
  std::string Read(size_t bytes);
  Message Receive();
  void Send(std::string_view bytes);
  void SendMessage(std::string_view message);  // in chunks
  void Success(std::string_view packed_map = "\xA0");
  void Failure(std::string_view code, std::string_view message);
  void Ignored();
  // Says that nothing more will come. The client has it when this returns.
  void HangUp();
  // Whether a RESET has come that Receive has not given yet.
  bool ResetWaits();
  // Waits, but not for a server that is being stopped.
  void Sleep(int milliseconds);

 private:
  friend class BoltServer;
  struct Over {};
  bool Fill(int wait_ms);  // more bytes into waiting_; false when none came in time
  bool HasMessage(size_t& end) const;

  BoltServer& server_;
  int socket_;
  SSL* ssl_ = nullptr;   // of a server with TLS
  std::string waiting_;  // read, and not yet given
};

class BoltServer {
 public:
  using Script = std::function<void(Link& link)>;
  // `tls`: with a certificate and its key; null for a server without TLS. It outlives the server.
  explicit BoltServer(Script script, SSL_CTX* tls = nullptr);
  BoltServer(const BoltServer&) = delete;
  ~BoltServer();

  int port() const { return port_; }
  std::string address() const { return Cat("bolt://127.0.0.1:", port_); }
  // The messages that were received so far, of all connections.
  std::vector<std::string> log() const;
  // Until a message with this text in it has come; false after five seconds.
  // `times`: in so many messages.
  bool WaitFor(std::string_view text, int times = 1) const;
  int connections() const { return connections_; }

 private:
  friend class Link;
  void Run();

  Script script_;
  SSL_CTX* tls_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stop_{false};
  std::atomic<int> connections_{0};
  mutable std::mutex mutex_;
  std::vector<std::string> log_;
  std::thread thread_;
};

struct Request {
  std::string query;
  Value parameters, extra;
};

struct Answer {
  std::vector<std::string> columns;
  uint64_t rows = 0;
  std::function<void(bolt::Packer& out, uint64_t row)> row;  // packs one value a column
  std::string code, message;                                 // a failure, of RUN or ...
  uint64_t fails_after = 0;                                  // ... after so many rows
  int row_ms = 0;                                            // a row takes this long
  // More of the summary: pairs, and how many.
  size_t extra_pairs = 0;
  std::function<void(bolt::Packer& out)> extra;

  static Answer Rows(std::vector<std::string> columns, uint64_t rows,
                     std::function<void(bolt::Packer&, uint64_t)> row);
  static Answer Fails(std::string code, std::string message);
};

struct Database {
  bolt::Version version = {5, 4};
  std::string user = {}, password = {};  // empty: nobody is asked
  std::string name = "Neo4j/5.13.0";
  std::function<Answer(const Request& request)> answer = {};
};
BoltServer::Script Serve(Database database);

}  // namespace newsgraph::cli::testing
