// What is an article in a page, a feed or a file of several; what is refused, and why.
#include "loaders/text/pages/news_item.h"

#include <gtest/gtest.h>

#include "loaders/text/pages/html_page.h"
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

TEST(JsonArticles, ElementsOfAnArrayHaveTheirPlaces) {
  const std::string json =
      "{\"n\": \"]\\\"\", \"articles\": [\n {\"text\": \"It rained.\"},\n {\"a\": 1}, 3,\n "
      "[{\"b\": [\"]\", 1]}]\n]}\n{\"c\": 1}";
  const auto items = ReadNewsItems(json);
  ASSERT_EQ(items.size(), 5u);
  const std::vector<std::pair<uint64_t, std::string_view>> places = {
      {2, "{\"text"}, {3, "{\"a"}, {3, "3"}, {4, "{\"b"}, {5 + 1, "{\"c"}};
  for (size_t i = 0; i < items.size(); ++i) {
    EXPECT_EQ(items[i].line, places[i].first) << i;
    EXPECT_TRUE(json.substr(items[i].offset).starts_with(places[i].second)) << i;
    EXPECT_EQ(items[i].refused.empty(), i == 0);
  }
}

TEST(JsonArticles, AFileOfThatNameHoldsObjects) {
  for (std::string_view json :
       {"null", "12", "\"hello there\"", "true", "{}", "[]", "[[]]", "", "Rain"})
    EXPECT_NE(ReadNewsItems(std::string(json), "a.json")[0].refused, "") << json;
  EXPECT_EQ(ReadNewsItems("null", "a.txt")[0].refused, "");  // a word
}

constexpr std::string_view kPage =
    "<html><head>\n<title>Rain</title></head><body><p>Jos\xE9 M\xFCller said \x93it rained\x94 in "
    "Oslo.</p></body></html>";

NewsItem Declaring(std::string_view declaration, std::string_view page = kPage) {
  std::string bytes(page);
  const bool before = declaration.starts_with("<?xml");
  bytes.insert(before ? 0 : bytes.find("<title"), declaration);
  return One(std::move(bytes));
}

TEST(Encoding, PagesInTheCharsetThatTheyDeclare) {
  for (std::string_view declaration :
       {"<meta charset=windows-1252>", "<meta charset=\"ISO-8859-1\">", "<meta charset=latin1>",
        "<meta http-equiv=content-type content='text/html; charset=\"us-ascii\"'>",
        "<!-- <meta charset=koi8-r> --><meta charset='x-cp1252'>",
        "<?xml version='1.0' encoding='windows-1252'?>"}) {
    const NewsItem item = Declaring(declaration);
    EXPECT_EQ(item.refused, "") << declaration;
    EXPECT_TRUE(Has(item, "José Müller said “it rained” in Oslo.")) << item.text;
  }
  const auto with = [](std::string_view bytes) {
    return Cat("<html><head><title>Rain</title></head><body><p>In Oslo ", bytes,
               " met the ministers of Norway and Sweden.</p></body></html>");
  };
  EXPECT_TRUE(Has(Declaring("<meta charset=iso-8859-15>", with("\xA4 \xBD")), "Oslo € œ met"));
  EXPECT_TRUE(
      Has(Declaring("<meta charset=windows-1250>", with("Wa\xB3\xEAsa")), "Oslo Wałęsa met"));
  EXPECT_TRUE(Has(Declaring("<meta charset=windows-1251>", with("\xCF\xF3")), "Oslo Пу met"));
  EXPECT_TRUE(Has(Declaring("<meta charset=koi8-r>", with("\xF0\xD5")), "Oslo Пу met"));
  EXPECT_TRUE(Has(Declaring("<meta charset=shift_jis>", with("\x93\xFA")), "Oslo 日 met"));
  EXPECT_TRUE(Has(Declaring("<meta charset=gb2312>", with("\xC8\xD5")), "Oslo 日 met"));
  // Converted since, or never in what they declare.
  EXPECT_TRUE(Has(Declaring("<meta charset=latin1>", with("José")), "Oslo José met"));
  EXPECT_TRUE(Has(Declaring("<meta charset=utf-16>", with("José")), "Oslo José met"));
}

TEST(Encoding, WhatIsNotWhatItSaysIsRefused) {
  EXPECT_TRUE(
      Declaring("<meta charset=klingon>")
          .refused.starts_with("the page declares the charset \"klingon\", which is unknown"));
  EXPECT_EQ(Declaring("<meta charset=shift_jis>", "<html>\n<title>x</title><p>\xFF").refused,
            "not shift_jis: byte 50, in line 2");
  const std::string_view hint = "; convert it, e.g. with iconv -f WINDOWS-1252 -t UTF-8";
  EXPECT_EQ(One("Rain\n\nJos\xE9 met Bo.").refused, Cat("not UTF-8: byte 9, in line 3", hint));
  EXPECT_EQ(One("{\"text\":\n\"Jos\xE9\"}").refused, Cat("not UTF-8: byte 13, in line 2", hint));
  EXPECT_EQ(One(std::string(kPage)).refused, Cat("not UTF-8: byte 51, in line 2", hint));
  EXPECT_EQ(One({'a', '\xFF', '\0'}).refused, "a binary file: byte 2 is NUL; expected UTF-8 text");
}

TEST(Encoding, ByteOrderMarks) {
  const std::string_view text = "Rain\n\nBo met Anna.\n";
  for (const bool big : {false, true}) {
    std::string wide = big ? "\xFE\xFF" : "\xFF\xFE";
    for (char c : text) big ? wide.append({'\0', c}) : wide.append({c, '\0'});
    const NewsItem item = One(wide);
    EXPECT_EQ(item.text, text);
    EXPECT_TRUE(item.composed);
  }
  EXPECT_EQ(One({'\xFF', '\xFE', 'a', '\0', '\0', '\xDC'}).refused,
            "not UTF-16: byte 4, in line 1");
  const NewsItem item = One(Cat("\xEF\xBB\xBF", text));
  EXPECT_EQ(item.text, text);
  EXPECT_FALSE(item.composed);
  EXPECT_EQ(item.offset, 3u);
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
