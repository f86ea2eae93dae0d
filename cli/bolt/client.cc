#include "cli/bolt/client.h"

#include <algorithm>

#include "cli/bolt/message_tags.h"
#include "cli/bolt/metadata.h"

namespace newsgraph::cli::bolt {
namespace {

constexpr size_t kMetadataBytes = 64 << 20;
constexpr size_t kLeastMessage = 1 << 20;  // is always read, whatever --memory says
constexpr int64_t kResetMs = 80;           // for the answer to a cancel, and to a goodbye
constexpr int64_t kSettleMs = 10'000;      // before the next statement

std::string Bare(uint8_t tag) {
  std::string message;
  Packer(message).Struct(tag, 0);
  return message;
}

}  // namespace

Client::Client(Address address, ClientOptions options)
    : address_(std::move(address)), options_(std::move(options)), limit_(kRowBytes) {}

Client::~Client() {
  if (!connection_) return;
  connection_->Queue(Bare(kGoodbye));
  (void)connection_->Flush(Wait().AtMost(kResetMs));
}

void Client::SetLogin(std::string user, std::string password) {
  address_.user = std::move(user);
  address_.password = std::move(password);
}

std::string Client::Description() const {
  const Version version = connection_ ? connection_->version() : Version();
  return Cat(server_.empty() ? "a server" : server_, " at ", address_.Text(), " (Bolt ",
             version.major, ".", version.minor, ")");
}

Status Client::Connect() { return Connect(Wait{.cancel = options_.cancel}); }

Status Client::Connect(const Wait& at_most) {
  const Wait wait = at_most.AtMost(options_.connect_ms);
  auto socket = Socket::Connect(address_.host, address_.port, wait);
  Status status = socket.status();
  if (status.ok() && address_.tls) status = socket->Secure(address_.host, address_.verify, wait);
  if (status.ok()) status = ConnectOver(*std::move(socket), wait);
  ErrorInfo info = status.ok() ? ErrorInfo() : GetErrorInfo(status);
  if (info.detail == "TimedOut") {
    status = ConnectionError("ConnectFailed", "the server does not answer",
                             address_.tls ? "does it run there, and speak TLS on this port?"
                                          : "does it run there, and listen on this port?");
    info = GetErrorInfo(status);
  }
  if (status.ok() || info.kind == ErrorKind::kCancelled) return status;
  return MakeError(std::move(info), Cat(address_.Text(), ": ", View(status.message())));
}

Status Client::ConnectOver(Socket socket) {
  return ConnectOver(std::move(socket),
                     Wait{.cancel = options_.cancel}.AtMost(options_.connect_ms));
}

Status Client::ConnectOver(Socket socket, const Wait& wait) {
  ASSIGN_OR_RETURN(Connection connection, Connection::Open(std::move(socket), wait));
  connection_.emplace(std::move(connection));
  owed_ = 0;
  in_transaction_ = false;
  Status status = Greet(wait);
  if (!status.ok()) connection_.reset();
  return status;
}

// HELLO, and from version 5.1 on LOGON.
Status Client::Greet(const Wait& wait) {
  const Version version = connection_->version();
  const bool logon = version >= Version{5, 1}, bolt_agent = version >= Version{5, 3};
  const bool login = !address_.user.empty();
  const auto pack_login = [&](Packer& out) {
    out.String("scheme").String(login ? "basic" : "none");
    if (!login) return;
    out.String("principal").String(address_.user);
    out.String("credentials").String(address_.password.value_or(""));
  };
  const size_t login_pairs = login ? 3 : 1;
  std::string hello, log_on;
  Packer out(hello);
  out.Struct(kHello, 1).Map(1 + (bolt_agent ? 1 : 0) + (logon ? 0 : login_pairs));
  out.String("user_agent").String(options_.agent);
  if (bolt_agent) out.String("bolt_agent").Map(1).String("product").String(options_.agent);
  if (!logon) pack_login(out);
  Request(hello);
  if (logon) {
    Packer in(log_on);
    pack_login(in.Struct(kLogon, 1).Map(login_pairs));
    Request(log_on);
  }
  RETURN_IF_ERROR(Finish("", wait));
  if (metadata_.is_map() && metadata_.at("server").is_string())
    server_ = metadata_.at("server").string();
  return logon ? Finish("", wait) : absl::OkStatus();
}

Status Client::MakeReady(const Wait& wait) {
  if (connection_ && owed_ > 0) {
    const Status settled = Settle(wait.AtMost(kSettleMs));
    if (!settled.ok()) {
      RETURN_IF_ERROR(wait.Check());
      connection_.reset();
    }
  }
  if (connection_ && !connection_->Ended()) return absl::OkStatus();
  connection_.reset();
  if (std::exchange(in_transaction_, false)) {
    return ConnectionError("ConnectionLost",
                           "the connection to the server was lost, and the transaction with it",
                           "begin it again: the next statement makes a new connection");
  }
  return Connect(wait);
}

// Reads what the server still owes, to the answer to the last RESET.
Status Client::Settle(const Wait& wait) {
  RETURN_IF_ERROR(connection_->Flush(wait));
  Reply last = Reply::kSuccess;
  while (owed_ > 0) {
    ASSIGN_OR_RETURN(last, Next(wait));
  }
  return last == Reply::kSuccess ? absl::OkStatus() : ProtocolError("it refuses to be reset");
}

Status Client::Recover(Status status) {
  if (!connection_) return status;
  const std::string detail = GetErrorInfo(status).detail;
  const bool rolled_back = std::exchange(in_transaction_, false);
  if (IsConnectionError(status) && detail != "LoginFailed") {
    connection_.reset();
  } else {
    Request(Bare(kReset));
    const Status settled = Settle(Wait().AtMost(kResetMs));
    // One that did not answer in time yet does so before the next statement.
    if (!settled.ok() && GetErrorInfo(settled).detail != "TimedOut") connection_.reset();
  }
  if (!rolled_back) return status;
  ErrorInfo info = GetErrorInfo(status);
  Append(info.hint, info.hint.empty() ? "" : "; ", "the transaction was rolled back");
  return MakeError(std::move(info), View(status.message()));
}

void Client::Request(std::string_view message) {
  connection_->Queue(message);
  ++owed_;
  requested_ = true;
}

StatusOr<Client::Reply> Client::Next(const Wait& wait) {
  ASSIGN_OR_RETURN(const std::string_view message,
                   connection_->Receive(std::max(limit_, kLeastMessage), wait));
  Unpacker in(message);
  Item item;
  RETURN_IF_ERROR(in.Next(item));
  if (item.kind != Item::Kind::kStruct || owed_ == 0)
    return ProtocolError("a message that is no answer");
  if (item.tag == kRecord && item.size == 1) {
    record_ = in;
    return Reply::kRecord;
  }
  --owed_;
  metadata_ = Value();
  if (item.size > 0) {
    ASSIGN_OR_RETURN(metadata_, ReadPlain(in, kMetadataBytes));
  }
  switch (item.tag) {
    case kSuccess:
      if (!metadata_.is_map()) return ProtocolError("a SUCCESS without its map");
      return Reply::kSuccess;
    case kFailure:
      return Reply::kFailure;
    case kIgnored:
      return Reply::kIgnored;
    default:
      return ProtocolError(Cat("an answer of the unknown kind ", item.tag));
  }
}

Status Client::Finish(std::string_view text, const Wait& wait) {
  RETURN_IF_ERROR(connection_->Flush(wait));
  ASSIGN_OR_RETURN(const Reply reply, Next(wait));
  if (reply == Reply::kSuccess) return absl::OkStatus();
  if (reply == Reply::kFailure) return FailureOf(metadata_, text);
  return ProtocolError(reply == Reply::kRecord ? "a row that nobody asked for"
                                               : "a request was ignored for no reason");
}

}  // namespace newsgraph::cli::bolt
