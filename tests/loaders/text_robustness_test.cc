// Texts nobody means to load: refused with a reason, or read in bounded time; never a crash.
#include <gtest/gtest.h>

#include <ctime>
#include <fstream>
#include <iterator>
#include <random>

#include "loaders/text/extraction_json.h"
#include "tests/loaders/text_knowledge.h"

namespace newsgraph::text {
namespace {

// Of this process, whatever else the machine does.
double Seconds(std::string_view text, bool expect_ok) {
  const std::clock_t begin = std::clock();
  const auto found = ExtractArticle(text, {.name = "odd.txt", .date = ""}, SharedKnowledge());
  EXPECT_EQ(found.ok(), expect_ok) << (found.ok() ? "" : Render(found.status()));
  if (found.ok()) ToJson(*found);
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

void ExpectRefused(std::string_view text, std::string_view reason) {
  const auto found = ExtractArticle(text, {.name = "odd.txt", .date = ""}, SharedKnowledge());
  ASSERT_FALSE(found.ok());
  EXPECT_NE(Render(found.status()).find(reason), std::string::npos) << Render(found.status());
  EXPECT_NE(Render(found.status()).find("odd.txt"), std::string::npos);
}

TEST(Robustness, WhatIsNoTextIsRefused) {
  ExpectRefused("", "no letters");
  ExpectRefused(" \n\t\r\n ", "no letters");
  ExpectRefused("12 34 --- !!!", "no letters");
  ExpectRefused(std::string_view("PK\x03\x04 a\0b", 9), "NUL byte");
  std::string latin1;
  for (int i = 0; i < 200; ++i) latin1 += "caf\xE9 \xE8t\xE9 ";
  ExpectRefused(latin1, "not UTF-8");
  ExpectRefused(std::string(kMaxArticleBytes + 1, 'a'), "at most");
}

TEST(Robustness, BytesThatAreNoTextAreRefused) {
  std::string text =
      "President Anna Berg met Jonas Dahl in Oslo on Friday, the ministry said in a long "
      "statement.";
  text[20] = '\xff';
  ExpectRefused(text, "byte 20 is not UTF-8");
}

// No sentence is left that could be the evidence of who works where.
TEST(Robustness, ABylineAndNothingElseIsRead) { Seconds("By Anna Berg, Harbour Post", true); }

// Rules look at the words beside a name, and a text may end right there.
TEST(Robustness, TextsMayEndAnywhere) {
  Seconds("Its sole survivor, Yonas Tesfalem, 22,", true);
  Seconds("Ana Lima has left for Singapore, says the Bureau of Immigration of Manila", true);
  Seconds("At Adré", true);
  Seconds("Norland would", true);
}

TEST(Robustness, TimeGrowsWithTheText) {
  const std::string sentence =
      "Kenya's president, Otieno Mwangi, met Ama Boateng of Ghana in Nairobi, and Brazil "
      "criticised the treaty. ";
  std::string small, large;
  while (small.size() < 250'000) small += sentence;
  while (large.size() < 1'000'000) large += sentence;
  const double a = Seconds(small, true), b = Seconds(large, true);
  std::printf("  0.25 MB in one line: %.2f s, 1 MB: %.2f s\n", a, b);
  EXPECT_LT(b, 12 * a + 1);
}

// Every mention of a person brings the same roles again, and every act looks back for its actors.
TEST(Robustness, TimeGrowsWithTheRoles) {
  std::ifstream file("datasets/articles/court.txt");
  ASSERT_TRUE(file) << "run from the root of the repository";
  const std::string story{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(story.empty());
  std::string small, large;
  while (small.size() < 100'000) small += Cat(story, "\n");
  while (large.size() < 400'000) large += Cat(story, "\n");
  const double a = Seconds(small, true), b = Seconds(large, true);
  std::printf("  0.1 MB of one trial: %.2f s, 0.4 MB: %.2f s\n", a, b);
  EXPECT_LT(b, 12 * a + 1);
}

TEST(Robustness, AdversarialTextsEnd) {
#ifdef __SANITIZE_ADDRESS__
  constexpr int kTimes = 5'000;  // what is measured grows tenfold with the sanitizers
#else
  constexpr int kTimes = 20'000;
#endif
  std::string many_names, brackets, capitals, nested;
  for (int i = 0; i < kTimes; ++i)
    many_names += Cat("Anna Berg", i, " met Jonas Dahl", i * 7, ". ");
  for (int i = 0; i < 10 * kTimes; ++i) brackets += "(“[";
  brackets += "a";
  for (int i = 0; i < 3 * kTimes; ++i) capitals += "Aaa ";
  for (int i = 0; i < kTimes; ++i) nested += "who said that he ";
  for (const std::string& text :
       {many_names, brackets, capitals, nested, std::string(25 * kTimes, 'a'),
        std::string(15 * kTimes, '\n') + "a"}) {
    EXPECT_LT(Seconds(text, true), 60);
  }
}

TEST(Robustness, RandomBytesNeverCrash) {
  std::mt19937 random(7);
  const std::string alphabet = "aA .,;:'\"()-\n\n1 9€’“”é–XYZ of the by in and U.S. ";
  for (int round = 0; round < 300; ++round) {
    std::string text;
    const size_t size = random() % 400;
    for (size_t i = 0; i < size; ++i) text += alphabet[random() % alphabet.size()];
    const auto found = ExtractArticle(text, {.name = "random", .date = ""}, SharedKnowledge());
    if (found.ok()) ToJson(*found);
  }
}

}  // namespace
}  // namespace newsgraph::text
