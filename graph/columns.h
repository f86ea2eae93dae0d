// Column: all values of one property key, immutable, as narrow as they allow and exactly as they
// were.
//
//   Value v = column.Get(id);                                        // null where there is none
//   auto recent = column.CodesBetween(&low, true, nullptr, false);   // v >= low, as codes
//   column.values.Visit([&](const auto* codes) { ... recent->low <= codes[i] ... });
//
// Values are kept as unsigned codes of 1, 2, 4 or 8 bytes over the range of ids that has any:
//
//   coding         code of a value                                       bytes
//   kInt           integer - offset                                      1 2 4 8
//   kDecimal       value * scale - offset: 0.87 as 87                    1 2 4 8
//                  (only if each value comes back bit by bit)
//   kFloat32/64    the bits of the float                                 4, 8
//   kBool, kDate and the kinds of time   (count - offset) / scale        1 2 4 8
//   kDictionary    place among the distinct strings, in order            1 2 4
//   kText, kMixed  none: the pool has a string or an encoded value for each
//
// Direct layout: one code per id of the range, the largest code of the width meaning "none".
// Packed layout, where few are there or that code is taken: a bitmap, counts per 512 bits, and
// codes for those that are. Codes of all but kFloat32/64 grow with the value, so a filter can
// compare codes. Thread-safe.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

#include "graph/array.h"
#include "graph/value.h"

namespace newsgraph {

enum class Coding : uint8_t {
  kInt,
  kDecimal,
  kFloat32,
  kFloat64,
  kBool,
  kDate,
  kLocalTime,
  kLocalDateTime,
  kDateTime,
  kDictionary,
  kText,
  kMixed,
};
inline constexpr int kCodingCount = 12;

// Unsigned integers of one width.
struct Codes {
  uint32_t width = 1;  // bytes: 1, 2, 4 or 8
  Array<uint8_t> bytes;

  static Codes Allocate(size_t count, uint32_t width);
  static uint32_t WidthFor(uint64_t largest) {
    return largest <= 0xFF ? 1 : largest <= 0xFFFF ? 2 : largest <= 0xFFFFFFFF ? 4 : 8;
  }
  size_t size() const { return bytes.size() / width; }
  // Calls f with the codes as const uint8_t*, uint16_t*, uint32_t* or uint64_t*.
  template <class F>
  decltype(auto) Visit(F&& f) const {
    switch (width) {
      case 1:
        return f(bytes.data());
      case 2:
        return f(reinterpret_cast<const uint16_t*>(bytes.data()));
      case 4:
        return f(reinterpret_cast<const uint32_t*>(bytes.data()));
      default:
        return f(reinterpret_cast<const uint64_t*>(bytes.data()));
    }
  }
  uint64_t operator[](size_t i) const {
    return Visit([i](const auto* codes) { return static_cast<uint64_t>(codes[i]); });
  }
  // REQUIRES: just allocated.
  void Put(size_t i, uint64_t code);
  // The code that stands for "none" in the direct layout.
  uint64_t none() const { return width == 8 ? ~uint64_t{0} : (uint64_t{1} << 8 * width) - 1; }
};

// Many strings in one piece of memory.
struct StringPool {
  Codes offsets;  // size() + 1 of them, 4 or 8 bytes wide, ascending
  Array<char> chars;

  size_t size() const { return offsets.bytes.empty() ? 0 : offsets.size() - 1; }
  std::string_view operator[](size_t i) const {
    const uint64_t begin = offsets[i];
    return {chars.data() + begin, static_cast<size_t>(offsets[i + 1] - begin)};
  }
};

struct CodeRange {  // inclusive; low > high: nothing
  uint64_t low = 1, high = 0;
  bool empty() const { return low > high; }
};

struct Column {
  Coding coding = Coding::kInt;
  bool packed = false;
  uint32_t first = 0;  // ids [first, first + count) are covered
  uint32_t count = 0;
  uint64_t present = 0;  // how many of them have a value
  uint64_t largest = 0;  // largest code in use (ordered codings)
  int64_t offset = 0;
  int64_t scale = 1;      // kDecimal: divisor; others: multiplier
  uint32_t zone = 0;      // kDateTime: the code of the one zone
  Codes values;           // codes; empty for kText and kMixed
  StringPool pool;        // dictionary, texts or encoded values
  Array<uint64_t> bits;   // packed: one bit per id of the range
  Array<uint32_t> ranks;  // packed: values before each 512 bits

  // Null when there is none. Strings are borrowed from the column.
  Value Get(uint32_t id) const {
    const uint32_t i = id - first;
    if (i >= count) return Value();
    if (packed) {
      if (!(bits[i / 64] >> i % 64 & 1)) return Value();
      return Decode(Rank(i));
    }
    return Decode(i);
  }
  bool Has(uint32_t id) const;

  // The codes of a direct column, one per id from `first`; empty for packed ones and for texts and
  // mixed values.
  bool direct() const { return !packed && !values.bytes.empty(); }
  // Whether a larger code is a larger value.
  bool ordered() const { return IsOrdered(coding); }
  static bool IsOrdered(Coding coding) {
    return coding != Coding::kFloat32 && coding != Coding::kFloat64 && coding < Coding::kText;
  }
  // The codes of the values v with low < v < high (<= where inclusive; a null pointer: no bound),
  // as WHERE compares: a bound of another type leaves nothing. "None" is never within. Nothing at
  // all when codes are not ordered. cost: O(bits of a code)
  std::optional<CodeRange> CodesBetween(const Value* low, bool low_inclusive, const Value* high,
                                        bool high_inclusive) const;
  // The value behind a code. REQUIRES: ordered or float coding, not "none".
  Value Decoded(uint64_t code) const;

  uint64_t heap_bytes() const;
  // Number of values before place i of a packed column.
  size_t Rank(uint32_t i) const {
    size_t rank = ranks[i / 512];
    for (uint32_t word = i / 512 * 8; word < i / 64; ++word) rank += std::popcount(bits[word]);
    return rank + std::popcount(bits[i / 64] & ((uint64_t{1} << i % 64) - 1));
  }

 private:
  Value Decode(size_t place) const;
};

}  // namespace newsgraph
