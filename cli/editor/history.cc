#include "cli/editor/history.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "absl/strings/ascii.h"
#include "cli/files.h"
#include "cli/output.h"

namespace newsgraph::cli {
namespace {

constexpr size_t kMaxEntries = 10000;
constexpr size_t kMaxEntryBytes = 64 * 1024;
constexpr off_t kMaxFileBytes = 64 << 20;

std::string Escape(std::string_view entry) {
  std::string line;
  for (const char c : entry) {
    if (c == '\n') {
      line += "\\n";
    } else {
      if (c == '\\') line += '\\';
      line += c;
    }
  }
  return line + "\n";
}

std::string Unescape(std::string_view line) {
  std::string entry;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\' || i + 1 == line.size()) {
      entry += line[i];
    } else {
      ++i;
      entry += line[i] == 'n' ? '\n' : line[i];
    }
  }
  return entry;
}

bool ContainsIgnoringCase(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(), [](char a, char b) {
           return absl::ascii_tolower(a) == absl::ascii_tolower(b);
         }) != text.end();
}

Status FileError(std::string_view what, const std::string& path) {
  return RuntimeError(ErrorKind::kIoError, "History",
                      Cat("cannot ", what, " the history ", path, ": ", std::strerror(errno)),
                      "the history of this session is not kept");
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

bool ReadAll(int descriptor, std::string& text) {
  std::array<char, 65536> buffer;
  while (true) {
    const ssize_t count = read(descriptor, buffer.data(), buffer.size());
    if (count == 0) return true;
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) text.append(buffer.data(), static_cast<size_t>(count));
  }
}

// A newer file beside it takes the place of the old one, so that no moment sees half of it.
void Rewrite(const std::string& path, const std::vector<std::string>& entries) {
  const std::string beside = Cat(path, ".", getpid());
  const Descriptor file(open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (file.number() < 0) return;
  std::string text;
  for (const std::string& entry : entries) text += Escape(entry);
  if (!WriteAll(file.number(), text) || rename(beside.c_str(), path.c_str()) != 0)
    unlink(beside.c_str());
}

}  // namespace

std::string HistoryPath() { return UserFile("XDG_STATE_HOME", ".local/state", "history"); }

bool IsSecret(std::string_view entry) {
  constexpr std::string_view kWords[] = {"password", "passwd", "secret",    "token",
                                         "api_key",  "apikey", "credential"};
  const bool sets = entry.starts_with(":param") || entry.find('=') != std::string_view::npos ||
                    entry.find(':') != std::string_view::npos;
  return sets && std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
           return ContainsIgnoringCase(entry, word);
         });
}

Status History::Open(const std::string& path) {
  std::error_code failure;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (std::filesystem::create_directories(folder, failure)) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failure);
  }
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0600));
  if (file.number() < 0) return FileError("open", path);
  struct stat found = {};
  if (fstat(file.number(), &found) != 0 || !S_ISREG(found.st_mode) ||
      found.st_size > kMaxFileBytes) {
    errno = EINVAL;
    return FileError("use", path);
  }
  fchmod(file.number(), 0600);
  std::string text;
  if (!ReadAll(file.number(), text)) return FileError("read", path);
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) entries_.push_back(Unescape(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  if (entries_.size() > 2 * kMaxEntries) {
    entries_.erase(entries_.begin(), entries_.end() - kMaxEntries);
    Rewrite(path, entries_);
  }
  path_ = path;
  return absl::OkStatus();
}

void History::Add(std::string_view entry) {
  if (entry.empty() || entry[0] == ' ' || entry.size() > kMaxEntryBytes || IsSecret(entry)) return;
  if (!entries_.empty() && entries_.back() == entry) return;
  entries_.emplace_back(entry);
  if (path_.empty()) return;
  const Descriptor file(open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  if (file.number() >= 0) WriteAll(file.number(), Escape(entry));
}

std::optional<size_t> History::Search(std::string_view text, size_t before) const {
  for (size_t i = std::min(before, entries_.size()); i-- > 0;) {
    if (ContainsIgnoringCase(entries_[i], text)) return i;
  }
  return std::nullopt;
}

}  // namespace newsgraph::cli
