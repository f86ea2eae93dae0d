#include "graph/column_draft.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>

#include "graph/base/check.h"
#include "graph/value_codec.h"

namespace newsgraph {
namespace {

constexpr uint64_t kNone = std::numeric_limits<uint64_t>::max();
constexpr size_t kBlock = 64 << 10;

std::optional<int64_t> TotalNanos(int64_t seconds, int64_t nanos) {
  int64_t total = 0;
  if (__builtin_mul_overflow(seconds, kNanosPerSecond, &total)) return std::nullopt;
  if (__builtin_add_overflow(total, nanos, &total)) return std::nullopt;
  return total;
}

// A value as 64 bits, if its kind is one that fits.
std::optional<uint64_t> Pack(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBool:
      return value.boolean();
    case ValueKind::kInt:
      return static_cast<uint64_t>(value.integer());
    case ValueKind::kFloat:
      return std::bit_cast<uint64_t>(value.floating());
    case ValueKind::kDate:
      return static_cast<uint64_t>(value.date().days);
    case ValueKind::kLocalTime:
      return static_cast<uint64_t>(value.local_time().nanos);
    case ValueKind::kLocalDateTime: {
      const LocalDateTime time = value.local_date_time();
      return TotalNanos(time.seconds, time.nanos);
    }
    case ValueKind::kDateTime: {
      const DateTime time = value.date_time();
      return TotalNanos(time.seconds, time.nanos);
    }
    default:
      return std::nullopt;
  }
}

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

// Writes the layout of a column: which places it has, and the bitmap when it is packed.
void LayOut(Column& column, const ColumnDraft& draft, std::span<const uint32_t> order,
            bool packed) {
  column.packed = packed;
  if (!packed) return;
  const size_t words = (column.count + 63) / 64;
  column.bits = Array<uint64_t>::Allocate(words);
  column.ranks = Array<uint32_t>::Allocate(words / 8 + 1);
  uint64_t* bits = column.bits.mutable_data();
  uint32_t* ranks = column.ranks.mutable_data();
  uint32_t rank = 0;
  for (uint32_t i = 0; i < column.count; ++i) {
    if (i % 512 == 0) ranks[i / 512] = rank;
    if (draft.Has(order[column.first + i])) {
      bits[i / 64] |= uint64_t{1} << i % 64;
      ++rank;
    }
  }
}

// f(place in the column's codes, id in the draft) for each value; f_none(place) for each gap of a
// direct column.
template <class F, class G>
void ForEachPlace(const Column& column, const ColumnDraft& draft, std::span<const uint32_t> order,
                  F&& f, G&& f_none) {
  size_t place = 0;
  for (uint32_t i = 0; i < column.count; ++i) {
    const uint32_t id = order[column.first + i];
    const bool has = draft.Has(id);
    if (has) f(place, id);
    if (!has && !column.packed) f_none(place);
    if (has || !column.packed) ++place;
  }
}

// Chooses the layout for codes 0..largest and writes them.
template <class F>
void WriteCodes(Column& column, const ColumnDraft& draft, std::span<const uint32_t> order,
                uint64_t largest, F&& code_of) {
  const bool gaps = column.present != column.count;
  // The largest code of a width means "none" in a direct column with gaps.
  const bool room = largest != kNone;
  const uint32_t direct_width = Codes::WidthFor(largest + (gaps && room));
  const uint64_t direct_bytes = uint64_t{column.count} * direct_width;
  const uint32_t width = Codes::WidthFor(largest);
  const uint64_t packed_bytes = column.present * width + column.count / 8 + column.count / 128;
  const bool packed = gaps && (!room || packed_bytes < direct_bytes);
  LayOut(column, draft, order, packed);
  column.largest = largest;
  column.values =
      Codes::Allocate(packed ? column.present : column.count, packed ? width : direct_width);
  Codes& codes = column.values;
  const uint64_t none = codes.none();
  ForEachPlace(
      column, draft, order, [&](size_t place, uint32_t id) { codes.Put(place, code_of(id)); },
      [&](size_t place) { codes.Put(place, none); });
}

// A pool of the given strings, in order.
template <class Texts>
StringPool MakePool(size_t count, const Texts& text) {
  uint64_t total = 0;
  for (size_t i = 0; i < count; ++i) total += text(i).size();
  StringPool pool;
  pool.offsets = Codes::Allocate(count + 1, total > std::numeric_limits<uint32_t>::max() ? 8 : 4);
  pool.chars = Array<char>::Allocate(total);
  char* to = pool.chars.mutable_data();
  uint64_t at = 0;
  for (size_t i = 0; i < count; ++i) {
    const std::string_view piece = text(i);
    pool.offsets.Put(i, at);
    if (!piece.empty()) std::memcpy(to + at, piece.data(), piece.size());
    at += piece.size();
  }
  pool.offsets.Put(count, at);
  return pool;
}

}  // namespace

