#include "graph/index.h"

#include <algorithm>
#include <array>

#include "graph/array.h"
#include "graph/index_writer.h"
#include "graph/persistent_array.h"

namespace newsgraph {
namespace {

struct LaterEntry {
  uint32_t node = NodeId::kNone;
  uint32_t next = 0;  // place + 1 of the entry before it in the bucket
};

constexpr uint32_t kLaterMask = (1u << 20) - 1;

uint16_t TagOf(size_t hash) { return static_cast<uint16_t>(hash >> 48); }

bool Findable(const Value& value) {
  return !value.is_null() && !(value.is_float() && value.floating() != value.floating());
}

}  // namespace

struct PropertyIndex::Parts {
  std::shared_ptr<const IndexTable> table;
  PersistentArray<uint32_t> heads;  // by hash: place + 1 of the newest entry
  PersistentArray<LaterEntry> entries;
  uint32_t entry_count = 0;
};

PropertyIndex::PropertyIndex() : parts_(std::make_unique<Parts>()) {}
PropertyIndex::~PropertyIndex() = default;

void PropertyIndex::Seek(const GraphView& view, const Value& value,
                         std::vector<NodeId>& nodes) const {
  if (!Findable(value)) return;
  const size_t hash = Hash(value);
  const size_t old_size = nodes.size();
  const auto consider = [&](NodeId node) {
    if (!view.HasLabel(node, label_)) return;
    if (Equals(view.property(node, key_), value) == Truth::kTrue) nodes.push_back(node);
  };
  const IndexTable& table = *parts_->table;
  const uint32_t bucket = static_cast<uint32_t>(hash) & table.mask();
  for (uint32_t i = table.offsets[bucket]; i < table.offsets[bucket + 1]; ++i) {
    if (table.tags[i] == TagOf(hash)) consider(NodeId{table.nodes[i]});
  }
  if (parts_->heads.empty()) return;
  uint32_t place = parts_->heads.Get(static_cast<uint32_t>(hash) & kLaterMask);
  if (place == 0) return;
  while (place != 0) {
    const LaterEntry& entry = parts_->entries.Get(place - 1);
    consider(NodeId{entry.node});
    place = entry.next;
  }
  std::sort(nodes.begin() + old_size, nodes.end());
  nodes.erase(std::unique(nodes.begin() + old_size, nodes.end()), nodes.end());
}

uint64_t PropertyIndex::size() const { return parts_->table->nodes.size() + parts_->entry_count; }

double PropertyIndex::NodesPerValue() const {
  constexpr uint32_t kSample = 256;
  // A bucket in use holds up to 1.6 distinct values on average: fewer entries than this are unique.
  constexpr double kUnique = 2.5;
  const IndexTable& table = *parts_->table;
  const uint32_t stride = table.mask() / kSample + 1;
  uint64_t used = 0, entries = 0;
  for (uint64_t bucket = 0; bucket <= table.mask(); bucket += stride) {
    const uint32_t held = table.offsets[bucket + 1] - table.offsets[bucket];
    used += held > 0;
    entries += held;
  }
  const double held = used == 0 ? 1 : static_cast<double>(entries) / static_cast<double>(used);
  return held < kUnique ? 1 : held;
}

uint64_t PropertyIndex::heap_bytes() const {
  const IndexTable& table = *parts_->table;
  return table.offsets.bytes() + table.nodes.bytes() + table.tags.bytes() +
         parts_->heads.heap_bytes() + parts_->entries.heap_bytes();
}

std::shared_ptr<PropertyIndex> IndexWriter::Build(const GraphView& view, LabelId label, KeyId key) {
  std::vector<NodeId> nodes;
  std::vector<size_t> hashes;
  std::array<NodeId, 1024> batch;
  std::array<Value, 1024> values;
  NodeScan scan(view, label);
  while (const size_t count = scan.Next(batch)) {
    view.Gather(std::span(batch).first(count), key, std::span(values).first(count));
    for (size_t i = 0; i < count; ++i) {
      if (!Findable(values[i])) continue;
      nodes.push_back(batch[i]);
      hashes.push_back(Hash(values[i]));
    }
  }
  uint32_t mask = 0;
  while (mask + uint64_t{1} < nodes.size()) mask = mask * 2 + 1;
  IndexTable table;
  table.offsets = Array<uint32_t>::Allocate(mask + size_t{2});
  table.nodes = Array<uint32_t>::Allocate(nodes.size());
  table.tags = Array<uint16_t>::Allocate(nodes.size());
  uint32_t* offsets = table.offsets.mutable_data();
  for (size_t hash : hashes) ++offsets[(static_cast<uint32_t>(hash) & mask) + 1];
  for (size_t i = 1; i < table.offsets.size(); ++i) offsets[i] += offsets[i - 1];
  std::vector<uint32_t> next(offsets, offsets + mask + 1);
  for (size_t i = 0; i < nodes.size(); ++i) {
    const uint32_t place = next[static_cast<uint32_t>(hashes[i]) & mask]++;
    table.nodes.mutable_data()[place] = nodes[i].value;
    table.tags.mutable_data()[place] = TagOf(hashes[i]);
  }
  return Of(label, key, std::move(table));
}

std::shared_ptr<PropertyIndex> IndexWriter::Of(LabelId label, KeyId key, IndexTable table) {
  auto index = std::make_shared<PropertyIndex>();
  index->label_ = label;
  index->key_ = key;
  index->parts_->table = std::make_shared<const IndexTable>(std::move(table));
  return index;
}

const IndexTable& IndexWriter::TableOf(const PropertyIndex& index) { return *index.parts_->table; }

void IndexWriter::Add(PropertyIndex& index, const Value& value, NodeId node) {
  if (!Findable(value)) return;
  PropertyIndex::Parts& parts = *index.parts_;
  uint32_t& head = parts.heads.Edit(static_cast<uint32_t>(Hash(value)) & kLaterMask);
  parts.entries.Edit(parts.entry_count) = {node.value, head};
  head = ++parts.entry_count;
}

std::shared_ptr<PropertyIndex> IndexWriter::Clone(const PropertyIndex& index) {
  auto copy = std::make_shared<PropertyIndex>();
  copy->label_ = index.label_;
  copy->key_ = index.key_;
  *copy->parts_ = *index.parts_;
  return copy;
}

void IndexWriter::Assign(PropertyIndex& to, const PropertyIndex& from) {
  *to.parts_ = *from.parts_;
}

}  // namespace newsgraph
