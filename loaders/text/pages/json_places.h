// Where the values of a JSON text begin, which a parsed document does not tell. The text is JSON
// already; no check is made but that nothing is read beyond its end. Thread-safe: no state.
#pragma once

#include <cstddef>
#include <string_view>

namespace newsgraph::text {

// The first byte from `at` on that is no blank, comma or colon.
size_t NextJsonValue(std::string_view json, size_t at);
// Behind the value that begins at `at`.
size_t SkipJsonValue(std::string_view json, size_t at);
// The value of the first member `key` of the object that begins at `object`, or `object` itself
// where the key is not written like that.
size_t PlaceOfMember(std::string_view json, size_t object, std::string_view key);
// How deep brackets nest, strings left aside; of any bytes.
int NestingOf(std::string_view json);

}  // namespace newsgraph::text
