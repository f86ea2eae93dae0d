#include "tests/cli/bolt_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <optional>

#include "cli/bolt/values.h"

namespace newsgraph::cli::testing {
namespace {

using bolt::Packer;

const std::map<uint8_t, std::string_view> kRequests = {
    {0x01, "HELLO"}, {0x02, "GOODBYE"}, {0x0F, "RESET"},    {0x10, "RUN"},
    {0x11, "BEGIN"}, {0x12, "COMMIT"},  {0x13, "ROLLBACK"}, {0x2F, "DISCARD"},
    {0x3F, "PULL"},  {0x6A, "LOGON"},   {0x6B, "LOGOFF"},   {0x54, "TELEMETRY"}};
constexpr uint8_t kResetTag = 0x0F;

}  // namespace

std::string Message::Text() const {
  const auto found = kRequests.find(tag);
  std::string text = found == kRequests.end() ? Cat("0x", int{tag}) : std::string(found->second);
  for (const Value& field : fields) Append(text, " ", ToText(field));
  return text;
}

Link::Link(BoltServer& server, int socket) : server_(server), socket_(socket) {
  if (server.tls_ == nullptr) return;
  ssl_ = SSL_new(server.tls_);
  SSL_set_fd(ssl_, socket);
  while (true) {
    if (server.stop_) throw Over();
    pollfd polled = {socket, POLLIN, 0};
    if (poll(&polled, 1, 20) > 0) break;
  }
  if (SSL_accept(ssl_) == 1) return;
  SSL_free(ssl_);
  throw Over();
}

bool Link::Fill(int wait_ms) {
  for (int waited = 0;; waited += 20) {
    if (server_.stop_) throw Over();
    pollfd polled = {socket_, POLLIN, 0};
    if (ssl_ != nullptr && SSL_pending(ssl_) > 0) break;
    if (poll(&polled, 1, wait_ms == 0 ? 0 : 20) > 0) break;
    if (wait_ms >= 0 && waited >= wait_ms) return false;
  }
  char bytes[16384];
  const ssize_t count =
      ssl_ != nullptr ? SSL_read(ssl_, bytes, sizeof bytes) : recv(socket_, bytes, sizeof bytes, 0);
  if (count <= 0) throw Over();
  waiting_.append(bytes, static_cast<size_t>(count));
  return true;
}

std::string Link::Read(size_t bytes) {
  while (waiting_.size() < bytes) Fill(-1);
  std::string read = waiting_.substr(0, bytes);
  waiting_.erase(0, bytes);
  return read;
}

// Whether a whole message waits, and where it ends.
bool Link::HasMessage(size_t& end) const {
  while (end + 2 <= waiting_.size()) {
    const size_t size = static_cast<size_t>(static_cast<unsigned char>(waiting_[end]) << 8 |
                                            static_cast<unsigned char>(waiting_[end + 1]));
    end += 2 + size;
    if (size == 0) return true;
  }
  return false;
}

Message Link::Receive() {
  size_t end = 0;
  while (!HasMessage(end)) {
    Fill(-1);
    end = 0;
  }
  std::string bytes;
  for (size_t at = 0; at < end;) {
    const size_t size = static_cast<size_t>(static_cast<unsigned char>(waiting_[at]) << 8 |
                                            static_cast<unsigned char>(waiting_[at + 1]));
    bytes += waiting_.substr(at + 2, size);
    at += 2 + size;
  }
  waiting_.erase(0, end);
  bolt::Unpacker in(bytes);
  bolt::Item item;
  Message message;
  if (!in.Next(item).ok() || item.kind != bolt::Item::Kind::kStruct) throw Over();
  message.tag = item.tag;
  for (uint32_t i = 0; i < item.size; ++i) {
    auto field = bolt::ReadPlain(in, 256 << 20);
    if (!field.ok()) throw Over();
    message.fields.push_back(*std::move(field));
  }
  const std::lock_guard lock(server_.mutex_);
  server_.log_.push_back(message.Text());
  return message;
}

bool Link::ResetWaits() {
  while (Fill(0)) {
  }
  size_t begin = 0;
  for (size_t end = 0; HasMessage(end); begin = end) {
    if (static_cast<uint8_t>(waiting_[begin + 3]) == kResetTag) return true;
  }
  return false;
}

void Link::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    pollfd polled = {socket_, POLLOUT, 0};
    if (server_.stop_) throw Over();
    if (poll(&polled, 1, 20) <= 0) continue;
    const ssize_t count =
        ssl_ != nullptr ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                        : send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && (ssl_ != nullptr || errno != EAGAIN)) throw Over();
    if (count > 0) bytes.remove_prefix(static_cast<size_t>(count));
  }
}

