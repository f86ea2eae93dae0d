#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "graph/base/utf8.h"
#include "loaders/catalog.h"
#include "loaders/source.h"

namespace newsgraph::loaders {
namespace {

namespace fs = std::filesystem;

constexpr size_t kHeadBytes = 64 << 10;

// The files to read.
struct Work {
  std::vector<LoadedFile> files;
  std::vector<Rejection> unknown;
  std::vector<Rejection> dangling;  // links in folders to what is not there
  uint64_t bytes = 0;

  void Add(const Loader& loader, const std::string& path) {
    bytes += FileSize(path);
    files.push_back({path, loader.name});
  }
  std::vector<std::string> Of(const Loader& loader) const {
    std::vector<std::string> paths;
    for (const LoadedFile& file : files) {
      if (file.loader == loader.name) paths.push_back(file.path);
    }
    return paths;
  }
};

Status CannotRead(const std::string& path, const std::error_code& error) {
  return RuntimeError(ErrorKind::kIoError, "",
                      Cat("cannot read \"", path, "\": ", error.message()));
}

std::string FormatNames() {
  std::string names;
  for (const Loader& loader : Loaders()) Append(names, names.empty() ? "" : ", ", loader.name);
  return names;
}

Status AddFolder(const std::string& path, const Loader* fixed, Work& work,
                 std::vector<std::string>& skipped) {
  std::error_code error;
  std::vector<std::string> found;
  for (fs::recursive_directory_iterator at(path, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    const bool dangling = at->is_symlink(ignored) && !at->exists(ignored);
    if (dangling || at->is_regular_file(ignored)) found.push_back(at->path().string());
  }
  if (error) return CannotRead(path, error);
  std::sort(found.begin(), found.end());
  const size_t before = work.files.size() + work.dangling.size();
  for (const std::string& file : found) {
    const Loader* loader = FindLoaderByPath(file);
    if (!loader || (fixed && loader != fixed)) {
      skipped.push_back(file);
    } else if (std::error_code why; !fs::exists(file, why)) {
      const std::string target = fs::read_symlink(file, why).string();
      work.dangling.push_back(
          {file, 0, 0, Cat("a link to \"", target, "\", which cannot be opened"), ""});
    } else {
      work.Add(*loader, file);
    }
  }
  if (work.files.size() + work.dangling.size() > before) return absl::OkStatus();
  std::string endings;
  for (const Loader& loader : Loaders())
    Append(endings, endings.empty() ? "" : " ", loader.extensions);
  return RuntimeError(ErrorKind::kArgumentError, "NothingToLoad",
                      Cat("no file to load in the folder \"", path, "\""),
                      Cat("the endings known are ", endings));
}

Status AddFile(const std::string& path, const Loader* fixed, Work& work) {
  ASSIGN_OR_RETURN(Source source, Source::Open(path));
  const Loader* loader = fixed ? fixed : FindLoaderByPath(path);
  const std::string_view head = source.window().substr(0, kHeadBytes);
  if (!loader) loader = FindLoaderByContent(head);
  if (loader) {
    work.Add(*loader, path);
    return absl::OkStatus();
  }
  std::string reason = WhyNotText(head);
  if (head.empty()) reason = "the file is empty";
  if (reason.empty())
    reason =
        Cat("neither its ending nor its first bytes say a format; name one of ", FormatNames());
  work.unknown.push_back(
      {path, 0, 0, std::move(reason), std::string(head.substr(0, Rejection::kMaxRaw))});
  work.files.push_back({path, ""});
  return absl::OkStatus();
}

StatusOr<Work> FindWork(std::span<const std::string> paths, const LoadOptions& options,
                        std::vector<std::string>& skipped) {
  const Loader* fixed = nullptr;
  if (!options.format.empty()) {
    fixed = FindLoader(options.format);
    if (!fixed) {
      return RuntimeError(ErrorKind::kArgumentError, "",
                          Cat("no format is called \"", options.format, "\""),
                          Cat("there are ", FormatNames()));
    }
  }
  Work work;
  for (const std::string& path : paths) {
    std::error_code error;
    const bool folder = fs::is_directory(path, error);
    if (error) return CannotRead(path, error);
    RETURN_IF_ERROR(folder ? AddFolder(path, fixed, work, skipped) : AddFile(path, fixed, work));
  }
  return work;
}

}  // namespace

StatusOr<std::vector<LoadedFile>> FindFiles(std::span<const std::string> paths,
                                            const LoadOptions& options,
                                            std::vector<std::string>& skipped) {
  ASSIGN_OR_RETURN(Work work, FindWork(paths, options, skipped));
  for (const Rejection& link : work.dangling) skipped.push_back(link.file);
  return std::move(work.files);
}

Status LoadFiles(std::span<const std::string> paths, const LoadOptions& options, Builder& builder,
                 Report& report, const LoadProgress& progress) {
  ASSIGN_OR_RETURN(Work work, FindWork(paths, options, report.skipped));
  report.files += work.files.size() + work.dangling.size();
  report.by_file.insert(report.by_file.end(), work.files.begin(), work.files.end());
  Loading loading(options, builder, report, progress, work.bytes);
  const uint64_t nodes = builder.node_count(), edges = builder.edge_count();
  Status status;
  for (std::vector<Rejection>* rejections : {&work.unknown, &work.dangling}) {
    for (Rejection& rejection : *rejections) {
      if (status.ok()) status = loading.Reject(std::move(rejection));
    }
  }
  for (const Loader& loader : Loaders()) {
    if (!status.ok()) break;
    const std::vector<std::string> files = work.Of(loader);
    if (!files.empty()) status = loader.load(files, loading);
  }
  report.nodes += builder.node_count() - nodes;
  report.edges += builder.edge_count() - edges;
  return status;
}

}  // namespace newsgraph::loaders
