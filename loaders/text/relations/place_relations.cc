// Where organizations and places are, and whose they are, as the words beside a name say:
// "Finland's Sorvi", "Bremen-based Norcorp", "Tampa, Florida", "Bergen University in Norway".
#include <algorithm>
#include <array>

#include "loaders/text/entities/role_seats.h"
#include "loaders/text/entities/role_words.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/relations.h"

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
        if (!IsPartByPlace(mention)) {
          Before(m);
          After(m);
        }
        Described(m);
        OwnedBefore(m);
        OfState(m);
        LedBefore(m);
      }
      if (mention.type == NodeType::kProduct && mention.kind == MentionKind::kName) MakerBefore(m);
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
    facts_.Add(doc_, StatedRole(source, relation, target, sentence, confidence));
  }

  // Scans left inside the noun phrase for a possessor, demonym or "-based".
  void Before(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t first = doc_.SentenceAt(mention.sentence).begin;
    // A described body's own words name its place: "a Geneva court".
    uint32_t t = mention.kind == MentionKind::kNominal ? mention.head : mention.begin;
    // "Italy's data watchdog, the Garante,".
    if (t > first + 2 && doc_.Lower(t - 1) == "the" && doc_.Text(t - 2) == "," &&
        mention.kind == MentionKind::kName)
      --t;
    // "Brazil's environment agency, Ibama,": the description before the comma.
    if (t > first + 1 && doc_.Text(t - 1) == "," && mention.kind == MentionKind::kName &&
        IsBodyNoun(t - 2) && ClosesList(doc_, mention.end, doc_.SentenceAt(mention.sentence).end))
      --t;
    for (int steps = 0; t > first && steps < 7; ++steps) {
      --t;
      const uint32_t w = doc_.MentionAt(t);
      const Word& word = doc_.WordAt(t);
      if (IsWhere(w)) {
        const bool possessive = doc_.mentions[w].end < mention.begin &&
                                doc_.WordAt(doc_.mentions[w].end).xpos == Xpos::kPOS;
        const bool based = IsBased(doc_.mentions[w].end);
        const bool nominal = mention.kind == MentionKind::kNominal;
        if (nominal && !IsBodyNoun(mention.head)) return;  // "Arla rival Mejeri"
        if (nominal && doc_.Lemma(mention.head) == "office") return;
        // "the US company X", "the Houston contractor X".
        const bool kind = !nominal && mention.begin > 0 && IsKindOfBody(mention.begin - 1);
        const bool modifies =
            doc_.mentions[w].demonym || doc_.mentions[w].end == mention.begin || nominal || kind;
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
                          word.xpos == Xpos::kVBN || word.upos == Upos::kNum ||
                          (t + 1 == mention.begin && IsKindOfBody(t));
      if (!inside) return;
    }
  }

  // "parliament in Harare", "the English side", "her Geneva office": part of a state, of
  // a match or of another body, which is told of by where that is.
  bool IsPartByPlace(const Mention& mention) const {
    return mention.kind == MentionKind::kNominal &&
           IsOneOf(doc_.Lemma(mention.head), {"parliament", "junta", "militia", "opposition",
                                              "government", "cabinet", "side", "faction"});
  }

  // A common noun for a company, agency and so on.
  bool IsBodyNoun(uint32_t t) const {
    if (doc_.WordAt(t).IsPlural()) return false;
    const KnownNoun* noun = doc_.knowledge.gazetteer().FindNoun(doc_.Phrase(t, t + 1, true));
    if (noun == nullptr) return false;
    const bool makes = noun->has_relation && noun->relation == RelationType::kProduces;
    return (noun->kinds & kOrganizationNoun) || makes;
  }

  // "the Auckland rival X", "the Tartu start-up X", "the Dakar daily X": also of other words.
  bool IsKindOfBody(uint32_t t) const {
    if (IsBodyNoun(t) || IsOneOf(doc_.Lower(t), {"rival", "daily", "weekly", "parent", "practice"}))
      return true;
    return t > 1 && doc_.Text(t - 1) == "-" && doc_.Lower(t - 2) == "start" &&
           doc_.Lower(t) == "up";
  }

  // "X, a Norwegian shipping company,", "X, an Oslo firm,", "X, a town in northern Bulgaria,",
  // "X, in northern Bulgaria,".
  void Described(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t end = doc_.SentenceAt(mention.sentence).end;
    uint32_t t = mention.end;
    if (mention.kind != MentionKind::kName || t + 2 >= end || doc_.Text(t) != ",") return;
    const bool place = mention.type == NodeType::kPlace;
    const uint32_t start = ++t;
    uint32_t where = kNone;
    for (; t < end && t < start + 9; ++t) {
      const Word& word = doc_.WordAt(t);
      const uint32_t w = doc_.MentionAt(t);
      if (IsWhere(w) && where == kNone && !place) {
        where = w;
        t = std::max(t, doc_.mentions[w].end - 1);
        continue;
      }
      if (!place && where != kNone && IsBodyNoun(t) &&
          (t + 1 >= end || doc_.WordAt(t + 1).upos != Upos::kNoun)) {
        Add(mention.entity, RelationType::kLocatedIn, doc_.mentions[where].entity, mention.sentence,
            0.75f);
        return;
      }
      const std::string& lower = doc_.Lower(t);
      if (place && (lower == "in" || lower == "of" || lower == "on")) {
        const uint32_t outer = WhereAt(t + 1, end);
        if (outer != kNone && doc_.mentions[outer].entity != mention.entity &&
            (t == start || IsPlaceNoun(t - 1))) {
          Add(mention.entity, RelationType::kLocatedIn, doc_.mentions[outer].entity,
              mention.sentence, 0.8f);
        }
        return;
      }
      const bool inside = word.upos == Upos::kDet || word.upos == Upos::kAdj ||
                          word.upos == Upos::kNoun || word.upos == Upos::kPropn ||
                          word.xpos == Xpos::kPOS || doc_.Text(t) == "-" || lower == "based";
      if (!inside) return;
    }
  }

  bool IsPlaceNoun(uint32_t t) const {
    const KnownNoun* noun = doc_.knowledge.gazetteer().FindNoun(doc_.Phrase(t, t + 1, true));
    return noun != nullptr && (noun->kinds & kPlaceNoun);
  }

  // The place whose name begins at `t`, after an article and points of the compass.
  uint32_t WhereAt(uint32_t t, uint32_t end) const {
    for (int steps = 0; t < end && steps < 4; ++steps, ++t) {
      const uint32_t w = doc_.MentionAt(t);
      if (IsWhere(w) && !doc_.mentions[w].demonym) return w;
      const Word& word = doc_.WordAt(t);
      if (word.upos != Upos::kDet && word.upos != Upos::kAdj && word.upos != Upos::kNoun) break;
    }
    return kNone;
  }

  bool IsBased(uint32_t t) const {
    if (t + 1 >= doc_.words().size() || doc_.Text(t) != "-") return false;
    const std::string& next = doc_.Lower(t + 1);
    return next == "based" || next == "registered" || next == "headquartered" || next == "listed";
  }

  // "X of Aarhus", "X in Sweden", "X, of Aarhus,", "Tampa, Florida".
  void After(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t end = doc_.SentenceAt(mention.sentence).end;
    const uint32_t t = SiteEnd(mention, end);
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
    const uint32_t behind = doc_.mentions[w].end;
    if (behind < end && doc_.WordAt(behind).xpos == Xpos::kPOS) return;
    const bool named = mention.kind == MentionKind::kName;
    const bool site = IsSite(mention) || t > mention.end;
    const bool comma = word == "," && named && where == t + 1 &&
                       doc_.mentions[w].kind == MentionKind::kName &&
                       ClosesList(doc_, behind, end) &&
                       (mention.type == NodeType::kPlace ? Smaller(m, w) : IsSite(mention));
    const bool of = word == "of" && mention.type == NodeType::kOrganization && named;
    const bool in = (word == "in" || word == "at" || word == "near" || word == "outside") &&
                    (named || doc_.Children(mention.head).size() > 0);
    if (!comma && !of && !in) return;
    if (in && mention.type == NodeType::kOrganization && !site &&
        !AttachesTo(doc_.mentions[w].head, mention))
      return;
    Add(mention.entity, RelationType::kLocatedIn, doc_.mentions[w].entity, mention.sentence,
        comma ? 0.9f : 0.8f);
  }

  // Where the preposition that tells its place stands: behind the noun of a name ("the Red Bridge
  // crossing in Georgia", "the Ada Lund hospice in Bath"), the mark of a saint's ("St Ann's in
  // Bath") or the comma of what is set off ("the Palm Fund, of Austin,").
  uint32_t SiteEnd(const Mention& mention, uint32_t end) const {
    const uint32_t t = mention.end;
    if (t + 2 >= end || mention.kind != MentionKind::kName) return t;
    const bool at = IsOneOf(doc_.Lower(t + 1), {"in", "at"});
    const bool place = mention.type == NodeType::kPlace && doc_.MentionAt(t) == kNone;
    if (at && doc_.WordAt(t).upos == Upos::kNoun && (place || IsSiteWord(doc_.Lower(t))))
      return t + 1;
    if (at && doc_.WordAt(t).xpos == Xpos::kPOS) return t + 1;
    const bool set_off = mention.type == NodeType::kOrganization && doc_.Text(t) == "," &&
                         (doc_.Lower(t + 1) == "of" || (at && IsSite(mention)));
    return set_off ? t + 1 : t;
  }

  // Bodies with walls: "in" right behind their name says where they are, whatever the tree.
  bool IsSite(const Mention& mention) const {
    if (mention.kind != MentionKind::kName) return false;
    // "Benue University", "University of Turin".
    return IsSiteWord(doc_.Lower(mention.end - 1)) || IsSiteWord(doc_.Lower(mention.begin));
  }

  static bool IsSiteWord(std::string_view lower) {
    constexpr std::array<std::string_view, 19> kSites = {
        "academy",   "school", "college", "university", "hospital",   "clinic", "infirmary",
        "institute", "museum", "church",  "court",      "jail",       "prison", "theatre",
        "centre",    "center", "hospice", "hall",       "polytechnic"};
    return IsOneOf(lower, kSites);
  }

  bool AttachesTo(uint32_t token, const Mention& mention) const {
    const uint32_t head = doc_.WordAt(token).head;
    return head != kNoHead && head >= mention.begin && head < mention.end;
  }

  // "Tampa, Florida" but not "London, Paris and Rome": a larger kind of place follows.
  bool Smaller(uint32_t a, uint32_t b) const {
    const KnownName* inner = doc_.mentions[a].known;
    const KnownName* outer = doc_.mentions[b].known;
    if (outer == nullptr)  // "Kilwa, Lindi Region"
      return IsOneOf(doc_.Lower(doc_.mentions[b].end - 1),
                     {"region", "province", "county", "state", "district", "prefecture"});
    const bool large = outer->kind == NameKind::kCountry || outer->kind == NameKind::kRegion;
    return large &&
           !(inner && (inner->kind == NameKind::kCountry || inner->kind == NameKind::kRegion));
  }

  // "Musa Kone's Azawad Front", "her Firm Hand party": who is named as its owner leads it.
  void LedBefore(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t first = doc_.SentenceAt(mention.sentence).begin;
    if (mention.kind != MentionKind::kName || mention.type != NodeType::kOrganization ||
        mention.begin <= first)
      return;
    uint32_t t = mention.begin - 1;
    if (doc_.Text(t) == ",") return LedAsDescribed(m, t);
    if (doc_.WordAt(t).upos == Upos::kAdj && t > first) --t;  // "his ruling National Front"
    const bool mark = doc_.WordAt(t).xpos == Xpos::kPOS;
    if (!mark && doc_.WordAt(t).xpos != Xpos::kPRPPoss) return;
    if (mark && t == first) return;
    const uint32_t owner = doc_.MentionAt(mark ? t - 1 : t);
    if (owner == kNone || doc_.mentions[owner].entity == kNone) return;
    const NodeType type = doc_.entities[doc_.mentions[owner].entity].type;
    // "the Council's Riga Commission", "Norcorp's Nova unit".
    const bool unit = mention.end - mention.begin > 1 ||
                      (mention.end < doc_.words().size() &&
                       IsOneOf(doc_.Lower(mention.end), {"unit", "arm", "branch", "division"}));
    if (unit && type == NodeType::kOrganization && mark &&
        doc_.mentions[owner].kind == MentionKind::kName)
      Add(mention.entity, RelationType::kPartOf, doc_.mentions[owner].entity, mention.sentence,
          0.7f);
    if (type != NodeType::kPerson) return;
    // "her third Madrid Open title": the name only tells which.
    const bool whole = mention.end >= doc_.words().size() ||
                       doc_.WordAt(mention.end).upos != Upos::kNoun ||
                       TieToMentioned(doc_, m) == RelationType::kMemberOf;
    if (!whole) return;
    Add(doc_.mentions[owner].entity, RelationType::kLeads, mention.entity, mention.sentence, 0.7f);
  }

  // "Ivo Marek's side, Sparta Brno,", "her party, Civic Choice,".
  void LedAsDescribed(uint32_t m, uint32_t comma) {
    const Mention& mention = doc_.mentions[m];
    if (comma == doc_.SentenceAt(mention.sentence).begin) return;
    const uint32_t noun = comma - 1;
    const uint32_t possessor = doc_.Child(noun, Relation::kNmodPoss);
    const uint32_t owner = possessor == kNone ? kNone : doc_.EntityAt(possessor);
    if (owner == kNone || doc_.entities[owner].type != NodeType::kPerson) return;
    const std::string_view lemma = doc_.Lemma(noun);
    const bool belongs = lemma == "party" || lemma == "club" || lemma == "union" || lemma == "band";
    const bool leads = lemma == "side" || lemma == "team" || lemma == "company" ||
                       lemma == "firm" || lemma == "foundation" || lemma == "charity" ||
                       lemma == "movement" || lemma == "group" || lemma == "start-up";
    if (!belongs && !leads) return;
    Add(owner, belongs ? RelationType::kMemberOf : RelationType::kLeads, mention.entity,
        mention.sentence, 0.75f);
  }

  // "its Nova phone", "Norcorp's weedkiller Cleartrim", "X, whose drug Slimora": who makes it.
  void MakerBefore(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t first = doc_.SentenceAt(mention.sentence).begin;
    for (uint32_t t = mention.begin, steps = 0; t > first && steps < 5; ++steps) {
      --t;
      const Word& word = doc_.WordAt(t);
      const bool mark = word.xpos == Xpos::kPOS && t > first;
      uint32_t owner = kNone;
      if (mark || word.xpos == Xpos::kPRPPoss) owner = doc_.EntityAt(mark ? t - 1 : t);
      if (doc_.Lower(t) == "whose" && t > first + 1 && doc_.Text(t - 1) == ",")
        owner = doc_.EntityAt(t - 2);
      if (owner != kNone && doc_.entities[owner].type == NodeType::kOrganization)
        return Add(owner, RelationType::kProduces, mention.entity, mention.sentence, 0.8f);
      if (word.upos != Upos::kNoun && word.upos != Upos::kAdj && word.upos != Upos::kPropn &&
          doc_.Text(t) != "-")
        return;
    }
  }

  // "its state oil firm, Norcorp", "the Kenyan state railway Norcorp": the country's, or where none
  // is said that of the story.
  void OfState(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t first = doc_.SentenceAt(mention.sentence).begin;
    uint32_t t = mention.begin;
    if (mention.kind != MentionKind::kName || mention.type != NodeType::kOrganization) return;
    if (t > first && doc_.Text(t - 1) == ",") --t;
    if (t < first + 2 || !IsFirmNoun(t - 1)) return;
    --t;
    while (t > first && mention.begin - t < 5 && doc_.WordAt(t - 1).upos == Upos::kNoun &&
           doc_.Lower(t) != "state")
      --t;
    if (doc_.Lower(t) != "state" || t == first) return;
    uint32_t owner =
        doc_.EntityAt(doc_.WordAt(t - 1).xpos == Xpos::kPOS && t > first + 1 ? t - 2 : t - 1);
    if (owner == kNone && doc_.WordAt(t - 1).upos == Upos::kDet)
      owner = doc_.CountryOfNumber(RoleSeats(doc_).HomeCountry(2));
    if (owner == kNone || doc_.entities[owner].type != NodeType::kCountry) return;
    Add(owner, RelationType::kOwns, mention.entity, mention.sentence, 0.75f);
  }

  // Those that states own.
  bool IsFirmNoun(uint32_t t) const {
    return IsOneOf(doc_.Lower(t),
                   {"company", "firm", "bank", "airline", "carrier", "railway", "miner", "utility",
                    "monopoly", "producer", "lender", "refiner", "group", "giant"});
  }

  // "Delta Bank-owned Norcorp".
  void OwnedBefore(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    if (mention.begin < doc_.SentenceAt(mention.sentence).begin + 3) return;
    const uint32_t t = mention.begin - 1;
    if ((doc_.Lower(t) != "owned" && doc_.Lower(t) != "controlled") || doc_.Text(t - 1) != "-")
      return;
    const uint32_t owner = doc_.MentionAt(t - 2);
    if (owner == kNone || doc_.mentions[owner].demonym) return;
    Add(doc_.mentions[owner].entity, RelationType::kOwns, mention.entity, mention.sentence, 0.85f);
  }

  const Document& doc_;
  Facts& facts_;
};

}  // namespace

void FindPlaceRelations(const Document& doc, Facts& facts) { PlaceReader(doc, facts).Read(); }

}  // namespace newsgraph::text
