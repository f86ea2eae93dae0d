#include "loaders/text/knowledge/signs.h"

#include <algorithm>
#include <array>

#include "graph/base/strings.h"
#include "loaders/text/knowledge/ontology.h"

namespace newsgraph::text {
namespace {

constexpr std::array<std::string_view, 13> kRules = {
    "frame",        "role",          "office",   "byline",   "title",     "group-member", "subset",
    "named member", "passive-agent", "employer", "ellipsis", "event-arg", "other"};
constexpr std::array<std::string_view, 5> kKinds = {"name", "nominal", "pronoun", "demonym",
                                                    "absent"};
constexpr size_t kRelations = kRelationTypeCount;
constexpr size_t kTypes = kNodeTypeCount + 1;

std::string Number(size_t value) { return Cat(value); }
std::string RuleName(size_t value) { return std::string(kRules[value]); }
std::string RelationName(size_t value) {
  return std::string(NameOf(static_cast<RelationType>(value)));
}
std::string TypeName(size_t value) {
  return value == static_cast<size_t>(NodeType::kNone)
             ? "none"
             : std::string(NameOf(static_cast<NodeType>(value)));
}
std::string KindName(size_t value) { return std::string(kKinds[value]); }
std::string PolarityName(size_t value) { return std::string(NameOf(static_cast<Polarity>(value))); }
std::string ModalityName(size_t value) { return std::string(NameOf(static_cast<Modality>(value))); }
std::string RuleRelationName(size_t value) {
  return Cat(RuleName(value / kRelations), "+", RelationName(value % kRelations));
}
std::string RuleApartName(size_t value) {
  return Cat(RuleName(value / kApartBands), "+", value % kApartBands);
}

struct FamilyRow {
  std::string_view name;
  uint16_t size;
  std::string (*value)(size_t);
};
constexpr std::array<FamilyRow, kSignFamilies> kFamilies = {{
    {"any", 1, Number},
    {"rule", kRules.size(), RuleName},
    {"relation", kRelations, RelationName},
    {"rule_relation", kRules.size() * kRelations, RuleRelationName},
    {"rule_apart", kRules.size() * kApartBands, RuleApartName},
    {"grade", 12, Number},
    {"polarity", 2, PolarityName},
    {"modality", 4, ModalityName},
    {"source_type", kTypes, TypeName},
    {"target_type", kTypes, TypeName},
    {"source_kind", kKinds.size(), KindName},
    {"target_kind", kKinds.size(), KindName},
    {"source_rivals", 4, Number},
    {"target_rivals", 4, Number},
    {"apart", kApartBands, Number},
    {"cue_apart", 5, Number},
    {"length", 5, Number},
    {"block", 11, Number},
    {"source_mentions", 5, Number},
    {"target_mentions", 5, Number},
    {"source_lead", 5, Number},
    {"target_lead", 5, Number},
    {"source_facts", 5, Number},
    {"target_facts", 5, Number},
    {"sentences", 3, Number},
}};

// The first sign of each family, and behind the last.
constexpr std::array<Sign, kSignFamilies + 1> kStarts = [] {
  std::array<Sign, kSignFamilies + 1> starts{};
  for (size_t f = 0; f < kSignFamilies; ++f)
    starts[f + 1] = static_cast<Sign>(starts[f] + kFamilies[f].size);
  return starts;
}();

}  // namespace

Sign SignCount() { return kStarts[kSignFamilies]; }

std::string NameOfSign(Sign sign) {
  size_t family = 0;
  while (kStarts[family + 1] <= sign) ++family;
  return Cat(kFamilies[family].name, " ", kFamilies[family].value(sign - kStarts[family]));
}

Sign SignOf(SignFamily family, size_t value) {
  const auto f = static_cast<size_t>(family);
  return static_cast<Sign>(kStarts[f] + std::min<size_t>(value, kFamilies[f].size - 1u));
}

size_t RowOfRule(std::string_view rule) {
  const auto row = std::find(kRules.begin(), kRules.end(), rule.substr(0, rule.find(':')));
  return std::min<size_t>(static_cast<size_t>(row - kRules.begin()), kRules.size() - 1);
}

}  // namespace newsgraph::text
