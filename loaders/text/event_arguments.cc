// Who took part in a nominal event, and where it was: "talks in Minsk between A and B".
#include <algorithm>
#include <array>

#include "loaders/text/letters.h"
#include "loaders/text/relations.h"

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
  const Slot in = SlotOfPreposition("in"), at = SlotOfPreposition("at"),
             near = SlotOfPreposition("near"), outside = SlotOfPreposition("outside"),
             on = SlotOfPreposition("on");
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
      const bool place = argument.slot == in || argument.slot == at || argument.slot == near ||
                         argument.slot == outside ||
                         (argument.slot == on && (strikes || IsMishap(mention.noun)));
      if (place && argument.token > mention.head && argument.token < mention.head + 9) {
        for (uint32_t where : EntitiesOf(doc, clauses, argument.token, kWhere)) {
          add(mention.entity, RelationType::kOccurredIn, where, 0.8f);
        }
      }
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
          if (doc.Preposition(child) != "in" || child > mention.head + 12) continue;
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
