#include "graph/value_codec.h"

#include <cstring>
#include <type_traits>

#include "graph/base/check.h"

namespace newsgraph {
namespace {

template <class T>
void Put(T value, std::string& bytes) {
  char raw[sizeof(T)];
  std::memcpy(raw, &value, sizeof(T));
  bytes.append(raw, sizeof(T));
}

void PutText(std::string_view text, std::string& bytes) {
  Put(static_cast<uint32_t>(text.size()), bytes);
  bytes.append(text);
}

// Takes fields off the front of the bytes; `failed` once they run out.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  T Take() {
    static_assert(std::is_trivially_copyable_v<T>);
    T value = {};
    if (rest_.size() < sizeof(T)) {
      Fail();
    } else {
      std::memcpy(&value, rest_.data(), sizeof(T));
      rest_.remove_prefix(sizeof(T));
    }
    return value;
  }
  std::string_view TakeText() {
    const size_t size = Take<uint32_t>();
    if (rest_.size() < size) failed_ = true;
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(text.size());
    return text;
  }
  void Fail() {
    failed_ = true;
    rest_ = {};
  }
  bool failed() const { return failed_; }
  bool done() const { return !failed_ && rest_.empty(); }
  size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

Value TakeValue(Reader& reader, uint32_t depth);

// Nothing more can be read after this.
Value Failed(Reader& reader) {
  reader.Fail();
  return Value();
}

// A list's or map's items; each takes at least a byte, so a count beyond the bytes left is a lie.
Value TakeItems(Reader& reader, bool is_map, uint32_t depth) {
  const uint32_t count = reader.Take<uint32_t>();
  if (count > reader.left() || depth >= Value::kMaxDepth) return Failed(reader);
  std::vector<Value> items;
  std::vector<MapEntry> entries;
  for (uint32_t i = 0; i < count && !reader.failed(); ++i) {
    if (is_map) {
      std::string key(reader.TakeText());
      entries.push_back({std::move(key), TakeValue(reader, depth + 1)});
    } else {
      items.push_back(TakeValue(reader, depth + 1));
    }
  }
  return is_map ? Value::Map(std::move(entries)) : Value::List(std::move(items));
}

Value TakePoint(Reader& reader) {
  PointValue point;
  point.srid = reader.Take<uint32_t>();
  point.x = reader.Take<double>();
  point.y = reader.Take<double>();
  point.z = reader.Take<double>();
  return Value::Of(point);
}

Value TakeUnchecked(Reader& reader, uint32_t depth) {
  const uint8_t kind = reader.Take<uint8_t>();
  if (kind >= kValueKindCount) return Failed(reader);
  switch (static_cast<ValueKind>(kind)) {
    case ValueKind::kNull:
      return Value();
    case ValueKind::kBool:
      return Value::Bool(reader.Take<uint8_t>() != 0);
    case ValueKind::kInt:
      return Value::Int(reader.Take<int64_t>());
    case ValueKind::kFloat:
      return Value::Float(reader.Take<double>());
    case ValueKind::kDate:
      return Value::Of(Date{reader.Take<int64_t>()});
    case ValueKind::kLocalTime:
      return Value::Of(LocalTime{reader.Take<int64_t>()});
    case ValueKind::kTime: {
      const int64_t nanos = reader.Take<int64_t>();
      return Value::Of(Time{nanos, reader.Take<int32_t>()});
    }
    case ValueKind::kLocalDateTime: {
      const int64_t seconds = reader.Take<int64_t>();
      return Value::Of(LocalDateTime{seconds, reader.Take<int32_t>()});
    }
    case ValueKind::kDateTime: {
      const int64_t seconds = reader.Take<int64_t>();
      const int32_t nanos = reader.Take<int32_t>();
      return Value::Of(DateTime{seconds, nanos, Zone::FromCode(reader.Take<uint32_t>())});
    }
    case ValueKind::kString:
      return Value::BorrowedString(reader.TakeText());
    case ValueKind::kList:
      return TakeItems(reader, false, depth);
    case ValueKind::kMap:
      return TakeItems(reader, true, depth);
    case ValueKind::kDuration: {
      Duration duration;
      duration.months = reader.Take<int64_t>();
      duration.days = reader.Take<int64_t>();
      duration.seconds = reader.Take<int64_t>();
      duration.nanos = reader.Take<int32_t>();
      return Value::Of(duration);
    }
    case ValueKind::kPoint:
      return TakePoint(reader);
    case ValueKind::kNode:
    case ValueKind::kEdge:
    case ValueKind::kPath:
      break;  // never stored
  }
  return Failed(reader);
}

Value TakeValue(Reader& reader, uint32_t depth) {
  Value value = TakeUnchecked(reader, depth);
  return IsStorableValue(value) ? value : Failed(reader);
}

bool IsTimeOfDay(int64_t nanos) { return nanos >= 0 && nanos < kNanosPerDay; }
bool IsFraction(int32_t nanos) { return nanos >= 0 && nanos < kNanosPerSecond; }
bool IsDay(int64_t days) {
  constexpr int64_t kMost = (kMaxYear + 1970) * 366;
  return days >= -kMost && days <= kMost;
}

}  // namespace

