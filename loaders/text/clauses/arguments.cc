// What an argument's token means, and when its clause is.
#include <algorithm>
#include <array>

#include "absl/time/civil_time.h"
#include "loaders/text/clauses/arguments.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

// Words that only measure or wrap what "of" brings: "thousands of workers", "the sentences of X".
bool IsWrapper(std::string_view lemma) {
  constexpr std::array<std::string_view, 62> kWrappers = {
      "none",      "hour",    "day",       "week",       "month",    "year",    "spell",
      "wave",      "export",  "import",    "sale",       "convoy",   "base",    "headquarters",
      "position",  "vehicle", "outskirts", "centre",     "town",     "city",    "village",
      "port",      "island",  "province",  "region",     "district", "state",   "county",
      "territory", "enclave", "capital",   "suburb",     "thousand", "hundred", "dozen",
      "ten",       "score",   "number",    "group",      "majority", "handful", "member",
      "leader",    "million", "series",    "pair",       "couple",   "crowd",   "string",
      "lot",       "rest",    "most",      "some",       "many",     "all",     "several",
      "half",      "head",    "part",      "delegation", "team",     "citizen"};
  return IsOneOf(lemma, kWrappers);
}

// "a delegation from Norcorp", "delegates from Kenya": those whom the body sent.
bool IsSent(std::string_view lemma) {
  return lemma == "delegation" || lemma == "delegate" || lemma == "team" || lemma == "official" ||
         lemma == "envoy" || lemma == "negotiator" || lemma == "representative";
}

// "urged both to return", "Neither took part", "has recognised neither of them".
bool IsBarePair(const Document& doc, uint32_t token) {
  if (!IsOneOf(doc.Lower(token), {"both", "neither", "either"})) return false;
  const Relation r = doc.WordAt(token).relation;
  if (r == Relation::kDet || r == Relation::kCc) return false;
  const auto below = doc.Children(token);
  return below.empty() || (below.size() == 1 && doc.WordAt(below[0]).upos == Upos::kPron);
}

// What a bare "both" are: what the last two were called, in its sentence or the one before.
std::string PairNounBefore(const Document& doc, const Mention& both) {
  for (uint32_t i = doc.MentionsBefore(both.head); i-- > 0;) {
    const Mention& other = doc.mentions[i];
    if (other.sentence + 1 < both.sentence) break;
    if (other.kinds & kPairNoun) return other.noun;
  }
  return {};
}

// "spoke to nobody at Norcorp": whoever is there stands for the body.
bool IsAnybody(std::string_view lower) {
  return lower == "anyone" || lower == "anybody" || lower == "someone" || lower == "somebody" ||
         lower == "nobody" || lower == "everyone" || lower == "everybody";
}

// Those who act for a state and have no node of their own: "Ukrainian forces", "Israeli jets".
bool IsArmOfState(std::string_view lemma) {
  constexpr std::array<std::string_view, 40> kArms = {
      "force",     "forces",     "troops",   "troop",         "soldier",  "jet",
      "warplane",  "plane",      "aircraft", "missile",       "drone",    "artillery",
      "tank",      "helicopter", "warship",  "ship",          "gunboat",  "fighter",
      "bomber",    "rocket",     "official", "authority",     "side",     "delegation",
      "diplomat",  "negotiator", "envoy",    "government",    "military", "army",
      "navy",      "submarine",  "commando", "paratrooper",   "marine",   "police",
      "airstrike", "strike",     "shell",    "representative"};
  return IsOneOf(lemma, kArms);
}

// "A and B urged both sides": the sides are others.
bool ActsOn(const Document& doc, const Mention& actor, const Mention& pair) {
  const Word& word = doc.WordAt(pair.head);
  const bool object = word.relation == Relation::kObj || word.relation == Relation::kIobj ||
                      word.relation == Relation::kObl;
  if (!object || word.head == kNoHead || actor.sentence != pair.sentence) return false;
  uint32_t t = actor.head;
  for (int i = 0; i < 3 && doc.WordAt(t).head != kNoHead; ++i) {
    const Word& acting = doc.WordAt(t);
    if (acting.IsSubject()) return acting.head == word.head;
    if (acting.relation != Relation::kConj) return false;
    t = acting.head;
  }
  return false;
}

