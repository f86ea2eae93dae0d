// NodeScan, NodeSeek, NodeById: each input row with each node.
//
//   in: (x)    out: (x, n1), (x, n2), ...
#include <array>
#include <optional>

#include "graph/index.h"
#include "query/execute/evaluate.h"
#include "query/execute/operators/extend.h"

namespace newsgraph::execute {
namespace {

class NodeScanOperator : public Operator {
 public:
  NodeScanOperator(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : node_(std::get<plan::NodeScan>(plan.node)),
        execution_(place.execution),
        part_(place.part.scan == &plan ? place.part : ScanPart()),
        carried_(Carried(plan.live, {node_.slot})),
        rows_(place, std::move(input)) {}

  bool Next(Batch& out) override {
    out.clear();
    while (!out.full() && !execution_.stopped()) {
      if (!scan_ && !NextRow()) break;
      const uint32_t begin = out.size();
      const size_t found =
          Take(std::span(ids_.data(), std::min<size_t>(ids_.size(), out.capacity() - begin)));
      if (found == 0) {
        scan_.reset();
        continue;
      }
      Value* column = out.column(node_.slot);
      for (uint32_t i = 0; i < found; ++i) {
        column[begin + i] = Value::Node(ids_[i]);
        rows_.CopyTo(out, begin + i, carried_);
      }
      out.set_size(begin + static_cast<uint32_t>(found));
      execution_.Visit(found);
    }
    return out.size() > 0 && !execution_.failed();
  }
  void Reset() override {
    rows_.Reset();
    scan_.reset();
  }

 private:
  bool NextRow() {
    if (!rows_.Next()) return false;
    if (node_.label < 0) {
      scan_.emplace(execution_.view());
    } else {
      scan_.emplace(execution_.view(), execution_.label(node_.label));
    }
    next_ = part_.begin;
    return true;
  }

  // The next nodes: of the scan, or those of the part that the scan would give.
  size_t Take(std::span<NodeId> ids) {
    if (part_.scan == nullptr) return scan_->Next(ids);
    const GraphView& view = execution_.view();
    size_t found = 0;
    for (; next_ < part_.end && found < ids.size(); ++next_) {
      const NodeId id{next_};
      const bool fits =
          node_.label < 0 ? view.Exists(id) : view.HasLabel(id, execution_.label(node_.label));
      ids[found] = id;
      found += fits;
    }
    return found;
  }

  const plan::NodeScan& node_;
  Execution& execution_;
  const ScanPart part_;
  uint32_t next_ = 0;  // node of the part
  std::vector<int> carried_;
  InputRows rows_;
  std::optional<NodeScan> scan_;
  std::array<NodeId, 1024> ids_;
};

class NodeSeekOperator : public Extend {
 public:
  NodeSeekOperator(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Extend(place, std::move(input)), node_(std::get<plan::NodeSeek>(plan.node)) {
    carried_ = Carried(plan.live, {node_.slot});
  }

 protected:
  uint64_t Find(Row row) override {
    const Value value = Evaluate(*node_.value, row, execution_);
    const LabelId label = execution_.label(node_.label);
    const KeyId key = execution_.key(node_.key);
    nodes_.clear();
    if (const PropertyIndex* index = execution_.view().FindIndex(label, key)) {
      index->Seek(execution_.view(), value, nodes_);
      execution_.Visit(nodes_.size());
    } else {  // the index was dropped after the plan was made
      NodeScan scan(execution_.view(), label);
      std::array<NodeId, 256> batch;
      while (size_t found = scan.Next(batch)) {
        execution_.Visit(found);
        for (size_t i = 0; i < found; ++i) {
          if (Equals(execution_.view().property(batch[i], key), value) == Truth::kTrue)
            nodes_.push_back(batch[i]);
        }
      }
    }
    return nodes_.size();
  }
  void Emit(uint64_t i, Batch& out, uint32_t row) override {
    out.column(node_.slot)[row] = Value::Node(nodes_[i]);
  }

 private:
  const plan::NodeSeek& node_;
  std::vector<NodeId> nodes_;
};

class NodeByIdOperator : public Extend {
 public:
  NodeByIdOperator(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Extend(place, std::move(input)), node_(std::get<plan::NodeById>(plan.node)) {
    carried_ = Carried(plan.live, {node_.slot});
  }

 protected:
  uint64_t Find(Row row) override {
    const Value id = Evaluate(*node_.id, row, execution_);
    if (!id.is_int() || id.integer() < 0 || id.integer() >= execution_.view().node_limit())
      return 0;
    found_ = NodeId{static_cast<uint32_t>(id.integer())};
    if (!execution_.view().Exists(found_)) return 0;
    execution_.Visit(1);
    return 1;
  }
  void Emit(uint64_t, Batch& out, uint32_t row) override {
    out.column(node_.slot)[row] = Value::Node(found_);
  }

 private:
  const plan::NodeById& node_;
  NodeId found_;
};

}  // namespace

OperatorPtr MakeNodeScan(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<NodeScanOperator>(plan, place, std::move(input));
}
OperatorPtr MakeNodeSeek(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<NodeSeekOperator>(plan, place, std::move(input));
}
OperatorPtr MakeNodeById(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<NodeByIdOperator>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute
