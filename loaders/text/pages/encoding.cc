#include "loaders/text/pages/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "graph/base/strings.h"
#include "graph/base/utf8.h"
#include "loaders/text/extract.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/pages/html_page.h"

namespace newsgraph::text {
namespace {

using Converter = std::unique_ptr<UConverter, void (*)(UConverter*)>;

// What a page says of its charset stands in its head.
constexpr size_t kHeadOfPage = 64 << 10;
constexpr size_t kLongestName = 40;

// Browsers read the left as the right, which has more characters. Left is ICU's own name.
constexpr std::array<std::pair<std::string_view, const char*>, 7> kWider = {{
    {"ISO-8859-1", "windows-1252"},
    {"US-ASCII", "windows-1252"},
    {"ibm-920_P100-1995", "windows-1254"},
    {"iso-8859_11-2001", "windows-874"},
    {"ibm-1383_P110-1999", "gb18030"},
    {"windows-936-2000", "gb18030"},
    {"ibm-970_P110_P110-2006_U2", "windows-949"},
}};

std::string PlaceOf(std::string_view bytes, size_t bad) {
  const auto end = bytes.begin() + static_cast<int64_t>(bad);
  return Cat("byte ", bad, ", in line ", 1 + std::count(bytes.begin(), end, '\n'));
}

// <?xml version="1.0" encoding="iso-8859-1"?>
std::string_view XmlEncoding(std::string_view page) {
  if (!page.starts_with("<?xml")) return {};
  const std::string_view head = page.substr(0, page.find('>'));
  constexpr std::string_view kKey = "encoding=";
  const size_t at = head.find(kKey);
  if (at == head.npos || at + kKey.size() >= head.size()) return {};
  const std::string_view value = head.substr(at + kKey.size());
  if (value[0] != '"' && value[0] != '\'') return {};
  return value.substr(1, value.find(value[0], 1) - 1);
}

std::string DeclaredCharset(std::string_view bytes) {
  const std::string_view page = bytes.substr(std::min(bytes.find('<'), bytes.size()));
  std::string charset = ReadHtml(page.substr(0, kHeadOfPage)).charset;
  if (charset.empty()) charset = Trim(XmlEncoding(page));
  return charset;
}

// Null when no converter has the name. Only names in ICU's list are opened: others would be looked
// for as files.
Converter Open(const std::string& charset) {
  for (size_t cut : {0, 2}) {
    if (cut > 0 && !ToLower(charset).starts_with("x-")) break;
    const std::string name = charset.substr(cut);
    UErrorCode code = U_ZERO_ERROR;
    if (name.empty() || name.size() > kLongestName || ucnv_countAliases(name.c_str(), &code) == 0)
      continue;
    Converter converter(ucnv_open(name.c_str(), &code), &ucnv_close);
    if (U_FAILURE(code)) continue;
    const std::string_view own = ucnv_getName(converter.get(), &code);
    for (const auto& [narrow, wide] : kWider) {
      if (own == narrow) converter.reset(ucnv_open(wide, &code));
    }
    if (U_SUCCESS(code)) return converter;
  }
  return {nullptr, &ucnv_close};
}

Decoded Convert(std::string_view bytes, std::string_view charset, UConverter* converter) {
  Decoded decoded;
  decoded.converted = true;
  if (bytes.size() > kMaxArticleBytes) {
    decoded.refused = Cat(bytes.size(), " bytes of ", charset, ", at most ", kMaxArticleBytes,
                          " are read: split the file into articles");
    return decoded;
  }
  UErrorCode code = U_ZERO_ERROR;
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &code);
  std::u16string units(2 * bytes.size() + 1, u'\0');
  UChar* to = units.data();
  const char* from = bytes.data();
  ucnv_toUnicode(converter, &to, to + units.size(), &from, from + bytes.size(), nullptr, true,
                 &code);
  if (U_FAILURE(code)) {
    std::array<char, 32> bad;
    auto size = static_cast<int8_t>(bad.size());
    UErrorCode ignored = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter, bad.data(), &size, &ignored);
    if (U_FAILURE(ignored)) size = 0;
    const auto at = static_cast<size_t>(from - bytes.data() - size);
    const auto line = 1 + std::count(units.data(), to, u'\n');
    decoded.refused = Cat("not ", charset, ": byte ", at, ", in line ", line);
    return decoded;
  }
  units.resize(static_cast<size_t>(to - units.data()));
  decoded.text.resize(3 * units.size());
  int32_t size = 0;
  u_strToUTF8(decoded.text.data(), static_cast<int32_t>(decoded.text.size()), &size, units.data(),
              static_cast<int32_t>(units.size()), &code);
  if (U_FAILURE(code)) decoded.refused = Cat("not ", charset);
  decoded.text.resize(U_FAILURE(code) ? 0 : static_cast<size_t>(size));
  return decoded;
}

