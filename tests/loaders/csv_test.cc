// CSV: headers, RFC 4180, types, ids, order of files, and everything that is rejected.
#include <gtest/gtest.h>

#include <atomic>

#include "graph/base/eight_bytes.h"
#include "loaders/csv.h"
#include "loaders/csv_reader.h"
#include "loaders/digits.h"
#include "loaders/field_type.h"
#include "tests/loaders/load.h"

namespace newsgraph::loaders {
namespace {

using Strings = std::vector<std::string>;

TEST(Tiny, EveryFormatIsTheSameGraph) {
  const std::string golden = ReadFile("datasets/tiny/graph.golden");
  const Strings tables = {"datasets/tiny/people.csv", "datasets/tiny/things.csv",
                          "datasets/tiny/relations.csv", "datasets/tiny/places.csv",
                          "datasets/tiny/mentions.csv"};
  const Loaded csv = Load(tables);
  ASSERT_TRUE(csv.status.ok()) << Render(csv.status);
  EXPECT_EQ(csv.report.rejected, 0u) << csv.Reasons().front();
  EXPECT_EQ(GraphText(csv.graph.View()), golden);

  // Relationships before nodes.
  EXPECT_EQ(GraphText(Load({tables.rbegin(), tables.rend()}).graph.View()), golden);

  const Loaded jsonl = Load({"datasets/tiny/tiny.jsonl"});
  ASSERT_TRUE(jsonl.status.ok()) << Render(jsonl.status);
  EXPECT_EQ(jsonl.report.rejected, 0u) << jsonl.Reasons().front();
  EXPECT_EQ(jsonl.report.merged, 3u);  // nodes told of again in a row and a path
  EXPECT_EQ(GraphText(jsonl.graph.View()), golden);
}

TEST(CsvReader, FieldsAndPlaces) {
  const Folder folder;
  const std::string path = folder.Write("a.csv",
                                        "\xEF\xBB\xBF"
                                        "a,b\r\n"
                                        "\r\n\n"
                                        "\"x\r\ny\",\"he said \"\"no\"\"\"\r\n"
                                        ",\"\"\n"
                                        "5\" pipe,\"\"\"\"\"\"\n"
                                        "\"a\"b,c\n"
                                        "last,line");
  auto source = Source::Open(path);
  ASSERT_TRUE(source.ok());
  CsvReader reader(*source, ',');
  CsvRecord record;
  std::vector<Strings> rows;
  std::vector<uint64_t> lines;
  Strings errors;
  while (reader.Next(record).value()) {
    Strings& row = rows.emplace_back();
    for (const CsvField& field : record.fields)
      row.push_back(Cat(field.quoted ? "q:" : "", field.text));
    if (!record.error.empty()) row = {"error"}, errors.push_back(record.error);
    lines.push_back(record.line);
  }
  const std::vector<Strings> expected = {{"a", "b"}, {"q:x\r\ny", "q:he said \"no\""},
                                         {"", "q:"}, {"5\" pipe", "q:\"\""},
                                         {"error"},  {"last", "line"}};
  EXPECT_EQ(rows, expected);
  EXPECT_EQ(lines, (std::vector<uint64_t>{1, 4, 6, 7, 8, 9}));
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_NE(errors[0].find("after a closing quote"), std::string::npos);
}

// Records of many lengths, cut by the window at every place in turn.
TEST(CsvReader, RecordsAcrossTheWindow) {
  const Folder folder;
  std::string text, expected;
  for (int i = 0; text.size() < (5u << 20); ++i) {
    const std::string body(static_cast<size_t>(i * 37 % 3001), static_cast<char>('a' + i % 26));
    Append(text, "\"", body, "\"\"\n\",", i, i % 2 == 0 ? "\r\n" : "\n");
    Append(expected, body, "\"\n|", i, ";");
  }
  auto source = Source::Open(folder.Write("a.csv", text));
  CsvReader reader(*source, ',');
  CsvRecord record;
  std::string found;
  while (reader.Next(record).value()) {
    ASSERT_EQ(record.error, "");
    ASSERT_EQ(record.fields.size(), 2u);
    Append(found, record.fields[0].text, "|", record.fields[1].text, ";");
  }
  EXPECT_TRUE(found == expected);
}

TEST(CsvReader, QuoteThatNeverClosesCostsItsLineAlone) {
  const Folder folder;
  auto source = Source::Open(folder.Write("a.csv", "a,b\n1,\"x\n2,y\n3,z\n"));
  CsvReader reader(*source, ',');
  CsvRecord record;
  Strings seen;
  while (reader.Next(record).value()) {
    seen.push_back(record.error.empty() ? std::string(record.raw)
                                        : Cat(record.line, " ", record.error));
  }
  EXPECT_EQ(seen, (Strings{"a,b", "2 a quote is never closed", "2,y", "3,z"}));
}

// The ones before and behind a zero, over which a borrow would run, are none.
TEST(EightBytes, ZerosAndNothingElse) {
  EXPECT_EQ(ZeroBytes(0), kHighBits);
  EXPECT_EQ(ZeroBytes(kEachByte), 0u);
  EXPECT_EQ(ZeroBytes(kHighBits), 0u);
  EXPECT_EQ(ZeroBytes(~uint64_t{0}), 0u);
  for (int at = 0; at < 64; at += 8) {
    const uint64_t zeros = ZeroBytes(kEachByte & ~(uint64_t{0xFF} << at));
    EXPECT_EQ(zeros, uint64_t{0x80} << at);
    EXPECT_EQ(FirstByte(zeros), static_cast<size_t>(at / 8));
  }
}

// Every length, with every other byte in every place.
TEST(Digits, WhatTheyAreAndNothingElse) {
  std::string digits;
  uint64_t expected = 0;
  for (size_t size = 1; size <= kMostDigits; ++size) {
    const uint64_t next = (size * 7 + 2) % 10;
    digits += static_cast<char>('0' + next);
    expected = expected * 10 + next;
    uint64_t number = 0;
    ASSERT_TRUE(ReadDigits(digits, number)) << digits;
    EXPECT_EQ(number, expected);
    for (size_t at = 0; at < size; ++at) {
      std::string text = digits;
      for (int byte = 0; byte < 256; ++byte) {
        text[at] = static_cast<char>(byte);
        EXPECT_EQ(ReadDigits(text, number), byte >= '0' && byte <= '9') << byte << " at " << at;
      }
    }
  }
  uint64_t number = 0;
  EXPECT_TRUE(ReadDigits("0000000000000001", number));
  EXPECT_EQ(number, 1u);
  EXPECT_TRUE(ReadDigits("9999999999999999", number));
  EXPECT_EQ(number, 9'999'999'999'999'999u);
  EXPECT_FALSE(ReadDigits("", number));
  EXPECT_FALSE(ReadDigits("00000000000000001", number));  // one too many
}

// Fields of every length around the eight bytes that are looked at together; ASCII and not.
TEST(CsvReader, FieldsOfEveryLength) {
  std::string text;
  std::vector<Strings> expected;
  for (size_t size = 0; size < 40; ++size) {
    const std::string a(size, 'a'), b(39 - size, '\xFF'), c(size % 9, '\n' + 1);
    Append(text, a, ";", b, ";", c, ";x\n");
    expected.push_back({a, b, c, "x"});
  }
  Source source("a.csv", text, 0, 1);
  CsvReader reader(source, ';');
  CsvRecord record;
  std::vector<Strings> rows;
  while (reader.Next(record).value()) {
    Strings& row = rows.emplace_back();
    for (const CsvField& field : record.fields) row.emplace_back(field.text);
    EXPECT_EQ(record.line, rows.size());
  }
  EXPECT_EQ(rows, expected);
}

TEST(FieldType, ReadsAndRefuses) {
  const auto text = [](FieldType type, bool list, std::string_view field) {
    const auto value = ParseField({type, list}, field);
    return value.ok() ? Cat(NameOf(value->kind()), " ", ToText(*value))
                      : Cat("refused: ", View(value.status().message()));
  };
  EXPECT_EQ(text(FieldType::kInt, false, " -7 "), "INTEGER -7");
  EXPECT_EQ(text(FieldType::kInt, false, "+9223372036854775807"), "INTEGER 9223372036854775807");
  EXPECT_EQ(text(FieldType::kInt, false, "9223372036854775808"),
            "refused: \"9223372036854775808\" is no int");
  EXPECT_EQ(text(FieldType::kInt, false, "1.5"), "refused: \"1.5\" is no int");
  EXPECT_EQ(text(FieldType::kInt, false, "+-1"), "refused: \"+-1\" is no int");
  EXPECT_EQ(text(FieldType::kFloat, false, "1e3"), "FLOAT 1000.0");
  EXPECT_EQ(text(FieldType::kBool, false, "TRUE"), "BOOLEAN true");
  EXPECT_EQ(text(FieldType::kBool, false, "yes"),
            "refused: \"yes\" is no boolean: expected true or false");
  EXPECT_EQ(text(FieldType::kInt, true, "1;2;3"), "LIST [1, 2, 3]");
  EXPECT_EQ(text(FieldType::kString, true, ""), "LIST []");
  EXPECT_TRUE(text(FieldType::kDate, false, "2026-02-30")
                  .starts_with("refused: \"2026-02-30\" is no date"));
  EXPECT_TRUE(text(FieldType::kPoint, false, "{x: 1, q: 2}").starts_with("refused"));
  EXPECT_TRUE(text(FieldType::kPoint, false, "{x: 1").starts_with("refused"));
}

TEST(Csv, RejectsWithPlaceAndReasonAndGoesOn) {
  const Folder folder;
  const std::string nodes = folder.Write("n.csv",
                                         "id:ID,name,age:int,:LABEL\n"
                                         "1,Ann,30,Person\n"
                                         "2,Ben,old,Person\n"
                                         "3,Cy,40\n"
                                         ",Dee,50,Person\n"
                                         "5,\xC3\x28,60,Person\n"
                                         "1,Anna,,Author\n"
                                         "6,\"Eve,70,Person\n"
                                         "7,Fay,20,Person\n");
  const std::string edges = folder.Write("e.csv",
                                         ":START_ID,:END_ID,:TYPE\n"
                                         "1,7,met\n"
                                         "1,2,met\n"
                                         "1,7,\n"
                                         "7,1,met\n");
  const Loaded loaded = Load({edges, nodes});
  ASSERT_TRUE(loaded.status.ok());
  EXPECT_EQ(
      loaded.Reasons(),
      (Strings{"3: column \"age\": \"old\" is no int", "4: 3 fields, but the header has 4",
               "5: no id in the column of id:ID", "6: not UTF-8: byte 2 of the record",
               "8: a quote is never closed", "3: :END_ID: no file has a node with the id \"2\"",
               "4: no type in the column :TYPE"}));
  EXPECT_EQ(loaded.report.rejections[0].file, nodes);
  EXPECT_EQ(loaded.report.rejections[0].offset, 42u);
  EXPECT_EQ(loaded.report.rejections[0].raw, "2,Ben,old,Person");
  EXPECT_EQ(loaded.report.read, 12u);
  EXPECT_EQ(loaded.report.loaded, 4u);
  EXPECT_EQ(loaded.report.merged, 1u);
  EXPECT_EQ(GraphText(loaded.graph.View()),
            "(:Author:Person {age: INTEGER 30, id: STRING '1', name: STRING 'Anna'})\n"
            "(:Person {age: INTEGER 20, id: STRING '7', name: STRING 'Fay'})\n"
            "'Anna' -[:met]-> 'Fay'\n"
            "'Fay' -[:met]-> 'Anna'\n");
}

TEST(Csv, HeadersThatMeanNothingRejectTheFile) {
  const Folder folder;
  const std::pair<std::string, std::string> cases[] = {
      {"name,age\nAnn,3\n", "neither nodes nor relationships"},
      {":ID,:START_ID,:END_ID,:TYPE\n", "mixes columns"},
      {":START_ID,:END_ID\n1,2\n", "needs all of"},
      {"id:ID,x:ID\n", ":ID twice"},
      {"id:ID,age:integer\n", "no type is called \"integer\""},
      {"id:ID,name,name\n", "twice"},
      {"id:ID,\n", "no name"},
      {"id:ID,:int\n", "needs a name"},
      {"id:ID{id-type: blob}\n", "id-type"},
      {"\"id:ID\n", "never closed"},
      {"", "empty"},
      {std::string("id:ID\0", 6), "binary"},
      {"\xFF\xFEi", "UTF-16"},
  };
  int number = 0;
  for (const auto& [text, reason] : cases) {
    const Loaded loaded = Load({folder.Write(Cat(number++, ".csv"), text)});
    ASSERT_TRUE(loaded.status.ok());
    ASSERT_EQ(loaded.report.rejected, 1u) << text;
    EXPECT_NE(loaded.report.rejections[0].reason.find(reason), std::string::npos)
        << text << loaded.report.rejections[0].reason;
    EXPECT_EQ(loaded.report.nodes, 0u);
  }
}

TEST(Csv, TruncatedAtEveryByteNeverLosesARecordInSilence) {
  const Folder folder;
  const std::string header = "id:ID,name,:LABEL\n";
  const Strings rows = {"1,\"A \"\"x\"\"\",Person\n", "2,\"B\nb\",Person\n",
                        "3,Z\xC3\xBCri,Place\n"};
  std::string whole = header;
  std::vector<size_t> begins;
  for (const std::string& row : rows) begins.push_back(whole.size()), whole += row;
  for (size_t size = 0; size <= whole.size(); ++size) {
    const Loaded loaded = Load({folder.Write("t.csv", whole.substr(0, size))});
    ASSERT_TRUE(loaded.status.ok());
    uint64_t begun = 0, complete = 0;
    for (size_t i = 0; i < rows.size(); ++i) {
      begun += begins[i] < size;
      complete += begins[i] + rows[i].size() <= size;
    }
    EXPECT_GE(loaded.report.read, begun) << size;
    EXPECT_GE(loaded.report.nodes, complete) << size;
    EXPECT_LE(loaded.report.nodes, begun) << size;
  }
  EXPECT_EQ(Load({folder.Write("t.csv", whole)}).report.nodes, 3u);
}

TEST(Csv, AddsToAGraphThatIsThere) {
  const Folder folder;
  const std::string first =
      folder.Write("a.csv", "id:ID,name,:LABEL\n1,Ann,Person\n2,Ben,Person\n");
  const Loaded base = Load({first});
  const std::string second =
      folder.Write("b.csv", "id:ID,name,:LABEL\n2,Benjamin,Person\n2,,Place\n3,Cy,Person\n");
  const Loaded both = Load({second}, {}, base.graph.View());
  EXPECT_EQ(both.report.merged, 2u);  // the second row has the id of the first
  EXPECT_EQ(GraphText(both.graph.View()),
            "(:Person {id: STRING '1', name: STRING 'Ann'})\n"
            "(:Person {id: STRING '3', name: STRING 'Cy'})\n"
            "(:Person:Place {id: STRING '2', name: STRING 'Benjamin'})\n");
}

// Files of many pieces, with quotes, line ends inside fields, rows that are wrong and ids that come
// again: threads change neither the graph nor what is told of the rows.
TEST(Csv, ThreadsChangeNothing) {
  const Folder folder;
  std::string nodes = "id:ID{id-type: long},name,score:float,tags:string[],:LABEL\n";
  std::string edges = ":START_ID,:END_ID,:TYPE,date:date,note\n";
  for (int i = 0; i < 60'000; ++i) {
    const int id = i % 1000 == 999 ? i - 500 : i;  // told of twice
    Append(nodes, id, ",\"node \"\"", i, "\"\"\nof two lines\",", i % 100, ".", i % 10, ",a;b",
           i % 3, ",", i % 2 == 0 ? "Person" : "Place;Old", "\n");
    if (i % 9973 == 0) Append(nodes, "x", i, ",bad id,1,,Person\n");
    if (i % 7919 == 0) Append(nodes, i, ",\"open ", i, ",1,,Person\n");
    Append(edges, i * 7 % 60'000, ",", i * 13 % 60'000, ",", i % 3 == 0 ? "met" : "visited",
           ",2024-0", 1 + i % 9, "-11,", i % 5 == 0 ? "\"\"" : "plain", "\r\n");
    if (i % 4999 == 0) Append(edges, i, ",nobody,met,,\n");
    if (i % 6007 == 0) Append(edges, i, ",1,met,2024-13-01,\n");
  }
  const std::vector<std::string> paths = {folder.Write("n.csv", nodes),
                                          folder.Write("e.csv", edges)};
  LoadOptions one;
  one.threads = 1;
  const Loaded expected = Load(paths, one);
  ASSERT_TRUE(expected.status.ok()) << Render(expected.status);
  EXPECT_GT(expected.report.rejected, 30u);
  EXPECT_GT(expected.report.merged, 50u);
  const std::string text = GraphText(expected.graph.View());
  for (const int threads : {2, 5}) {
    LoadOptions options;
    options.threads = threads;
    const Loaded loaded = Load(paths, options);
    ASSERT_TRUE(loaded.status.ok()) << Render(loaded.status);
    EXPECT_EQ(loaded.Reasons(), expected.Reasons());
    for (size_t i = 0; i < loaded.report.rejections.size(); ++i) {
      EXPECT_EQ(loaded.report.rejections[i].offset, expected.report.rejections[i].offset);
      EXPECT_EQ(loaded.report.rejections[i].raw, expected.report.rejections[i].raw);
    }
    EXPECT_EQ(loaded.report.merged, expected.report.merged);
    EXPECT_TRUE(GraphText(loaded.graph.View()) == text);
    EXPECT_TRUE(loaded.graph.View().statistics() == expected.graph.View().statistics());
  }
}

TEST(Csv, TablesWhoseHeaderIsKnownFromElsewhere) {
  const Folder folder;
  const std::vector<CsvTable> tables = {
      {folder.Write("e.csv", "a,b,when\n1,2,2024\n2,1,\n"), ":START_ID,:END_ID,since:int", "met"},
      {folder.Write("n.csv", "x,y\n1,Ann\n2,Ben\n"), "id:ID,name", "Person"}};
  Builder builder;
  Report report;
  ASSERT_TRUE(LoadCsvTables(tables, {}, builder, report).ok());
  EXPECT_EQ(report.loaded, 4u);
  EXPECT_EQ(report.nodes, 2u);
  EXPECT_EQ(GraphText(std::move(builder).Freeze()->View()),
            "(:Person {id: STRING '1', name: STRING 'Ann'})\n"
            "(:Person {id: STRING '2', name: STRING 'Ben'})\n"
            "'Ann' -[:met {since: INTEGER 2024}]-> 'Ben'\n"
            "'Ben' -[:met]-> 'Ann'\n");
}

TEST(Csv, IdSpacesKeepIdsApart) {
  const Folder folder;
  const Loaded loaded = Load({folder.Write("a.csv", ":ID(A),name,:LABEL\n1,a,X\n"),
                              folder.Write("b.csv", ":ID(B),name,:LABEL\n1,b,X\n"),
                              folder.Write("e.tsv", ":START_ID(A)\t:END_ID(B)\t:TYPE\n1\t1\tto\n"),
                              folder.Write("f.csv", ":START_ID,:END_ID(B),:TYPE\n1,1,to\n")});
  EXPECT_EQ(loaded.Reasons(), (Strings{"2: :START_ID: no file has a node with the id \"1\""}));
  EXPECT_EQ(GraphText(loaded.graph.View()),
            "(:X {name: STRING 'a'})\n(:X {name: STRING 'b'})\n'a' -[:to]-> 'b'\n");
}

TEST(LoadFiles, LimitsErrorsAndCancel) {
  const Folder folder;
  std::string text = "id:ID{id-type: long},:LABEL\n";
  for (int i = 0; i < 100; ++i) Append(text, "x", i, ",A\n");
  const std::string bad = folder.Write("bad.csv", text);
  LoadOptions options;
  options.kept_rejections = 5;
  const Loaded kept = Load({bad}, options);
  EXPECT_TRUE(kept.status.ok());
  EXPECT_EQ(kept.report.rejected, 100u);
  EXPECT_EQ(kept.report.rejections.size(), 5u);

  options.max_rejected = 10;
  const Loaded limited = Load({bad}, options);
  EXPECT_EQ(GetErrorInfo(limited.status).detail, "TooManyRejects");
  EXPECT_EQ(limited.report.rejected, 11u);

  const std::atomic<bool> cancel = true;
  LoadOptions cancelled;
  cancelled.cancel = &cancel;
  EXPECT_EQ(GetErrorInfo(Load({bad}, cancelled).status).kind, ErrorKind::kCancelled);

  EXPECT_EQ(GetErrorInfo(Load({folder.path() + "/none.csv"}).status).kind, ErrorKind::kIoError);
  LoadOptions unknown;
  unknown.format = "xml";
  EXPECT_EQ(GetErrorInfo(Load({bad}, unknown).status).kind, ErrorKind::kArgumentError);
}

TEST(LoadFiles, FoldersAndUnknownFiles) {
  const Folder folder;
  folder.Write("data/sub/n.csv", "id:ID,:LABEL\n1,A\n");
  folder.Write("data/e.CSV", ":START_ID,:END_ID,:TYPE\n1,1,self\n");
  const std::string picture = folder.Write("data/p.png", std::string("\x89PNG\0\1", 6));
  const Loaded walked = Load({folder.path() + "/data"});
  EXPECT_EQ(walked.report.files, 2u);
  EXPECT_EQ(walked.report.edges, 1u);
  EXPECT_EQ(walked.report.skipped, Strings{picture});

  const Loaded named =
      Load({picture, folder.Write("page", "<html></html>"), folder.Write("nothing", "")});
  EXPECT_TRUE(named.status.ok());
  EXPECT_EQ(named.report.rejected, 3u);

  // Known by its first line.
  EXPECT_EQ(Load({folder.Write("table", "id:ID,:LABEL\n1,A\n")}).report.nodes, 1u);

  folder.Write("empty/x.png", "");
  EXPECT_EQ(GetErrorInfo(Load({folder.path() + "/empty"}).status).detail, "NothingToLoad");
}

TEST(LoadFiles, ProgressEndsAtTheTotal) {
  const Folder folder;
  std::string text = "id:ID,:LABEL\n";
  for (int i = 0; i < 300000; ++i) Append(text, i, ",A\n");
  Builder builder;
  Report report;
  std::vector<std::pair<uint64_t, uint64_t>> told;
  const std::vector<std::string> paths = {folder.Write("n.csv", text)};
  ASSERT_TRUE(
      LoadFiles(paths, {}, builder, report, [&](uint64_t done, uint64_t total, const Report&) {
        told.emplace_back(done, total);
      }).ok());
  ASSERT_GE(told.size(), 2u);
  EXPECT_EQ(told.back(),
            std::pair(static_cast<uint64_t>(text.size()), static_cast<uint64_t>(text.size())));
}

}  // namespace
}  // namespace newsgraph::loaders
