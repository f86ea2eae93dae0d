// Signs: what can be seen of a fact that tells how far to trust it, each with a number and a name.
//
//   NameOfSign(SignOf(SignFamily::kRelation, 0))      "relation leads"
//
// A sign is there or it is not; what is counted falls into bands. The numbers may change from
// version to version, the names do not. Thread-safe: constant tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace newsgraph::text {

using Sign = uint16_t;

enum class SignFamily : uint8_t {
  kAny,
  kRule,
  kRelation,
  kRuleRelation,
  kRuleApart,
  kGrade,  // what the rule itself gave
  kPolarity,
  kModality,
  kSourceType,
  kTargetType,
  kSourceKind,
  kTargetKind,
  kSourceRivals,
  kTargetRivals,
  kApart,
  kCueApart,
  kLength,  // of the sentence
  kBlock,
  kSourceMentions,
  kTargetMentions,
  kSourceLead,
  kTargetLead,
  kSourceFacts,
  kTargetFacts,
  kSentences,
};
inline constexpr size_t kSignFamilies = static_cast<size_t>(SignFamily::kSentences) + 1;
// How far apart two ends stand: bands of the families that have it.
inline constexpr size_t kApartBands = 7;

// Values beyond the last band of a family are of the last.
Sign SignOf(SignFamily family, size_t value);
Sign SignCount();
// "relation leads", "rule_relation role+leads", "apart 3".
std::string NameOfSign(Sign sign);
// The value in family kRule of a fact's rule: of "frame:free" that of all frames. "office" is a
// role that names no owner.
size_t RowOfRule(std::string_view rule);

}  // namespace newsgraph::text
