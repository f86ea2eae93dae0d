// Laying out one MATCH: which node to start from, which relationship to follow next, when to test
// what.
#pragma once

#include <set>
#include <vector>

#include "query/plan/plan.h"
#include "query/plan/planner.h"

namespace newsgraph::plan {

class MatchPlanner {
 public:
  MatchPlanner(const semantics::NameList& names, const Facts& facts)
      : names_(names), facts_(facts) {}

  // Extends the rows of `input` by the matches of the patterns. Keeps the order of the input.
  PlanPtr Plan(PlanPtr input, const semantics::Match& match);

 private:
  struct Node {
    int slot;
    std::vector<int> labels;  // required labels, as indexes into NameList::labels
  };
  struct Step {
    const semantics::EdgePattern* edge;
    const semantics::PathPattern* path;
    int from, to;  // slots of the pattern's left and right node
    bool placed = false;
  };
  // A pattern that is searched as a whole.
  struct Search {
    const semantics::PathPattern* path;
    std::set<int> brings;  // slots that it binds, beside its ends
    std::set<int> needs;   // of this MATCH, to be bound before
    bool placed = false;
  };
  struct Condition {
    Expr expression;
    std::set<int> slots;  // of the patterns' own variables
    bool placed = false;
  };

  void Collect(const semantics::Match& match);
  void AddCondition(Expr condition);
  void AddNode(const semantics::NodePattern& node);
  Node* FindNode(int slot);
  // Takes the conditions that say something of each relationship or node of a path.
  std::vector<ElementCondition> TakeElementConditions(const Step& step);
  bool IsBound(int slot) const { return bound_.count(slot) != 0; }

  void PlaceEntities();
  void PlaceConditions();
  void PlaceStep(Step& step);
  void CollectSearch(const semantics::PathPattern& pattern);
  void AddSearchConditions(const semantics::PathSearch& search);
  // Whether an unplaced search will bind it.
  bool IsPromised(int slot) const;
  // Whether few nodes come into question.
  bool IsNarrow(const Node& node);
  // The search to place next, if one can be placed; `both`: with both ends bound.
  Search* ReadySearch(bool both);
  void PlaceSearch(Search& search);
  void PlaceShortestPath(const Step& step, int from, int to, Direction direction, Types types);
  // Where a MATCH may begin, or begin anew: all nodes with a label, or those an index finds.
  struct Start {
    const Node* node = nullptr;
    double rows = 0;
    int label = -1, key = -1;   // indexes into NameList; a key: a look-up in the index
    Condition* seek = nullptr;  // the condition that the look-up fulfils
    Expr value;
  };
  Start StartAt(const Node& node);
  // A node that an index finds and a step leads to from what is bound, if one is not bound yet.
  Start OtherEnd();
  void PlaceStart(const Start& start);
  Start BestStart();
  double FanOut(const Step& step, bool forward) const;
  LabelId LabelOf(int slot) const;
  void Push(PlanNode node, double rows);

  const semantics::NameList& names_;
  const Facts& facts_;
  const semantics::Match* match_ = nullptr;  // the one that is laid out
  PlanPtr plan_;
  bool repeatable_ = false;
  std::vector<Node> nodes_;
  std::vector<Step> steps_;
  std::vector<Search> searches_;
  std::vector<Condition> conditions_;
  std::set<int> own_;    // slots that this MATCH binds
  std::set<int> bound_;  // of these and of earlier ones, those bound so far
};

// element.key = value
Expr PropertyEquals(Expr element, int key, Expr value);

// Whether a relationship could be of either formula.
bool MayOverlap(const LabelExpr& a, const LabelExpr& b);
// The same, for any relationship of a searched pattern.
bool MayMeet(const semantics::PathSearch& search, const LabelExpr& types);

// Slots that the search of a pattern reads of the rows, its own variables aside.
void CollectReads(const semantics::PathSearch& search, std::set<int>& slots);

// The slot that an expression is; -1 when it is something else.
int SlotOf(const Expr& expression);

// Slots an expression reads.
void CollectSlots(const semantics::Expression& expression, std::set<int>& slots);

// A formula that is one type, a choice of types, or all but some; false when it is something else
// (`any` stays true).
bool ToTypes(const LabelExpr& expression, Types& types);

}  // namespace newsgraph::plan
