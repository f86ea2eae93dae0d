// The items of a list expression for one row.
//
//   const Items items(list, row, execution);          // UNWIND, FOREACH, [x IN list | ...], reduce
//   for (uint64_t i = 0; i < items.size(); ++i) ... items[i] ...
//
// Those of range(...) are made one by one as they are asked for: a range takes no memory, and may
// be longer than a list. An error goes to the execution. A value; one thread.
#pragma once

#include <optional>

#include "query/execute/evaluate.h"
#include "query/functions/operators.h"

namespace newsgraph::execute {

class Items {
 public:
  Items() = default;
  Items(const semantics::Expression& list, Row row, Execution& execution);

  // What the expression gave where that is not a range: a list, null, or what is no list.
  const Value& value() const { return value_; }
  bool is_list() const { return range_ || value_.is_list(); }
  // 0 of what is no list.
  uint64_t size() const {
    return range_ ? range_->size : value_.is_list() ? value_.list().size() : 0;
  }
  Value operator[](uint64_t i) const {
    return range_ ? Value::Int((*range_)[i]) : value_.list()[i];
  }

 private:
  std::optional<functions::IntegerRange> range_;
  Value value_;
};

}  // namespace newsgraph::execute
