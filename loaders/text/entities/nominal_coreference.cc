#include "loaders/text/entities/nominal_coreference.h"

#include <array>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

// "the dead" are the people that a verb before said were killed, "the injured" those it said
// hurt.
bool Suffered(const Document& doc, std::string_view noun, const Mention& people) {
  const uint32_t verb = doc.WordAt(people.head).head;
  if (verb == kNoHead || doc.WordAt(verb).upos != Upos::kVerb) return false;
  const bool dead = noun == "dead" || noun == "victim" || noun == "killed" || noun == "deceased";
  const bool hurt = noun == "injured" || noun == "wounded";
  const bool held = noun == "detained" || noun == "arrested" || noun == "detainee";
  if (dead) return doc.knowledge.gazetteer().MayMeanTheSame("dead", doc.Lemma(verb));
  if (hurt) return doc.knowledge.gazetteer().MayMeanTheSame("injured", doc.Lemma(verb));
  return held && (doc.Lemma(verb) == "detain" || doc.Lemma(verb) == "arrest");
}

std::string Modifiers(const Document& doc, const Mention& mention) {
  std::string out;
  for (uint32_t child : doc.Children(mention.head)) {
    const Relation r = doc.WordAt(child).relation;
    if (r == Relation::kAmod || r == Relation::kCompound) Append(out, doc.Lower(child), " ");
  }
  return out;
}

bool HasArticle(const Document& doc, const Mention& mention, std::string_view article) {
  for (uint32_t child : doc.Children(mention.head)) {
    if (doc.WordAt(child).relation == Relation::kDet && doc.Lower(child) == article) return true;
  }
  return false;
}

std::string_view YearIn(const Document& doc, const Mention& mention) {
  for (uint32_t t = mention.begin; t < mention.end; ++t) {
    const std::string_view word = doc.Text(t);
    if (word.size() == 4 && IsDigit(word[0]) && IsDigit(word[3]) &&
        (word[0] == '1' || word[0] == '2'))
      return word;
  }
  return {};
}

bool YearsDisagree(const Document& doc, const Mention& a, const Mention& b) {
  const std::string_view year_a = YearIn(doc, a), year_b = YearIn(doc, b);
  return !year_a.empty() && !year_b.empty() && year_a != year_b;
}

}  // namespace

namespace {

// "rebels of the Kivu Front", "Kestrel Circle hackers": people without a count who act for a body.
bool ActForBody(std::string_view noun) {
  constexpr std::array<std::string_view, 28> kMembers = {
      "rebel",        "fighter",        "militant",  "gunman",       "guerrilla", "insurgent",
      "hacker",       "soldier",        "troop",     "troops",       "trooper",   "militiaman",
      "operative",    "agent",          "activist",  "campaigner",   "protester", "protestor",
      "demonstrator", "official",       "inspector", "investigator", "detective", "officer",
      "negotiator",   "representative", "juror",     "jurors"};
  return IsOneOf(noun, kMembers);
}

}  // namespace

uint32_t BodyOfGroup(const Document& doc, const Mention& group) {
  if (group.count >= 0 || !ActForBody(doc.Lemma(group.head))) return kNone;
  for (uint32_t child : doc.Children(group.head)) {
    const uint32_t m = doc.mention_at[child];
    if (m == kNone || doc.mentions[m].kind != MentionKind::kName ||
        doc.mentions[m].type != NodeType::kOrganization)
      continue;
    const Relation r = doc.WordAt(child).relation;
    const std::string_view preposition = doc.Preposition(child);
    const bool before = child < group.head && preposition.empty() &&
                        (r == Relation::kCompound || r == Relation::kNmodUnmarked ||
                         r == Relation::kAmod || r == Relation::kNmod);
    const bool juror = preposition == "at" && EndsWith(doc.Lower(group.head), "jurors");
    const bool behind =
        r == Relation::kNmod && (preposition == "of" || preposition == "from" || juror);
    if (before || behind) return doc.mentions[m].entity;
  }
  return kNone;
}

