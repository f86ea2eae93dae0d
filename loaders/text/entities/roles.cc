#include "loaders/text/entities/roles.h"

#include <algorithm>
#include <array>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/entities/role_words.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

constexpr uint32_t kMaxRoleGap = 14;  // tokens between a name and the role noun after it

class RoleFinder {
 public:
  explicit RoleFinder(const Document& doc) : doc_(doc), gazetteer_(doc.knowledge.gazetteer()) {}

  std::vector<RoleLink> Find() {
    for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
      const Mention& mention = doc_.mentions[m];
      const bool name =
          mention.kind == MentionKind::kName &&
          (mention.type == NodeType::kPerson || mention.type == NodeType::kOrganization);
      if (name) {
        Before(m);
        After(m);
        if (mention.type == NodeType::kPerson) {
          Shared(m);
          Several(m);
        }
      }
      if (name || mention.kind == MentionKind::kPronoun) {
        Copula(m);
        Predicate(m);
      }
    }
    return std::move(links_);
  }

 private:
  // The role noun that ends at `t`: longest phrase first. Fills noun, known and begin.
  bool RoleEndingAt(uint32_t t, RoleLink& link) const {
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
    for (uint32_t start = t >= first + 5 ? t - 5 : first; start <= t; ++start) {
      for (bool singular : {false, true}) {
        std::string phrase = doc_.Phrase(start, t + 1, singular);
        if (StartsWith(phrase, "ex-") && !gazetteer_.FindNoun(phrase)) phrase.erase(0, 3);
        const KnownNoun* noun = gazetteer_.FindNoun(phrase);
        if (noun == nullptr || !(noun->kinds & kRoleNoun)) continue;
        link.noun = std::move(phrase);
        link.known = *noun;
        link.begin = start;
        link.head = t;
        return true;
      }
    }
    return false;
  }

  // Walks left over what belongs to the same noun phrase: words and names up to a comma, verb,
  // preposition or determiner (which is left out).
  void FindPhraseBegin(RoleLink& link) const {
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(link.head)).begin;
    uint32_t begin = link.begin;
    while (begin > first && link.begin - begin < 10) {
      const uint32_t t = begin - 1;
      const Word& word = doc_.WordAt(t);
      const bool inside = word.upos == Upos::kNoun || word.upos == Upos::kPropn ||
                          word.upos == Upos::kAdj || word.upos == Upos::kPart ||
                          word.upos == Upos::kNum || word.xpos == Xpos::kPRPPoss ||
                          word.xpos == Xpos::kPOS || doc_.Text(t) == "-" ||
                          (word.xpos == Xpos::kVBN && doc_.mention_at[t] == kNone &&
                           doc_.Child(t, Relation::kNsubj) == kNone) ||
                          doc_.mention_at[t] != kNone || doc_.Text(t) == "&";
      if (!inside || word.upos == Upos::kDet || doc_.Text(t) == ",") break;
      begin = t;
      if (word.xpos == Xpos::kPRPPoss) break;
    }
    link.phrase_begin = begin;
    for (uint32_t t = begin; t < link.head; ++t) {
      const std::string& lower = doc_.Lower(t);
      if (lower == "former" || lower == "ex" || lower == "late" || lower == "retired" ||
          lower == "onetime" || lower == "ousted" || lower == "deposed" ||
          StartsWith(lower, "ex-")) {
        link.past = true;
      }
      if (lower == "incoming" || lower == "next" || lower == "future") link.planned = true;
    }
    if (EndsWith(link.noun, "-elect") || EndsWith(link.noun, "-designate")) link.planned = true;
  }

  void Push(RoleLink link) {
    for (const RoleLink& other : links_) {
      if (other.person == link.person && other.head == link.head) return;
    }
    if (doc_.MentionAt(link.head) == link.person) return;
    links_.push_back(std::move(link));
  }

  // "President X", "ambassador, X,", "brother Jonas".
  void Before(uint32_t m) {
    const Mention& name = doc_.mentions[m];
    const uint32_t first = doc_.SentenceAt(name.sentence).begin;
    if (name.begin == first) return;
    uint32_t t = name.begin - 1;
    // "her father, the trade unionist X,": a noun that says nothing of whose X is.
    if (IsPlainPersonNoun(t)) {
      uint32_t begin = t;
      while (
          begin > first && t - begin < 5 && doc_.WordAt(begin - 1).upos != Upos::kDet &&
          (doc_.WordAt(begin - 1).upos == Upos::kNoun || doc_.WordAt(begin - 1).upos == Upos::kAdj))
        --begin;
      if (begin > first + 1 && doc_.WordAt(begin - 1).upos == Upos::kDet) BeforeTitle(m, begin - 2);
      return;
    }
    // "its biggest shareholder, the Norfund Foundation,".
    if (doc_.Lower(t) == "the" && t > first + 1 && doc_.Text(t - 1) == ",") --t;
    // "the EU's representative for X, Portugal's Y": the possessor is stepped over.
    if (doc_.WordAt(t).xpos == Xpos::kPOS && t > first + 2 && doc_.mention_at[t - 1] != kNone) {
      const uint32_t before = doc_.mentions[doc_.mention_at[t - 1]].begin;
      if (before > first + 1 && doc_.Text(before - 1) == ",") t = before - 1;
    }
    // "The head of Norcorp is X": the role is the subject.
    const std::string& verb = doc_.Lower(t);
    if (t > first + 1 && (verb == "is" || verb == "was")) {
      RoleLink link;
      const bool predicate = RoleEndingAt(t - 1, link) || RoleWithPhrase(t - 1, link);
      if (!predicate || doc_.WordAt(link.head).IsPlural()) return;
      link.person = m;
      FindPhraseBegin(link);
      Push(std::move(link));
      return;
    }
    // Titles between the role and the name: "leader, Sheikh X", "the Rev. X".
    bool comma = false;
    for (int steps = 0; steps < 4 && t > first; ++steps) {
      RoleLink link;
      if (RoleEndingAt(t, link) && doc_.mention_at[t] != m) break;
      if (doc_.Text(t) == "," && !comma) {
        comma = true;
      } else if (RoleOfBody(t, link) || (comma && RoleWithPhrase(t, link))) {
        break;
      } else if (doc_.Lower(t) == "the" && IsHonorific(doc_.Lower(t + 1)) &&
                 doc_.Text(t - 1) == ",") {
      } else if (!IsHonorific(doc_.Lower(t)) && !gazetteer_.IsTitle(doc_.Lower(t)) &&
                 !IsNaming(t) && doc_.Text(t) != "." && doc_.Text(t) != "“" &&
                 doc_.Text(t) != "\"" && doc_.Text(t) != ":") {
        return;
      }
      --t;
    }
    RoleLink link;
    if (!RoleEndingAt(t, link) && !RoleOfBody(t, link) && !(comma && RoleWithPhrase(t, link)))
      return;
    if (doc_.WordAt(link.head).IsPlural()) return;
    FindPhraseBegin(link);
    // "army chief General X": the office, not the rank.
    if (IsRank(link.noun) && link.begin > first + 1) {
      RoleLink office;
      if (RoleEndingAt(link.begin - 1, office) && !doc_.WordAt(office.head).IsPlural()) {
        link = std::move(office);
        FindPhraseBegin(link);
      }
    }
    // After a comma the name must be set off on both sides, or the role is another's.
    if (comma && !ClosesApposition(BehindBody(m), name.sentence) && !OpensSentence(link)) return;
    if (comma && HasNameJustBefore(link)) return;
    link.person = m;
    // "her husband, the actor X", "the bishop of Arlon, Monsignor X": a role before that one.
    const uint32_t role_begin = link.begin, phrase_begin = link.phrase_begin;
    Push(link);
    if (!comma) {
      const bool article = phrase_begin > first && doc_.WordAt(phrase_begin - 1).upos == Upos::kDet;
      const uint32_t before = article ? phrase_begin - 1 : phrase_begin;
      if (before > first + 1) BeforeTitle(m, before - 1);
    }
    link.begin = role_begin;
    // "director and producer X": the noun joined before.
    const uint32_t and_at = link.begin > first ? link.begin - 1 : first;
    if (and_at > first && (doc_.Lower(and_at) == "and" || doc_.Text(and_at) == "/")) {
      RoleLink second;
      if (RoleEndingAt(and_at - 1, second) && doc_.mention_at[and_at - 1] != m) {
        second.person = m;
        FindPhraseBegin(second);
        Push(std::move(second));
      }
    }
  }

  // "As a director of Y, X ...", "A former aide to Y, X ...", "Sworn in as president of Y, X ...":
  // a phrase at the start of the sentence tells of its subject.
  bool OpensSentence(const RoleLink& link) const {
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(link.head)).begin;
    uint32_t t = link.phrase_begin;
    if (t > first && doc_.WordAt(t - 1).upos == Upos::kDet && doc_.Lower(t - 1) != "the") --t;
    if (t == first) return t < link.phrase_begin;
    if (doc_.Lower(t - 1) != "as") return false;
    for (uint32_t u = first; u < t; ++u) {
      if (doc_.WordAt(u).IsFinite() || doc_.Text(u) == ",") return false;
    }
    return true;
  }

  // "a Syrian national named X", "a man identified as X".
  bool IsNaming(uint32_t t) const {
    const Word& word = doc_.WordAt(t);
    if (doc_.Lower(t) == "as")
      return t > 0 && doc_.WordAt(t - 1).xpos == Xpos::kVBN && IsNaming(t - 1);
    const std::string_view lemma = doc_.Lemma(t);
    return word.relation == Relation::kAcl && word.xpos == Xpos::kVBN &&
           (lemma == "name" || lemma == "identify" || lemma == "call");
  }

  // "Presidents A of X and B of Y": each holds the office of the body behind the name.
  void Shared(uint32_t m) {
    const Mention& name = doc_.mentions[m];
    const uint32_t first = doc_.SentenceAt(name.sentence).begin;
    if (name.end >= doc_.words().size() || doc_.Lower(name.end) != "of") return;
    constexpr uint32_t kReach = 24;  // tokens
    for (uint32_t t = name.begin; t-- > first && name.begin - t < kReach;) {
      RoleLink link;
      if (doc_.WordAt(t).IsPlural() && RoleEndingAt(t, link)) {
        link.person = m;
        link.shared = true;
        FindPhraseBegin(link);
        return Push(std::move(link));
      }
      const uint32_t other = doc_.MentionAt(t);
      const bool named = other != kNone && doc_.mentions[other].kind == MentionKind::kName;
      if (!named && !IsOneOf(doc_.Lower(t), {"of", "the", "and", ","})) return;
    }
  }

  // "executives A and B", "two of the bank's ex-directors, A, B and C": each holds the office.
  void Several(uint32_t m) {
    const Mention& name = doc_.mentions[m];
    const Sentence& sentence = doc_.SentenceAt(name.sentence);
    bool list = name.end + 1 < sentence.end && IsListed(name.end + 1) &&
                IsOneOf(doc_.Lower(name.end), {"and", ",", "&", ";"});
    uint32_t t = name.begin;
    for (int names = 0; t > sentence.begin && names < 6; ++names) {
      while (t > sentence.begin && IsOneOf(doc_.Lower(t - 1), {"and", ",", "&", ";", ":"})) --t;
      if (t == sentence.begin || !IsListed(t - 1)) break;
      list = true;
      t = doc_.mentions[doc_.mention_at[t - 1]].begin;
    }
    if (t <= sentence.begin + 1) return;
    RoleLink link;
    const bool ends = doc_.WordAt(--t).IsPlural() && RoleEndingAt(t, link);
    if (!ends && !SeveralWithPhrase(t, sentence.begin, link)) return;
    if (!list && (doc_.Text(t + 1) != "," || !IsOneOfThem(link, sentence.begin))) return;
    if (!link.known.has_relation || link.known.relation == RelationType::kFamilyOf) return;
    link.person = m;
    link.several = true;
    FindPhraseBegin(link);
    Push(std::move(link));
  }

  // "one of its own investigators, X".
  bool IsOneOfThem(const RoleLink& link, uint32_t first) const {
    uint32_t t = link.begin;
    while (t > first + 2 && link.begin - t < 6 && doc_.Lower(t - 1) != "of") --t;
    return t > first + 1 && doc_.Lower(t - 1) == "of" &&
           IsOneOf(doc_.Lower(t - 2), {"one", "another"});
  }

  bool IsListed(uint32_t t) const {
    const uint32_t m = doc_.mention_at[t];
    return m != kNone && doc_.mentions[m].kind == MentionKind::kName &&
           doc_.mentions[m].type == NodeType::kPerson;
  }

  // "two directors of Norcorp, A and B": the body stands between.
  bool SeveralWithPhrase(uint32_t t, uint32_t first, RoleLink& link) const {
    const uint32_t body = doc_.mention_at[t];
    if (body == kNone || doc_.mentions[body].kind != MentionKind::kName) return false;
    uint32_t u = doc_.mentions[body].begin;
    while (u > first + 1 && doc_.WordAt(u - 1).upos == Upos::kDet) --u;
    if (u < first + 2 || !IsOneOf(doc_.Lower(u - 1), {"of", "at", "with", "from", "for"}))
      return false;
    return doc_.WordAt(u - 2).IsPlural() && RoleEndingAt(u - 2, link);
  }

  bool IsPlainPersonNoun(uint32_t t) const {
    RoleLink link;
    return doc_.WordAt(t).upos == Upos::kNoun && IsLowerStart(doc_.Text(t)) &&
           gazetteer_.IsPersonNoun(doc_.Lemma(t)) && !RoleEndingAt(t, link);
  }

  // "President of the Czech Republic Anton Zhukov": `t` ends the name of the body; the role
  // stands before its "of".
  bool RoleOfBody(uint32_t t, RoleLink& link) const {
    // "of the Shanghai Organisation (SCO) X": over the acronym.
    if (doc_.Text(t) == ")" && t >= doc_.SentenceAt(doc_.SentenceOf(t)).begin + 4 &&
        doc_.Text(t - 2) == "(")
      t -= 3;
    const uint32_t body = doc_.mention_at[t];
    if (body == kNone || doc_.mentions[body].kind != MentionKind::kName ||
        doc_.mentions[body].type == NodeType::kPerson)
      return false;
    uint32_t of = doc_.mentions[body].begin;
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
    if (of > first && doc_.Lower(of - 1) == "the") --of;
    if (of < first + 2 || (doc_.Lower(of - 1) != "of" && doc_.Lower(of - 1) != "for")) return false;
    return RoleEndingAt(of - 2, link);
  }

  // "the bishop of Arlon, Monsignor X", "a Belgian nun, Sister X": the role before the title.
  void BeforeTitle(uint32_t m, uint32_t t) {
    if (doc_.Text(t) != "," || !ClosesApposition(doc_.mentions[m].end, doc_.mentions[m].sentence))
      return;
    RoleLink link;
    if (!RoleEndingAt(t - 1, link) && !RoleWithPhrase(t - 1, link)) return;
    if (doc_.WordAt(link.head).IsPlural() || HasNameJustBefore(link)) return;
    link.person = m;
    FindPhraseBegin(link);
    Push(std::move(link));
  }

  // "Peru's ambassador to Chile, X," "the head of research at Norcorp, X,": the first role before
  // `t` that a preposition follows, with nothing but a noun phrase in between.
  bool RoleWithPhrase(uint32_t t, RoleLink& link) const {
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
    bool found = false;
    for (uint32_t u = t; u > first && t - u < kMaxRoleGap; --u) {
      const Word& word = doc_.WordAt(u);
      if (word.upos == Upos::kVerb || word.upos == Upos::kAux || word.upos == Upos::kPron ||
          doc_.Text(u) == "," || doc_.Text(u) == ";" || doc_.Text(u) == ":")
        break;
      if (word.upos != Upos::kAdp) continue;
      RoleLink candidate;
      if (!RoleEndingAt(u - 1, candidate) || doc_.WordAt(u - 1).IsPlural()) continue;
      link = std::move(candidate);
      found = true;
    }
    return found;
  }

  // "his solicitor, X of Barlow Stern, said": the end of a name with its body.
  uint32_t BehindBody(uint32_t m) const {
    const Mention& name = doc_.mentions[m];
    const uint32_t end = doc_.SentenceAt(name.sentence).end;
    uint32_t t = name.end + 1;  // "X of the hard-right Y"
    while (t + 1 < end && t < name.end + 6 && doc_.mention_at[t] == kNone &&
           (doc_.WordAt(t).upos == Upos::kDet || doc_.WordAt(t).upos == Upos::kAdj ||
            doc_.Text(t) == "-" || doc_.WordAt(t).upos == Upos::kNoun))
      ++t;
    const uint32_t body = t < end ? doc_.mention_at[t] : kNone;
    if (body == kNone || doc_.mentions[body].kind != MentionKind::kName) return name.end;
    return IsOneOf(doc_.Lower(name.end), {"of", "at", "from"}) ? doc_.mentions[body].end : name.end;
  }

  bool ClosesApposition(uint32_t t, uint32_t sentence) const {
    if (t >= doc_.SentenceAt(sentence).end) return true;
    const std::string_view word = doc_.Text(t);
    return word == "," || word == "." || word == ";" || word == ")" || word == "—" || word == "–" ||
           word == ":" || word == "\"" || word == "”" || doc_.Lower(t) == "and" || word == "-";
  }

  // "Anna Ray, the mayor, Bob Lee said": the role belongs to the name before it.
  bool HasNameJustBefore(const RoleLink& link) const {
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(link.head)).begin;
    uint32_t t = link.begin;
    for (; t > first && doc_.Text(t - 1) != ","; --t) {
      if (doc_.WordAt(t - 1).upos == Upos::kVerb && doc_.WordAt(t - 1).relation != Relation::kAmod)
        return false;  // "Anna Ray, hugging her lawyer, Bob Lee"
    }
    if (t < first + 2) return false;
    // "X, and Norland's minister, Y": the role begins anew.
    if (doc_.WordAt(t).upos == Upos::kCconj) return false;
    const uint32_t m = doc_.mention_at[t - 2];
    return m != kNone && doc_.mentions[m].kind == MentionKind::kName &&
           doc_.mentions[m].type == NodeType::kPerson;
  }

  // "X, the U.S. special envoy for Belarus," and "X (55), ...".
  void After(uint32_t m) {
    const Mention& name = doc_.mentions[m];
    const uint32_t limit = doc_.SentenceAt(name.sentence).end;
    uint32_t t = name.end;
    if (t + 1 >= limit || (doc_.Text(t) != "," && doc_.Text(t) != "—" && doc_.Text(t) != "–"))
      return;
    ++t;
    // An age or party: ", 34,".
    if (t + 1 < limit && doc_.WordAt(t).upos == Upos::kNum && doc_.Text(t + 1) == ",") t += 2;
    // ", until last year an adviser to Y,": the time is stepped over.
    if (doc_.Lower(t) == "until" && t + 2 < limit &&
        IsOneOf(doc_.Lower(t + 1), {"now", "recently"})) {
      t += 2;
    } else if (doc_.Lower(t) == "until") {
      while (t < limit && t < name.end + 7 && doc_.WordAt(t).upos != Upos::kDet) ++t;
    }
    const uint32_t start = t;
    for (; t < limit && t < start + kMaxRoleGap; ++t) {
      const Word& word = doc_.WordAt(t);
      if (doc_.Text(t) == "," || doc_.Text(t) == "." || doc_.Text(t) == ";") return;
      if (word.upos == Upos::kVerb || word.upos == Upos::kAux || word.upos == Upos::kAdp ||
          (word.upos == Upos::kPron && word.xpos != Xpos::kPRPPoss)) {
        const bool modifies = word.relation == Relation::kAmod ||  // "managing director"
                              word.relation == Relation::kCompound;
        if (word.xpos != Xpos::kVBN && !(word.xpos == Xpos::kVBG && modifies)) return;
      }
      if (word.upos == Upos::kCconj && t == start) return;
      RoleLink link;
      // The last noun of its phrase is the role: what follows is no noun.
      const bool noun_next =
          t + 1 < limit && (doc_.WordAt(t + 1).upos == Upos::kNoun ||
                            doc_.WordAt(t + 1).upos == Upos::kPropn || doc_.Text(t + 1) == "-");
      RoleLink longer;  // "chief executive" tagged as a noun and an adjective, "chief of staff"
      if (t + 1 < limit && RoleEndingAt(t + 1, longer) && longer.begin <= t) continue;
      if (t + 2 < limit && RoleEndingAt(t + 2, longer) && longer.begin <= t) {
        ++t;
        continue;
      }
      if (noun_next || word.IsPlural() || !RoleEndingAt(t, link)) continue;
      if (link.begin < start) link.begin = start;
      // "X, president Y said": the role is the next name's.
      if (t + 1 < limit && doc_.mention_at[t + 1] != kNone &&
          doc_.mentions[doc_.mention_at[t + 1]].type == NodeType::kPerson)
        return;
      if (SpeaksItself(doc_, t)) return;
      link.person = m;
      FindPhraseBegin(link);
      link.phrase_begin = std::max(link.phrase_begin, start);
      Push(link);
      JoinedRoles(link, limit);
      return;
    }
  }

  // "X, a diplomat and politician".
  void JoinedRoles(const RoleLink& first, uint32_t limit) {
    uint32_t t = first.head + 1;
    if (t + 1 >= limit || doc_.Lower(t) != "and") return;
    for (uint32_t u = t + 1; u < limit && u < t + 6; ++u) {
      RoleLink link;
      const bool noun_next = u + 1 < limit && doc_.WordAt(u + 1).upos == Upos::kNoun;
      if (noun_next || !RoleEndingAt(u, link) || doc_.WordAt(u).IsPlural()) continue;
      if (u + 1 < limit && doc_.mention_at[u + 1] != kNone) return;
      link.person = first.person;
      FindPhraseBegin(link);
      link.phrase_begin = std::max(link.phrase_begin, t + 1);
      Push(std::move(link));
      return;
    }
  }

  // "X is a lawyer with Y", "he became president", "X will become chair", "named X chief".
  void Copula(uint32_t m) {
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
      if (cop != kNone && several && RoleEndingAt(governor, link)) Both(m, link);
      if (cop != kNone && !several && RoleEndingAt(governor, link)) {
        link.person = m;
        FindPhraseBegin(link);
        const std::string& be = doc_.Lower(cop);
        link.past |= be == "was" || be == "were";
        for (uint32_t child : doc_.Children(governor)) {
          link.negated |= doc_.Lower(child) == "not" || doc_.Lower(child) == "n't" ||
                          doc_.Lower(child) == "never" || doc_.Lower(child) == "no";
          link.planned |= doc_.Lower(child) == "will";
        }
        Push(std::move(link));
        return;
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
      if (child == name.head || !(complement || as || to) || !RoleEndingAt(child, link)) continue;
      link.person = m;
      FindPhraseBegin(link);
      for (uint32_t sibling : doc_.Children(governor))
        link.planned |= doc_.Lower(sibling) == "will";
      link.past |= lemma == "resign" || lemma == "step" || lemma == "quit" || lemma == "retire";
      link.negated = false;
      Push(std::move(link));
      return;
    }
  }

  // "A and B are members of X", "the two, A and B, are lawyers at X".
  void Both(uint32_t m, const RoleLink& role) {
    std::vector<uint32_t> people = {m};
    for (uint32_t child : doc_.Children(doc_.mentions[m].head)) {
      if (doc_.WordAt(child).relation == Relation::kConj && IsListed(child))
        people.push_back(doc_.mention_at[child]);
    }
    if (people.size() < 2 || !role.known.has_relation) return;
    RoleLink link = role;
    link.several = true;
    FindPhraseBegin(link);
    for (uint32_t person : people) {
      link.person = person;
      Push(link);
    }
  }

  // "X, who has been chief executive of Y since", "X will take over as head of Y", "named X chief
  // executive": by the words alone, as trees of such clauses are often wrong.
  void Predicate(uint32_t m) {
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
      if (!RoleEndingAt(t, here) || here.begin < start) continue;
      best = here;
      found = true;
    }
    // What follows the role must not be another noun: "was chief executive Tom Becker's idea".
    if (!found || doc_.WordAt(best.head).IsPlural()) return;
    if (best.head + 1 < limit && doc_.MentionAt(best.head + 1) != kNone) return;
    best.person = m;
    best.past = link.past;
    best.planned = link.planned;
    best.negated = link.negated;
    FindPhraseBegin(best);
    Push(std::move(best));
  }

  // "appointed X", "named X": a verb of appointing right before the name.
  bool NamedBefore(const Mention& name) const {
    if (name.begin == doc_.SentenceAt(name.sentence).begin) return false;
    return IsOneOf(doc_.Lemma(name.begin - 1),
                   {"appoint", "name", "elect", "nominate", "choose", "install", "make", "select"});
  }

  const Document& doc_;
  const Gazetteer& gazetteer_;
  std::vector<RoleLink> links_;
};

}  // namespace

std::vector<RoleLink> FindRoles(const Document& doc) { return RoleFinder(doc).Find(); }

}  // namespace newsgraph::text
