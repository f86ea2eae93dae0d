// Where people come from, as the words beside a name say: "Portugal's Ana Reis", "the Belgian Luc
// Peeters", "Ivan Petkov, a Bulgarian who", "two Venezuelan businessmen".
#include <array>

#include "loaders/text/entities/role_words.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/relations.h"

namespace newsgraph::text {
namespace {

class NationReader {
 public:
  NationReader(const Document& doc, Facts& facts) : doc_(doc), facts_(facts) {}

  void Read() {
    for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
      const Mention& mention = doc_.mentions[m];
      if (mention.entity == kNone || mention.kind == MentionKind::kPronoun) continue;
      if (mention.type == NodeType::kPerson && mention.kind == MentionKind::kName) {
        NationBefore(m);
        NationAfter(m);
      }
      if (mention.type == NodeType::kGroup) NationOfGroup(m);
      if (mention.type == NodeType::kPerson && mention.known) NationByName(mention);
    }
  }

 private:
  void Add(uint32_t source, RelationType relation, uint32_t target, uint32_t sentence,
           float confidence) {
    facts_.Add(doc_, StatedRole(source, relation, target, sentence, confidence));
  }

  // "Portugal's Ana Reis", "the Belgian Luc Peeters".
  void NationBefore(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t first = doc_.SentenceAt(mention.sentence).begin;
    uint32_t t = mention.begin;
    if (t > first + 2 && doc_.Lower(t - 1) == "own") --t;  // "Peru's own Ana Reis"
    const uint32_t start = t;
    // "The 34-year-old Dane, Kasper Holm, ...".
    // "a Peruvian delivery rider, Ana Reis,".
    if (t > first + 2 && doc_.Text(t - 1) == "," &&
        ClosesList(doc_, mention.end, doc_.SentenceAt(mention.sentence).end)) {
      const uint32_t w = doc_.MentionAt(t - 2);
      const bool nation =
          w != kNone && doc_.mentions[w].demonym && doc_.WordAt(t - 2).upos != Upos::kAdj;
      if (nation || IsSomebody(t - 2)) --t;
    }
    const uint32_t behind = t;
    for (int steps = 0; t > first && steps < 5; ++steps) {
      --t;
      const uint32_t w = doc_.MentionAt(t);
      if (w != kNone && doc_.mentions[w].type == NodeType::kCountry &&
          doc_.mentions[w].entity != kNone) {
        const bool direct = doc_.mentions[w].end == behind;
        const bool possessive = doc_.mentions[w].end + 1 == start &&
                                doc_.WordAt(doc_.mentions[w].end).xpos == Xpos::kPOS;
        // "Danish ambassador X": a role, which is read as one.
        if (!direct && HoldsOffice(doc_, doc_.mentions[w].end)) return;
        if ((doc_.mentions[w].demonym && (direct || steps < 4)) || possessive) {
          Add(mention.entity, RelationType::kNationality, doc_.mentions[w].entity, mention.sentence,
              0.8f);
        }
        return;
      }
      if (w != kNone && doc_.mentions[w].kind == MentionKind::kName) return;
      const Word& word = doc_.WordAt(t);
      const bool inside = word.upos == Upos::kNoun || word.upos == Upos::kPropn ||
                          word.upos == Upos::kAdj || word.xpos == Xpos::kPOS ||
                          doc_.Text(t) == "-" || word.xpos == Xpos::kVBG;  // "free-diving champion"
      if (!inside || doc_.Text(t) == ",") return;
    }
  }

  // "a Peruvian delivery rider": a singular noun whose article stands before the nation.
  bool IsSomebody(uint32_t noun) const {
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(noun)).begin;
    if (doc_.WordAt(noun).upos != Upos::kNoun || doc_.WordAt(noun).IsPlural() ||
        doc_.knowledge.gazetteer().FindNoun(doc_.Lemma(noun)) != nullptr)
      return false;
    uint32_t t = noun;
    while (t > first && noun - t < 4 && doc_.WordAt(t).upos != Upos::kAdj) --t;
    const uint32_t w = doc_.MentionAt(t);
    return w != kNone && doc_.mentions[w].demonym && t > first &&
           IsOneOf(doc_.Lower(t - 1), {"a", "an"}) && (t < first + 2 || doc_.Text(t - 2) != ",");
  }

