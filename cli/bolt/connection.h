// Messages over a socket: the handshake that agrees on a version of Bolt, and messages cut into
// chunks.
//
//   ASSIGN_OR_RETURN(Connection connection, Connection::Open(std::move(socket), wait));
//   connection.Queue(message);                            // PackStream, see packstream.h
//   RETURN_IF_ERROR(connection.Flush(wait));
//   ASSIGN_OR_RETURN(std::string_view answer, connection.Receive(limit, wait));
//
// An interrupted Flush or Receive goes on where it stopped at the next call. Holds one message and
// 64 KiB. One thread. source: https://neo4j.com/docs/bolt/current/bolt/handshake/
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/bolt/socket.h"

namespace newsgraph::cli::bolt {

struct Version {
  int major = 0, minor = 0;
  auto operator<=>(const Version&) const = default;
};

class Connection {
 public:
  // Offers 5.4 to 5.0 and 4.4 to 4.2.
  //   errors   IoError/ProtocolError: no Bolt server, or none of these versions; those of Socket
  static StatusOr<Connection> Open(Socket socket, const Wait& wait);

  Version version() const { return version_; }
  void Queue(std::string_view message);
  Status Flush(const Wait& wait);
  // The next message; valid until the next call. Empty chunks between messages are passed over.
  //   errors   LimitExceeded/MessageTooLarge: more than `limit` bytes, and the connection is of no
  //            use any more; IoError/ConnectionLost
  StatusOr<std::string_view> Receive(size_t limit, const Wait& wait);
  // Whether bytes of a next message are here already.
  bool has_more() const { return begin_ < end_; }
  bool Ended() { return !has_more() && socket_.Ended(); }

 private:
  explicit Connection(Socket socket) : socket_(std::move(socket)), buffer_(64 << 10) {}
  Status Shake(const Wait& wait);
  // Until `count` bytes are in the buffer. REQUIRES: count <= 4
  Status Need(size_t count, const Wait& wait);
  Status Fill(const Wait& wait);

  Socket socket_;
  Version version_;
  std::string queued_;  // not sent yet
  size_t sent_ = 0;     // of queued_
  std::vector<char> buffer_;
  size_t begin_ = 0, end_ = 0;  // what is in the buffer
  std::string message_;
  size_t chunk_left_ = 0;  // bytes of the running chunk that have not come
  bool ended_ = true;      // message_ was whole, and was handed out
};

}  // namespace newsgraph::cli::bolt
