#include "loaders/catalog.h"

#include <array>

#include "loaders/text/load_text.h"

namespace newsgraph::loaders {
namespace {

constexpr std::array<Loader, 3> kLoaders = {{
    {"csv", ".csv .tsv", "tables of nodes and of relationships with neo4j-admin's headers", IsCsv,
     LoadCsv},
    {"jsonl", ".jsonl .ndjson", "JSON Lines: a node, a relationship or a row of them on each",
     IsJsonLines, LoadJsonLines},
    {"text", ".txt .text .html .htm .xhtml .json",
     "news articles as text, HTML or JSON: entities, relations and their evidence",
     text::LooksLikeArticle, text::LoadArticles},
}};

// The ending of the file's name, with its dot, in lower case.
std::string ExtensionOf(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  const size_t dot = name.find_last_of('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  std::string extension(name.substr(dot));
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
  }
  return extension;
}

}  // namespace

std::span<const Loader> Loaders() { return kLoaders; }

const Loader* FindLoader(std::string_view name) {
  for (const Loader& loader : kLoaders) {
    if (loader.name == name) return &loader;
  }
  return nullptr;
}

const Loader* FindLoaderByPath(std::string_view path) {
  const std::string extension = ExtensionOf(path);
  if (extension.empty()) return nullptr;
  for (const Loader& loader : kLoaders) {
    const std::string padded = Cat(loader.extensions, " ");
    if (padded.find(extension + " ") != std::string::npos) return &loader;
  }
  return nullptr;
}

const Loader* FindLoaderByContent(std::string_view head) {
  for (const Loader& loader : kLoaders) {
    if (loader.sniff(head)) return &loader;
  }
  return nullptr;
}

}  // namespace newsgraph::loaders
