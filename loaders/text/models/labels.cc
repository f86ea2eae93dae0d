#include "loaders/text/models/labels.h"

#include <iterator>

namespace newsgraph::text {
namespace {

constexpr std::string_view kUpos[] = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
};
static_assert(std::size(kUpos) == kUposCount);

constexpr std::string_view kXpos[] = {
    "$",   "''",  ",",    "-LRB-", "-RRB-", ".",   ":",   "ADD", "AFX", "CC",  "CD", "DT",  "EX",
    "FW",  "GW",  "HYPH", "IN",    "JJ",    "JJR", "JJS", "LS",  "MD",  "NFP", "NN", "NNP", "NNPS",
    "NNS", "PDT", "POS",  "PRP",   "PRP$",  "RB",  "RBR", "RBS", "RP",  "SYM", "TO", "UH",  "VB",
    "VBD", "VBG", "VBN",  "VBP",   "VBZ",   "WDT", "WP",  "WP$", "WRB", "``",
};
static_assert(std::size(kXpos) == kXposCount);

constexpr std::string_view kRelations[] = {
    "acl",         "acl:relcl",    "advcl",        "advcl:relcl", "advmod",     "amod",
    "appos",       "aux",          "aux:pass",     "case",        "cc",         "cc:preconj",
    "ccomp",       "compound",     "compound:prt", "conj",        "cop",        "csubj",
    "csubj:outer", "csubj:pass",   "dep",          "det",         "det:predet", "discourse",
    "dislocated",  "expl",         "fixed",        "flat",        "goeswith",   "iobj",
    "list",        "mark",         "nmod",         "nmod:desc",   "nmod:poss",  "nmod:unmarked",
    "nsubj",       "nsubj:outer",  "nsubj:pass",   "nummod",      "obj",        "obl",
    "obl:agent",   "obl:unmarked", "orphan",       "parataxis",   "punct",      "reparandum",
    "root",        "vocative",     "xcomp",
};
static_assert(std::size(kRelations) == kRelationCount);

constexpr std::string_view kNameTypes[] = {"PER", "ORG", "LOC", "MISC"};
static_assert(std::size(kNameTypes) == kNameTypeCount);

template <class Label, size_t n>
std::optional<Label> Parse(const std::string_view (&names)[n], std::string_view name) {
  for (size_t i = 0; i < n; ++i) {
    if (names[i] == name) return static_cast<Label>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view NameOf(Upos upos) { return kUpos[static_cast<int>(upos)]; }
std::string_view NameOf(Xpos xpos) { return kXpos[static_cast<int>(xpos)]; }
std::string_view NameOf(Relation relation) { return kRelations[static_cast<int>(relation)]; }
std::string_view NameOf(NameType type) { return kNameTypes[static_cast<int>(type)]; }

std::optional<Upos> ParseUpos(std::string_view name) { return Parse<Upos>(kUpos, name); }
std::optional<Xpos> ParseXpos(std::string_view name) { return Parse<Xpos>(kXpos, name); }
std::optional<Relation> ParseRelation(std::string_view name) {
  const auto exact = Parse<Relation>(kRelations, name);
  return exact ? exact : Parse<Relation>(kRelations, name.substr(0, name.find(':')));
}
std::optional<NameType> ParseNameType(std::string_view name) {
  return Parse<NameType>(kNameTypes, name);
}

}  // namespace newsgraph::text
