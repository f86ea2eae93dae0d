// A program of the user's that reads articles: it speaks JSON Lines, one article in, one graph out.
//
//   ASSIGN_OR_RETURN(auto extractor, ExternalExtractor::Start("python3 mine.py", 60'000));
//   ASSIGN_OR_RETURN(Extraction found, extractor->Extract({"a.txt", "2026-03-12", "Title", text}));
//
// It gets {"source", "date", "title", "text"} on a line of its standard input, and answers with
// {"nodes": [...], "edges": [...]} on a line of its standard output (extraction_json.h has the
// form; offsets are UTF-8 bytes of "text"), or with {"error": "why"}. It is run by /bin/sh, once,
// and gets articles until its input ends. What it says on standard error is seen as it is.
//
// Owns the process, which is ended with it. One thread.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "graph/base/error.h"
#include "loaders/text/extraction.h"

namespace newsgraph::text {

struct ExtractorRequest {
  std::string_view source, date, title, text;
};

class ExternalExtractor {
 public:
  static constexpr size_t kMaxAnswer = 64 << 20;  // bytes

  //   timeout_ms   for each article
  //   errors       IoError: the system cannot start a process
  static StatusOr<std::unique_ptr<ExternalExtractor>> Start(std::string command,
                                                            int64_t timeout_ms);
  ~ExternalExtractor();
  ExternalExtractor(const ExternalExtractor&) = delete;

  //   errors   DataError: the program says it cannot, or its answer is no graph of this text
  //            ExternalError (IoError "ExtractorFailed"): it ended, is too slow or says too much;
  //            the next article starts it again
  StatusOr<Extraction> Extract(const ExtractorRequest& request);

 private:
  ExternalExtractor(std::string command, int64_t timeout_ms)
      : command_(std::move(command)), timeout_ms_(timeout_ms) {}
  Status Run();
  void Stop();
  StatusOr<std::string> Exchange(std::string_view line);
  Status Failed(std::string_view what);

  std::string command_;
  int64_t timeout_ms_;
  pid_t process_ = -1;
  int to_ = -1, from_ = -1;
  std::string unread_;  // of its output, behind the last line
};

}  // namespace newsgraph::text
