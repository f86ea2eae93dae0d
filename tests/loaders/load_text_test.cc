// Articles in the graph: properties, identity over articles and loads, and what is refused.
#include "loaders/text/load_text.h"

#include <gtest/gtest.h>

#include "tests/loaders/load.h"

namespace newsgraph::loaders {
namespace {

using Strings = std::vector<std::string>;

constexpr std::string_view kTalks =
    "Envoys meet in Vilnius\n\n"
    "VILNIUS, March 12, 2026 - President Jonas Petraitis met Anna Berg in Vilnius in March 2024.\n";
constexpr std::string_view kRelease =
    "Prisoners freed\n\n"
    "VILNIUS, March 14, 2026 - President Jonas Petraitis criticised Belarus on "
    "Friday.\n";

Value Property(const GraphView& view, auto element, std::string_view key) {
  const KeyId id = view.names().FindKey(key);
  return id.valid() ? view.property(element, id) : Value();
}

NodeId FindNamed(const GraphView& view, std::string_view label, std::string_view name) {
  NodeId found;
  for (uint32_t i = 0; i < view.node_limit(); ++i) {
    const Value value = Property(view, NodeId{i}, "name");
    if (!value.is_string() || value.string() != name ||
        !view.HasLabel(NodeId{i}, view.names().FindLabel(label)))
      continue;
    EXPECT_FALSE(found.valid()) << "two nodes are called " << name;
    found = NodeId{i};
  }
  return found;
}

TEST(LoadText, EdgesCarryTheirEvidence) {
  const Folder folder;
  const Loaded loaded = Load({folder.Write("talks.txt", kTalks)});
  ASSERT_TRUE(loaded.status.ok()) << Render(loaded.status);
  EXPECT_EQ(loaded.report.loaded, 1u);
  const GraphView view = loaded.graph.View();
  const NodeId article = FindNamed(view, "Article", "Envoys meet in Vilnius");
  ASSERT_TRUE(article.valid());
  EXPECT_EQ(Property(view, article, "source").string(), "talks.txt");
  EXPECT_EQ(Format(Property(view, article, "date").date()), "2026-03-12");
  const NodeId jonas = FindNamed(view, "Person", "Jonas Petraitis"),
               anna = FindNamed(view, "Person", "Anna Berg");
  ASSERT_TRUE(jonas.valid() && anna.valid());
  const EdgeTypeId met = view.names().FindType("met_with");
  ASSERT_TRUE(met.valid());
  int seen = 0;
  view.ForEachEdge(jonas, Direction::kBoth, TypeSet::Of({met}), [&](NodeId other, EdgeId edge) {
    if (other != anna) return true;
    const Value sentence = Property(view, edge, "sentence");
    const auto start = static_cast<size_t>(Property(view, edge, "start").integer());
    const auto end = static_cast<size_t>(Property(view, edge, "end").integer());
    EXPECT_EQ(sentence.string(), kTalks.substr(start, end - start));
    EXPECT_EQ(Property(view, edge, "plover").string(), "CONSULT");
    EXPECT_NE(sentence.string().find("met Anna Berg"), std::string_view::npos);
    EXPECT_GT(Property(view, edge, "confidence").floating(), 0);
    EXPECT_LE(Property(view, edge, "confidence").floating(), 1);
    EXPECT_EQ(Property(view, edge, "polarity").string(), "positive");
    EXPECT_TRUE(Property(view, edge, "modality").is_string());
    EXPECT_TRUE(Property(view, edge, "inferred").is_bool());
    EXPECT_TRUE(Property(view, edge, "rule").is_string());
    EXPECT_EQ(Property(view, edge, "article").string(), "talks.txt");
    const Value date = Property(view, edge, "date");
    EXPECT_EQ(date.kind() == ValueKind::kDate ? Format(date.date()) : "none", "2024-03-01");
    EXPECT_EQ(Property(view, edge, "date_precision").string(), "month");
    ++seen;
    return true;
  });
  EXPECT_EQ(seen, 1);
}

TEST(LoadText, OneNodeForOneThingOverArticlesAndLoads) {
  const Folder folder;
  const std::string talks = folder.Write("talks.txt", kTalks),
                    release = folder.Write("release.txt", kRelease);
  const Loaded together = Load({talks, release});
  EXPECT_TRUE(
      FindNamed(together.graph.View(), "Person", "Jonas Petraitis").valid());  // and only once

  const Loaded first = Load({talks});
  const Loaded second = Load({release}, {}, first.graph.View());
  EXPECT_EQ(GraphText(second.graph.View()), GraphText(together.graph.View()));

  // Once more changes nothing.
  const Loaded again = Load({release, talks}, {}, second.graph.View());
  EXPECT_EQ(again.report.merged, 2u);
  EXPECT_EQ(again.report.nodes + again.report.edges, 0u);
  EXPECT_EQ(GraphText(again.graph.View()), GraphText(second.graph.View()));
}

TEST(LoadText, ArticlesOfOneNameStayApart) {
  const Folder folder;
  const std::string a = folder.Write("a/x.txt", kTalks), b = folder.Write("b/x.txt", kRelease),
                    c = folder.Write("c/x.txt", kTalks);
  const Loaded loaded = Load({a, b, c});
  EXPECT_EQ(loaded.report.loaded, 2u);
  EXPECT_EQ(loaded.report.merged, 1u);
  const GraphView view = loaded.graph.View();
  EXPECT_EQ(view.statistics().NodesWith(view.names().FindLabel("Article")), 2u);
}

TEST(LoadText, ThreadsDoNotMatter) {
  const Strings folder = {"datasets/articles"};
  LoadOptions one, four;
  one.threads = 1, four.threads = 4;
  const Loaded a = Load(folder, one), b = Load(folder, four);
  EXPECT_GE(a.report.loaded, 6u);
  EXPECT_FALSE(a.report.skipped.empty());  // the marked facts beside the articles
  EXPECT_EQ(GraphText(a.graph.View()), GraphText(b.graph.View()));
}

TEST(LoadText, BrokenFilesAreRejected) {
  const Folder folder;
  std::string latin;
  for (int i = 0; i < 200; ++i) latin += "Stra\xDF\x65 \xFC ";
  const Loaded loaded = Load({folder.Write("empty.txt", ""), folder.Write("blank.txt", " \n\n"),
                              folder.Write("binary.txt", std::string("a\0b\0", 4)),
                              folder.Write("latin.txt", latin), folder.Write("talks.txt", kTalks)});
  ASSERT_TRUE(loaded.status.ok());
  EXPECT_EQ(loaded.report.loaded, 1u);
  ASSERT_EQ(loaded.report.rejected, 4u);
  for (const Rejection& rejection : loaded.report.rejections) {
    EXPECT_EQ(rejection.line, 0u);
    EXPECT_TRUE(rejection.file.ends_with(".txt"));
  }
}

TEST(LoadText, LinksToNothingAreRejected) {
  const Folder folder;
  folder.Write("talks.txt", kTalks);
  std::filesystem::create_symlink("/no/such/file.txt", folder.path() + "/gone.txt");
  std::filesystem::create_symlink("loop.csv", folder.path() + "/loop.csv");
  std::filesystem::create_symlink("talks.txt", folder.path() + "/same.txt");
  const Loaded loaded = Load({folder.path()});
  ASSERT_TRUE(loaded.status.ok()) << Render(loaded.status);
  EXPECT_EQ(loaded.report.files, 4u);
  EXPECT_EQ(loaded.report.loaded + loaded.report.merged, 2u);
  EXPECT_EQ(loaded.Reasons(), (Strings{"0: a link to \"/no/such/file.txt\", which cannot be opened",
                                       "0: a link to \"loop.csv\", which cannot be opened"}));
}

TEST(LoadText, ALongNameEndsBehindAWord) {
  const Folder folder;
  const Loaded loaded = Load({folder.Write(
      "a.txt",
      "President Anna Berg met the foreign minister of Norway Jonas Dahl in Oslo on Friday "
      "to speak about the treaty that both countries had signed in March.\n")});
  EXPECT_TRUE(FindNamed(loaded.graph.View(), "Article",
                        "President Anna Berg met the foreign minister of Norway Jonas Dahl in Oslo "
                        "on Friday to speak about the treaty that both…")
                  .valid());
}

TEST(LoadText, WhatLooksLikeAnArticle) {
  EXPECT_TRUE(text::LooksLikeArticle("Talks resume\n\nVILNIUS"));
  EXPECT_TRUE(text::LooksLikeArticle("cut in a character \xC3"));
  EXPECT_TRUE(text::LooksLikeArticle(" <html>"));
  EXPECT_TRUE(text::LooksLikeArticle("{\"a\": 1}"));
  EXPECT_FALSE(text::LooksLikeArticle(" \n "));
  EXPECT_FALSE(text::LooksLikeArticle(std::string_view("a\0b", 3)));
  EXPECT_FALSE(text::LooksLikeArticle("\xFC\xFC\xFC\xFC\xFC"));
}

// What (:Article)-[:SAME_AS]-> says, as "article: name = node, score, reason".
Strings SameAs(const GraphView& view) {
  Strings told;
  const EdgeTypeId type = view.names().FindType("SAME_AS");
  for (uint32_t i = 0; type.valid() && i < view.node_limit(); ++i) {
    view.ForEachEdge(NodeId{i}, Direction::kOut, TypeSet::Of({type}), [&](NodeId to, EdgeId edge) {
      told.push_back(Cat(
          Property(view, NodeId{i}, "source").string(), ": ", Property(view, edge, "name").string(),
          " = ", Property(view, to, "name").string(), ", ", ToText(Property(view, edge, "score")),
          ", ", Property(view, edge, "reason").string()));
      return true;
    });
  }
  std::sort(told.begin(), told.end());
  return told;
}

TEST(LoadText, ASecondLoadKnowsWhoIsThere) {
  const Folder folder;
  const std::string first = folder.Write(
      "a.txt", "Belarus released the activist Maria Kolesnikova, a Belarusian musician.\n");
  const std::string second = folder.Write(
      "b.txt", "The Belarusian activist Maria Kalesnikava met Jonas Petraitis in Vilnius.\n");
  const Loaded one = Load({first}), two = Load({second}, {}, one.graph.View());
  const GraphView view = two.graph.View();
  EXPECT_TRUE(FindNamed(view, "Person", "Maria Kolesnikova").valid());
  EXPECT_FALSE(FindNamed(view, "Person", "Maria Kalesnikava").valid());
  EXPECT_TRUE(SameAs(one.graph.View()).empty());
  const Strings told = SameAs(view);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_TRUE(told[0].starts_with("b.txt: Maria Kalesnikava = Maria Kolesnikova, 0.")) << told[0];
  EXPECT_EQ(GraphText(view), GraphText(Load({first, second}).graph.View()));
}

TEST(LoadText, NamesakesOfLaterLoadsStayApart) {
  const Folder folder;
  const auto minister = [&](const std::string& name, std::string_view country,
                            std::string_view city) {
    return folder.Write(
        name, Cat(country, " Foreign Minister Anna Berg met reporters in ", city, " on Friday.\n"));
  };
  const Loaded one = Load({minister("a.txt", "German", "Berlin")});
  const Loaded two = Load({minister("b.txt", "Norwegian", "Oslo")}, {}, one.graph.View());
  const Loaded three = Load({minister("c.txt", "German", "Bonn")}, {}, two.graph.View());
  const GraphView view = three.graph.View();
  int people = 0;
  for (uint32_t i = 0; i < view.node_limit(); ++i) {
    const Value key = Property(view, NodeId{i}, "key");
    people += key.is_string() && key.string().starts_with("person:anna berg");
  }
  EXPECT_EQ(people, 2);
  const Strings told = SameAs(view);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0], "c.txt: Anna Berg = Anna Berg, 0.97, same name and facts");
}

