#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "graph/base/free_later.h"
#include "query/functions/code_points.h"
#include "query/functions/operators.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

std::vector<Value> Copy(Arguments items) { return {items.begin(), items.end()}; }

StatusOr<Value> Size(const CallState&, Arguments a) {
  const size_t size = a[0].is_list() ? a[0].list().size() : CountCodePoints(a[0].string());
  return Value::Int(static_cast<int64_t>(size));
}

StatusOr<Value> Head(const CallState&, Arguments a) {
  return a[0].list().empty() ? Value() : a[0].list().front();
}

StatusOr<Value> Last(const CallState&, Arguments a) {
  return a[0].list().empty() ? Value() : a[0].list().back();
}

StatusOr<Value> Tail(const CallState&, Arguments a) {
  const Arguments items = a[0].list();
  return items.empty() ? a[0] : Value::List(Copy(items.subspan(1)));
}

StatusOr<Value> Reverse(const CallState&, Arguments a) {
  if (a[0].is_string()) return Value::String(ReverseCodePoints(a[0].string()));
  return Value::List({a[0].list().rbegin(), a[0].list().rend()});
}

// How many of start, start + step, ... lie before or at `end`. Differences are taken unsigned,
// where they cannot overflow.
uint64_t RangeLength(int64_t start, int64_t end, int64_t step) {
  if (step > 0 ? start > end : start < end) return 0;
  const auto from = static_cast<uint64_t>(start), to = static_cast<uint64_t>(end);
  const uint64_t distance = step > 0 ? to - from : from - to;
  const uint64_t stride =
      step > 0 ? static_cast<uint64_t>(step) : uint64_t{0} - static_cast<uint64_t>(step);
  const uint64_t steps = distance / stride;
  return steps == UINT64_MAX ? steps : steps + 1;
}

StatusOr<Value> Range(const CallState& state, Arguments a) {
  ASSIGN_OR_RETURN(const IntegerRange range, RangeOf(a));
  if (range.size > kMaxListLength) return ListTooLong(range.size);
  std::vector<Value> items;
  items.reserve(range.size);
  for (uint64_t i = 0; i < range.size; ++i) {
    // A long list is made for as long as somebody waits for it.
    constexpr uint64_t kAskEvery = 1024;
    if (i % kAskEvery == kAskEvery - 1 && state.go_on && !state.go_on(0)) {
      FreeLater(std::move(items));
      return Value();
    }
    items.push_back(Value::Int(range[i]));
  }
  return Value::List(std::move(items));
}

StatusOr<Value> Distinct(const CallState&, Arguments a) {
  absl::flat_hash_set<Value, ValueHash, ValueEquivalent> seen;
  std::vector<Value> items;
  for (const Value& item : a[0].list()) {
    if (seen.insert(item).second) items.push_back(item);
  }
  return Value::List(std::move(items));
}

// Leaves of a list down to `depth` levels, counted up to a little above kMaxListLength: sharing
// makes small values with very many of them possible.
uint64_t CountLeaves(Arguments items, int64_t depth, uint64_t counted = 0) {
  if (depth == 0) return counted + items.size();
  for (const Value& item : items) {
    if (counted > kMaxListLength) break;
    counted = item.is_list() ? CountLeaves(item.list(), depth - 1, counted) : counted + 1;
  }
  return counted;
}

void Flatten(Arguments items, int64_t depth, std::vector<Value>& out) {
  for (const Value& item : items) {
    if (item.is_list() && depth > 0) {
      Flatten(item.list(), depth - 1, out);
    } else {
      out.push_back(item);
    }
  }
}

StatusOr<Value> Flattened(const CallState&, Arguments a) {
  const int64_t depth = a.size() > 1 ? a[1].integer() : 1;
  if (depth < 0) return OutOfRange("coll.flatten()", "the depth must be 0 or more", a[1]);
  const uint64_t length = CountLeaves(a[0].list(), depth);
  if (length > kMaxListLength) return ListTooLong(length);
  std::vector<Value> items;
  items.reserve(length);
  Flatten(a[0].list(), depth, items);
  return Value::List(std::move(items));
}

StatusOr<Value> IndexOf(const CallState&, Arguments a) {
  const Arguments items = a[0].list();
  for (size_t i = 0; i < items.size(); ++i) {
    if (Equals(items[i], a[1]) == Truth::kTrue) return Value::Int(static_cast<int64_t>(i));
  }
  return Value::Int(-1);
}

StatusOr<Value> Insert(const CallState&, Arguments a) {
  if (a[0].is_null() || a[1].is_null()) return Value();
  std::vector<Value> items = Copy(a[0].list());
  if (a[1].integer() < 0 || static_cast<uint64_t>(a[1].integer()) > items.size()) {
    return OutOfRange("coll.insert()", Cat("the index must be from 0 to ", items.size()), a[1]);
  }
  items.insert(items.begin() + a[1].integer(), a[2]);
  return MakeList(std::move(items));
}

StatusOr<Value> Remove(const CallState&, Arguments a) {
  std::vector<Value> items = Copy(a[0].list());
  if (a[1].integer() < 0 || static_cast<uint64_t>(a[1].integer()) >= items.size()) {
    return OutOfRange("coll.remove()", Cat("the index must be from 0 to below ", items.size()),
                      a[1]);
  }
  items.erase(items.begin() + a[1].integer());
  return Value::List(std::move(items));
}

// The least (sign 1) or greatest (sign -1) element that is not null, as min() and max() choose it.
template <int sign>
StatusOr<Value> ExtremeItem(const CallState&, Arguments a) {
  const Value* best = nullptr;
  for (const Value& item : a[0].list()) {
    if (item.is_null()) continue;
    if (best == nullptr || sign * Compare(item, *best) < 0) best = &item;
  }
  return best == nullptr ? Value() : *best;
}

