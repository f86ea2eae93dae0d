#include <algorithm>

#include "query/functions/code_points.h"
#include "query/functions/operators.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

template <StatusOr<std::string> (*Change)(std::string_view)>
StatusOr<Value> Changed(const CallState&, Arguments a) {
  ASSIGN_OR_RETURN(const std::string text, Change(a[0].string()));
  return Value::String(text);
}

// A part of a string that is the whole of it shares its bytes.
Value Part(const Value& whole, std::string_view part) {
  return part.size() == whole.string().size() ? whole : Value::String(part);
}

template <Ends ends>
StatusOr<Value> Trimmed(const CallState&, Arguments a) {
  const std::string_view text = a[0].string();
  return Part(
      a[0], a.size() > 1 ? TrimCharacters(text, a[1].string(), ends) : TrimWhitespace(text, ends));
}

StatusOr<Value> Left(const CallState&, Arguments a) {
  if (a[1].integer() < 0) return OutOfRange("left()", "the length must be 0 or more", a[1]);
  const std::string_view text = a[0].string();
  return Part(a[0], text.substr(0, OffsetOf(text, static_cast<uint64_t>(a[1].integer()))));
}

StatusOr<Value> Right(const CallState&, Arguments a) {
  if (a[1].integer() < 0) return OutOfRange("right()", "the length must be 0 or more", a[1]);
  const std::string_view text = a[0].string();
  return Part(a[0], text.substr(OffsetFromEnd(text, static_cast<uint64_t>(a[1].integer()))));
}

StatusOr<Value> Substring(const CallState&, Arguments a) {
  if (a[1].integer() < 0) return OutOfRange("substring()", "the start must be 0 or more", a[1]);
  std::string_view text = a[0].string();
  text.remove_prefix(OffsetOf(text, static_cast<uint64_t>(a[1].integer())));
  if (a.size() > 2) {
    if (a[2].integer() < 0) return OutOfRange("substring()", "the length must be 0 or more", a[2]);
    text = text.substr(0, OffsetOf(text, static_cast<uint64_t>(a[2].integer())));
  }
  return Part(a[0], text);
}

// How often `search` stands in `text`, up to `limit`, one after another.
uint64_t CountOf(std::string_view text, std::string_view search, uint64_t limit) {
  uint64_t count = 0;
  for (size_t at = text.find(search); at != std::string_view::npos && count < limit; ++count) {
    at = text.find(search, at + search.size());
  }
  return count;
}

StatusOr<Value> Replace(const CallState&, Arguments a) {
  const std::string_view text = a[0].string(), search = a[1].string(), by = a[2].string();
  if (a.size() > 3 && a[3].integer() < 0)
    return OutOfRange("replace()", "the limit must be 0 or more", a[3]);
  const uint64_t limit = a.size() > 3 ? static_cast<uint64_t>(a[3].integer()) : UINT64_MAX;
  const uint64_t count = search.empty() ? 0 : CountOf(text, search, limit);
  if (count == 0) return a[0];
  const uint64_t size = text.size() - count * search.size() + count * by.size();
  if (size > kMaxStringBytes) return StringTooLong(size);
  std::string out;
  out.reserve(size);
  size_t begin = 0;
  for (uint64_t i = 0; i < count; ++i) {
    const size_t found = text.find(search, begin);
    out.append(text, begin, found - begin).append(by);
    begin = found + search.size();
  }
  out.append(text, begin);
  return Value::String(out);
}

std::vector<Value> SplitCharacters(std::string_view text) {
  std::vector<Value> pieces;
  while (!text.empty()) {
    const std::string_view first = FirstCodePoint(text);
    pieces.push_back(Value::String(first));
    text.remove_prefix(first.size());
  }
  return pieces;
}

// Where the next delimiter stands, and how long it is. Of several at one place the longest counts;
// empty ones never.
std::pair<size_t, size_t> FindDelimiter(std::string_view text, size_t from, Arguments delimiters) {
  size_t place = std::string_view::npos, length = 0;
  for (const Value& delimiter : delimiters) {
    if (delimiter.string().empty()) continue;
    const size_t found = text.find(delimiter.string(), from);
    if (found > place || found == std::string_view::npos) continue;
    if (found < place || delimiter.string().size() > length) {
      place = found;
      length = delimiter.string().size();
    }
  }
  return {place, length};
}

