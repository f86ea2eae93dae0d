// Facts: the edges of one article while they are found, between entities of its Document.
//
//   facts.Add({.source = a, .target = b, .relation = RelationType::kReleased, ...});
//
// The same edge found twice is kept once: the surest reading stays and the evidence is joined.
// One thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

struct Fact {
  uint32_t source = kNone;  // entities
  uint32_t target = kNone;
  RelationType relation = RelationType::kAbout;
  Polarity polarity = Polarity::kPositive;
  Modality modality = Modality::kActual;
  bool inferred = false;
  std::string rule;
  float confidence = 0.8f;
  CalendarDate date;
  uint32_t attributed_to = kNone;  // entity
  std::string label;
  std::vector<uint32_t> sentences;  // evidence
  uint32_t cue = kNone;             // the token that the rule went by
  bool outside = false;             // told by the byline or dateline, which are no sentences
};

// The confidence of what a group is called, which holds for its members and is no edge of its own.
inline constexpr float kOnlyForMembers = 0.5f;

// What an office, an apposition or a possessive says beside a name: a fact of the rule "role".
inline Fact StatedRole(uint32_t source, RelationType relation, uint32_t target, uint32_t sentence,
                       float confidence) {
  Fact fact;
  fact.source = source;
  fact.target = target;
  fact.relation = relation;
  fact.rule = "role";
  fact.confidence = confidence;
  fact.sentences = {sentence};
  return fact;
}

// A passive without its agent: "both detained for years". Agents are looked for at the end.
struct AgentlessFact {
  Fact fact;               // source is kNone
  uint32_t where = kNone;  // the country it happened in, if the clause says so
};

class Facts {
 public:
  // Leaves out self loops, unknown ends and what the ontology forbids.
  //   returns whether the fact is new
  bool Add(const Document& doc, Fact fact);

  // Drops what the same or a later sentence denies: a correction stands against the claim.
  void DropContradicted();

  // "was convicted of killing X", where the same or a later sentence tells that the conviction was
  // overturned: that somebody killed X is then what a court once said.
  void DoubtOverturned(const Document& doc);

  const std::vector<Fact>& list() const { return list_; }
  // Whether source -relation-> target is there with this polarity (either way if symmetric).
  bool Contains(uint32_t source, RelationType relation, uint32_t target, Polarity polarity) const;

  std::vector<AgentlessFact> agentless;

 private:
  struct Key {
    uint32_t source, target;
    uint16_t what;  // relation and polarity
    bool operator==(const Key&) const = default;
    template <typename H>
    friend H AbslHashValue(H h, const Key& k) {
      return H::combine(std::move(h), k.source, k.target, k.what);
    }
  };
  static Key KeyOf(uint32_t source, RelationType relation, uint32_t target, Polarity polarity);

  std::vector<Fact> list_;
  absl::flat_hash_map<Key, uint32_t> by_key_;
};

}  // namespace newsgraph::text
