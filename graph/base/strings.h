// Bridges between std::string_view and the string_view of the packaged abseil, which is a type of
// its own.
//
//   Cat("node ", 7, " of ", name)     builds a std::string from std::string_view, std::string and
//   numbers View(status.message())            abseil's view as std::string_view StringMap<int> m;
//   m.find(view)    a hash map from std::string that is searched without a copy
//
// Everything of ours takes std::string_view; only this header knows the other one. Thread-safe: no
// state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace newsgraph {

inline std::string_view View(absl::string_view text) { return {text.data(), text.size()}; }
inline absl::string_view AbslView(std::string_view text) { return {text.data(), text.size()}; }

namespace internal {
inline absl::string_view CatPiece(std::string_view text) { return AbslView(text); }
inline absl::string_view CatPiece(const std::string& text) { return AbslView(text); }
inline absl::string_view CatPiece(const char* text) { return text; }
template <class T>
requires(!std::is_convertible_v<T, std::string_view>) const T& CatPiece(const T& value) {
  return value;
}
}  // namespace internal

// The pieces one after another. cost: one allocation.
template <class... Pieces>
std::string Cat(const Pieces&... pieces) {
  return absl::StrCat(internal::CatPiece(pieces)...);
}

template <class... Pieces>
void Append(std::string& out, const Pieces&... pieces) {
  absl::StrAppend(&out, internal::CatPiece(pieces)...);
}

// Without the blanks before and behind. cost: none, a part of what was given.
inline std::string_view Trim(std::string_view text, std::string_view blanks = " \t\r\n") {
  const size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

// The parts between separators, one more than there are separators: empty ones are kept.
inline std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

struct StringHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return absl::Hash<std::string_view>{}(text); }
};
struct StringEqual {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const { return a == b; }
};

template <class V>
using StringMap = absl::flat_hash_map<std::string, V, StringHash, StringEqual>;
using StringSet = absl::flat_hash_set<std::string, StringHash, StringEqual>;

}  // namespace newsgraph
