#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <tuple>

#include "tests/query/function_calls.h"

namespace newsgraph::functions {
namespace {

using testing::L;
using testing::M;
using testing::null;
using testing::Shown;
using testing::V;

TEST(AggregatesTest, OfNothing) {
  EXPECT_EQ(Aggregated("count", {}), "0");
  EXPECT_EQ(Aggregated("sum", {}), "0");
  EXPECT_EQ(Aggregated("collect", {}), "[]");
  EXPECT_EQ(Aggregated("stDev", {}), "0.0");
  EXPECT_EQ(Aggregated("stDevP", {}), "0.0");
  for (const char* name : {"avg", "min", "max", "percentileCont", "percentileDisc"}) {
    EXPECT_EQ(Aggregated(name, {}), "null") << name;
  }
}

TEST(AggregatesTest, SumsAreExactWhateverTheOrder) {
  EXPECT_EQ(Aggregated("sum", {V(INT64_MAX), V(INT64_MAX), V(INT64_MIN), V(INT64_MIN), V(5)}), "3");
  EXPECT_EQ(Aggregated("sum", {V(INT64_MAX), V(1)}), "ArithmeticError/IntegerOverflow");
  EXPECT_EQ(Aggregated("sum", {V(1), V(0.5)}), "1.5");
  EXPECT_EQ(Aggregated("sum", std::vector<Value>(10, V(0.1))), "1.0");
  EXPECT_EQ(Aggregated("sum", {V(1e100), V(1), V(-1e100)}), "1.0");
  EXPECT_EQ(Aggregated("sum", {V(1e308), V(1e308)}), "Infinity");
  EXPECT_EQ(Aggregated("sum", {V(std::numeric_limits<double>::infinity()), V(1)}), "Infinity");
  EXPECT_EQ(Aggregated("avg", {V(1e308), V(1e308)}), "1.0E308");
  EXPECT_EQ(Aggregated("avg", {V(INT64_MAX), V(INT64_MAX)}), "9.223372036854776E18");
  EXPECT_EQ(Aggregated("avg", {V(1), V(2)}), "1.5");
}

TEST(AggregatesTest, DurationsAddUpAndDoNotMixWithNumbers) {
  const Value day = Value::Of(Duration{0, 1, 0, 0}), two = Value::Of(Duration{0, 2, 0, 0});
  EXPECT_EQ(Aggregated("sum", {day, two}), "'P3D'");
  EXPECT_EQ(Aggregated("avg", {day, two}), "'P1DT12H'");
  EXPECT_EQ(Aggregated("sum", {day, V(1)}), kWrongValue);
  EXPECT_EQ(Aggregated("avg", {V(1), day}), kWrongValue);
  EXPECT_EQ(Aggregated("sum", {V("a")}), kWrongValue);
  EXPECT_EQ(Aggregated("stDev", {V("a")}), kWrongValue);
}

TEST(AggregatesTest, ExtremesFollowTheOrderOfAllValues) {
  const std::vector<Value> mixed = {V(1), V("a"), L(1, 2), V(0.2), V("b")};
  EXPECT_EQ(Aggregated("max", mixed), "1");
  EXPECT_EQ(Aggregated("min", mixed), "[1, 2]");
  EXPECT_EQ(Aggregated("max", {L(1), L(2), L(2, 1)}), "[2, 1]");
  EXPECT_EQ(Aggregated("max", {V(1), V(2.0), V(5), V(3.2)}), "5");
}

TEST(AggregatesTest, Percentiles) {
  const std::vector<Value> prices = {V(30.0), V(10.0), V(20.0)};
  for (const auto& [p, disc, cont] :
       std::vector<std::tuple<double, std::string, std::string>>{{0, "10.0", "10.0"},
                                                                 {0.25, "10.0", "15.0"},
                                                                 {0.5, "20.0", "20.0"},
                                                                 {0.9, "30.0", "28.0"},
                                                                 {1, "30.0", "30.0"}}) {
    EXPECT_EQ(Aggregated("percentileDisc", prices, {V(p)}), disc) << p;
    EXPECT_EQ(Aggregated("percentileCont", prices, {V(p)}), cont) << p;
  }
  for (const Value& wrong :
       {V(1000), V(-1), V(1.1), V(std::numeric_limits<double>::quiet_NaN()), null, V("a")}) {
    EXPECT_EQ(Aggregated("percentileDisc", prices, {wrong}), kOutOfRange);
    EXPECT_EQ(Aggregated("percentileCont", prices, {wrong}), kOutOfRange);
  }
  EXPECT_EQ(Aggregated("percentileDisc", {V(3), V(1)}, {V(1)}), "3");
  EXPECT_EQ(
      Aggregated("percentileCont", {V(std::numeric_limits<double>::infinity()), V(1)}, {V(0)}),
      "1.0");
}

TEST(AggregatesTest, StandardDeviationIsStable) {
  EXPECT_EQ(Aggregated("stDev", {V(2), V(4), V(4), V(4), V(5), V(5), V(7), V(9)}),
            "2.138089935299395");
  EXPECT_EQ(Aggregated("stDevP", {V(2), V(4), V(4), V(4), V(5), V(5), V(7), V(9)}), "2.0");
  EXPECT_EQ(Aggregated("stDevP", {V(1e9 + 1), V(1e9 + 2), V(1e9 + 3), V(1e9 + 4), V(1e9 + 5)}),
            Shown(V(std::sqrt(2.0))));
  EXPECT_EQ(Aggregated("stDev", {V(7)}), "0.0");
}

// A row that stands for m equal rows counts as m rows one by one.
TEST(AggregatesTest, MultiplicityIsRepetition) {
  const std::vector<std::pair<Value, uint64_t>> rows = {
      {V(3), 2}, {V(1), 1}, {V(7.5), 4}, {V(-2), 3}};
  for (const Aggregate& row : Rows().aggregates()) {
    const auto weighted = row.make(), repeated = row.make();
    for (const auto& [value, multiplicity] : rows) {
      const std::vector<Value> arguments = {value, V(0.6)};
      ASSERT_TRUE(weighted->Add(arguments, multiplicity).ok());
      for (uint64_t i = 0; i < multiplicity; ++i) ASSERT_TRUE(repeated->Add(arguments, 1).ok());
    }
    const StatusOr<Value> expected = repeated->Result(CallState()),
                          found = weighted->Result(CallState());
    if (expected->is_float()) {
      EXPECT_DOUBLE_EQ(found->floating(), expected->floating()) << row.name;
    } else {
      EXPECT_EQ(Shown(found), Shown(expected)) << row.name;
    }
  }
  const auto days = Rows().FindAggregate("avg")->aggregate->make();
  ASSERT_TRUE(days->Add(std::vector<Value>{Value::Of(Duration{0, 2, 0, 0})}, 3).ok());
  EXPECT_EQ(Shown(days->Result(CallState())), "'P2D'");
  const auto list = Rows().FindAggregate("collect")->aggregate->make();
  EXPECT_EQ(testing::ErrorOf(list->Add(std::vector<Value>{V(1)}, UINT64_MAX)),
            "LimitExceeded/ValueTooLarge");
}

}  // namespace
}  // namespace newsgraph::functions
