#include "graph/base/utf8.h"

#include <cstdint>

#include "graph/base/eight_bytes.h"
#include "graph/base/strings.h"

namespace newsgraph {

size_t FindInvalidUtf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const size_t size = text.size();
  for (size_t i = 0; i < size;) {
    // ASCII, eight bytes at a time while there are as many.
    if (i + 8 <= size && (LoadEight(bytes + i) & kHighBits) == 0) {
      i += 8;
      continue;
    }
    const uint8_t first = bytes[i];
    if (first < 0x80) {
      ++i;
      continue;
    }
    // RFC 3629: the second byte's range says what is overlong, a surrogate or beyond U+10FFFF.
    size_t more = 1;
    uint8_t low = 0x80, high = 0xBF;
    if (first < 0xC2 || first > 0xF4) return i;
    if (first >= 0xE0) more = 2;
    if (first >= 0xF0) more = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
    if (i + more >= size || bytes[i + 1] < low || bytes[i + 1] > high) return i;
    for (size_t k = 2; k <= more; ++k) {
      if ((bytes[i + k] & 0xC0) != 0x80) return i;
    }
    i += more + 1;
  }
  return std::string_view::npos;
}

std::string WhyNotText(std::string_view head) {
  using std::string_view_literals::operator""sv;
  if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv)) {
    return "the file is UTF-16 or UTF-32; convert it to UTF-8, e.g. with iconv";
  }
  if (const size_t nul = head.find('\0'); nul != std::string_view::npos) {
    return Cat("a binary file: byte ", nul, " is NUL; expected UTF-8 text");
  }
  return {};
}

}  // namespace newsgraph
