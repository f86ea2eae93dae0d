// An Extraction as JSON: one object with "nodes" and "edges", evidence as UTF-8 byte offsets.
//
//   { "nodes": [{"id":"n1","type":"Person","name":"John Coale","aliases":["Coale"],
//                "mentions":[{"start":660,"end":680}]}],
//     "edges": [{"source":"n1","type":"negotiated_with","target":"n2","polarity":"positive",
//                "modality":"actual","inferred":false,"rule":"frame:talks","confidence":0.81,
//                "evidence":[{"start":595,"end":737}]}] }
//
// Read back is the same form, and LangChain's GraphDocument: {"nodes": [{"id", "type",
// "properties"}], "relationships": [{"source": {"id", "type"}, "target", "type", "properties"}]},
// also as its serialisation writes it, with "kwargs". Kinds and relations outside the ontology are
// kept under their names.
//
// Invalid UTF-8 in names becomes U+FFFD. Thread-safe: no state.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "graph/base/error.h"
#include "loaders/text/extraction.h"

namespace newsgraph::text {

// One article: the object above, on one line.
std::string ToJson(const Extraction& extraction);
// Several: a JSON array of such objects, one a line.
std::string ToJson(std::span<const Extraction> extractions);

// The extraction that `json` says; nodes[0] is its Article. Keys are empty, but for what `key`
// members say; AssignKeys gives the others.
//   text     what offsets count in; they must lie inside it
//   errors   DataError: no JSON, no nodes, an edge without its nodes, an offset outside the text:
//   the
//            message names the element
StatusOr<Extraction> ParseExtraction(std::string_view json, std::string_view text);

}  // namespace newsgraph::text
