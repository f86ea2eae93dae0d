// Aggregate: rows grouped under equivalence.
//
//   in: (k=1, x=5), (k=2, x=6), (k=1, x=7)    out: (k=1, sum=12), (k=2, sum=6)
//
// Works a batch at a time: first the group of each row, then one aggregation after another.
// Integers, as keys and as arguments, go through loops without a Value or a call for each row. A
// large scan below is shared out to threads, each part grouped by itself, and the parts are taken
// together in order. Where all relationships are counted, see edge_tally.h.
#include <algorithm>
#include <functional>
#include <numeric>

#include "query/execute/evaluate.h"
#include "query/execute/evaluate_batch.h"
#include "query/execute/operators/distinct_values.h"
#include "query/execute/operators/edge_tally.h"
#include "query/execute/operators/extend.h"
#include "query/execute/operators/integer_table.h"
#include "query/execute/operators/row_set.h"
#include "query/execute/operators/share.h"
#include "query/execute/operators/step_counter.h"

namespace newsgraph::execute {
namespace {

// The state of one aggregation for one group.
struct Cell {
  uint64_t count = 0;  // count(*)
  std::unique_ptr<functions::Accumulator> accumulator;
  std::unique_ptr<DistinctValues> seen;  // DISTINCT
};

// Whether two arguments are the same property of the same slot.
bool SameProperty(const semantics::Expression& a, const semantics::Expression& b) {
  const auto *x = std::get_if<semantics::Property>(&a.node),
             *y = std::get_if<semantics::Property>(&b.node);
  if (!x || !y || x->key != y->key) return false;
  const auto *u = std::get_if<semantics::Slot>(&x->object->node),
             *v = std::get_if<semantics::Slot>(&y->object->node);
  return u && v && u->slot == v->slot;
}

bool SameArgument(const plan::Aggregation& a, const plan::Aggregation& b) {
  return a.arguments.size() == 1 && b.arguments.size() == 1 &&
         SameProperty(*a.arguments[0], *b.arguments[0]);
}

// Whether it holds on to all that it is given.
bool Keeps(const plan::Aggregation& aggregation) {
  return aggregation.distinct ||
         (aggregation.aggregate && aggregation.aggregate->signature.ends_with(":: LIST"));
}

class Aggregate : public Operator {
 public:
  Aggregate(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : plan_(plan),
        node_(std::get<plan::Aggregate>(plan.node)),
        execution_(place.execution),
        tally_(EdgeTally::Make(plan, place)),
        shares_(Joinable(node_) ? SharesOf(plan, place) : std::vector<ScanPart>()),
        input_(std::move(input)),
        in_(place.slots, place.execution.batch_size),
        groups_(node_.keys.size()),
        width_(node_.aggregations.size()),
        cells_(std::max<size_t>(width_, 1)),
        keys_(node_.keys.size()),
        fresh_(width_),
        spare_(width_) {
    for (size_t a = 0; a < width_; ++a) {
      same_as_.push_back(SameDistinct(a));
      same_argument_.push_back(a > 0 &&
                               SameArgument(node_.aggregations[a - 1], node_.aggregations[a]));
    }
  }

  bool Next(Batch& out) override {
    if (!grouped_) {
      Group();
      if (node_.greatest >= 0 && !execution_.failed()) DropSmall();
    }
    out.clear();
    if (execution_.failed()) return false;
    while (next_ < groups_.size() && !out.full()) {
      if (least_ > 0 && cells_.row(next_)[node_.greatest].count < least_) {
        ++execution_.left_out;
        ++next_;
        continue;
      }
      const uint32_t row = out.size();
      const auto keys = groups_.row(next_);
      for (size_t k = 0; k < node_.keys.size(); ++k) out.column(node_.keys[k].slot)[row] = keys[k];
      for (size_t a = 0; a < width_; ++a)
        out.column(node_.aggregations[a].slot)[row] = Finish(cells_.row(next_)[a]);
      out.set_size(row + 1);
      ++next_;
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    input_->Reset();
    for (size_t a = 0; a < width_ && !cells_.empty(); ++a) {
      Cell& cell = cells_.row(0)[a];
      if (cell.seen) spare_[a] = std::move(cell.seen), spare_[a]->clear();
    }
    execution_.HoldMemory(-held_);
    held_ = 0;
    groups_.clear();
    integer_groups_.clear();
    node_groups_.clear();
    cells_.clear();
    next_ = 0;
    least_ = 0;
    grouped_ = false;
  }
  bool Rebind() override { return !tally_ && shares_.empty(); }

 private:
  // An earlier DISTINCT aggregation of the same property, or `a` itself: what is new to the one is
  // new to the other.
  size_t SameDistinct(size_t a) const {
    const plan::Aggregation& one = node_.aggregations[a];
    for (size_t b = 0; one.distinct && b < a; ++b) {
      const plan::Aggregation& other = node_.aggregations[b];
      if (other.distinct && SameArgument(one, other)) return b;
    }
    return a;
  }

  // Whether the results of two parts of the rows tell that of all.
  static bool Joinable(const plan::Aggregate& node) {
    return std::all_of(node.aggregations.begin(), node.aggregations.end(),
                       [](const plan::Aggregation& each) {
                         if (!each.aggregate) return true;
                         const std::string_view name = each.aggregate->name;
                         return name == "count" || name == "sum" || name == "min" || name == "max";
                       });
  }

  void Group() {
    grouped_ = true;
    if (keys_.empty()) NewGroup({});  // no rows are one group too
    if (tally_ && TakeTally()) return;
    if (shares_.empty()) {
      GroupRows();
    } else {
      GroupShares();
    }
  }

  bool TakeTally() {
    const uint64_t wanted =
        node_.greatest < 0 ? UINT64_MAX : RowsWanted(node_.limit, node_.skip, execution_);
    std::vector<Value> row(keys_.size());
    const bool taken = tally_->Run(wanted, [&](const Batch& rows, std::span<const uint64_t> counts,
                                               std::span<const int64_t> sums) {
      rows_.resize(rows.size());
      std::iota(rows_.begin(), rows_.end(), 0);
      FindGroups(rows, row);
      for (size_t i = 0; i < rows_.size() && !execution_.stopped(); ++i) {
        for (size_t a = 0; a < width_; ++a) {
          Cell& cell = CellOf(i, a);
          cell.count += counts[i];
          if (cell.accumulator) cell.accumulator->AddIntegers(sums[i * width_ + a], counts[i]);
        }
      }
    });
    execution_.left_out += tally_->left_out();
    return taken;
  }

  // Marks the groups that cannot be among those wanted.
  void DropSmall() {
    const uint64_t wanted = RowsWanted(node_.limit, node_.skip, execution_);
    if (wanted >= groups_.size()) return;
    const auto a = static_cast<size_t>(node_.greatest);
    std::vector<uint64_t> counts(groups_.size());
    for (size_t g = 0; g < counts.size(); ++g) counts[g] = cells_.row(g)[a].count;
    if (wanted == 0) {
      least_ = UINT64_MAX;
    } else {
      const auto last = counts.begin() + static_cast<ptrdiff_t>(wanted - 1);
      std::nth_element(counts.begin(), last, counts.end(), std::greater<>());
      least_ = *last;
    }
  }

  // One part of the scan after another on each thread; then all are taken together.
  void GroupShares() {
    struct Share {
      std::unique_ptr<Execution> execution;
      std::unique_ptr<Aggregate> groups;
    };
    const StepTables tables(plan_.input.get(), shares_[0].scan, execution_);
    if (execution_.stopped()) return;
    for (ScanPart& part : shares_) part.tables = &tables;
    std::vector<Share> shares(shares_.size());
    RunShares(execution_, shares.size(), [&](size_t i, std::unique_ptr<Execution> fork) {
      const BuildPlace place{*fork, in_.slots(), nullptr, shares_[i]};
      shares[i].groups =
          std::make_unique<Aggregate>(plan_, place, BuildOperator(*plan_.input, place));
      shares[i].groups->Group();
      shares[i].execution = std::move(fork);
    });
    for (Share& share : shares) {
      execution_.Join(*share.execution);
      if (!execution_.failed()) TakeGroups(*share.groups);
      share.groups.reset();
    }
  }

  void TakeGroups(Aggregate& other) {
    for (uint32_t g = 0; g < other.groups_.size() && execution_.GoOn(); ++g) {
      const uint32_t group = NewGroup(other.groups_.row(g));
      for (size_t a = 0; a < width_; ++a) {
        Cell& from = other.cells_.row(g)[a];
        cells_.row(group)[a].count += from.count;
        if (!from.accumulator) continue;
        if (node_.aggregations[a].distinct) {
          if (same_as_[a] == a) TakeDistinct(group, a, *from.seen);
        } else {
          TakeResult(cells_.row(group)[a], a, from);
        }
      }
    }
  }

  // A part's values that are new here, for the aggregation and those that ask the same of them.
  void TakeDistinct(uint32_t group, size_t a, const DistinctValues& seen) {
    seen.ForEach([&](std::span<const Value> row) {
      if (!execution_.GoOn() || !cells_.row(group)[a].seen->Add(row)) return;
      for (size_t b = a; b < width_; ++b) {
        if (same_as_[b] == a && node_.aggregations[b].distinct)
          execution_.Fail(cells_.row(group)[b].accumulator->Add(row, 1));
      }
    });
  }

  void TakeResult(Cell& cell, size_t a, Cell& from) {
    const Value result = Finish(from);
    if (result.is_null()) return;
    if (node_.aggregations[a].aggregate->name == "count") {
      cell.accumulator->AddIntegers(0, static_cast<uint64_t>(result.integer()));
    } else if (node_.aggregations[a].aggregate->name != "sum" || !result.is_int() ||
               result.integer() != 0) {  // a sum of nothing is no number among durations
      execution_.Fail(cell.accumulator->Add(std::span(&result, 1), 1));
    }
  }

  void GroupRows() {
    std::vector<Value> row(keys_.size());
    while (!execution_.stopped() && input_->Next(in_)) {
      const Execution::Grace grace(execution_);
      rows_.resize(in_.size());
      std::iota(rows_.begin(), rows_.end(), 0);
      FindWeights();
      FindGroups(in_, row);
      for (size_t a = 0; a < width_ && !execution_.stopped(); ++a) AddColumn(a);
      execution_.Pass(in_.size());
    }
    execution_.Resume();
  }

  // How many rows each row stands for, into weight_of_; left empty for one each.
  void FindWeights() {
    if (node_.weights.empty()) return;
    weight_of_.assign(rows_.size(), 1);
    for (const int slot : node_.weights) {
      for (size_t i = 0; i < rows_.size(); ++i) {
        const auto times = static_cast<uint64_t>(in_.at(slot, rows_[i]).integer());
        if (__builtin_mul_overflow(weight_of_[i], times, &weight_of_[i])) {
          execution_.Fail(RuntimeError(ErrorKind::kLimitExceeded, "",
                                       "more rows than an INTEGER can count",
                                       "narrow the pattern"));
        }
      }
    }
  }
  uint64_t WeightOf(size_t i) const { return weight_of_.empty() ? 1 : weight_of_[i]; }

  // The group of each row (rows_) of a batch, into group_of_.
  void FindGroups(const Batch& rows, std::vector<Value>& row) {
    group_of_.assign(rows_.size(), 0);
    if (keys_.empty()) return;
    if (keys_.size() == 1 && rows_.size() > kFewRows &&
        EvaluateIntegers(*node_.keys[0].expression, rows, rows_, execution_, integers_)) {
      for (size_t i = 0; i < rows_.size(); ++i)
        group_of_[i] = integers_.IsNull(i) ? NewGroup(std::span(&kNull, 1))
                                           : GroupOfInteger(integers_.values[i]);
      return;
    }
    for (size_t k = 0; k < keys_.size(); ++k) {
      keys_[k].resize(rows_.size());
      EvaluateRows(*node_.keys[k].expression, rows, rows_, execution_, keys_[k].data());
    }
    if (execution_.stopped()) return;
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (keys_.size() == 1 && keys_[0][i].is_node()) {
        group_of_[i] = GroupOfNode(keys_[0][i].node());
        continue;
      }
      for (size_t k = 0; k < keys_.size(); ++k) row[k] = std::move(keys_[k][i]);
      group_of_[i] = NewGroup(row);
    }
  }

  uint32_t GroupOfInteger(int64_t key) {
    const auto [group, added] = integer_groups_.Insert(key);
    if (added) {
      const Value value = Value::Int(key);
      group = NewGroup(std::span(&value, 1), &RowSet::Append);
    }
    return group;
  }
  uint32_t GroupOfNode(NodeId key) {
    const auto [group, added] = node_groups_.Insert(key.value);
    if (added) {
      const Value value = Value::Node(key);
      group = NewGroup(std::span(&value, 1), &RowSet::Append);
    }
    return group;
  }

  // The group with these keys, which may be there already.
  uint32_t NewGroup(std::span<const Value> keys,
                    uint32_t (RowSet::*add)(std::span<const Value>, bool&) = &RowSet::Add) {
    bool added = false;
    if (add == &RowSet::Add && !groups_.Index([&] { return execution_.GoOn(); })) return 0;
    const uint32_t group = (groups_.*add)(keys, added);
    if (!added) return group;
    for (size_t a = 0; a < width_; ++a) {
      const plan::Aggregation& aggregation = node_.aggregations[a];
      Cell cell;
      if (aggregation.aggregate) cell.accumulator = aggregation.aggregate->make();
      if (aggregation.distinct && same_as_[a] == a) {
        cell.seen = std::move(spare_[a]);
        if (cell.seen) {
          cell.seen->clear();  // it lies in no cache any more
        } else {
          cell.seen = std::make_unique<DistinctValues>(aggregation.arguments.size());
        }
      }
      cells_.Append(std::move(cell));
    }
    Hold(keys.size() * sizeof(Value) + width_ * 64);
    return group;
  }

  void Hold(size_t bytes) {
    held_ += static_cast<int64_t>(bytes);
    execution_.HoldMemory(static_cast<int64_t>(bytes));
  }
  // `count`: rows that were new to the aggregation
  void HoldRows(size_t a, uint64_t count) {
    const plan::Aggregation& aggregation = node_.aggregations[a];
    if (Keeps(aggregation)) Hold(count * aggregation.arguments.size() * sizeof(Value));
  }

  Cell& CellOf(size_t i, size_t a) { return cells_.row(group_of_[i])[a]; }

  // Adds the rows of the batch to aggregation `a` of their groups.
  void AddColumn(size_t a) {
    const plan::Aggregation& aggregation = node_.aggregations[a];
    if (!aggregation.aggregate) {
      for (size_t i = 0; i < rows_.size(); ++i) CellOf(i, a).count += WeightOf(i);
      return;
    }
    if (same_as_[a] != a) {
      fresh_[a] = fresh_[same_as_[a]];
    } else {
      fresh_[a].assign(rows_.size(), 1);
    }
    // What the argument is for each row is known where the aggregation before this one asked it.
    if (!same_argument_[a]) {
      integral_ = aggregation.arguments.size() == 1 && rows_.size() > kFewRows &&
                  EvaluateIntegers(*aggregation.arguments[0], in_, rows_, execution_, integers_);
    }
    if (integral_ && keys_.empty() && weight_of_.empty()) {
      AddIntegersOfOneGroup(a);
    } else if (integral_) {
      AddIntegers(a);
    } else {
      AddValues(a);
    }
  }

  // Where all rows are of one group and none stands for several.
  void AddIntegersOfOneGroup(size_t a) {
    const std::span<const int64_t> values = integers_.values;
    uint8_t* const fresh = fresh_[a].data();
    Cell& cell = cells_.row(0)[a];
    for (size_t i = 0; i < integers_.nulls.size(); ++i) fresh[i] &= integers_.nulls[i] == 0;
    if (node_.aggregations[a].distinct && same_as_[a] == a) cell.seen->AddIntegers(values, fresh);
    __int128 sum = 0;  // of a batch: no overflow
    uint64_t count = 0;
    for (size_t i = 0; i < values.size(); ++i) {
      sum += fresh[i] != 0 ? values[i] : 0;
      count += fresh[i];
    }
    HoldRows(a, count);
    const auto narrow = static_cast<int64_t>(sum);
    if (narrow != sum || !cell.accumulator->AddIntegers(narrow, count)) AddRowsOf(0, a);
  }

  void AddIntegers(size_t a) {
    std::vector<uint8_t>& fresh = fresh_[a];
    const bool distinct = node_.aggregations[a].distinct && same_as_[a] == a;
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (integers_.IsNull(i)) {
        fresh[i] = 0;
      } else if (distinct) {
        fresh[i] = CellOf(i, a).seen->AddInteger(integers_.values[i]);
      }
    }
    HoldRows(a, static_cast<uint64_t>(std::count(fresh.begin(), fresh.end(), 1)));
    const bool sums = CellOf(0, a).accumulator->AddIntegers(0, 0);
    while (sums_.cells() < groups_.size()) sums_.Append({0, 0});
    touched_.clear();
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (!fresh[i]) continue;
      PartialSum& partial = *sums_.row(group_of_[i]);
      const uint64_t weight = node_.aggregations[a].distinct ? 1 : WeightOf(i);
      int64_t term, sum;
      if (!sums || __builtin_mul_overflow(integers_.values[i], weight, &term) ||
          __builtin_add_overflow(partial.sum, term, &sum)) {
        AddOne(i, a);
        continue;
      }
      if (partial.count == 0) touched_.push_back(group_of_[i]);
      partial.sum = sum;
      partial.count += weight;
    }
    for (const uint32_t group : touched_) {
      PartialSum& partial = *sums_.row(group);
      functions::Accumulator& accumulator = *cells_.row(group)[a].accumulator;
      if (!accumulator.AddIntegers(partial.sum, partial.count)) AddRowsOf(group, a);
      partial = {0, 0};
    }
  }

