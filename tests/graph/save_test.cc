#include "graph/save.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "graph/crc32c.h"
#include "graph/index.h"
#include "graph/save_layout.h"
#include "tests/graph/forge.h"
#include "tests/graph/model.h"
#include "tests/graph/synthetic.h"

namespace newsgraph {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(NEWSGRAPH_DCHECK)
constexpr uint32_t kEdges = 20'000;
constexpr int kDamages = 200;
#else
constexpr uint32_t kEdges = 1'000'000;
constexpr int kDamages = 1'000;
#endif

void PutByte(const std::string& path, size_t at, uint8_t byte) {
  FILE* file = fopen(path.c_str(), "r+b");
  fseek(file, static_cast<long>(at), SEEK_SET);
  fputc(byte, file);
  fclose(file);
}

// Something of every part of a graph, but not all of any.
uint64_t TouchSome(const GraphView& view) {
  uint64_t sum = 0;
  for (uint32_t id = 0; id < view.node_limit(); id += 97) {
    const NodeId node{id};
    sum = sum * 31 + view.labels(node).size();
    for (const auto& [key, value] : view.properties(node)) sum = sum * 31 + ToText(value).size();
    view.ForEachEdge(node, Direction::kBoth, TypeSet::Any(), [&](NodeId other, EdgeId edge) {
      sum = sum * 31 + other.value + view.type(edge).value;
      for (const auto& [key, value] : view.properties(edge)) sum = sum * 31 + Hash(value);
      return true;
    });
  }
  return sum;
}

class SaveTest : public testing::Test {
 protected:
  SaveTest() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "newsgraph-save-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    path_ = folder_ + "/graph.ng";
  }
  ~SaveTest() override { std::filesystem::remove_all(folder_); }

  std::string folder_, path_;
};

