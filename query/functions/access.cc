// Looking into values: subscripts, slices, keys, membership.
#include "query/functions/operators.h"
#include "query/functions/rows.h"
#include "query/functions/temporal_operators.h"

namespace newsgraph::functions {
namespace {

Status WrongAccess(std::string_view detail, std::string_view message) {
  return RuntimeError(ErrorKind::kTypeError, detail, message);
}

// A place in a list of `size` counted from the end where negative: from 0 to `size`.
size_t Clamp(int64_t place, size_t size) {
  if (place >= 0) return static_cast<uint64_t>(place) < size ? static_cast<size_t>(place) : size;
  const uint64_t from_end = uint64_t{0} - static_cast<uint64_t>(place);
  return from_end < size ? size - static_cast<size_t>(from_end) : 0;
}

StatusOr<Value> ElementAt(const Value& list, const Value& subscript) {
  if (!subscript.is_int()) {
    return WrongAccess(
        "ListElementAccessByNonInteger",
        Cat("an element of a list is found by an INTEGER, not by ", Describe(subscript)));
  }
  const auto items = list.list();
  const int64_t place = subscript.integer();
  const auto size = static_cast<int64_t>(items.size());
  if (place >= size || place < -size) return Value();
  return items[static_cast<size_t>(place < 0 ? place + size : place)];
}

template <class ElementId>
StatusOr<Value> Property(const GraphView& view, ElementId element, std::string_view what,
                         std::string_view key) {
  const KeyId id = view.names().FindKey(key);
  Value value = id.valid() ? view.property(element, id) : Value();
  if (value.is_null() && !view.Exists(element)) return DeletedEntity(what);
  return value;
}

}  // namespace

StatusOr<Value> PropertyOf(const GraphView& view, const Value& container, std::string_view key) {
  switch (container.kind()) {
    case ValueKind::kNode:
      return Property(view, container.node(), "the node", key);
    case ValueKind::kEdge:
      return Property(view, container.edge(), "the relationship", key);
    case ValueKind::kMap:
      return container.at(key);
    case ValueKind::kNull:
      return Value();
    case ValueKind::kPoint:
      return PointComponent(container.point(), key);
    case ValueKind::kDate:
    case ValueKind::kLocalTime:
    case ValueKind::kTime:
    case ValueKind::kLocalDateTime:
    case ValueKind::kDateTime:
    case ValueKind::kDuration:
      return TemporalComponent(container, key);
    case ValueKind::kBool:
    case ValueKind::kInt:
    case ValueKind::kFloat:
    case ValueKind::kString:
    case ValueKind::kList:
    case ValueKind::kPath:
      break;
  }
  return WrongAccess(
      "InvalidArgumentType",
      Cat("only maps, nodes, relationships, temporal values and points have keys; \".", key,
          "\" asks ", Describe(container)));
}

StatusOr<Value> Subscript(const GraphView& view, const Value& container, const Value& subscript) {
  if (container.is_null() || subscript.is_null()) return Value();
  if (container.is_list()) return ElementAt(container, subscript);
  if (container.is_map() || container.is_node() || container.is_edge()) {
    if (subscript.is_string()) return PropertyOf(view, container, subscript.string());
    return WrongAccess(
        "MapElementAccessByNonString",
        Cat("a key of ", Describe(container), " is a STRING, not ", Describe(subscript)));
  }
  return WrongAccess(
      "InvalidArgumentType",
      Cat("only lists, maps, nodes and relationships take [ ], not ", Describe(container)));
}

StatusOr<Value> Slice(const Value& list, const Value* from, const Value* to) {
  if (list.is_null()) return Value();
  if (!list.is_list()) {
    return WrongAccess("InvalidArgumentType",
                       Cat("only a LIST can be sliced, not ", Describe(list)));
  }
  for (const Value* bound : {from, to}) {
    if (bound == nullptr || bound->is_int() || bound->is_null()) continue;
    return WrongAccess("ListElementAccessByNonInteger",
                       Cat("a slice is bounded by INTEGERs, not by ", Describe(*bound)));
  }
  if ((from && from->is_null()) || (to && to->is_null())) return Value();
  const auto items = list.list();
  const size_t begin = from ? Clamp(from->integer(), items.size()) : 0;
  const size_t end = to ? Clamp(to->integer(), items.size()) : items.size();
  if (begin == 0 && end == items.size()) return list;
  if (begin >= end) return Value::List({});
  return Value::List(
      {items.begin() + static_cast<ptrdiff_t>(begin), items.begin() + static_cast<ptrdiff_t>(end)});
}

StatusOr<Value> In(const Value& element, const Value& list) {
  if (list.is_null()) return Value();
  if (!list.is_list()) {
    return WrongAccess("InvalidArgumentType",
                       Cat("IN looks into a LIST, not into ", Describe(list)));
  }
  Truth found = Truth::kFalse;
  for (const Value& item : list.list()) {
    const Truth equal = Equals(element, item);
    if (equal == Truth::kTrue) return Value::Bool(true);
    if (equal == Truth::kUnknown) found = equal;
  }
  return ToValue(found);
}

}  // namespace newsgraph::functions
