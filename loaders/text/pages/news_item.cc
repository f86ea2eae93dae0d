#include "loaders/text/pages/news_item.h"

#include <algorithm>

#include "graph/base/strings.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/pages/encoding.h"

namespace newsgraph::text {
namespace {

// "---", "* * *", "=====": at least three of one sign, nothing else but blanks.
bool IsSeparator(std::string_view line) {
  line = Trim(line);
  if (line.empty() || std::string_view("-*=_#~").find(line[0]) == line.npos) return false;
  size_t signs = 0;
  for (char c : line) {
    if (c != line[0] && c != ' ') return false;
    signs += c == line[0];
  }
  return signs >= 3;
}

// A short line without a full stop and a longer text below it.
bool LooksLikeItem(std::string_view part) {
  constexpr size_t kMaxHeadline = 140, kLeastBody = 80;
  part = Trim(part);
  const std::string_view head = Trim(part.substr(0, part.find('\n')));
  if (head.empty() || head.size() > kMaxHeadline || !StartsUpper(head)) return false;
  const char last = head.back();
  if (last == '.' || last == ':' || last == ',' || last == ';') return false;
  return part.size() >= head.size() + kLeastBody;
}

// A file of several items, each with a headline of its own; else one item.
std::vector<NewsItem> SplitPlainText(std::string text) {
  struct Part {
    size_t begin, end;
    uint64_t line;
  };
  std::vector<Part> parts;
  Part part{0, 0, 1};
  uint64_t line = 1;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    if (IsSeparator(std::string_view(text).substr(at, end - at))) {
      part.end = at;
      parts.push_back(part);
      part = {std::min(end + 1, text.size()), 0, line + 1};
    }
    at = end + 1;
    ++line;
  }
  part.end = text.size();
  parts.push_back(part);
  std::erase_if(parts, [&](const Part& p) {
    return Trim(std::string_view(text).substr(p.begin, p.end - p.begin)).empty();
  });
  const bool several =
      parts.size() > 1 && std::all_of(parts.begin(), parts.end(), [&](const Part& p) {
        return LooksLikeItem(std::string_view(text).substr(p.begin, p.end - p.begin));
      });
  std::vector<NewsItem> items;
  if (!several) {
    items.emplace_back().text = std::move(text);
    return items;
  }
  for (const Part& p : parts) {
    NewsItem& item = items.emplace_back();
    item.text = text.substr(p.begin, p.end - p.begin);
    item.offset = p.begin;
    item.line = p.line;
  }
  return items;
}

}  // namespace

std::string ComposeText(std::string_view title, const std::vector<std::string>& blocks) {
  std::string text;
  if (!title.empty() && (blocks.empty() || FoldName(blocks[0]) != FoldName(title))) text = title;
  for (const std::string& block : blocks) {
    if (!text.empty()) text += "\n\n";
    text += block;
  }
  if (!text.empty()) text += '\n';
  return text;
}

std::vector<NewsItem> ReadNewsItems(std::string bytes, std::string_view file) {
  Decoded decoded = ToUtf8(std::move(bytes));
  std::vector<NewsItem> items;
  if (!decoded.refused.empty()) {
    items.emplace_back().refused = std::move(decoded.refused);
    return items;
  }
  std::string& text = decoded.text;
  const size_t first = text.find_first_not_of(" \t\r\n");
  const char sign = first == std::string::npos ? ' ' : text[first];
  if (sign == '{' || sign == '[' || ToLower(file).ends_with(".json")) {
    items = ReadJsonArticles(text);
  } else if (LooksLikeHtml(text)) {
    items.push_back(ReadHtmlArticle(text));
  } else {
    items = SplitPlainText(std::move(text));
  }
  for (NewsItem& item : items) {
    item.composed |= decoded.converted;
    item.offset = decoded.converted ? 0 : item.offset + decoded.mark;
  }
  return items;
}

}  // namespace newsgraph::text
