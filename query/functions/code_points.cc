#include "query/functions/code_points.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>

#include <algorithm>

#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool IsAscii(std::string_view text) {
  unsigned char all = 0;
  for (char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

std::string_view LastCodePoint(std::string_view text) {
  size_t begin = text.size() - 1;
  while (begin > 0 && IsContinuation(text[begin])) --begin;
  return text.substr(begin);
}

// The 25 characters with the property White_Space (Unicode, PropList.txt), as UTF-8.
bool IsWhitespace(std::string_view character) {
  if (character.size() == 1)
    return character[0] == ' ' || (character[0] >= '\t' && character[0] <= '\r');
  static constexpr std::string_view kWide[] = {"\u0085", "\u00A0", "\u1680", "\u2000", "\u2001",
                                               "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
                                               "\u2007", "\u2008", "\u2009", "\u200A", "\u2028",
                                               "\u2029", "\u202F", "\u205F", "\u3000"};
  return std::find(std::begin(kWide), std::end(kWide), character) != std::end(kWide);
}

template <class Predicate>
std::string_view TrimIf(std::string_view text, Ends ends, Predicate&& drop) {
  while (ends != Ends::kRight && !text.empty() && drop(FirstCodePoint(text))) {
    text.remove_prefix(FirstCodePoint(text).size());
  }
  while (ends != Ends::kLeft && !text.empty() && drop(LastCodePoint(text))) {
    text.remove_suffix(LastCodePoint(text).size());
  }
  return text;
}

Status CheckSize(std::string_view text) {
  if (text.size() <= kMaxStringBytes) return absl::OkStatus();
  return StringTooLong(text.size());
}

// Runs one of ICU's conversions from UTF-8 to UTF-8.
template <class Convert>
StatusOr<std::string> WithIcu(std::string_view text, Convert&& convert) {
  RETURN_IF_ERROR(CheckSize(text));
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode error = U_ZERO_ERROR;
  convert(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, error);
  if (U_FAILURE(error)) return InternalError(Cat("ICU: ", u_errorName(error)));
  return out;
}

}  // namespace

size_t CountCodePoints(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) count += i == 0 || !IsContinuation(text[i]);
  return count;
}

size_t OffsetOf(std::string_view text, uint64_t index) {
  if (index >= text.size()) return text.size();
  size_t offset = 0;
  for (; index > 0 && offset < text.size(); --index) {
    do {
      ++offset;
    } while (offset < text.size() && IsContinuation(text[offset]));
  }
  return offset;
}

size_t OffsetFromEnd(std::string_view text, uint64_t count) {
  size_t offset = text.size();
  for (; count > 0 && offset > 0; --count) offset -= LastCodePoint(text.substr(0, offset)).size();
  return offset;
}

std::string_view FirstCodePoint(std::string_view text) { return text.substr(0, OffsetOf(text, 1)); }

std::string ReverseCodePoints(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view last = LastCodePoint(text);
    out += last;
    text.remove_suffix(last.size());
  }
  return out;
}

std::string_view TrimCharacters(std::string_view text, std::string_view characters, Ends ends) {
  return TrimIf(text, ends, [&](std::string_view character) {
    return characters.find(character) != std::string_view::npos;
  });
}

std::string_view TrimWhitespace(std::string_view text, Ends ends) {
  return TrimIf(text, ends, IsWhitespace);
}

StatusOr<std::string> ToUpper(std::string_view text) {
  if (IsAscii(text)) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(c - (c >= 'a' && c <= 'z' ? 'a' - 'A' : 0));
    return out;
  }
  return WithIcu(text, [](icu::StringPiece source, icu::ByteSink& sink, UErrorCode& error) {
    icu::CaseMap::utf8ToUpper("", 0, source, sink, nullptr, error);
  });
}

StatusOr<std::string> ToLower(std::string_view text) {
  if (IsAscii(text)) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
    return out;
  }
  return WithIcu(text, [](icu::StringPiece source, icu::ByteSink& sink, UErrorCode& error) {
    icu::CaseMap::utf8ToLower("", 0, source, sink, nullptr, error);
  });
}

StatusOr<std::string> Normalize(std::string_view text, NormalForm form) {
  if (IsAscii(text)) return std::string(text);
  return WithIcu(text, [form](icu::StringPiece source, icu::ByteSink& sink, UErrorCode& error) {
    const icu::Normalizer2* normalizer = nullptr;
    switch (form) {
      case NormalForm::kNFC:
        normalizer = icu::Normalizer2::getNFCInstance(error);
        break;
      case NormalForm::kNFD:
        normalizer = icu::Normalizer2::getNFDInstance(error);
        break;
      case NormalForm::kNFKC:
        normalizer = icu::Normalizer2::getNFKCInstance(error);
        break;
      case NormalForm::kNFKD:
        normalizer = icu::Normalizer2::getNFKDInstance(error);
        break;
    }
    if (U_SUCCESS(error)) normalizer->normalizeUTF8(0, source, sink, nullptr, error);
  });
}

}  // namespace newsgraph::functions