StatusOr<Value> Split(const CallState&, Arguments a) {
  const std::string_view text = a[0].string();
  const Arguments delimiters = a[1].is_list() ? a[1].list() : a.subspan(1, 1);
  if (a[1].is_string() && a[1].string().empty() && !text.empty())
    return MakeList(SplitCharacters(text));
  std::vector<Value> pieces;
  size_t begin = 0;
  auto [found, length] = FindDelimiter(text, 0, delimiters);
  while (found != std::string_view::npos) {
    pieces.push_back(Value::String(text.substr(begin, found - begin)));
    begin = found + length;
    std::tie(found, length) = FindDelimiter(text, begin, delimiters);
  }
  pieces.push_back(Value::String(text.substr(begin)));
  return MakeList(std::move(pieces));
}

StatusOr<Value> CharLength(const CallState&, Arguments a) {
  return Value::Int(static_cast<int64_t>(CountCodePoints(a[0].string())));
}

StatusOr<Value> ByteLength(const CallState&, Arguments a) {
  return Value::Int(static_cast<int64_t>(a[0].string().size()));
}

StatusOr<Value> NormalizeText(const CallState&, Arguments a) {
  static constexpr std::string_view kNames[] = {"NFC", "NFD", "NFKC",
                                                "NFKD"};  // in the order of NormalForm
  size_t form = 0;
  if (a.size() > 1) {
    form = static_cast<size_t>(std::find(std::begin(kNames), std::end(kNames), a[1].string()) -
                               kNames);
    if (form == std::size(kNames)) {
      return WrongValue("normalize()", "one of the forms 'NFC', 'NFD', 'NFKC', 'NFKD'", a[1]);
    }
  }
  ASSIGN_OR_RETURN(const std::string text, Normalize(a[0].string(), static_cast<NormalForm>(form)));
  return Value::String(text);
}

// `left` tells on which side the padding goes. A text longer than asked for is cut at its end, as
// SQL does.
template <bool left>
StatusOr<Value> Padded(const CallState&, Arguments a) {
  const std::string_view name = left ? "lpad()" : "rpad()";
  if (a[1].integer() < 0) return OutOfRange(name, "the length must be 0 or more", a[1]);
  const auto wanted = static_cast<uint64_t>(a[1].integer());
  const std::string_view text = a[0].string();
  const uint64_t length = CountCodePoints(text);
  if (length >= wanted) return Part(a[0], text.substr(0, OffsetOf(text, wanted)));
  const std::string_view filler = a.size() > 2 ? a[2].string() : " ";
  if (filler.empty()) return a[0];
  if (wanted > kMaxStringBytes) return StringTooLong(wanted);
  const uint64_t missing = wanted - length, period = CountCodePoints(filler);
  const uint64_t bytes = text.size() + missing / period * filler.size();
  if (bytes > kMaxStringBytes) return StringTooLong(bytes);
  std::string padding;
  for (uint64_t i = 0; i < missing / period; ++i) padding += filler;
  padding += filler.substr(0, OffsetOf(filler, missing % period));
  return MakeString(left ? Cat(padding, text) : Cat(text, padding));
}

}  // namespace

