// An Extraction as JSON: one object with "nodes" and "edges", evidence as UTF-8 byte offsets.
//
//   { "nodes": [{"id":"n1","type":"Person","name":"John Coale","aliases":["Coale"],
//                "mentions":[{"start":660,"end":680}]}],
//     "edges": [{"source":"n1","type":"negotiated_with","target":"n2","polarity":"positive",
//                "modality":"actual","inferred":false,"rule":"frame:talks","confidence":0.81,
//                "evidence":[{"start":595,"end":737}]}] }
//
// Invalid UTF-8 in names becomes U+FFFD. Thread-safe: no state.
#pragma once

#include <span>
#include <string>

#include "loaders/text/extraction.h"

namespace newsgraph::text {

// One article: the object above, on one line.
std::string ToJson(const Extraction& extraction);
// Several: a JSON array of such objects, one a line.
std::string ToJson(std::span<const Extraction> extractions);

}  // namespace newsgraph::text
