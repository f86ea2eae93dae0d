// Mentions that describe or point: known nouns, counts, pronouns; and the order of all mentions.
#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/mention_steps.h"
#include "loaders/text/names/mentions.h"

namespace newsgraph::text {
namespace {

class NominalFinder {
 public:
  explicit NominalFinder(Document& doc) : doc_(doc), gazetteer_(doc.knowledge.gazetteer()) {}

  void Find() {
    for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
      const Mention& name = doc_.mentions[m];
      if (name.kind != MentionKind::kName) {
        doc_.mention_at[name.head] = m;
        continue;
      }
      for (uint32_t t = name.begin; t < name.end; ++t) doc_.mention_at[t] = m;
    }
    for (uint32_t t = 0; t < doc_.words().size(); ++t) {
      if (doc_.mention_at[t] == kNone) AddNominalOrPronoun(t);
    }
    SortByHead();
    LinkWholes();
  }

 private:
  bool Capital(uint32_t t) const { return StartsUpper(doc_.Text(t)); }
  bool Named(uint32_t t) const {
    const uint32_t m = doc_.mention_at[t];
    return m != kNone && doc_.mentions[m].kind == MentionKind::kName;
  }
  bool IsCalendarWord(uint32_t t) const { return gazetteer_.IsCalendarWord(doc_.Lower(t)); }

  void Add(Mention mention) {
    doc_.mention_at[mention.head] = static_cast<uint32_t>(doc_.mentions.size());
    doc_.mentions.push_back(std::move(mention));
  }

  void AddNominalOrPronoun(uint32_t t) {
    const Word& word = doc_.WordAt(t);
    if (word.upos == Upos::kPron || word.xpos == Xpos::kPRPPoss || IsThosePlusParticiple(t) ||
        MeansThemAll(t)) {
      AddPronoun(t);
    } else if (word.upos == Upos::kNoun || word.upos == Upos::kPropn) {
      AddNoun(t);
      if (doc_.mention_at[t] == kNone) AddNominalisedAdjective(t);  // "the dead", tagged as a noun
      if (doc_.mention_at[t] == kNone) AddMany(t);
      if (doc_.mention_at[t] == kNone) AddAge(t);
    } else if (word.upos == Upos::kNum) {
      AddNumber(t);
    } else if (word.upos == Upos::kAdj || word.upos == Upos::kVerb) {
      AddNominalisedAdjective(t);
      if (doc_.mention_at[t] == kNone) AddAge(t);
      if (doc_.mention_at[t] == kNone && StandsAsNoun(t)) AddNoun(t);
    }
  }

  // "The drought led to ...": an argument with an article, whatever its tag.
  bool StandsAsNoun(uint32_t t) const {
    const Word& word = doc_.WordAt(t);
    const bool argument =
        word.IsSubject() || word.relation == Relation::kObj || word.relation == Relation::kObl;
    const uint32_t det = doc_.Child(t, Relation::kDet);
    return argument && det != kNone && det + 1 == t;
  }

  bool IsThosePlusParticiple(uint32_t t) const {
    return doc_.Lower(t) == "those" && t + 1 < doc_.words().size() &&
           doc_.WordAt(t + 1).xpos == Xpos::kVBN && doc_.WordAt(t + 1).relation != Relation::kAmod;
  }

  // "All were freed", "None was hurt".
  bool MeansThemAll(uint32_t t) const {
    if (!IsOneOf(doc_.Lower(t), {"all", "none"}) || !doc_.WordAt(t).IsSubject()) return false;
    return t + 1 < doc_.words().size() && doc_.WordAt(t + 1).upos == Upos::kAux;
  }

  void AddPronoun(uint32_t t) {
    const std::string lower = MeansThemAll(t) ? "they" : doc_.Lower(t);
    constexpr std::array<std::string_view, 22> kPronouns = {
        "he", "him", "his",    "himself", "she",  "her",   "hers",       "herself",
        "it", "its", "itself", "they",    "them", "their", "themselves", "i",
        "me", "my",  "we",     "us",      "our",  "both"};
    Mention mention;
    mention.kind = MentionKind::kPronoun;
    mention.begin = mention.head = t;
    mention.end = t + 1;
    mention.sentence = doc_.SentenceOf(t);
    mention.name = lower;
    if (lower == "those" || lower == "others") {
      // "those freed", "those who died": a group.
      if (lower == "those" && !IsThosePlusParticiple(t) && doc_.Child(t, Relation::kAcl) == kNone &&
          doc_.Child(t, Relation::kAclRelcl) == kNone)
        return;
      mention.kind = MentionKind::kNominal;
      mention.type = NodeType::kGroup;
      const uint32_t verb = IsThosePlusParticiple(t) ? t + 1 : doc_.Child(t, Relation::kAcl);
      if (verb != kNone) {
        mention.end = verb == t + 1 ? verb + 1 : t + 1;
        mention.noun = std::string(doc_.Lemma(verb));
      }
      mention.kinds = kGroupNoun;
      mention.plural = mention.definite = true;
      mention.name = std::string(doc_.Words(mention.begin, mention.end));
      Add(std::move(mention));
      return;
    }
    if (IsOneOf(lower, kPronouns)) Add(std::move(mention));
  }

