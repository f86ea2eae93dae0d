// Which people a group is made of, as far as the sentence names them.
#include <algorithm>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/groups.h"

namespace newsgraph::text {
namespace {

class MembershipFinder {
 public:
  MembershipFinder(const Document& doc, const Clauses& clauses, Facts& facts)
      : doc_(doc), clauses_(clauses), facts_(facts) {}

  void Find() {
    for (uint32_t s = 0; s < doc_.tokens.sentences.size(); ++s) {
      const Sentence& sentence = doc_.SentenceAt(s);
      for (uint32_t t = sentence.begin; t < sentence.end; ++t) {
        const std::string& word = doc_.Lower(t);
        const bool left_out = t > sentence.begin && doc_.Lower(t - 1) == "not";
        const bool such_as = word == "as" && t > sentence.begin && doc_.Lower(t - 1) == "such";
        if ((word == "including" && !left_out) || word == "namely" || such_as) After(t, s);
        if (word == "among") Among(t, s);
        if (word == "include" || word == "includes" || word == "included") Includes(t, s);
        if (word == "include" || word == "cover" || word == "covers") LeftOut(t, s);
        if (word == "one" || word == "another") OneOf(t, s);
        if (doc_.Lemma(t) == "identify" || doc_.Lemma(t) == "name") IdentifiedAs(t, s);
        if (doc_.Text(t) == ":" || doc_.Text(t) == "—") ColonList(t, s);
      }
    }
    for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
      Subset(m);
      CommaList(m);
      NamedNext(m);
      OfBody(m);
    }
  }

 private:
  bool IsGroup(uint32_t m) const {
    return m != kNone && doc_.mentions[m].entity != kNone &&
           doc_.mentions[m].type == NodeType::kGroup && !(doc_.mentions[m].kinds & kPairNoun);
  }

  // The last group before a token of its sentence.
  uint32_t GroupBefore(uint32_t t, uint32_t sentence) const {
    for (uint32_t u = t; u-- > doc_.SentenceAt(sentence).begin;) {
      const uint32_t m = doc_.MentionAt(u);
      if (IsGroup(m)) return m;
    }
    return kNone;
  }

  // The last group before a token, at most two sentences back.
  uint32_t LastGroup(uint32_t t) const {
    for (uint32_t i = doc_.MentionsBefore(t); i-- > 0;) {
      if (!IsGroup(i)) continue;
      return doc_.mentions[i].sentence + 2 < doc_.SentenceOf(t) ? kNone : i;
    }
    return kNone;
  }

  // "six prisoners: A, B", "the other two, A and B": names right behind a counted group.
  void CommaList(uint32_t m) {
    const Mention& group = doc_.mentions[m];
    const uint32_t end = doc_.SentenceAt(group.sentence).end;
    if (!IsGroup(m)) return;
    const KnownNoun* known = doc_.knowledge.gazetteer().FindNoun(group.noun);
    const bool family = known && known->has_relation && known->relation == RelationType::kFamilyOf;
    const int64_t told = group.definite ? doc_.entities[group.entity].count : -1;
    const int64_t count = group.count < 0 ? told : group.count;  // "The rebels, A, B and C,"
    if (!family && (count < 2 || count > 6)) return;
    uint32_t comma = group.end;
    // "Two firefighters from Engine 12, A and B,": over a short complement.
    if (comma < end && doc_.WordAt(comma).upos == Upos::kAdp) {
      while (comma < end && comma < group.end + 6 && doc_.WordAt(comma).upos != Upos::kVerb &&
             doc_.Text(comma) != ",")
        ++comma;
    }
    if (comma + 1 >= end || doc_.Text(comma) != ",") return;
    const uint32_t name = NameBehind(comma, end);
    if (name == kNone || doc_.mentions[name].kind != MentionKind::kName ||
        doc_.mentions[name].type != NodeType::kPerson)
      return;
    if (family) return Relatives(comma + 1, m);
    NamesFrom(comma + 1, group.sentence, m, 0.8f);
  }

