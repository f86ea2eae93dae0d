#include "loaders/text/entities/pronouns.h"

#include <algorithm>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

class Search {
 public:
  Search(Document& doc, uint32_t interviewee, uint32_t topic)
      : doc_(doc), interviewee_(interviewee), topic_(topic) {}

  // Whom the headline names, if it names one person.
  uint32_t Topic() const {
    uint32_t found = kNone;
    for (const Mention& named : doc_.mentions) {
      if (doc_.BlockOf(named.sentence).kind != BlockKind::kTitle) break;
      if (named.kind != MentionKind::kName || named.type != NodeType::kPerson ||
          named.entity == kNone)
        continue;
      if (found != kNone && found != named.entity) return kNone;
      found = named.entity;
    }
    return found;
  }

  // In an interview "I" is the person of the headline.
  uint32_t Interviewee() const {
    int questions = 0;
    for (const Block& block : doc_.article.blocks) questions += block.kind == BlockKind::kQuestion;
    if (questions < 3) return kNone;
    for (const Mention& mention : doc_.mentions) {
      const BlockKind kind = doc_.BlockOf(mention.sentence).kind;
      if (mention.kind == MentionKind::kName && mention.type == NodeType::kPerson &&
          (kind == BlockKind::kTitle || kind == BlockKind::kStandfirst))
        return mention.entity;
    }
    return kNone;
  }

  void ResolveOne(uint32_t m) {
    Mention& mention = doc_.mentions[m];
    const std::string& word = mention.name;
    const char first = word[0];
    if (word == "i" || word == "me" || word == "my") {
      mention.entity = interviewee_ != kNone ? interviewee_ : Speaker(mention);
      mention.type = NodeType::kPerson;
    } else if (first == 'h' || first == 's') {
      const Gender gender = first == 's' || word == "her" || word == "hers" || word == "herself"
                                ? Gender::kFemale
                                : Gender::kMale;
      mention.entity = FindAntecedent(m, gender);
      mention.type = NodeType::kPerson;
      if (mention.entity != kNone && doc_.entities[mention.entity].gender == Gender::kUnknown) {
        doc_.entities[mention.entity].gender = gender;
      }
    } else if (first == 'i') {
      if (doc_.WordAt(mention.head).relation == Relation::kExpl && !Acts(mention)) return;
      mention.entity = FindThing(m, false);
    } else if (first == 't') {
      mention.plural = true;
      mention.whole = JoinedBefore(m);
      if (mention.whole == kNone) {
        mention.entity = FindThing(m, true);
      } else {
        mention.type = doc_.mentions[mention.whole].type;
      }
    }
    if (mention.entity != kNone) mention.type = doc_.entities[mention.entity].type;
  }

  // "it agreed to buy X", where the tree takes "it" for a dummy: nobody else agrees.
  bool Acts(const Mention& dummy) const {
    constexpr std::array<std::string_view, 10> kActs = {
        "agree", "plan", "decide", "promise", "want", "hope", "refuse", "intend", "offer", "vow"};
    const uint32_t verb = doc_.WordAt(dummy.head).head;
    return IsOneOf(doc_.Lemma(verb), kActs) && doc_.Child(verb, Relation::kXcomp) != kNone &&
           doc_.Child(verb, Relation::kAuxPass) == kNone;
  }

  // Of "I" inside a quotation: the subject of a verb of saying in the same or the next sentence.
  uint32_t Speaker(const Mention& mention) const {
    const uint32_t last = std::min<uint32_t>(
        mention.sentence + 1, static_cast<uint32_t>(doc_.tokens.sentences.size()) - 1);
    for (uint32_t s = mention.sentence; s <= last; ++s) {
      if (const uint32_t speaker = SaidIn(s); speaker != kNone) return speaker;
    }
    // "..., said X. "I want ...", in one paragraph.
    const bool goes_on = mention.sentence > 0 &&
                         doc_.block_of[mention.sentence - 1] == doc_.block_of[mention.sentence];
    return goes_on ? SaidIn(mention.sentence - 1) : kNone;
  }

