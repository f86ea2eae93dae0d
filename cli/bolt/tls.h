// TLS over a socket that does not wait, by OpenSSL: calls like those of the system, which say what
// to wait for before they are made again.
//
//   ASSIGN_OR_RETURN(auto tls, Tls::Make(descriptor, "db.example", /*verify=*/true));
//   while (tls->Handshake() < 0 && errno == EAGAIN) ...     // poll for tls->events()
//
// 1.2 or newer. One thread. The descriptor is not closed.
#pragma once

#include <openssl/ssl.h>
#include <sys/types.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "graph/base/error.h"

namespace newsgraph::cli::bolt {

class Tls {
 public:
  // `host`: a name or an IP address. With `verify`, the server's certificate must be of this host
  // and signed by an authority that the system trusts, or one in $SSL_CERT_FILE or $SSL_CERT_DIR.
  //   errors   IoError/ConnectFailed
  static StatusOr<std::unique_ptr<Tls>> Make(int descriptor, const std::string& host, bool verify);

  // As connect(), send() and recv(): what was done, or -1 and errno; EAGAIN: not before poll() has
  // seen events(); EPROTO: Reason() says what is wrong.
  ssize_t Handshake();
  ssize_t Send(std::string_view bytes);
  ssize_t Receive(std::span<char> buffer);
  short events() const { return events_; }
  const std::string& Reason() const { return reason_; }
  // The other side has closed.
  bool Ended();

 private:
  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  ssize_t Result(int result);

  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> ssl_;
  short events_ = 0;
  std::string reason_;
};

}  // namespace newsgraph::cli::bolt
