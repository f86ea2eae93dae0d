// libFuzzer target: any bytes as a file of news (text, a page, JSON). What an item keeps is inside
// the file or composed, and graphs that come with it can be loaded.
#include <cstdint>
#include <cstdlib>

#include "loaders/text/article_graph.h"
#include "loaders/text/extract.h"
#include "loaders/text/knowledge/knowledge.h"
#include "loaders/text/pages/news_item.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace newsgraph;
  static const auto gazetteer = text::Gazetteer::Parse(text::EmbeddedGazetteers()).value();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto items = text::ReadNewsItems(std::string(bytes));
  if (items.empty()) abort();
  Builder builder;
  text::ArticleGraph graph(builder);
  for (text::NewsItem& item : items) {
    if (item.offset > size) abort();
    if (!item.composed && bytes.substr(item.offset, item.text.size()) != item.text) abort();
    if (!item.found || !item.refused.empty()) continue;
    text::FoundArticle article;
    article.source = "fuzz";
    article.found = *std::move(item.found);
    text::AssignKeys({.name = "fuzz", .date = ""}, gazetteer, article.found);
    for (const text::ExtractedEdge& edge : article.found.edges) {
      auto& sentences = article.sentences.emplace_back();
      for (const TextSpan span : edge.evidence)
        sentences.push_back(text::CleanUtf8(span.In(item.text)));
    }
    graph.Add(std::move(article));
  }
  if (!std::move(builder).Freeze().ok()) abort();
  return 0;
}
