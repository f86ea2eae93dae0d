// ColumnDraft::Freeze and SortKeys: from payloads in the order they came to codes in the order of
// ids. What a column is like (range, scale, width) is found by reading the payloads forwards; they
// are read in the new order once.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <mutex>
#include <numeric>

#include "graph/column_draft.h"
#include "graph/parallel.h"
#include "graph/value_codec.h"

namespace newsgraph {
namespace {

constexpr uint64_t kNone = std::numeric_limits<uint64_t>::max();

uint64_t OrderedInt(uint64_t payload) {
  return payload ^ uint64_t { 1 } << 63;
}

// Floats in order as unsigned numbers; -0.0 as 0.0, NaN (any) last.
uint64_t OrderedFloat(uint64_t payload) {
  const double d = std::bit_cast<double>(payload);
  if (d != d) return kNone - 1;
  const uint64_t bits = std::bit_cast<uint64_t>(d == 0 ? 0.0 : d);
  return bits >> 63 ? ~bits : bits | uint64_t{1} << 63;
}

// The nearest whole number; REQUIRES: it fits.
int64_t Rounded(double d) { return static_cast<int64_t>(d < 0 ? d - 0.5 : d + 0.5); }

// The least of 1, 10, 100 ... by which a float is a whole number over it, from `scale` on; 0 where
// there is none.
constexpr int64_t kLargestScale = 1'000'000;
constexpr double kWhole = 1e15;  // below it, products with a scale round to the right number
int64_t DecimalScale(double d, int64_t scale) {
  for (; scale <= kLargestScale; scale *= 10) {
    const double scaled = d * static_cast<double>(scale);
    if (!(scaled > -kWhole && scaled < kWhole)) return 0;
    const double back = static_cast<double>(Rounded(scaled)) / static_cast<double>(scale);
    if (std::bit_cast<uint64_t>(back) == std::bit_cast<uint64_t>(d)) return scale;
  }
  return 0;
}

template <class F>
void FillCodes(Codes& codes, size_t count, int threads, const F& code_of) {
  const auto fill = [&]<class T>(T* to) {
    ParallelRanges(count, threads, [&](size_t begin, size_t end) {
      for (size_t i = begin; i < end; ++i) to[i] = static_cast<T>(code_of(i));
    });
  };
  uint8_t* bytes = codes.bytes.mutable_data();
  switch (codes.width) {
    case 1:
      return fill(bytes);
    case 2:
      return fill(reinterpret_cast<uint16_t*>(bytes));
    case 4:
      return fill(reinterpret_cast<uint32_t*>(bytes));
    default:
      return fill(reinterpret_cast<uint64_t*>(bytes));
  }
}

// A pool of the given strings, in order.
template <class Texts>
StringPool MakePool(size_t count, int threads, const Texts& text) {
  std::vector<uint64_t> ends(count);
  uint64_t total = 0;
  for (size_t i = 0; i < count; ++i) ends[i] = total += text(i).size();
  StringPool pool;
  pool.offsets = Codes::Allocate(count + 1, total > std::numeric_limits<uint32_t>::max() ? 8 : 4);
  pool.chars = Array<char>::Allocate(total);
  FillCodes(pool.offsets, count + 1, threads, [&](size_t i) { return i == 0 ? 0 : ends[i - 1]; });
  char* to = pool.chars.mutable_data();
  ParallelRanges(count, threads, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const std::string_view piece = text(i);
      if (!piece.empty()) std::memcpy(to + (ends[i] - piece.size()), piece.data(), piece.size());
    }
  });
  return pool;
}

}  // namespace

class ColumnFreezer {
 public:
  ColumnFreezer(const ColumnDraft& draft, std::span<const uint32_t> order, int threads)
      : draft_(draft), order_(order), threads_(threads) {}

  Column Run() {
    FindExtent();
    if (column_.present == 0) return std::move(column_);
    if (draft_.mixed_) {
      FreezeMixed();
    } else if (draft_.kind_ == ValueKind::kString) {
      FreezeStrings();
    } else if (draft_.kind_ == ValueKind::kFloat) {
      FreezeFloats();
    } else {
      FreezeNumbers();
    }
    return std::move(column_);
  }

