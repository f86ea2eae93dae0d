// Sentences and tokens: what stays whole, what is split, where sentences end, and that no input is
// too strange.
#include "loaders/text/tokens/tokens.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace newsgraph::text {
namespace {

TokenisedText TokensOf(std::string_view text) {
  TokenisedText tokens;
  Tokenise(text, {0, static_cast<uint32_t>(text.size())}, tokens);
  return tokens;
}

// Tokens with spaces between, sentences with " | ".
std::string Shown(std::string_view text) {
  const TokenisedText tokens = TokensOf(text);
  std::string shown;
  for (Sentence sentence : tokens.sentences) {
    if (!shown.empty()) shown += " |";
    for (const Token& token : tokens.TokensOf(sentence)) {
      if (!shown.empty()) shown += ' ';
      shown += token.span.In(text);
    }
  }
  return shown;
}

struct Case {
  const char* text;
  const char* tokens;
};

void Check(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(Shown(c.text), c.tokens) << c.text;
}

TEST(Tokens, CliticsAreTokens) {
  Check({
      {"Minsk's army didn't go", "Minsk 's army did n't go"},
      {"They’ll say it’s theirs", "They ’ll say it ’s theirs"},
      {"I'd've gone, can't you?", "I 'd 've gone , ca n't you ?"},
      {"the players' union won’t", "the players ' union wo n’t"},
      {"O'Brien met d'Estaing at 5 o'clock", "O'Brien met d'Estaing at 5 o'clock"},
      {"We cannot go", "We can not go"},
      {"in the '90s", "in the ' 90s"},
      {"Let's rock 'n' roll", "Let 's rock 'n ' roll"},
  });
}

TEST(Tokens, HyphensSplitButForPrefixes) {
  Check({
      {"state-owned re-elected", "state - owned re-elected"},
      {"the 30-year-old co-founder", "the 30 - year - old co-founder"},
      {"pro-Beijing anti-war F-16", "pro-Beijing anti-war F - 16"},
      {"call 555-0100 or 713-853-3989", "call 555-0100 or 713-853-3989"},
      {"1914-1918 and 1914–1918", "1914 - 1918 and 1914 – 1918"},
      {"he said -- quietly — no", "he said -- quietly — no"},
  });
}

TEST(Tokens, NumbersMoneyAndUnits) {
  Check({
      {"$5bn, €1,000.50 and 3.5%", "$ 5 bn , € 1,000.50 and 3.5 %"},
      {"at 10:30am on 9/11", "at 10:30 am on 9/11"},
      {"the 20th and 1960s, 5km", "the 20th and 1960s , 5 km"},
      {"a score of 3-2.", "a score of 3 - 2 ."},
      {"4x4 and 3D", "4x4 and 3D"},
  });
}

TEST(Tokens, AddressesStayWhole) {
  Check({
      {"See https://example.com/a?b=c.", "See https://example.com/a?b=c ."},
      {"(www.example.org)", "( www.example.org )"},
      {"Mail jo.do@example.co.uk, please", "Mail jo.do@example.co.uk , please"},
      {"Amazon.com and @user #MeToo", "Amazon.com and @user #MeToo"},
  });
}

TEST(Tokens, AbbreviationsKeepTheirStop) {
  Check({
      {"Mr. Smith of Acme Inc. left", "Mr. Smith of Acme Inc. left"},
      {"in the U.S. and the U.K.", "in the U.S. and the U.K."},
      {"at 5 p.m. on Jan. 3", "at 5 p.m. on Jan. 3"},
      {"Dr. J. K. Rowling, Ph.D.", "Dr. J. K. Rowling , Ph.D."},
      {"No. 5 is alive", "No. 5 is alive"},
      {"e.g. this, i.e. that etc.", "e.g. this , i.e. that etc."},
      {"AT&T and R&D", "AT&T and R&D"},
  });
}

TEST(Tokens, Quotes) {
  Check({
      {"“No,” he said.", "“ No , ” he said ."},
      {"\"No,\" he said.", "\" No , \" he said ."},
      {"‘No,’ he said.", "‘ No , ’ he said ."},
      {"(see \"A\")", "( see \" A \" )"},
  });
}

TEST(Sentences, EndAtStops) {
  Check({
      {"He left. She stayed.", "He left . | She stayed ."},
      {"Why? Because! Fine.", "Why ? | Because ! | Fine ."},
      {"He left.) Then more.", "He left . ) | Then more ."},
      {"He said: “I left.” She stayed.", "He said : “ I left . ” | She stayed ."},
      {"He said \"I left.\" She stayed.", "He said \" I left . \" | She stayed ."},
      {"It ended.The next began.", "It ended . | The next began ."},
  });
}

TEST(Sentences, DoNotEndAtAbbreviations) {
  Check({
      {"U.S. President Joe Biden spoke.", "U.S. President Joe Biden spoke ."},
      {"J. K. Rowling and George W. Bush met.", "J. K. Rowling and George W. Bush met ."},
      {"Gen. Smith met Sen. Jones.", "Gen. Smith met Sen. Jones ."},
      {"It rose 1.5 percent vs. Feb. 3 levels.", "It rose 1.5 percent vs. Feb. 3 levels ."},
      {"Acme Corp. said it sold Bolt Ltd. to a rival.",
       "Acme Corp. said it sold Bolt Ltd. to a rival ."},
  });
}

TEST(Sentences, EndAtAbbreviationsThatStandLast) {
  Check({
      {"He lives in the U.S. The firm moved.", "He lives in the U.S. | The firm moved ."},
      {"They left at 5 p.m. He stayed.", "They left at 5 p.m. | He stayed ."},
      {"It was sold to Acme Inc. But it failed.", "It was sold to Acme Inc. | But it failed ."},
  });
}

TEST(Sentences, QuotedQuestionsGoOn) {
  Check({
      {"“Why?” he asked. No reply.", "“ Why ? ” he asked . | No reply ."},
      {"“Why?” Smith asked.", "“ Why ? ” Smith asked ."},
      {"“Why?” The crowd was silent.", "“ Why ? ” | The crowd was silent ."},
  });
}

TEST(Tokens, SpansAreMonotoneAndCoverEveryMark) {
  const std::string text =
      "A b\xC2\xA0"
      "c—d… “é” \xF0\x9F\x98\x80 \xFF\xFE 5% (x) it's www.a.b U.S. don't";
  const TokenisedText tokens = TokensOf(text);
  uint32_t end = 0;
  std::string together;
  for (const Token& token : tokens.tokens) {
    EXPECT_LE(end, token.span.begin);
    EXPECT_LT(token.span.begin, token.span.end);
    end = token.span.end;
    together += token.span.In(text);
  }
  EXPECT_LE(end, text.size());
  uint32_t next = 0;
  for (Sentence sentence : tokens.sentences) {
    EXPECT_EQ(sentence.begin, next);
    EXPECT_LT(sentence.begin, sentence.end);
    next = sentence.end;
  }
  EXPECT_EQ(next, tokens.tokens.size());
  std::string marks;  // the text without its white space
  for (char c : text) {
    if (c != ' ') marks += c;
  }
  marks.erase(marks.find("\xC2\xA0"), 2);
  EXPECT_EQ(together, marks);
}

TEST(Tokens, OnlyTheBlockIsRead) {
  const std::string text = "Title here. Body text. Tail";
  TokenisedText tokens;
  Tokenise(text, {12, 22}, tokens);
  ASSERT_EQ(tokens.tokens.size(), 3u);
  EXPECT_EQ(tokens.tokens[0].span, (TextSpan{12, 16}));
  EXPECT_TRUE(tokens.tokens[0].space_before);
  EXPECT_EQ(tokens.tokens[2].span.In(text), ".");
  Tokenise(text, {23, 27}, tokens);  // appends
  EXPECT_EQ(tokens.sentences.size(), 2u);
  Tokenise(text, {5, 5}, tokens);  // nothing
  EXPECT_EQ(tokens.tokens.size(), 4u);
}

// Doubling the text must not do more than about double the time.
TEST(Tokens, TimeIsLinearInAnyText) {
  using Clock = std::chrono::steady_clock;
  const auto seconds = [](const std::string& text) {
    double best = 1e9;
    for (int round = 0; round < 3; ++round) {
      const auto start = Clock::now();
      const TokenisedText tokens = TokensOf(text);
      best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
      for (const Token& token : tokens.tokens) EXPECT_LE(token.span.size(), kMaxTokenBytes);
      for (Sentence s : tokens.sentences) EXPECT_LE(s.size(), kMaxSentenceTokens);
    }
    return best;
  };
  for (const char* piece :
       {"a", ".",  "a.", "'",    "n't",          "-",     "x@y", "http://", "://a", "&", "1,", "\"",
        ")", "!)", "w/", "\xFF", "\xE2\x80\x9D", "U.S. ", "a-",  "@",       "#",    "5-"}) {
    std::string half, whole;
    while (half.size() < 200'000) half += piece;
    whole = half + half;
    const double small = seconds(half), large = seconds(whole);
    EXPECT_LT(large, 4 * small + 0.05) << piece;
    EXPECT_LT(large, 2.0) << piece;
  }
}

}  // namespace
}  // namespace newsgraph::text
