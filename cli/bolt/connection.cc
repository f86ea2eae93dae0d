#include "cli/bolt/connection.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "cli/bolt/packstream.h"

namespace newsgraph::cli::bolt {
namespace {

constexpr size_t kMaxChunk = 0xFFFF;

// What is offered, best first: 0, how many minor versions below the one named too, minor, major.
// Servers that are older than the ranges know their own version by itself.
constexpr std::string_view kHandshake(
    "\x60\x60\xB0\x17"
    "\x00\x04\x04\x05"
    "\x00\x02\x04\x04"
    "\x00\x00\x03\x04"
    "\x00\x00\x02\x04",
    20);

bool IsOffered(Version v) {
  return (v.major == 5 && v.minor <= 4) || (v.major == 4 && v.minor >= 2 && v.minor <= 4);
}

}  // namespace

StatusOr<Connection> Connection::Open(Socket socket, const Wait& wait) {
  Connection connection(std::move(socket));
  RETURN_IF_ERROR(connection.Shake(wait));
  return connection;
}

Status Connection::Shake(const Wait& wait) {
  queued_ = kHandshake;
  RETURN_IF_ERROR(Flush(wait));
  if (Status status = Need(4, wait); !status.ok()) {
    if (GetErrorInfo(status).detail != "ConnectionLost") return status;
    return ConnectionError("ProtocolError", "the server hung up on Bolt's greeting",
                           "does it want TLS (bolt+s://), or is this another port of it?");
  }
  const std::string_view answer(buffer_.data() + begin_, 4);
  begin_ += 4;
  if (answer == "HTTP")
    return ConnectionError("ProtocolError", "an HTTP server answers there",
                           "take the Bolt port, which is 7687 unless configured");
  if (answer.starts_with("\x15\x03"))
    return ConnectionError("ProtocolError", "the server wants TLS", "bolt+s:// speaks it");
  version_ = {static_cast<unsigned char>(answer[3]), static_cast<unsigned char>(answer[2])};
  if (version_ == Version{}) {
    return ConnectionError("ProtocolError",
                           "the server speaks none of Bolt's versions 5.4 to 5.0 and 4.4 to 4.2",
                           "Neo4j 4.2 and newer, and Memgraph, speak one of them");
  }
  if (answer[0] != 0 || answer[1] != 0 || !IsOffered(version_))
    return ProtocolError("it chose a version that was not offered");
  return absl::OkStatus();
}

void Connection::Queue(std::string_view message) {
  while (!message.empty()) {
    const std::string_view chunk = message.substr(0, kMaxChunk);
    queued_ += static_cast<char>(chunk.size() >> 8);
    queued_ += static_cast<char>(chunk.size() & 0xFF);
    queued_ += chunk;
    message.remove_prefix(chunk.size());
  }
  queued_.append(2, '\0');
}

Status Connection::Flush(const Wait& wait) {
  while (sent_ < queued_.size()) {
    ASSIGN_OR_RETURN(const size_t count,
                     socket_.Send(std::string_view(queued_).substr(sent_), wait));
    sent_ += count;
  }
  queued_.clear();
  sent_ = 0;
  return absl::OkStatus();
}

Status Connection::Fill(const Wait& wait) {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  ASSIGN_OR_RETURN(const size_t count, socket_.Receive(std::span(buffer_).subspan(end_), wait));
  if (count == 0) {
    return ConnectionError("ConnectionLost", "the server closed the connection",
                           "its log may say why");
  }
  end_ += count;
  return absl::OkStatus();
}

Status Connection::Need(size_t count, const Wait& wait) {
  while (end_ - begin_ < count) RETURN_IF_ERROR(Fill(wait));
  return absl::OkStatus();
}

StatusOr<std::string_view> Connection::Receive(size_t limit, const Wait& wait) {
  RETURN_IF_ERROR(wait.Check());
  if (ended_) {
    message_.clear();
    ended_ = false;
  }
  while (true) {
    if (chunk_left_ == 0) {
      RETURN_IF_ERROR(Need(2, wait));
      chunk_left_ = static_cast<size_t>(static_cast<unsigned char>(buffer_[begin_]) << 8 |
                                        static_cast<unsigned char>(buffer_[begin_ + 1]));
      begin_ += 2;
      if (chunk_left_ == 0 && message_.empty()) continue;  // only to say that it is still there
      ended_ = chunk_left_ == 0;
      if (ended_) return std::string_view(message_);
      if (message_.size() + chunk_left_ > limit) {
        return RuntimeError(ErrorKind::kLimitExceeded, "MessageTooLarge",
                            Cat("the server sends a row of more than ", limit, " bytes"),
                            "return less of it, or raise --memory");
      }
    }
    if (begin_ == end_) RETURN_IF_ERROR(Fill(wait));
    const size_t count = std::min(chunk_left_, end_ - begin_);
    message_.append(buffer_.data() + begin_, count);
    begin_ += count;
    chunk_left_ -= count;
  }
}

}  // namespace newsgraph::cli::bolt
