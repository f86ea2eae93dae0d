#include "loaders/text/clauses/scope_words.h"

#include <array>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

bool IsClaim(std::string_view lemma) {
  constexpr std::array<std::string_view, 14> kClaims = {
      "claim",  "allegation", "report",      "suggestion",  "accusation", "rumour", "rumor",
      "charge", "notion",     "speculation", "insinuation", "assertion",  "hint",   "idea"};
  return IsOneOf(lemma, kClaims);
}

bool DeniesClaims(std::string_view lemma) {
  constexpr std::array<std::string_view, 19> kDenials = {
      "lose",   "dismiss",   "refute",   "rebut",    "discount",  "debunk",     "contradict",
      "scotch", "laugh",     "ridicule", "baseless", "unfounded", "groundless", "fabricated",
      "wrong",  "incorrect", "nonsense", "lie",      "withdraw"};
  return IsOneOf(lemma, kDenials);
}

bool LeavesOpen(std::string_view lemma) {
  constexpr std::array<std::string_view, 12> kVerbs = {
      "confirm", "disclose", "reveal",  "specify", "mention", "say",
      "know",    "comment",  "explain", "admit",   "clarify", "elaborate"};
  return IsOneOf(lemma, kVerbs);
}

bool IsWrongly(std::string_view lower) {
  constexpr std::array<std::string_view, 6> kAdverbs = {
      "wrongly", "falsely", "mistakenly", "incorrectly", "erroneously", "untruthfully"};
  return IsOneOf(lower, kAdverbs);
}

bool IsIntent(std::string_view lemma) {
  constexpr std::array<std::string_view, 20> kIntents = {
      "plan",   "bid",       "attempt", "offer",  "proposal",   "decision", "move",
      "effort", "promise",   "pledge",  "order",  "request",    "scheme",   "intention",
      "deal",   "agreement", "vow",     "threat", "invitation", "ambition"};
  return IsOneOf(lemma, kIntents);
}

bool IsAttempt(std::string_view lemma) {
  return lemma == "bid" || lemma == "takeover" || lemma == "merger" || lemma == "acquisition" ||
         lemma == "purchase" || lemma == "offer" || lemma == "sale" || lemma == "buyout" ||
         lemma == "tie-up" || lemma == "transfer" || lemma == "move";
}

bool IsPossibility(std::string_view lemma) {
  constexpr std::array<std::string_view, 32> kNouns = {
      "hope",       "prospect",   "chance",  "possibility", "fear",       "risk",     "danger",
      "likelihood", "call",       "demand",  "pressure",    "temptation", "power",    "right",
      "authority",  "permission", "ability", "opportunity", "need",       "option",   "time",
      "readiness",  "duty",       "reason",  "urge",        "dream",      "question", "willingness",
      "appeal",     "petition",   "push",    "case"};
  return IsOneOf(lemma, kNouns);
}

bool IsWish(std::string_view lemma) {
  constexpr std::array<std::string_view, 9> kVerbs = {
      "seek", "request", "demand", "want", "urge", "propose", "suggest", "need", "await"};
  return IsOneOf(lemma, kVerbs);
}

bool IsWishFor(std::string_view lemma) {
  constexpr std::array<std::string_view, 12> kVerbs = {"ask",   "call", "appeal", "push",
                                                       "press", "hope", "plead",  "wait",
                                                       "lobby", "pray", "wish",   "apply"};
  return IsOneOf(lemma, kVerbs);
}

bool IsShare(std::string_view lemma) {
  constexpr std::array<std::string_view, 14> kNouns = {
      "role",       "part",      "responsibility", "involvement", "hand",  "complicity", "link",
      "connection", "knowledge", "participation",  "guilt",       "blame", "liability",  "intent"};
  return IsOneOf(lemma, kNouns);
}

bool IsFailure(std::string_view lemma) {
  constexpr std::array<std::string_view, 9> kNouns = {"refusal",       "failure",    "inability",
                                                      "unwillingness", "reluctance", "nothing",
                                                      "little",        "lack",       "absence"};
  return IsOneOf(lemma, kNouns);
}

bool IsDuration(std::string_view lemma) {
  return lemma == "minute" || lemma == "hour" || lemma == "day" || lemma == "week" ||
         lemma == "month" || lemma == "year" || lemma == "decade";
}

}  // namespace newsgraph::text
