// Names of things, found by the beginning of any of their words in whatever case.
//
//   NameIndex index({"Ales Bialiatski", "Minsk"});
//   index.Find("bial", 200)  ->  {"Ales Bialiatski"}
//
// Case is that of Unicode's simple mappings. Of more than 200,000 names only the first words are
// found. Nothing is sorted but what is found: words lie as numbers of their first eight bytes, and
// a search looks at all of them. A value; reading is thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsgraph::cli {

class NameIndex {
 public:
  NameIndex() = default;
  // Equal names count once. cost: O(bytes): 3 ms for 10,000 names
  explicit NameIndex(std::vector<std::string> names);

  // At most `most` names: those that begin so, then those of which a later word does; each in
  // order. cost: O(words): 3 ms a million, and more where many of them begin so
  std::vector<std::string> Find(std::string_view prefix, size_t most) const;

  bool empty() const { return names_.empty(); }

 private:
  struct Word {
    uint32_t name;
    uint32_t at;    // byte of the folded name
    uint64_t head;  // the eight bytes there as a number in the order of texts
  };
  std::string_view Suffix(const Word& word) const {
    const size_t begin = begins_[word.name];
    return std::string_view(folded_).substr(begin + word.at,
                                            begins_[word.name + 1] - begin - word.at);
  }
  bool Before(const Word& a, const Word& b) const;
  void AddWord(uint32_t name, std::string_view suffix, uint32_t at);

  std::vector<std::string> names_;
  std::string folded_;          // all of them, one after another
  std::vector<size_t> begins_;  // of each in folded_, and the end
  std::vector<Word> words_;
};

}  // namespace newsgraph::cli
