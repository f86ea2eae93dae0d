#include "loaders/text/article/article.h"

#include <algorithm>

#include "loaders/text/article/byline.h"
#include "loaders/text/article/dateline.h"
#include "loaders/text/article/line_form.h"
#include "loaders/text/article/structure_finder.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

Article StructureFinder::Find() {
  SplitLines();
  MarkBoilerplate();
  ReadHead();
  ReadBody();
  return std::move(article_);
}

// Lines, joined where a paragraph was wrapped: the line before is long and ends no sentence and
// the next begins in lower case.
void StructureFinder::SplitLines() {
  uint32_t begin = 0;
  bool blank_before = true;
  const uint32_t size = static_cast<uint32_t>(text_.size());
  while (begin < size) {
    const size_t newline = text_.find('\n', begin);
    const uint32_t end = newline == std::string_view::npos ? size : static_cast<uint32_t>(newline);
    const TextSpan line = Trimmed(text_, {begin, end});
    begin = end + 1;
    if (line.empty()) {
      blank_before = true;
      continue;
    }
    Block* last = article_.blocks.empty() ? nullptr : &article_.blocks.back();
    const bool joins = !blank_before && last->line.size() > 50 && !EndsSentence(In(last->line)) &&
                       (IsLowerStart(In(line)) || last->line.size() > 65) && line.begin < size &&
                       !IsBullet(In(line)) && last->line.size() < 20'000;
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

bool StructureFinder::StartsWithAny(std::string_view lower, std::span<const std::string> list) {
  for (const std::string& begin : list) {
    if (!StartsWith(lower, begin)) continue;
    // A whole word, not the beginning of a longer one.
    if (lower.size() == begin.size() || !IsLetter(begin.back()) || !IsLetter(lower[begin.size()]))
      return true;
  }
  return false;
}

bool StructureFinder::IsBoilerplate(std::string_view line) const {
  const std::string lower = ToLower(line.substr(0, 80));
  const size_t words = WordsOf(line).size();
  if (words <= 30 && StartsWithAny(lower, gazetteer_.boilerplate())) return true;
  // Breadcrumbs and menus: "Home > News > Duluth", "Save | Gift this article".
  const bool menu = line.find(" > ") != line.npos || line.find(" » ") != line.npos;
  return menu && words < 14;
}

void StructureFinder::MarkBoilerplate() {
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
void StructureFinder::MarkCaption(Block& block) {
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
bool StructureFinder::IsProse(const Block& block) const {
  const std::string_view line = In(block.line);
  const auto words = WordsOf(line);
  if (words.size() >= 25) return true;
  if (IsBylineForm(line, gazetteer_) || IsStamp(line)) return false;
  if (SignatureAtEnd(line, gazetteer_) != line.npos) return true;
  return words.size() >= 4 && EndsSentence(line) && line.back() != ':' && line.back() != '?' &&
         line.back() != '!';
}

void StructureFinder::CutBullet(Block& block) const {
  const std::string_view line = In(block.text);
  const size_t space = line.find(' ');
  block.text.begin += static_cast<uint32_t>(space);
  block.text = Trimmed(text_, block.text);
}

void StructureFinder::ReadBody() {
  auto& blocks = article_.blocks;
  bool first_prose = true;
  for (size_t i = head_end_; i < blocks.size(); ++i) {
    Block& block = blocks[i];
    if (block.kind != BlockKind::kParagraph) continue;
    const std::string_view line = In(block.line);
    const auto words = WordsOf(line);
    const bool signs = i + 3 >= blocks.size() && IsSignature(line, gazetteer_) && !IsOfStory(block);
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
bool StructureFinder::IsSignOff(std::string_view line, size_t index) const {
  return index + 2 >= article_.blocks.size() && line.find('/') != line.npos && line.size() < 20;
}

// "19:58 " of a live blog.
void StructureFinder::CutTime(Block& block) const {
  const std::string_view line = In(block.text);
  size_t i = 0;
  while (i < line.size() && (IsDigit(line[i]) || line[i] == ':' || line[i] == '.')) ++i;
  if (i >= 4 && i <= 5 && i < line.size() && line[i] == ' ' && line.find_first_of(":.") < i) {
    block.text.begin += static_cast<uint32_t>(i) + 1;
    block.text = Trimmed(text_, block.text);
  }
}

// "ROADS. The council has ended": a label in capitals before the first sentence.
void StructureFinder::CutShoutedLabel(Block& block) const {
  const std::string_view line = In(block.text);
  const size_t stop = line.find_first_of(".!:");
  if (stop == line.npos || stop < 4 || stop > 30 || stop + 1 >= line.size() ||
      line[stop + 1] != ' ')
    return;
  if (!AllCapitals(line.substr(0, stop)) || WordsOf(line.substr(0, stop)).size() > 3) return;
  block.text.begin += static_cast<uint32_t>(stop) + 1;
  block.text = Trimmed(text_, block.text);
}

void StructureFinder::CutDateline(Block& block, bool first) {
  const auto dateline = FindDateline(text_, block.text, first, gazetteer_);
  if (!dateline) return;
  if (first) {
    article_.dateline_place = dateline->place;
    article_.agency = dateline->agency;
    const CalendarDate& date = dateline->date;
    if (date.month != 0) {
      const int16_t year = date.year ? date.year : article_.date.year;
      if (!article_.date.Known()) article_.date = date;
      article_.date.year = year;
    }
  }
  block.text.begin = dateline->end;
  block.text = Trimmed(text_, block.text);
}

Article FindStructure(std::string_view text, const Gazetteer& gazetteer) {
  return StructureFinder(text, gazetteer).Find();
}

}  // namespace newsgraph::text
