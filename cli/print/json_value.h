// JSON text of values: the contract that scripts rely on (docs/scripting.md, schema version 1).
//
//   null true 12 1.5 "text" [1,2] {"k":1}
//   "2024-12-13" "P1Y2M" "NaN" "Infinity" "-Infinity"
//   {"_kind":"node","id":7,"labels":["Person"],"props":{"name":"Ales"}}
//   {"_kind":"edge","id":3,"type":"released_to","start":7,"end":9,"props":{}}
//   {"_kind":"path","nodes":[...],"edges":[...]}
//   {"_kind":"node","id":7,"element_id":"4:f00:7",...}                 of a server that has those
//   {"_kind":"point","srid":4326,"x":27.5,"y":53.9}            and "z" where it has one
//
// Order of keys is fixed. Control, C1 and bidirectional characters are always written as \uXXXX,
// and bytes that are not UTF-8 as U+FFFD, so that the text is valid JSON and safe on a terminal.
// Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>

#include "cli/print/element_names.h"
#include "graph/graph.h"

namespace newsgraph::cli {

inline constexpr int kJsonSchemaVersion = 1;

struct JsonOptions {
  bool safe_ints = false;  // integers beyond 2^53 as strings, for readers that hold doubles
  const ElementNames* names = nullptr;  // null: elements are called by their ids
};
void AppendJson(std::string& out, const GraphView& view, const Value& value,
                const JsonOptions& options = {});

// A string with its quotes.
void AppendJsonString(std::string& out, std::string_view text);

}  // namespace newsgraph::cli
