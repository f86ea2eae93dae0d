#include "loaders/text/relations/frame_pairs.h"

#include <algorithm>
#include <string_view>

#include "loaders/text/clauses/arguments.h"
#include "loaders/text/relations/confidence.h"

namespace newsgraph::text {
namespace {

// "the merger of A and B" with B hung on the noun as A is.
void AddHungBeside(const Document& doc, const Clauses& clauses, uint32_t noun, uint32_t first,
                   TypeSet types, std::vector<uint32_t>& members) {
  for (uint32_t child : doc.Children(noun)) {
    if (child <= first || doc.Child(child, Relation::kCc) == kNone) continue;
    for (uint32_t e : EntitiesOf(doc, clauses, child, types)) {
      if (e != members[0]) members.push_back(e);
    }
  }
}

// "the merger of A and B", "foreign ministers from A and B met": the two behind the noun.
std::vector<uint32_t> PairBehind(const Document& doc, const Clauses& clauses, const Frame& frame,
                                 uint32_t t, const Arguments& arguments) {
  const bool verb = frame.word_class == WordClass::kVerb;
  const uint32_t noun = verb ? arguments.At(kSubject) : t;
  if (noun == kNone || (verb && !doc.WordAt(noun).IsPlural())) return {};
  for (uint32_t child : doc.Children(noun)) {
    const Relation r = doc.WordAt(child).relation;
    const std::string_view preposition = doc.Preposition(child);
    const bool of =
        r == Relation::kNmod &&
        (preposition == "of" || (verb && (preposition == "from" || preposition == "for")));
    if (!of && r != Relation::kNmodPoss && !(verb && r == Relation::kAmod)) continue;
    auto members = EntitiesOf(doc, clauses, child, frame.domain);
    if (of && members.size() == 1) AddHungBeside(doc, clauses, noun, child, frame.domain, members);
    if (members.size() >= 2) return members;
  }
  return {};
}

}  // namespace

bool FramePairs::Add(const FrameMatch& match) {
  const Frame& frame = match.frame;
  const Arguments& arguments = match.arguments;
  const uint32_t t = match.cue;
  std::vector<uint32_t> members;
  const bool verb = frame.word_class == WordClass::kVerb;
  // A verb with an object is no mutual act: "A and B signed players".
  const uint32_t object = arguments.At(kObject);
  const bool own = object != kNone && doc_.HasChildWord(object, "their");  // "merge their units"
  if (verb && frame.objects.empty() && object != kNone && !own) return false;
  const bool merged = arguments.passive && frame.relation == RelationType::kMergedWith;
  for (Slot slot : {kPair, verb ? (merged ? kObject : kSubject) : kPair}) {
    const auto some = EntitiesIn(doc_, clauses_, {slot}, arguments, frame.domain);
    if (some.size() > members.size()) members = some;
  }
  if (!verb && members.size() < 2 && doc_.Child(t, Relation::kNmodPoss) != kNone) {
    const auto owners = EntitiesIn(doc_, clauses_, {kSubject}, arguments, frame.domain);
    if (owners.size() >= 2) members = owners;
  }
  if (members.size() < 2) members = PairBehind(doc_, clauses_, frame, t, arguments);
  // "between A and B" cut in two by the parser.
  if (!verb && members.size() < 2) members = BetweenMembers(doc_, t, frame.domain);
  if (members.size() < 2 || members.size() > 6) return false;
  if (verb && frame.relation == RelationType::kAgreedWith && AgreeWithOthers(match, members))
    return true;
  const size_t named = static_cast<size_t>(std::count_if(
      members.begin(), members.end(), [&](uint32_t e) { return !IsUnnamed(doc_.entities[e]); }));
  if (named >= 2)  // "X and his counterparts, Y and Z"
    std::erase_if(members, [&](uint32_t e) { return IsUnnamed(doc_.entities[e]); });
  if (!verb && clauses_.ScopeOf(t).modality == Modality::kHypothetical) return true;
  for (size_t i = 0; i < members.size(); ++i) {
    for (size_t j = i + 1; j < members.size(); ++j) {
      facts_.Add(doc_, FrameFact(doc_, clauses_, match, members[i], members[j], 0.8f));
      // "A and B traded accusations": each accused the other.
      if (!RelationInfo(frame.relation).symmetric)
        facts_.Add(doc_, FrameFact(doc_, clauses_, match, members[j], members[i], 0.8f));
    }
  }
  return true;
}

// "Neither A nor B has agreed a new deal", "A and B refuse to settle": not with each other, but
// with the body they belong to or whom they took to court.
bool FramePairs::AgreeWithOthers(const FrameMatch& match, const std::vector<uint32_t>& members) {
  const Frame& frame = match.frame;
  const uint32_t t = match.cue;
  const uint32_t subject = clauses_.OfVerb(t).At(kSubject);
  bool neither = false;
  for (uint32_t token : subject == kNone ? std::vector<uint32_t>() : clauses_.Joined(subject)) {
    const uint32_t cc = doc_.Child(token, Relation::kCc);
    neither |= cc != kNone && doc_.Lower(cc) == "nor";
  }
  if (!neither && frame.lemma != "settle") return false;
  bool added = false;
  for (uint32_t member : members) {
    auto others = beyond_.Sued(member);
    if (others.empty()) others = beyond_.OwnBody(member, t);
    for (uint32_t other : others) {
      facts_.Add(doc_, FrameFact(doc_, clauses_, match, member, other, 0.75f));
      added = true;
    }
  }
  return added || neither;
}

}  // namespace newsgraph::text
