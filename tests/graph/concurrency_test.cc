// Readers keep a consistent view while a writer commits: what every commit promises holds in every
// view, and a view never changes. Also run under the thread sanitizer (tests/README.md).
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "graph/changes.h"
#include "graph/index.h"

namespace newsgraph {
namespace {

constexpr int kAccounts = 64;
constexpr int64_t kMoney = 100;

// Accounts with an amount each; every commit moves some money and notes it as an edge from payer to
// payee, with a running number that an index knows.
class Bank {
 public:
  Bank() {
    ChangeSet changes = graph_.BeginChanges();
    account_ = changes.Label("Account");
    number_ = changes.Key("number");
    amount_ = changes.Key("amount");
    moved_ = changes.Type("moved");
    EXPECT_TRUE(changes.CreateIndex(account_, number_).ok());
    for (int i = 0; i < kAccounts; ++i) {
      const NodeId node = changes.CreateNode(std::span(&account_, 1)).value();
      EXPECT_TRUE(changes.Set(node, number_, Value::Int(i)).ok());
      EXPECT_TRUE(changes.Set(node, amount_, Value::Int(kMoney)).ok());
    }
    EXPECT_TRUE(changes.Commit().ok());
  }

  void Move(uint64_t step) {
    ChangeSet changes = graph_.BeginChanges();
    const GraphView view = changes.view();
    const NodeId from = Find(view, static_cast<int64_t>(step * 7 % kAccounts));
    const NodeId to = Find(view, static_cast<int64_t>((step * 13 + 1) % kAccounts));
    for (const auto& [node, sign] : {std::pair(from, -1), std::pair(to, 1)}) {
      const int64_t amount = changes.view().property(node, amount_).integer();
      ASSERT_TRUE(changes.Set(node, amount_, Value::Int(amount + sign)).ok());
    }
    const EdgeId edge = changes.CreateEdge(from, moved_, to).value();
    ASSERT_TRUE(changes.Set(edge, number_, Value::Int(static_cast<int64_t>(step))).ok());
    if (step % 5 == 4) {  // an old note goes: the graph does not only grow
      view.ForEachEdge(to, Direction::kIn, TypeSet::Any(), [&](NodeId, EdgeId old) {
        changes.Delete(old);
        return false;
      });
    }
    ASSERT_TRUE(changes.Commit().ok());
  }

  // What a view says; every part of it is read twice, on two ways.
  uint64_t Check(const GraphView& view) const {
    int64_t money = 0;
    uint64_t out = 0, in = 0, seen = 0;
    for (int i = 0; i < kAccounts; ++i) {
      const NodeId node = Find(view, i);
      const int64_t amount = view.property(node, amount_).integer();
      money += amount;
      seen = seen * 31 + static_cast<uint64_t>(amount);
      out += view.Degree(node, Direction::kOut, TypeSet::Any());
      view.ForEachEdge(node, Direction::kIn, TypeSet::Any(), [&](NodeId other, EdgeId edge) {
        EXPECT_EQ(view.source(edge), other);
        seen = seen * 31 + static_cast<uint64_t>(view.property(edge, number_).integer());
        return ++in > 0;
      });
    }
    EXPECT_EQ(money, kAccounts * kMoney);
    EXPECT_EQ(out, view.edge_count());
    EXPECT_EQ(in, view.edge_count());
    return seen;
  }

  Graph& graph() { return graph_; }

 private:
  NodeId Find(const GraphView& view, int64_t number) const {
    std::vector<NodeId> nodes;
    view.FindIndex(account_, number_)->Seek(view, Value::Int(number), nodes);
    EXPECT_EQ(nodes.size(), 1u);
    return nodes.empty() ? NodeId{} : nodes[0];
  }

  Graph graph_;
  LabelId account_;
  KeyId number_, amount_;
  EdgeTypeId moved_;
};

TEST(Concurrency, ReadersKeepAConsistentViewWhileAWriterCommits) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr uint64_t kSteps = 6'000;
#else
  constexpr uint64_t kSteps = 12'000;  // enough for the delta to be merged into the base, twice
#endif
  Bank bank;
  std::atomic<bool> done = false;
  std::atomic<uint64_t> checked = 0;
  std::vector<std::thread> readers;
  for (int r = 0; r < 3; ++r) {
    readers.emplace_back([&] {
      while (!done) {
        const GraphView view = bank.graph().View();
        const uint64_t first = bank.Check(view);
        std::this_thread::yield();
        EXPECT_EQ(bank.Check(view), first);
        ++checked;
      }
    });
  }
  for (uint64_t step = 0; step < kSteps; ++step) bank.Move(step);
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_GT(checked, 0u);
  bank.Check(bank.graph().View());
}

// A view outlives the graph that it came from.
TEST(Concurrency, AViewOutlivesReplacement) {
  Bank bank;
  const GraphView view = bank.graph().View();
  const uint64_t before = bank.Check(view);
  bank.graph().Replace(Graph());
  EXPECT_EQ(bank.graph().View().node_count(), 0u);
  EXPECT_EQ(bank.Check(view), before);
}

}  // namespace
}  // namespace newsgraph
