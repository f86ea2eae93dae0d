// The article of an HTML page: which of its blocks are the story, and what its head says of it.
#include <algorithm>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/pages/html_page.h"
#include "loaders/text/pages/news_item.h"

namespace newsgraph::text {
namespace {

constexpr size_t kLeastText = 40;  // bytes; a page with less has no article

std::string_view Meta(const HtmlPage& page, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names) {
    const auto found = page.meta.find(name);
    if (found != page.meta.end()) return found->second;
  }
  return {};
}

// A list of links, a button, a teaser: mostly link text, and not much of it.
bool IsLinkList(const HtmlBlock& block) {
  const bool mostly = block.link_bytes * 5 > block.text.size() * 3;
  return mostly && (block.element == "li" || block.text.size() < 160);
}

bool IsHeading(const HtmlBlock& block) {
  return block.element.size() == 2 && block.element[0] == 'h' && IsDigit(block.element[1]);
}

// Text without an element of its own counts when it is as long as a sentence.
bool IsStoryBlock(const HtmlBlock& block) {
  if (IsLinkList(block)) return false;
  return block.element == "p" || block.element == "li" || block.element == "blockquote" ||
         block.element == "figcaption" || block.element == "pre" || IsHeading(block) ||
         block.text.size() >= kLeastText;
}

// The <article> with the most text, else <main>, else the whole page.
std::vector<const HtmlBlock*> StoryOf(const HtmlPage& page) {
  std::vector<size_t> sizes(1, 0);
  size_t in_main = 0;
  for (const HtmlBlock& block : page.blocks) {
    if (!IsStoryBlock(block)) continue;
    if (block.article >= sizes.size()) sizes.resize(block.article + 1, 0);
    if (block.article > 0) sizes[block.article] += block.text.size();
    if (block.main) in_main += block.text.size();
  }
  const auto best =
      static_cast<uint32_t>(std::max_element(sizes.begin(), sizes.end()) - sizes.begin());
  const bool by_article = sizes[best] >= kLeastText, by_main = in_main >= kLeastText;
  std::vector<const HtmlBlock*> story;
  for (const HtmlBlock& block : page.blocks) {
    const bool inside = by_article ? block.article == best : !by_main || block.main;
    if (inside && IsStoryBlock(block)) story.push_back(&block);
  }
  return story;
}

void AddHead(const HtmlPage& page, ArticleFacts& facts) {
  const auto fill = [](std::string& field, std::string_view value) {
    if (field.empty()) field = value;
  };
  for (const HtmlBlock& block : page.blocks) {
    if (block.element == "h1") fill(facts.title, block.text);
  }
  fill(facts.title, Meta(page, {"og:title", "twitter:title", "dc.title", "headline"}));
  // "Prisoners freed | The Daily": the site's name is no part of the title.
  std::string_view title = page.title;
  if (const size_t bar = title.rfind(" | "); bar != title.npos) title = title.substr(0, bar);
  fill(facts.title, title);
  fill(facts.published,
       Meta(page, {"article:published_time", "og:published_time", "datepublished", "date",
                   "pubdate", "dc.date", "dc.date.issued", "parsely-pub-date"}));
  fill(facts.published, page.time);
  fill(facts.language, page.language);
  fill(facts.language, Meta(page, {"og:locale", "language", "content-language"}));
  fill(facts.url, page.canonical);
  fill(facts.url, Meta(page, {"og:url"}));
  const std::string_view author =
      Meta(page, {"author", "article:author", "parsely-author", "dc.creator"});
  if (facts.authors.empty() && !author.empty() && !author.starts_with("http")) {
    facts.authors.emplace_back(author);
  }
}

std::vector<std::string> TextsOf(const std::vector<const HtmlBlock*>& story) {
  std::vector<std::string> texts;
  for (const HtmlBlock* block : story) {
    texts.push_back(block->element == "li" ? Cat("* ", block->text) : block->text);
  }
  return texts;
}

}  // namespace

NewsItem ReadHtmlArticle(std::string_view html) {
  NewsItem item;
  item.composed = true;
  HtmlPage page = ReadHtml(html);
  std::vector<const HtmlBlock*> story = StoryOf(page);
  const auto size_of = [](const std::vector<const HtmlBlock*>& blocks) {
    size_t size = 0;
    for (const HtmlBlock* block : blocks) size += IsHeading(*block) ? 0 : block->text.size();
    return size;
  };
  size_t size = size_of(story);
  // A page that marks its story as an aside is read whole.
  if (size < kLeastText) {
    page = ReadHtml(html, /*everything=*/true);
    story = StoryOf(page);
    size = size_of(story);
  }
  for (const std::string& script : page.linked_data) {
    NewsItem linked;
    if (!ReadJsonArticle(script, linked)) continue;
    item.facts = std::move(linked.facts);
    // The body in the script stands in for a page that is filled in by scripts.
    if (linked.text.size() > 2 * size + 2 * kLeastText) {
      item.text = std::move(linked.text);
      size = item.text.size();
    }
    break;
  }
  AddHead(page, item.facts);
  if (size < kLeastText) {
    item.refused =
        Cat("no article in ", html.size(), " bytes of HTML: expected paragraphs (<p>), or an ",
            "articleBody in a JSON-LD script");
    return item;
  }
  if (item.text.empty()) {
    item.text = ComposeText(item.facts.title, TextsOf(story));
  }
  return item;
}

}  // namespace newsgraph::text
