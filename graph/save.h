// A graph in a file (*.ng): versioned, checksummed block by block, written whole or not at all.
//
//   RETURN_IF_ERROR(SaveGraph(graph.View(), "news.ng"));
//   ASSIGN_OR_RETURN(Graph graph, OpenGraph("news.ng"));
//
// The file holds the arrays of a frozen snapshot as they lie in memory (docs/formats.md has the
// layout), so that opening is bound by memory bandwidth and not by parsing, or costs nothing but
// what is read (check_on_first_read). A file that is damaged, cut short or of another make is
// refused with its name, the offset and the reason; what is read is exactly what was saved.
// Thread-safe: functions without state.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "graph/base/error.h"
#include "graph/graph.h"

namespace newsgraph {

// What a saved graph says of itself.
struct FileReport {
  uint32_t version = 0;
  std::string uuid;  // of this file, as 32 hexadecimal digits
  uint64_t bytes = 0, blocks = 0;
  uint64_t nodes = 0, edges = 0;
  uint64_t content_hash = 0;  // equal for equal content, whatever the uuid
};

// Told from time to time how many bytes of how many are done; the last call has both equal.
using SaveProgress = std::function<void(uint64_t done, uint64_t total)>;
// Told of the new file when it is whole and on disk, before it takes its place; an error leaves the
// old file there.
using BeforeReplacing = std::function<Status(const FileReport& file)>;

// Writes everything that a view holds. A view with later changes is compacted first: nodes of one
// label set are put together and the ids of deleted ones go, so ids may differ after opening. The
// new file is written beside `path`, read back, synced and renamed over it: until then an older
// file stays as it was. The file keeps its mode, and of a link the file that it names is replaced.
//   errors    IoError: the system refused (no space, no permission), with its words
//   cost      the bytes of the graph, twice; memory for a copy where it must be compacted
Status SaveGraph(const GraphView& view, const std::string& path, const SaveProgress& progress = {},
                 const BeforeReplacing& before_replacing = {});

// Whether a graph may be saved as `path`: nothing is there, or an empty file, or a saved graph
// (which may be damaged). Saving does not ask; who saves where a person said does.
//   errors    IoError/NotAGraph
Status CheckReplaceable(const std::string& path);

struct OpenOptions {
  int threads = 2;
  // Checks header, directory and names at once, the arrays block by block when they are read first.
  // Whoever reads the graph then asks CheckIntact before he believes what he read, as Session does.
  bool check_on_first_read = false;
};

//   errors    IoError: not there or not readable · Corruption: damaged, cut short, or not a graph
//             · Unsupported: of a later version or another byte order
//   cost      one pass over the bytes for checksums and one for bounds; where they are checked on
//             first read, milliseconds at any size
StatusOr<Graph> OpenGraph(const std::string& path, const OpenOptions& options = {});

// Whether all that was read of a view so far was as it was saved, and, second form, all that some
// values show of it (texts, properties of nodes). What was damaged has read as zeros and nothing.
//   errors    Corruption, with the file, the place and the reason
//   cost      a few nanoseconds, for graphs that were opened with check_on_first_read; the second
//             form reads everything the values show, until `go_on`, asked every 4,096 items of
//             lists, says no
Status CheckIntact(const GraphView& view);
Status CheckIntact(const GraphView& view, std::span<const Value> answers,
                   const std::function<bool()>& go_on = {});

// OpenGraph from bytes in memory, aligned to 64, that live until `owner` goes; `name` is for
// messages.
StatusOr<Graph> OpenGraphBytes(std::string_view name, std::span<const uint8_t> bytes,
                               std::shared_ptr<const void> owner, const OpenOptions& options = {});

// What a file says of itself, after a check of its header, trailer and footer alone.
//   errors    as OpenGraph
//   cost      microseconds, at any size
StatusOr<FileReport> IdentifyGraph(const std::string& path);

// The same after every check that OpenGraph makes and more: the statistics are counted anew and
// both directions of each edge are compared.
StatusOr<FileReport> CheckGraph(const std::string& path, const OpenOptions& options = {});

}  // namespace newsgraph
