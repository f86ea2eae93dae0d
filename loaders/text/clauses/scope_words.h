// Words that say of what stands below them in the tree whether it is so: claims, plans, hopes,
// refusals. Lemmas in lower case. No state.
#pragma once

#include <string_view>

namespace newsgraph::text {

// Nouns for what somebody says is so: a clause on them is no fact.
bool IsClaim(std::string_view lemma);

// Verbs and adjectives that say of a claim that it is not so.
bool DeniesClaims(std::string_view lemma);

// Verbs that, denied, leave open whether it is so: "would not confirm that X left".
bool LeavesOpen(std::string_view lemma);

// "wrongly reported that".
bool IsWrongly(std::string_view lower);

// Nouns for what somebody means to do: their infinitive happens only if they are not given up.
bool IsIntent(std::string_view lemma);

// Nouns for deals that are none when they fail; talks and wars that fail have been.
bool IsAttempt(std::string_view lemma);

// Nouns that say of what stands below them that it may be: "hopes of a deal", "the power to fine".
bool IsPossibility(std::string_view lemma);

// Verbs whose object is only wanted.
bool IsWish(std::string_view lemma);
bool IsWishFor(std::string_view lemma);

// "no role in the killing", "denied responsibility for the attack": a denial of the share denies
// the act.
bool IsShare(std::string_view lemma);

// "the refusal to sign".
bool IsFailure(std::string_view lemma);

// "took four hours to acquit X" and did.
bool IsDuration(std::string_view lemma);

}  // namespace newsgraph::text
