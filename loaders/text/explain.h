// Why an article gave the edges it gave, for people to read: each sentence with what it says, by
// which rule or frame and word, and the sentences that gave nothing.
//
//   std::cout << Explain(extraction, text);
//
//   talks.txt: Envoys meet in Vilnius, 2026-03-12
//
//   26-91  President Jonas Petraitis met Anna Berg in Vilnius in March 2024.
//       (Jonas Petraitis)-[:met_with]->(Anna Berg)  0.75  frame:meet by "met"
//   93-120  Nobody else came.
//       nothing
//
// Numbers before a sentence are its bytes in the text. Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>

#include "loaders/text/extraction.h"

namespace newsgraph::text {

//   text   what the extraction was made of
std::string Explain(const Extraction& extraction, std::string_view text);

}  // namespace newsgraph::text
