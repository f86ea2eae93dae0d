// Writes what was found in articles into a Builder, so that one thing is one node.
//
//   ArticleGraph graph(builder);                 // knows who is there already
//   if (!graph.FindArticle("a.txt").valid()) graph.Add(article);
//
// The form of nodes and relationships is in load_text.h. One thread, one load.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/builder.h"
#include "loaders/text/entity_merge.h"
#include "loaders/text/extraction.h"

namespace newsgraph::text {

// An article as far as the graph keeps it.
struct FoundArticle {
  std::string source;  // its name in the graph
  uint32_t checksum = 0;
  ArticleFacts facts;
  std::string text;  // kept when it is not the text of a file; may be empty
  Extraction found;
  std::vector<std::vector<std::string>> sentences;  // of each edge, the main one first
};

// The text with U+FFFD for each byte that is not UTF-8.
std::string CleanUtf8(std::string_view text);

class ArticleGraph {
 public:
  explicit ArticleGraph(Builder& builder);

  NodeId FindArticle(std::string_view source) const;
  bool SameContent(NodeId article, uint32_t checksum) const;

  void Add(FoundArticle article);

 private:
  NodeId AddNode(const ExtractedNode& found);
  void AddNames(NodeId node, const ExtractedNode& found);
  void AddAffiliations(const Extraction& found);
  void AddSameAs(const FoundArticle& article, const std::vector<Merge>& merges, uint64_t older);
  void AddEdge(const FoundArticle& article, size_t index);
  void AddArticle(const FoundArticle& article);

  template <class Element>
  void SetText(Element element, std::string_view key, std::string_view text);
  template <class Element>
  void SetDate(Element element, const std::string& text);
  template <class Element>
  void SetProperties(Element element, const std::vector<ExtractedProperty>& properties);

  Builder& builder_;
  Identity identity_;
  LabelId article_label_;
  KeyId key_, name_, aliases_, affiliations_, date_, source_, checksum_;
  std::vector<NodeId> nodes_;  // by index of the extraction's
};

}  // namespace newsgraph::text
