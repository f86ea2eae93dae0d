// What holds for every row, and for the door they are called through.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "query/functions/page.h"
#include "query/functions/rows.h"
#include "tests/query/function_calls.h"

namespace newsgraph::functions {
namespace {

using testing::L;
using testing::M;
using testing::null;
using testing::Shown;
using testing::V;

template <class Row>
void CheckRow(const Row& row, std::set<std::string>& names) {
  std::string lower(row.name);
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  EXPECT_TRUE(names.insert(lower).second) << row.name << " is there twice";
  EXPECT_FALSE(row.doc.empty()) << row.name;
  EXPECT_FALSE(row.examples.empty()) << row.name;
  size_t begin = 0;
  for (const Overload& overload : ParseSignature(row.signature)) {
    EXPECT_TRUE(row.signature.substr(begin).starts_with(Cat(row.name, "("))) << row.signature;
    begin = row.signature.find('\n', begin) + 1;
    EXPECT_NE(overload.result.kinds, 0u) << row.signature;
    bool optional = false;
    for (const Parameter& parameter : overload.parameters) {
      EXPECT_NE(parameter.type.kinds, 0u) << row.signature;
      EXPECT_FALSE(parameter.name.empty()) << row.signature;
      EXPECT_TRUE(parameter.optional || !optional) << row.signature;
      optional = parameter.optional;
    }
  }
}

TEST(CatalogTest, EveryRowIsComplete) {
  std::set<std::string> names;
  for (const Function& row : Rows().functions()) {
    CheckRow(row, names);
    EXPECT_NE(row.code, nullptr) << row.name;
    // A result that may be null says so: nulls in give null out.
    for (const Overload& overload : row.overloads) {
      if (row.null_rule == NullRule::kSeesNulls || overload.parameters.empty()) continue;
      EXPECT_TRUE(overload.result.MayBe(ValueKind::kNull)) << row.signature;
    }
  }
  for (const Aggregate& row : Rows().aggregates()) {
    CheckRow(row, names);
    EXPECT_NE(row.make, nullptr) << row.name;
  }
  EXPECT_EQ(names.size(), Rows().names().size());
}

TEST(CatalogTest, NamesAreFoundWithoutRegardToCase) {
  ASSERT_NE(Rows().FindScalar("TOUPPER"), nullptr);
  EXPECT_EQ(Rows().FindScalar("touPPer")->function->name, "toUpper");
  EXPECT_EQ(Rows().FindScalar("coll.INDEXOF")->function->name, "coll.indexOf");
  EXPECT_EQ(Rows().FindScalar("sum"), nullptr);
  EXPECT_EQ(Rows().FindAggregate("COUNT")->aggregate->name, "count");
  EXPECT_EQ(Rows().FindAggregate("toUpper"), nullptr);
  EXPECT_EQ(Rows().FindScalar(""), nullptr);
}

TEST(CatalogTest, SignaturesSayTypesDefaultsAndRepetition) {
  const auto overloads = ParseSignature(
      "f(a :: STRING?, b :: LIST<INTEGER | FLOAT?>, c :: ZONED DATETIME | MAP = {x: ','}) :: "
      "LIST<STRING>?\n"
      "f(more :: ANY? ...) :: NUMBER\nf() :: BOOLEAN");
  ASSERT_EQ(overloads.size(), 3u);
  const Overload& first = overloads[0];
  ASSERT_EQ(first.parameters.size(), 3u);
  EXPECT_EQ(first.parameters[0].name, "a");
  EXPECT_EQ(first.parameters[0].type.kinds, MaskOf(ValueKind::kString) | MaskOf(ValueKind::kNull));
  EXPECT_EQ(first.parameters[1].type.kinds, MaskOf(ValueKind::kList));
  EXPECT_EQ(first.parameters[1].type.elements, kNumberKinds | MaskOf(ValueKind::kNull));
  EXPECT_EQ(first.parameters[2].type.kinds, MaskOf(ValueKind::kDateTime) | MaskOf(ValueKind::kMap));
  EXPECT_TRUE(first.parameters[2].optional);
  EXPECT_EQ(NameOf(first.result), "LIST<STRING>");
  EXPECT_TRUE(first.result.MayBe(ValueKind::kNull));
  EXPECT_FALSE(first.Accepts(1));
  EXPECT_TRUE(first.Accepts(2));
  EXPECT_TRUE(first.Accepts(3));
  EXPECT_FALSE(first.Accepts(4));
  EXPECT_TRUE(overloads[1].variadic);
  EXPECT_FALSE(overloads[1].Accepts(0));
  EXPECT_TRUE(overloads[1].Accepts(100));
  EXPECT_EQ(NameOf(overloads[1].result), "INTEGER | FLOAT");
  EXPECT_TRUE(overloads[2].Accepts(0));
  EXPECT_FALSE(overloads[2].Accepts(1));
}

TEST(CatalogTest, TypesHaveNames) {
  EXPECT_EQ(NameOf(Type::Any()), "ANY");
  EXPECT_EQ(NameOf(Type::Of(ValueKind::kEdge)), "RELATIONSHIP");
  EXPECT_EQ(NameOf(Type::ListOf(MaskOf(ValueKind::kInt)).OrNull()), "LIST<INTEGER>");
  EXPECT_EQ(NameOf(Type::ListOf(kAnyKind)), "LIST");
  EXPECT_EQ(NameOf(Type::Of(ValueKind::kNull)), "NULL");
}

// What the binder decides from a signature before anything runs: the TCK's compile-time
// InvalidArgumentType.
TEST(CatalogTest, ArgumentsThatCanNeverFitAreSeenStatically) {
  const auto fits = [](std::string_view name, Type type) {
    for (const Overload& overload : Rows().FindScalar(name)->overloads) {
      if (overload.Accepts(1) && type.Fits(overload.parameters[0].type)) return true;
    }
    return false;
  };
  EXPECT_FALSE(fits("labels", Type::Of(ValueKind::kPath)));
  EXPECT_FALSE(fits("type", Type::Of(ValueKind::kNode)));
  EXPECT_FALSE(fits("length", Type::Of(ValueKind::kNode)));
  EXPECT_FALSE(fits("length", Type::Of(ValueKind::kEdge)));
  EXPECT_FALSE(fits("size", Type::Of(ValueKind::kPath)));
  EXPECT_FALSE(fits("properties", Type::Of(ValueKind::kInt)));
  EXPECT_FALSE(fits("properties", Type::Of(ValueKind::kString)));
  EXPECT_FALSE(fits("properties", Type::ListOf(MaskOf(ValueKind::kBool))));
  EXPECT_TRUE(fits("labels", Type::Any()));
  EXPECT_TRUE(fits("labels", Type::Of(ValueKind::kNull)));
}

// Any function on every kind of value, alone and in pairs: a value or a proper error, never a
// crash.
TEST(CallTest, NullsAndWrongKindsNeverReachTheCode) {
  const std::vector<Value> pool = {null,
                                   V(true),
                                   V(-3),
                                   V(2.5),
                                   V("text"),
                                   L(1, "a"),
                                   M("x", 1),
                                   Value::Of(Date{0}),
                                   Value::Of(LocalTime{0}),
                                   Value::Of(Time{}),
                                   Value::Of(LocalDateTime{}),
                                   Value::Of(DateTime{}),
                                   Value::Of(Duration{}),
                                   Value::Of(PointValue{})};
  int called = 0;
  const auto check = [&](const Function& row, const std::vector<Value>& arguments) {
    if (!row.overloads[0].Accepts(arguments.size())) return;
    ++called;
    const StatusOr<Value> result = Call(row, CallState(), arguments);
    const bool has_null =
        std::any_of(arguments.begin(), arguments.end(), [](const Value& v) { return v.is_null(); });
    if (has_null && row.null_rule == NullRule::kNullIfAnyNull) {
      EXPECT_EQ(Shown(result), "null") << row.name;
    } else if (!result.ok()) {
      EXPECT_NE(GetErrorInfo(result.status()).kind, ErrorKind::kInternal) << row.name;
    }
  };
  for (const Function& row : Rows().functions()) {
    for (const Value& a : pool) {
      check(row, {a});
      for (const Value& b : pool) check(row, {a, b});
    }
  }
  EXPECT_GT(called, 5000);
}

TEST(CallTest, WrongKindsAreNamed) {
  EXPECT_EQ(Apply("type", 0), kWrongValue);
  EXPECT_EQ(Apply("labels", Value::Edge(EdgeId{0})), kWrongValue);
  EXPECT_EQ(Apply("toUpper", 1), kWrongValue);
  EXPECT_EQ(Apply("left", "a", "b"), kWrongValue);
  EXPECT_EQ(Apply("split", "a,b", L(",", 1)), kWrongValue);
  const auto result = CallIn(CallState(), "left", {V("a"), V("b")});
  EXPECT_EQ(View(result.status().message()),
            "left(): expected INTEGER for \"length\", found STRING 'b'");
  const auto neither = CallIn(CallState(), "size", {V(1)});
  EXPECT_EQ(View(neither.status().message()),
            "size(): expected STRING | LIST for \"text\", found INTEGER 1");
}

TEST(CallTest, MessagesStayShort) {
  const auto said = [](const Value& value) { return Describe(value); };
  EXPECT_EQ(said(null), "NULL");
  EXPECT_EQ(said(V(2.5)), "FLOAT 2.5");
  EXPECT_EQ(said(V("it's")), "STRING 'it\\'s'");
  EXPECT_EQ(said(V(std::string(100, 'x'))), Cat("STRING '", std::string(40, 'x'), "'..."));
  EXPECT_EQ(said(L(1, 2)), "a LIST of 2 elements");
  EXPECT_EQ(said(M("k", 1)), "a MAP of 1 key");
  EXPECT_EQ(said(Value::Path({{NodeId{0}}, {}})), "a PATH of length 0");
}

// Run from the root of the repository. To bring the page up to date: newsgraph_docs_functions >
// docs/functions.md
TEST(PageTest, IsUpToDate) {
  const std::string page = FunctionsPage(Families(), Aggregates());
  for (const std::string& name : Rows().names()) {
    EXPECT_NE(page.find(Cat("### ", name, "\n")), std::string::npos) << name;
  }
  std::ifstream file("docs/functions.md", std::ios::binary);
  const std::string stored((std::istreambuf_iterator<char>(file)),
                           std::istreambuf_iterator<char>());
  EXPECT_TRUE(stored == page)
      << "docs/functions.md is stale: newsgraph_docs_functions > docs/functions.md";
}

}  // namespace
}  // namespace newsgraph::functions
