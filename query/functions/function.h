// What a function of the query language is: a row of a table.
//
//   {"left", "left(text :: STRING?, length :: INTEGER?) :: STRING?", NullRule::kNullIfAnyNull,
//   Left,
//    "The first `length` characters.", {{"left('Minsk', 3)", "'Min'"}}}
//
// A row carries all that is known of the function: binder, evaluator, completion, docs/functions.md
// and the tests (each example is run) read the same row. Rows live in one file per family;
// catalog.cc lists the families. Rows are constants; functions are pure but for what CallState
// offers. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/base/error.h"
#include "graph/graph.h"
#include "graph/value.h"

namespace newsgraph::algo {
struct Workspace;  // graph/algo/workspace.h
}

namespace newsgraph::functions {

class EntityIndex;  // query/functions/entity_index.h

// The kinds of value an expression may have, one bit each; what the binder knows before anything
// runs.
using KindMask = uint32_t;
constexpr KindMask MaskOf(ValueKind kind) { return KindMask{1} << static_cast<int>(kind); }
inline constexpr KindMask kAnyKind = (KindMask{1} << kValueKindCount) - 1;
inline constexpr KindMask kNumberKinds = MaskOf(ValueKind::kInt) | MaskOf(ValueKind::kFloat);
inline constexpr KindMask kTemporalKinds =
    MaskOf(ValueKind::kDate) | MaskOf(ValueKind::kLocalTime) | MaskOf(ValueKind::kTime) |
    MaskOf(ValueKind::kLocalDateTime) | MaskOf(ValueKind::kDateTime) | MaskOf(ValueKind::kDuration);

// The static type of an expression. The null bit says whether it may be null.
struct Type {
  KindMask kinds = kAnyKind;
  KindMask elements = kAnyKind;  // kinds of the elements where it is a list

