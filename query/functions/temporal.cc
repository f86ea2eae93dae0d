// Dates and times: date(), localtime(), time(), localdatetime(), datetime() and what belongs to
// them.
#include <chrono>

#include "query/functions/rows.h"
#include "query/functions/temporal_operators.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

template <class T>
constexpr std::string_view kCall = "";
template <>
constexpr std::string_view kCall<Date> = "date()";
template <>
constexpr std::string_view kCall<LocalTime> = "localtime()";
template <>
constexpr std::string_view kCall<Time> = "time()";
template <>
constexpr std::string_view kCall<LocalDateTime> = "localdatetime()";
template <>
constexpr std::string_view kCall<DateTime> = "datetime()";

template <class T>
StatusOr<Value> Wrapped(StatusOr<T> result) {
  if (!result.ok()) return std::move(result).status();
  return Value::Of(*result);
}

bool IsInstant(const Value& value) {
  return value.is_temporal() && value.kind() != ValueKind::kDuration;
}

StatusOr<Zone> ZoneOf(std::string_view function, const Value& value) {
  if (!value.is_string()) return WrongValue(function, "a STRING for \"timezone\"", value);
  return Zone::Parse(value.string());
}

// The entries "date", "time" and "datetime"; null for other keys.
std::optional<Temporal>* BaseNamed(Components& components, std::string_view key) {
  if (key == "date") return &components.date;
  if (key == "time") return &components.time;
  if (key == "datetime") return &components.datetime;
  return nullptr;
}

Status UnknownKey(std::string_view function, std::string_view key) {
  std::vector<std::string_view> known = {"date", "time", "datetime", "timezone"};
  for (size_t i = 0; i <= static_cast<size_t>(Component::kEpochMillis); ++i) {
    known.push_back(NameOf(static_cast<Component>(i)));
  }
  const auto nearest = Nearest(key, known);
  return RuntimeError(ErrorKind::kArgumentError, "InvalidArgumentValue",
                      Cat(function, ": there is no component \"", key, "\""),
                      nearest ? Cat("did you mean \"", *nearest, "\"?") : "");
}

StatusOr<Components> ComponentsOf(std::string_view function, const Value& map) {
  Components components;
  for (const auto& [key, value] : map.map()) {
    if (std::optional<Temporal>* base = BaseNamed(components, key)) {
      if (!IsInstant(value))
        return WrongValue(function, Cat("an instant for \"", key, "\""), value);
      *base = InstantOf(value);
    } else if (key == "timezone") {
      ASSIGN_OR_RETURN(components.timezone, ZoneOf(function, value));
    } else if (const auto component = FindComponent(key)) {
      if (!value.is_int()) return WrongValue(function, Cat("an INTEGER for \"", key, "\""), value);
      components[*component] = value.integer();
    } else {
      return UnknownKey(function, key);
    }
  }
  return components;
}

bool HasNullEntry(const Value& map) {
  for (const MapEntry& entry : map.map()) {
    if (entry.value.is_null()) return true;
  }
  return false;
}

template <class T>
StatusOr<Value> FromMap(const CallState& state, const Value& map) {
  if (HasNullEntry(map)) return Value();
  ASSIGN_OR_RETURN(const Components components, ComponentsOf(kCall<T>, map));
  if (map.map().size() == 1 && components.timezone) {  // now, on that zone's clock
    return Wrapped(Convert<T>(WithZone(state.statement_time, *components.timezone)));
  }
  return Wrapped(Make<T>(components, state.statement_time.seconds));
}

template <class T>
StatusOr<Value> Construct(const CallState& state, Arguments a) {
  if (a.empty()) return Wrapped(Convert<T>(state.statement_time));
  if (a[0].is_string()) return Wrapped(Parse<T>(a[0].string()));
  if (a[0].is_map()) return FromMap<T>(state, a[0]);
  return Wrapped(Convert<T>(InstantOf(a[0])));
}

DateTime TransactionClock(const CallState& state) { return state.transaction_time; }
DateTime StatementClock(const CallState& state) { return state.statement_time; }
DateTime RealClock(const CallState&) {
  using std::chrono::nanoseconds;
  const int64_t nanos =
      std::chrono::duration_cast<nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  return {nanos / kNanosPerSecond, static_cast<int32_t>(nanos % kNanosPerSecond), Zone()};
}

// What a clock shows, in UTC or in the zone that is asked for.
template <class T, DateTime (*clock)(const CallState&)>
StatusOr<Value> Read(const CallState& state, Arguments a) {
  const DateTime now = clock(state);
  if (a.empty()) return Wrapped(Convert<T>(now));
  ASSIGN_OR_RETURN(const Zone zone, Zone::Parse(a[0].string()));
  return Wrapped(Convert<T>(WithZone(now, zone)));
}

