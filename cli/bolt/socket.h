// A TCP connection, with TLS over it or not, that never waits longer than it may.
//
//   const Wait wait{.deadline = Clock::now() + std::chrono::seconds(5), .cancel = &flag};
//   ASSIGN_OR_RETURN(Socket socket, Socket::Connect("localhost", "7687", wait));
//   ASSIGN_OR_RETURN(size_t sent, socket.Send(bytes, wait));
//   ASSIGN_OR_RETURN(size_t count, socket.Receive(buffer, wait));    // 0: the other side has
//   closed
//
// Every wait, for a name to be looked up as for bytes, ends within 20 ms of the flag being set, and
// at once when that is done by a signal. One thread.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "graph/base/error.h"

namespace newsgraph::cli::bolt {

using Clock = std::chrono::steady_clock;
class Tls;

struct Wait {
  Clock::time_point deadline = Clock::time_point::max();
  const std::atomic<bool>* cancel = nullptr;

  // The same, but no longer than so many milliseconds from now.
  Wait AtMost(int64_t milliseconds) const;
  // errors: Cancelled; LimitExceeded/TimedOut
  Status Check() const;
};

// The connection cannot be made, or has ended. Kind IoError.
Status ConnectionError(std::string_view detail, std::string_view message,
                       std::string_view hint = {});

class Socket {
 public:
  // Takes over a descriptor that is connected already, e.g. one of a socketpair().
  explicit Socket(int descriptor);
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  ~Socket();

  // Tries each address of the host in turn.
  //   errors   IoError/ConnectFailed; those of Wait
  static StatusOr<Socket> Connect(const std::string& host, const std::string& port,
                                  const Wait& wait);

  // Puts TLS over the connection; see tls.h.
  //   errors   IoError/ConnectFailed: no TLS there, or a certificate that does not hold; those of
  //            Wait
  Status Secure(const std::string& host, bool verify, const Wait& wait);

  // Both do what they can at once, at least a byte, and say how many they did.
  //   errors   IoError/ConnectionLost; those of Wait
  StatusOr<size_t> Send(std::string_view bytes, const Wait& wait);
  StatusOr<size_t> Receive(std::span<char> buffer, const Wait& wait);
  // The other side has closed while nobody listened.
  bool Ended();

 private:
  template <class F>
  StatusOr<size_t> Transfer(short events, const Wait& wait, F&& transfer);

  int descriptor_ = -1;
  std::unique_ptr<Tls> tls_;  // null: none
};

}  // namespace newsgraph::cli::bolt
