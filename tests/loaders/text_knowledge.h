// The loader's knowledge, loaded once for all tests of this folder, and short ways to ask of an
// extraction.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "loaders/text/extract.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

inline const Knowledge& SharedKnowledge() {
  static const Knowledge knowledge = [] {
    auto loaded = Knowledge::Load();
    if (!loaded.ok()) ADD_FAILURE() << Render(loaded.status());
    return std::move(loaded).value();
  }();
  return knowledge;
}

inline Extraction Extract(std::string_view text) {
  auto extraction = ExtractArticle(text, {.name = "test", .date = ""}, SharedKnowledge());
  if (!extraction.ok()) {
    ADD_FAILURE() << Render(extraction.status());
    return {};
  }
  return std::move(extraction).value();
}

// Whether one of a node's names is `name`, or ends with it or it with them: "prisoners" and "12
// prisoners".
inline bool IsCalled(const ExtractedNode& node, std::string_view name) {
  const std::string wanted = FoldName(name);
  auto agrees = [&](std::string_view other) {
    const std::string folded = FoldName(other);
    return !folded.empty() &&
           (folded == wanted || EndsWithWord(folded, wanted) || EndsWithWord(wanted, folded));
  };
  if (agrees(node.name)) return true;
  for (const std::string& alias : node.aliases) {
    if (agrees(alias)) return true;
  }
  return false;
}

inline const ExtractedEdge* FindEdge(const Extraction& extraction, std::string_view source,
                                     std::string_view relation, std::string_view target,
                                     Polarity polarity = Polarity::kPositive) {
  for (const ExtractedEdge& edge : extraction.edges) {
    if (NameOf(edge.relation) != relation || edge.polarity != polarity) continue;
    const ExtractedNode& a = extraction.nodes[edge.source];
    const ExtractedNode& b = extraction.nodes[edge.target];
    const bool straight = IsCalled(a, source) && IsCalled(b, target);
    const bool turned =
        RelationInfo(edge.relation).symmetric && IsCalled(b, source) && IsCalled(a, target);
    if (straight || turned) return &edge;
  }
  return nullptr;
}

// A file of texts, each with indented lines below that say what its extraction must hold, or, after
// a "!", must not: cells between bars.
struct Claim {
  const std::string& text;
  const Extraction& extraction;
  const std::string& line;
  bool forbidden;
  std::vector<std::string_view> cells;
};

template <class Check>
void ForEachClaim(const char* path, Check&& check) {
  std::ifstream file(path);
  ASSERT_TRUE(file) << path << ": run from the root of the repository";
  Extraction extraction;
  std::string text;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] != ' ') {
      text = line;
      extraction = Extract(Cat("In brief\n\n", text));
      continue;
    }
    std::string_view rest = Trim(line);
    const bool forbidden = rest.starts_with('!');
    if (forbidden) rest.remove_prefix(1);
    std::vector<std::string_view> cells = Split(rest, '|');
    for (std::string_view& cell : cells) cell = Trim(cell);
    check(Claim{text, extraction, line, forbidden, std::move(cells)});
  }
}

inline bool IsVerbose() { return std::getenv("NEWSGRAPH_VERBOSE") != nullptr; }

}  // namespace newsgraph::text
