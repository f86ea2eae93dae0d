#include "cli/greeting.h"

#include <algorithm>
#include <array>
#include <optional>

#include "cli/print/literal.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr uint64_t kScannedNodes = 1000000;

// Labels and types that hold the sources rather than the world; questions are about the world.
bool IsBookkeeping(std::string_view name) {
  constexpr std::string_view kNames[] = {"Article",     "Source",  "Sentence", "mentions",
                                         "reported_in", "same_as", "about"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

struct Connected {
  NodeId node;
  uint64_t degree = 0;
};

// The two nodes with a name that have the most relationships.
std::vector<Connected> MostConnected(const GraphView& view, KeyId name) {
  std::vector<Connected> best;
  std::array<NodeId, 1024> nodes;
  NodeScan scan(view);
  uint64_t seen = 0;
  while (const size_t count = scan.Next(nodes)) {
    for (size_t i = 0; i < count; ++i) {
      const auto labels = view.labels(nodes[i]);
      if (!labels.empty() && IsBookkeeping(view.names().labels.NameOf(labels[0]))) continue;
      const uint64_t degree = view.Degree(nodes[i], Direction::kBoth, TypeSet::Any());
      if (degree == 0 || (best.size() == 2 && degree <= best[1].degree)) continue;
      if (!view.property(nodes[i], name).is_string()) continue;
      best.push_back({nodes[i], degree});
      std::stable_sort(best.begin(), best.end(),
                       [](auto& a, auto& b) { return a.degree > b.degree; });
      if (best.size() > 2) best.pop_back();
    }
    if ((seen += count) >= kScannedNodes) break;
  }
  return best;
}

std::string NodePattern(const GraphView& view, std::string_view variable, LabelId label) {
  std::string text = Cat("(", variable);
  if (label.valid()) {
    text += ':';
    AppendName(text, view.names().labels.NameOf(label));
  }
  return text + ")";
}

std::string TypePattern(const GraphView& view, std::string_view variable, EdgeTypeId type) {
  std::string text = Cat("[", variable, ":");
  AppendName(text, view.names().types.NameOf(type));
  return text + "]";
}

std::string Spoken(std::string_view name) {
  std::string words(name);
  for (char& c : words) {
    if (c == '_') c = ' ';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return words;
}

std::optional<Statistics::Pattern> CommonestPattern(const GraphView& view, KeyId name) {
  std::optional<Statistics::Pattern> best;
  for (const Statistics::Pattern& pattern : view.statistics().Patterns()) {
    if (IsBookkeeping(view.names().types.NameOf(pattern.type)) || !pattern.from.valid() ||
        !pattern.to.valid())
      continue;
    if (IsBookkeeping(view.names().labels.NameOf(pattern.from))) continue;
    if (IsBookkeeping(view.names().labels.NameOf(pattern.to))) continue;
    if (view.statistics().NodeFill(pattern.from, name).total() == 0) continue;
    if (view.statistics().NodeFill(pattern.to, name).total() == 0) continue;
    if (!best || pattern.edges > best->edges) best = pattern;
  }
  return best;
}

std::string NameLiteral(const GraphView& view, NodeId node, KeyId name) {
  std::string text;
  AppendLiteral(text, view.property(node, name));
  return text;
}

bool HasDates(const GraphView& view, KeyId date) {
  for (uint32_t i = 0; date.valid() && i < view.names().types.size(); ++i) {
    if (view.statistics().EdgeFill(EdgeTypeId{i}, date).total() > 0) return true;
  }
  return false;
}

}  // namespace

std::vector<Question> Questions(const GraphView& view) {
  std::vector<Question> questions;
  const KeyId name = view.names().FindKey("name");
  if (!name.valid()) return questions;
  if (const auto pattern = CommonestPattern(view, name)) {
    questions.push_back(
        {Cat("Which ", Spoken(view.names().labels.NameOf(pattern->from)), " ",
             Spoken(view.names().types.NameOf(pattern->type)), " which ",
             Spoken(view.names().labels.NameOf(pattern->to)), "?"),
         Cat("MATCH ", NodePattern(view, "a", pattern->from), "-",
             TypePattern(view, "r", pattern->type), "->", NodePattern(view, "b", pattern->to),
             " RETURN a.name, b.name LIMIT 10;")});
  }
  const std::vector<Connected> best = MostConnected(view, name);
  if (!best.empty()) {
    const std::string literal = NameLiteral(view, best[0].node, name);
    questions.push_back(
        {Cat("What is known of ", view.property(best[0].node, name).string(), "?"),
         Cat("MATCH (a {name: ", literal, "})-[r]-(b) RETURN type(r), b.name LIMIT 20;")});
  }
  if (HasDates(view, view.names().FindKey("date"))) {
    questions.push_back({"What happened last?",
                         "MATCH (a)-[r]->(b) WHERE r.date IS NOT NULL "
                         "RETURN r.date, a.name, type(r), b.name ORDER BY r.date DESC LIMIT 10;"});
  } else if (best.size() == 2) {
    questions.push_back(
        {Cat("How are ", view.property(best[0].node, name).string(), " and ",
             view.property(best[1].node, name).string(), " connected?"),
         Cat("MATCH p = shortestPath((a {name: ", NameLiteral(view, best[0].node, name),
             "})-[*..6]-(b {name: ", NameLiteral(view, best[1].node, name), "})) RETURN p;")});
  }
  return questions;
}

std::string Greeting(const GraphView& view, std::string_view path, int width) {
  std::string text;
  if (view.node_count() == 0) {
    AppendWrapped(text,
                  "newsgraph: the graph is empty. :load FILE... adds articles, :open GRAPH.ng "
                  "opens a saved graph, :help says more.",
                  width, 2, 0);
    return text;
  }
  AppendWrapped(
      text,
      Cat("newsgraph", path.empty() ? "" : ": ", Visible(path), ": ",
          Counted(view.node_count(), "node"), ", ", Counted(view.edge_count(), "relationship"),
          " (:schema shows of what kind, :help says more)"),
      width, 2, 0);
  text += QuestionList(view, width);
  return text;
}

std::string ServerGreeting(std::string_view description, int width) {
  std::string text;
  AppendWrapped(text,
                Cat("newsgraph: ", Visible(description),
                    " (:schema lists its labels and types, :help says more)"),
                width, 2, 0);
  return text;
}

std::string QuestionList(const GraphView& view, int width) {
  std::string text;
  const std::vector<Question> questions = Questions(view);
  for (size_t i = 0; i < questions.size(); ++i) {
    if (i == 0) text += "Worth asking (:ask 1 asks the first):\n";
    Append(text, "  ", i + 1, ". ");
    AppendWrapped(text, Visible(questions[i].words), width, 5, 5);
    text += "     ";
    AppendWrapped(text, Visible(questions[i].statement), width, 7, 5);
  }
  return text;
}

}  // namespace newsgraph::cli