StatusOr<TruncationUnit> UnitOf(std::string_view name) {
  if (const auto unit = FindTruncationUnit(name)) return *unit;
  std::string known;
  for (size_t i = 0; i <= static_cast<size_t>(TruncationUnit::kMicrosecond); ++i) {
    Append(known, known.empty() ? "" : ", ", NameOf(static_cast<TruncationUnit>(i)));
  }
  return RuntimeError(ErrorKind::kArgumentError, "InvalidArgumentValue",
                      Cat("there is no unit \"", name, "\" to truncate to"), Cat("units: ", known));
}

template <class T>
StatusOr<Value> Truncated(const CallState& state, Arguments a) {
  ASSIGN_OR_RETURN(const TruncationUnit unit, UnitOf(a[0].string()));
  const Temporal value = a.size() > 1 ? InstantOf(a[1]) : Temporal(state.statement_time);
  Components overrides;
  if (a.size() > 2) {
    if (HasNullEntry(a[2])) return Value();
    ASSIGN_OR_RETURN(overrides, ComponentsOf(kCall<T>, a[2]));
  }
  return Wrapped(Truncate<T>(unit, value, overrides, state.statement_time.seconds));
}

// An instant of UTC from a count since the epoch; the duration says how long that is.
StatusOr<Value> SinceEpoch(const DurationParts& parts) {
  ASSIGN_OR_RETURN(const Duration duration, MakeDuration(parts));
  return Wrapped(Add(DateTime{}, duration));
}

StatusOr<Value> FromEpoch(const CallState&, Arguments a) {
  DurationParts parts;
  parts[DurationUnit::kSeconds] = Amount::Of(a[0].integer());
  parts[DurationUnit::kNanoseconds] = Amount::Of(a[1].integer());
  return SinceEpoch(parts);
}

StatusOr<Value> FromEpochMillis(const CallState&, Arguments a) {
  DurationParts parts;
  parts[DurationUnit::kMilliseconds] = Amount::Of(a[0].integer());
  return SinceEpoch(parts);
}

StatusOr<Value> Timestamp(const CallState& state, Arguments) {
  return Value::Int(state.statement_time.seconds * 1000 + state.statement_time.nanos / 1'000'000);
}

// The names, signatures and examples of one type's functions, put together by the compiler.
struct TypeNames {
  std::string_view name, signature;
  std::string_view realtime, realtime_signature, realtime_example;
  std::string_view statement, statement_signature, statement_example;
  std::string_view transaction, transaction_signature, transaction_example;
  std::string_view truncate, truncate_signature;
};
#define CLOCK(function, type) function, function "(timezone :: STRING? = 'Z') :: " type "?"
#define TYPE_NAMES(name, type, inputs)                                                             \
  TypeNames {                                                                                      \
    name, name "(input :: STRING? | MAP? | " inputs " = now) :: " type "?",                        \
        CLOCK(name ".realtime", type), name ".realtime('Asia/Tokyo') IS NOT NULL",                 \
        CLOCK(name ".statement", type), name ".statement() = " name "()",                          \
        CLOCK(name ".transaction", type), name ".transaction('Z') = " name ".transaction()",       \
        name ".truncate",                                                                          \
        name ".truncate(unit :: STRING?, input :: " inputs " = now, fields :: MAP? = {}) :: " type \
             "?"                                                                                   \
  }
#define DATED "DATE? | LOCAL DATETIME? | ZONED DATETIME?"
#define TIMED "LOCAL TIME? | ZONED TIME? | LOCAL DATETIME? | ZONED DATETIME?"

// The rows of one type: itself, its three clocks, its truncation.
template <class T>
void AddRows(std::vector<Function>& rows, const TypeNames& names, std::string_view doc,
             std::vector<Example> examples, std::vector<Example> truncate_examples) {
  constexpr NullRule kNull = NullRule::kNullIfAnyNull;
  rows.push_back({names.name, names.signature, kNull, Construct<T>, doc, std::move(examples)});
  rows.push_back({names.realtime,
                  names.realtime_signature,
                  kNull,
                  Read<T, RealClock>,
                  "What the system's clock shows at the call, in UTC or a zone.",
                  {{names.realtime_example, "true"}},
                  false});
  rows.push_back({names.statement,
                  names.statement_signature,
                  kNull,
                  Read<T, StatementClock>,
                  "When the statement began, in UTC or a zone.",
                  {{names.statement_example, "true"}}});
  rows.push_back({names.transaction,
                  names.transaction_signature,
                  kNull,
                  Read<T, TransactionClock>,
                  "When the transaction began, in UTC or a zone.",
                  {{names.transaction_example, "true"}}});
  rows.push_back({names.truncate, names.truncate_signature, kNull, Truncated<T>,
                  "The last boundary of a unit (millennium, century, decade, year, weekYear, "
                  "quarter, month, week, day, hour, minute, second, millisecond, microsecond) that "
                  "is not after the input; then the fields are set on it.",
                  std::move(truncate_examples)});
}

}  // namespace

