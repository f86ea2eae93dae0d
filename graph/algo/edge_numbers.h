// EdgeNumbers: a numeric property of edges, read quickly.
//
//   EdgeNumbers weight(view, view.names().FindKey("w"), 1.0);
//   double w = weight.Of(edge);                        // 1.0 where there is no number
//
// Integers and decimals of the frozen part are decoded from their column in place; everything else
// goes through GraphView::property. REQUIRES: the view outlives it. Thread-safe to read.
#pragma once

#include <algorithm>
#include <optional>

#include "graph/graph.h"
#include "graph/snapshot.h"

namespace newsgraph::algo {

class EdgeNumbers {
 public:
  EdgeNumbers(const GraphView& view, KeyId key, double missing)
      : view_(view), key_(key), missing_(missing) {
    const Snapshot& snapshot = view.snapshot();
    const Column* column = key.valid() ? FindColumn(snapshot.frozen->edge_columns, key) : nullptr;
    if (column == nullptr || !snapshot.delta.edge_properties.empty() || !column->direct()) return;
    if (column->coding != Coding::kInt && column->coding != Coding::kDecimal) return;
    column_ = column;
    const FrozenGraph& frozen = *snapshot.frozen;
    if (key.value < frozen.in_codes.size() && !frozen.in_codes[key.value].bytes.empty())
      in_codes_ = &frozen.in_codes[key.value];
  }

  double Of(EdgeId edge) const {
    if (column_ != nullptr && edge.value < view_.snapshot().frozen->edge_count) {
      const uint32_t place = edge.value - column_->first;
      return place >= column_->count ? missing_ : NumberOf(column_->values[place]);
    }
    if (!key_.valid()) return missing_;
    const Value value = view_.property(edge, key_);
    return value.is_number() ? value.number() : missing_;
  }

  // The same by its place among the edges of a side, which are read in their order.
  double At(const Adjacency& side, uint32_t place) const {
    if (in_codes_ != nullptr && &side == &view_.snapshot().frozen->in)
      return NumberOf((*in_codes_)[place]);
    return Of(side.EdgeAt(place));
  }

  // The largest weight if all are integers from 0 to `most`; else nothing.
  std::optional<uint32_t> SmallIntegers(uint32_t most) const {
    if (!key_.valid()) return missing_ == 1 ? std::optional<uint32_t>(1) : std::nullopt;
    if (column_ == nullptr || column_->coding != Coding::kInt || column_->offset < 0 ||
        view_.edge_limit() != view_.snapshot().frozen->edge_count) {
      return std::nullopt;
    }
    const uint64_t largest = column_->largest + static_cast<uint64_t>(column_->offset);
    if (largest > most) return std::nullopt;
    return std::max<uint32_t>(static_cast<uint32_t>(largest), 1);
  }

 private:
  double NumberOf(uint64_t code) const {
    if (code == column_->values.none()) return missing_;
    const auto number =
        static_cast<double>(static_cast<int64_t>(code + static_cast<uint64_t>(column_->offset)));
    return column_->coding == Coding::kInt ? number : number / static_cast<double>(column_->scale);
  }

  const GraphView& view_;
  KeyId key_;
  double missing_;
  const Column* column_ = nullptr;
  const Codes* in_codes_ = nullptr;  // its codes in the order of the edges by target
};

}  // namespace newsgraph::algo