namespace {

// "the men", "the suspects": nouns that any people just spoken of may be called by.
bool MeansAnyPeople(std::string_view noun) {
  constexpr std::array<std::string_view, 15> kNouns = {
      "man",   "woman",  "people",  "suspect",  "defendant", "victim", "youth",  "trio",
      "group", "person", "accused", "survivor", "youngster", "four",   "quartet"};
  return IsOneOf(noun, kNouns);
}

// Of a definite description that says nothing more: the people of the sentence before or of its
// own.
uint32_t PeopleJustSpokenOf(const Document& doc, uint32_t m) {
  const Mention& mention = doc.mentions[m];
  if (!mention.definite || mention.count >= 0 || mention.begin != mention.head) return kNone;
  if (mention.noun == "dead" || mention.noun == "injured" || mention.noun == "wounded" ||
      mention.noun == "missing")
    return kNone;  // others than those who were spoken of as something else
  const bool any = MeansAnyPeople(mention.noun);
  for (uint32_t child : doc.Children(mention.head)) {
    const Relation r = doc.WordAt(child).relation;
    const bool of = r == Relation::kNmod && child == mention.end + 1;
    if (of || r == Relation::kNmodPoss || r == Relation::kAclRelcl || r == Relation::kAcl)
      return kNone;
  }
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc.mentions[i];
    if (other.sentence + 1 < mention.sentence) break;
    if (other.type != NodeType::kGroup || other.entity == kNone || other.count == 1 ||
        (other.kinds & kPairNoun))
      continue;
    // "312 Haitians ... the migrants".
    const KnownName* people = doc.knowledge.gazetteer().FindName(doc.Text(other.head));
    const bool bare = MeansAnyPeople(doc.entities[other.entity].noun) ||
                      (people && people->kind == NameKind::kDemonym);
    if (any || (bare && other.count > 1)) return other.entity;
  }
  return kNone;
}

// "those freed", where none were called so: whom the story last said somebody freed.
uint32_t FreedBefore(const Document& doc, uint32_t m) {
  const std::string& noun = doc.mentions[m].noun;
  if (noun != "free" && noun != "freed" && noun != "release" && noun != "released") return kNone;
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc.mentions[i];
    const uint32_t act = doc.WordAt(other.head).head;
    const Relation r = doc.WordAt(other.head).relation;
    const bool undergoes = r == Relation::kObj || r == Relation::kNsubjPass ||
                           (r == Relation::kNmod && doc.Preposition(other.head) == "of");
    if (other.type == NodeType::kGroup && other.entity != kNone && undergoes && act != kNoHead &&
        (doc.Lemma(act) == "release" || doc.Lemma(act) == "free"))
      return other.entity;
  }
  return kNone;
}

// "people who throw bottles", "hundreds of people": whoever they are, not those spoken of.
bool SaysWhichPeople(const Document& doc, const Mention& mention) {
  constexpr std::array<std::string_view, 5> kMany = {"dozens", "hundreds", "thousands", "scores",
                                                     "crowds"};
  if (mention.definite || mention.count >= 0) return false;
  const uint32_t number = doc.WordAt(mention.head).head;
  if (number != kNoHead && number < mention.head && IsOneOf(doc.Lower(number), kMany)) return true;
  const uint32_t behind = mention.end;
  if (behind >= doc.words().size() || doc.Text(behind) == ",") return false;
  return doc.Child(mention.head, Relation::kAclRelcl) != kNone;
}

}  // namespace

uint32_t FindGroup(const Document& doc, uint32_t m) {
  const Mention& mention = doc.mentions[m];
  if ((mention.kinds & kPairNoun) || SaysWhichPeople(doc, mention)) return kNone;
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc.mentions[i];
    if (other.type != NodeType::kGroup || other.entity == kNone ||
        other.kind != MentionKind::kNominal)
      continue;
    if (other.whole != kNone || mention.whole != kNone) {
      // A subset is its own group unless it is counted again: "the six".
      if (!(mention.whole == kNone && mention.count > 0 && mention.count == other.count)) continue;
      return other.entity;
    }
    const Entity& entity = doc.entities[other.entity];
    const bool counts_agree =
        mention.count < 0 || entity.count < 0 || mention.count == entity.count;
    if (!counts_agree) continue;
    const bool bare_number = doc.WordAt(mention.head).upos == Upos::kNum;
    if (bare_number) {
      if (mention.count == entity.count) return other.entity;
      continue;
    }
    if (mention.definite && mention.begin < mention.head &&
        Suffered(doc, doc.Lower(mention.head - 1), other))
      return other.entity;  // "the injured men"
    const bool part = other.begin > 1 && (doc.Lower(other.begin - 1) == "them" ||
                                          doc.Lower(other.begin - 1) == "including");
    if (mention.definite && !part && Suffered(doc, mention.noun, other)) return other.entity;
    if (!doc.knowledge.gazetteer().MayMeanTheSame(mention.noun, entity.noun)) continue;
    if (Modifiers(doc, mention) != Modifiers(doc, other) && !mention.definite &&
        mention.count < 0) {
      if (!doc.knowledge.gazetteer().MayMeanTheSame(mention.noun, "opposition figure")) continue;
    }
    if (mention.definite || mention.count == entity.count || mention.count < 0) return other.entity;
    if (entity.count < 0 && mention.count >= 0 &&
        doc.BlockOf(other.sentence).kind == BlockKind::kTitle)
      return other.entity;
  }
  if (const uint32_t freed = FreedBefore(doc, m); freed != kNone) return freed;
  return PeopleJustSpokenOf(doc, m);
}