  // Folds the payloads that are there, forwards and in pieces: `piece(begin, end, into)` for a
  // range of payloads, `merge(from)` for each result, from one thread at a time.
  template <class Result, class F, class Merge>
  void Fold(Result start, const F& piece, const Merge& merge) const {
    std::mutex mutex;
    const size_t size = draft_.payloads_.size();
    ParallelRanges(size, threads_, [&](size_t begin, size_t end) {
      Result result = start;
      for (size_t i = begin; i < end; ++i) {
        if (draft_.bits_[i / 64] >> i % 64 & 1) piece(draft_.payloads_[i], result);
      }
      std::lock_guard lock(mutex);
      merge(result);
    });
  }
  struct Range {
    int64_t low = std::numeric_limits<int64_t>::max(), high = std::numeric_limits<int64_t>::min();
    void Add(int64_t number) { low = std::min(low, number), high = std::max(high, number); }
    void Add(const Range& other) {
      low = std::min(low, other.low), high = std::max(high, other.high);
    }
  };
  // Of ordered numbers made of the payloads.
  template <class F>
  Range RangeOf(const F& number_of) const {
    Range range;
    Fold(
        Range(), [&](uint64_t payload, Range& into) { into.Add(number_of(payload)); },
        [&](const Range& found) { range.Add(found); });
    return range;
  }

 private:
  uint32_t IdAt(size_t i) const { return order_[column_.first + i]; }
  uint64_t Payload(uint32_t id) const { return draft_.payloads_[id - draft_.first_]; }

  void FindExtent() {
    // Every id has a value, each of them is in the order: nothing to look for.
    dense_ = draft_.present_ == order_.size() && draft_.first_ == 0 &&
             (draft_.mixed_ ? draft_.values_.size() : draft_.payloads_.size()) == order_.size();
    if (dense_) {
      column_.present = column_.count = static_cast<uint32_t>(order_.size());
      return;
    }
    uint64_t first = order_.size(), last = 0;
    for (uint64_t i = 0; i < order_.size(); ++i) {
      if (!draft_.Has(order_[i])) continue;
      first = std::min(first, i);
      last = i;
      ++column_.present;
    }
    if (column_.present == 0) return;
    column_.first = static_cast<uint32_t>(first);
    column_.count = static_cast<uint32_t>(last - first + 1);
  }

  // Writes the layout: which places there are, and the bitmap when it is packed.
  void LayOut(bool packed) {
    column_.packed = packed;
    if (!packed) return;
    const size_t words = (column_.count + 63) / 64;
    column_.bits = Array<uint64_t>::Allocate(words);
    column_.ranks = Array<uint32_t>::Allocate(words / 8 + 1);
    uint64_t* bits = column_.bits.mutable_data();
    uint32_t* ranks = column_.ranks.mutable_data();
    uint32_t rank = 0;
    places_.reserve(column_.present);
    for (uint32_t i = 0; i < column_.count; ++i) {
      if (i % 512 == 0) ranks[i / 512] = rank;
      if (!draft_.Has(IdAt(i))) continue;
      bits[i / 64] |= uint64_t{1} << i % 64;
      places_.push_back(IdAt(i));
      ++rank;
    }
  }
  // The id whose value is at a place of a column laid out, where one is.
  uint32_t IdAtPlace(size_t place) const { return column_.packed ? places_[place] : IdAt(place); }

  // Chooses the layout for codes 0..largest and writes them.
  template <class F>
  void WriteCodes(uint64_t largest, const F& code_of) {
    const bool gaps = column_.present != column_.count;
    // The largest code of a width means "none" in a direct column with gaps.
    const bool room = largest != kNone;
    const uint32_t direct_width = Codes::WidthFor(largest + (gaps && room));
    const uint64_t direct_bytes = uint64_t{column_.count} * direct_width;
    const uint32_t width = Codes::WidthFor(largest);
    const uint64_t packed_bytes = column_.present * width + column_.count / 8 + column_.count / 128;
    const bool packed = gaps && (!room || packed_bytes < direct_bytes);
    LayOut(packed);
    column_.largest = largest;
    const size_t count = packed ? column_.present : column_.count;
    column_.values = Codes::Allocate(count, packed ? width : direct_width);
    const uint64_t none = column_.values.none();
    if (packed || !gaps) {
      FillCodes(column_.values, count, threads_,
                [&](size_t place) { return code_of(Payload(IdAtPlace(place))); });
    } else {
      FillCodes(column_.values, count, threads_, [&](size_t place) {
        const uint32_t id = IdAt(place);
        return draft_.Has(id) ? code_of(Payload(id)) : none;
      });
    }
  }

  void FreezeNumbers();
  void FreezeFloats();
  void FreezeStrings();
  void FreezeMixed();

  const ColumnDraft& draft_;
  std::span<const uint32_t> order_;
  int threads_;
  bool dense_ = false;
  Column column_;
  std::vector<uint32_t> places_;  // of a packed column: the id at each
};

