// Datelines: where and when a story was sent, at the beginning of its first paragraph.
//
//   if (const auto dateline = FindDateline(text, paragraph, true, gazetteer))
//     paragraph.begin = dateline->end;
//
// "PARIS, March 3 (Meridian Wire) - France ...", "BISHKEK. April 11. /Silk Line News/. The ...". No
// state. O(1): the first 100 bytes are looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "graph/base/text_span.h"
#include "loaders/text/article/calendar_date.h"
#include "loaders/text/knowledge/gazetteer.h"

namespace newsgraph::text {

struct Dateline {
  TextSpan place;
  TextSpan agency;    // without its brackets; may be empty
  CalendarDate date;  // mostly without a year
  uint32_t end = 0;   // where the paragraph's own words begin, or the blanks before them
};

// The dateline a paragraph begins with: capitals before a dash within 100 bytes.
//   paragraph  within `text`
//   first      of the story; a later one is cut off only where it is sure, as the file tells of
//              several items: the dateline has nothing but its end then
std::optional<Dateline> FindDateline(std::string_view text, TextSpan paragraph, bool first,
                                     const Gazetteer& gazetteer);

}  // namespace newsgraph::text
