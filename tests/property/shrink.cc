// Shrinking by edits of the tree: the text is parsed, the next edit made, and kept if it still
// fails.
#include "query/syntax/parser.h"
#include "query/syntax/print.h"
#include "tests/property/check.h"

namespace newsgraph::property {
namespace {

// Makes the edit of a given number; the numbers count the places in the order of the walk.
class Edit {
 public:
  explicit Edit(int number) : left_(number) {}
  bool made() const { return made_; }

  void Walk(syntax::Query& query) {
    for (size_t i = 0; query.parts.size() > 1 && i < query.parts.size(); ++i) Drop(query.parts, i);
    for (syntax::SingleQuery& part : query.parts) {
      for (size_t i = 0; i + 1 < part.clauses.size(); ++i) Drop(part.clauses, i);
      for (syntax::Clause& clause : part.clauses) Walk(clause);
    }
  }

 private:
  bool Now() {
    if (made_ || left_-- != 0) return false;
    return made_ = true;
  }
  template <class T>
  void Drop(std::vector<T>& items, size_t i) {
    if (Now()) items.erase(items.begin() + static_cast<ptrdiff_t>(i));
  }
  template <class T>
  void Clear(std::unique_ptr<T>& part) {
    if (part && Now()) part.reset();
  }

  void Walk(syntax::Clause& clause) {
    if (auto* match = std::get_if<syntax::Match>(&clause.node)) {
      if (match->optional && Now()) match->optional = false;
      for (size_t i = 0; match->paths.size() > 1 && i < match->paths.size(); ++i)
        Drop(match->paths, i);
      for (auto& path : match->paths) Walk(path);
      Clear(match->where);
      Walk(match->where);
    } else if (auto* with = std::get_if<syntax::With>(&clause.node)) {
      Clear(with->where);
      Walk(with->projection);
    } else if (auto* last = std::get_if<syntax::Return>(&clause.node)) {
      Walk(last->projection);
    } else if (auto* unwind = std::get_if<syntax::Unwind>(&clause.node)) {
      Walk(unwind->list);
    } else if (auto* set = std::get_if<syntax::Set>(&clause.node)) {
      for (size_t i = 0; set->items.size() > 1 && i < set->items.size(); ++i) Drop(set->items, i);
    } else if (auto* merge = std::get_if<syntax::Merge>(&clause.node)) {
      for (size_t i = 0; i < merge->actions.size(); ++i) Drop(merge->actions, i);
    } else if (auto* call = std::get_if<syntax::CallSubquery>(&clause.node)) {
      Walk(*call->query);
    }
  }
  void Walk(syntax::PathPattern& path) {
    auto& elements = path.elements;
    if (elements.size() > 2 && Now()) elements.erase(elements.end() - 2, elements.end());
    if (elements.size() > 2 && Now()) elements.erase(elements.begin(), elements.begin() + 2);
    for (auto& element : elements) {
      if (auto* node = std::get_if<syntax::NodePattern>(&element)) {
        Clear(node->labels);
        Clear(node->properties);
      } else if (auto* edge = std::get_if<syntax::RelationshipPattern>(&element)) {
        Clear(edge->types);
        Clear(edge->properties);
        if (edge->quantifier && Now()) edge->quantifier.reset();
      }
    }
  }
  void Walk(syntax::Projection& projection) {
    if (projection.distinct && Now()) projection.distinct = false;
    for (size_t i = 0; projection.items.size() > 1 && i < projection.items.size(); ++i)
      Drop(projection.items, i);
    // All keys or none: with some of them the order would be no longer total.
    if (!projection.order_by.empty() && !projection.skip && !projection.limit && Now())
      projection.order_by.clear();
    Clear(projection.skip);
    Clear(projection.limit);
    for (auto& item : projection.items) Walk(item.expression);
  }
  void Walk(syntax::ExpressionPtr& expression) {
    if (!expression) return;
    const auto take = [&](syntax::ExpressionPtr& part) {
      if (!part || !Now()) return false;
      syntax::ExpressionPtr kept = std::move(part);
      expression = std::move(kept);
      return true;
    };
    if (auto* logical = std::get_if<syntax::Logical>(&expression->node)) {
      for (auto& operand : logical->operands)
        if (take(operand)) return;
      for (auto& operand : logical->operands) Walk(operand);
    } else if (auto* inverted = std::get_if<syntax::Not>(&expression->node)) {
      if (!take(inverted->operand)) Walk(inverted->operand);
    } else if (auto* call = std::get_if<syntax::FunctionCall>(&expression->node)) {
      for (auto& argument : call->arguments)
        if (take(argument)) return;
      for (auto& argument : call->arguments) Walk(argument);
    } else if (auto* arithmetic = std::get_if<syntax::Arithmetic>(&expression->node)) {
      if (!take(arithmetic->first)) Walk(arithmetic->first);
    } else if (auto* branches = std::get_if<syntax::Case>(&expression->node)) {
      if (take(branches->otherwise) || take(branches->branches[0].then)) return;
      Walk(branches->branches[0].when[0]);
    }
  }

  int left_;
  bool made_ = false;
};

bool ShrinkText(const Model& model, Case& c, const Fails& fails) {
  for (int number = 0;; ++number) {
    auto statement = syntax::Parse(c.text);
    if (!statement.ok()) return false;
    auto& query = std::get<syntax::Query>(statement->node);
    Edit edit(number);
    edit.Walk(query);
    if (!edit.made()) return false;
    Case candidate = c;
    candidate.text = syntax::Print(*statement);
    candidate.ordered = c.ordered && candidate.text.find("ORDER BY") != std::string::npos;
    if (!syntax::Parse(candidate.text).ok() || !fails(model, candidate)) continue;
    c = std::move(candidate);
    return true;
  }
}

bool ShrinkGraph(Model& model, const Case& c, const Fails& fails) {
  const auto keep = [&](Model&& smaller) {
    if (!fails(smaller, c)) return false;
    model = std::move(smaller);
    return true;
  };
  for (size_t i = 0; i < model.edges.size(); ++i) {
    Model smaller = model;
    smaller.edges.erase(smaller.edges.begin() + static_cast<ptrdiff_t>(i));
    if (keep(std::move(smaller))) return true;
  }
  for (size_t i = 0; i < model.nodes.size(); ++i) {
    Model smaller = model;
    smaller.nodes.erase(smaller.nodes.begin() + static_cast<ptrdiff_t>(i));
    std::erase_if(smaller.edges,
                  [&](const ModelEdge& e) { return e.source == i || e.target == i; });
    for (ModelEdge& edge : smaller.edges) {
      edge.source -= edge.source > i;
      edge.target -= edge.target > i;
    }
    if (keep(std::move(smaller))) return true;
  }
  const auto properties = [&](auto Model::*elements, auto& of) {
    for (size_t i = 0; i < of.size(); ++i) {
      for (const auto& entry : PropertyMap(of[i].properties)) {
        if (entry.first == "k") continue;  // the delta's edges find their nodes by it
        Model smaller = model;
        (smaller.*elements)[i].properties.erase(entry.first);
        if (keep(std::move(smaller))) return true;
      }
    }
    return false;
  };
  return properties(&Model::nodes, model.nodes) || properties(&Model::edges, model.edges);
}

}  // namespace

void Shrink(Model& model, Case& c, const Fails& fails) {
  for (int round = 0; round < 200; ++round) {
    if (!ShrinkText(model, c, fails) && !ShrinkGraph(model, c, fails)) return;
  }
}

}  // namespace newsgraph::property
