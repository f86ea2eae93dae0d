// Likeness of names. Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>

namespace newsgraph::text {

// Two spellings of one person's name: equal when folded, or near by edit distance in the surname
// with agreeing first names. "Kalesnikava" and "Kolesnikova" agree.
bool SamePersonName(std::string_view folded_a, std::string_view folded_b);

// Initials of the capitalised words: "International Committee of the Red Cross" -> "ICRC".
std::string Initials(std::string_view name);

}  // namespace newsgraph::text
