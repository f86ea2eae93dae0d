// Temporal values: the cases of temporal_cases.txt, and laws over random values.
#include "graph/temporal.h"

#include <bit>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "absl/hash/hash.h"
#include "graph/base/strings.h"
#include "gtest/gtest.h"
#include "tests/graph/temporal_expression.h"

namespace newsgraph {
namespace {

// What a case gives: the text of its value, or "error: " and the message.
std::string Outcome(std::string_view expression) {
  const auto value = test::Evaluate(expression);
  return value.ok() ? *value : Cat("error: ", View(value.status().message()));
}

std::string Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

// Lines "expression => value" or "expression => error: part of the message"; # comments.
void RunCases(const std::string& path) {
  std::ifstream file(path);
  ASSERT_TRUE(file) << path;
  std::string line;
  int cases = 0;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const size_t arrow = line.find("=> ");
    ASSERT_NE(arrow, std::string::npos) << path << ":" << number;
    const std::string expected = Trimmed(std::string_view(line).substr(arrow + 3));
    const std::string found = Outcome(Trimmed(std::string_view(line).substr(0, arrow)));
    const bool same =
        expected.rfind("error: ", 0) == 0
            ? found.rfind("error: ", 0) == 0 && found.find(expected.substr(7)) != std::string::npos
            : found == expected;
    EXPECT_TRUE(same) << path << ":" << number << "\n  " << line << "\n  found: " << found;
    ++cases;
  }
  EXPECT_GT(cases, 0);
}

// Another file can be run with the same words: NEWSGRAPH_TEMPORAL_CASES=more_cases.txt
TEST(Temporal, Cases) {
  const char* path = std::getenv("NEWSGRAPH_TEMPORAL_CASES");
  RunCases(path != nullptr ? path : "tests/graph/temporal_cases.txt");
}

// ---- laws over random values

class TemporalLaws : public testing::Test {
 protected:
  static constexpr int kRounds = 20'000;

  int64_t Between0And(int64_t size) {
    return static_cast<int64_t>(random_() % static_cast<uint64_t>(size));
  }
  bool Rarely() { return Between0And(8) == 0; }

