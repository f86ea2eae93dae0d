// Rows in pieces against a vector of vectors, and what is freed elsewhere.
#include "graph/base/pieces.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <random>
#include <thread>

#include "graph/base/sort.h"
#include "graph/value.h"

namespace newsgraph {
namespace {

TEST(Pieces, HoldWhatAVectorHolds) {
  std::mt19937 random(7);
  for (const size_t width : {1u, 2u, 3u, 5u, 5000u}) {
    Pieces<int> pieces(width);
    std::vector<int> cells;
    for (int step = 0; step < 60; ++step) {
      if (random() % 4 == 0) {
        const size_t rows = random() % (cells.size() / width + 1);
        pieces.Truncate(rows);
        cells.resize(rows * width);
      }
      for (size_t i = random() % 3000 * width; i > 0 && cells.size() < 1000000; --i) {
        cells.push_back(static_cast<int>(random()));
        pieces.Append(cells.back());
      }
      ASSERT_EQ(pieces.cells(), cells.size());
      ASSERT_EQ(pieces.size(), cells.size() / width);
      ASSERT_EQ(pieces.empty(), cells.empty());
      for (int look = 0; look < 50 && !cells.empty(); ++look) {
        const size_t row = random() % pieces.size(), cell = random() % width;
        ASSERT_EQ(pieces.row(row)[cell], cells[row * width + cell]);
      }
    }
    Pieces<int> moved = std::move(pieces);
    EXPECT_TRUE(pieces.empty());
    std::vector<int> out = {1};
    ASSERT_TRUE(moved.MoveTo(out, [] { return true; }));
    cells.insert(cells.begin(), 1);
    EXPECT_EQ(out, cells);
    EXPECT_TRUE(moved.empty());
  }
}

TEST(Pieces, RowsStayWhereTheyAre) {
  Pieces<int64_t> pieces(2);
  for (int64_t i = 0; i < 20000; ++i) pieces.Append(i);
  const int64_t* row = pieces.row(5000);
  for (int64_t i = 0; i < 2000000; ++i) pieces.Append(i);
  EXPECT_EQ(pieces.row(5000), row);
  EXPECT_EQ(row[1], 10001);
}

TEST(Pieces, AMoveCanBeBrokenOff) {
  Pieces<Value> pieces;
  for (int i = 0; i < 100000; ++i) pieces.Append(Value::Int(i));
  std::vector<Value> out;
  int asked = 0;
  EXPECT_FALSE(pieces.MoveTo(out, [&] { return ++asked < 5; }));
  EXPECT_EQ(asked, 5);
  EXPECT_LT(out.size(), 100000u);
}

struct Counted {
  static std::atomic<int64_t> alive;
  static std::atomic<bool> elsewhere;
  static std::thread::id here;
  char bytes[1000];
  Counted() { ++alive; }
  Counted(const Counted&) { ++alive; }
  ~Counted() {
    if (std::this_thread::get_id() != here) elsewhere = true;
    --alive;
  }
};
std::atomic<int64_t> Counted::alive = 0;
std::atomic<bool> Counted::elsewhere = false;
std::thread::id Counted::here = std::this_thread::get_id();

bool AllGone() {
  for (int i = 0; i < 2000 && Counted::alive > 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return Counted::alive == 0;
}

TEST(FreeLater, LargeStoresAreFreedOnAnotherThread) {
  {
    Pieces<Counted> few;
    for (int i = 0; i < 100; ++i) few.Append(Counted());
  }
  EXPECT_EQ(Counted::alive, 0);
  EXPECT_FALSE(Counted::elsewhere);
  {
    Pieces<Counted> many;
    for (int i = 0; i < 20000; ++i) many.Append(Counted());
  }
  EXPECT_TRUE(AllGone());
  EXPECT_TRUE(Counted::elsewhere);
  Counted::elsewhere = false;
  std::vector<Counted> items(20000);
  LetGo(items);
  EXPECT_EQ(items.capacity(), 0u);
  EXPECT_TRUE(AllGone());
  EXPECT_TRUE(Counted::elsewhere);
}

TEST(SortWhile, SortsAndCanBeBrokenOff) {
  std::mt19937 random(7);
  std::vector<uint32_t> items(300000), sorted;
  for (uint32_t& item : items) item = random() % 1000;
  sorted = items;
  std::stable_sort(sorted.begin(), sorted.end());
  for (int most = 0; most < 700; most += 50) {
    std::vector<uint32_t> broken = items;
    int asked = 0;
    EXPECT_FALSE(SortWhile(broken, std::less<>(), [&] { return ++asked <= most; }));
    EXPECT_EQ(broken.size(), items.size());
  }
  EXPECT_TRUE(SortWhile(items, std::less<>(), [] { return true; }));
  EXPECT_EQ(items, sorted);
}

}  // namespace
}  // namespace newsgraph