void Link::SendMessage(std::string_view message) {
  std::string framed;
  for (; !message.empty(); message.remove_prefix(std::min<size_t>(message.size(), 0xFFFF))) {
    const std::string_view chunk = message.substr(0, 0xFFFF);
    framed += static_cast<char>(chunk.size() >> 8);
    framed += static_cast<char>(chunk.size() & 0xFF);
    framed += chunk;
  }
  Send(framed.append(2, '\0'));
}

void Link::Success(std::string_view packed_map) { SendMessage(Cat("\xB1\x70", packed_map)); }
void Link::Ignored() { SendMessage("\xB0\x7E"); }
void Link::Failure(std::string_view code, std::string_view message) {
  std::string out;
  Packer(out).Struct(0x7F, 1).Map(2).String("code").String(code).String("message").String(message);
  SendMessage(out);
}

void Link::HangUp() { shutdown(socket_, SHUT_WR); }

void Link::Sleep(int milliseconds) {
  for (; milliseconds > 0 && !server_.stop_; milliseconds -= 10)
    std::this_thread::sleep_for(std::chrono::milliseconds(std::min(milliseconds, 10)));
}

BoltServer::BoltServer(Script script, SSL_CTX* tls) : script_(std::move(script)), tls_(tls) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, any, size) != 0 || listen(listener_, 8) != 0 ||
      getsockname(listener_, any, &size) != 0)
    std::abort();
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Run(); });
}

BoltServer::~BoltServer() {
  stop_ = true;
  thread_.join();
  close(listener_);
}

void BoltServer::Run() {
  while (!stop_) {
    pollfd polled = {listener_, POLLIN, 0};
    if (poll(&polled, 1, 20) <= 0) continue;
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ++connections_;
    try {
      Link link(*this, socket);
      script_(link);
    } catch (const Link::Over&) {
    }
    close(socket);
  }
}

std::vector<std::string> BoltServer::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

