// Pronouns: who "he", "its" and "I" mean, by gender, number, recency and role in the clause.
//
//   PronounResolver pronouns(doc);      // names are resolved already
//   pronouns.Resolve(m);                // in text order; sets the mention's entity
//
// Borrows the Document. One thread.
#pragma once

#include "loaders/text/words/document.h"

namespace newsgraph::text {

class PronounResolver {
 public:
  explicit PronounResolver(Document& doc);

  void Resolve(uint32_t m);
  // "The Belgian, 52, said", "the 47-year-old Austrian": who comes from there, a person spoken of
  // before. Does nothing for a name that means the state or its people.
  void ResolveSomeoneFrom(uint32_t m);
  // "the 43-year-old": whose age was told, else a person spoken of before.
  void ResolveByAge(uint32_t m);

 private:
  Document& doc_;
  uint32_t interviewee_;  // of an interview: who answers
  uint32_t topic_;        // whom the headline names
};

}  // namespace newsgraph::text
