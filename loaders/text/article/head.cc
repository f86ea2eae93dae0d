// The head of an article: title, standfirst, date, and who wrote it. See structure_finder.h.
#include <algorithm>
#include <array>

#include "loaders/text/article/byline.h"
#include "loaders/text/article/line_form.h"
#include "loaders/text/article/structure_finder.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

constexpr size_t kMaxAuthors = 8;

}  // namespace

// Everything before the first paragraph of prose: title, standfirst, byline, date, section.
void StructureFinder::ReadHead() {
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
      const size_t words = WordsOf(line).size();
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
size_t StructureFinder::PickTitle(size_t head_end) const {
  size_t fallback = head_end;
  for (size_t i = 0; i < head_end; ++i) {
    const Block& block = article_.blocks[i];
    if (block.kind != BlockKind::kParagraph) continue;
    const std::string_view line = In(block.line);
    const auto words = WordsOf(line);
    if (IsBylineForm(line, gazetteer_) || IsDateLine(line) || IsBullet(line)) continue;
    if (line.find('|') != line.npos || line.find(" • ") != line.npos) continue;
    const bool section = AllCapitals(line) && words.size() < 7;
    if (words.size() >= 4 && !section) return i;
    if (!section && words.size() >= 2 && fallback == head_end) fallback = i;
  }
  return fallback;
}

// "UPDATE 2-", "EXPLAINED:" before the headline proper.
TextSpan StructureFinder::StripLabel(TextSpan span) const {
  const std::string_view line = In(span);
  const size_t dash = line.find('-');
  if (dash != line.npos && dash < 12 && AllCapitals(line.substr(0, dash)) &&
      line.substr(0, dash).find(' ') != line.npos) {
    span.begin += static_cast<uint32_t>(dash) + 1;
  }
  return Trimmed(text_, span);
}

bool StructureFinder::IsDateLine(std::string_view line) const {
  return WordsOf(line).size() <= 12 && FindDate(line, gazetteer_).day != 0 && line.find('.') != 0 &&
         !EndsSentence(line);
}

// "Posted 6:14 p.m. Tuesday, Aug. 18, 2026; updated 9:02 p.m.": words of time, and at most one
// other.
bool StructureFinder::IsStamp(std::string_view line) const {
  static constexpr std::array<std::string_view, 16> kStampWords = {
      "posted", "published", "updated", "modified", "first", "last",  "at", "on",
      "pm",     "am",        "p.m",     "a.m",      "time",  "local", "by", "the"};
  const auto words = WordsOf(line);
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

bool StructureFinder::ReadDateBlock(Block& block) {
  const std::string_view line = In(block.line);
  const CalendarDate date = FindDate(line, gazetteer_);
  if (date.day == 0 || (WordsOf(line).size() > 14 && !IsStamp(line))) return false;
  block.kind = BlockKind::kDate;
  if (!article_.date.Known()) article_.date = date;
  // "PARIS, 22 September 2026": a place in capitals before the date.
  const size_t comma = line.find(',');
  if (comma != line.npos && AllCapitals(line.substr(0, comma)) &&
      WordsOf(line.substr(0, comma)).size() < 4 &&
      gazetteer_.MonthOf(ToLower(line.substr(0, comma))) == 0) {
    article_.dateline_place = {block.line.begin, block.line.begin + static_cast<uint32_t>(comma)};
  }
  return true;
}

// Whether the last name of a line is also in the story: a caption or subject, no author.
bool StructureFinder::IsOfStory(const Block& block) const {
  const Byline byline = ReadNames(text_, block.line, gazetteer_);
  if (byline.authors.empty()) return false;
  const std::string_view last = LastWordOf(In(byline.authors[0]));
  for (size_t at = text_.find(last); at != text_.npos; at = text_.find(last, at + 1)) {
    if (at < block.line.begin || at >= block.line.end) return true;
  }
  return false;
}

// "FEMI ADE", and below it "Transport correspondent".
bool StructureFinder::RoleFollows(const Block& block) const {
  for (const Block& next : article_.blocks) {
    if (next.line.begin <= block.line.begin) continue;
    const std::string lower = ToLower(In(next.line));
    return WordsOf(lower).size() <= 5 && NamesRole(lower, gazetteer_);
  }
  return false;
}

// Names of a byline; a line after the title of one to three capitalised words counts as one.
bool StructureFinder::ReadByline(Block& block, bool after_title) {
  const std::string_view line = In(block.line);
  const auto words = WordsOf(line);
  const bool bare = after_title && words.size() <= 3 && MostlyCapitalised(words) &&
                    !gazetteer_.FindName(line) && !AllCapitals(line.substr(0, line.find(','))) &&
                    !AllCapitals(line) && !EndsSentence(line) && line.find(':') == line.npos;
  const bool signature = after_title && IsSignature(line, gazetteer_) && !IsOfStory(block);
  const bool shouted = after_title && AllCapitals(line) && words.size() >= 2 && words.size() <= 3 &&
                       RoleFollows(block);
  if (!IsBylineForm(line, gazetteer_) && !bare && !signature && !shouted) return false;
  block.kind = BlockKind::kByline;
  const CalendarDate date = FindDate(line, gazetteer_);
  if (date.Known() && !article_.date.Known()) article_.date = date;
  CollectAuthors(block.line);
  return true;
}

// "That is all from us. — Ann Lee": the end of the first or last paragraph.
void StructureFinder::CutSignature(Block& block) {
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

void StructureFinder::CollectAuthors(TextSpan line) {
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

}  // namespace newsgraph::text
