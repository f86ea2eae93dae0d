// The words that completion offers, gathered from a session: its graph's schema, functions,
// procedures, parameters.
//
//   Vocabulary vocabulary;
//   Complete(vocabulary.WordsFor(shell, "MATCH (p:Pe"), text, cursor)
//
// Gathered anew when the graph has changed; the names of entities only once a " is typed, from at
// most the first million nodes. One thread.
#pragma once

#include <string_view>

#include "cli/editor/complete.h"
#include "cli/shell.h"

namespace newsgraph::cli {

class Vocabulary {
 public:
  const Words& WordsFor(Shell& shell, std::string_view text);

 private:
  void Gather(Shell& shell, const GraphView& view);
  void GatherNames(const GraphView& view);

  Words words_;
  GraphView view_;
  bool gathered_ = false;
  bool names_gathered_ = false;
};

}  // namespace newsgraph::cli
