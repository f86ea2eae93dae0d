// Identity across articles: one node for one person, two for two.
#include <gtest/gtest.h>

#include "loaders/text/entity_merge.h"
#include "tests/loaders/text_knowledge.h"

namespace newsgraph::text {
namespace {

std::string KeyOf(const Extraction& article, std::string_view name) {
  for (const ExtractedNode& node : article.nodes) {
    if (IsCalled(node, name)) return node.key;
  }
  ADD_FAILURE() << "no node is called " << name;
  return {};
}

TEST(Merge, SpellingsAndCountriesAgreeAcrossArticles) {
  std::vector<Extraction> articles = {
      Extract("Belarus released the activist Maria Kolesnikova on Friday, the United States said."),
      Extract("Maria Kalesnikava met U.S. officials in Vilnius on Monday after her release.")};
  Identity identity;
  identity.Unify(articles[0]);
  const auto merges = identity.Unify(articles[1]);
  EXPECT_EQ(KeyOf(articles[0], "Maria Kolesnikova"), KeyOf(articles[1], "Maria Kalesnikava"));
  EXPECT_EQ(KeyOf(articles[0], "United States"), KeyOf(articles[1], "United States"));
  bool spelling = false;
  for (const Merge& merge : merges)
    spelling |= merge.reason == "other spelling" || merge.reason == "same name and facts";
  EXPECT_TRUE(spelling);
}

TEST(Merge, NamesakesWithDifferentFactsStayApart) {
  std::vector<Extraction> articles = {
      Extract("German Foreign Minister Anna Berg met reporters in Berlin on Friday."),
      Extract("Norwegian Foreign Minister Anna Berg met reporters in Oslo on Friday."),
      Extract("German Foreign Minister Anna Berg criticised the treaty on Monday.")};
  Identity identity;
  for (Extraction& article : articles) identity.Unify(article);
  EXPECT_NE(KeyOf(articles[0], "Anna Berg"), KeyOf(articles[1], "Anna Berg"));
  EXPECT_EQ(KeyOf(articles[0], "Anna Berg"), KeyOf(articles[2], "Anna Berg"));
}

}  // namespace
}  // namespace newsgraph::text
