#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "absl/strings/charconv.h"
#include "absl/strings/match.h"
#include "query/functions/code_points.h"
#include "query/functions/operators.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

// Reads a number as Cypher writes one, "NaN", "Infinity" and a leading plus included. Too large is
// infinite, too small is zero. Nothing when the text (white space around it aside) is no number.
std::optional<double> ReadFloat(std::string_view text) {
  text = TrimWhitespace(text, Ends::kBoth);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const double sign = negative ? -1 : 1;
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return sign * std::numeric_limits<double>::infinity();
  const bool digit = !text.empty() && text[0] >= '0' && text[0] <= '9';
  if (!digit && !text.starts_with('.')) return std::nullopt;
  if (text.find_first_of("xX") != std::string_view::npos)
    return std::nullopt;  // from_chars reads hexadecimals
  double number = 0;
  const char* end = text.data() + text.size();
  const auto read = absl::from_chars(text.data(), end, number);
  if (read.ptr != end || read.ec == std::errc::invalid_argument) return std::nullopt;
  if (read.ec == std::errc::result_out_of_range) {
    number = number > 1 ? std::numeric_limits<double>::infinity() : 0.0;
  }
  return sign * number;
}

// Whether the whole text is digits.
bool AllDigits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

StatusOr<Value> FloatToInteger(double number) {
  if (std::isnan(number)) return Value();
  if (number >= -0x1p63 && number < 0x1p63) return Value::Int(static_cast<int64_t>(number));
  return IntegerOverflow(FormatFloat(number));
}

// The whole part of a decimal number, exactly; null when the text is no number.
StatusOr<Value> TextToInteger(std::string_view text) {
  std::string_view digits = TrimWhitespace(text, Ends::kBoth);
  if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
  int64_t integer = 0;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, integer);
  if (read.ec == std::errc()) {
    const std::string_view rest(read.ptr, static_cast<size_t>(end - read.ptr));
    if (rest.empty() || (rest[0] == '.' && AllDigits(rest.substr(1)))) return Value::Int(integer);
  }
  const std::optional<double> number = ReadFloat(text);
  return number ? FloatToInteger(*number) : Value();
}

StatusOr<Value> ToInteger(const CallState&, Arguments a) {
  if (a[0].is_int()) return a[0];
  if (a[0].is_float()) return FloatToInteger(a[0].floating());
  if (a[0].is_bool()) return Value::Int(a[0].boolean() ? 1 : 0);
  return TextToInteger(a[0].string());
}

StatusOr<Value> ToFloat(const CallState&, Arguments a) {
  if (a[0].is_float()) return a[0];
  if (a[0].is_int()) return Value::Float(a[0].number());
  const std::optional<double> number = ReadFloat(a[0].string());
  return number ? Value::Float(*number) : Value();
}

StatusOr<Value> ToBoolean(const CallState&, Arguments a) {
  if (a[0].is_bool()) return a[0];
  if (a[0].is_int()) return Value::Bool(a[0].integer() != 0);
  const absl::string_view text = AbslView(TrimWhitespace(a[0].string(), Ends::kBoth));
  if (absl::EqualsIgnoreCase(text, "true")) return Value::Bool(true);
  if (absl::EqualsIgnoreCase(text, "false")) return Value::Bool(false);
  return Value();
}

StatusOr<Value> ToString(const CallState&, Arguments a) {
  if (a[0].is_string()) return a[0];
  return Value::String(*PlainText(a[0]));
}

constexpr KindMask kTextKinds = MaskOf(ValueKind::kString);
constexpr KindMask kToBoolean = kTextKinds | MaskOf(ValueKind::kBool) | MaskOf(ValueKind::kInt);
constexpr KindMask kToFloat = kTextKinds | kNumberKinds;
constexpr KindMask kToInteger = kToFloat | MaskOf(ValueKind::kBool);
constexpr KindMask kToString =
    kToInteger | kTemporalKinds | MaskOf(ValueKind::kPoint) | MaskOf(ValueKind::kBool);

