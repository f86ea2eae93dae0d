#include "loaders/text/knowledge/word_list.h"

#include <algorithm>

namespace newsgraph::text {

WordList::WordList(std::string_view text) : lines_(text) {
  while (lines_.starts_with('#'))
    lines_.remove_prefix(std::min(lines_.find('\n'), lines_.size() - 1) + 1);
}

bool WordList::Contains(std::string_view word) const {
  size_t low = 0, high = lines_.size();  // both where a line begins, or the end
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const size_t before = middle == 0 ? std::string_view::npos : lines_.rfind('\n', middle - 1);
    const size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const size_t end = std::min(lines_.find('\n', begin), lines_.size());
    const int order = lines_.substr(begin, end - begin).compare(word);
    if (order == 0) return true;
    if (order < 0) {
      low = std::min(end + 1, lines_.size());
    } else {
      high = begin;
    }
  }
  return false;
}

}  // namespace newsgraph::text
