// Queries: clause after clause, parts joined by UNION.
#include "graph/base/variant.h"
#include "query/semantics/binder.h"

namespace newsgraph::semantics {
namespace {

bool Writes(const Clause& clause) {
  return std::visit(Overload{
                        [](const Create&) { return true; },
                        [](const Set&) { return true; },
                        [](const Remove&) { return true; },
                        [](const Delete&) { return true; },
                        [](const Merge&) { return true; },
                        [](const Foreach&) { return true; },
                        [](const CallSubquery& call) { return call.writes; },
                        [](const auto&) { return false; },
                    },
                    clause.node);
}

// A clause that goes on with what the one before it does.
template <class Kind>
bool Continues(const std::vector<syntax::Clause>& clauses, size_t i) {
  return i > 0 && std::holds_alternative<Kind>(clauses[i].node) &&
         std::holds_alternative<Kind>(clauses[i - 1].node);
}

}  // namespace

Status Binder::CountSteps(size_t count, TextSpan span) {
  steps_ += count;
  if (steps_ <= kMaxSteps) return absl::OkStatus();
  return MakeError(
      ErrorKind::kLimitExceeded, ErrorPhase::kCompile, "StatementTooLong", span,
      Cat("a statement has at most ", kMaxSteps, " clauses, nodes and relationships to match"),
      "split it into several, or UNWIND a list: BEGIN and COMMIT make them one");
}

Status Binder::BindClauses(const std::vector<syntax::Clause>& clauses, Scope& scope,
                           std::vector<Clause>& bound, std::vector<int>* columns,
                           std::vector<std::string>* names) {
  for (size_t i = 0; i < clauses.size(); ++i) {
    const syntax::Clause& clause = clauses[i];
    const TextSpan span = clause.span;
    const bool alone = clauses.size() == 1 && columns != nullptr;
    if (!Continues<syntax::Create>(clauses, i)) RETURN_IF_ERROR(CountSteps(1, span));
    RETURN_IF_ERROR(std::visit(
        Overload{
            [&](const syntax::Match& c) { return BindMatch(c, span, scope, bound); },
            [&](const syntax::Unwind& c) { return BindUnwind(c, scope, bound); },
            [&](const syntax::With& c) {
              return BindProjection(c.projection, c.where, false, scope, bound, nullptr, nullptr);
            },
            [&](const syntax::Return& c) -> Status {
              if (c.graph) return BindReturnGraph(span, scope, bound, columns, names);
              return BindProjection(c.projection, nullptr, true, scope, bound, columns, names);
            },
            [&](const syntax::Let& c) { return BindLet(c, scope, bound); },
            [&](const syntax::Filter& c) -> Status {
              ASSIGN_OR_RETURN(Expr condition, BindPredicate(*c.where, scope));
              bound.push_back({Filter{std::move(condition)}});
              return absl::OkStatus();
            },
            [&](const syntax::Create& c) { return BindCreate(c, scope, bound); },
            [&](const syntax::Merge& c) { return BindMerge(c, scope, bound); },
            [&](const syntax::Set& c) -> Status {
              Set set;
              RETURN_IF_ERROR(BindSetItems(c.items, scope, set.items));
              bound.push_back({std::move(set)});
              return absl::OkStatus();
            },
            [&](const syntax::Remove& c) { return BindRemove(c, scope, bound); },
            [&](const syntax::Delete& c) { return BindDelete(c, scope, bound); },
            [&](const syntax::Foreach& c) { return BindForeach(c, scope, bound); },
            [&](const syntax::Call& c) {
              return BindCall(c, alone && !c.name.empty(), scope, bound);
            },
            [&](const syntax::CallSubquery& c) { return BindCallSubquery(c, span, scope, bound); },
            [&](const syntax::LoadCsv& c) { return BindLoadCsv(c, scope, bound); },
        },
        clause.node));
  }
  return absl::OkStatus();
}

Status Binder::BindSingle(const syntax::SingleQuery& single, Scope scope, SingleQuery& bound,
                          std::vector<std::string>& columns, bool nested) {
  RETURN_IF_ERROR(BindClauses(single.clauses, scope, bound.clauses, &bound.columns, &columns));
  // A procedure called by itself gives its outputs as columns.
  const auto* call = std::get_if<syntax::Call>(&single.clauses[0].node);
  if (!nested && single.clauses.size() == 1 && call) {
    for (const Variable& variable : scope.variables()) {
      bound.columns.push_back(frame_->Use(variable.index));
      columns.push_back(variable.name);
    }
  }
  return absl::OkStatus();
}

Status Binder::BindQuery(const syntax::Query& query, const Scope& outer, Query& bound,
                         bool nested) {
  bound.union_all = query.union_all;
  for (const syntax::SingleQuery& single : query.parts) {
    std::vector<std::string> columns;
    SingleQuery& part = bound.parts.emplace_back();
    RETURN_IF_ERROR(BindSingle(single, outer, part, columns, nested));
    for (const Clause& clause : part.clauses) bound.writes = bound.writes || Writes(clause);
    if (bound.parts.size() == 1) {
      bound.columns = columns;
    } else if (columns != bound.columns) {
      return CompileError("DifferentColumnsInUnion", single.span,
                          "the parts of a UNION name different columns",
                          "give each part the same names with AS, in the same order");
    }
  }
  if (bound.parts.size() == 1) {
    bound.outputs = bound.parts[0].columns;
  } else {
    for (size_t i = 0; i < bound.columns.size(); ++i) bound.outputs.push_back(NewSlot());
  }
  return absl::OkStatus();
}

Status Binder::BindTop(const syntax::Query& query) {
  Frame frame;
  frame_ = &frame;
  RETURN_IF_ERROR(BindQuery(query, Scope(), out_.query, false));
  out_.slot_count = frame.slots;
  if (out_.query.writes && !out_.budget.empty()) {
    return CompileError("InvalidClauseComposition", out_.budget[0].amount->span,
                        "a statement that writes is done whole or not at all: it takes no BUDGET",
                        "find first what to write, in a statement of its own");
  }
  return absl::OkStatus();
}

StatusOr<Statement> Bind(const syntax::Query& query, std::string_view text,
                         const Environment& environment) {
  Statement bound;
  Binder binder(text, environment, bound);
  RETURN_IF_ERROR(binder.BindTop(query));
  return bound;
}

}  // namespace newsgraph::semantics
