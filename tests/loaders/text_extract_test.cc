// The whole loader on short texts: names, groups, negation, inference, offsets.
#include <gtest/gtest.h>

#include <algorithm>

#include "loaders/text/extraction_json.h"
#include "tests/loaders/text_knowledge.h"

namespace newsgraph::text {
namespace {

size_t CountNamed(const Extraction& extraction, NodeType type) {
  return static_cast<size_t>(
      std::count_if(extraction.nodes.begin(), extraction.nodes.end(),
                    [&](const ExtractedNode& node) { return node.type == type; }));
}

TEST(Extract, SpellingsOfOnePersonAreOneNode) {
  const Extraction found = Extract(
      "Activist Maria Kalesnikava was released on Monday. Maria Kolesnikova said she was glad. "
      "Kolesnikova met reporters.");
  EXPECT_EQ(CountNamed(found, NodeType::kPerson), 1u);
}

TEST(Extract, CapitalAndOfficialsAreTheCountry) {
  const Extraction found = Extract(
      "The United States criticised Iran on Monday. Washington rejected the plan. U.S. officials "
      "met leaders of the European Union.");
  size_t states = 0;
  for (const ExtractedNode& node : found.nodes) states += node.country == "US";
  EXPECT_EQ(states, 1u);
  for (const ExtractedNode& node : found.nodes)
    EXPECT_NE(node.type == NodeType::kPlace ? node.name : "", "Washington");
}

TEST(Extract, NeitherNorNegatesBoth) {
  const Extraction found = Extract(
      "Neither the United States nor the European Union has recognised Alexander Lukashenko.");
  EXPECT_NE(
      FindEdge(found, "United States", "recognises", "Alexander Lukashenko", Polarity::kNegated),
      nullptr);
  EXPECT_NE(
      FindEdge(found, "European Union", "recognises", "Alexander Lukashenko", Polarity::kNegated),
      nullptr);
  EXPECT_EQ(FindEdge(found, "United States", "recognises", "Alexander Lukashenko"), nullptr);
}

TEST(Extract, NegationAndModality) {
  const Extraction found =
      Extract("Germany did not release the prisoners. France will sanction Iran.");
  EXPECT_EQ(FindEdge(found, "Germany", "released", "prisoners"), nullptr);
  EXPECT_NE(FindEdge(found, "Germany", "released", "prisoners", Polarity::kNegated), nullptr);
  const ExtractedEdge* planned = FindEdge(found, "France", "sanctioned", "Iran");
  ASSERT_NE(planned, nullptr);
  EXPECT_EQ(planned->modality, Modality::kPlanned);
}

// Whether an edge is there and said to be so.
bool IsActual(const Extraction& found, std::string_view source, std::string_view relation,
              std::string_view target) {
  const ExtractedEdge* edge = FindEdge(found, source, relation, target);
  return edge != nullptr && edge->modality == Modality::kActual;
}

TEST(Extract, LikelyPassivesAreNotActual) {
  for (std::string_view word : {"more likely", "unlikely", "expected", "set", "due", "poised"}) {
    const std::string text(word);
    const Extraction found =
        Extract("Norcorp is " + text + " to be bought by Siemens. Norcorp makes blades.");
    EXPECT_NE(FindEdge(found, "Siemens", "acquired", "Norcorp"), nullptr) << word;
    EXPECT_FALSE(IsActual(found, "Siemens", "acquired", "Norcorp")) << word;
  }
}

TEST(Extract, OverturnedVerdictsLeaveTheDeedOpen) {
  for (const char* text :
       {"The court overturned the conviction of Lena Hall, who had been found guilty of killing "
        "Max Orr.",
        "The court quashed the conviction of Lena Hall for killing Max Orr.",
        "Lena Hall was convicted of killing Max Orr in 2019. An appeal court quashed her "
        "conviction on Monday.",
        "Police accused Lena Hall of killing Max Orr.",
        "Lena Hall was wrongly accused of killing Max Orr."}) {
    EXPECT_FALSE(IsActual(Extract(text), "Lena Hall", "killed", "Max Orr")) << text;
  }
  EXPECT_TRUE(IsActual(Extract("The court upheld the conviction of Lena Hall, who had been found "
                               "guilty of killing Max Orr."),
                       "Lena Hall", "killed", "Max Orr"));
}

TEST(Extract, MembersShareWhatTheirGroupUndergoes) {
  const Extraction found = Extract(
      "Norway released 20 prisoners on Friday. Among those freed are Anna Berg and Jonas Dahl. "
      "According to Swedish authorities, "
      "18 of the released prisoners were transferred to Sweden.");
  const ExtractedEdge* member = FindEdge(found, "Norway", "released", "Anna Berg");
  ASSERT_NE(member, nullptr);
  EXPECT_TRUE(member->inferred);
  EXPECT_EQ(member->rule, "group-member");
  const ExtractedEdge* subset = FindEdge(found, "Jonas Dahl", "released_to", "Sweden");
  ASSERT_NE(subset, nullptr);
  EXPECT_EQ(subset->rule, "subset");
  EXPECT_NEAR(subset->confidence, 0.9, 0.01);
  EXPECT_EQ(subset->evidence.size(), 2u);
}

TEST(Extract, BylineIsWrittenByAndBoilerplateIsNothing) {
  const Extraction found = Extract(
      "Norway and Sweden sign fishing treaty after talks\n\nBy Nora Feld\n\nNorway and Sweden "
      "signed a treaty on fishing on Friday.\n\n"
      "SCROLL FOR NEXT\n");
  EXPECT_NE(FindEdge(found, "Norway and Sweden sign fishing treaty after talks", "written_by",
                     "Nora Feld"),
            nullptr);
  EXPECT_NE(FindEdge(found, "Norway", "agreed_with", "Sweden"), nullptr);
  for (const ExtractedNode& node : found.nodes)
    EXPECT_EQ(node.name.find("SCROLL"), std::string::npos);
}

TEST(Extract, AboutIsWhoTheStoryOpensWithNotWhereOrBeforeWhichCourt) {
  const Extraction found = Extract(
      "Court in Porto jails harbour pilot\n\n"
      "Tomas Brandao was jailed by the Criminal Court in Porto on Monday.\n\n"
      "Brandao had steered a tanker on to the rocks off Porto. Brandao said he was ill.\n\n"
      "The Criminal Court did not believe Brandao.\n\n"
      "A witness, Rui Falcao, was on the bridge. Falcao told the court that he had shouted. "
      "Falcao left the ship. Falcao is 40. Falcao has no licence.\n");
  const auto about = [&](std::string_view target) {
    return FindEdge(found, "Court in Porto jails harbour pilot", "about", target) != nullptr;
  };
  EXPECT_TRUE(about("Tomas Brandao"));
  EXPECT_FALSE(about("Porto"));
  EXPECT_FALSE(about("Criminal Court"));
  EXPECT_FALSE(about("Rui Falcao"));
}

TEST(Extract, BylineIsItsOwnEvidence) {
  constexpr std::string_view kText =
      "Norway and Sweden sign fishing treaty after talks\n\nBy Nora Feld\n\nNorway and Sweden "
      "signed a treaty on fishing on Friday.\n";
  const Extraction found = Extract(kText);
  const ExtractedEdge* byline = FindEdge(found, "Norway and Sweden sign fishing treaty after talks",
                                         "written_by", "Nora Feld");
  ASSERT_NE(byline, nullptr);
  ASSERT_FALSE(byline->evidence.empty());
  EXPECT_EQ(byline->evidence[0].In(kText), "Nora Feld");
}

TEST(Extract, OffsetsAreBytesOfTheText) {
  constexpr std::string_view kText =
      "Türkiye’s president, Ayşe Demir, met Zoë Müller in Köln on Friday.";
  const Extraction found = Extract(kText);
  bool seen = false;
  for (const ExtractedNode& node : found.nodes) {
    for (TextSpan span : node.mentions) {
      ASSERT_LE(span.end, kText.size());
      seen |= span.In(kText) == "Zoë Müller";
    }
  }
  EXPECT_TRUE(seen);
  for (const ExtractedEdge& edge : found.edges) {
    ASSERT_FALSE(edge.evidence.empty());
    EXPECT_LE(edge.evidence[0].end, kText.size());
    EXPECT_GT(edge.confidence, 0);
    EXPECT_LE(edge.confidence, 1);
    EXPECT_FALSE(edge.rule.empty());
  }
}

// Days are counted from the article's own: Monday, 2 March 2026.
TEST(Extract, DatesAreCountedFromTheArticle) {
  const Extraction found = Extract(
      "In brief\n\nOSLO, March 2, 2026 - Kenya criticised Ghana on Friday. Brazil criticised Peru "
      "yesterday. Chile praised Peru last month. Italy sanctioned Iran in August. Spain invaded "
      "Malta last year.\n");
  const auto date = [&](std::string_view source, std::string_view type, std::string_view target) {
    const ExtractedEdge* edge = FindEdge(found, source, type, target);
    return edge == nullptr ? std::string("none") : edge->date;
  };
  EXPECT_EQ(date("Kenya", "criticised", "Ghana"), "2026-02-27");
  EXPECT_EQ(date("Brazil", "criticised", "Peru"), "2026-03-01");
  EXPECT_EQ(date("Chile", "supports", "Peru"), "2026-02");
  EXPECT_EQ(date("Italy", "sanctioned", "Iran"), "2025-08");
  EXPECT_EQ(date("Spain", "attacked", "Malta"), "2025");
}

TEST(Extract, ConfidenceTellsHowAnEdgeWasFound) {
  const Extraction found = Extract(
      "Kenya's president, Otieno Mwangi, met Ama Boateng in Accra. The minister might visit Oslo.");
  const ExtractedEdge* role = FindEdge(found, "Otieno Mwangi", "leads", "Kenya");
  const ExtractedEdge* act = FindEdge(found, "Otieno Mwangi", "met_with", "Ama Boateng");
  ASSERT_TRUE(role != nullptr && act != nullptr);
  EXPECT_GT(role->confidence, act->confidence);
  EXPECT_GT(act->confidence, 0.8f);
}

TEST(Extract, SameTextSameAnswer) {
  constexpr std::string_view kText =
      "Kenya and Ghana signed a treaty. Brazil criticised the treaty. Kenya's president, Otieno "
      "Mwangi, met Ama Boateng.";
  EXPECT_EQ(ToJson(Extract(kText)), ToJson(Extract(kText)));
}

}  // namespace
}  // namespace newsgraph::text
