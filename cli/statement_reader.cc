#include "cli/statement_reader.h"

#include <algorithm>
#include <cctype>

namespace newsgraph::cli {
namespace {

bool IsBlank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

}  // namespace

void StatementReader::Feed(std::string_view bytes) {
  // What is cut off already goes once for many pieces.
  const size_t used = state_ == State::kStart ? at_ : begin_;
  buffer_.erase(0, used);
  at_ -= used;
  begin_ -= std::min(begin_, used);
  buffer_ += bytes;
}

std::optional<StatementReader::Piece> StatementReader::Next() {
  while (at_ < buffer_.size()) {
    // Two-byte marks (//, /*, */, \x) are decided with both bytes at hand.
    const char c = buffer_[at_];
    if (!finished_ && at_ + 1 == buffer_.size() && (c == '/' || c == '*' || c == '\\'))
      return std::nullopt;
    const bool command = state_ == State::kCommand;
    if (Step()) {
      auto piece = Cut(at_ - 1, command);
      if (piece) return piece;
    }
  }
  if (!finished_ || state_ == State::kStart) return std::nullopt;
  const bool command = state_ == State::kCommand;
  if (state_ == State::kLineComment || state_ == State::kBlockComment) {
    // A comment alone is nothing to run; one that is not closed is left to the parser's error.
    if (outer_ == State::kStart && state_ == State::kLineComment) return std::nullopt;
  }
  return Cut(at_, command);
}

bool StatementReader::Step() {
  const char c = buffer_[at_];
  const char next = at_ + 1 < buffer_.size() ? buffer_[at_ + 1] : '\0';
  ++at_;
  if (c == '\n') ++line_;
  switch (state_) {
    case State::kStart:
      if (IsBlank(c) || c == ';') return false;
      begin_ = at_ - 1;
      begin_line_ = line_;
      if (c == ':') {
        state_ = State::kCommand;
        return false;
      }
      if (c != '/' || (next != '/' && next != '*')) state_ = State::kStatement;
      [[fallthrough]];
    case State::kStatement:
      if (c == ';') return true;
      if (c == '\'' || c == '"' || c == '`') {
        quote_ = c;
        state_ = State::kQuote;
      } else if (c == '/' && (next == '/' || next == '*')) {
        outer_ = state_;
        state_ = next == '/' ? State::kLineComment : State::kBlockComment;
        ++at_;
      }
      return false;
    case State::kCommand:
      return c == '\n';
    case State::kQuote:
      if (c == '\\' && quote_ != '`' && at_ < buffer_.size()) {
        if (buffer_[at_] == '\n') ++line_;
        ++at_;
      } else if (c == quote_) {
        state_ = State::kStatement;
      }
      return false;
    case State::kLineComment:
      if (c == '\n') state_ = outer_;
      return false;
    case State::kBlockComment:
      if (c == '*' && next == '/') {
        ++at_;
        state_ = outer_;
      }
      return false;
  }
  return false;
}

std::optional<StatementReader::Piece> StatementReader::Cut(size_t end, bool command) {
  while (end > begin_ && IsBlank(buffer_[end - 1])) --end;
  Piece piece{buffer_.substr(begin_, end - begin_), begin_line_, command};
  if (command && piece.text.ends_with(';')) piece.text.pop_back();
  state_ = State::kStart;
  if (piece.text.empty()) return std::nullopt;
  return piece;
}

bool StatementReader::pending() {
  return state_ == State::kStatement || state_ == State::kQuote || state_ == State::kBlockComment ||
         (state_ == State::kLineComment && outer_ == State::kStatement);
}

}  // namespace newsgraph::cli
