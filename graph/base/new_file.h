// A file that takes the place of another when it is whole, or never.
//
//   NewFile file;
//   RETURN_IF_ERROR(file.Create("news.ng"));    // news.ng.partial-PID, beside it
//   write(file.descriptor(), ...);
//   RETURN_IF_ERROR(file.Finish());             // on disk; file.path() may be read back
//   RETURN_IF_ERROR(file.Replace());            // renamed, and that on disk too
//
// Without Replace what was there stays and the new file goes with its object. Of a link, the file
// that it names is replaced; the new file has the mode of the old one. One thread at a time.
#pragma once

#include <string>

#include "graph/base/error.h"

namespace newsgraph {

class NewFile {
 public:
  // Whether a file of this name can be replaced: it is not there, or a file, and no name of a
  // descriptor (/dev/stdout), a pipe or a device.
  static bool Replaces(const std::string& path);

  NewFile() = default;
  NewFile(const NewFile&) = delete;
  ~NewFile();

  // errors of all three: IoError, with the system's words
  Status Create(const std::string& path);
  Status Finish();
  Status Replace();
  int descriptor() const { return file_; }
  const std::string& path() const { return partial_; }

 private:
  std::string name_, target_, partial_;  // as given; what it names; empty: nothing to take away
  int file_ = -1;
};

// What a name leads to through links, there or not.
std::string FollowLinks(std::string path);
// Whether two names lead to one file (a file, no device or pipe) that is there.
bool IsSameFile(const std::string& a, const std::string& b);

}  // namespace newsgraph
