// What was entered before, in memory and in a file that every entry reaches at once.
//
//   History history;
//   history.Open(HistoryPath());
//   history.Add("MATCH (n) RETURN n;");
//   history.Search("match", history.size())   ->  number of the newest entry that contains it
//
// The file has mode 0600, one entry a line with \n and \\ escaped; it is appended to with one
// write, so that a crash loses nothing and several programs may share it. What looks like a secret
// (IsSecret) is never kept, neither is an entry that starts with a blank. One thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"

namespace newsgraph::cli {

// $XDG_STATE_HOME/newsgraph/history, else ~/.local/state/newsgraph/history; empty when there is no
// home.
std::string HistoryPath();

// The text sets something whose name says that it is secret: password, passwd, secret, token, api
// key, credential.
bool IsSecret(std::string_view entry);

class History {
 public:
  // Reads the file, making its folders; a file of too many entries is cut to the newest.
  //   errors   IoError; the history then lives in memory alone
  Status Open(const std::string& path);

  void Add(std::string_view entry);
  size_t size() const { return entries_.size(); }
  const std::string& operator[](size_t number) const { return entries_[number]; }
  const std::vector<std::string>& entries() const { return entries_; }
  // The newest entry below `before` that contains `text`, capitals aside.
  std::optional<size_t> Search(std::string_view text, size_t before) const;

 private:
  std::vector<std::string> entries_;  // oldest first
  std::string path_;                  // empty: in memory alone
};

}  // namespace newsgraph::cli
