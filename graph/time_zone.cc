#include "graph/time_zone.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <functional>
#include <memory>
#include <vector>

#include "absl/base/call_once.h"
#include "absl/time/civil_time.h"
#include "absl/time/internal/cctz/include/cctz/zone_info_source.h"
#include "absl/time/time.h"
#include "graph/base/check.h"
#include "graph/base/strings.h"

namespace newsgraph {

namespace internal {
extern const std::string_view
    kTimeZones;  // datasets/timezones/timezones.bin, embedded by the build
}

namespace {

using ZoneSource = absl::time_internal::cctz::ZoneInfoSource;

// Marks our names towards cctz, so that other users of abseil in the same process keep the system's
// zones.
constexpr std::string_view kPrefix = "newsgraph:";

// The packed database: names in the order of their numbers, each with its rules, loaded at first
// use.
class Database {
 public:
  static const Database& Get() {
    static const Database* database = new Database(internal::kTimeZones);
    return *database;
  }

  std::string_view version() const { return version_; }
  size_t size() const { return names_.size(); }
  std::string_view name(uint32_t index) const { return names_[index]; }
  const std::vector<std::string_view>& names() const { return names_; }

  std::optional<uint32_t> Find(std::string_view name) const {
    const auto found =
        std::lower_bound(by_name_.begin(), by_name_.end(), name,
                         [this](uint32_t a, std::string_view b) { return names_[a] < b; });
    if (found == by_name_.end() || names_[*found] != name) return std::nullopt;
    return *found;
  }

  // The zone's TZif file.
  std::string_view Rules(uint32_t index) const { return rules_[index]; }

  const absl::TimeZone& Zone(uint32_t index) const {
    Slot& slot = slots_[index];
    absl::call_once(slot.once, [&] {
      [[maybe_unused]] const bool loaded =
          absl::LoadTimeZone(Cat(kPrefix, names_[index]), &slot.zone);
      DCHECK(loaded);
    });
    return slot.zone;
  }

 private:
  struct Slot {
    absl::once_flag once;
    absl::TimeZone zone;
  };

  explicit Database(std::string_view packed) {
    std::string_view blobs = packed.substr(packed.find("\n\n") + 2);
    std::string_view lines = packed.substr(0, packed.find("\n\n") + 1);
    lines.remove_prefix(lines.find('\n') + 1);
    TakeUntil(lines, ' ');
    version_ = TakeUntil(lines, ' ');
    TakeUntil(lines, '\n');
    while (!lines.empty()) {
      names_.push_back(TakeUntil(lines, ' '));
      const size_t offset = Number(TakeUntil(lines, ' '));
      rules_.push_back(blobs.substr(offset, Number(TakeUntil(lines, '\n'))));
    }
    slots_ = std::make_unique<Slot[]>(names_.size());
    for (uint32_t i = 0; i < names_.size(); ++i) by_name_.push_back(i);
    std::sort(by_name_.begin(), by_name_.end(),
              [this](uint32_t a, uint32_t b) { return names_[a] < names_[b]; });
  }

  static std::string_view TakeUntil(std::string_view& text, char end) {
    const size_t size = std::min(text.find(end), text.size());
    const std::string_view taken = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
    return taken;
  }
  static size_t Number(std::string_view digits) {
    size_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }

  std::string_view version_;
  std::vector<std::string_view> names_;
  std::vector<std::string_view> rules_;
  std::vector<uint32_t> by_name_;
  std::unique_ptr<Slot[]> slots_;
};

// How cctz reads a zone: as a file.
class EmbeddedSource : public ZoneSource {
 public:
  explicit EmbeddedSource(std::string_view bytes) : rest_(bytes) {}
  size_t Read(void* to, size_t size) override {
    size = std::min(size, rest_.size());
    std::memcpy(to, rest_.data(), size);
    rest_.remove_prefix(size);
    return size;
  }
  int Skip(size_t size) override {
    rest_.remove_prefix(std::min(size, rest_.size()));
    return 0;
  }

 private:
  std::string_view rest_;
};

std::unique_ptr<ZoneSource> OpenZone(
    const std::string& name,
    const std::function<std::unique_ptr<ZoneSource>(const std::string&)>& fallback) {
  if (name.compare(0, kPrefix.size(), kPrefix) != 0) return fallback(name);
  const auto index = Database::Get().Find(std::string_view(name).substr(kPrefix.size()));
  if (!index) return nullptr;
  return std::make_unique<EmbeddedSource>(Database::Get().Rules(*index));
}

bool TakeTwoDigits(std::string_view& text, int32_t& number) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < 2 || !digit(text[0]) || !digit(text[1])) return false;
  number = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return true;
}

}  // namespace

