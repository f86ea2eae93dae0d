#include "loaders/text/knowledge/confidence_table.h"

#include <cmath>
#include <cstdlib>
#include <optional>

#include "graph/base/strings.h"

namespace newsgraph::text {

StatusOr<ConfidenceTable> ConfidenceTable::Parse(std::string_view text) {
  StringMap<Sign> sign_of;
  for (Sign sign = 0; sign < SignCount(); ++sign) sign_of[NameOfSign(sign)] = sign;
  ConfidenceTable table;
  table.weights_.assign(SignCount(), 0.0f);
  size_t number = 0;
  for (std::string_view line : Split(text, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const size_t blank = line.rfind(' ');
    const auto sign = blank == line.npos ? sign_of.end() : sign_of.find(line.substr(0, blank));
    if (sign == sign_of.end()) {
      return MakeError(ErrorKind::kDataError, ErrorPhase::kRuntime, "", std::nullopt,
                       Cat("confidence.txt, line ", number, ": no sign is called that"),
                       "fit the confidences anew");
    }
    table.weights_[sign->second] =
        std::strtof(std::string(line.substr(blank + 1)).c_str(), nullptr);
  }
  return table;
}

float ConfidenceTable::Of(std::span<const Sign> signs) const {
  float odds = 0;
  for (Sign sign : signs) odds += weights_[sign];
  return 1 / (1 + std::exp(-odds));
}

}  // namespace newsgraph::text
