#include "loaders/text/article/dateline.h"

#include <string>

#include "loaders/text/article/line_form.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

// "MOSCOW", "PORT ELLIS, May 4", "BONN (Reuters)": a place in capitals that is known, dated or
// credited, and not "NATO - which ... - said".
bool IsLaterDateline(std::string_view head, size_t place, const Gazetteer& gazetteer) {
  std::string_view where = head.substr(0, place);
  while (!where.empty() && where.back() == ' ') where.remove_suffix(1);
  if (where.empty() || !AllCapitals(where) || WordsOf(where).size() > 4) return false;
  const std::string_view rest = head.substr(place);
  if (FindDate(rest, gazetteer).month != 0) return true;
  if (!rest.empty() && rest[0] == '(') return rest.back() == ')';
  const KnownName* known = gazetteer.FindName(InTitleCase(where));
  return known != nullptr && (known->kind == NameKind::kCity || known->kind == NameKind::kCapital ||
                              (known->kind == NameKind::kCountry && rest.empty()));
}

}  // namespace

std::optional<Dateline> FindDateline(std::string_view text, TextSpan paragraph, bool first,
                                     const Gazetteer& gazetteer) {
  const std::string_view line = paragraph.In(text);
  size_t cut = std::string_view::npos, length = 0;
  for (std::string_view dash : {" - ", " -- ", " — ", " – ", "— ", "/. ", "./"}) {
    const size_t at = line.substr(0, 100).find(dash);
    if (at != line.npos && at < cut) {
      cut = at;
      length = dash.size();
    }
  }
  if (cut == std::string_view::npos) return std::nullopt;
  const std::string_view head = line.substr(0, cut);
  const auto words = WordsOf(head);
  if (words.empty() || words.size() > 12 || !AllCapitals(words[0]) || words[0].size() < 3)
    return std::nullopt;
  size_t place = head.find_first_of(",/(.");
  // "HELSINKI/SAO PAULO" is two.
  while (place != head.npos && place > 0 && head[place] == '/' && head[place - 1] != ' ' &&
         StartsUpper(head.substr(place + 1)))
    place = head.find_first_of(",/(.", place + 1);
  if (place != head.npos && head[place] == '.' && place < 4)  // "ST. JOHN'S"
    place = head.find_first_of(",/(", place + 1);
  if (place == head.npos) place = head.size();
  const uint32_t begin = paragraph.begin;
  Dateline dateline;
  dateline.end = begin + static_cast<uint32_t>(cut + length);
  if (!first) {
    if (!IsLaterDateline(head, place, gazetteer)) return std::nullopt;
    return dateline;
  }
  dateline.place = Trimmed(text, {begin, begin + static_cast<uint32_t>(place)});
  const size_t open = head.find('('), close = head.find(')');
  if (open != head.npos && close != head.npos && open < close) {
    dateline.agency = {begin + static_cast<uint32_t>(open) + 1,
                       begin + static_cast<uint32_t>(close)};
  }
  // "BISHKEK. April 11. /Silk Line News/.".
  const size_t slash = head.find('/');
  if (dateline.agency.empty() && slash != head.npos && slash > 0 && head[slash - 1] == ' ') {
    size_t end = head.find('/', slash + 1);
    if (end == head.npos) end = head.size();
    dateline.agency = Trimmed(
        text, {begin + static_cast<uint32_t>(slash) + 1, begin + static_cast<uint32_t>(end)});
  }
  dateline.date = FindDate(head, gazetteer);
  return dateline;
}

}  // namespace newsgraph::text
