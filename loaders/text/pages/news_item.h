// What a file of news holds: the articles in it, as plain text with what is known beside the text.
//
//   for (NewsItem& item : ReadNewsItems(bytes, "a.html"))
//     if (item.refused.empty()) use(item.text, item.facts.title, item.facts.published);
//
// Read are
//   - plain text; several short items in one file are apart when a line of dashes, stars or equals
//     signs stands between them and a headline follows it
//   - HTML pages: title, paragraphs, lists and captions of the article, without menus, scripts and
//     link lists; metadata from schema.org JSON-LD, meta elements, <title> and <time>
//   - JSON: schema.org articles (also in @graph, also LiveBlogPosting with its updates), what
//     trafilatura and newspaper write, IPTC ninjs 1 to 3; one object, an array, or one a line
//   - JSON graphs: LangChain's GraphDocument and what `newsgraph extract` prints
//   (extraction_json.h)
//
// Text of a page or of JSON is composed anew: title, then paragraphs, a blank line between them.
// Its offsets count in the text that is kept here. An item that cannot be read says why; no input
// is an error. Bytes that are neither UTF-8 nor what they say they are (encoding.h) are refused as
// one item. Thread-safe: no state. cost: O(bytes)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loaders/text/extraction.h"

namespace newsgraph::text {

struct NewsItem {
  std::string text;
  ArticleFacts facts;
  bool composed = false;  // the text is not a run of the file's bytes
  // Where the item begins in the file; line 0: it is the file. No offset in one that was converted.
  uint64_t line = 0, offset = 0;
  std::optional<Extraction> found;  // a graph that came instead of, or with, the text
  std::string refused;              // why it cannot be read; empty when it can
};

// At least one item. What a file is shows in its bytes, but for one whose name says JSON: a word or
// a number there is no text.
std::vector<NewsItem> ReadNewsItems(std::string bytes, std::string_view file = {});

// The rows behind it. `html` and `json` are whole files.
NewsItem ReadHtmlArticle(std::string_view html);
std::vector<NewsItem> ReadJsonArticles(std::string_view json);
// An article in one of the JSON forms; false when the text is no JSON object or has no such form.
bool ReadJsonArticle(std::string_view json, NewsItem& item);

// Title and blocks as one text: a blank line between them, the title first unless it is the first
// block already.
std::string ComposeText(std::string_view title, const std::vector<std::string>& blocks);

}  // namespace newsgraph::text
