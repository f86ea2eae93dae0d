// The structure of a plain-text article: title, byline, dateline, captions, paragraphs, and what is
// no part of the story.
//
//   Article article = FindStructure(text, gazetteer);
//   article.title                      the words of the headline
//   for (const Block& b : article.blocks) if (b.IsStory()) Tokenise(text, b.text, tokens);
//
// A block is a line, or several lines of a paragraph that was wrapped. Offsets are bytes of `text`,
// which the caller owns; strings of the Article are copies. No input is an error: a text without
// structure is all paragraphs. Thread-safe: no state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/text_span.h"
#include "loaders/text/article/calendar_date.h"
#include "loaders/text/knowledge/gazetteer.h"

namespace newsgraph::text {

enum class BlockKind : uint8_t {
  kTitle,
  kStandfirst,  // the line or two below the title
  kSection,     // "Conflicts", "LOCAL NEWS"
  kByline,
  kDate,
  kCaption,
  kSubhead,
  kQuestion,  // in an interview or explainer
  kListItem,
  kParagraph,
  kBoilerplate,
};

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  TextSpan line;  // the whole line or lines
  TextSpan text;  // what to read: without bullet, time, label, dateline or credit; may be empty

  bool IsStory() const {
    return kind == BlockKind::kTitle || kind == BlockKind::kStandfirst ||
           kind == BlockKind::kCaption || kind == BlockKind::kListItem ||
           kind == BlockKind::kSubhead || kind == BlockKind::kQuestion ||
           kind == BlockKind::kParagraph;
  }
};

struct Article {
  std::vector<Block> blocks;  // in text order
  std::string title;
  std::vector<TextSpan> authors;   // names in the byline
  std::vector<TextSpan> credited;  // of editors and photographers in it
  std::vector<TextSpan> places;    // where the authors were
  TextSpan dateline_place;         // empty if there is none
  TextSpan agency;                 // "(Reuters)" in the dateline, without the brackets
  TextSpan outlet;                 // "By Ann Lee, Lima Post": whom the authors write for
  CalendarDate date;               // of publication, if said
};

// cost   O(bytes)
Article FindStructure(std::string_view text, const Gazetteer& gazetteer);

}  // namespace newsgraph::text