  uint32_t SaidIn(uint32_t s) const {
    for (uint32_t t = doc_.SentenceAt(s).begin; t < doc_.SentenceAt(s).end; ++t) {
      const std::string_view lemma = doc_.Lemma(t);
      if (lemma != "say" && lemma != "tell" && lemma != "add") continue;
      const uint32_t subject = doc_.Child(t, Relation::kNsubj);
      if (subject == kNone) continue;
      const uint32_t e = doc_.EntityAt(subject);
      if (e != kNone && doc_.entities[e].type == NodeType::kPerson) return e;
    }
    return kNone;
  }

  // A subject, or a name that opens its sentence where the tree hangs the verb on it: "Ana Reis, at
  // 17 the youngest, won".
  bool IsSubject(const Mention& mention) const {
    const Word& word = doc_.WordAt(mention.head);
    return word.IsSubject() || (word.relation == Relation::kRoot &&
                                mention.kind == MentionKind::kName && OpensSentence(mention));
  }

  bool OpensSentence(const Mention& mention) const {
    return mention.begin == doc_.SentenceAt(mention.sentence).begin;
  }

  // "(X, who was said to have paid, did not.)": told on the way.
  bool IsInBrackets(uint32_t sentence) const {
    return doc_.Text(doc_.SentenceAt(sentence).begin) == "(";
  }

  // Same clause, other argument: "him" is not the subject of its own verb.
  bool SameVerb(const Mention& a, const Mention& b) const {
    return a.sentence == b.sentence && doc_.WordAt(a.head).head != kNoHead &&
           doc_.WordAt(a.head).head == doc_.WordAt(b.head).head;
  }

  // Who does it to this pronoun: the subject of the verb it is the object of, or kNone.
  uint32_t SubjectBeside(const Mention& mention) const {
    const Word& word = doc_.WordAt(mention.head);
    if ((word.relation != Relation::kObj && word.relation != Relation::kObl) ||
        word.head == kNoHead || doc_.WordAt(word.head).upos != Upos::kVerb ||
        doc_.WordAt(word.head).relation == Relation::kXcomp)
      return kNone;
    const Arguments arguments = Clauses(doc_).OfVerb(word.head);
    const uint32_t subject = arguments.At(kSubject);
    return subject == kNone || subject == mention.head ? kNone : doc_.EntityAt(subject);
  }

  // The kinds of things that "it" may be where it is the object of a verb: what the frames of the
  // verb take; empty where they say nothing.
  TypeSet TakenBy(const Mention& mention) const {
    const Word& word = doc_.WordAt(mention.head);
    const bool oblique = word.relation == Relation::kObl;
    if ((word.relation != Relation::kObj && !oblique) || word.head == kNoHead) return 0;
    const Slot slot = oblique ? SlotOfPreposition(doc_.Preposition(mention.head)) : kObject;
    if (slot == kNoSlot) return 0;
    const FrameLexicon& lexicon = doc_.knowledge.frames();
    const uint32_t particle = doc_.Child(word.head, Relation::kCompoundPrt);
    TypeSet taken = 0;
    for (uint32_t f : lexicon.Find(WordClass::kVerb, doc_.Lemma(word.head))) {
      const Frame& frame = lexicon.frames()[f];
      if (!frame.objects.empty()) continue;
      if (frame.particle != (particle == kNone ? std::string() : doc_.Lower(particle))) continue;
      if (frame.source[0] == slot) taken |= frame.domain;
      if (frame.target[0] == slot) taken |= frame.range;
    }
    return taken;
  }

  // "barred X from selling its chips", "accused X of beating his wife": X, whose act it is.
  bool ActsThere(const Mention& other, const Mention& owner) const {
    const Word& pronoun = doc_.WordAt(owner.head);
    const Word& object = doc_.WordAt(other.head);
    if (pronoun.relation != Relation::kNmodPoss || object.relation != Relation::kObj ||
        other.sentence != owner.sentence || doc_.WordAt(pronoun.head).head == kNoHead)
      return false;
    const Word& act = doc_.WordAt(doc_.WordAt(pronoun.head).head);
    const bool below = act.relation == Relation::kXcomp || act.relation == Relation::kAdvcl;
    return below && (act.xpos == Xpos::kVBG || act.xpos == Xpos::kVB) && act.head == object.head &&
           other.head < owner.head;
  }

