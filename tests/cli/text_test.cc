#include "cli/text.h"

#include <gtest/gtest.h>

namespace newsgraph::cli {
namespace {

TEST(Text, WidthsFollowUnicode) {
  EXPECT_EQ(WidthOf(""), 0);
  EXPECT_EQ(WidthOf("Minsk"), 5);
  EXPECT_EQ(WidthOf("Мінск"), 5);
  EXPECT_EQ(WidthOf("北京"), 4);
  EXPECT_EQ(WidthOf("서울"), 4);
  EXPECT_EQ(WidthOf("한글"), 4);     // conjoining letters too
  EXPECT_EQ(WidthOf("e\u0301"), 1);  // a letter with a mark
  EXPECT_EQ(WidthOf("👍"), 2);
  EXPECT_EQ(WidthOf("👍🏽"), 2);     // with a skin tone
  EXPECT_EQ(WidthOf("👩‍🚀"), 2);  // joined
  EXPECT_EQ(WidthOf("🇧🇾"), 2);           // a flag
  EXPECT_EQ(WidthOf("❤️"), 2);       // as an emoji by its selector
  EXPECT_EQ(WidthOf("مينسك"), 5);
  EXPECT_EQ(WidthOf("\xff\xfe"), 2);  // bytes that are no UTF-8
}

TEST(Text, GraphemesGoBothWays) {
  const std::string text = "a👩‍🚀e\u0301\n🇧🇾z";
  std::vector<size_t> starts;
  for (size_t at = 0; at < text.size(); at = NextGrapheme(text, at).end) starts.push_back(at);
  EXPECT_EQ(starts.size(), 6u);
  for (size_t i = 1; i < starts.size(); ++i)
    EXPECT_EQ(PreviousGrapheme(text, starts[i]), starts[i - 1]);
  EXPECT_EQ(PreviousGrapheme(text, text.size()), starts.back());
  EXPECT_EQ(PreviousGrapheme(text, 0), 0u);
}

TEST(Text, VisibleHidesNothingAndObeysNothing) {
  EXPECT_EQ(Visible("a\x1b[2J\tb\n"), "a\\u001b[2J\\tb\\n");
  EXPECT_EQ(Visible("a\nb\tc\r", true), "a\nb\tc\\r");
  EXPECT_EQ(Visible("evil\u202Etxt"), "evil\\u202etxt");
  EXPECT_EQ(Visible("\u009b31m"), "\\u009b31m");
  EXPECT_EQ(Visible("a\xff"
                    "b"),
            "a\\xffb");
  EXPECT_EQ(Visible(std::string_view("\0", 1)), "\\u0000");
  EXPECT_EQ(Visible("\U000E0041"), "\\U000e0041");
  EXPECT_EQ(Visible("Zażółć 北京 👩‍🚀 می‌خواهم"),
            "Zażółć 北京 👩‍🚀 می‌خواهم");
}

TEST(Text, FitCutsAtGraphemes) {
  EXPECT_EQ(Fit("Minsk", 5), "Minsk");
  EXPECT_EQ(Fit("Minsk", 4), "Min…");
  EXPECT_EQ(Fit("北京市", 4), "北…");
  EXPECT_EQ(Fit("北京市", 5), "北京…");
  EXPECT_EQ(Fit("abc", 0), "");
  for (int cells = 1; cells < 12; ++cells)
    EXPECT_LE(WidthOf(Fit("a👩‍🚀b北京c🇧🇾d", cells)), cells);
}

TEST(Text, Commas) {
  EXPECT_EQ(WithCommas(0), "0");
  EXPECT_EQ(WithCommas(999), "999");
  EXPECT_EQ(WithCommas(9980), "9,980");
  EXPECT_EQ(WithCommas(1234567), "1,234,567");
}

}  // namespace
}  // namespace newsgraph::cli
