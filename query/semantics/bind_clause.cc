// Reading clauses: MATCH, UNWIND, LET, FOREACH, CALL, LOAD CSV.
#include <algorithm>

#include "query/semantics/binder.h"

namespace newsgraph::semantics {
namespace {

using functions::kAnyKind;
using functions::MaskOf;

Status CheckFree(const syntax::Name& name, const Scope& scope) {
  if (!scope.Find(name.text)) return absl::OkStatus();
  return CompileError("VariableAlreadyBound", name.span,
                      Cat("\"", name.text, "\" is already bound"), "choose another name");
}

}  // namespace

Status Binder::BindMatch(const syntax::Match& match, TextSpan span, Scope& scope,
                         std::vector<Clause>& clauses) {
  const bool avoids = match.avoid_degree || !match.not_via.empty();
  if (match.reach && avoids)
    return NotSupported(span, "AVOID DEGREE or NOT VIA of REACH is not supported here");
  RETURN_IF_ERROR(BindBudget(match.budget, scope));
  Match bound;
  bound.optional = match.optional;
  bound.span = span;
  ClauseTime time;
  RETURN_IF_ERROR(BindClauseTime(match, scope, time));
  const Restore<const ClauseTime*> outer_time(clause_time_, time.empty() ? nullptr : &time);
  if (match.reach) {
    RETURN_IF_ERROR(BindReach(match, scope, bound));
    for (const syntax::PathPattern& path : match.paths)
      RETURN_IF_ERROR(BindInlineWheres(path, scope, bound.where));
  } else {
    RETURN_IF_ERROR(BindPatterns(match.paths, &match, PatternUse::kMatch, scope, bound));
  }
  if (!time.empty()) AddTimeConditions(bound);
  if (match.where) {
    ASSIGN_OR_RETURN(Expr where, BindPredicate(*match.where, scope));
    bound.where = And(std::move(bound.where), std::move(where));
  }
  if (bound.optional) {  // what it declares may be null from here on
    for (const Variable& variable : std::vector<Variable>(scope.variables())) {
      Variable* known = scope.Find(variable.name);
      for (const PathPattern& pattern : bound.patterns) {
        const std::vector<int> declared = pattern.Declared();
        if (std::find(declared.begin(), declared.end(), known->index) != declared.end() ||
            bound.hops == known->index)
          known->type = known->type.OrNull();
      }
    }
  }
  clauses.push_back({std::move(bound)});
  return absl::OkStatus();
}

// AS OF and DURING ask something of every relationship; those of variable length were asked
// already.
void Binder::AddTimeConditions(Match& bound) {
  for (PathPattern& pattern : bound.patterns) {
    for (EdgePattern& edge : pattern.edges) {
      if (edge.variable_length) continue;
      if (pattern.search == PathSearchKind::kNone) {
        bound.where = And(std::move(bound.where), TimeCondition(edge.slot, edge.span));
      } else {  // one step, searched
        edge.step_edge = NewSlot();
        edge.step_condition = TimeCondition(edge.step_edge, edge.span);
      }
    }
    if (!pattern.searched) continue;
    for (const PathSegment& segment : pattern.searched->segments) {
      for (const EdgePattern& edge : segment.edges)
        pattern.searched->conditions.push_back(TimeCondition(edge.slot, edge.span));
    }
  }
}

Status Binder::BindReach(const syntax::Match& match, Scope& scope, Match& bound) {
  const syntax::PathPattern& path = match.paths[0];
  const auto refuse = [](TextSpan span, std::string_view message) {
    return CompileError("UnexpectedSyntax", span, message,
                        "REACH (a)-[:T]-{1,3}(b) gives each b once, with its distance in `hops`");
  };
  if (path.variable || path.search != syntax::PathSearch::kEach ||
      path.mode != syntax::PathMode::kDefault || path.legacy != syntax::LegacySearch::kNone) {
    return refuse(path.span, "REACH finds nodes, not paths; ANY SHORTEST gives a path to each");
  }
  if (path.elements.size() != 3)
    return refuse(path.span, "REACH takes two nodes and the relationship between them");
  const auto* edge = std::get_if<syntax::RelationshipPattern>(&path.elements[1]);
  if (edge == nullptr) return refuse(path.span, "REACH follows one relationship pattern");
  if (const Variable* known = scope.Find("hops"); known != nullptr) {
    return CompileError("VariableAlreadyBound", path.span,
                        "REACH gives the distance in \"hops\", which is already bound",
                        "give that another name with WITH");
  }
  // The relationship's variable is for its own condition alone: many ways lead to an end.
  Scope inner = scope;
  std::vector<std::string> edge_names;
  RETURN_IF_ERROR(
      BindPath(path, PatternUse::kMatch, inner, bound.patterns.emplace_back(), edge_names));
  for (const Variable& variable : inner.variables()) {
    const bool own = !edge->variable || variable.name != edge->variable->text;
    if (own && scope.Find(variable.name) == nullptr) scope.Add(variable);
  }
  EdgePattern& step = bound.patterns[0].edges[0];
  if (!step.variable_length) {
    return refuse(edge->span, "REACH needs a range of steps");
  }
  bound.reach = true;
  bound.hops = NewSlot();
  scope.Add({"hops", Variable::Where::kSlot, bound.hops, Type::Of(ValueKind::kInt)});
  return absl::OkStatus();
}

Status Binder::BindBudget(const std::vector<syntax::BudgetLimit>& limits, const Scope& scope) {
  for (const syntax::BudgetLimit& limit : limits) {
    ASSIGN_OR_RETURN(Expr amount, BindExpression(*limit.amount, scope));
    out_.budget.push_back({limit.unit, std::move(amount)});
  }
  return absl::OkStatus();
}

Status Binder::BindUnwind(const syntax::Unwind& unwind, Scope& scope,
                          std::vector<Clause>& clauses) {
  Unwind bound;
  ASSIGN_OR_RETURN(bound.list, BindExpression(*unwind.list, scope));
  RETURN_IF_ERROR(CheckFree(unwind.variable, scope));
  bound.slot = NewSlot();
  const Type list = bound.list->type;
  const auto kinds = list.kinds == MaskOf(ValueKind::kList) ? list.elements : kAnyKind;
  scope.Add({unwind.variable.text, Variable::Where::kSlot, bound.slot, Type{kinds, kAnyKind}});
  clauses.push_back({std::move(bound)});
  return absl::OkStatus();
}

Status Binder::BindLet(const syntax::Let& let, Scope& scope, std::vector<Clause>& clauses) {
  Projection bound;
  for (const Variable& variable : scope.variables()) {
    bound.items.push_back(
        {MakeSlot(frame_->Use(variable.index), variable.type), variable.index, variable.name});
  }
  for (const syntax::LetItem& item : let.items) {
    RETURN_IF_ERROR(CheckFree(item.variable, scope));
    ASSIGN_OR_RETURN(Expr value, BindExpression(*item.value, scope));
    const int slot = NewSlot();
    bound.items.push_back({value, slot, item.variable.text});
    scope.Add({item.variable.text, Variable::Where::kSlot, slot, value->type});
  }
  clauses.push_back({std::move(bound)});
  return absl::OkStatus();
}

Status Binder::BindForeach(const syntax::Foreach& foreach, Scope& scope,
                           std::vector<Clause>& clauses) {
  Foreach bound;
  ASSIGN_OR_RETURN(bound.list, BindExpression(*foreach.list, scope));
  if (!bound.list->type.Fits(Type::Of(ValueKind::kList))) {
    return CompileError("InvalidArgumentType", bound.list->span,
                        Cat("FOREACH takes a LIST, not ", functions::NameOf(bound.list->type)));
  }
  RETURN_IF_ERROR(CheckFree(foreach.variable, scope));
  Scope inner = scope;
  bound.slot = NewSlot();
  const Type list = bound.list->type;
  inner.Add({foreach.variable.text, Variable::Where::kSlot, bound.slot,
             Type{list.kinds == MaskOf(ValueKind::kList) ? list.elements : kAnyKind, kAnyKind}});
  RETURN_IF_ERROR(BindClauses(foreach.updates, inner, bound.clauses, nullptr, nullptr));
  clauses.push_back({std::move(bound)});
  return absl::OkStatus();
}

Status Binder::BindCall(const syntax::Call& call, bool standalone, Scope& scope,
                        std::vector<Clause>& clauses) {
  const ProcedureSignature* procedure =
      environment_.find_procedure ? environment_.find_procedure(call.name) : nullptr;
  if (!procedure) {
    const auto nearest = Nearest(call.name, environment_.procedure_names);
    return MakeError(
        ErrorKind::kProcedureError, ErrorPhase::kCompile, "ProcedureNotFound", call.name_span,
        Cat("there is no procedure \"", call.name, "\""),
        nearest ? Cat("did you mean \"", *nearest, "\"?") : "SHOW PROCEDURES lists them");
  }
  CallProcedure bound;
  bound.name = procedure->name;
  if (call.arguments) {
    const size_t given = call.arguments->size();
    size_t least = 0;
    for (const auto& input : procedure->inputs) least += input.optional ? 0 : 1;
    if (given < least || given > procedure->inputs.size()) {
      return CompileError(
          "InvalidNumberOfArguments", call.name_span,
          Cat(call.name, " takes ", procedure->inputs.size(), " arguments, not ", given));
    }
    for (size_t i = 0; i < given; ++i) {
      ASSIGN_OR_RETURN(Expr argument, BindExpression(*(*call.arguments)[i], scope));
      const auto& input = procedure->inputs[i];
      // An INTEGER is accepted where a FLOAT is asked for.
      Type wanted = input.type;
      if (wanted.MayBe(ValueKind::kFloat)) wanted.kinds |= MaskOf(ValueKind::kInt);
      if (!argument->type.Fits(wanted)) {
        return CompileError("InvalidArgumentType", argument->span,
                            Cat(call.name, " expects ", functions::NameOf(input.type), " for \"",
                                input.name, "\", not ", functions::NameOf(argument->type)));
      }
      bound.arguments.push_back(std::move(argument));
    }
  } else {
    const bool takes_some = std::any_of(procedure->inputs.begin(), procedure->inputs.end(),
                                        [](const auto& input) { return !input.optional; });
    if (!standalone && takes_some) {
      return CompileError("InvalidArgumentPassingMode", call.name_span,
                          "arguments come from parameters only when CALL stands alone",
                          "write them in parentheses");
    }
    for (const auto& input : procedure->inputs) {
      if (input.optional) break;  // the last ones are
      const int index = IndexIn(out_.parameters, input.name);
      bound.arguments.push_back(MakeExpr(call.name_span, Type::Any(), Parameter{index}));
    }
  }
  const auto yield_column = [&](size_t column, const std::string& name) {
    const int slot = NewSlot();
    bound.yields.emplace_back(static_cast<int>(column), slot);
    scope.Add({name, Variable::Where::kSlot, slot, procedure->outputs[column].type});
  };
  const bool everything = call.yield ? call.yield->star : standalone;
  if (everything) {
    for (size_t i = 0; i < procedure->outputs.size(); ++i)
      yield_column(i, procedure->outputs[i].name);
  } else if (call.yield) {
    for (const syntax::YieldItem& item : call.yield->items) {
      const syntax::Name& name = item.alias ? *item.alias : item.column;
      size_t column = 0;
      while (column < procedure->outputs.size() &&
             procedure->outputs[column].name != item.column.text)
        ++column;
      if (column == procedure->outputs.size()) {
        return CompileError("UndefinedVariable", item.column.span,
                            Cat(call.name, " has no output \"", item.column.text, "\""));
      }
      RETURN_IF_ERROR(CheckFree(name, scope));
      yield_column(column, name.text);
    }
  }
  clauses.push_back({std::move(bound)});
  if (call.yield && call.yield->where) {
    ASSIGN_OR_RETURN(Expr where, BindPredicate(*call.yield->where, scope));
    clauses.push_back({Filter{std::move(where)}});
  }
  return absl::OkStatus();
}

Status Binder::BindCallSubquery(const syntax::CallSubquery& call, TextSpan span, Scope& scope,
                                std::vector<Clause>& clauses) {
  Scope inner;
  if (call.import) {
    if (call.import->star) inner = scope;
    for (const syntax::Name& name : call.import->variables) {
      const Variable* variable = scope.Find(name.text);
      if (!variable) return Undefined(name.text, name.span, scope);
      inner.Add(*variable);
    }
  } else {
    for (const syntax::SingleQuery& part :
         call.query->parts) {  // an importing WITH sees the outside
      if (std::holds_alternative<syntax::With>(part.clauses[0].node)) inner = scope;
    }
  }
  auto query = std::make_shared<Query>();
  Query& target = *query;
  RETURN_IF_ERROR(BindQuery(*call.query, inner, target, true));
  CallSubquery bound;
  bound.writes = target.writes;
  for (size_t i = 0; i < target.columns.size(); ++i) {
    if (scope.Find(target.columns[i])) {
      return CompileError("VariableAlreadyBound", span,
                          Cat("\"", target.columns[i], "\" is already bound"),
                          "give the subquery's column another name with AS");
    }
    const int from = target.outputs[i];
    bound.outputs.push_back({MakeSlot(from, Type::Any()), from, target.columns[i]});
    scope.Add({target.columns[i], Variable::Where::kSlot, from, Type::Any()});
  }
  bound.query = std::move(query);
  clauses.push_back({std::move(bound)});
  return absl::OkStatus();
}

Status Binder::BindLoadCsv(const syntax::LoadCsv& load, Scope& scope,
                           std::vector<Clause>& clauses) {
  LoadCsv bound;
  bound.with_headers = load.with_headers;
  ASSIGN_OR_RETURN(bound.source, BindExpression(*load.source, scope));
  RETURN_IF_ERROR(CheckFree(load.variable, scope));
  if (load.field_terminator) bound.terminator = *load.field_terminator;
  bound.slot = NewSlot();
  scope.Add(
      {load.variable.text, Variable::Where::kSlot, bound.slot,
       load.with_headers ? Type::Of(ValueKind::kMap) : Type::ListOf(MaskOf(ValueKind::kString))});
  clauses.push_back({std::move(bound)});
  return absl::OkStatus();
}

}  // namespace newsgraph::semantics
