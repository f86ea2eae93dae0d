// Work shared out to helpers that are kept: each part once, in whatever way the calls come.
#include "graph/parallel.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace newsgraph {
namespace {

uint64_t SumBelow(size_t count, int threads) {
  std::atomic<uint64_t> sum = 0;
  ParallelFor(count, threads, [&](size_t i) { sum += i; });
  return sum;
}

TEST(ParallelFor, DoesEachOnce) {
  for (const int threads : {0, 1, 2, 5}) {
    for (const size_t count : {0, 1, 2, 3, 1000}) {
      std::vector<std::atomic<int>> times(count);
      ParallelFor(count, threads, [&](size_t i) { ++times[i]; });
      for (const auto& each : times) ASSERT_EQ(each, 1);
    }
  }
}

TEST(ParallelFor, NestsAndServesManyCallers) {
  std::vector<std::thread> callers;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 4; ++t) {
    callers.emplace_back([&] {
      for (int round = 0; round < 200; ++round) {
        std::atomic<uint64_t> sum = 0;
        ParallelFor(5, 3, [&](size_t) { sum += SumBelow(20, 3); });
        wrong += sum != 5 * 190;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong, 0);
}

// What the caller's part throws comes out once no helper is at work any more.
TEST(ParallelFor, WaitsBeforeItThrows) {
  const auto caller = std::this_thread::get_id();
  for (int round = 0; round < 100; ++round) {
    std::atomic<int> working = 0;
    std::atomic<bool> thrown = false;
    const auto run = [&] {
      ParallelFor(64, 3, [&](size_t) {
        if (std::this_thread::get_id() == caller) {
          thrown = true;
          throw std::runtime_error("no");
        }
        ++working;
        while (!thrown) std::this_thread::yield();  // leaves the caller its part
        --working;
      });
    };
    EXPECT_THROW(run(), std::runtime_error);
    EXPECT_EQ(working, 0);
  }
  EXPECT_EQ(SumBelow(1000, 3), 499500u);
}

TEST(ParallelFor, WorksInAForkedProcess) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "the sanitizer ends a forked process that starts threads";
#endif
  EXPECT_EQ(SumBelow(1000, 3), 499500u);
  for (int round = 0; round < 20; ++round) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      alarm(60);
      bool right = true;
      for (int call = 0; call < 100; ++call) right &= SumBelow(1000, 3) == 499500;
      _exit(right ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  }
}

}  // namespace
}  // namespace newsgraph
