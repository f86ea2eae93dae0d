#include <algorithm>

#include "graph/base/check.h"
#include "query/functions/function.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

std::string LowerCase(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool Takes(Type wanted, const Value& value) {
  if (!wanted.MayBe(value.kind()) && !value.is_null()) return false;
  if (wanted.elements == kAnyKind || !value.is_list()) return true;
  const auto items = value.list();
  return std::all_of(items.begin(), items.end(), [&](const Value& item) {
    return (wanted.elements & MaskOf(item.kind())) != 0;
  });
}

const Parameter& ParameterAt(const Overload& overload, size_t index) {
  return overload.parameters[std::min(index, overload.parameters.size() - 1)];
}

bool TakesAll(const Overload& overload, std::span<const Value> arguments) {
  if (!overload.Accepts(arguments.size())) return false;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (!Takes(ParameterAt(overload, i).type, arguments[i])) return false;
  }
  return true;
}

// Says which argument is wrong: the first that no overload takes, or (each alone being fine) the
// whole row of them.
Status WrongArguments(const Function& function, std::span<const Value> arguments) {
  const std::string name = Cat(function.name, "()");
  for (size_t i = 0; i < arguments.size(); ++i) {
    Type wanted{0, 0};
    std::string_view parameter;
    for (const Overload& overload : function.overloads) {
      if (!overload.Accepts(arguments.size())) continue;
      wanted.kinds |= ParameterAt(overload, i).type.kinds;
      wanted.elements |= ParameterAt(overload, i).type.elements;
      parameter = ParameterAt(overload, i).name;
    }
    if (wanted.kinds != 0 && !Takes(wanted, arguments[i])) {
      return WrongValue(name, Cat(NameOf(wanted), " for \"", parameter, "\""), arguments[i]);
    }
  }
  std::string found;
  for (const Value& argument : arguments)
    Append(found, found.empty() ? "" : ", ", NameOf(argument.kind()));
  return RuntimeError(ErrorKind::kTypeError, "InvalidArgumentValue",
                      Cat(name, ": no form takes (", found, ")"),
                      Cat("it is ", function.signature));
}

}  // namespace

Catalog::Catalog(std::vector<Function> functions, std::vector<Aggregate> aggregates)
    : functions_(std::move(functions)), aggregates_(std::move(aggregates)) {
  for (Function& function : functions_) {
    function.overloads = ParseSignature(function.signature);
    const bool added =
        scalars_.try_emplace(LowerCase(function.name), ScalarEntry{&function, function.overloads})
            .second;
    DCHECK(added);
  }
  for (const Aggregate& aggregate : aggregates_) {
    const bool added =
        aggregate_entries_
            .try_emplace(LowerCase(aggregate.name),
                         AggregateEntry{&aggregate, ParseSignature(aggregate.signature)})
            .second;
    DCHECK(added);
  }
}

const Catalog::ScalarEntry* Catalog::FindScalar(std::string_view name) const {
  auto found = scalars_.find(LowerCase(name));
  return found == scalars_.end() ? nullptr : &found->second;
}

const Catalog::AggregateEntry* Catalog::FindAggregate(std::string_view name) const {
  auto found = aggregate_entries_.find(LowerCase(name));
  return found == aggregate_entries_.end() ? nullptr : &found->second;
}

std::vector<std::string> Catalog::names() const {
  std::vector<std::string> names;
  for (const Function& function : functions_) names.emplace_back(function.name);
  for (const Aggregate& aggregate : aggregates_) names.emplace_back(aggregate.name);
  std::sort(names.begin(), names.end());
  return names;
}

StatusOr<Value> Call(const Function& function, const CallState& state,
                     std::span<const Value> arguments) {
  if (function.null_rule == NullRule::kNullIfAnyNull) {
    for (const Value& argument : arguments) {
      if (argument.is_null()) return Value();
    }
  }
  for (const Overload& overload : function.overloads) {
    if (TakesAll(overload, arguments)) return function.code(state, arguments);
  }
  return WrongArguments(function, arguments);
}

std::vector<Family> Families() {
  return {
      {"Predicates and choices", PredicateFunctions()},
      {"Nodes, relationships and paths", GraphFunctions()},
      {"Elements of values", ElementFunctions()},
      {"Entities", EntityFunctions()},
      {"Evidence", EvidenceFunctions()},
      {"Time of relationships", TimeSpanFunctions()},
      {"Strings", StringFunctions()},
      {"Lists", ListFunctions()},
      {"Mathematics", MathFunctions()},
      {"Trigonometry", TrigonometricFunctions()},
      {"Conversions", ConversionFunctions()},
      {"Points", PointFunctions()},
      {"Dates and times", TemporalFunctions()},
      {"Durations", DurationFunctions()},
  };
}

std::shared_ptr<const Catalog> BuildCatalog() {
  std::vector<Function> functions;
  for (Family& family : Families()) {
    std::move(family.rows.begin(), family.rows.end(), std::back_inserter(functions));
  }
  return std::make_shared<const Catalog>(std::move(functions), Aggregates());
}

}  // namespace newsgraph::functions
