// Where organizations and places are, and where people come from, as the words beside a name say:
// "Finland's Sorvi", "Bremen-based Norcorp", "Tampa, Florida", "Bergen University in Norway".
#include <algorithm>

#include "loaders/text/letters.h"
#include "loaders/text/relations.h"

namespace newsgraph::text {
namespace {

class PlaceReader {
 public:
  PlaceReader(const Document& doc, Facts& facts) : doc_(doc), facts_(facts) {}

  void Read() {
    for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
      const Mention& mention = doc_.mentions[m];
      if (mention.entity == kNone || mention.kind == MentionKind::kPronoun) continue;
      if (mention.type == NodeType::kOrganization || mention.type == NodeType::kPlace) {
        Before(m);
        After(m);
      }
      if (mention.type == NodeType::kPerson && mention.kind == MentionKind::kName) {
        NationBefore(m);
        EmployerBefore(m);
        PartyAfter(m);
      }
      if (mention.type == NodeType::kGroup) NationOfGroup(m);
    }
  }

 private:
  bool IsWhere(uint32_t m) const {
    return m != kNone && doc_.mentions[m].entity != kNone &&
           (doc_.mentions[m].type == NodeType::kPlace ||
            doc_.mentions[m].type == NodeType::kCountry);
  }

  void Add(uint32_t source, RelationType relation, uint32_t target, uint32_t sentence,
           float confidence) {
    Fact fact;
    fact.source = source;
    fact.target = target;
    fact.relation = relation;
    fact.rule = "role";
    fact.confidence = confidence;
    fact.sentences = {sentence};
    facts_.Add(doc_, std::move(fact));
  }

  // Scans left inside the noun phrase for a possessor, demonym or "-based".
  void Before(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t first = doc_.SentenceAt(mention.sentence).begin;
    uint32_t t = mention.begin;
    for (int steps = 0; t > first && steps < 7; ++steps) {
      --t;
      const uint32_t w = doc_.MentionAt(t);
      const Word& word = doc_.WordAt(t);
      if (IsWhere(w)) {
        const bool possessive = doc_.mentions[w].end < mention.begin &&
                                doc_.WordAt(doc_.mentions[w].end).xpos == Xpos::kPOS;
        const bool based = IsBased(doc_.mentions[w].end);
        const bool nominal = mention.kind == MentionKind::kNominal;
        const bool modifies =
            doc_.mentions[w].demonym || doc_.mentions[w].end == mention.begin || nominal;
        const bool demonym_of_body = nominal && doc_.mentions[w].type == NodeType::kCountry;
        if (demonym_of_body)
          return;  // "the Swiss foreign ministry" is part of a state, not in a place
        if (possessive || based || modifies) {
          if (mention.type == NodeType::kOrganization ||
              (possessive && mention.kind == MentionKind::kName)) {
            Add(mention.entity, RelationType::kLocatedIn, doc_.mentions[w].entity, mention.sentence,
                based ? 0.9f : 0.75f);
          }
        }
        return;
      }
      if (w != kNone && doc_.mentions[w].kind == MentionKind::kName) return;
      const bool inside = word.upos == Upos::kNoun || word.upos == Upos::kPropn ||
                          word.upos == Upos::kAdj || word.xpos == Xpos::kPOS ||
                          doc_.Text(t) == "-" || doc_.Lower(t) == "based" ||
                          word.xpos == Xpos::kVBN || word.upos == Upos::kNum;
      if (!inside) return;
    }
  }

  bool IsBased(uint32_t t) const {
    if (t + 1 >= doc_.words().size() || doc_.Text(t) != "-") return false;
    const std::string& next = doc_.Lower(t + 1);
    return next == "based" || next == "registered" || next == "headquartered" || next == "listed";
  }

  // "X of Aarhus", "X in Sweden", "Tampa, Florida".
  void After(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t end = doc_.SentenceAt(mention.sentence).end;
    const uint32_t t = mention.end;
    if (t + 1 >= end) return;
    const std::string& word = doc_.Lower(t);
    uint32_t where = t + 1;
    while (where < end && (doc_.Lower(where) == "the" || doc_.Lower(where) == "town" ||
                           doc_.Lower(where) == "city" || doc_.Lower(where) == "of" ||
                           doc_.Lower(where) == "central" || doc_.Lower(where) == "northern" ||
                           doc_.Lower(where) == "southern" || doc_.Lower(where) == "eastern" ||
                           doc_.Lower(where) == "western"))
      ++where;
    if (where >= end) return;
    const uint32_t w = doc_.MentionAt(where);
    if (!IsWhere(w) || doc_.mentions[w].demonym) return;
    const bool named = mention.kind == MentionKind::kName;
    const bool comma = word == "," && mention.type == NodeType::kPlace && named && where == t + 1 &&
                       doc_.mentions[w].kind == MentionKind::kName &&
                       ClosesList(doc_.mentions[w].end, end) && Smaller(m, w);
    const bool of = word == "of" && mention.type == NodeType::kOrganization && named;
    const bool in = (word == "in" || word == "at" || word == "near" || word == "outside") &&
                    (named || doc_.Children(mention.head).size() > 0);
    if (comma || of || in) {
      const bool possessor =
          doc_.mentions[w].end < end && doc_.WordAt(doc_.mentions[w].end).xpos == Xpos::kPOS;
      if (possessor) return;
      if (in && mention.type == NodeType::kOrganization &&
          !AttachesTo(doc_.mentions[w].head, mention))
        return;
      Add(mention.entity, RelationType::kLocatedIn, doc_.mentions[w].entity, mention.sentence,
          comma ? 0.9f : 0.8f);
    }
  }

