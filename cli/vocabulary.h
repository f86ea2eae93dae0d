// The words that completion offers, gathered from a session: its graph's schema, functions,
// procedures, parameters. A server is asked for its labels, types and property keys.
//
//   Vocabulary vocabulary;
//   Complete(vocabulary.WordsFor(shell, "MATCH (p:Pe"), text, cursor)
//
// Gathered anew when the graph has changed; the names of entities only once a " is typed, from at
// most the first million nodes. A server is asked at the first completion and again after a minute,
// outside of transactions, and has a second for each to answer. One thread.
#pragma once

#include <chrono>
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
  void AskServer(Shell& shell);

  Words words_;
  GraphView view_;
  bool gathered_ = false;
  bool names_gathered_ = false;
  std::chrono::steady_clock::time_point asked_{};
};

}  // namespace newsgraph::cli