  // The known noun that ends at `t`, longest first; begin of its words in `begin`.
  const KnownNoun* LongestNoun(uint32_t t, uint32_t& begin, std::string& phrase) const {
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
    for (uint32_t start = t >= first + 4 ? t - 4 : first; start <= t; ++start) {
      if (start < t && Named(start)) continue;
      bool crosses = false;
      for (uint32_t u = start; u < t; ++u)
        crosses |= Named(u) || doc_.WordAt(u).upos == Upos::kVerb;
      if (crosses) continue;
      for (bool singular : {false, true}) {
        phrase = doc_.Phrase(start, t + 1, singular);
        if (const KnownNoun* noun = gazetteer_.FindNoun(phrase)) {
          begin = start;
          return noun;
        }
      }
    }
    // "Magistrates fined": a sentence begins with it, so it was taken for a name.
    if (t == first && doc_.WordAt(t).xpos == Xpos::kNNPS) {
      phrase = ToLower(doc_.Lemma(t));
      begin = t;
      return gazetteer_.FindNoun(phrase);
    }
    return nullptr;
  }

  void AddNoun(uint32_t t) {
    const Word& word = doc_.WordAt(t);
    if (Capital(t) && IsCalendarWord(t)) return;
    if (Capital(t) && t > 0 && gazetteer_.GenderOfTitle(doc_.Lower(t - 1)) != Gender::kUnknown)
      return;  // "Ms Sand"
    // Modifiers belong to the noun they modify, but stay readable when that noun is a name.
    if ((word.relation == Relation::kCompound || word.relation == Relation::kNmodUnmarked) &&
        word.head != kNoHead && word.head > t && word.head < t + 4 && !Named(word.head)) {
      const KnownNoun* own = gazetteer_.FindNoun(doc_.Phrase(t, t + 1, true));
      const KnownNoun* head = gazetteer_.FindNoun(doc_.Phrase(word.head, word.head + 1, true));
      const bool of_role =
          head && (head->kinds & kRoleNoun) && own && (own->kinds & kOrganizationNoun) &&
          own->kinds != kOrganizationNoun + kGroupNoun && doc_.Lower(t) != "opposition";
      if (own == nullptr || !((own->kinds & kCommodityNoun) || of_role)) return;
    }
    uint32_t begin = t;
    std::string phrase;
    const KnownNoun* noun = LongestNoun(t, begin, phrase);
    static constexpr KnownNoun kPerson{.kinds = kRoleNoun | kGroupNoun};
    if (noun == nullptr && !Capital(t) && gazetteer_.IsPersonNoun(doc_.Lemma(t))) {
      noun = &kPerson;
      begin = t;
      phrase = doc_.Lemma(t);
    }
    if (noun == nullptr) return;
    Mention mention;
    mention.kind = MentionKind::kNominal;
    mention.head = t;
    mention.begin = begin;
    mention.end = t + 1;
    mention.sentence = doc_.SentenceOf(t);
    mention.noun = phrase;
    mention.kinds = noun->kinds;
    mention.plural = word.IsPlural() || doc_.Lower(t) == "people";
    WidenLeft(mention);
    DecideNominalType(mention);
    if (mention.type == NodeType::kNone) return;
    mention.name = std::string(doc_.Words(mention.begin, mention.end));
    Add(std::move(mention));
  }

  // "Ugandan" in "the Ugandan army spokesman": the tree hangs it on the spokesman.
  bool DescribesPartOf(uint32_t t, const Mention& mention) const {
    const Word& part = doc_.WordAt(mention.head);
    return part.relation == Relation::kCompound && (mention.kinds & kOrganizationNoun) &&
           doc_.WordAt(t).head == part.head && doc_.WordAt(t).relation == Relation::kAmod &&
           Named(t);
  }

