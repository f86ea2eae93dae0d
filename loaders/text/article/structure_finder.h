// StructureFinder: one text on its way to an Article. article.cc cuts it into lines, tells what is
// no story and reads the body; head.cc reads title, date and byline. Used once, by FindStructure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "loaders/text/article/article.h"

namespace newsgraph::text {

class StructureFinder {
 public:
  StructureFinder(std::string_view text, const Gazetteer& gazetteer)
      : text_(text), gazetteer_(gazetteer) {}

  Article Find();

 private:
  std::string_view In(TextSpan span) const { return span.In(text_); }

  void SplitLines();
  static bool StartsWithAny(std::string_view lower, std::span<const std::string> list);
  bool IsBoilerplate(std::string_view line) const;
  void MarkBoilerplate();
  void MarkCaption(Block& block);
  bool IsProse(const Block& block) const;

  void ReadHead();
  size_t PickTitle(size_t head_end) const;
  TextSpan StripLabel(TextSpan span) const;
  bool IsDateLine(std::string_view line) const;
  bool IsStamp(std::string_view line) const;
  bool ReadDateBlock(Block& block);
  bool IsOfStory(const Block& block) const;
  bool RoleFollows(const Block& block) const;
  bool ReadByline(Block& block, bool after_title);
  void CutSignature(Block& block);
  void CollectAuthors(TextSpan line);

  void ReadBody();
  bool IsSignOff(std::string_view line, size_t index) const;
  void CutBullet(Block& block) const;
  void CutTime(Block& block) const;
  void CutShoutedLabel(Block& block) const;
  void CutDateline(Block& block, bool first);

  std::string_view text_;
  const Gazetteer& gazetteer_;
  Article article_;
  size_t head_end_ = 0;  // of the blocks: the body begins there
};

}  // namespace newsgraph::text
