// PathAutomaton: a path pattern as a finite automaton that reads a path step by step.
//
//   (a)-[:T]->{1,2}(b)      entry -> (0) -T-> accept
//                                    (0) -T-> (1) -T-> accept
//
// A state is a place in the pattern: segment, turns done, node of the turn. A move follows one
// relationship pattern to a node, and says which variables relationship and node stand for and what
// must hold then. One relationship can make several moves (another turn, or out of the group), so a
// path may be read in more than one way. A search runs over pairs of a node and a state: its memory
// is bounded by their number, not by the number of paths.
//
// A condition is tested as soon as all that it reads is known. What it reads of earlier elements,
// beside the node that a step leaves, is kept in the registers of the states between; most patterns
// have none, and can then be searched from both ends. Patterns can be read from their right end
// (`reversed`). A value; thread-safe to read.
// Source: Thompson 1968 (construction); Mendelzon and Wood 1995 (paths over the product).
#pragma once

#include <cstdint>
#include <vector>

#include "query/plan/plan.h"

namespace newsgraph::plan {

struct PathAutomaton {
  static constexpr uint32_t kAccept = 0;  // the state where a path may end

  // A relationship pattern as it is followed.
  struct Step {
    const semantics::EdgePattern* edge;
    Direction direction;  // along the way of reading
    Types types;
    Expr condition;  // on the relationship alone; null pointer: none
    int slot;        // of the relationship
  };
  struct Move {
    uint32_t from = 0, to = 0;
    int step = -1;                      // -1: where the path begins
    std::vector<int> nodes;             // slots that the node reached stands in
    std::vector<Expr> node_conditions;  // read nothing else of the pattern
    std::vector<Expr> step_conditions;  // read also the relationship and the node before
    std::vector<Expr> far_conditions;   // read registers
    uint32_t meaning = 0;  // which named variables it gives a value to; equal: the same ones
  };
  struct State {
    int step = -1;       // followed from here; -1: none
    int node_slot = -1;  // where conditions find the node of this state
    std::vector<int> registers;
    std::vector<uint32_t> out;  // moves, all over the one step
    // Moves that lead here, by step.
    std::vector<std::pair<int, std::vector<uint32_t>>> in;
  };

  std::vector<Step> steps;
  std::vector<Move> moves;
  std::vector<State> states;
  std::vector<uint32_t> entries;  // moves without a step
  bool reversed = false;
  bool has_registers = false;
  bool ambiguous = false;  // one path can be read in two ways
  // One relationship pattern again and again, from 0 or 1 times on: where a path stands in the
  // pattern makes no difference but at its ends.
  bool plain = false;
  semantics::Range range;  // of the length of paths
};

// Reads from the first node, or with `reversed` from the last. `search` must outlive the result.
PathAutomaton MakeAutomaton(const semantics::PathSearch& search, bool reversed);

// Whether its k shortest or cheapest paths repeat no node, and nothing else is asked of where a
// path stands in the pattern: a cheapest way then has no loops by itself.
bool FindsLoopless(const semantics::PathSearch& search, const PathAutomaton& automaton);

// The conditions that a node pattern stands for, on its slot.
void AddNodeConditions(const semantics::NodePattern& node, std::vector<Expr>& conditions);

}  // namespace newsgraph::plan
