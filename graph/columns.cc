#include "graph/columns.h"

#include <bit>
#include <cstring>

#include "graph/value_codec.h"

namespace newsgraph {
namespace {

int64_t FloorDivide(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// The exact comparison openCypher makes in WHERE; false for values of another type.
bool Below(const Value& a, const Value& b, bool or_equal) {
  int order = 0;
  return Comparable(a, b, order) == Truth::kTrue && (or_equal ? order <= 0 : order < 0);
}

}  // namespace

Codes Codes::Allocate(size_t count, uint32_t width) {
  return {width, Array<uint8_t>::Allocate(count * width)};
}

void Codes::Put(size_t i, uint64_t code) {
  uint8_t* to = bytes.mutable_data() + i * width;
  switch (width) {
    case 1:
      *to = static_cast<uint8_t>(code);
      return;
    case 2:
      *reinterpret_cast<uint16_t*>(to) = static_cast<uint16_t>(code);
      return;
    case 4:
      *reinterpret_cast<uint32_t*>(to) = static_cast<uint32_t>(code);
      return;
    default:
      *reinterpret_cast<uint64_t*>(to) = code;
      return;
  }
}

Value Column::Decoded(uint64_t code) const {
  // Unsigned on purpose: offset + code wraps back to the value that was taken apart the same way.
  const int64_t number =
      static_cast<int64_t>(static_cast<uint64_t>(offset) +
                           code * static_cast<uint64_t>(coding == Coding::kDecimal ? 1 : scale));
  switch (coding) {
    case Coding::kInt:
      return Value::Int(number);
    case Coding::kDecimal:
      return Value::Float(static_cast<double>(number) / static_cast<double>(scale));
    case Coding::kFloat32:
      return Value::Float(std::bit_cast<float>(static_cast<uint32_t>(code)));
    case Coding::kFloat64:
      return Value::Float(std::bit_cast<double>(code));
    case Coding::kBool:
      return Value::Bool(code != 0);
    case Coding::kDate:
      return Value::Of(Date{number});
    case Coding::kLocalTime:
      return Value::Of(LocalTime{number});
    case Coding::kLocalDateTime:
    case Coding::kDateTime: {
      const int64_t seconds = FloorDivide(number, kNanosPerSecond);
      const int32_t nanos = static_cast<int32_t>(number - seconds * kNanosPerSecond);
      if (coding == Coding::kLocalDateTime) return Value::Of(LocalDateTime{seconds, nanos});
      return Value::Of(DateTime{seconds, nanos, Zone::FromCode(zone)});
    }
    case Coding::kDictionary:
      return Value::BorrowedString(pool[code]);
    case Coding::kText:
    case Coding::kMixed:
      break;
  }
  return Value();
}

Value Column::Decode(size_t place) const {
  switch (coding) {
    case Coding::kText:
      return Value::BorrowedString(pool[place]);
    case Coding::kMixed:
      return DecodeValue(pool[place]).value_or(Value());
    default:
      break;
  }
  const uint64_t code = values[place];
  if (!packed && present != count && code == values.none()) return Value();
  return Decoded(code);
}

bool Column::Has(uint32_t id) const {
  const uint32_t i = id - first;
  if (i >= count) return false;
  if (packed) return bits[i / 64] >> i % 64 & 1;
  return present == count || values[i] != values.none();
}

std::optional<CodeRange> Column::CodesBetween(const Value* low, bool low_inclusive,
                                              const Value* high, bool high_inclusive) const {
  if (!ordered() || present == 0) return std::nullopt;
  // The first code from which `accepts` holds, by halving; largest + 1 may not exist, hence the
  // flag.
  const auto first_code = [&](auto accepts, bool& found) {
    uint64_t begin = 0, end = largest;
    found = accepts(Decoded(end));
    while (found && begin < end) {
      const uint64_t middle = begin + (end - begin) / 2;
      if (accepts(Decoded(middle))) {
        end = middle;
      } else {
        begin = middle + 1;
      }
    }
    return begin;
  };
  CodeRange range{0, largest};
  bool found = true;
  if (low != nullptr) {
    range.low = first_code([&](const Value& v) { return Below(*low, v, low_inclusive); }, found);
    if (!found) return CodeRange();
  }
  if (high != nullptr) {
    int order = 0;
    if (Comparable(Decoded(0), *high, order) != Truth::kTrue) return CodeRange();
    const uint64_t beyond =
        first_code([&](const Value& v) { return !Below(v, *high, high_inclusive); }, found);
    if (found && beyond == 0) return CodeRange();
    if (found) range.high = beyond - 1;
  }
  return range;
}

uint64_t Column::heap_bytes() const {
  return values.bytes.bytes() + pool.offsets.bytes.bytes() + pool.chars.bytes() + bits.bytes() +
         ranks.bytes();
}

}  // namespace newsgraph