TEST(LoadText, PagesAndFeedsComeWithTheirMetadata) {
  const Loaded loaded = Load({"datasets/pages"});
  EXPECT_EQ(loaded.report.loaded, 6u);
  EXPECT_EQ(loaded.report.rejected, 0u);
  const GraphView view = loaded.graph.View();
  const NodeId article = FindNamed(view, "Article", "Envoys meet in Vilnius");
  ASSERT_TRUE(article.valid());
  EXPECT_EQ(Property(view, article, "url").string(), "https://harbourpost.example/vilnius");
  EXPECT_EQ(Property(view, article, "language").string(), "en-GB");
  EXPECT_EQ(Format(Property(view, article, "date").date()), "2026-03-12");
  const std::string text(Property(view, article, "text").string());
  // Evidence of every relationship of the article lies in the text that is kept.
  int seen = 0;
  for (uint32_t i = 0; i < view.node_limit(); ++i) {
    view.ForEachEdge(NodeId{i}, Direction::kOut, TypeSet::Any(), [&](NodeId, EdgeId edge) {
      const Value source = Property(view, edge, "article"), start = Property(view, edge, "start");
      if (!source.is_string() || source.string() != "https://harbourpost.example/vilnius" ||
          !start.is_int())
        return true;
      const auto begin = static_cast<size_t>(start.integer());
      const auto end = static_cast<size_t>(Property(view, edge, "end").integer());
      EXPECT_EQ(text.substr(begin, end - begin), Property(view, edge, "sentence").string());
      ++seen;
      return true;
    });
  }
  EXPECT_GE(seen, 4);
  const NodeId writer = FindNamed(view, "Person", "Nora Feld");
  EXPECT_TRUE(writer.valid());
}

TEST(LoadText, OtherLanguagesAreRefused) {
  const Folder folder;
  const Loaded loaded = Load({folder.Write(
      "a.json", R"({"title":"Treffen","text":"Der Kanzler sprach in Berlin.","language":"de"})")});
  ASSERT_EQ(loaded.report.rejected, 1u);
  EXPECT_EQ(loaded.report.rejections[0].reason, "the article is in \"de\": English alone is read");
}

}  // namespace
}  // namespace newsgraph::loaders
