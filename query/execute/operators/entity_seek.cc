// EntitySeek: each input row with the node that a name stands for, if there is one.
//
//   in: (x)    out: (x, n)              none where nothing is called so, or the name is null
#include "query/execute/evaluate.h"
#include "query/execute/operators/extend.h"
#include "query/functions/entity_index.h"

namespace newsgraph::execute {
namespace {

class EntitySeek : public Extend {
 public:
  EntitySeek(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input)
      : Extend(place, std::move(input)), node_(std::get<plan::EntitySeek>(plan.node)) {
    carried_ = node_.into ? plan.live : Carried(plan.live, {node_.slot});
    if (node_.labels)
      admits_ = [this](NodeId node) { return HasLabels(*node_.labels, node, execution_); };
  }

 protected:
  uint64_t Find(Row row) override {
    const Value name = Evaluate(*node_.name, row, execution_);
    if (!name.is_string()) {
      if (!name.is_null()) execution_.Fail(NoName(name));
      return 0;
    }
    found_ =
        functions::ResolveEntity(execution_.call_state, name.string(), admits_, node_.name->span);
    execution_.Visit(found_.valid() ? 1 : 0);
    if (!found_.valid()) return 0;
    return !node_.into || (row[node_.slot].is_node() && row[node_.slot].node() == found_) ? 1 : 0;
  }
  void Emit(uint64_t, Batch& out, uint32_t row) override {
    if (!node_.into) out.column(node_.slot)[row] = Value::Node(found_);
  }

 private:
  Status NoName(const Value& value) const {
    return MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentValue",
                     node_.name->span,
                     Cat("an entity is found by a STRING, not by ", NameOf(value.kind())));
  }

  const plan::EntitySeek& node_;
  functions::EntityIndex::Admits admits_;
  NodeId found_;
};

}  // namespace

OperatorPtr MakeEntitySeek(const plan::Plan& plan, const BuildPlace& place, OperatorPtr input) {
  return std::make_unique<EntitySeek>(plan, place, std::move(input));
}

}  // namespace newsgraph::execute
