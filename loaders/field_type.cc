#include "loaders/field_type.h"

#include <charconv>
#include <utility>
#include <vector>

#include "graph/base/strings.h"

namespace newsgraph::loaders {
namespace {

constexpr std::pair<std::string_view, FieldType> kNames[] = {
    {"string", FieldType::kString},
    {"char", FieldType::kString},
    {"int", FieldType::kInt},
    {"long", FieldType::kInt},
    {"short", FieldType::kInt},
    {"byte", FieldType::kInt},
    {"float", FieldType::kFloat},
    {"double", FieldType::kFloat},
    {"boolean", FieldType::kBool},
    {"date", FieldType::kDate},
    {"localtime", FieldType::kLocalTime},
    {"time", FieldType::kTime},
    {"localdatetime", FieldType::kLocalDateTime},
    {"datetime", FieldType::kDateTime},
    {"duration", FieldType::kDuration},
    {"point", FieldType::kPoint},
};

constexpr std::string_view kBlanks = " \t";

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    const char c = a[i] >= 'A' && a[i] <= 'Z' ? static_cast<char>(a[i] - 'A' + 'a') : a[i];
    if (c != b[i]) return false;
  }
  return true;
}

Status Wrong(std::string_view text, FieldType expected, std::string_view why = {}) {
  const std::string_view shown = text.substr(0, 100);
  return RuntimeError(ErrorKind::kDataError, "",
                      Cat("\"", shown, shown.size() < text.size() ? "...\"" : "\"", " is no ",
                          NameOf(expected), why.empty() ? "" : ": ", why));
}

template <class Number>
bool ReadNumber(std::string_view text, Number& number) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// {key: number, ...}; a crs may be named, but follows from the keys.
StatusOr<Value> ParsePoint(std::string_view text) {
  constexpr std::string_view kForm = "expected {x: 1.5, y: 2} or {longitude: 27.5, latitude: 53.9}";
  if (text.size() < 2 || text.front() != '{' || text.back() != '}')
    return Wrong(text, FieldType::kPoint, kForm);
  PointValue point;
  bool has_x = false, has_y = false, has_z = false, earth = false;
  std::string_view rest = text.substr(1, text.size() - 2);
  while (!rest.empty()) {
    const size_t comma = rest.find(',');
    const std::string_view item = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    const size_t colon = item.find(':');
    if (colon == std::string_view::npos) return Wrong(text, FieldType::kPoint, kForm);
    const std::string_view key = Trim(item.substr(0, colon), kBlanks),
                           number = Trim(item.substr(colon + 1), kBlanks);
    if (key == "crs") {
      earth |= number.find("WGS") != std::string_view::npos ||
               number.find("wgs") != std::string_view::npos;
      continue;
    }
    earth |= key == "longitude" || key == "latitude" || key == "height";
    double value = 0;
    if (!ReadNumber(number, value)) return Wrong(number, FieldType::kFloat);
    if (key == "x" || key == "longitude") {
      point.x = value, has_x = true;
    } else if (key == "y" || key == "latitude") {
      point.y = value, has_y = true;
    } else if (key == "z" || key == "height") {
      point.z = value, has_z = true;
    } else {
      return Wrong(text, FieldType::kPoint, kForm);
    }
  }
  if (!has_x || !has_y) return Wrong(text, FieldType::kPoint, kForm);
  point.srid = earth ? (has_z ? 4979 : 4326) : (has_z ? 9157 : 7203);
  return Value::Of(point);
}

template <class T>
StatusOr<Value> ParseTemporal(std::string_view text, FieldType type) {
  const auto parsed = Parse<T>(text);
  if (!parsed.ok()) return Wrong(text, type, View(parsed.status().message()));
  return Value::Of(*parsed);
}

StatusOr<Value> ParseOne(FieldType type, std::string_view text) {
  if (type == FieldType::kString) return Value::String(text);
  text = Trim(text, kBlanks);
  switch (type) {
    case FieldType::kString:
      break;
    case FieldType::kInt: {
      int64_t number = 0;
      if (!ReadNumber(text, number)) return Wrong(text, type);
      return Value::Int(number);
    }
    case FieldType::kFloat: {
      double number = 0;
      if (!ReadNumber(text, number)) return Wrong(text, type);
      return Value::Float(number);
    }
    case FieldType::kBool:
      if (EqualsIgnoringCase(text, "true")) return Value::Bool(true);
      if (EqualsIgnoringCase(text, "false")) return Value::Bool(false);
      return Wrong(text, type, "expected true or false");
    case FieldType::kDate:
      return ParseTemporal<Date>(text, type);
    case FieldType::kLocalTime:
      return ParseTemporal<LocalTime>(text, type);
    case FieldType::kTime:
      return ParseTemporal<Time>(text, type);
    case FieldType::kLocalDateTime:
      return ParseTemporal<LocalDateTime>(text, type);
    case FieldType::kDateTime:
      return ParseTemporal<DateTime>(text, type);
    case FieldType::kDuration:
      return ParseTemporal<Duration>(text, type);
    case FieldType::kPoint:
      return ParsePoint(text);
  }
  return Value();
}

}  // namespace

std::optional<FieldType> FindFieldType(std::string_view name) {
  for (const auto& [known, type] : kNames) {
    if (EqualsIgnoringCase(name, known)) return type;
  }
  return std::nullopt;
}

std::string_view NameOf(FieldType type) {
  for (const auto& [name, named] : kNames) {
    if (named == type) return name;
  }
  return {};
}

StatusOr<Value> ParseField(const ColumnType& type, std::string_view text) {
  if (!type.list) return ParseOne(type.type, text);
  std::vector<Value> items;
  while (!text.empty()) {
    const size_t end = text.find(';');
    ASSIGN_OR_RETURN(items.emplace_back(), ParseOne(type.type, text.substr(0, end)));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return Value::List(std::move(items));
}

}  // namespace newsgraph::loaders