std::vector<Function> StringFunctions() {
  constexpr NullRule kNull = NullRule::kNullIfAnyNull;
  return {
      {"btrim",
       "btrim(text :: STRING?, characters :: STRING? = white space) :: STRING?",
       kNull,
       Trimmed<Ends::kBoth>,
       "The text without the given characters (white space) at both ends.",
       {{"btrim('xxMinskyx', 'xy')", "'Minsk'"}}},
      {"byte_length",
       "byte_length(text :: STRING?) :: INTEGER?",
       kNull,
       ByteLength,
       "Bytes of the text in UTF-8.",
       {{"byte_length('Łódź')", "7"}}},
      {"char_length",
       "char_length(text :: STRING?) :: INTEGER?",
       kNull,
       CharLength,
       "Characters (Unicode code points) of the text.",
       {{"char_length('Łódź')", "4"}}},
      {"character_length",
       "character_length(text :: STRING?) :: INTEGER?",
       kNull,
       CharLength,
       "The same as char_length.",
       {{"character_length('')", "0"}}},
      {"left",
       "left(text :: STRING?, length :: INTEGER?) :: STRING?",
       kNull,
       Left,
       "The first `length` characters.",
       {{"left('Minsk', 3)", "'Min'"}, {"left('Minsk', -1)", "error: NumberOutOfRange"}}},
      {"lower",
       "lower(text :: STRING?) :: STRING?",
       kNull,
       Changed<ToLower>,
       "The same as toLower.",
       {{"lower('BBC')", "'bbc'"}}},
      {"lpad",
       "lpad(text :: STRING?, length :: INTEGER?, filler :: STRING? = ' ') :: STRING?",
       kNull,
       Padded<true>,
       "The text filled up on the left to `length` characters, or cut to them.",
       {{"lpad('7', 3, '0')", "'007'"}}},
      {"ltrim",
       "ltrim(text :: STRING?, characters :: STRING? = white space) :: STRING?",
       kNull,
       Trimmed<Ends::kLeft>,
       "The text without the given characters (white space) at its start.",
       {{"ltrim('  Minsk ')", "'Minsk '"}}},
      {"normalize",
       "normalize(text :: STRING?, form :: STRING? = 'NFC') :: STRING?",
       kNull,
       NormalizeText,
       "The text in a Unicode normal form: NFC, NFD, NFKC or NFKD.",
       {{"normalize('\\u212B') = '\\u00C5'", "true"}, {"char_length(normalize('é', 'NFD'))", "2"}}},
      {"replace",
       "replace(text :: STRING?, search :: STRING?, replacement :: STRING?, limit :: INTEGER? = "
       "all) :: STRING?",
       kNull,
       Replace,
       "The text with each `search` (the first `limit` of them) replaced; an empty one is nowhere.",
       {{"replace('hello', 'l', 'w')", "'hewwo'"}, {"replace('hello', 'l', 'w', 1)", "'hewlo'"}}},
      {"right",
       "right(text :: STRING?, length :: INTEGER?) :: STRING?",
       kNull,
       Right,
       "The last `length` characters.",
       {{"right('Minsk', 3)", "'nsk'"}}},
      {"rpad",
       "rpad(text :: STRING?, length :: INTEGER?, filler :: STRING? = ' ') :: STRING?",
       kNull,
       Padded<false>,
       "The text filled up on the right to `length` characters, or cut to them.",
       {{"rpad('BY', 4, '.')", "'BY..'"}}},
      {"rtrim",
       "rtrim(text :: STRING?, characters :: STRING? = white space) :: STRING?",
       kNull,
       Trimmed<Ends::kRight>,
       "The text without the given characters (white space) at its end.",
       {{"rtrim('  Minsk ')", "'  Minsk'"}}},
      {"split",
       "split(text :: STRING?, delimiter :: STRING? | LIST<STRING>?) :: LIST<STRING>?",
       kNull,
       Split,
       "The pieces between delimiters; the single characters where the delimiter is empty.",
       {{"split('one,two', ',')", "['one', 'two']"},
        {"split('a;b,c', [',', ';'])", "['a', 'b', 'c']"}}},
      {"substring",
       "substring(text :: STRING?, start :: INTEGER?, length :: INTEGER? = to the end) :: STRING?",
       kNull,
       Substring,
       "The `length` characters from character number `start` on, counted from 0.",
       {{"substring('hello', 1, 3)", "'ell'"}, {"substring('hello', 2)", "'llo'"}}},
      {"toLower",
       "toLower(text :: STRING?) :: STRING?",
       kNull,
       Changed<ToLower>,
       "The text in lower case.",
       {{"toLower('МИНСК')", "'минск'"}}},
      {"toUpper",
       "toUpper(text :: STRING?) :: STRING?",
       kNull,
       Changed<ToUpper>,
       "The text in upper case.",
       {{"toUpper('straße')", "'STRASSE'"}}},
      {"trim",
       "trim(text :: STRING?, characters :: STRING? = white space) :: STRING?",
       kNull,
       Trimmed<Ends::kBoth>,
       "The same as btrim.",
       {{"trim('  Minsk ')", "'Minsk'"}}},
      {"upper",
       "upper(text :: STRING?) :: STRING?",
       kNull,
       Changed<ToUpper>,
       "The same as toUpper.",
       {{"upper('bbc')", "'BBC'"}}},
  };
}

}  // namespace newsgraph::functions