std::string_view StringDraft::Keep(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > kBlock / 4) {
    // A block of its own, put before the one that is being filled.
    auto block = std::make_unique<char[]>(text.size());
    std::memcpy(block.get(), text.data(), text.size());
    const std::string_view kept(block.get(), text.size());
    blocks_.insert(blocks_.empty() ? blocks_.end() : blocks_.end() - 1, std::move(block));
    return kept;
  }
  if (text.size() > block_left_) {
    blocks_.push_back(std::make_unique<char[]>(kBlock));
    block_left_ = kBlock;
  }
  char* to = blocks_.back().get() + (kBlock - block_left_);
  std::memcpy(to, text.data(), text.size());
  block_left_ -= text.size();
  return {to, text.size()};
}

uint32_t StringDraft::Add(std::string_view text) {
  ++asked_;
  if (interning_) {
    if (const auto found = numbers_.find(text); found != numbers_.end()) return found->second;
    if (asked_ >= 65536 && numbers_.size() > asked_ / 4 * 3) {
      interning_ = false;
      numbers_ = {};
    }
  }
  const std::string_view kept = Keep(text);
  const uint32_t number = size();
  texts_.push_back(kept);
  if (interning_) numbers_.emplace(kept, number);
  return number;
}

void ColumnDraft::Reach(uint32_t id) {
  if (bits_.empty()) first_ = id / 64 * 64;
  if (id < first_) {
    // Room for as many again in front, so that a descending fill stays linear.
    const uint32_t span = static_cast<uint32_t>(std::min<uint64_t>(bits_.size() * 64, first_));
    const uint32_t first = std::min(id, first_ - span) / 64 * 64;
    const size_t shift = first_ - first;
    bits_.insert(bits_.begin(), shift / 64, 0);
    if (mixed_) {
      values_.insert(values_.begin(), shift, Value());
    } else {
      payloads_.insert(payloads_.begin(), shift, 0);
    }
    first_ = first;
  }
  const size_t size = id - first_ + 1;
  if (bits_.size() < (size + 63) / 64) bits_.resize((size + 63) / 64);
  if (mixed_) {
    if (values_.size() < size) values_.resize(size);
  } else if (payloads_.size() < size) {
    payloads_.resize(size);
  }
}

void ColumnDraft::BecomeMixed() {
  values_.resize(payloads_.size());
  for (size_t i = 0; i < payloads_.size(); ++i) {
    if (bits_[i / 64] >> i % 64 & 1) values_[i] = Unpack(payloads_[i]).Owned();
  }
  payloads_ = {};
  strings_ = {};
  mixed_ = true;
}

