// A file as a window of bytes that moves on, and as lines with their numbers.
//
//   ASSIGN_OR_RETURN(Source source, Source::Open("people.jsonl"));
//   Line line;
//   while (true) {
//     ASSIGN_OR_RETURN(const bool more, source.NextLine(line));
//     if (!more) break;
//     use(line.text, line.number, line.offset);   // until the next call
//   }
//
// Memory is a megabyte, or twice the longest record. Owns the open file. One thread.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "graph/base/error.h"

namespace newsgraph::loaders {

inline constexpr size_t kMaxRecordBytes = 64 << 20;

struct Line {
  std::string_view text;  // without its end (\n or \r\n)
  uint64_t number = 0;    // from 1
  uint64_t offset = 0;    // of its first byte
  bool too_long = false;  // longer than kMaxRecordBytes: `text` is its beginning
};

class Source {
 public:
  // A byte order mark of UTF-8 is passed over.
  //   errors    IoError, here and below: the system's words
  static StatusOr<Source> Open(const std::string& path);

  // A part of a file that is in memory already; places are told as those of the whole file.
  Source(std::string path, std::string bytes, uint64_t offset, uint64_t line)
      : path_(std::move(path)),
        buffer_(std::move(bytes)),
        end_(buffer_.size()),
        at_end_(true),
        offset_(offset),
        line_(line) {}

  const std::string& path() const { return path_; }
  // Bytes not yet consumed that are in memory. Lives until the next call of More, NextLine or
  // ReadAll.
  std::string_view window() const {
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
  }
  // Makes the window longer; false at the end of the file.
  StatusOr<bool> More();
  // REQUIRES: size <= window().size()
  void Consume(size_t size);
  // The same where it is known how many line ends are in it.
  void Consume(size_t size, uint64_t lines);
  uint64_t offset() const { return offset_; }  // of the window's first byte
  uint64_t line() const { return line_; }      // its number, from 1

  // False at the end of the file. The last line may lack its end.
  StatusOr<bool> NextLine(Line& line);
  // Consumes up to the end of the line, however long.
  Status SkipLine();
  // What is left, at most `limit` bytes of it.
  StatusOr<std::string> ReadAll(size_t limit);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  Source(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string buffer_;
  size_t begin_ = 0, end_ = 0;  // of the window in the buffer
  size_t pending_ = 0;          // of the line given out by NextLine, consumed by the next call
  bool at_end_ = false;
  uint64_t offset_ = 0, line_ = 1;
};

// In bytes; 0 where the system does not say. Progress and guesses go by it.
uint64_t FileSize(const std::string& path);

}  // namespace newsgraph::loaders
