// What keeps a frame from being read, or an edge from being made of it.
//
//   if (InHeadline(doc, t) || IsRequested(doc, t)) continue;
//
// Pure functions of the document.
#pragma once

#include <string_view>

#include "loaders/text/clauses/clauses.h"
#include "loaders/text/knowledge/frames.h"
#include "loaders/text/relations/facts.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

// Passives whose agent is worth looking for when the sentence does not name it.
bool WantsAgent(RelationType relation);

// Headlines in capitals parse badly; what they say the story says again.
bool InHeadline(const Document& doc, uint32_t t);

// What somebody is asked, urged or invited to do says nothing of what is done.
bool IsRequested(const Document& doc, uint32_t t);

// "asked whether X would endorse Y": a question, which says neither that it is so nor that it is
// not.
bool IsOpenQuestion(const Document& doc, uint32_t t);

// Whether a verb of motion says with an object where that goes, not the subject: "returned the
// paintings to Kenya", but not "met Dahl in Geneva".
bool CarriesItsObject(std::string_view verb);

// "called on X to resign" is a demand and "called on X" a visit; "helped him to flee" is no aid;
// "wants Peru to pay" is a demand and "wants Peru" none.
bool SaysOtherwise(const Document& doc, const Frame& frame, uint32_t t, const Arguments& arguments);

// "turned down Chile's request": the demand or charge that the noun tells of was made.
bool IsTurnedDown(const Document& doc, const Frame& frame, uint32_t t);

// "has yet to be cleared": not convicted for that. "saw X" is no meeting as "refused to see X" is
// none.
bool IsVoid(const Frame& frame, const Fact& fact);

// "abducted", "kidnapped": what no state does by default.
bool IsLawless(std::string_view verb);

// Ends that a frame allows and the news hardly ever means: a body without a name ("the board") that
// something is done to, people without a name who buy or own.
//   token  where the target was found
bool IsDoubtful(const Document& doc, const Frame& frame, uint32_t source, uint32_t target,
                uint32_t token);

// "X, who chairs the committee, criticised the regulator": what the sentence only describes is not
// the body that the source leads or works for by the facts so far.
bool MeansAnotherBody(const Document& doc, const Facts& facts, const Frame& frame, uint32_t t,
                      uint32_t token, uint32_t source, uint32_t target);

}  // namespace newsgraph::text