  // The name after a comma, over what describes it: ", the novelist A and the actor B".
  uint32_t NameBehind(uint32_t comma, uint32_t end) const {
    for (uint32_t t = comma + 1; t < end && t < comma + 6; ++t) {
      const uint32_t m = doc_.MentionAt(t);
      if (m != kNone && doc_.mentions[m].kind == MentionKind::kName && !doc_.mentions[m].demonym)
        return doc_.mentions[m].begin == t ? m : kNone;
      const Upos upos = doc_.WordAt(t).upos;
      if (upos != Upos::kDet && upos != Upos::kAdj && upos != Upos::kNoun) return kNone;
    }
    return kNone;
  }

  // "her two sons, A and B": relatives of hers.
  void Relatives(uint32_t t, uint32_t group) {
    const uint32_t owner = doc_.Child(doc_.mentions[group].head, Relation::kNmodPoss);
    if (owner == kNone || doc_.EntityAt(owner) == kNone) return;
    int64_t left = doc_.mentions[group].count < 0 ? 2 : doc_.mentions[group].count;
    for (uint32_t u = t; u < doc_.words().size() && left > 0; ++u) {
      const uint32_t m = doc_.MentionAt(u);
      if (doc_.SentenceOf(u) != doc_.mentions[group].sentence || doc_.WordAt(u).IsFinite()) return;
      if (m == kNone || doc_.mentions[m].begin != u ||
          doc_.mentions[m].kind != MentionKind::kName || doc_.mentions[m].type != NodeType::kPerson)
        continue;
      Fact fact = StatedRole(doc_.mentions[m].entity, RelationType::kFamilyOf, doc_.EntityAt(owner),
                             doc_.mentions[group].sentence, 0.85f);
      fact.label = doc_.mentions[group].noun;
      facts_.Add(doc_, std::move(fact));
      --left;
    }
  }

  // "Two of them, A and B", "the other two, A and B": of those counted before, if the story has no
  // more to say of the few; else of the few.
  uint32_t WholeOf(uint32_t group) const {
    const Mention& few = doc_.mentions[group];
    if (doc_.entities[few.entity].mentions.size() > 1) return few.entity;
    if (few.whole != kNone && IsGroup(few.whole)) return doc_.mentions[few.whole].entity;
    if (!doc_.HasChildWord(few.head, "other") || few.count < 1) return few.entity;
    for (uint32_t i = group; i-- > 0;) {
      const Mention& many = doc_.mentions[i];
      if (many.sentence + 3 < few.sentence) break;
      if (IsGroup(i) && many.count > few.count && many.whole == kNone) return many.entity;
    }
    return few.entity;
  }

  // "Two editors have been freed. A and B left the prison on Monday": as many new names in the
  // place of a subject as the sentence before has counted people.
  void NamedNext(uint32_t m) {
    const Mention& group = doc_.mentions[m];
    if (!IsGroup(m) || group.count < 2 || group.count > 5 || group.whole != kNone) return;
    const Entity& people = doc_.entities[group.entity];
    if (doc_.BlockOf(group.sentence).kind == BlockKind::kTitle && people.mentions.back() != m)
      return;
    for (uint32_t i = m + 1; i < doc_.mentions.size(); ++i) {
      const Mention& name = doc_.mentions[i];
      if (name.sentence > group.sentence + 1) return;
      if (name.kind != MentionKind::kName || name.type != NodeType::kPerson || name.entity == kNone)
        continue;
      if (name.sentence == group.sentence) return;
      const Relation r = doc_.WordAt(name.head).relation;
      const uint32_t verb = doc_.WordAt(name.head).head;
      if ((r != Relation::kNsubj && r != Relation::kNsubjPass) || doc_.Lemma(verb) == "say") return;
      std::vector<uint32_t> named;
      for (uint32_t t : clauses_.Joined(name.head)) {
        const uint32_t n = doc_.MentionAt(t);
        if (n == kNone || doc_.mentions[n].type != NodeType::kPerson ||
            doc_.mentions[n].entity == kNone || !IsNew(n, m))
          return;
        named.push_back(n);
      }
      if (named.size() != static_cast<size_t>(group.count)) return;
      for (uint32_t n : named) Add(n, m, name.sentence, 0.75f);
      return;
    }
  }

  // Whether nobody was called so before a mention, but in the headline.
  bool IsNew(uint32_t name, uint32_t before) const {
    for (uint32_t m : doc_.entities[doc_.mentions[name].entity].mentions) {
      if (m >= before) return true;
      if (doc_.BlockOf(doc_.mentions[m].sentence).kind != BlockKind::kTitle) return false;
    }
    return true;
  }