// Of "both countries": those two of their kind that the story has spoken of most up to here, if the
// last two it named were not named together.
std::vector<uint32_t> MainTwo(const Document& doc, const Mention& pair,
                              std::vector<uint32_t> last) {
  if (last.size() < 2) return last;
  const NodeType type = doc.entities[last[0]].type;
  auto times = [&](uint32_t e) {
    return std::count_if(
        doc.entities[e].mentions.begin(), doc.entities[e].mentions.end(),
        [&](uint32_t m) { return doc.mentions[m].head < pair.head && !doc.mentions[m].demonym; });
  };
  for (uint32_t e : last) {
    for (uint32_t m : doc.entities[e].mentions) {
      const Word& word = doc.WordAt(doc.mentions[m].head);
      const bool joined = word.relation == Relation::kConj && word.head != kNoHead &&
                          doc.EntityAt(word.head) == (e == last[0] ? last[1] : last[0]);
      if (joined && doc.mentions[m].head < pair.head) return last;
    }
  }
  std::vector<uint32_t> best = last;
  for (uint32_t e = 0; e < doc.entities.size(); ++e) {
    if (doc.entities[e].type != type || e == best[0] || e == best[1]) continue;
    uint32_t& fewer = times(best[0]) < times(best[1]) ? best[0] : best[1];
    if (times(e) > 2 && times(e) > 2 * times(fewer)) fewer = e;
  }
  return best;
}

// "both sides", "the two countries": the last two different actors before it.
std::vector<uint32_t> PairMembers(const Document& doc, const Mention& pair, TypeSet types) {
  const std::string& noun = pair.noun;
  if (noun == "pair" || noun == "duo" || noun == "twosome") {
    // Two who were counted before: "two businessmen ... the pair".
    for (uint32_t i = doc.MentionsBefore(pair.head); i-- > 0;) {
      const Mention& other = doc.mentions[i];
      if (other.sentence + 2 < pair.sentence) break;
      if (other.type == NodeType::kGroup && other.count == 2 && other.entity != kNone &&
          Has(types, NodeType::kGroup))
        return {other.entity};
    }
    types &= SetOf(NodeType::kPerson);
  }
  auto has = [&](std::string_view word) { return noun.find(word) != std::string::npos; };
  TypeSet wanted = types;
  if (has("countr") || has("nation") || has("government") || has("neighbour") || has("capital") ||
      has("power"))
    wanted &= SetOf(NodeType::kCountry);
  else if (has("men") || has("leader") || has("couple") || has("president") || has("minister") ||
           has("brother") || has("sister"))
    wanted &= SetOf(NodeType::kPerson);
  else if (has("compan") || has("firm") || has("club") || has("airline"))
    wanted &= SetOf(NodeType::kOrganization);
  else
    wanted &= SetOf(NodeType::kCountry) | SetOf(NodeType::kOrganization) | SetOf(NodeType::kPerson);
  std::vector<uint32_t> members;
  for (uint32_t i = doc.MentionsBefore(pair.head); i-- > 0 && members.size() < 2;) {
    const Mention& other = doc.mentions[i];
    if (other.entity == kNone || other.demonym) continue;
    const NodeType type = doc.entities[other.entity].type;
    if (!Has(wanted, type) || ActsOn(doc, other, pair)) continue;
    if (!members.empty() && (doc.entities[members[0]].type != type || members[0] == other.entity))
      continue;
    if (other.sentence + 12 < pair.sentence) break;
    members.push_back(other.entity);
  }
  if (members.size() < 2) members.clear();
  return MainTwo(doc, pair, members);
}

