#include "cli/manifest_load.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <filesystem>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/loading.h"
#include "cli/manifest.h"
#include "cli/progress.h"
#include "cli/text.h"
#include "graph/base/utf8.h"
#include "loaders/source.h"

namespace newsgraph::cli {
namespace {

namespace fs = std::filesystem;

// A file as it was when it was looked at.
struct Seen {
  std::string path;
  std::string name;  // in the manifest
  std::string sha256;
  struct stat state = {};

  bool SameState(const struct stat& now) const {
    return now.st_size == state.st_size && now.st_mtim.tv_sec == state.st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == state.st_mtim.tv_nsec && now.st_ino == state.st_ino;
  }
};

// "a.txt, b.txt and 3 more"
std::string Listed(const std::vector<std::string>& names) {
  constexpr size_t kShown = 3;
  std::string text;
  for (size_t i = 0; i < std::min(names.size(), kShown); ++i)
    Append(text, i == 0 ? "" : ", ", Visible(names[i]));
  if (names.size() > kShown) Append(text, " and ", WithCommas(names.size() - kShown), " more");
  return text;
}

Status DataError(std::string_view detail, std::string_view message, std::string_view hint) {
  return RuntimeError(ErrorKind::kDataError, detail, message, hint);
}

// Takes away what saves into `graph_path` left when they were killed: files named as SaveGraph
// names them, of processes that are gone, not written to for an hour.
void RemoveLeftovers(const fs::path& graph_path) {
  const std::string beginning = Cat(graph_path.filename().string(), ".partial-");
  std::error_code error;
  for (fs::directory_iterator at(graph_path.parent_path(), error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    pid_t process = 0;
    struct stat state = {};
    if (!name.starts_with(beginning) ||
        !absl::SimpleAtoi(AbslView(name).substr(beginning.size()), &process) || process <= 0 ||
        kill(process, 0) == 0 || errno != ESRCH || stat(at->path().c_str(), &state) != 0 ||
        std::time(nullptr) - state.st_mtime < 3600)
      continue;
    unlink(at->path().c_str());
  }
}

class ManifestLoad {
 public:
  ManifestLoad(const Options& options, Messages& messages)
      : options_(options),
        messages_(messages),
        graph_path_(options.output_path),
        manifest_path_(ManifestPath(graph_path_)) {
    std::error_code ignored;
    whole_path_ = fs::weakly_canonical(fs::absolute(graph_path_, ignored), ignored);
    folder_ = whole_path_.parent_path();
  }

  Status Run() {
    ASSIGN_OR_RETURN(const FileLock lock, FileLock::Take(graph_path_));
    RemoveLeftovers(whole_path_);
    if (options_.rebuild) {
      ASSIGN_OR_RETURN(standing_, FindManifestAlone(graph_path_));
    } else {
      ASSIGN_OR_RETURN(standing_, FindStanding(graph_path_));
      RETURN_IF_ERROR(CheckStanding());
    }
    RETURN_IF_ERROR(FindNew());
    TellBefore();
    if (new_.empty()) {
      TellSummary(report_, options_, messages_, before_);
      return absl::OkStatus();
    }
    return Load();
  }

 private:
  Status CheckStanding() {
    if (standing_.graph_there && !standing_.manifest_there) {
      if (!options_.anyway) {
        return DataError("NoManifest",
                         Cat(Visible(graph_path_), " is there, but it has no manifest (",
                             Visible(manifest_path_), "): nothing says what was loaded into it"),
                         "--anyway keeps the graph and begins one; --rebuild loads the files given "
                         "into an empty graph in its place");
      }
      // The graph as it is, so that a crash before the next one is in its place is seen.
      ManifestRun& run = standing_.manifest.runs.emplace_back();
      run.graph = standing_.graph;
    }
    if (standing_.missing.empty()) return absl::OkStatus();
    size_t files = 0;
    for (const ManifestRun& run : standing_.missing) files += run.files.size();
    const size_t runs = standing_.missing.size();
    messages_.Warn(Cat(Visible(graph_path_), " lacks the last ",
                       runs == 1 ? std::string("run") : Counted(runs, "run"), " of its manifest (",
                       Counted(files, "file"),
                       "): stopped before the graph was saved, or an older graph was put back; "
                       "what of it is not given now is not loaded"));
    return absl::OkStatus();
  }

  // From the graph's folder where the file lies below it, so that both can be moved together.
  StatusOr<std::string> NameOf(const std::string& path) const {
    std::error_code error;
    const fs::path whole = fs::canonical(path, error);
    if (error)
      return RuntimeError(ErrorKind::kIoError, "",
                          Cat("cannot read \"", path, "\": ", error.message()));
    const std::string below = whole.lexically_relative(folder_).string();
    const bool is_below = !below.empty() && !below.starts_with("..");
    std::string name = is_below ? below : whole.string();
    if (FindInvalidUtf8(name) == std::string_view::npos) return name;
    return DataError("FileName", Cat("the name of ", Visible(path), " is not UTF-8"),
                     "a manifest is JSON and needs names in UTF-8: rename the file");
  }

  // What to look at: with --rebuild first what the manifest names.
  StatusOr<std::vector<loaders::LoadedFile>> FindAll() {
    std::vector<std::string> paths;
    std::vector<std::string> gone;
    if (options_.rebuild) {
      StringSet named;
      for (const ManifestFile* file : standing_.manifest.FilesInGraph()) {
        if (!named.insert(file->file).second) continue;
        paths.push_back((folder_ / file->file).string());
        if (access(paths.back().c_str(), R_OK) != 0) gone.push_back(file->file);
      }
    }
    if (!gone.empty()) {
      return RuntimeError(
          ErrorKind::kIoError, "FileGone",
          Cat(Counted(gone.size(), "file"), " of ", Visible(manifest_path_),
              gone.size() == 1 ? " is" : " are", " not there: ", Listed(gone)),
          "put them back; or move the manifest away and name all files that shall be in the graph");
    }
    paths.insert(paths.end(), options_.files.begin(), options_.files.end());
    return loaders::FindFiles(paths, {}, report_.skipped);
  }

  Status FindNew() {
    ASSIGN_OR_RETURN(const std::vector<loaders::LoadedFile> found, FindAll());
    std::vector<const ManifestFile*> loaded;
    if (!options_.rebuild) loaded = standing_.manifest.FilesInGraph();
    StringMap<std::string> by_content, by_name;  // -> name, content
    for (const ManifestFile* file : loaded) {
      by_content.emplace(file->sha256, file->file);
      by_name[file->file] = file->sha256;
    }
    std::vector<std::string> changed;
    uint64_t total = 0, done = 0;
    std::vector<Seen> seen(found.size());
    for (size_t i = 0; i < found.size(); ++i) {
      seen[i].path = found[i].path;
      if (stat(seen[i].path.c_str(), &seen[i].state) == 0)
        total += static_cast<uint64_t>(seen[i].state.st_size);
    }
    Progress progress(messages_, options_.progress, isatty(STDERR_FILENO) != 0, "comparing",
                      Progress::Unit::kBytes);
    StringSet given;
    for (Seen& file : seen) {
      if (Interrupted()) return RuntimeError(ErrorKind::kCancelled, "", "the load was cancelled");
      ASSIGN_OR_RETURN(file.name, NameOf(file.path));
      if (!given.insert(file.name).second) continue;
      ASSIGN_OR_RETURN(file.sha256, Sha256OfFile(file.path));
      progress.Update(done += static_cast<uint64_t>(file.state.st_size), total);
      const auto [known, is_new] = by_content.emplace(file.sha256, file.name);
      const auto before = by_name.find(file.name);
      if (!is_new) {
        ++before_;
        if (known->second != file.name) renamed_.emplace_back(file.name, known->second);
      } else {
        if (before != by_name.end() && !options_.anyway) changed.push_back(file.name);
        new_.push_back(std::move(file));
      }
    }
    if (changed.empty()) return absl::OkStatus();
    return DataError(
        "ChangedFile",
        Cat(Counted(changed.size(), "file"),
            changed.size() == 1 ? " has changed since it was loaded: "
                                : " have changed since they were loaded: ",
            Listed(changed)),
        "what was loaded cannot be taken out: --rebuild loads everything in the manifest again, as "
        "it is now; --anyway adds the changed files to what is there");
  }

  void TellBefore() {
    if (renamed_.empty()) return;
    const auto& [name, first] = renamed_[0];
    messages_.Note(Cat(Counted(renamed_.size(), "file"),
                       " passed over, of the content of one that is loaded: ", Visible(name),
                       " is ", Visible(first), renamed_.size() > 1 ? ", ..." : ""));
  }

  Status Load() {
    Graph base;
    if (standing_.graph_there && !options_.rebuild) {
      ASSIGN_OR_RETURN(base, OpenGraph(graph_path_));
    }
    std::vector<std::string> paths;
    for (const Seen& file : new_) paths.push_back(file.path);
    ASSIGN_OR_RETURN(Loaded loaded, LoadFiles(paths, base.View(), options_, messages_,
                                              std::move(report_), before_));
    RETURN_IF_ERROR(CheckUnchanged());
    const loaders::Report& report = loaded.report;
    if (report.loaded + report.merged > 0 || report.rejected == 0) {
      Record(report);
      RETURN_IF_ERROR(Save(loaded.graph.View()));
    }
    return CheckRejects(report, options_);
  }

  // A file that was still being written must not count as loaded.
  Status CheckUnchanged() const {
    for (const Seen& file : new_) {
      struct stat now = {};
      if (stat(file.path.c_str(), &now) == 0 && file.SameState(now)) continue;
      return RuntimeError(ErrorKind::kIoError, "ChangedMeanwhile",
                          Cat(Visible(file.path), " changed while it was being loaded"),
                          "nothing was saved; run it again once the file is written");
    }
    return absl::OkStatus();
  }

  void Record(const loaders::Report& report) {
    StringMap<const loaders::LoadedFile*> counts;
    for (const loaders::LoadedFile& file : report.by_file) counts[file.path] = &file;
    ManifestRun& run = standing_.manifest.runs.emplace_back();
    run.from_empty = options_.rebuild;
    for (const Seen& file : new_) {
      const loaders::LoadedFile& its = *counts.at(file.path);
      run.files.push_back({file.name, static_cast<uint64_t>(file.state.st_size), file.sha256,
                           std::string(its.loader), its.read, its.loaded, its.merged,
                           its.rejected});
    }
  }

  Status Save(const GraphView& view) {
    Progress progress(messages_, options_.progress, isatty(STDERR_FILENO) != 0, "saving",
                      Progress::Unit::kBytes);
    return SaveWithManifest(view, graph_path_, standing_.graph, standing_.manifest,
                            [&](uint64_t done, uint64_t total) { progress.Update(done, total); });
  }

  const Options& options_;
  Messages& messages_;
  const std::string& graph_path_;
  std::string manifest_path_;
  fs::path whole_path_, folder_;  // of the graph
  Standing standing_;
  loaders::Report report_;
  std::vector<Seen> new_;
  uint64_t before_ = 0;                                       // files loaded before
  std::vector<std::pair<std::string, std::string>> renamed_;  // of them, with the first name
};

}  // namespace

Status LoadByManifest(const Options& options, Messages& messages) {
  return ManifestLoad(options, messages).Run();
}

}  // namespace newsgraph::cli
