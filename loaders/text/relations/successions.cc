// Who holds an office before or after another: "X succeeds Y", "Y was replaced by X", "X took over
// from Y". The office that one of them is known to hold is the other's as well.
#include <algorithm>

#include "loaders/text/clauses/arguments.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/relations/relations.h"

namespace newsgraph::text {
namespace {

class SuccessionReader {
 public:
  SuccessionReader(const Document& doc, const Clauses& clauses, Facts& facts)
      : doc_(doc), clauses_(clauses), facts_(facts) {}

  void Read() {
    for (uint32_t t = 0; t < doc_.words().size(); ++t) {
      if (doc_.WordAt(t).upos != Upos::kVerb) continue;
      const std::string_view lemma = doc_.Lemma(t);
      if (lemma == "succeed" || lemma == "replace") {
        Between(t, kObject);
      } else if (lemma == "take" && t + 1 < doc_.words().size() && doc_.Lower(t + 1) == "over") {
        Between(t, SlotOfPreposition("from"));
      }
    }
  }

 private:
  uint32_t PersonIn(const Arguments& arguments, Slot slot) const {
    const uint32_t token = arguments.At(slot);
    if (token == kNone) return kNone;
    const auto people = EntitiesOf(doc_, clauses_, token, SetOf(NodeType::kPerson));
    return people.size() == 1 ? people[0] : kNone;
  }

  void Between(uint32_t verb, Slot other) {
    const Scope scope = clauses_.ScopeOf(verb);
    if (scope.polarity == Polarity::kNegated || scope.modality == Modality::kHypothetical) return;
    const Arguments arguments = clauses_.OfVerb(verb);
    const uint32_t next = PersonIn(arguments, kSubject), last = PersonIn(arguments, other);
    if (next == kNone || last == kNone || next == last) return;
    Share(last, next, verb, scope.modality);
    Share(next, last, verb, Modality::kActual);
  }

  // The office of `holder` told of nearest to the verb, for `person` unless they have one.
  void Share(uint32_t holder, uint32_t person, uint32_t verb, Modality modality) {
    constexpr uint32_t kNear = 3;  // sentences
    const uint32_t sentence = doc_.SentenceOf(verb);
    const auto distance = [&](const Fact& fact) {
      const uint32_t there = fact.sentences.empty() ? 0 : fact.sentences[0];
      return there < sentence ? sentence - there : there - sentence;
    };
    const Fact* office = nullptr;
    for (const Fact& fact : facts_.list()) {
      const bool holds =
          fact.polarity == Polarity::kPositive &&
          (fact.relation == RelationType::kLeads || fact.relation == RelationType::kWorksFor);
      if (!holds || distance(fact) > kNear) continue;
      if (fact.source == person) return;
      if (fact.source == holder && (office == nullptr || distance(fact) < distance(*office)))
        office = &fact;
    }
    if (office == nullptr) return;
    Fact shared = *office;
    shared.source = person;
    shared.modality = modality;
    shared.inferred = true;
    shared.rule = "role";
    shared.confidence = 0.6f;
    shared.sentences = {sentence};
    facts_.Add(doc_, std::move(shared));
  }

  const Document& doc_;
  const Clauses& clauses_;
  Facts& facts_;
};

}  // namespace

void FindSuccessions(const Document& doc, const Clauses& clauses, Facts& facts) {
  SuccessionReader(doc, clauses, facts).Read();
}

}  // namespace newsgraph::text
