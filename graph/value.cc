#include "graph/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <new>

#include "graph/base/check.h"
#include "graph/base/free_later.h"
#include "graph/base/strings.h"

namespace newsgraph {

// Shared payloads. `owner` of a string is found from its characters: they follow the header in one
// allocation.
struct Value::Counted {
  mutable std::atomic<uint32_t> references{1};
};
struct Value::StringRep : Counted {
  char chars[4];
};
struct Value::Nest : Counted {
  uint32_t depth = 1;
  uint64_t parts = 1;  // UINT64_MAX where it would overflow

  void Take(const Value& part) {
    if (!part.is_list() && !part.is_map()) {  // most are not: a list may be long
      parts += parts != UINT64_MAX;
      return;
    }
    depth = std::max(depth, part.depth() + 1);
    if (__builtin_add_overflow(parts, part.parts(), &parts)) parts = UINT64_MAX;
  }
};
struct Value::ListRep : Nest {
  std::vector<Value> items;
};
struct Value::MapRep : Nest {
  std::vector<MapEntry> entries;
};
struct Value::PathRep : Counted {
  PathValue path;
};
struct Value::DurationRep : Counted {
  Duration duration;
};
struct Value::PointRep : Counted {
  PointValue point;
};

namespace {

constexpr size_t kStringHeader = sizeof(std::atomic<uint32_t>);

struct KindName {
  ValueKind kind;
  std::string_view name;
  int order;  // rank in orderability, ascending
};

constexpr std::array<KindName, kValueKindCount> kKinds = {{
    {ValueKind::kNull, "NULL", 16},
    {ValueKind::kBool, "BOOLEAN", 14},
    {ValueKind::kInt, "INTEGER", 15},
    {ValueKind::kFloat, "FLOAT", 15},
    {ValueKind::kNode, "NODE", 1},
    {ValueKind::kEdge, "RELATIONSHIP", 2},
    {ValueKind::kDate, "DATE", 8},
    {ValueKind::kLocalTime, "LOCAL TIME", 10},
    {ValueKind::kTime, "ZONED TIME", 9},
    {ValueKind::kLocalDateTime, "LOCAL DATETIME", 7},
    {ValueKind::kDateTime, "ZONED DATETIME", 6},
    {ValueKind::kString, "STRING", 13},
    {ValueKind::kList, "LIST", 3},
    {ValueKind::kMap, "MAP", 0},
    {ValueKind::kPath, "PATH", 4},
    {ValueKind::kDuration, "DURATION", 11},
    {ValueKind::kPoint, "POINT", 5},
}};

int OrderOf(ValueKind kind) { return kKinds[static_cast<size_t>(kind)].order; }

template <class T>
int Sign(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

// Exact comparison of an integer with a float that is not NaN (beyond 2^53 a cast would lie).
int CompareIntFloat(int64_t i, double d) {
  if (d >= 9223372036854775808.0) return -1;
  if (d < -9223372036854775808.0) return 1;
  const double whole = std::trunc(d);
  const int order = Sign(i, static_cast<int64_t>(whole));
  return order != 0 ? order : Sign(whole, d);
}

// Numbers in ascending order; REQUIRES: neither is NaN.
int CompareNumbers(const Value& a, const Value& b) {
  if (a.is_int() && b.is_int()) return Sign(a.integer(), b.integer());
  if (a.is_float() && b.is_float()) return Sign(a.floating(), b.floating());
  return a.is_int() ? CompareIntFloat(a.integer(), b.floating())
                    : -CompareIntFloat(b.integer(), a.floating());
}

bool IsNaN(const Value& v) { return v.is_float() && std::isnan(v.floating()); }

int ComparePaths(const PathValue& a, const PathValue& b) {
  const size_t steps = std::min(a.edges.size(), b.edges.size());
  if (int order = Sign(a.nodes[0], b.nodes[0])) return order;
  for (size_t i = 0; i < steps; ++i) {
    if (int order = Sign(a.edges[i], b.edges[i])) return order;
    if (int order = Sign(a.nodes[i + 1], b.nodes[i + 1])) return order;
  }
  return Sign(a.edges.size(), b.edges.size());
}

int ComparePoints(const PointValue& a, const PointValue& b) {
  if (int order = Sign(a.srid, b.srid)) return order;
  if (int order = Sign(a.x, b.x)) return order;
  if (int order = Sign(a.y, b.y)) return order;
  return Sign(a.z, b.z);
}

std::vector<const MapEntry*> SortedEntries(const Value& map) {
  std::vector<const MapEntry*> entries;
  entries.reserve(map.map().size());
  for (const MapEntry& entry : map.map()) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(),
            [](const MapEntry* a, const MapEntry* b) { return a->key < b->key; });
  return entries;
}

// Keys first, then values, both in order of keys.
int CompareMaps(const Value& a, const Value& b) {
  const auto left = SortedEntries(a), right = SortedEntries(b);
  for (size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    if (int order = left[i]->key.compare(right[i]->key)) return order;
  }
  if (int order = Sign(left.size(), right.size())) return order;
  for (size_t i = 0; i < left.size(); ++i) {
    if (int order = Compare(left[i]->value, right[i]->value)) return order;
  }
  return 0;
}

// Two values of one kind that hold no others: their order, equal being 0. Kinds with parts are
// handled by callers.
int CompareSameKind(const Value& a, const Value& b) {
  switch (a.kind()) {
    case ValueKind::kNull:
      return 0;
    case ValueKind::kBool:
      return Sign(a.boolean(), b.boolean());
    case ValueKind::kInt:
    case ValueKind::kFloat:
      return CompareNumbers(a, b);
    case ValueKind::kNode:
      return Sign(a.node(), b.node());
    case ValueKind::kEdge:
      return Sign(a.edge(), b.edge());
    case ValueKind::kDate:
      return Compare(a.date(), b.date());
    case ValueKind::kLocalTime:
      return Compare(a.local_time(), b.local_time());
    case ValueKind::kTime:
      return Compare(a.time(), b.time());
    case ValueKind::kLocalDateTime:
      return Compare(a.local_date_time(), b.local_date_time());
    case ValueKind::kDateTime:
      return Compare(a.date_time(), b.date_time());
    case ValueKind::kString:
      return a.string().compare(b.string());
    case ValueKind::kPath:
      return ComparePaths(a.path(), b.path());
    case ValueKind::kDuration:
      return Compare(a.duration(), b.duration());
    case ValueKind::kPoint:
      return ComparePoints(a.point(), b.point());
    case ValueKind::kMap:
      return CompareMaps(a, b);
    case ValueKind::kList: {
      const auto left = a.list(), right = b.list();
      for (size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        if (int order = Compare(left[i], right[i])) return order;
      }
      return Sign(left.size(), right.size());
    }
  }
  return 0;
}

Truth And(Truth a, Truth b) {
  if (a == Truth::kFalse || b == Truth::kFalse) return Truth::kFalse;
  return a == Truth::kUnknown || b == Truth::kUnknown ? Truth::kUnknown : Truth::kTrue;
}

Truth EqualMaps(const Value& a, const Value& b) {
  const auto left = SortedEntries(a), right = SortedEntries(b);
  if (left.size() != right.size()) return Truth::kFalse;
  for (size_t i = 0; i < left.size(); ++i) {
    if (left[i]->key != right[i]->key) return Truth::kFalse;
  }
  Truth result = Truth::kTrue;
  for (size_t i = 0; i < left.size() && result != Truth::kFalse; ++i) {
    result = And(result, Equals(left[i]->value, right[i]->value));
  }
  return result;
}

Truth EqualLists(std::span<const Value> a, std::span<const Value> b) {
  if (a.size() != b.size()) return Truth::kFalse;
  Truth result = Truth::kTrue;
  for (size_t i = 0; i < a.size() && result != Truth::kFalse; ++i)
    result = And(result, Equals(a[i], b[i]));
  return result;
}

}  // namespace

std::string_view NameOf(ValueKind kind) { return kKinds[static_cast<size_t>(kind)].name; }

Value::Counted* Value::rep() const {
  if (kind() != ValueKind::kString) return payload_.counted;
  return reinterpret_cast<Counted*>(const_cast<char*>(payload_.chars) - kStringHeader);
}

void Value::Retain() const { rep()->references.fetch_add(1, std::memory_order_relaxed); }

void Value::Release() {
  Counted* shared = rep();
  if (shared->references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  switch (kind()) {
    case ValueKind::kString:
      ::operator delete(shared);
      return;
    case ValueKind::kList:
      LetGo(static_cast<ListRep*>(shared)->items);
      delete static_cast<ListRep*>(shared);
      return;
    case ValueKind::kMap:
      delete static_cast<MapRep*>(shared);
      return;
    case ValueKind::kPath:
      delete static_cast<PathRep*>(shared);
      return;
    case ValueKind::kDuration:
      delete static_cast<DurationRep*>(shared);
      return;
    case ValueKind::kPoint:
      delete static_cast<PointRep*>(shared);
      return;
    case ValueKind::kNull:
    case ValueKind::kBool:
    case ValueKind::kInt:
    case ValueKind::kFloat:
    case ValueKind::kNode:
    case ValueKind::kEdge:
    case ValueKind::kDate:
    case ValueKind::kLocalTime:
    case ValueKind::kTime:
    case ValueKind::kLocalDateTime:
    case ValueKind::kDateTime:
      return;  // never counted
  }
}

Value Value::Make(ValueKind kind, Counted* rep) {
  Value value(kind, 1, 0, 0);
  value.payload_.counted = rep;
  return value;
}

Value Value::Float(double d) {
  Value value(ValueKind::kFloat, 0, 0, 0);
  value.payload_.floating = d;
  return value;
}

Value Value::String(std::string_view text) {
  void* memory = ::operator new(kStringHeader + text.size());
  new (memory) std::atomic<uint32_t>(1);
  char* chars = static_cast<char*>(memory) + kStringHeader;
  if (!text.empty()) std::memcpy(chars, text.data(), text.size());
  Value value(ValueKind::kString, 1, static_cast<uint32_t>(text.size()), 0);
  value.payload_.chars = chars;
  return value;
}

Value Value::BorrowedString(std::string_view text) {
  Value value(ValueKind::kString, 0, static_cast<uint32_t>(text.size()), 0);
  value.payload_.chars = text.data();
  return value;
}

Value Value::List(std::vector<Value> items) {
  auto* rep = new ListRep;
  for (const Value& item : items) rep->Take(item);
  rep->items = std::move(items);
  return Make(ValueKind::kList, rep);
}

Value Value::Map(std::vector<MapEntry> entries) {
  auto* rep = new MapRep;
  for (const MapEntry& entry : entries) rep->Take(entry.value);
  rep->entries = std::move(entries);
  return Make(ValueKind::kMap, rep);
}

Value Value::Path(PathValue path) {
  DCHECK(path.nodes.size() == path.edges.size() + 1);
  auto* rep = new PathRep;
  rep->path = std::move(path);
  return Make(ValueKind::kPath, rep);
}

Value Value::Of(Date date) { return Value(ValueKind::kDate, 0, 0, date.days); }
Value Value::Of(LocalTime time) { return Value(ValueKind::kLocalTime, 0, 0, time.nanos); }
Value Value::Of(Time time) {
  return Value(ValueKind::kTime, 0, static_cast<uint32_t>(time.offset_seconds), time.nanos);
}
Value Value::Of(LocalDateTime time) {
  return Value(ValueKind::kLocalDateTime, 0, static_cast<uint32_t>(time.nanos), time.seconds);
}
Value Value::Of(DateTime time) {
  return Value(ValueKind::kDateTime, time.zone.code(), static_cast<uint32_t>(time.nanos),
               time.seconds);
}
Value Value::Of(const Duration& duration) {
  auto* rep = new DurationRep;
  rep->duration = duration;
  return Make(ValueKind::kDuration, rep);
}
Value Value::Of(const PointValue& point) {
  auto* rep = new PointRep;
  rep->point = point;
  return Make(ValueKind::kPoint, rep);
}

bool Value::is_temporal() const {
  return (kind() >= ValueKind::kDate && kind() <= ValueKind::kDateTime) ||
         kind() == ValueKind::kDuration;
}

std::span<const Value> Value::list() const {
  return static_cast<const ListRep*>(payload_.counted)->items;
}
std::span<const MapEntry> Value::map() const {
  return static_cast<const MapRep*>(payload_.counted)->entries;
}
const PathValue& Value::path() const { return static_cast<const PathRep*>(payload_.counted)->path; }
const Duration& Value::duration() const {
  return static_cast<const DurationRep*>(payload_.counted)->duration;
}
const PointValue& Value::point() const {
  return static_cast<const PointRep*>(payload_.counted)->point;
}
Date Value::date() const { return Date{payload_.integer}; }
LocalTime Value::local_time() const { return LocalTime{payload_.integer}; }
Time Value::time() const { return Time{payload_.integer, static_cast<int32_t>(extra_)}; }
LocalDateTime Value::local_date_time() const {
  return LocalDateTime{payload_.integer, static_cast<int32_t>(extra_)};
}
DateTime Value::date_time() const {
  return DateTime{payload_.integer, static_cast<int32_t>(extra_), Zone::FromCode(tag_ >> 8)};
}

const Value& Value::at(std::string_view key) const {
  static const Value kAbsent;
  for (const MapEntry& entry : map()) {
    if (entry.key == key) return entry.value;
  }
  return kAbsent;
}

const Value::Nest* Value::nest() const {
  if (is_list()) return static_cast<const ListRep*>(payload_.counted);
  if (is_map()) return static_cast<const MapRep*>(payload_.counted);
  return nullptr;
}
uint32_t Value::depth() const { return nest() ? nest()->depth : 0; }
uint64_t Value::parts() const { return nest() ? nest()->parts : 1; }

Value Value::Owned() const {
  if (is_string()) return counted() ? *this : String(string());
  if (is_list()) {
    std::vector<Value> items;
    items.reserve(list().size());
    for (const Value& item : list()) items.push_back(item.Owned());
    return List(std::move(items));
  }
  if (is_map()) {
    std::vector<MapEntry> entries;
    for (const MapEntry& entry : map()) entries.push_back({entry.key, entry.value.Owned()});
    return Map(std::move(entries));
  }
  return *this;
}

size_t Value::heap_bytes(size_t most) const {
  if (!counted()) return 0;
  switch (kind()) {
    case ValueKind::kString:
      return kStringHeader + extra_;
    case ValueKind::kPath:
      return sizeof(PathRep) + path().nodes.size() * 8;
    case ValueKind::kDuration:
      return sizeof(DurationRep);
    case ValueKind::kPoint:
      return sizeof(PointRep);
    case ValueKind::kList: {
      size_t bytes = sizeof(ListRep) + list().size() * sizeof(Value);
      for (const Value& item : list()) {
        if (bytes > most) break;
        bytes += item.heap_bytes(most - bytes);
      }
      return bytes;
    }
    case ValueKind::kMap: {
      size_t bytes = sizeof(MapRep) + map().size() * sizeof(MapEntry);
      for (const MapEntry& entry : map()) {
        if (bytes > most) break;
        bytes += entry.value.heap_bytes(most - bytes);
      }
      return bytes;
    }
    default:
      return 0;
  }
}

Truth Equals(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Truth::kUnknown;
  if (a.is_number() && b.is_number()) {
    return IsNaN(a) || IsNaN(b) ? Truth::kFalse : TruthOf(CompareNumbers(a, b) == 0);
  }
  if (a.kind() != b.kind()) return Truth::kFalse;
  if (a.is_list()) return EqualLists(a.list(), b.list());
  if (a.is_map()) return EqualMaps(a, b);
  if (a.kind() == ValueKind::kDuration) return TruthOf(a.duration() == b.duration());
  return TruthOf(CompareSameKind(a, b) == 0);
}

Truth Comparable(const Value& a, const Value& b, int& result) {
  if (a.is_null() || b.is_null()) return Truth::kUnknown;
  if (a.is_number() && b.is_number()) {
    if (IsNaN(a) || IsNaN(b)) return Truth::kFalse;
    result = CompareNumbers(a, b);
    return Truth::kTrue;
  }
  if (a.kind() != b.kind()) return Truth::kUnknown;
  switch (a.kind()) {
    case ValueKind::kBool:
    case ValueKind::kString:
    case ValueKind::kDate:
    case ValueKind::kLocalTime:
    case ValueKind::kTime:
    case ValueKind::kLocalDateTime:
    case ValueKind::kDateTime:
      result = CompareSameKind(a, b);
      return Truth::kTrue;
    case ValueKind::kList: {
      const auto left = a.list(), right = b.list();
      for (size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        int order = 0;
        const Truth known = Comparable(left[i], right[i], order);
        if (known != Truth::kTrue) return known;
        if (order != 0) {
          result = order;
          return Truth::kTrue;
        }
      }
      result = Sign(left.size(), right.size());
      return Truth::kTrue;
    }
    default:
      return Truth::kUnknown;  // nodes, maps, paths, durations, points have no comparability
  }
}

int Compare(const Value& a, const Value& b) {
  if (int order = Sign(OrderOf(a.kind()), OrderOf(b.kind()))) return order;
  if (a.is_number()) {
    const bool left = IsNaN(a), right = IsNaN(b);
    if (left || right) return Sign(left, right);
  }
  return CompareSameKind(a, b);
}

bool Equivalent(const Value& a, const Value& b) {
  if (a.kind() != b.kind() && !(a.is_number() && b.is_number())) return false;
  if (a.is_string()) return a.string() == b.string();
  if (a.kind() == ValueKind::kDuration) return a.duration() == b.duration();
  return Compare(a, b) == 0;
}

}  // namespace newsgraph
