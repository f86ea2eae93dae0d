// Names of things, found by the beginning of any of their words in whatever case.
//
//   NameIndex index({"Ales Bialiatski", "Minsk"});
//   index.Find("bial", 200)  ->  {"Ales Bialiatski"}
//
// Case is that of Unicode's simple mappings. Of more than 200,000 names only the first words are
// found, so that making the index stays within a second. A value; reading is thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsgraph::cli {

class NameIndex {
 public:
  NameIndex() = default;
  // Equal names count once. cost: O(words log words)
  explicit NameIndex(std::vector<std::string> names);

  // At most `most` names: those that begin so, then those of which a later word does; each in
  // order. cost: O(log words + names with the prefix)
  std::vector<std::string> Find(std::string_view prefix, size_t most) const;

  bool empty() const { return names_.empty(); }

 private:
  struct Word {
    uint32_t name;
    uint32_t at;    // byte of the folded name
    uint64_t head;  // the eight bytes there as a number in the order of texts
  };
  std::string_view Suffix(const Word& word) const {
    return std::string_view(folded_[word.name]).substr(word.at);
  }

  void AddWord(uint32_t name, uint32_t at);

  std::vector<std::string> names_, folded_;
  std::vector<Word> words_;  // sorted by what begins there
};

}  // namespace newsgraph::cli
