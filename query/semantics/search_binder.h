// SearchBinder: one path pattern on its way into segments. See bind_path.cc for what that means.
//
//   SearchBinder binder(*this, use, scope, edge_names, search, after);
//   RETURN_IF_ERROR(binder.Bind(path, bound));
//
// Declares the pattern's variables in `scope`; `after` gets the conditions that are tested on paths
// that were found. Used once.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "query/semantics/binder.h"

namespace newsgraph::semantics {
namespace internal {

inline bool HasPrefix(const syntax::PathPattern& path) {
  return path.search != syntax::PathSearch::kEach || path.mode != syntax::PathMode::kDefault;
}
// a = b, of two nodes or two relationships.
inline Expr SameElement(int a, int b, ValueKind kind, TextSpan span) {
  return MakeExpr(span, BooleanOrNull(),
                  Comparison{MakeSlot(a, Type::Of(kind), span),
                             {{ComparisonOp::kEqual, MakeSlot(b, Type::Of(kind), span)}}});
}

}  // namespace internal

class SearchBinder {
 public:
  using Use = Binder::PatternUse;
  SearchBinder(Binder& binder, Use use, Scope& scope, std::vector<std::string>& edge_names,
               PathSearch& out, Expr& after)
      : binder_(binder),
        use_(use),
        scope_(scope),
        before_(scope),
        edge_names_(edge_names),
        out_(out),
        after_(after) {}

  Status Bind(const syntax::PathPattern& path, PathPattern& bound);

 private:
  // A variable that a turn of a group gives a value to.
  static Status AlreadyBound(const syntax::Name& name);
  static Status TwoPrefixes(TextSpan span);
  Status BindPrefix(const syntax::PathPattern& path, const syntax::PathPattern& body);

  // ---------------------------------------------------------------- Elements

  Status AddElements(const std::vector<syntax::PathElement>& elements);

  // The part that is being put together, which does not repeat.
  PathSegment& Open();
  void Close() { open_ = false; }

  Status AddNode(const syntax::NodePattern& node);

  // An inner node whose variable has its value from elsewhere: the node in the slot `same_as`
  // stands here. Not `inside`: that only narrows what the selector has chosen.
  Status BindAgain(const syntax::NodePattern& node, const Variable& known, int same_as,
                   Scope& scope, bool inside, NodePattern& bound);
  // Whether the pattern itself gives the variable its value, or an end of the path has it.
  bool StandsInside(const Variable& known) const;
  const syntax::NodePattern* LastNode() const;  // null pointer: the path ends with a group
  // An entity literal that is not an end is found before the search: the slot of what it names.
  int FindBefore(NodePattern& node);
  Status AddEmptyNode();
  Status AddEdge(const syntax::RelationshipPattern& edge);

  // -[r:T]->{1,3}: a group of one relationship.
  Status AddQuantifiedEdge(const syntax::RelationshipPattern& edge);
  Status AddGroup(const syntax::GroupPattern& group);

  struct Measured {  // a relationship with its place, for COST and TOP
    const syntax::RelationshipPattern* edge;
    size_t segment, place;
  };
  Status AddTurn(const std::vector<syntax::PathElement>& elements, Scope& turn,
                 PathSegment& segment, std::vector<Measured>& edges,
                 std::vector<const syntax::Expression*>& wheres);
  static Status Nested(TextSpan span);
  Status AddTurnNode(const syntax::NodePattern& node, Scope& turn, PathSegment& segment);
  Status AddTurnEdge(const syntax::RelationshipPattern& edge, Scope& turn, PathSegment& segment);
  void AddOutside(const syntax::Name& name, ValueKind kind, int slot, PathSegment& segment);
  Status SetRange(const syntax::Quantifier& quantifier, uint64_t edges, PathSegment& segment);

  // What is written inside of a group sees the values of one turn; behind it they are lists, or
  // with `?` one element or null.
  Status BindTurn(PathSegment& segment, const Scope& turn, const std::vector<Measured>& edges,
                  const syntax::PathPattern* group);
  Status BindMeasures(const syntax::RelationshipPattern& edge, const Scope& scope,
                      PathSegment& segment, size_t place);

  // Slots of the pattern itself, beside those of before.
  std::set<int> OwnReads(const Expression& expression) const;
  Status CheckReads(const Expression& expression, const std::set<int>& allowed,
                    std::string_view what, std::string_view whom) const;

  // ---------------------------------------------------------------- The whole

  Status BindSingleConditions();
  Status CheckWhole(const syntax::PathPattern& prefix);
  Status BindAvoided();

  // NOT VIA (x), NOT VIA (:Country {name: 'Belarus'}): whether `inner_node` is such a node.
  StatusOr<Expr> BindRefused(const syntax::NodePattern& node);
  int NewInner();

  Binder& binder_;
  const Use use_;
  Scope& scope_;
  const Scope before_;
  std::vector<std::string>& edge_names_;
  PathSearch& out_;
  Expr& after_;
  const syntax::PathPattern* path_ = nullptr;
  bool open_ = false;
  std::vector<const syntax::Expression*> wheres_;  // outside of groups that repeat
  std::vector<Measured> measured_;
  std::map<std::string, int> narrowed_;  // inner nodes with variables from outside: their slots
  std::vector<Variable> outside_;        // of the group that is being put together
};

}  // namespace newsgraph::semantics
