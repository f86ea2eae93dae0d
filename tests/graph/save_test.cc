#include "graph/save.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "graph/crc32c.h"
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
      const uint8_t old = bytes[at];
      bytes[at] ^= static_cast<uint8_t>(1u << random() % 8);
      FILE* file = fopen(path_.c_str(), "r+b");
      fseek(file, static_cast<long>(at), SEEK_SET);
      fputc(bytes[at], file);
      fclose(file);
      bytes[at] = old;
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
      FILE* file = fopen(path_.c_str(), "r+b");
      fseek(file, static_cast<long>(at), SEEK_SET);
      fputc(bytes[at], file);
      fclose(file);
    }
  }
  EXPECT_TRUE(CheckGraph(path_).ok());
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
