// The parts of a saved graph and their order, written once for both ways. Private to graph/.
//
//   offset 0      header, 4096 bytes: FileHeader, zeros, checksum of all that in the last 4 bytes
//   4096          sections, each at a multiple of 64 bytes; section 0 describes the others
//   footer        FileFooter, sections as (offset, size), checksums of the 1 MiB blocks of
//                 everything between header and footer
//   last 32       FileTrailer: where the footer is, its checksum, and its own
//
// Every byte lies under one of the four checksums. Numbers are little-endian.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/array.h"
#include "graph/base/error.h"
#include "graph/catalogue.h"
#include "graph/columns.h"
#include "graph/frozen.h"
#include "graph/index_writer.h"
#include "graph/schema.h"

namespace newsgraph {

inline constexpr char kHeaderMagic[8] = {'N', 'E', 'W', 'S', 'G', 'R', 'P', 'H'};
inline constexpr char kTrailerMagic[8] = {'N', 'G', 'F', 'O', 'O', 'T', 'E', 'R'};
inline constexpr uint32_t kFormatVersion = 1;
inline constexpr uint32_t kByteOrderMark = 0x01020304;
inline constexpr size_t kHeaderBytes = 4096;
inline constexpr size_t kBlockBytes = 1 << 20;
inline constexpr size_t kSectionAlignment = 64;

struct FileHeader {
  char magic[8];
  uint32_t version;
  uint32_t byte_order;
  uint8_t uuid[16];
  uint64_t epoch;  // of the log that continues this file; 0: none
};
struct FileFooter {
  uint64_t node_count, edge_count;
  uint64_t content_hash;
  uint64_t section_count, block_count;
};
struct FileSection {
  uint64_t offset, size;
};
struct FileTrailer {
  uint64_t footer_offset, footer_size;
  char magic[8];
  uint32_t footer_crc;
  uint32_t trailer_crc;  // of the bytes before it
};

// Everything that is saved.
struct SavedGraph {
  Names names;
  std::vector<std::vector<LabelId>> sets;  // from number 2 on
  std::vector<std::pair<CountTable::CountKey, uint64_t>> counts;
  uint64_t node_count = 0, edge_count = 0;
  std::string sort_key;
  FrozenGraph frozen;
  struct Index {
    LabelId label;
    KeyId key;
    IndexTable table;
  };
  std::vector<Index> indexes;
  Catalogue catalogue;
};

// Takes parts apart: small things into a description, arrays into a list of sections.
class PartWriter {
 public:
  static constexpr bool kReading = false;

  template <class T>
  void Number(T& value) {
    const char* raw = reinterpret_cast<const char*>(&value);
    description_.append(raw, sizeof(T));
  }
  void Text(std::string& text) {
    uint32_t size = static_cast<uint32_t>(text.size());
    Number(size);
    description_.append(text);
  }
  template <class T>
  void Values(Array<T>& array) {
    sections_.push_back({reinterpret_cast<const uint8_t*>(array.data()), array.bytes()});
  }
  // The length of a list, at least `least_bytes` of description for each item.
  template <class List>
  void Resize(List& list, size_t) {
    uint64_t size = list.size();
    Number(size);
  }
  void Require(bool) {}
  const std::string& description() const { return description_; }
  const std::vector<std::span<const uint8_t>>& sections() const { return sections_; }

 private:
  std::string description_;
  std::vector<std::span<const uint8_t>> sections_;
};

// Puts them together again. Nothing is read beyond the description and the sections; once either
// runs out, `failed` and all further parts are empty.
class PartReader {
 public:
  static constexpr bool kReading = true;

  PartReader(std::string_view description, std::vector<std::span<const uint8_t>> sections,
             std::shared_ptr<const void> owner)
      : rest_(description), sections_(std::move(sections)), owner_(std::move(owner)) {}

  template <class T>
  void Number(T& value) {
    if (rest_.size() < sizeof(T)) {
      Fail();
      return;
    }
    std::memcpy(&value, rest_.data(), sizeof(T));
    rest_.remove_prefix(sizeof(T));
  }
  void Text(std::string& text) {
    uint32_t size = 0;
    Number(size);
    if (rest_.size() < size) Fail();
    text = rest_.substr(0, size);
    rest_.remove_prefix(text.size());
  }
  template <class T>
  void Values(Array<T>& array) {
    if (failed_ || next_ == sections_.size() || sections_[next_].size() % sizeof(T) != 0) {
      Fail();
      return;
    }
    const std::span<const uint8_t> bytes = sections_[next_++];
    array = Array<T>::Borrow(reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T),
                             owner_);
  }
  template <class List>
  void Resize(List& list, size_t least_bytes) {
    uint64_t size = 0;
    Number(size);
    if (size > rest_.size() / least_bytes) {
      Fail();
      size = 0;
    }
    list.resize(size);
  }
  void Require(bool condition) {
    if (!condition) Fail();
  }
  bool finished() const { return !failed_ && rest_.empty() && next_ == sections_.size(); }

 private:
  void Fail() {
    failed_ = true;
    rest_ = {};
  }

  std::string_view rest_;
  std::vector<std::span<const uint8_t>> sections_;
  std::shared_ptr<const void> owner_;
  size_t next_ = 0;
  bool failed_ = false;
};

