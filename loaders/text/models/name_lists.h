// Lists of known names (countries, peoples, places, organizations, first names, surnames) as the
// models see them: which words of a sentence stand in which list.
//
//   lists.Mark(words, marks);       // marks[i].features: e.g. "begins a place of the lists"
//
// Phrases are kept as hashes. Const and thread-safe after Read.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "loaders/text/models/byte_stream.h"
#include "loaders/text/models/word_features.h"

namespace newsgraph::text {

enum class ListKind : uint8_t {
  kCountry,
  kPeople,  // adjectives and nouns of countries and regions
  kPlace,
  kOrganization,
  kFirstName,
  kSurname,
};
inline constexpr int kListCount = 6;

// The list features of one word.
struct ListMarks {
  std::array<Feature, kListCount> features;
  uint8_t count = 0;
};

// A phrase's hash: start with 0 and extend by each word's `lower`.
inline uint32_t ExtendPhrase(uint32_t phrase, uint32_t lower) { return Combine(99, phrase, lower); }

class NameLists {
 public:
  // Bits of ListKind by phrase; ordered, so that the bytes are the same for the same lists.
  using Entries = std::map<uint32_t, uint8_t>;
  static constexpr uint8_t kContinues = 1 << 7;  // a longer phrase begins with this one
  static void Write(const Entries& entries, ByteWriter& out);
  bool Read(ByteReader& in);

  // The longest phrase that starts at each capitalised word wins, from left to right.
  //   cost   O(words)
  void Mark(std::span<const WordFeatures> words, std::span<ListMarks> marks) const;

 private:
  static constexpr size_t kMaxPhrase = 8;  // words

  struct Slot {
    uint32_t phrase = 0;
    uint8_t bits = 0;  // 0: empty
  };
  uint8_t Find(uint32_t phrase) const;

  uint32_t mask_ = 0;
  std::vector<Slot> slots_ = std::vector<Slot>(1);
};

}  // namespace newsgraph::text
