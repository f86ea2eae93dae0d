// A range of bytes in a text: where a token, an expression, a mention or an error stands.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsgraph {

// Half-open, in UTF-8 bytes from the start of the text.
struct TextSpan {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool operator==(const TextSpan&) const = default;

  std::string_view In(std::string_view text) const { return text.substr(begin, end - begin); }
};

// The smallest range that holds both.
inline TextSpan Join(TextSpan a, TextSpan b) {
  return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

}  // namespace newsgraph
