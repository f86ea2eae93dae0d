// What the prompt says first: what is loaded, and three questions worth asking of this very graph.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"

namespace newsgraph::cli {

struct Question {
  std::string words;      // "Who negotiated with whom?"
  std::string statement;  // "MATCH (a:Person)-[r:negotiated_with]-(b:Person) ..."
};

// Up to three, from the most frequent relationship between named things, the two most connected
// things, and the newest dated relationship. Each is a statement that has an answer. Empty for a
// graph without named, connected nodes.
//   cost   O(nodes), at most the first million
std::vector<Question> Questions(const GraphView& view);

// Some lines of at most `width` cells, without colours: the counts, and the questions.
std::string Greeting(const GraphView& view, std::string_view path, int width);
// Of a server, as it is described: "Neo4j/5.13.0 at bolt://localhost (Bolt 5.4)".
std::string ServerGreeting(std::string_view description, int width);
// The questions with their numbers; nothing when there is none.
std::string QuestionList(const GraphView& view, int width);

}  // namespace newsgraph::cli
