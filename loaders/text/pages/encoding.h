// The bytes of a file of news as UTF-8, whatever they were written in.
//
//   Decoded decoded = ToUtf8(std::move(bytes));
//   if (decoded.refused.empty()) use(decoded.text);
//
// A byte order mark says what the text is in. Without one a page is in the charset that it
// declares, under the names and with the meaning that browsers give them; all else is UTF-8.
// Nothing is put in place of bytes that cannot be read: names would differ by it without a word.
// Thread-safe: no state. cost: O(bytes)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newsgraph::text {

struct Decoded {
  std::string text;
  bool converted = false;  // the text is not a run of the file's bytes
  uint64_t mark = 0;       // bytes of a mark of UTF-8 that were passed over
  std::string refused;     // why it is no text, with the place of the first bad byte
};

Decoded ToUtf8(std::string bytes);

// Marks of a page in its first bytes: plain text may begin with "<" too.
bool LooksLikeHtml(std::string_view bytes);

}  // namespace newsgraph::text
