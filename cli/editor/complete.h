// What may come next: candidates for the word before the cursor, by the place where it stands.
//
//   Complete(words, "MATCH (p:Per", 12)    ->  {begin 9, {"Person"}}
//   after ":" in (..)    labels           after ":" in [..]   relationship types
//   after "p."           the properties of p's label          after "$"   parameters
//   after @", in verbs   names in the graph                   CALL        procedures
//   begin                verbs                                in verbs    their options
//   ":mo"                commands and their arguments
//   else                 variables, keywords, functions
//
// Pure. cost: O(size of the text + candidates); names are found as in NameIndex.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/editor/name_index.h"
#include "graph/base/strings.h"

namespace newsgraph::cli {

// Every word there is, in the order in which they are offered (the commonest first, or sorted).
struct Words {
  std::vector<std::string> labels;
  std::vector<std::string> types;
  std::vector<std::string> keys;
  StringMap<std::vector<std::string>> keys_of_label;
  StringMap<std::vector<std::string>> keys_of_type;
  std::vector<std::string> functions;
  std::vector<std::string> procedures;
  std::vector<std::string> parameters;
  NameIndex names;  // of entities
  // Of a command (":mode"): the words its argument may be, or "FILE" alone for the names of files.
  std::vector<std::string> commands;
  StringMap<std::vector<std::string>> arguments_of_command;
};

struct Completions {
  size_t begin = 0;  // the candidates take the place of the bytes from here to the cursor
  std::vector<std::string> candidates;
};

Completions Complete(const Words& words, std::string_view text, size_t cursor);

}  // namespace newsgraph::cli