void ColumnDraft::Set(uint32_t id, const Value& value) {
  if (value.is_null()) {
    if (!Has(id)) return;
    const uint32_t i = id - first_;
    bits_[i / 64] &= ~(uint64_t{1} << i % 64);
    --present_;
    return;
  }
  Reach(id);
  const uint32_t i = id - first_;
  uint64_t payload = 0;
  if (!mixed_) {
    const std::optional<uint64_t> packed = value.is_string() ? 0 : Pack(value);
    const uint32_t zone = value.kind() == ValueKind::kDateTime ? value.date_time().zone.code() : 0;
    if (present_ == 0) {
      kind_ = value.kind();
      zone_ = zone;
    }
    if (!packed || value.kind() != kind_ || zone != zone_) {
      BecomeMixed();
      Reach(id);
    } else {
      payload = value.is_string() ? strings_.Add(value.string()) : *packed;
    }
  }
  if (mixed_) {
    values_[i] = value.Owned();
  } else {
    payloads_[i] = payload;
  }
  if (!Has(id)) {
    bits_[i / 64] |= uint64_t{1} << i % 64;
    ++present_;
  }
}

Value ColumnDraft::Unpack(uint64_t payload) const {
  const int64_t number = static_cast<int64_t>(payload);
  switch (kind_) {
    case ValueKind::kBool:
      return Value::Bool(payload != 0);
    case ValueKind::kInt:
      return Value::Int(number);
    case ValueKind::kFloat:
      return Value::Float(std::bit_cast<double>(payload));
    case ValueKind::kDate:
      return Value::Of(Date{number});
    case ValueKind::kLocalTime:
      return Value::Of(LocalTime{number});
    case ValueKind::kString:
      return Value::BorrowedString(strings_[static_cast<uint32_t>(payload)]);
    case ValueKind::kLocalDateTime:
    case ValueKind::kDateTime: {
      int64_t seconds = number / kNanosPerSecond;
      if (number % kNanosPerSecond < 0) --seconds;
      const int32_t nanos = static_cast<int32_t>(number - seconds * kNanosPerSecond);
      if (kind_ == ValueKind::kLocalDateTime) return Value::Of(LocalDateTime{seconds, nanos});
      return Value::Of(DateTime{seconds, nanos, Zone::FromCode(zone_)});
    }
    default:
      return Value();
  }
}

Value ColumnDraft::Get(uint32_t id) const {
  if (!Has(id)) return Value();
  return mixed_ ? values_[id - first_] : Unpack(payloads_[id - first_]);
}

ValueKind ColumnDraft::KindAt(uint32_t id) const {
  if (!Has(id)) return ValueKind::kNull;
  return mixed_ ? values_[id - first_].kind() : kind_;
}

std::vector<uint64_t> ColumnDraft::SortKeys(uint32_t limit) const {
  std::vector<uint64_t> keys(limit, kNone);
  if (!mixed_ && kind_ != ValueKind::kString) {
    const bool floats = kind_ == ValueKind::kFloat;
    for (uint32_t id = 0; id < limit; ++id) {
      if (!Has(id)) continue;
      const uint64_t payload = payloads_[id - first_];
      keys[id] = floats ? OrderedFloat(payload) : OrderedInt(payload);
    }
    return keys;
  }
  std::vector<uint32_t> ids;
  for (uint32_t id = 0; id < limit; ++id) {
    if (Has(id)) ids.push_back(id);
  }
  const auto order = [&](uint32_t a, uint32_t b) { return Compare(Get(a), Get(b)); };
  std::sort(ids.begin(), ids.end(), [&](uint32_t a, uint32_t b) { return order(a, b) < 0; });
  uint64_t rank = 0;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (i > 0 && order(ids[i - 1], ids[i]) != 0) ++rank;
    keys[ids[i]] = rank;
  }
  return keys;
}

Column ColumnDraft::Freeze(std::span<const uint32_t> order) const {
  Column column;
  uint64_t first = order.size(), last = 0;
  for (uint64_t i = 0; i < order.size(); ++i) {
    if (!Has(order[i])) continue;
    first = std::min(first, i);
    last = i;
    ++column.present;
  }
  if (column.present == 0) return column;
  column.first = static_cast<uint32_t>(first);
  column.count = static_cast<uint32_t>(last - first + 1);
  if (mixed_) return FreezeMixed(order, std::move(column));
  if (kind_ == ValueKind::kString) return FreezeStrings(order, std::move(column));
  if (kind_ == ValueKind::kFloat) return FreezeFloats(order, std::move(column));
  return FreezeNumbers(order, std::move(column));
}

