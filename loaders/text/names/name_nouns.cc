#include "loaders/text/names/name_nouns.h"

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

// "its Polish unit", "the group's arm": a body of another.
bool IsUnitNoun(const KnownNoun& noun) {
  return noun.has_relation && noun.relation == RelationType::kPartOf;
}

}  // namespace

bool NounSense::IsBody(uint32_t t) const {
  const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lemma(t));
  const bool makes = noun && noun->has_relation && noun->relation == RelationType::kProduces &&
                     (noun->kinds & kOrganizationNoun);  // "the distiller X"
  const bool role = noun && (noun->kinds & kRoleNoun) && !IsUnitNoun(*noun) && !makes;
  return !role && TypeOf(t, t > 0 ? t - 1 : t) == NodeType::kOrganization;
}

bool NounSense::IsRole(uint32_t t) const {
  const KnownNoun* noun = gazetteer_.FindNoun(doc_.Lower(t));
  return noun && (noun->kinds & kRoleNoun) && !(noun->kinds & kOrganizationNoun) &&
         !IsUnitNoun(*noun) && TypeOf(t, t) == NodeType::kPerson;
}

NodeType NounSense::Cue(CuePlace place, uint32_t t, uint32_t first) const {
  for (uint32_t start = t > first ? t - 1 : t; start <= t; ++start) {
    for (bool singular : {false, true}) {
      const NodeType cue = gazetteer_.TypeOfCue(place, doc_.Phrase(start, t + 1, singular));
      if (cue != NodeType::kNone) return cue;
    }
  }
  return NodeType::kNone;
}

NodeType NounSense::TypeOf(uint32_t t, uint32_t first) const {
  const NodeType cue = Cue(CuePlace::kBefore, t, first);
  if (cue == NodeType::kProduct || cue == NodeType::kWork) return cue;
  const KnownNoun* noun = nullptr;
  for (uint32_t start = t >= first + 4 ? t - 4 : first; start <= t && !noun; ++start)
    noun = gazetteer_.FindNoun(doc_.Phrase(start, t + 1, true));
  if (noun == nullptr)
    return gazetteer_.IsPersonNoun(doc_.Lemma(t)) && !StartsUpper(doc_.Text(t)) ? NodeType::kPerson
                                                                                : NodeType::kNone;
  const bool makes = noun->has_relation && (noun->relation == RelationType::kProduces ||
                                            noun->relation == RelationType::kOwns);
  if ((noun->kinds & kOrganizationNoun) || makes || IsUnitNoun(*noun))
    return NodeType::kOrganization;
  if (noun->kinds & kRoleNoun) return NodeType::kPerson;
  if (noun->kinds & kPlaceNoun) return NodeType::kPlace;
  return NodeType::kNone;
}

}  // namespace newsgraph::text
