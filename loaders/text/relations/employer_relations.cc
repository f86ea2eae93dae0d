// Whom people work for and what they belong to, as the words beside a name say: "MSF's Lena Dahl",
// "Lena Dahl of Amnesty", "Dahl, a baker with Norcorp", "Anna Ray (Con)".
#include <algorithm>
#include <array>

#include "loaders/text/entities/role_words.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/relations.h"

namespace newsgraph::text {
namespace {

class EmployerReader {
 public:
  EmployerReader(const Document& doc, Facts& facts)
      : doc_(doc), facts_(facts), plays_(PlaysMatches()), votes_(TellsOfParties()) {}

  void Read() {
    for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
      const Mention& mention = doc_.mentions[m];
      if (mention.entity == kNone || mention.type != NodeType::kPerson) continue;
      if (mention.kind == MentionKind::kPronoun) OpeningParty(mention);
      if (mention.kind != MentionKind::kName) continue;
      Before(m);
      After(m);
      WorksAt(m);
      OwnParty(m);
      PartyAfter(m);
    }
  }

 private:
  void Add(uint32_t source, RelationType relation, uint32_t target, uint32_t sentence,
           float confidence) {
    facts_.Add(doc_, StatedRole(source, relation, target, sentence, confidence));
  }

  // What is told by a weaker sign than the tie that is known.
  void AddIfApart(const Mention& person, RelationType relation, uint32_t body, float confidence) {
    for (const Fact& fact : facts_.list()) {
      if (fact.source == person.entity && fact.target == body) return;
    }
    Add(person.entity, relation, body, person.sentence, confidence);
  }

  // "MSF's Lena Dahl", "the union's Jonas Moreau".
  void Before(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    if (mention.begin < doc_.SentenceAt(mention.sentence).begin + 2 ||
        doc_.WordAt(mention.begin - 1).xpos != Xpos::kPOS)
      return;
    const uint32_t w = doc_.MentionAt(mention.begin - 2);
    if (w == kNone || doc_.mentions[w].entity == kNone ||
        doc_.mentions[w].type != NodeType::kOrganization)
      return;
    Add(mention.entity, TieOf(mention, w), doc_.mentions[w].entity, mention.sentence, 0.8f);
  }

  // Of a politician or player to a body that its name does not tell: "the MP, X of Plaid Cymru".
  RelationType TieOf(const Mention& person, uint32_t w) const {
    const RelationType tie = TieToMentioned(doc_, w);
    const auto& roles = doc_.entities[person.entity].roles;
    const bool member = std::any_of(roles.begin(), roles.end(), [&](const std::string& role) {
      const KnownNoun* noun = doc_.knowledge.gazetteer().FindNoun(role);
      return noun && noun->has_relation && noun->relation == RelationType::kMemberOf;
    });
    const uint32_t before = doc_.mentions[w].begin - 1;  // "of the news site X": no party
    const bool other = doc_.mentions[w].begin > 0 && doc_.WordAt(before).upos == Upos::kNoun;
    const bool party = votes_ && !other && !IsOfStaff(w);
    return member || ((plays_ || party) && tie == RelationType::kWorksFor) ? RelationType::kMemberOf
                                                                           : tie;
  }

  // Whether the story speaks of players and coaches: "Northport's Eric Lund" then plays there.
  bool PlaysMatches() const {
    return std::any_of(doc_.mentions.begin(), doc_.mentions.end(), [&](const Mention& mention) {
      if (mention.kind != MentionKind::kNominal) return false;
      const KnownNoun* noun = doc_.knowledge.gazetteer().FindNoun(mention.noun);
      return noun && noun->seat == Seat::kTeam && noun->relation == RelationType::kMemberOf;
    });
  }

  // Whether the story is one of parties: "Lena Dahl of Solidarity" is then of one of them.
  bool TellsOfParties() const {
    constexpr int kOften = 3;
    int times = 0;
    for (const Mention& mention : doc_.mentions) {
      times += mention.kind == MentionKind::kNominal &&
               HasAnyOf(mention.noun, {"party", "coalition", "election", "parliament", "candidate",
                                       "lawmaker", "senator", "seat", "opposition"});
    }
    return times >= kOften;
  }