// "All three", "the four men": the people of the last sentence that names as many, where the number
// means no group told of before.
std::vector<uint32_t> NamedBefore(const Document& doc, const Mention& group) {
  constexpr uint32_t kFar = 2;  // sentences
  constexpr std::array<std::string_view, 7> kAny = {"",    "man",     "woman",    "person",
                                                    "all", "suspect", "defendant"};
  const bool counted = group.kind == MentionKind::kNominal && group.type == NodeType::kGroup &&
                       group.count > 1 && group.count < 7 && group.whole == kNone;
  const bool given = group.definite || (group.begin > 0 && (doc.Lower(group.begin - 1) == "all" ||
                                                            doc.Lower(group.begin - 1) == "both"));
  if (!counted || !given || group.entity == kNone || !IsOneOf(group.noun, kAny)) return {};
  const std::vector<uint32_t>& told = doc.entities[group.entity].mentions;
  if (!told.empty() && doc.mentions[told[0]].head < group.head) return {};
  for (uint32_t s = group.sentence; s-- > 0 && s + kFar >= group.sentence;) {
    std::vector<uint32_t> named;
    for (uint32_t t = doc.SentenceAt(s).begin; t < doc.SentenceAt(s).end; ++t) {
      const uint32_t m = doc.MentionAt(t);
      if (m == kNone || doc.mentions[m].kind != MentionKind::kName ||
          doc.mentions[m].type != NodeType::kPerson || doc.mentions[m].entity == kNone)
        continue;
      if (std::find(named.begin(), named.end(), doc.mentions[m].entity) == named.end())
        named.push_back(doc.mentions[m].entity);
    }
    if (named.size() == static_cast<size_t>(group.count)) return named;
    if (!named.empty()) return {};
  }
  return {};
}

// "the 47-year-old Austrian", "a Canadian": a person, not the country.
bool IsSomeone(const Document& doc, const Mention& mention) {
  const Word& word = doc.WordAt(mention.head);
  if (word.relation == Relation::kAmod || word.relation == Relation::kCompound) return false;
  for (uint32_t child : doc.Children(mention.head)) {
    const std::string& lower = doc.Lower(child);
    if (lower == "a" || lower == "an" || EndsWith(lower, "old") || doc.Lemma(child) == "old")
      return true;
  }
  return mention.begin > 0 &&
         (doc.Lower(mention.begin - 1) == "a" || doc.Lower(mention.begin - 1) == "an" ||
          doc.Lower(mention.begin - 1) == "old");
}

// "Unseeded Dane Freja Sorensen": the person named right behind where they are from, wherever the
// tree hangs the two.
uint32_t NamedFrom(const Document& doc, const Mention& mention) {
  if (!mention.demonym || mention.end >= doc.SentenceAt(mention.sentence).end) return kNone;
  const uint32_t m = doc.MentionAt(mention.end);
  if (m == kNone) return kNone;
  const Mention& name = doc.mentions[m];
  const bool person = name.kind == MentionKind::kName && name.type == NodeType::kPerson &&
                      name.begin == mention.end;
  return person ? name.entity : kNone;
}

// "One of the nine, X, ...": X.
uint32_t NamedOneOf(const Document& doc, uint32_t token) {
  if (doc.Lower(token) != "one" && doc.Lower(token) != "another") return kNone;
  const uint32_t end = std::min(doc.SentenceAt(doc.SentenceOf(token)).end, token + 9);
  for (uint32_t u = token + 1; u + 1 < end; ++u) {
    const bool naming =
        doc.WordAt(u).xpos == Xpos::kVBN && (doc.Lemma(u) == "name" || doc.Lemma(u) == "identify");
    if (naming) continue;  // "One of them, named by local media as X,"
    if (doc.WordAt(u).upos == Upos::kVerb || doc.WordAt(u).upos == Upos::kAux) return kNone;
    const bool told = doc.Text(u) == "," || doc.Lower(u) == "as";
    const uint32_t m = told ? doc.MentionAt(u + 1) : kNone;
    if (m == kNone) continue;
    const Mention& name = doc.mentions[m];
    return name.kind == MentionKind::kName && name.type == NodeType::kPerson ? name.entity : kNone;
  }
  return kNone;
}

