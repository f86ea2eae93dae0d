#include "cli/extract.h"

#include <filesystem>

#include "cli/files.h"
#include "cli/text.h"
#include "loaders/text/extract.h"
#include "loaders/text/extraction_json.h"

namespace newsgraph::cli {

Status ExtractFiles(const std::vector<std::string>& paths, Output& out, Messages& messages) {
  ASSIGN_OR_RETURN(const text::Knowledge knowledge, text::Knowledge::Load());
  std::vector<text::Extraction> found;
  Status first;
  const auto extract = [&](const std::string& path) -> Status {
    ASSIGN_OR_RETURN(const std::string article, ReadWholeFile(path));
    const text::ArticleSource source{std::filesystem::path(path).filename().string(), ""};
    ASSIGN_OR_RETURN(found.emplace_back(), text::ExtractArticle(article, source, knowledge));
    return absl::OkStatus();
  };
  for (const std::string& path : paths) {
    const Status status = extract(path);
    if (status.ok()) continue;
    messages.Error(status, {}, path);
    if (first.ok()) first = status;
  }
  if (paths.size() == 1) {
    if (!found.empty()) out.Write(text::ToJson(found[0]));
  } else {
    out.Write(text::ToJson(found));
  }
  out.Write('\n');
  RETURN_IF_ERROR(out.Flush());
  return first;
}

}  // namespace newsgraph::cli
