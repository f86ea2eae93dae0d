// The closed label sets the models answer with: Universal Dependencies' parts of speech and
// relations, the Penn Treebank's tags and the kinds of names.
//
// Each enum's values are also its indexes in the weights, so the order is part of their format.
// NameOf(label) is the spelling in the treebanks ("nsubj:pass"); Parse goes back. Thread-safe: no
// state.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace newsgraph::text {

// clang-format off

// Universal part of speech. https://universaldependencies.org/u/pos/
enum class Upos : uint8_t {
  kAdj, kAdp, kAdv, kAux, kCconj, kDet, kIntj, kNoun, kNum, kPart, kPron, kPropn, kPunct, kSconj,
  kSym, kVerb, kX,
};
inline constexpr int kUposCount = 17;

// Penn Treebank tag, as used by UD English.
enum class Xpos : uint8_t {
  kDollar, kQuoteClose, kComma, kRoundOpen, kRoundClose, kStop, kColon,  // $ '' , -LRB- -RRB- . :
  kADD, kAFX, kCC, kCD, kDT, kEX, kFW, kGW, kHYPH, kIN, kJJ, kJJR, kJJS, kLS, kMD, kNFP, kNN, kNNP,
  kNNPS, kNNS, kPDT, kPOS, kPRP, kPRPPoss, kRB, kRBR, kRBS, kRP, kSYM, kTO, kUH, kVB, kVBD, kVBG,
  kVBN, kVBP, kVBZ, kWDT, kWP, kWPPoss, kWRB, kQuoteOpen,  // kPRPPoss: PRP$, kQuoteOpen: ``
};
inline constexpr int kXposCount = 49;

// Relation of a word to its head, with English subtypes. https://universaldependencies.org/u/dep/
enum class Relation : uint8_t {
  kAcl, kAclRelcl, kAdvcl, kAdvclRelcl, kAdvmod, kAmod, kAppos, kAux, kAuxPass, kCase, kCc,
  kCcPreconj, kCcomp, kCompound, kCompoundPrt, kConj, kCop, kCsubj, kCsubjOuter, kCsubjPass, kDep,
  kDet, kDetPredet, kDiscourse, kDislocated, kExpl, kFixed, kFlat, kGoeswith, kIobj, kList, kMark,
  kNmod, kNmodDesc, kNmodPoss, kNmodUnmarked, kNsubj, kNsubjOuter, kNsubjPass, kNummod, kObj, kObl,
  kOblAgent, kOblUnmarked, kOrphan, kParataxis, kPunct, kReparandum, kRoot, kVocative, kXcomp,
};
inline constexpr int kRelationCount = 51;

// clang-format on

enum class NameType : uint8_t {
  kPerson,
  kOrganization,
  kLocation,  // countries (with demonyms that stand for them), cities, regions, facilities
  kMisc,      // events, works, awards, products, and what fits nowhere else
};
inline constexpr int kNameTypeCount = 4;

std::string_view NameOf(Upos upos);          // "PROPN"
std::string_view NameOf(Xpos xpos);          // "NNP"
std::string_view NameOf(Relation relation);  // "nsubj:pass"
std::string_view NameOf(NameType type);      // "PER" "ORG" "LOC" "MISC"

std::optional<Upos> ParseUpos(std::string_view name);
std::optional<Xpos> ParseXpos(std::string_view name);
std::optional<Relation> ParseRelation(std::string_view name);  // unknown subtype: the bare relation
std::optional<NameType> ParseNameType(std::string_view name);

}  // namespace newsgraph::text
