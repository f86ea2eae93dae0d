// Numbers, strings, parameters and names.
#include <charconv>
#include <limits>

#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {
namespace {

int DigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

// Digits of `base`, single underscores between them; false for anything else. `overflow` if the
// value has more than 64 bits.
bool ReadDigits(std::string_view digits, uint64_t base, uint64_t& value, bool& overflow) {
  bool after_digit = false;
  value = 0;
  for (const char c : digits) {
    if (c == '_') {
      if (!after_digit) return false;
      after_digit = false;
      continue;
    }
    const auto digit = static_cast<uint64_t>(DigitValue(c));
    if (digit >= base) return false;
    overflow |= value > (std::numeric_limits<uint64_t>::max() - digit) / base;
    value = value * base + digit;
    after_digit = true;
  }
  return after_digit;
}

// 1.5, .5, 1e10, 1.5E-3f: the same without underscores and suffix; false if it is none of these.
bool PlainFloat(std::string_view text, std::string& plain) {
  const char suffix = text.back();
  if (suffix == 'f' || suffix == 'F' || suffix == 'd' || suffix == 'D') text.remove_suffix(1);
  size_t at = 0;
  const auto digits = [&] {
    const size_t begin = at;
    for (; at < text.size(); ++at) {
      if (DigitValue(text[at]) < 10) {
        plain += text[at];
      } else if (text[at] != '_' || at == begin || text[at - 1] == '_') {
        break;
      }
    }
    return at > begin && text[at - 1] != '_';
  };
  const bool whole = digits();
  bool point = false;
  if (at < text.size() && text[at] == '.') {
    plain += whole ? "." : "0.";
    ++at;
    point = true;
    if (!digits()) return false;
  }
  if (!whole && !point) return false;
  if (at == text.size()) return point;
  if (text[at] != 'e' && text[at] != 'E') return false;
  plain += 'e';
  ++at;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) plain += text[at++];
  return digits() && at == text.size();
}

// Of a number that no double holds: too small, and not too large.
bool IsTiny(std::string_view plain) {
  const size_t e = plain.find('e');
  const std::string_view mantissa = plain.substr(0, e);
  const size_t first = mantissa.find_first_not_of("0.");
  if (first == std::string_view::npos) return true;
  const size_t point = std::min(mantissa.find('.'), mantissa.size());
  int64_t magnitude = static_cast<int64_t>(point) - static_cast<int64_t>(first);
  if (e == std::string_view::npos) return magnitude < 0;
  const std::string_view exponent = plain.substr(e + 1);
  const bool negative = exponent[0] == '-';
  int64_t value = 0;
  for (const char c : exponent) {
    if (DigitValue(c) < 10)
      value = std::min<int64_t>(value * 10 + DigitValue(c), 1'000'000'000'000);
  }
  return magnitude + (negative ? -value : value) < 0;
}

void AppendUtf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace

// At a number; `begin` is where the expression begins, at its minus if it has one.
StatusOr<ExpressionPtr> Parser::ParseNumber(uint32_t begin, bool negative) {
  ASSIGN_OR_RETURN(Literal literal, NumberValue(now_, negative));
  Advance();
  return Make(begin, std::move(literal));
}

StatusOr<Literal> Parser::NumberValue(const Token& token, bool negative) const {
  const std::string_view text = TextOf(token);
  const auto prefixed = [&](char lower, char upper) {
    return text.size() > 1 && text[0] == '0' && (text[1] == lower || text[1] == upper);
  };
  const uint64_t base = prefixed('x', 'X') ? 16 : prefixed('o', 'O') ? 8 : 10;
  uint64_t value = 0;
  bool overflow = false;
  std::string_view digits = text.substr(base == 10 ? 0 : 2);
  if (base != 10 && !digits.empty() && digits[0] == '_') digits.remove_prefix(1);
  if (ReadDigits(digits, base, value, overflow)) {
    constexpr uint64_t kLargest = std::numeric_limits<int64_t>::max();
    if (overflow || value > kLargest + (negative ? 1 : 0)) {
      return CompileError("IntegerOverflow", token.span,
                          Cat("the integer ", negative ? "-" : "", text, " has more than 64 bits"),
                          "write it as a float: add .0");
    }
    return Literal{static_cast<int64_t>(negative ? 0 - value : value)};
  }
  std::string plain;
  if (base != 10 || !PlainFloat(text, plain)) {
    return CompileError(
        "InvalidNumberLiteral", token.span, Cat("\"", text, "\" is not a number"),
        "numbers look like 12, 0x1F, 0o17, 1.5 and 1.5e3; names in `backquotes` may "
        "begin with a digit");
  }
  double number = 0;
  const auto result = std::from_chars(plain.data(), plain.data() + plain.size(), number);
  if (result.ec == std::errc::result_out_of_range) {
    if (!IsTiny(plain)) {
      return CompileError("FloatingPointOverflow", token.span,
                          Cat("the number ", text, " is larger than any float"),
                          "the largest is about 1.8e308");
    }
    number = 0;
  }
  return Literal{negative ? -number : number};
}

StatusOr<uint64_t> Parser::ParseUnsigned(std::string_view what) {
  if (!At(TokenKind::kNumber)) return Unexpected(what);
  uint64_t value = 0;
  bool overflow = false;
  if (!ReadDigits(TextOf(now_), 10, value, overflow)) return Unexpected(what);
  if (overflow || value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
    return CompileError("IntegerOverflow", now_.span,
                        Cat("the integer ", TextOf(now_), " has more than 64 bits"));
  }
  Advance();
  return value;
}

