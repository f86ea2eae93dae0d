#include "graph/column_draft.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "graph/base/check.h"

namespace newsgraph {
namespace {

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
    if (asked_ >= sample_ && numbers_.size() > asked_ / 4 * 3) {
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

void StringDraft::Clear() {
  texts_.clear();
  numbers_.clear();
  blocks_.clear();
  block_left_ = 0;
  asked_ = 0;
  interning_ = true;
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
  strings_ = StringDraft();
  mixed_ = true;
}

void ColumnDraft::SetSlowly(uint32_t id, ValueKind kind, uint64_t payload) {
  if (!mixed_ && (present_ == 0 || kind_ == kind)) {
    Reach(id);
    if (present_ == 0) kind_ = kind;
    const uint32_t i = id - first_;
    payloads_[i] = payload;
    const uint64_t bit = uint64_t{1} << i % 64;
    present_ += (bits_[i / 64] & bit) == 0;
    bits_[i / 64] |= bit;
    return;
  }
  Set(id, kind == ValueKind::kInt ? Value::Int(static_cast<int64_t>(payload))
                                  : Value::Float(std::bit_cast<double>(payload)));
}

void ColumnDraft::SetString(uint32_t id, std::string_view text) {
  if (mixed_ || (present_ > 0 && kind_ != ValueKind::kString)) {
    Set(id, Value::BorrowedString(text));
  } else {
    SetPacked(id, ValueKind::kString, strings_.Add(text));
  }
}

void ColumnDraft::Append(uint32_t first, const ColumnDraft& other) {
  if (other.present_ == 0) return;
  const uint32_t begin = first + other.first_;
  const bool alike = !mixed_ && !other.mixed_ &&
                     (present_ == 0 || (kind_ == other.kind_ && zone_ == other.zone_ &&
                                        begin >= first_ + payloads_.size()));
  if (!alike) {
    for (uint32_t i = 0; i < other.bits_.size() * 64; ++i) {
      if (other.Has(other.first_ + i)) Set(begin + i, other.Get(other.first_ + i));
    }
    return;
  }
  if (present_ == 0) {  // what was there is gone
    bits_.clear();
    payloads_.clear();
  }
  kind_ = other.kind_;
  zone_ = other.zone_;
  const uint32_t count = static_cast<uint32_t>(other.payloads_.size());
  if (bits_.empty()) first_ = begin / 64 * 64;
  const uint32_t to = begin - first_;
  bits_.resize((size_t{to} + count + 63) / 64);
  payloads_.resize(size_t{to} + count);
  if (kind_ == ValueKind::kString) {
    std::vector<uint32_t> numbers(other.strings_.size());
    for (uint32_t i = 0; i < numbers.size(); ++i) numbers[i] = strings_.Add(other.strings_[i]);
    for (uint32_t i = 0; i < count; ++i) {
      if (other.bits_[i / 64] >> i % 64 & 1) payloads_[to + i] = numbers[other.payloads_[i]];
    }
  } else {
    std::copy(other.payloads_.begin(), other.payloads_.end(), payloads_.begin() + to);
  }
  for (uint32_t word = 0; word < other.bits_.size(); ++word) {
    const uint64_t bits = other.bits_[word];
    const uint32_t place = to + word * 64, shift = place % 64;
    if (bits == 0) continue;
    bits_[place / 64] |= bits << shift;
    if (shift > 0 && bits >> (64 - shift) != 0) bits_[place / 64 + 1] |= bits >> (64 - shift);
  }
  present_ += other.present_;
}

void ColumnDraft::Reserve(uint32_t count) {
  if (mixed_ || count <= first_) return;
  payloads_.reserve(count - first_);
  bits_.reserve((count - first_ + 63) / 64);
}

void ColumnDraft::Clear() {
  kind_ = ValueKind::kNull;
  zone_ = 0;
  mixed_ = false;
  first_ = 0;
  present_ = 0;
  bits_.clear();
  payloads_.clear();
  values_.clear();
  strings_.Clear();
}

void ColumnDraft::Set(uint32_t id, const Value& value) {
  if (value.is_null()) {
    if (!Has(id)) return;
    const uint32_t i = id - first_;
    bits_[i / 64] &= ~(uint64_t{1} << i % 64);
    --present_;
    return;
  }
  const std::optional<uint64_t> packed = value.is_string() ? 0 : Pack(value);
  const bool one_kind = value.kind() == kind_ && !mixed_ && !value.is_string();
  if (one_kind && packed && kind_ != ValueKind::kDateTime) return SetPacked(id, kind_, *packed);
  Reach(id);
  const uint32_t i = id - first_;
  uint64_t payload = 0;
  if (!mixed_) {
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

}  // namespace newsgraph
