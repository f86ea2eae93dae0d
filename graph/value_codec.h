// Property values as bytes, for columns of mixed kinds and for saved files.
//
//   std::string bytes;
//   EncodeValue(value, bytes);                 // appends
//   std::optional<Value> back = DecodeValue(bytes);      // the same value, of the same kind
//
// Form: one byte of kind, then fixed little-endian fields; lists and maps nest. Decoding checks
// every length and stops at Value::kMaxDepth, so damaged bytes give nothing and never a crash.
// Strings of a decoded value are borrowed from the bytes. REQUIRES of EncodeValue: no node, edge or
// path inside. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "graph/value.h"

namespace newsgraph {

void EncodeValue(const Value& value, std::string& bytes);
std::optional<Value> DecodeValue(std::string_view bytes);

// Whether a value that bytes spelled out is one that our own functions could have made: temporal
// values within their ranges. DecodeValue gives no others.
bool IsStorableValue(const Value& value);

}  // namespace newsgraph