// The OrNull form of a conversion that takes `kinds`: null where that would be an error.
template <ScalarCode convert, KindMask kinds>
StatusOr<Value> OrNull(const CallState& state, Arguments a) {
  if ((kinds & MaskOf(a[0].kind())) == 0) return Value();
  StatusOr<Value> converted = convert(state, a);
  return converted.ok() ? converted : Value();
}

template <ScalarCode convert, KindMask kinds>
StatusOr<Value> Each(const CallState& state, Arguments a) {
  std::vector<Value> items;
  items.reserve(a[0].list().size());
  for (const Value& item : a[0].list()) items.push_back(*OrNull<convert, kinds>(state, {&item, 1}));
  return Value::List(std::move(items));
}

// The types a list of elements may hold, in the order valueType() names them.
std::string TypeText(const Value& value);

std::string ElementTypes(Arguments items) {
  static constexpr ValueKind kOrder[] = {
      ValueKind::kBool,     ValueKind::kString,    ValueKind::kInt,   ValueKind::kFloat,
      ValueKind::kDate,     ValueKind::kLocalTime, ValueKind::kTime,  ValueKind::kLocalDateTime,
      ValueKind::kDateTime, ValueKind::kDuration,  ValueKind::kPoint, ValueKind::kNode,
      ValueKind::kEdge,     ValueKind::kMap,       ValueKind::kPath};
  KindMask kinds = 0;
  std::vector<std::string> names;  // of inner lists, each once
  for (const Value& item : items) {
    kinds |= MaskOf(item.kind());
    if (!item.is_list()) continue;
    std::string name = TypeText(item);
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  std::vector<std::string> all;
  for (ValueKind kind : kOrder) {
    if ((kinds & MaskOf(kind)) != 0) all.emplace_back(NameOf(kind));
  }
  all.insert(all.end(), names.begin(), names.end());
  if (all.empty()) return (kinds & MaskOf(ValueKind::kNull)) != 0 ? "NULL" : "NOTHING";
  const bool nullable = (kinds & MaskOf(ValueKind::kNull)) != 0;
  std::string text;
  for (const std::string& name : all) {
    Append(text, text.empty() ? "" : " | ", name, nullable ? "" : " NOT NULL");
  }
  return text;
}

std::string TypeText(const Value& value) {
  if (!value.is_list()) return std::string(NameOf(value.kind()));
  return Cat("LIST<", ElementTypes(value.list()), ">");
}

StatusOr<Value> ValueType(const CallState&, Arguments a) {
  if (a[0].is_null()) return Value::String("NULL");
  return Value::String(Cat(TypeText(a[0]), " NOT NULL"));
}

}  // namespace