Column ColumnDraft::FreezeNumbers(std::span<const uint32_t> order, Column column) const {
  switch (kind_) {
    case ValueKind::kBool:
      column.coding = Coding::kBool;
      break;
    case ValueKind::kDate:
      column.coding = Coding::kDate;
      break;
    case ValueKind::kLocalTime:
      column.coding = Coding::kLocalTime;
      break;
    case ValueKind::kLocalDateTime:
      column.coding = Coding::kLocalDateTime;
      break;
    case ValueKind::kDateTime:
      column.coding = Coding::kDateTime;
      break;
    default:
      column.coding = Coding::kInt;
      break;
  }
  column.zone = zone_;
  int64_t low = std::numeric_limits<int64_t>::max(), high = std::numeric_limits<int64_t>::min();
  for (uint32_t i = 0; i < column.count; ++i) {
    const uint32_t id = order[column.first + i];
    if (!Has(id)) continue;
    const int64_t number = static_cast<int64_t>(payloads_[id - first_]);
    low = std::min(low, number);
    high = std::max(high, number);
  }
  if (column.coding == Coding::kBool) low = 0;
  uint64_t step = 1;
  if (kind_ == ValueKind::kLocalTime || kind_ == ValueKind::kLocalDateTime ||
      kind_ == ValueKind::kDateTime) {
    step = 0;  // the largest unit that all of them are whole multiples of
    for (uint32_t i = 0; i < column.count && step != 1; ++i) {
      const uint32_t id = order[column.first + i];
      if (Has(id)) step = std::gcd(step, payloads_[id - first_] - static_cast<uint64_t>(low));
    }
    if (step == 0 || step > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) step = 1;
  }
  column.offset = low;
  column.scale = static_cast<int64_t>(step);
  const uint64_t largest = (static_cast<uint64_t>(high) - static_cast<uint64_t>(low)) / step;
  WriteCodes(column, *this, order, largest, [&](uint32_t id) {
    return (payloads_[id - first_] - static_cast<uint64_t>(low)) / step;
  });
  return column;
}

Column ColumnDraft::FreezeFloats(std::span<const uint32_t> order, Column column) const {
  const auto all = [&](auto accepts) {
    for (uint32_t i = 0; i < column.count; ++i) {
      const uint32_t id = order[column.first + i];
      if (Has(id) && !accepts(std::bit_cast<double>(payloads_[id - first_]))) return false;
    }
    return true;
  };
  constexpr double kLargest = 1e15;
  for (int64_t scale = 1; scale <= 1'000'000; scale *= 10) {
    int64_t low = std::numeric_limits<int64_t>::max(), high = std::numeric_limits<int64_t>::min();
    const bool exact = all([&](double d) {
      const double scaled = d * static_cast<double>(scale);
      if (!(scaled > -kLargest && scaled < kLargest)) return false;
      const int64_t number = static_cast<int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
      low = std::min(low, number);
      high = std::max(high, number);
      const double back = static_cast<double>(number) / static_cast<double>(scale);
      return std::bit_cast<uint64_t>(back) == std::bit_cast<uint64_t>(d);
    });
    if (!exact) continue;
    const uint64_t largest = static_cast<uint64_t>(high - low);
    if (Codes::WidthFor(largest + 1) >= 8) break;
    column.coding = Coding::kDecimal;
    column.offset = low;
    column.scale = scale;
    WriteCodes(column, *this, order, largest, [&](uint32_t id) {
      const double scaled =
          std::bit_cast<double>(payloads_[id - first_]) * static_cast<double>(scale);
      return static_cast<uint64_t>(static_cast<int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5) -
                                   low);
    });
    return column;
  }
  const bool narrow = all([](double d) {
    const float f = static_cast<float>(d);
    return std::bit_cast<uint64_t>(static_cast<double>(f)) == std::bit_cast<uint64_t>(d) &&
           std::bit_cast<uint32_t>(f) != std::numeric_limits<uint32_t>::max();
  });
  const bool taken = !narrow && !all([](double d) { return std::bit_cast<uint64_t>(d) != kNone; });
  column.coding = narrow ? Coding::kFloat32 : Coding::kFloat64;
  WriteCodes(
      column, *this, order,
      narrow ? std::numeric_limits<uint32_t>::max() - 1 : kNone - (taken ? 0 : 1),
      [&](uint32_t id) -> uint64_t {
        const uint64_t payload = payloads_[id - first_];
        return narrow ? std::bit_cast<uint32_t>(static_cast<float>(std::bit_cast<double>(payload)))
                      : payload;
      });
  return column;
}