// "the ruling HDZ party", "the rival Blacks gang": the body that the name tells.
uint32_t BodyWithin(const Document& doc, const Mention& nominal) {
  if (nominal.kind != MentionKind::kNominal || nominal.type != NodeType::kOrganization)
    return kNone;
  for (uint32_t child : doc.Children(nominal.head)) {
    const uint32_t m = doc.MentionAt(child);
    if (m != kNone && doc.WordAt(child).relation == Relation::kCompound &&
        doc.mentions[m].kind == MentionKind::kName &&
        doc.mentions[m].type == NodeType::kOrganization && doc.mentions[m].end == nominal.head)
      return doc.mentions[m].entity;
  }
  return kNone;
}

// "knocked out the holders, X,": the team that the plural is said of.
uint32_t TeamSetOff(const Document& doc, const Mention& group) {
  if (group.kind != MentionKind::kNominal || group.type != NodeType::kGroup || group.count >= 0)
    return kNone;
  for (uint32_t child : doc.Children(group.head)) {
    const Relation r = doc.WordAt(child).relation;
    const bool beside =
        r == Relation::kAppos || (r == Relation::kConj && doc.Child(child, Relation::kCc) == kNone);
    const uint32_t m = doc.MentionAt(child);
    if (beside && m != kNone && doc.mentions[m].kind == MentionKind::kName &&
        doc.mentions[m].type == NodeType::kOrganization &&
        doc.Child(child, Relation::kConj) == kNone)
      return doc.mentions[m].entity;
  }
  return kNone;
}

// "sued its former chief executive, X, for": X, where the tree does not join the two.
uint32_t NameSetOff(const Document& doc, uint32_t token) {
  const uint32_t end = doc.SentenceAt(doc.SentenceOf(token)).end;
  if (token + 3 >= end || doc.MentionAt(token) != kNone || doc.Text(token + 1) != "," ||
      doc.Child(token, Relation::kAppos) != kNone || doc.WordAt(token).upos == Upos::kVerb)
    return kNone;
  const uint32_t m = doc.MentionAt(token + 2);
  if (m == kNone || doc.mentions[m].kind != MentionKind::kName ||
      doc.mentions[m].type != NodeType::kPerson || doc.mentions[m].end >= end ||
      doc.Text(doc.mentions[m].end) != ",")
    return kNone;
  return doc.mentions[m].entity;
}

// "grows 40% of the world's cocoa", "a third of Europe's gas": the goods.
bool IsShareOf(const Document& doc, uint32_t token, uint32_t goods) {
  constexpr std::array<std::string_view, 10> kShares = {
      "%", "percent", "cent", "third", "quarter", "fifth", "tenth", "share", "bulk", "tonne"};
  const uint32_t m = doc.MentionAt(goods);
  return m != kNone && doc.mentions[m].type == NodeType::kCommodity &&
         IsOneOf(doc.Lemma(token), kShares);
}

// "paid 10m euros for a stake in Norcorp": the company.
bool IsStakeIn(const Document& doc, uint32_t token, uint32_t company) {
  const std::string_view lemma = doc.Lemma(token);
  const uint32_t m = doc.MentionAt(company);
  return (lemma == "stake" || lemma == "shareholding" || lemma == "holding") && m != kNone &&
         doc.mentions[m].type == NodeType::kOrganization && doc.Preposition(company) == "in";
}

// "Secretary of State Lena Dahl urged": the name hung on the first word of its title.
bool IsNamedBehindTitle(const Document& doc, uint32_t title, uint32_t name) {
  const uint32_t m = doc.MentionAt(name);
  if (name < title + 2 || m == kNone || doc.WordAt(name).relation != Relation::kNmod ||
      doc.mentions[m].kind != MentionKind::kName || doc.mentions[m].begin <= title)
    return false;
  const uint32_t role = doc.MentionAt(doc.mentions[m].begin - 1);
  return role != kNone && doc.mentions[role].begin == title &&
         doc.mentions[role].entity == doc.mentions[m].entity;
}

