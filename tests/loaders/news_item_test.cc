// What is an article in a page, a feed or a file of several; what is refused, and why.
#include "loaders/text/news_item.h"

#include <gtest/gtest.h>

#include "loaders/text/html_page.h"
#include "tests/loaders/load.h"

namespace newsgraph::text {
namespace {

NewsItem One(std::string bytes) {
  std::vector<NewsItem> items = ReadNewsItems(std::move(bytes));
  EXPECT_EQ(items.size(), 1u);
  return std::move(items[0]);
}
NewsItem Page(const std::string& name) { return One(loaders::ReadFile("datasets/pages/" + name)); }

bool Has(const NewsItem& item, std::string_view words) {
  return item.text.find(words) != std::string::npos;
}

TEST(Html, AnArticleWithoutItsPage) {
  const NewsItem item = Page("page.html");
  EXPECT_EQ(item.refused, "");
  EXPECT_TRUE(item.composed);
  EXPECT_EQ(item.facts.title, "Envoys meet in Vilnius");
  EXPECT_EQ(item.facts.published, "2026-03-12T09:30:00Z");
  EXPECT_EQ(item.facts.language, "en-GB");
  EXPECT_EQ(item.facts.url, "https://harbourpost.example/vilnius");
  EXPECT_EQ(item.facts.authors, std::vector<std::string>{"Nora Feld"});
  EXPECT_EQ(item.text,
            "Envoys meet in Vilnius\n\n"
            "Lithuania’s president, Jonas Petraitis, met Anna Berg of Norway in Vilnius on "
            "Tuesday.\n\n"
            "Lithuania & Norway signed a treaty. “It is a good day,” Berg said.\n\n"
            "Anna Berg in Vilnius\n");
}

TEST(Html, WhatThePageSaysElsewhere) {
  const NewsItem item = One(
      "<html><head><meta name=author content='Ann Lee'><meta property='og:title' content='Rain'>"
      "</head><body><time datetime=2026-01-02>2 Jan</time><p>It rained in Oslo for the whole of a "
      "long week.</p></body></html>");
  EXPECT_EQ(item.facts.title, "Rain");
  EXPECT_EQ(item.facts.published, "2026-01-02");
  EXPECT_EQ(item.facts.authors, std::vector<std::string>{"Ann Lee"});
}

TEST(Html, TheBodyInAScript) {
  const NewsItem item = One(
      "<html><body><div id=root></div><script "
      "type='application/ld+json'>{\"@type\":\"NewsArticle\","
      "\"headline\":\"Rain\",\"articleBody\":\"It rained in Oslo for the whole of a long week, and "
      "then it rained in Bergen, where it always rains.\\nNobody was surprised by any of that.\"}"
      "</script></body></html>");
  EXPECT_EQ(item.refused, "");
  EXPECT_TRUE(Has(item, "Rain\n\nIt rained in Oslo"));
  EXPECT_TRUE(Has(item, "\n\nNobody was"));
}

TEST(Html, BadMarkupIsReadAsFarAsItGoes) {
  const NewsItem item =
      One("<p class=\"a>b\" id='c'>Five < six &amp; 7 &gt; 3 &unknown; &#x41;&#66; said the "
          "teacher</b></i><p>Then <b>came the second <i>paragraph of it");
  EXPECT_TRUE(Has(item, "Five < six & 7 > 3 &unknown; AB said the teacher"));
  EXPECT_TRUE(Has(item, "\n\nThen came the second paragraph of it"));
  for (std::string_view broken : {"<html><p", "<html><!-- never closed", "<script>x",
                                  "<html><p a='", "<article></article>", "<html><p>"}) {
    EXPECT_TRUE(One(std::string(broken)).refused.starts_with("no article in")) << broken;
  }
}

TEST(Html, References) {
  EXPECT_EQ(DecodeReferences("a&nbsp;b &rsquo; &#8364; &#xFFFFFF; &; & &shy;x &#xD800;"),
            "a b ’ € &#xFFFFFF; &; & x &#xD800;");
}

TEST(JsonArticles, TheFormsOfFeeds) {
  const NewsItem trafilatura = Page("trafilatura.json");
  EXPECT_EQ(trafilatura.facts.url, "https://harbourpost.example/minsk");
  EXPECT_EQ(trafilatura.facts.authors, (std::vector<std::string>{"Nora Feld", "Sam Ortega"}));
  EXPECT_EQ(trafilatura.facts.published, "2026-03-14");
  EXPECT_EQ(trafilatura.text,
            "Prisoners freed in Minsk\n\nBelarus released 20 prisoners on Friday.\n\nLithuania's "
            "president, Jonas Petraitis, criticised Belarus.\n");
  const NewsItem newspaper = Page("newspaper.json");
  EXPECT_EQ(newspaper.facts.title, "Quake hits Lima");
  EXPECT_EQ(newspaper.facts.authors, (std::vector<std::string>{"Ann Lee", "Bo Dahl"}));
  EXPECT_EQ(newspaper.facts.language, "en");
  const NewsItem ninjs = Page("ninjs.json");
  EXPECT_EQ(ninjs.facts.title, "Court convicts a mayor");
  EXPECT_EQ(ninjs.facts.authors, std::vector<std::string>{"Ann Lee"});
  EXPECT_EQ(ninjs.facts.url, "urn:harbourpost:44");
  EXPECT_TRUE(Has(ninjs, "of fraud on Friday.\n\nMoe denied"));
}

TEST(JsonArticles, LiveBlogsInTheOrderOfTime) {
  const NewsItem live = Page("live.json");
  EXPECT_EQ(live.text,
            "Storm Ida reaches the coast\n\n09:15 First injuries\n\nThe storm injured 14 people in "
            "Porto, the police said.\n\n11:40 Minister travels to the coast\n\nPortugal's interior "
            "minister, Rui Alves, travelled to Porto on Sunday.\n");
}

TEST(JsonArticles, RefusalsSayWhy) {
  const auto items = ReadNewsItems("{\"a\": 1}\n{\"text\": \"It rained.\"}\n[3]\n{broken");
  ASSERT_EQ(items.size(), 4u);
  EXPECT_TRUE(items[0].refused.starts_with("an object without text: expected an article"));
  EXPECT_EQ(items[1].refused, "");
  EXPECT_EQ(items[1].line, 2u);
  EXPECT_TRUE(items[2].refused.starts_with("a value that is no object"));
  EXPECT_TRUE(items[3].refused.starts_with("no JSON: ")) << items[3].refused;
  EXPECT_EQ(items[3].line, 4u);
  EXPECT_EQ(One(std::string(100'000, '[')).refused, "JSON nests deeper than 100");
}

TEST(PlainText, SeveralItemsWithHeadlinesAreApart) {
  const std::string body =
      "President Jonas Petraitis of Lithuania met Anna Berg in Vilnius on Tuesday, an aide said.";
  const std::string two = "Envoys meet\n\n" + body + "\n\n* * *\n\nBridge falls\n\n" + body + "\n";
  const auto items = ReadNewsItems(two);
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[1].line, 6u);
  EXPECT_EQ(two.substr(items[1].offset, items[1].text.size()), items[1].text);
  // A break inside one article is none between articles.
  EXPECT_EQ(ReadNewsItems("Envoys meet\n\n" + body + "\n\n---\n\n" + body + "\n").size(), 1u);
}

}  // namespace
}  // namespace newsgraph::text
