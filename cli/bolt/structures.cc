#include "cli/bolt/structures.h"

#include "cli/bolt/values.h"
#include "graph/value_text.h"

namespace newsgraph::cli::bolt {
namespace {

using Fields = std::span<const Item, kMostFields>;

// Adding to the epoch checks that the calendar goes so far.
StatusOr<LocalDateTime> LocalAt(int64_t seconds, int64_t nanos) {
  if (nanos < 0 || nanos >= kNanosPerSecond) return ProtocolError("nanoseconds beyond a second");
  const auto time =
      Add(LocalDateTime{}, Duration{.seconds = seconds, .nanos = static_cast<int32_t>(nanos)});
  if (!time.ok()) return ProtocolError("a datetime beyond the calendar");
  return *time;
}

StatusOr<Value> ZonedAt(int64_t instant, int64_t nanos, Zone zone) {
  RETURN_IF_ERROR(LocalAt(instant, nanos).status());
  RETURN_IF_ERROR(LocalAt(instant + zone.OffsetAt(instant), nanos).status());
  return Value::Of(DateTime{instant, static_cast<int32_t>(nanos), zone});
}

StatusOr<Zone> ZoneOf(int64_t offset) {
  if (offset < -Zone::kMaxOffsetSeconds || offset > Zone::kMaxOffsetSeconds)
    return ProtocolError("an offset of more than 18 hours");
  return Zone::Fixed(static_cast<int32_t>(offset));
}

StatusOr<int64_t> NanosOfDay(int64_t nanos) {
  if (nanos < 0 || nanos >= kNanosPerDay) return ProtocolError("a time beyond a day");
  return nanos;
}

StatusOr<Value> MakeDate(Fields f) {
  const auto date = Add(Date{}, Duration{.days = f[0].integer});
  if (!date.ok()) return ProtocolError("a date beyond the calendar");
  return Value::Of(*date);
}

StatusOr<Value> MakeLocalTime(Fields f) {
  ASSIGN_OR_RETURN(const int64_t nanos, NanosOfDay(f[0].integer));
  return Value::Of(LocalTime{nanos});
}

StatusOr<Value> MakeTime(Fields f) {
  ASSIGN_OR_RETURN(const int64_t nanos, NanosOfDay(f[0].integer));
  RETURN_IF_ERROR(ZoneOf(f[1].integer).status());
  return Value::Of(Time{nanos, static_cast<int32_t>(f[1].integer)});
}

StatusOr<Value> MakeLocalDateTime(Fields f) {
  ASSIGN_OR_RETURN(const LocalDateTime time, LocalAt(f[0].integer, f[1].integer));
  return Value::Of(time);
}

StatusOr<Value> MakeDateTime(Fields f) {
  ASSIGN_OR_RETURN(const Zone zone, ZoneOf(f[2].integer));
  return ZonedAt(f[0].integer, f[1].integer, zone);
}

StatusOr<Value> MakeLegacyDateTime(Fields f) {
  ASSIGN_OR_RETURN(const Zone zone, ZoneOf(f[2].integer));
  RETURN_IF_ERROR(LocalAt(f[0].integer, f[1].integer).status());
  return ZonedAt(zone.InstantOf(f[0].integer), f[1].integer, zone);
}

StatusOr<Value> MakeZonedDateTime(Fields f) {
  const auto zone = Zone::Parse(f[2].text);
  if (zone.ok()) return ZonedAt(f[0].integer, f[1].integer, *zone);
  ASSIGN_OR_RETURN(const Value time, ZonedAt(f[0].integer, f[1].integer, Zone()));
  return Value::String(Cat(TemporalText(time), "[", f[2].text, "]"));
}

StatusOr<Value> MakeLegacyZonedDateTime(Fields f) {
  ASSIGN_OR_RETURN(const LocalDateTime local, LocalAt(f[0].integer, f[1].integer));
  const auto zone = Zone::Parse(f[2].text);
  if (zone.ok()) return ZonedAt(zone->InstantOf(local.seconds), local.nanos, *zone);
  return Value::String(Cat(Format(local), "[", f[2].text, "]"));
}

StatusOr<Value> MakeDuration(Fields f) {
  Duration duration{.months = f[0].integer, .days = f[1].integer};
  const int64_t below = f[3].integer % kNanosPerSecond;
  const int64_t borrowed = below < 0 ? 1 : 0;
  if (__builtin_add_overflow(f[2].integer, f[3].integer / kNanosPerSecond - borrowed,
                             &duration.seconds))
    return ProtocolError("a duration beyond 64 bits");
  duration.nanos = static_cast<int32_t>(below + borrowed * kNanosPerSecond);
  return Value::Of(duration);
}

StatusOr<Value> MakePoint(Fields f, bool three) {
  const int64_t srid = f[0].integer;
  if (three ? srid == 9157 || srid == 4979 : srid == 7203 || srid == 4326) {
    return Value::Of(PointValue{static_cast<uint32_t>(srid), f[1].floating, f[2].floating,
                                three ? f[3].floating : 0});
  }
  std::vector<MapEntry> entries = {{"srid", Value::Int(srid)},
                                   {"x", Value::Float(f[1].floating)},
                                   {"y", Value::Float(f[2].floating)}};
  if (three) entries.push_back({"z", Value::Float(f[3].floating)});
  return Value::Map(std::move(entries));
}

constexpr Form kForms[] = {
    {'D', "i", MakeDate},
    {'t', "i", MakeLocalTime},
    {'T', "ii", MakeTime},
    {'d', "ii", MakeLocalDateTime},
    {'I', "iii", MakeDateTime},
    {'i', "iis", MakeZonedDateTime},
    {'F', "iii", MakeLegacyDateTime},
    {'f', "iis", MakeLegacyZonedDateTime},
    {'E', "iiii", MakeDuration},
    {'X', "iff", [](Fields f) { return MakePoint(f, false); }},
    {'Y', "ifff", [](Fields f) { return MakePoint(f, true); }},
};

void PackDateTime(const DateTime& time, bool utc, Packer& out) {
  const int32_t offset = time.zone.OffsetAt(time.seconds);
  const bool named = time.zone.is_named();
  out.Struct(named ? (utc ? 'i' : 'f') : (utc ? 'I' : 'F'), 3);
  out.Int(utc ? time.seconds : time.seconds + offset).Int(time.nanos);
  named ? out.String(time.zone.Name()) : out.Int(offset);
}

void PackPoint(const PointValue& point, Packer& out) {
  out.Struct(point.has_z() ? 'Y' : 'X', point.has_z() ? 4 : 3);
  out.Int(point.srid).Float(point.x).Float(point.y);
  if (point.has_z()) out.Float(point.z);
}

void PackDuration(const Duration& duration, Packer& out) {
  out.Struct('E', 4).Int(duration.months).Int(duration.days);
  out.Int(duration.seconds).Int(duration.nanos);
}

}  // namespace

const Form* FindForm(uint8_t tag) {
  for (const Form& form : kForms) {
    if (form.tag == tag) return &form;
  }
  return nullptr;
}

Status Pack(const Value& value, bool utc, Packer& out) {
  switch (value.kind()) {
    case ValueKind::kNull:
      out.Null();
      break;
    case ValueKind::kBool:
      out.Bool(value.boolean());
      break;
    case ValueKind::kInt:
      out.Int(value.integer());
      break;
    case ValueKind::kFloat:
      out.Float(value.floating());
      break;
    case ValueKind::kString:
      out.String(value.string());
      break;
    case ValueKind::kDate:
      out.Struct('D', 1).Int(value.date().days);
      break;
    case ValueKind::kLocalTime:
      out.Struct('t', 1).Int(value.local_time().nanos);
      break;
    case ValueKind::kTime:
      out.Struct('T', 2).Int(value.time().nanos).Int(value.time().offset_seconds);
      break;
    case ValueKind::kLocalDateTime:
      out.Struct('d', 2).Int(value.local_date_time().seconds).Int(value.local_date_time().nanos);
      break;
    case ValueKind::kDateTime:
      PackDateTime(value.date_time(), utc, out);
      break;
    case ValueKind::kDuration:
      PackDuration(value.duration(), out);
      break;
    case ValueKind::kPoint:
      PackPoint(value.point(), out);
      break;
    case ValueKind::kList:
      out.List(value.list().size());
      for (const Value& item : value.list()) RETURN_IF_ERROR(Pack(item, utc, out));
      break;
    case ValueKind::kMap:
      out.Map(value.map().size());
      for (const MapEntry& entry : value.map()) {
        out.String(entry.key);
        RETURN_IF_ERROR(Pack(entry.value, utc, out));
      }
      break;
    case ValueKind::kNode:
    case ValueKind::kEdge:
    case ValueKind::kPath:
      return RuntimeError(ErrorKind::kArgumentError, "InvalidArgumentValue",
                          Cat("a parameter cannot be a ", NameOf(value.kind())),
                          "take one of its properties");
  }
  return absl::OkStatus();
}

}  // namespace newsgraph::cli::bolt
