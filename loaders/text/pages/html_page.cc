#include "loaders/text/pages/html_page.h"

#include <algorithm>
#include <array>

#include "loaders/text/knowledge/letters.h"
#include "loaders/text/tokens/characters.h"

namespace newsgraph::text {
namespace {

// Elements whose content is no text of the page.
constexpr std::array<std::string_view, 9> kUnread = {
    "iframe", "math", "noscript", "object", "script", "style", "svg", "template", "textarea"};
// Regions beside the story.
constexpr std::array<std::string_view, 8> kBeside = {"aside", "button", "dialog", "footer",
                                                     "form",  "menu",   "nav",    "select"};
constexpr std::array<std::string_view, 14> kBesideClasses = {
    "ad",         "ads",   "advert", "breadcrumb", "breadcrumbs", "comments", "cookie",
    "newsletter", "promo", "recirc", "related",    "share",       "sharing",  "social"};
constexpr std::array<std::string_view, 30> kBlocks = {
    "address",    "article", "blockquote", "body", "dd",   "div", "dl", "dt",
    "figcaption", "figure",  "h1",         "h2",   "h3",   "h4",  "h5", "h6",
    "header",     "hr",      "html",       "li",   "main", "ol",  "p",  "pre",
    "section",    "table",   "td",         "th",   "tr",   "ul"};

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool IsNameByte(char c) {
  return IsAsciiLower(ToAsciiLower(c)) || IsAsciiDigit(c) || c == '-' || c == ':' || c == '_';
}

struct Tag {
  std::string name;  // lower case
  bool closing = false;
  std::vector<std::pair<std::string, std::string>>
      attributes;  // names in lower case, decoded values

  std::string_view Get(std::string_view name) const {
    for (const auto& [key, value] : attributes) {
      if (key == name) return value;
    }
    return {};
  }
};

// <meta charset="utf-8">, <meta http-equiv="Content-Type" content="text/html; charset=utf-8">
std::string_view CharsetOf(const Tag& meta) {
  std::string_view charset = meta.Get("charset");
  if (charset.empty() && ToLower(meta.Get("http-equiv")) == "content-type") {
    constexpr std::string_view kKey = "charset=";
    const std::string_view content = meta.Get("content");
    const size_t at = ToLower(content).find(kKey);
    if (at != std::string::npos) charset = content.substr(at + kKey.size());
  }
  charset = Trim(charset, " \t\r\n\f\"'");
  return charset.substr(0, charset.find_first_of(" \t\r\n\f;\"'"));
}

class Reader {
 public:
  Reader(std::string_view html, bool everything) : html_(html), everything_(everything) {}

  HtmlPage Read() {
    while (at_ < html_.size()) {
      const size_t open = std::min(html_.find('<', at_), html_.size());
      AddText(html_.substr(at_, open - at_));
      at_ = open;
      if (at_ < html_.size()) Markup();
    }
    Flush();
    return std::move(page_);
  }