  void Add(uint32_t member, uint32_t group, uint32_t sentence, float confidence,
           Polarity polarity = Polarity::kPositive) {
    // "three candidates: A, B and C" stand in something; they make no group.
    for (std::string_view noun : {"candidate", "contender", "nominee", "named"}) {
      if (EndsWith(doc_.mentions[group].noun, noun)) return;
    }
    Fact fact;
    fact.source = doc_.mentions[member].entity;
    fact.target = WholeOf(group);
    fact.relation = RelationType::kMemberOf;
    fact.polarity = polarity;
    fact.rule = "named member";
    fact.confidence = confidence;
    fact.sentences = {sentence};
    facts_.Add(doc_, std::move(fact));
  }

  // Names of people from `t` on, up to a verb that is not part of a name's description.
  void NamesFrom(uint32_t t, uint32_t sentence, uint32_t group, float confidence,
                 Polarity polarity = Polarity::kPositive) {
    const uint32_t end = doc_.SentenceAt(sentence).end;
    bool in_clause = false;  // inside ", who ...": names there are others
    for (uint32_t u = t; u < end && u < t + 60; ++u) {
      const Word& word = doc_.WordAt(u);
      if (word.IsFinite() && !in_clause && doc_.Lower(u) != "are" && doc_.Lower(u) != "were" &&
          doc_.Lower(u) != "was" && doc_.Lower(u) != "is")
        return;
      if (doc_.Lower(u) == "who" || doc_.Lower(u) == "whose" || doc_.Lower(u) == "which")
        in_clause = true;
      if (doc_.Text(u) == ";" || (doc_.Text(u) == "," && in_clause)) in_clause = false;
      const uint32_t m = doc_.MentionAt(u);
      if (m == kNone || in_clause) continue;
      const Mention& mention = doc_.mentions[m];
      if (mention.kind == MentionKind::kName && mention.type == NodeType::kPerson &&
          mention.begin == u) {
        const bool owner = mention.end < end && doc_.WordAt(mention.end).xpos == Xpos::kPOS;
        const std::string_view preposition = doc_.Preposition(mention.head);
        const bool agent = preposition == "by" || preposition == "to" || preposition == "with" ||
                           preposition == "against" || preposition == "for";
        if (!owner && !agent) Add(m, group, sentence, confidence, polarity);
      }
    }
  }

  // "123 prisoners, including A and B".
  void After(uint32_t t, uint32_t sentence) {
    const uint32_t group = GroupBefore(t, sentence);
    if (group != kNone) NamesFrom(t + 1, sentence, group, 0.85f);
  }

  // "Among those freed are A and B"; "36 people, among them a nun, C"; "A was among the six".
  void Among(uint32_t t, uint32_t sentence) {
    const uint32_t end = doc_.SentenceAt(sentence).end;
    if (t + 1 < end && doc_.Lower(t + 1) == "them") {
      uint32_t group = GroupBefore(t, sentence);
      if (group == kNone && t == doc_.SentenceAt(sentence).begin) group = LastGroup(t);
      if (group != kNone) NamesFrom(t + 2, sentence, group, 0.85f);
      return;
    }
    uint32_t group = kNone;
    for (uint32_t u = t + 1; u < end && u < t + 8 && group == kNone; ++u) {
      if (IsGroup(doc_.MentionAt(u))) group = doc_.MentionAt(u);
    }
    if (group == kNone) return;
    // Inverted: a form of "be" follows the group and names follow that.
    for (uint32_t u = doc_.mentions[group].end; u < end && u < doc_.mentions[group].end + 8; ++u) {
      const std::string& word = doc_.Lower(u);
      if (word == "are" || word == "were" || word == "is" || word == "was") {
        NamesFrom(u + 1, sentence, group, 0.9f);
        return;
      }
    }
    // "A was (not) among the six".
    const uint32_t head = doc_.mentions[group].head;
    uint32_t subject = doc_.Child(head, Relation::kNsubj);
    Polarity polarity = clauses_.ScopeOf(head).polarity;
    // "X was not among those freed": trees hang it all on the participle.
    const uint32_t freed = doc_.Child(head, Relation::kAcl);
    if (subject == kNone && freed != kNone && doc_.Child(freed, Relation::kNsubj) < t) {
      subject = doc_.Child(freed, Relation::kNsubj);
      if (doc_.HasChildWord(freed, "not")) polarity = Polarity::kNegated;
    }
    const uint32_t m = subject == kNone ? kNone : doc_.MentionAt(subject);
    for (uint32_t other : doc_.Children(head)) {  // "A, B and C were among the six"
      if (doc_.WordAt(other).relation != Relation::kNsubj) continue;
      for (uint32_t name : clauses_.Joined(other)) {
        const uint32_t n = doc_.MentionAt(name);
        if (n != kNone && n != m && doc_.mentions[n].type == NodeType::kPerson)
          Add(n, group, sentence, 0.85f, polarity);
      }
    }
    if (m == kNone || doc_.mentions[m].type != NodeType::kPerson) {
      // ", who was not among the six, ...": the name before "who".
      if (subject == kNone || doc_.Lower(subject) != "who" || doc_.WordAt(head).head == kNoHead)
        return;
      const uint32_t name = doc_.MentionAt(doc_.WordAt(head).head);
      if (name != kNone && doc_.mentions[name].type == NodeType::kPerson) {
        Add(name, group, sentence, 0.85f, polarity);
      }
      return;
    }
    Add(m, group, sentence, 0.85f, polarity);
  }