// "was to hold talks with X": talks of their own, not those spoken of.
bool NamesPartner(const Document& doc, const Mention& mention) {
  if (mention.definite || mention.type != NodeType::kEvent) return false;
  for (uint32_t child : doc.Children(mention.head)) {
    if (child > mention.head && doc.Preposition(child) == "with") return true;
  }
  return false;
}

// Events, works and topics: the same noun or a synonym, unless an indefinite article starts a new
// one or years and places disagree.
uint32_t FindHappening(const Document& doc, uint32_t m) {
  const Mention& mention = doc.mentions[m];
  const bool indefinite = HasArticle(doc, mention, "a") || HasArticle(doc, mention, "an") ||
                          HasArticle(doc, mention, "another") || NamesPartner(doc, mention);
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc.mentions[i];
    if (other.entity == kNone || other.kind != MentionKind::kNominal) continue;
    if (other.type != NodeType::kEvent && other.type != NodeType::kWork &&
        other.type != NodeType::kTopic)
      continue;
    if (!doc.knowledge.gazetteer().MayMeanTheSame(mention.noun, other.noun)) continue;
    const bool headline = doc.BlockOf(other.sentence).kind == BlockKind::kTitle ||
                          doc.BlockOf(other.sentence).kind == BlockKind::kStandfirst;
    if (indefinite && !headline) return kNone;
    if (YearsDisagree(doc, mention, other)) continue;
    return other.entity;
  }
  return kNone;
}

// "the 41-year-old Austrian", "the Brazilian midfielder": whom the sentence before was about.
uint32_t FindByLooks(const Document& doc, uint32_t m) {
  const Mention& mention = doc.mentions[m];
  bool looks = false;
  for (uint32_t t = mention.begin; t < mention.head; ++t) {
    const uint32_t other = doc.mention_at[t];
    looks |= doc.Lower(t) == "old" || (doc.Lower(t) == "former") ||
             (other != kNone && doc.mentions[other].demonym);
  }
  if (!looks || !doc.WordAt(mention.head).IsSubject() ||
      doc.Child(mention.head, Relation::kNmodPoss) != kNone)
    return kNone;
  uint32_t only = kNone;  // the one person of the sentence before, whatever its place
  bool several = false;
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc.mentions[i];
    if (other.sentence + 1 < mention.sentence) break;
    if (other.type != NodeType::kPerson || other.entity == kNone ||
        other.sentence == mention.sentence)
      continue;
    if (doc.WordAt(other.head).IsSubject()) return other.entity;
    several |= only != kNone && only != other.entity;
    only = other.entity;
  }
  return several ? kNone : only;
}

bool SaysWhichBody(const Document& doc, const Mention& mention) {
  for (uint32_t t = mention.begin + 1; t < mention.head; ++t) {
    if (StartsUpper(doc.Text(t)) && doc.mention_at[t] == kNone) return true;
  }
  return false;
}

namespace {

// The country whose adjective describes a noun.
uint32_t NationOf(const Document& doc, const Mention& mention) {
  for (uint32_t child : doc.Children(mention.head)) {
    const uint32_t m = doc.mention_at[child];
    if (m != kNone && child < mention.head && doc.mentions[m].demonym)
      return doc.mentions[m].entity;
  }
  return kNone;
}

}  // namespace

// "the French president": who was described as French before.
uint32_t FindByNation(const Document& doc, const Mention& mention) {
  const uint32_t country = NationOf(doc, mention);
  if (country == kNone) return kNone;
  for (uint32_t i = doc.MentionsBefore(mention.head); i-- > 0;) {
    const Mention& other = doc.mentions[i];
    if (other.kind == MentionKind::kNominal && other.type == NodeType::kPerson &&
        other.entity != kNone && NationOf(doc, other) == country)
      return other.entity;
  }
  return kNone;
}

uint32_t ChildOfParent(const Document& doc, std::span<const RoleLink> roles, uint32_t parent,
                       std::string_view noun) {
  if (!IsOneOf(noun, {"son", "daughter", "child"})) return kNone;
  for (const RoleLink& link : roles) {
    if (doc.mentions[link.person].entity != parent ||
        !IsOneOf(link.noun, {"mother", "father", "parent", "mum", "mom", "dad"}))
      continue;
    const uint32_t owner = doc.Child(link.head, Relation::kNmodPoss);
    const uint32_t child = owner == kNone ? kNone : doc.EntityAt(owner);
    if (child != kNone && doc.entities[child].type == NodeType::kPerson) return child;
  }
  return kNone;
}

