// Corrections: what a newspaper says it said is not so.
#include <array>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

// "a caption said", "our obituary stated": what a newspaper prints.
bool IsPrinted(std::string_view lemma) {
  constexpr std::array<std::string_view, 18> kPrinted = {
      "report",  "article", "item",     "story",   "obituary", "profile",
      "caption", "piece",   "headline", "column",  "graphic",  "entry",
      "version", "feature", "picture",  "edition", "error",    "review"};
  return IsOneOf(lemma, kPrinted);
}

bool IsCorrection(std::string_view lower) {
  return lower == "correction" || lower == "corrections" || lower == "clarification" ||
         lower == "clarifications";
}

}  // namespace

Clauses::Clauses(const Document& doc) : doc_(doc), corrects_(OpensWithCorrections()) {}

// "CORRECTIONS & CLARIFICATIONS" over the text, heading or not.
bool Clauses::OpensWithCorrections() const {
  constexpr size_t kOpening = 120;  // bytes
  const std::string opening = ToLower(doc_.text.substr(0, kOpening));
  return opening.find("correction") != std::string::npos ||
         opening.find("clarification") != std::string::npos;
}

// "An earlier version of this article said that ..."; in a correction "we reported that ...", "an
// item on Monday stated that ...", "an editing error led us to say that ...".
bool Clauses::IsTakenBack(uint32_t says) const {
  constexpr std::array<std::string_view, 5> kSay = {"say", "state", "report", "write", "suggest"};
  const uint32_t own = doc_.Child(says, Relation::kNsubj);
  if (own != kNone && doc_.Lemma(own) == "version") return true;
  const Sentence& s = doc_.SentenceAt(doc_.SentenceOf(says));
  const bool corrects = corrects_ || IsCorrection(doc_.Lower(s.begin));
  if (!corrects || !IsOneOf(doc_.Lemma(says), kSay)) return false;
  const uint32_t who = SubjectOf(says, 0);
  if (who == kNone) return false;
  return doc_.Lower(who) == "we" || doc_.Lower(who) == "us" || IsPrinted(doc_.Lemma(who));
}

}  // namespace newsgraph::text
