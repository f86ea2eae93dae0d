#include "tests/paths/generate.h"

#include <algorithm>
#include <set>

namespace newsgraph::paths {
namespace {

class Maker {
 public:
  Maker(Theme theme, const SmallGraph& graph, std::mt19937_64& random)
      : theme_(theme), graph_(graph), random_(random) {}

  Pattern Make() {
    MakePrefix();
    const int repeats = theme_ == Theme::kGroups ? Pick(1, 2) : 1;
    AddNode();
    for (int i = 0; i < repeats; ++i) {
      if (OneIn(5)) AddFixed();
      AddRepeated();
      if (OneIn(3) || i + 1 == repeats) AddNode();
    }
    if (pattern_.parts.back().repeats) AddNode();
    if (OneIn(3)) pattern_.first = Pick(0, Nodes() - 1);
    const std::string& start = pattern_.parts.front().nodes.front().variable;
    const bool same = !start.empty() && start == pattern_.parts.back().nodes.back().variable;
    if (OneIn(3) && !(same && pattern_.first)) pattern_.last = Pick(0, Nodes() - 1);
    if (theme_ == Theme::kAvoiding) {
      if (OneIn(2)) pattern_.avoid_degree = Pick(1, 4);
      if (OneIn(2)) pattern_.not_via = OneIn(2) ? "A" : "B";
    }
    if (theme_ == Theme::kTime) {
      pattern_.period = Period{OneIn(2), std::nullopt, std::nullopt};
      if (!OneIn(6)) pattern_.period->from = Pick(1, 4);
      if (!pattern_.period->as_of && !OneIn(4)) pattern_.period->to = Pick(1, 4);
      if (OneIn(4)) pattern_.not_via = "B";
    }
    // Walks are cut by the oracle; keep those it would list without end short.
    for (Part& part : pattern_.parts) {
      if (part.repeats && pattern_.mode == Mode::kWalk && !part.max &&
          (pattern_.selector == Selector::kEach || pattern_.selector == Selector::kAllCheapest))
        part.max = part.min + 1;
      if (part.max && pattern_.selector == Selector::kEach && pattern_.mode == Mode::kWalk)
        part.max = std::min(*part.max, std::max(part.min, repeats == 1 ? 4 : 2));
    }
    return pattern_;
  }

 private:
  int Pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  bool OneIn(int n) { return Pick(1, n) == 1; }
  int Nodes() const { return static_cast<int>(graph_.nodes.size()); }
  std::string OneOf(const std::vector<std::string>& texts) {
    return texts[static_cast<size_t>(Pick(0, static_cast<int>(texts.size()) - 1))];
  }

  void MakePrefix() {
    const int k = Pick(1, 3);
    const std::string number = std::to_string(k);
    struct Choice {
      Selector selector;
      int count;
      std::string text;
    };
    std::vector<Choice> choices = {{Selector::kEach, 1, ""},
                                   {Selector::kAny, 1, "ANY"},
                                   {Selector::kAny, k, "ANY " + number},
                                   {Selector::kShortest, 1, "ANY SHORTEST"},
                                   {Selector::kGroups, 1, "ALL SHORTEST"},
                                   {Selector::kShortest, k, "SHORTEST " + number},
                                   {Selector::kGroups, k, "SHORTEST " + number}};
    if (theme_ == Theme::kCosts || (theme_ == Theme::kTime && OneIn(3))) {
      choices = {{Selector::kCheapest, 1, "ANY CHEAPEST"},
                 {Selector::kCheapest, k, "CHEAPEST " + number},
                 {Selector::kAllCheapest, 1, "ALL CHEAPEST"},
                 {Selector::kShortest, k, "SHORTEST " + number},
                 {Selector::kEach, 1, ""}};
    }
    const Choice choice =
        choices[static_cast<size_t>(Pick(0, static_cast<int>(choices.size()) - 1))];
    pattern_.selector = choice.selector;
    pattern_.count = choice.count;
    pattern_.repeatable = OneIn(4);
    std::string mode = OneOf({"", "", "WALK", "TRAIL", "ACYCLIC", "SIMPLE"});
    if (theme_ == Theme::kForward) mode = "FORWARD";
    pattern_.mode = mode == "ACYCLIC"                         ? Mode::kAcyclic
                    : mode == "SIMPLE"                        ? Mode::kSimple
                    : mode == "WALK"                          ? Mode::kWalk
                    : mode == "TRAIL" || !pattern_.repeatable ? Mode::kTrail
                                                              : Mode::kWalk;
    pattern_.distinct_edges = mode == "SIMPLE" && !pattern_.repeatable;
    pattern_.forward = mode == "FORWARD";
    pattern_.prefix = choice.text + (choice.text.empty() || mode.empty() ? "" : " ") + mode;
    const bool groups = choice.selector == Selector::kGroups && choice.text != "ALL SHORTEST";
    if (groups) pattern_.prefix += mode.empty() ? " GROUPS" : " PATHS GROUPS";
    if (!groups && !pattern_.prefix.empty() && OneIn(6)) pattern_.prefix += " PATHS";
  }

  Comparison Compare(const std::string& left, const std::string& key, const std::string& right) {
    return {left, key, OneOf({"<", "<=", "=", "<>", ">"}), right, Pick(0, 2)};
  }