  // "The group also includes A and B".
  void Includes(uint32_t t, uint32_t sentence) {
    if (doc_.WordAt(t).upos != Upos::kVerb) return;
    uint32_t group = GroupBefore(t, sentence);
    const uint32_t subject = doc_.Child(t, Relation::kNsubj);
    if (group == kNone && subject != kNone && doc_.Lower(subject) == "group") {
      for (uint32_t i = doc_.MentionsBefore(t); i-- > 0;) {
        if (IsGroup(i)) {
          group = i;
          break;
        }
      }
    }
    if (group != kNone) NamesFrom(t + 1, sentence, group, 0.85f, clauses_.ScopeOf(t).polarity);
  }

  // "The swap does not include X": whoever frees the others does not free X.
  void LeftOut(uint32_t t, uint32_t sentence) {
    constexpr std::array<std::string_view, 7> kFreeing = {"swap",  "exchange", "release", "amnesty",
                                                          "trade", "pardon",   "deal"};
    const uint32_t subject = doc_.Child(t, Relation::kNsubj);
    const uint32_t object = doc_.Child(t, Relation::kObj);
    if (subject == kNone || object == kNone || doc_.WordAt(t).upos != Upos::kVerb ||
        clauses_.ScopeOf(t).polarity == Polarity::kPositive)
      return;
    const uint32_t act = doc_.EntityAt(subject), person = doc_.EntityAt(object);
    if (person == kNone || doc_.entities[person].type != NodeType::kPerson) return;
    const bool frees = IsOneOf(doc_.Lemma(subject), kFreeing) ||
                       (act != kNone && IsOneOf(LastWordOf(doc_.entities[act].noun), kFreeing));
    const uint32_t holder = frees ? HolderOf(person) : kNone;
    if (holder == kNone) return;
    Fact fact;
    fact.source = holder;
    fact.target = person;
    fact.relation = RelationType::kReleased;
    fact.polarity = Polarity::kNegated;
    fact.inferred = true;
    fact.rule = "event-arg";
    fact.confidence = 0.7f;
    fact.sentences = {sentence};
    facts_.Add(doc_, std::move(fact));
  }

  // Who holds or convicted a person, as far as the sentences say.
  uint32_t HolderOf(uint32_t person) const {
    for (const Fact& fact : facts_.list()) {
      if (fact.relation == RelationType::kDetained && fact.target == person &&
          fact.polarity == Polarity::kPositive)
        return fact.source;
    }
    return kNone;
  }

