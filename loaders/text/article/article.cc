#include "loaders/text/article/article.h"

#include <algorithm>
#include <array>

#include "loaders/text/article/byline.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

constexpr size_t kMaxAuthors = 8;

// A line of the text without its surrounding white space.
TextSpan Trimmed(std::string_view text, TextSpan span) {
  auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!span.empty() && is_space(text[span.begin])) ++span.begin;
  while (!span.empty() && is_space(text[span.end - 1])) --span.end;
  return span;
}

std::vector<std::string_view> Words(std::string_view s) {
  std::vector<std::string_view> words;
  size_t begin = 0;
  while (begin < s.size()) {
    size_t end = s.find_first_of(" \t\n\r", begin);
    if (end == std::string_view::npos) end = s.size();
    if (end > begin) words.push_back(s.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

// A sentence as a name: up to a word, and a sign that there is more.
std::string Shortened(std::string_view sentence) {
  constexpr size_t kLongest = 120;
  if (sentence.size() <= kLongest) return std::string(sentence);
  size_t end = sentence.find_last_of(" \t", kLongest);
  if (end == sentence.npos || end == 0) {
    for (end = kLongest; end > 0 && (sentence[end] & 0xC0) == 0x80;) --end;  // in no character
  }
  return Cat(Trim(sentence.substr(0, end), " \t,;:-("), "…");
}

bool EndsSentence(std::string_view s) {
  while (EndsWith(s, "”") || EndsWith(s, "’")) s.remove_suffix(3);
  while (!s.empty() && (s.back() == '"' || s.back() == '\'' || s.back() == ')')) s.remove_suffix(1);
  return !s.empty() && (s.back() == ']' || s.back() == '.' || s.back() == '!' || s.back() == '?' ||
                        s.back() == ':' || EndsWith(s, "…"));
}

bool AllCapitals(std::string_view s) {
  bool letters = false;
  for (char c : s) {
    if (c >= 'a' && c <= 'z') return false;
    letters |= c >= 'A' && c <= 'Z';
  }
  return letters;
}

// Words that begin with a capital, of those longer than three letters.
bool MostlyCapitalised(const std::vector<std::string_view>& words) {
  size_t capital = 0, counted = 0;
  for (std::string_view word : words) {
    if (word.size() <= 3 && !IsUpper(word)) continue;
    ++counted;
    capital += StartsUpper(word);
  }
  return counted > 0 && capital == counted;
}

// Finds the blocks of one text; one member per thing it looks for.
class StructureFinder {
 public:
  StructureFinder(std::string_view text, const Gazetteer& gazetteer)
      : text_(text), gazetteer_(gazetteer) {}

  Article Find() {
    SplitLines();
    MarkBoilerplate();
    ReadHead();
    ReadBody();
    return std::move(article_);
  }

 private:
  std::string_view In(TextSpan span) const { return span.In(text_); }

  // Lines, joined where a paragraph was wrapped: the line before is long and ends no sentence and
  // the next begins in lower case.
  void SplitLines() {
    uint32_t begin = 0;
    bool blank_before = true;
    const uint32_t size = static_cast<uint32_t>(text_.size());
    while (begin < size) {
      const size_t newline = text_.find('\n', begin);
      const uint32_t end =
          newline == std::string_view::npos ? size : static_cast<uint32_t>(newline);
      const TextSpan line = Trimmed(text_, {begin, end});
      begin = end + 1;
      if (line.empty()) {
        blank_before = true;
        continue;
      }
      Block* last = article_.blocks.empty() ? nullptr : &article_.blocks.back();
      const bool joins = !blank_before && last->line.size() > 50 && !EndsSentence(In(last->line)) &&
                         (IsLowerStart(In(line)) || last->line.size() > 65) && line.begin < size &&
                         !IsBullet(In(line)) && last->line.size() < 20'000 && !wrapped_off_;
      if (joins) {
        last->line.end = line.end;
        last->text = last->line;
      } else {
        Block block;
        block.line = block.text = line;
        article_.blocks.push_back(block);
      }
      blank_before = false;
    }
  }

  static bool IsBullet(std::string_view s) {
    return s.substr(0, 2) == "* " || s.substr(0, 2) == "- " || StartsWith(s, "• ") ||
           StartsWith(s, "– ") || StartsWith(s, "· ");
  }

  bool StartsWithAny(std::string_view lower, std::span<const std::string> list) const {
    for (const std::string& begin : list) {
      if (!StartsWith(lower, begin)) continue;
      // A whole word, not the beginning of a longer one.
      if (lower.size() == begin.size() || !IsLetter(begin.back()) || !IsLetter(lower[begin.size()]))
        return true;
    }
    return false;
  }

  bool IsBoilerplate(std::string_view line) const {
    const std::string lower = ToLower(line.substr(0, 80));
    const size_t words = Words(line).size();
    if (words <= 30 && StartsWithAny(lower, gazetteer_.boilerplate())) return true;
    // Breadcrumbs and menus: "Home > News > Duluth", "Save | Gift this article".
    const bool menu = line.find(" > ") != line.npos || line.find(" » ") != line.npos;
    return menu && words < 14;
  }

  void MarkBoilerplate() {
    for (Block& block : article_.blocks) {
      const std::string_view line = In(block.line);
      if (IsBoilerplate(line)) {
        block.kind = BlockKind::kBoilerplate;
      } else if (!IsBylineForm(In(block.line), gazetteer_)) {
        MarkCaption(block);
      }
    }
  }

  // A caption has a credit in it; the credit is cut from what is read.
  void MarkCaption(Block& block) {
    const std::string_view line = In(block.line);
    const std::string lower = ToLower(line);
    size_t credit = std::string::npos;
    for (const std::string& mark : gazetteer_.caption_marks()) {
      const size_t at = lower.find(mark);
      if (at != std::string::npos) credit = std::min(credit, at);
    }
    // "(A. Berg/Handout)" at the end.
    if (!line.empty() && (line.back() == ')' || line.back() == ']')) {
      const size_t open = line.find_last_of("([");
      if (open != line.npos && line.substr(open).find('/') != line.npos) {
        credit = std::min(credit, open);
      }
    }
    if (credit == std::string::npos || line.size() > 600) return;
    const size_t open = line.substr(0, credit + 1).find_last_of("([");
    if (open != line.npos && open + 3 >= credit) credit = open;
    block.kind = BlockKind::kCaption;
    block.text.end = block.text.begin + static_cast<uint32_t>(credit);
    block.text = Trimmed(text_, block.text);
  }

  // A paragraph of running text: long, or ending like a sentence with enough words.
  bool IsProse(const Block& block) const {
    const std::string_view line = In(block.line);
    const auto words = Words(line);
    if (words.size() >= 25) return true;
    if (IsBylineForm(line, gazetteer_) || IsStamp(line)) return false;
    if (SignatureAtEnd(line, gazetteer_) != line.npos) return true;
    return words.size() >= 4 && EndsSentence(line) && line.back() != ':' && line.back() != '?' &&
           line.back() != '!';
  }

  // Everything before the first paragraph of prose: title, standfirst, byline, date, section.
  void ReadHead() {
    auto& blocks = article_.blocks;
    size_t first_prose = 0;
    while (first_prose < blocks.size() &&
           !(blocks[first_prose].kind == BlockKind::kParagraph && IsProse(blocks[first_prose]))) {
      ++first_prose;
    }
    size_t title = PickTitle(first_prose);
    for (size_t i = 0; i < first_prose; ++i) {
      Block& block = blocks[i];
      if (block.kind != BlockKind::kParagraph) continue;
      if (i == title) {
        block.kind = BlockKind::kTitle;
        block.text = StripLabel(block.text);
        article_.title = std::string(In(block.text));
      } else if (!ReadByline(block, i > title) && !ReadDateBlock(block)) {
        const std::string_view line = In(block.line);
        const bool bullet = IsBullet(line);
        const size_t words = Words(line).size();
        block.kind = bullet                    ? BlockKind::kListItem
                     : line.back() == '?'      ? BlockKind::kQuestion
                     : i > title && words >= 4 ? BlockKind::kStandfirst
                                               : BlockKind::kSection;
        if (bullet) CutBullet(block);
      }
    }
    head_end_ = first_prose;
    if (article_.title.empty() && !blocks.empty()) {
      // No headline: the first sentence stands for it, and stays part of the body.
      const std::string_view line = In(blocks[std::min(first_prose, blocks.size() - 1)].text);
      article_.title = Shortened(line.substr(0, line.find(". ")));
    }
  }

  // The first line of at least four words that is neither byline, date nor shouted section; else
  // the first of fewer words.
  size_t PickTitle(size_t head_end) const {
    size_t fallback = head_end;
    for (size_t i = 0; i < head_end; ++i) {
      const Block& block = article_.blocks[i];
      if (block.kind != BlockKind::kParagraph) continue;
      const std::string_view line = In(block.line);
      const auto words = Words(line);
      if (IsBylineForm(line, gazetteer_) || IsDateLine(line) || IsBullet(line)) continue;
      if (line.find('|') != line.npos || line.find(" • ") != line.npos) continue;
      const bool section = AllCapitals(line) && words.size() < 7;
      if (words.size() >= 4 && !section) return i;
      if (!section && words.size() >= 2 && fallback == head_end) fallback = i;
    }
    return fallback;
  }

  // "UPDATE 2-", "EXPLAINED:" before the headline proper.
  TextSpan StripLabel(TextSpan span) const {
    const std::string_view line = In(span);
    const size_t dash = line.find('-');
    if (dash != line.npos && dash < 12 && AllCapitals(line.substr(0, dash)) &&
        line.substr(0, dash).find(' ') != line.npos) {
      span.begin += static_cast<uint32_t>(dash) + 1;
    }
    return Trimmed(text_, span);
  }

  bool IsDateLine(std::string_view line) const {
    return Words(line).size() <= 14 && FindDate(line, gazetteer_).day != 0 && line.find('.') != 0 &&
           !EndsSentence(line) && Words(line).size() <= 12;
  }

  // "Posted 6:14 p.m. Tuesday, Aug. 18, 2026; updated 9:02 p.m.": words of time, and at most one
  // other.
  bool IsStamp(std::string_view line) const {
    static constexpr std::array<std::string_view, 16> kStampWords = {
        "posted", "published", "updated", "modified", "first", "last",  "at", "on",
        "pm",     "am",        "p.m",     "a.m",      "time",  "local", "by", "the"};
    const auto words = Words(line);
    if (words.size() > 16 || FindDate(line, gazetteer_).day == 0) return false;
    int others = 0;
    for (std::string_view word : words) {
      std::string lower = ToLower(word);
      while (!lower.empty() && !IsLetter(lower.back()) && !IsDigit(lower.back())) lower.pop_back();
      const bool of_time = lower.empty() || IsDigit(lower[0]) || gazetteer_.IsCalendarWord(lower) ||
                           gazetteer_.MonthOf(lower + ".") != 0 || gazetteer_.IsTimeZone(lower) ||
                           IsOneOf(lower, kStampWords);
      others += !of_time;
    }
    return others <= 1;
  }

  bool ReadDateBlock(Block& block) {
    const std::string_view line = In(block.line);
    const CalendarDate date = FindDate(line, gazetteer_);
    if (date.day == 0 || (Words(line).size() > 14 && !IsStamp(line))) return false;
    block.kind = BlockKind::kDate;
    if (!article_.date.Known()) article_.date = date;
    // "PARIS, 22 September 2026": a place in capitals before the date.
    const size_t comma = line.find(',');
    if (comma != line.npos && AllCapitals(line.substr(0, comma)) &&
        Words(line.substr(0, comma)).size() < 4 &&
        gazetteer_.MonthOf(ToLower(line.substr(0, comma))) == 0) {
      article_.dateline_place = {block.line.begin, block.line.begin + static_cast<uint32_t>(comma)};
    }
    return true;
  }

  // Whether the last name of a line is also in the story: a caption or subject, no author.
  bool IsOfStory(const Block& block) const {
    const Byline byline = ReadNames(text_, block.line, gazetteer_);
    if (byline.authors.empty()) return false;
    const std::string_view last = LastWordOf(In(byline.authors[0]));
    for (size_t at = text_.find(last); at != text_.npos; at = text_.find(last, at + 1)) {
      if (at < block.line.begin || at >= block.line.end) return true;
    }
    return false;
  }

  // "FEMI ADE", and below it "Transport correspondent".
  bool RoleFollows(const Block& block) const {
    for (const Block& next : article_.blocks) {
      if (next.line.begin <= block.line.begin) continue;
      const std::string lower = ToLower(In(next.line));
      return Words(lower).size() <= 5 && NamesRole(lower, gazetteer_);
    }
    return false;
  }

  // Names of a byline; a line after the title of one to three capitalised words counts as one.
  bool ReadByline(Block& block, bool after_title) {
    const std::string_view line = In(block.line);
    const auto words = Words(line);
    const bool bare = after_title && words.size() <= 3 && MostlyCapitalised(words) &&
                      !gazetteer_.FindName(line) && !AllCapitals(line.substr(0, line.find(','))) &&
                      !AllCapitals(line) && !EndsSentence(line) && line.find(':') == line.npos;
    const bool signature = after_title && IsSignature(line, gazetteer_) && !IsOfStory(block);
    const bool shouted = after_title && AllCapitals(line) && words.size() >= 2 &&
                         words.size() <= 3 && RoleFollows(block);
    if (!IsBylineForm(line, gazetteer_) && !bare && !signature && !shouted) return false;
    block.kind = BlockKind::kByline;
    const CalendarDate date = FindDate(line, gazetteer_);
    if (date.Known() && !article_.date.Known()) article_.date = date;
    CollectAuthors(block.line);
    return true;
  }

  // "That is all from us. — Ann Lee": the end of the first or last paragraph.
  void CutSignature(Block& block) {
    const size_t name = SignatureAtEnd(In(block.text), gazetteer_);
    if (name == std::string_view::npos) return;
    Block signature = block;
    signature.line.begin = block.text.begin + static_cast<uint32_t>(name);
    if (IsOfStory(signature)) return;
    CollectAuthors(signature.line);
    block.text.end = signature.line.begin;
    while (!EndsSentence(In(Trimmed(text_, block.text)))) --block.text.end;
    block.text = Trimmed(text_, block.text);
  }

  void CollectAuthors(TextSpan line) {
    const Byline byline = ReadNames(text_, line, gazetteer_);
    for (TextSpan name : byline.credited) {
      if (article_.credited.size() < kMaxAuthors) article_.credited.push_back(name);
    }
    for (TextSpan place : byline.places) {
      if (article_.places.size() < kMaxAuthors) article_.places.push_back(place);
    }
    for (TextSpan author : byline.authors) {
      if (article_.authors.size() < kMaxAuthors) article_.authors.push_back(author);
    }
    if (article_.outlet.empty()) article_.outlet = byline.outlet;
  }

  void CutBullet(Block& block) {
    const std::string_view line = In(block.text);
    const size_t space = line.find(' ');
    block.text.begin += static_cast<uint32_t>(space);
    block.text = Trimmed(text_, block.text);
  }

  void ReadBody() {
    auto& blocks = article_.blocks;
    bool first_prose = true;
    for (size_t i = head_end_; i < blocks.size(); ++i) {
      Block& block = blocks[i];
      if (block.kind != BlockKind::kParagraph) continue;
      const std::string_view line = In(block.line);
      const auto words = Words(line);
      const bool signs =
          i + 3 >= blocks.size() && IsSignature(line, gazetteer_) && !IsOfStory(block);
      if (IsBullet(line) && !signs) {
        block.kind = BlockKind::kListItem;
        CutBullet(block);
      } else if (IsProse(block)) {
        if (first_prose || i + 1 == blocks.size()) CutSignature(block);
        CutTime(block);
        CutDateline(block, first_prose);
        CutShoutedLabel(block);
        first_prose = false;
        if (i + 1 == blocks.size() && TellsOfAuthor(line, gazetteer_))
          CollectAuthors(
              {block.line.begin, block.line.begin + static_cast<uint32_t>(line.find(" is "))});
      } else if (line.back() == '?' && words.size() <= 20) {
        block.kind = BlockKind::kQuestion;
      } else if (signs || IsBylineForm(line, gazetteer_)) {
        ReadByline(block, true);
      } else if (AllCapitals(line) && !EndsSentence(line) && words.size() <= 6) {
        block.kind = i + 1 == blocks.size() ? BlockKind::kBoilerplate : BlockKind::kSection;
      } else if (ReadDateBlock(block)) {
        continue;
      } else if (!EndsSentence(line) && words.size() <= 9) {
        CutTime(block);
        block.kind = IsSignOff(line, i) ? BlockKind::kBoilerplate : BlockKind::kSubhead;
      } else {
        CutTime(block);
      }
    }
  }

  // "ab-cd/ef": initials of those who edited.
  bool IsSignOff(std::string_view line, size_t index) const {
    return index + 2 >= article_.blocks.size() && line.find('/') != line.npos && line.size() < 20;
  }

  // "19:58 " of a live blog.
  void CutTime(Block& block) const {
    const std::string_view line = In(block.text);
    size_t i = 0;
    while (i < line.size() && (IsDigit(line[i]) || line[i] == ':' || line[i] == '.')) ++i;
    if (i >= 4 && i <= 5 && i < line.size() && line[i] == ' ' && line.find_first_of(":.") < i) {
      block.text.begin += static_cast<uint32_t>(i) + 1;
      block.text = Trimmed(text_, block.text);
    }
  }

  // "ROADS. The council has ended": a label in capitals before the first sentence.
  void CutShoutedLabel(Block& block) const {
    const std::string_view line = In(block.text);
    const size_t stop = line.find_first_of(".!:");
    if (stop == line.npos || stop < 4 || stop > 30 || stop + 1 >= line.size() ||
        line[stop + 1] != ' ')
      return;
    if (!AllCapitals(line.substr(0, stop)) || Words(line.substr(0, stop)).size() > 3) return;
    block.text.begin += static_cast<uint32_t>(stop) + 1;
    block.text = Trimmed(text_, block.text);
  }

  // "PARIS, March 3 (Meridian Wire) - France ...": capitals before a dash within 80 bytes.
  // Of a later paragraph it is cut off only where it is sure: the file tells of several items.
  void CutDateline(Block& block, bool first) {
    const std::string_view line = In(block.text);
    size_t cut = std::string_view::npos, length = 0;
    for (std::string_view dash : {" - ", " -- ", " — ", " – ", "— ", "/. ", "./"}) {
      const size_t at = line.substr(0, 100).find(dash);
      if (at != line.npos && at < cut) {
        cut = at;
        length = dash.size();
      }
    }
    if (cut == std::string_view::npos) return;
    const std::string_view head = line.substr(0, cut);
    const auto words = Words(head);
    if (words.empty() || words.size() > 12 || !AllCapitals(words[0]) || words[0].size() < 3) return;
    size_t place = head.find_first_of(",/(.");
    // "HELSINKI/SAO PAULO" is two.
    while (place != head.npos && place > 0 && head[place] == '/' && head[place - 1] != ' ' &&
           StartsUpper(head.substr(place + 1)))
      place = head.find_first_of(",/(.", place + 1);
    if (place != head.npos && head[place] == '.' && place < 4)  // "ST. JOHN'S"
      place = head.find_first_of(",/(", place + 1);
    if (place == head.npos) place = head.size();
    if (!first) {
      if (IsLaterDateline(head, place)) {
        block.text.begin += static_cast<uint32_t>(cut + length);
        block.text = Trimmed(text_, block.text);
      }
      return;
    }
    const uint32_t begin = block.text.begin;
    article_.dateline_place = Trimmed(text_, {begin, begin + static_cast<uint32_t>(place)});
    const size_t open = head.find('('), close = head.find(')');
    if (open != head.npos && close != head.npos && open < close) {
      article_.agency = {begin + static_cast<uint32_t>(open) + 1,
                         begin + static_cast<uint32_t>(close)};
    }
    // "BISHKEK. April 11. /Silk Line News/.".
    const size_t slash = head.find('/');
    if (article_.agency.empty() && slash != head.npos && slash > 0 && head[slash - 1] == ' ') {
      size_t end = head.find('/', slash + 1);
      if (end == head.npos) end = head.size();
      article_.agency = Trimmed(
          text_, {begin + static_cast<uint32_t>(slash) + 1, begin + static_cast<uint32_t>(end)});
    }
    const CalendarDate date = FindDate(head, gazetteer_);
    if (date.month != 0) {
      const int16_t year = date.year ? date.year : article_.date.year;
      if (!article_.date.Known()) article_.date = date;
      article_.date.year = year;
    }
    block.text.begin += static_cast<uint32_t>(cut + length);
    block.text = Trimmed(text_, block.text);
  }

  // "MOSCOW", "PORT ELLIS, May 4", "BONN (Reuters)": a place in capitals that is known, dated or
  // credited, and not "NATO - which ... - said".
  bool IsLaterDateline(std::string_view head, size_t place) const {
    std::string_view where = head.substr(0, place);
    while (!where.empty() && where.back() == ' ') where.remove_suffix(1);
    if (where.empty() || !AllCapitals(where) || Words(where).size() > 4) return false;
    const std::string_view rest = head.substr(place);
    if (FindDate(rest, gazetteer_).month != 0) return true;
    if (!rest.empty() && rest[0] == '(') return rest.back() == ')';
    const KnownName* known = gazetteer_.FindName(InTitleCase(where));
    return known != nullptr &&
           (known->kind == NameKind::kCity || known->kind == NameKind::kCapital ||
            (known->kind == NameKind::kCountry && rest.empty()));
  }

  // "NEW YORK" as "New York".
  static std::string InTitleCase(std::string_view capitals) {
    std::string out = ToLower(capitals);
    for (size_t i = 0; i < out.size(); ++i) {
      if (i == 0 || out[i - 1] == ' ' || out[i - 1] == '-') out[i] = capitals[i];
    }
    return out;
  }

  std::string_view text_;
  const Gazetteer& gazetteer_;
  Article article_;
  size_t head_end_ = 0;
  bool wrapped_off_ = false;
};

}  // namespace

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

Article FindStructure(std::string_view text, const Gazetteer& gazetteer) {
  return StructureFinder(text, gazetteer).Find();
}

}  // namespace newsgraph::text