bool IsWithin(const Document& doc, uint32_t token) {
  const std::string_view preposition = doc.Preposition(token);
  return preposition == "in" || preposition == "near" || preposition == "outside";
}

void Collect(const Document& doc, uint32_t token, TypeSet types, int depth,
             std::vector<uint32_t>& out) {
  const uint32_t m = doc.MentionAt(token);
  if (doc.Lower(token) == "other" && doc.HasChildWord(token, "each")) return;
  auto add = [&](uint32_t entity) {
    if (entity != kNone && Has(types, doc.entities[entity].type) &&
        std::find(out.begin(), out.end(), entity) == out.end())
      out.push_back(entity);
  };
  if (m != kNone) {
    const Mention& mention = doc.mentions[m];
    if (mention.kinds & kPairNoun) {
      for (uint32_t entity : PairMembers(doc, mention, types)) add(entity);
      return;
    }
    if (const uint32_t named = NamedFrom(doc, mention); named != kNone) return add(named);
    if (mention.demonym && IsSomeone(doc, mention)) return;
    if (mention.entity != kNone) {
      const size_t before = out.size();
      // "the Kenyan government in London": Kenya.
      if (mention.kind == MentionKind::kNominal && mention.type == NodeType::kCountry) {
        for (uint32_t child : doc.Children(token)) {
          const uint32_t nation = doc.MentionAt(child);
          if (nation == kNone || !doc.mentions[nation].demonym ||
              doc.mentions[nation].entity == kNone)
            continue;
          return add(doc.mentions[nation].entity);
        }
      }
      for (uint32_t named : NamedBefore(doc, mention)) add(named);
      if (out.size() > before) return;
      const uint32_t team = TeamSetOff(doc, mention);
      add(team != kNone ? team : mention.entity);
      if (out.size() > before) return;
    } else if (const uint32_t body = BodyWithin(doc, mention); body != kNone) {
      return add(body);
    }
  }
  if (depth > 2) return;
  if (const uint32_t name = NameSetOff(doc, token); name != kNone) return add(name);
  if (IsBarePair(doc, token)) {
    Mention pair;
    pair.head = pair.begin = token;
    pair.end = token + 1;
    pair.sentence = doc.SentenceOf(token);
    pair.noun = PairNounBefore(doc, pair);
    for (uint32_t entity : PairMembers(doc, pair, types)) add(entity);
    return;
  }
  if (const uint32_t one = NamedOneOf(doc, token); one != kNone) return add(one);
  // "at a warehouse in Leeds": where a site without a name is.
  const KnownNoun* noun =
      Has(types, NodeType::kPlace)
          ? doc.knowledge.gazetteer().FindNoun(doc.Phrase(token, token + 1, true))
          : nullptr;
  const bool place = noun != nullptr && (noun->kinds & kPlaceNoun);
  // The noun says nothing by itself: its apposition, what it measures, whose it is.
  for (uint32_t child : doc.Children(token)) {
    const Relation r = doc.WordAt(child).relation;
    const bool of =
        r == Relation::kNmod && ((doc.Preposition(child) == "of" && IsWrapper(doc.Lemma(token))) ||
                                 (doc.Preposition(child) == "from" && IsSent(doc.Lemma(token))));
    const bool share =
        r == Relation::kNmod && (IsStakeIn(doc, token, child) ||
                                 (doc.Preposition(child) == "of" && IsShareOf(doc, token, child)));
    const bool anybody = r == Relation::kNmod && IsAnybody(doc.Lower(token)) && child > token;
    const bool inside = place && r == Relation::kNmod && child > token && IsWithin(doc, child);
    const bool beside = (r == Relation::kAppos && !(child > 0 && doc.Text(child - 1) == ";")) ||
                        IsNamedBehindTitle(doc, token, child);
    if (beside || r == Relation::kFlat || of || share || inside || anybody) {
      Collect(doc, child, types, depth + 1, out);
      if (!out.empty()) return;
    }
  }
  if (!IsArmOfState(doc.Lemma(token))) return;
  for (uint32_t child : doc.Children(token)) {
    const Relation r = doc.WordAt(child).relation;
    const uint32_t e = doc.EntityAt(child);
    const bool owner = r == Relation::kAmod || r == Relation::kCompound || r == Relation::kNmodPoss;
    if (owner && e != kNone && doc.entities[e].type == NodeType::kCountry) return add(e);
  }
}

}  // namespace