  // "Her nephew B is one of six Americans", "One of them, C, ...".
  void OneOf(uint32_t t, uint32_t sentence) {
    const uint32_t end = doc_.SentenceAt(sentence).end;
    if (t + 2 >= end || doc_.Lower(t + 1) != "of") return;
    uint32_t group = kNone;
    for (uint32_t u = t + 2; u < end && u < t + 8 && group == kNone; ++u) {
      if (IsGroup(doc_.MentionAt(u))) group = doc_.MentionAt(u);
    }
    if (group == kNone) return;
    const uint32_t subject = doc_.Child(t, Relation::kNsubj);
    const uint32_t m = subject == kNone ? kNone : doc_.MentionAt(subject);
    if (m != kNone && doc_.mentions[m].type == NodeType::kPerson) {
      Add(m, group, sentence, 0.9f, clauses_.ScopeOf(t).polarity);
      return;
    }
    const uint32_t next = doc_.mentions[group].end;
    if (next < end && doc_.Text(next) == ",") {
      for (uint32_t u = next; u < end && u < next + 10; ++u) {
        const uint32_t name = doc_.MentionAt(u);
        if (doc_.WordAt(u).IsFinite()) return;
        if (name != kNone && doc_.mentions[name].type == NodeType::kPerson &&
            doc_.mentions[name].kind == MentionKind::kName) {
          Add(name, group, sentence, 0.85f);
          return;
        }
      }
    }
  }

  // "The dead were identified as A, B and C", "two suspects, named as A and B,".
  void IdentifiedAs(uint32_t t, uint32_t sentence) {
    const bool appended = doc_.WordAt(t).relation == Relation::kAcl;
    const uint32_t subject = appended ? doc_.WordAt(t).head : doc_.Child(t, Relation::kNsubjPass);
    if (subject == kNone || !IsGroup(doc_.MentionAt(subject))) return;
    const uint32_t end = doc_.SentenceAt(sentence).end;
    for (uint32_t u = t + 1; u < end; ++u) {
      if (doc_.Lower(u) == "as") {
        NamesFrom(u + 1, sentence, doc_.MentionAt(subject), 0.85f);
        return;
      }
    }
  }

  // "two gang chiefs for an asset freeze: A and B", "Three candidates are standing: A, B and C".
  void ColonList(uint32_t t, uint32_t sentence) {
    const uint32_t end = doc_.SentenceAt(sentence).end;
    uint32_t first = t + 1;
    if (first >= end) return;
    const uint32_t m = doc_.MentionAt(first);
    if (m == kNone || doc_.mentions[m].type != NodeType::kPerson ||
        doc_.mentions[m].kind != MentionKind::kName)
      return;
    uint32_t group = kNone;
    for (uint32_t u = doc_.SentenceAt(sentence).begin; u < t && group == kNone; ++u) {
      const uint32_t g = doc_.MentionAt(u);
      if (IsGroup(g) && doc_.mentions[g].count > 1) group = g;
    }
    if (group != kNone) NamesFrom(first, sentence, group, 0.8f);
  }

  // "four members of the Green Party": the group belongs to the body.
  void OfBody(uint32_t m) {
    const Mention& group = doc_.mentions[m];
    if (!IsGroup(m) || !EndsWith(group.noun, "member")) return;
    for (uint32_t child : doc_.Children(group.head)) {
      const uint32_t e = doc_.EntityAt(child);
      if (e == kNone || doc_.entities[e].type != NodeType::kOrganization ||
          doc_.Preposition(child) != "of")
        continue;
      Fact fact;
      fact.source = group.entity;
      fact.target = e;
      fact.relation = RelationType::kMemberOf;
      fact.rule = "named member";
      fact.confidence = 0.8f;
      fact.sentences = {group.sentence};
      facts_.Add(doc_, std::move(fact));
    }
  }

  // "114 of the released prisoners": part_of with both counts known.
  void Subset(uint32_t m) {
    const Mention& part = doc_.mentions[m];
    if (part.whole == kNone || part.entity == kNone || !IsGroup(part.whole)) return;
    // "twelve of the 15 members": the whole is a thing of its own only where the story has more of
    // it.
    if (doc_.entities[doc_.mentions[part.whole].entity].mentions.size() < 2) return;
    Fact fact;
    fact.source = part.entity;
    fact.target = doc_.mentions[part.whole].entity;
    fact.relation = RelationType::kPartOf;
    fact.rule = "subset";
    fact.confidence = 0.95f;
    fact.sentences = {part.sentence};
    facts_.Add(doc_, std::move(fact));
  }

  const Document& doc_;
  const Clauses& clauses_;
  Facts& facts_;
};

}  // namespace

void FindMemberships(const Document& doc, const Clauses& clauses, Facts& facts) {
  MembershipFinder(doc, clauses, facts).Find();
}

}  // namespace newsgraph::text
