#include "loaders/text/load_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "graph/crc32c.h"
#include "graph/parallel.h"
#include "loaders/source.h"
#include "loaders/text/entity_merge.h"
#include "loaders/text/extract.h"

namespace newsgraph::text {
namespace {

using loaders::Loading;
using loaders::Rejection;

// The text with U+FFFD for each byte that is not UTF-8.
std::string CleanUtf8(std::string_view text) {
  std::string out;
  while (true) {
    const size_t bad = loaders::FindInvalidUtf8(text);
    out += text.substr(0, bad);
    if (bad == std::string_view::npos) return out;
    out += "\xEF\xBF\xBD";
    text.remove_prefix(bad + 1);
  }
}

// An article once its text is let go.
struct Article {
  std::string path;
  std::string source;  // its name in the graph
  uint32_t checksum = 0;
  uint64_t bytes = 0;
  Extraction found;
  std::vector<std::vector<std::string>> sentences;  // of each edge, the main one first
  std::string refused;                              // why it is none; empty when it is one
  std::string raw;                                  // its beginning, when refused
};

std::string Sentence(std::string_view text, TextSpan span) {
  return CleanUtf8(text.substr(span.begin, span.end - span.begin));
}

void Read(const loaders::LoadOptions& options, const Knowledge& knowledge, Scratch& scratch,
          Article& article) {
  const auto text = [&]() -> StatusOr<std::string> {
    ASSIGN_OR_RETURN(loaders::Source source, loaders::Source::Open(article.path));
    return source.ReadAll(kMaxArticleBytes + 1);
  }();
  if (!text.ok()) {
    article.refused = View(text.status().message());
    return;
  }
  article.bytes = text->size();
  article.checksum = Crc32c({reinterpret_cast<const uint8_t*>(text->data()), text->size()});
  auto found = ExtractArticle(*text, {article.source, options.article_date}, knowledge, scratch);
  if (!found.ok()) {
    article.refused = View(found.status().message());
    article.raw = text->substr(0, Rejection::kMaxRaw);
    return;
  }
  article.found = *std::move(found);
  for (const ExtractedEdge& edge : article.found.edges) {
    auto& sentences = article.sentences.emplace_back();
    for (const TextSpan span : edge.evidence) sentences.push_back(Sentence(*text, span));
  }
  for (ExtractedNode& node : article.found.nodes) node.mentions = {};  // of no use from here on
}

// Writes extractions into a builder.
class Emitter {
 public:
  explicit Emitter(Builder& b)
      : builder_(b),
        article_label_(b.Label(NameOf(NodeType::kArticle))),
        key_(b.Key("key")),
        name_(b.Key("name")),
        aliases_(b.Key("aliases")),
        date_(b.Key("date")),
        source_(b.Key("source")),
        checksum_(b.Key("checksum")) {}

  NodeId FindArticle(std::string_view source) const {
    return builder_.FindNode(article_label_, key_, Value::String(Cat("article:", source)));
  }
  bool SameContent(NodeId article, uint32_t checksum) const {
    const Value known = builder_.Get(article, checksum_);
    return known.is_int() && known.integer() == static_cast<int64_t>(checksum);
  }

  void Emit(const Article& article) {
    nodes_.clear();
    for (const ExtractedNode& node : article.found.nodes) nodes_.push_back(AddNode(node));
    const NodeId self = nodes_[0];
    builder_.Set(self, source_, Value::String(article.source));
    builder_.Set(self, checksum_, Value::Int(static_cast<int64_t>(article.checksum)));
    if (const Value name = builder_.Get(self, name_); !name.is_string() || name.string().empty()) {
      builder_.Set(self, name_, Value::String(article.source));
    }
    SetDate(self, article.found.date);
    for (size_t i = 0; i < article.found.edges.size(); ++i) AddEdge(article, i);
  }

