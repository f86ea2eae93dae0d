// Time zones: a fixed offset from UTC, or a zone of the IANA database by name.
//
//   ASSIGN_OR_RETURN(Zone zone, Zone::Parse("Europe/Stockholm"));    also "+01:00", "Z"
//   zone.OffsetAt(0) == 3600                                         at 1970-01-01T00:00Z
//   zone.InstantOf(local_seconds)                                    from a wall clock to UTC
//
// The rules are tzdata's, packed in datasets/timezones and embedded by the build: no file is read
// at run time, and the machine's own zoneinfo is never asked. They reach back before 1900 (local
// mean time) and, through each zone's last rule, forward without end. cctz, as packaged in abseil,
// does the reckoning; see docs/adr/0007-time-zones.md. A Zone is a number of 24 bits, copied
// freely. Thread-safe: rules are loaded at a zone's first use, then constant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "graph/base/error.h"

namespace newsgraph {

class Zone {
 public:
  static constexpr int32_t kMaxOffsetSeconds = 18 * 3600;

  constexpr Zone() = default;  // UTC, as a fixed offset: "Z"

  // REQUIRES: |offset_seconds| <= kMaxOffsetSeconds
  static constexpr Zone Fixed(int32_t offset_seconds) {
    return Zone(static_cast<uint32_t>(offset_seconds) & kOffsetMask);
  }
  // The zone of a name like "Europe/Stockholm", case as in the database; a space may stand for an
  // underscore.
  static std::optional<Zone> Named(std::string_view name);

  // An offset ("Z", "+01", "+0100", "+01:00", "-020507", "-02:05:07") or a name.
  //   errors    ArgumentError/InvalidArgumentValue, with the nearest name
  static StatusOr<Zone> Parse(std::string_view text);

  // Takes an offset from the front of `text`; nothing and `text` unchanged where none stands there.
  //   returns   seconds east of UTC, within +-kMaxOffsetSeconds
  static std::optional<int32_t> TakeOffset(std::string_view& text);

  // The zone as a number below 2^24, for storage. A named zone's number is its line in the packed
  // database, which never changes (datasets/timezones/README.md).
  constexpr uint32_t code() const { return code_; }
  static bool IsCode(uint32_t code);  // whether a stored number is one of ours
  static constexpr Zone FromCode(uint32_t code) { return Zone(code); }  // REQUIRES: IsCode(code)

  constexpr bool is_named() const { return (code_ & kNamedBit) != 0; }
  // "Z", "+01:00", "-02:05:07", or the zone's name.
  std::string Name() const;

  // Seconds east of UTC at an instant (seconds since the epoch, UTC).
  //   cost      about 25 ns for a named zone (the first use of a zone: about 0.1 ms)
  int32_t OffsetAt(int64_t instant) const {
    return is_named() ? NamedOffsetAt(instant) : fixed_offset();
  }

  // The instant at which the zone's wall clock shows `local`, in seconds since 1970-01-01T00:00
  // local. As java.time, openCypher's reference: a local time that a gap skips moves forward by the
  // gap's length; of the two instants of an overlap it is the earlier one, unless the later one has
  // the `preferred` offset.
  //   REQUIRES  |local| < 2^60
  int64_t InstantOf(int64_t local, std::optional<int32_t> preferred = {}) const {
    return is_named() ? NamedInstantOf(local, preferred) : local - fixed_offset();
  }

  constexpr bool operator==(const Zone&) const = default;

 private:
  static constexpr uint32_t kNamedBit = 1u << 23;
  static constexpr uint32_t kOffsetMask = kNamedBit - 1;

  explicit constexpr Zone(uint32_t code) : code_(code) {}
  constexpr int32_t fixed_offset() const {  // the low 23 bits, with their sign
    return static_cast<int32_t>(code_ << 9) >> 9;
  }
  constexpr uint32_t index() const { return code_ & kOffsetMask; }
  int32_t NamedOffsetAt(int64_t instant) const;
  int64_t NamedInstantOf(int64_t local, std::optional<int32_t> preferred) const;

  uint32_t code_ =
      0;  // the named bit and a line number, or an offset as 23 bits of two's complement
};

// "Z", "+01:00", "-02:05:07".
std::string FormatOffset(int32_t offset_seconds);

// The release of the database, e.g. "2026c".
std::string_view TimeZoneVersion();

}  // namespace newsgraph