uint32_t BodyOfNation(const Document& doc, uint32_t m) {
  const Mention& mention = doc.mentions[m];
  uint32_t country = NationOf(doc, mention);
  for (uint32_t t = mention.begin; t < mention.head && country == kNone; ++t) {
    const uint32_t place = doc.EntityAt(t);  // "the Munich group"
    if (place == kNone || doc.entities[place].type != NodeType::kPlace) continue;
    country = doc.CountryOfNumber(doc.entities[place].country);
  }
  if (country == kNone) return kNone;
  auto is = [&](uint32_t token) {
    return doc.EntityAt(token) == country && doc.SentenceOf(token) != mention.sentence;
  };
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc.mentions[i];
    if (other.kind != MentionKind::kName || other.type != NodeType::kOrganization ||
        other.entity == kNone)
      continue;
    // "Poland's X", "the Polish brewer X": the country stands before the name.
    for (uint32_t t = other.begin; t-- > doc.SentenceAt(other.sentence).begin;) {
      const Word& word = doc.WordAt(t);
      if (is(t)) return other.entity;
      if (word.upos != Upos::kNoun && word.upos != Upos::kAdj && word.xpos != Xpos::kPOS) break;
    }
  }
  return kNone;
}

uint32_t ActorBeside(const Document& doc, const Mention& description) {
  const Word* word = &doc.WordAt(description.head);
  while (word->relation == Relation::kNmod && word->head != kNoHead) word = &doc.WordAt(word->head);
  if (word->relation != Relation::kObj || word->head == kNoHead) return kNone;
  const uint32_t subject = doc.Child(word->head, Relation::kNsubj);
  return subject == kNone ? kNone : doc.EntityAt(subject);
}

uint32_t NamedNext(const Document& doc, uint32_t m) {
  const Mention& mention = doc.mentions[m];
  const Relation r = doc.WordAt(mention.head).relation;
  const uint32_t before = mention.begin > 0 ? mention.begin - 1 : 0;
  const bool one = doc.Lower(before) == "a" || doc.Lower(before) == "an";
  if (!one || (r != Relation::kNsubj && r != Relation::kNsubjPass)) return kNone;
  for (uint32_t i = 0; i < doc.mentions.size(); ++i) {
    const Mention& name = doc.mentions[i];
    if (name.kind != MentionKind::kName || name.type != NodeType::kPerson || name.entity == kNone ||
        doc.BlockOf(name.sentence).kind == BlockKind::kTitle)
      continue;
    if (name.sentence <= mention.sentence) return kNone;  // others are named before
    if (name.sentence > mention.sentence + 1) return kNone;
    const Word& word = doc.WordAt(name.head);
    const bool subject = word.relation == Relation::kNsubj || word.relation == Relation::kNsubjPass;
    const bool titled =
        name.begin > doc.SentenceAt(name.sentence).begin &&
        (doc.mention_at[name.begin - 1] != kNone || StartsUpper(doc.Text(name.begin - 1)) ||
         doc.WordAt(name.begin - 1).upos == Upos::kNoun);
    const bool says =
        word.head != kNoHead && (doc.Lemma(word.head) == "say" || doc.Lemma(word.head) == "tell");
    if (titled) continue;
    return subject && !says ? name.entity : kNone;
  }
  return kNone;
}

// "the airline": what the story has called one, of nouns that say more than "company".
uint32_t CalledSoBefore(const Document& doc, uint32_t m) {
  constexpr std::array<std::string_view, 20> kSaying = {
      "airline",  "carrier",  "bank",       "lender", "insurer",   "retailer", "carmaker",
      "charity",  "hospital", "university", "school", "regulator", "watchdog", "newspaper",
      "operator", "builder",  "developer",  "fund",   "brewer",    "museum"};
  const Mention& mention = doc.mentions[m];
  if (!IsOneOf(mention.noun, kSaying)) return kNone;
  for (uint32_t i = m; i-- > 0;) {
    const Mention& other = doc.mentions[i];
    if (other.kind == MentionKind::kNominal && other.noun == mention.noun &&
        other.entity != kNone && doc.entities[other.entity].type == NodeType::kOrganization &&
        doc.entities[other.entity].noun.empty())
      return other.entity;
  }
  return kNone;
}

// "the capital, X": X.
uint32_t PlaceBehindComma(const Document& doc, const Mention& mention) {
  if (mention.end + 1 >= doc.words().size() || doc.Text(mention.end) != ",") return kNone;
  const uint32_t m = doc.mention_at[mention.end + 1];
  const bool place = m != kNone && doc.mentions[m].kind == MentionKind::kName &&
                     doc.mentions[m].type == NodeType::kPlace;
  return place ? doc.mentions[m].entity : kNone;
}

}  // namespace newsgraph::text