  // An earlier node that stands for one element outside of groups.
  std::string EarlierNode() {
    std::vector<std::string> names;
    for (const Part& part : pattern_.parts) {
      if (part.repeats) continue;
      for (const NodePart& node : part.nodes) {
        if (!node.variable.empty()) names.push_back(node.variable);
      }
    }
    return names.empty() ? "" : OneOf(names);
  }

  NodePart MakeNode(bool in_turn) {
    NodePart node;
    if (OneIn(2)) node.variable = "n" + std::to_string(next_++);
    if (OneIn(3)) node.labels = OneOf({"A", "B", "!A", "A|B", "A&B", "%"});
    if (!node.variable.empty() && OneIn(4)) node.where.push_back(Compare(node.variable, "v", ""));
    const std::string earlier = EarlierNode();
    if (!in_turn && !node.variable.empty() && !earlier.empty() && OneIn(6))
      node.where.push_back(Compare(node.variable, "v", earlier));
    if (!in_turn && !earlier.empty() && OneIn(8)) {
      node = NodePart();
      node.variable = earlier;
    }
    return node;
  }

  EdgePart MakeEdge() {
    EdgePart edge;
    if (OneIn(2)) edge.variable = "r" + std::to_string(next_++);
    edge.direction = Pick(0, 3) == 0 ? -1 : Pick(0, 1);
    if (OneIn(3)) edge.types = OneOf({"T", "U", "T|U", "!T"});
    if (OneIn(8)) edge.w = Pick(0, 2);
    if (!edge.variable.empty() && OneIn(4)) edge.where.push_back(Compare(edge.variable, "w", ""));
    const bool by_cost =
        pattern_.selector == Selector::kCheapest || pattern_.selector == Selector::kAllCheapest;
    if ((theme_ == Theme::kCosts || by_cost) && (!any_cost_ || OneIn(2))) {
      edge.cost = any_cost_ = true;
      if (edge.variable.empty()) edge.variable = "r" + std::to_string(next_++);
    }
    if (theme_ == Theme::kAvoiding && OneIn(2)) {
      edge.top = Pick(1, 2);
      if (edge.variable.empty()) edge.variable = "r" + std::to_string(next_++);
    }
    return edge;
  }

  void AddNode() {
    Part part;
    part.nodes.push_back(MakeNode(false));
    pattern_.parts.push_back(part);
  }

  void AddFixed() {
    Part part;
    part.nodes = {NodePart(), MakeNode(false)};
    part.edges = {MakeEdge()};
    // The node before is the first one of this part.
    if (!pattern_.parts.back().repeats) {
      part.nodes[0] = pattern_.parts.back().nodes.back();
      pattern_.parts.pop_back();
    }
    pattern_.parts.push_back(part);
  }

  void AddRepeated() {
    Part part;
    part.repeats = true;
    part.as_group = theme_ == Theme::kGroups || OneIn(4);
    const int edges = part.as_group ? Pick(1, 2) : 1;
    part.nodes.push_back(part.as_group ? MakeNode(true) : NodePart());
    for (int i = 0; i < edges; ++i) {
      part.edges.push_back(MakeEdge());
      part.nodes.push_back(part.as_group ? MakeNode(true) : NodePart());
    }
    if (part.as_group && OneIn(2)) {
      const std::string& a = part.nodes.front().variable;
      const std::string& b = part.nodes.back().variable;
      if (!a.empty() && !b.empty()) part.where.push_back(Compare(a, "v", b));
    }
    if (edges == 2 && OneIn(2)) {
      const std::string& a = part.edges[0].variable;
      const std::string& b = part.edges[1].variable;
      if (!a.empty() && !b.empty()) part.where.push_back(Compare(a, "w", b));
    }
    part.min = Pick(0, 2);
    part.max = OneIn(2) ? std::nullopt : std::optional<int>(part.min + Pick(0, 3));
    if (edges == 2 && part.max) part.max = std::min(*part.max, part.min + 1);
    part.questioned = OneIn(6);
    if (part.questioned) part.min = 0, part.max = 1;
    pattern_.parts.push_back(part);
  }

  const Theme theme_;
  const SmallGraph& graph_;
  std::mt19937_64& random_;
  Pattern pattern_;
  int next_ = 0;
  bool any_cost_ = false;
};

}  // namespace

SmallGraph RandomGraph(std::mt19937_64& random) {
  const auto pick = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  SmallGraph graph;
  const int nodes = pick(1, 5), edges = pick(0, 6);
  for (int i = 0; i < nodes; ++i) {
    SmallNode node{pick(0, 1) == 1, pick(0, 2) == 0, std::nullopt};
    if (pick(0, 5) != 0) node.v = pick(0, 2);
    graph.nodes.push_back(node);
  }
  for (int i = 0; i < edges; ++i) {
    SmallEdge edge{pick(0, nodes - 1), pick(0, nodes - 1), pick(0, 2) == 0, {}, {}, {}, {}};
    edge.w = pick(0, 3);
    if (pick(0, 5) != 0) edge.date = pick(1, 4);
    if (pick(0, 5) == 0) edge.since = pick(1, 4);
    if (pick(0, 5) == 0) edge.until = pick(1, 4);
    graph.edges.push_back(edge);
  }
  return graph;
}

Pattern RandomPattern(Theme theme, const SmallGraph& graph, std::mt19937_64& random) {
  return Maker(theme, graph, random).Make();
}

}  // namespace newsgraph::paths
