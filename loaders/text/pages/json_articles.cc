// Articles in JSON: schema.org, trafilatura, newspaper, IPTC ninjs. Each field is looked for under
// the names that these use; a thing is an article when it has a text.
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <initializer_list>

#include "loaders/text/extraction_json.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/pages/html_page.h"
#include "loaders/text/pages/json_places.h"
#include "loaders/text/pages/news_item.h"

namespace newsgraph::text {
namespace {

using Json = rapidjson::Value;

constexpr size_t kMaxItems = 100'000;
constexpr int kMaxDepth = 8;      // of arrays and wrappers around articles
constexpr int kMaxNesting = 100;  // of any brackets

std::string_view TextOf(const Json& json) { return {json.GetString(), json.GetStringLength()}; }

const Json* Find(const Json& object, std::string_view key) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(
      rapidjson::StringRef(key.data(), static_cast<rapidjson::SizeType>(key.size())));
  return found == object.MemberEnd() ? nullptr : &found->value;
}

// The first of the members that is a text with something in it.
std::string_view FindText(const Json& object, std::initializer_list<std::string_view> keys) {
  for (std::string_view key : keys) {
    const Json* value = Find(object, key);
    if (value && value->IsArray() && !value->Empty()) value = &(*value)[0];
    if (value && value->IsObject()) value = Find(*value, "@value");
    if (value && value->IsString() && value->GetStringLength() > 0) return TextOf(*value);
  }
  return {};
}

// A person or organization as text, as an object with a name, or as a list of such.
void AddAuthors(const Json& value, std::vector<std::string>& authors) {
  if (value.IsArray()) {
    for (const Json& one : value.GetArray()) {
      if (!one.IsArray()) AddAuthors(one, authors);
    }
    return;
  }
  std::string_view name = value.IsString() ? TextOf(value) : FindText(value, {"name"});
  if (const std::string lower = ToLower(name.substr(0, 3)); lower == "by ") name.remove_prefix(3);
  // "Ann Lee and Bo Dahl", "Ann Lee; Bo Dahl"
  while (!name.empty()) {
    size_t end = std::min({name.find(';'), name.find(" and "), name.find(", "), name.size()});
    const size_t next = end == name.size() ? end
                                           : end + (name[end] == ';'   ? 1
                                                    : name[end] == ',' ? 2
                                                                       : 5);
    std::string_view one = name.substr(0, end);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (!one.empty() && !one.starts_with("http") && authors.size() < 20) authors.emplace_back(one);
    name.remove_prefix(next);
  }
}

// Lines of a text as paragraphs; mark-up in it is read as a page.
std::vector<std::string> Paragraphs(std::string_view text) {
  std::vector<std::string> blocks;
  if (text.find("</p>") != text.npos || text.find("<br") != text.npos ||
      text.find("</div>") != text.npos) {
    for (HtmlBlock& block : ReadHtml(text, /*everything=*/true).blocks) {
      blocks.push_back(block.element == "li" ? Cat("* ", block.text) : std::move(block.text));
    }
    return blocks;
  }
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    if (!line.empty()) blocks.emplace_back(line);
  }
  return blocks;
}

// Of ninjs 2 and 3: [{"role":"main","value":"..."}]; of several the main one, else the first.
std::string_view FindByRole(const Json& object, std::string_view key) {
  const Json* list = Find(object, key);
  if (!list || !list->IsArray()) return {};
  std::string_view first;
  for (const Json& one : list->GetArray()) {
    const std::string_view value = FindText(one, {"value"});
    if (FindText(one, {"role"}) == "main") return value;
    if (first.empty()) first = value;
  }
  return first;
}

std::string_view BodyOf(const Json& object) {
  std::string_view body =
      FindText(object, {"articleBody", "text", "raw_text", "maintext", "body_text", "body_xhtml",
                        "body_html", "page_content"});
  if (body.empty()) body = FindByRole(object, "bodies");
  return body;
}

std::string_view DateOf(const Json& object) {
  return FindText(
      object, {"datePublished", "dateCreated", "date", "publish_date", "published_date",
               "date_publish", "publishedAt", "contentcreated", "firstcreated", "versioncreated"});
}