  // Takes in numbers, adjectives and compounds to the left; notes determiner and count.
  void WidenLeft(Mention& mention) {
    const uint32_t first = doc_.SentenceAt(mention.sentence).begin;
    while (mention.begin > first) {
      const uint32_t t = mention.begin - 1;
      const Word& word = doc_.WordAt(t);
      const bool inside = word.head != kNoHead && word.head > t && word.head < mention.end;
      if (!inside && !DescribesPartOf(t, mention)) break;
      if (word.relation == Relation::kDet || word.relation == Relation::kNmodPoss) {
        const std::string& lower = doc_.Lower(t);
        mention.definite = lower != "a" && lower != "an" && lower != "no" && lower != "some" &&
                           lower != "any" && lower != "another";
        break;
      }
      if (word.relation == Relation::kNummod) {
        if (const auto number = NumberWord(doc_.Lower(t))) mention.count = *number;
      } else if (doc_.Lower(t) == "dead" && t > first && doc_.Lemma(t - 1) == "shoot") {
        break;  // "shot dead two drivers"
      } else if (Named(t) && (mention.kinds & (kEventNoun | kWorkNoun | kTopicNoun))) {
        break;  // "Antalya summit": the place is a name of its own
      } else if (Capital(t) && t > first && !Named(t) && Capital(mention.head)) {
        break;  // a headline in capitals: its words run together
      } else if (word.relation != Relation::kAmod && word.relation != Relation::kCompound &&
                 word.relation != Relation::kFlat && word.relation != Relation::kPunct) {
        break;
      }
      mention.begin = t;
    }
    while (mention.begin < mention.head &&
           doc_.WordAt(mention.begin).relation == Relation::kPunct) {
      ++mention.begin;
    }
    for (uint32_t child : doc_.Children(mention.head)) {
      const std::string& lower = doc_.Lower(child);
      if (doc_.WordAt(child).relation == Relation::kNmodPoss) mention.definite = true;
      if (doc_.WordAt(child).relation == Relation::kDet &&
          (lower == "the" || lower == "this" || lower == "that" || lower == "these" ||
           lower == "those")) {
        mention.definite = true;
      }
      if (mention.count < 0 && doc_.WordAt(child).relation == Relation::kNummod) {
        if (const auto number = NumberWord(lower)) mention.count = *number;
      }
    }
  }

  void DecideNominalType(Mention& mention) const {
    if ((mention.kinds & kPairNoun) && !mention.definite && !StartsWith(mention.noun, "both") &&
        !EndsWith(mention.noun, "pair") && !EndsWith(mention.noun, "couple") &&
        !StartsWith(mention.noun, "either") && !StartsWith(mention.noun, "neither"))
      mention.kinds = kGroupNoun;  // "two men": not yet those spoken of
    const NounKinds kinds = mention.kinds;
    // "the pair" and "the couple" are two.
    const bool several = mention.plural || mention.count > 1 || (kinds & kPairNoun);
    if ((kinds & kPairNoun) && several) {
      mention.type = NodeType::kGroup;
    } else if (kinds & kCommodityNoun) {
      mention.type = NodeType::kCommodity;
    } else if ((kinds & kGroupNoun) && several) {
      mention.type = NodeType::kGroup;
    } else if ((kinds & kOrganizationNoun) && !(kinds & kEventNoun)) {
      // "police" and "border guards" are one body each; "companies" are many.
      const bool pitch = mention.plural && mention.noun == "court";  // of tennis
      const bool many = several && !EndsWith(mention.noun, doc_.Lower(mention.head));
      mention.type =
          pitch || (many && !mention.definite) ? NodeType::kNone : NodeType::kOrganization;
    } else if (kinds & kEventNoun) {
      // "by 61 votes": a count, not an election.
      const bool tally = mention.noun == "vote" && mention.count > 1;
      mention.type = tally ? NodeType::kNone : NodeType::kEvent;
    } else if (kinds & kWorkNoun) {
      mention.type = NodeType::kWork;
    } else if (kinds & kTopicNoun) {
      mention.type = NodeType::kTopic;
    } else if (kinds & (kRoleNoun | kGroupNoun)) {
      mention.type = several ? NodeType::kGroup : NodeType::kPerson;
    } else if (kinds & kPlaceNoun) {
      mention.type = NodeType::kPlace;
    } else if (kinds & kOfficeNoun) {
      mention.type = NodeType::kGroup;
    } else if (kinds & kAwardNoun) {
      mention.type = NodeType::kAward;
    }
  }

