#include "query/execute/evaluate_batch.h"

#include "graph/columns.h"
#include "query/execute/code_range.h"
#include "query/execute/evaluate.h"

namespace newsgraph::execute {
namespace {

using semantics::ArithmeticOp;
using semantics::Comparison;
using semantics::ComparisonOp;
using semantics::Expression;
using Rows = std::span<const uint32_t>;
using Truths = std::vector<Truth>;

// Calls f(i, id) for the element of each row, id kNone for null; false when one is neither a node
// (or a relationship, as `of_nodes` says) nor null.
template <class F>
bool ForEachElement(const Value* column, Rows rows, bool of_nodes, F&& f) {
  const ValueKind kind = of_nodes ? ValueKind::kNode : ValueKind::kEdge;
  for (size_t i = 0; i < rows.size(); ++i) {
    const Value& value = column[rows[i]];
    if (value.kind() == kind) {
      f(i, of_nodes ? value.node().value : value.edge().value);
    } else if (value.is_null()) {
      f(i, NodeId::kNone);
    } else {
      return false;
    }
  }
  return true;
}

// A property of an element in a slot whose values are all codes of one column.
struct ColumnRead {
  const Value* elements = nullptr;
  bool of_nodes = false;
  const Column* column = nullptr;
};

bool FindColumnRead(const Expression& expression, const Batch& batch, Rows rows,
                    const Execution& execution, ColumnRead& read) {
  const auto* property = std::get_if<semantics::Property>(&expression.node);
  const auto* slot = property ? std::get_if<semantics::Slot>(&property->object->node) : nullptr;
  if (!slot || rows.empty()) return false;
  const KeyId key = execution.key(property->key);
  read.elements = batch.Find(slot->slot);
  if (!read.elements || !key.valid()) return false;
  const Value& first = read.elements[rows[0]];
  if (!first.is_node() && !first.is_edge()) return false;
  read.of_nodes = first.is_node();
  read.column = read.of_nodes ? execution.view().NodeColumn(key) : execution.view().EdgeColumn(key);
  return read.column && read.column->direct();
}

// Calls f(i, code, has) with the code of each row; false as ForEachElement.
template <class F>
bool ForEachCode(const ColumnRead& read, Rows rows, F&& f) {
  const Column& column = *read.column;
  const bool full = column.present == column.count;
  return column.values.Visit([&](const auto* codes) {
    const uint64_t none = column.values.none();
    return ForEachElement(read.elements, rows, read.of_nodes, [&](size_t i, uint32_t id) {
      const uint32_t place = id - column.first;
      const uint64_t code = id != NodeId::kNone && place < column.count ? codes[place] : none;
      f(i, code, id != NodeId::kNone && place < column.count && (full || code != none));
    });
  });
}

bool ReadIntegers(const ColumnRead& read, Rows rows, Integers& out) {
  if (read.column->coding != Coding::kInt) return false;
  const uint64_t offset = static_cast<uint64_t>(read.column->offset),
                 scale = static_cast<uint64_t>(read.column->scale);
  return ForEachCode(read, rows, [&](size_t i, uint64_t code, bool has) {
    if (has) {
      out.values[i] = static_cast<int64_t>(offset + code * scale);
    } else {
      if (out.nulls.empty()) out.nulls.assign(rows.size(), 0);
      out.nulls[i] = 1;
    }
  });
}

bool Fill(const Value& value, Rows rows, Integers& out) {
  if (!value.is_int()) return false;
  out.values.assign(rows.size(), value.integer());
  return true;
}

// left[i] = left[i] op right[i]; false on overflow and division by zero, which Evaluate reports.
bool Combine(ArithmeticOp op, Integers& left, const Integers& right) {
  if (left.nulls.empty()) {
    left.nulls = right.nulls;
  } else {
    for (size_t i = 0; i < right.nulls.size(); ++i) left.nulls[i] |= right.nulls[i];
  }
  bool failed = false;
  const auto each = [&](auto&& compute) {
    for (size_t i = 0; i < left.values.size(); ++i) {
      if (!left.IsNull(i)) failed |= compute(left.values[i], right.values[i]);
    }
    return !failed;
  };
  switch (op) {
    case ArithmeticOp::kAdd:
      return each([](int64_t& a, int64_t b) { return __builtin_add_overflow(a, b, &a); });
    case ArithmeticOp::kSubtract:
      return each([](int64_t& a, int64_t b) { return __builtin_sub_overflow(a, b, &a); });
    case ArithmeticOp::kMultiply:
      return each([](int64_t& a, int64_t b) { return __builtin_mul_overflow(a, b, &a); });
    case ArithmeticOp::kDivide:
      return each([](int64_t& a, int64_t b) {
        if (b == 0 || b == -1) return true;
        a /= b;
        return false;
      });
    case ArithmeticOp::kModulo:
      return each([](int64_t& a, int64_t b) {
        if (b == 0 || b == -1) return true;
        a %= b;
        return false;
      });
    case ArithmeticOp::kPower:
      break;
  }
  return false;
}

// The value of an expression that is the same for all rows, or null.
const Value* ConstantOf(const Expression& expression, const Execution& execution) {
  if (const auto* constant = std::get_if<semantics::Constant>(&expression.node))
    return &constant->value;
  if (const auto* parameter = std::get_if<semantics::Parameter>(&expression.node))
    return &execution.parameters[static_cast<size_t>(parameter->index)];
  return nullptr;
}

bool Satisfies(ComparisonOp op, int order) {
  switch (op) {
    case ComparisonOp::kEqual:
      return order == 0;
    case ComparisonOp::kNotEqual:
      return order != 0;
    case ComparisonOp::kLess:
      return order < 0;
    case ComparisonOp::kLessEqual:
      return order <= 0;
    case ComparisonOp::kGreater:
      return order > 0;
    case ComparisonOp::kGreaterEqual:
      return order >= 0;
  }
  return false;
}

// A property against a constant: a range of codes.
bool CompareCodes(ComparisonOp op, const ColumnRead& read, const Value& value, Rows rows,
                  Truths& truths) {
  const auto range = CodesThat(op, *read.column, value);
  if (!range) return false;
  const Truth inside = TruthOf(op != ComparisonOp::kNotEqual), outside = Not(inside);
  return ForEachCode(read, rows, [&](size_t i, uint64_t code, bool has) {
    truths[i] = !has                                        ? Truth::kUnknown
                : code >= range->low && code <= range->high ? inside
                                                            : outside;
  });
}

bool CompareIntegers(ComparisonOp op, const Integers& a, const Integers& b, Truths& truths) {
  for (size_t i = 0; i < truths.size(); ++i) {
    const int order = a.values[i] < b.values[i] ? -1 : a.values[i] > b.values[i] ? 1 : 0;
    truths[i] = a.IsNull(i) || b.IsNull(i) ? Truth::kUnknown : TruthOf(Satisfies(op, order));
  }
  return true;
}

// Two slots that hold elements: = and <>.
bool CompareElements(ComparisonOp op, const Value* a, const Value* b, Rows rows, Truths& truths) {
  if (op != ComparisonOp::kEqual && op != ComparisonOp::kNotEqual) return false;
  for (size_t i = 0; i < rows.size(); ++i) {
    const Value &left = a[rows[i]], &right = b[rows[i]];
    const bool nodes = left.is_node() && right.is_node(), edges = left.is_edge() && right.is_edge();
    if (!nodes && !edges) return false;
    const bool same = nodes ? left.node() == right.node() : left.edge() == right.edge();
    truths[i] = TruthOf(same == (op == ComparisonOp::kEqual));
  }
  return true;
}

bool TestComparison(const Comparison& node, const Batch& batch, Rows rows, Execution& execution,
                    Truths& truths) {
  if (node.rest.size() != 1) return false;
  const Expression &left = *node.first, &right = *node.rest[0].second;
  const ComparisonOp op = node.rest[0].first;
  ColumnRead read;
  if (const Value* value = ConstantOf(right, execution);
      value && FindColumnRead(left, batch, rows, execution, read) &&
      CompareCodes(op, read, *value, rows, truths)) {
    return true;
  }
  if (const Value* value = ConstantOf(left, execution);
      value && FindColumnRead(right, batch, rows, execution, read) &&
      CompareCodes(Mirrored(op), read, *value, rows, truths)) {
    return true;
  }
  const auto *a = std::get_if<semantics::Slot>(&left.node),
             *b = std::get_if<semantics::Slot>(&right.node);
  if (a && b && batch.Find(a->slot) && batch.Find(b->slot) &&
      CompareElements(op, batch.Find(a->slot), batch.Find(b->slot), rows, truths)) {
    return true;
  }
  Integers first, second;
  return EvaluateIntegers(left, batch, rows, execution, first) &&
         EvaluateIntegers(right, batch, rows, execution, second) &&
         CompareIntegers(op, first, second, truths);
}

bool TestLabels(const semantics::LabelTest& node, const Batch& batch, Rows rows,
                Execution& execution, Truths& truths) {
  const auto* slot = std::get_if<semantics::Slot>(&node.element->node);
  const Value* column = slot ? batch.Find(slot->slot) : nullptr;
  if (!column || !node.labels) return false;
  const GraphView& view = execution.view();
  const bool single = node.labels->op == semantics::LabelExpression::Op::kName;
  const LabelId label = single ? execution.label(node.labels->name) : LabelId{};
  return ForEachElement(column, rows, /*of_nodes=*/true, [&](size_t i, uint32_t id) {
    const bool has =
        id != NodeId::kNone && (single ? label.valid() && view.HasLabel(NodeId{id}, label)
                                       : HasLabels(*node.labels, NodeId{id}, execution));
    truths[i] = id == NodeId::kNone ? Truth::kUnknown : TruthOf(has);
  });
}

// The truth of a condition for each row; false when only Evaluate can tell.
bool TestRows(const Expression& condition, const Batch& batch, Rows rows, Execution& execution,
              Truths& truths) {
  truths.resize(rows.size());
  if (const auto* comparison = std::get_if<Comparison>(&condition.node))
    return TestComparison(*comparison, batch, rows, execution, truths);
  if (const auto* labels = std::get_if<semantics::LabelTest>(&condition.node))
    return TestLabels(*labels, batch, rows, execution, truths);
  if (const auto* test = std::get_if<semantics::IsNull>(&condition.node)) {
    const auto* slot = std::get_if<semantics::Slot>(&test->operand->node);
    const Value* column = slot ? batch.Find(slot->slot) : nullptr;
    if (!column) return false;
    for (size_t i = 0; i < rows.size(); ++i)
      truths[i] = TruthOf(column[rows[i]].is_null() != test->negated);
    return true;
  }
  return false;
}

// The conditions that a condition is the AND of, in order.
void CollectParts(const Expression& condition, std::vector<const Expression*>& parts) {
  const auto* logic = std::get_if<semantics::Logic>(&condition.node);
  if (!logic || logic->op != semantics::LogicOp::kAnd) return parts.push_back(&condition);
  for (const semantics::Expr& operand : logic->operands) CollectParts(*operand, parts);
}

}  // namespace

bool EvaluateIntegers(const Expression& expression, const Batch& batch, Rows rows,
                      Execution& execution, Integers& out) {
  out.nulls.clear();
  out.values.resize(rows.size());
  if (execution.changes()) return false;  // elements may be gone: PropertyOf knows
  if (const Value* constant = ConstantOf(expression, execution)) return Fill(*constant, rows, out);
  if (ColumnRead read; FindColumnRead(expression, batch, rows, execution, read))
    return ReadIntegers(read, rows, out);
  if (const auto* slot = std::get_if<semantics::Slot>(&expression.node)) {
    const Value* column = batch.Find(slot->slot);
    if (!column) return false;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (!column[rows[i]].is_int()) return false;
      out.values[i] = column[rows[i]].integer();
    }
    return true;
  }
  const auto* arithmetic = std::get_if<semantics::Arithmetic>(&expression.node);
  if (!arithmetic || !EvaluateIntegers(*arithmetic->first, batch, rows, execution, out))
    return false;
  Integers right;
  for (const auto& [op, operand] : arithmetic->rest) {
    if (!EvaluateIntegers(*operand, batch, rows, execution, right) || !Combine(op, out, right))
      return false;
  }
  return true;
}

