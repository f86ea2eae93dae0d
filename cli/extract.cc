#include "cli/extract.h"

#include <algorithm>
#include <filesystem>
#include <thread>

#include "cli/files.h"
#include "cli/text.h"
#include "graph/parallel.h"
#include "loaders/text/explain.h"
#include "loaders/text/extract.h"
#include "loaders/text/extraction_json.h"
#include "loaders/text/pages/news_item.h"

namespace newsgraph::cli {
namespace {

// What one file gave, printed.
struct Extracted {
  std::vector<std::string> articles;
  std::vector<Status> errors;
};

Status ExtractItem(text::NewsItem& item, const std::string& name, const text::Knowledge& knowledge,
                   bool explain, std::string& out) {
  if (!item.refused.empty())
    return RuntimeError(ErrorKind::kDataError, "", Cat("article ", name, ": ", item.refused));
  const text::ArticleSource source{name, "", item.facts};
  text::Extraction found;
  if (item.found) {
    found = *std::move(item.found);
  } else {
    ASSIGN_OR_RETURN(found, text::ExtractArticle(item.text, source, knowledge));
  }
  text::AssignKeys(source, knowledge.gazetteer(), found);
  out = explain ? Cat(name, ": ", text::Explain(found, item.text)) : text::ToJson(found);
  return absl::OkStatus();
}

void ExtractFile(const std::string& path, const text::Knowledge& knowledge, bool explain,
                 Extracted& out) {
  auto bytes = ReadWholeFile(path);
  if (!bytes.ok()) {
    out.errors.push_back(bytes.status());
    return;
  }
  const std::string file = std::filesystem::path(path).filename().string();
  std::vector<text::NewsItem> items = text::ReadNewsItems(*std::move(bytes), file);
  for (size_t i = 0; i < items.size(); ++i) {
    const std::string name = items.size() > 1 ? Cat(file, "#", i + 1) : file;
    std::string article;
    const Status status = ExtractItem(items[i], name, knowledge, explain, article);
    status.ok() ? out.articles.push_back(std::move(article)) : out.errors.push_back(status);
  }
}

void Print(const std::vector<std::string>& articles, bool one, bool explain, Output& out) {
  if (explain) {
    for (size_t i = 0; i < articles.size(); ++i) out.Write(Cat(i > 0 ? "\n" : "", articles[i]));
    return;
  }
  if (one) {
    if (!articles.empty()) out.Write(articles[0]);
  } else {
    out.Write("[");
    for (size_t i = 0; i < articles.size(); ++i) out.Write(Cat(i > 0 ? ",\n" : "\n", articles[i]));
    out.Write("\n]\n");
  }
  out.Write('\n');
}

}  // namespace

Status ExtractFiles(const Options& options, Output& out, Messages& messages, bool& some) {
  ASSIGN_OR_RETURN(const text::Knowledge knowledge, text::Knowledge::Load());
  const int threads = options.threads > 0
                          ? options.threads
                          : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  std::vector<Extracted> extracted(options.files.size());
  ParallelFor(extracted.size(), threads, [&](size_t i) {
    ExtractFile(options.files[i], knowledge, options.explain, extracted[i]);
  });
  Status first;
  std::vector<std::string> articles;
  size_t errors = 0;
  for (size_t i = 0; i < extracted.size(); ++i) {
    for (const Status& status : extracted[i].errors) {
      messages.Error(status, {}, options.files[i]);
      if (first.ok()) first = status;
      ++errors;
    }
    std::move(extracted[i].articles.begin(), extracted[i].articles.end(),
              std::back_inserter(articles));
  }
  some = !articles.empty();
  Print(articles, options.files.size() == 1 && articles.size() + errors <= 1, options.explain, out);
  RETURN_IF_ERROR(out.Flush());
  return first;
}

}  // namespace newsgraph::cli
