// Whether bytes are text, and where they are not. Thread-safe: no state.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsgraph {

// The first byte that is not UTF-8 (RFC 3629: no surrogates, no overlong forms), or npos.
size_t FindInvalidUtf8(std::string_view text);

// Why bytes that begin like this are no text of ours (UTF-16, UTF-32 or binary), or an empty
// string.
std::string WhyNotText(std::string_view head);

}  // namespace newsgraph
