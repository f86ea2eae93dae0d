// What each sign of a fact weighs: the weights of a logistic regression, from data/confidence.txt.
//
//   ASSIGN_OR_RETURN(ConfidenceTable table, ConfidenceTable::Parse(text));
//   table.Of(signs)     0.83
//
// Plain value, const and thread-safe after Parse.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "loaders/text/knowledge/signs.h"

namespace newsgraph::text {

class ConfidenceTable {
 public:
  // SIGN WEIGHT, one a line, the weight in log odds; # begins a comment. Signs that are not named
  // weigh nothing.
  //   errors   DataError: a sign of no such name, with its line
  static StatusOr<ConfidenceTable> Parse(std::string_view text);

  // The share of facts with these signs that are right: between 0 and 1.
  float Of(std::span<const Sign> signs) const;

 private:
  std::vector<float> weights_;
};

}  // namespace newsgraph::text
