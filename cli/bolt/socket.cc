#include "cli/bolt/socket.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "cli/bolt/tls.h"

namespace newsgraph::cli::bolt {
namespace {

// A signal ends a wait by itself; a flag that is set otherwise is looked at this often.
constexpr int kSliceMs = 20;
constexpr int64_t kAddressMs = 5'000;

// Until the descriptor is ready for `events`.
Status WaitFor(int descriptor, short events, const Wait& wait) {
  while (true) {
    RETURN_IF_ERROR(wait.Check());
    pollfd polled = {descriptor, events, 0};
    const int count = poll(&polled, 1, kSliceMs);
    if (count > 0) return absl::OkStatus();
    if (count < 0 && errno != EINTR)
      return ConnectionError("ConnectionLost", Cat("cannot wait: ", std::strerror(errno)));
  }
}

// A name being looked up. What the system still works on when nobody waits any longer outlives us.
struct Lookup {
  std::string host, port;
  addrinfo hints = {};
  gaicb request = {};
  ~Lookup() {
    if (request.ar_result != nullptr) freeaddrinfo(request.ar_result);
  }
};

StatusOr<std::unique_ptr<Lookup>> LookUp(const std::string& host, const std::string& port,
                                         const Wait& wait) {
  auto lookup = std::make_unique<Lookup>();
  lookup->host = host;
  lookup->port = port;
  lookup->hints.ai_socktype = SOCK_STREAM;
  lookup->hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  gaicb& request = lookup->request;
  // A number needs nobody to be asked.
  if (getaddrinfo(lookup->host.c_str(), lookup->port.c_str(), &lookup->hints, &request.ar_result) ==
      0)
    return lookup;
  lookup->hints.ai_flags = AI_NUMERICSERV | AI_ADDRCONFIG;
  request.ar_name = lookup->host.c_str();
  request.ar_service = lookup->port.c_str();
  request.ar_request = &lookup->hints;
  request.ar_result = nullptr;
  gaicb* requests[] = {&request};
  int error = getaddrinfo_a(GAI_NOWAIT, requests, 1, nullptr);
  while (error == 0 && gai_error(&request) == EAI_INPROGRESS) {
    const timespec slice = {0, kSliceMs * 1'000'000};
    gai_suspend(requests, 1, &slice);
    if (Status status = wait.Check(); !status.ok()) {
      if (gai_cancel(&request) == EAI_NOTCANCELED) (void)lookup.release();
      return status;
    }
  }
  if (error == 0) error = gai_error(&request);
  if (error == 0) return lookup;
  // This machine is found even where its files do not name it. source: RFC 6761, 6.3
  if (host == "localhost") {
    lookup->host = "127.0.0.1";
    lookup->hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    request.ar_result = nullptr;
    if (getaddrinfo(lookup->host.c_str(), lookup->port.c_str(), &lookup->hints,
                    &request.ar_result) == 0)
      return lookup;
  }
  return ConnectionError("ConnectFailed", Cat("cannot find the host: ", gai_strerror(error)),
                         "see that its name is spelt right");
}

Status ConnectTo(int descriptor, const addrinfo& address, const Wait& wait) {
  int error = connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
  if (error == EINPROGRESS || error == EINTR) {
    RETURN_IF_ERROR(WaitFor(descriptor, POLLOUT, wait));
    socklen_t size = sizeof error;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  }
  if (error == 0) return absl::OkStatus();
  return ConnectionError("ConnectFailed", Cat("cannot connect: ", std::strerror(error)),
                         "does the server run there, and listen on this port?");
}

}  // namespace

Status ConnectionError(std::string_view detail, std::string_view message, std::string_view hint) {
  return RuntimeError(ErrorKind::kIoError, detail, message, hint);
}

Wait Wait::AtMost(int64_t milliseconds) const {
  return {std::min(deadline, Clock::now() + std::chrono::milliseconds(milliseconds)), cancel};
}

Status Wait::Check() const {
  if (cancel != nullptr && cancel->load(std::memory_order_relaxed))
    return RuntimeError(ErrorKind::kCancelled, "", "cancelled while waiting for the server");
  if (deadline != Clock::time_point::max() && Clock::now() >= deadline)
    return RuntimeError(ErrorKind::kLimitExceeded, "TimedOut", "the server did not answer in time",
                        "raise the time limit, e.g. --timeout 1m");
  return absl::OkStatus();
}

Socket::Socket(int descriptor) : descriptor_(descriptor) {
  fcntl(descriptor_, F_SETFL, fcntl(descriptor_, F_GETFL) | O_NONBLOCK);
}
Socket::Socket(Socket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), tls_(std::move(other.tls_)) {}
Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(tls_, other.tls_);
  return *this;
}
Socket::~Socket() {
  if (descriptor_ >= 0) close(descriptor_);
}

