// From the text of an article to its nodes and edges: the whole pipeline as one function.
//
//   ASSIGN_OR_RETURN(Knowledge knowledge, Knowledge::Load());
//   ASSIGN_OR_RETURN(Extraction found, ExtractArticle(text, {.name = "summit.txt"}, knowledge));
//
// Steps: structure, sentences and tokens, mentions, entities, relations, reasoning over groups;
// each is a function with its own header. Deterministic: the same text gives the same Extraction.
// Thread-safe: any number of calls at once on one Knowledge, each with its own Scratch.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "loaders/text/extraction.h"
#include "loaders/text/knowledge/knowledge.h"
#include "loaders/text/knowledge/signs.h"

namespace newsgraph::text {

// What is known of an article besides its text.
struct ArticleSource {
  std::string name;         // file name or URL; part of the Article node's key
  std::string date;         // "2026-03-12" where the text itself does not say; may be empty
  ArticleFacts facts = {};  // from a page or a feed: they win over what the text says
};

inline constexpr size_t kMaxArticleBytes = 16 << 20;

// errors   DataError: empty, binary (a NUL byte), not UTF-8, or too long
// cost     O(bytes), about 2 ms for 500 words; at most kMaxEntities nodes
StatusOr<Extraction> ExtractArticle(std::string_view text, const ArticleSource& source,
                                    const Knowledge& knowledge, Scratch& scratch);
StatusOr<Extraction> ExtractArticle(std::string_view text, const ArticleSource& source,
                                    const Knowledge& knowledge);

// An extraction with the signs of each edge: what training/fit learns from.
struct SignedExtraction {
  Extraction extraction;
  std::vector<std::vector<Sign>> signs;  // parallel to extraction.edges
};
StatusOr<SignedExtraction> ExtractWithSigns(std::string_view text, const ArticleSource& source,
                                            const Knowledge& knowledge, Scratch& scratch);

// Why the text can be no article, or OK; ExtractArticle asks it first.
Status CheckArticle(std::string_view text, const ArticleSource& source);

// Keys for the nodes of a graph from elsewhere that have none yet, as ExtractArticle gives them;
// the Article gets the source's. Things without a name of their own (groups, and events, topics and
// works in lower case) are themselves only within their article.
void AssignKeys(const ArticleSource& source, const Gazetteer& gazetteer, Extraction& extraction);

}  // namespace newsgraph::text
