// Hashes of values, alike for equivalent values.
#include <bit>
#include <cmath>
#include <cstring>

#include "graph/value.h"

namespace newsgraph {
namespace {

// Hashes are the same in every process: saved indexes hold them. (absl::Hash is seeded anew each
// time.)
uint64_t Mix(uint64_t a, uint64_t b) {
  const auto product =
      static_cast<unsigned __int128>(a ^ 0x9E3779B97F4A7C15ull) * (b ^ 0xD6E8FEB86659FD93ull);
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

uint64_t HashBytes(std::string_view bytes) {
  uint64_t hash = bytes.size();
  while (bytes.size() >= 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    hash = Mix(hash, word);
    bytes.remove_prefix(8);
  }
  uint64_t rest = 0;
  if (!bytes.empty()) std::memcpy(&rest, bytes.data(), bytes.size());
  return Mix(hash, rest);
}

template <class... Parts>
size_t HashOf(const Parts&... parts) {
  uint64_t hash = 0;
  ((hash = Mix(hash, static_cast<uint64_t>(parts))), ...);
  return hash;
}

size_t HashFloat(double d) { return HashOf(15, std::bit_cast<uint64_t>(d == 0 ? 0.0 : d)); }

// A float that is a whole number in int64 hashes as that integer, since 1 and 1.0 are equivalent.
size_t HashNumber(const Value& v) {
  if (v.is_int()) return HashOf(1, v.integer());
  const double d = v.floating();
  if (std::isnan(d)) return 0x7ff8;
  if (d >= -9223372036854775808.0 && d < 9223372036854775808.0 && std::trunc(d) == d) {
    return HashOf(1, static_cast<int64_t>(d));
  }
  return HashFloat(d);
}

}  // namespace

size_t Hash(const Value& v) {
  switch (v.kind()) {
    case ValueKind::kNull:
      return 0;
    case ValueKind::kBool:
      return v.boolean() ? 1 : 2;
    case ValueKind::kInt:
    case ValueKind::kFloat:
      return HashNumber(v);
    case ValueKind::kNode:
      return HashOf(3, v.node().value);
    case ValueKind::kEdge:
      return HashOf(4, v.edge().value);
    case ValueKind::kDate:
      return HashOf(5, v.date().days);
    case ValueKind::kLocalTime:
      return HashOf(6, v.local_time().nanos);
    case ValueKind::kTime:
      return HashOf(7, v.time().nanos, v.time().offset_seconds);
    case ValueKind::kLocalDateTime:
      return HashOf(8, v.local_date_time().seconds, v.local_date_time().nanos);
    case ValueKind::kDateTime:
      return HashOf(9, v.date_time().seconds, v.date_time().nanos);
    case ValueKind::kDuration:
      return HashOf(10, v.duration().months, v.duration().days, v.duration().seconds,
                    v.duration().nanos);
    case ValueKind::kString:
      return HashBytes(v.string());
    case ValueKind::kPoint:
      return HashOf(11, v.point().srid, HashFloat(v.point().x), HashFloat(v.point().y),
                    HashFloat(v.point().z));
    case ValueKind::kPath: {
      size_t hash = HashOf(12, v.path().nodes[0].value);
      for (EdgeId edge : v.path().edges) hash = HashOf(hash, edge.value);
      return hash;
    }
    case ValueKind::kList: {
      size_t hash = 13;
      for (const Value& item : v.list()) hash = HashOf(hash, Hash(item));
      return hash;
    }
    case ValueKind::kMap: {
      size_t hash = 14;  // the order of entries does not count
      for (const MapEntry& entry : v.map()) {
        hash += HashOf(HashBytes(entry.key), Hash(entry.value));
      }
      return hash;
    }
  }
  return 0;
}

}  // namespace newsgraph
