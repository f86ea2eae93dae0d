// OpenGraph: a saved file back into a snapshot.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "graph/crc32c.h"
#include "graph/parallel.h"
#include "graph/save.h"
#include "graph/save_layout.h"
#include "graph/snapshot.h"

namespace newsgraph {
namespace {

Status Damaged(std::string_view name, std::string_view what,
               ErrorKind kind = ErrorKind::kCorruption) {
  return RuntimeError(
      kind, kind == ErrorKind::kCorruption ? "DamagedFile" : "", Cat(name, ": ", what),
      kind == ErrorKind::kCorruption ? "take an older copy, or load the sources again" : "");
}

struct OpenFile {
  std::span<const uint8_t> bytes;
  std::shared_ptr<const void> owner;
};

// A whole file, mapped.
StatusOr<OpenFile> MapFile(const std::string& path) {
  const auto system_error = [&](std::string_view what) {
    return RuntimeError(
        ErrorKind::kIoError, "",
        Cat("cannot ", what, " ", path, ": ", std::generic_category().message(errno)));
  };
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return system_error("open");
  struct stat info;
  if (fstat(file, &info) != 0) {
    const Status status = system_error("examine");
    close(file);
    return status;
  }
  if (!S_ISREG(info.st_mode)) {
    close(file);
    return Damaged(path, "this is not a file", ErrorKind::kIoError);
  }
  const size_t size = static_cast<size_t>(info.st_size);
  if (size < kHeaderBytes + sizeof(FileTrailer)) {
    close(file);
    return Damaged(path, Cat("it has ", size, " bytes, too few for a saved graph"));
  }
  void* mapped = mmap(nullptr, size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
  const Status status = mapped == MAP_FAILED ? system_error("map") : absl::OkStatus();
  close(file);
  RETURN_IF_ERROR(status);
  OpenFile opened;
  opened.bytes = {static_cast<const uint8_t*>(mapped), size};
  opened.owner = std::shared_ptr<const void>(
      mapped, [size](const void* p) { munmap(const_cast<void*>(p), size); });
  return opened;
}

template <class T>
T ReadAt(std::span<const uint8_t> bytes, uint64_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

struct FileParts {
  FileHeader header;
  FileFooter footer;
  std::vector<std::span<const uint8_t>> sections;
  uint64_t blocks = 0;
};

Status CheckHeader(std::string_view name, std::span<const uint8_t> bytes, FileHeader& header) {
  if (bytes.size() < kHeaderBytes + sizeof(FileTrailer)) {
    return Damaged(name, Cat("it has ", bytes.size(), " bytes, too few for a saved graph"));
  }
  header = ReadAt<FileHeader>(bytes, 0);
  if (std::memcmp(header.magic, kHeaderMagic, sizeof(kHeaderMagic)) != 0) {
    return Damaged(name, "it does not begin as a saved graph does (offset 0)");
  }
  constexpr size_t kChecked = kHeaderBytes - sizeof(uint32_t);
  if (Crc32c(bytes.first(kChecked)) != ReadAt<uint32_t>(bytes, kChecked)) {
    return Damaged(name, "the checksum of the header (offset 0, 4096 bytes) is wrong");
  }
  if (header.byte_order != kByteOrderMark) {
    return Damaged(name, "it was written by a machine of another byte order",
                   ErrorKind::kUnsupported);
  }
  if (header.version != kFormatVersion) {
    return Damaged(name,
                   Cat("it has format version ", header.version, "; this program reads version ",
                       kFormatVersion),
                   ErrorKind::kUnsupported);
  }
  return absl::OkStatus();
}

// The checksums of all blocks of the body, on several threads.
Status CheckBlocks(std::string_view name, std::span<const uint8_t> body,
                   std::span<const uint8_t> expected, int threads) {
  const size_t blocks = expected.size() / sizeof(uint32_t);
  constexpr size_t kAtOnce = 12;
  std::vector<uint32_t> crcs(blocks);
  ParallelFor((blocks + kAtOnce - 1) / kAtOnce, threads, [&](size_t group) {
    const size_t first = group * kAtOnce, count = std::min(kAtOnce, blocks - first);
    const size_t begin = first * kBlockBytes;
    Crc32cOfBlocks(body.subspan(begin, std::min(count * kBlockBytes, body.size() - begin)),
                   kBlockBytes, std::span(crcs).subspan(first, count));
  });
  for (size_t block = 0; block < blocks; ++block) {
    if (crcs[block] == ReadAt<uint32_t>(expected, block * sizeof(uint32_t))) continue;
    return Damaged(name, Cat("the checksum of block ", block, " (offset ",
                             kHeaderBytes + block * kBlockBytes, ", 1 MiB) is wrong"));
  }
  return absl::OkStatus();
}

// Header, trailer, footer and all checksums.
StatusOr<FileParts> TakeApart(std::string_view name, std::span<const uint8_t> bytes, int threads) {
  FileParts parts;
  RETURN_IF_ERROR(CheckHeader(name, bytes, parts.header));
  const uint64_t trailer_offset = bytes.size() - sizeof(FileTrailer);
  const FileTrailer trailer = ReadAt<FileTrailer>(bytes, trailer_offset);
  const auto raw_trailer = bytes.subspan(trailer_offset, offsetof(FileTrailer, trailer_crc));
  if (std::memcmp(trailer.magic, kTrailerMagic, sizeof(kTrailerMagic)) != 0 ||
      Crc32c(raw_trailer) != trailer.trailer_crc) {
    return Damaged(name, Cat("it does not end as a saved graph does (offset ", trailer_offset,
                             "): it was cut short or its end is damaged"));
  }
  const uint64_t footer_offset = trailer.footer_offset, footer_size = trailer.footer_size;
  if (footer_offset < kHeaderBytes || footer_offset > trailer_offset ||
      footer_size != trailer_offset - footer_offset || footer_size < sizeof(FileFooter)) {
    return Damaged(
        name, Cat("the trailer (offset ", trailer_offset, ") names a footer outside the file"));
  }
  const auto footer = bytes.subspan(footer_offset, footer_size);
  if (Crc32c(footer) != trailer.footer_crc) {
    return Damaged(name, Cat("the checksum of the footer (offset ", footer_offset, ") is wrong"));
  }
  parts.footer = ReadAt<FileFooter>(footer, 0);
  const auto body = bytes.subspan(kHeaderBytes, footer_offset - kHeaderBytes);
  const uint64_t sections = parts.footer.section_count, blocks = parts.footer.block_count;
  const uint64_t room = footer_size - sizeof(FileFooter);
  if (blocks != (body.size() + kBlockBytes - 1) / kBlockBytes ||
      sections > room / sizeof(FileSection) ||
      room != sections * sizeof(FileSection) + blocks * sizeof(uint32_t) || sections == 0) {
    return Damaged(name, Cat("the footer (offset ", footer_offset, ") does not fit the file"));
  }
  for (uint64_t i = 0; i < sections; ++i) {
    const auto section = ReadAt<FileSection>(footer, sizeof(FileFooter) + i * sizeof(FileSection));
    if (section.offset % kSectionAlignment != 0 || section.offset < kHeaderBytes ||
        section.offset > footer_offset || section.size > footer_offset - section.offset) {
      return Damaged(name,
                     Cat("section ", i, " (offset ", section.offset, ") lies outside the file"));
    }
    parts.sections.push_back(bytes.subspan(section.offset, section.size));
  }
  const size_t crcs_offset = sizeof(FileFooter) + sections * sizeof(FileSection);
  RETURN_IF_ERROR(CheckBlocks(name, body, footer.subspan(crcs_offset), threads));
  parts.blocks = blocks;
  return parts;
}

StatusOr<std::shared_ptr<Snapshot>> Assemble(std::string_view name, const FileParts& parts,
                                             std::shared_ptr<const void> owner, int threads) {
  const auto first = parts.sections[0];
  const std::string_view description(reinterpret_cast<const char*>(first.data()), first.size());
  PartReader reader(description, {parts.sections.begin() + 1, parts.sections.end()},
                    std::move(owner));
  SavedGraph graph;
  Describe(reader, graph);
  if (!reader.finished()) {
    return Damaged(name,
                   Cat("the description (offset ", kHeaderBytes, ") does not fit the sections"));
  }
  if (const Status status = CheckBounds(graph, threads); !status.ok())
    return Damaged(name, View(status.message()));
  auto snapshot = std::make_shared<Snapshot>();
  LabelSets sets;
  for (uint32_t i = 0; i < graph.sets.size(); ++i) {
    if (sets.Intern(graph.sets[i]) != i + 2) return Damaged(name, "a label set is there twice");
  }
  graph.frozen.FindRanges(sets.size());
  snapshot->names = CopyOnWrite<Names>(std::move(graph.names));
  snapshot->sets = CopyOnWrite<LabelSets>(std::move(sets));
  snapshot->statistics = Statistics::Of(graph.node_count, graph.edge_count, graph.counts);
  snapshot->sort_key = graph.sort_key;
  snapshot->delta.node_limit = graph.frozen.node_limit;
  snapshot->delta.edge_limit = graph.frozen.edge_count;
  snapshot->frozen = std::make_shared<const FrozenGraph>(std::move(graph.frozen));
  for (SavedGraph::Index& index : graph.indexes) {
    snapshot->indexes.push_back(IndexWriter::Of(index.label, index.key, std::move(index.table)));
  }
  if (!graph.catalogue.index_names.empty() || !graph.catalogue.constraints.empty())
    snapshot->catalogue = CopyOnWrite<Catalogue>(std::move(graph.catalogue));
  return snapshot;
}

}  // namespace

StatusOr<Graph> OpenGraphBytes(std::string_view name, std::span<const uint8_t> bytes,
                               std::shared_ptr<const void> owner, const OpenOptions& options) {
  ASSIGN_OR_RETURN(const FileParts parts, TakeApart(name, bytes, options.threads));
  ASSIGN_OR_RETURN(std::shared_ptr<Snapshot> snapshot,
                   Assemble(name, parts, std::move(owner), options.threads));
  return Graph(std::move(snapshot));
}

StatusOr<Graph> OpenGraph(const std::string& path, const OpenOptions& options) {
  ASSIGN_OR_RETURN(OpenFile file, MapFile(path));
  return OpenGraphBytes(path, file.bytes, std::move(file.owner), options);
}

Status VerifyChecksums(const std::string& path) {
  ASSIGN_OR_RETURN(const OpenFile file, MapFile(path));
  return TakeApart(path, file.bytes, 1).status();
}

// The statistics anew, and each edge in the entries of both its ends.
static Status CheckMeaning(const std::string& path, const GraphView& view) {
  const FrozenGraph& frozen = *view.snapshot().frozen;
  Statistics counted;
  for (uint32_t id = 0; id < frozen.node_limit; ++id) {
    const NodeId node{id};
    counted.CountNode(view.labels(node), 1);
    for (const auto& [key, value] : view.properties(node)) {
      counted.CountNodeProperty(view.labels(node), key, value.kind(), 1);
    }
    for (uint32_t place = frozen.out.Begin(id); place < frozen.out.End(id); ++place) {
      const EdgeId edge{place};
      counted.CountEdge(view.labels(node), view.type(edge), view.labels(view.target(edge)), 1);
      for (const auto& [key, value] : view.properties(edge)) {
        counted.CountEdgeProperty(view.type(edge), key, value.kind(), 1);
      }
    }
    for (uint32_t place = frozen.in.Begin(id); place < frozen.in.End(id); ++place) {
      const EdgeId edge = frozen.in.EdgeAt(place);
      if (view.target(edge) != node || view.source(edge).value != frozen.in.others[place] ||
          view.type(edge).value != frozen.in.types[place]) {
        return Damaged(path, Cat("relationship ", edge.value, " differs between its two ends"));
      }
    }
  }
  if (!(counted == view.statistics()))
    return Damaged(path, "the statistics are not those of the graph");
  return absl::OkStatus();
}

StatusOr<FileReport> CheckGraph(const std::string& path, const OpenOptions& options) {
  ASSIGN_OR_RETURN(OpenFile file, MapFile(path));
  ASSIGN_OR_RETURN(const FileParts parts, TakeApart(path, file.bytes, options.threads));
  ASSIGN_OR_RETURN(std::shared_ptr<Snapshot> snapshot,
                   Assemble(path, parts, file.owner, options.threads));
  RETURN_IF_ERROR(CheckMeaning(path, GraphView(snapshot)));
  FileReport report;
  report.version = parts.header.version;
  for (uint8_t byte : parts.header.uuid) {
    constexpr char kDigits[] = "0123456789abcdef";
    report.uuid += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  report.bytes = file.bytes.size();
  report.blocks = parts.blocks;
  report.nodes = parts.footer.node_count;
  report.edges = parts.footer.edge_count;
  report.content_hash = parts.footer.content_hash;
  return report;
}

}  // namespace newsgraph
