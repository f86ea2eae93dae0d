// Value: any openCypher value in 16 bytes.
//
//   Value v = Value::String("Minsk");           // v.kind() == ValueKind::kString
//   Value l = Value::List({Value::Int(1), v});  // l.list()[0].integer() == 1
//   Equals(a, b)          true, false or unknown: openCypher equality (three-valued)
//   Compare(a, b)         a total order: openCypher orderability (ORDER BY, min, max)
//   Equivalent(a, b)      grouping, DISTINCT: null is null, NaN is NaN, 1 is 1.0; and Hash
//
// Small values (numbers, node and edge ids, dates, times) lie inside; strings, lists, maps, paths,
// durations and points are shared and counted: a copy costs one atomic add. A *borrowed* string
// points into storage that outlives it (a graph snapshot, a plan) and costs nothing to copy. Values
// are immutable. Thread-safe as an int is. A node or edge value is an id; its labels and properties
// are read from the GraphView it came from.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/ids.h"
#include "graph/temporal.h"

namespace newsgraph {

enum class ValueKind : uint8_t {
  kNull,
  kBool,
  kInt,
  kFloat,
  kNode,
  kEdge,
  kDate,
  kLocalTime,
  kTime,
  kLocalDateTime,
  kDateTime,
  // From here on the payload may be shared and counted.
  kString,
  kList,
  kMap,
  kPath,
  kDuration,
  kPoint,
};
inline constexpr int kValueKindCount = 17;

// openCypher's name of the type, e.g. "INTEGER", "NODE", "ZONED DATETIME".
std::string_view NameOf(ValueKind kind);

class Value;
struct MapEntry;

// A walk through the graph: nodes.size() == edges.size() + 1, edges[i] joins nodes[i] and nodes[i +
// 1] in either direction.
struct PathValue {
  std::vector<NodeId> nodes;
  std::vector<EdgeId> edges;
};

// A point in one of openCypher's four coordinate systems, by its SRID: 7203 and 9157 (cartesian, 2
// and 3 dimensions), 4326 and 4979 (WGS 84; x is longitude, y latitude in degrees, z height in
// metres).
struct PointValue {
  uint32_t srid = 7203;
  double x = 0, y = 0, z = 0;
  bool operator==(const PointValue&) const = default;
  bool has_z() const { return srid == 9157 || srid == 4979; }
};

class Value {
 public:
  Value() = default;  // null
  static Value Null() { return Value(); }
  static Value Bool(bool b) { return Value(ValueKind::kBool, 0, 0, b ? 1 : 0); }
  static Value Int(int64_t i) { return Value(ValueKind::kInt, 0, 0, i); }
  static Value Float(double d);
  static Value Node(NodeId id) { return Value(ValueKind::kNode, 0, 0, id.value); }
  static Value Edge(EdgeId id) { return Value(ValueKind::kEdge, 0, 0, id.value); }
  static Value String(std::string_view text);  // copies
  // REQUIRES: the bytes of `text` outlive the value and every copy of it.
  static Value BorrowedString(std::string_view text);
  static Value List(std::vector<Value> items);
  // Keys must differ; entries keep their order.
  static Value Map(std::vector<MapEntry> entries);
  static Value Path(PathValue path);
  static Value Of(Date date);
  static Value Of(LocalTime time);
  static Value Of(Time time);
  static Value Of(LocalDateTime time);
  static Value Of(DateTime time);
  static Value Of(const Duration& duration);
  static Value Of(const PointValue& point);

  Value(const Value& other) : tag_(other.tag_), extra_(other.extra_), payload_(other.payload_) {
    if (counted()) Retain();
  }
  Value(Value&& other) noexcept : tag_(other.tag_), extra_(other.extra_), payload_(other.payload_) {
    other.tag_ = 0;
  }
  Value& operator=(const Value& other) {
    return *this = Value(other);  // a copy first: `other` may be a part of this value
  }
  Value& operator=(Value&& other) noexcept {
    if (this != &other) {
      if (counted()) Release();
      tag_ = other.tag_, extra_ = other.extra_, payload_ = other.payload_;
      other.tag_ = 0;
    }
    return *this;
  }
  ~Value() {
    if (counted()) Release();
  }

  ValueKind kind() const { return static_cast<ValueKind>(tag_ & 0xFF); }
  bool is_null() const { return kind() == ValueKind::kNull; }
  bool is_bool() const { return kind() == ValueKind::kBool; }
  bool is_int() const { return kind() == ValueKind::kInt; }
  bool is_float() const { return kind() == ValueKind::kFloat; }
  bool is_number() const { return is_int() || is_float(); }
  bool is_string() const { return kind() == ValueKind::kString; }
  bool is_list() const { return kind() == ValueKind::kList; }
  bool is_map() const { return kind() == ValueKind::kMap; }
  bool is_node() const { return kind() == ValueKind::kNode; }
  bool is_edge() const { return kind() == ValueKind::kEdge; }
  bool is_path() const { return kind() == ValueKind::kPath; }
  bool is_true() const { return is_bool() && payload_.integer != 0; }
  bool is_temporal() const;  // a date, a time or a datetime of any kind, or a duration

