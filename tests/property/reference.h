// The reference evaluator: openCypher by its definition, as slowly as that takes.
//
//   Reference reference(model, parameters);
//   ASSIGN_OR_RETURN(Table answer, reference.Run(query));
//
// It reads the tree of a query as the parser made it. A row is a map from name to value; a clause
// turns a vector of rows into the next one, whole, before the next clause starts; MATCH tries every
// node and every edge for each place of the pattern. There are no ids to resolve, no types, no
// plans and no indexes, and of the engine only the functions and operators on values are used.
// What it does not know (procedures, shortest paths, quantified groups) is an error Unsupported.
// Three-valued logic is written out here. Not thread-safe.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "query/functions/function.h"
#include "query/syntax/ast.h"
#include "tests/property/model.h"

namespace newsgraph::property {

using Row = std::map<std::string, Value>;
using Rows = std::vector<Row>;

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
};

class Reference {
 public:
  // Both outlive it; the model is changed by queries that write.
  Reference(Model& model, const StringMap<Value>& parameters, std::string_view text);

  StatusOr<Table> Run(const syntax::Query& query);

 private:
  // reference_query.cc
  StatusOr<Table> RunQuery(const syntax::Query& query, const Row& outer);
  StatusOr<Table> RunSingle(const syntax::SingleQuery& query, Rows rows);
  StatusOr<Rows> RunClause(const syntax::Clause& clause, const Rows& rows);
  StatusOr<Rows> RunMatch(const syntax::Match& match, const Rows& rows);
  StatusOr<Rows> RunUnwind(const syntax::Unwind& unwind, const Rows& rows);
  StatusOr<Rows> RunSubquery(const syntax::CallSubquery& call, const Rows& rows);
  StatusOr<Rows> Filter(const Rows& rows, const syntax::ExpressionPtr& where);
  // reference_projection.cc: rows of the columns alone, in order
  StatusOr<Table> Project(const syntax::Projection& projection, const Rows& rows,
                          const syntax::ExpressionPtr* where);
  StatusOr<int64_t> Count(const syntax::ExpressionPtr& expression);

  // reference_match.cc: calls found(row) for each way to match the paths from row
  using Found = std::function<Status(const Row&)>;
  struct Search {
    const std::vector<const syntax::PathPattern*>& paths;
    const Found& found;
    std::vector<bool> used;  // edges
    Row row;
    std::vector<Value> walked;  // of the path at hand: node, edge, node ...
  };
  Status MatchPaths(const std::vector<const syntax::PathPattern*>& paths, const Row& row,
                    const Found& found);
  Status MatchElement(Search& search, size_t path, size_t element);
  Status MatchNode(Search& search, size_t path, size_t element, size_t node);
  Status MatchStep(Search& search, size_t path, size_t element, size_t hops,
                   std::vector<Value>& taken);
  StatusOr<bool> Fits(const syntax::ExpressionPtr& properties, const PropertyMap& found,
                      const Row& row);
  bool HasLabels(const syntax::LabelExpression& labels, const std::set<std::string>& names);

  // reference_write.cc
  Status Create(const syntax::PathPattern& path, Row& row, bool merging);
  StatusOr<Rows> Merge(const syntax::Merge& merge, const Rows& rows);
  Status Set(const std::vector<syntax::SetItem>& items, const Row& row);
  Status Remove(const std::vector<syntax::RemoveItem>& items, const Row& row);
  Status Delete(const syntax::Delete& deletion, const Rows& rows);
  StatusOr<Rows> Write(const syntax::Clause& clause, Rows rows);  // every clause that writes
  Status SetProperties(const syntax::ExpressionPtr& properties, const Row& row, bool merging,
                       PropertyMap& out);
  PropertyMap* PropertiesOf(const Value& element);
  Status SetProperty(const syntax::Expression& target, const Value& value, const Row& row);

  // reference_expression.cc
  StatusOr<Value> Eval(const syntax::Expression& expression, const Row& row);
  StatusOr<Value> EvalAccess(const syntax::Access& access, const Row& row);
  StatusOr<Value> EvalArithmetic(const syntax::Arithmetic& arithmetic, const Row& row);
  StatusOr<Value> EvalComparison(const syntax::Comparison& comparison, const Row& row);
  StatusOr<Value> EvalLogical(const syntax::Logical& logical, const Row& row);
  StatusOr<Value> EvalTests(const syntax::Tests& tests, const Row& row);
  StatusOr<Value> EvalCase(const syntax::Case& branches, const Row& row);
  // reference_function.cc
  StatusOr<Value> EvalCall(const syntax::FunctionCall& call, const Row& row);
  StatusOr<Value> EvalAggregate(const syntax::FunctionCall& call);
  StatusOr<Value> EvalComprehension(const syntax::ListComprehension& node, const Row& row);
  StatusOr<Value> EvalPatternComprehension(const syntax::PatternComprehension& node,
                                           const Row& row);
  StatusOr<Value> EvalListPredicate(const syntax::ListPredicate& node, const Row& row);
  StatusOr<Value> EvalSubquery(const syntax::SubqueryExpression& node, const Row& row);
  StatusOr<bool> IsTrue(const syntax::Expression& expression, const Row& row);
  Value PropertyOf(const Value& container, const std::string& key);
  bool IsAggregate(const syntax::FunctionCall& call) const;
  bool HasAggregate(const syntax::Expression& expression) const;

  Model& model_;
  const StringMap<Value>& parameters_;
  std::string_view text_;  // of the statement: names of columns without an alias
  std::shared_ptr<const functions::Catalog> catalog_;
  functions::CallState state_;
  const Rows* group_ = nullptr;  // the rows that aggregates stand for
};

Status NotKnown(std::string_view what);  // Unsupported

}  // namespace newsgraph::property
