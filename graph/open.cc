// OpenGraph: a saved file back into a snapshot; its arrays checked at once, or by GuardedFile as
// they are read.
#include <unistd.h>

#include <algorithm>
#include <functional>

#include "graph/crc32c.h"
#include "graph/guarded_file.h"
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

template <class T>
T ReadAt(std::span<const uint8_t> bytes, uint64_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

struct FileParts {
  FileHeader header;
  FileFooter footer;
  std::vector<FileSection> sections;
  std::span<const uint8_t> body;  // the blocks
  std::span<const uint8_t> crcs;  // of them
  uint64_t blocks() const { return crcs.size() / sizeof(uint32_t); }

  std::span<const uint8_t> Block(size_t block) const {
    const size_t begin = block * kBlockBytes;
    return body.subspan(begin, std::min(kBlockBytes, body.size() - begin));
  }
  bool BlockIsRight(size_t block) const {
    uint32_t crc;
    std::memcpy(&crc, crcs.data() + block * sizeof(crc), sizeof(crc));
    return Crc32c(Block(block)) == crc;
  }
};

Status DamagedBlock(std::string_view name, size_t block) {
  return Damaged(name, Cat("the checksum of block ", block, " (offset ",
                           kHeaderBytes + block * kBlockBytes, ", 1 MiB) is wrong"));
}

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

// The checksums of some blocks, on several threads.
Status CheckBlocks(std::string_view name, const FileParts& parts, size_t begin, size_t end,
                   int threads) {
  std::vector<uint8_t> right(end - begin);
  ParallelFor(right.size(), threads, [&](size_t i) { right[i] = parts.BlockIsRight(begin + i); });
  for (size_t i = 0; i < right.size(); ++i) {
    if (!right[i]) return DamagedBlock(name, begin + i);
  }
  return absl::OkStatus();
}

// Header, trailer, footer and the place of everything.
StatusOr<FileParts> TakeApart(std::string_view name, std::span<const uint8_t> bytes) {
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
    parts.sections.push_back(section);
  }
  parts.body = body;
  parts.crcs = footer.subspan(sizeof(FileFooter) + sections * sizeof(FileSection));
  return parts;
}

// The description, from bytes that may be read, and arrays that point into `arrays`: the same
// bytes, or another mapping of them.
StatusOr<SavedGraph> Describe(std::string_view name, const FileParts& parts,
                              std::span<const uint8_t> bytes, std::span<const uint8_t> arrays,
                              std::shared_ptr<const void> owner) {
  const FileSection first = parts.sections[0];
  const std::string_view description(reinterpret_cast<const char*>(bytes.data()) + first.offset,
                                     first.size);
  std::vector<std::span<const uint8_t>> sections;
  for (size_t i = 1; i < parts.sections.size(); ++i)
    sections.push_back(arrays.subspan(parts.sections[i].offset, parts.sections[i].size));
  PartReader reader(description, std::move(sections), std::move(owner));
  SavedGraph graph;
  newsgraph::Describe(reader, graph);
  if (!reader.finished()) {
    return Damaged(name,
                   Cat("the description (offset ", kHeaderBytes, ") does not fit the sections"));
  }
  return graph;
}

// Blocks of a file whose arrays are checked as they are read. What must be checked as a whole, like
// offsets that ascend, makes its blocks one unit, so that no part of it is seen before.
class LazyChecker : public GuardedFile::Checker {
 public:
  LazyChecker(FileParts parts, std::span<const uint8_t> raw, const uint8_t* guarded,
              std::vector<ContentRule> rules)
      : parts_(std::move(parts)), rules_(std::move(rules)) {
    for (ContentRule& rule : rules_) {
      rule.bytes = raw.subspan(static_cast<size_t>(rule.bytes.data() - guarded), rule.bytes.size());
      if (!rule.bits.empty())
        rule.bits = raw.subspan(static_cast<size_t>(rule.bits.data() - guarded), rule.bits.size());
    }
    std::erase_if(rules_,
                  [](const ContentRule& r) { return r.kind == ContentRule::Kind::kValues; });
    CutUnits();
  }