namespace {

// "several states, including A and B", "three banks: A, B and C": who stands for a plural that
// means nobody by itself.
std::vector<uint32_t> NamedExamples(const Document& doc, const Clauses& clauses, uint32_t plural) {
  if (!doc.WordAt(plural).IsPlural()) return {};
  for (uint32_t child : doc.Children(plural)) {
    const Relation r = doc.WordAt(child).relation;
    const std::string_view preposition = doc.Preposition(child);
    const bool named = doc.MentionAt(child) != kNone &&
                       doc.mentions[doc.MentionAt(child)].kind == MentionKind::kName;
    const bool example = r == Relation::kNmod && (preposition == "including" ||
                                                  preposition == "like" || preposition == "such");
    if (child > plural && named && (example || r == Relation::kAppos)) return clauses.Joined(child);
  }
  // ", among them A and B", wherever the tree hangs them.
  if (plural + 4 < doc.SentenceAt(doc.SentenceOf(plural)).end && doc.Text(plural + 1) == "," &&
      doc.Lower(plural + 2) == "among" && doc.Lower(plural + 3) == "them") {
    const uint32_t m = doc.MentionAt(plural + 4);
    if (m != kNone && doc.mentions[m].kind == MentionKind::kName)
      return clauses.Joined(doc.mentions[m].head);
  }
  return {};
}

// "the French tourists Lang and Morel": the name right behind a plural that says what the named
// are.
uint32_t NameBehindPlural(const Document& doc, uint32_t token) {
  const uint32_t m = doc.MentionAt(token);
  if (m == kNone) return kNone;
  const Mention& plural = doc.mentions[m];
  if (plural.kind != MentionKind::kNominal || !plural.plural || plural.end >= doc.words().size() ||
      !(plural.kinds & (kRoleNoun | kGroupNoun)))
    return kNone;
  const uint32_t name = doc.MentionAt(plural.end);
  if (name == kNone || doc.mentions[name].kind != MentionKind::kName ||
      doc.mentions[name].begin != plural.end || doc.mentions[name].type != NodeType::kPerson)
    return kNone;
  return doc.mentions[name].head;
}

}  // namespace

std::vector<uint32_t> EntitiesOf(const Document& doc, const Clauses& clauses, uint32_t token,
                                 TypeSet types) {
  std::vector<uint32_t> out;
  const uint32_t name = NameBehindPlural(doc, token);
  if (name != kNone) {
    for (uint32_t t : clauses.Joined(name)) Collect(doc, t, types, 0, out);
  }
  for (uint32_t t : clauses.Joined(token)) {
    if (t != token || out.empty()) Collect(doc, t, types, 0, out);
    const uint32_t m = doc.MentionAt(t);
    if (m == kNone || doc.mentions[m].kind != MentionKind::kPronoun) continue;
    if (const uint32_t first = doc.mentions[m].whole; first != kNone) {  // "they": A and B
      for (uint32_t name : clauses.Joined(doc.mentions[first].head))
        Collect(doc, name, types, 0, out);
    }
  }
  if (out.empty()) {
    for (uint32_t t : NamedExamples(doc, clauses, token)) Collect(doc, t, types, 0, out);
  }
  return out;
}

