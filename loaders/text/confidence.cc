#include "loaders/text/confidence.h"

#include <algorithm>

#include "graph/base/strings.h"

namespace newsgraph::text {
namespace {

// How a fact was found, from the surest to the least sure.
enum class Ground {
  kByline,
  kStatedRole,
  kNationality,
  kGroupMember,
  kTitle,
  kNamedMember,
  kTreeNamed,
  kWordsNamed,
  kPassiveAgent,
  kEmployer,
  kEllipsis,
  kEventArgument,
  kTreeOpen,
  kTreeUnnamed,
  kDefaultRole,
  kWordsUnnamed,
};

struct Row {
  Ground ground;
  float share;  // of such facts that are right, (right + 1.5) / (all + 2)
};

constexpr Row kTable[] = {
    {Ground::kByline, 0.97f},       {Ground::kStatedRole, 0.95f}, {Ground::kNationality, 0.95f},
    {Ground::kGroupMember, 0.9f},   {Ground::kTitle, 0.89f},      {Ground::kNamedMember, 0.84f},
    {Ground::kTreeNamed, 0.84f},    {Ground::kWordsNamed, 0.74f}, {Ground::kPassiveAgent, 0.7f},
    {Ground::kEmployer, 0.7f},      {Ground::kEllipsis, 0.7f},    {Ground::kEventArgument, 0.68f},
    {Ground::kTreeOpen, 0.6f},      {Ground::kTreeUnnamed, 0.6f}, {Ground::kDefaultRole, 0.56f},
    {Ground::kWordsUnnamed, 0.35f},
};

Ground GroundOf(const Document& doc, const Fact& fact) {
  if (fact.rule == "byline") return Ground::kByline;
  if (fact.rule == "title") return Ground::kTitle;
  if (fact.rule == "group-member") return Ground::kGroupMember;
  if (fact.rule == "named member") return Ground::kNamedMember;
  if (fact.rule == "passive-agent") return Ground::kPassiveAgent;
  if (fact.rule == "employer") return Ground::kEmployer;
  if (fact.rule == "ellipsis") return Ground::kEllipsis;
  if (fact.rule == "event-arg") return Ground::kEventArgument;
  if (fact.rule == "role") {
    if (fact.relation == RelationType::kNationality) return Ground::kNationality;
    return fact.inferred ? Ground::kDefaultRole : Ground::kStatedRole;
  }
  const bool unnamed = IsUnnamed(doc.entities[fact.source]) || IsUnnamed(doc.entities[fact.target]);
  if (fact.confidence < kTreeGrade) return unnamed ? Ground::kWordsUnnamed : Ground::kWordsNamed;
  if (unnamed) return Ground::kTreeUnnamed;
  // Denied, planned and reported facts depend on the scope as well.
  const bool open = fact.polarity == Polarity::kNegated || fact.modality != Modality::kActual;
  return open ? Ground::kTreeOpen : Ground::kTreeNamed;
}

}  // namespace

bool IsUnnamed(const Entity& entity) {
  const bool may = entity.type == NodeType::kEvent || entity.type == NodeType::kGroup ||
                   entity.type == NodeType::kTopic || entity.type == NodeType::kWork;
  return may && !entity.noun.empty();
}

float CalibratedConfidence(const Document& doc, const Fact& fact) {
  if (fact.rule == "subset") return fact.confidence;  // k of n
  const Ground ground = GroundOf(doc, fact);
  for (const Row& row : kTable) {
    if (row.ground == ground) return row.share;
  }
  return fact.confidence;
}

}  // namespace newsgraph::text
