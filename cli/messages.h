// Everything that is not data: errors, warnings and notes, on standard error.
//
//   Messages messages(STDERR_FILENO, {.color = true});
//   messages.Error(status, statement);     // kind, message, line with caret, hint
//   messages.Warn("label \"Persn\" is not in the graph");
//   messages.Note("2 statements");         // not with --quiet
//
// What comes from data or files is made visible (text.h): no message can drive a terminal. One
// thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "graph/base/error.h"
#include "query/result.h"

namespace newsgraph::cli {

struct MessageOptions {
  bool color = false;
  bool quiet = false;
};

class Messages {
 public:
  Messages(int descriptor, MessageOptions options) : descriptor_(descriptor), options_(options) {}
  explicit Messages(std::string& target) : target_(&target) {}

  // `text` is what the status's span points into; `where` names its file and line, if it has one.
  void Error(const Status& status, std::string_view text = {}, std::string_view where = {});
  void Warn(std::string_view message);
  void Note(std::string_view message);
  // The warnings of a statement, and whether its answer is whole.
  void Tell(const query::Summary& summary);
  // As it is: progress, and what a terminal may obey.
  void Raw(std::string_view bytes);

  bool quiet() const { return options_.quiet; }
  bool color() const { return options_.color; }

 private:
  void Say(std::string_view style, std::string_view word, std::string_view message);

  int descriptor_ = -1;
  std::string* target_ = nullptr;
  MessageOptions options_;
};

}  // namespace newsgraph::cli
