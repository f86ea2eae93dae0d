// Printer: appends the text of nodes to one string. Private to this folder; print.h is the door.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/base/strings.h"
#include "graph/base/variant.h"
#include "query/syntax/ast.h"
#include "query/syntax/names.h"

namespace newsgraph::syntax {

class Printer {
 public:
  std::string Take() { return std::move(out_); }

  void Print(const Statement& statement);
  void Print(const Query& query);
  void Print(const Expression& expression) { Print(expression, kAnything); }
  void Print(const LabelExpression& labels) {
    Add(":");
    Print(labels, 0);
  }

 private:
  // How tight an expression binds, as in parse_expression.cc.
  enum Level : int {
    kAnything,
    kOr,
    kXor,
    kAnd,
    kNot,
    kComparison,
    kTest,
    kSum,
    kProduct,
    kPower,
    kSign,
    kAccess,
    kPrimary,
  };
  static Level LevelOf(const Expression& expression);
  static Level LevelOf(const Logical& logical);
  static Level LevelOf(const Arithmetic& arithmetic);

  // In parentheses unless it binds at least as tight as `lowest`.
  void Print(const Expression& expression, int lowest);
  void PrintBare(const Expression& expression);
  void PrintNode(const Literal& literal);
  void PrintNode(const Parameter& parameter);
  void PrintNode(const Variable& variable);
  void PrintNode(const EntityLiteral& entity);
  void PrintNode(const ListLiteral& list);
  void PrintNode(const MapLiteral& map);
  void PrintNode(const Access& access);
  void PrintNode(const Arithmetic& arithmetic);
  void PrintNode(const Sign& sign);
  void PrintNode(const Comparison& comparison);
  void PrintNode(const Logical& logical);
  void PrintNode(const Not& negation);
  void PrintNode(const Tests& tests);
  void PrintNode(const FunctionCall& call);
  void PrintNode(const CountStar& count);
  void PrintNode(const Case& node);
  void PrintNode(const ListComprehension& list);
  void PrintNode(const PatternComprehension& list);
  void PrintNode(const PatternPredicate& predicate);
  void PrintNode(const ShortestPath& path);
  void PrintNode(const ListPredicate& predicate);
  void PrintNode(const Reduce& reduce);
  void PrintNode(const MapProjection& projection);
  void PrintNode(const SubqueryExpression& subquery);
  void PrintTest(const Test& test, bool first);
  void Print(const ValueType& type);
  void Print(const MapEntry& entry);

  void Print(const LabelExpression& labels, int lowest);
  void PrintLabels(const LabelExpressionPtr& labels);  // with ":"; nothing if there are none
  void Print(const PathPattern& path);
  void PrintElement(const NodePattern& node);
  void PrintElement(const RelationshipPattern& relationship);
  void PrintElement(const GroupPattern& group);
  void PrintFiller(const RelationshipPattern& relationship);
  void Print(const Quantifier& quantifier);

  void PrintClause(const Match& match);
  void PrintClause(const Unwind& unwind);
  void PrintClause(const With& with);
  void PrintClause(const Return& result);
  void PrintClause(const Let& let);
  void PrintClause(const Filter& filter);
  void PrintClause(const Create& create);
  void PrintClause(const Merge& merge);
  void PrintClause(const Set& set);
  void PrintClause(const Remove& remove);
  void PrintClause(const Delete& del);
  void PrintClause(const Foreach& foreach);
  void PrintClause(const Call& call);
  void PrintClause(const CallSubquery& call);
  void PrintClause(const LoadCsv& load);
  void Print(const Clause& clause);
  void Print(const Projection& projection);
  void Print(const std::vector<SetItem>& items);
  void PrintLabelSet(const Name& variable, const std::vector<Name>& labels);
  void Print(const Yield& yield);

  void PrintStatement(const Query& query) { Print(query); }
  void PrintStatement(const CreateIndex& index);
  void PrintStatement(const DropIndex& drop);
  void PrintStatement(const CreateConstraint& constraint);
  void PrintStatement(const DropConstraint& drop);
  void PrintStatement(const Show& show);
  void PrintStatement(const Transaction& transaction);
  void PrintStatement(const Verb& verb);
  void PrintSchemaHead(const std::optional<Name>& name, bool if_not_exists,
                       const SchemaTarget& target);
  void PrintSchemaProperties(const SchemaTarget& target, const std::vector<Name>& properties,
                             bool brackets);

  template <class... Pieces>
  void Add(const Pieces&... pieces) {
    Append(out_, pieces...);
  }
  // " WORD expression", nothing if there is none.
  void AddOption(std::string_view word, const ExpressionPtr& expression) {
    if (!expression) return;
    Add(" ", word, " ");
    Print(*expression);
  }
  template <class Range, class Each>
  void AddList(const Range& range, Each each) {
    bool first = true;
    for (const auto& item : range) {
      if (!first) Add(", ");
      first = false;
      each(item);
    }
  }

  std::string out_;
};

}  // namespace newsgraph::syntax
