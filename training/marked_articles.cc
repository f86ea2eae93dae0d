#include "training/marked_articles.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>

#include "graph/base/strings.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::training {
namespace {

namespace fs = std::filesystem;

StatusOr<std::string> ReadText(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  if (file.good()) return content.str();
  return MakeError(ErrorKind::kIoError, ErrorPhase::kRuntime, "", std::nullopt,
                   Cat(path.string(), ": cannot be read"));
}

std::vector<std::string> Cells(std::string_view line, char separator) {
  std::vector<std::string> cells;
  for (std::string_view cell : Split(line, separator)) cells.emplace_back(Trim(cell));
  return cells;
}

std::optional<MarkedThing> ParseThing(const std::vector<std::string>& cells, bool required) {
  MarkedThing thing;
  thing.required = required;
  for (const std::string& name : Cells(cells[0], '/')) {
    const auto type = text::ParseTypeSet(name);
    if (!type) return std::nullopt;
    if (thing.type == 0) thing.type = *type;
    thing.accepted |= *type;
  }
  thing.name = cells[1];
  if (cells.size() > 2) thing.aliases = Cells(cells[2], ';');
  return thing;
}

std::optional<MarkedEdge> ParseEdge(const std::vector<std::string>& cells, bool required) {
  const auto relation = text::ParseRelationType(cells[1]);
  if (!relation || cells.size() > 4 || (cells.size() == 4 && cells[3] != "not"))
    return std::nullopt;
  return MarkedEdge{
      .source = cells[0],
      .relation = *relation,
      .target = cells[2],
      .polarity = cells.size() == 4 ? text::Polarity::kNegated : text::Polarity::kPositive,
      .required = required};
}

// One line of marks; false if it has none of the forms.
bool ParseLine(std::string_view line, MarkedArticle& article) {
  const bool optional = line[0] == '?', thing = line[0] == '=';
  if (optional || thing) line.remove_prefix(1);
  const std::vector<std::string> cells = Cells(line, '|');
  if (cells.size() < 2) return false;
  // "? Event | vigil" is a thing, "? A | met_with | B" an edge.
  if (thing || (optional && (cells.size() < 3 || !text::ParseRelationType(cells[1])))) {
    auto parsed = ParseThing(cells, !optional);
    if (parsed) article.things.push_back(std::move(*parsed));
    return parsed.has_value();
  }
  if (cells.size() < 3) return false;
  auto parsed = ParseEdge(cells, !optional);
  if (parsed) article.edges.push_back(std::move(*parsed));
  return parsed.has_value();
}

// Names are compared without case, marks and a leading article.
std::string Folded(std::string_view name) {
  std::string folded = text::FoldName(name);
  for (std::string_view lead : {"the ", "a ", "an "}) {
    if (text::StartsWith(folded, lead)) return folded.substr(lead.size());
  }
  return folded;
}

// One of them begins or ends with the other: "seven porters" and "porters".
bool Overlap(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  return text::EndsWithWord(a, b) ||
         (text::StartsWith(a, b) && a.size() > b.size() && a[b.size()] == ' ');
}

bool Takes(const MarkedThing& thing, text::NodeType type) {
  return text::Has(thing.accepted, type) ||
         (type == text::NodeType::kCountry && text::Has(thing.accepted, text::NodeType::kPlace));
}

}  // namespace

StatusOr<MarkedArticle> ReadMarkedArticle(const std::string& facts_path) {
  const fs::path path(facts_path);
  MarkedArticle article;
  article.name = path.stem().string();
  ASSIGN_OR_RETURN(article.text, ReadText(fs::path(path).replace_extension(".txt")));
  ASSIGN_OR_RETURN(const std::string marks, ReadText(path));
  size_t number = 0;
  for (std::string_view line : Split(marks, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#' || ParseLine(line, article)) continue;
    return MakeError(ErrorKind::kDataError, ErrorPhase::kRuntime, "", std::nullopt,
                     Cat(path.string(), ", line ", number, ": neither a thing nor an edge"),
                     "write \"= TYPE | NAME | OTHER; OTHER\" or \"NAME | RELATION | NAME | not\"");
  }
  return article;
}

StatusOr<std::vector<MarkedArticle>> ReadMarkedArticles(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".facts") paths.push_back(entry.path().string());
  }
  if (error) {
    return MakeError(ErrorKind::kIoError, ErrorPhase::kRuntime, "", std::nullopt,
                     Cat(folder, ": ", error.message()));
  }
  std::sort(paths.begin(), paths.end());
  std::vector<MarkedArticle> articles;
  for (const std::string& path : paths) {
    ASSIGN_OR_RETURN(articles.emplace_back(), ReadMarkedArticle(path));
  }
  return articles;
}

// The things that any of the names calls; `calls` compares folded names.
template <class Calls>
std::vector<std::string> ThingsCalled(const MarkedArticle& article, const text::ExtractedNode& node,
                                      const Calls& calls) {
  std::vector<std::string> names{Folded(node.name)};
  for (const std::string& alias : node.aliases) names.push_back(Folded(alias));
  std::vector<std::string> things;
  for (const std::string& name : names) {
    for (const MarkedThing& thing : article.things) {
      const bool called = calls(name, Folded(thing.name)) ||
                          std::any_of(thing.aliases.begin(), thing.aliases.end(),
                                      [&](const std::string& a) { return calls(name, Folded(a)); });
      if (called && Takes(thing, node.type)) things.push_back(thing.name);
    }
    if (!things.empty()) break;  // the fullest name that is known decides
  }
  return things;
}

MarkedMatch::MarkedMatch(const MarkedArticle& article, const text::Extraction& extraction)
    : article_(article), extraction_(extraction) {
  for (const text::ExtractedNode& node : extraction.nodes) {
    if (node.type == text::NodeType::kArticle) {
      things_of_.push_back({"article"});
      continue;
    }
    things_of_.push_back(ThingsCalled(article, node, std::equal_to<>()));
    if (things_of_.back().empty()) things_of_.back() = ThingsCalled(article, node, Overlap);
  }
}

bool MarkedMatch::Says(const text::ExtractedEdge& edge, const MarkedEdge& mark) const {
  if (edge.relation != mark.relation || edge.polarity != mark.polarity) return false;
  const auto is = [&](uint32_t node, const std::string& name) {
    const auto& names = things_of_[node];
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return (is(edge.source, mark.source) && is(edge.target, mark.target)) ||
         (text::RelationInfo(edge.relation).symmetric && is(edge.source, mark.target) &&
          is(edge.target, mark.source));
}

Verdict MarkedMatch::Judge(const text::ExtractedEdge& edge) const {
  Verdict verdict = Verdict::kWrong;
  for (const MarkedEdge& mark : article_.edges) {
    if (!Says(edge, mark)) continue;
    if (mark.required) return Verdict::kRight;
    verdict = Verdict::kOpen;
  }
  return verdict;
}

bool MarkedMatch::IsFound(const MarkedEdge& mark) const {
  return std::any_of(extraction_.edges.begin(), extraction_.edges.end(),
                     [&](const text::ExtractedEdge& edge) { return Says(edge, mark); });
}

}  // namespace newsgraph::training
