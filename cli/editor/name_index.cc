#include "cli/editor/name_index.h"

#include <utf8proc.h>

#include <algorithm>

#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr size_t kNamesByEveryWord = 200000;
constexpr size_t kLookedAt = 10000;  // names with a prefix; more are no help to a person

std::string Folded(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    if (const char c = text[at]; static_cast<unsigned char>(c) < 0x80) {  // most are ASCII
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      ++at;
      continue;
    }
    const char32_t c = DecodeCodePoint(text, at);
    if (c == kInvalid) {
      folded += text[begin];
    } else {
      AppendCodePoint(folded, static_cast<char32_t>(utf8proc_tolower(static_cast<int32_t>(c))));
    }
  }
  return folded;
}

bool EndsWord(char c) { return std::string_view(" -('\"/.,").find(c) != std::string_view::npos; }

}  // namespace

NameIndex::NameIndex(std::vector<std::string> names) : names_(std::move(names)) {
  std::sort(names_.begin(), names_.end());
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
  folded_.reserve(names_.size());
  for (const std::string& name : names_) folded_.push_back(Folded(name));
  const bool every_word = names_.size() <= kNamesByEveryWord;
  for (uint32_t i = 0; i < folded_.size(); ++i) {
    const std::string& name = folded_[i];
    AddWord(i, 0);
    for (uint32_t at = 1; every_word && at < name.size(); ++at) {
      if (EndsWord(name[at - 1]) && !EndsWord(name[at])) AddWord(i, at);
    }
  }
  std::sort(words_.begin(), words_.end(), [&](const Word& a, const Word& b) {
    if (a.head != b.head) return a.head < b.head;
    const int order = Suffix(a).compare(Suffix(b));
    return order != 0 ? order < 0 : a.name < b.name;
  });
}

void NameIndex::AddWord(uint32_t name, uint32_t at) {
  const std::string& folded = folded_[name];
  uint64_t head = 0;
  for (size_t i = at; i < size_t{at} + sizeof(head); ++i) {
    head = head << 8 | (i < folded.size() ? static_cast<uint8_t>(folded[i]) : 0);
  }
  words_.push_back({name, at, head});
}

std::vector<std::string> NameIndex::Find(std::string_view prefix, size_t most) const {
  const std::string folded = Folded(prefix);
  auto word =
      std::lower_bound(words_.begin(), words_.end(), folded,
                       [&](const Word& w, const std::string& text) { return Suffix(w) < text; });
  std::vector<uint32_t> first, later;
  for (; word != words_.end() && Suffix(*word).starts_with(folded); ++word) {
    (word->at == 0 ? first : later).push_back(word->name);
    if (first.size() >= most || first.size() + later.size() >= kLookedAt) break;
  }
  std::vector<std::string> found;
  const auto add = [&](uint32_t name) {
    if (found.size() < most && std::find(found.begin(), found.end(), names_[name]) == found.end())
      found.push_back(names_[name]);
  };
  for (const uint32_t name : first) add(name);
  for (const uint32_t name : later) add(name);
  return found;
}

}  // namespace newsgraph::cli
