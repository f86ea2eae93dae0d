#include "loaders/text/relations/frame_contrasts.h"

#include <algorithm>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

// "A, not B," as the tree has it: what is joined to a token or set beside it with a "not".
void AddDenied(const Document& doc, uint32_t token, bool beside, std::vector<uint32_t>& out) {
  if (token == kNone) return;
  for (uint32_t child : doc.Children(token)) {
    const Relation r = doc.WordAt(child).relation;
    if ((r == Relation::kConj || (beside && r == Relation::kAppos)) &&
        doc.HasChildWord(child, "not"))
      out.push_back(child);
  }
}

// "but not B", ", not B", "and pointedly not B", "except B".
bool SetsApart(const Document& doc, uint32_t t) {
  const std::string& lower = doc.Lower(t);
  if (lower == "except" || lower == "excluding") return true;
  if (lower != "not") return false;
  const uint32_t before = doc.WordAt(t - 1).upos == Upos::kAdv ? t - 2 : t - 1;
  return doc.Text(before) == "," || IsOneOf(doc.Lower(before), {"but", "and"});
}

// The name that "not" stands before, over its article and preposition; kNone if a clause begins.
uint32_t NameSetApart(const Document& doc, uint32_t t, uint32_t end) {
  for (uint32_t u = t + 1; u < end && u < t + 5; ++u) {
    const uint32_t m = doc.MentionAt(u);
    if (m != kNone && doc.mentions[m].kind == MentionKind::kName) return doc.mentions[m].head;
    const Upos upos = doc.WordAt(u).upos;
    if (upos != Upos::kDet && upos != Upos::kAdp && upos != Upos::kAdj && upos != Upos::kNoun &&
        upos != Upos::kPropn)
      return kNone;
  }
  return kNone;
}

}  // namespace

LeftOut FindLeftOut(const Document& doc, const Frame& frame, uint32_t t,
                    const Arguments& arguments) {
  constexpr uint32_t kReach = 16;  // tokens behind the word
  LeftOut out;
  AddDenied(doc, arguments.At(frame.source[0]), true, out.sources);
  for (Slot slot : frame.target) {
    if (arguments.At(slot) == kNone) continue;
    AddDenied(doc, arguments.At(slot), false, out.targets);
    break;
  }
  const uint32_t end = std::min(doc.SentenceAt(doc.SentenceOf(t)).end, t + kReach);
  for (uint32_t u = t + 2; u + 1 < end; ++u) {
    const uint32_t name = SetsApart(doc, u) ? NameSetApart(doc, u, end) : kNone;
    if (name == kNone) continue;
    (doc.Lower(u + 1) == "by" ? out.sources : out.targets).push_back(name);
  }
  return out;
}

}  // namespace newsgraph::text