std::vector<uint32_t> BetweenMembers(const Document& doc, uint32_t noun, TypeSet types) {
  const uint32_t end = doc.SentenceAt(doc.SentenceOf(noun)).end;
  std::vector<uint32_t> members;
  bool between = false, joined = false;
  for (uint32_t u = noun + 1; u < end && members.size() < 2; ++u) {
    const std::string& lower = doc.Lower(u);
    between |= lower == "between";
    if (!between) {
      if (u > noun + 6) break;
      continue;
    }
    joined |= lower == "and" && !members.empty();
    if (doc.WordAt(u).upos == Upos::kVerb && joined) break;
    const uint32_t m = doc.MentionAt(u);
    if (m == kNone || doc.mentions[m].entity == kNone || doc.mentions[m].demonym) continue;
    const uint32_t e = doc.mentions[m].entity;
    if (!Has(types, doc.entities[e].type)) continue;
    if (members.empty() || (joined && members[0] != e)) members.push_back(e);
  }
  return members;
}

namespace {

CalendarDate DateOf(absl::CivilDay day) {
  CalendarDate date;
  date.year = static_cast<int16_t>(day.year());
  date.month = static_cast<int8_t>(day.month());
  date.day = static_cast<int8_t>(day.day());
  return date;
}

// The last such day up to the article's own: Monday = 1.
CalendarDate LastWeekday(const CalendarDate& base, int weekday) {
  absl::CivilDay day(base.year, base.month, base.day);
  const auto wanted = static_cast<absl::Weekday>(weekday - 1);
  while (absl::GetWeekday(day) != wanted) --day;
  return DateOf(day);
}

// "today", "yesterday", "last year", "last month": counted from the article's date.
CalendarDate RelativeDate(const Document& doc, uint32_t token, const CalendarDate& base) {
  const std::string& word = doc.Lower(token);
  const bool last = doc.HasChildWord(token, "last");
  CalendarDate date;
  if (base.day != 0 && (word == "today" || word == "tonight")) return base;
  if (base.day != 0 && (word == "yesterday" || word == "tomorrow")) {
    const int step = word == "yesterday" ? -1 : 1;
    return DateOf(absl::CivilDay(base.year, base.month, base.day) + step);
  }
  if (word == "year" && (last || doc.HasChildWord(token, "this"))) {
    date.year = static_cast<int16_t>(base.year - last);
  } else if (word == "month" && base.month != 0 && (last || doc.HasChildWord(token, "this"))) {
    const absl::CivilMonth month = absl::CivilMonth(base.year, base.month) - last;
    date.year = static_cast<int16_t>(month.year());
    date.month = static_cast<int8_t>(month.month());
  }
  return date;
}

// The date whose main word is `token`, or an unknown one.
CalendarDate DateAt(const Document& doc, uint32_t token) {
  const Gazetteer& gazetteer = doc.knowledge.gazetteer();
  const CalendarDate& base = doc.article.date;
  const std::string_view text = doc.Text(token);
  const bool year = text.size() == 4 && IsDigit(text[0]) && IsDigit(text[3]);
  if (gazetteer.MonthOf(doc.Lower(token)) != 0 || year) {
    const Sentence& s = doc.SentenceAt(doc.SentenceOf(token));
    const uint32_t begin = token > s.begin + 2 ? token - 2 : s.begin;
    CalendarDate date = FindDate(doc.Words(begin, std::min(s.end, token + 5)), gazetteer);
    if (date.month != 0 && date.year == 0 && base.Known()) {
      const bool before = date.month > base.month && base.month != 0;
      date.year = static_cast<int16_t>(base.year - before);
    }
    return date;
  }
  if (!base.Known()) return {};
  if (const int day = gazetteer.WeekdayOf(doc.Lower(token)); day != 0)
    return base.day != 0 ? LastWeekday(base, day) : CalendarDate();
  return RelativeDate(doc, token, base);
}

}  // namespace

CalendarDate DateNear(const Document& doc, uint32_t token) {
  for (uint32_t child : doc.Children(token)) {
    const Relation r = doc.WordAt(child).relation;
    if (r != Relation::kObl && r != Relation::kOblUnmarked && r != Relation::kNmod &&
        r != Relation::kAdvmod && r != Relation::kNmodUnmarked)
      continue;
    const CalendarDate date = DateAt(doc, child);
    if (date.Known()) return date;
  }
  return {};
}

}  // namespace newsgraph::text