  // "Lena Dahl of Amnesty", "Lena Dahl, of the Refugee Council,", "Lena Dahl from Save the
  // Children".
  void After(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t end = doc_.SentenceAt(mention.sentence).end;
    uint32_t t = mention.end;
    if (t < end && doc_.Text(t) == ",") ++t;
    if (t + 1 < end && t > mention.end && doc_.Lower(t) == "both") return Both(m, t + 1, end);
    if (t + 1 < end && t > mention.end && (doc_.Lower(t) == "formerly" || doc_.Lower(t) == "late"))
      ++t;
    if (t + 1 >= end || (doc_.Lower(t) != "of" && doc_.Lower(t) != "from" &&
                         !(doc_.Lower(t) == "at" && t > mention.end)))
      return;
    const uint32_t w = BodyAt(t + 1, end);
    if (w == kNone) return FromCountry(mention, t, end);
    const uint32_t after = doc_.mentions[w].end;
    if (after < end && doc_.WordAt(after).xpos == Xpos::kPOS) return;
    // "took Dahl from Norcorp": "from" tells an origin unless set off or at the clause's start.
    if (doc_.Lower(t) == "from" && t == mention.end &&
        mention.begin > doc_.SentenceAt(mention.sentence).begin)
      return;
    Add(mention.entity, TieOf(mention, w), doc_.mentions[w].entity, mention.sentence, 0.7f);
  }

  // "Lena Dahl, whose Civic Union governs".
  void OwnParty(uint32_t m) {
    const Mention& person = doc_.mentions[m];
    const uint32_t end = doc_.SentenceAt(person.sentence).end;
    uint32_t t = person.end;
    if (t + 3 >= end || doc_.Text(t) != "," || doc_.Lower(t + 1) != "whose") return;
    t += 2;
    while (t + 1 < end && doc_.WordAt(t).upos == Upos::kAdj && doc_.mention_at[t] == kNone) ++t;
    const uint32_t w = doc_.mention_at[t];
    if (w == kNone || doc_.mentions[w].entity == kNone ||
        doc_.mentions[w].kind != MentionKind::kName ||
        doc_.mentions[w].type != NodeType::kOrganization ||
        TieToMentioned(doc_, w) != RelationType::kMemberOf)
      return;
    AddIfApart(person, RelationType::kMemberOf, doc_.mentions[w].entity, 0.75f);
  }

  // "Lena Dahl of Norway", where no office is hers.
  void FromCountry(const Mention& person, uint32_t t, uint32_t end) {
    const uint32_t w = doc_.mention_at[t + 1];
    const uint32_t first = doc_.SentenceAt(person.sentence).begin;
    if (doc_.Lower(t) != "of" || t != person.end || w == kNone ||
        doc_.mentions[w].entity == kNone || doc_.mentions[w].type != NodeType::kCountry ||
        doc_.mentions[w].demonym || doc_.mentions[w].kind != MentionKind::kName ||
        person.end - person.begin < 2)
      return;
    if (doc_.mentions[w].end < end && doc_.WordAt(doc_.mentions[w].end).xpos == Xpos::kPOS) return;
    const bool titled =
        person.begin > first && (doc_.WordAt(person.begin - 1).upos == Upos::kNoun ||
                                 doc_.WordAt(person.begin - 1).upos == Upos::kPropn);
    if (titled) return;
    Add(person.entity, RelationType::kNationality, doc_.mentions[w].entity, person.sentence, 0.75f);
  }

