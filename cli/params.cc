#include "cli/params.h"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <cmath>
#include <vector>

#include "absl/strings/numbers.h"

namespace newsgraph::cli {
namespace {

// Gathers values on a stack as RapidJSON's reader goes through the text; it runs without recursion.
class ValueBuilder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, ValueBuilder> {
 public:
  bool Null() { return Add(Value()); }
  bool Bool(bool b) { return Add(Value::Bool(b)); }
  // Numbers come as they are written: one that does not fit is an error, never another number.
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    const absl::string_view number(text, size);
    int64_t whole = 0;
    double real = 0;
    if (number.find_first_of(".eE") == absl::string_view::npos) {
      if (absl::SimpleAtoi(number, &whole)) return Add(Value::Int(whole));
    } else if (absl::SimpleAtod(number, &real) && std::isfinite(real)) {
      return Add(Value::Float(real));
    }
    too_large_ = std::string(number);
    return false;
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return Add(Value::String({text, size}));
  }
  bool StartArray() { return Open(); }
  bool StartObject() { return Open(); }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    open_.back().keys.emplace_back(text, size);
    return true;
  }
  bool EndArray(rapidjson::SizeType) {
    Value list = Value::List(std::move(open_.back().values));
    open_.pop_back();
    return Add(std::move(list));
  }
  bool EndObject(rapidjson::SizeType) {
    Level level = std::move(open_.back());
    open_.pop_back();
    std::vector<MapEntry> entries;
    for (size_t i = 0; i < level.keys.size(); ++i) {
      // The last of equal keys counts, as in most readers.
      std::erase_if(entries, [&](const MapEntry& entry) { return entry.key == level.keys[i]; });
      entries.push_back({std::move(level.keys[i]), std::move(level.values[i])});
    }
    return Add(Value::Map(std::move(entries)));
  }

  const std::string& too_large() const { return too_large_; }
  Value& value() { return open_[0].values[0]; }

 private:
  struct Level {
    std::vector<std::string> keys;
    std::vector<Value> values;
  };
  bool Add(Value value) {
    open_.back().values.push_back(std::move(value));
    return true;
  }
  bool Open() {
    open_.emplace_back();
    return open_.size() <= Value::kMaxDepth;
  }
  std::string too_large_;
  std::vector<Level> open_ = std::vector<Level>(1);
};

// A stream over a view: RapidJSON's own wants a terminating zero.
struct ViewStream {
  using Ch = char;
  std::string_view text;
  size_t at = 0;
  char Peek() const { return at < text.size() ? text[at] : '\0'; }
  char Take() { return at < text.size() ? text[at++] : '\0'; }
  size_t Tell() const { return at; }
  char* PutBegin() { return nullptr; }
  void Put(char) {}
  void Flush() {}
  size_t PutEnd(char*) { return 0; }
};

}  // namespace

StatusOr<Value> ParseJsonValue(std::string_view text) {
  ValueBuilder builder;
  ViewStream stream{text};
  rapidjson::Reader reader;
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                              rapidjson::kParseNumbersAsStringsFlag |
                              rapidjson::kParseValidateEncodingFlag;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
  if (!builder.too_large().empty() || result.Code() == rapidjson::kParseErrorNumberTooBig) {
    return RuntimeError(
        ErrorKind::kDataError, "NumberTooLarge",
        Cat("the number ", builder.too_large(), builder.too_large().empty() ? "" : " ", "at byte ",
            result.Offset(), " is too large"),
        "integers go from -2^63 to 2^63-1 and floats to 1.8e308; in double quotes it is a text");
  }
  if (result.IsError()) {
    const bool deep = result.Code() == rapidjson::kParseErrorTermination;
    return RuntimeError(
        ErrorKind::kDataError, "InvalidJson",
        Cat("not JSON at byte ", result.Offset(), ": ",
            deep ? "nested too deeply" : rapidjson::GetParseError_En(result.Code())),
        "texts stand in double quotes, e.g. {\"name\": \"Minsk\", \"n\": 3}");
  }
  return std::move(builder.value());
}

StatusOr<Value> ParseParameter(std::string_view text) {
  const bool json = text == "true" || text == "false" || text == "null" ||
                    (!text.empty() &&
                     std::string_view("{[\"-0123456789").find(text[0]) != std::string_view::npos);
  // A date such as 2024-12-13 starts like a number and is none.
  if (json) {
    auto value = ParseJsonValue(text);
    const bool strict = std::string_view("{[\"").find(text[0]) != std::string_view::npos ||
                        (GetErrorInfo(value.status()).detail == "NumberTooLarge" &&
                         text.find_first_not_of("+-.0123456789eE") == std::string_view::npos);
    if (value.ok() || strict) return value;
  }
  return Value::String(text);
}

Status AddParameters(std::string_view json, query::Parameters& parameters) {
  ASSIGN_OR_RETURN(const Value value, ParseJsonValue(json));
  if (!value.is_map()) {
    return RuntimeError(ErrorKind::kDataError, "InvalidJson",
                        Cat("expected an object, found ", NameOf(value.kind())),
                        "e.g. {\"name\": \"Minsk\", \"limit\": 10}");
  }
  for (const MapEntry& entry : value.map()) parameters[entry.key] = entry.value;
  return absl::OkStatus();
}

}  // namespace newsgraph::cli
