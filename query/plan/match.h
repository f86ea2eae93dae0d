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
  void PlaceStart();
  void PlaceStep(Step& step);
  void PlaceShortestPath(const Step& step, int from, int to, Direction direction, Types types);
  double StartRows(const Node& node, const Condition** seek, int* label, int* key,
                   Expr* value) const;
  double FanOut(const Step& step, bool forward) const;
  LabelId LabelOf(int slot) const;
  template <class T>
  void Push(T node, double rows);

  const semantics::NameList& names_;
  const Facts& facts_;
  const semantics::Match* match_ = nullptr;  // the one that is laid out
  PlanPtr plan_;
  std::vector<Node> nodes_;
  std::vector<Step> steps_;
  std::vector<Condition> conditions_;
  std::set<int> own_;    // slots that this MATCH binds
  std::set<int> bound_;  // of these and of earlier ones, those bound so far
};

// Slots an expression reads.
void CollectSlots(const semantics::Expression& expression, std::set<int>& slots);

// A formula that is one type, a choice of types, or all but some; false when it is something else
// (`any` stays true).
bool ToTypes(const LabelExpr& expression, Types& types);

}  // namespace newsgraph::plan
