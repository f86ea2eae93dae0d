#include "cli/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "absl/strings/match.h"
#include "graph/base/strings.h"

namespace newsgraph::cli {
namespace {

constexpr char32_t kEmojiPresentation = 0xFE0F;
constexpr char32_t kJoiner = 0x200D;

bool IsPlainAscii(unsigned char c) { return c >= 0x20 && c < 0x7F; }

bool IsRegionalIndicator(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

// Where the line that holds `position` starts: no grapheme crosses a newline.
size_t LineStart(std::string_view text, size_t position) {
  if (position == 0) return 0;
  const size_t newline = text.rfind('\n', position - 1);
  return newline == std::string_view::npos ? 0 : newline;
}

void AppendHex(std::string& out, uint32_t number, int digits) {
  constexpr char kDigits[] = "0123456789abcdef";
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += kDigits[number >> shift & 0xF];
}

void AppendEscape(std::string& out, char32_t c) {
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      break;
  }
  out += c > 0xFFFF ? "\\U" : "\\u";
  AppendHex(out, c, c > 0xFFFF ? 8 : 4);
}

}  // namespace

char32_t DecodeCodePoint(std::string_view text, size_t& position) {
  const auto first = static_cast<unsigned char>(text[position]);
  if (first < 0x80) {
    ++position;
    return first;
  }
  utf8proc_int32_t c = -1;
  const auto length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + position,
                       static_cast<utf8proc_ssize_t>(text.size() - position), &c);
  if (length <= 0) {
    ++position;
    return kInvalid;
  }
  position += static_cast<size_t>(length);
  return static_cast<char32_t>(c);
}

void AppendCodePoint(std::string& out, char32_t c) {
  std::array<utf8proc_uint8_t, 4> bytes;
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(length));
}

Grapheme NextGrapheme(std::string_view text, size_t position) {
  const auto first = static_cast<unsigned char>(text[position]);
  const bool alone =
      position + 1 >= text.size() || static_cast<unsigned char>(text[position + 1]) < 0x80;
  if (first < 0x80 && alone && first != '\r')
    return {position, position + 1, IsPlainAscii(first) ? 1 : 0};

  size_t end = position;
  char32_t before = DecodeCodePoint(text, end);
  if (before == kInvalid) return {position, end, 1};
  int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(before));
  bool emoji = IsRegionalIndicator(before);
  utf8proc_int32_t state = 0;
  while (end < text.size()) {
    size_t next = end;
    const char32_t c = DecodeCodePoint(text, next);
    if (c == kInvalid ||
        utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(before),
                                         static_cast<utf8proc_int32_t>(c), &state)) {
      break;
    }
    emoji = emoji || c == kEmojiPresentation || c == kJoiner;
    width = std::max(width, utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)));
    before = c;
    end = next;
  }
  // A pair of regional indicators is a flag; a lone one is shown as a boxed letter of the same
  // width.
  if (emoji && width > 0 && end - position > 3) width = 2;
  return {position, end, std::min(width, 2)};
}

size_t PreviousGrapheme(std::string_view text, size_t position) {
  position = std::min(position, text.size());
  size_t start = LineStart(text, position);
  while (start < position) {
    const Grapheme grapheme = NextGrapheme(text, start);
    if (grapheme.end >= position) break;
    start = grapheme.end;
  }
  return start;
}

int WidthOf(std::string_view text) {
  int width = 0;
  for (size_t at = 0; at < text.size();) {
    const Grapheme grapheme = NextGrapheme(text, at);
    width += grapheme.width;
    at = grapheme.end;
  }
  return width;
}

bool IsUnsafe(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return true;
  if (c < 0x061C) return c == 0x00AD;  // soft hyphen: shown or not, as the terminal likes
  return c == 0x061C || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0x115F ||
         c == 0x1160 || c == 0x3164 || c == 0xFEFF || c == 0xFFA0 || (c >= 0xFFF0 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE0FFF) || c == kInvalid;
}

void AppendVisible(std::string& out, std::string_view text, bool keep_newlines) {
  for (size_t at = 0; at < text.size();) {
    size_t plain = at;
    while (plain < text.size() && IsPlainAscii(static_cast<unsigned char>(text[plain]))) ++plain;
    out.append(text, at, plain - at);
    at = plain;
    if (at == text.size()) break;
    const size_t begin = at;
    const char32_t c = DecodeCodePoint(text, at);
    if (c == kInvalid) {
      out += "\\x";
      AppendHex(out, static_cast<unsigned char>(text[begin]), 2);
    } else if (!IsUnsafe(c) || (keep_newlines && (c == '\n' || c == '\t'))) {
      out.append(text, begin, at - begin);
    } else {
      AppendEscape(out, c);
    }
  }
}

void AppendQuoted(std::string& out, std::string_view text, char quote, Escapes escapes) {
  out += quote;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    while (at < text.size() && IsPlainAscii(static_cast<unsigned char>(text[at])) &&
           text[at] != quote && text[at] != '\\') {
      ++at;
    }
    out.append(text, begin, at - begin);
    if (at == text.size()) break;
    const size_t odd = at;
    const char32_t c = DecodeCodePoint(text, at);
    if (c == kInvalid) {
      AppendCodePoint(out, 0xFFFD);
    } else if (c == static_cast<unsigned char>(quote) || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (!IsUnsafe(c)) {
      out.append(text, odd, at - odd);
    } else if (escapes == Escapes::kJson && c > 0xFFFF) {
      AppendEscape(out, 0xD800 + ((c - 0x10000) >> 10));
      AppendEscape(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
      AppendEscape(out, c);
    }
  }
  out += quote;
}

std::string Visible(std::string_view text, bool keep_newlines) {
  std::string out;
  out.reserve(text.size());
  AppendVisible(out, text, keep_newlines);
  return out;
}

std::string Fit(std::string_view text, int cells) {
  int width = 0;
  size_t cut = 0;  // the longest prefix that leaves a cell for the ellipsis
  for (size_t at = 0; at < text.size();) {
    const Grapheme grapheme = NextGrapheme(text, at);
    width += grapheme.width;
    at = grapheme.end;
    if (width <= cells - 1) cut = at;
    if (width > cells) return cells <= 0 ? std::string() : std::string(text.substr(0, cut)) + "…";
  }
  return std::string(text);
}

bool SameWord(std::string_view a, std::string_view b) {
  return absl::EqualsIgnoreCase(AbslView(a), AbslView(b));
}

void AppendWrapped(std::string& out, std::string_view text, int width, int indent, int column) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (column > indent && column + WidthOf(word) > width) {
      while (out.ends_with(' ')) out.pop_back();
      Append(out, "\n", std::string(static_cast<size_t>(indent), ' '));
      column = indent;
    }
    Append(out, word, end < text.size() ? " " : "");
    column += WidthOf(word) + 1;
    at = end + 1;
  }
  out += '\n';
}

std::string WithCommas(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string Counted(uint64_t number, std::string_view thing) {
  return Cat(WithCommas(number), " ", thing, number == 1 ? "" : "s");
}

}  // namespace newsgraph::cli