  // "Lena Dahl, a bee expert at Bergen University,", "Dahl, 34, a baker with Norcorp,": who is
  // somebody at a body works there, whatever the word.
  void WorksAt(uint32_t m) {
    constexpr uint32_t kLongest = 6;  // words before the preposition
    const Mention& person = doc_.mentions[m];
    const uint32_t end = doc_.SentenceAt(person.sentence).end;
    uint32_t t = person.end;
    if (t + 4 >= end || doc_.Text(t) != ",") return;
    ++t;
    if (doc_.WordAt(t).upos == Upos::kNum && doc_.Text(t + 1) == ",") t += 2;
    const uint32_t start = t;
    for (; t < end && t < start + kLongest; ++t) {
      const Upos upos = doc_.WordAt(t).upos;
      if (upos != Upos::kDet && upos != Upos::kAdj && upos != Upos::kNoun && upos != Upos::kPropn &&
          doc_.Text(t) != "-")
        break;
    }
    if (t + 1 >= end || t == start || (doc_.Lower(t) != "at" && doc_.Lower(t) != "with")) return;
    const Word& noun = doc_.WordAt(t - 1);
    const KnownNoun* known = doc_.knowledge.gazetteer().FindNoun(doc_.Lemma(t - 1));
    const bool person_like = known == nullptr || (known->kinds & kRoleNoun);
    if (noun.upos != Upos::kNoun || noun.IsPlural() || !person_like) return;
    if (known != nullptr && known->has_relation && known->relation == RelationType::kFamilyOf)
      return;
    const uint32_t w = BodyAt(t + 1, end);
    if (w == kNone) return;
    AddIfApart(person, RelationType::kWorksFor, doc_.mentions[w].entity, 0.8f);
  }

  // "nurse A and driver B, both of Norcorp,".
  void Both(uint32_t second, uint32_t t, uint32_t end) {
    // "both senior employees of Norcorp".
    for (int words = 0; words < 3 && t + 1 < end &&
                        (doc_.WordAt(t).upos == Upos::kNoun || doc_.WordAt(t).upos == Upos::kAdj);
         ++words)
      ++t;
    if (!IsOneOf(doc_.Lower(t), {"of", "from", "at", "with"})) return;
    const uint32_t w = BodyAt(t + 1, end);
    if (w == kNone) return;
    int left = 2;
    for (uint32_t m = second + 1; m-- > 0 && left > 0;) {
      const Mention& person = doc_.mentions[m];
      if (person.sentence != doc_.mentions[second].sentence) return;
      if (person.kind != MentionKind::kName || person.type != NodeType::kPerson) continue;
      AddIfApart(person, TieOf(person, w), doc_.mentions[w].entity, 0.75f);
      --left;
    }
  }

  // The named body at `t`, behind what says of which kind it is: "the Dutch aid agency WaterLink".
  uint32_t BodyAt(uint32_t t, uint32_t end) const {
    for (int steps = 0; t < end && steps < 6; ++steps, ++t) {
      const uint32_t w = doc_.MentionAt(t);
      const bool name = w != kNone && doc_.mentions[w].kind == MentionKind::kName;
      if (name && doc_.mentions[w].end < end &&
          doc_.WordAt(doc_.mentions[w].end).xpos == Xpos::kPOS &&
          doc_.mentions[w].type != NodeType::kPerson) {
        t = doc_.mentions[w].end;  // "of Japan's Institute for X"
        continue;
      }
      if (name && !doc_.mentions[w].demonym) {
        const bool body = doc_.mentions[w].type == NodeType::kOrganization;
        const uint32_t next = doc_.mentions[w].end;
        // "of the Bologna firm Sarti Russo".
        if (!body && next < end && doc_.mentions[w].type == NodeType::kPlace &&
            doc_.WordAt(next).upos == Upos::kNoun) {
          t = next;
          continue;
        }
        return body && doc_.mentions[w].entity != kNone ? w : kNone;
      }
      const Upos upos = doc_.WordAt(t).upos;
      if (upos != Upos::kDet && upos != Upos::kAdj && upos != Upos::kNoun && !name &&
          !(doc_.Text(t) == "-"))
        return kNone;
    }
    return kNone;
  }

  // "Anna Ray, a Republican from Ohio,": the party that the name of its people stands for.
  void PartyOf(const Mention& person, uint32_t t, uint32_t end) {
    if (doc_.Lower(t) != "a" && doc_.Lower(t) != "an") return;
    const uint32_t w = doc_.MentionAt(t + 1);
    if (w == kNone || doc_.mentions[w].type != NodeType::kOrganization ||
        doc_.mentions[w].kind != MentionKind::kName || doc_.mentions[w].entity == kNone)
      return;
    const uint32_t after = doc_.mentions[w].end;
    if (ClosesList(doc_, after, end) || doc_.Lower(after) == "from" || doc_.Lower(after) == "who")
      Add(person.entity, RelationType::kMemberOf, doc_.mentions[w].entity, person.sentence, 0.85f);
  }

