// Aggregates that describe a distribution.
#include <algorithm>
#include <cmath>

#include "graph/base/pieces.h"
#include "graph/base/sort.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

template <class T>
std::unique_ptr<Accumulator> Make() {
  return std::make_unique<T>();
}

// Standard deviation in one pass. source: West, Updating Mean and Variance Estimates, 1979
// (Welford's with weights)
template <bool of_sample>
class StandardDeviation : public Accumulator {
 public:
  Status Add(Arguments arguments, uint64_t multiplicity) override {
    if (!arguments[0].is_number()) {
      return WrongValue(of_sample ? "stDev()" : "stDevP()", "numbers", arguments[0]);
    }
    const double x = arguments[0].number(), weight = static_cast<double>(multiplicity);
    const double from_mean = x - mean_;
    count_ += weight;
    mean_ += from_mean * weight / count_;
    squares_ += from_mean * (x - mean_) * weight;
    return absl::OkStatus();
  }

  StatusOr<Value> Result(const CallState&) override {
    const double freedom = of_sample ? count_ - 1 : count_;
    return Value::Float(freedom > 0 ? std::sqrt(squares_ / freedom) : 0.0);
  }

 private:
  double count_ = 0, mean_ = 0, squares_ = 0;
};

class Percentile : public Accumulator {
 public:
  ~Percentile() override { LetGo(sorted_); }
  Status Add(Arguments arguments, uint64_t multiplicity) override {
    if (!arguments[0].is_number()) return WrongValue(name(), "numbers", arguments[0]);
    const Value& asked = arguments[1];
    if (!asked.is_number() || !(asked.number() >= 0 && asked.number() <= 1)) {
      return OutOfRange(name(), "the percentile must be a number from 0 to 1", asked);
    }
    if (count_ == 0) percentile_ = asked.number();
    count_ += multiplicity;
    values_.Append({arguments[0], multiplicity});
    return absl::OkStatus();
  }

 protected:
  virtual std::string_view name() const = 0;

  // False: nobody waits for it any more.
  bool Sort(const CallState& state) {
    const auto go_on = [&] { return !state.go_on || state.go_on(0); };
    return values_.MoveTo(sorted_, go_on) &&
           SortWhile(
               sorted_,
               [](const Weighted& a, const Weighted& b) { return Compare(a.value, b.value) < 0; },
               go_on);
  }
  // Value number `rank`, from 0, in ascending order. REQUIRES: sorted; rank < count_
  const Value& At(uint64_t rank) const {
    size_t i = 0;
    for (; rank >= sorted_[i].multiplicity; ++i) rank -= sorted_[i].multiplicity;
    return sorted_[i].value;
  }

  struct Weighted {
    Value value;
    uint64_t multiplicity;
  };
  Pieces<Weighted> values_;
  std::vector<Weighted> sorted_;
  uint64_t count_ = 0;
  double percentile_ = 0;
};

class PercentileContinuous : public Percentile {
 public:
  StatusOr<Value> Result(const CallState& state) override {
    if (count_ == 0 || !Sort(state)) return Value();
    const double place = percentile_ * static_cast<double>(count_ - 1);
    const auto below = std::min(static_cast<uint64_t>(place), count_ - 1);
    const auto above = std::min(below + 1, count_ - 1);
    const double part = place - static_cast<double>(below);
    if (part == 0)
      return Value::Float(At(below).number());  // infinities have no place between them
    return Value::Float(std::lerp(At(below).number(), At(above).number(), part));
  }

 protected:
  std::string_view name() const override { return "percentileCont()"; }
};

class PercentileDiscrete : public Percentile {
 public:
  StatusOr<Value> Result(const CallState& state) override {
    if (count_ == 0 || !Sort(state)) return Value();
    // The first value at which at least that share of all values is reached.
    const auto reached =
        static_cast<uint64_t>(std::ceil(percentile_ * static_cast<double>(count_)));
    return At(std::min(std::max<uint64_t>(reached, 1), count_) - 1);
  }

 protected:
  std::string_view name() const override { return "percentileDisc()"; }
};

}  // namespace

std::vector<Aggregate> StatisticAggregates() {
  constexpr std::string_view kContinuous =
      "The value below which the share `percentile` (0 to 1) of the values lies, interpolated; "
      "null of none.";
  constexpr std::string_view kDiscrete =
      "The first value at which the share `percentile` (0 to 1) of the values is reached; null of "
      "none.";
  constexpr std::string_view kSample =
      "The standard deviation of a sample; 0.0 of fewer than two values.";
  constexpr std::string_view kPopulation =
      "The standard deviation of a whole population; 0.0 of none.";
  return {
      {"percentile_cont",
       "percentile_cont(x :: NUMBER?, percentile :: NUMBER) :: FLOAT?",
       Make<PercentileContinuous>,
       "The same as percentileCont.",
       {{"UNWIND [1, 2] AS x RETURN percentile_cont(x, 0.5)", "1.5"}}},
      {"percentile_disc",
       "percentile_disc(x :: NUMBER?, percentile :: NUMBER) :: NUMBER?",
       Make<PercentileDiscrete>,
       "The same as percentileDisc.",
       {{"UNWIND [1, 2] AS x RETURN percentile_disc(x, 0.5)", "1"}}},
      {"percentileCont",
       "percentileCont(x :: NUMBER?, percentile :: NUMBER) :: FLOAT?",
       Make<PercentileContinuous>,
       kContinuous,
       {{"UNWIND [10, 20, 40] AS x RETURN percentileCont(x, 0.75)", "30.0"},
        {"UNWIND [10] AS x RETURN percentileCont(x, 1.1)", "error: NumberOutOfRange"}}},
      {"percentileDisc",
       "percentileDisc(x :: NUMBER?, percentile :: NUMBER) :: NUMBER?",
       Make<PercentileDiscrete>,
       kDiscrete,
       {{"UNWIND [10, 20, 40] AS x RETURN percentileDisc(x, 0.5)", "20"}}},
      {"stddev_pop",
       "stddev_pop(x :: NUMBER?) :: FLOAT",
       Make<StandardDeviation<false>>,
       "The same as stDevP.",
       {{"UNWIND [3] AS x RETURN stddev_pop(x)", "0.0"}}},
      {"stddev_samp",
       "stddev_samp(x :: NUMBER?) :: FLOAT",
       Make<StandardDeviation<true>>,
       "The same as stDev.",
       {{"UNWIND [3] AS x RETURN stddev_samp(x)", "0.0"}}},
      {"stDev",
       "stDev(x :: NUMBER?) :: FLOAT",
       Make<StandardDeviation<true>>,
       kSample,
       {{"UNWIND [1, 3, 5] AS x RETURN stDev(x)", "2.0"}}},
      {"stDevP",
       "stDevP(x :: NUMBER?) :: FLOAT",
       Make<StandardDeviation<false>>,
       kPopulation,
       {{"UNWIND [1, 5] AS x RETURN stDevP(x)", "2.0"}}},
  };
}

}  // namespace newsgraph::functions
