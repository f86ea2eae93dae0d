#include "loaders/text/external_extractor.h"

#include <fcntl.h>
#include <poll.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "loaders/text/extraction_json.h"

namespace newsgraph::text {
namespace {

using Clock = std::chrono::steady_clock;

std::string LineOf(const ExtractorRequest& request) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  const auto member = [&](const char* key, std::string_view value) {
    writer.Key(key);
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  writer.StartObject();
  member("source", request.source);
  member("date", request.date);
  member("title", request.title);
  member("text", request.text);
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

// {"error": "why"}: why; else empty.
std::string ErrorIn(const std::string& answer) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(answer.data(), answer.size());
  if (document.HasParseError() || !document.IsObject()) return {};
  const auto found = document.FindMember("error");
  if (found == document.MemberEnd() || !found->value.IsString()) return {};
  return {found->value.GetString(), found->value.GetStringLength()};
}

}  // namespace

StatusOr<std::unique_ptr<ExternalExtractor>> ExternalExtractor::Start(std::string command,
                                                                      int64_t timeout_ms) {
  std::unique_ptr<ExternalExtractor> extractor(
      new ExternalExtractor(std::move(command), timeout_ms));
  RETURN_IF_ERROR(extractor->Run());
  return extractor;
}

ExternalExtractor::~ExternalExtractor() { Stop(); }

Status ExternalExtractor::Run() {
  // Sockets, since writing to one can be asked not to raise SIGPIPE.
  std::array<int, 2> in, out;
  const auto system_error = [](std::string_view what) {
    return RuntimeError(ErrorKind::kIoError, "",
                        Cat("cannot start the extractor: ", what, ": ", std::strerror(errno)));
  };
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in.data()) != 0)
    return system_error("socketpair");
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, out.data()) != 0) {
    const Status status = system_error("socketpair");
    close(in[0]), close(in[1]);
    return status;
  }
  const char* const arguments[] = {"/bin/sh", "-c", command_.c_str(), nullptr};
  process_ = fork();
  if (process_ == 0) {
    setpgid(0, 0);  // so that what the shell starts ends with it
    dup2(in[1], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    execv(arguments[0], const_cast<char* const*>(arguments));
    _exit(127);
  }
  const Status status = process_ < 0 ? system_error("fork") : absl::OkStatus();
  if (process_ > 0) setpgid(process_, process_);
  close(in[1]), close(out[1]);
  to_ = in[0], from_ = out[0];
  fcntl(to_, F_SETFL, O_NONBLOCK);
  fcntl(from_, F_SETFL, O_NONBLOCK);
  unread_.clear();
  if (!status.ok()) Stop();
  return status;
}

void ExternalExtractor::Stop() {
  if (to_ >= 0) close(to_);
  if (from_ >= 0) close(from_);
  to_ = from_ = -1;
  if (process_ <= 0) return;
  kill(-process_, SIGKILL);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
}

Status ExternalExtractor::Failed(std::string_view what) {
  Stop();
  return RuntimeError(ErrorKind::kIoError, "ExtractorFailed", Cat("the extractor ", what),
                      Cat("run it by hand: ", command_));
}

// Writes the line and reads the answer's, both at once, so that neither side waits for the other.
StatusOr<std::string> ExternalExtractor::Exchange(std::string_view line) {
  const auto deadline = Clock::now() + std::chrono::milliseconds(timeout_ms_);
  std::vector<char> buffer(1 << 16);
  size_t written = 0, searched = 0;
  while (true) {
    if (const size_t end = unread_.find('\n', searched); end != std::string::npos) {
      std::string answer = unread_.substr(0, end);
      unread_.erase(0, end + 1);
      if (written < line.size()) return Failed("answered before it had read the article");
      return answer;
    }
    searched = unread_.size();
    if (unread_.size() > kMaxAnswer)
      return Failed(Cat("gave a line of more than ", kMaxAnswer, " bytes"));
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return Failed(Cat("gave no answer within ", timeout_ms_, " ms"));
    std::array<pollfd, 2> wait = {{{from_, POLLIN, 0}, {to_, POLLOUT, 0}}};
    const int ready = poll(wait.data(), written < line.size() ? 2 : 1, static_cast<int>(left));
    if (ready < 0 && errno != EINTR) return Failed(Cat("cannot be read: ", std::strerror(errno)));
    if (ready <= 0) continue;
    if (wait[0].revents != 0) {
      const ssize_t got = read(from_, buffer.data(), buffer.size());
      if (got == 0) return Failed("ended without an answer");
      if (got > 0) unread_.append(buffer.data(), static_cast<size_t>(got));
      if (got < 0 && errno != EAGAIN && errno != EINTR) return Failed("ended without an answer");
    }
    if (written < line.size() && wait[1].revents != 0) {
      const ssize_t sent = send(to_, line.data() + written, line.size() - written, MSG_NOSIGNAL);
      if (sent > 0) written += static_cast<size_t>(sent);
      if (sent < 0 && errno != EAGAIN && errno != EINTR) {
        // Its last words may still be there to read.
        if (errno != EPIPE || (wait[0].revents & POLLIN) == 0)
          return Failed("ended without an answer");
      }
    }
  }
}

StatusOr<Extraction> ExternalExtractor::Extract(const ExtractorRequest& request) {
  if (process_ < 0) RETURN_IF_ERROR(Run());
  ASSIGN_OR_RETURN(const std::string answer, Exchange(LineOf(request)));
  if (const std::string error = ErrorIn(answer); !error.empty())
    return RuntimeError(ErrorKind::kDataError, "", Cat("the extractor says: ", error));
  return ParseExtraction(answer, request.text);
}

}  // namespace newsgraph::text
