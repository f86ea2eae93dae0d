// The closed world the article loader speaks of: kinds of nodes, kinds of edges, and what each edge
// may join. docs/ontology.md says the same in words.
//
//   RelationInfo(RelationType::kReleased).name        "released"
//   Allows(RelationType::kLeads, NodeType::kPerson, NodeType::kCountry)   true
//
// Thread-safe: constant tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace newsgraph::text {

enum class NodeType : uint8_t {
  kPerson,
  kOrganization,
  kCountry,
  kPlace,
  kEvent,
  kGroup,
  kTopic,
  kCommodity,
  kAward,
  kWork,
  kProduct,
  kArticle,
  kNone,  // not known yet, or no node
};
inline constexpr int kNodeTypeCount = 12;

// clang-format off
enum class RelationType : uint8_t {
  kLeads, kWorksFor, kMemberOf, kPartOf, kLocatedIn, kNationality, kFamilyOf, kAwarded, kProduces,
  kParticipatedIn, kOccurredIn, kCaused, kNegotiatedWith, kMetWith, kAgreedWith, kMediated,
  kRecognises, kSupports, kCriticised, kDemandedFrom, kRejected, kThreatened, kSanctioned,
  kLiftedSanctionsOn, kDetained, kReleased, kReleasedTo, kTravelledTo, kAttacked, kKilled, kInjured,
  kProtestedAgainst, kAided, kCharged, kConvicted, kSued, kWon, kDefeated, kCandidateIn, kAcquired,
  kMergedWith, kOwns, kJoined, kLeft, kAppointed, kAbout, kWrittenBy,
};
// clang-format on
inline constexpr int kRelationTypeCount = 47;

enum class Polarity : uint8_t { kPositive, kNegated };
enum class Modality : uint8_t { kActual, kReported, kPlanned, kHypothetical };

// A set of node types, one bit each.
using TypeSet = uint16_t;
constexpr TypeSet SetOf(NodeType type) {
  return static_cast<TypeSet>(1u << static_cast<int>(type));
}
constexpr bool Has(TypeSet set, NodeType type) { return (set & SetOf(type)) != 0; }

struct RelationRow {
  RelationType type;
  std::string_view name;  // "released"
  TypeSet domain;         // what may be the source
  TypeSet range;          // what may be the target
  bool symmetric;
  std::string_view plover;  // PLOVER's event class, or empty
  std::string_view cameo;   // CAMEO's code, or empty
};

const RelationRow& RelationInfo(RelationType type);
std::string_view NameOf(NodeType type);
std::string_view NameOf(RelationType type);
std::string_view NameOf(Polarity polarity);
std::string_view NameOf(Modality modality);

// "released" -> kReleased; nothing for a name the ontology lacks.
std::optional<RelationType> ParseRelationType(std::string_view name);
// "Person" -> its set; "Actor" -> Person, Organization, Country and Group.
std::optional<TypeSet> ParseTypeSet(std::string_view name);

bool Allows(RelationType type, NodeType source, NodeType target);

}  // namespace newsgraph::text
