// What a path pattern means, by GQL's definitions and by brute force: all paths of a small graph
// that read as the pattern does, then the mode, then the selector for each two ends. Shares no code
// with the engine.
//
//   Graph: a handful of nodes and edges. Pattern: parts one after another; neighbours share a node.
//   std::vector<Match> all = AllMatches(graph, pattern);       // each binding once
//   std::string problem = Judge(pattern, all, rows);           // "" or what is wrong
//
// Answers that the language leaves open (ANY, ties of SHORTEST k) are judged as sets.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace newsgraph::paths {

struct SmallNode {
  bool a = false, b = false;  // labels A and B
  std::optional<int> v;
};
struct SmallEdge {
  int from, to;
  bool u = false;                            // type U, else T
  std::optional<int> w, date, since, until;  // the last three are years
};
// AS OF from, or DURING [from, to] where nothing is no bound.
struct Period {
  bool as_of = false;
  std::optional<int> from, to;
};
struct SmallGraph {
  std::vector<SmallNode> nodes;
  std::vector<SmallEdge> edges;
};

// x.v < 2, x.v < y.v, r.w <> s.w
struct Comparison {
  std::string left, key, op, right;  // right: a variable, or empty
  int constant = 0;
};
struct NodePart {
  std::string variable, labels;  // labels: "", "A", "!A", "A|B", "A&B", "%"
  std::vector<Comparison> where;
};
struct EdgePart {
  std::string variable, types;  // "", "T", "U", "T|U", "!T"
  int direction = 1;            // 1 ->, -1 <-, 0 either
  std::optional<int> w;         // {w: 2}
  std::vector<Comparison> where;
  bool cost = false;       // COST r.w
  std::optional<int> top;  // TOP n BY r.i
};
// Nodes and edges in turn, from a node to a node. Not repeated: min is 1 and max is 1.
struct Part {
  std::vector<NodePart> nodes;
  std::vector<EdgePart> edges;
  bool repeats = false;
  bool questioned = false;  // 0..1 times, by `?`: its variables are one element or null
  bool as_group = false;    // written ((x)-[r]->(y)){1,2} and not -[r]->{1,2}
  int min = 1;
  std::optional<int> max = 1;
  std::vector<Comparison> where;
};
enum class Selector { kEach, kAny, kShortest, kGroups, kCheapest, kAllCheapest };
enum class Mode { kWalk, kTrail, kAcyclic, kSimple };
struct Pattern {
  Selector selector = Selector::kEach;
  int count = 1;
  std::string prefix;  // as written
  Mode mode = Mode::kTrail;
  bool distinct_edges = false, forward = false, repeatable = false;
  std::vector<Part> parts;  // the first and last do not repeat
  std::optional<int> avoid_degree;
  std::optional<Period> period;
  std::string not_via;             // "", "A", "B"
  std::optional<int> first, last;  // bound ends
};

struct Match {
  std::vector<int> nodes, edges;
  std::map<std::string, int> single;                // by variable
  std::map<std::string, std::vector<int>> lists;    // of parts that repeat
  std::map<std::string, std::optional<int>> maybe;  // of questioned parts
  double cost = 0;
  std::string Text() const;  // as the engine's rows are written
};

// Paths of at most this many edges are looked at.
int LongestLookedAt(const SmallGraph& graph, const Pattern& pattern);
std::vector<Match> AllMatches(const SmallGraph& graph, const Pattern& pattern);

// A row of the engine: what Text() would say, with ends, length and cost.
struct Row {
  std::string text;
  int first, last, length;
  std::optional<double> cost;
};
std::string Judge(const SmallGraph& graph, const Pattern& pattern, const std::vector<Match>& all,
                  const std::vector<Row>& rows);

}  // namespace newsgraph::paths
