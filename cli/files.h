// Whole files in and out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "graph/base/error.h"
#include "graph/base/new_file.h"

namespace newsgraph::cli {

// A file of the user's own by the XDG rules: $variable/newsgraph/name, else
// ~/fallback/newsgraph/name; empty when there is no home.
//   UserFile("XDG_STATE_HOME", ".local/state", "history")
std::string UserFile(const char* variable, std::string_view fallback, std::string_view name);

// errors: IoError with the path and what the system said
StatusOr<std::string> ReadWholeFile(const std::string& path);
// Writes `text` in one go: the file is complete or as it was. errors: IoError
Status WriteWholeFile(const std::string& path, std::string_view text);

// A file written from its beginning, or a descriptor in its place. What was there before stays
// until Keep, and without it for good; pipes, devices and descriptors (/dev/stdout) are written at
// once.
class OutputFile {
 public:
  // `otherwise`: the descriptor until a file is opened; it is not closed
  explicit OutputFile(int otherwise) : otherwise_(otherwise) {}
  OutputFile(const OutputFile&) = delete;
  ~OutputFile();
  // errors of both: IoError
  Status Open(const std::string& path);
  Status Keep();
  int descriptor() const {
    return new_file_ ? new_file_->descriptor() : file_ >= 0 ? file_ : otherwise_;
  }

 private:
  int otherwise_, file_ = -1;
  std::optional<NewFile> new_file_;
};

// The SHA-256 of a file's bytes, as 64 hexadecimal digits (what sha256sum prints). errors: IoError
StatusOr<std::string> Sha256OfFile(const std::string& path);

// Held by one process at a time, until it goes: a lock on PATH.lock, which the system lifts also
// when the process is killed.
class FileLock {
 public:
  // errors: IoError; IoError/Locked: another process holds it
  static StatusOr<FileLock> Take(const std::string& path);
  FileLock(FileLock&& other) noexcept
      : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}
  ~FileLock();

 private:
  FileLock(std::string path, int file) : path_(std::move(path)), file_(file) {}
  std::string path_;
  int file_;
};

}  // namespace newsgraph::cli
