// Reads a text from left to right; what the parsers of temporal values share.
// For graph/temporal_parse*.cc alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "graph/base/error.h"
#include "graph/base/strings.h"
#include "graph/temporal_calendar.h"

namespace newsgraph::calendar {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  std::string_view& rest() { return rest_; }
  bool At(char c) const {
    return !rest_.empty() && Upper(rest_[0]) == c;
  }  // REQUIRES: c upper case

  // Takes a character, case ignored. REQUIRES: c is upper case
  bool Take(char c) {
    if (!At(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool TakeAnyOf(char a, char b) { return Take(a) || Take(b); }

  // How many digits stand next.
  size_t CountDigits() const {
    size_t count = 0;
    while (count < rest_.size() && IsDigit(rest_[count])) ++count;
    return count;
  }
  // REQUIRES: count <= CountDigits() and count <= 18
  int64_t TakeDigits(size_t count) {
    int64_t number = 0;
    for (size_t i = 0; i < count; ++i) number = number * 10 + (rest_[i] - '0');
    rest_.remove_prefix(count);
    return number;
  }

  // "expected a month of two digits at "-x1""
  Status Expected(std::string_view what) const {
    return Invalid(done() ? Cat("expected ", what, " at the end")
                          : Cat("expected ", what, " at \"", Shortened(rest_), "\""));
  }

  // At most forty bytes of a text, for a message; whole code points.
  static std::string Shortened(std::string_view text) {
    constexpr size_t kShown = 40;
    if (text.size() <= kShown) return std::string(text);
    size_t end = kShown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return Cat(text.substr(0, end), "...");
  }

 private:
  static bool IsDigit(char c) { return c >= '0' && c <= '9'; }
  static char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

  std::string_view rest_;
};

// The duration at the front of the text, in temporal_parse_duration.cc.
StatusOr<Duration> ParseDuration(Scanner& scan);

}  // namespace newsgraph::calendar
