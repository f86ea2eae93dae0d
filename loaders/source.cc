#include "loaders/source.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "graph/base/check.h"
#include "graph/base/eight_bytes.h"

namespace newsgraph::loaders {
namespace {

constexpr size_t kChunk = 1 << 20;

Status CannotRead(const std::string& path, int code) {
  return RuntimeError(ErrorKind::kIoError, "",
                      Cat("cannot read \"", path, "\": ", std::strerror(code)));
}

uint64_t CountLineEnds(std::string_view text) {
  uint64_t count = 0;
  size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    const uint64_t ends = ZeroBytes(LoadEight(text.data() + at) ^ kEachByte * '\n');
    count += (ends >> 7) * kEachByte >> 56;  // the sum of the bytes
  }
  return count + static_cast<uint64_t>(std::count(text.begin() + at, text.end(), '\n'));
}

}  // namespace

StatusOr<Source> Source::Open(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return CannotRead(path, errno);
  std::setvbuf(file, nullptr, _IONBF, 0);  // the window is the buffer
  Source source(path, file);
  struct stat status;
  if (fstat(fileno(file), &status) == 0 && S_ISDIR(status.st_mode)) return CannotRead(path, EISDIR);
  RETURN_IF_ERROR(source.More().status());
  if (source.window().starts_with("\xEF\xBB\xBF")) source.Consume(3);
  return source;
}

StatusOr<bool> Source::More() {
  if (at_end_) return false;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  buffer_.resize(std::max(kChunk, 2 * end_));
  const size_t before = end_;
  while (end_ < buffer_.size()) {
    const size_t got = std::fread(buffer_.data() + end_, 1, buffer_.size() - end_, file_.get());
    end_ += got;
    if (got > 0) continue;
    if (std::ferror(file_.get())) return CannotRead(path_, errno);
    at_end_ = true;
    break;
  }
  return end_ > before;
}

void Source::Consume(size_t size) { Consume(size, CountLineEnds(window().substr(0, size))); }

void Source::Consume(size_t size, uint64_t lines) {
  DCHECK(size <= end_ - begin_);
  line_ += lines;
  begin_ += size;
  offset_ += size;
}

StatusOr<bool> Source::NextLine(Line& line) {
  Consume(pending_);
  pending_ = 0;
  size_t searched = 0, end = std::string_view::npos;
  while (true) {
    end = window().find('\n', searched);
    if (end != std::string_view::npos || window().size() > kMaxRecordBytes) break;
    searched = window().size();
    ASSIGN_OR_RETURN(const bool more, More());
    if (!more) break;
  }
  line = {window().substr(0, end), line_, offset_, false};
  if (end == std::string_view::npos && window().size() > kMaxRecordBytes) {
    line.too_long = true;
    return true;  // the caller skips it
  }
  if (line.text.empty() && end == std::string_view::npos) return false;
  pending_ = line.text.size() + (end == std::string_view::npos ? 0 : 1);
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  return true;
}

Status Source::SkipLine() {
  pending_ = 0;
  while (true) {
    const size_t end = window().find('\n');
    if (end != std::string_view::npos) {
      Consume(end + 1);
      return absl::OkStatus();
    }
    Consume(window().size());
    ASSIGN_OR_RETURN(const bool more, More());
    if (!more) return absl::OkStatus();
  }
}

StatusOr<std::string> Source::ReadAll(size_t limit) {
  while (window().size() < limit) {
    ASSIGN_OR_RETURN(const bool more, More());
    if (!more) break;
  }
  return std::string(window().substr(0, limit));
}

uint64_t FileSize(const std::string& path) {
  std::error_code error;
  const uintmax_t size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

}  // namespace newsgraph::loaders
