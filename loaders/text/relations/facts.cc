#include "loaders/text/relations/facts.h"

#include <algorithm>

namespace newsgraph::text {

Facts::Key Facts::KeyOf(uint32_t source, RelationType relation, uint32_t target,
                        Polarity polarity) {
  if (RelationInfo(relation).symmetric && target < source) std::swap(source, target);
  return {source, target,
          static_cast<uint16_t>(static_cast<int>(relation) * 2 + static_cast<int>(polarity))};
}

bool Facts::Contains(uint32_t source, RelationType relation, uint32_t target,
                     Polarity polarity) const {
  return by_key_.contains(KeyOf(source, relation, target, polarity));
}

void Facts::DropContradicted() {
  std::vector<Fact> kept;
  for (Fact& fact : list_) {
    const auto denial =
        by_key_.find(KeyOf(fact.source, fact.relation, fact.target, Polarity::kNegated));
    const bool denied = fact.polarity == Polarity::kPositive && denial != by_key_.end() &&
                        !fact.sentences.empty() && !list_[denial->second].sentences.empty() &&
                        list_[denial->second].sentences[0] >= fact.sentences[0];
    if (!denied) kept.push_back(fact);
  }
  list_ = std::move(kept);
  by_key_.clear();
  for (uint32_t i = 0; i < list_.size(); ++i) {
    const Fact& fact = list_[i];
    by_key_[KeyOf(fact.source, fact.relation, fact.target, fact.polarity)] = i;
  }
}

void Facts::DoubtOverturned(const Document& doc) {
  constexpr std::string_view kVerdict = "+conviction";
  for (const Fact& undone : list_) {
    if (undone.relation != RelationType::kConvicted || undone.polarity != Polarity::kNegated ||
        undone.modality != Modality::kActual || !undone.rule.ends_with(kVerdict))
      continue;
    for (Fact& deed : list_) {
      if (deed.source != undone.target || deed.polarity != Polarity::kPositive ||
          deed.modality != Modality::kActual || deed.cue == kNone || deed.sentences.size() != 1 ||
          deed.sentences[0] > undone.sentences[0])
        continue;
      const Word& cue = doc.WordAt(deed.cue);
      const bool below = cue.relation == Relation::kAdvcl || cue.relation == Relation::kObl;
      if (!below || cue.head == kNoHead) continue;
      const std::string_view judged = doc.Lemma(cue.head);
      if (judged == "convict" || judged == "guilty" || judged == "jail" || judged == "sentence" ||
          judged == "imprison")
        deed.modality = Modality::kReported;
    }
  }
}

bool Facts::Add(const Document& doc, Fact fact) {
  if (fact.source == kNone || fact.target == kNone || fact.source == fact.target) return false;
  if (!Allows(fact.relation, doc.entities[fact.source].type, doc.entities[fact.target].type))
    return false;
  const auto [it, fresh] =
      by_key_.try_emplace(KeyOf(fact.source, fact.relation, fact.target, fact.polarity),
                          static_cast<uint32_t>(list_.size()));
  if (fresh) {
    list_.push_back(std::move(fact));
    return true;
  }
  Fact& old = list_[it->second];
  for (uint32_t s : fact.sentences) {
    if (std::find(old.sentences.begin(), old.sentences.end(), s) == old.sentences.end() &&
        old.sentences.size() < 16) {
      old.sentences.push_back(s);
    }
  }
  const bool surer = fact.modality == Modality::kActual && old.modality != Modality::kActual;
  if (surer) old.modality = fact.modality;
  if (fact.confidence > old.confidence) {
    old.confidence = fact.confidence;
    old.rule = fact.rule;
    old.inferred = fact.inferred;
  }
  if (!old.date.Known()) old.date = fact.date;
  if (old.label.empty()) old.label = std::move(fact.label);
  if (old.attributed_to == kNone) old.attributed_to = fact.attributed_to;
  return false;
}

}  // namespace newsgraph::text
