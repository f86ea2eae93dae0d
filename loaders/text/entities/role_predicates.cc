#include "loaders/text/entities/role_finder.h"
#include "loaders/text/entities/role_words.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

void RoleFinder::Copula(uint32_t m) {
  const Mention& name = doc_.mentions[m];
  // "X's wife, Claire, is a councillor": what her noun is the subject of.
  const bool behind_noun = doc_.WordAt(name.head).relation == Relation::kAppos &&
                           doc_.WordAt(name.head).head < name.head;
  const Word& word = doc_.WordAt(behind_noun ? doc_.WordAt(name.head).head : name.head);
  if (word.head == kNoHead) return;
  const uint32_t governor = word.head;
  RoleLink link;
  if (word.relation == Relation::kNsubj) {
    const uint32_t cop = doc_.Child(governor, Relation::kCop);
    const bool several = doc_.WordAt(governor).IsPlural();  // "was among the prisoners"
    if (cop != kNone && several && nouns_.EndingAt(governor, link)) Both(m, link);
    if (cop != kNone && !several && nouns_.EndingAt(governor, link)) {
      const std::string& be = doc_.Lower(cop);
      link.past |= be == "was" || be == "were";
      for (uint32_t child : doc_.Children(governor)) {
        link.negated |= doc_.Lower(child) == "not" || doc_.Lower(child) == "n't" ||
                        doc_.Lower(child) == "never" || doc_.Lower(child) == "no";
      }
      link.planned |= doc_.HasChildWord(governor, "will");
      return Give(m, std::move(link));
    }
  }
  for (uint32_t child : doc_.Children(governor)) {
    const std::string& modal = doc_.Lower(child);
    if (doc_.WordAt(child).relation == Relation::kAux &&
        (modal == "would" || modal == "could" || modal == "might"))
      return;  // "would have become president"
  }
  const std::string_view lemma = doc_.Lemma(governor);
  const bool becomes =
      word.relation == Relation::kNsubj && (lemma == "become" || lemma == "remain");
  const bool named =
      (word.relation == Relation::kObj || word.relation == Relation::kNsubjPass) &&
      (lemma == "appoint" || lemma == "name" || lemma == "elect" || lemma == "make" ||
       lemma == "promote" || lemma == "install" || lemma == "nominate");
  for (uint32_t child : doc_.Children(governor)) {
    const Relation r = doc_.WordAt(child).relation;
    const bool complement = (r == Relation::kXcomp || r == Relation::kObj) && (becomes || named);
    const bool as =
        r == Relation::kObl && doc_.Preposition(child) == "as" && (word.IsSubject() || named);
    const bool to = r == Relation::kObl && doc_.Preposition(child) == "to" && named;
    if (child == name.head || !(complement || as || to) || !nouns_.EndingAt(child, link)) continue;
    link.planned |= doc_.HasChildWord(governor, "will");
    link.past |= lemma == "resign" || lemma == "step" || lemma == "quit" || lemma == "retire";
    link.negated = false;
    return Give(m, std::move(link));
  }
}

void RoleFinder::Both(uint32_t m, const RoleLink& role) {
  std::vector<uint32_t> people = {m};
  for (uint32_t child : doc_.Children(doc_.mentions[m].head)) {
    if (doc_.WordAt(child).relation == Relation::kConj && IsPersonName(child))
      people.push_back(doc_.mention_at[child]);
  }
  if (people.size() < 2 || !role.known.has_relation) return;
  RoleLink link = role;
  link.several = true;
  nouns_.FindPhrase(link);
  for (uint32_t person : people) {
    link.person = person;
    Push(link);
  }
}

void RoleFinder::Predicate(uint32_t m) {
  const Mention& name = doc_.mentions[m];
  const uint32_t limit = doc_.SentenceAt(name.sentence).end;
  uint32_t t = name.end;
  RoleLink link;
  bool links = NamedBefore(name);
  if (t + 1 < limit && doc_.Text(t) == "," && doc_.Lower(t + 1) == "who") {
    ++t;
  } else if (t < limit && doc_.Text(t) == ",") {
    // "X, formerly of Y, is now head of Z": over what stands between commas.
    uint32_t close = t + 1;
    while (close < limit && close < t + 9 && doc_.Text(close) != "," &&
           doc_.WordAt(close).upos != Upos::kVerb)
      ++close;
    if (close + 1 < limit && doc_.Text(close) == "," &&
        (doc_.WordAt(close + 1).upos == Upos::kAux || (links && doc_.Lower(close + 1) == "as")))
      t = close + 1;
  }
  for (int steps = 0; t < limit && steps < 7; ++steps) {
    if (doc_.WordAt(t).xpos == Xpos::kPOS) return;  // "X's wife"
    // "X replaced Y as head", "was succeeded by Y as head": over the other's name.
    if (doc_.Lemma(t) == "replace" || doc_.Lemma(t) == "succeed") {
      if (t + 1 < limit && doc_.Lower(t + 1) == "by") ++t;
      const uint32_t other = t + 1 < limit ? doc_.mention_at[t + 1] : kNone;
      if (other == kNone || doc_.mentions[other].kind != MentionKind::kName) return;
      t = doc_.mentions[other].end;
      continue;
    }
    if (!IsLinkWord(doc_.Lower(t), links, link)) break;
    ++t;
  }
  if (!links) return;
  RoleLink best;
  bool found = false;
  for (const uint32_t start = t; t < limit && t < start + 8; ++t) {
    const Word& word = doc_.WordAt(t);
    const bool inside = word.upos == Upos::kDet || word.upos == Upos::kAdj ||
                        word.upos == Upos::kNoun || word.upos == Upos::kPropn ||
                        word.upos == Upos::kNum || word.xpos == Xpos::kPOS ||
                        word.xpos == Xpos::kPRPPoss || doc_.Text(t) == "-";
    if (!inside) break;
    RoleLink here;
    if (!nouns_.EndingAt(t, here) || here.begin < start) continue;
    best = here;
    found = true;
  }
  // What follows the role must not be another noun: "was chief executive Tom Becker's idea".
  if (!found || doc_.WordAt(best.head).IsPlural()) return;
  if (best.head + 1 < limit && doc_.MentionAt(best.head + 1) != kNone) return;
  best.past = link.past;
  best.planned = link.planned;
  best.negated = link.negated;
  Give(m, std::move(best));
}

bool RoleFinder::NamedBefore(const Mention& name) const {
  if (name.begin == doc_.SentenceAt(name.sentence).begin) return false;
  return IsOneOf(doc_.Lemma(name.begin - 1),
                 {"appoint", "name", "elect", "nominate", "choose", "install", "make", "select"});
}

}  // namespace newsgraph::text
