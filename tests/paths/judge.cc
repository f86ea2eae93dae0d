// Whether rows are an answer that the language allows.
#include <algorithm>
#include <map>
#include <set>

#include "tests/paths/oracle.h"

namespace newsgraph::paths {
namespace {

using Ends = std::pair<int, int>;

double MeasureOf(const Pattern& pattern, const Match& match) {
  const bool by_cost =
      pattern.selector == Selector::kCheapest || pattern.selector == Selector::kAllCheapest;
  return by_cost ? match.cost : static_cast<double>(match.edges.size());
}

// How many of the paths, in ascending order of their measure, the selector takes.
size_t Taken(const Pattern& pattern, const std::vector<double>& measures) {
  const auto count = static_cast<size_t>(pattern.count);
  switch (pattern.selector) {
    case Selector::kEach:
      return measures.size();
    case Selector::kAny:
    case Selector::kShortest:
    case Selector::kCheapest:
      return std::min(count, measures.size());
    case Selector::kGroups:
    case Selector::kAllCheapest:
      break;
  }
  size_t groups = 0, taken = 0;
  for (; taken < measures.size(); ++taken) {
    if (taken > 0 && measures[taken] == measures[taken - 1]) continue;
    if (++groups > count) break;
  }
  return taken;
}

std::string JudgePair(const Pattern& pattern, const std::vector<const Match*>& possible,
                      const std::vector<const Row*>& rows, int longest) {
  std::map<std::string, double> measures;
  std::vector<double> ascending;
  for (const Match* match : possible) {
    measures[match->Text()] = MeasureOf(pattern, *match);
    ascending.push_back(MeasureOf(pattern, *match));
  }
  std::sort(ascending.begin(), ascending.end());
  const size_t wanted = Taken(pattern, ascending);
  std::vector<double> got;
  std::set<std::string> seen;
  size_t beyond = 0;  // longer than the oracle looks
  for (const Row* row : rows) {
    if (!seen.insert(row->text).second) return "given twice: " + row->text;
    if (row->length > longest) {
      ++beyond;
      continue;
    }
    const auto found = measures.find(row->text);
    if (found == measures.end()) return "no match: " + row->text;
    got.push_back(found->second);
  }
  std::sort(got.begin(), got.end());
  if (pattern.selector == Selector::kEach) beyond = 0;
  if (pattern.selector == Selector::kAny && beyond > 0)  // any will do
    return got.size() + beyond <= static_cast<size_t>(pattern.count) ? "" : "too many paths";
  if (beyond > 0 && wanted < static_cast<size_t>(pattern.count) &&
      pattern.selector != Selector::kGroups && got.size() == possible.size())
    return "";  // all short ones, and longer ones to make up the number
  if (beyond > 0 && pattern.selector == Selector::kGroups && got.size() == possible.size())
    return "";
  // By cost a longer walk may tie with, or undercut, all that were looked at.
  const bool by_cost =
      pattern.selector == Selector::kCheapest || pattern.selector == Selector::kAllCheapest;
  if (beyond > 0 && by_cost) {
    const bool cheap =
        got.size() <= wanted && std::equal(got.begin(), got.end(), ascending.begin());
    return cheap ? "" : "dearer paths than needed";
  }
  if (beyond > 0) return "longer paths than needed";
  if (got.size() != wanted)
    return std::to_string(got.size()) + " paths, not " + std::to_string(wanted);
  if (pattern.selector == Selector::kAny) return "";
  if (!std::equal(got.begin(), got.end(), ascending.begin()))
    return "not the shortest or cheapest ones";
  return "";
}

}  // namespace

std::string Judge(const SmallGraph& graph, const Pattern& pattern, const std::vector<Match>& all,
                  const std::vector<Row>& rows) {
  std::map<Ends, std::vector<const Match*>> possible;
  std::map<Ends, std::vector<const Row*>> given;
  std::set<Ends> ends;
  for (const Match& match : all) {
    possible[{match.nodes.front(), match.nodes.back()}].push_back(&match);
    ends.insert({match.nodes.front(), match.nodes.back()});
  }
  for (const Row& row : rows) {
    given[{row.first, row.last}].push_back(&row);
    ends.insert({row.first, row.last});
  }
  for (const Ends& each : ends) {
    const std::string problem =
        JudgePair(pattern, possible[each], given[each], LongestLookedAt(graph, pattern));
    if (problem.empty()) continue;
    std::string out = "from " + std::to_string(each.first) + " to " + std::to_string(each.second) +
                      ": " + problem + "\npossible:\n";
    for (const Match* match : possible[each]) out += "  " + match->Text() + "\n";
    out += "given:\n";
    for (const Row* row : given[each]) out += "  " + row->text + "\n";
    return out;
  }
  // cost(p) is the sum of the costs.
  std::map<std::string, double> costs;
  for (const Match& match : all) costs[match.Text()] = match.cost;
  for (const Row& row : rows) {
    const auto found = costs.find(row.text);
    if (row.cost && found != costs.end() && found->second != *row.cost)
      return "cost " + std::to_string(*row.cost) + ": " + row.text;
  }
  return "";
}

}  // namespace newsgraph::paths
