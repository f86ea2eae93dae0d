#include "loaders/text/news_item.h"

#include <algorithm>

#include "graph/base/strings.h"
#include "loaders/text/letters.h"

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

// Marks of a page in its first bytes: plain text may begin with "<" too.
bool LooksLikeHtml(std::string_view head) {
  const std::string lower = ToLower(head.substr(0, 1024));
  for (std::string_view mark : {"<!doctype", "<html", "<head", "<body", "<article", "<div", "<p>",
                                "<meta", "<script", "<main", "<h1", "<?xml", "<!--"}) {
    if (lower.find(mark) != std::string::npos) return true;
  }
  return false;
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

std::vector<NewsItem> ReadNewsItems(std::string bytes) {
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  const char sign = first == std::string::npos ? ' ' : bytes[first];
  if (sign == '{' || sign == '[') {
    std::vector<NewsItem> items = ReadJsonArticles(bytes);
    if (!items.empty()) return items;
  }
  if (sign == '<' && LooksLikeHtml(std::string_view(bytes).substr(first))) {
    std::vector<NewsItem> items;
    items.push_back(ReadHtmlArticle(bytes));
    return items;
  }
  return SplitPlainText(std::move(bytes));
}

}  // namespace newsgraph::text