void ColumnFreezer::FreezeNumbers() {
  const ValueKind kind = draft_.kind_;
  switch (kind) {
    case ValueKind::kBool:
      column_.coding = Coding::kBool;
      break;
    case ValueKind::kDate:
      column_.coding = Coding::kDate;
      break;
    case ValueKind::kLocalTime:
      column_.coding = Coding::kLocalTime;
      break;
    case ValueKind::kLocalDateTime:
      column_.coding = Coding::kLocalDateTime;
      break;
    case ValueKind::kDateTime:
      column_.coding = Coding::kDateTime;
      break;
    default:
      column_.coding = Coding::kInt;
      break;
  }
  column_.zone = draft_.zone_;
  Range range = RangeOf([](uint64_t payload) { return static_cast<int64_t>(payload); });
  if (kind == ValueKind::kBool) range.low = 0;
  const uint64_t low = static_cast<uint64_t>(range.low);
  uint64_t step = 1;
  if (kind == ValueKind::kLocalTime || kind == ValueKind::kLocalDateTime ||
      kind == ValueKind::kDateTime) {
    step = 0;  // the largest unit that all of them are whole multiples of
    Fold(
        uint64_t{0}, [&](uint64_t payload, uint64_t& s) { s = std::gcd(s, payload - low); },
        [&](uint64_t found) { step = std::gcd(step, found); });
    if (step == 0 || step > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) step = 1;
  }
  column_.offset = range.low;
  column_.scale = static_cast<int64_t>(step);
  const uint64_t largest = (static_cast<uint64_t>(range.high) - low) / step;
  if (step == 1) {
    WriteCodes(largest, [low](uint64_t payload) { return payload - low; });
  } else {
    WriteCodes(largest, [low, step](uint64_t payload) { return (payload - low) / step; });
  }
}

void ColumnFreezer::FreezeFloats() {
  // A value that is whole at one scale is so at all larger ones, as long as it stays below kWhole
  // there: the scale that all need is the largest of theirs.
  struct Need {
    int64_t scale = 1;     // 0: there is none
    double magnitude = 0;  // of the largest value
  };
  Need need;
  Fold(
      Need(),
      [](uint64_t payload, Need& of) {
        const double d = std::bit_cast<double>(payload);
        if (of.scale != 0) of.scale = DecimalScale(d, of.scale);
        of.magnitude = std::max(of.magnitude, std::abs(d));
      },
      [&](const Need& of) {
        need.scale = need.scale == 0 || of.scale == 0 ? 0 : std::max(need.scale, of.scale);
        need.magnitude = std::max(need.magnitude, of.magnitude);
      });
  const int64_t scale = need.scale;
  const double factor = static_cast<double>(scale);
  const bool decimal = scale != 0 && need.magnitude * factor < kWhole;
  const auto scaled = [factor](uint64_t payload) {
    return Rounded(std::bit_cast<double>(payload) * factor);
  };
  const Range range = decimal ? RangeOf(scaled) : Range{0, 0};
  const uint64_t largest = static_cast<uint64_t>(range.high - range.low);
  if (decimal && Codes::WidthFor(largest + 1) < 8) {
    column_.coding = Coding::kDecimal;
    column_.offset = range.low;
    column_.scale = scale;
    WriteCodes(largest, [&](uint64_t payload) {
      return static_cast<uint64_t>(scaled(payload) - range.low);
    });
    return;
  }
  bool narrow = true, taken = false;  // each is a float32; the code of "none" is a value
  Fold(
      std::pair(true, false),
      [](uint64_t payload, std::pair<bool, bool>& found) {
        const float f = static_cast<float>(std::bit_cast<double>(payload));
        found.first = found.first && std::bit_cast<uint64_t>(static_cast<double>(f)) == payload &&
                      std::bit_cast<uint32_t>(f) != std::numeric_limits<uint32_t>::max();
        found.second = found.second || payload == kNone;
      },
      [&](const std::pair<bool, bool>& found) {
        narrow &= found.first;
        taken |= found.second;
      });
  column_.coding = narrow ? Coding::kFloat32 : Coding::kFloat64;
  if (narrow) {
    WriteCodes(std::numeric_limits<uint32_t>::max() - 1, [](uint64_t payload) -> uint64_t {
      return std::bit_cast<uint32_t>(static_cast<float>(std::bit_cast<double>(payload)));
    });
  } else {
    WriteCodes(kNone - (taken ? 0 : 1), [](uint64_t payload) { return payload; });
  }
}

