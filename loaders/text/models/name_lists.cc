#include "loaders/text/models/name_lists.h"

#include <algorithm>

namespace newsgraph::text {
namespace {

// Where in a listed phrase a word stands.
enum class Position : uint8_t { kFirst, kInner, kLast, kWhole };

Feature MarkOf(int list, Position position) {
  return Combine(98, static_cast<uint64_t>(list), static_cast<uint64_t>(position));
}

}  // namespace

void NameLists::Write(const Entries& entries, ByteWriter& out) {
  out.Varint(entries.size());
  uint32_t previous = 0;
  for (const auto& [phrase, bits] : entries) {
    out.Varint(phrase - previous);
    previous = phrase;
  }
  for (const auto& [phrase, bits] : entries) out.Byte(bits);
}

bool NameLists::Read(ByteReader& in) {
  std::vector<uint32_t> phrases(in.Count());
  uint32_t phrase = 0;
  for (uint32_t& p : phrases) p = phrase += static_cast<uint32_t>(in.Varint());
  uint32_t slots = 2;
  while (slots < phrases.size() * 2) slots *= 2;
  mask_ = slots - 1;
  slots_.assign(slots, {});
  for (uint32_t p : phrases) {
    uint32_t slot = p & mask_;
    while (slots_[slot].bits != 0) slot = (slot + 1) & mask_;
    slots_[slot] = {p, in.Byte()};
    if (slots_[slot].bits == 0) return false;
  }
  return in.ok();
}

uint8_t NameLists::Find(uint32_t phrase) const {
  for (uint32_t slot = phrase & mask_; slots_[slot].bits != 0; slot = (slot + 1) & mask_) {
    if (slots_[slot].phrase == phrase) return slots_[slot].bits;
  }
  return 0;
}

void NameLists::Mark(std::span<const WordFeatures> words, std::span<ListMarks> marks) const {
  for (ListMarks& mark : marks) mark.count = 0;
  for (size_t i = 0; i < words.size();) {
    size_t length = 0;
    uint8_t bits = 0;
    uint32_t phrase = 0;
    const size_t limit = (words[i].signs & kCapital) ? std::min(words.size(), i + kMaxPhrase) : i;
    for (size_t k = i; k < limit; ++k) {
      phrase = ExtendPhrase(phrase, words[k].lower);
      const uint8_t found = Find(phrase);
      if (found & ~kContinues) {
        bits = found & static_cast<uint8_t>(~kContinues);
        length = k - i + 1;
      }
      if (!(found & kContinues)) break;
    }
    for (size_t k = 0; k < length; ++k) {
      const Position position = length == 1       ? Position::kWhole
                                : k == 0          ? Position::kFirst
                                : k == length - 1 ? Position::kLast
                                                  : Position::kInner;
      for (int list = 0; list < kListCount; ++list) {
        if (bits >> list & 1) marks[i + k].features[marks[i + k].count++] = MarkOf(list, position);
      }
    }
    i += std::max<size_t>(length, 1);
  }
}

}  // namespace newsgraph::text
