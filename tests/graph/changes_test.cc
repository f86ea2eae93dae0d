#include "graph/changes.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "graph/index.h"
#include "tests/graph/model.h"

namespace newsgraph {
namespace {

// Starts from a frozen graph in half of the runs, so that both parts of a snapshot are read and
// written.
class RandomChanges : public testing::TestWithParam<int> {};

TEST_P(RandomChanges, AgreeWithTheModel) {
  Random random(GetParam());
  GraphModel model;
  Graph graph;
  for (int round = 0; round < 6; ++round) {
    if (round % 2 == 1) graph = Build(model);
    ChangeSet changes = graph.BeginChanges();
    if (round == 2) {
      ASSERT_TRUE(changes.CreateIndex(changes.Label("Person"), changes.Key("name")).ok());
      ASSERT_TRUE(changes.CreateIndex(changes.Label("Place"), changes.Key("date")).ok());
    }
    for (int step = 0; step < 60; ++step) RandomChange(random, model, changes);
    ASSERT_NO_FATAL_FAILURE(ExpectSame(model, changes.view()));
    ASSERT_TRUE(changes.Commit().ok());
    ASSERT_NO_FATAL_FAILURE(ExpectSame(model, graph.View()));
  }
}

TEST_P(RandomChanges, SavepointsBringBackTheState) {
  Random random(GetParam() + 1000);
  GraphModel model;
  Graph graph;
  for (int round = 0; round < 4; ++round) {
    ChangeSet changes = graph.BeginChanges();
    ASSERT_TRUE(changes.CreateIndex(changes.Label("Person"), changes.Key("name")).ok());
    const PropertyIndex* index =
        changes.view().FindIndex(changes.Label("Person"), changes.Key("name"));
    for (int step = 0; step < 25; ++step) RandomChange(random, model, changes);
    const GraphModel before = model;
    const SideEffects effects = changes.effects();
    const auto savepoint = changes.Save();
    for (int step = 0; step < 25; ++step) RandomChange(random, model, changes);
    if (random() % 2 == 0) {
      changes.RollbackTo(*savepoint);
      EXPECT_TRUE(changes.effects() == effects);
      model = before;
      ASSERT_NO_FATAL_FAILURE(ExpectSame(model, changes.view()));
      for (int step = 0; step < 10; ++step) RandomChange(random, model, changes);
    }
    EXPECT_EQ(changes.view().FindIndex(changes.Label("Person"), changes.Key("name")), index);
    ASSERT_TRUE(changes.Commit().ok());
    ASSERT_NO_FATAL_FAILURE(ExpectSame(model, graph.View()));
  }
}

// Points one inside another, each come back to more than once, the inner ones first.
TEST_P(RandomChanges, SavepointsNest) {
  Random random(GetParam() + 3000);
  GraphModel model;
  Graph graph;
  ChangeSet changes = graph.BeginChanges();
  std::vector<std::pair<GraphModel, std::shared_ptr<const ChangeSet::Savepoint>>> points;
  for (int depth = 0; depth < 4; ++depth) {
    points.emplace_back(model, changes.Save());
    for (int step = 0; step < 15; ++step) RandomChange(random, model, changes);
  }
  for (; !points.empty(); points.pop_back()) {
    for (int again = 0; again < 2; ++again) {
      changes.RollbackTo(*points.back().second);
      model = points.back().first;
      ASSERT_NO_FATAL_FAILURE(ExpectSame(model, changes.view()));
      for (int step = 0; step < 10; ++step) RandomChange(random, model, changes);
    }
  }
  ASSERT_TRUE(changes.Commit().ok());
  ASSERT_NO_FATAL_FAILURE(ExpectSame(model, graph.View()));
}

// More changes than are noted one by one, between two points and after both.
TEST(Savepoints, ManyChanges) {
  GraphModel model;
  Random random(11);
  Graph graph;
  ChangeSet changes = graph.BeginChanges();
  for (int step = 0; step < 60; ++step) RandomChange(random, model, changes);
  const auto outer = changes.Save();
  const GraphModel at_outer = model;
  for (int step = 0; step < 20; ++step) RandomChange(random, model, changes);
  const auto inner = changes.Save();
  const auto write_many = [&] {
    const NodeId a = changes.CreateNode({}).value();
    const NodeId b = changes.CreateNode({}).value();
    for (int i = 0; i < 30'000; ++i)
      ASSERT_TRUE(changes.CreateEdge(a, changes.Type("knows"), b).ok());
  };
  for (int again = 0; again < 2; ++again) {
    ASSERT_NO_FATAL_FAILURE(write_many());
    changes.RollbackTo(*inner);
    ASSERT_NO_FATAL_FAILURE(ExpectSame(model, changes.view()));
  }
  ASSERT_NO_FATAL_FAILURE(write_many());
  changes.RollbackTo(*outer);
  ASSERT_NO_FATAL_FAILURE(ExpectSame(at_outer, changes.view()));
}

TEST_P(RandomChanges, DiscardedChangesLeaveNothing) {
  Random random(GetParam() + 2000);
  GraphModel model;
  Graph graph;
  for (int round = 0; round < 4; ++round) {
    const GraphView before = graph.View();
    GraphModel changed = model;
    {
      ChangeSet changes = graph.BeginChanges();
      for (int step = 0; step < 40; ++step) RandomChange(random, changed, changes);
      if (round % 2 == 0) {
        ASSERT_TRUE(changes.Commit().ok());
      }
    }
    ASSERT_NO_FATAL_FAILURE(ExpectSame(model, before));
    if (round % 2 == 0) model = changed;
    ASSERT_NO_FATAL_FAILURE(ExpectSame(model, graph.View()));
    if (round % 2 == 1) {
      EXPECT_TRUE(graph.View().SameStateAs(before));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomChanges, testing::Range(0, 12));

TEST(ChangeSet, MergesWhenTheDeltaIsLarge) {
  Graph graph;
  NodeId first, last;
  {
    ChangeSet changes = graph.BeginChanges();
    const LabelId person = changes.Label("Person");
    const EdgeTypeId met = changes.Type("MET");
    const KeyId date = changes.Key("date");
    for (int i = 0; i < 10000; ++i) {
      last = *changes.CreateNode(std::span(&person, 1));
      if (i == 0) first = last;
      const EdgeId edge = *changes.CreateEdge(first, met, last);
      ASSERT_TRUE(changes.Set(edge, date, Value::Of(Date{20000 - i})).ok());
    }
    ASSERT_TRUE(changes.Commit().ok());
    EXPECT_EQ(changes.view().Degree(first, Direction::kOut, TypeSet::Any()), 10000u);
  }
  const GraphView view = graph.View();
  EXPECT_EQ(view.snapshot().delta.elements, 0u);
  EXPECT_EQ(view.snapshot().frozen->edge_count, 10000u);
  EXPECT_TRUE(view.Exists(last));
  // Node ids stay; edges of one type lie in order of dates.
  int64_t before = 0;
  view.ForEachEdge(first, Direction::kOut, TypeSet::Any(), [&](NodeId, EdgeId edge) {
    const int64_t days = view.property(edge, view.names().FindKey("date")).date().days;
    EXPECT_GT(days, before);
    before = days;
    return true;
  });
}

TEST(ChangeSet, RefusesWhatItMust) {
  Graph graph;
  ChangeSet changes = graph.BeginChanges();
  const KeyId key = changes.Key("p");
  const NodeId a = *changes.CreateNode({});
  const NodeId b = *changes.CreateNode({});
  const EdgeId e = *changes.CreateEdge(a, changes.Type("T"), b);
  const auto detail = [](const Status& status) { return GetErrorInfo(status).detail; };
  EXPECT_EQ(detail(changes.Set(a, key, Value::Map({}))), "InvalidPropertyType");
  EXPECT_EQ(detail(changes.Set(e, key, Value::Node(a))), "InvalidPropertyType");
  EXPECT_EQ(detail(changes.Set(a, key, Value::List({Value::Int(1), Value::String("x")}))),
            "InvalidPropertyType");
  EXPECT_EQ(detail(changes.Set(a, key, Value::List({Value::Map({})}))), "InvalidPropertyType");
  EXPECT_TRUE(changes.Set(a, key, Value::List({})).ok());
  changes.Delete(a);
  EXPECT_EQ(detail(changes.Check()), "DeleteConnectedNode");
  EXPECT_EQ(detail(changes.Commit()), "DeleteConnectedNode");
  EXPECT_EQ(detail(changes.Set(a, key, Value::Int(1))), "DeletedEntityAccess");
  EXPECT_EQ(detail(changes.CreateEdge(a, changes.Type("T"), b).status()), "DeletedEntityAccess");
  changes.Delete(e);
  EXPECT_EQ(changes.view().names().types.NameOf(changes.view().type(e)), "T");
  EXPECT_EQ(changes.view().source(e), a);
  EXPECT_TRUE(changes.Commit().ok());
  EXPECT_FALSE(changes.Set(b, key, Value::Int(1)).ok());
  EXPECT_EQ(graph.View().node_count(), 1u);
}

TEST(ChangeSet, CountsSideEffects) {
  Graph graph;
  ChangeSet changes = graph.BeginChanges();
  const std::array<LabelId, 2> labels = {changes.Label("A"), changes.Label("B")};
  const NodeId a = *changes.CreateNode(labels);
  ASSERT_TRUE(changes.Set(a, changes.Key("x"), Value::Int(1)).ok());
  ASSERT_TRUE(changes.Set(a, changes.Key("x"), Value()).ok());
  ASSERT_TRUE(changes.Set(a, changes.Key("x"), Value()).ok());
  ASSERT_TRUE(changes.RemoveLabel(a, labels[0]).ok());
  ASSERT_TRUE(changes.RemoveLabel(a, labels[0]).ok());
  ASSERT_TRUE(changes.CreateEdge(a, changes.Type("T"), a).ok());
  changes.DetachDelete(a);
  const SideEffects expected = {.nodes_created = 1,
                                .nodes_deleted = 1,
                                .edges_created = 1,
                                .edges_deleted = 1,
                                .labels_added = 2,
                                .labels_removed = 1,
                                .properties_set = 1,
                                .properties_removed = 1};
  EXPECT_TRUE(changes.effects() == expected);
}

// Each commit moves one unit from one account to another and flips all dates; a reader must never
// see a part of it.
TEST(ChangeSet, ReadersSeeWholeCommits) {
  Graph graph;
  constexpr int kAccounts = 200;
  KeyId amount;
  {
    ChangeSet changes = graph.BeginChanges();
    amount = changes.Key("amount");
    for (int i = 0; i < kAccounts; ++i) {
      const NodeId node = *changes.CreateNode({});
      ASSERT_TRUE(changes.Set(node, amount, Value::Int(100)).ok());
    }
    ASSERT_TRUE(changes.Commit().ok());
  }
  std::atomic<bool> stop = false;
  std::atomic<int> checks = 0;
  const auto read = [&] {
    while (!stop) {
      const GraphView view = graph.View();
      int64_t sum = 0;
      uint64_t edges = 0;
      NodeScan scan(view);
      std::array<NodeId, 64> batch;
      while (const size_t count = scan.Next(batch)) {
        for (size_t i = 0; i < count; ++i) {
          sum += view.property(batch[i], amount).integer();
          edges += view.Degree(batch[i], Direction::kIn, TypeSet::Any());
        }
      }
      EXPECT_EQ(sum, kAccounts * 100);
      EXPECT_EQ(edges, view.edge_count());
      ++checks;
    }
  };
  std::thread reader1(read), reader2(read);
  Random random(7);
  for (int i = 0; i < 3000 || checks < 20; ++i) {
    ChangeSet changes = graph.BeginChanges();
    const NodeId from{static_cast<uint32_t>(random() % kAccounts)},
        to{static_cast<uint32_t>(random() % kAccounts)};
    const GraphView& view = changes.view();
    ASSERT_TRUE(
        changes.Set(from, amount, Value::Int(view.property(from, amount).integer() - 1)).ok());
    ASSERT_TRUE(changes.Set(to, amount, Value::Int(view.property(to, amount).integer() + 1)).ok());
    ASSERT_TRUE(changes.CreateEdge(from, changes.Type("PAID"), to).ok());
    if (random() % 4 != 0) {
      ASSERT_TRUE(changes.Commit().ok());
    }
  }
  stop = true;
  reader1.join();
  reader2.join();
}

}  // namespace
}  // namespace newsgraph