  // "A lifelong Social Democrat, she left".
  void OpeningParty(const Mention& person) {
    const uint32_t first = doc_.SentenceAt(person.sentence).begin;
    if (person.begin < first + 3 || doc_.Text(person.begin - 1) != ",") return;
    const uint32_t w = doc_.MentionAt(person.begin - 2);
    if (w == kNone || doc_.mentions[w].begin > first + 2 ||
        doc_.mentions[w].type != NodeType::kOrganization ||
        doc_.mentions[w].kind != MentionKind::kName || doc_.mentions[w].entity == kNone)
      return;
    if (doc_.Lower(first) == "a" || doc_.Lower(first) == "an")
      Add(person.entity, RelationType::kMemberOf, doc_.mentions[w].entity, person.sentence, 0.85f);
  }

  // "Anna Ray (Con)".
  void PartyAfter(uint32_t m) {
    const Mention& mention = doc_.mentions[m];
    const uint32_t t = mention.end, end = doc_.SentenceAt(mention.sentence).end;
    OpeningParty(mention);
    if (t + 3 < end && doc_.Text(t) == ",") return PartyOf(mention, t + 1, end);
    if (t + 2 >= end || doc_.Text(t) != "(") return;
    const uint32_t w = doc_.MentionAt(t + 1);
    if (w == kNone || doc_.mentions[w].entity == kNone) return;
    const uint32_t close = doc_.mentions[w].end;
    if (doc_.mentions[w].type == NodeType::kAward && close < end)  // "Anna Ray (MBE)"
      return Add(mention.entity, RelationType::kAwarded, doc_.mentions[w].entity, mention.sentence,
                 0.85f);
    if (doc_.mentions[w].type != NodeType::kOrganization) return;
    // "Anna Ray (Labour, Eastfield)".
    if (close < end && (doc_.Text(close) == ")" || doc_.Text(close) == ",")) {
      const RelationType tie = !IsOfStaff(w) ? RelationType::kMemberOf : TieOf(mention, w);
      Add(mention.entity, tie, doc_.mentions[w].entity, mention.sentence, 0.85f);
    }
  }

  // "Anna Ray (Bergen University)": what stands in brackets is a party or team unless its name
  // tells of a workplace.
  bool IsOfStaff(uint32_t body) const {
    const std::string& name = doc_.entities[doc_.mentions[body].entity].name;
    constexpr std::array<std::string_view, 18> kWords = {
        "Univers",  "Institut", "Bank",     "Group",  "Inc",    "Ltd",
        "Ministry", "College",  "Hospital", "Agency", "Cent",   "Times",
        "Post",     "Council",  "Capital",  "School", "Museum", "Police"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](std::string_view word) { return name.find(word) != std::string::npos; });
  }

  const Document& doc_;
  Facts& facts_;
  const bool plays_, votes_;
};

}  // namespace

RelationType TieToBody(std::string_view name) {
  constexpr std::array<std::string_view, 32> kOfMembers = {
      "Party",    "Front",       "Movement",   "Greens",  "Democrat",  "Conservatives", "Labour",
      "Liberals", "Republicans", "Alliance",   "Brigade", "Coalition", " FC",           "United",
      "Rovers",   "Committee",   "Parliament", "Senate",  "Congress",  "League",        "Parti",
      " Dal",     " Sena",       "Janata",     "Sinn F",  "Fianna",    "Fine Gael",     "Frente",
      "Bloc",     "Socialist",   "Communist",  "Barisan"};
  return HasAnyOf(name, kOfMembers) && name.find("Nations") == std::string_view::npos
             ? RelationType::kMemberOf
             : RelationType::kWorksFor;
}

RelationType TieToMentioned(const Document& doc, uint32_t body) {
  const Entity& entity = doc.entities[doc.mentions[body].entity];
  for (uint32_t m : entity.mentions) {
    const uint32_t next = doc.mentions[m].end;
    if (next < doc.words().size() &&
        IsOneOf(doc.Lower(next), {"party", "movement", "bloc", "faction"}))  // "the Dawn party"
      return RelationType::kMemberOf;
  }
  return TieToBody(entity.name);
}

void FindEmployerRelations(const Document& doc, Facts& facts) { EmployerReader(doc, facts).Read(); }

}  // namespace newsgraph::text
