// Text by character, as openCypher counts it: a Unicode code point, not a byte and not a UTF-16
// unit.
//
//   CountCodePoints("Жэня") == 4;  ToUpper("straße") -> "STRASSE"
//
// Texts are UTF-8. Where bytes are malformed, a stray byte with the continuation bytes after it
// counts as one character and is kept as it is. Case and normal forms come from ICU; texts of ASCII
// alone never reach it. No state. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/base/error.h"

namespace newsgraph::functions {

size_t CountCodePoints(std::string_view text);

// The byte where character number `index` (from 0) starts; text.size() when there are not so many.
// cost: O(result)
size_t OffsetOf(std::string_view text, uint64_t index);
// The byte where the last `count` characters start; 0 when there are not so many.
size_t OffsetFromEnd(std::string_view text, uint64_t count);

// The first character, as bytes. REQUIRES: !text.empty()
std::string_view FirstCodePoint(std::string_view text);

std::string ReverseCodePoints(std::string_view text);

enum class Ends : uint8_t { kLeft, kRight, kBoth };
// Without the characters at the ends that `characters` holds.
std::string_view TrimCharacters(std::string_view text, std::string_view characters, Ends ends);
// Without white space (Unicode's White_Space) at the ends.
std::string_view TrimWhitespace(std::string_view text, Ends ends);

// Full case mapping of Unicode, by no language's special rules: "ß" becomes "SS", a final sigma
// stays final. errors: LimitExceeded (more than 2^28 bytes)
StatusOr<std::string> ToUpper(std::string_view text);
StatusOr<std::string> ToLower(std::string_view text);

enum class NormalForm : uint8_t { kNFC, kNFD, kNFKC, kNFKD };
// source: Unicode Standard Annex #15. errors: LimitExceeded (more than 2^28 bytes)
StatusOr<std::string> Normalize(std::string_view text, NormalForm form);

}  // namespace newsgraph::functions