std::vector<Function> TemporalFunctions() {
  constexpr NullRule kNull = NullRule::kNullIfAnyNull;
  std::vector<Function> rows;
  AddRows<Date>(rows, TYPE_NAMES("date", "DATE", DATED),
                "A date from ISO 8601 text, from components, or of another value; today's without "
                "an argument, or with only a timezone.",
                {{"date('2015-W30-2')", "'2015-07-21'"},
                 {"date({year: 1984, quarter: 3, dayOfQuarter: 45})", "'1984-08-14'"},
                 {"date({date: date('2026-03-31'), month: 2})", "'2026-02-28'"},
                 {"date('2026-02-29')", "error: InvalidArgumentValue"}},
                {{"date.truncate('week', date('1984-10-11'), {dayOfWeek: 2})", "'1984-10-09'"}});
  AddRows<DateTime>(
      rows, TYPE_NAMES("datetime", "ZONED DATETIME", DATED),
      "An instant in a zone, from ISO 8601 text, from components, or of another "
      "value; now without an argument, or with only a timezone. Without a zone, it "
      "is UTC.",
      {{"datetime('2015-07-21T21:40[Europe/London]')", "'2015-07-21T21:40+01:00[Europe/London]'"},
       {"datetime({epochMillis: 469020674645, timezone: '+01:00'})",
        "'1984-11-11T12:31:14.645+01:00'"},
       {"datetime({datetime: datetime('2026-07-01T12:00Z'), timezone: 'Asia/Tokyo'})",
        "'2026-07-01T21:00+09:00[Asia/Tokyo]'"}},
      {{"datetime.truncate('year', date('2026-07-01'), {timezone: 'Europe/Paris'})",
        "'2026-01-01T00:00+01:00[Europe/Paris]'"}});
  rows.push_back(
      {"datetime.fromepoch",
       "datetime.fromepoch(seconds :: INTEGER?, nanoseconds :: INTEGER?) :: ZONED DATETIME?",
       kNull,
       FromEpoch,
       "The instant so long after 1970-01-01T00:00Z.",
       {{"datetime.fromepoch(416779, 999999999)", "'1970-01-05T19:46:19.999999999Z'"}}});
  rows.push_back({"datetime.fromepochmillis",
                  "datetime.fromepochmillis(milliseconds :: INTEGER?) :: ZONED DATETIME?",
                  kNull,
                  FromEpochMillis,
                  "The instant so long after 1970-01-01T00:00Z.",
                  {{"datetime.fromepochmillis(237821673987)", "'1977-07-15T13:34:33.987Z'"}}});
  AddRows<LocalDateTime>(
      rows, TYPE_NAMES("localdatetime", "LOCAL DATETIME", DATED),
      "A date and a time of day without a zone, from ISO 8601 text, from components, or of another "
      "value; now without an argument, or with only a timezone.",
      {{"localdatetime('2015-202T21:40:32')", "'2015-07-21T21:40:32'"},
       {"localdatetime({date: date('1984-10-11'), time: time('12:31+01:00')})",
        "'1984-10-11T12:31'"}},
      {{"localdatetime.truncate('hour', localdatetime('1984-10-11T12:31:14'))",
        "'1984-10-11T12:00'"}});
  AddRows<LocalTime>(
      rows, TYPE_NAMES("localtime", "LOCAL TIME", TIMED),
      "A time of day, from ISO 8601 text, from components, or of another value; now without an "
      "argument, or with only a timezone.",
      {{"localtime('214032.142')", "'21:40:32.142'"},
       {"localtime({hour: 12, minute: 31, second: 14, millisecond: 645})", "'12:31:14.645'"}},
      {{"localtime.truncate('millisecond', localtime('12:31:14.645876'), {nanosecond: 2})",
        "'12:31:14.645000002'"}});
  AddRows<Time>(
      rows, TYPE_NAMES("time", "ZONED TIME", TIMED),
      "A time of day with an offset, from ISO 8601 text, from components, or of another value; now "
      "without an argument, or with only a timezone. Without an offset, it is UTC.",
      {{"time('2140-02')", "'21:40-02:00'"},
       {"time({time: time('09:30:14+01:00'), timezone: '-05:00'})", "'03:30:14-05:00'"}},
      {{"time.truncate('minute', time('12:31:14-01:00'), {timezone: '+01:00'})", "'12:31+01:00'"}});
  rows.push_back({"timestamp",
                  "timestamp() :: INTEGER",
                  kNull,
                  Timestamp,
                  "Milliseconds from 1970-01-01T00:00Z to when the statement began.",
                  {{"timestamp() = datetime().epochMillis", "true"}}});
  return rows;
}

#undef TIMED
#undef DATED
#undef TYPE_NAMES
#undef CLOCK

}  // namespace newsgraph::functions
