// Articles with what they say marked beside them: the text in NAME.txt, the marks in NAME.facts.
//
//   ASSIGN_OR_RETURN(auto articles, ReadMarkedArticles("datasets/marked"));
//   const MarkedMatch match(article, extraction);
//   match.Judge(extraction.edges[0])       right, open or wrong
//
// A line of marks is one of
//   = Organization/Place | Pod Lupa | Lupa; the site       a thing: its types, its name, its others
//   Mila Drencheva | works_for | Pod Lupa | not            an edge by the names of its ends; denied
// and one that begins with "?" may be found and need not be. The source "article" is the text
// itself; "#" begins a comment.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "loaders/text/extraction.h"

namespace newsgraph::training {

struct MarkedThing {
  text::TypeSet type = 0;      // its own
  text::TypeSet accepted = 0;  // that and what is taken for it
  std::string name;
  std::vector<std::string> aliases;
  bool required = true;
};

struct MarkedEdge {
  std::string source;  // names of things
  text::RelationType relation = text::RelationType::kAbout;
  std::string target;
  text::Polarity polarity = text::Polarity::kPositive;
  bool required = true;
};

struct MarkedArticle {
  std::string name;
  std::string text;
  std::vector<MarkedThing> things;
  std::vector<MarkedEdge> edges;
};

//   errors   IoError; DataError with the line that is not of these forms
StatusOr<MarkedArticle> ReadMarkedArticle(const std::string& facts_path);
// All of a folder, by name.
StatusOr<std::vector<MarkedArticle>> ReadMarkedArticles(const std::string& folder);

enum class Verdict { kRight, kOpen, kWrong };

// Which of an extraction's nodes are the marked things. Borrows both.
class MarkedMatch {
 public:
  MarkedMatch(const MarkedArticle& article, const text::Extraction& extraction);

  Verdict Judge(const text::ExtractedEdge& edge) const;
  // Whether some edge of the extraction says what this mark says.
  bool IsFound(const MarkedEdge& edge) const;

 private:
  bool Says(const text::ExtractedEdge& edge, const MarkedEdge& mark) const;

  const MarkedArticle& article_;
  const text::Extraction& extraction_;
  std::vector<std::vector<std::string>> things_of_;  // names of things by node; most have one
};

}  // namespace newsgraph::training
