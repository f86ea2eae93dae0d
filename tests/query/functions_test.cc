// Rows of query/functions called directly. What a plain example can say stands with the row itself
// and is run by function_examples_test.cc; here is what it cannot: errors, limits, static types,
// graphs, odd text.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>

#include "graph/changes.h"
#include "query/functions/page.h"
#include "query/functions/rows.h"
#include "tests/support/values.h"

namespace newsgraph::functions {
namespace {

using testing::L;
using testing::M;
using testing::null;
using testing::Shown;
using testing::V;

constexpr auto kWrongValue = "TypeError/InvalidArgumentValue";
constexpr auto kOutOfRange = "ArgumentError/NumberOutOfRange";

const Catalog& Rows() {
  static const std::shared_ptr<const Catalog> catalog = BuildCatalog();
  return *catalog;
}

StatusOr<Value> CallIn(const CallState& state, std::string_view name,
                       std::vector<Value> arguments) {
  const auto* entry = Rows().FindScalar(name);
  if (entry == nullptr) return InternalError(Cat("no function ", name));
  return Call(*entry->function, state, arguments);
}

template <class... Arguments>
std::string Apply(std::string_view name, const Arguments&... arguments) {
  return Shown(CallIn(CallState(), name, {V(arguments)...}));
}

// Rows of an aggregate with its further arguments, each with the multiplicity 1.
std::string Aggregated(std::string_view name, const std::vector<Value>& rows,
                       std::vector<Value> more = {}) {
  const auto accumulator = Rows().FindAggregate(name)->aggregate->make();
  for (const Value& row : rows) {
    std::vector<Value> arguments = {row};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Status added = accumulator->Add(arguments, 1);
    if (!added.ok()) return testing::ErrorOf(added);
  }
  return Shown(accumulator->Result());
}

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

TEST(StringFunctionsTest, CharactersAreCodePoints) {
  EXPECT_EQ(Apply("size", "Жэня"), "4");
  EXPECT_EQ(Apply("size", "😀a"), "2");
  EXPECT_EQ(Apply("left", "Łódź", 2), "'Łó'");
  EXPECT_EQ(Apply("right", "Łódź", 2), "'dź'");
  EXPECT_EQ(Apply("right", "Łódź", 9), "'Łódź'");
  EXPECT_EQ(Apply("substring", "Łódź", 1, 2), "'ód'");
  EXPECT_EQ(Apply("substring", "Łódź", 4), "''");
  EXPECT_EQ(Apply("substring", "Łódź", 0, INT64_MAX), "'Łódź'");
  EXPECT_EQ(Apply("reverse", "Łódź"), "'źdóŁ'");
  EXPECT_EQ(Apply("split", "żó", ""), "['ż', 'ó']");
  EXPECT_EQ(Apply("lpad", "ż", 3, "óę"), "'óęż'");
  EXPECT_EQ(Apply("rpad", "Łódź", 2), "'Łó'");
  EXPECT_EQ(Apply("trim", "  \u00A0Łódź\u3000\n"), "'Łódź'");
  EXPECT_EQ(Apply("btrim", "żóŁódźóż", "óż"), "'Łódź'");
}

TEST(StringFunctionsTest, CaseMappingIsUnicodesOwn) {
  EXPECT_EQ(Apply("toUpper", "straße, żółć, минск"), "'STRASSE, ŻÓŁĆ, МИНСК'");
  EXPECT_EQ(Apply("toLower", "ŻÓŁĆ МИНСК BBC"), "'żółć минск bbc'");
  EXPECT_EQ(Apply("toLower", "ΟΔΟΣ"), "'οδος'");
  EXPECT_EQ(Apply("toUpper", "abcXYZ019{"), "'ABCXYZ019{'");
  EXPECT_EQ(Apply("toLower", "abcXYZ019["), "'abcxyz019['");
}

TEST(StringFunctionsTest, NormalForms) {
  EXPECT_EQ(Apply("normalize", "e\u0301"), "'\u00E9'");
  EXPECT_EQ(Apply("normalize", "\u00E9", "NFD"), "'e\u0301'");
  EXPECT_EQ(Apply("normalize", "\uFE64", "NFKC"), "'<'");
  EXPECT_EQ(Apply("normalize", "\u03D3", "NFKD"), "'\u03A5\u0301'");
  EXPECT_EQ(Apply("normalize", "a", "NFX"), kWrongValue);
}

TEST(StringFunctionsTest, MalformedTextIsKeptAndCounted) {
  const std::string bad = "a\xFF\x80z\xC5";
  EXPECT_EQ(Apply("size", bad), "4");
  EXPECT_EQ(Apply("left", bad, 2), Shown(V("a\xFF\x80")));
  EXPECT_EQ(Apply("reverse", bad), Shown(V("\xC5z\xFF\x80"
                                           "a")));
  EXPECT_EQ(Apply("reverse", "\x80\x80"), Shown(V("\x80\x80")));
  EXPECT_EQ(Apply("size", Apply("toUpper", bad)).substr(0, 5), "6");
}

TEST(StringFunctionsTest, ReplaceAndSplit) {
  EXPECT_EQ(Apply("replace", "aaa", "aa", "b"), "'ba'");
  EXPECT_EQ(Apply("replace", "abc", "", "x"), "'abc'");
  EXPECT_EQ(Apply("replace", "abc", "x", "y"), "'abc'");
  EXPECT_EQ(Apply("replace", "a.a.a", ".", "", 1), "'aa.a'");
  EXPECT_EQ(Apply("replace", "aa", "a", "b", 0), "'aa'");
  EXPECT_EQ(Apply("replace", "aa", "a", "b", -1), kOutOfRange);
  EXPECT_EQ(Apply("split", "", ","), "['']");
  EXPECT_EQ(Apply("split", "", ""), "['']");
  EXPECT_EQ(Apply("split", ",a,", ","), "['', 'a', '']");
  EXPECT_EQ(Apply("split", "a->b-c", L("-", "->")), "['a', 'b', 'c']");
  EXPECT_EQ(Apply("split", "abc", L("")), "['abc']");
  EXPECT_EQ(Apply("split", "abc", L()), "['abc']");
}

TEST(StringFunctionsTest, LimitsHold) {
  EXPECT_EQ(Apply("left", "a", -1), kOutOfRange);
  EXPECT_EQ(Apply("right", "a", -1), kOutOfRange);
  EXPECT_EQ(Apply("substring", "a", -1), kOutOfRange);
  EXPECT_EQ(Apply("substring", "a", 0, -1), kOutOfRange);
  EXPECT_EQ(Apply("lpad", "a", -1), kOutOfRange);
  EXPECT_EQ(Apply("lpad", "a", INT64_MAX), "LimitExceeded/ValueTooLarge");
  EXPECT_EQ(Apply("rpad", "a", 5, ""), "'a'");
  EXPECT_EQ(Apply("replace", std::string(1 << 15, 'a'), "a", std::string(1 << 15, 'b')),
            "LimitExceeded/ValueTooLarge");
}

TEST(ListFunctionsTest, RangeAtTheEdgesOf64Bits) {
  EXPECT_EQ(Apply("range", INT64_MAX - 1, INT64_MAX), "[9223372036854775806, 9223372036854775807]");
  EXPECT_EQ(Apply("range", INT64_MIN, INT64_MAX, INT64_MAX),
            "[-9223372036854775808, -1, 9223372036854775806]");
  EXPECT_EQ(Apply("range", INT64_MAX, INT64_MIN, INT64_MIN), "[9223372036854775807, -1]");
  EXPECT_EQ(Apply("range", 0, -2000, -1298), "[0, -1298]");
  EXPECT_EQ(Apply("range", 0, -1), "[]");
  EXPECT_EQ(Apply("range", 0, 1, -1), "[]");
  EXPECT_EQ(Apply("range", 0, 0, -1), "[0]");
  EXPECT_EQ(Apply("range", 2, 8, 0), kOutOfRange);
  EXPECT_EQ(Apply("range", INT64_MIN, INT64_MAX), "LimitExceeded/ValueTooLarge");
  for (const Value& wrong : {V(true), V(-0.0), V(1.1), V("xyz"), L(0), M("start", 0)}) {
    EXPECT_EQ(Apply("range", wrong, 1, 1), "ArgumentError/InvalidArgumentType");
    EXPECT_EQ(Apply("range", 0, wrong, 1), "ArgumentError/InvalidArgumentType");
    EXPECT_EQ(Apply("range", 0, 1, wrong), "ArgumentError/InvalidArgumentType");
  }
}

TEST(ListFunctionsTest, EmptyListsAndNulls) {
  EXPECT_EQ(Apply("head", L()), "null");
  EXPECT_EQ(Apply("last", L()), "null");
  EXPECT_EQ(Apply("tail", L()), "[]");
  EXPECT_EQ(Apply("coll.max", L()), "null");
  EXPECT_EQ(Apply("coll.min", L(null, null)), "null");
  EXPECT_EQ(Apply("reverse", L(4923, "abc", null)), "[null, 'abc', 4923]");
  EXPECT_EQ(Apply("coll.distinct", L(1, 1.0, null, null, 0.0, -0.0)), "[1, null, 0.0]");
  EXPECT_EQ(Apply("coll.indexOf", L(1, null), null), "null");
  EXPECT_EQ(Apply("coll.insert", L(1), 1, null), "[1, null]");
  EXPECT_EQ(Apply("coll.insert", L(1), 2, 5), kOutOfRange);
  EXPECT_EQ(Apply("coll.insert", L(1), -1, 5), kOutOfRange);
  EXPECT_EQ(Apply("coll.remove", L(1), 1), kOutOfRange);
  EXPECT_EQ(Apply("coll.flatten", L(1, L(L(2)), L()), 0), "[1, [[2]], []]");
  EXPECT_EQ(Apply("coll.flatten", L(1, L(L(2)), L()), INT64_MAX), "[1, 2]");
  EXPECT_EQ(Apply("coll.flatten", L(1), -1), kOutOfRange);
}

TEST(ListFunctionsTest, SharedListsDoNotFlattenIntoMoreThanTheMachineHolds) {
  const Value million = Value::List(std::vector<Value>(1'000'000));
  const Value hundred = Value::List(std::vector<Value>(100, million));
  EXPECT_EQ(Apply("coll.flatten", L(hundred, 1), 2), "LimitExceeded/ValueTooLarge");
  EXPECT_EQ(Apply("size", *CallIn(CallState(), "coll.flatten", {L(hundred, 1)})), "101");
}

TEST(MathFunctionsTest, RoundingByModes) {
  // The table of CIP and Neo4j's manual: 1.249, -1.251 and the ties 1.25 and -1.35 to one place.
  const std::vector<std::pair<std::string, std::string>> modes = {
      {"UP", "1.3 -1.3 1.3 -1.4"},       {"DOWN", "1.2 -1.2 1.2 -1.3"},
      {"CEILING", "1.3 -1.2 1.3 -1.3"},  {"FLOOR", "1.2 -1.3 1.2 -1.4"},
      {"HALF_UP", "1.2 -1.3 1.3 -1.4"},  {"HALF_DOWN", "1.2 -1.3 1.2 -1.3"},
      {"HALF_EVEN", "1.2 -1.3 1.2 -1.4"}};
  for (const auto& [mode, expected] : modes) {
    EXPECT_EQ(Cat(Apply("round", 1.249, 1, mode), " ", Apply("round", -1.251, 1, mode), " ",
                  Apply("round", 1.25, 1, mode), " ", Apply("round", -1.35, 1, mode)),
              expected)
        << mode;
  }
  EXPECT_EQ(Apply("round", 2.5, 0, "HALF_EVEN"), "2.0");
  EXPECT_EQ(Apply("round", 0.5, 0, "HALF_EVEN"), "0.0");
  EXPECT_EQ(Apply("round", 1.5, 0, "NEAREST"), kWrongValue);
}

TEST(MathFunctionsTest, RoundingIsDecimalAndKeepsWhatItCannotChange) {
  EXPECT_EQ(Apply("round", 2.675, 2), "2.68");  // the float is 2.67499999999999982...
  EXPECT_EQ(Apply("round", 1.005, 2), "1.01");
  EXPECT_EQ(Apply("round", 0.05, 1), "0.1");
  EXPECT_EQ(Apply("round", 9.99, 1), "10.0");
  EXPECT_EQ(Apply("round", 999.9, 0, "UP"), "1000.0");
  EXPECT_EQ(Apply("round", 1.5), "2.0");
  EXPECT_EQ(Apply("round", -1.5), "-1.0");
  EXPECT_EQ(Apply("round", 0.49999999999999994), "0.0");
  EXPECT_EQ(Apply("round", 1234, -2), "1200.0");
  EXPECT_EQ(Apply("round", 50, -2), "100.0");
  EXPECT_EQ(Apply("round", 49, -2), "0.0");
  EXPECT_EQ(Apply("round", 1e-320, 2), "0.0");
  EXPECT_EQ(Apply("round", 0.1, 300), "0.1");
  EXPECT_EQ(Apply("round", 0.1, INT64_MAX), "0.1");
  EXPECT_EQ(Apply("round", 5.0, INT64_MIN), "0.0");
  EXPECT_EQ(Apply("round", 5.0, INT64_MIN, "UP"), "Infinity");
  EXPECT_EQ(Apply("round", std::numeric_limits<double>::quiet_NaN(), 2), "NaN");
  EXPECT_EQ(Apply("round", -std::numeric_limits<double>::infinity()), "-Infinity");
  EXPECT_EQ(Apply("round", 9007199254740993), "9.007199254740992E15");
}

TEST(MathFunctionsTest, DomainsAndOverflow) {
  EXPECT_EQ(Apply("sqrt", -1), "NaN");
  EXPECT_EQ(Apply("log", 0), "-Infinity");
  EXPECT_EQ(Apply("asin", 2), "NaN");
  EXPECT_EQ(Apply("abs", INT64_MIN), "ArithmeticError/IntegerOverflow");
  EXPECT_EQ(Apply("sign", std::numeric_limits<double>::quiet_NaN()), "0");
  EXPECT_EQ(Apply("mod", INT64_MIN, -1), "0");
}

TEST(MathFunctionsTest, RandomNumbersFollowTheSeed) {
  CallState one, same, other;
  one.random_seed = same.random_seed = 7;
  other.random_seed = 8;
  std::set<std::string> seen;
  double sum = 0;
  for (int i = 0; i < 1000; ++i) {
    const StatusOr<Value> x = CallIn(one, "rand", {});
    ASSERT_TRUE(x.ok());
    EXPECT_GE(x->floating(), 0);
    EXPECT_LT(x->floating(), 1);
    sum += x->floating();
    seen.insert(Shown(x));
    EXPECT_EQ(Shown(x), Shown(CallIn(same, "rand", {})));
    EXPECT_NE(Shown(x), Shown(CallIn(other, "rand", {})));
  }
  EXPECT_EQ(seen.size(), 1000u);
  EXPECT_NEAR(sum / 1000, 0.5, 0.05);
  const std::string uuid(CallIn(one, "randomUUID", {})->string());
  EXPECT_EQ(uuid[14], '4');
  EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos);
}

TEST(ConversionFunctionsTest, NumbersFromText) {
  EXPECT_EQ(Apply("toInteger", "42"), "42");
  EXPECT_EQ(Apply("toInteger", " +42 "), "42");
  EXPECT_EQ(Apply("toInteger", "2.9"), "2");
  EXPECT_EQ(Apply("toInteger", "-0.9"), "0");
  EXPECT_EQ(Apply("toInteger", ".5"), "0");
  EXPECT_EQ(Apply("toInteger", "1e3"), "1000");
  EXPECT_EQ(Apply("toInteger", "9007199254740993.5"), "9007199254740993");
  EXPECT_EQ(Apply("toInteger", "-9223372036854775808"), "-9223372036854775808");
  EXPECT_EQ(Apply("toInteger", "9223372036854775808"), "ArithmeticError/IntegerOverflow");
  EXPECT_EQ(Apply("toIntegerOrNull", "9223372036854775808"), "null");
  for (const char* text :
       {"foo", "", " ", "+", "-", "+-1", "1 2", "0x10", "1e", "1.2.3", "nan", "inf", "--1", "e1"}) {
    EXPECT_EQ(Apply("toInteger", text), "null") << text;
    EXPECT_EQ(Apply("toFloat", text), "null") << text;
  }
  EXPECT_EQ(Apply("toFloat", "1e400"), "Infinity");
  EXPECT_EQ(Apply("toFloat", "-1e-400"), "-0.0");
  EXPECT_EQ(Apply("toFloat", "-Infinity"), "-Infinity");
  EXPECT_EQ(Apply("toFloat", "NaN"), "NaN");
  EXPECT_EQ(Apply("toFloat", "5"), "5.0");
}

TEST(ConversionFunctionsTest, NumbersFromNumbers) {
  EXPECT_EQ(Apply("toInteger", 82.9), "82");
  EXPECT_EQ(Apply("toInteger", -82.9), "-82");
  EXPECT_EQ(Apply("toInteger", 0x1p63), "ArithmeticError/IntegerOverflow");
  EXPECT_EQ(Apply("toInteger", -0x1p63), "-9223372036854775808");
  EXPECT_EQ(Apply("toInteger", std::numeric_limits<double>::quiet_NaN()), "null");
  EXPECT_EQ(Apply("toInteger", true), "1");
  EXPECT_EQ(Apply("toBoolean", "tRuE"), "true");
  EXPECT_EQ(Apply("toBoolean", " tru "), "null");
  EXPECT_EQ(Apply("toBoolean", ""), "null");
}

TEST(ConversionFunctionsTest, WhatCannotBeConvertedIsAnError) {
  const std::vector<Value> graph_values = {L(), M(), Value::Node(NodeId{0}), Value::Edge(EdgeId{0}),
                                           Value::Path({{NodeId{0}}, {}})};
  for (const Value& wrong : graph_values) {
    for (const char* name : {"toBoolean", "toInteger", "toFloat", "toString"}) {
      EXPECT_EQ(Apply(name, wrong), kWrongValue) << name;
      EXPECT_EQ(Apply(Cat(name, "OrNull"), wrong), "null") << name;
      EXPECT_EQ(Apply(Cat(name, "List"), L(wrong, null)), "[null, null]") << name;
    }
  }
  EXPECT_EQ(Apply("toBoolean", 1.0), kWrongValue);
  EXPECT_EQ(Apply("toFloat", true), kWrongValue);
}

TEST(ConversionFunctionsTest, ValueTypes) {
  EXPECT_EQ(Apply("valueType", null), "'NULL'");
  EXPECT_EQ(Apply("valueType", Value::Of(DateTime{})), "'ZONED DATETIME NOT NULL'");
  EXPECT_EQ(Apply("valueType", L(1, "a")), "'LIST<STRING NOT NULL | INTEGER NOT NULL> NOT NULL'");
  EXPECT_EQ(Apply("valueType", L(null)), "'LIST<NULL> NOT NULL'");
  EXPECT_EQ(Apply("valueType", L(L(1), L(2), L("a"), 1.5)),
            "'LIST<FLOAT NOT NULL | LIST<INTEGER NOT NULL> NOT NULL | LIST<STRING NOT NULL> NOT "
            "NULL> NOT NULL'");
}

TEST(PointFunctionsTest, MakingPoints) {
  EXPECT_EQ(Apply("point", M("x", 1, "y", 2, "z", 3)),
            "point({srid: 9157, x: 1.0, y: 2.0, z: 3.0})");
  EXPECT_EQ(Apply("point", M("x", 1, "y", 2, "crs", "WGS-84")),
            "point({srid: 4326, longitude: 1.0, latitude: 2.0})");
  EXPECT_EQ(Apply("point", M("longitude", 1, "latitude", 2, "height", 3)),
            "point({srid: 4979, longitude: 1.0, latitude: 2.0, height: 3.0})");
  EXPECT_EQ(Apply("point", M("x", 190, "y", 2, "srid", 4326)),
            "point({srid: 4326, longitude: -170.0, latitude: 2.0})");
  EXPECT_EQ(Apply("point", M("x", 1, "y", null)), "null");
  EXPECT_EQ(Apply("point", M("x", 1)), kWrongValue);
  EXPECT_EQ(Apply("point", M("x", 1, "y", "2")), kWrongValue);
  EXPECT_EQ(Apply("point", M("x", 1, "y", std::numeric_limits<double>::quiet_NaN())), kWrongValue);
  EXPECT_EQ(Apply("point", M("x", 1, "y", 2, "crs", "mars")), kWrongValue);
  EXPECT_EQ(Apply("point", M("x", 1, "y", 2, "srid", 1)), kWrongValue);
  EXPECT_EQ(Apply("point", M("x", 1, "y", 2, "crs", "cartesian-3D")), kWrongValue);
  EXPECT_EQ(Apply("point", M("longitude", 1, "latitude", 2, "crs", "cartesian")), kWrongValue);
  EXPECT_EQ(Apply("point", M("longitude", 0, "latitude", -90.5)), kOutOfRange);
}

TEST(PointFunctionsTest, DistancesAndBoxes) {
  const Value low = Value::Of(PointValue{4979, 12.78, 56.7, 100}),
              high = Value::Of(PointValue{4979, 12.79, 56.71, 100});
  const double metres = CallIn(CallState(), "point.distance", {low, high})->floating();
  EXPECT_NEAR(metres, 1269.9148706779097,
              1e-6);  // the manual of openCypher's reference implementation
  const Value flat = Value::Of(PointValue{7203, 1, 1, 0});
  EXPECT_EQ(Apply("distance", low, flat), "null");
  // The same meridian from both sides; a quarter of the globe; its other end.
  const auto on_equator = [](double longitude) {
    return Value::Of(PointValue{4326, longitude, 0, 0});
  };
  EXPECT_NEAR(CallIn(CallState(), "distance", {on_equator(-180), on_equator(180)})->floating(), 0,
              1e-6);
  EXPECT_NEAR(CallIn(CallState(), "distance", {on_equator(0), on_equator(90)})->floating(),
              10018758.9, 0.1);
  EXPECT_NEAR(CallIn(CallState(), "distance", {on_equator(0), on_equator(180)})->floating(),
              20037517.7, 0.1);
  const auto at = [](double longitude, double latitude) {
    return Value::Of(PointValue{4326, longitude, latitude, 0});
  };
  EXPECT_EQ(Apply("withinBBox", at(180, 55.66), at(179, 55.66), at(-179, 55.7)), "true");
  EXPECT_EQ(Apply("withinBBox", at(0, 55.66), at(179, 55.66), at(-179, 55.7)), "false");
  EXPECT_EQ(Apply("withinBBox", at(0, 1), at(-1, 2), at(1, 0)), "false");
  EXPECT_EQ(Apply("withinBBox", flat, at(-1, 2), at(1, 0)), "null");
}

class GraphFunctionsTest : public ::testing::Test {
 protected:
  GraphFunctionsTest() : changes_(graph_.BeginChanges()) {
    a_ = *changes_.CreateNode(
        std::vector<LabelId>{changes_.Label("Person"), changes_.Label("Editor")});
    b_ = *changes_.CreateNode({});
    r_ = *changes_.CreateEdge(a_, changes_.Type("KNOWS"), b_);
    EXPECT_TRUE(changes_.Set(a_, changes_.Key("name"), V("Ales")).ok());
    EXPECT_TRUE(changes_.Set(r_, changes_.Key("since"), V(1996)).ok());
    path_ = Value::Path({{b_, a_}, {r_}});
  }
  std::string ApplyHere(std::string_view name, const Value& argument) {
    CallState state;
    state.view = changes_.view();
    return Shown(CallIn(state, name, {argument}));
  }

