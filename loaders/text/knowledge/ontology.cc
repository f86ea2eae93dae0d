#include "loaders/text/knowledge/ontology.h"

#include <array>

#include "graph/base/check.h"

namespace newsgraph::text {
namespace {

constexpr TypeSet kPer = SetOf(NodeType::kPerson);
constexpr TypeSet kOrg = SetOf(NodeType::kOrganization);
constexpr TypeSet kCou = SetOf(NodeType::kCountry);
constexpr TypeSet kPla = SetOf(NodeType::kPlace);
constexpr TypeSet kEve = SetOf(NodeType::kEvent);
constexpr TypeSet kGro = SetOf(NodeType::kGroup);
constexpr TypeSet kTop = SetOf(NodeType::kTopic);
constexpr TypeSet kCom = SetOf(NodeType::kCommodity);
constexpr TypeSet kAwa = SetOf(NodeType::kAward);
constexpr TypeSet kWor = SetOf(NodeType::kWork);
constexpr TypeSet kPro = SetOf(NodeType::kProduct);
constexpr TypeSet kArt = SetOf(NodeType::kArticle);
constexpr TypeSet kActor = kPer | kOrg | kCou | kGro;
constexpr TypeSet kAny = 0xfff;
constexpr TypeSet kMatter = kEve | kTop | kWor;

using R = RelationType;

// clang-format off
constexpr std::array<RelationRow, kRelationTypeCount> kRows = {{
    {R::kLeads, "leads", kPer, kOrg | kCou | kGro | kEve | kPla, false, "", ""},
    {R::kWorksFor, "works_for", kPer | kGro, kOrg | kCou | kPer, false, "", ""},
    {R::kMemberOf, "member_of", kActor, kOrg | kGro, false, "", ""},
    {R::kPartOf, "part_of", kOrg | kGro | kEve | kWor, kOrg | kGro | kEve | kWor | kCou, false, "", ""},
    {R::kLocatedIn, "located_in", kPla | kOrg | kCou, kPla | kCou, false, "", ""},
    {R::kNationality, "nationality", kPer | kGro | kOrg, kCou, false, "", ""},
    {R::kFamilyOf, "family_of", kPer | kGro, kPer, true, "", ""},
    {R::kAwarded, "awarded", kPer | kOrg | kGro, kAwa, false, "", ""},
    {R::kProduces, "produces", kCou | kOrg | kPla, kCom | kPro, false, "", ""},
    {R::kParticipatedIn, "participated_in", kActor, kEve, false, "", ""},
    {R::kOccurredIn, "occurred_in", kEve | kWor, kPla | kCou, false, "", ""},
    {R::kCaused, "caused", kEve | kTop, kEve | kGro | kTop, false, "", ""},
    {R::kNegotiatedWith, "negotiated_with", kActor, kActor, true, "CONSULT", "046"},
    {R::kMetWith, "met_with", kActor, kActor, true, "CONSULT", "04"},
    {R::kAgreedWith, "agreed_with", kActor, kActor, true, "AGREE", "057"},
    {R::kMediated, "mediated", kActor, kEve | kActor, false, "CONSULT", "045"},
    {R::kRecognises, "recognises", kActor, kActor | kPla, false, "SUPPORT", "054"},
    {R::kSupports, "supports", kActor, kActor | kMatter, false, "SUPPORT", "05"},
    {R::kCriticised, "criticised", kActor, kActor | kMatter, false, "ACCUSE", "11"},
    {R::kDemandedFrom, "demanded_from", kActor, kActor, false, "REQUEST", "10"},
    {R::kRejected, "rejected", kActor, kActor | kMatter, false, "REJECT", "12"},
    {R::kThreatened, "threatened", kActor, kActor, false, "THREATEN", "13"},
    {R::kSanctioned, "sanctioned", kActor, kActor | kCom, false, "SANCTION", "163"},
    {R::kLiftedSanctionsOn, "lifted_sanctions_on", kActor, kActor | kCom, false, "RETREAT", "085"},
    {R::kDetained, "detained", kActor, kPer | kGro, false, "COERCE", "173"},
    {R::kReleased, "released", kActor, kPer | kGro, false, "RETREAT", "0841"},
    {R::kReleasedTo, "released_to", kPer | kGro, kCou | kPla, false, "RETREAT", "0841"},
    {R::kTravelledTo, "travelled_to", kActor, kPla | kCou | kEve, false, "CONSULT", "042"},
    {R::kAttacked, "attacked", kActor, kActor | kPla, false, "ASSAULT", "19"},
    {R::kKilled, "killed", kActor | kEve | kTop, kPer | kGro, false, "ASSAULT", "18"},
    {R::kInjured, "injured", kActor | kEve, kPer | kGro, false, "ASSAULT", "18"},
    {R::kProtestedAgainst, "protested_against", kActor, kActor | kMatter, false, "PROTEST", "14"},
    {R::kAided, "aided", kActor, kActor | kPla | kEve, false, "AID", "07"},
    {R::kCharged, "charged", kActor, kPer | kOrg | kGro, false, "COERCE", "1712"},
    {R::kConvicted, "convicted", kActor, kPer | kOrg | kGro, false, "COERCE", "17"},
    {R::kSued, "sued", kActor, kActor, false, "REJECT", "12"},
    {R::kWon, "won", kActor, kEve | kAwa, false, "", ""},
    {R::kDefeated, "defeated", kActor, kActor, false, "", ""},
    {R::kCandidateIn, "candidate_in", kPer | kOrg | kGro, kEve, false, "", ""},
    {R::kAcquired, "acquired", kOrg | kPer | kGro | kCou, kOrg | kPro | kPla, false, "", ""},
    {R::kMergedWith, "merged_with", kOrg, kOrg, true, "", ""},
    {R::kOwns, "owns", kActor, kOrg | kPro | kPla, false, "", ""},
    {R::kJoined, "joined", kPer | kOrg | kCou, kOrg, false, "", ""},
    {R::kLeft, "left", kPer | kOrg | kCou, kOrg, false, "", ""},
    {R::kAppointed, "appointed", kActor, kPer, false, "", ""},
    {R::kAbout, "about", kArt, kAny, false, "", ""},
    {R::kWrittenBy, "written_by", kArt, kPer | kOrg, false, "", ""},
}};
// clang-format on

constexpr std::array<std::string_view, kNodeTypeCount + 1> kNodeNames = {
    "Person",    "Organization", "Country", "Place",   "Event",   "Group", "Topic",
    "Commodity", "Award",        "Work",    "Product", "Article", ""};

}  // namespace

const RelationRow& RelationInfo(RelationType type) {
  const RelationRow& row = kRows[static_cast<size_t>(type)];
  DCHECK(row.type == type);
  return row;
}

std::string_view NameOf(NodeType type) { return kNodeNames[static_cast<size_t>(type)]; }
std::string_view NameOf(RelationType type) { return RelationInfo(type).name; }
std::string_view NameOf(Polarity polarity) {
  return polarity == Polarity::kNegated ? "negated" : "positive";
}

std::string_view NameOf(Modality modality) {
  switch (modality) {
    case Modality::kActual:
      return "actual";
    case Modality::kReported:
      return "reported";
    case Modality::kPlanned:
      return "planned";
    case Modality::kHypothetical:
      return "hypothetical";
  }
  return "";
}

std::optional<RelationType> ParseRelationType(std::string_view name) {
  for (const RelationRow& row : kRows) {
    if (row.name == name) return row.type;
  }
  return std::nullopt;
}

std::optional<TypeSet> ParseTypeSet(std::string_view name) {
  if (name == "Actor") return kActor;
  if (name == "Any") return kAny;
  for (int i = 0; i < kNodeTypeCount; ++i) {
    if (kNodeNames[i] == name) return SetOf(static_cast<NodeType>(i));
  }
  return std::nullopt;
}

bool Allows(RelationType type, NodeType source, NodeType target) {
  const RelationRow& row = RelationInfo(type);
  return Has(row.domain, source) && Has(row.range, target);
}

}  // namespace newsgraph::text
