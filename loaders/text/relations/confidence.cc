#include "loaders/text/relations/confidence.h"

#include <algorithm>
#include <initializer_list>

namespace newsgraph::text {
namespace {

// How many of the bounds a number is above.
size_t Band(size_t number, std::initializer_list<size_t> bounds) {
  return static_cast<size_t>(
      std::count_if(bounds.begin(), bounds.end(), [&](size_t bound) { return number > bound; }));
}

uint32_t Between(uint32_t a, uint32_t b) { return a > b ? a - b : b - a; }

// How sure the models were of the type of a name; what has no name is the last band.
size_t LeadBand(const Document& doc, const Entity& entity) {
  if (!entity.noun.empty()) return 4;
  float most = 0;
  for (uint32_t m : entity.mentions) most = std::max(most, doc.mentions[m].lead);
  return most < 1 ? 0 : most < 4 ? 1 : most < 10 ? 2 : 3;
}

size_t GradeBand(float grade) {
  return static_cast<size_t>(std::clamp(grade * 20 - 8, 0.0f, 11.0f));
}

}  // namespace

bool IsUnnamed(const Entity& entity) {
  const bool may = entity.type == NodeType::kEvent || entity.type == NodeType::kGroup ||
                   entity.type == NodeType::kTopic || entity.type == NodeType::kWork;
  return may && !entity.noun.empty();
}

Confidence::Confidence(const Document& doc, const Facts& facts, const ConfidenceTable& table)
    : doc_(doc), table_(table), fact_count_(doc.entities.size(), 0) {
  for (const Fact& fact : facts.list()) {
    ++fact_count_[fact.source];
    ++fact_count_[fact.target];
  }
}

Confidence::End Confidence::EndOf(uint32_t entity, const Fact& fact) const {
  End end;
  if (fact.sentences.empty()) return end;
  const Sentence& sentence = doc_.SentenceAt(fact.sentences[0]);
  const uint32_t cue = fact.cue == kNone ? sentence.begin : fact.cue;
  std::vector<uint32_t> rivals;
  for (uint32_t m = doc_.MentionsBefore(sentence.begin); m < doc_.mentions.size(); ++m) {
    const Mention& mention = doc_.mentions[m];
    if (mention.head >= sentence.end) break;
    if (mention.entity == kNone) continue;
    if (mention.entity == entity) {
      if (end.head != kNone && Between(mention.head, cue) >= Between(end.head, cue)) continue;
      end.head = mention.head;
      end.kind = mention.demonym ? 3 : static_cast<size_t>(mention.kind);
    } else if (doc_.entities[mention.entity].type == doc_.entities[entity].type &&
               std::find(rivals.begin(), rivals.end(), mention.entity) == rivals.end()) {
      rivals.push_back(mention.entity);
    }
  }
  end.rivals = rivals.size();
  return end;
}

std::vector<Sign> Confidence::SignsOf(const Fact& fact) const {
  std::vector<Sign> signs;
  const auto add = [&](SignFamily family, size_t value) { signs.push_back(SignOf(family, value)); };
  const Entity& source = doc_.entities[fact.source];
  const Entity& target = doc_.entities[fact.target];
  const End from = EndOf(fact.source, fact), to = EndOf(fact.target, fact);
  const bool office = fact.rule == "role" && fact.inferred;
  const size_t rule = RowOfRule(office ? "office" : fact.rule);
  const size_t relation = static_cast<size_t>(fact.relation);
  size_t apart = 0;  // an end is elsewhere
  if (from.head != kNone && to.head != kNone)
    apart = 1 + Band(Between(from.head, to.head), {1, 3, 6, 10, 16});
  add(SignFamily::kAny, 0);
  add(SignFamily::kRule, rule);
  add(SignFamily::kRelation, relation);
  add(SignFamily::kRuleRelation, rule * kRelationTypeCount + relation);
  add(SignFamily::kRuleApart, rule * kApartBands + apart);
  add(SignFamily::kApart, apart);
  add(SignFamily::kGrade, GradeBand(fact.confidence));
  add(SignFamily::kPolarity, static_cast<size_t>(fact.polarity));
  add(SignFamily::kModality, static_cast<size_t>(fact.modality));
  add(SignFamily::kSourceType, static_cast<size_t>(source.type));
  add(SignFamily::kTargetType, static_cast<size_t>(target.type));
  add(SignFamily::kSourceKind, from.kind);
  add(SignFamily::kTargetKind, to.kind);
  add(SignFamily::kSourceRivals, from.rivals);
  add(SignFamily::kTargetRivals, to.rivals);
  add(SignFamily::kSourceMentions, Band(source.mentions.size(), {1, 2, 4, 8}));
  add(SignFamily::kTargetMentions, Band(target.mentions.size(), {1, 2, 4, 8}));
  add(SignFamily::kSourceLead, LeadBand(doc_, source));
  add(SignFamily::kTargetLead, LeadBand(doc_, target));
  add(SignFamily::kSourceFacts, Band(fact_count_[fact.source], {1, 2, 4, 8}));
  add(SignFamily::kTargetFacts, Band(fact_count_[fact.target], {1, 2, 4, 8}));
  add(SignFamily::kSentences, fact.sentences.size());
  if (fact.cue != kNone && from.head != kNone)
    add(SignFamily::kCueApart, Band(Between(from.head, fact.cue), {1, 4, 8, 14}));
  if (!fact.sentences.empty()) {
    add(SignFamily::kLength, Band(doc_.SentenceAt(fact.sentences[0]).size(), {8, 16, 26, 38}));
    add(SignFamily::kBlock, static_cast<size_t>(doc_.BlockOf(fact.sentences[0]).kind));
  }
  return signs;
}

float Confidence::Of(const Fact& fact) const {
  return fact.rule == "subset" ? fact.confidence : table_.Of(SignsOf(fact));
}

}  // namespace newsgraph::text
