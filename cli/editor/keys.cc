#include "cli/editor/keys.h"

#include <algorithm>

#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr std::string_view kPasteBegin = "\x1b[200~";
constexpr std::string_view kPasteEnd = "\x1b[201~";

// What stands between ESC [ (or ESC O) and the end of a sequence, and its key.
struct SequenceRow {
  std::string_view text;
  KeyCode code;
};
constexpr SequenceRow kSequences[] = {
    {"A", KeyCode::kUp},           {"B", KeyCode::kDown},        {"C", KeyCode::kRight},
    {"D", KeyCode::kLeft},         {"H", KeyCode::kHome},        {"F", KeyCode::kEnd},
    {"Z", KeyCode::kBackTab},      {"1~", KeyCode::kHome},       {"7~", KeyCode::kHome},
    {"4~", KeyCode::kEnd},         {"8~", KeyCode::kEnd},        {"3~", KeyCode::kDelete},
    {"5~", KeyCode::kPageUp},      {"6~", KeyCode::kPageDown},   {"1;5D", KeyCode::kWordLeft},
    {"1;5C", KeyCode::kWordRight}, {"1;3D", KeyCode::kWordLeft}, {"1;3C", KeyCode::kWordRight},
    {"5D", KeyCode::kWordLeft},    {"5C", KeyCode::kWordRight},  {"Od", KeyCode::kWordLeft},
    {"1;2A", KeyCode::kUp},        {"1;2B", KeyCode::kDown},     {"1;2C", KeyCode::kRight},
    {"1;2D", KeyCode::kLeft},      {"1;5H", KeyCode::kHome},     {"1;5F", KeyCode::kEnd},
};

bool IsFinal(char c) { return c >= 0x40 && c <= 0x7E; }

// How many bytes the code point takes that starts with this byte.
size_t LengthOf(unsigned char first) {
  return first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

}  // namespace

void KeyDecoder::Feed(std::string_view bytes) {
  no_more_ = false;
  buffer_.erase(0, at_);
  searched_ -= std::min(searched_, at_);
  at_ = 0;
  buffer_ += bytes;
}

std::optional<Key> KeyDecoder::Next() {
  if (pasting_) return PasteEnd();
  if (at_ == buffer_.size()) return std::nullopt;
  const auto first = static_cast<unsigned char>(buffer_[at_]);
  if (first == 0x1B) return Escape();
  if (first >= 0x80) {
    const size_t length = LengthOf(first);
    if (rest().size() < length && !no_more_) return std::nullopt;
    size_t end = at_;
    const char32_t c = DecodeCodePoint(buffer_, end);
    std::string text = buffer_.substr(at_, end - at_);
    at_ = end;
    // A C1 control or a stray byte is no text.
    if (c == kInvalid || (c >= 0x80 && c <= 0x9F)) return Key{KeyCode::kUnknown, ""};
    return Key{KeyCode::kText, std::move(text)};
  }
  ++at_;
  switch (first) {
    case '\r':
    case '\n':
      return Key{KeyCode::kEnter, ""};
    case '\t':
      return Key{KeyCode::kTab, ""};
    case 0x7F:
    case 0x08:
      return Key{KeyCode::kBackspace, ""};
    default:
      break;
  }
  if (first < 0x20)
    return Key{KeyCode::kControl,
               std::string(1, static_cast<char>((first | 0x40) + (first <= 26 ? 0x20 : 0)))};
  return Key{KeyCode::kText, std::string(1, static_cast<char>(first))};
}

std::optional<Key> KeyDecoder::Escape() {
  const std::string_view text = rest();
  if (text.size() == 1) {
    if (!no_more_) return std::nullopt;
    ++at_;
    return Key{KeyCode::kEscape, ""};
  }
  if (text[1] == '[' || text[1] == 'O') return Sequence();
  at_ += 2;
  if (text[1] == '\x1b') {
    --at_;  // Escape twice: the first is a key by itself
    return Key{KeyCode::kEscape, ""};
  }
  if (text[1] == '\r' || text[1] == '\n') return Key{KeyCode::kAltEnter, ""};
  if (text[1] == '\x7f' || text[1] == '\b') return Key{KeyCode::kAltBackspace, ""};
  if (text[1] == 'b') return Key{KeyCode::kWordLeft, ""};
  if (text[1] == 'f') return Key{KeyCode::kWordRight, ""};
  return Key{KeyCode::kAlt, std::string(1, text[1])};
}

// CSI: ESC [ parameters final; SS3: ESC O final.
std::optional<Key> KeyDecoder::Sequence() {
  const std::string_view text = rest();
  size_t end = 2;
  while (end < text.size() && !IsFinal(text[end])) ++end;
  if (end == text.size()) {
    if (!no_more_) return std::nullopt;
    at_ = buffer_.size();
    return Key{KeyCode::kUnknown, ""};
  }
  ++end;
  const std::string_view body = text.substr(2, end - 2);
  const bool paste = text.substr(0, end) == kPasteBegin;
  at_ += end;
  if (paste) {
    pasting_ = true;
    searched_ = at_;
    return PasteEnd();
  }
  for (const SequenceRow& row : kSequences) {
    if (row.text == body) return Key{row.code, ""};
  }
  return Key{KeyCode::kUnknown, ""};
}

std::optional<Key> KeyDecoder::PasteEnd() {
  const size_t end = buffer_.find(kPasteEnd, searched_);
  if (end == std::string::npos) {
    searched_ = std::max(at_, buffer_.size() - std::min(buffer_.size(), kPasteEnd.size()));
    return std::nullopt;
  }
  Key key{KeyCode::kPaste, ""};
  key.text.reserve(end - at_);
  for (size_t i = at_; i < end; ++i) {
    const char c = buffer_[i];
    if (c == '\r') {
      key.text += '\n';
      if (i + 1 < end && buffer_[i + 1] == '\n') ++i;
    } else if (c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20) {
      key.text += c;  // other controls cannot be meant in a query
    }
  }
  at_ = end + kPasteEnd.size();
  pasting_ = false;
  return key;
}

}  // namespace newsgraph::cli
