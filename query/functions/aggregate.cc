#include <cmath>

#include "graph/base/pieces.h"
#include "query/functions/operators.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;
__extension__ using Int128 = __int128;

template <class T>
std::unique_ptr<Accumulator> Make() {
  return std::make_unique<T>();
}

class Count : public Accumulator {
 public:
  Status Add(Arguments, uint64_t multiplicity) override {
    count_ += multiplicity;
    return absl::OkStatus();
  }
  StatusOr<Value> Result(const CallState&) override {
    return Value::Int(static_cast<int64_t>(count_));
  }
  bool AddIntegers(int64_t, uint64_t count) override {
    count_ += count;
    return true;
  }

 private:
  uint64_t count_ = 0;
};

// Integers are added exactly, floats with compensation, so that the order of rows (and threads)
// hardly shows. source: Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
// Summen, 1974
class NumberSum {
 public:
  Status Add(const Value& x, uint64_t multiplicity) {
    if (x.is_int()) {
      const Int128 term = static_cast<Int128>(x.integer()) * static_cast<Int128>(multiplicity);
      if (__builtin_add_overflow(integers_, term, &integers_)) return IntegerOverflow("the sum");
    } else {
      AddFloat(static_cast<long double>(x.floating()) * static_cast<long double>(multiplicity));
    }
    return absl::OkStatus();
  }

  StatusOr<Value> Total() const {
    if (has_floats_) return Value::Float(static_cast<double>(Approximate()));
    if (integers_ < INT64_MIN || integers_ > INT64_MAX) return IntegerOverflow("the sum");
    return Value::Int(static_cast<int64_t>(integers_));
  }

  // Wider than a double, so that an average is finite where the sum as a double would not be.
  long double Approximate() const {
    return static_cast<long double>(integers_) + floats_ + (std::isfinite(floats_) ? lost_ : 0);
  }

 private:
  void AddFloat(long double term) {
    has_floats_ = true;
    const long double sum = floats_ + term;
    lost_ += std::abs(floats_) >= std::abs(term) ? (floats_ - sum) + term : (term - sum) + floats_;
    floats_ = sum;
  }

  Int128 integers_ = 0;
  long double floats_ = 0, lost_ = 0;
  bool has_floats_ = false;
};

// The sum of numbers or of durations, and what both need to know of it.
class Sum : public Accumulator {
 public:
  Status Add(Arguments arguments, uint64_t multiplicity) override {
    const Value& x = arguments[0];
    const bool duration = x.kind() == ValueKind::kDuration;
    if (!x.is_number() && !duration) return WrongValue(name(), "numbers or durations", x);
    if (count_ > 0 && duration != of_durations()) {
      return WrongValue(name(), of_durations() ? "durations alone" : "numbers alone", x);
    }
    count_ += multiplicity;
    if (!duration) return numbers_.Add(x, multiplicity);
    Value term = x;
    if (multiplicity > 1) {
      ASSIGN_OR_RETURN(term, Multiply(x, Value::Int(static_cast<int64_t>(multiplicity))));
    }
    if (durations_.is_null()) {
      durations_ = std::move(term);
    } else {
      ASSIGN_OR_RETURN(durations_, functions::Add(durations_, term));
    }
    return absl::OkStatus();
  }

  StatusOr<Value> Result(const CallState&) override {
    if (of_durations()) return durations_;
    return numbers_.Total();
  }

  bool AddIntegers(int64_t sum, uint64_t count) override {
    if (of_durations() || !numbers_.Add(Value::Int(sum), 1).ok()) return false;
    count_ += count;
    return true;
  }

 protected:
  virtual std::string_view name() const { return "sum()"; }
  bool of_durations() const { return !durations_.is_null(); }

  uint64_t count_ = 0;
  NumberSum numbers_;
  Value durations_;
};

class Average : public Sum {
 public:
  StatusOr<Value> Result(const CallState&) override {
    if (count_ == 0) return Value();
    if (of_durations()) return Divide(durations_, Value::Int(static_cast<int64_t>(count_)));
    return Value::Float(
        static_cast<double>(numbers_.Approximate() / static_cast<long double>(count_)));
  }