void EvaluateRows(const Expression& expression, const Batch& batch, Rows rows, Execution& execution,
                  Value* out) {
  if (rows.size() > kFewRows && !execution.changes()) {
    if (const auto* slot = std::get_if<semantics::Slot>(&expression.node);
        slot && batch.Find(slot->slot)) {
      const Value* column = batch.Find(slot->slot);
      for (size_t i = 0; i < rows.size(); ++i) out[i] = column[rows[i]];
      return;
    }
    if (Integers integers; EvaluateIntegers(expression, batch, rows, execution, integers)) {
      for (size_t i = 0; i < rows.size(); ++i)
        out[i] = integers.IsNull(i) ? Value() : Value::Int(integers.values[i]);
      return;
    }
  }
  for (size_t i = 0; i < rows.size(); ++i)
    out[i] = Evaluate(expression, Row{&batch, rows[i]}, execution);
}

void KeepHolding(const Expression& condition, const Batch& batch, Execution& execution,
                 std::vector<uint32_t>& rows) {
  std::vector<const Expression*> parts;
  CollectParts(condition, parts);
  // Rows for which an earlier part is unknown stay until the end: a later part may yet fail.
  std::vector<uint8_t> unknown(rows.size(), 0);
  Truths truths;
  size_t next = 0;
  const auto keep = [&](auto&& truth_of) {
    size_t kept = 0;
    for (size_t i = 0; i < rows.size(); ++i) {
      const Truth truth = truth_of(i);
      if (truth == Truth::kFalse) continue;
      unknown[kept] = unknown[i] | (truth == Truth::kUnknown);
      rows[kept++] = rows[i];
    }
    rows.resize(kept);
  };
  for (; next < parts.size() && rows.size() > kFewRows && !execution.changes(); ++next) {
    if (!TestRows(*parts[next], batch, rows, execution, truths)) break;
    keep([&](size_t i) { return truths[i]; });
  }
  if (next < parts.size()) {
    keep([&](size_t i) {
      Truth all_parts = Truth::kTrue;
      for (size_t p = next; p < parts.size(); ++p) {
        const Truth truth = Test(*parts[p], Row{&batch, rows[i]}, execution);
        if (truth == Truth::kFalse) return truth;
        if (truth == Truth::kUnknown) all_parts = truth;
      }
      return all_parts;
    });
  }
  size_t kept = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (unknown[i] == 0) rows[kept++] = rows[i];
  }
  rows.resize(kept);
}

}  // namespace newsgraph::execute
