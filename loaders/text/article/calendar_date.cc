#include "loaders/text/article/calendar_date.h"

#include <array>
#include <cstdio>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

std::string CalendarDate::Text() const {
  if (year == 0) return {};
  std::array<char, 40> buffer;
  if (month == 0) {
    std::snprintf(buffer.data(), buffer.size(), "%04d", year);
  } else if (day == 0) {
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d", year, month);
  } else {
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", year, month, day);
  }
  return buffer.data();
}

CalendarDate FindDate(std::string_view words, const Gazetteer& gazetteer) {
  CalendarDate date;
  int last_number = 0;  // the number just before a month: "27 March"
  bool month_just_read = false;
  size_t i = 0;
  while (i < words.size()) {
    if (IsDigit(words[i])) {
      int value = 0;
      size_t digits = 0;
      while (i < words.size() && IsDigit(words[i]) && digits < 6) {
        value = value * 10 + (words[i] - '0');
        ++i, ++digits;
      }
      const bool clock = i < words.size() && words[i] == ':';
      if (digits == 4 && value >= 1500 && value <= 2200 && (date.year == 0 || month_just_read)) {
        date.year = static_cast<int16_t>(value);
        if (i + 5 < words.size() && words[i] == '-' && IsDigit(words[i + 1]) &&
            words[i + 3] == '-' && IsDigit(words[i + 4]) && IsDigit(words[i + 5])) {  // 2026-03-12
          date.month = static_cast<int8_t>((words[i + 1] - '0') * 10 + (words[i + 2] - '0'));
          date.day = static_cast<int8_t>((words[i + 4] - '0') * 10 + (words[i + 5] - '0'));
          return date;
        }
      } else if (digits <= 2 && value >= 1 && value <= 31 && !clock) {
        if (month_just_read && date.day == 0) date.day = static_cast<int8_t>(value);
        last_number = value;
        if (date.month != 0 && date.year != 0) return date;
        continue;
      }
      month_just_read = false;
      last_number = 0;
      if (date.month != 0 && date.year != 0) return date;
    } else if (IsLetter(words[i])) {
      const size_t begin = i;
      while (i < words.size() && (IsLetter(words[i]) || words[i] == '.')) ++i;
      std::string lower = ToLower(words.substr(begin, i - begin));
      int month = gazetteer.MonthOf(lower);
      if (month == 0 && !lower.empty() && lower.back() == '.') {
        lower.pop_back();
        month = gazetteer.MonthOf(lower);
      }
      const bool capital = words[begin] >= 'A' && words[begin] <= 'Z';
      if (month != 0 && capital && date.month == 0) {
        date.month = static_cast<int8_t>(month);
        if (last_number != 0) date.day = static_cast<int8_t>(last_number);
        month_just_read = true;
      }
      if (lower != "st" && lower != "nd" && lower != "rd" && lower != "th" && month == 0)
        last_number = 0;
    } else {
      ++i;
    }
  }
  return date;
}

}  // namespace newsgraph::text
