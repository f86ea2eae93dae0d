// Structure, dates and letters: the first step of the article loader.
#include <gtest/gtest.h>

#include "loaders/text/article/article.h"
#include "loaders/text/entities/entities.h"
#include "loaders/text/knowledge/knowledge.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/names.h"

namespace newsgraph::text {
namespace {

const Gazetteer& Names() {
  static const Gazetteer gazetteer = Gazetteer::Parse(EmbeddedGazetteers()).value();
  return gazetteer;
}

BlockKind KindOf(const Article& article, std::string_view text, std::string_view begins) {
  for (const Block& block : article.blocks) {
    if (StartsWith(block.line.In(text), begins)) return block.kind;
  }
  ADD_FAILURE() << "no block begins with " << begins;
  return BlockKind::kParagraph;
}

TEST(Structure, BylinesOfManyForms) {
  constexpr std::string_view kStory =
      "The mayor of Lagos, Ada Obi, opened a bridge on Monday. She said the city had waited for "
      "ten years. Residents cheered as the first cars crossed.";
  struct Row {
    std::string_view above, below;          // the story: lines between title and end
    std::string_view author, second, from;  // empty: none
  };
  constexpr Row kRows[] = {
      {"By Femi Ade", "", "Femi Ade", "", ""},
      {"Words: Femi Ade", "", "Femi Ade", "", ""},
      {"By Our Correspondent, Lagos", "", "", "", ""},
      {"Femi Ade and Tola Bright in Lagos", "", "Femi Ade", "Tola Bright", ""},
      {"Femi Ade | The Lagos Herald | 3 March 2026", "", "Femi Ade", "", "The Lagos Herald"},
      {"Femi Ade, Lagos Herald", "", "Femi Ade", "", "Lagos Herald"},
      {"Femi Ade reports from Lagos", "", "Femi Ade", "", ""},
      {"from FEMI ADE in Lagos", "", "FEMI ADE", "", ""},
      {"FEMI ADE\nTransport correspondent", "", "FEMI ADE", "", ""},
      {"Posted by Femi Ade on 3 March 2026", "", "Femi Ade", "", ""},
      {"Story by Femi Ade. Photographs by Tola Bright.", "", "Femi Ade", "", ""},
      {"", "(Reporting by Femi Ade; Editing by Tola Bright)", "Femi Ade", "", ""},
      {"By Dr. Femi Ade in Lagos and Abuja", "", "Femi Ade", "", ""},
      {"By our correspondents in Lagos and Abuja", "", "", "", ""},
      {"From our correspondent FEMI ADE", "", "FEMI ADE", "", ""},
      {"SPORT | Femi Ade", "", "Femi Ade", "", ""},
      {"Our city editor, Femi Ade, answers your questions", "", "Femi Ade", "", ""},
      {"Live coverage with Femi Ade in Lagos and Tola Bright in Abuja.", "", "Femi Ade",
       "Tola Bright", ""},
      {"LAGOS, Wednesday", "", "", "", ""},
      {"", "Page by Femi Ade and Tola Bright", "Femi Ade", "Tola Bright", ""},
      {"", "(Lagos Herald, by Femi Ade)", "Femi Ade", "", ""},
      {"", "– Femi Ade", "Femi Ade", "", ""},
      {"", "— Reporting by Femi Ade; editing by Tola Bright", "Femi Ade", "", ""},
      {"", "The toll starts in May. — Femi Ade", "Femi Ade", "", ""},
      {"", "Source: Meridian Wire", "", "", "Meridian Wire"},
      {"", "— Femi Ade", "Femi Ade", "", ""},
      {"", "Femi Ade is the Lagos Herald's city reporter.", "Femi Ade", "", ""},
  };
  for (const Row& row : kRows) {
    const std::string text =
        Cat("Bridge opens in Lagos\n", row.above, "\n\n", kStory, "\n\n", row.below, "\n");
    const Article article = FindStructure(text, Names());
    const std::string_view line = row.above.empty() ? row.below : row.above;
    EXPECT_EQ(article.title, "Bridge opens in Lagos") << line;
    const size_t authors = row.author.empty() ? 0 : row.second.empty() ? 1 : 2;
    ASSERT_EQ(article.authors.size(), authors) << line;
    const std::string_view expected[] = {row.author, row.second};
    for (size_t i = 0; i < authors; ++i) {
      EXPECT_EQ(article.authors[i].In(text), expected[i]) << line;
    }
    EXPECT_EQ(article.outlet.In(text), row.from) << line;
  }
}

TEST(Structure, KindsOfBlocks) {
  constexpr std::string_view kText =
      "A bridge fell into the river. [Photo by 'Somebody', via Wikimedia Commons / CC BY-SA 4.0]\n"
      "Disasters\n\n"
      "Bridge over the Tarn collapses after flood\n\n"
      "Two people are missing, officials say\n\n"
      "By Nora Feld and Sam Ortega in Paris\n\n"
      "RIVERGATE, May 4 (Meridian Wire) - A bridge over the Tarn collapsed on Sunday after a week "
      "of rain.\n\n"
      "What happens next?\n\n"
      "* Divers will search the river on Monday, the mayor of the town said.\n\n"
      "Read more: How bridges fall\n\n"
      "SCROLL FOR NEXT";
  const Article article = FindStructure(kText, Names());
  EXPECT_EQ(article.title, "Bridge over the Tarn collapses after flood");
  EXPECT_EQ(KindOf(article, kText, "A bridge fell"), BlockKind::kCaption);
  EXPECT_EQ(KindOf(article, kText, "Disasters"), BlockKind::kSection);
  EXPECT_EQ(KindOf(article, kText, "Two people"), BlockKind::kStandfirst);
  EXPECT_EQ(KindOf(article, kText, "By Nora"), BlockKind::kByline);
  EXPECT_EQ(KindOf(article, kText, "RIVERGATE"), BlockKind::kParagraph);
  EXPECT_EQ(KindOf(article, kText, "What happens"), BlockKind::kQuestion);
  EXPECT_EQ(KindOf(article, kText, "* Divers"), BlockKind::kListItem);
  EXPECT_EQ(KindOf(article, kText, "Read more"), BlockKind::kBoilerplate);
  EXPECT_EQ(KindOf(article, kText, "SCROLL"), BlockKind::kBoilerplate);
  ASSERT_EQ(article.authors.size(), 2u);
  EXPECT_EQ(article.authors[0].In(kText), "Nora Feld");
  EXPECT_EQ(article.authors[1].In(kText), "Sam Ortega");
  EXPECT_EQ(article.dateline_place.In(kText), "RIVERGATE");
  EXPECT_EQ(article.agency.In(kText), "Meridian Wire");
  for (const Block& block : article.blocks) {
    if (block.kind == BlockKind::kCaption) {
      EXPECT_EQ(block.text.In(kText), "A bridge fell into the river.");
    }
    if (block.line.In(kText).substr(0, 9) == "RIVERGATE") {
      EXPECT_EQ(block.text.In(kText).substr(0, 8), "A bridge");
    }
  }
}

TEST(Structure, DatelinesOfLaterParagraphsAreCutOff) {
  constexpr std::string_view kText =
      "Envoys meet in Norway\n\n"
      "OSLO - Talks began in Norway on Monday.\n\n"
      "MOSCOW - Eva Kral met Tom Reed in Oslo.\n\n"
      "PORT ELLIS, May 4 - Ida Moe met Karl Holm in Bonn.\n\n"
      "-----\n\n"
      "Talks in France\n\n"
      "PARIS (Reuters) - Jan Berg visited Lima on Sunday.\n\n"
      "NATO - the alliance of the west - met in Lima on Sunday.\n";
  const Article article = FindStructure(kText, Names());
  std::vector<std::string_view> starts;
  for (const Block& block : article.blocks) {
    if (block.kind == BlockKind::kParagraph && !block.text.empty())
      starts.push_back(block.text.In(kText).substr(0, 4));
  }
  EXPECT_EQ(starts, (std::vector<std::string_view>{"Talk", "Eva ", "Ida ", "Jan ", "NATO"}));
  EXPECT_EQ(article.dateline_place.In(kText), "OSLO");
}

TEST(Structure, WrappedParagraphIsOneBlock) {
  constexpr std::string_view kText =
      "Parliament passes the budget after a long night\n\n"
      "Members of parliament passed the budget on Friday after a debate that had lasted\n"
      "for eleven hours, and the finance minister thanked them for their patience.\n";
  const Article article = FindStructure(kText, Names());
  ASSERT_EQ(article.blocks.size(), 2u);
  EXPECT_EQ(article.blocks[1].kind, BlockKind::kParagraph);
}

TEST(Dates, AreReadAsSaid) {
  EXPECT_EQ(FindDate("Oct 22, 2025", Names()).Text(), "2025-10-22");
  EXPECT_EQ(FindDate("27 March 2026 21:34 IST", Names()).Text(), "2026-03-27");
  EXPECT_EQ(FindDate("2026-03-12", Names()).Text(), "2026-03-12");
  EXPECT_EQ(FindDate("in August 2024", Names()).Text(), "2024-08");
  EXPECT_EQ(FindDate("in 2022", Names()).Text(), "2022");
  EXPECT_EQ(FindDate("no date here", Names()).Text(), "");
  EXPECT_EQ(FindDate("March 3", Names()).day, 3);
}

TEST(Letters, NamesFold) {
  EXPECT_EQ(FoldName("Héctor Briceño"), "hector briceno");
  EXPECT_EQ(FoldName("Dvořáček"), "dvoracek");
  EXPECT_EQ(FoldName("Łukasz Żółć"), "lukasz zolc");
  EXPECT_EQ(FoldName("Şahin Çağlar Öztürk"), "sahin caglar ozturk");
  EXPECT_EQ(FoldName("U.S."), "us");
  EXPECT_EQ(FoldName("D’Souza"), "dsouza");
  EXPECT_EQ(FoldName("Đặng Huế"), "dang hue");
}

TEST(Letters, WordsOfPhrases) {
  EXPECT_TRUE(EndsWithWord("city court", "court"));
  EXPECT_FALSE(EndsWithWord("court", "court"));
  EXPECT_FALSE(EndsWithWord("forecourt", "court"));
  EXPECT_FALSE(EndsWithWord("", ""));
  EXPECT_EQ(LastWordOf("high court of Kenya"), "Kenya");
  EXPECT_EQ(LastWordOf("court"), "court");
  EXPECT_TRUE(HasAnyOf("forecourts", {"police", "court"}));
  EXPECT_FALSE(HasAnyOf("forecourts", {"police", "Court"}));
}

TEST(Letters, DistanceIsBounded) {
  EXPECT_EQ(EditDistance("kalesnikava", "kolesnikova", 3), 2u);
  EXPECT_EQ(EditDistance("abc", "xyz", 1), 2u);
  EXPECT_EQ(EditDistance("", "", 1), 0u);
}

TEST(WordLists, HoldTheirLines) {
  const WordList words("# head\nable\nzoo\n");
  EXPECT_TRUE(words.Contains("able"));
  EXPECT_TRUE(words.Contains("zoo"));
  for (std::string_view other : {"", "abl", "ables", "zoos", "mid", "# head"})
    EXPECT_FALSE(words.Contains(other)) << other;
  EXPECT_FALSE(WordList("# head").Contains("head"));
  EXPECT_FALSE(WordList().Contains("able"));
}

// A search by halves needs the order of the bytes.
TEST(WordLists, OfTheProgramAreInOrder) {
  for (std::string_view text : {EmbeddedGazetteers().people, EmbeddedGazetteers().words}) {
    const WordList list(text);
    size_t lines = 0;
    for (std::string_view line : Split(text, '\n')) {
      if (line.empty() || line[0] == '#') continue;
      ++lines;
      ASSERT_TRUE(list.Contains(line)) << line;
    }
    EXPECT_GT(lines, 10'000u);
  }
}

TEST(Names, SpellingsOfOnePerson) {
  EXPECT_TRUE(SamePersonName("maria kalesnikava", "maria kolesnikova"));
  EXPECT_TRUE(SamePersonName("anna petrosian", "anna petrosyan"));
  EXPECT_TRUE(SamePersonName("anton zhukov", "jukov"));
  EXPECT_FALSE(SamePersonName("anna berg", "jonas berg"));
  EXPECT_FALSE(SamePersonName("john smith", "john smyth jones"));
  EXPECT_EQ(Initials("International Committee of the Red Cross"), "ICRC");
}

}  // namespace
}  // namespace newsgraph::text
