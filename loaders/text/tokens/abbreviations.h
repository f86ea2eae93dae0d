// Abbreviations that end in a full stop, for the tokeniser.
//
//   FindAbbreviation("Mr")  -> kTitle      FindAbbreviation("Inc") -> kMayEnd
//
// Thread-safe: no state.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsgraph::text {

enum class Abbreviation : uint8_t {
  kNone,
  kTitle,         // a name follows; never ends a sentence: Mr. Sen. St.
  kMayEnd,        // may stand last: Inc. Jr. etc.
  kBeforeNumber,  // an abbreviation only before a number: No. p. vol.
  kDate,          // months and days, before a number or a comma, which may be words: Mar. Sat.
};

// `word` without its stop, in any case.
Abbreviation FindAbbreviation(std::string_view word);

// Words that begin sentences and do not follow an abbreviation inside one: "The", "He", "But".
bool IsSentenceStarter(std::string_view word);

// "said", "asked", "told" ...: what follows a quoted question without a new sentence.
bool IsSpeechVerb(std::string_view word);

}  // namespace newsgraph::text
