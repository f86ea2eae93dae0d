#include "loaders/text/explain.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

#include "graph/base/strings.h"

namespace newsgraph::text {
namespace {

// Line breaks of a wrapped sentence are blanks.
std::string OnOneLine(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

std::string Hundredths(float number) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", static_cast<double>(number));
  return text;
}

void AddEdge(const Extraction& extraction, const ExtractedEdge& edge, std::string_view text,
             std::string& out) {
  const std::string_view type =
      edge.type.empty() ? NameOf(edge.relation) : std::string_view(edge.type);
  Append(out, "    (", extraction.nodes[edge.source].name, ")-[:", type, "]->(",
         extraction.nodes[edge.target].name, ")  ", Hundredths(edge.confidence), "  ", edge.rule);
  if (!edge.cue.empty()) Append(out, " by \"", OnOneLine(edge.cue.In(text)), "\"");
  if (!edge.label.empty()) Append(out, ", \"", edge.label, "\"");
  if (edge.polarity == Polarity::kNegated) out += ", negated";
  if (edge.modality != Modality::kActual) Append(out, ", ", NameOf(edge.modality));
  if (!edge.attributed_to.empty()) Append(out, ", said by ", edge.attributed_to);
  if (!edge.date.empty()) Append(out, ", ", edge.date);
  if (edge.inferred) out += ", inferred";
  for (size_t i = 1; i < edge.evidence.size(); ++i) {
    Append(out, i == 1 ? ", also from " : " and ", edge.evidence[i].begin, "-",
           edge.evidence[i].end);
  }
  out += '\n';
}

}  // namespace

std::string Explain(const Extraction& extraction, std::string_view text) {
  // Edges by the sentence they rest on first; no sentence: at the head.
  std::map<std::pair<uint32_t, uint32_t>, std::vector<const ExtractedEdge*>> by_sentence;
  for (const TextSpan silent : extraction.silent_sentences) by_sentence[{silent.begin, silent.end}];
  std::string out = extraction.nodes.empty() ? "" : extraction.nodes[0].name;
  if (!extraction.date.empty()) Append(out, out.empty() ? "" : ", ", extraction.date);
  out += "\n\n";
  for (const ExtractedEdge& edge : extraction.edges) {
    if (edge.evidence.empty()) {
      AddEdge(extraction, edge, text, out);
    } else {
      by_sentence[{edge.evidence[0].begin, edge.evidence[0].end}].push_back(&edge);
    }
    // A sentence that only backs an edge of another one is not silent.
    for (size_t i = 1; i < edge.evidence.size(); ++i)
      by_sentence[{edge.evidence[i].begin, edge.evidence[i].end}];
  }
  for (const auto& [place, edges] : by_sentence) {
    const TextSpan span{place.first, place.second};
    Append(out, place.first, "-", place.second, "  ", OnOneLine(span.In(text)), "\n");
    for (const ExtractedEdge* edge : edges) AddEdge(extraction, *edge, text, out);
    const bool silent =
        std::any_of(extraction.silent_sentences.begin(), extraction.silent_sentences.end(),
                    [&](TextSpan s) { return s.begin == place.first && s.end == place.second; });
    if (edges.empty()) out += silent ? "    nothing\n" : "    backs an edge of another sentence\n";
  }
  return out;
}

}  // namespace newsgraph::text
