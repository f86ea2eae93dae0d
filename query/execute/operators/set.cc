// Set, Remove, Delete: changes to elements that are there.
#include "query/execute/evaluate.h"
#include "query/execute/operators/extend.h"
#include "query/execute/operators/write.h"

namespace newsgraph::execute {
namespace {

using semantics::SetItem;

void Put(const Value& target, KeyId key, const Value& value, TextSpan span, Execution& execution) {
  ChangeSet& changes = *execution.changes();
  execution.Fail(WithSpan(target.is_node() ? changes.Set(target.node(), key, value)
                                           : changes.Set(target.edge(), key, value),
                          span));
}

Properties PropertiesOf(const Value& element, const GraphView& view) {
  return element.is_node() ? view.properties(element.node()) : view.properties(element.edge());
}

// n = map, n += map; the map may be another element's properties.
void PutMap(const SetItem& item, const Value& target, const Value& value, Execution& execution) {
  ChangeSet& changes = *execution.changes();
  std::vector<std::pair<KeyId, Value>> entries;
  if (value.is_map()) {
    for (const MapEntry& entry : value.map())
      entries.emplace_back(changes.Key(entry.key), entry.value);
  } else if (value.is_node() || value.is_edge()) {
    entries = PropertiesOf(value, execution.view());
  } else if (!value.is_null()) {
    execution.Fail(MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType",
                             item.span, Cat("properties are a MAP, not ", NameOf(value.kind()))));
    return;
  } else if (item.kind == SetItem::Kind::kMergeMap) {
    return;
  }
  if (item.kind == SetItem::Kind::kReplaceMap) {
    for (const auto& [key, old] : PropertiesOf(target, execution.view())) {
      const bool kept = std::any_of(entries.begin(), entries.end(),
                                    [&, k = key](const auto& e) { return e.first == k; });
      if (!kept) Put(target, key, Value(), item.span, execution);
    }
  }
  for (const auto& [key, entry] : entries) Put(target, key, entry, item.span, execution);
}

class Set : public Writer {
 public:
  Set(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Writer(place, std::move(input)), node_(std::get<plan::Set>(plan.node)) {}

 protected:
  void Write(Batch& batch, uint32_t row) override {
    ApplySetItems(node_.items, Row{&batch, row}, execution_);
  }

 private:
  const plan::Set& node_;
};

class Remove : public Writer {
 public:
  Remove(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Writer(place, std::move(input)), node_(std::get<plan::Remove>(plan.node)) {}

 protected:
  void Write(Batch& batch, uint32_t row) override {
    for (const auto& item : node_.items) {
      const Value target = Evaluate(*item.target, Row{&batch, row}, execution_);
      if (!target.is_node() && !target.is_edge()) {
        if (target.is_null()) continue;
        execution_.Fail(MakeError(
            ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType", item.target->span,
            Cat("expected a NODE or a RELATIONSHIP, not ", NameOf(target.kind()))));
        return;
      }
      if (item.key >= 0)
        Put(target, execution_.key(item.key), Value(), item.target->span, execution_);
      if (!target.is_node()) continue;
      for (int label : item.labels) {
        execution_.Fail(
            WithSpan(execution_.changes()->RemoveLabel(target.node(), execution_.label(label)),
                     item.target->span));
      }
    }
  }

 private:
  const plan::Remove& node_;
};

class Delete : public Writer {
 public:
  Delete(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Writer(place, std::move(input)), node_(std::get<plan::Delete>(plan.node)) {}

 protected:
  void Write(Batch& batch, uint32_t row) override {
    ChangeSet& changes = *execution_.changes();
    const auto remove_node = [&](NodeId node) {
      if (node_.detach) {
        changes.DetachDelete(node);
      } else {
        changes.Delete(node);
      }
    };
    for (const auto& expression : node_.expressions) {
      const Value value = Evaluate(*expression, Row{&batch, row}, execution_);
      if (value.is_node()) {
        remove_node(value.node());
      } else if (value.is_edge()) {
        changes.Delete(value.edge());
      } else if (value.is_path()) {
        for (EdgeId edge : value.path().edges) changes.Delete(edge);
        for (NodeId node : value.path().nodes) remove_node(node);
      } else if (!value.is_null()) {
        execution_.Fail(MakeError(
            ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType", expression->span,
            Cat("DELETE takes nodes, relationships and paths, not ", NameOf(value.kind()))));
      }
    }
  }

 private:
  const plan::Delete& node_;
};

}  // namespace

void ApplySetItems(const std::vector<SetItem>& items, Row row, Execution& execution) {
  for (const SetItem& item : items) {
    const Value target = Evaluate(*item.target, row, execution);
    if (target.is_null() || execution.failed()) continue;
    if (!target.is_node() && !target.is_edge()) {
      execution.Fail(
          MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentType", item.span,
                    Cat("expected a NODE or a RELATIONSHIP, not ", NameOf(target.kind()))));
      return;
    }
    if (item.kind == SetItem::Kind::kLabels) {
      for (int label : item.labels) {
        if (!target.is_node()) continue;
        execution.Fail(WithSpan(
            execution.changes()->AddLabel(target.node(), execution.label(label)), item.span));
      }
      continue;
    }
    const Value value = Evaluate(*item.value, row, execution);
    if (execution.failed()) return;
    if (item.kind == SetItem::Kind::kProperty) {
      Put(target, execution.key(item.key), value, item.span, execution);
    } else if (item.kind == SetItem::Kind::kDynamicProperty) {
      const Value key = Evaluate(*item.key_expression, row, execution);
      if (key.is_string()) {
        Put(target, execution.changes()->Key(key.string()), value, item.span, execution);
      } else {
        execution.Fail(MakeError(
            ErrorKind::kTypeError, ErrorPhase::kRuntime, "MapElementAccessByNonString", item.span,
            Cat("a property has a STRING as its name, not ", NameOf(key.kind()))));
      }
    } else {
      PutMap(item, target, value, execution);
    }
  }
}

OperatorPtr MakeSet(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Set>(plan, place, std::move(input));
}
OperatorPtr MakeRemove(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Remove>(plan, place, std::move(input));
}
OperatorPtr MakeDelete(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<Delete>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute
