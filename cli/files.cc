#include "cli/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cli/output.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

Status FileError(std::string_view what, const std::string& path, std::string_view hint) {
  return RuntimeError(ErrorKind::kIoError, "File",
                      Cat("cannot ", what, " ", Visible(path), ": ", std::strerror(errno)), hint);
}

}  // namespace

std::string UserFile(const char* variable, std::string_view fallback, std::string_view name) {
  if (const char* folder = std::getenv(variable); folder != nullptr && folder[0] == '/') {
    return Cat(folder, "/newsgraph/", name);
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/') {
    return Cat(home, "/", fallback, "/newsgraph/", name);
  }
  return "";
}

StatusOr<std::string> ReadWholeFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return FileError("open", path, "is the name right?");
  std::string text;
  std::array<char, 65536> bytes;
  ssize_t count;
  while ((count = read(file, bytes.data(), bytes.size())) != 0) {
    if (count > 0) text.append(bytes.data(), static_cast<size_t>(count));
    if (count < 0 && errno != EINTR) break;
  }
  Status status = count < 0 ? FileError("read", path, "is it a file?") : absl::OkStatus();
  close(file);
  RETURN_IF_ERROR(status);
  return text;
}

Status WriteWholeFile(const std::string& path, std::string_view text) {
  const std::string beside = Cat(path, ".part");
  constexpr std::string_view kHint = "see that the folder is there and may be written";
  const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return FileError("write", path, kHint);
  const bool written = WriteAll(file, text) && fsync(file) == 0;
  const bool closed = close(file) == 0;
  if (written && closed && std::rename(beside.c_str(), path.c_str()) == 0) return absl::OkStatus();
  Status status = FileError("write", path, kHint);
  unlink(beside.c_str());
  return status;
}

}  // namespace newsgraph::cli
