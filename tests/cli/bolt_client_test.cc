// The client against servers that answer well, badly, late or not at all.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "cli/bolt/client.h"
#include "cli/bolt/metadata.h"
#include "tests/cli/bolt_server.h"

namespace newsgraph::cli::bolt {
namespace {

using testing::Answer;
using testing::BoltServer;
using testing::Database;
using testing::Link;
using testing::Request;
using testing::Serve;

class Counter : public query::RowSink {
 public:
  Status Begin(const std::vector<std::string>& names, const GraphView& view) override {
    columns = names;
    view_ = view;
    return absl::OkStatus();
  }
  Status Rows(std::span<const Value> cells) override {
    rows += cells.size() / columns.size();
    most_cells = std::max(most_cells, cells.size());
    most_nodes = std::max(most_nodes, view_.node_count());
    last = cells.back().Owned();
    if (on_rows) on_rows();
    return absl::OkStatus();
  }
  std::vector<std::string> columns;
  uint64_t rows = 0, most_nodes = 0;
  size_t most_cells = 0;
  Value last;
  std::function<void()> on_rows;

 private:
  GraphView view_;
};

void PackNode(Packer& out, uint64_t row) {
  const auto id = static_cast<int64_t>(row);
  out.Struct('N', 4).Int(id).List(1).String("Person").Map(1).String("i").Int(id);
  out.String(Cat("4:f00:", id));
}

// Counts to what the query says: "10 nodes", "7 slow".
Answer CountTo(const Request& request) {
  const std::string& query = request.query;
  if (query == "FAIL") return Answer::Fails("Neo.ClientError.Statement.SyntaxError", "no");
  Answer answer =
      Answer::Rows({"n"}, std::strtoull(query.c_str(), nullptr, 10),
                   [nodes = query.ends_with("nodes")](Packer& out, uint64_t row) {
                     nodes ? PackNode(out, row) : void(out.Int(static_cast<int64_t>(row)));
                   });
  if (query.ends_with("slow")) answer.row_ms = 10;
  if (query.ends_with("broken")) {
    answer.code = "Neo.ClientError.Statement.ArithmeticError";
    answer.message = "/ by zero";
    answer.fails_after = answer.rows - 1;
  }
  return answer;
}

class BoltClient : public ::testing::Test {
 protected:
  void Start(BoltServer::Script script) {
    server_ = std::make_unique<BoltServer>(std::move(script));
    client_ = std::make_unique<Client>(Login(), ClientOptions{.cancel = &cancel_});
  }
  Address Login() const {
    Address address = *ParseAddress(server_->address());
    address.user = user_;
    address.password = password_;
    return address;
  }
  // The status of connecting, or of the statement.
  Status Run(std::string_view text) {
    if (!connected_) RETURN_IF_ERROR(client_->Connect());
    connected_ = true;
    Received received;
    counter_ = Counter();
    counter_.on_rows = on_rows_;
    auto summary = client_->Stream(text, parameters_, options_, received, counter_);
    if (summary.ok()) summary_ = *summary;
    return summary.status();
  }
  std::string DetailOf(const Status& status) {
    return status.ok() ? "ok" : GetErrorInfo(status).detail;
  }
  int Sent(std::string_view word) const {
    int count = 0;
    for (const std::string& message : server_->log()) count += message.starts_with(word);
    return count;
  }

