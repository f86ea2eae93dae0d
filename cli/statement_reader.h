// Cuts a stream of bytes into statements and :commands, so that a pipe is answered as it comes.
//
//   StatementReader reader;
//   reader.Feed("MATCH (n) RETURN n; :schema\nRETURN");
//   reader.Next() -> {"MATCH (n) RETURN n", line 1}     reader.Next() -> {":schema", line 1}
//   reader.Next() -> none reader.Finish(); reader.Next() -> {"RETURN", line 2}
//
// A statement ends at ";" outside of strings, backquotes and comments. A command is a line that
// starts with ":" where a statement could. Each byte is looked at once. One thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsgraph::cli {

class StatementReader {
 public:
  struct Piece {
    std::string text;   // without the ";" and surrounding blanks
    uint64_t line = 1;  // where it starts
    bool command = false;
  };

  void Feed(std::string_view bytes);
  // No more bytes will come: what is left counts as a statement.
  void Finish() { finished_ = true; }
  std::optional<Piece> Next();
  // Something that is no blank or comment waits for its end.
  bool pending();

 private:
  enum class State : uint8_t { kStart, kStatement, kCommand, kQuote, kLineComment, kBlockComment };
  std::optional<Piece> Cut(size_t end, bool command);
  bool Step();  // one byte on; true when it was the ";" or the newline that ends a piece

  std::string buffer_;
  size_t at_ = 0;     // bytes before this are looked at
  size_t begin_ = 0;  // where the piece starts
  uint64_t line_ = 1;
  uint64_t begin_line_ = 1;
  State state_ = State::kStart;
  State outer_ = State::kStart;  // what a comment stands in
  char quote_ = 0;
  bool finished_ = false;
};

}  // namespace newsgraph::cli
