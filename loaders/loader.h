// Files into a graph: the one door of all loaders.
//
//   Builder builder;                                     // or Builder(view), to add to a graph
//   loaders::Report report;
//   RETURN_IF_ERROR(loaders::LoadFiles(paths, {}, builder, report));
//   ASSIGN_OR_RETURN(Graph graph, std::move(builder).Freeze());
//   report.read == report.loaded + report.merged + report.rejected
//
// A path is a file, or a folder whose files of a known ending are read, those below it included.
// The format of a file follows from its ending, else from its first bytes (catalog.h lists the
// formats; docs/loading.md describes them). Files of one format are one set: their order does not
// matter, and a relationship may stand in another file than its nodes.
//
// A record that cannot be read, and a link in a folder to what is not there, is rejected alone,
// with its place and the reason, and adds nothing to the builder; every record read is counted in
// one of three ways. Deterministic: the same files give the same graph, whatever the threads. One
// load at a time for a Builder.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "graph/builder.h"

namespace newsgraph::loaders {

// A record that was not loaded.
struct Rejection {
  static constexpr size_t kMaxRaw = 4096;

  std::string file;     // as in the paths given, or found below them
  uint64_t line = 0;    // where the record begins, from 1; 0 when it is the file as a whole
  uint64_t offset = 0;  // of that place, in bytes
  std::string reason;   // what was found and what was expected
  std::string raw;      // the record's first kMaxRaw bytes, as they are in the file
};

// A file of a load, and its part of the counts.
struct LoadedFile {
  std::string path;         // as given, or found below a folder that was
  std::string_view loader;  // its name in the catalogue; empty: none reads it
  uint64_t read = 0, loaded = 0, merged = 0, rejected = 0;
};

// What a load did. A record is a row of a CSV file, a node or relationship of a JSON line, or an
// article.
struct Report {
  uint64_t files = 0;
  uint64_t read = 0;    // records: loaded + merged + rejected
  uint64_t loaded = 0;  // made at least a new node or relationship
  uint64_t merged =
      0;  // told of something that was there already: nothing new, or properties alone
  uint64_t rejected = 0;              // every one, also those not kept below
  uint64_t nodes = 0;                 // made
  uint64_t edges = 0;                 // made
  std::vector<LoadedFile> by_file;    // in the order of the paths
  std::vector<Rejection> rejections;  // the first LoadOptions::kept_rejections
  std::vector<std::string> skipped;   // files in folders whose ending no loader has
};

struct LoadOptions {
  std::string format;  // the name of a loader for all files; empty: found out for each
  uint64_t max_rejected = UINT64_MAX;  // more than these end the load
  size_t kept_rejections = 1000;
  std::function<void(const Rejection&)> on_rejection;  // told of every one, in order
  int threads = 2;                                     // for articles
  std::string article_date;                            // "2026-03-12": of articles that say none
  std::string extractor;                      // a command that reads articles, instead of our rules
  int64_t extractor_timeout_ms = 60'000;      // for each article
  const std::atomic<bool>* cancel = nullptr;  // set it, from anywhere, to end the load
};

// Bytes read so far and in all, and the report as it stands; from one thread at a time, a few times
// a second at least.
using LoadProgress = std::function<void(uint64_t done, uint64_t total, const Report& so_far)>;

// The files that LoadFiles would read, with counts of zero; those of folders whose ending no loader
// has, and links to what is not there, are added to `skipped`. errors: as LoadFiles, of paths and
// formats
StatusOr<std::vector<LoadedFile>> FindFiles(std::span<const std::string> paths,
                                            const LoadOptions& options,
                                            std::vector<std::string>& skipped);

// Adds what `paths` hold to `builder`, and to the counts of `report`.
//   errors   IoError: a path cannot be read · ArgumentError: no such format, or a folder without a
//   file to load ·
//            LimitExceeded "TooManyRejects": more than max_rejected · Cancelled. The builder then
//            holds a part of the data: let it go. The report says how far the load came.
//   cost     one pass over the bytes; memory for the graph and one map from ids to nodes
Status LoadFiles(std::span<const std::string> paths, const LoadOptions& options, Builder& builder,
                 Report& report, const LoadProgress& progress = {});

}  // namespace newsgraph::loaders