  // "the airline and its creditors": the airline's.
  bool IsJoinedOwner(const Mention& other, const Mention& owner) const {
    const Word& pronoun = doc_.WordAt(owner.head);
    if (pronoun.relation != Relation::kNmodPoss || pronoun.head == kNoHead) return false;
    const Word& owned = doc_.WordAt(pronoun.head);
    return owned.relation == Relation::kConj && owned.head == other.head;
  }

  // "in Nigeria and Ghana": where it was, not who.
  bool IsSetting(uint32_t token) const {
    while (doc_.WordAt(token).relation == Relation::kConj) token = doc_.WordAt(token).head;
    return doc_.Preposition(token) == "in";
  }

  // "a claim Kenya dismissed": subject of a clause on a noun, not of the sentence.
  bool IsInside(const Mention& subject) const {
    const uint32_t verb = doc_.WordAt(subject.head).head;
    return verb != kNoHead && doc_.WordAt(verb).relation == Relation::kAclRelcl;
  }

  // "Born to X and Y, she ...", "A pupil of X, he ...": what is set off before a subject speaks of
  // the subject, so whoever is named there is somebody else.
  bool FollowsOwnDescription(const Mention& subject) const {
    const uint32_t first = doc_.SentenceAt(subject.sentence).begin;
    if (!IsSubject(subject) || subject.begin < first + 2 || doc_.Text(subject.begin - 1) != ",")
      return false;
    const Xpos opening = doc_.WordAt(first).xpos;
    for (uint32_t t = first; t + 1 < subject.begin; ++t) {
      if (doc_.WordAt(t).IsFinite() && doc_.WordAt(t).relation != Relation::kAclRelcl) return false;
    }
    return opening == Xpos::kVBN || opening == Xpos::kVBG || opening == Xpos::kDT;
  }

  static constexpr int kFocus = 7;

  // "She" is rather a woman than one of whom nothing is known, and rather whom the headline names
  // than one who is told of on the way.
  int Familiarity(uint32_t person, Gender gender) const {
    return (doc_.entities[person].gender == gender ? 3 : 0) + (person == topic_ ? 6 : 0);
  }

  template <class Fits>
  uint32_t BestBefore(uint32_t m, uint32_t sentences, Fits fits,
                      Gender gender = Gender::kUnknown) const {
    const Mention& mention = doc_.mentions[m];
    const uint32_t beside = mention.kind == MentionKind::kPronoun ? SubjectBeside(mention) : kNone;
    const bool described = mention.kind == MentionKind::kPronoun && FollowsOwnDescription(mention);
    uint32_t best = kNone;
    int best_score = -1000;
    for (uint32_t i = m; i-- > 0;) {
      const Mention& other = doc_.mentions[i];
      if (other.sentence + sentences < mention.sentence) break;
      if (other.entity == kNone || other.entity == beside || other.demonym || !fits(other))
        continue;
      if (other.end > mention.head) continue;  // "two of them" are not themselves
      if (described && other.sentence == mention.sentence) continue;
      if (mention.kind == MentionKind::kPronoun && SameVerb(mention, other) &&
          doc_.WordAt(mention.head).relation != Relation::kNmodPoss)
        continue;
      int score = -10 * static_cast<int>(mention.sentence - other.sentence);
      if (gender != Gender::kUnknown) score += Familiarity(other.entity, gender);
      if (IsSubject(other)) score += mention.name[0] == 'i' && IsInside(other) ? 2 : 6;
      // Who was a pronoun already is whom the story is about.
      if (other.kind == MentionKind::kPronoun && other.sentence + 1 == mention.sentence &&
          (mention.name[0] != 'i' || IsSubject(other)))
        score += kFocus;
      // "Varga's club said it would stand by him": of the owner of the subject.
      const Word& owner = doc_.WordAt(other.head);
      const bool owns = owner.relation == Relation::kNmodPoss && owner.head != kNoHead;
      const bool of_subject = owns && mention.kind == MentionKind::kPronoun &&
                              other.sentence == mention.sentence &&
                              (other.type == NodeType::kPerson || mention.name == "it") &&
                              doc_.WordAt(owner.head).relation == Relation::kNsubj;
      if (owns) score += of_subject ? 5 : -2;
      if (other.type == NodeType::kPerson && owner.relation == Relation::kOblAgent) score -= 3;
      if (mention.name == "it" && IsSetting(other.head)) score -= 4;
      if (mention.kind == MentionKind::kPronoun && IsJoinedOwner(other, mention)) score += 12;
      if (mention.kind == MentionKind::kPronoun && ActsThere(other, mention)) score += 7;
      // "opposed the invasion of Iraq and marched against it": the invasion.
      if (owner.relation == Relation::kNmod && mention.name == "it") score -= 3;
      if (other.sentence == mention.sentence && i + 1 == m) score += 1;
      if (doc_.block_of[other.sentence] != doc_.block_of[mention.sentence]) score -= 3;
      if (other.sentence != mention.sentence && IsInBrackets(other.sentence)) score -= 12;
      if (mention.plural && TellsAside(other, mention)) score -= 8;
      // "They" are rather people than one body.
      if (mention.plural && other.type == NodeType::kOrganization) score -= 4;
      if (score > best_score) {
        best_score = score;
        best = other.entity;
      }
    }
    return best;
  }

