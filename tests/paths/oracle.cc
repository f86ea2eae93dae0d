#include "tests/paths/oracle.h"

#include <algorithm>
#include <functional>
#include <set>

namespace newsgraph::paths {
namespace {

bool Labelled(const SmallNode& node, const std::string& labels) {
  if (labels == "A") return node.a;
  if (labels == "B") return node.b;
  if (labels == "!A") return !node.a;
  if (labels == "A|B") return node.a || node.b;
  if (labels == "A&B") return node.a && node.b;
  if (labels == "%") return node.a || node.b;
  return true;
}

bool Typed(const SmallEdge& edge, const std::string& types) {
  if (types == "T") return !edge.u;
  if (types == "U") return edge.u;
  if (types == "!T") return edge.u;
  return true;
}

// Whether a relationship held then. It begins with `since`, else with its date; it lasts until
// `until`, without one for ever. A date alone is an event of that year, but what has happened stays
// so AS OF later years. Without any of the three it is not known to hold at any time.
bool HeldIn(const SmallEdge& edge, const Period& period) {
  if (!period.from && !period.to) return true;
  if (!edge.date && !edge.since && !edge.until) return false;
  const std::optional<int> begin = edge.since ? edge.since : edge.date;
  std::optional<int> end = edge.until;
  if (!end && !edge.since && !period.as_of) end = edge.date;
  const std::optional<int> last = period.as_of ? period.from : period.to;
  return !(begin && last && *begin > *last) && !(end && period.from && *end < *period.from);
}

std::string Joined(const std::vector<int>& numbers) {
  std::string out = "[";
  for (size_t i = 0; i < numbers.size(); ++i) out += (i ? ", " : "") + std::to_string(numbers[i]);
  return out + "]";
}

// Values of variables where a comparison stands. Edges and nodes are told apart by the key.
using Values = std::map<std::string, int>;

class Matcher {
 public:
  Matcher(const SmallGraph& graph, const Pattern& pattern)
      : graph_(graph), pattern_(pattern), longest_(LongestLookedAt(graph, pattern)) {}

  std::vector<Match> Run() {
    for (int start = 0; start < Count(); ++start) {
      if (pattern_.first && *pattern_.first != start) continue;
      match_ = Match();
      match_.nodes = {start};
      ReadParts(0);
    }
    return std::move(found_);
  }

 private:
  int Count() const { return static_cast<int>(graph_.nodes.size()); }

  std::optional<int> ValueOf(const std::string& variable, const std::string& key,
                             const Values& values) const {
    const auto at = static_cast<size_t>(values.at(variable));
    return key == "v" ? graph_.nodes[at].v : graph_.edges[at].w;
  }
  bool Holds(const std::vector<Comparison>& all, const Values& values) const {
    return std::all_of(all.begin(), all.end(), [&](const Comparison& c) {
      const std::optional<int> left = ValueOf(c.left, c.key, values);
      const std::optional<int> right =
          c.right.empty() ? std::optional<int>(c.constant) : ValueOf(c.right, c.key, values);
      if (!left || !right) return false;
      return c.op == "<"    ? *left < *right
             : c.op == "<=" ? *left <= *right
             : c.op == "="  ? *left == *right
             : c.op == "<>" ? *left != *right
                            : *left > *right;
    });
  }

  void ReadParts(size_t part) {
    if (part == pattern_.parts.size()) return Finish();
    ReadTurns(part, 0);
  }

  // So many turns of the part are read: stop here, or read another.
  void ReadTurns(size_t number, int turns) {
    const Part& part = pattern_.parts[number];
    if (turns >= part.min) {
      const Match before = match_;
      ReadParts(number + 1);
      match_ = before;
    }
    if (part.max && turns >= *part.max) return;
    Values turn = part.repeats ? Values() : match_.single;
    const Match before = match_;
    ReadNode(number, 0, turns, turn);
    match_ = before;
  }

  void ReadNode(size_t number, size_t place, int turns, Values turn) {
    const Part& part = pattern_.parts[number];
    const NodePart& node = part.nodes[place];
    const int here = match_.nodes.back();
    if (!Labelled(graph_.nodes[static_cast<size_t>(here)], node.labels)) return;
    if (!node.variable.empty()) {
      const auto [known, added] = turn.emplace(node.variable, here);
      if (known->second != here) return;
      if (added && part.repeats) match_.lists[node.variable].push_back(here);
    }
    if (place < part.edges.size()) return ReadEdge(number, place, turns, turn);
    if (part.repeats) {
      if (!Holds(part.where, turn)) return;
      for (const NodePart& each : part.nodes) {
        if (!Holds(each.where, turn)) return;
      }
      for (const EdgePart& each : part.edges) {
        if (!Holds(each.where, turn)) return;
      }
    } else {
      match_.single = turn;
    }
    ReadTurns(number, turns + 1);
  }

  void ReadEdge(size_t number, size_t place, int turns, const Values& turn) {
    const Part& part = pattern_.parts[number];
    const EdgePart& edge = part.edges[place];
    const int here = match_.nodes.back();
    if (static_cast<int>(match_.edges.size()) == longest_) return;
    for (const auto& [number_of_edge, other] : StepsOf(edge, here)) {
      const Match before = match_;
      match_.edges.push_back(number_of_edge);
      match_.nodes.push_back(other);
      Values inner = turn;
      if (!edge.variable.empty()) {
        inner[edge.variable] = number_of_edge;
        if (part.repeats) match_.lists[edge.variable].push_back(number_of_edge);
      }
      if (edge.cost) match_.cost += graph_.edges[static_cast<size_t>(number_of_edge)].w.value_or(0);
      if (MayGoOn()) ReadNode(number, place + 1, turns, inner);
      match_ = before;
    }
  }

