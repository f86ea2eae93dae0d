// Where data goes: a file descriptor or a string, gathered in a buffer.
//
//   Output out(STDOUT_FILENO);
//   out.Write("a,b\n");
//   RETURN_IF_ERROR(out.Flush());
//
// A failed write is kept and returned by Flush (and every later one); writing goes on into nothing.
// What a terminal has not shown when Ctrl-C is pressed is dropped, and the line ended.
// A reader that went away (EPIPE) is told apart: it is no error of ours. One thread at a time. The
// descriptor is not closed.
#pragma once

#include <string>
#include <string_view>

#include "graph/base/error.h"

namespace newsgraph::cli {

class Output {
 public:
  explicit Output(int descriptor);
  explicit Output(std::string& target) : target_(&target) {}
  Output(const Output&) = delete;
  ~Output() { (void)Flush(); }

  void Write(std::string_view text) {
    buffer_.append(text);
    DrainIfFull();
  }
  void Write(char c) { buffer_.push_back(c); }
  // For writers that append by themselves; they call DrainIfFull now and then.
  std::string& buffer() { return buffer_; }
  void DrainIfFull() {
    if (buffer_.size() >= kBufferBytes) Drain();
  }

  // errors: IoError with what the system said
  Status Flush() {
    Drain();
    return status_;
  }
  // The reader of a pipe has gone.
  bool closed() const { return closed_; }

 private:
  static constexpr size_t kBufferBytes = 64 * 1024;
  void Drain();
  // False: errno says why.
  bool DrainToDescriptor();

  int descriptor_ = -1;
  bool terminal_ = false;
  std::string* target_ = nullptr;
  std::string buffer_;
  Status status_;
  bool closed_ = false;
};

// Writes all of `text` to a descriptor, through interrupts and short writes. False: errno says why.
bool WriteAll(int descriptor, std::string_view text);

}  // namespace newsgraph::cli