  // "President Nana Kofi called it off. He ...": the one person of the sentence before, whatever
  // the first name says of the gender, if the pronoun opens its sentence as the subject.
  uint32_t OnlyOneBefore(const Mention& pronoun, Gender gender) const {
    if (pronoun.sentence == 0 || !IsSubject(pronoun) ||
        pronoun.begin != doc_.SentenceAt(pronoun.sentence).begin)
      return kNone;
    const Sentence& before = doc_.SentenceAt(pronoun.sentence - 1);
    uint32_t only = kNone;
    for (uint32_t t = before.begin; t < before.end; ++t) {
      const uint32_t m = doc_.mention_at[t];
      if (m == kNone || doc_.mentions[m].type != NodeType::kPerson ||
          doc_.mentions[m].entity == kNone || doc_.mentions[m].entity == only)
        continue;
      if (only != kNone) return kNone;
      only = doc_.mentions[m].entity;
    }
    const bool misled =
        only != kNone && doc_.entities[only].gender_by_name && doc_.entities[only].gender != gender;
    return misled ? only : kNone;
  }

  uint32_t FindAntecedent(uint32_t m, Gender gender) {
    if (const uint32_t only = OnlyOneBefore(doc_.mentions[m], gender); only != kNone) {
      doc_.entities[only].gender = gender;
      doc_.entities[only].gender_by_name = false;
      return only;
    }
    const auto fits = [&](const Mention& other) {
      if (other.type != NodeType::kPerson) return false;
      const Gender known = doc_.entities[other.entity].gender;
      return known == Gender::kUnknown || known == gender;
    };
    const uint32_t best = BestBefore(m, 4, fits, gender);
    const uint32_t topic = best == kNone ? kNone : TopicOverRelative(m, best, gender);
    return topic != kNone ? topic : best;
  }

  // "Her sister, Eva, died in 2015." and in the next paragraph "she": whom the headline names, not
  // the relative who was told of once.
  uint32_t TopicOverRelative(uint32_t m, uint32_t relative, Gender gender) const {
    const uint32_t block = doc_.block_of[doc_.mentions[m].sentence];
    bool kin = false;
    for (uint32_t i = m; i-- > 0;) {
      const Mention& other = doc_.mentions[i];
      if (other.entity != relative) continue;
      if (other.kind == MentionKind::kPronoun || doc_.block_of[other.sentence] + 1 != block)
        return kNone;
      const KnownNoun* noun = other.kind == MentionKind::kNominal
                                  ? doc_.knowledge.gazetteer().FindNoun(other.noun)
                                  : nullptr;
      kin |= noun && noun->has_relation && noun->relation == RelationType::kFamilyOf;
    }
    if (!kin) return kNone;
    for (const Mention& named : doc_.mentions) {
      if (doc_.BlockOf(named.sentence).kind != BlockKind::kTitle) break;
      if (named.kind != MentionKind::kName || named.type != NodeType::kPerson ||
          named.entity == kNone || named.entity == relative)
        continue;
      const Gender known = doc_.entities[named.entity].gender;
      if (known == Gender::kUnknown || known == gender) return named.entity;
    }
    return kNone;
  }