bool BoltServer::WaitFor(std::string_view text, int times) const {
  for (int i = 0; i < 500; ++i) {
    int found = 0;
    for (const std::string& message : log()) found += message.find(text) != std::string::npos;
    if (found >= times) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

Answer Answer::Rows(std::vector<std::string> columns, uint64_t rows,
                    std::function<void(Packer&, uint64_t)> row) {
  Answer answer;
  answer.columns = std::move(columns);
  answer.rows = rows;
  answer.row = std::move(row);
  return answer;
}

Answer Answer::Fails(std::string code, std::string message) {
  Answer answer;
  answer.code = std::move(code);
  answer.message = std::move(message);
  return answer;
}

namespace {

// The states of a session, as the protocol has them.
class Served {
 public:
  Served(Link& link, const Database& database) : link_(link), database_(database) {}

  void Run() {
    link_.Read(20);
    link_.Send(std::string{0, 0, static_cast<char>(database_.version.minor),
                           static_cast<char>(database_.version.major)});
    const bool logon = database_.version >= bolt::Version{5, 1};
    const Message hello = link_.Receive();
    if (hello.tag != 0x01 || (!logon && !MayLogIn(hello))) return Refuse();
    std::string map;
    Packer(map).Map(2).String("server").String(database_.name).String("connection_id").String("b1");
    link_.Success(map);
    if (logon) {
      const Message message = link_.Receive();
      if (message.tag != 0x6A || !MayLogIn(message)) return Refuse();
      link_.Success();
    }
    while (true) {
      const Message message = link_.Receive();
      if (message.tag == 0x02) return;
      Handle(message);
    }
  }

 private:
  bool MayLogIn(const Message& message) const {
    if (database_.user.empty()) return true;
    const Value& login = message.fields[0];
    return login.at("principal").is_string() && login.at("principal").string() == database_.user &&
           login.at("credentials").string() == database_.password;
  }
  void Refuse() {
    link_.Failure("Neo.ClientError.Security.Unauthorized",
                  "The client is unauthorized due to authentication failure.");
  }

  void Fail(std::string_view code, std::string_view message) {
    link_.Failure(code, message);
    failed_ = true;
    running_.reset();
  }

  void Handle(const Message& message) {
    if (message.tag == kResetTag) {
      failed_ = false;
      in_transaction_ = false;
      running_.reset();
      return link_.Success();
    }
    if (failed_) return link_.Ignored();
    switch (message.tag) {
      case 0x10:
        return Start(message);
      case 0x3F:
        return Fetch(message.fields[0].at("n").integer(), /*send=*/true);
      case 0x2F:
        return Fetch(message.fields[0].at("n").integer(), /*send=*/false);
      case 0x11:
      case 0x12:
      case 0x13:
        if (running_ || in_transaction_ == (message.tag == 0x11))
          return Fail("Neo.ClientError.Request.Invalid", "a message out of its order");
        in_transaction_ = message.tag == 0x11;
        return link_.Success();
      default:
        return link_.Success();
    }
  }

  void Start(const Message& message) {
    if (running_) return Fail("Neo.ClientError.Request.Invalid", "a result is open");
    Answer answer = database_.answer(
        {std::string(message.fields[0].string()), message.fields[1], message.fields[2]});
    if (!answer.code.empty() && answer.fails_after == 0) return Fail(answer.code, answer.message);
    std::string map;
    Packer out(map);
    out.Map(2).String("t_first").Int(1).String("fields").List(answer.columns.size());
    for (const std::string& column : answer.columns) out.String(column);
    link_.Success(map);
    running_ = std::move(answer);
    next_row_ = 0;
  }

  void Fetch(int64_t wanted, bool send) {
    if (!running_) return Fail("Neo.ClientError.Request.Invalid", "no result is open");
    const Answer& answer = *running_;
    std::string record;
    for (int64_t given = 0; next_row_ < answer.rows && given != wanted; ++given, ++next_row_) {
      if (answer.row_ms > 0) link_.Sleep(answer.row_ms);
      if ((answer.row_ms > 0 || given % 100 == 0) && link_.ResetWaits()) {
        failed_ = true;
        return link_.Ignored();
      }
      if (answer.fails_after > 0 && next_row_ == answer.fails_after)
        return Fail(answer.code, answer.message);
      if (!send) continue;
      record.clear();
      Packer out(record);
      out.Struct(0x71, 1).List(answer.columns.size());
      answer.row(out, next_row_);
      link_.SendMessage(record);
    }
    std::string map;
    Packer out(map);
    if (next_row_ < answer.rows) {
      out.Map(1).String("has_more").Bool(true);
      return link_.Success(map);
    }
    out.Map(2 + answer.extra_pairs).String("type").String("r").String("t_last").Int(2);
    if (answer.extra) answer.extra(out);
    running_.reset();
    link_.Success(map);
  }

  Link& link_;
  const Database& database_;
  bool failed_ = false;
  bool in_transaction_ = false;
  std::optional<Answer> running_;
  uint64_t next_row_ = 0;
};

}  // namespace

BoltServer::Script Serve(Database database) {
  return [database = std::move(database)](Link& link) { Served(link, database).Run(); };
}

}  // namespace newsgraph::cli::testing