StatusOr<Value> Sorted(const CallState&, Arguments a) {
  std::vector<Value> items = Copy(a[0].list());
  std::stable_sort(items.begin(), items.end(),
                   [](const Value& x, const Value& y) { return Compare(x, y) < 0; });
  return Value::List(std::move(items));
}

}  // namespace

// Takes any value: a wrong type is an ArgumentError at run time here, not a TypeError (openCypher,
// List11).
StatusOr<IntegerRange> RangeOf(Arguments a) {
  for (const Value& argument : a) {
    if (argument.is_int()) continue;
    return RuntimeError(ErrorKind::kArgumentError, "InvalidArgumentType",
                        Cat("range(): expected an INTEGER, found ", Describe(argument)));
  }
  const int64_t step = a.size() > 2 ? a[2].integer() : 1;
  if (step == 0) return OutOfRange("range()", "the step must not be 0", a[2]);
  return IntegerRange{a[0].integer(), step, RangeLength(a[0].integer(), a[1].integer(), step)};
}

std::vector<Function> ListFunctions() {
  constexpr NullRule kNull = NullRule::kNullIfAnyNull;
  return {
      {"cardinality",
       "cardinality(list :: LIST?) :: INTEGER?",
       kNull,
       Size,
       "Elements of the list.",
       {{"cardinality([1, null])", "2"}}},
      {"coll.distinct",
       "coll.distinct(list :: LIST?) :: LIST?",
       kNull,
       Distinct,
       "The list without the elements that came before; null counts as a value.",
       {{"coll.distinct([1, 3, 2, 3, 1, null, null])", "[1, 3, 2, null]"}}},
      {"coll.flatten",
       "coll.flatten(list :: LIST?, depth :: INTEGER? = 1) :: LIST?",
       kNull,
       Flattened,
       "The list with inner lists, down to `depth` levels, replaced by their elements.",
       {{"coll.flatten([1, [2, [3]]])", "[1, 2, [3]]"},
        {"coll.flatten([1, [2, [3]]], 2)", "[1, 2, 3]"}}},
      {"coll.indexOf",
       "coll.indexOf(list :: LIST?, value :: ANY?) :: INTEGER?",
       kNull,
       IndexOf,
       "The place of the first element that equals `value`, from 0; -1 where there is none.",
       {{"coll.indexOf(['a', 'b'], 'b')", "1"}, {"coll.indexOf(['a', 'b'], 'x')", "-1"}}},
      {"coll.insert",
       "coll.insert(list :: LIST?, index :: INTEGER?, value :: ANY?) :: LIST?",
       NullRule::kSeesNulls,
       Insert,
       "The list with `value` put in before element number `index`.",
       {{"coll.insert([1, 2, 4], 2, 3)", "[1, 2, 3, 4]"}}},
      {"coll.max",
       "coll.max(list :: LIST?) :: ANY?",
       kNull,
       ExtremeItem<-1>,
       "The greatest element; nulls do not count.",
       {{"coll.max([1.5, null, 5.4, 4])", "5.4"}}},
      {"coll.min",
       "coll.min(list :: LIST?) :: ANY?",
       kNull,
       ExtremeItem<1>,
       "The least element; nulls do not count.",
       {{"coll.min([1.5, null, 5.4, 0])", "0"}}},
      {"coll.remove",
       "coll.remove(list :: LIST?, index :: INTEGER?) :: LIST?",
       kNull,
       Remove,
       "The list without element number `index`.",
       {{"coll.remove(['a', 'b', 'c'], 1)", "['a', 'c']"}}},
      {"coll.sort",
       "coll.sort(list :: LIST?) :: LIST?",
       kNull,
       Sorted,
       "The list in ascending order, as ORDER BY orders; null comes last.",
       {{"coll.sort([3, 1, null, 'a', 2])", "['a', 1, 2, 3, null]"}}},
      {"head",
       "head(list :: LIST?) :: ANY?",
       kNull,
       Head,
       "The first element; null where there is none.",
       {{"head(['a', 'b'])", "'a'"}}},
      {"last",
       "last(list :: LIST?) :: ANY?",
       kNull,
       Last,
       "The last element; null where there is none.",
       {{"last(['a', 'b'])", "'b'"}}},
      {"range",
       "range(start :: ANY?, end :: ANY?, step :: ANY? = 1) :: LIST<INTEGER>?",
       kNull,
       Range,
       "The integers from `start` to `end`, both included, `step` apart.",
       {{"range(2, 8, 3)", "[2, 5, 8]"},
        {"range(3, 1, -1)", "[3, 2, 1]"},
        {"range(0, 1, 0)", "error: NumberOutOfRange"}}},
      {"reverse",
       "reverse(text :: STRING?) :: STRING?\nreverse(list :: LIST?) :: LIST?",
       kNull,
       Reverse,
       "The characters of a string, or the elements of a list, in reverse order.",
       {{"reverse('raksO')", "'Oskar'"}, {"reverse([1, 2])", "[2, 1]"}}},
      {"size",
       "size(list :: LIST?) :: INTEGER?\nsize(text :: STRING?) :: INTEGER?",
       kNull,
       Size,
       "Elements of a list, or characters (Unicode code points) of a string.",
       {{"size([1, null])", "2"}, {"size('Łódź')", "4"}}},
      {"tail",
       "tail(list :: LIST?) :: LIST?",
       kNull,
       Tail,
       "All elements but the first.",
       {{"tail([1, 2, 3])", "[2, 3]"}}},
  };
}

}  // namespace newsgraph::functions
