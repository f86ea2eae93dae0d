#include "loaders/text/entities/role_words.h"

#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

bool IsStateRole(std::string_view noun) {
  constexpr std::array<std::string_view, 36> kWords = {
      "minister",     "president",      "premier",       "chancellor",
      "secretary",    "envoy",          "ambassador",    "consul",
      "diplomat",     "official",       "king",          "queen",
      "emir",         "sultan",         "negotiator",    "representative",
      "commissioner", "spokes",         "head of state", "attorney general",
      "prosecutor",   "ruler",          "leader",        "dictator",
      "strongman",    "monarch",        "emperor",       "taoiseach",
      "prince",       "general",        "attache",       "attaché",
      "delegate",     "supreme leader", "junta",         "whip"};
  return HasAnyOf(noun, kWords);
}

bool IsPersonalRole(std::string_view noun) {
  constexpr std::array<std::string_view, 23> kWords = {
      "coach",    "manager",   "chief of staff", "bandleader", "promoter",  "lawyer",
      "attorney", "counsel",   "solicitor",      "barrister",  "advocate",  "defender",
      "aide",     "adviser",   "advisor",        "spokes",     "agent",     "bodyguard",
      "driver",   "publicist", "secretary",      "physician",  "biographer"};
  for (std::string_view word : kWords) {
    if (EndsWith(noun, word) || (word == "spokes" && noun.find(word) != std::string_view::npos))
      return true;
  }
  return false;
}

bool IsSameOffice(std::string_view noun) { return noun == "predecessor" || noun == "successor"; }
bool IsOfficeElsewhere(std::string_view noun) {
  return noun == "counterpart" || noun == "opposite number";
}

bool IsManager(std::string_view noun) {
  return EndsWith(noun, "director") || EndsWith(noun, "manager") || noun == "head" ||
         noun == "representative" || noun == "chief" || noun == "boss" ||
         EndsWith(noun, "researcher") || noun == "correspondent";
}

bool IsHonorific(std::string_view lower) {
  constexpr std::array<std::string_view, 10> kHonorifics = {
      "her",      "his",   "excellency", "honourable", "majesty",
      "highness", "right", "hon",        "eminence",   "reverend"};
  return IsOneOf(lower, kHonorifics);
}

bool IsRank(std::string_view noun) {
  constexpr std::array<std::string_view, 8> kRanks = {
      "general", "colonel", "major", "lieutenant", "captain", "commodore", "sergeant", "professor"};
  return IsOneOf(noun, kRanks);
}

bool IsLinkWord(std::string_view lower, bool& links, RoleLink& link) {
  constexpr std::array<std::string_view, 22> kLinks = {
      "is",         "was",       "are",     "were",     "be",   "been",
      "become",     "became",    "becomes", "becoming", "as",   "named",
      "appointed",  "elected",   "remains", "remained", "made", "being",
      "re-elected", "installed", "chosen",  "'s"};
  constexpr std::array<std::string_view, 30> kFillers = {
      "who",     "has",    "had",     "have",     "also",  "then",   "now",  "currently",
      "once",    "serves", "served",  "serving",  "works", "worked", "quit", "resigned",
      "stepped", "down",   "retired", "took",     "over",  "takes",  "take", "previously",
      "still",   "return", "returns", "returned", "stood", "sworn"};
  if (lower == "will" || lower == "to") {
    link.planned |= lower == "will";
    return true;
  }
  if (lower == "not" || lower == "never" || lower == "n't") {
    link.negated = true;
    return true;
  }
  if (IsOneOf(lower, kLinks)) {
    links = true;
    link.past |= lower == "was" || lower == "were";
    return true;
  }
  const bool fills = IsOneOf(lower, kFillers);
  link.past |= lower == "quit" || lower == "resigned" || lower == "stepped" || lower == "retired";
  return fills;
}

bool IsElection(std::string_view noun) {
  constexpr std::array<std::string_view, 9> kContests = {
      "election", "by-election", "vote", "poll", "runoff", "run-off", "primary", "race", "contest"};
  return std::any_of(kContests.begin(), kContests.end(),
                     [&](std::string_view contest) { return EndsWith(noun, contest); });
}

bool IsPartOfBody(const Document& doc, const Mention& place) {
  if (place.kind != MentionKind::kName ||
      (place.type != NodeType::kCountry && place.type != NodeType::kPlace))
    return false;
  const uint32_t end = doc.SentenceAt(place.sentence).end;
  for (uint32_t t = place.end; t < end && t < place.end + 4; ++t) {
    const Upos upos = doc.WordAt(t).upos;
    if (upos != Upos::kNoun && upos != Upos::kAdj) return false;
    const uint32_t m = doc.MentionAt(t);
    if (m == kNone || doc.mentions[m].head != t || doc.mentions[m].kind != MentionKind::kNominal)
      continue;
    // "the Kenyan government" is the state, "the Kenyan army chief" serves it.
    return doc.mentions[m].type == NodeType::kOrganization &&
           IsOneOf(doc.Lemma(t),
                   {"bank",       "company",     "firm",    "fund",       "club",     "team",
                    "federation", "association", "union",   "university", "hospital", "airline",
                    "newspaper",  "broadcaster", "charity", "committee",  "council",  "branch",
                    "subsidiary", "unit",        "arm"});
  }
  return false;
}

bool SaysWhere(const Document& doc, const Mention& mention) {
  const uint32_t t = mention.end;
  return t + 1 < doc.words().size() && doc.Text(t) == "-" &&
         IsOneOf(doc.Lower(t + 1),
                 {"based", "born", "raised", "trained", "educated", "backed", "led", "controlled",
                  "supported", "linked", "aligned", "allied", "affiliated"});
}

bool HoldsOffice(const Document& doc, uint32_t t) {
  const uint32_t end = doc.words().size();
  for (uint32_t u = t; u < end && u < t + 4; ++u) {
    const Upos upos = doc.WordAt(u).upos;
    if (upos != Upos::kNoun && upos != Upos::kAdj && upos != Upos::kPropn) return false;
    const KnownNoun* noun = doc.knowledge.gazetteer().FindNoun(doc.Lower(u));
    if (noun != nullptr && (noun->kinds & kRoleNoun) && IsStateRole(doc.Lower(u))) return true;
  }
  return false;
}

bool IsFieldOrPart(const Document& doc, const RoleLink& link, const Mention& mention) {
  const uint32_t end = doc.SentenceAt(mention.sentence).end;
  if (mention.kind != MentionKind::kNominal || mention.end + 1 >= end ||
      !IsOneOf(doc.Lower(mention.end), {"at", "of", "with"}))
    return false;
  if (mention.type == NodeType::kOrganization)
    return IsOneOf(doc.Lower(mention.head), {"department", "faculty", "division", "unit", "school",
                                             "centre", "center", "office", "arm", "branch"});
  return link.known.has_relation && !Allows(link.known.relation, NodeType::kPerson, mention.type);
}

bool ClosesList(const Document& doc, uint32_t t, uint32_t end) {
  return t >= end || doc.WordAt(t).upos == Upos::kPunct ||
         IsOneOf(doc.Lower(t), {"on", "in", "last", "early"});
}

bool LeadsOnlySome(std::string_view noun) {
  constexpr std::array<std::string_view, 8> kWhom = {
      "opposition leader", "rebel leader", "gang leader",    "party leader",
      "union leader",      "group leader", "protest leader", "student leader"};
  return IsOneOf(noun, kWhom);
}

}  // namespace newsgraph::text