 private:
  NodeId AddNode(const ExtractedNode& found) {
    const LabelId label =
        builder_.Label(found.type == NodeType::kNone ? "Thing" : NameOf(found.type));
    const uint64_t before = builder_.node_count();
    const NodeId node = builder_.UpsertNode(label, key_, Value::String(CleanUtf8(found.key)));
    if (builder_.node_count() > before) {
      builder_.Set(node, name_, Value::String(CleanUtf8(found.name)));
      builder_.AddIndex(label, name_);
    }
    AddNames(node, found);
    if (found.count >= 0) builder_.Set(node, builder_.Key("count"), Value::Int(found.count));
    if (!found.country.empty())
      builder_.Set(node, builder_.Key("country"), Value::String(found.country));
    return node;
  }

  // Names that the node does not have yet become aliases, in the order in which they were met.
  void AddNames(NodeId node, const ExtractedNode& found) {
    const Value name = builder_.Get(node, name_), known = builder_.Get(node, aliases_);
    std::vector<Value> all;
    if (known.is_list()) all.assign(known.list().begin(), known.list().end());
    const size_t before = all.size();
    const auto add = [&](std::string_view text) {
      const Value alias = Value::String(CleanUtf8(text));
      const auto same = [&](const Value& other) { return Equivalent(other, alias); };
      if (!text.empty() && !same(name) && std::none_of(all.begin(), all.end(), same))
        all.push_back(alias);
    };
    add(found.name);
    for (const std::string& alias : found.aliases) add(alias);
    if (all.size() > before) builder_.Set(node, aliases_, Value::List(std::move(all)));
  }

  void AddEdge(const Article& article, size_t index) {
    const ExtractedEdge& found = article.found.edges[index];
    const std::vector<std::string>& sentences = article.sentences[index];
    const EdgeId edge = builder_.AddEdge(
        nodes_[found.source], builder_.Type(NameOf(found.relation)), nodes_[found.target]);
    if (!edge.valid()) return;  // Freeze says so
    const auto set = [&](std::string_view key, Value value) {
      builder_.Set(edge, builder_.Key(key), std::move(value));
    };
    if (!sentences.empty()) {
      set("sentence", Value::String(sentences[0]));
      set("start", Value::Int(found.evidence[0].begin));
      set("end", Value::Int(found.evidence[0].end));
    }
    if (sentences.size() > 1) {
      std::vector<Value> more;
      for (size_t i = 1; i < sentences.size(); ++i) more.push_back(Value::String(sentences[i]));
      set("more_sentences", Value::List(std::move(more)));
    }
    // Hundredths: what is known of a confidence, and a narrow column.
    set("confidence",
        Value::Float(static_cast<double>(static_cast<int>(found.confidence * 100 + 0.5f)) / 100));
    set("polarity", Value::String(NameOf(found.polarity)));
    set("modality", Value::String(NameOf(found.modality)));
    set("inferred", Value::Bool(found.inferred));
    set("rule", Value::String(found.rule));
    set("article", Value::String(article.source));
    if (!found.attributed_to.empty())
      set("attributed_to", Value::String(CleanUtf8(found.attributed_to)));
    if (!found.label.empty()) set("label", Value::String(CleanUtf8(found.label)));
    SetDate(edge, found.date);
  }

  template <class Element>
  void SetDate(Element element, const std::string& text) {
    if (text.empty()) return;
    const auto date = Parse<Date>(text);
    if (!date.ok()) return;
    builder_.Set(element, date_, Value::Of(*date));
    if (text.size() >= 10) return;
    builder_.Set(element, builder_.Key("date_precision"),
                 Value::String(text.size() > 4 ? "month" : "year"));
  }

  Builder& builder_;
  LabelId article_label_;
  KeyId key_, name_, aliases_, date_, source_, checksum_;
  std::vector<NodeId> nodes_;  // by index of the extraction's
};

class ArticleLoad {
 public:
  explicit ArticleLoad(Loading& loading) : loading_(loading), emitter_(loading.builder()) {}