  // The steps over an edge of the pattern from a node: edge and other end.
  std::vector<std::pair<int, int>> StepsOf(const EdgePart& edge, int here) const {
    std::vector<std::pair<int, int>> steps;
    for (int i = 0; i < static_cast<int>(graph_.edges.size()); ++i) {
      const SmallEdge& each = graph_.edges[static_cast<size_t>(i)];
      if (!Typed(each, edge.types)) continue;
      if (pattern_.period && !HeldIn(each, *pattern_.period)) continue;
      if (edge.w && each.w != edge.w) continue;
      if (edge.top && !Holds(edge.where, {{edge.variable, i}})) continue;
      if (edge.direction >= 0 && each.from == here) {
        steps.emplace_back(i, each.to);
      } else if (edge.direction <= 0 && each.to == here) {
        steps.emplace_back(i, each.from);
      }
    }
    if (edge.top) {  // the best are those with the largest number
      while (static_cast<int>(steps.size()) > *edge.top) steps.erase(steps.begin());
    }
    return steps;
  }

  // Whether a longer path with this beginning can still keep to the mode.
  bool MayGoOn() const {
    const bool trail = pattern_.mode == Mode::kTrail || pattern_.distinct_edges;
    const std::set<int> edges(match_.edges.begin(), match_.edges.end());
    if (trail && edges.size() < match_.edges.size()) return false;
    std::set<int> nodes(match_.nodes.begin(), match_.nodes.end());
    if (pattern_.mode == Mode::kAcyclic && nodes.size() < match_.nodes.size()) return false;
    if (pattern_.mode == Mode::kSimple) {
      const bool closed = match_.nodes.front() == match_.nodes.back();
      if (nodes.size() + (closed ? 1 : 0) < match_.nodes.size()) return false;
    }
    return true;
  }

  void Finish() {
    if (pattern_.last && *pattern_.last != match_.nodes.back()) return;
    for (const Part& part : pattern_.parts) {
      if (part.repeats) continue;
      for (const NodePart& each : part.nodes) {
        if (!Holds(each.where, match_.single)) return;
      }
      for (const EdgePart& each : part.edges) {
        if (!Holds(each.where, match_.single)) return;
      }
    }
    for (size_t i = 1; i + 1 < match_.nodes.size(); ++i) {
      if (!InnerNode(match_.nodes[i])) return;
    }
    for (size_t i = 0; pattern_.forward && i < match_.edges.size(); ++i) {
      const auto date = [&](size_t j) {
        return graph_.edges[static_cast<size_t>(match_.edges[j])].date;
      };
      if (!date(i) || (i > 0 && *date(i - 1) > *date(i))) return;
    }
    // Variables of groups without a turn are empty lists, or null.
    Match match = match_;
    for (const Part& part : pattern_.parts) {
      if (!part.repeats) continue;
      const auto leave = [&](const std::string& variable) {
        if (variable.empty()) return;
        const std::vector<int>& turns = match.lists[variable];
        if (!part.questioned) return;
        match.maybe[variable] = turns.empty() ? std::nullopt : std::optional<int>(turns[0]);
        match.lists.erase(variable);
      };
      for (const NodePart& each : part.nodes) leave(each.variable);
      for (const EdgePart& each : part.edges) leave(each.variable);
    }
    if (texts_.insert(match.Text()).second) found_.push_back(std::move(match));
  }

  bool InnerNode(int node) const {
    if (pattern_.not_via == "A" && graph_.nodes[static_cast<size_t>(node)].a) return false;
    if (pattern_.not_via == "B" && graph_.nodes[static_cast<size_t>(node)].b) return false;
    if (!pattern_.avoid_degree) return true;
    const auto degree =
        std::count_if(graph_.edges.begin(), graph_.edges.end(),
                      [&](const SmallEdge& e) { return e.from == node || e.to == node; });
    return degree <= *pattern_.avoid_degree;
  }

  const SmallGraph& graph_;
  const Pattern& pattern_;
  const int longest_;
  Match match_;
  std::vector<Match> found_;
  std::set<std::string> texts_;
};

}  // namespace

std::string Match::Text() const {
  std::string out = Joined(nodes) + " " + Joined(edges);
  for (const auto& [name, value] : single) out += " " + name + "=" + std::to_string(value);
  for (const auto& [name, values] : lists) out += " " + name + "=" + Joined(values);
  for (const auto& [name, value] : maybe)
    out += " " + name + "=" + (value ? std::to_string(*value) : "null");
  return out;
}

int LongestLookedAt(const SmallGraph& graph, const Pattern& pattern) {
  const bool trail = pattern.mode == Mode::kTrail || pattern.distinct_edges;
  if (trail) return static_cast<int>(graph.edges.size());
  if (pattern.mode != Mode::kWalk) return static_cast<int>(graph.nodes.size());
  int length = 0;
  constexpr int kWalk = 5;
  for (const Part& part : pattern.parts)
    length += static_cast<int>(part.edges.size()) * part.max.value_or(kWalk);
  return std::min(length, kWalk);
}

std::vector<Match> AllMatches(const SmallGraph& graph, const Pattern& pattern) {
  return Matcher(graph, pattern).Run();
}

}  // namespace newsgraph::paths
