#include "graph/base/new_file.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace newsgraph {
namespace {

constexpr int kMaxLinks = 40;  // as the system follows

// Names of what a process has open, even where that is a file.
bool IsOfDescriptor(std::string_view path) {
  return path.starts_with("/proc/") || path.starts_with("/dev/fd/");
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

Status WriteError(const std::string& path) {
  const int code = errno;
  return RuntimeError(ErrorKind::kIoError, "WriteFailed",
                      Cat("cannot write ", path, ": ", std::generic_category().message(code)),
                      code == ENOSPC ? "free some space and try again"
                                     : "see that the folder is there and may be written");
}

}  // namespace

bool NewFile::Replaces(const std::string& path) {
  struct stat there = {};
  if (stat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) return false;
  return !IsOfDescriptor(FollowLinks(path));
}

NewFile::~NewFile() {
  if (file_ >= 0) close(file_);
  if (!partial_.empty()) unlink(partial_.c_str());
}

Status NewFile::Create(const std::string& path) {
  name_ = path;
  target_ = FollowLinks(path);
  std::string partial = Cat(target_, ".partial-", getpid());
  file_ = open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file_ < 0) return WriteError(path);
  partial_ = std::move(partial);
  struct stat before = {}, now = {};
  if (stat(target_.c_str(), &before) != 0 || fstat(file_, &now) != 0) return absl::OkStatus();
  // Owner and group where the system lets us give files away.
  if (before.st_uid != now.st_uid || before.st_gid != now.st_gid) {
    [[maybe_unused]] const bool given = fchown(file_, before.st_uid, before.st_gid) == 0 ||
                                        fchown(file_, static_cast<uid_t>(-1), before.st_gid) == 0;
  }
  const bool same_mode = before.st_mode == now.st_mode;
  return same_mode || fchmod(file_, before.st_mode & 07777) == 0 ? absl::OkStatus()
                                                                 : WriteError(path);
}

Status NewFile::Finish() {
  if (file_ < 0) return absl::OkStatus();
  const bool synced = fsync(file_) == 0;
  const Status status = synced ? absl::OkStatus() : WriteError(name_);
  return close(std::exchange(file_, -1)) != 0 && synced ? WriteError(name_) : status;
}

Status NewFile::Replace() {
  RETURN_IF_ERROR(Finish());
  if (rename(partial_.c_str(), target_.c_str()) != 0) return WriteError(name_);
  partial_.clear();
  // A rename lasts once its folder is synced; some file systems have no such sync.
  const int folder = open(FolderOf(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return WriteError(name_);
  const Status status =
      fsync(folder) == 0 || errno == EINVAL ? absl::OkStatus() : WriteError(name_);
  close(folder);
  return status;
}

std::string FollowLinks(std::string path) {
  for (int links = 0; links < kMaxLinks && !IsOfDescriptor(path); ++links) {
    std::array<char, PATH_MAX> to;
    const ssize_t size = readlink(path.c_str(), to.data(), to.size());
    if (size <= 0) break;
    const std::string_view named(to.data(), static_cast<size_t>(size));
    const size_t slash = path.rfind('/');
    path = named.front() == '/' || slash == std::string::npos
               ? std::string(named)
               : Cat(path.substr(0, slash + 1), named);
  }
  return path;
}

bool IsSameFile(const std::string& a, const std::string& b) {
  struct stat of_a = {}, of_b = {};
  return stat(a.c_str(), &of_a) == 0 && S_ISREG(of_a.st_mode) && stat(b.c_str(), &of_b) == 0 &&
         of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

}  // namespace newsgraph