 private:
  // A comment, a declaration, a tag, or a sign that is text.
  void Markup() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!--")) {
      Skip(rest.find("-->", 4), 3);
    } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '?')) {
      Skip(rest.find('>'), 1);
    } else if (rest.size() > 1 &&
               (IsLetter(rest[1]) || (rest[1] == '/' && rest.size() > 2 && IsLetter(rest[2])))) {
      const Tag tag = ReadTag();
      tag.closing ? Close(tag.name) : Open(tag);
    } else {
      AddText("<");
      ++at_;
    }
  }

  void Skip(size_t found, size_t length) {
    at_ = found == std::string_view::npos ? html_.size() : at_ + found + length;
  }

  Tag ReadTag() {
    Tag tag;
    ++at_;
    if (html_[at_] == '/') tag.closing = true, ++at_;
    tag.name = Name();
    while (at_ < html_.size() && html_[at_] != '>') {
      if (!IsNameByte(html_[at_])) {
        if (html_[at_] == '<') return tag;  // the tag was never closed
        ++at_;
        continue;
      }
      std::string name = Name();
      std::string value = Value();
      if (tag.attributes.size() < kMaxAttributes)
        tag.attributes.emplace_back(std::move(name), DecodeReferences(value));
    }
    if (at_ < html_.size()) ++at_;
    return tag;
  }

  std::string Name() {
    std::string name;
    for (; at_ < html_.size() && IsNameByte(html_[at_]); ++at_) name += ToAsciiLower(html_[at_]);
    return name;
  }

  std::string Value() {
    size_t i = at_;
    while (i < html_.size() && IsBlank(html_[i])) ++i;
    if (i >= html_.size() || html_[i] != '=') return {};
    ++i;
    while (i < html_.size() && IsBlank(html_[i])) ++i;
    if (i >= html_.size()) {
      at_ = i;
      return {};
    }
    const char quote = html_[i];
    size_t end;
    if (quote == '"' || quote == '\'') {
      end = html_.find(quote, ++i);
      if (end == std::string_view::npos) end = html_.find('>', i);
    } else {
      end = html_.find_first_of(" \t\r\n\f>", i);
    }
    end = std::min(end, html_.size());
    at_ = end < html_.size() && html_[end] == quote ? end + 1 : end;
    return std::string(html_.substr(i, end - i));
  }

  void Open(const Tag& tag) {
    if (tag.name == "html" && page_.language.empty()) page_.language = tag.Get("lang");
    if (tag.name == "meta") Meta(tag);
    if (tag.name == "link" && tag.Get("rel") == "canonical") page_.canonical = tag.Get("href");
    if (tag.name == "time" && page_.time.empty()) page_.time = tag.Get("datetime");
    if (tag.name == "title" || IsOneOf(tag.name, kUnread)) {
      Raw(tag);
      return;
    }
    if (!skipped_.empty()) {
      skip_depth_ += tag.name == skipped_;
      return;
    }
    if (IsBeside(tag)) {
      Flush();
      skipped_ = tag.name;
      skip_depth_ = 1;
      return;
    }
    if (tag.name == "a") ++links_;
    if (tag.name == "br") Break();
    if (!IsOneOf(tag.name, kBlocks)) return;
    Flush();
    element_ = tag.name;
    if (tag.name == "article") article_ = ++articles_;
    if (tag.name == "main") main_ = true;
  }

  void Close(const std::string& name) {
    if (!skipped_.empty()) {
      if (name == skipped_ && --skip_depth_ == 0) skipped_.clear();
      return;
    }
    if (name == "a" && links_ > 0) --links_;
    if (!IsOneOf(name, kBlocks)) return;
    Flush();
    element_ = "div";
    links_ = 0;
    if (name == "article") article_ = 0;
    if (name == "main") main_ = false;
  }

  bool IsBeside(const Tag& tag) const {
    if (everything_) return false;
    if (IsOneOf(tag.name, kBeside)) return true;
    if (tag.name != "div" && tag.name != "section" && tag.name != "ul" && tag.name != "p")
      return false;
    if (tag.Get("role") == "navigation" || tag.Get("aria-hidden") == "true") return true;
    for (std::string_view key : {"class", "id"}) {
      std::string word;
      for (char c : Cat(tag.Get(key), " ")) {
        if (IsAsciiLower(ToAsciiLower(c)) || IsAsciiDigit(c)) {
          word += ToAsciiLower(c);
        } else {
          if (IsOneOf(word, kBesideClasses)) return true;
          word.clear();
        }
      }
    }
    return false;
  }

  void Meta(const Tag& tag) {
    if (page_.charset.empty()) page_.charset = CharsetOf(tag);
    std::string_view name = tag.Get("property");
    if (name.empty()) name = tag.Get("name");
    if (name.empty()) name = tag.Get("itemprop");
    if (name.empty() || tag.Get("content").empty() || page_.meta.size() >= kMaxAttributes) return;
    page_.meta.try_emplace(ToLower(name), tag.Get("content"));
  }

  // An element whose content is not markup; up to its end tag, or to the end of the page.
  void Raw(const Tag& tag) {
    const size_t begin = at_;
    size_t end = at_;
    while (true) {
      end = html_.find("</", end);
      if (end == std::string_view::npos) {
        end = at_ = html_.size();
        break;
      }
      if (ToLower(html_.substr(end + 2, tag.name.size())) == tag.name) {
        at_ = std::min(html_.find('>', end), html_.size() - 1) + 1;
        break;
      }
      end += 2;
    }
    const std::string_view content = html_.substr(begin, end - begin);
    if (tag.name == "title" && page_.title.empty()) {
      HtmlBlock saved = std::move(block_);
      block_ = {};
      AppendCollapsed(DecodeReferences(content));
      page_.title = std::move(block_.text);
      block_ = std::move(saved);
    }
    if (tag.name == "script" && ToLower(tag.Get("type")).find("ld+json") != std::string::npos)
      page_.linked_data.emplace_back(content);
  }

  void AddText(std::string_view text) {
    if (text.empty() || !skipped_.empty()) return;
    const size_t before = block_.text.size();
    AppendCollapsed(DecodeReferences(text));
    if (links_ > 0) block_.link_bytes += static_cast<uint32_t>(block_.text.size() - before);
  }

  void AppendCollapsed(std::string_view text) {
    std::string& out = block_.text;
    for (size_t i = 0; i < text.size(); ++i) {
      char c = text[i];
      if (text.substr(i, 2) == "\xC2\xA0") c = ' ', ++i;  // a no-break space
      if (IsBlank(c)) {
        if (!out.empty() && out.back() != ' ') out += ' ';
      } else if (c != '\0') {
        out += c;
      }
    }
  }

  // One <br> is a blank; two end the paragraph.
  void Break() {
    if (html_.substr(at_).starts_with("<br") || last_break_ == at_) Flush();
    AppendCollapsed(" ");
    last_break_ = at_;
  }

  void Flush() {
    while (!block_.text.empty() && block_.text.back() == ' ') block_.text.pop_back();
    if (!block_.text.empty()) {
      block_.element = element_;
      block_.article = article_;
      block_.main = main_;
      page_.blocks.push_back(std::move(block_));
    }
    block_ = {};
  }

  static constexpr size_t kMaxAttributes = 256;

  std::string_view html_;
  bool everything_;
  size_t at_ = 0;
  HtmlPage page_;
  HtmlBlock block_;
  std::string element_ = "div";
  std::string skipped_;  // the element whose content is passed over
  int skip_depth_ = 0;
  int links_ = 0;
  uint32_t article_ = 0, articles_ = 0;
  bool main_ = false;
  size_t last_break_ = 0;
};

}  // namespace

HtmlPage ReadHtml(std::string_view html, bool everything) {
  return Reader(html, everything).Read();
}

}  // namespace newsgraph::text