Column ColumnDraft::FreezeStrings(std::span<const uint32_t> order, Column column) const {
  // Only the strings still in use: a draft that was read from a column or overwritten may hold
  // more.
  std::vector<uint32_t> uses(strings_.size(), 0);
  uint64_t chars = 0;
  for (uint32_t i = 0; i < column.count; ++i) {
    const uint32_t id = order[column.first + i];
    if (!Has(id)) continue;
    const uint32_t number = static_cast<uint32_t>(payloads_[id - first_]);
    ++uses[number];
    chars += strings_[number].size();
  }
  std::vector<uint32_t> distinct;
  uint64_t distinct_chars = 0;
  for (uint32_t number = 0; number < uses.size(); ++number) {
    if (uses[number] == 0) continue;
    distinct.push_back(number);
    distinct_chars += strings_[number].size();
  }
  const uint64_t code_bytes = Codes::WidthFor(distinct.size());
  const uint64_t dictionary_bytes =
      column.present * code_bytes + distinct.size() * 4 + distinct_chars;
  const uint64_t text_bytes = column.present * 4 + chars;
  if (!strings_.distinct() || dictionary_bytes > text_bytes) {
    column.coding = Coding::kText;
    LayOut(column, *this, order, column.present != column.count);
    std::vector<uint32_t> numbers;
    numbers.reserve(column.present);
    ForEachPlace(
        column, *this, order,
        [&](size_t, uint32_t id) {
          numbers.push_back(static_cast<uint32_t>(payloads_[id - first_]));
        },
        [](size_t) {});
    column.pool = MakePool(numbers.size(), [&](size_t i) { return strings_[numbers[i]]; });
    return column;
  }
  column.coding = Coding::kDictionary;
  std::sort(distinct.begin(), distinct.end(),
            [&](uint32_t a, uint32_t b) { return strings_[a] < strings_[b]; });
  std::vector<uint32_t> code(strings_.size(), 0);
  for (uint32_t i = 0; i < distinct.size(); ++i) code[distinct[i]] = i;
  column.pool = MakePool(distinct.size(), [&](size_t i) { return strings_[distinct[i]]; });
  WriteCodes(column, *this, order, distinct.size() - 1,
             [&](uint32_t id) { return code[payloads_[id - first_]]; });
  return column;
}

Column ColumnDraft::FreezeMixed(std::span<const uint32_t> order, Column column) const {
  column.coding = Coding::kMixed;
  LayOut(column, *this, order, column.present != column.count);
  std::string bytes;
  std::vector<uint64_t> ends = {0};
  ForEachPlace(
      column, *this, order,
      [&](size_t, uint32_t id) {
        EncodeValue(values_[id - first_], bytes);
        ends.push_back(bytes.size());
      },
      [](size_t) {});
  column.pool = MakePool(ends.size() - 1, [&](size_t i) {
    return std::string_view(bytes).substr(ends[i], ends[i + 1] - ends[i]);
  });
  return column;
}

}  // namespace newsgraph
