// PackStream and values against the bytes that its published specification gives, and back.
#include <gtest/gtest.h>

#include "cli/bolt/address.h"
#include "cli/bolt/metadata.h"
#include "cli/bolt/values.h"
#include "cli/print/json_value.h"

namespace newsgraph::cli::bolt {
namespace {

constexpr size_t kLimit = 1 << 20;

std::string Bytes(std::string_view hex) {
  std::string bytes, digits;
  for (const char c : hex) {
    if (c == ' ') continue;
    digits += c;
    if (digits.size() < 2) continue;
    bytes += static_cast<char>(std::stoi(digits, nullptr, 16));
    digits.clear();
  }
  return bytes;
}

std::string Hex(std::string_view bytes) {
  std::string text;
  char digits[4];
  for (const char c : bytes) {
    std::snprintf(digits, sizeof digits, "%02X", static_cast<unsigned char>(c));
    Append(text, text.empty() ? "" : " ", digits);
  }
  return text;
}

std::string Packed(const Value& value, bool utc = true) {
  std::string out;
  Packer packer(out);
  EXPECT_TRUE(Pack(value, utc, packer).ok());
  return Hex(out);
}

// As JSON, with the server's names of elements.
std::string Json(std::string_view hex) {
  const std::string bytes = Bytes(hex);
  Unpacker in(bytes);
  Received received;
  const auto value = received.Read(in, kLimit);
  if (!value.ok())
    return Cat(GetErrorInfo(value.status()).detail, ": ", View(value.status().message()));
  EXPECT_TRUE(in.at_end());
  std::string json;
  AppendJson(json, received.view(), *value, {.names = &received});
  return json;
}

// From https://neo4j.com/docs/bolt/current/packstream/ and .../structure-semantics/.
TEST(PackStream, ReadsTheBytesOfTheSpecification) {
  constexpr std::pair<std::string_view, std::string_view> kExamples[] = {
      {"C0", "null"},
      {"C3", "true"},
      {"2A", "42"},
      {"F0", "-16"},
      {"C8 80", "-128"},
      {"C9 80 00", "-32768"},
      {"CA 80 00 00 00", "-2147483648"},
      {"CB 80 00 00 00 00 00 00 00", "-9223372036854775808"},
      {"C1 3F F3 AE 14 7A E1 47 AE", "1.23"},
      {"C1 BF F3 AE 14 7A E1 47 AE", "-1.23"},
      {"80", "\"\""},
      {"81 41", "\"A\""},
      {"D0 1A 41 42 43 44 45 46 47 48 49 4A 4B 4C 4D 4E 4F 50 51 52 53 54 55 56 57 58 59 5A",
       "\"ABCDEFGHIJKLMNOPQRSTUVWXYZ\""},
      {"D0 12 47 72 C3 B6 C3 9F 65 6E 6D 61 C3 9F 73 74 C3 A4 62 65", "\"Größenmaßstäbe\""},
      {"90", "[]"},
      {"93 01 02 03", "[1,2,3]"},
      {"93 01 C1 40 00 00 00 00 00 00 00 85 74 68 72 65 65", "[1,2.0,\"three\"]"},
      {"A0", "{}"},
      {"A1 83 6F 6E 65 84 65 69 6E 73", "{\"one\":\"eins\"}"},
      {"B3 4E 03 92 87 45 78 61 6D 70 6C 65 84 4E 6F 64 65 A1 84 6E 61 6D 65 87 65 78 61 6D 70 6C "
       "65",
       R"({"_kind":"node","id":3,"labels":["Example","Node"],"props":{"name":"example"}})"},
      {"B1 44 C9 40 00", "\"2014-11-10\""},
      {"CC 03 00 0A FF", "\"0x000AFF\""},
  };
  for (const auto& [hex, json] : kExamples) EXPECT_EQ(Json(hex), json) << hex;
}

TEST(PackStream, WritesTheShortestForm) {
  EXPECT_EQ(Packed(Value::Int(-16)), "F0");
  EXPECT_EQ(Packed(Value::Int(-17)), "C8 EF");
  EXPECT_EQ(Packed(Value::Int(127)), "7F");
  EXPECT_EQ(Packed(Value::Int(128)), "C9 00 80");
  EXPECT_EQ(Packed(Value::Int(-32769)), "CA FF FF 7F FF");
  EXPECT_EQ(Packed(Value::Int(INT64_MAX)), "CB 7F FF FF FF FF FF FF FF");
  EXPECT_EQ(Packed(Value::String(std::string(15, 'a'))).substr(0, 5), "8F 61");
  EXPECT_EQ(Packed(Value::String(std::string(16, 'a'))).substr(0, 8), "D0 10 61");
  EXPECT_EQ(Packed(Value::String(std::string(70000, 'a'))).substr(0, 14), "D2 00 01 11 70");
  EXPECT_EQ(Packed(Value::List(std::vector<Value>(300))).substr(0, 11), "D5 01 2C C0");
}

// Every kind of value that can be a parameter comes back as it went.
TEST(Values, ComeBackAsTheyWent) {
  const std::vector<Value> values = {
      Value(),
      Value::Bool(true),
      Value::Float(-0.5),
      Value::String("Ва\u202e\n"),
      Value::Of(*Parse<Date>("-0044-03-15")),
      Value::Of(*Parse<LocalTime>("23:59:59.999999999")),
      Value::Of(*Parse<Time>("12:00:00-18:00")),
      Value::Of(*Parse<LocalDateTime>("1969-12-31T23:59:59.5")),
      Value::Of(*Parse<DateTime>("2015-07-21T21:40+02:00[Europe/Stockholm]")),
      Value::Of(*Parse<DateTime>("2015-07-21T21:40:00.000000001-03:30")),
      Value::Of(*Parse<Duration>("P1Y2M-3DT-0.5S")),
      Value::Of(PointValue{4326, 27.5, 53.9}),
      Value::Of(PointValue{9157, 1, 2, 3}),
      Value::Map({{"a", Value::List({Value::Int(1), Value::Map({})})}, {"b", Value()}}),
  };
  for (const bool utc : {true, false}) {
    for (const Value& value : values) {
      std::string bytes;
      Packer out(bytes);
      ASSERT_TRUE(Pack(value, utc, out).ok());
      Unpacker in(bytes);
      const auto back = ReadPlain(in, kLimit);
      ASSERT_TRUE(back.ok()) << ToText(value) << " " << back.status();
      EXPECT_TRUE(Equivalent(*back, value)) << ToText(value) << " " << ToText(*back);
      EXPECT_TRUE(in.at_end());
    }
  }
  std::string bytes;
  Packer out(bytes);
  EXPECT_FALSE(Pack(Value::List({Value::Node(NodeId{1})}), true, out).ok());
}

// Element ids since version 5; the ends of a relationship by themselves, and then whole.
TEST(Values, ElementsKeepTheNamesOfTheServer) {
  std::string bytes;
  Packer out(bytes);
  const auto node = [&](int64_t id, std::string_view name) {
    out.Struct('N', 4).Int(id).List(1).String("Person").Map(1).String("name").String(name);
    out.String(Cat("4:f00:", id));
  };
  out.List(3);
  out.Struct('R', 8).Int(9).Int(int64_t{1} << 40).Int(8).String("met").Map(1).String("on");
  out.Struct('D', 1)
      .Int(0)
      .String("5:f00:9")
      .String(Cat("4:f00:", int64_t{1} << 40))
      .String("4:f00:8");
  node(int64_t{1} << 40, "Ales");
  node(int64_t{1} << 40, "Ales");
  Unpacker in(bytes);
  Received received;
  const auto value = received.Read(in, kLimit);
  ASSERT_TRUE(value.ok()) << value.status();
  EXPECT_EQ(received.view().node_count(), 2u);
  std::string json;
  AppendJson(json, received.view(), *value, {.names = &received});
  const std::string_view kAles =
      R"({"_kind":"node","id":1099511627776,"element_id":"4:f00:1099511627776","labels":["Person"],"props":{"name":"Ales"}})";
  EXPECT_EQ(
      json,
      Cat(R"([{"_kind":"edge","id":9,"element_id":"5:f00:9","type":"met","start":1099511627776,"end":8,"props":{"on":"1970-01-01"}},)",
          kAles, ",", kAles, "]"));
}

TEST(Values, PathsWalkBothWays) {
  std::string bytes;
  Packer out(bytes);
  out.Struct('P', 3).List(3);
  for (const int id : {7, 8, 9}) out.Struct('N', 3).Int(id).List(0).Map(0);
  out.List(2);
  for (const int id : {1, 2}) out.Struct('r', 3).Int(id).String("T").Map(0);
  out.List(6).Int(1).Int(1).Int(-2).Int(2).Int(2).Int(1);
  Unpacker in(bytes);
  Received received;
  const auto value = received.Read(in, kLimit);
  ASSERT_TRUE(value.ok()) << value.status();
  ASSERT_EQ(value->path().edges.size(), 3u);
  EXPECT_EQ(value->path().edges[1], value->path().edges[2]);
  EXPECT_EQ(received.Of(received.view().source(value->path().edges[1])).id, 9);
  EXPECT_EQ(received.Of(received.view().source(value->path().edges[0])).id, 7);
}

// What ours do not have is shown.
TEST(Values, StrangersAreShown) {
  EXPECT_EQ(Json("B3 58 C9 03 E7 C1 3F F0 00 00 00 00 00 00 C1 40 00 00 00 00 00 00 00"),
            R"({"srid":999,"x":1.0,"y":2.0})");
  EXPECT_EQ(Json("B2 56 CC 01 06 01"), R"({"structure":86,"fields":["0x06",1]})");
  EXPECT_EQ(Json("B3 69 00 00 8B 4D 61 72 73 2F 50 68 6F 62 6F 73"),
            "\"1970-01-01T00:00Z[Mars/Phobos]\"");
  // A property that is a map, as Memgraph has them.
  EXPECT_EQ(Json("B3 4E 03 90 A1 81 6D A1 81 61 92 01 81 62"),
            R"({"_kind":"node","id":3,"labels":[],"props":{"m":"{a: [1, 'b']}"}})");
}

TEST(Values, WhatIsBrokenIsAnError) {
  for (const std::string_view hex : {
           "",                                  // nothing
           "C5",                                // no marker
           "C9 01",                             // a number cut short
           "84 41",                             // a text cut short
           "D2 FF FF FF FF 41",                 // 4 GiB of text
           "D6 FF FF FF FF 01",                 // 4 billion items
           "DA 7F FF FF FF A0",                 // 2 billion pairs
           "A1 01 01",                          // a key that is no text
           "A2 81 61 01 81 61 02",              // a key twice
           "B1 4E 01",                          // a node of one field
           "B3 4E 81 41 90 A0",                 // an id that is no number
           "B2 44 01 02",                       // a date of two fields
           "B1 44 CB 7F FF FF FF FF FF FF FF",  // a date in 25 quadrillion years
           "B2 64 01 CA 3B 9A CA 00",           // a billion nanoseconds
           "B3 49 00 00 CA 00 01 00 00",        // an offset of 18 hours and more
           "B4 45 00 00 CB 7F FF FF FF FF FF FF FF CA 7F FF FF FF",  // a duration beyond 64 bits
           "B3 50 90 90 90",                                         // a path of nothing
           "B3 50 91 B3 4E 01 90 A0 90 92 01 00",                    // a step over no relationship
           "B3 50 91 B3 4E 01 90 A0 91 B3 72 01 81 54 A0 92 01 05",  // ... to no node
           "B3 50 91 C0 90 90",                                      // a node that is null
       }) {
    EXPECT_EQ(Json(hex).substr(0, 14), "ProtocolError:") << hex << ": " << Json(hex);
  }
  std::string deep(300, '\x91');
  EXPECT_EQ(Json(Hex(deep + "\x01")).substr(0, 8), "TooDeep:");
  // A million empty lists take a megabyte on the wire, and sixteen here.
  std::string wide = Bytes("D6 00 10 00 00") + std::string(1 << 20, '\x90');
  Unpacker in(wide);
  EXPECT_EQ(GetErrorInfo(ReadPlain(in, kLimit).status()).detail, "MessageTooLarge");
}

// Rows whose elements nobody keeps take no memory, and ids stay apart.
TEST(Values, ForgottenElementsGiveTheirPlaceUp) {
  Received received;
  const auto read = [&](int64_t id) {
    std::string bytes;
    Packer out(bytes);
    out.Struct('N', 3).Int(id).List(1).String("L").Map(1).String("k").Int(id);
    Unpacker in(bytes);
    auto value = received.Read(in, kLimit);
    EXPECT_TRUE(value.ok());
    return value->node();
  };
  const NodeId kept = read(100);
  received.Keep();
  for (int64_t round = 0; round < 3; ++round) {
    const NodeId node = read(200 + round), other = read(300 + round);
    EXPECT_EQ(received.Of(node).id, 200 + round);
    EXPECT_EQ(received.Of(other).id, 300 + round);
    EXPECT_EQ(received.view().node_count(), 3u);
    received.Forget();
    EXPECT_EQ(received.view().node_count(), 1u);
  }
  EXPECT_EQ(received.Of(kept).id, 100);
  EXPECT_EQ(received.view().property(kept, received.view().names().FindKey("k")).integer(), 100);
}

TEST(Address, Parts) {
  const auto all = *ParseAddress("bolt://ne%6Fj:s%40:x@[::1]:7688/n%20ws");
  EXPECT_EQ(all.user, "neoj");
  EXPECT_EQ(all.password, "s@:x");
  EXPECT_EQ(all.host, "::1");
  EXPECT_EQ(all.port, "7688");
  EXPECT_EQ(all.database, "n ws");
  EXPECT_EQ(all.Text(), "bolt://[::1]:7688/n ws");
  const auto least = *ParseAddress("neo4j://db");
  EXPECT_EQ(least.Text(), "bolt://db");
  EXPECT_FALSE(least.password || least.tls);
  EXPECT_EQ(ParseAddress("neo4j+s://db:1")->Text(), "bolt+s://db:1");
  EXPECT_EQ(ParseAddress("bolt+ssc://db")->Text(), "bolt+ssc://db");
  for (const std::string_view wrong :
       {"bolt://", "bolt://:7687", "bolt://a:0", "bolt://a:65536", "bolt://a:b", "bolt://[::1",
        "bolt://%4@a", "bolt://a?x=1", "http://a", "bolt+x://a", "bolt+://a"}) {
    EXPECT_FALSE(ParseAddress(wrong).ok()) << wrong;
  }
  EXPECT_FALSE(IsAddress("news.ng"));
  EXPECT_FALSE(IsAddress("a b://c"));
}

Value FailureMap(std::string_view code, std::string_view message) {
  return Value::Map({{"code", Value::String(code)}, {"message", Value::String(message)}});
}

TEST(Metadata, FailuresAreOurErrors) {
  constexpr std::pair<std::string_view, ErrorKind> kCodes[] = {
      {"Neo.ClientError.Statement.SyntaxError", ErrorKind::kSyntaxError},
      {"Neo.ClientError.Schema.ConstraintValidationFailed", ErrorKind::kConstraintValidationFailed},
      {"Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
       ErrorKind::kLimitExceeded},
      {"Neo.TransientError.General.MemoryPoolOutOfMemoryError", ErrorKind::kLimitExceeded},
      {"Neo.TransientError.Transaction.DeadlockDetected", ErrorKind::kTransactionError},
      {"Neo.ClientError.Security.Unauthorized", ErrorKind::kIoError},
      {"Neo.ClientError.Security.Forbidden", ErrorKind::kArgumentError},
      {"Memgraph.ClientError.MemgraphError.MemgraphError", ErrorKind::kArgumentError},
  };
  for (const auto& [code, kind] : kCodes)
    EXPECT_EQ(GetErrorInfo(FailureOf(FailureMap(code, "no"), "")).kind, kind) << code;
  EXPECT_TRUE(IsConnectionError(FailureOf(FailureMap(kCodes[5].first, "no"), "")));
  EXPECT_FALSE(IsConnectionError(FailureOf(FailureMap(kCodes[6].first, "no"), "")));
  EXPECT_FALSE(FailureOf(Value(), "").ok());
}

TEST(Metadata, APlaceInTheMessageIsShownInTheText) {
  const std::string_view text = "MATCH (n)\nWHERE n.x = '\U0001F600' RETRUN n";
  EXPECT_EQ(Render(FailureOf(FailureMap("Neo.ClientError.Statement.SyntaxError",
                                        "Invalid input 'RETRUN': expected RETURN (line 2, column "
                                        "18 (offset: 27))\n\"WHERE n.x = ...\"\n  ^"),
                             text),
                   text),
            "SyntaxError: Invalid input 'RETRUN': expected RETURN "
            "[Neo.ClientError.Statement.SyntaxError] (line 2, column 17)\n"
            "  WHERE n.x = '\U0001F600' RETRUN n\n"
            "                  ^^^^^^");
  // A place that is not in the text stays in the message.
  EXPECT_NE(Render(FailureOf(FailureMap("x", "bad (line 7, column 1 (offset: 99))"), text), text)
                .find("(line 7"),
            std::string::npos);
}

}  // namespace
}  // namespace newsgraph::cli::bolt