  // Mostly of our centuries, now and then from the whole calendar.
  Date AnyDate() {
    return Rarely() ? Date{Between0And(730'000'000'000) - 365'000'000'000}
                    : Date{Between0And(200'000) - 100'000};
  }
  LocalTime AnyLocalTime() {
    const int64_t unit = Rarely() ? 1 : kNanosPerSecond * 60;
    return {Between0And(kNanosPerDay) / unit * unit};
  }
  Time AnyTime() {
    return {AnyLocalTime().nanos,
            static_cast<int32_t>(Between0And(2 * Zone::kMaxOffsetSeconds + 1)) -
                Zone::kMaxOffsetSeconds};
  }
  LocalDateTime AnyLocalDateTime() {
    return {AnyDate().days * kSecondsPerDay + Between0And(kSecondsPerDay),
            static_cast<int32_t>(Between0And(kNanosPerSecond))};
  }
  Zone AnyZone() {
    static constexpr const char* kNames[] = {"Europe/Stockholm",    "America/New_York",
                                             "Pacific/Apia",        "Asia/Kathmandu",
                                             "Australia/Lord_Howe", "UTC"};
    if (Between0And(3) == 0) return Zone::Fixed(AnyTime().offset_seconds);
    return *Zone::Named(kNames[Between0And(std::size(kNames))]);
  }
  DateTime AnyDateTime() {
    const LocalDateTime local = AnyLocalDateTime();
    return {local.seconds, local.nanos, AnyZone()};
  }
  Duration AnyDuration() {
    return {Between0And(2000) - 1000, Between0And(2000) - 1000, Between0And(400'000) - 200'000,
            static_cast<int32_t>(Between0And(kNanosPerSecond))};
  }
  int64_t AnyInteger() { return static_cast<int64_t>(random_()) >> Between0And(64); }
  Duration ExtremeDuration() {
    return {AnyInteger(), AnyInteger(), AnyInteger(),
            static_cast<int32_t>(Between0And(kNanosPerSecond))};
  }

  std::mt19937_64 random_{42};
};

template <class T>
void ExpectReadsBack(const T& value) {
  const auto read = Parse<T>(Format(value));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, value) << Format(value) << " read as " << Format(*read);
}

TEST_F(TemporalLaws, TextReadsBackAsTheSameValue) {
  for (int i = 0; i < kRounds; ++i) {
    ExpectReadsBack(AnyDate());
    ExpectReadsBack(AnyLocalTime());
    ExpectReadsBack(AnyTime());
    ExpectReadsBack(AnyLocalDateTime());
    ExpectReadsBack(AnyDateTime());
    ExpectReadsBack(AnyDuration());
  }
}

TEST_F(TemporalLaws, AddingWhatIsBetweenArrives) {
  for (int i = 0; i < kRounds; ++i) {
    const Date date = AnyDate(), to_date = AnyDate();
    EXPECT_EQ(*Add(date, Between(date, to_date)), to_date);
    const LocalDateTime local = AnyLocalDateTime(), to_local = AnyLocalDateTime();
    EXPECT_EQ(*Add(local, Between(local, to_local)), to_local);
    EXPECT_EQ(*Add(local, BetweenInSeconds(local, to_local)), to_local);
    const DateTime zoned = AnyDateTime();
    const DateTime to_zoned = WithZone(AnyDateTime(), zoned.zone);
    EXPECT_EQ(*Add(zoned, Between(zoned, to_zoned)), to_zoned)
        << Format(zoned) << " to " << Format(to_zoned);
    EXPECT_EQ(*Add(zoned, BetweenInSeconds(zoned, to_zoned)), to_zoned);
  }
}

// Every component of a date builds it again, whichever way the date is said.
TEST_F(TemporalLaws, ComponentsBuildTheDateAgain) {
  using C = Component;
  const std::vector<std::vector<Component>> kinds = {{C::kYear, C::kMonth, C::kDay},
                                                     {C::kYear, C::kQuarter, C::kDayOfQuarter},
                                                     {C::kYear, C::kOrdinalDay},
                                                     {C::kWeekYear, C::kWeek, C::kDayOfWeek}};
  for (int i = 0; i < kRounds; ++i) {
    const Date date = AnyDate();
    for (const auto& kind : kinds) {
      Components components;
      for (const Component c : kind) {
        components[c == C::kWeekYear ? C::kYear : c] = std::get<int64_t>(*Get(Temporal(date), c));
      }
      EXPECT_EQ(*Make<Date>(components, 0), date) << Format(date);
    }
  }
}

TEST_F(TemporalLaws, TruncationIsTheLastBoundaryNotAfter) {
  for (int i = 0; i < kRounds; ++i) {
    const LocalDateTime value = AnyLocalDateTime();
    for (int unit = 0; unit <= static_cast<int>(TruncationUnit::kMicrosecond); ++unit) {
      const auto u = static_cast<TruncationUnit>(unit);
      const auto truncated = Truncate<LocalDateTime>(u, value, {}, 0);
      ASSERT_TRUE(truncated.ok());
      EXPECT_LE(Compare(*truncated, value), 0) << Format(value) << " " << NameOf(u);
      EXPECT_EQ(*Truncate<LocalDateTime>(u, *truncated, {}, 0), *truncated);
    }
  }
}

template <class T>
void ExpectOrdered(const T& a, const T& b) {
  EXPECT_EQ(Compare(a, b), -Compare(b, a)) << Format(a) << " " << Format(b);
  EXPECT_EQ(Compare(a, b) == 0, a == b) << Format(a) << " " << Format(b);
  EXPECT_EQ(Compare(a, a), 0);
  if (a == b) {
    EXPECT_EQ(absl::Hash<T>{}(a), absl::Hash<T>{}(b));
  }
}

TEST_F(TemporalLaws, OrdersAreTotal) {
  for (int i = 0; i < kRounds; ++i) {
    ExpectOrdered(AnyDate(), Date{Between0And(10)});
    const Time time = AnyTime();  // against the same instant elsewhere
    ExpectOrdered(time,
                  *Make<Time>({.date = {},
                               .time = time,
                               .datetime = {},
                               .given = {},
                               .timezone = Zone::Fixed(AnyTime().offset_seconds / 3600 * 3600)},
                              0));
    const DateTime zoned = AnyDateTime();
    ExpectOrdered(zoned, WithZone(zoned, AnyZone()));
    ExpectOrdered(Duration{Between0And(3), Between0And(70), 0, 0}, Duration{1, 30, 0, 0});
    ExpectOrdered(ExtremeDuration(), ExtremeDuration());
  }
}

// Nothing to check but that it ends with a value or an error, under the sanitizers.
TEST_F(TemporalLaws, ExtremesAreErrorsAtWorst) {
  for (int i = 0; i < kRounds; ++i) {
    const Duration extreme = ExtremeDuration(), other = ExtremeDuration();
    const double number = std::bit_cast<double>(random_());
    EXPECT_TRUE(Add(AnyTime(), extreme).ok());  // times take any duration
    (void)Add(AnyDate(), extreme);
    (void)Add(AnyDateTime(), extreme);
    (void)Subtract(AnyLocalDateTime(), extreme);
    (void)Add(extreme, other);
    (void)Negate(extreme);
    (void)Multiply(extreme, AnyInteger());
    (void)Divide(extreme, AnyInteger());
    (void)Multiply(extreme, number);
    (void)Divide(extreme, number);
    (void)Amount::Of(number);
    ExpectReadsBack(Duration{extreme.months / 10, extreme.days / 10, extreme.seconds / 10, 0});
    Components components;
    for (auto& given : components.given) {
      if (Between0And(4) == 0) given = AnyInteger();
    }
    (void)Make<Date>(components, AnyInteger() >> 8);
    (void)Make<DateTime>(components, AnyInteger() >> 8);
  }
}

TEST_F(TemporalLaws, AnyTextIsAValueOrAnError) {
  constexpr std::string_view kAlphabet = "0123456789-+:.,TWQPYMDHSZ[]/ eE";
  for (int i = 0; i < kRounds; ++i) {
    std::string text;
    if (Rarely()) text = Format(AnyDateTime());
    const int64_t size = Between0And(30);
    for (int64_t j = 0; j < size; ++j) text += kAlphabet[Between0And(kAlphabet.size())];
    if (const auto date = Parse<Date>(text); date.ok()) ExpectReadsBack(*date);
    if (const auto time = Parse<Time>(text); time.ok()) ExpectReadsBack(*time);
    if (const auto zoned = Parse<DateTime>(text); zoned.ok()) ExpectReadsBack(*zoned);
    if (const auto duration = Parse<Duration>(text); duration.ok()) ExpectReadsBack(*duration);
  }
}

TEST(TimeZone, CodesKeepTheZone) {
  EXPECT_EQ(Zone().code(), 0u);
  EXPECT_EQ(Zone().Name(), "Z");
  for (const int32_t offset : {-64'800, -1, 0, 1, 64'800}) {
    const Zone zone = Zone::Fixed(offset);
    EXPECT_TRUE(Zone::IsCode(zone.code()));
    EXPECT_LT(zone.code(), 1u << 24);
    EXPECT_EQ(Zone::FromCode(zone.code()).OffsetAt(0), offset);
  }
  const Zone stockholm = *Zone::Named("Europe/Stockholm");
  EXPECT_TRUE(Zone::IsCode(stockholm.code()));
  EXPECT_EQ(Zone::FromCode(stockholm.code()).Name(), "Europe/Stockholm");
  EXPECT_FALSE(Zone::IsCode(64'801));
  EXPECT_FALSE(Zone::IsCode(0xFF'FFFF));
  EXPECT_FALSE(Zone::IsCode(1u << 24));
}

// Saved graphs hold zones by number: a name may never move.
TEST(TimeZone, NumbersAreForGood) {
  EXPECT_EQ(Zone::Named("Africa/Abidjan")->code(), (1u << 23) + 0);
  EXPECT_EQ(Zone::Named("Europe/Stockholm")->code(), (1u << 23) + 476);
  EXPECT_EQ(Zone::Named("Zulu")->code(), (1u << 23) + 596);
  EXPECT_FALSE(TimeZoneVersion().empty());
}

}  // namespace
}  // namespace newsgraph