// The updates of a live blog, oldest first, each as "09:40 headline" and its text.
void AddUpdates(const Json& object, std::vector<std::string>& blocks) {
  const Json* updates = Find(object, "liveBlogUpdate");
  if (!updates || !updates->IsArray()) return;
  std::vector<std::pair<std::string_view, const Json*>> ordered;
  for (const Json& update : updates->GetArray()) ordered.emplace_back(DateOf(update), &update);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [date, update] : ordered) {
    const std::string_view clock = date.size() >= 16 && date[10] == 'T' ? date.substr(11, 5) : "";
    const std::string_view headline = FindText(*update, {"headline", "name"});
    std::vector<std::string> lines = Paragraphs(BodyOf(*update));
    if (!headline.empty()) lines.emplace(lines.begin(), headline);
    if (!lines.empty() && !clock.empty()) lines[0] = Cat(clock, " ", lines[0]);
    blocks.insert(blocks.end(), lines.begin(), lines.end());
  }
}

void ReadFacts(const Json& object, ArticleFacts& facts) {
  facts.title = FindText(object, {"headline", "title", "name"});
  if (facts.title.empty()) facts.title = FindByRole(object, "headlines");
  facts.title = DecodeReferences(facts.title);
  facts.published = DateOf(object);
  facts.language = FindText(object, {"inLanguage", "language", "meta_lang"});
  facts.url = FindText(object, {"url", "link", "uri"});
  if (facts.url.empty()) {
    if (const Json* page = Find(object, "mainEntityOfPage"))
      facts.url = page->IsString() ? TextOf(*page) : FindText(*page, {"@id", "url"});
  }
  if (const std::string_view source = FindText(object, {"source"});
      facts.url.empty() && source.starts_with("http"))
    facts.url = source;  // as trafilatura calls it
  for (std::string_view key : {"author", "authors", "byline", "by", "creator"}) {
    const Json* value = Find(object, key);
    if (value && facts.authors.empty()) AddAuthors(*value, facts.authors);
  }
}

bool IsArticle(const Json& object) {
  if (!object.IsObject()) return false;
  if (Find(object, "liveBlogUpdate")) return true;
  return !BodyOf(object).empty();
}

// A schema.org type whose text may lie in the page around it.
bool IsArticleHead(const Json& object) {
  const std::string_view type = FindText(object, {"@type"});
  return (type.ends_with("Article") || type.ends_with("BlogPosting") || type.ends_with("Report")) &&
         !FindText(object, {"headline", "name"}).empty();
}

void ReadArticle(const Json& object, NewsItem& item) {
  ReadFacts(object, item.facts);
  std::vector<std::string> blocks = Paragraphs(BodyOf(object));
  if (std::string_view lead = FindText(object, {"alternativeHeadline"});
      !lead.empty() && !blocks.empty())
    blocks.emplace(blocks.begin(), lead);
  AddUpdates(object, blocks);
  item.text = blocks.empty() ? std::string() : ComposeText(item.facts.title, blocks);
  item.composed = true;
}

// Nodes and edges, ours or LangChain's.
bool IsGraph(const Json& object) {
  const Json* inner = Find(object, "kwargs");
  const Json& graph = inner && inner->IsObject() ? *inner : object;
  const Json* nodes = Find(graph, "nodes");
  return nodes && nodes->IsArray() && (Find(graph, "edges") || Find(graph, "relationships"));
}

std::string Print(const Json& json) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  json.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

// Walks arrays and the wrappers that feeds put around articles, in the order of the text.
class Finder {
 public:
  Finder(std::string_view text, std::vector<NewsItem>& items) : text_(text), items_(items) {}

  // `json` begins at byte `at` of the text.
  void Walk(const Json& json, size_t at, int depth) {
    if (depth > kMaxDepth || items_.size() >= kMaxItems) return;
    if (json.IsArray()) {
      for (const Json& one : json.GetArray()) {
        at = NextJsonValue(text_, at + 1);
        Walk(one, at, depth + 1);
        at = SkipJsonValue(text_, at) - 1;
      }
      return;
    }
    MoveTo(at);
    if (!json.IsObject()) return Refuse("a value that is no object");
    if (IsGraph(json)) return Graph(json);
    for (std::string_view key : {"@graph", "articles", "items", "documents", "graph_documents"}) {
      const Json* list = Find(json, key);
      if (list && list->IsArray()) return Walk(*list, PlaceOfMember(text_, at, key), depth + 1);
    }
    if (IsArticle(json)) {
      ReadArticle(json, Add());
    } else if (!Find(json, "@type") || IsArticleHead(json)) {
      // What else stands in a schema.org graph (the site, its publisher) is no article and no
      // error.
      Refuse("an object without text");
    }
  }

