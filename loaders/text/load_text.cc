#include "loaders/text/load_text.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "graph/base/utf8.h"
#include "graph/crc32c.h"
#include "graph/parallel.h"
#include "loaders/source.h"
#include "loaders/text/article_graph.h"
#include "loaders/text/external_extractor.h"
#include "loaders/text/extract.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/pages/news_item.h"

namespace newsgraph::text {
namespace {

using loaders::Loading;
using loaders::Rejection;

// At most `limit` bytes of a file.
StatusOr<std::string> ReadFile(const std::string& path, size_t limit) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  struct stat status = {};
  if (!file || fstat(fileno(file.get()), &status) != 0 || S_ISDIR(status.st_mode)) {
    const int code = file && S_ISDIR(status.st_mode) ? EISDIR : errno;
    return RuntimeError(ErrorKind::kIoError, "",
                        Cat("cannot read \"", path, "\": ", std::strerror(code)));
  }
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  std::string bytes(std::min(limit, static_cast<size_t>(status.st_size) + 4096), '\0');
  size_t size = 0;
  while (const size_t got = std::fread(bytes.data() + size, 1, bytes.size() - size, file.get())) {
    size += got;
    if (size == bytes.size() && size < limit) bytes.resize(std::min(limit, 2 * size));
  }
  if (std::ferror(file.get())) {
    return RuntimeError(ErrorKind::kIoError, "",
                        Cat("cannot read \"", path, "\": ", std::strerror(errno)));
  }
  bytes.resize(size);
  return bytes;
}

// One item of a file on its way into the graph.
struct Record {
  NewsItem item;
  FoundArticle article;
  bool merged = false;  // it is in the graph already
};

struct File {
  std::string path;
  uint64_t bytes = 0;
  std::string raw;  // its beginning, when an item of it is refused
  std::vector<Record> records;
};

std::string NameOfFile(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

// Why the loader's own rules cannot read an item, or an empty string.
std::string WhyNotRead(const NewsItem& item, const std::string& name, bool external) {
  if (!item.refused.empty()) return item.refused;
  if (item.found) return {};
  const Status status = CheckArticle(item.text, {.name = name, .date = ""});
  if (!status.ok()) return std::string(View(status.message()));
  const std::string language = ToLower(item.facts.language);
  if (!external && !language.empty() && !language.starts_with("en"))
    return Cat("the article is in \"", item.facts.language, "\": English alone is read");
  return {};
}

void Open(bool external, File& file) {
  auto bytes = ReadFile(file.path, kMaxArticleBytes + 1);
  if (!bytes.ok()) {
    file.records.emplace_back().item.refused = View(bytes.status().message());
    return;
  }
  file.bytes = bytes->size();
  std::string raw = bytes->substr(0, Rejection::kMaxRaw);
  bool refused = false;
  for (NewsItem& item : ReadNewsItems(*std::move(bytes), file.path)) {
    Record& record = file.records.emplace_back();
    record.item = std::move(item);
    NewsItem& own = record.item;
    own.refused = WhyNotRead(own, NameOfFile(file.path), external);
    refused |= !own.refused.empty();
    record.article.checksum =
        Crc32c({reinterpret_cast<const uint8_t*>(own.text.data()), own.text.size()});
  }
  if (refused) file.raw = std::move(raw);
}

class ArticleLoad {
 public:
  explicit ArticleLoad(Loading& loading)
      : loading_(loading),
        threads_(std::max(1, loading.options().threads)),
        external_(!loading.options().extractor.empty()),
        graph_(loading.builder()),
        scratches_(static_cast<size_t>(threads_)),
        extractors_(static_cast<size_t>(threads_)) {}

  // In batches, so that progress is told, a cancel is heard and memory stays small; the graph does
  // not depend on the threads, as articles are added in the order of the files.
  Status Run(std::span<const std::string> paths) {
    constexpr size_t kBatch = 64;
    ASSIGN_OR_RETURN(const Knowledge knowledge, Knowledge::Load());
    for (size_t begin = 0; begin < paths.size(); begin += kBatch) {
      std::vector<File> files;
      for (size_t i = begin; i < std::min(begin + kBatch, paths.size()); ++i)
        files.emplace_back().path = paths[i];
      ParallelFor(files.size(), threads_, [&](size_t i) { Open(external_, files[i]); });
      std::vector<Record*> records;
      for (File& file : files) {
        NameApart(file);
        for (Record& record : file.records) {
          if (record.item.refused.empty() && !record.merged) records.push_back(&record);
        }
      }
      std::atomic<size_t> next = 0;
      ParallelFor(static_cast<size_t>(threads_), threads_, [&](size_t worker) {
        for (size_t i = next++; i < records.size() && !loading_.cancelled(); i = next++)
          Extract(knowledge, worker, *records[i]);
      });
      for (File& file : files) RETURN_IF_ERROR(Finish(file));
    }
    return absl::OkStatus();
  }

 private:
  // Gives each article a name of its own: its address, or the file's name with the item's number
  // where there are several; and where another article has it already, the checksum behind it.
  void NameApart(File& file) {
    for (size_t i = 0; i < file.records.size(); ++i) {
      Record& record = file.records[i];
      if (!record.item.refused.empty()) continue;
      std::string name = NameOfFile(file.path);
      if (file.records.size() > 1) Append(name, "#", i + 1);
      if (!record.item.facts.url.empty()) name = CleanUtf8(record.item.facts.url);
      if (IsThere(name, record)) {
        if (record.merged) continue;
        Append(name, "#", absl::Hex(record.article.checksum, absl::kZeroPad8));
        if (IsThere(name, record)) {
          record.merged = true;
          continue;
        }
      }
      named_[name] = record.article.checksum;
      record.article.source = std::move(name);
    }
  }

  // Whether the name is taken; if it is by the same content, the record is merged.
  bool IsThere(const std::string& name, Record& record) {
    if (const auto found = named_.find(name); found != named_.end()) {
      record.merged = found->second == record.article.checksum;
      return true;
    }
    const NodeId older = graph_.FindArticle(name);
    if (!older.valid()) return false;
    record.merged = graph_.SameContent(older, record.article.checksum);
    return true;
  }

  void Extract(const Knowledge& knowledge, size_t worker, Record& record) {
    FoundArticle& article = record.article;
    NewsItem& item = record.item;
    const ArticleSource source{article.source, loading_.options().article_date, item.facts};
    auto found = [&]() -> StatusOr<Extraction> {
      if (item.found) return *std::move(item.found);
      if (!external_) return ExtractArticle(item.text, source, knowledge, scratches_[worker]);
      return ExtractBy(extractors_[worker], source, item);
    }();
    if (!found.ok()) {
      item.refused = View(found.status().message());
      return;
    }
    article.found = *std::move(found);
    AssignKeys(source, knowledge.gazetteer(), article.found);
    for (const ExtractedEdge& edge : article.found.edges) {
      auto& sentences = article.sentences.emplace_back();
      for (const TextSpan span : edge.evidence) sentences.push_back(CleanUtf8(span.In(item.text)));
    }
    for (ExtractedNode& node : article.found.nodes) node.mentions = {};  // of no use from here on
    article.facts = std::move(item.facts);
    if (item.composed) article.text = std::move(item.text);
    item.text = {};
  }

  StatusOr<Extraction> ExtractBy(std::unique_ptr<ExternalExtractor>& extractor,
                                 const ArticleSource& source, const NewsItem& item) {
    if (!extractor) {
      ASSIGN_OR_RETURN(extractor,
                       ExternalExtractor::Start(loading_.options().extractor,
                                                loading_.options().extractor_timeout_ms));
    }
    const std::string& date = item.facts.published.empty() ? source.date : item.facts.published;
    ASSIGN_OR_RETURN(Extraction found,
                     extractor->Extract({source.name, date, item.facts.title, item.text}));
    if (found.date.empty()) found.date = date.substr(0, 10);
    if (found.title.empty()) found.title = item.facts.title;
    return found;
  }

  Status Finish(File& file) {
    loading_.SetFile(file.path);
    for (Record& record : file.records) {
      if (!record.item.refused.empty()) {
        RETURN_IF_ERROR(loading_.Reject({file.path, record.item.line, record.item.offset,
                                         std::move(record.item.refused), file.raw}));
      } else if (record.merged) {
        loading_.CountMerged();
      } else if (loading_.cancelled()) {
        break;
      } else {
        graph_.Add(std::move(record.article));
        loading_.CountLoaded();
      }
    }
    return loading_.Advance(file.bytes);
  }

  Loading& loading_;
  const int threads_;
  const bool external_;
  ArticleGraph graph_;
  std::vector<Scratch> scratches_;
  std::vector<std::unique_ptr<ExternalExtractor>> extractors_;
  StringMap<uint32_t> named_;  // checksums of this load's articles
};

}  // namespace

bool LooksLikeArticle(std::string_view head) {
  if (head.empty() || !WhyNotText(head).empty()) return false;
  const size_t bad = FindInvalidUtf8(head);
  if (bad != std::string_view::npos && bad + 4 <= head.size())
    return false;  // the head may cut a character
  return head.find_first_not_of(" \t\r\n") != std::string_view::npos;
}

Status LoadArticles(std::span<const std::string> files, Loading& loading) {
  return ArticleLoad(loading).Run(files);
}

}  // namespace newsgraph::text