  std::vector<GuardedFile::Unit> Units() const {
    std::vector<GuardedFile::Unit> units;
    for (const Blocks& unit : units_) {
      units.push_back({kHeaderBytes + unit.begin * kBlockBytes,
                       kHeaderBytes + std::min(unit.end * kBlockBytes, parts_.body.size())});
    }
    return units;
  }

  bool IsRight(size_t unit) const override {
    for (size_t block = units_[unit].begin; block < units_[unit].end; ++block) {
      if (!parts_.BlockIsRight(block)) return false;
    }
    return BrokenRule(unit) == nullptr;
  }
  // What is wrong with a unit that is not right.
  Status Describe(std::string_view name, size_t unit) const {
    for (size_t block = units_[unit].begin; block < units_[unit].end; ++block) {
      if (!parts_.BlockIsRight(block)) return DamagedBlock(name, block);
    }
    const ContentRule* rule = BrokenRule(unit);
    const std::string place =
        Cat(" (offset ", kHeaderBytes + units_[unit].begin * kBlockBytes, ")");
    return Damaged(name, Cat(rule ? rule->what : "it changed or was cut short while open", place));
  }

 private:
  struct Blocks {
    size_t begin, end;
  };

  Blocks BlocksOf(const ContentRule& rule) const {
    const uint8_t* first = rule.bytes.data();
    const uint8_t* last = first + rule.bytes.size();
    if (!rule.bits.empty()) {
      first = std::min(first, rule.bits.data());
      last = std::max(last, rule.bits.data() + rule.bits.size());
    }
    const uint8_t* const body = parts_.body.data();
    return {static_cast<size_t>(first - body) / kBlockBytes,
            (static_cast<size_t>(last - body) + kBlockBytes - 1) / kBlockBytes};
  }

  void CutUnits() {
    // joined[b]: block b is of one unit with the block before it.
    std::vector<uint8_t> joined(parts_.blocks(), 0);
    for (const ContentRule& rule : rules_) {
      if (rule.local()) continue;
      const Blocks blocks = BlocksOf(rule);
      std::fill(joined.begin() + static_cast<ptrdiff_t>(blocks.begin) + 1,
                joined.begin() + static_cast<ptrdiff_t>(blocks.end), 1);
    }
    std::vector<size_t> unit_of(joined.size());
    for (size_t block = 0; block < joined.size(); ++block) {
      if (!joined[block]) units_.push_back({block, block});
      units_.back().end = block + 1;
      unit_of[block] = units_.size() - 1;
    }
    rules_of_.resize(units_.size());
    for (const ContentRule& rule : rules_) {
      const Blocks blocks = BlocksOf(rule);
      for (size_t unit = unit_of[blocks.begin]; unit <= unit_of[blocks.end - 1]; ++unit)
        rules_of_[unit].push_back(&rule);
    }
  }

  const ContentRule* BrokenRule(size_t unit) const {
    const size_t begin = units_[unit].begin * kBlockBytes;
    const auto part = parts_.body.subspan(
        begin, std::min(units_[unit].end * kBlockBytes, parts_.body.size()) - begin);
    for (const ContentRule* rule : rules_of_[unit]) {
      const uint8_t* from = rule->bytes.data();
      const uint8_t* to = from + rule->bytes.size();
      if (rule->local()) {  // blocks and numbers both begin at multiples of 8 bytes
        from = std::max(from, part.data());
        to = std::min(to, part.data() + part.size());
      }
      if (!rule->Holds({from, to})) return rule;
    }
    return nullptr;
  }

  FileParts parts_;
  std::vector<ContentRule> rules_;
  std::vector<Blocks> units_;
  std::vector<std::vector<const ContentRule*>> rules_of_;
};

// Ties a frozen graph to the file that it is read from.
struct FileTie {
  std::string name;
  std::shared_ptr<GuardedFile> file;
  const LazyChecker* checker;

  void operator()(const FrozenGraph* frozen) const { delete frozen; }
  Status Check() const {
    const std::optional<size_t> bad = file->first_bad();
    return bad ? checker->Describe(name, *bad) : absl::OkStatus();
  }
};

const FileTie* TieOf(const GraphView& view) {
  return std::get_deleter<FileTie>(view.snapshot().frozen);
}

