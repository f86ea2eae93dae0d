// Dates as news writes them.
//
//   const CalendarDate date = FindDate("LIMA, March 12", gazetteer);
//   if (date.Known()) use(date.Text());
//
// No state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "loaders/text/knowledge/gazetteer.h"

namespace newsgraph::text {

// A day, month or year, as exactly as it was said; zero: not said.
struct CalendarDate {
  int16_t year = 0;
  int8_t month = 0;
  int8_t day = 0;

  bool Known() const { return year != 0; }
  std::string Text() const;  // "2026-03-12", "2026-03", "2026" or ""
};

// The first date in `words` ("Oct 22", "27 March 2026", "August 2024", "2026-03-12").
// cost   O(bytes)
CalendarDate FindDate(std::string_view words, const Gazetteer& gazetteer);

}  // namespace newsgraph::text