  // "114 of the prisoners", "the six", "All 46".
  void AddNumber(uint32_t t) {
    const Word& word = doc_.WordAt(t);
    const auto number = NumberWord(doc_.Lower(t));
    if (!number || *number < 1 || *number > 100'000'000) return;
    const Relation r = word.relation;
    const bool argument = word.IsSubject() || r == Relation::kObj || r == Relation::kObl ||
                          r == Relation::kOblAgent || r == Relation::kNmod ||
                          r == Relation::kRoot || r == Relation::kConj;
    if (!argument) return;
    uint32_t whole = kNone;
    for (uint32_t child : doc_.Children(t)) {
      if (doc_.WordAt(child).relation == Relation::kNmod && doc_.Preposition(child) == "of")
        whole = child;
    }
    const bool definite = doc_.HasChildWord(t, "the") || doc_.HasChildWord(t, "all");
    const uint32_t governor = word.head;
    const std::string_view harm =
        governor != kNoHead ? doc_.Lemma(governor) : std::string_view();  // "injured 60"
    const bool object = r == Relation::kObj || r == Relation::kNsubjPass ||
                        (r == Relation::kObl && doc_.Preposition(t).empty());  // "at least 31"
    constexpr std::array<std::string_view, 13> kSuffer = {
        "injure", "wound", "hurt", "kill",   "arrest", "detain", "release",
        "acquit", "free",  "jail", "charge", "rescue", "deport"};
    const bool harmed = object && IsOneOf(harm, kSuffer);
    const bool headline = doc_.BlockOf(doc_.SentenceOf(t)).kind == BlockKind::kTitle;
    if (whole == kNone && headline) return;
    if (whole == kNone && !harmed && !(definite && *number < 1500)) return;
    if (whole != kNone) {
      const KnownNoun* noun = gazetteer_.FindNoun(doc_.Phrase(whole, whole + 1, true));
      const bool people = (noun && (noun->kinds & (kGroupNoun | kRoleNoun | kOrganizationNoun))) ||
                          doc_.WordAt(whole).upos == Upos::kPron ||
                          doc_.WordAt(whole).upos == Upos::kAdj ||
                          doc_.WordAt(whole).upos == Upos::kNum;
      if (!people) return;
    }
    Mention mention;
    mention.kind = MentionKind::kNominal;
    mention.type = *number == 1 ? NodeType::kPerson : NodeType::kGroup;
    mention.kinds = kGroupNoun;
    mention.begin = mention.head = t;
    mention.end = whole != kNone && whole < t + 8 ? whole + 1 : t + 1;
    mention.sentence = doc_.SentenceOf(t);
    mention.count = *number;
    mention.plural = *number > 1;
    mention.definite = definite;
    mention.whole = whole;  // a token for now; LinkWholes makes it a mention
    if (whole != kNone) mention.noun = std::string(doc_.Lemma(whole));
    mention.name = std::string(doc_.Words(mention.begin, mention.end));
    Add(std::move(mention));
  }

  // "the dead", "the injured", "the released": an adjective or participle that stands for people.
  void AddNominalisedAdjective(uint32_t t) {
    const Word& word = doc_.WordAt(t);
    const Relation r = word.relation;
    const bool argument =
        word.IsSubject() || r == Relation::kObj || r == Relation::kObl || r == Relation::kNmod;
    const uint32_t det = doc_.Child(t, Relation::kDet);
    if (!argument || det == kNone || doc_.Lower(det) != "the") return;
    constexpr std::array<std::string_view, 12> kPeople = {
        "dead",    "injured", "wounded",  "released", "freed",     "detained",
        "accused", "missing", "arrested", "deceased", "convicted", "captured"};
    if (!IsOneOf(doc_.Lower(t), kPeople)) return;
    Mention mention;
    mention.kind = MentionKind::kNominal;
    mention.type = NodeType::kGroup;
    mention.kinds = kGroupNoun;
    mention.begin = mention.head = t;
    mention.end = t + 1;
    mention.sentence = doc_.SentenceOf(t);
    mention.noun = doc_.Lower(t);
    mention.plural = mention.definite = true;
    mention.name = std::string(doc_.Text(t));
    Add(std::move(mention));
  }

