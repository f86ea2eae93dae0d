// Text as a terminal sees it: graphemes, cells, and what must not reach it raw.
//
//   WidthOf("Мінск") == 5     WidthOf("北京") == 4     WidthOf("👩‍🚀") == 2
//   Visible("a\x1b[2Jb\u202e") == "a\\u001b[2Jb\\u202e"
//   Fit("Alexander Lukashenko", 10) == "Alexander…"
//
// Graphemes follow UAX #29, widths UAX #11 (both through utf8proc); an emoji sequence takes two
// cells. Bytes that are not UTF-8 count as one grapheme of width 1 each. Thread-safe: no state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace newsgraph::cli {

struct Grapheme {
  size_t begin = 0;
  size_t end = 0;
  int width = 0;  // cells: 0, 1 or 2
};

// The grapheme that starts at `position`. REQUIRES: position < text.size().
Grapheme NextGrapheme(std::string_view text, size_t position);
// Where the grapheme that ends at `position` starts; 0 at the start. cost: O(length of the line)
size_t PreviousGrapheme(std::string_view text, size_t position);

// Cells of a text in one line. REQUIRES: no control characters (see Visible).
int WidthOf(std::string_view text);

// Whether a terminal would do something else than show it: C0, DEL and C1 controls, bidirectional
// controls, line and paragraph separators, invisible tags and fillers.
bool IsUnsafe(char32_t c);

// `text` with every unsafe character and every byte that is not UTF-8 written visibly: \n, \t,
// \u001b, \xff. Returns the same text when there is none. With `keep_newlines`, newlines and tabs
// stay.
std::string Visible(std::string_view text, bool keep_newlines = false);
void AppendVisible(std::string& out, std::string_view text, bool keep_newlines = false);

// `text` between quotes, as JSON or openCypher read it: the quote, the backslash and what is unsafe
// are escaped, and bytes that are not UTF-8 become U+FFFD.
enum class Escapes : uint8_t { kJson, kCypher };
void AppendQuoted(std::string& out, std::string_view text, char quote, Escapes escapes);

// The first graphemes of `text` that take at most `cells` cells; the last one is … when something
// was left out.
std::string Fit(std::string_view text, int cells);

// What a terminal takes for styles, from the 16 colours that each one has, and for their end.
inline constexpr std::string_view kDim = "\x1b[2m";
inline constexpr std::string_view kBold = "\x1b[1m";
inline constexpr std::string_view kColorEnd = "\x1b[0m";

// Equal but for the case of ASCII letters.
bool SameWord(std::string_view a, std::string_view b);

// Words in rows of at most `width` cells, and a newline; the rows after the first are indented. The
// first begins at `column`.
void AppendWrapped(std::string& out, std::string_view text, int width, int indent, int column);

// 9980 -> "9,980"
std::string WithCommas(uint64_t number);
// 1, "row" -> "1 row"; 9980, "row" -> "9,980 rows"
std::string Counted(uint64_t number, std::string_view thing);

// One code point at `position`, which moves on. Invalid bytes give 0xFFFFFFFF and one byte of
// progress.
inline constexpr char32_t kInvalid = 0xFFFFFFFF;
char32_t DecodeCodePoint(std::string_view text, size_t& position);
void AppendCodePoint(std::string& out, char32_t c);

}  // namespace newsgraph::cli