  bool AttachesTo(uint32_t token, const Mention& mention) const {
    const uint32_t head = doc_.WordAt(token).head;
    return head != kNoHead && head >= mention.begin && head < mention.end;
  }

  // "Tampa, Florida" but not "London, Paris and Rome": a larger kind of place follows.
  bool Smaller(uint32_t a, uint32_t b) const {
    const KnownName* inner = doc_.mentions[a].known;
    const KnownName* outer = doc_.mentions[b].known;
    if (outer == nullptr) return false;
    const bool large = outer->kind == NameKind::kCountry || outer->kind == NameKind::kRegion;
    return large &&
           !(inner && (inner->kind == NameKind::kCountry || inner->kind == NameKind::kRegion));
  }

  bool ClosesList(uint32_t t, uint32_t end) const {
    return t >= end || doc_.WordAt(t).upos == Upos::kPunct || doc_.Lower(t) == "on" ||
           doc_.Lower(t) == "in" || doc_.Lower(t) == "last" || doc_.Lower(t) == "early";
  }

  // "Portugal's Ana Reis", "the Belgian Luc Peeters".
  void NationBefore(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t first = doc_.SentenceAt(mention.sentence).begin;
    uint32_t t = mention.begin;
    for (int steps = 0; t > first && steps < 5; ++steps) {
      --t;
      const uint32_t w = doc_.MentionAt(t);
      if (w != kNone && doc_.mentions[w].type == NodeType::kCountry &&
          doc_.mentions[w].entity != kNone) {
        const bool direct = doc_.mentions[w].end == mention.begin;
        const bool possessive = doc_.mentions[w].end + 1 == mention.begin &&
                                doc_.WordAt(doc_.mentions[w].end).xpos == Xpos::kPOS;
        if ((doc_.mentions[w].demonym && (direct || steps < 4)) || possessive) {
          Add(mention.entity, RelationType::kNationality, doc_.mentions[w].entity, mention.sentence,
              0.8f);
        }
        return;
      }
      if (w != kNone && doc_.mentions[w].kind == MentionKind::kName) return;
      const Word& word = doc_.WordAt(t);
      const bool inside = word.upos == Upos::kNoun || word.upos == Upos::kPropn ||
                          word.upos == Upos::kAdj || word.xpos == Xpos::kPOS;
      if (!inside || doc_.Text(t) == ",") return;
    }
  }

  // "MSF's Lena Dahl", "the union's Jonas Moreau".
  void EmployerBefore(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    if (mention.begin < doc_.SentenceAt(mention.sentence).begin + 2 ||
        doc_.WordAt(mention.begin - 1).xpos != Xpos::kPOS)
      return;
    const uint32_t w = doc_.MentionAt(mention.begin - 2);
    if (w == kNone || doc_.mentions[w].entity == kNone ||
        doc_.mentions[w].type != NodeType::kOrganization)
      return;
    Add(mention.entity, RelationType::kWorksFor, doc_.mentions[w].entity, mention.sentence, 0.8f);
  }

  // "Anna Ray (Con)".
  void PartyAfter(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t t = mention.end;
    if (t + 2 >= doc_.SentenceAt(mention.sentence).end || doc_.Text(t) != "(") return;
    const uint32_t w = doc_.MentionAt(t + 1);
    if (w == kNone || doc_.mentions[w].entity == kNone ||
        doc_.mentions[w].type != NodeType::kOrganization)
      return;
    const uint32_t close = doc_.mentions[w].end;
    if (close < doc_.words().size() && doc_.Text(close) == ")") {
      Add(mention.entity, RelationType::kMemberOf, doc_.mentions[w].entity, mention.sentence,
          0.85f);
    }
  }

  // "two Venezuelan businessmen", "peacekeepers from Nepal".
  void NationOfGroup(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    if (mention.kinds & kPairNoun) return;
    const KnownName* people = doc_.knowledge.gazetteer().FindName(doc_.Text(mention.head));
    if (people && people->kind == NameKind::kDemonym) {
      for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
        if (doc_.entities[e].type == NodeType::kCountry &&
            doc_.entities[e].country == people->country) {
          Add(mention.entity, RelationType::kNationality, e, mention.sentence, 0.85f);
        }
      }
    }
    for (uint32_t child : doc_.Children(mention.head)) {
      const uint32_t w = doc_.MentionAt(child);
      if (w == kNone || doc_.mentions[w].type != NodeType::kCountry) continue;
      const bool from = doc_.Preposition(child) == "from";
      if (doc_.mentions[w].demonym || from) {
        Add(mention.entity, RelationType::kNationality, doc_.mentions[w].entity, mention.sentence,
            0.8f);
      }
    }
  }

  const Document& doc_;
  Facts& facts_;
};

}  // namespace

void FindPlaceRelations(const Document& doc, Facts& facts) { PlaceReader(doc, facts).Read(); }

}  // namespace newsgraph::text