  uint32_t LastPerson(uint32_t m) const {
    return BestBefore(m, 2, [](const Mention& other) { return other.type == NodeType::kPerson; });
  }

  // "A and B were seized. They deny it": the mention of the first of the names joined in the
  // nearest subject before a plural pronoun, in its sentence or the one before, or kNone.
  uint32_t JoinedBefore(uint32_t m) const {
    const Mention& pronoun = doc_.mentions[m];
    for (uint32_t i = m; i-- > 0;) {
      const Mention& other = doc_.mentions[i];
      if (other.sentence + 1 < pronoun.sentence) return kNone;
      const bool counted = other.type == NodeType::kGroup && other.kind == MentionKind::kNominal;
      if (!IsSubject(other) && !IsNamedSubject(other)) continue;
      if (other.end > pronoun.head || TellsAside(other, pronoun)) continue;
      if (other.kind == MentionKind::kPronoun) {
        if (other.whole != kNone) return other.whole;
        if (other.plural) return kNone;
        continue;
      }
      if (counted) return kNone;
      if (other.kind != MentionKind::kName || other.demonym) continue;
      const std::vector<uint32_t> joined = Clauses(doc_).Joined(other.head);
      if (joined.size() < 2) continue;
      for (uint32_t t : joined) {
        const uint32_t name = doc_.mention_at[t];
        if (name == kNone || doc_.mentions[name].kind != MentionKind::kName ||
            doc_.mentions[name].entity == kNone || doc_.mentions[name].type != other.type)
          return kNone;
      }
      return i;
    }
    return kNone;
  }

  // "Two other parties, A and B, stayed away": a name that says who a plural subject is.
  bool IsNamedSubject(const Mention& name) const {
    uint32_t t = name.head;
    const Relation r = doc_.WordAt(t).relation;
    if (name.kind != MentionKind::kName || (r != Relation::kAppos && r != Relation::kConj))
      return false;
    t = doc_.WordAt(t).head;
    return t != kNoHead && t < name.head && doc_.WordAt(t).IsSubject() &&
           doc_.WordAt(t).IsPlural() && doc_.EntityAt(t) == kNone;
  }

  // "..., officials said. They ...": who only tells the story in another sentence is not whom it is
  // about, unless they go on telling.
  bool TellsAside(const Mention& other, const Mention& pronoun) const {
    constexpr std::array<std::string_view, 5> kTell = {"say", "tell", "announce", "report", "add"};
    auto tells = [&](const Mention& mention) {
      const uint32_t verb = doc_.WordAt(mention.head).head;
      const bool beside = verb + 4 > mention.head && verb < mention.end + 3;
      return IsSubject(mention) && verb != kNoHead && beside && IsOneOf(doc_.Lemma(verb), kTell);
    };
    return other.sentence != pronoun.sentence && tells(other) && !tells(pronoun);
  }

  // What may own what follows "its": a town has a mayor, and chairmen have bodies, not countries.
  // Empty where the noun says nothing.
  TypeSet OwnersOf(const Mention& pronoun) const {
    const Word& word = doc_.WordAt(pronoun.head);
    if (word.relation != Relation::kNmodPoss || word.head == kNoHead) return 0;
    const uint32_t m = doc_.mention_at[word.head];
    const std::string_view noun = m != kNone && doc_.mentions[m].kind == MentionKind::kNominal
                                      ? std::string_view(doc_.mentions[m].noun)
                                      : doc_.Lemma(word.head);
    if (EndsWith(noun, "mayor")) return SetOf(NodeType::kPlace);
    const KnownNoun* known = doc_.knowledge.gazetteer().FindNoun(noun);
    const bool heads = known != nullptr && known->has_relation &&
                       known->relation == RelationType::kLeads && known->seat != Seat::kCountry &&
                       known->seat != Seat::kRegion;
    return heads ? SetOf(NodeType::kOrganization) : TypeSet{0};
  }