StatusOr<ExpressionPtr> Parser::ParseCount(std::string_view what) {
  if (At(TokenKind::kParameter)) return ParseParameter();
  const uint32_t begin = Begin();
  ASSIGN_OR_RETURN(const uint64_t count, ParseUnsigned(what));
  if (count == 0) {
    return CompileError("UnexpectedSyntax", Since(begin), Cat("expected ", what, ", found 0"),
                        "the least is 1");
  }
  return Make(begin, Literal{static_cast<int64_t>(count)});
}

StatusOr<ExpressionPtr> Parser::ParseString() {
  const Token token = now_;
  ASSIGN_OR_RETURN(std::string value, Unescape(token.span));
  Advance();
  return Make(token.span.begin, Literal{std::move(value)});
}

StatusOr<ExpressionPtr> Parser::ParseParameter() {
  const Token token = now_;
  const std::string_view name = TextOf(token).substr(1);
  Parameter parameter;
  if (name[0] == '`') {
    ASSIGN_OR_RETURN(parameter.name, Unescape({token.span.begin + 1, token.span.end}));
  } else {
    parameter.name = std::string(name);
  }
  Advance();
  return Make(token.span.begin, std::move(parameter));
}

StatusOr<std::string> Parser::Unescape(TextSpan quoted) const {
  const char quote = text_[quoted.begin];
  const size_t end = quoted.end - 1;
  std::string value;
  for (size_t at = quoted.begin + 1; at < end;) {
    size_t plain = at;  // up to the next byte that needs a look
    while (plain < end && text_[plain] != '\\' && text_[plain] != quote &&
           static_cast<uint8_t>(text_[plain]) < 0x80) {
      ++plain;
    }
    value.append(text_, at, plain - at);
    at = plain;
    if (at >= end) break;
    if (text_[at] == quote) {  // doubled
      value += quote;
      at += 2;
    } else if (text_[at] == '\\') {
      RETURN_IF_ERROR(UnescapeOne(at, end, value));
    } else {
      const CodePoint c = CodePointAt(text_, at);
      if (c.length == 0) {
        const auto place = static_cast<uint32_t>(at);
        return CompileError("InvalidUnicodeCharacter", {place, place + 1},
                            "the text is not valid UTF-8 here", "save the text as UTF-8");
      }
      value.append(text_, at, c.length);
      at += c.length;
    }
  }
  return value;
}

// At a backslash before `end`.
Status Parser::UnescapeOne(size_t& at, size_t end, std::string& value) const {
  static constexpr std::pair<char, char> kEscapes[] = {
      {'\\', '\\'}, {'\'', '\''}, {'"', '"'},  {'`', '`'},  {'b', '\b'},
      {'f', '\f'},  {'n', '\n'},  {'r', '\r'}, {'t', '\t'},
  };
  const char letter = text_[at + 1];
  for (const auto& [escape, meaning] : kEscapes) {
    if (letter != escape) continue;
    value += meaning;
    at += 2;
    return absl::OkStatus();
  }
  const auto begin = static_cast<uint32_t>(at);
  if (letter != 'u' && letter != 'U') {
    return CompileError("UnexpectedSyntax", {begin, begin + 2},
                        Cat("there is no escape ", text_.substr(at, 2)),
                        "write \\\\ for a backslash");
  }
  ASSIGN_OR_RETURN(char32_t c, UnescapeCodePoint(at, end));
  if (c >= 0xD800 && c < 0xDC00 && at + 1 < end && text_[at] == '\\' && text_[at + 1] == 'u') {
    ASSIGN_OR_RETURN(const char32_t low, UnescapeCodePoint(at, end));
    c = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : 0xD800;
  }
  if ((c >= 0xD800 && c < 0xE000) || c > 0x10FFFF) {
    return CompileError("InvalidUnicodeLiteral", {begin, static_cast<uint32_t>(at)},
                        Cat(text_.substr(begin, at - begin), " is not a character"),
                        "code points go up to \\U0010FFFF, without D800 to DFFF");
  }
  AppendUtf8(value, c);
  return absl::OkStatus();
}

// \uXXXX, \UXXXXXXXX, \UXXXXXX
StatusOr<char32_t> Parser::UnescapeCodePoint(size_t& at, size_t end) const {
  const auto begin = static_cast<uint32_t>(at);
  const bool is_long = text_[at + 1] == 'U';
  char32_t value = 0;
  size_t digits = 0;
  at += 2;
  for (; digits < (is_long ? 8u : 4u) && at < end && DigitValue(text_[at]) < 16; ++digits, ++at) {
    value = value << 4 | static_cast<char32_t>(DigitValue(text_[at]));
  }
  if (is_long && digits == 7) --at, value >>= 4;  // six digits, and a text that goes on
  if (is_long ? digits >= 6 : digits == 4) return value;
  return CompileError(
      "InvalidUnicodeLiteral", {begin, static_cast<uint32_t>(at)},
      Cat(is_long ? "\\U needs eight" : "\\u needs four", " hexadecimal digits, found ", digits),
      "write \\u20AC or \\U0001F600");
}

StatusOr<Name> Parser::ParseName(std::string_view what) {
  Name name;
  name.span = now_.span;
  if (At(TokenKind::kWord)) {
    name.text = std::string(TextOf(now_));
  } else if (At(TokenKind::kQuotedWord)) {
    ASSIGN_OR_RETURN(name.text, Unescape(now_.span));
  } else {
    return Unexpected(what);
  }
  Advance();
  return name;
}

StatusOr<std::string> Parser::ParseDottedName(size_t name_tokens) {
  std::string name;
  for (size_t i = 0; i < name_tokens; i += 2) {
    if (i > 0) Advance();
    ASSIGN_OR_RETURN(Name part, ParseName("a name"));
    if (i > 0) name += '.';
    name += part.text;
  }
  return name;
}

}  // namespace newsgraph::syntax
