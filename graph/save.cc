#include "graph/save.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <random>
#include <system_error>

#include "graph/base/new_file.h"
#include "graph/crc32c.h"
#include "graph/freeze.h"
#include "graph/save_layout.h"

namespace newsgraph {
namespace {

Status SystemError(std::string_view what, const std::string& path) {
  const int code = errno;
  return RuntimeError(ErrorKind::kIoError, "",
                      Cat("cannot ", what, " ", path, ": ", std::generic_category().message(code)),
                      code == ENOSPC ? "free some space and save again" : "");
}

// Writes a file from front to end in blocks, with the checksum of each.
class BlockWriter {
 public:
  BlockWriter(int file, const std::string& path, uint64_t total, const SaveProgress& progress)
      : file_(file), path_(path), total_(total), progress_(progress) {
    buffer_.reserve(kBlockBytes);
  }

  Status Write(std::span<const uint8_t> bytes) {
    while (!bytes.empty()) {
      const size_t taken = std::min(bytes.size(), kBlockBytes - buffer_.size());
      buffer_.insert(buffer_.end(), bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(taken));
      bytes = bytes.subspan(taken);
      if (buffer_.size() == kBlockBytes) RETURN_IF_ERROR(EndBlock());
    }
    return absl::OkStatus();
  }
  Status AlignTo(uint64_t alignment) {
    static constexpr uint8_t kZeros[kSectionAlignment] = {};
    return Write(std::span(kZeros).first((alignment - offset() % alignment) % alignment));
  }
  Status EndBlock() {
    if (buffer_.empty()) return absl::OkStatus();
    crcs_.push_back(Crc32c(buffer_));
    RETURN_IF_ERROR(WriteRaw(buffer_));
    buffer_.clear();
    if (progress_) progress_(std::min(written_, total_), total_);
    return absl::OkStatus();
  }
  // Past the blocks: without a checksum of its own.
  Status WriteRaw(std::span<const uint8_t> bytes) {
    while (!bytes.empty()) {
      const ssize_t count = write(file_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return SystemError("write", path_);
      written_ += static_cast<uint64_t>(count);
      bytes = bytes.subspan(static_cast<size_t>(count));
    }
    return absl::OkStatus();
  }
  uint64_t offset() const { return written_ + buffer_.size(); }
  const std::vector<uint32_t>& crcs() const { return crcs_; }

 private:
  int file_;
  const std::string& path_;
  uint64_t total_;
  const SaveProgress& progress_;
  std::vector<uint8_t> buffer_;
  std::vector<uint32_t> crcs_;
  uint64_t written_ = 0;
};

template <class T>
std::span<const uint8_t> BytesOf(const T& value) {
  return {reinterpret_cast<const uint8_t*>(&value), sizeof(T)};
}
template <class T>
std::span<const uint8_t> BytesOf(const std::vector<T>& values) {
  return {reinterpret_cast<const uint8_t*>(values.data()), values.size() * sizeof(T)};
}

std::vector<uint8_t> MakeHeader() {
  FileHeader header = {};
  std::memcpy(header.magic, kHeaderMagic, sizeof(kHeaderMagic));
  header.version = kFormatVersion;
  header.byte_order = kByteOrderMark;
  std::random_device random;
  for (uint8_t& byte : header.uuid) byte = static_cast<uint8_t>(random());
  std::vector<uint8_t> bytes(kHeaderBytes, 0);
  std::memcpy(bytes.data(), &header, sizeof(header));
  const uint32_t crc = Crc32c(std::span(bytes).first(kHeaderBytes - sizeof(uint32_t)));
  std::memcpy(bytes.data() + kHeaderBytes - sizeof(crc), &crc, sizeof(crc));
  return bytes;
}

// 64 bits of all blocks: their checksums one after another (FNV-1a).
uint64_t HashOf(const std::vector<uint32_t>& crcs) {
  uint64_t hash = 0xCBF29CE484222325;
  for (uint8_t byte : BytesOf(crcs)) hash = (hash ^ byte) * 0x100000001B3;
  return hash;
}

SavedGraph PartsOf(const Snapshot& snapshot) {
  SavedGraph graph;
  graph.names = *snapshot.names;
  for (uint32_t set = 2; set < snapshot.sets->size(); ++set) {
    const auto labels = snapshot.sets->labels(set);
    graph.sets.emplace_back(labels.begin(), labels.end());
  }
  graph.counts = snapshot.statistics.AllCounts();
  graph.node_count = snapshot.statistics.nodes();
  graph.edge_count = snapshot.statistics.edges();
  graph.sort_key = snapshot.sort_key;
  const FrozenGraph& frozen = *snapshot.frozen;
  graph.frozen.node_limit = frozen.node_limit;
  graph.frozen.edge_count = frozen.edge_count;
  graph.frozen.self_loops = frozen.self_loops;
  graph.frozen.sort_key = frozen.sort_key;
  graph.frozen.node_sets = frozen.node_sets;
  graph.frozen.out = frozen.out;
  graph.frozen.in = frozen.in;
  graph.frozen.source_hints = frozen.source_hints;
  graph.frozen.in_codes = frozen.in_codes;
  const auto copy = [](const ColumnTable& from, ColumnTable& to) {
    for (const auto& column : from)
      to.push_back(column ? std::make_unique<Column>(*column) : nullptr);
  };
  copy(frozen.node_columns, graph.frozen.node_columns);
  copy(frozen.edge_columns, graph.frozen.edge_columns);
  for (const auto& index : snapshot.indexes) {
    graph.indexes.push_back({index->label(), index->key(), IndexWriter::TableOf(*index)});
  }
  if (snapshot.catalogue) graph.catalogue = *snapshot.catalogue;
  return graph;
}

Status WriteFile(int file, const std::string& path, SavedGraph& graph,
                 const SaveProgress& progress) {
  PartWriter parts;
  Describe(parts, graph);
  std::vector<std::span<const uint8_t>> sections = parts.sections();
  const std::string& description = parts.description();
  sections.insert(sections.begin(),
                  {reinterpret_cast<const uint8_t*>(description.data()), description.size()});
  uint64_t total = 0;
  for (const auto& section : sections) total += section.size();
  BlockWriter writer(file, path, total, progress);
  RETURN_IF_ERROR(writer.WriteRaw(MakeHeader()));
  std::vector<FileSection> table;
  for (const auto& section : sections) {
    RETURN_IF_ERROR(writer.AlignTo(kSectionAlignment));
    table.push_back({writer.offset(), section.size()});
    RETURN_IF_ERROR(writer.Write(section));
  }
  RETURN_IF_ERROR(writer.AlignTo(kSectionAlignment));
  RETURN_IF_ERROR(writer.EndBlock());
  const std::vector<uint32_t>& crcs = writer.crcs();
  const FileFooter footer = {graph.node_count, graph.edge_count, HashOf(crcs), table.size(),
                             crcs.size()};
  std::vector<uint8_t> bytes;
  for (const auto& piece : {BytesOf(footer), BytesOf(table), BytesOf(crcs)}) {
    bytes.insert(bytes.end(), piece.begin(), piece.end());
  }
  FileTrailer trailer = {writer.offset(), bytes.size(), {}, Crc32c(bytes), 0};
  std::memcpy(trailer.magic, kTrailerMagic, sizeof(kTrailerMagic));
  trailer.trailer_crc = Crc32c(BytesOf(trailer).first(offsetof(FileTrailer, trailer_crc)));
  RETURN_IF_ERROR(writer.WriteRaw(bytes));
  RETURN_IF_ERROR(writer.WriteRaw(BytesOf(trailer)));
  if (progress) progress(total, total);
  return absl::OkStatus();
}

}  // namespace

Status CheckReplaceable(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return absl::OkStatus();  // saving says what is wrong, if anything is
  char magic[sizeof(kHeaderMagic)];
  struct stat there = {};
  const bool is_file = fstat(file, &there) == 0 && S_ISREG(there.st_mode);
  const bool is_graph = is_file && pread(file, magic, sizeof(magic), 0) == sizeof(magic) &&
                        std::memcmp(magic, kHeaderMagic, sizeof(magic)) == 0;
  close(file);
  if (is_graph || (is_file && there.st_size == 0)) return absl::OkStatus();
  return RuntimeError(
      ErrorKind::kIoError, "NotAGraph",
      Cat(path, " is there and is not a saved graph: it is left as it is"),
      is_file ? "give another name, or remove the file first" : "give the name of a file");
}

Status SaveGraph(const GraphView& view, const std::string& path, const SaveProgress& progress,
                 const BeforeReplacing& before_replacing) {
  std::shared_ptr<const Snapshot> compact;
  const Snapshot* snapshot = &view.snapshot();
  if (snapshot->delta.elements > 0 || view.node_count() != snapshot->frozen->node_limit) {
    FreezeOptions options;
    options.sort_key = snapshot->sort_key;
    ASSIGN_OR_RETURN(compact, Freeze(DraftOf(view, /*keep_node_ids=*/false), options));
    snapshot = compact.get();
  }
  SavedGraph graph = PartsOf(*snapshot);
  NewFile file;
  RETURN_IF_ERROR(file.Create(path));
  RETURN_IF_ERROR(WriteFile(file.descriptor(), file.path(), graph, progress));
  RETURN_IF_ERROR(file.Finish());
  RETURN_IF_ERROR(CheckIntact(view));  // all of it was read now
  RETURN_IF_ERROR(VerifyChecksums(file.path()));
  if (before_replacing) {
    ASSIGN_OR_RETURN(const FileReport saved, IdentifyGraph(file.path()));
    RETURN_IF_ERROR(before_replacing(saved));
  }
  return file.Replace();
}

}  // namespace newsgraph
