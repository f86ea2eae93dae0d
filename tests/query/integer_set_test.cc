// Sets and tables of integers that grouping and DISTINCT rely on, against those of the library.
#include "query/execute/operators/integer_set.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace newsgraph::execute {
namespace {

// Near, far, negative, and the ends of the range.
int64_t AnyInteger(std::mt19937_64& random, int spread) {
  switch (random() % 16) {
    case 0:
      return INT64_MIN + static_cast<int64_t>(random() % 3);
    case 1:
      return INT64_MAX - static_cast<int64_t>(random() % 3);
    case 2:
      return static_cast<int64_t>(random());
    default:
      return static_cast<int64_t>(random() % (uint64_t{1} << spread)) - 100;
  }
}

TEST(IntegerSetTest, HoldsWhatASetHolds) {
  std::mt19937_64 random(7);
  IntegerSet tested;
  for (int round = 0; round < 60; ++round) {
    std::set<int64_t> expected;
    const int spread = 4 + round % 30;
    for (size_t i = 0; i < size_t{20} << round % 9; ++i) {
      const int64_t value = AnyInteger(random, spread);
      ASSERT_EQ(tested.Insert(value), expected.insert(value).second) << value;
    }
    ASSERT_EQ(tested.size(), expected.size());
    std::set<int64_t> found;
    tested.ForEach([&](int64_t value) { ASSERT_TRUE(found.insert(value).second) << value; });
    ASSERT_EQ(found, expected);
    tested.clear();
    ASSERT_EQ(tested.size(), 0u);
  }
}

TEST(IntegerTableTest, KeepsWhatBelongsToAKey) {
  std::mt19937_64 random(8);
  IntegerTable<uint32_t> tested;
  for (int round = 0; round < 40; ++round) {
    std::map<int64_t, uint32_t> expected;
    for (size_t i = 0; i < size_t{20} << round % 9; ++i) {
      const int64_t key = AnyInteger(random, 4 + round % 30);
      const auto [payload, added] = tested.Insert(key);
      ASSERT_EQ(added, !expected.contains(key));
      ASSERT_EQ(payload, expected[key]);
      payload = expected[key] = static_cast<uint32_t>(i + 1);
    }
    std::map<int64_t, uint32_t> found;
    tested.ForEach([&](int64_t key, uint32_t payload) { found[key] = payload; });
    ASSERT_EQ(found, expected);
    ASSERT_EQ(tested.size(), expected.size());
    tested.clear();
  }
}

TEST(IntegerTableTest, IsInPartsWhenLarge) {
  IntegerTable<uint32_t> tested;
  constexpr uint32_t kKeys = 400'000;
  const auto key = [](uint32_t i) { return static_cast<int64_t>(i * 0x9E3779B97F4A7C15ull); };
  for (int round = 0; round < 2; ++round) {
    for (uint32_t i = 0; i < kKeys; ++i) {
      const auto [payload, added] = tested.Insert(key(i));
      ASSERT_TRUE(added);
      payload = i;
    }
    for (uint32_t i = 0; i < kKeys; i += 7) {
      const auto [payload, added] = tested.Insert(key(i));
      ASSERT_FALSE(added);
      ASSERT_EQ(payload, i);
    }
    ASSERT_EQ(tested.size(), kKeys);
    uint64_t sum = 0, count = 0;
    tested.ForEach([&](int64_t, uint32_t payload) { sum += payload, ++count; });
    EXPECT_EQ(count, kKeys);
    EXPECT_EQ(sum, uint64_t{kKeys} * (kKeys - 1) / 2);
    tested.clear();
    EXPECT_EQ(tested.size(), 0u);
  }
}

}  // namespace
}  // namespace newsgraph::execute
