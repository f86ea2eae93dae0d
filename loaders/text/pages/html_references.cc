#include <array>

#include "loaders/text/pages/html_page.h"

namespace newsgraph::text {
namespace {

struct Reference {
  std::string_view name;
  char32_t code;
};

// Those that news pages use; the rest stay as they are written.
constexpr std::array<Reference, 62> kReferences = {{
    {"AElig", 0xC6},   {"Aacute", 0xC1},  {"Aring", 0xC5},    {"Auml", 0xC4},    {"Ccedil", 0xC7},
    {"Eacute", 0xC9},  {"Ntilde", 0xD1},  {"Oslash", 0xD8},   {"Ouml", 0xD6},    {"Scaron", 0x160},
    {"Uuml", 0xDC},    {"aacute", 0xE1},  {"acirc", 0xE2},    {"aelig", 0xE6},   {"agrave", 0xE0},
    {"amp", '&'},      {"apos", '\''},    {"aring", 0xE5},    {"atilde", 0xE3},  {"auml", 0xE4},
    {"bull", 0x2022},  {"ccedil", 0xE7},  {"cent", 0xA2},     {"copy", 0xA9},    {"deg", 0xB0},
    {"eacute", 0xE9},  {"ecirc", 0xEA},   {"egrave", 0xE8},   {"ensp", ' '},     {"euml", 0xEB},
    {"euro", 0x20AC},  {"gt", '>'},       {"hellip", 0x2026}, {"iacute", 0xED},  {"icirc", 0xEE},
    {"iuml", 0xEF},    {"laquo", 0xAB},   {"ldquo", 0x201C},  {"lsquo", 0x2018}, {"lt", '<'},
    {"mdash", 0x2014}, {"middot", 0xB7},  {"nbsp", ' '},      {"ndash", 0x2013}, {"ntilde", 0xF1},
    {"oacute", 0xF3},  {"ocirc", 0xF4},   {"oslash", 0xF8},   {"otilde", 0xF5},  {"ouml", 0xF6},
    {"pound", 0xA3},   {"quot", '"'},     {"raquo", 0xBB},    {"rdquo", 0x201D}, {"reg", 0xAE},
    {"rsquo", 0x2019}, {"scaron", 0x161}, {"shy", 0xAD},      {"szlig", 0xDF},   {"thinsp", ' '},
    {"uacute", 0xFA},  {"uuml", 0xFC},
}};

void AppendUtf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// "#8217" or "#x2019"; 0 when it is no number of a character.
char32_t Numeric(std::string_view digits) {
  const bool hex = digits.size() > 1 && (digits[0] == 'x' || digits[0] == 'X');
  if (hex) digits.remove_prefix(1);
  char32_t code = 0;
  if (digits.empty()) return 0;
  for (char c : digits) {
    char32_t digit = 16;
    if (c >= '0' && c <= '9') digit = static_cast<char32_t>(c - '0');
    if (hex && c >= 'a' && c <= 'f') digit = static_cast<char32_t>(c - 'a' + 10);
    if (hex && c >= 'A' && c <= 'F') digit = static_cast<char32_t>(c - 'A' + 10);
    if (digit == 16) return 0;
    code = code * (hex ? 16 : 10) + digit;
    if (code > 0x10FFFF) return 0;
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return surrogate || code < 0x20 ? (code == '\n' || code == '\t' ? ' ' : 0) : code;
}

char32_t CodeOf(std::string_view name) {
  if (name.starts_with('#')) return Numeric(name.substr(1));
  for (const Reference& reference : kReferences) {
    if (reference.name == name) return reference.code;
  }
  return 0;
}

}  // namespace

std::string DecodeReferences(std::string_view text) {
  constexpr size_t kLongest = 10;
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '&') {
      const size_t end = text.substr(i, kLongest + 2).find(';');
      const char32_t code = end == text.npos ? 0 : CodeOf(text.substr(i + 1, end - 1));
      if (code != 0) {
        if (code != 0xAD) AppendUtf8(out, code);  // soft hyphens are not read
        i += end;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

}  // namespace newsgraph::text
