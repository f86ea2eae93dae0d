// The laws of values, checked over every pair and triple of a pool that holds what is awkward: NaN,
// -0.0, 1 and 1.0, neighbours of 2^53 and 2^63, nulls inside lists and maps, durations of one
// length and different parts.
#include "graph/value.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "graph/base/strings.h"

namespace newsgraph {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr int64_t kWhole = int64_t{1} << 53;  // from here on not every integer is a double

Value List(std::vector<Value> items) { return Value::List(std::move(items)); }

std::vector<Value> Scalars() {
  std::vector<Value> pool = {Value(), Value::Bool(false), Value::Bool(true)};
  for (int64_t i : {int64_t{0}, int64_t{1}, int64_t{-1}, int64_t{7}, kWhole, kWhole + 1, kWhole + 2,
                    -kWhole - 1, INT64_MIN, INT64_MIN + 1, INT64_MAX, INT64_MAX - 1}) {
    pool.push_back(Value::Int(i));
  }
  for (double d :
       {0.0, -0.0, 1.0, -1.0, 0.5, 7.0, 0x1p53, 0x1p53 + 2, -0x1p63, 0x1p63, 1e300, -1e300,
        std::numeric_limits<double>::denorm_min(), kInfinity, -kInfinity, kNaN, -kNaN}) {
    pool.push_back(Value::Float(d));
  }
  for (const char* text : {"", "a", "b", "aa", "A", "1", "1.0", "null", "\xD0\xB6"}) {
    pool.push_back(Value::String(text));
  }
  pool.push_back(Value::BorrowedString("a"));
  return pool;
}

std::vector<Value> GraphValues() {
  std::vector<Value> pool;
  for (uint32_t i : {0u, 1u}) {
    pool.push_back(Value::Node(NodeId{i}));
    pool.push_back(Value::Edge(EdgeId{i}));
    pool.push_back(Value::Path({{NodeId{i}}, {}}));
    pool.push_back(Value::Path({{NodeId{0}, NodeId{1}}, {EdgeId{i}}}));
    pool.push_back(Value::Path({{NodeId{1}, NodeId{0}}, {EdgeId{i}}}));
  }
  return pool;
}

std::vector<Value> TemporalAndSpatial() {
  std::vector<Value> pool;
  for (int days : {-1, 0, 19'000}) pool.push_back(Value::Of(Date{days}));
  for (int64_t nanos : {int64_t{0}, int64_t{3'600'000'000'000}}) {
    pool.push_back(Value::Of(LocalTime{nanos}));
    // One instant seen from two offsets, and one clock time at two offsets.
    pool.push_back(Value::Of(Time{nanos, 0}));
    pool.push_back(Value::Of(Time{nanos, 3600}));
    pool.push_back(Value::Of(LocalDateTime{nanos / 1'000'000'000, 0}));
    pool.push_back(Value::Of(LocalDateTime{nanos / 1'000'000'000, 999'999'999}));
    pool.push_back(Value::Of(DateTime{nanos / 1'000'000'000, 0, Zone()}));
    pool.push_back(Value::Of(DateTime{nanos / 1'000'000'000, 1, Zone()}));
  }
  // One day as a day, as 24 hours; a month as a month, as 30 days; parts of both signs.
  for (const Duration& d :
       {Duration{0, 0, 0, 0}, Duration{0, 1, 0, 0}, Duration{0, 0, 86'400, 0}, Duration{1, 0, 0, 0},
        Duration{0, 30, 0, 0}, Duration{0, 30, 37'746, 0}, Duration{0, -1, 86'400, 0},
        Duration{12, 0, 0, 0}, Duration{0, 0, 0, 1}, Duration{0, 0, -1, 999'999'999}}) {
    pool.push_back(Value::Of(d));
  }
  for (uint32_t srid : {7203u, 4326u, 9157u, 4979u}) {
    for (double x : {0.0, -0.0, 1.0})
      pool.push_back(Value::Of(PointValue{srid, x, 2, srid > 4978 ? 3.0 : 0.0}));
  }
  return pool;
}

// Lists and maps of some of the values, and of each other.
std::vector<Value> Nested(const std::vector<Value>& leaves) {
  std::vector<Value> pool = {List({}), Value::Map({})};
  for (size_t i = 0; i < leaves.size(); ++i) {
    const Value& leaf = leaves[i];
    const Value& other = leaves[(i * 7 + 3) % leaves.size()];
    pool.push_back(List({leaf}));
    pool.push_back(List({leaf, other}));
    pool.push_back(Value::Map({{"k", leaf}}));
    if (i % 3 == 0) {
      pool.push_back(List({List({leaf}), other}));
      pool.push_back(List({Value::Map({{"k", leaf}})}));
      // The same entries in both orders.
      pool.push_back(Value::Map({{"k", leaf}, {"l", other}}));
      pool.push_back(Value::Map({{"l", other}, {"k", leaf}}));
      pool.push_back(Value::Map({{"K", leaf}, {"l", List({other, Value()})}}));
    }
  }
  return pool;
}

std::vector<Value> Pool() {
  std::vector<Value> pool = Scalars();
  for (auto more : {GraphValues(), TemporalAndSpatial()})
    pool.insert(pool.end(), more.begin(), more.end());
  const std::vector<Value> leaves = {Value(),
                                     Value::Bool(true),
                                     Value::Int(1),
                                     Value::Float(1.0),
                                     Value::Float(-0.0),
                                     Value::Int(0),
                                     Value::Float(kNaN),
                                     Value::Int(kWhole + 1),
                                     Value::Float(0x1p53),
                                     Value::String("a"),
                                     Value::BorrowedString("b"),
                                     Value::Of(Duration{1, 0, 0, 0}),
                                     Value::Node(NodeId{1}),
                                     Value::Of(Duration{0, 30, 0, 0})};
  const std::vector<Value> nested = Nested(leaves);
  pool.insert(pool.end(), nested.begin(), nested.end());
  return pool;
}

bool HasUnknown(const Value& v) {
  if (v.is_list()) {
    for (const Value& item : v.list()) {
      if (HasUnknown(item)) return true;
    }
    return false;
  }
  if (v.is_map()) {
    for (const MapEntry& entry : v.map()) {
      if (HasUnknown(entry.value)) return true;
    }
    return false;
  }
  return v.is_null() || (v.is_float() && std::isnan(v.floating()));
}

int SignOf(int order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }
std::string Pair(const Value& a, const Value& b) {
  return Cat(NameOf(a.kind()), " ", ToText(a), " and ", NameOf(b.kind()), " ", ToText(b));
}

class ValueLaws : public testing::Test {
 protected:
  template <class F>
  void ForEachPair(F&& check) {
    for (const Value& a : pool_) {
      for (const Value& b : pool_) check(a, b);
    }
  }
  std::vector<Value> pool_ = Pool();
};

TEST_F(ValueLaws, EqualityIsReflexiveUnlessNullOrNaNTakesPart) {
  for (const Value& v : pool_) {
    if (HasUnknown(v)) {
      EXPECT_NE(Equals(v, v), Truth::kTrue) << ToText(v);
    } else {
      EXPECT_EQ(Equals(v, v), Truth::kTrue) << ToText(v);
    }
  }
}

TEST_F(ValueLaws, EqualityIsSymmetric) {
  ForEachPair(
      [](const Value& a, const Value& b) { EXPECT_EQ(Equals(a, b), Equals(b, a)) << Pair(a, b); });
}

TEST_F(ValueLaws, EqualityIsTransitive) {
  for (const Value& a : pool_) {
    for (const Value& b : pool_) {
      if (Equals(a, b) != Truth::kTrue) continue;
      for (const Value& c : pool_) {
        // What is true of a holds of its equal; what is unknown stays so.
        EXPECT_EQ(Equals(a, c), Equals(b, c)) << Pair(a, b) << " against " << ToText(c);
      }
    }
  }
}

TEST_F(ValueLaws, EqualityOfListsAndMapsIsThatOfTheirParts) {
  ForEachPair([](const Value& a, const Value& b) {
    const Value one = Value::Int(1);
    EXPECT_EQ(Equals(List({a}), List({b})), Equals(a, b)) << Pair(a, b);
    EXPECT_EQ(Equals(List({one, a}), List({one, b})), Equals(a, b)) << Pair(a, b);
    EXPECT_EQ(Equals(List({a}), List({b, one})), Truth::kFalse) << Pair(a, b);
    EXPECT_EQ(Equals(Value::Map({{"k", a}, {"l", one}}), Value::Map({{"l", one}, {"k", b}})),
              Equals(a, b))
        << Pair(a, b);
    EXPECT_EQ(Equals(Value::Map({{"k", a}}), Value::Map({{"l", b}})), Truth::kFalse) << Pair(a, b);
  });
}

TEST_F(ValueLaws, EqualImpliesEquivalentAndTheSamePlaceInTheOrder) {
  ForEachPair([](const Value& a, const Value& b) {
    if (Equals(a, b) == Truth::kTrue) {
      EXPECT_TRUE(Equivalent(a, b)) << Pair(a, b);
      EXPECT_EQ(Compare(a, b), 0) << Pair(a, b);
    }
    if (!HasUnknown(a) && !HasUnknown(b)) {
      EXPECT_EQ(Equals(a, b), TruthOf(Equivalent(a, b))) << Pair(a, b);
    }
  });
}

TEST_F(ValueLaws, EquivalenceIsAnEquivalenceAndHashesAlike) {
  for (const Value& a : pool_) {
    EXPECT_TRUE(Equivalent(a, a)) << ToText(a);
    for (const Value& b : pool_) {
      EXPECT_EQ(Equivalent(a, b), Equivalent(b, a)) << Pair(a, b);
      EXPECT_EQ(Equivalent(List({a}), List({b})), Equivalent(a, b)) << Pair(a, b);
      EXPECT_EQ(Equivalent(Value::Map({{"k", a}}), Value::Map({{"k", b}})), Equivalent(a, b))
          << Pair(a, b);
      if (!Equivalent(a, b)) continue;
      EXPECT_EQ(Hash(a), Hash(b)) << Pair(a, b);
      EXPECT_EQ(Compare(a, b), 0) << Pair(a, b);
      for (const Value& c : pool_)
        EXPECT_EQ(Equivalent(a, c), Equivalent(b, c)) << Pair(a, b) << ToText(c);
    }
  }
}

TEST_F(ValueLaws, OrderIsTotal) {
  for (const Value& a : pool_) EXPECT_EQ(Compare(a, a), 0) << ToText(a);
  ForEachPair([](const Value& a, const Value& b) {
    EXPECT_EQ(SignOf(Compare(a, b)), -SignOf(Compare(b, a))) << Pair(a, b);
  });
  for (const Value& a : pool_) {
    for (const Value& b : pool_) {
      if (Compare(a, b) > 0) continue;
      for (const Value& c : pool_) {
        if (Compare(b, c) > 0) continue;
        const int expected = Compare(a, b) == 0 && Compare(b, c) == 0 ? 0 : -1;
        ASSERT_EQ(SignOf(Compare(a, c)), expected) << Pair(a, b) << " and " << ToText(c);
      }
    }
  }
}

TEST_F(ValueLaws, ComparabilityAgreesWithEqualityAndOrder) {
  ForEachPair([](const Value& a, const Value& b) {
    int order = 0, reverse = 0;
    const Truth known = Comparable(a, b, order);
    EXPECT_EQ(known, Comparable(b, a, reverse)) << Pair(a, b);
    if (known != Truth::kTrue) return;
    EXPECT_EQ(SignOf(order), -SignOf(reverse)) << Pair(a, b);
    EXPECT_EQ(order == 0, Equals(a, b) == Truth::kTrue) << Pair(a, b);
    EXPECT_EQ(SignOf(order), SignOf(Compare(a, b))) << Pair(a, b);
  });
}

TEST_F(ValueLaws, KindsLieInTheOrderOfOpenCypher) {
  const std::vector<Value> ascending = {Value::Map({{"a", Value::Int(1)}}),
                                        Value::Node(NodeId{5}),
                                        Value::Edge(EdgeId{0}),
                                        List({Value()}),
                                        Value::Path({{NodeId{0}}, {}}),
                                        Value::Of(PointValue{}),
                                        Value::Of(DateTime{}),
                                        Value::Of(LocalDateTime{}),
                                        Value::Of(Date{9}),
                                        Value::Of(Time{}),
                                        Value::Of(LocalTime{}),
                                        Value::Of(Duration{}),
                                        Value::String(""),
                                        Value::Bool(false),
                                        Value::Bool(true),
                                        Value::Float(-kInfinity),
                                        Value::Int(INT64_MIN),
                                        Value::Int(1),
                                        Value::Float(kInfinity),
                                        Value::Float(kNaN),
                                        Value()};
  for (size_t i = 0; i + 1 < ascending.size(); ++i) {
    EXPECT_LT(Compare(ascending[i], ascending[i + 1]), 0) << Pair(ascending[i], ascending[i + 1]);
  }
}

TEST_F(ValueLaws, CopiesMovesAndOwnedValuesStayTheSame) {
  for (const Value& v : pool_) {
    Value copy = v;
    Value assigned;
    assigned = copy;
    Value moved = std::move(copy);
    EXPECT_TRUE(copy.is_null());  // NOLINT: a moved-from value is null
    copy = assigned;
    assigned = std::move(moved);
    for (const Value* same : {&copy, &assigned}) {
      EXPECT_TRUE(Equivalent(*same, v)) << ToText(v);
      EXPECT_EQ(ToText(*same), ToText(v));
      EXPECT_EQ(same->depth(), v.depth());
    }
    const Value owned = v.Owned();
    EXPECT_TRUE(Equivalent(owned, v)) << ToText(v);
    EXPECT_EQ(owned.kind(), v.kind());
  }
}

TEST(ValueTest, AValueMayBeReplacedByAPartOfItself) {
  Value v = List({List({Value::String("inner")}), Value::Int(1)});
  v = v.list()[0];
  v = v.list()[0];
  EXPECT_EQ(v.string(), "inner");
  Value& self = v;
  v = self;
  EXPECT_EQ(v.string(), "inner");
  Value map = Value::Map({{"k", List({Value::Map({{"k", Value::Int(4)}})})}});
  map = map.at("k").list()[0].at("k");
  EXPECT_EQ(map.integer(), 4);
}

TEST(ValueTest, BorrowedStringsAreTheirBytesAndOwnedOnesACopy) {
  std::string bytes = "Minsk";
  const Value borrowed = Value::BorrowedString(bytes);
  const Value owned = List({borrowed}).Owned();
  bytes[0] = 'P';
  EXPECT_EQ(borrowed.string(), "Pinsk");
  EXPECT_EQ(owned.list()[0].string(), "Minsk");
}

TEST(ValueTest, IntegersAndFloatsCompareExactlyBeyondDoublePrecision) {
  EXPECT_EQ(Equals(Value::Int(kWhole), Value::Float(0x1p53)), Truth::kTrue);
  EXPECT_EQ(Equals(Value::Int(kWhole + 1), Value::Float(0x1p53)), Truth::kFalse);
  EXPECT_GT(Compare(Value::Int(kWhole + 1), Value::Float(0x1p53)), 0);
  EXPECT_LT(Compare(Value::Int(INT64_MAX), Value::Float(0x1p63)), 0);
  EXPECT_EQ(Compare(Value::Int(INT64_MIN), Value::Float(-0x1p63)), 0);
  EXPECT_EQ(Hash(Value::Int(INT64_MIN)), Hash(Value::Float(-0x1p63)));
  EXPECT_EQ(Equals(Value::Int(4611686018427387905), Value::Int(4611686018427387900)),
            Truth::kFalse);
}

// Rows of the TCK's List3, List5 and Comparison1.
TEST(ValueTest, EqualityWithNullsInside) {
  const Value null, one = Value::Int(1), two = Value::Int(2), foo = Value::String("foo");
  EXPECT_EQ(Equals(null, null), Truth::kUnknown);
  EXPECT_EQ(Equals(List({one}), List({one, null})), Truth::kFalse);
  EXPECT_EQ(Equals(List({one, two}), List({null, foo})), Truth::kFalse);
  EXPECT_EQ(Equals(List({one, two}), List({null, two})), Truth::kUnknown);
  EXPECT_EQ(Equals(List({List({one})}), List({List({one}), List({null})})), Truth::kFalse);
  EXPECT_EQ(Equals(List({List({one}), List({two})}), List({List({one}), List({null})})),
            Truth::kUnknown);
  EXPECT_EQ(Equals(Value::Map({{"k", one}}), Value::Map({{"k", null}})), Truth::kUnknown);
  EXPECT_EQ(Equals(Value::Map({{"k", one}, {"l", null}}), Value::Map({{"k", two}, {"l", one}})),
            Truth::kFalse);
  EXPECT_EQ(Equals(Value::Float(kNaN), Value::Float(kNaN)), Truth::kFalse);
}

// Rows of the TCK's Comparison2.
TEST(ValueTest, Comparability) {
  const auto compare = [](const Value& a, const Value& b) -> std::string {
    int order = 0;
    const Truth known = Comparable(a, b, order);
    if (known != Truth::kTrue) return known == Truth::kFalse ? "false" : "null";
    return order < 0 ? "<" : order > 0 ? ">" : "=";
  };
  const Value null, one = Value::Int(1), two = Value::Int(2), a = Value::String("a"),
                    nan = Value::Float(kNaN);
  EXPECT_EQ(compare(one, nan), "false");
  EXPECT_EQ(compare(nan, nan), "false");
  EXPECT_EQ(compare(nan, a), "null");
  EXPECT_EQ(compare(a, one), "null");
  EXPECT_EQ(compare(Value::Bool(false), Value::Bool(true)), "<");
  EXPECT_EQ(compare(List({one, Value::Int(0)}), List({one})), ">");
  EXPECT_EQ(compare(List({one, null}), List({one})), ">");
  EXPECT_EQ(compare(List({one, two}), List({one, null})), "null");
  EXPECT_EQ(compare(List({one, a}), List({one, null})), "null");
  EXPECT_EQ(compare(List({one, two}), List({Value::Int(3), null})), "<");
  EXPECT_EQ(compare(Value::Node(NodeId{1}), Value::Node(NodeId{2})), "null");
}

TEST(ValueTest, DepthCountsNesting) {
  Value v = Value::Int(1);
  EXPECT_EQ(v.depth(), 0u);
  for (uint32_t level = 1; level <= 300; ++level) {
    v = level % 2 == 0 ? List({v, Value::Int(0)}) : Value::Map({{"k", v}});
    EXPECT_EQ(v.depth(), level);
  }
  EXPECT_EQ(List({List({}), List({List({})})}).depth(), 3u);
}

TEST(ValueTest, FloatsAreWrittenWithTheShortestDigitsThatReadBack) {
  for (const auto& [number, text] :
       std::vector<std::pair<double, std::string>>{{0, "0.0"},
                                                   {-0.0, "-0.0"},
                                                   {1, "1.0"},
                                                   {0.1, "0.1"},
                                                   {-2.5, "-2.5"},
                                                   {1e7, "1.0E7"},
                                                   {9999999, "9999999.0"},
                                                   {0.001, "0.001"},
                                                   {0.0001, "1.0E-4"},
                                                   {1.5e-7, "1.5E-7"},
                                                   {1e300, "1.0E300"},
                                                   {kNaN, "NaN"},
                                                   {kInfinity, "Infinity"},
                                                   {-kInfinity, "-Infinity"},
                                                   {0.1 + 0.2, "0.30000000000000004"}}) {
    EXPECT_EQ(FormatFloat(number), text);
    if (std::isfinite(number)) {
      EXPECT_EQ(std::stod(text), number);
    }
  }
}

}  // namespace
}  // namespace newsgraph