  // One by one, for the error that comes of it.
  void AddRowsOf(uint32_t group, size_t a) {
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (group_of_[i] == group && fresh_[a][i]) AddOne(i, a);
    }
  }

  void AddOne(size_t i, size_t a) {
    const Value value = Value::Int(integers_.values[i]);
    const uint64_t weight = node_.aggregations[a].distinct ? 1 : WeightOf(i);
    execution_.Fail(CellOf(i, a).accumulator->Add(std::span(&value, 1), weight));
  }

  void AddValues(size_t a) {
    const plan::Aggregation& aggregation = node_.aggregations[a];
    const size_t count = aggregation.arguments.size();
    arguments_.resize(count * rows_.size());  // argument by argument
    for (size_t k = 0; k < count; ++k) {
      EvaluateRows(*aggregation.arguments[k], in_, rows_, execution_,
                   arguments_.data() + k * rows_.size());
    }
    if (execution_.stopped()) return;
    std::vector<Value> row(count);
    for (size_t i = 0; i < rows_.size(); ++i) {
      for (size_t k = 0; k < count; ++k) row[k] = std::move(arguments_[k * rows_.size() + i]);
      Cell& cell = CellOf(i, a);
      if (count > 0 && row[0].is_null()) {
        fresh_[a][i] = 0;
        continue;
      }
      if (aggregation.distinct && same_as_[a] == a) fresh_[a][i] = cell.seen->Add(row);
      const uint64_t weight = aggregation.distinct ? 1 : WeightOf(i);
      if (fresh_[a][i]) execution_.Fail(cell.accumulator->Add(row, weight));
    }
    HoldRows(a, static_cast<uint64_t>(std::count(fresh_[a].begin(), fresh_[a].end(), 1)));
  }

