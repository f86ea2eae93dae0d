// Bytes from a terminal into keys.
//
//   KeyDecoder decoder;
//   decoder.Feed("a\x1b[A\x1b[200~two\nlines\x1b[201~");
//   decoder.Next() -> text "a", kUp, paste "two\nlines", none
//
// Knows xterm's sequences (also those of tmux, the Linux console and rxvt); what it does not know
// is swallowed whole, so that no half of a sequence ends up in the text. One thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsgraph::cli {

enum class KeyCode : uint8_t {
  kText,     // `text` typed: one code point
  kPaste,    // `text` between the marks of a bracketed paste, newlines as \n
  kControl,  // `text` is the letter in lower case: Ctrl-A is "a"
  kAlt,      // `text` is the letter
  kEnter,
  kAltEnter,
  kTab,
  kBackTab,
  kBackspace,
  kAltBackspace,
  kDelete,
  kLeft,
  kRight,
  kUp,
  kDown,
  kWordLeft,
  kWordRight,
  kHome,
  kEnd,
  kPageUp,
  kPageDown,
  kEscape,
  kUnknown,
};

struct Key {
  KeyCode code = KeyCode::kUnknown;
  std::string text;
  bool operator==(const Key&) const = default;
};

class KeyDecoder {
 public:
  void Feed(std::string_view bytes);
  // None until a whole key is there.
  std::optional<Key> Next();
  // An escape character waits for what may follow; when nothing comes within some 50 ms, it was the
  // key.
  bool waiting() const { return !pasting_ && at_ < buffer_.size() && buffer_[at_] == '\x1b'; }
  void EndWait() { no_more_ = true; }

 private:
  std::optional<Key> Escape();
  std::optional<Key> Sequence();
  std::optional<Key> PasteEnd();
  std::string_view rest() const { return std::string_view(buffer_).substr(at_); }

  std::string buffer_;
  size_t at_ = 0;
  size_t searched_ = 0;  // of a paste: no end mark begins before this
  bool pasting_ = false;
  bool no_more_ = false;
};

}  // namespace newsgraph::cli