StatusOr<Socket> Socket::Connect(const std::string& host, const std::string& port,
                                 const Wait& wait) {
  ASSIGN_OR_RETURN(const auto found, LookUp(host, port, wait));
  Status status = ConnectionError("ConnectFailed", "the host has no address");
  for (const addrinfo* at = found->request.ar_result; at != nullptr; at = at->ai_next) {
    const int descriptor =
        socket(at->ai_family, at->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, at->ai_protocol);
    if (descriptor < 0) continue;
    Socket made(descriptor);
    // One address that does not answer must not use up the time of the next.
    status = ConnectTo(descriptor, *at, at->ai_next != nullptr ? wait.AtMost(kAddressMs) : wait);
    if (status.ok()) {
      const int on = 1;
      setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
      return made;
    }
    RETURN_IF_ERROR(wait.Check());
  }
  return status;
}

// The same loop for both directions: what cannot be done at once waits for `events`, or for what
// TLS waits for.
template <class F>
StatusOr<size_t> Socket::Transfer(short events, const Wait& wait, F&& transfer) {
  while (true) {
    RETURN_IF_ERROR(wait.Check());
    const ssize_t count = transfer();
    if (count >= 0) return static_cast<size_t>(count);
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      RETURN_IF_ERROR(WaitFor(descriptor_, tls_ ? tls_->events() : events, wait));
    } else if (errno != EINTR) {
      return ConnectionError("ConnectionLost",
                             Cat("the connection to the server was lost: ",
                                 errno == EPROTO && tls_ ? tls_->Reason() : std::strerror(errno)));
    }
  }
}

Status Socket::Secure(const std::string& host, bool verify, const Wait& wait) {
  ASSIGN_OR_RETURN(tls_, Tls::Make(descriptor_, host, verify));
  const auto shaken = Transfer(POLLIN, wait, [&] { return tls_->Handshake(); });
  if (shaken.ok() && *shaken > 0) return absl::OkStatus();
  if (!shaken.ok() && GetErrorInfo(shaken.status()).detail != "ConnectionLost")
    return shaken.status();
  const std::string& reason = tls_->Reason();
  return ConnectionError(
      "ConnectFailed", Cat("no TLS with the server: ", reason.empty() ? "it hung up" : reason),
      "SSL_CERT_FILE names an authority of your own, bolt+ssc:// trusts any certificate, "
      "bolt:// goes without TLS");
}

StatusOr<size_t> Socket::Send(std::string_view bytes, const Wait& wait) {
  return Transfer(POLLOUT, wait, [&] {
    return tls_ ? tls_->Send(bytes) : send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  });
}

StatusOr<size_t> Socket::Receive(std::span<char> buffer, const Wait& wait) {
  return Transfer(POLLIN, wait, [&] {
    return tls_ ? tls_->Receive(buffer) : recv(descriptor_, buffer.data(), buffer.size(), 0);
  });
}

bool Socket::Ended() {
  if (tls_) return tls_->Ended();
  char byte;
  const ssize_t count = recv(descriptor_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

}  // namespace newsgraph::cli::bolt