StatusOr<std::shared_ptr<Snapshot>> Assemble(std::string_view name, SavedGraph graph,
                                             const FileTie* tie) {
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
  auto frozen = std::make_unique<const FrozenGraph>(std::move(graph.frozen));
  if (tie != nullptr) {
    snapshot->frozen = std::shared_ptr<const FrozenGraph>(frozen.release(), *tie);
  } else {
    snapshot->frozen = std::move(frozen);
  }
  for (SavedGraph::Index& index : graph.indexes) {
    snapshot->indexes.push_back(IndexWriter::Of(index.label, index.key, std::move(index.table)));
  }
  if (!graph.catalogue.index_names.empty() || !graph.catalogue.constraints.empty())
    snapshot->catalogue = CopyOnWrite<Catalogue>(std::move(graph.catalogue));
  return snapshot;
}

StatusOr<std::shared_ptr<Snapshot>> OpenChecked(std::string_view name, const FileParts& parts,
                                                std::span<const uint8_t> bytes,
                                                std::shared_ptr<const void> owner, int threads) {
  RETURN_IF_ERROR(CheckBlocks(name, parts, 0, parts.blocks(), threads));
  ASSIGN_OR_RETURN(SavedGraph graph, Describe(name, parts, bytes, bytes, std::move(owner)));
  auto rules = ContentRulesOf(graph);
  Status status = rules.ok() ? CheckContent(*rules, threads) : rules.status();
  if (!status.ok()) return Damaged(name, View(status.message()));
  return Assemble(name, std::move(graph), nullptr);
}

StatusOr<std::shared_ptr<Snapshot>> OpenLazily(std::string_view name, const FileParts& parts,
                                               const std::shared_ptr<GuardedFile>& file) {
  const FileSection first = parts.sections[0];
  const uint64_t begin = first.offset - kHeaderBytes, end = begin + first.size;
  RETURN_IF_ERROR(
      CheckBlocks(name, parts, begin / kBlockBytes, (end + kBlockBytes - 1) / kBlockBytes, 1));
  ASSIGN_OR_RETURN(SavedGraph graph, Describe(name, parts, file->raw(), file->guarded(), file));
  auto rules = ContentRulesOf(graph);
  if (!rules.ok()) return Damaged(name, View(rules.status().message()));
  auto checker =
      std::make_unique<LazyChecker>(parts, file->raw(), file->guarded().data(), *std::move(rules));
  const FileTie tie{std::string(name), file, checker.get()};
  std::vector<GuardedFile::Unit> units = checker->Units();
  file->Guard(std::move(units), std::move(checker));
  auto snapshot = Assemble(name, std::move(graph), &tie);
  RETURN_IF_ERROR(tie.Check());
  return snapshot;
}

}  // namespace

StatusOr<Graph> OpenGraphBytes(std::string_view name, std::span<const uint8_t> bytes,
                               std::shared_ptr<const void> owner, const OpenOptions& options) {
  ASSIGN_OR_RETURN(const FileParts parts, TakeApart(name, bytes));
  ASSIGN_OR_RETURN(std::shared_ptr<Snapshot> snapshot,
                   OpenChecked(name, parts, bytes, std::move(owner), options.threads));
  return Graph(std::move(snapshot));
}

StatusOr<Graph> OpenGraph(const std::string& path, const OpenOptions& options) {
  ASSIGN_OR_RETURN(const auto file, GuardedFile::Map(path, kHeaderBytes + sizeof(FileTrailer)));
  const bool pages_fit = kHeaderBytes % static_cast<size_t>(sysconf(_SC_PAGESIZE)) == 0;
  if (!options.check_on_first_read || !pages_fit)
    return OpenGraphBytes(path, file->raw(), file, options);
  ASSIGN_OR_RETURN(const FileParts parts, TakeApart(path, file->raw()));
  ASSIGN_OR_RETURN(std::shared_ptr<Snapshot> snapshot, OpenLazily(path, parts, file));
  return Graph(std::move(snapshot));
}

Status CheckIntact(const GraphView& view) {
  const FileTie* tie = TieOf(view);
  return tie == nullptr ? absl::OkStatus() : tie->Check();
}