  // The place of what is found next. cost: O(bytes passed)
  void MoveTo(size_t at) {
    const auto begin = text_.begin() + static_cast<int64_t>(std::min<size_t>(offset_, at));
    const auto lines = std::count(begin, text_.begin() + static_cast<int64_t>(at), '\n');
    line_ += static_cast<uint64_t>(lines);
    offset_ = at;
  }
  // Why the value there cannot be read.
  void RefuseAs(std::string reason) { Add().refused = std::move(reason); }

 private:
  NewsItem& Add() {
    NewsItem& item = items_.emplace_back();
    item.line = line_;
    item.offset = offset_;
    item.composed = true;
    return item;
  }
  void Refuse(std::string_view what) {
    RefuseAs(Cat(
        what, ": expected an article with \"articleBody\", \"text\", \"body_text\" or \"bodies\", ",
        "or a graph with \"nodes\""));
  }
  void Graph(const Json& json) {
    NewsItem& item = Add();
    const Json* inner = Find(json, "kwargs");
    const Json* source = Find(inner ? *inner : json, "source");
    if (source && Find(*source, "kwargs")) source = Find(*source, "kwargs");
    if (source && source->IsObject()) {
      if (!BodyOf(*source).empty()) ReadArticle(*source, item);
      if (const Json* metadata = Find(*source, "metadata"); metadata && metadata->IsObject())
        ReadFacts(*metadata, item.facts);
      if (!BodyOf(*source).empty()) item.text = BodyOf(*source);  // offsets count in it as it is
    }
    auto graph = ParseExtraction(Print(json), item.text);
    if (graph.ok()) {
      item.found = *std::move(graph);
      if (item.facts.title.empty()) item.facts.title = item.found->title;
      if (item.facts.published.empty()) item.facts.published = item.found->date;
    } else {
      item.refused = View(graph.status().message());
    }
  }

  std::string_view text_;
  uint64_t line_ = 1, offset_ = 0;
  std::vector<NewsItem>& items_;
};

NewsItem Refused(std::string reason) {
  NewsItem item;
  item.composed = true;
  item.refused = std::move(reason);
  return item;
}

}  // namespace

std::vector<NewsItem> ReadJsonArticles(std::string_view json) {
  std::vector<NewsItem> items;
  if (NestingOf(json) > kMaxNesting) {
    items.push_back(Refused(Cat("JSON nests deeper than ", kMaxNesting)));
    return items;
  }
  Finder finder(json, items);
  size_t at = 0;
  while (items.size() < kMaxItems) {
    at = std::min(json.find_first_not_of(" \t\r\n,", at), json.size());
    if (at == json.size()) break;
    rapidjson::Document document;
    rapidjson::MemoryStream stream(json.data() + at, json.size() - at);
    document.ParseStream<rapidjson::kParseStopWhenDoneFlag | rapidjson::kParseIterativeFlag |
                         rapidjson::kParseValidateEncodingFlag>(stream);
    if (document.HasParseError()) {
      finder.MoveTo(at);
      finder.RefuseAs(Cat("no JSON: ", rapidjson::GetParseError_En(document.GetParseError()),
                          " at byte ", at + document.GetErrorOffset()));
      break;
    }
    finder.Walk(document, at, 0);
    at += stream.Tell();
  }
  if (items.empty()) items.push_back(Refused("JSON without an article in it"));
  return items;
}

bool ReadJsonArticle(std::string_view json, NewsItem& item) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError()) return false;
  const auto take = [&](const Json& one) {
    if (!IsArticle(one) && !IsArticleHead(one)) return false;
    ReadArticle(one, item);
    return true;
  };
  const Json* list = document.IsArray() ? &document : Find(document, "@graph");
  if (!list || !list->IsArray()) return take(document);
  return std::any_of(list->Begin(), list->End(), take);
}

}  // namespace newsgraph::text
