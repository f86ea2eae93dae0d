#include "query/procedures.h"

#include "graph/algo/catalog.h"

namespace newsgraph::query {
namespace {

using functions::Type;

// `arguments` are the nodes of the row, then perhaps the options.
Status RunAlgorithm(const algo::Algorithm& row, const functions::CallState& state,
                    std::span<const Value> arguments, std::vector<Value>& cells) {
  const size_t nodes = row.arguments.size();
  // As MATCH has it: nothing is found around what is not there.
  for (const Value& argument : arguments.first(nodes)) {
    if (argument.is_null()) return absl::OkStatus();
  }
  const Value map = arguments.size() > nodes ? arguments[nodes] : Value();
  for (size_t i = 0; i < arguments.size(); ++i) {
    const ValueKind wanted = i < nodes ? row.arguments[i].kind : ValueKind::kMap;
    if (arguments[i].kind() == wanted || arguments[i].is_null()) continue;
    return MakeError(ErrorKind::kTypeError, ErrorPhase::kRuntime, "InvalidArgumentValue",
                     std::nullopt,
                     Cat("algo.", row.name, " expects a ", NameOf(wanted), " as argument ", i + 1,
                         ", not ", NameOf(arguments[i].kind())));
  }
  ASSIGN_OR_RETURN(const algo::Options options, algo::ParseOptions(row, state.view, map));
  for (const Value& argument : arguments.first(nodes)) {
    if (argument.is_node() && !state.view.Exists(argument.node())) return absl::OkStatus();
  }
  algo::Work work(state.go_on, state.threads);
  return row.run({state.view, arguments.first(nodes), options, work, *state.workspace}, cells);
}

}  // namespace

std::vector<Procedure> AlgorithmProcedures() {
  std::vector<Procedure> procedures;
  for (const algo::Algorithm& row : algo::Algorithms()) {
    Procedure procedure;
    procedure.name = Cat("algo.", row.name);
    procedure.doc = row.doc;
    for (const algo::ArgumentRow& argument : row.arguments) {
      procedure.inputs.push_back(
          {.name = std::string(argument.name), .type = Type::Of(argument.kind).OrNull()});
    }
    procedure.inputs.push_back(
        {.name = "options", .type = Type::Of(ValueKind::kMap).OrNull(), .optional = true});
    for (const algo::ColumnRow& column : row.columns) {
      procedure.outputs.push_back(
          {.name = std::string(column.name), .type = Type::Of(column.kind)});
    }
    procedure.run = [&row](const functions::CallState& state, std::span<const Value> arguments,
                           std::vector<Value>& cells) {
      return RunAlgorithm(row, state, arguments, cells);
    };
    procedures.push_back(std::move(procedure));
  }
  return procedures;
}

}  // namespace newsgraph::query
