// Graphs and patterns as statements.
#include <set>

#include "tests/paths/generate.h"

namespace newsgraph::paths {
namespace {

std::string Where(const std::vector<Comparison>& all) {
  std::string out;
  for (const Comparison& c : all) {
    out += (out.empty() ? "" : " AND ") + c.left + "." + c.key + " " + c.op + " " +
           (c.right.empty() ? std::to_string(c.constant) : c.right + "." + c.key);
  }
  return out;
}

std::string Text(const NodePart& node, bool first_time) {
  std::string out = "(" + node.variable;
  if (!node.labels.empty() && first_time) out += ":" + node.labels;
  if (!node.where.empty() && first_time) out += " WHERE " + Where(node.where);
  return out + ")";
}

std::string Quantifier(const Part& part) {
  if (part.min == 0 && !part.max) return "*";
  if (part.min == 1 && !part.max) return "+";
  if (part.questioned) return "?";
  if (part.max && *part.max == part.min) return "{" + std::to_string(part.min) + "}";
  return "{" + std::to_string(part.min) + "," + (part.max ? std::to_string(*part.max) : "") + "}";
}

std::string Text(const EdgePart& edge) {
  std::string out = edge.direction < 0 ? "<-[" : "-[";
  out += edge.variable;
  if (!edge.types.empty()) out += ":" + edge.types;
  if (edge.w) out += " {w: " + std::to_string(*edge.w) + "}";
  if (!edge.where.empty()) out += " WHERE " + Where(edge.where);
  if (edge.cost) out += " COST " + edge.variable + ".w";
  if (edge.top) out += " TOP " + std::to_string(*edge.top) + " BY " + edge.variable + ".i";
  return out + (edge.direction > 0 ? "]->" : "]-");
}

std::string Text(const Period& period) {
  const auto year = [](const std::optional<int>& number) {
    return number ? std::to_string(*number) : std::string("null");
  };
  if (period.as_of) return " AS OF " + year(period.from);
  return " DURING [" + year(period.from) + ", " + year(period.to) + "]";
}

}  // namespace

std::string CreateText(const SmallGraph& graph) {
  std::string out;
  const auto property = [](const char* name, const std::optional<int>& value) {
    return value ? std::string(", ") + name + ": " + std::to_string(*value) : std::string();
  };
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const SmallNode& node = graph.nodes[i];
    out += (i ? ", " : "CREATE ") + std::string("(n") + std::to_string(i) + (node.a ? ":A" : "") +
           (node.b ? ":B" : "") + " {i: " + std::to_string(i) + property("v", node.v) + "})";
  }
  for (size_t i = 0; i < graph.edges.size(); ++i) {
    const SmallEdge& edge = graph.edges[i];
    out += ", (n" + std::to_string(edge.from) + ")-[:" + (edge.u ? "U" : "T") +
           " {i: " + std::to_string(i) + property("w", edge.w) + property("date", edge.date) +
           property("since", edge.since) + property("until", edge.until) + "}]->(n" +
           std::to_string(edge.to) + ")";
  }
  return out;
}

std::string QueryText(const Pattern& pattern, int ends) {
  std::string path;
  std::set<std::string> written;
  std::set<std::string> singles, lists, maybe;
  bool costs = false;
  Pattern named = pattern;
  NodePart& first = named.parts.front().nodes.front();
  NodePart& last = named.parts.back().nodes.back();
  std::string start = first.variable, end = last.variable;
  const bool bind_first = pattern.first.has_value(), bind_last = pattern.last.has_value();
  if (bind_first && start.empty()) first.variable = start = "_a";
  if (bind_last && end.empty()) last.variable = end = "_b";
  for (size_t p = 0; p < named.parts.size(); ++p) {
    const Part& part = named.parts[p];
    std::string text;
    for (size_t i = 0; i < part.nodes.size(); ++i) {
      const NodePart& node = part.nodes[i];
      if (!part.repeats || part.as_group)
        text += Text(node, node.variable.empty() || written.insert(node.variable).second);
      if (i < part.edges.size()) text += Text(part.edges[i]);
    }
    if (part.repeats && part.as_group) {
      if (!part.where.empty()) text += " WHERE " + Where(part.where);
      text = "(" + text + ")";
    }
    if (part.repeats) text += Quantifier(part);
    const bool meets = p > 0 && !part.repeats && !named.parts[p - 1].repeats;
    path += meets ? "(" + text + ")" : text;
    std::set<std::string>& names = part.questioned ? maybe : part.repeats ? lists : singles;
    for (const NodePart& node : part.nodes) {
      if (!node.variable.empty()) names.insert(node.variable);
    }
    for (const EdgePart& edge : part.edges) {
      costs = costs || edge.cost;
      if (edge.variable.empty()) continue;
      names.insert(edge.variable);
    }
  }
  std::string out, where;
  if (bind_first) {
    const std::string is = start + ".i = " + std::to_string(*pattern.first);
    (ends == 0 ? out : where) += ends == 0 ? "MATCH (" + start + " WHERE " + is + ") " : is;
  }
  if (bind_last && (end != start || !bind_first)) {
    const std::string is = end + ".i = " + std::to_string(*pattern.last);
    if (ends == 0) out += "MATCH (" + end + " WHERE " + is + ") ";
    if (ends != 0) where += (where.empty() ? "" : " AND ") + is;
  }
  out += "MATCH ";
  if (pattern.repeatable) out += "REPEATABLE ELEMENTS ";
  out += "p = " + pattern.prefix + " " + path;
  if (pattern.avoid_degree) out += " AVOID DEGREE > " + std::to_string(*pattern.avoid_degree);
  if (!pattern.not_via.empty()) out += " NOT VIA (:" + pattern.not_via + ")";
  if (pattern.period) out += Text(*pattern.period);
  if (!where.empty()) out += " WHERE " + where;
  out += " RETURN [n IN nodes(p) | n.i] AS nodes, [r IN relationships(p) | r.i] AS edges, ";
  out += costs ? "cost(p) AS cost" : "null AS cost";
  for (const std::string& name : singles) {
    if (name[0] != '_') out += ", " + name + ".i AS " + name;
  }
  for (const std::string& name : lists) out += ", [x IN " + name + " | x.i] AS " + name;
  for (const std::string& name : maybe) out += ", " + name + ".i AS " + name;
  return out;
}

}  // namespace newsgraph::paths