std::optional<Zone> Zone::Named(std::string_view name) {
  std::string spelled(name);
  std::replace(spelled.begin(), spelled.end(), ' ', '_');
  const auto index = Database::Get().Find(spelled);
  if (!index) return std::nullopt;
  return Zone(kNamedBit | *index);
}

std::optional<int32_t> Zone::TakeOffset(std::string_view& text) {
  if (text.empty()) return std::nullopt;
  std::string_view rest = text.substr(1);
  if (text[0] == 'Z' || text[0] == 'z') {
    text = rest;
    return 0;
  }
  int32_t hours, minutes = 0, seconds = 0;
  if ((text[0] != '+' && text[0] != '-') || !TakeTwoDigits(rest, hours)) return std::nullopt;
  const bool colons = !rest.empty() && rest[0] == ':';
  // The colons stand between all parts or between none; what does not fit is left in the text.
  const auto take = [&rest, colons](int32_t& number) {
    std::string_view ahead = rest;
    if (colons && (ahead.empty() || ahead[0] != ':')) return false;
    if (colons) ahead.remove_prefix(1);
    if (!TakeTwoDigits(ahead, number)) return false;
    rest = ahead;
    return true;
  };
  if (take(minutes)) take(seconds);
  const int32_t offset = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || offset > kMaxOffsetSeconds) return std::nullopt;
  const bool west = text[0] == '-';
  text = rest;
  return west ? -offset : offset;
}

StatusOr<Zone> Zone::Parse(std::string_view text) {
  std::string_view rest = text;
  const auto offset = TakeOffset(rest);
  if (offset && rest.empty()) return Fixed(*offset);
  if (const auto named = Named(text)) return *named;
  const auto nearest = Nearest(text, Database::Get().names());
  return RuntimeError(
      ErrorKind::kArgumentError, "InvalidArgumentValue",
      Cat("there is no time zone \"", text, "\""),
      nearest
          ? Cat("did you mean \"", *nearest, "\"?")
          : "name a zone as in \"Europe/Stockholm\", or an offset up to 18 hours as in \"+01:00\"");
}

bool Zone::IsCode(uint32_t code) {
  if (code >> 24 != 0) return false;
  const Zone zone(code);
  if (zone.is_named()) return zone.index() < Database::Get().size();
  return zone.fixed_offset() >= -kMaxOffsetSeconds && zone.fixed_offset() <= kMaxOffsetSeconds;
}

std::string Zone::Name() const {
  return is_named() ? std::string(Database::Get().name(index())) : FormatOffset(fixed_offset());
}

int32_t Zone::NamedOffsetAt(int64_t instant) const {
  return Database::Get().Zone(index()).At(absl::FromUnixSeconds(instant)).offset;
}

int64_t Zone::NamedInstantOf(int64_t local, std::optional<int32_t> preferred) const {
  const auto info = Database::Get().Zone(index()).At(absl::CivilSecond(1970, 1, 1, 0, 0, local));
  const int64_t earlier = absl::ToUnixSeconds(info.pre);
  if (info.kind != absl::TimeZone::TimeInfo::REPEATED || !preferred) return earlier;
  const int64_t later = absl::ToUnixSeconds(info.post);
  return local - later == *preferred ? later : earlier;
}

std::string FormatOffset(int32_t offset_seconds) {
  if (offset_seconds == 0) return "Z";
  const int32_t size = offset_seconds < 0 ? -offset_seconds : offset_seconds;
  std::string text(1, offset_seconds < 0 ? '-' : '+');
  const auto append_two = [&text](int32_t number) {
    text += static_cast<char>('0' + number / 10);
    text += static_cast<char>('0' + number % 10);
  };
  append_two(size / 3600);
  text += ':';
  append_two(size / 60 % 60);
  if (size % 60 != 0) {
    text += ':';
    append_two(size % 60);
  }
  return text;
}

std::string_view TimeZoneVersion() { return Database::Get().version(); }

}  // namespace newsgraph

// cctz's link-time hook for zones that do not come from files: this definition replaces its weak
// one.
namespace absl {
ABSL_NAMESPACE_BEGIN
namespace time_internal::cctz_extension {
extern ZoneInfoSourceFactory zone_info_source_factory;
ZoneInfoSourceFactory zone_info_source_factory = newsgraph::OpenZone;
}  // namespace time_internal::cctz_extension
ABSL_NAMESPACE_END
}  // namespace absl