template <class Part>
void Describe(Part& part, Codes& codes) {
  part.Number(codes.width);
  part.Values(codes.bytes);
}

template <class Part>
void Describe(Part& part, Column& column) {
  part.Number(column.coding);
  uint8_t packed = column.packed;
  part.Number(packed);
  column.packed = packed != 0;
  part.Number(column.first);
  part.Number(column.count);
  part.Number(column.present);
  part.Number(column.largest);
  part.Number(column.offset);
  part.Number(column.scale);
  part.Number(column.zone);
  Describe(part, column.values);
  Describe(part, column.pool.offsets);
  part.Values(column.pool.chars);
  part.Values(column.bits);
  part.Values(column.ranks);
}

template <class Part>
void Describe(Part& part, ColumnTable& table) {
  part.Resize(table, 1);
  for (auto& column : table) {
    uint8_t there = column != nullptr;
    part.Number(there);
    if (there == 0) continue;
    if (column == nullptr) column = std::make_unique<Column>();
    Describe(part, *column);
  }
}

template <class Part>
void Describe(Part& part, Adjacency& side) {
  part.Values(side.offsets);
  part.Values(side.others);
  Describe(part, side.types);
  part.Values(side.edges);
}

template <class Part>
void Describe(Part& part, FrozenGraph& frozen) {
  part.Number(frozen.node_limit);
  part.Number(frozen.edge_count);
  part.Number(frozen.self_loops);
  part.Number(frozen.sort_key);
  Describe(part, frozen.node_sets);
  Describe(part, frozen.out);
  Describe(part, frozen.in);
  part.Values(frozen.source_hints);
  Describe(part, frozen.node_columns);
  Describe(part, frozen.edge_columns);
  part.Resize(frozen.in_codes, 4);
  for (Codes& codes : frozen.in_codes) Describe(part, codes);
}

template <class Part, class IdType>
void Describe(Part& part, NameTable<IdType>& names) {
  std::vector<std::string> all = names.all();
  part.Resize(all, 4);
  for (std::string& name : all) {
    part.Text(name);
    if (Part::kReading) names.Intern(name);
  }
  part.Require(names.size() == all.size());
}

template <class Part>
void Describe(Part& part, SavedGraph& graph) {
  Describe(part, graph.names.labels);
  Describe(part, graph.names.types);
  Describe(part, graph.names.keys);
  part.Resize(graph.sets, 8);
  for (auto& set : graph.sets) {
    part.Resize(set, sizeof(LabelId));
    for (LabelId& label : set) part.Number(label);
  }
  part.Number(graph.node_count);
  part.Number(graph.edge_count);
  part.Resize(graph.counts, sizeof(CountTable::CountKey) + 8);
  for (auto& [key, count] : graph.counts) {
    part.Number(key);
    part.Number(count);
  }
  part.Text(graph.sort_key);
  Describe(part, graph.frozen);
  part.Resize(graph.indexes, 8);
  for (SavedGraph::Index& index : graph.indexes) {
    part.Number(index.label);
    part.Number(index.key);
    part.Values(index.table.offsets);
    part.Values(index.table.nodes);
    part.Values(index.table.tags);
  }
  part.Resize(graph.catalogue.index_names, 12);
  for (NamedIndex& index : graph.catalogue.index_names) {
    part.Text(index.name);
    part.Number(index.label);
    part.Number(index.key);
  }
  part.Resize(graph.catalogue.constraints, 17);
  for (Constraint& constraint : graph.catalogue.constraints) {
    part.Text(constraint.name);
    part.Number(constraint.kind);
    part.Number(constraint.label);
    part.Number(constraint.type);
    part.Number(constraint.key);
  }
}

// What the numbers of an array must be like, so that a reader stays within the graph's arrays.
struct ContentRule {
  enum class Kind : uint8_t {
    kAtMost,        // each at most `largest`
    kAtMostOrNone,  // or the largest number of the width
    kAscend,        // none below the one before, at most `largest`
    kOffsets,       // ascending from 0 to `largest`
    kRanks,         // counts of `bits`, `largest` in all
    kValues,        // strings of `pool` are encoded values (a reader takes others for null)
  };
  Kind kind = Kind::kAtMost;
  uint32_t width = 1;  // of a number
  std::span<const uint8_t> bytes;
  uint64_t largest = 0;
  std::span<const uint8_t> bits;
  const StringPool* pool = nullptr;
  std::string_view what;  // is wrong where it does not hold

  // Whether any part of the array can be checked without the others.
  bool local() const { return kind <= Kind::kAtMostOrNone; }
  // REQUIRES: `part` begins and ends between numbers; the whole array if not local.
  bool Holds(std::span<const uint8_t> part) const;
};

// The rules of all arrays of a graph that came from a file with right checksums, which their
// lengths and all that is no array keep already.
//   errors    Corruption, with what was found; the caller adds the file
StatusOr<std::vector<ContentRule>> ContentRulesOf(const SavedGraph& graph);
Status CheckContent(std::span<const ContentRule> rules, int threads);

// Reads a file back and compares all checksums.
Status VerifyChecksums(const std::string& path);

}  // namespace newsgraph
