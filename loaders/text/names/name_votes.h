// What kind of thing an unknown name names, in votes: those of its own words and those of the words
// beside it. name_types.cc adds them over all places of one name, with what the models said.
#pragma once

#include <array>

#include "loaders/text/words/document.h"

namespace newsgraph::text {

// By NodeType; the last is kNone's. Evidence against a type counts below zero.
using Votes = std::array<int, kNodeTypeCount + 1>;

inline void AddVotes(Votes& votes, NodeType type, int weight) {
  if (type != NodeType::kNone) votes[static_cast<size_t>(type)] += weight;
}

// The type that the word says which heads a name of several words: "Court" of "Court of Appeal",
// "Rovers" of "Dunmore Rovers"; kNone: it says nothing.
NodeType TypeOfHeadWord(const Document& doc, const Mention& name);

// Whether the words of the name are common words of English that nobody is called by: "Paper
// Lantern".
bool IsOfCommonWords(const Document& doc, const Mention& name);

// The form of the name: how it ends and begins, acronyms, first names, common words, digits.
void VoteByForm(const Document& doc, const Mention& name, Votes& votes);

// What stands beside the name: titles, appositions, prepositions, verbs, pronouns, scores.
void VoteByContext(const Document& doc, const Mention& name, Votes& votes);

// Results ("Limfjord 29-27 Szolnok") and verbs in the plural ("the Rovers are"): clubs.
void VoteByScore(const Document& doc, const Mention& name, Votes& votes);

}  // namespace newsgraph::text
