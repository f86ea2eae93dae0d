// Columns and the lists of a freeze against plain lists of values.
#include "graph/columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>

#include "graph/column_draft.h"
#include "graph/edge_sort.h"

namespace newsgraph {
namespace {

using Random = std::mt19937_64;
using MakeValue = Value (*)(Random&);

// Kinds of columns, and how wide the codes of 300 values should be (0: no codes).
struct Kind {
  const char* name;
  MakeValue make;
  Coding coding;
  uint32_t width;
};

Value Text(Random& random, uint64_t count) {
  return Value::String("text " + std::to_string(random() % count));
}

const Kind kKinds[] = {
    {"small integers", [](Random& r) { return Value::Int(1000 + static_cast<int64_t>(r() % 200)); },
     Coding::kInt, 1},
    {"years in numbers",
     [](Random& r) { return Value::Int(20000101 + static_cast<int64_t>(r() % 60000)); },
     Coding::kInt, 2},
    {"all integers", [](Random& r) { return Value::Int(static_cast<int64_t>(r())); }, Coding::kInt,
     8},
    {"hundredths", [](Random& r) { return Value::Float(static_cast<double>(r() % 101) / 100); },
     Coding::kDecimal, 1},
    {"halves below zero",
     [](Random& r) { return Value::Float(-static_cast<double>(1 + r() % 2000) / 2); },
     Coding::kDecimal, 2},
    {"floats of 32 bits", [](Random& r) { return Value::Float(static_cast<float>(r()) * 1e-30f); },
     Coding::kFloat32, 4},
    {"floats",
     [](Random& r) {
       constexpr double kOdd[] = {0.0, -0.0, std::numeric_limits<double>::quiet_NaN(),
                                  std::numeric_limits<double>::infinity()};
       return Value::Float(r() % 8 == 0 ? kOdd[r() % 4] : static_cast<double>(r()) * 1e-7);
     },
     Coding::kFloat64, 8},
    {"booleans", [](Random& r) { return Value::Bool(r() % 2 == 0); }, Coding::kBool, 1},
    {"dates", [](Random& r) { return Value::Of(Date{19000 + static_cast<int64_t>(r() % 9000)}); },
     Coding::kDate, 2},
    {"whole minutes",
     [](Random& r) {
       return Value::Of(LocalDateTime{1700000040 + 60 * static_cast<int64_t>(r() % 200), 0});
     },
     Coding::kLocalDateTime, 1},
    {"few texts", [](Random& r) { return Text(r, 20); }, Coding::kDictionary, 1},
    {"many texts", [](Random& r) { return Text(r, 1'000'000'000); }, Coding::kText, 0},
    {"kinds together",
     [](Random& r) { return r() % 2 == 0 ? Text(r, 5) : Value::Int(static_cast<int64_t>(r())); },
     Coding::kMixed, 0},
};

bool Identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  if (a.is_float())
    return std::bit_cast<uint64_t>(a.floating()) == std::bit_cast<uint64_t>(b.floating());
  return a.is_null() || Compare(a, b) == 0;
}

// `fill` of 8 ids have a value.
std::vector<Value> Values(const Kind& kind, uint64_t fill, size_t count, Random& random) {
  std::vector<Value> values(count);
  for (Value& value : values) {
    if (random() % 8 < fill) value = kind.make(random);
  }
  return values;
}

std::vector<uint32_t> Shuffled(size_t count, Random& random) {
  std::vector<uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), random);
  return order;
}

class Columns : public testing::TestWithParam<std::tuple<size_t, uint64_t>> {
 protected:
  const Kind& kind() const { return kKinds[std::get<0>(GetParam())]; }
  uint64_t fill() const { return std::get<1>(GetParam()); }
};

TEST_P(Columns, KeepEveryValueInTheNewOrder) {
  Random random(fill());
  const size_t count = 300 + random() % 300;
  const std::vector<Value> values = Values(kind(), fill(), count, random);
  ColumnDraft draft;
  for (uint32_t id : Shuffled(count, random)) draft.Set(id, values[id]);
  const std::vector<uint32_t> order = Shuffled(count, random);
  const Column column = draft.Freeze(order, 2);
  uint64_t present = 0;
  for (uint32_t i = 0; i < count; ++i) {
    ASSERT_TRUE(Identical(column.Get(i), values[order[i]])) << kind().name << " at " << i;
    EXPECT_EQ(column.Has(i), !values[order[i]].is_null());
    present += !values[order[i]].is_null();
  }
  EXPECT_EQ(column.present, present);
  EXPECT_TRUE(column.Get(static_cast<uint32_t>(count)).is_null());
  if (fill() == 8) {
    EXPECT_EQ(column.coding, kind().coding) << kind().name;
    EXPECT_EQ(column.values.bytes.size(), count * kind().width) << kind().name;
  }
}

TEST_P(Columns, PiecesAddUpToTheWhole) {
  Random random(fill() + 10);
  const std::vector<Value> values = Values(kind(), fill(), 2000, random);
  ColumnDraft whole, joined;
  for (uint32_t id = 0; id < values.size(); ++id) whole.Set(id, values[id]);
  ColumnDraft piece;
  for (uint32_t begin = 0; begin < values.size();) {
    const uint32_t end = std::min<uint32_t>(begin + 1 + random() % 300, 2000);
    piece.Clear();
    for (uint32_t id = begin; id < end; ++id) piece.Set(id - begin, values[id]);
    joined.Append(begin, piece);
    begin = end;
  }
  for (uint32_t id = 0; id < values.size(); ++id)
    ASSERT_TRUE(Identical(joined.Get(id), whole.Get(id))) << kind().name << " at " << id;
  std::vector<uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  const Column a = whole.Freeze(order, 1), b = joined.Freeze(order, 3);
  EXPECT_EQ(a.heap_bytes(), b.heap_bytes());
  EXPECT_EQ(a.coding, b.coding);
}

TEST_P(Columns, SortKeysOrderAsTheValuesDo) {
  Random random(fill() + 20);
  const std::vector<Value> values = Values(kind(), fill(), 400, random);
  ColumnDraft draft;
  for (uint32_t id = 0; id < values.size(); ++id) draft.Set(id, values[id]);
  const auto keys = draft.SortKeys(400, 2);
  ASSERT_EQ(keys.size(), 400u);
  for (uint32_t a = 0; a < 400; ++a) {
    const uint32_t b = static_cast<uint32_t>(random() % 400);
    if (values[a].is_null()) {
      EXPECT_EQ(keys[a], std::numeric_limits<uint32_t>::max());
      continue;
    }
    if (values[b].is_null()) continue;
    const int order = Compare(values[a], values[b]);
    EXPECT_EQ(order < 0, keys[a] < keys[b]) << kind().name;
    EXPECT_EQ(order == 0, keys[a] == keys[b]) << kind().name;
  }
}

// A range of codes finds what comparing the values finds.
TEST_P(Columns, CodesBetweenAgreesWithComparing) {
  Random random(fill() + 30);
  const std::vector<Value> values = Values(kind(), fill(), 400, random);
  ColumnDraft draft;
  for (uint32_t id = 0; id < values.size(); ++id) draft.Set(id, values[id]);
  std::vector<uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  const Column column = draft.Freeze(order);
  if (!column.ordered() || !column.direct()) return;
  for (int round = 0; round < 50; ++round) {
    const Value low = kind().make(random), high = kind().make(random);
    const bool low_in = random() % 2 == 0, high_in = random() % 2 == 0;
    const auto range = column.CodesBetween(round % 3 == 0 ? nullptr : &low, low_in,
                                           round % 3 == 1 ? nullptr : &high, high_in);
    ASSERT_TRUE(range.has_value());
    for (uint32_t i = 0; i < column.count; ++i) {
      const Value& value = values[column.first + i];
      const auto holds = [&](const Value& a, const Value& b, bool equal) {
        int compared = 0;
        return Comparable(a, b, compared) == Truth::kTrue && (equal ? compared <= 0 : compared < 0);
      };
      const bool expected = !value.is_null() && (round % 3 == 0 || holds(low, value, low_in)) &&
                            (round % 3 == 1 || holds(value, high, high_in));
      const uint64_t code = column.values[i];
      EXPECT_EQ(range->low <= code && code <= range->high, expected) << kind().name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, Columns,
                         testing::Combine(testing::Range<size_t>(0, std::size(kKinds)),
                                          testing::Values(1, 6, 8)));

TEST(ColumnDraft, RemovedValuesAreGone) {
  ColumnDraft draft;
  for (uint32_t id = 0; id < 100; ++id) draft.SetInt(id, id);
  for (uint32_t id = 0; id < 100; id += 2) draft.Set(id, Value());
  draft.SetFloat(1, 0.5);
  EXPECT_FALSE(draft.Has(2));
  EXPECT_EQ(draft.Get(1).floating(), 0.5);
  EXPECT_EQ(draft.Get(3).integer(), 3);
  EXPECT_EQ(draft.kind(), ValueKind::kNull);  // of two kinds
}

// All edges of a graph with a node of very many, against a plain sort of all of them.
TEST(SortEdges, AgreesWithAPlainSort) {
  Array<EdgeEntry> room;
  for (const int threads : {1, 3}) {
    Random random(7);
    constexpr uint32_t kNodes = 5000, kEdges = 200'000;
    std::vector<EdgeEntry> entries;
    for (uint32_t i = 0; i < kEdges; ++i) {
      const uint32_t node = i % 3 == 0 ? 4321 : static_cast<uint32_t>(random() % kNodes);
      entries.push_back({node, static_cast<uint32_t>(random() % 300),
                         static_cast<uint32_t>(random() % 3 == 0 ? random() : random() % 5),
                         static_cast<uint32_t>(random() % kNodes), i});
    }
    std::vector<uint32_t> offsets(kNodes + 1, 0);
    std::vector<EdgeEntry> sorted(kEdges);
    SortEdges(
        kEdges, kNodes, threads, [&](size_t i) { return entries[i]; }, offsets.data(), room,
        [&](uint32_t place, const EdgeEntry& entry) { sorted[place] = entry; });
    std::sort(entries.begin(), entries.end(), [](const EdgeEntry& a, const EdgeEntry& b) {
      return std::tie(a.node, a.type, a.key, a.other, a.edge) <
             std::tie(b.node, b.type, b.key, b.other, b.edge);
    });
    for (uint32_t i = 0; i < kEdges; ++i) {
      ASSERT_EQ(sorted[i].edge, entries[i].edge) << i;
      ASSERT_EQ(sorted[i].node, entries[i].node) << i;
      ASSERT_LE(offsets[sorted[i].node], i);
      ASSERT_LT(i, offsets[sorted[i].node + 1]);
    }
  }
}

}  // namespace
}  // namespace newsgraph
