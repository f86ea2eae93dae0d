// Rows of query/functions called directly. What a plain example can say stands with the row itself
// and is run by function_examples_test.cc; here is what it cannot: errors, limits, graphs, odd
// text.
#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "graph/changes.h"
#include "tests/query/function_calls.h"

namespace newsgraph::functions {
namespace {

using testing::L;
using testing::M;
using testing::null;
using testing::Shown;
using testing::V;

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

}  // namespace
}  // namespace newsgraph::functions
