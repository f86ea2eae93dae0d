#include "cli/editor/name_index.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "absl/container/flat_hash_map.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr size_t kNamesByEveryWord = 200000;

void AppendFolded(std::string& folded, std::string_view text) {
  const size_t before = folded.size();
  folded.append(text);
  uint8_t all = 0;
  for (size_t at = before; at < folded.size(); ++at) {  // most are ASCII
    const auto c = static_cast<uint8_t>(folded[at]);
    all |= c;
    folded[at] = static_cast<char>(c | (static_cast<uint8_t>(c - 'A') < 26 ? 0x20 : 0));
  }
  if (all < 0x80) return;
  folded.resize(before);
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
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

// The names that come first by any of their words, at most so many.
class NameIndex::First {
 public:
  First(const NameIndex& index, size_t most) : index_(index), most_(most), words_(Order{&index}) {}

  void Offer(const Word& word) {
    if (most_ == 0 || (words_.size() == most_ && !Before(word, *words_.rbegin()))) return;
    const auto [known, is_new] = by_name_.try_emplace(index_.NameOf(word), word);
    if (!is_new) {
      if (!Before(word, known->second)) return;
      words_.erase(known->second);
      known->second = word;
    }
    words_.insert(word);
    if (words_.size() <= most_) return;
    by_name_.erase(index_.NameOf(*words_.rbegin()));
    words_.erase(std::prev(words_.end()));
  }
  void AppendTo(std::vector<std::string>& found) const {
    for (const Word& word : words_) {
      const std::string_view name = index_.NameOf(word);
      if (found.size() < most_ && std::find(found.begin(), found.end(), name) == found.end())
        found.emplace_back(name);
    }
  }

 private:
  struct Order {
    const NameIndex* index;
    bool operator()(const Word& a, const Word& b) const { return index->Compare(a, b) < 0; }
  };
  bool Before(const Word& a, const Word& b) const { return index_.Compare(a, b) < 0; }

  const NameIndex& index_;
  size_t most_;
  std::set<Word, Order> words_;
  absl::flat_hash_map<std::string_view, Word> by_name_;  // those of words_
};

void NameIndex::Add(std::string_view name) {
  const auto number = static_cast<uint32_t>(begins_.size() - 1);
  if (every_word_ && number == kNamesByEveryWord) {
    every_word_ = false;
    std::erase_if(words_, [](const Word& word) { return word.at > 0; });
  }
  const size_t begin = folded_.size();
  text_ += name;
  AppendFolded(folded_, name);
  begins_.push_back({text_.size(), folded_.size()});
  const std::string_view folded = std::string_view(folded_).substr(begin);
  words_.push_back({number, 0, HeadOf(folded, 0)});
  for (uint32_t at = 1; every_word_ && at < folded.size(); ++at) {
    if (EndsWord(folded[at - 1]) && !EndsWord(folded[at]))
      words_.push_back({number, at, HeadOf(folded.substr(at), 0)});
  }
}

std::weak_ordering NameIndex::Compare(const Word& a, const Word& b) const {
  if (a.head != b.head) return a.head <=> b.head;
  const auto order = Suffix(a) <=> Suffix(b);
  return order != 0 ? std::weak_ordering(order) : NameOf(a) <=> NameOf(b);
}

std::vector<std::string> NameIndex::Find(std::string_view prefix, size_t most) const {
  std::string folded;
  AppendFolded(folded, prefix);
  const uint64_t low = HeadOf(folded, 0), high = HeadOf(folded, 0xFF);
  const bool head_tells = folded.size() <= sizeof(low) && folded.find('\0') == std::string::npos;
  First first(*this, most), later(*this, most);
  for (const Word& word : words_) {
    if (word.head < low || word.head > high) continue;
    if (head_tells || Suffix(word).starts_with(folded)) (word.at == 0 ? first : later).Offer(word);
  }
  std::vector<std::string> found;
  first.AppendTo(found);
  later.AppendTo(found);
  return found;
}

}  // namespace newsgraph::cli