  Graph graph_;
  ChangeSet changes_;
  NodeId a_, b_;
  EdgeId r_;
  Value path_;
};

TEST_F(GraphFunctionsTest, ReadNodesRelationshipsAndPaths) {
  EXPECT_EQ(ApplyHere("labels", Value::Node(a_)), "['Person', 'Editor']");
  EXPECT_EQ(ApplyHere("labels", Value::Node(b_)), "[]");
  EXPECT_EQ(ApplyHere("type", Value::Edge(r_)), "'KNOWS'");
  EXPECT_EQ(ApplyHere("keys", Value::Node(a_)), "['name']");
  EXPECT_EQ(ApplyHere("keys", Value::Edge(r_)), "['since']");
  EXPECT_EQ(ApplyHere("properties", Value::Node(a_)), "{name: 'Ales'}");
  EXPECT_EQ(ApplyHere("properties", Value::Edge(r_)), "{since: 1996}");
  EXPECT_EQ(ApplyHere("properties", Value::Node(b_)), "{}");
  EXPECT_EQ(ApplyHere("startNode", Value::Edge(r_)), Shown(Value::Node(a_)));
  EXPECT_EQ(ApplyHere("endNode", Value::Edge(r_)), Shown(Value::Node(b_)));
  EXPECT_EQ(ApplyHere("nodes", path_), Shown(L(Value::Node(b_), Value::Node(a_))));
  EXPECT_EQ(ApplyHere("relationships", path_), Shown(L(Value::Edge(r_))));
  EXPECT_EQ(ApplyHere("length", path_), "1");
}

TEST_F(GraphFunctionsTest, DeletedElementsHaveATypeAndAnIdAlone) {
  changes_.DetachDelete(a_);
  changes_.DetachDelete(b_);
  EXPECT_EQ(ApplyHere("type", Value::Edge(r_)), "'KNOWS'");
  for (const char* name : {"labels", "keys", "properties"}) {
    EXPECT_EQ(ApplyHere(name, Value::Node(a_)), "EntityNotFound/DeletedEntityAccess") << name;
  }
  EXPECT_EQ(ApplyHere("properties", Value::Edge(r_)), "EntityNotFound/DeletedEntityAccess");
  EXPECT_EQ(ApplyHere("id", Value::Node(a_)), Cat(a_.value));
}

TEST(AggregatesTest, OfNothing) {
  EXPECT_EQ(Aggregated("count", {}), "0");
  EXPECT_EQ(Aggregated("sum", {}), "0");
  EXPECT_EQ(Aggregated("collect", {}), "[]");
  EXPECT_EQ(Aggregated("stDev", {}), "0.0");
  EXPECT_EQ(Aggregated("stDevP", {}), "0.0");
  for (const char* name : {"avg", "min", "max", "percentileCont", "percentileDisc"}) {
    EXPECT_EQ(Aggregated(name, {}), "null") << name;
  }
}

TEST(AggregatesTest, SumsAreExactWhateverTheOrder) {
  EXPECT_EQ(Aggregated("sum", {V(INT64_MAX), V(INT64_MAX), V(INT64_MIN), V(INT64_MIN), V(5)}), "3");
  EXPECT_EQ(Aggregated("sum", {V(INT64_MAX), V(1)}), "ArithmeticError/IntegerOverflow");
  EXPECT_EQ(Aggregated("sum", {V(1), V(0.5)}), "1.5");
  EXPECT_EQ(Aggregated("sum", std::vector<Value>(10, V(0.1))), "1.0");
  EXPECT_EQ(Aggregated("sum", {V(1e100), V(1), V(-1e100)}), "1.0");
  EXPECT_EQ(Aggregated("sum", {V(1e308), V(1e308)}), "Infinity");
  EXPECT_EQ(Aggregated("sum", {V(std::numeric_limits<double>::infinity()), V(1)}), "Infinity");
  EXPECT_EQ(Aggregated("avg", {V(1e308), V(1e308)}), "1.0E308");
  EXPECT_EQ(Aggregated("avg", {V(INT64_MAX), V(INT64_MAX)}), "9.223372036854776E18");
  EXPECT_EQ(Aggregated("avg", {V(1), V(2)}), "1.5");
}

TEST(AggregatesTest, DurationsAddUpAndDoNotMixWithNumbers) {
  const Value day = Value::Of(Duration{0, 1, 0, 0}), two = Value::Of(Duration{0, 2, 0, 0});
  EXPECT_EQ(Aggregated("sum", {day, two}), "'P3D'");
  EXPECT_EQ(Aggregated("avg", {day, two}), "'P1DT12H'");
  EXPECT_EQ(Aggregated("sum", {day, V(1)}), kWrongValue);
  EXPECT_EQ(Aggregated("avg", {V(1), day}), kWrongValue);
  EXPECT_EQ(Aggregated("sum", {V("a")}), kWrongValue);
  EXPECT_EQ(Aggregated("stDev", {V("a")}), kWrongValue);
}

TEST(AggregatesTest, ExtremesFollowTheOrderOfAllValues) {
  const std::vector<Value> mixed = {V(1), V("a"), L(1, 2), V(0.2), V("b")};
  EXPECT_EQ(Aggregated("max", mixed), "1");
  EXPECT_EQ(Aggregated("min", mixed), "[1, 2]");
  EXPECT_EQ(Aggregated("max", {L(1), L(2), L(2, 1)}), "[2, 1]");
  EXPECT_EQ(Aggregated("max", {V(1), V(2.0), V(5), V(3.2)}), "5");
}

TEST(AggregatesTest, Percentiles) {
  const std::vector<Value> prices = {V(30.0), V(10.0), V(20.0)};
  for (const auto& [p, disc, cont] :
       std::vector<std::tuple<double, std::string, std::string>>{{0, "10.0", "10.0"},
                                                                 {0.25, "10.0", "15.0"},
                                                                 {0.5, "20.0", "20.0"},
                                                                 {0.9, "30.0", "28.0"},
                                                                 {1, "30.0", "30.0"}}) {
    EXPECT_EQ(Aggregated("percentileDisc", prices, {V(p)}), disc) << p;
    EXPECT_EQ(Aggregated("percentileCont", prices, {V(p)}), cont) << p;
  }
  for (const Value& wrong :
       {V(1000), V(-1), V(1.1), V(std::numeric_limits<double>::quiet_NaN()), null, V("a")}) {
    EXPECT_EQ(Aggregated("percentileDisc", prices, {wrong}), kOutOfRange);
    EXPECT_EQ(Aggregated("percentileCont", prices, {wrong}), kOutOfRange);
  }
  EXPECT_EQ(Aggregated("percentileDisc", {V(3), V(1)}, {V(1)}), "3");
  EXPECT_EQ(
      Aggregated("percentileCont", {V(std::numeric_limits<double>::infinity()), V(1)}, {V(0)}),
      "1.0");
}

TEST(AggregatesTest, StandardDeviationIsStable) {
  EXPECT_EQ(Aggregated("stDev", {V(2), V(4), V(4), V(4), V(5), V(5), V(7), V(9)}),
            "2.138089935299395");
  EXPECT_EQ(Aggregated("stDevP", {V(2), V(4), V(4), V(4), V(5), V(5), V(7), V(9)}), "2.0");
  EXPECT_EQ(Aggregated("stDevP", {V(1e9 + 1), V(1e9 + 2), V(1e9 + 3), V(1e9 + 4), V(1e9 + 5)}),
            Shown(V(std::sqrt(2.0))));
  EXPECT_EQ(Aggregated("stDev", {V(7)}), "0.0");
}

// A row that stands for m equal rows counts as m rows one by one.
TEST(AggregatesTest, MultiplicityIsRepetition) {
  const std::vector<std::pair<Value, uint64_t>> rows = {
      {V(3), 2}, {V(1), 1}, {V(7.5), 4}, {V(-2), 3}};
  for (const Aggregate& row : Rows().aggregates()) {
    const auto weighted = row.make(), repeated = row.make();
    for (const auto& [value, multiplicity] : rows) {
      const std::vector<Value> arguments = {value, V(0.6)};
      ASSERT_TRUE(weighted->Add(arguments, multiplicity).ok());
      for (uint64_t i = 0; i < multiplicity; ++i) ASSERT_TRUE(repeated->Add(arguments, 1).ok());
    }
    const StatusOr<Value> expected = repeated->Result(), found = weighted->Result();
    if (expected->is_float()) {
      EXPECT_DOUBLE_EQ(found->floating(), expected->floating()) << row.name;
    } else {
      EXPECT_EQ(Shown(found), Shown(expected)) << row.name;
    }
  }
  const auto days = Rows().FindAggregate("avg")->aggregate->make();
  ASSERT_TRUE(days->Add(std::vector<Value>{Value::Of(Duration{0, 2, 0, 0})}, 3).ok());
  EXPECT_EQ(Shown(days->Result()), "'P2D'");
  const auto list = Rows().FindAggregate("collect")->aggregate->make();
  EXPECT_EQ(testing::ErrorOf(list->Add(std::vector<Value>{V(1)}, UINT64_MAX)),
            "LimitExceeded/ValueTooLarge");
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
