// Sort and TopK: rows in openCypher's order; rows that compare equal keep the order of the input.
#include <numeric>

#include "graph/base/pieces.h"
#include "graph/base/sort.h"
#include "query/execute/evaluate.h"
#include "query/execute/evaluate_batch.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

class Sort : public Operator {
 public:
  // `limit` of a null pointer keeps all rows.
  Sort(const plan::Plan& plan, const std::vector<plan::SortKey>& keys, plan::Expr limit,
       plan::Expr skip, const BuildPlace& place, OperatorPtr input)
      : keys_(keys),
        limit_(std::move(limit)),
        skip_(std::move(skip)),
        live_(plan.live),
        execution_(place.execution),
        input_(std::move(input)),
        in_(place.slots, place.execution.batch_size),
        cells_(width()),
        best_(width()) {}

  bool Next(Batch& out) override {
    if (!sorted_) Read();
    out.clear();
    if (execution_.failed()) return false;
    while (next_ < order_.size() && !out.full()) {
      const uint32_t row = out.size();
      const Value* cells = cells_.row(order_[next_++]) + keys_.size();
      for (int slot : live_) out.column(slot)[row] = *cells++;
      out.set_size(row + 1);
    }
    return out.size() > 0;
  }
  void Reset() override {
    input_->Reset();
    Clear();
    sorted_ = false;
  }
  ~Sort() override { Clear(); }

 private:
  static constexpr uint64_t kMostInHeap = 100'000;
  size_t width() const { return keys_.size() + live_.size(); }

  void Clear() {
    execution_.HoldMemory(-static_cast<int64_t>(cells_.cells() * sizeof(Value)));
    cells_.clear();
    best_.clear();
    LetGo(order_);
    next_ = 0;
  }

  void Read() {
    sorted_ = true;
    const uint64_t wanted = RowsWanted(limit_, skip_, execution_);
    if (execution_.failed()) return;
    while (!execution_.stopped() && input_->Next(in_)) {
      const size_t rows = cells_.size();
      const bool whole = execution_.Finish([&] {
        cells_.Truncate(rows);
        TakeBatch();
      });
      if (!whole) {
        cells_.Truncate(rows);
        break;
      }
      execution_.HoldMemory(static_cast<int64_t>(in_.size() * width() * sizeof(Value)));
      execution_.Pass(in_.size());
      if (wanted < UINT64_MAX / 4 && cells_.size() > 2 * wanted + 4096) Prune(wanted);
    }
    execution_.Resume();
    Order(wanted);
    if (order_.size() > wanted) {
      execution_.left_out += order_.size() - wanted;
      order_.resize(wanted);
    }
  }

  void TakeBatch() {
    const size_t size = in_.size();
    batch_rows_.resize(size);
    std::iota(batch_rows_.begin(), batch_rows_.end(), 0);
    batch_keys_.resize(keys_.size() * size);  // key by key
    for (size_t k = 0; k < keys_.size(); ++k)
      EvaluateRows(*keys_[k].expression, in_, batch_rows_, execution_, &batch_keys_[k * size]);
    for (uint32_t i = 0; i < size; ++i) {
      for (size_t k = 0; k < keys_.size(); ++k) cells_.Append(std::move(batch_keys_[k * size + i]));
      for (int slot : live_) cells_.Append(in_.at(slot, i));
    }
  }

  // Puts the first `wanted` rows, or all of them, in order. Of a cancelled statement no order is
  // asked any more.
  void Order(uint64_t wanted) {
    order_.clear();
    order_.reserve(cells_.size());
    while (order_.size() < cells_.size() && execution_.GoOn()) order_.push_back(order_.size());
    if (execution_.failed()) return;
    const auto before = [&](uint64_t a, uint64_t b) {
      if (!execution_.GoOn()) return false;
      const Value* left = cells_.row(a);
      const Value* right = cells_.row(b);
      for (size_t k = 0; k < keys_.size(); ++k) {
        if (int order = Compare(left[k], right[k]))
          return keys_[k].descending ? order > 0 : order < 0;
      }
      return a < b;
    };
    // A heap of many rows is slow, and slow to give up.
    if (wanted < std::min<uint64_t>(order_.size() / 2, kMostInHeap)) {
      std::partial_sort(order_.begin(), order_.begin() + static_cast<ptrdiff_t>(wanted),
                        order_.end(), before);
    } else {
      SortWhile(order_, before, [&] { return !execution_.failed(); });
    }
  }

  // Keeps the best rows and forgets the others.
  void Prune(uint64_t wanted) {
    Order(wanted);
    if (execution_.failed()) return;
    execution_.left_out += order_.size() - wanted;
    order_.resize(wanted);
    best_.Truncate(0);
    for (uint64_t row : order_) {
      for (size_t c = 0; c < width(); ++c) best_.Append(std::move(cells_.row(row)[c]));
      if (!execution_.GoOn()) break;
    }
    execution_.HoldMemory(static_cast<int64_t>(best_.cells() * sizeof(Value)) -
                          static_cast<int64_t>(cells_.cells() * sizeof(Value)));
    std::swap(cells_, best_);
  }

  const std::vector<plan::SortKey>& keys_;
  plan::Expr limit_, skip_;
  const std::vector<int>& live_;
  Execution& execution_;
  OperatorPtr input_;
  Batch in_;
  Pieces<Value> cells_;          // a row: the sort keys, then the live slots
  Pieces<Value> best_;           // what Prune keeps; else it holds memory at most
  std::vector<uint64_t> order_;  // rows of cells_, in order once that is known
  std::vector<uint32_t> batch_rows_;
  std::vector<Value> batch_keys_;
  size_t next_ = 0;
  bool sorted_ = false;
};

}  // namespace

OperatorPtr MakeSort(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  const auto& node = std::get<plan::Sort>(plan.node);
  return std::make_unique<Sort>(plan, node.keys, nullptr, nullptr, place, std::move(input));
}
OperatorPtr MakeTopK(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  const auto& node = std::get<plan::TopK>(plan.node);
  return std::make_unique<Sort>(plan, node.keys, node.limit, node.skip, place, std::move(input));
}

}  // namespace newsgraph::execute