  // "Lena Dahl, who is Belgian,", "Dahl is Belgian".
  void NationAfter(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t end = doc_.SentenceAt(mention.sentence).end;
    uint32_t t = mention.end;
    if (t + 3 < end && doc_.Text(t) == ",") SetOffNation(mention, t + 1, end);
    if (t + 1 < end && doc_.Text(t) == "," && doc_.Lower(t + 1) == "who") t += 2;
    if (t + 1 >= end) return;
    if (doc_.Lower(t) == "holds" || doc_.Lower(t) == "held" || doc_.Lower(t) == "has")
      return PassportsOf(mention, t + 1, end);
    if (doc_.Lower(t) != "is" && doc_.Lower(t) != "was") return;
    const uint32_t w = doc_.MentionAt(t + 1);
    if (w == kNone || !doc_.mentions[w].demonym || doc_.mentions[w].entity == kNone) return;
    if (doc_.mentions[w].end < end && doc_.WordAt(doc_.mentions[w].end).upos == Upos::kNoun) return;
    Add(mention.entity, RelationType::kNationality, doc_.mentions[w].entity, mention.sentence,
        0.85f);
  }

  // "Ivan Petkov, a Bulgarian,", "Li Na, from China,".
  void SetOffNation(const Mention& person, uint32_t t, uint32_t end) {
    const std::string& word = doc_.Lower(t);
    const bool from = word == "from";
    const uint32_t w = from || word == "a" || word == "an" ? doc_.MentionAt(t + 1) : kNone;
    if (w == kNone || doc_.mentions[w].type != NodeType::kCountry ||
        doc_.mentions[w].entity == kNone || doc_.mentions[w].demonym == from)
      return;
    const uint32_t behind = doc_.mentions[w].end;
    const bool told = !from && behind < end &&  // "a Norwegian who", "an Italian known for"
                      (IsOneOf(doc_.Lower(behind), {"who", "not", "by", "with", "and", "of"}) ||
                       doc_.WordAt(behind).xpos == Xpos::kVBN);
    if (told || ClosesList(doc_, behind, end))
      Add(person.entity, RelationType::kNationality, doc_.mentions[w].entity, person.sentence,
          0.85f);
  }

  // "who holds British and Iraqi citizenship".
  void PassportsOf(const Mention& person, uint32_t t, uint32_t end) {
    constexpr std::array<std::string_view, 4> kPapers = {"citizenship", "nationality", "passport",
                                                         "passports"};
    std::vector<uint32_t> nations;
    for (int steps = 0; t < end && steps < 9; ++steps, ++t) {
      const uint32_t w = doc_.MentionAt(t);
      if (w != kNone && doc_.mentions[w].demonym && doc_.mentions[w].entity != kNone)
        nations.push_back(doc_.mentions[w].entity);
      if (!IsOneOf(doc_.Lower(t), kPapers)) continue;
      for (uint32_t nation : nations)
        Add(person.entity, RelationType::kNationality, nation, person.sentence, 0.85f);
      return;
    }
  }

  // "The Belgian": the person of that nation.
  void NationByName(const Mention& person) {
    if (person.known->kind != NameKind::kDemonym) return;
    const uint32_t country = doc_.CountryOfNumber(person.known->country);
    if (country != kNone)
      Add(person.entity, RelationType::kNationality, country, person.sentence, 0.75f);
  }

  // "two Venezuelan businessmen", "peacekeepers from Nepal"; "Chinese buyers" are a kind of buyers,
  // which says of the named ones among them where they are from.
  void NationOfGroup(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    if (mention.kinds & kPairNoun) return;
    const KnownName* people = doc_.knowledge.gazetteer().FindName(doc_.Text(mention.head));
    if (people && people->kind == NameKind::kDemonym) {
      const uint32_t country = doc_.CountryOfNumber(people->country);
      if (country != kNone)
        Add(mention.entity, RelationType::kNationality, country, mention.sentence, 0.85f);
    }
    const bool counted = mention.count > 0 || doc_.Child(mention.head, Relation::kNummod) != kNone;
    for (uint32_t child : doc_.Children(mention.head)) {
      const uint32_t w = doc_.MentionAt(child);
      if (w == kNone || doc_.mentions[w].type != NodeType::kCountry ||
          doc_.WordAt(child).relation == Relation::kConj)
        continue;
      const bool from = doc_.Preposition(child) == "from";
      if (doc_.mentions[w].demonym || from) {
        Add(mention.entity, RelationType::kNationality, doc_.mentions[w].entity, mention.sentence,
            counted || from ? 0.8f : kOnlyForMembers);
      }
    }
  }

  const Document& doc_;
  Facts& facts_;
};

}  // namespace

void FindNationalities(const Document& doc, Facts& facts) { NationReader(doc, facts).Read(); }

}  // namespace newsgraph::text
