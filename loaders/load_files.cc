#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "loaders/catalog.h"
#include "loaders/source.h"

namespace newsgraph::loaders {
namespace {

namespace fs = std::filesystem;

constexpr size_t kHeadBytes = 64 << 10;

// The files to read, by loader; loaders in the order of the catalogue.
struct Work {
  std::vector<std::vector<std::string>> files_of =
      std::vector<std::vector<std::string>>(Loaders().size());
  std::vector<Rejection> unknown;
  uint64_t bytes = 0;
  uint64_t files = 0;

  void Add(const Loader& loader, const std::string& path) {
    std::error_code error;
    const uintmax_t size = fs::file_size(path, error);
    if (!error) bytes += size;
    files_of[static_cast<size_t>(&loader - Loaders().data())].push_back(path);
    ++files;
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

Status AddFolder(const std::string& path, const Loader* fixed, Work& work, Report& report) {
  std::error_code error;
  std::vector<std::string> found;
  for (fs::recursive_directory_iterator at(path, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) found.push_back(at->path().string());
  }
  if (error) return CannotRead(path, error);
  std::sort(found.begin(), found.end());
  const uint64_t before = work.files;
  for (const std::string& file : found) {
    const Loader* loader = FindLoaderByPath(file);
    if (!loader || (fixed && loader != fixed)) {
      report.skipped.push_back(file);
    } else {
      work.Add(*loader, file);
    }
  }
  if (work.files > before) return absl::OkStatus();
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
  ++work.files;
  return absl::OkStatus();
}

StatusOr<Work> FindWork(std::span<const std::string> paths, const LoadOptions& options,
                        Report& report) {
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
    RETURN_IF_ERROR(folder ? AddFolder(path, fixed, work, report) : AddFile(path, fixed, work));
  }
  return work;
}

}  // namespace

Status LoadFiles(std::span<const std::string> paths, const LoadOptions& options, Builder& builder,
                 Report& report, const LoadProgress& progress) {
  ASSIGN_OR_RETURN(Work work, FindWork(paths, options, report));
  report.files += work.files;
  Loading loading(options, builder, report, progress, work.bytes);
  const uint64_t nodes = builder.node_count(), edges = builder.edge_count();
  Status status;
  for (Rejection& rejection : work.unknown) {
    if (status.ok()) status = loading.Reject(std::move(rejection));
  }
  for (size_t i = 0; i < work.files_of.size() && status.ok(); ++i) {
    if (!work.files_of[i].empty()) status = Loaders()[i].load(work.files_of[i], loading);
  }
  report.nodes += builder.node_count() - nodes;
  report.edges += builder.edge_count() - edges;
  return status;
}

}  // namespace newsgraph::loaders