  uint32_t FindThing(uint32_t m, bool plural) const {
    constexpr TypeSet kMatters = SetOf(NodeType::kEvent) | SetOf(NodeType::kWork) |
                                 SetOf(NodeType::kAward) | SetOf(NodeType::kProduct);
    constexpr TypeSet kBodies = SetOf(NodeType::kOrganization) | SetOf(NodeType::kCountry);
    const TypeSet taken = plural ? TypeSet{0} : TakenBy(doc_.mentions[m]);
    const TypeSet wanted = taken & (kMatters | kBodies);
    if (wanted & kMatters) {
      const uint32_t same =
          BestBefore(m, 0, [&](const Mention& other) { return Has(wanted, other.type); });
      if (same != kNone) return same;
      // "The accord was signed. The court struck it down": no body is struck down.
      if (!(wanted & kBodies)) {
        const uint32_t before =
            BestBefore(m, 1, [&](const Mention& other) { return Has(wanted, other.type); });
        if (before != kNone) return before;
      }
    }
    if (const TypeSet owners = plural ? TypeSet{0} : OwnersOf(doc_.mentions[m]); owners != 0) {
      const uint32_t owner =
          BestBefore(m, 3, [&](const Mention& other) { return Has(owners, other.type); });
      if (owner != kNone) return owner;
    }
    return BestBefore(m, 3, [&](const Mention& other) {
      if (plural) {
        return other.type == NodeType::kGroup || other.type == NodeType::kOrganization;
      }
      return other.type == NodeType::kOrganization || other.type == NodeType::kCountry;
    });
  }

 private:
  Document& doc_;
  uint32_t interviewee_;
  uint32_t topic_;  // of the story: its headline's person
};

}  // namespace

namespace {

// "the Belgian", but not "the British", who are many, nor "the Belgian team".
bool MeansOne(const Document& doc, const Mention& name) {
  const std::string_view text = doc.Text(name.head);
  if (!doc.WordAt(name.head).IsSubject() || text.back() == 's' || name.begin == 0 ||
      name.end - name.begin != 1)
    return false;
  const bool old = EndsWith(doc.Lower(name.begin - 1), "old");
  const bool many = EndsWith(text, "sh") || EndsWith(text, "ch") || EndsWith(text, "ese");
  return old || (doc.Lower(name.begin - 1) == "the" && !many);
}

}  // namespace

PronounResolver::PronounResolver(Document& doc)
    : doc_(doc),
      interviewee_(Search(doc, kNone, kNone).Interviewee()),
      topic_(Search(doc, kNone, kNone).Topic()) {}

void PronounResolver::ResolveSomeoneFrom(uint32_t m) {
  if (!MeansOne(doc_, doc_.mentions[m])) return;
  const uint32_t person = Search(doc_, interviewee_, topic_).LastPerson(m);
  if (person == kNone) return;
  doc_.mentions[m].entity = person;
  doc_.mentions[m].type = NodeType::kPerson;
  doc_.mentions[m].demonym = false;
}

void PronounResolver::ResolveByAge(uint32_t m) {
  Mention& mention = doc_.mentions[m];
  const std::string_view age = doc_.Text(mention.begin);
  // "X, 43, ..." before or behind it, else whom the story speaks of.
  for (const Mention& name : doc_.mentions) {
    const bool told = name.kind == MentionKind::kName && name.type == NodeType::kPerson &&
                      name.end + 1 < doc_.words().size() && doc_.Text(name.end) == "," &&
                      (doc_.Text(name.end + 1) == age ||
                       (doc_.Lower(name.end + 1) == "aged" && doc_.Text(name.end + 2) == age));
    if (told) {
      mention.entity = name.entity;
      return;
    }
  }
  mention.entity = Search(doc_, interviewee_, topic_).LastPerson(m);
}

void PronounResolver::Resolve(uint32_t m) { Search(doc_, interviewee_, topic_).ResolveOne(m); }

}  // namespace newsgraph::text