bool IsStorableValue(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kDate:
      return IsDay(value.date().days);
    case ValueKind::kLocalTime:
      return IsTimeOfDay(value.local_time().nanos);
    case ValueKind::kTime: {
      const Time time = value.time();
      return IsTimeOfDay(time.nanos) && time.offset_seconds >= -Zone::kMaxOffsetSeconds &&
             time.offset_seconds <= Zone::kMaxOffsetSeconds;
    }
    case ValueKind::kLocalDateTime: {
      const LocalDateTime time = value.local_date_time();
      return IsDay(time.seconds / kSecondsPerDay) && IsFraction(time.nanos);
    }
    case ValueKind::kDateTime: {
      const DateTime time = value.date_time();
      return IsDay(time.seconds / kSecondsPerDay) && IsFraction(time.nanos) &&
             Zone::IsCode(time.zone.code());
    }
    case ValueKind::kDuration:
      return IsFraction(value.duration().nanos);
    case ValueKind::kPoint: {
      const uint32_t srid = value.point().srid;
      return srid == 7203 || srid == 9157 || srid == 4326 || srid == 4979;
    }
    case ValueKind::kNode:
    case ValueKind::kEdge:
    case ValueKind::kPath:
      return false;
    default:
      return true;  // any bits will do, or the parts are looked at one by one
  }
}

void EncodeValue(const Value& value, std::string& bytes) {
  Put(static_cast<uint8_t>(value.kind()), bytes);
  switch (value.kind()) {
    case ValueKind::kNull:
      return;
    case ValueKind::kBool:
      Put(static_cast<uint8_t>(value.boolean()), bytes);
      return;
    case ValueKind::kInt:
      Put(value.integer(), bytes);
      return;
    case ValueKind::kFloat:
      Put(value.floating(), bytes);
      return;
    case ValueKind::kDate:
      Put(static_cast<int64_t>(value.date().days), bytes);
      return;
    case ValueKind::kLocalTime:
      Put(static_cast<int64_t>(value.local_time().nanos), bytes);
      return;
    case ValueKind::kTime:
      Put(static_cast<int64_t>(value.time().nanos), bytes);
      Put(static_cast<int32_t>(value.time().offset_seconds), bytes);
      return;
    case ValueKind::kLocalDateTime:
      Put(static_cast<int64_t>(value.local_date_time().seconds), bytes);
      Put(static_cast<int32_t>(value.local_date_time().nanos), bytes);
      return;
    case ValueKind::kDateTime:
      Put(static_cast<int64_t>(value.date_time().seconds), bytes);
      Put(static_cast<int32_t>(value.date_time().nanos), bytes);
      Put(static_cast<uint32_t>(value.date_time().zone.code()), bytes);
      return;
    case ValueKind::kString:
      PutText(value.string(), bytes);
      return;
    case ValueKind::kList:
      Put(static_cast<uint32_t>(value.list().size()), bytes);
      for (const Value& item : value.list()) EncodeValue(item, bytes);
      return;
    case ValueKind::kMap:
      Put(static_cast<uint32_t>(value.map().size()), bytes);
      for (const MapEntry& entry : value.map()) {
        PutText(entry.key, bytes);
        EncodeValue(entry.value, bytes);
      }
      return;
    case ValueKind::kDuration:
      Put(static_cast<int64_t>(value.duration().months), bytes);
      Put(static_cast<int64_t>(value.duration().days), bytes);
      Put(static_cast<int64_t>(value.duration().seconds), bytes);
      Put(static_cast<int32_t>(value.duration().nanos), bytes);
      return;
    case ValueKind::kPoint:
      Put(value.point().srid, bytes);
      Put(value.point().x, bytes);
      Put(value.point().y, bytes);
      Put(value.point().z, bytes);
      return;
    case ValueKind::kNode:
    case ValueKind::kEdge:
    case ValueKind::kPath:
      DCHECK(false);
      return;
  }
}

std::optional<Value> DecodeValue(std::string_view bytes) {
  Reader reader(bytes);
  Value value = TakeValue(reader, 0);
  if (!reader.done()) return std::nullopt;
  return value;
}

}  // namespace newsgraph
