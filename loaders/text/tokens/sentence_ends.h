// Where sentences end in a run of tokens; the second half of Tokenise.
//
// A full stop ends a sentence unless a lower-case word follows; abbreviations that may stand last
// (U.S. Inc. p.m.) end one before a word that starts sentences ("The", "But"); titles and initials
// never do. Closing quotes and brackets stay with their sentence, and "..." said Smith goes on.
// Thread-safe: no state.
#pragma once

#include <cstdint>
#include <string_view>

#include "loaders/text/tokens/tokens.h"

namespace newsgraph::text {

// Appends to out.sentences the sentences of out.tokens[first..), cutting any that is longer than
// kMaxSentenceTokens. cost: O(tokens)
void SplitSentences(std::string_view text, uint32_t first, TokenisedText& out);

}  // namespace newsgraph::text