  // "the 43-year-old", with nothing behind it: somebody whose age was told or may be.
  void AddAge(uint32_t t) {
    const uint32_t first = doc_.SentenceAt(doc_.SentenceOf(t)).begin;
    if (doc_.Lower(t) != "old" || t < first + 5 || doc_.Text(t - 1) != "-" ||
        doc_.Lower(t - 2) != "year" || doc_.Text(t - 3) != "-" || doc_.Lower(t - 5) != "the")
      return;
    const Word& word = doc_.WordAt(t);
    if (word.relation == Relation::kAmod || word.relation == Relation::kCompound) return;
    Mention mention;
    mention.kind = MentionKind::kNominal;
    mention.type = NodeType::kPerson;
    mention.kinds = kRoleNoun;
    mention.begin = t - 4;
    mention.head = t;
    mention.end = t + 1;
    mention.sentence = doc_.SentenceOf(t);
    mention.noun = "old";
    mention.definite = true;
    mention.name = std::string(doc_.Words(mention.begin, mention.end));
    Add(std::move(mention));
  }

  // "injured dozens more", "Tens of thousands took to the streets": people without a noun.
  void AddMany(uint32_t t) {
    constexpr std::array<std::string_view, 6> kMany = {"dozens", "hundreds", "thousands",
                                                       "scores", "tens",     "millions"};
    constexpr std::array<Relation, 4> kPlaces = {Relation::kNsubj, Relation::kNsubjPass,
                                                 Relation::kObj, Relation::kOblAgent};
    const Word& word = doc_.WordAt(t);
    const bool argument = std::find(kPlaces.begin(), kPlaces.end(), word.relation) != kPlaces.end();
    if (!argument || !IsOneOf(doc_.Lower(t), kMany)) return;
    uint32_t end = t + 1;
    for (uint32_t child : doc_.Children(t)) {
      if (doc_.Preposition(child) != "of") continue;
      const bool counted = std::any_of(doc_.Children(child).begin(), doc_.Children(child).end(),
                                       [&](uint32_t of) { return doc_.Preposition(of) == "of"; });
      // "hundreds of workers", "hundreds of thousands of workers"
      if (child > t + 3 || counted || !IsOneOf(doc_.Lower(child), kMany)) return;
      end = child + 1;
    }
    if (end == t + 1 && doc_.Lower(t) == "tens") return;
    Mention mention;
    mention.kind = MentionKind::kNominal;
    mention.type = NodeType::kGroup;
    mention.kinds = kGroupNoun;
    mention.begin = mention.head = t;
    mention.end = end;
    mention.sentence = doc_.SentenceOf(t);
    mention.noun = doc_.Lower(t);
    mention.plural = true;
    mention.name = std::string(doc_.Words(mention.begin, mention.end));
    Add(std::move(mention));
  }

  void SortByHead() {
    std::sort(doc_.mentions.begin(), doc_.mentions.end(), [](const Mention& a, const Mention& b) {
      return a.head != b.head ? a.head < b.head : a.begin < b.begin;
    });
    std::fill(doc_.mention_at.begin(), doc_.mention_at.end(), kNone);
    for (bool names : {false, true}) {  // names win over nominals
      for (uint32_t m = 0; m < doc_.mentions.size(); ++m) {
        const Mention& mention = doc_.mentions[m];
        if ((mention.kind == MentionKind::kName) != names) continue;
        if (names) {
          for (uint32_t t = mention.begin; t < mention.end; ++t) doc_.mention_at[t] = m;
        } else {
          doc_.mention_at[mention.head] = m;
        }
      }
    }
  }

  void LinkWholes() {
    for (Mention& mention : doc_.mentions) {
      if (mention.whole != kNone) mention.whole = doc_.mention_at[mention.whole];
    }
  }

  Document& doc_;
  const Gazetteer& gazetteer_;
};

}  // namespace

std::optional<int64_t> NumberWord(std::string_view lower) {
  constexpr std::array<std::string_view, 21> kNumbers = {
      "zero",     "one",     "two",     "three",     "four",     "five",     "six",
      "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
      "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
  for (size_t i = 0; i < kNumbers.size(); ++i) {
    if (lower == kNumbers[i]) return static_cast<int64_t>(i);
  }
  int64_t value = 0;
  size_t digits = 0;
  for (char c : lower) {
    if (c == ',') continue;
    if (!IsDigit(c) || ++digits > 12) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (digits == 0) return std::nullopt;
  return value;
}

void FindMentions(Document& doc) {
  FindNameMentions(doc);
  NominalFinder(doc).Find();
}

}  // namespace newsgraph::text