namespace {

// Reads all that values show: texts of the graph that they borrow, properties of elements.
class WholeReader {
 public:
  WholeReader(const GraphView& view, const std::function<bool()>& go_on)
      : view_(view), go_on_(go_on) {}

  void Read(const Value& value) {
    switch (value.kind()) {
      case ValueKind::kString:
        return ReadText(value.string());
      case ValueKind::kList:
        // Rows often share a list, which may be long.
        if (value.list().data() == last_list_) return;
        for (const Value& item : value.list()) {
          if (!GoOn()) return;
          Read(item);
        }
        last_list_ = value.list().data();
        return;
      case ValueKind::kMap:
        for (const auto& entry : value.map()) Read(entry.value);
        return;
      case ValueKind::kNode:
        return ReadElement(value.node());
      case ValueKind::kEdge:
        return ReadElement(value.edge());
      case ValueKind::kPath:
        for (const NodeId node : value.path().nodes) ReadElement(node);
        for (const EdgeId edge : value.path().edges) ReadElement(edge);
        return;
      default:
        return;
    }
  }

 private:
  static constexpr uint32_t kItemsBetweenLooks = 4096;

  bool GoOn() {
    if (++items_ % kItemsBetweenLooks == 0 && go_on_) stopped_ = stopped_ || !go_on_();
    return !stopped_;
  }
  static void ReadText(std::string_view text) {
    constexpr size_t kStep = 4096;
    volatile char seen = 0;
    for (size_t i = 0; i < text.size(); i += kStep) seen = text[i];
    if (!text.empty()) seen = text.back();
    static_cast<void>(seen);
  }
  template <class Element>
  void ReadElement(Element element) {
    for (const auto& [key, value] : view_.properties(element)) Read(value);
  }

  const GraphView& view_;
  const std::function<bool()>& go_on_;
  const Value* last_list_ = nullptr;
  uint32_t items_ = 0;
  bool stopped_ = false;
};

}  // namespace

Status CheckIntact(const GraphView& view, std::span<const Value> answers,
                   const std::function<bool()>& go_on) {
  const FileTie* tie = TieOf(view);
  if (tie == nullptr) return absl::OkStatus();
  WholeReader reader(view, go_on);
  for (const Value& value : answers) reader.Read(value);
  return tie->Check();
}

Status VerifyChecksums(const std::string& path) {
  ASSIGN_OR_RETURN(const auto file, GuardedFile::Map(path, kHeaderBytes + sizeof(FileTrailer)));
  ASSIGN_OR_RETURN(const FileParts parts, TakeApart(path, file->raw()));
  return CheckBlocks(path, parts, 0, parts.blocks(), 1);
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

static FileReport ReportOf(const FileParts& parts, uint64_t bytes) {
  FileReport report;
  report.version = parts.header.version;
  for (uint8_t byte : parts.header.uuid) {
    constexpr char kDigits[] = "0123456789abcdef";
    report.uuid += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  report.bytes = bytes;
  report.blocks = parts.blocks();
  report.nodes = parts.footer.node_count;
  report.edges = parts.footer.edge_count;
  report.content_hash = parts.footer.content_hash;
  return report;
}

StatusOr<FileReport> IdentifyGraph(const std::string& path) {
  ASSIGN_OR_RETURN(const auto file, GuardedFile::Map(path, kHeaderBytes + sizeof(FileTrailer)));
  ASSIGN_OR_RETURN(const FileParts parts, TakeApart(path, file->raw()));
  return ReportOf(parts, file->raw().size());
}

StatusOr<FileReport> CheckGraph(const std::string& path, const OpenOptions& options) {
  ASSIGN_OR_RETURN(const auto file, GuardedFile::Map(path, kHeaderBytes + sizeof(FileTrailer)));
  ASSIGN_OR_RETURN(const FileParts parts, TakeApart(path, file->raw()));
  ASSIGN_OR_RETURN(std::shared_ptr<Snapshot> snapshot,
                   OpenChecked(path, parts, file->raw(), file, options.threads));
  RETURN_IF_ERROR(CheckMeaning(path, GraphView(snapshot)));
  return ReportOf(parts, file->raw().size());
}

}  // namespace newsgraph
