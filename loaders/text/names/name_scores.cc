// What results of matches and verbs in the plural say of the names beside them.
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/name_votes.h"

namespace newsgraph::text {
namespace {

// "beat X 68-61": points no set of tennis has.
void Points(const Document& doc, const Mention& name, Votes& votes) {
  const Sentence& sentence = doc.SentenceAt(name.sentence);
  const uint32_t verb = doc.WordAt(name.head).head;
  if (verb == kNoHead) return;
  bool beats = false;
  for (uint32_t f : doc.knowledge.frames().Find(WordClass::kVerb, doc.Lemma(verb)))
    beats |= doc.knowledge.frames().frames()[f].relation == RelationType::kDefeated;
  if (!beats) return;
  for (uint32_t t = verb + 1; t + 2 < sentence.end && t < verb + 8; ++t) {
    const bool dash = doc.Text(t + 1) == "-" || doc.Text(t + 1) == "–";
    if (!dash || !IsDigit(doc.Text(t)[0]) || !IsDigit(doc.Text(t + 2)[0])) continue;
    if (doc.Text(t).size() > 1 || doc.Text(t + 2).size() > 1 || doc.Text(t)[0] < '4')
      AddVotes(votes, NodeType::kOrganization, 3);
    return;
  }
}

}  // namespace

// "Limfjord 29-27 Szolnok", "the Rovers are": clubs.
void VoteByScore(const Document& doc, const Mention& name, Votes& votes) {
  const Sentence& sentence = doc.SentenceAt(name.sentence);
  auto number = [&](uint32_t t) {
    return t < sentence.end && t >= sentence.begin && IsDigit(doc.Text(t)[0]);
  };
  const uint32_t after = name.end;
  bool result = after + 1 < sentence.end && number(after) &&
                (doc.Text(after).find_first_of("-–") != std::string_view::npos ||
                 (after + 3 < sentence.end && doc.Text(after + 1) == "-" && number(after + 2) &&
                  StartsUpper(doc.Text(after + 3))));
  if (name.begin >= sentence.begin + 4) {
    result |= number(name.begin - 1) && doc.Text(name.begin - 2) == "-" && number(name.begin - 3) &&
              StartsUpper(doc.Text(name.begin - 4));
  }
  // "Dunmore Rovers 2 Wex Town 1".
  const bool line =
      sentence.end - sentence.begin < 12 && after < sentence.end && number(after) &&
      doc.Text(after).size() <= 2 &&
      (after + 1 < sentence.end ? StartsUpper(doc.Text(after + 1)) : number(name.begin - 1));
  if (line) AddVotes(votes, NodeType::kOrganization, 4);
  Points(doc, name, votes);
  if (result && doc.Text(after < sentence.end ? after : name.begin).size() <= 5)
    return AddVotes(votes, NodeType::kOrganization, 3);
  // One name with a verb in the plural, as the British say of clubs and bands.
  if (after >= sentence.end || doc.WordAt(name.head).relation == Relation::kConj) return;
  const std::string& verb = doc.Lower(after);
  const bool joined = name.begin > sentence.begin &&
                      (doc.Lower(name.begin - 1) == "and" || doc.Lower(name.begin - 1) == "nor" ||
                       doc.Text(name.begin - 1) == ",");
  const bool plural = verb == "are" || verb == "have" || verb == "were" ||
                      (doc.WordAt(after).xpos == Xpos::kVBP && verb != "am" &&
                       !EndsWith(doc.Text(name.end - 1), "s"));
  const bool governed =
      name.begin > sentence.begin && doc.WordAt(name.begin - 1).upos == Upos::kAdp;
  if (!joined && plural && !governed && doc.Child(name.head, Relation::kConj) == kNone)
    AddVotes(votes, NodeType::kOrganization, 2);
}

}  // namespace newsgraph::text