  std::string user_, password_;
  query::Parameters parameters_;
  query::RunOptions options_;
  std::atomic<bool> cancel_{false};
  std::unique_ptr<BoltServer> server_;
  std::unique_ptr<Client> client_;
  bool connected_ = false;
  Counter counter_;
  std::function<void()> on_rows_;
  query::Summary summary_;
};

TEST_F(BoltClient, OffersTheVersionsAsTheSpecificationWritesThem) {
  std::string greeting;
  Start([&](Link& link) {
    greeting = link.Read(20);
    link.Send(std::string(4, '\0'));
  });
  EXPECT_EQ(DetailOf(Run("1")), "ProtocolError");
  EXPECT_EQ(greeting, std::string("\x60\x60\xB0\x17\0\4\4\5\0\2\4\4\0\0\3\4\0\0\2\4", 20));
}

TEST_F(BoltClient, LogsInAsEachVersionWants) {
  user_ = "ales";
  password_ = "secret";
  for (const Version version : {Version{5, 4}, Version{5, 3}, Version{5, 2}, Version{5, 1},
                                Version{5, 0}, Version{4, 4}, Version{4, 3}, Version{4, 2}}) {
    connected_ = false;
    Start(Serve({.version = version, .user = "ales", .password = "secret", .answer = CountTo}));
    EXPECT_TRUE(Run("3").ok());
    EXPECT_EQ(counter_.rows, 3u);
    const auto log = server_->log();
    const std::string login = "scheme: 'basic', principal: 'ales', credentials: 'secret'";
    const bool logon = version >= Version{5, 1};
    EXPECT_EQ(log[0].find("bolt_agent") != std::string::npos, (version >= Version{5, 3})) << log[0];
    EXPECT_EQ(log[0].find(login) != std::string::npos, !logon) << log[0];
    EXPECT_EQ(log[1].starts_with("LOGON"), logon);
    client_.reset();
    EXPECT_TRUE(server_->WaitFor("GOODBYE"));
  }
}

TEST_F(BoltClient, RefusalsSayWhatIsWrong) {
  const std::pair<std::string, std::string_view> kAnswers[] = {
      {std::string(4, '\0'), "none of Bolt's versions"},
      {"HTTP/1.1 400 Bad Request\r\n", "HTTP"},
      {std::string("\x15\x03\x01\x00\x02\x02\x46", 7), "TLS"},
      {std::string("\0\0\0\1", 4), "not offered"},
      {"", "hung up"},
      {std::string("\0\0", 2), "hung up"},
      {std::string("\0\0\4\5", 4) + std::string("\0\1\xC0\0\0", 5), "no answer"},
      {std::string("\0\0\4\5", 4) + std::string("\0\3\xB1\x70\xC9\0\0", 7), "within a number"},
      {std::string("\0\0\4\5", 4) + std::string("\0\3\xB1\x33\xA0\0\0", 7), "unknown kind"},
  };
  for (const auto& [answer, words] : kAnswers) {
    connected_ = false;
    Start([said = answer](Link& link) {
      link.Read(20);
      link.Send(said);
    });
    const Status status = Run("1");
    EXPECT_TRUE(IsConnectionError(status)) << status;
    EXPECT_NE(status.ToString().find(words), std::string::npos) << words << ": " << status;
  }
}

TEST_F(BoltClient, AWrongPasswordIsToldApart) {
  user_ = "ales";
  password_ = "wrong";
  for (const Version version : {Version{5, 4}, Version{4, 4}}) {
    Start(Serve({.version = version, .user = "ales", .password = "secret", .answer = CountTo}));
    EXPECT_EQ(DetailOf(Run("1")), "LoginFailed");
  }
}

TEST_F(BoltClient, NobodyListens) {
  Start(Serve({.answer = CountTo}));
  Address address = Login();
  server_.reset();
  Client client(address, {});
  EXPECT_EQ(DetailOf(client.Connect()), "ConnectFailed");
  address.host = std::string(300, 'a');  // no name server need be asked
  Client other(address, {});
  EXPECT_EQ(DetailOf(other.Connect()), "ConnectFailed");
}

TEST_F(BoltClient, ManyRowsComeInBatchesAndNothingIsKept) {
  Start(Serve({.answer = CountTo}));
  ASSERT_TRUE(Run("100000 nodes").ok());
  EXPECT_EQ(counter_.rows, 100000u);
  EXPECT_EQ(Sent("PULL"), 50);
  EXPECT_LE(counter_.most_cells, 8192u);
  EXPECT_LE(counter_.most_nodes, 8192u);
  EXPECT_EQ(client_->Description(), Cat("Neo4j/5.13.0 at ", server_->address(), " (Bolt 5.4)"));
}

TEST_F(BoltClient, AfterAFailureTheSameConnectionGoesOn) {
  Start(Serve({.answer = CountTo}));
  EXPECT_EQ(GetErrorInfo(Run("FAIL")).kind, ErrorKind::kSyntaxError);
  EXPECT_TRUE(Run("5").ok());
  EXPECT_EQ(GetErrorInfo(Run("5000 broken")).kind, ErrorKind::kArithmeticError);
  EXPECT_EQ(counter_.rows, 4999u);
  EXPECT_TRUE(Run("5").ok());
  EXPECT_EQ(counter_.rows, 5u);
  EXPECT_EQ(Sent("RESET"), 2);
  EXPECT_EQ(server_->connections(), 1);
}

TEST_F(BoltClient, TransactionsAreMessages) {
  Start(Serve({.answer = CountTo}));
  options_.read_only = true;
  options_.timeout_ms = 5000;
  EXPECT_TRUE(Run("begin transaction").ok());
  EXPECT_TRUE(client_->in_transaction());
  EXPECT_EQ(GetErrorInfo(Run("BEGIN")).kind, ErrorKind::kTransactionError);
  EXPECT_TRUE(client_->in_transaction());
  EXPECT_TRUE(Run("1").ok());
  EXPECT_TRUE(Run("COMMIT;").ok());
  EXPECT_FALSE(client_->in_transaction());
  EXPECT_TRUE(Run("BEGIN").ok());
  const Status failed = Run("FAIL");
  EXPECT_NE(GetErrorInfo(failed).hint.find("rolled back"), std::string::npos);
  EXPECT_FALSE(client_->in_transaction());
  EXPECT_FALSE(Run("ROLLBACK").ok());
  EXPECT_TRUE(Run("2").ok());
  EXPECT_TRUE(server_->WaitFor("BEGIN {tx_timeout: 5000, mode: 'r'}"));
  EXPECT_TRUE(server_->WaitFor("RUN '1' {} {}"));
  EXPECT_TRUE(server_->WaitFor("RUN '2' {} {tx_timeout: 5000, mode: 'r'}"));
}

TEST_F(BoltClient, ParametersAndTheSummary) {
  Value sent;
  Start(Serve({.answer = [&](const Request& request) {
    sent = request.parameters;
    Answer answer;
    answer.extra_pairs = 3;
    answer.extra = [](Packer& out) {
      out.String("stats").Map(3).String("nodes-created").Int(2).String("properties-set").Int(3);
      out.String("contains-updates").Bool(true);
      out.String("notifications").List(1).Map(2).String("code").String("N").String("description");
      out.String("slow");
      out.String("profile").Map(4).String("operatorType").String("ProduceResults@neo4j");
      out.String("args").Map(2).String("Details").String("n").String("EstimatedRows").Float(2);
      out.String("rows").Int(7).String("children").List(1);
      out.Map(1).String("operatorType").String("AllNodesScan@neo4j");
    };
    return answer;
  }}));
  parameters_["when"] = Value::Of(*Parse<Date>("2025-12-13"));
  ASSERT_TRUE(Run("CREATE").ok());
  EXPECT_EQ(ToText(sent), "{when: '2025-12-13'}");
  EXPECT_EQ(summary_.effects.nodes_created, 2u);
  EXPECT_EQ(summary_.effects.properties_set, 3u);
  ASSERT_EQ(summary_.warnings.size(), 1u);
  EXPECT_EQ(summary_.warnings[0].message, "slow");
  EXPECT_EQ(summary_.plan, "ProduceResults(n)  ~2.0 rows, 7 real\n  AllNodesScan\n");
  EXPECT_TRUE(counter_.columns.empty());
}

TEST_F(BoltClient, RowsHaveALimit) {
  Start(Serve({.answer = CountTo}));
  options_.max_rows = 10;
  EXPECT_TRUE(Run("10").ok());
  EXPECT_EQ(counter_.rows, 10u);
  EXPECT_EQ(GetErrorInfo(Run("100000")).kind, ErrorKind::kLimitExceeded);
  options_.partial_results = true;
  EXPECT_TRUE(Run("100000").ok());
  EXPECT_EQ(counter_.rows, 10u);
  EXPECT_EQ(summary_.completeness, query::Completeness::kRowLimit);
  EXPECT_EQ(Sent("DISCARD {n: -1}"), 1);
  EXPECT_EQ(server_->connections(), 1);
}

TEST_F(BoltClient, RowsAreShownAsTheyCome) {
  Start(Serve({.answer = CountTo}));
  std::vector<uint64_t> seen;
  on_rows_ = [&] { seen.push_back(counter_.rows); };
  ASSERT_TRUE(Run("10 slow").ok());
  EXPECT_GE(seen.size(), 2u);
}

TEST_F(BoltClient, ACancelIsQuickAndTheNextStatementRuns) {
  Start(Serve({.answer = CountTo}));
  std::vector<double> waits;
  for (const std::string_view endless : {"100000 slow", "1000000000", "1000000000 nodes"}) {
    ASSERT_TRUE(Run("1").ok());
    std::atomic<Clock::time_point> pressed{};
    std::thread presser([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(60));
      pressed = Clock::now();
      cancel_ = true;
    });
    const Status status = Run(endless);
    waits.push_back(
        std::chrono::duration<double, std::milli>(Clock::now() - pressed.load()).count());
    presser.join();
    EXPECT_EQ(GetErrorInfo(status).kind, ErrorKind::kCancelled) << status;
    cancel_ = false;
    EXPECT_TRUE(Run("2").ok());
    EXPECT_EQ(counter_.rows, 2u);
  }
  for (const double wait : waits) {
    std::printf("cancelled within %.1f ms\n", wait);
    EXPECT_LT(wait, 3000);
  }
}

// One that never answers: neither to the greeting, nor to a cancel.
TEST_F(BoltClient, ASilentServerHoldsNobody) {
  Start([](Link& link) { link.Sleep(60'000); });
  std::thread presser([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    cancel_ = true;
  });
  const auto begin = Clock::now();
  EXPECT_EQ(GetErrorInfo(Run("1")).kind, ErrorKind::kCancelled);
  presser.join();
  EXPECT_LT(Clock::now() - begin, std::chrono::seconds(5));
  cancel_ = false;
  Client impatient(Login(), {.connect_ms = 50});
  EXPECT_EQ(DetailOf(impatient.Connect()), "ConnectFailed");
}

TEST_F(BoltClient, ATimeLimitEndsASlowStatement) {
  Start(Serve({.answer = CountTo}));
  options_.timeout_ms = 100;
  const Status status = Run("100000 slow");
  EXPECT_EQ(GetErrorInfo(status).kind, ErrorKind::kLimitExceeded);
  EXPECT_FALSE(IsConnectionError(status));
  options_.timeout_ms = 0;
  EXPECT_TRUE(Run("2").ok());
  EXPECT_EQ(server_->connections(), 1);
}

// The first connection serves one statement and is cut: while nobody asks, or in the middle.
TEST_F(BoltClient, ALostConnectionIsMadeAgain) {
  const auto half = [](Link& link) {
    link.Read(20);
    link.Send(std::string("\0\0\4\5", 4));
    for (int i = 0; i < 2; ++i) link.Receive(), link.Success();
    link.Receive(), link.Receive();
    link.Success("\xA1\x86\x66ields\x91\x81n");
    link.SendMessage("\xB1\x71\x91\x01");
  };
  for (const bool in_the_middle : {false, true}) {
    connected_ = false;
    int connections = 0;
    std::atomic<bool> hung_up = false;
    Start([&, half](Link& link) {
      if (connections++ > 0) return Serve({.answer = CountTo})(link);
      half(link);
      if (!in_the_middle) link.Success();
      link.HangUp();
      hung_up = true;
    });
    const Status status = Run("1");
    EXPECT_EQ(DetailOf(status), in_the_middle ? "ConnectionLost" : "ok") << status;
    EXPECT_EQ(counter_.rows, 1u);
    while (!hung_up) std::this_thread::yield();
    EXPECT_TRUE(Run("7").ok());
    EXPECT_EQ(counter_.rows, 7u);
  }
}

// Chunks without end would fill the memory; empty ones between messages only say "still here".
TEST_F(BoltClient, HugeAndEmptyMessages) {
  Start([](Link& link) {
    link.Read(20);
    link.Send(std::string("\0\0\4\5", 4));
    link.Receive();
    link.Send(std::string(4000, '\0'));
    link.Success();
    link.Receive();
    link.Success();
    const std::string chunk = "\xFF\xFF" + std::string(0xFFFF, '\x90');
    for (int i = 0; i < 10'000; ++i) link.Send(chunk);
  });
  options_.max_memory_bytes = 4 << 20;
  const Status status = Run("1");
  EXPECT_EQ(DetailOf(status), "MessageTooLarge") << status;
}

TEST_F(BoltClient, AnswersOutOfOrderAreErrors) {
  for (const std::string_view answer : {"\xB0\x7E", "\xB1\x71\x90", "\xB1\x70\xC0", "\xB1\x7F\xC0",
                                        "\xB1\x70\xA1\x86\x66ields\x01"}) {
    connected_ = false;
    Start([&](Link& link) {
      link.Read(20);
      link.Send(std::string("\0\0\4\5", 4));
      for (int i = 0; i < 2; ++i) link.Receive(), link.Success();
      link.Receive(), link.Receive();
      link.SendMessage(answer);
      link.SendMessage("\xB1\x71\x92\x01\x02");  // two values, for no column
      link.Success();
      link.Sleep(100);
    });
    EXPECT_FALSE(Run("1").ok());
  }
}

TEST_F(BoltClient, NamesComeFromProceduresOrFromASample) {
  for (const bool procedures : {true, false}) {
    connected_ = false;
    Start(Serve({.answer = [=](const Request& request) {
      if (request.query.starts_with("CALL") && !procedures)
        return Answer::Fails("Memgraph.ClientError.MemgraphError.MemgraphError", "no procedure");
      return Answer::Rows({"label"}, 2, [](Packer& out, uint64_t row) {
        out.String(row == 0 ? "Person" : "City");
      });
    }}));
    ASSERT_TRUE(client_->Connect().ok());
    const auto names = client_->Names(Client::NameKind::kLabels, {});
    ASSERT_TRUE(names.ok()) << names.status();
    EXPECT_EQ(*names, (std::vector<std::string>{"City", "Person"}));
  }
}

}  // namespace
}  // namespace newsgraph::cli::bolt
