// Names that are one are joined, and those that are two are split. See name_mention_finder.h.
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/name_mention_finder.h"

namespace newsgraph::text {

void NameMentionFinder::JoinNicknames() {
  for (uint32_t open = 1; open + 3 < doc_.words().size(); ++open) {
    if (!IsQuote(doc_.Text(open)) || !Capital(open - 1) || !Capital(open + 1)) continue;
    uint32_t close = open + 1;
    while (close < open + 5 && close + 1 < doc_.words().size() && !IsQuote(doc_.Text(close)))
      ++close;
    if (!IsQuote(doc_.Text(close)) || !Capital(close + 1) ||
        doc_.SentenceOf(open - 1) != doc_.SentenceOf(close + 1))
      continue;
    const uint32_t first = name_of_[open - 1];
    if (first == kNone || names_[first].begin == names_[first].end) continue;
    const NodeType type = names_[first].type;
    if (type != NodeType::kPerson && !gazetteer_.IsFirstName(doc_.Text(open - 1))) continue;
    const uint32_t begin = names_[first].begin;
    const uint32_t last = name_of_[close + 1];
    const uint32_t end = last == kNone ? close + 2 : names_[last].end;
    Release(begin, end);
    Claim(begin, end, NodeType::kPerson);
  }
}

bool NameMentionFinder::IsQuote(std::string_view word) {
  return word == "“" || word == "”" || word == "\"" || word == "‘" || word == "’" || word == "``" ||
         word == "''" || word == "«" || word == "»";
}

void NameMentionFinder::JoinGivenNames() {
  for (uint32_t t = 1; t + 2 < doc_.words().size(); ++t) {
    const uint32_t first = name_of_[t - 1], second = name_of_[t];
    if (first == kNone || second == kNone || first == second || doc_.Text(t + 1) != "-" ||
        !IsLowerStart(doc_.Text(t + 2)) || names_[first].type != NodeType::kPerson ||
        names_[first].end != t || names_[second].begin != t ||
        names_[second].type != NodeType::kPerson || !doc_.tokens.tokens[t].space_before)
      continue;
    const uint32_t begin = names_[first].begin, end = names_[second].end;
    Release(begin, end);
    Claim(begin, end, NodeType::kPerson);
  }
}

void NameMentionFinder::SplitNames() {
  for (const Mention& name : names_) {
    if (name.type != NodeType::kPerson || name.end - name.begin < 2) continue;
    words_of_people_.emplace(doc_.Text(name.begin));
    words_of_people_.emplace(doc_.Text(name.end - 1));
  }
  for (size_t i = 0; i < names_.size(); ++i) {
    const uint32_t begin = names_[i].begin, end = names_[i].end;
    const NodeType type = names_[i].type;
    if (end - begin < 3 || Known(begin, end)) continue;
    for (uint32_t t = end - 1; t-- > begin + 1;) {
      const bool versus = IsOneOf(doc_.Text(t), {"v", "vs", "v."});
      const bool mark = doc_.WordAt(t).xpos == Xpos::kPOS || versus;
      const KnownNoun* noun =
          type == NodeType::kPerson ? gazetteer_.FindNoun(doc_.Lower(t)) : nullptr;
      const bool office = noun && noun->has_relation && noun->relation != RelationType::kFamilyOf;
      const bool role =
          BeginsPersonBehindOffice(t, end) ||
          (type == NodeType::kPerson &&
           (office ||
            (gazetteer_.IsTitle(doc_.Lower(t)) && !gazetteer_.IsFirstName(doc_.Text(t)) &&
             !gazetteer_.IsOfPeople(doc_.Text(t)) && !gazetteer_.IsFirstName(doc_.Text(begin)) &&
             !gazetteer_.IsOfPeople(doc_.Text(begin)))));
      // "St. Brendan's Medical Center", "McDonald's Corp": one name with a mark in it.
      const NodeType ending = gazetteer_.TypeOfSuffix(doc_.Text(end - 1));
      if (mark &&
          ((type == NodeType::kOrganization && ending == NodeType::kOrganization) ||
           ending == NodeType::kAward ||
           (ending == NodeType::kPlace &&
            IsOneOf(doc_.Text(begin), {"St", "St.", "Saint", "King", "Queen", "Our"}))) &&
          Known(begin, t) == nullptr && !(t == begin + 1 && IsPersonOfStory(begin)))
        continue;
      // "Lithuania & Norway": two names that are known by themselves.
      const bool joint =
          (doc_.Text(t) == "&" && Known(begin, t) && Known(t + 1, end)) ||
          (doc_.Text(t) == "and" && (IsKnownBody(begin, t) || IsKnownBody(t + 1, end)));
      // "Huw Vaughan of Plaid Cymru": a person and a body.
      const bool of = type == NodeType::kPerson && doc_.Text(t) == "of" && t > begin + 1 &&
                      gazetteer_.IsFirstName(doc_.Text(begin)) && !IsPeer(begin);
      if (joint || of) names_[i].type = NodeType::kNone;
      if (role) names_[i].type = NodeType::kPerson;
      if (!mark && !role && !joint && !of) continue;
      DropFirst(names_[i], t + 1 - begin);
      const NodeType owner =
          (mark || of) && type == NodeType::kPerson && gazetteer_.IsFirstName(doc_.Text(begin))
              ? NodeType::kPerson
              : NodeType::kNone;
      Claim(begin, t, owner);
      break;
    }
  }
}

bool NameMentionFinder::IsPersonOfStory(uint32_t t) const {
  return words_of_people_.contains(doc_.Text(t)) ||
         (t > 0 && gazetteer_.IsTitle(doc_.Lower(t - 1)));
}

bool NameMentionFinder::IsKnownBody(uint32_t begin, uint32_t end) const {
  const KnownName* known = Known(begin, end);
  return known && (known->kind == NameKind::kOrganization || known->kind == NameKind::kCountry);
}

void NameMentionFinder::SplitOffCountries() {
  for (size_t i = 0; i < names_.size(); ++i) {
    const uint32_t begin = names_[i].begin, end = names_[i].end;
    if (names_[i].type != NodeType::kPerson || end - begin < 3 || begin == 0 ||
        doc_.Lower(begin - 1) != "of")
      continue;
    for (uint32_t t = end - 2; t > begin; --t) {
      const KnownName* known = Known(begin, t);
      if (known == nullptr || known->kind != NameKind::kCountry) continue;
      DropFirst(names_[i], t - begin);
      Claim(begin, t, NodeType::kCountry);
      break;
    }
  }
}

}  // namespace newsgraph::text