  // REQUIRES of each: the kind fits.
  bool boolean() const { return payload_.integer != 0; }
  int64_t integer() const { return payload_.integer; }
  double floating() const { return payload_.floating; }
  double number() const {
    return is_int() ? static_cast<double>(payload_.integer) : payload_.floating;
  }
  NodeId node() const { return NodeId{static_cast<uint32_t>(payload_.integer)}; }
  EdgeId edge() const { return EdgeId{static_cast<uint32_t>(payload_.integer)}; }
  std::string_view string() const { return {payload_.chars, extra_}; }
  std::span<const Value> list() const;
  std::span<const MapEntry> map() const;
  const PathValue& path() const;
  Date date() const;
  LocalTime local_time() const;
  Time time() const;
  LocalDateTime local_date_time() const;
  DateTime date_time() const;
  const Duration& duration() const;
  const PointValue& point() const;

  // The value of a key of a map, or null when the key is not there. REQUIRES: is_map().
  const Value& at(std::string_view key) const;

  // How deep lists and maps nest: 0 for anything else, 1 for a flat list. Producers refuse more
  // than kMaxDepth, so that recursion over values is bounded.
  static constexpr uint32_t kMaxDepth = 256;
  uint32_t depth() const;

  // How many values it holds, itself and all that nest in it, each as often as it stands there:
  // [x, x] counts x twice, though both share its memory. Comparing, hashing and printing visit each
  // one, so producers refuse more than kMaxParts. cost: O(1)
  static constexpr uint64_t kMaxParts = uint64_t{1} << 27;
  uint64_t parts() const;

  // The same value, owning its bytes where it (or a part of it) was borrowed.
  Value Owned() const;

  // Heap bytes this value keeps alive, shared parts counted in full; no further than to be more
  // than `most`.
  size_t heap_bytes(size_t most = SIZE_MAX) const;

 private:
  struct Counted;
  struct StringRep;
  struct Nest;
  struct ListRep;
  struct MapRep;
  struct PathRep;
  struct DurationRep;
  struct PointRep;
  union Payload {
    int64_t integer;
    double floating;
    const char* chars;
    Counted* counted;
  };
  static constexpr uint32_t kCountedBit = 1u << 8;

  Value(ValueKind kind, uint32_t aux, uint32_t extra, int64_t payload)
      : tag_(static_cast<uint32_t>(kind) | aux << 8), extra_(extra) {
    payload_.integer = payload;
  }
  static Value Make(ValueKind kind, Counted* rep);
  bool counted() const { return (tag_ & kCountedBit) != 0 && kind() >= ValueKind::kString; }
  Counted* rep() const;
  const Nest* nest() const;  // of a list or a map, else null
  void Retain() const;
  void Release();

  // Kind in the low byte; above it 24 bits: counted or not, or a DateTime's zone.
  uint32_t tag_ = 0;
  uint32_t extra_ = 0;  // length of a string, nanoseconds or offset of a time
  Payload payload_ = {0};
};
static_assert(sizeof(Value) == 16);

struct MapEntry {
  std::string key;
  Value value;
};

// openCypher's three truth values.
enum class Truth : uint8_t { kFalse, kTrue, kUnknown };
inline Truth TruthOf(bool b) { return b ? Truth::kTrue : Truth::kFalse; }
inline Truth Not(Truth t) {
  return t == Truth::kUnknown ? t : t == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
}
inline Value ToValue(Truth t) {
  return t == Truth::kUnknown ? Value() : Value::Bool(t == Truth::kTrue);
}

// a = b: unknown when null takes part (also inside lists and maps where the rest does not decide).
Truth Equals(const Value& a, const Value& b);

// Comparability: -1, 0, 1 through `result` for values of one comparable type; kUnknown otherwise
// (null, NaN, values of different types). kFalse is returned for NaN against a number (every < <= >
// >= with NaN is false).
Truth Comparable(const Value& a, const Value& b, int& result);

// Orderability: negative, 0, positive; total over all values. Ascending: maps, nodes,
// relationships, lists, paths, points, datetimes, local datetimes, dates, times, local times,
// durations, strings, booleans, numbers (NaN last), null.
int Compare(const Value& a, const Value& b);

// Equivalence, for DISTINCT, grouping and hash joins: as equality, but null is null and NaN is NaN.
bool Equivalent(const Value& a, const Value& b);
size_t Hash(const Value& value);  // Equivalent values hash alike

struct ValueHash {
  size_t operator()(const Value& v) const { return Hash(v); }
};
struct ValueEquivalent {
  bool operator()(const Value& a, const Value& b) const { return Equivalent(a, b); }
};

// A float as openCypher writes it: shortest digits that read back the same, always with a point or
// exponent.
std::string FormatFloat(double d);

// Text in openCypher's literal form ('it''s' as 'it\'s', {k: 1}, [1, 2.0]). Nodes and edges by id
// only: (#7), [#3]; a graph-aware form is in query/result.h.
std::string ToText(const Value& value);

}  // namespace newsgraph
