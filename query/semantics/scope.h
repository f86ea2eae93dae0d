// Which variables a place of a query sees, and where their values are.
//
//   Scope scope;  scope.Add({"p", Variable::Where::kSlot, frame.NewSlot(),
//   Type::Of(ValueKind::kNode)}); const Variable* p = scope.Find("p");
//
// A scope is a list in order of declaration (RETURN * keeps that order); later entries hide earlier
// ones of the same name. Copying one opens an inner scope. Values.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "query/functions/function.h"

namespace newsgraph::semantics {

struct Variable {
  enum class Where : uint8_t { kSlot, kLocal };
  std::string name;
  Where where = Where::kSlot;
  int index = 0;
  functions::Type type;
  bool grouped = true;  // false: only usable inside an aggregate at this place
};

// A row layout in the making.
struct Frame {
  int slots = 0;
  std::set<int> used;        // slots that some expression or pattern mentions
  std::map<int, int> costs;  // of path variables: the slot of what the path costs
  Frame* outer = nullptr;    // of the query around, while this one is bound
  int NewSlot() { return slots++; }
  int Use(int slot) {
    used.insert(slot);
    return slot;
  }
};

class Scope {
 public:
  const Variable* Find(std::string_view name) const {
    for (auto entry = variables_.rbegin(); entry != variables_.rend(); ++entry) {
      if (entry->name == name) return &*entry;
    }
    return nullptr;
  }
  Variable* Find(std::string_view name) {
    return const_cast<Variable*>(static_cast<const Scope*>(this)->Find(name));
  }
  void Add(Variable variable) { variables_.push_back(std::move(variable)); }
  const std::vector<Variable>& variables() const { return variables_; }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Variable& variable : variables_) names.push_back(variable.name);
    return names;
  }

 private:
  std::vector<Variable> variables_;
};

}  // namespace newsgraph::semantics
