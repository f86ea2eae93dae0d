#include "tests/graph/forge.h"

#include <array>
#include <cstring>
#include <fstream>
#include <iterator>

#include "graph/array.h"
#include "graph/crc32c.h"
#include "graph/index.h"
#include "graph/save.h"
#include "graph/save_layout.h"

namespace newsgraph {
namespace {

void PutCrc(std::vector<uint8_t>& bytes, size_t begin, size_t end, size_t at) {
  const uint32_t crc = Crc32c(std::span(bytes).subspan(begin, end - begin));
  std::memcpy(&bytes[at], &crc, sizeof(crc));
}

}  // namespace

std::vector<uint8_t> ReadBytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void WriteBytes(const std::string& path, const std::vector<uint8_t>& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

void Resign(std::vector<uint8_t>& bytes) {
  if (bytes.size() < kHeaderBytes + sizeof(FileTrailer) + sizeof(FileFooter)) return;
  PutCrc(bytes, 0, kHeaderBytes - 4, kHeaderBytes - 4);
  const size_t trailer_at = bytes.size() - sizeof(FileTrailer);
  FileTrailer trailer;
  std::memcpy(&trailer, &bytes[trailer_at], sizeof(trailer));
  if (trailer.footer_offset >= kHeaderBytes &&
      trailer.footer_offset + sizeof(FileFooter) <= trailer_at) {
    FileFooter footer;
    std::memcpy(&footer, &bytes[trailer.footer_offset], sizeof(footer));
    const uint64_t crcs_at = trailer_at - footer.block_count * sizeof(uint32_t);
    const uint64_t blocks = (trailer.footer_offset - kHeaderBytes + kBlockBytes - 1) / kBlockBytes;
    if (footer.block_count == blocks && crcs_at >= trailer.footer_offset + sizeof(FileFooter)) {
      for (uint64_t block = 0; block < blocks; ++block) {
        const uint64_t begin = kHeaderBytes + block * kBlockBytes;
        PutCrc(bytes, begin, std::min<uint64_t>(begin + kBlockBytes, trailer.footer_offset),
               crcs_at + block * sizeof(uint32_t));
      }
    }
    PutCrc(bytes, trailer.footer_offset, trailer_at,
           trailer_at + offsetof(FileTrailer, footer_crc));
  }
  PutCrc(bytes, trailer_at, trailer_at + offsetof(FileTrailer, trailer_crc),
         trailer_at + offsetof(FileTrailer, trailer_crc));
}

uint64_t TouchEverything(const GraphView& view) {
  uint64_t sum = 0;
  const auto add = [&](uint64_t x) { sum = sum * 31 + x; };
  const auto add_properties = [&](const Properties& properties) {
    for (const auto& [key, value] : properties) {
      add(view.names().keys.NameOf(key).size());
      for (char c : ToText(value)) add(static_cast<uint8_t>(c));
    }
  };
  for (uint32_t id = 0; id < view.node_limit(); ++id) {
    const NodeId node{id};
    for (LabelId label : view.labels(node)) add(view.names().labels.NameOf(label).size());
    add_properties(view.properties(node));
    for (const Direction direction : {Direction::kOut, Direction::kIn, Direction::kBoth}) {
      view.ForEachEdge(node, direction, TypeSet::Any(), [&](NodeId other, EdgeId edge) {
        add(other.value);
        add(view.names().types.NameOf(view.type(edge)).size());
        return true;
      });
    }
    for (uint32_t type = 0; type < view.names().types.size(); ++type) {
      add(view.Degree(node, Direction::kBoth, TypeSet::Of({EdgeTypeId{type}})));
    }
  }
  for (uint32_t id = 0; id < view.edge_limit(); ++id) {
    add(view.source(EdgeId{id}).value + view.target(EdgeId{id}).value);
    add_properties(view.properties(EdgeId{id}));
  }
  std::array<NodeId, 100> batch;
  for (uint32_t label = 0; label < view.names().labels.size(); ++label) {
    NodeScan scan(view, LabelId{label});
    while (const size_t count = scan.Next(batch)) add(batch[count - 1].value);
    for (uint32_t key = 0; key < view.names().keys.size(); ++key) {
      const PropertyIndex* index = view.FindIndex(LabelId{label}, KeyId{key});
      if (index == nullptr) continue;
      std::vector<NodeId> found;
      for (uint32_t id = 0; id < view.node_limit(); ++id) {
        index->Seek(view, view.property(NodeId{id}, KeyId{key}), found);
      }
      add(found.size());
    }
  }
  for (const Statistics::Pattern& pattern : view.statistics().Patterns()) {
    if (pattern.from.valid()) add(view.names().labels.NameOf(pattern.from).size());
    add(view.names().types.NameOf(pattern.type).size() + pattern.edges);
  }
  return sum;
}

bool OpenAndTouch(const std::vector<uint8_t>& bytes) {
  // Memory of exactly that size, so that sanitizers see a step beyond it.
  auto copy = std::make_shared<Array<uint8_t>>(Array<uint8_t>::CopyOf(bytes));
  OpenOptions options;
  options.threads = 1;
  const StatusOr<Graph> graph = OpenGraphBytes("bytes", copy->span(), copy, options);
  if (!graph.ok()) return false;
  volatile uint64_t sum = TouchEverything(graph->View());
  static_cast<void>(sum);
  return true;
}

}  // namespace newsgraph