  Status Run(std::span<const std::string> files) {
    ASSIGN_OR_RETURN(const Knowledge knowledge, Knowledge::Load());
    for (const std::string& path : files) {
      Article article;
      article.path = path;
      article.source = path.substr(path.find_last_of('/') + 1);
      articles_.push_back(std::move(article));
    }
    RETURN_IF_ERROR(NameApart());
    RETURN_IF_ERROR(ReadAll(knowledge));
    std::erase_if(articles_, [](const Article& article) { return !article.refused.empty(); });
    std::vector<Extraction> extractions;
    for (Article& article : articles_) extractions.push_back(std::move(article.found));
    UnifyKeys(extractions);
    for (size_t i = 0; i < articles_.size(); ++i) {
      articles_[i].found = std::move(extractions[i]);
      emitter_.Emit(articles_[i]);
      articles_[i] = {};
      loading_.CountLoaded();
    }
    return absl::OkStatus();
  }

 private:
  // Gives each article a name of its own: the file's, and where another one has it already, the
  // checksum behind it. Articles that are there already are counted and forgotten.
  Status NameApart() {
    StringMap<int> uses;
    for (const Article& article : articles_) ++uses[article.source];
    StringSet seen;
    std::vector<Article> kept;
    for (Article& article : articles_) {
      const NodeId older = emitter_.FindArticle(article.source);
      if (uses[article.source] > 1 || older.valid()) {
        const uint32_t checksum = ChecksumOf(article);
        const std::string name = Cat(article.source, "#", absl::Hex(checksum, absl::kZeroPad8));
        const bool again = !seen.insert(name).second;
        if (again || (older.valid() && emitter_.SameContent(older, checksum)) ||
            emitter_.FindArticle(name).valid()) {
          loading_.CountMerged();
          RETURN_IF_ERROR(loading_.Advance(article.bytes));
          continue;
        }
        if (older.valid() || !seen.insert(article.source).second) article.source = name;
      }
      kept.push_back(std::move(article));
    }
    articles_ = std::move(kept);
    return absl::OkStatus();
  }

  // 0 for a file that cannot be read: it is rejected later.
  static uint32_t ChecksumOf(Article& article) {
    auto source = loaders::Source::Open(article.path);
    if (!source.ok()) return 0;
    const auto text = source->ReadAll(kMaxArticleBytes + 1);
    if (!text.ok()) return 0;
    article.bytes = text->size();
    return Crc32c({reinterpret_cast<const uint8_t*>(text->data()), text->size()});
  }

  // In batches, so that progress is told and a cancel is heard; the result does not depend on the
  // threads.
  Status ReadAll(const Knowledge& knowledge) {
    constexpr size_t kBatch = 64;
    const int threads = std::max(1, loading_.options().threads);
    std::vector<Scratch> scratches(static_cast<size_t>(threads));
    for (size_t begin = 0; begin < articles_.size(); begin += kBatch) {
      const size_t end = std::min(begin + kBatch, articles_.size());
      std::atomic<size_t> next = begin;
      ParallelFor(static_cast<size_t>(threads), threads, [&](size_t worker) {
        for (size_t i = next++; i < end && !loading_.cancelled(); i = next++) {
          Read(loading_.options(), knowledge, scratches[worker], articles_[i]);
        }
      });
      for (size_t i = begin; i < end; ++i) {
        Article& article = articles_[i];
        RETURN_IF_ERROR(loading_.Advance(article.bytes));
        if (article.refused.empty()) continue;
        RETURN_IF_ERROR(
            loading_.Reject({article.path, 0, 0, article.refused, std::move(article.raw)}));
      }
    }
    return absl::OkStatus();
  }

  Loading& loading_;
  Emitter emitter_;
  std::vector<Article> articles_;
};

}  // namespace

bool LooksLikeArticle(std::string_view head) {
  if (head.empty() || !loaders::WhyNotText(head).empty()) return false;
  const size_t bad = loaders::FindInvalidUtf8(head);
  if (bad != std::string_view::npos && bad + 4 <= head.size())
    return false;  // the head may cut a character
  const size_t first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] != '<' && head[first] != '{' &&
         head[first] != '[';
}

Status LoadArticles(std::span<const std::string> files, Loading& loading) {
  return ArticleLoad(loading).Run(files);
}

}  // namespace newsgraph::text
