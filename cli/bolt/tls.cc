#include "cli/bolt/tls.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <climits>

namespace newsgraph::cli::bolt {
namespace {

bool IsNumber(const std::string& host) {
  unsigned char bytes[16];
  return inet_pton(AF_INET, host.c_str(), bytes) == 1 ||
         inet_pton(AF_INET6, host.c_str(), bytes) == 1;
}

int Size(size_t size) { return static_cast<int>(std::min<size_t>(size, INT_MAX)); }

}  // namespace

StatusOr<std::unique_ptr<Tls>> Tls::Make(int descriptor, const std::string& host, bool verify) {
  auto tls = std::make_unique<Tls>();
  tls->context_.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX* context = tls->context_.get();
  bool made = context != nullptr && SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
              SSL_CTX_set_default_verify_paths(context) == 1;
  if (made) {
    SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    tls->ssl_.reset(SSL_new(context));
  }
  SSL* ssl = tls->ssl_.get();
  made = made && ssl != nullptr && SSL_set_fd(ssl, descriptor) == 1;
  if (made && IsNumber(host)) {
    made = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) == 1;
  } else if (made) {
    made =
        SSL_set1_host(ssl, host.c_str()) == 1 && SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
  }
  if (!made) return RuntimeError(ErrorKind::kIoError, "ConnectFailed", "TLS cannot be set up");
  SSL_set_verify(ssl, verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  return tls;
}

ssize_t Tls::Result(int result) {
  if (result > 0) return result;
  const int system_error = errno;
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      events_ = POLLIN;
      errno = EAGAIN;
      return -1;
    case SSL_ERROR_WANT_WRITE:
      events_ = POLLOUT;
      errno = EAGAIN;
      return -1;
    case SSL_ERROR_ZERO_RETURN:
      return 0;
    case SSL_ERROR_SYSCALL:
      errno = system_error != 0 ? system_error : ECONNRESET;
      return -1;
    default:
      break;
  }
  if (const long found = SSL_get_verify_result(ssl_.get()); found != X509_V_OK) {
    reason_ = X509_verify_cert_error_string(found);
  } else {
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    reason_ = reason != nullptr ? reason : "no reason is given";
  }
  errno = EPROTO;
  return -1;
}

ssize_t Tls::Handshake() {
  ERR_clear_error();
  return Result(SSL_connect(ssl_.get()));
}

ssize_t Tls::Send(std::string_view bytes) {
  ERR_clear_error();
  return Result(SSL_write(ssl_.get(), bytes.data(), Size(bytes.size())));
}

ssize_t Tls::Receive(std::span<char> buffer) {
  ERR_clear_error();
  return Result(SSL_read(ssl_.get(), buffer.data(), Size(buffer.size())));
}

bool Tls::Ended() {
  ERR_clear_error();
  char byte;
  return Result(SSL_peek(ssl_.get(), &byte, 1)) <= 0 && errno != EAGAIN;
}

}  // namespace newsgraph::cli::bolt