void ColumnFreezer::FreezeStrings() {
  const StringDraft& strings = draft_.strings_;
  // Only the strings still in use: a draft that was read from a column or overwritten may hold
  // more.
  std::vector<uint8_t> used(strings.size(), 0);
  uint64_t chars = 0;
  for (size_t i = 0; i < draft_.payloads_.size(); ++i) {
    if ((draft_.bits_[i / 64] >> i % 64 & 1) == 0) continue;
    const uint32_t number = static_cast<uint32_t>(draft_.payloads_[i]);
    used[number] = 1;
    chars += strings[number].size();
  }
  std::vector<uint32_t> distinct;
  uint64_t distinct_chars = 0;
  for (uint32_t number = 0; number < used.size(); ++number) {
    if (used[number] == 0) continue;
    distinct.push_back(number);
    distinct_chars += strings[number].size();
  }
  const uint64_t code_bytes = Codes::WidthFor(distinct.size());
  const uint64_t dictionary_bytes =
      column_.present * code_bytes + distinct.size() * 4 + distinct_chars;
  const uint64_t text_bytes = column_.present * 4 + chars;
  if (!strings.distinct() || dictionary_bytes > text_bytes) {
    column_.coding = Coding::kText;
    LayOut(column_.present != column_.count);
    column_.pool = MakePool(column_.present, threads_, [&](size_t place) {
      return strings[static_cast<uint32_t>(Payload(IdAtPlace(place)))];
    });
    return;
  }
  column_.coding = Coding::kDictionary;
  std::sort(distinct.begin(), distinct.end(),
            [&](uint32_t a, uint32_t b) { return strings[a] < strings[b]; });
  std::vector<uint32_t> code(strings.size(), 0);
  for (uint32_t i = 0; i < distinct.size(); ++i) code[distinct[i]] = i;
  column_.pool =
      MakePool(distinct.size(), threads_, [&](size_t i) { return strings[distinct[i]]; });
  WriteCodes(distinct.size() - 1, [&](uint64_t payload) { return uint64_t{code[payload]}; });
}

void ColumnFreezer::FreezeMixed() {
  column_.coding = Coding::kMixed;
  LayOut(column_.present != column_.count);
  std::string bytes;
  std::vector<uint64_t> ends = {0};
  for (size_t place = 0; place < column_.present; ++place) {
    EncodeValue(draft_.values_[IdAtPlace(place) - draft_.first_], bytes);
    ends.push_back(bytes.size());
  }
  column_.pool = MakePool(ends.size() - 1, threads_, [&](size_t i) {
    return std::string_view(bytes).substr(ends[i], ends[i + 1] - ends[i]);
  });
}

Column ColumnDraft::Freeze(std::span<const uint32_t> order, int threads) const {
  return ColumnFreezer(*this, order, threads).Run();
}

LargeVector<uint32_t> ColumnDraft::SortKeys(uint32_t limit, int threads) const {
  constexpr uint32_t kLast = std::numeric_limits<uint32_t>::max();
  if (empty()) return {};
  LargeVector<uint32_t> keys(limit, kLast);
  if (!mixed_ && kind_ != ValueKind::kString) {
    const bool floats = kind_ == ValueKind::kFloat;
    // Signed on the way, so that one range serves both.
    const auto number = [floats](uint64_t payload) {
      return static_cast<int64_t>(OrderedInt(floats ? OrderedFloat(payload) : OrderedInt(payload)));
    };
    const auto range = ColumnFreezer(*this, {}, threads).RangeOf(number);
    if (static_cast<uint64_t>(range.high) - static_cast<uint64_t>(range.low) < kLast) {
      ParallelRanges(limit, threads, [&](size_t begin, size_t end) {
        for (size_t id = begin; id < end; ++id) {
          if (!Has(static_cast<uint32_t>(id))) continue;
          const uint64_t wide = static_cast<uint64_t>(number(payloads_[id - first_]));
          keys[id] = static_cast<uint32_t>(wide - static_cast<uint64_t>(range.low));
        }
      });
      return keys;
    }
    std::vector<int64_t> distinct;
    for (uint32_t id = 0; id < limit; ++id) {
      if (Has(id)) distinct.push_back(number(payloads_[id - first_]));
    }
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    ParallelRanges(limit, threads, [&](size_t begin, size_t end) {
      for (size_t id = begin; id < end; ++id) {
        if (!Has(static_cast<uint32_t>(id))) continue;
        const auto place =
            std::lower_bound(distinct.begin(), distinct.end(), number(payloads_[id - first_]));
        keys[id] = static_cast<uint32_t>(place - distinct.begin());
      }
    });
    return keys;
  }
  std::vector<uint32_t> ids;
  for (uint32_t id = 0; id < limit; ++id) {
    if (Has(id)) ids.push_back(id);
  }
  const auto order = [&](uint32_t a, uint32_t b) { return Compare(Get(a), Get(b)); };
  std::sort(ids.begin(), ids.end(), [&](uint32_t a, uint32_t b) { return order(a, b) < 0; });
  uint32_t rank = 0;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (i > 0 && order(ids[i - 1], ids[i]) != 0) ++rank;
    keys[ids[i]] = rank;
  }
  return keys;
}

}  // namespace newsgraph