// The text as it is, when it is UTF-8.
Decoded Keep(std::string bytes, uint64_t mark) {
  Decoded decoded;
  decoded.mark = mark;
  const size_t bad = FindInvalidUtf8(bytes);
  // Of a file that is too long, which is told later, the last character may be cut.
  const bool cut = bytes.size() > kMaxArticleBytes && bad + 4 > bytes.size();
  if (bad != std::string::npos && !cut) {
    decoded.refused = WhyNotText(bytes);  // a binary file needs another hint
    if (decoded.refused.empty()) {
      decoded.refused = Cat("not UTF-8: ", PlaceOf(bytes, bad),
                            "; convert it, e.g. with iconv -f WINDOWS-1252 -t UTF-8");
    }
    return decoded;
  }
  bytes.erase(0, mark);
  decoded.text = std::move(bytes);
  return decoded;
}

}  // namespace

Decoded ToUtf8(std::string bytes) {
  UErrorCode code = U_ZERO_ERROR;
  int32_t mark = 0;
  const char* marked = ucnv_detectUnicodeSignature(
      bytes.data(), static_cast<int32_t>(std::min<size_t>(bytes.size(), 8)), &mark, &code);
  const std::string_view form = marked ? marked : "";
  if (form == "UTF-8") return Keep(std::move(bytes), static_cast<uint64_t>(mark));
  if (form.starts_with("UTF-16") || form.starts_with("UTF-32")) {
    const std::string_view name = form.substr(0, 6);  // so that the mark is passed over
    const Converter converter = Open(std::string(name));
    if (converter) return Convert(bytes, name, converter.get());
  }
  const std::string charset = LooksLikeHtml(bytes) ? DeclaredCharset(bytes) : std::string();
  if (charset.empty()) return Keep(std::move(bytes), 0);
  const Converter converter = Open(charset);
  if (!converter) {
    Decoded decoded;
    decoded.refused = Cat("the page declares the charset \"", charset.substr(0, kLongestName),
                          "\", which is unknown; convert it to UTF-8, e.g. with iconv");
    return decoded;
  }
  // A page whose declaration could be read byte by byte is not in UTF-16. One that is UTF-8 beyond
  // ASCII was converted since: in a charset of single bytes that is no accident.
  const std::string_view name = ucnv_getName(converter.get(), &code);
  const bool wide = name.starts_with("UTF-16") || name.starts_with("UTF-32");
  const bool since =
      ucnv_getMaxCharSize(converter.get()) == 1 && FindInvalidUtf8(bytes) == std::string::npos;
  if (wide || since || name == "UTF-8") return Keep(std::move(bytes), 0);
  return Convert(bytes, charset, converter.get());
}

bool LooksLikeHtml(std::string_view bytes) {
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == bytes.npos || bytes[first] != '<') return false;
  const std::string lower = ToLower(bytes.substr(first, 1024));
  for (std::string_view mark : {"<!doctype", "<html", "<head", "<body", "<article", "<div", "<p>",
                                "<meta", "<script", "<main", "<h1", "<?xml", "<!--"}) {
    if (lower.find(mark) != std::string::npos) return true;
  }
  return false;
}

}  // namespace newsgraph::text