 protected:
  std::string_view name() const override { return "avg()"; }
};

// The first in the order of ORDER BY (sign 1), or the last (sign -1).
template <int sign>
class Extreme : public Accumulator {
 public:
  Status Add(Arguments arguments, uint64_t) override {
    if (best_.is_null() || sign * Compare(arguments[0], best_) < 0) best_ = arguments[0];
    return absl::OkStatus();
  }
  StatusOr<Value> Result(const CallState&) override { return best_; }

 private:
  Value best_;
};

class Collect : public Accumulator {
 public:
  Status Add(Arguments arguments, uint64_t multiplicity) override {
    if (multiplicity > kMaxListLength - items_.cells()) {
      return ListTooLong(kMaxListLength + 1);
    }
    for (uint64_t i = 0; i < multiplicity; ++i) items_.Append(arguments[0]);
    return absl::OkStatus();
  }
  StatusOr<Value> Result(const CallState& state) override {
    std::vector<Value> items;
    if (!items_.MoveTo(items, [&] { return !state.go_on || state.go_on(0); })) {
      LetGo(items);
      return Value();  // nobody waits for it any more
    }
    return MakeList(std::move(items));
  }

 private:
  Pieces<Value> items_;
};

}  // namespace

bool Accumulator::AddIntegers(int64_t, uint64_t) { return false; }

std::vector<Aggregate> Aggregates() {
  std::vector<Aggregate> rows = {
      {"avg",
       "avg(x :: NUMBER?) :: FLOAT?\navg(x :: DURATION?) :: DURATION?",
       Make<Average>,
       "The mean of numbers or durations; null of none.",
       {{"UNWIND [1, 2, null, 6] AS x RETURN avg(x)", "3.0"},
        {"UNWIND [1e308, 1e308] AS x RETURN avg(x)", "1.0E308"}}},
      {"collect",
       "collect(x :: ANY?) :: LIST",
       Make<Collect>,
       "All values as a list.",
       {{"UNWIND [1, null, 'a'] AS x RETURN collect(x)", "[1, 'a']"}}},
      {"collect_list",
       "collect_list(x :: ANY?) :: LIST",
       Make<Collect>,
       "The same as collect.",
       {{"UNWIND [2, 2] AS x RETURN collect_list(DISTINCT x)", "[2]"}}},
      {"count",
       "count(x :: ANY?) :: INTEGER",
       Make<Count>,
       "How many values there are; count(*) counts rows.",
       {{"UNWIND [1, null, 1] AS x RETURN count(x)", "2"},
        {"UNWIND [1, null, 1] AS x RETURN count(*)", "3"}}},
      {"max",
       "max(x :: ANY?) :: ANY?",
       Make<Extreme<-1>>,
       "The greatest value, as ORDER BY orders; null of none.",
       {{"UNWIND [1, 'a', null, 0.2] AS x RETURN max(x)", "1"}}},
      {"min",
       "min(x :: ANY?) :: ANY?",
       Make<Extreme<1>>,
       "The least value, as ORDER BY orders; null of none.",
       {{"UNWIND [1, 'a', null, 0.2] AS x RETURN min(x)", "'a'"}}},
      {"sum",
       "sum(x :: INTEGER?) :: INTEGER\nsum(x :: FLOAT?) :: FLOAT | INTEGER\nsum(x :: DURATION?) :: "
       "DURATION | INTEGER",
       Make<Sum>,
       "The sum of numbers (of integers exactly) or durations; 0 of none.",
       {{"UNWIND [1, 2, null] AS x RETURN sum(x)", "3"},
        {"UNWIND [0.1, 0.2, 0.7] AS x RETURN sum(x)", "1.0"},
        {"UNWIND [9223372036854775807, 1] AS x RETURN sum(x)", "error: IntegerOverflow"}}},
  };
  for (Aggregate& row : ElementAggregates()) rows.push_back(std::move(row));
  for (Aggregate& row : StatisticAggregates()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace newsgraph::functions