  Value Finish(Cell& cell) {
    if (!cell.accumulator) return Value::Int(static_cast<int64_t>(cell.count));
    auto result = cell.accumulator->Result(execution_.call_state);
    if (result.ok()) return std::move(result).value();
    execution_.Fail(result.status());
    return Value();
  }

  struct PartialSum {
    int64_t sum;
    uint64_t count;
  };
  const Value kNull;

  const plan::Plan& plan_;
  const plan::Aggregate& node_;
  Execution& execution_;
  std::unique_ptr<EdgeTally> tally_;  // null: row by row
  std::vector<ScanPart> shares_;      // of the scan below; none: on one thread
  OperatorPtr input_;
  Batch in_;
  RowSet groups_;
  IntegerTable<uint32_t> integer_groups_, node_groups_;  // numbers of groups_, by a key
  const size_t width_;                                   // aggregations
  Pieces<Cell> cells_;                                   // by group, then aggregation
  std::vector<size_t> same_as_;                          // by aggregation
  std::vector<uint8_t> same_argument_;  // by aggregation: whether as the one before it
  std::vector<uint32_t> rows_;          // of the batch: all; what follows is by row
  std::vector<uint32_t> group_of_;
  std::vector<uint64_t> weight_of_;
  std::vector<std::vector<Value>> keys_;                // by key
  std::vector<std::vector<uint8_t>> fresh_;             // by aggregation: 1 where the row counts
  std::vector<std::unique_ptr<DistinctValues>> spare_;  // by aggregation: an empty one, or null
  std::vector<Value> arguments_;
  Integers integers_;
  bool integral_ = false;    // the last argument asked for was integers, and these are they
  Pieces<PartialSum> sums_;  // by group; zero between batches
  std::vector<uint32_t> touched_;
  int64_t held_ = 0;
  uint32_t next_ = 0;
  uint64_t least_ = 0;  // groups with a lower count are not handed on
  bool grouped_ = false;
};

}  // namespace

OperatorPtr MakeAggregate(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Aggregate>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute
