// The binder's insides, shared by bind_*.cc. See bind.h for what it does.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "query/semantics/bind.h"
#include "query/semantics/bound.h"
#include "query/semantics/scope.h"
#include "query/syntax/ast.h"

namespace newsgraph::semantics {

inline Status NotSupported(TextSpan span, std::string_view message, std::string_view hint = {}) {
  return MakeError(ErrorKind::kUnsupported, ErrorPhase::kCompile, "", span, message, hint);
}

// Aggregation of one WITH or RETURN while its items are bound.
struct Grouping {
  // Items without aggregates, by their canonical text.
  StringMap<std::pair<int, Type>> keys;
  std::vector<Aggregation>* aggregations = nullptr;
};

class Binder {
 public:
  Binder(std::string_view text, const Environment& environment, Statement& out)
      : text_(text), environment_(environment), out_(out) {}

  // bind_query.cc
  Status BindTop(const syntax::Query& query);
  Status BindQuery(const syntax::Query& query, const Scope& outer, Query& bound, bool nested);
  Status BindSingle(const syntax::SingleQuery& single, Scope scope, SingleQuery& bound,
                    std::vector<std::string>& columns, bool nested);
  Status BindClauses(const std::vector<syntax::Clause>& clauses, Scope& scope,
                     std::vector<Clause>& bound, std::vector<int>* columns,
                     std::vector<std::string>* names);

  // bind_clause.cc
  Status BindMatch(const syntax::Match& match, TextSpan span, Scope& scope,
                   std::vector<Clause>& bound);
  // REACH: one relationship of so many steps; declares its nodes and `hops`.
  Status BindReach(const syntax::Match& match, Scope& scope, Match& bound);
  Status BindBudget(const std::vector<syntax::BudgetLimit>& limits, const Scope& scope);
  Status BindUnwind(const syntax::Unwind& unwind, Scope& scope, std::vector<Clause>& bound);
  Status BindLet(const syntax::Let& let, Scope& scope, std::vector<Clause>& bound);
  Status BindForeach(const syntax::Foreach& foreach, Scope& scope, std::vector<Clause>& bound);
  Status BindCall(const syntax::Call& call, bool standalone, Scope& scope,
                  std::vector<Clause>& bound);
  Status BindCallSubquery(const syntax::CallSubquery& call, TextSpan span, Scope& scope,
                          std::vector<Clause>& bound);
  Status BindLoadCsv(const syntax::LoadCsv& load, Scope& scope, std::vector<Clause>& bound);

  // bind_projection.cc
  Status BindProjection(const syntax::Projection& projection, const syntax::ExpressionPtr& where,
                        bool is_return, Scope& scope, std::vector<Clause>& bound,
                        std::vector<int>* columns, std::vector<std::string>* names);

  // RETURN GRAPH: the nodes and relationships of all rows, each once, in two lists.
  Status BindReturnGraph(TextSpan span, Scope& scope, std::vector<Clause>& bound,
                         std::vector<int>* columns, std::vector<std::string>* names);

  // bind_write.cc
  Status BindCreate(const syntax::Create& create, Scope& scope, std::vector<Clause>& bound);
  Status BindMerge(const syntax::Merge& merge, Scope& scope, std::vector<Clause>& bound);
  Status BindSetItems(const std::vector<syntax::SetItem>& items, const Scope& scope,
                      std::vector<SetItem>& bound);
  Status BindRemove(const syntax::Remove& remove, const Scope& scope, std::vector<Clause>& bound);
  Status BindDelete(const syntax::Delete& del, const Scope& scope, std::vector<Clause>& bound);

  // bind_pattern.cc
  enum class PatternUse : uint8_t { kMatch, kCreate, kMerge, kPredicate };
  // Declares the pattern's new variables in `scope`.
  Status BindPath(const syntax::PathPattern& path, PatternUse use, Scope& scope, PathPattern& bound,
                  std::vector<std::string>& edge_names);
  // The patterns of a MATCH (null: of a pattern in an expression), and their conditions.
  Status BindPatterns(std::span<const syntax::PathPattern> paths, const syntax::Match* match,
                      PatternUse use, Scope& scope, Match& bound);
  // bind_path.cc
  // Whether a pattern of this clause (null: in an expression) is searched as a whole.
  static bool IsSearched(const syntax::PathPattern& path, const syntax::Match* match);
  // As BindPath, for those; `after` gets what is tested on the paths that were found.
  Status BindSearch(const syntax::PathPattern& path, PatternUse use, Scope& scope,
                    PathPattern& bound, std::vector<std::string>& edge_names, Expr& after);
  StatusOr<LabelExpr> BindLabels(const syntax::LabelExpression& labels, bool types);
  // AS OF and DURING of a clause: functions of each relationship, and their bounds.
  using ClauseTime = std::vector<std::pair<const functions::Function*, std::vector<Expr>>>;
  Status BindClauseTime(const syntax::Match& match, const Scope& scope, ClauseTime& time);
  // What they ask of the relationship in a slot; a null pointer: nothing.
  Expr TimeCondition(int slot, TextSpan span) const;
  void AddTimeConditions(Match& bound);
  // The WHERE of single nodes and relationships, joined to `where`.
  Status BindInlineWheres(const syntax::PathPattern& path, const Scope& scope, Expr& where);

  // bind_expression.cc
  StatusOr<Expr> BindExpression(const syntax::Expression& expression, const Scope& scope);
  // As a predicate: its type must be able to be boolean.
  StatusOr<Expr> BindPredicate(const syntax::Expression& expression, const Scope& scope);
  // bind_call.cc
  StatusOr<Expr> BindFunction(const syntax::FunctionCall& call, TextSpan span, const Scope& scope);
  StatusOr<Expr> BindCost(const Call& call, Type type, TextSpan span);
  StatusOr<Expr> BindAggregate(const syntax::FunctionCall* call, TextSpan span, const Scope& scope);
  // bind_nested.cc: expressions that open a scope
  StatusOr<Expr> BindNested(const syntax::Expression& expression, const Scope& scope);
  StatusOr<Expr> BindSubquery(const syntax::SubqueryExpression& subquery, TextSpan span,
                              const Scope& scope);
  StatusOr<Expr> BindPatternQuery(const syntax::PathPattern& pattern,
                                  const syntax::ExpressionPtr& where,
                                  const syntax::ExpressionPtr& value, SubqueryKind kind,
                                  TextSpan span, const Scope& scope);

  bool ContainsAggregate(const syntax::Expression& expression) const;
  // Whether `place` lies within an aggregate of the expression.
  bool InsideAggregate(const syntax::Expression& expression, TextSpan place) const;

  int KeyIndex(std::string_view name) { return IndexIn(out_.names.keys, name); }
  // Of a property of a value of this type; maps and points in time have some too.
  int KeyIndexOf(const functions::Type& object, std::string_view name);
  int LabelIndex(std::string_view name) { return IndexIn(out_.names.labels, name); }
  int TypeIndex(std::string_view name) { return IndexIn(out_.names.types, name); }
  int NewSlot() { return frame_->NewSlot(); }
  int NewLocal() { return out_.local_count++; }

 private:
  // Counts what becomes operators. errors: LimitExceeded above kMaxSteps
  Status CountSteps(size_t count, TextSpan span);
  static int IndexIn(std::vector<std::string>& list, std::string_view name);
  // The parameter that stands for the literal here, or -1.
  int LiftedAt(TextSpan span);
  // Items of WITH and RETURN: columns, their slots and the scope after them.
  Status BindItems(const syntax::Projection& projection, const Scope& scope, Projection& bound,
                   Scope& after, StringMap<std::pair<int, Type>>& by_text);
  Status BindOrder(const syntax::Projection& projection, const Scope& before, const Scope& after,
                   Projection& bound);
  StatusOr<Expr> BindCount(const syntax::Expression& expression, std::string_view clause);
  Status Undefined(std::string_view name, TextSpan span, const Scope& scope) const;
  StatusOr<Expr> BindAccess(const syntax::Access& access, TextSpan span, const Scope& scope);
  StatusOr<Expr> BindTests(const syntax::Tests& tests, TextSpan span, const Scope& scope);
  StatusOr<Expr> BindArithmetic(const syntax::Arithmetic& arithmetic, TextSpan span,
                                const Scope& scope);
  StatusOr<Expr> BindVariable(const std::string& name, TextSpan span, const Scope& scope);
  StatusOr<Expr> BindCase(const syntax::Case& node, TextSpan span, const Scope& scope);
  StatusOr<Expr> BindMapProjection(const syntax::MapProjection& node, TextSpan span,
                                   const Scope& scope);
  friend class SearchBinder;  // bind_path.cc
  Status BindNode(const syntax::NodePattern& node, PatternUse use, bool alone, Scope& scope,
                  NodePattern& bound);
  // `one_turn`: of a quantified relationship, the one of a turn.
  Status BindEdge(const syntax::RelationshipPattern& edge, PatternUse use, Scope& scope,
                  std::vector<std::string>& edge_names, EdgePattern& bound, bool one_turn = false);
  Status BindPatternProperties(const syntax::ExpressionPtr& properties, const Scope& scope,
                               std::vector<std::pair<int, Expr>>& entries, Expr& map);
  // What a nested query sees of `scope`: a scope of its own in `frame`, and the imports that fill
  // it.
  Scope Import(const Scope& scope, Frame& frame, std::vector<std::pair<Expr, int>>& imports);
  StatusOr<Expr> FinishNested(NestedQuery nested, SubqueryKind kind, Type type,
                              std::vector<std::pair<Expr, int>> imports, TextSpan span);

  std::string_view text_;
  const Environment& environment_;
  Statement& out_;
  Frame* frame_ = nullptr;
  size_t steps_ = 0;
  const ClauseTime* clause_time_ = nullptr;  // of the MATCH whose patterns are bound
  const syntax::Match* match_ = nullptr;     // whose patterns are bound
  Grouping* grouping_ = nullptr;             // while items with aggregates are bound
  const StringMap<std::pair<int, Type>>* projected_ =
      nullptr;  // ORDER BY: projected expressions by their text
  bool aggregates_allowed_ =
      false;  // directly here (inside an aggregate they nest, elsewhere they are misplaced)
  bool inside_aggregate_ = false;
  bool in_projection_ = false;  // literals are not lifted: columns and grouping depend on them
};

// Puts a changed flag back at the end of a block.
template <class T>
class Restore {
 public:
  explicit Restore(T& place) : place_(place), saved_(place) {}
  Restore(T& place, T value) : place_(place), saved_(place) { place_ = value; }
  ~Restore() { place_ = saved_; }
  Restore(const Restore&) = delete;

 private:
  T& place_;
  T saved_;
};

}  // namespace newsgraph::semantics
