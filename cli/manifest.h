// The manifest of a saved graph: which files were loaded into it, in a file beside it that people
// and scripts can read. docs/adr/0023 says why it is there and what a crash can leave.
//
//   ASSIGN_OR_RETURN(Standing standing, FindStanding("news.ng"));   // reads news.ng.manifest
//   for (const ManifestFile* file : standing.manifest.FilesInGraph()) ...
//   standing.manifest.runs.push_back(run);
//   RETURN_IF_ERROR(SaveWithManifest(view, "news.ng", standing.manifest, progress));
//
// Each run names the content hash of the graph that it left, so the graph itself says which runs it
// has: graph and manifest cannot disagree unseen. JSON, a line a file, with its own checksum:
//
//   {"newsgraph_manifest":1,"runs":[
//   {"at":"2026-11-30T06:00:00Z","graph":{"content_hash":"7c1e...","nodes":9,"relationships":12},
//   "files":[
//   {"file":"inbox/a.txt","size":120,"sha256":"ab12...","loader":"text","read":1,"loaded":1,
//    "merged":0,"rejected":0}]}],
//   "crc32c":"89abcdef"}
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "graph/save.h"

namespace newsgraph::cli {

struct ManifestFile {
  std::string file;  // from the graph's folder if it lies below it, else from the root
  uint64_t size = 0;
  std::string sha256;
  std::string loader;  // its name in the catalogue; empty: no loader reads such a file
  uint64_t read = 0, loaded = 0, merged = 0, rejected = 0;

  // False of a file that gave nothing but rejects.
  bool in_graph() const { return rejected == 0 || loaded + merged > 0; }
};

struct ManifestRun {
  std::string at;           // UTC, ISO 8601
  uint64_t graph = 0;       // the content hash of the graph after it (FileReport::content_hash)
  uint64_t nodes = 0;       // of that graph
  uint64_t edges = 0;       // of that graph
  bool from_empty = false;  // what the runs before it loaded is there no more
  std::vector<ManifestFile> files;  // none: the graph was changed by statements and saved
};

struct Manifest {
  std::vector<ManifestRun> runs;

  // What the graph after the last run holds, in the order in which it was loaded. Pointers into
  // `runs`.
  std::vector<const ManifestFile*> FilesInGraph() const;
};

// "news.ng" -> "news.ng.manifest"
std::string ManifestPath(const std::string& graph_path);

// The text of a manifest and back.
//   errors    Corruption: no such text, or its checksum is wrong; `name` is for messages
std::string WriteManifest(const Manifest& manifest);
StatusOr<Manifest> ReadManifest(std::string_view text, const std::string& name);

// A graph on disk and what its manifest says of it.
struct Standing {
  bool graph_there = false;
  uint64_t graph = 0;  // its content hash
  bool manifest_there = false;
  Manifest manifest;                 // the runs that the graph has
  std::vector<ManifestRun> missing;  // later ones, that it has not: one was stopped before the
                                     // graph was in its place, or an older copy was put back
};

//   errors    IoError · Corruption: the manifest or the graph is damaged; the graph is none that
//             the manifest knows; several runs are known, and the graph is gone
//   cost      one pass over the manifest, microseconds for the graph
StatusOr<Standing> FindStanding(const std::string& graph_path);
// Without a look at the graph: for loading all of it anew.
//   errors    IoError · Corruption: the manifest is damaged
StatusOr<Standing> FindManifestAlone(const std::string& graph_path);

// Saves a graph, and before it takes its place a manifest whose last run is about it; that run's
// time, hash and counts are filled in here. A crash leaves the old graph, or both.
//   REQUIRES: manifest.runs is not empty
//   errors    as SaveGraph · IoError/ChangedMeanwhile: the file is not the graph any more that it
//             was (`before`; 0: there was none)
Status SaveWithManifest(const GraphView& view, const std::string& graph_path, uint64_t before,
                        Manifest& manifest, const SaveProgress& progress);

// Saves a graph that statements have changed since it was opened from `graph_path` with the content
// hash `opened`, which becomes that of the new file. A manifest that is about the opened graph gets
// a run without files; any other is left alone.
//   errors    as SaveGraph
Status SaveEdited(const GraphView& view, const std::string& graph_path, uint64_t& opened,
                  const SaveProgress& progress);

}  // namespace newsgraph::cli
