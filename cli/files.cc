#include "cli/files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "cli/output.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr std::string_view kWritable = "see that the folder is there and may be written";

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
  OutputFile file(-1);
  RETURN_IF_ERROR(file.Open(path));
  if (!WriteAll(file.descriptor(), text)) return FileError("write", path, kWritable);
  return file.Keep();
}

OutputFile::~OutputFile() {
  if (file_ >= 0) close(file_);
}

Status OutputFile::Open(const std::string& path) {
  const bool replaces = NewFile::Replaces(path);
  // A file that may not be written is not replaced either.
  if (replaces && (access(path.c_str(), F_OK) != 0 || access(path.c_str(), W_OK) == 0)) {
    new_file_.emplace();
    return new_file_->Create(path);
  }
  if (!replaces) file_ = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  return file_ >= 0 ? absl::OkStatus() : FileError("write", path, "");
}

Status OutputFile::Keep() { return new_file_ ? new_file_->Replace() : absl::OkStatus(); }

StatusOr<std::string> Sha256OfFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return FileError("open", path, "is the name right?");
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                   EVP_MD_CTX_free);
  bool right = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  std::vector<char> bytes(1 << 18);
  ssize_t count = 0;
  while (right && (count = read(file, bytes.data(), bytes.size())) != 0) {
    if (count > 0)
      right = EVP_DigestUpdate(context.get(), bytes.data(), static_cast<size_t>(count)) == 1;
    if (count < 0 && errno != EINTR) break;
  }
  const Status status = count < 0 ? FileError("read", path, "is it a file?") : absl::OkStatus();
  close(file);
  RETURN_IF_ERROR(status);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  if (!right || EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1)
    return InternalError("SHA-256 is not to be had from libcrypto");
  std::string text;
  for (unsigned int i = 0; i < size; ++i)
    Append(text, absl::Hex(static_cast<int>(digest[i]), absl::kZeroPad2));
  return text;
}

StatusOr<FileLock> FileLock::Take(const std::string& path) {
  const std::string lock_path = Cat(FollowLinks(path), ".lock");
  while (true) {
    const int file = open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) return FileError("write", lock_path, kWritable);
    FileLock lock(lock_path, file);
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
      lock.path_.clear();  // it is not ours to remove
      if (errno != EWOULDBLOCK) return FileError("lock", lock_path, "");
      return RuntimeError(ErrorKind::kIoError, "Locked",
                          Cat("another process is working on ", Visible(path)),
                          "wait until it has ended");
    }
    // Who held it before has removed it: then this one is nobody's, and there may be another.
    struct stat ours = {}, there = {};
    if (fstat(file, &ours) == 0 && stat(lock_path.c_str(), &there) == 0 &&
        ours.st_ino == there.st_ino && ours.st_dev == there.st_dev)
      return lock;
    lock.path_.clear();
  }
}

FileLock::~FileLock() {
  if (file_ < 0) return;
  if (!path_.empty()) unlink(path_.c_str());
  close(file_);
}

}  // namespace newsgraph::cli