  static Type Any() { return {}; }
  static Type Of(ValueKind kind) { return {MaskOf(kind), kAnyKind}; }
  static Type ListOf(KindMask elements) { return {MaskOf(ValueKind::kList), elements}; }
  Type OrNull() const { return {kinds | MaskOf(ValueKind::kNull), elements}; }
  bool MayBe(ValueKind kind) const { return (kinds & MaskOf(kind)) != 0; }
  // Whether a value of this type can ever be accepted where `wanted` is asked for (null always is).
  bool Fits(Type wanted) const { return (kinds & (wanted.kinds | MaskOf(ValueKind::kNull))) != 0; }
};
std::string NameOf(Type type);  // "STRING", "INTEGER | FLOAT", "LIST<INTEGER>", "ANY"

// Something worth saying that a function or an operator found: the answer is not changed by it.
struct Notice {
  std::string code;  // "EntityChosen"
  std::string message;
  TextSpan span;
};

// What a running statement offers to functions.
struct CallState {
  GraphView view;
  // The clock of openCypher's temporal functions, fixed per transaction and per statement.
  DateTime transaction_time;
  DateTime statement_time;
  uint64_t random_seed = 0;
  mutable uint64_t random_state = 0;  // advanced by rand() and randomUUID()
  // For what computes long: how many threads it may use, the memory of searches, and whom to tell
  // of the steps done, or with 0 that a thousand values were looked at; false: stop. Not for
  // several threads at a time.
  int threads = 1;
  algo::Workspace* workspace = nullptr;
  std::function<bool(uint64_t steps)> go_on;
  EntityIndex* entities = nullptr;  // null: no entity is known by name
  std::vector<Notice>* notices = nullptr;
};

// A parsed signature line.
struct Parameter {
  std::string name;
  Type type;
  bool optional = false;
};
struct Overload {
  std::vector<Parameter> parameters;
  Type result;
  bool variadic = false;  // the last parameter repeats
  size_t min_arguments() const;
  bool Accepts(size_t count) const;
};
// REQUIRES: well-formed (checked for every row by a test).
std::vector<Overload> ParseSignature(std::string_view signature);

enum class NullRule : uint8_t {
  kNullIfAnyNull,  // the code never sees a null
  kSeesNulls,
};

using ScalarCode = StatusOr<Value> (*)(const CallState& state, std::span<const Value> arguments);

// Run on an empty graph by tests, and printed in docs/functions.md.
struct Example {
  // "left('Minsk', 3)", or a whole statement of one cell where it has a RETURN.
  std::string_view expression;
  std::string_view value;  // "'Min'", as query::FormatValue writes it; or "error: Detail"
};

struct Function {
  // As documented; found without regard to case; may be namespaced ("date.truncate").
  std::string_view name;
  // Overloads are one per line: "abs(x :: INTEGER?) :: INTEGER?\nabs(x :: FLOAT?) :: FLOAT?".
  // Types: ANY, BOOLEAN, INTEGER, FLOAT, NUMBER (either), STRING, LIST, LIST<T>, MAP, NODE,
  // RELATIONSHIP, PATH, DATE, LOCAL TIME, ZONED TIME, LOCAL DATETIME, ZONED DATETIME, DURATION,
  // TEMPORAL (any of the six), POINT, joined by "|"; "= default" after a type makes an argument
  // optional; " ..." after the last one repeats it. "?": may be null (as an argument it always
  // may).
  std::string_view signature;
  NullRule null_rule = NullRule::kNullIfAnyNull;
  // Run by Call() alone: it relies on the null rule and the signature being kept.
  ScalarCode code = nullptr;
  std::string_view doc;
  std::vector<Example> examples;
  bool deterministic = true;             // false: never folded, run per row (rand, clocks)
  std::vector<Overload> overloads = {};  // the signature parsed; rows leave it to Catalog
};

// One group's state of an aggregate.
class Accumulator {
 public:
  virtual ~Accumulator() = default;
  // `arguments` of one row that stands for `multiplicity` equal rows. Nulls in the first argument
  // never arrive here (openCypher's aggregates skip them).
  virtual Status Add(std::span<const Value> arguments, uint64_t multiplicity) = 0;
  // A long computation asks state.go_on; told to stop, it may give anything.
  virtual StatusOr<Value> Result(const CallState& state) = 0;
  // The same as Add for `count` rows with one integer each, whose sum is `sum`; false (and nothing
  // is added) when the aggregate must see each value.
  virtual bool AddIntegers(int64_t sum, uint64_t count);
};

struct Aggregate {
  std::string_view name;
  std::string_view signature;  // as a function's
  std::unique_ptr<Accumulator> (*make)() = nullptr;
  std::string_view doc;
  std::vector<Example> examples;  // whole statements: "UNWIND [1, 2] AS x RETURN sum(x)"
};

// The list of everything callable. Built once by BuildCatalog(), then const.
class Catalog {
 public:
  struct ScalarEntry {
    const Function* function;
    const std::vector<Overload>& overloads;
  };
  struct AggregateEntry {
    const Aggregate* aggregate;
    std::vector<Overload> overloads;
  };
  Catalog(std::vector<Function> functions, std::vector<Aggregate> aggregates);
  Catalog(const Catalog&) = delete;

  // Null when there is none. Names are compared without regard to case.
  const ScalarEntry* FindScalar(std::string_view name) const;
  const AggregateEntry* FindAggregate(std::string_view name) const;
  std::span<const Function> functions() const { return functions_; }
  std::span<const Aggregate> aggregates() const { return aggregates_; }
  std::vector<std::string> names() const;  // for suggestions and completion

 private:
  std::vector<Function> functions_;
  std::vector<Aggregate> aggregates_;
  StringMap<ScalarEntry> scalars_;  // by lower-case name
  StringMap<AggregateEntry> aggregate_entries_;
};

// Calls a scalar function on values of any kind: the null rule first, then the kinds against the
// signature, then the code. This is the only way in; the code itself may take its arguments for
// what the signature says.
//   errors    TypeError/InvalidArgumentValue: an argument that no overload takes; and its own
StatusOr<Value> Call(const Function& function, const CallState& state,
                     std::span<const Value> arguments);

// Every family's rows. The pointer is shared: one catalog serves any number of sessions.
std::shared_ptr<const Catalog> BuildCatalog();

}  // namespace newsgraph::functions