TEST(Crc32c, AgreesWithTheStandard) {
  const std::vector<uint8_t> zeros(32, 0), ones(32, 0xFF);
  std::vector<uint8_t> counting(32);
  for (uint8_t i = 0; i < 32; ++i) counting[i] = i;
  EXPECT_EQ(Crc32c(zeros), 0x8A9136AAu);
  EXPECT_EQ(Crc32c(ones), 0x62A8AB43u);
  EXPECT_EQ(Crc32c(counting), 0x46DD794Eu);
  Random random(1);
  std::vector<uint8_t> bytes(10'007);
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
  for (size_t size : {0, 1, 7, 8, 9, 1000, 10'007}) {
    const auto part = std::span(bytes).first(size);
    EXPECT_EQ(Crc32c(part), internal::Crc32cByTable(part));
  }
  std::vector<uint32_t> crcs(8);
  Crc32cOfBlocks(bytes, 1251, crcs);
  for (size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(crcs[i], Crc32c(std::span(bytes).subspan(
                           i * 1251, std::min<size_t>(1251, bytes.size() - i * 1251))));
  }
}

TEST_F(SaveTest, EmptyGraph) {
  ASSERT_TRUE(SaveGraph(GraphView(), path_).ok());
  const auto graph = OpenGraph(path_);
  ASSERT_TRUE(graph.ok()) << graph.status();
  EXPECT_EQ(graph->View().node_count(), 0u);
}

class SavedModels : public SaveTest, public testing::WithParamInterface<int> {};

TEST_P(SavedModels, ComeBackAsTheyWere) {
  Random random(GetParam());
  GraphModel model;
  Graph graph;
  for (int round = 0; round < 3; ++round) {
    {
      ChangeSet changes = graph.BeginChanges();
      ASSERT_TRUE(changes.CreateIndex(changes.Label("Person"), changes.Key("name")).ok());
      for (int step = 0; step < 80; ++step) RandomChange(random, model, changes);
      ASSERT_TRUE(changes.Commit().ok());
    }
    ASSERT_TRUE(SaveGraph(graph.View(), path_).ok());
    const auto report = CheckGraph(path_);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->nodes, model.nodes.size());
    EXPECT_EQ(report->edges, model.edges.size());
    auto opened = OpenGraph(path_);
    ASSERT_TRUE(opened.ok()) << opened.status();
    ASSERT_NO_FATAL_FAILURE(ExpectSame(model, opened->View()));
    EXPECT_NE(opened->View().FindIndex(opened->View().names().FindLabel("Person"),
                                       opened->View().names().FindKey("name")),
              nullptr);
    graph = std::move(opened).value();  // and goes on from there
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SavedModels, testing::Range(0, 8));

TEST_F(SaveTest, SameContentSameHash) {
  const Graph graph = SyntheticGraph(300, 1000, 5);
  ASSERT_TRUE(SaveGraph(graph.View(), path_).ok());
  ASSERT_TRUE(SaveGraph(OpenGraph(path_)->View(), path_ + "2").ok());
  const auto first = CheckGraph(path_), second = CheckGraph(path_ + "2");
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->content_hash, second->content_hash);
  EXPECT_NE(first->uuid, second->uuid);
}

// Every flip and every cut is refused, with the name of the file and an offset.
TEST_F(SaveTest, DamageIsRefused) {
  {
    const Graph graph = SyntheticGraph(kEdges / 10, kEdges, 1);
    ASSERT_TRUE(SaveGraph(graph.View(), path_).ok());
  }
  std::vector<uint8_t> bytes = ReadBytes(path_);
  Random random(3);
  for (int i = 0; i < kDamages; ++i) {
    // The two ends are short and matter most.
    const size_t end = bytes.size();
    size_t at = random() % end;
    if (i % 4 == 1) at = random() % kHeaderBytes;
    if (i % 4 == 2) at = end - 1 - random() % 2000;
    if (i % 10 == 0) {
      ASSERT_EQ(truncate(path_.c_str(), static_cast<off_t>(at)), 0);
    } else {
      PutByte(path_, at, bytes[at] ^ static_cast<uint8_t>(1u << random() % 8));
    }
    const auto opened = OpenGraph(path_);
    ASSERT_FALSE(opened.ok()) << "at " << at;
    const ErrorInfo info = GetErrorInfo(opened.status());
    EXPECT_TRUE(info.kind == ErrorKind::kCorruption || info.kind == ErrorKind::kUnsupported)
        << opened.status();
    EXPECT_NE(View(opened.status().message()).find(path_), std::string_view::npos);
    if (i % 10 == 0) {
      WriteBytes(path_, bytes);
    } else {
      PutByte(path_, at, bytes[at]);
    }
  }
  EXPECT_TRUE(CheckGraph(path_).ok());
}

// The same where arrays are checked as they are read: an answer is right or an error, never
// another.
TEST_F(SaveTest, DamageIsNeverSilentWhenCheckedOnFirstRead) {
  const uint32_t edges =
      std::clamp(kEdges, 100'000u, 200'000u);  // some blocks, each read each time
  {
    const Graph graph = SyntheticGraph(edges / 10, edges, 1);
    ASSERT_TRUE(SaveGraph(graph.View(), path_).ok());
  }
  constexpr OpenOptions kLazy{.check_on_first_read = true};
  const std::vector<uint8_t> bytes = ReadBytes(path_);
  const GraphView whole = OpenGraph(path_)->View();
  const auto answer = [](const GraphView& view) { return TouchSome(view); };
  const uint64_t expected = answer(whole);
  ASSERT_EQ(answer(OpenGraph(path_, kLazy)->View()), expected);
  Random random(4);
  int refused = 0, found = 0, unread = 0;
  for (int i = 0; i < kDamages; ++i) {
    const size_t at = random() % bytes.size();
    PutByte(path_, at, bytes[at] ^ static_cast<uint8_t>(1u << random() % 8));
    const auto opened = OpenGraph(path_, kLazy);
    if (!opened.ok()) {
      ++refused;
      EXPECT_EQ(GetErrorInfo(opened.status()).detail, "DamagedFile") << opened.status();
    } else {
      const uint64_t got = answer(opened->View());
      const Status status = CheckIntact(opened->View());
      if (status.ok()) {
        EXPECT_EQ(got, expected) << "at " << at;  // what was read is not what was damaged
        ++unread;
      } else {
        EXPECT_EQ(GetErrorInfo(status).kind, ErrorKind::kCorruption);
        EXPECT_NE(View(status.message()).find(path_), std::string_view::npos);
        EXPECT_NE(View(status.message()).find("offset"), std::string_view::npos);
        EXPECT_FALSE(SaveGraph(opened->View(), path_ + "2").ok());
        ++found;
      }
    }
    PutByte(path_, at, bytes[at]);
  }
  EXPECT_GT(found, 0);
  EXPECT_EQ(refused + found + unread, kDamages);
  EXPECT_FALSE(std::filesystem::exists(path_ + "2"));
}

// A file that loses its end while it is open is damage too, and no signal.
TEST_F(SaveTest, AFileCutShortWhileOpenIsFound) {
  const Graph graph = SyntheticGraph(20'000, 200'000, 1);
  for (const bool read_before : {false, true}) {
    ASSERT_TRUE(SaveGraph(graph.View(), path_).ok());
    const auto opened = OpenGraph(path_, {.check_on_first_read = true});
    ASSERT_TRUE(opened.ok()) << opened.status();
    if (read_before) TouchEverything(opened->View());
    EXPECT_TRUE(CheckIntact(opened->View()).ok());
    ASSERT_EQ(truncate(path_.c_str(), 1 << 20), 0);
    TouchEverything(opened->View());
    EXPECT_EQ(GetErrorInfo(CheckIntact(opened->View())).kind, ErrorKind::kCorruption);
  }
}

TEST_F(SaveTest, ThreadsShareTheFirstRead) {
  ASSERT_TRUE(SaveGraph(SyntheticGraph(20'000, 200'000, 1).View(), path_).ok());
  const auto opened = OpenGraph(path_, {.check_on_first_read = true});
  ASSERT_TRUE(opened.ok()) << opened.status();
  std::array<uint64_t, 4> sums;
  std::vector<std::thread> threads;
  for (uint64_t& sum : sums)
    threads.emplace_back([&opened, &sum] { sum = TouchSome(opened->View()); });
  for (std::thread& thread : threads) thread.join();
  for (const uint64_t sum : sums) EXPECT_EQ(sum, TouchSome(OpenGraph(path_)->View()));
  EXPECT_TRUE(CheckIntact(opened->View()).ok());
}

// The values that an index of the other process must find: hashes may not differ from one to
// another.
std::vector<Value> KeysOfAllKinds() {
  return {Value::String(""),
          Value::String("Ales Bialiatski"),
          Value::Int(7),
          Value::Int(-1),
          Value::Float(0.5),
          Value::Bool(true),
          Value::Of(Date{20'000}),
          Value::Of(LocalDateTime{1'700'000'000, 5}),
          Value::Of(LocalTime{123}),
          Value::List({Value::Int(1), Value::Int(2)})};
}

// Run by the test below, in a process of its own.
TEST(OtherProcess, FindsByTheIndexOfASavedGraph) {
  const char* path = std::getenv("NEWSGRAPH_OTHER_PROCESS");
  if (path == nullptr) GTEST_SKIP() << "part of SaveTest.AnotherProcessFindsByTheIndex";
  for (const bool lazy : {false, true}) {
    const auto graph = OpenGraph(path, {.check_on_first_read = lazy});
    ASSERT_TRUE(graph.ok()) << graph.status();
    const GraphView view = graph->View();
    const KeyId key = view.names().FindKey("key"), place = view.names().FindKey("place");
    const PropertyIndex* index = view.FindIndex(view.names().FindLabel("Thing"), key);
    ASSERT_NE(index, nullptr);
    const std::vector<Value> keys = KeysOfAllKinds();
    for (size_t i = 0; i < keys.size(); ++i) {
      std::vector<NodeId> nodes;
      index->Seek(view, keys[i], nodes);
      ASSERT_EQ(nodes.size(), 1u) << ToText(keys[i]);
      EXPECT_EQ(view.property(nodes[0], place).integer(), static_cast<int64_t>(i));
    }
    EXPECT_TRUE(CheckIntact(view).ok());
  }
}

TEST_F(SaveTest, AnotherProcessFindsByTheIndex) {
  Builder builder;
  const std::vector<Value> keys = KeysOfAllKinds();
  for (size_t i = 0; i < keys.size(); ++i) {
    const NodeId node = builder.UpsertNode(builder.Label("Thing"), builder.Key("key"), keys[i]);
    builder.Set(node, builder.Key("place"), Value::Int(static_cast<int64_t>(i)));
  }
  ASSERT_TRUE(SaveGraph(std::move(builder).Freeze()->View(), path_).ok());
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string command = Cat("NEWSGRAPH_OTHER_PROCESS='", path_, "' '", self,
                                  "' --gtest_filter=OtherProcess.* > '", folder_, "/log' 2>&1");
  const int result = std::system(command.c_str());
  const std::vector<uint8_t> log = ReadBytes(folder_ + "/log");
  const std::string said(log.begin(), log.end());
  EXPECT_EQ(result, 0) << said;
  EXPECT_NE(said.find("[  PASSED  ] 1 test"), std::string::npos) << said;
}

// A forged file has right checksums: it may open, but reading it must stay within its arrays.
TEST_F(SaveTest, ForgedFilesDoNotCrash) {
  Random random(11);
  GraphModel model;
  Graph graph;
  {
    ChangeSet changes = graph.BeginChanges();
    ASSERT_TRUE(changes.CreateIndex(changes.Label("Person"), changes.Key("name")).ok());
    for (int step = 0; step < 150; ++step) RandomChange(random, model, changes);
    ASSERT_TRUE(changes.Commit().ok());
  }
  ASSERT_TRUE(SaveGraph(graph.View(), path_).ok());
  const std::vector<uint8_t> bytes = ReadBytes(path_);
  int opened = 0;
  for (int i = 0; i < 3000; ++i) {
    std::vector<uint8_t> forged = bytes;
    for (uint64_t changes = 1 + random() % 3; changes > 0; --changes) {
      const size_t at = i % 8 == 0 ? random() % forged.size()
                                   : kHeaderBytes + random() % (forged.size() - kHeaderBytes);
      const uint8_t choices[] = {0, 0xFF, static_cast<uint8_t>(random()),
                                 static_cast<uint8_t>(forged[at] + 1)};
      forged[at] = choices[random() % 4];
    }
    Resign(forged);
    opened += OpenAndTouch(forged);
  }
  EXPECT_GT(opened, 0);
  EXPECT_LT(opened, 3000);
}

TEST_F(SaveTest, ErrorsNameTheFile) {
  const auto message = [](const Status& status) { return std::string(View(status.message())); };
  EXPECT_NE(message(OpenGraph(folder_ + "/none.ng").status()).find("none.ng"), std::string::npos);
  EXPECT_NE(message(OpenGraph(folder_).status()).find("not a file"), std::string::npos);
  WriteBytes(path_, std::vector<uint8_t>(10'000, 'x'));
  EXPECT_NE(message(OpenGraph(path_).status()).find("does not begin as a saved graph"),
            std::string::npos);
  const Status status = SaveGraph(GraphView(), folder_ + "/no/such/folder.ng");
  EXPECT_EQ(GetErrorInfo(status).kind, ErrorKind::kIoError);
}

TEST_F(SaveTest, KeepsTheModeAndFollowsLinks) {
  namespace fs = std::filesystem;
  ASSERT_TRUE(SaveGraph(GraphView(), path_).ok());
  const std::string before = IdentifyGraph(path_)->uuid, link = folder_ + "/link.ng";
  ASSERT_EQ(chmod(path_.c_str(), 0640), 0);
  fs::create_symlink("graph.ng", link);
  ASSERT_TRUE(SaveGraph(GraphView(), link).ok());
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_NE(IdentifyGraph(path_)->uuid, before);
  EXPECT_EQ(fs::status(path_).permissions(), fs::perms(0640));
  fs::create_symlink(folder_ + "/new.ng", folder_ + "/to_nothing.ng");
  ASSERT_TRUE(SaveGraph(GraphView(), folder_ + "/to_nothing.ng").ok());
  EXPECT_TRUE(IdentifyGraph(folder_ + "/new.ng").ok());
}

TEST_F(SaveTest, SaysWhatItMayReplace) {
  EXPECT_TRUE(CheckReplaceable(path_).ok());
  WriteBytes(path_, {});
  EXPECT_TRUE(CheckReplaceable(path_).ok());
  WriteBytes(path_, std::vector<uint8_t>(3, 'N'));
  EXPECT_EQ(GetErrorInfo(CheckReplaceable(path_)).detail, "NotAGraph");
  EXPECT_EQ(GetErrorInfo(CheckReplaceable(folder_)).detail, "NotAGraph");
  ASSERT_TRUE(SaveGraph(GraphView(), path_).ok());
  PutByte(path_, std::filesystem::file_size(path_) - 5, 7);
  EXPECT_TRUE(CheckReplaceable(path_).ok());
}

TEST_F(SaveTest, AsksBeforeItReplaces) {
  const auto graph = [](int nodes) {
    Builder builder;
    for (int i = 0; i < nodes; ++i) builder.AddNode(std::vector{builder.Label("A")});
    return std::move(builder).Freeze();
  };
  ASSERT_TRUE(SaveGraph(graph(1)->View(), path_).ok());
  const auto before = IdentifyGraph(path_);
  ASSERT_TRUE(before.ok());
  FileReport asked;
  const Status refused =
      SaveGraph(graph(2)->View(), path_, {}, [&](const FileReport& file) -> Status {
        asked = file;
        EXPECT_EQ(IdentifyGraph(path_)->uuid, before->uuid);
        return RuntimeError(ErrorKind::kIoError, "No", "no");
      });
  EXPECT_EQ(GetErrorInfo(refused).detail, "No");
  EXPECT_EQ(asked.nodes, 2u);
  EXPECT_EQ(IdentifyGraph(path_)->uuid, before->uuid);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
  ASSERT_TRUE(SaveGraph(graph(2)->View(), path_, {}, [&](const FileReport& file) {
                asked = file;
                return absl::OkStatus();
              }).ok());
  const auto after = CheckGraph(path_), identified = IdentifyGraph(path_);
  EXPECT_EQ(after->uuid, asked.uuid);
  EXPECT_EQ(identified->uuid, asked.uuid);
  EXPECT_EQ(after->content_hash, asked.content_hash);
  EXPECT_NE(after->content_hash, before->content_hash);
  PutByte(path_, std::filesystem::file_size(path_) - 5, 7);
  EXPECT_EQ(GetErrorInfo(IdentifyGraph(path_).status()).kind, ErrorKind::kCorruption);
}

TEST_F(SaveTest, TellsProgress) {
  const Graph graph = SyntheticGraph(1000, 5000, 5);
  uint64_t last = 0, total = 1;
  ASSERT_TRUE(SaveGraph(graph.View(), path_, [&](uint64_t done, uint64_t of) {
                EXPECT_GE(done, last);
                last = done;
                total = of;
              }).ok());
  EXPECT_EQ(last, total);
}

}  // namespace
}  // namespace newsgraph
