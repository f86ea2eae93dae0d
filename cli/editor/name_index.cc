#include "cli/editor/name_index.h"

#include <utf8proc.h>

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr size_t kNamesByEveryWord = 200000;

void AppendFolded(std::string& folded, std::string_view text) {
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
}

// The first eight bytes as a number; `filler` stands for those beyond the end.
uint64_t HeadOf(std::string_view text, uint8_t filler) {
  uint64_t head = 0;
  for (size_t i = 0; i < sizeof(head); ++i)
    head = head << 8 | (i < text.size() ? static_cast<uint8_t>(text[i]) : filler);
  return head;
}

bool EndsWord(char c) { return std::string_view(" -('\"/.,").find(c) != std::string_view::npos; }

}  // namespace

NameIndex::NameIndex(std::vector<std::string> names) : names_(std::move(names)) {
  absl::flat_hash_set<std::string_view> known;
  known.reserve(names_.size());
  std::vector<bool> again(names_.size());
  for (size_t i = 0; i < names_.size(); ++i) again[i] = !known.insert(names_[i]).second;
  const bool every_word = known.size() <= kNamesByEveryWord;
  begins_.reserve(names_.size() + 1);
  begins_.push_back(0);
  for (uint32_t i = 0; i < names_.size(); ++i) {
    if (!again[i]) AppendFolded(folded_, names_[i]);
    begins_.push_back(folded_.size());
    if (again[i]) continue;
    const std::string_view name = std::string_view(folded_).substr(begins_[i]);
    AddWord(i, name, 0);
    for (uint32_t at = 1; every_word && at < name.size(); ++at) {
      if (EndsWord(name[at - 1]) && !EndsWord(name[at])) AddWord(i, name.substr(at), at);
    }
  }
}

void NameIndex::AddWord(uint32_t name, std::string_view suffix, uint32_t at) {
  words_.push_back({name, at, HeadOf(suffix, 0)});
}

bool NameIndex::Before(const Word& a, const Word& b) const {
  if (a.head != b.head) return a.head < b.head;
  const int order = Suffix(a).compare(Suffix(b));
  return order != 0 ? order < 0 : names_[a.name] < names_[b.name];
}

std::vector<std::string> NameIndex::Find(std::string_view prefix, size_t most) const {
  std::string folded;
  AppendFolded(folded, prefix);
  const uint64_t low = HeadOf(folded, 0), high = HeadOf(folded, 0xFF);
  const bool head_tells = folded.size() <= sizeof(low) && folded.find('\0') == std::string::npos;
  std::vector<Word> first, later;
  for (const Word& word : words_) {
    if (word.head < low || word.head > high) continue;
    if (head_tells || Suffix(word).starts_with(folded))
      (word.at == 0 ? first : later).push_back(word);
  }
  std::vector<std::string> found;
  for (std::vector<Word>* words : {&first, &later}) {
    // A name may have several such words.
    size_t sorted = 0;
    const auto before = [this](const Word& a, const Word& b) { return Before(a, b); };
    while (found.size() < most && sorted < words->size()) {
      const size_t end = std::min(sorted + most, words->size());
      const auto begin = words->begin() + static_cast<ptrdiff_t>(sorted);
      std::partial_sort(begin, words->begin() + static_cast<ptrdiff_t>(end), words->end(), before);
      for (; sorted < end && found.size() < most; ++sorted) {
        const std::string& name = names_[(*words)[sorted].name];
        if (std::find(found.begin(), found.end(), name) == found.end()) found.push_back(name);
      }
    }
  }
  return found;
}

}  // namespace newsgraph::cli