std::optional<std::string> PlainText(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBool:
      return value.boolean() ? "true" : "false";
    case ValueKind::kInt:
      return Cat(value.integer());
    case ValueKind::kFloat:
      return FormatFloat(value.floating());
    case ValueKind::kString:
      return std::string(value.string());
    case ValueKind::kDate:
      return Format(value.date());
    case ValueKind::kLocalTime:
      return Format(value.local_time());
    case ValueKind::kTime:
      return Format(value.time());
    case ValueKind::kLocalDateTime:
      return Format(value.local_date_time());
    case ValueKind::kDateTime:
      return Format(value.date_time());
    case ValueKind::kDuration:
      return Format(value.duration());
    case ValueKind::kPoint:
      return ToText(value);
    case ValueKind::kNull:
    case ValueKind::kNode:
    case ValueKind::kEdge:
    case ValueKind::kList:
    case ValueKind::kMap:
    case ValueKind::kPath:
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<Function> ConversionFunctions() {
  constexpr NullRule kNull = NullRule::kNullIfAnyNull;
  return {
      {"toBoolean",
       "toBoolean(x :: BOOLEAN? | STRING? | INTEGER?) :: BOOLEAN?",
       kNull,
       ToBoolean,
       "A boolean from 'true' or 'false' in any case, or from 0 or another integer; null of other "
       "strings.",
       {{"toBoolean('TRUE')", "true"}, {"toBoolean('yes')", "null"}, {"toBoolean(0)", "false"}}},
      {"toBooleanList",
       "toBooleanList(list :: LIST?) :: LIST<BOOLEAN?>?",
       kNull,
       Each<ToBoolean, kToBoolean>,
       "Each element as toBooleanOrNull gives it.",
       {{"toBooleanList(['true', 7.5, null])", "[true, null, null]"}}},
      {"toBooleanOrNull",
       "toBooleanOrNull(x :: ANY?) :: BOOLEAN?",
       kNull,
       OrNull<ToBoolean, kToBoolean>,
       "As toBoolean, but null where that is an error.",
       {{"toBooleanOrNull([])", "null"}}},
      {"toFloat",
       "toFloat(x :: NUMBER? | STRING?) :: FLOAT?",
       kNull,
       ToFloat,
       "A float from a number or its text; null of other strings.",
       {{"toFloat('11.5')", "11.5"}, {"toFloat(3)", "3.0"}, {"toFloat('a')", "null"}}},
      {"toFloatList",
       "toFloatList(list :: LIST?) :: LIST<FLOAT?>?",
       kNull,
       Each<ToFloat, kToFloat>,
       "Each element as toFloatOrNull gives it.",
       {{"toFloatList(['3.14', 2, true])", "[3.14, 2.0, null]"}}},
      {"toFloatOrNull",
       "toFloatOrNull(x :: ANY?) :: FLOAT?",
       kNull,
       OrNull<ToFloat, kToFloat>,
       "As toFloat, but null where that is an error.",
       {{"toFloatOrNull(true)", "null"}}},
      {"toInteger",
       "toInteger(x :: NUMBER? | STRING? | BOOLEAN?) :: INTEGER?",
       kNull,
       ToInteger,
       "An integer from a number or its text, cut towards zero; null of other strings and of NaN.",
       {{"toInteger('42')", "42"},
        {"toInteger(-2.9)", "-2"},
        {"toInteger('a')", "null"},
        {"toInteger(1e30)", "error: IntegerOverflow"}}},
      {"toIntegerList",
       "toIntegerList(list :: LIST?) :: LIST<INTEGER?>?",
       kNull,
       Each<ToInteger, kToInteger>,
       "Each element as toIntegerOrNull gives it.",
       {{"toIntegerList(['5', 2.9, []])", "[5, 2, null]"}}},
      {"toIntegerOrNull",
       "toIntegerOrNull(x :: ANY?) :: INTEGER?",
       kNull,
       OrNull<ToInteger, kToInteger>,
       "As toInteger, but null where that is an error.",
       {{"toIntegerOrNull(1e30)", "null"}}},
      {"toString",
       "toString(x :: STRING? | NUMBER? | BOOLEAN? | TEMPORAL? | POINT?) :: STRING?",
       kNull,
       ToString,
       "The text of a value; the functions of the same name read it back.",
       {{"toString(11.5)", "'11.5'"}, {"toString(true)", "'true'"}}},
      {"toStringList",
       "toStringList(list :: LIST?) :: LIST<STRING?>?",
       kNull,
       Each<ToString, kToString>,
       "Each element as toStringOrNull gives it.",
       {{"toStringList([1, 'a', []])", "['1', 'a', null]"}}},
      {"toStringOrNull",
       "toStringOrNull(x :: ANY?) :: STRING?",
       kNull,
       OrNull<ToString, kToString>,
       "As toString, but null where that is an error.",
       {{"toStringOrNull({})", "null"}}},
      {"valueType",
       "valueType(x :: ANY?) :: STRING",
       NullRule::kSeesNulls,
       ValueType,
       "The most exact type of a value, elements of lists included.",
       {{"valueType('a')", "'STRING NOT NULL'"},
        {"valueType([1, null])", "'LIST<INTEGER> NOT NULL'"},
        {"valueType([])", "'LIST<NOTHING> NOT NULL'"}}},
  };
}

}  // namespace newsgraph::functions
