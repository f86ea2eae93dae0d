// Names of things, found by the beginning of any of their words in whatever case.
//
//   NameIndex index({"Ales Bialiatski", "Minsk"});
//   index.Find("bial", 200)  ->  {"Ales Bialiatski"}
//
// Case is that of Unicode's simple mappings. Of more than 200,000 names only the first words are
// found. Nothing is sorted but what is found, and no more of it than is wanted: words lie as
// numbers of their first eight bytes, and a search looks at all of them. A value; reading is
// thread-safe.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsgraph::cli {

class NameIndex {
 public:
  NameIndex() = default;
  explicit NameIndex(const std::vector<std::string>& names) {
    for (const std::string& name : names) Add(name);
  }
  // A name that is there already is found once all the same. cost: O(bytes)
  void Add(std::string_view name);

  // At most `most` names: those that begin so, then those of which a later word does; each in
  // order. cost: O(words): 3 ms a million, and more where many of them begin so
  std::vector<std::string> Find(std::string_view prefix, size_t most) const;

  bool empty() const { return begins_.size() == 1; }

 private:
  struct Word {
    uint32_t name;
    uint32_t at;    // byte of the folded name
    uint64_t head;  // the eight bytes there as a number in the order of texts
  };
  struct Begin {
    size_t text = 0, folded = 0;
  };
  class First;

  std::string_view NameOf(const Word& word) const {
    const size_t begin = begins_[word.name].text;
    return std::string_view(text_).substr(begin, begins_[word.name + 1].text - begin);
  }
  std::string_view Suffix(const Word& word) const {
    const size_t begin = begins_[word.name].folded + word.at;
    return std::string_view(folded_).substr(begin, begins_[word.name + 1].folded - begin);
  }
  std::weak_ordering Compare(const Word& a, const Word& b) const;

  std::string text_, folded_;              // all names, one after another
  std::vector<Begin> begins_ = {Begin()};  // of each in both, and the ends
  std::vector<Word> words_;
  bool every_word_ = true;
};

}  // namespace newsgraph::cli
