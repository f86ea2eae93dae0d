// What a line of an article looks like: its words, its capitals, how it begins and ends.
//
//   const TextSpan line = Trimmed(text, span);
//   if (AllCapitals(line.In(text)) && !EndsSentence(line.In(text))) ...   // "LOCAL NEWS"
//
// No state. Each O(bytes of the line).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/base/text_span.h"

namespace newsgraph::text {

// A line of the text without its surrounding white space.
TextSpan Trimmed(std::string_view text, TextSpan span);

// What stands between white space, within `line`, which may be a paragraph that was wrapped.
std::vector<std::string_view> WordsOf(std::string_view line);

// A sentence as a name: up to a word, and a sign that there is more.
std::string Shortened(std::string_view sentence);

// Ends with a full stop or the like, also within quotes or brackets.
bool EndsSentence(std::string_view line);

// Has ASCII letters, at least one, and they are all capitals.
bool AllCapitals(std::string_view line);

// Words that begin with a capital, of those longer than three letters.
bool MostlyCapitalised(const std::vector<std::string_view>& words);

// Begins like an item of a list: "* ", "• ".
bool IsBullet(std::string_view line);

}  // namespace newsgraph::text
