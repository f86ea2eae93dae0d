// Who took part in a nominal event, and where it was: "talks in Minsk between A and B".
#include <algorithm>
#include <array>

#include "loaders/text/clauses/arguments.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/relations.h"

namespace newsgraph::text {
namespace {

// Events people sit down to; of others ("attack", "fire") one cannot say who took part.
bool IsGathering(std::string_view noun) {
  constexpr std::array<std::string_view, 18> kNouns = {
      "talk",       "talks",    "negotiation", "negotiations",     "meeting",  "summit",
      "conference", "dialogue", "ceremony",    "closed-door talk", "match",    "final",
      "race",       "debate",   "hearing",     "festival",         "exercise", "drill"};
  return IsOneOf(noun, kNouns);
}

// Events that hit a place: "a drone strike on Odesa".
bool IsStrike(std::string_view noun) {
  constexpr std::array<std::string_view, 8> kNouns = {
      "strike", "attack", "raid", "assault", "bombing", "airstrike", "ambush", "offensive"};
  for (std::string_view strike : kNouns) {
    if (noun.size() >= strike.size() && noun.substr(noun.size() - strike.size()) == strike)
      return true;
  }
  return false;
}

// Events that befall those who are somewhere: "an avalanche on K2", "a crash on the M6".
bool IsMishap(std::string_view noun) {
  constexpr std::array<std::string_view, 16> kNouns = {
      "avalanche", "crash", "accident", "collision", "derailment", "fire",  "blaze",  "landslide",
      "explosion", "blast", "shooting", "pile-up",   "eruption",   "spill", "battle", "protest"};
  return IsOneOf(noun, kNouns);
}

// "in", "at", "near" a place; "on" one for what strikes it, and on streets and bridges.
bool IsWhere(const Document& doc, std::string_view link, const Mention& event, uint32_t place) {
  constexpr std::array<std::string_view, 7> kWays = {"street", "road",     "avenue", "square",
                                                     "bridge", "motorway", "highway"};
  if (IsOneOf(link, {"in", "at", "near", "outside"})) return true;
  return link == "on" &&
         (IsStrike(event.noun) || IsMishap(event.noun) || IsOneOf(doc.Lower(place), kWays));
}

// "wounded him in a gun battle at Kombun": the name right behind, wherever the tree hangs it.
uint32_t PlaceRightBehind(const Document& doc, const Mention& event) {
  const uint32_t end = doc.SentenceAt(event.sentence).end;
  uint32_t t = event.end + 1;
  if (event.end != event.head + 1 || t >= end) return kNone;
  if (doc.WordAt(t).upos == Upos::kDet) ++t;
  const uint32_t m = t < end ? doc.MentionAt(t) : kNone;
  if (m == kNone || doc.mentions[m].kind != MentionKind::kName || doc.mentions[m].begin != t ||
      !IsWhere(doc, doc.Lower(event.end), event, doc.mentions[m].head))
    return kNone;
  const uint32_t after = doc.mentions[m].end;  // "in Oslo-bound traffic"
  return after < end && doc.Text(after) == "-" ? kNone : doc.mentions[m].head;
}

// "The swap was agreed with help from X", "talks held through the mediation of X": X.
std::vector<uint32_t> HelpersOf(const Document& doc, const Clauses& clauses, const Mention& event,
                                TypeSet types) {
  constexpr std::array<std::string_view, 5> kHelp = {"help", "mediation", "assistance", "auspices",
                                                     "brokering"};
  constexpr std::array<std::string_view, 14> kBrokered = {
      "talk",  "talks", "negotiation", "negotiations", "swap",      "exchange", "truce",
      "trade", "deal",  "ceasefire",   "release",      "agreement", "summit",   "meeting"};
  const uint32_t verb = doc.WordAt(event.head).head;
  if (verb == kNoHead || !doc.WordAt(event.head).IsSubject() || !IsOneOf(event.noun, kBrokered))
    return {};
  for (uint32_t help : doc.Children(verb)) {
    if (!IsOneOf(doc.Lemma(help), kHelp) ||
        !IsOneOf(doc.Preposition(help), {"with", "through", "under", "thanks"}))
      continue;
    for (uint32_t child : doc.Children(help)) {
      const bool of = IsOneOf(doc.Preposition(child), {"from", "of", "by"}) ||
                      doc.WordAt(child).relation == Relation::kNmodPoss;
      if (of) return EntitiesOf(doc, clauses, child, types);
    }
  }
  return {};
}

}  // namespace

void FindEventArguments(const Document& doc, const Clauses& clauses, Facts& facts) {
  constexpr TypeSet kWhere = SetOf(NodeType::kPlace) | SetOf(NodeType::kCountry);
  constexpr TypeSet kActors = SetOf(NodeType::kPerson) | SetOf(NodeType::kOrganization) |
                              SetOf(NodeType::kCountry) | SetOf(NodeType::kGroup);
  for (const Mention& mention : doc.mentions) {
    if (mention.entity == kNone || mention.kind == MentionKind::kPronoun) continue;
    const NodeType type = doc.entities[mention.entity].type;
    if (type != NodeType::kEvent) continue;
    const Arguments arguments = clauses.OfNoun(mention.head);
    const bool strikes = IsStrike(mention.noun);
    auto add = [&](uint32_t source, RelationType relation, uint32_t target, float confidence) {
      Fact fact;
      fact.source = source;
      fact.target = target;
      fact.relation = relation;
      fact.rule = "event-arg";
      const Scope scope = clauses.ScopeOf(mention.head);
      fact.modality = scope.modality;
      fact.confidence = confidence;
      fact.sentences = {mention.sentence};
      const bool stated =
          scope.modality == Modality::kActual || scope.modality == Modality::kReported;
      fact.polarity = scope.polarity;
      // "no protests in X"; of talks that were refused one cannot say where they were not.
      const bool none = doc.HasChildWord(mention.head, "no");
      if (stated && (scope.polarity == Polarity::kPositive || none))
        facts.Add(doc, std::move(fact));
    };
    for (const Argument& argument : arguments.list) {
      if (argument.token <= mention.head || argument.token >= mention.head + 9 ||
          !IsWhere(doc, doc.Preposition(argument.token), mention, argument.token))
        continue;
      for (uint32_t where : EntitiesOf(doc, clauses, argument.token, kWhere))
        add(mention.entity, RelationType::kOccurredIn, where, 0.8f);
    }
    if (const uint32_t behind = PlaceRightBehind(doc, mention); behind != kNone) {
      for (uint32_t where : EntitiesOf(doc, clauses, behind, kWhere))
        add(mention.entity, RelationType::kOccurredIn, where, 0.7f);
    }
    // "a trial of 22,000 adults in Norland": the place hung on what the event is of.
    for (uint32_t of : doc.Children(mention.head)) {
      const std::string_view link = doc.Preposition(of);
      // "a trial of 200 adults in Norland", "an attack on a market in Northaven".
      if (of < mention.head || (link != "of" && !(link == "on" && strikes) && link != "at"))
        continue;
      // "the murder of the journalist X in Norland": or on the name of who it befell.
      const uint32_t name = doc.Child(of, Relation::kAppos);
      for (uint32_t whom : {of, name == kNone ? of : name}) {
        for (uint32_t child : doc.Children(whom)) {
          if (!IsOneOf(doc.Preposition(child), {"in", "at", "near"}) || child > mention.head + 12)
            continue;
          for (uint32_t where : EntitiesOf(doc, clauses, child, kWhere))
            add(mention.entity, RelationType::kOccurredIn, where, 0.7f);
        }
      }
    }
    // "Antalya summit": a place before the noun.
    for (uint32_t child : doc.Children(mention.head)) {
      const uint32_t m = doc.MentionAt(child);
      if (m != kNone && child < mention.head && doc.WordAt(child).relation == Relation::kCompound &&
          doc.mentions[m].type == NodeType::kPlace && doc.mentions[m].entity != kNone) {
        add(mention.entity, RelationType::kOccurredIn, doc.mentions[m].entity, 0.7f);
      }
    }
    for (uint32_t helper : HelpersOf(doc, clauses, mention, kActors))
      add(helper, RelationType::kMediated, mention.entity, 0.7f);
    if (!IsGathering(mention.noun)) continue;
    if (const auto members = BetweenMembers(doc, mention.head, kActors); members.size() == 2) {
      for (uint32_t who : members) add(who, RelationType::kParticipatedIn, mention.entity, 0.8f);
    }
    for (const Argument& argument : arguments.list) {
      if (argument.slot != kPair) continue;
      for (uint32_t who : EntitiesOf(doc, clauses, argument.token, kActors)) {
        add(who, RelationType::kParticipatedIn, mention.entity, 0.8f);
      }
    }
  }
}

}  // namespace newsgraph::text
