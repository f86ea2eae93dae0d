#include "query/plan/planner.h"

#include <algorithm>

#include "graph/base/variant.h"
#include "query/plan/match.h"
#include "query/plan/rules.h"

namespace newsgraph::plan {
namespace {

using semantics::Clause;
using semantics::Query;
using semantics::SingleQuery;

template <class Node>
PlanPtr Above(PlanPtr input, Node node, double rows) {
  auto plan = std::make_unique<Plan>();
  plan->writes = input && input->writes;
  plan->node = std::move(node);
  plan->input = std::move(input);
  plan->rows = rows;
  return plan;
}

template <class Node>
PlanPtr Writer(PlanPtr input, Node node) {
  const double rows = input->rows;
  PlanPtr plan = Above(std::move(input), std::move(node), rows);
  plan->writes = true;
  return plan;
}

class StatementPlanner {
 public:
  StatementPlanner(semantics::Statement& statement, const Facts& facts)
      : statement_(statement), facts_(facts) {}

  // `frame` is the slot counter of the frame being planned.
  PlanPtr PlanQuery(const Query& query, int& frame) {
    if (query.parts.size() == 1) return PlanSingle(query.parts[0], frame);
    Union all;
    double rows = 0;
    bool writes = false;
    for (const SingleQuery& part : query.parts) {
      all.parts.push_back(PlanSingle(part, frame));
      all.columns.push_back(part.columns);
      rows += all.parts.back()->rows;
      writes = writes || all.parts.back()->writes;
    }
    all.outputs = query.outputs;
    const std::vector<int> outputs = query.outputs;
    PlanPtr plan = Above(nullptr, std::move(all), rows);
    plan->writes = writes;
    if (query.union_all) return plan;
    return Above(std::move(plan), Distinct{outputs}, rows);
  }

 private:
  PlanPtr PlanSingle(const SingleQuery& single, int& frame) {
    PlanPtr plan = Above(nullptr, Argument{}, 1);
    for (const Clause& clause : single.clauses) plan = PlanClause(std::move(plan), clause, frame);
    return plan;
  }

  PlanPtr PlanClause(PlanPtr input, const Clause& clause, int& frame) {
    const double rows = input->rows;
    return std::visit(
        Overload{
            [&](const semantics::Match& c) { return PlanMatchClause(std::move(input), c, frame); },
            [&](const semantics::Unwind& c) {
              return Above(std::move(input), Unwind{c.list, c.slot}, rows * 10);
            },
            [&](const semantics::Projection& c) { return PlanProjection(std::move(input), c); },
            [&](const semantics::Create& c) {
              return Writer(std::move(input), Create{c.patterns});
            },
            [&](const semantics::Set& c) { return Writer(std::move(input), Set{c.items}); },
            [&](const semantics::Remove& c) { return Writer(std::move(input), Remove{c.items}); },
            [&](const semantics::Delete& c) {
              return Writer(std::move(input), Delete{c.detach, c.expressions});
            },
            [&](const semantics::Merge& c) {
              semantics::Match match;
              match.patterns.push_back(c.pattern);
              MatchPlanner planner(statement_.names, facts_);
              PlanPtr inner = planner.Plan(Above(nullptr, Argument{}, 1), match);
              return Writer(std::move(input),
                            Merge{std::move(inner), c.pattern, c.on_create, c.on_match});
            },
            [&](const semantics::Foreach& c) {
              PlanPtr body = Above(nullptr, Argument{}, 1);
              for (const Clause& update : c.clauses)
                body = PlanClause(std::move(body), update, frame);
              return Writer(std::move(input), Foreach{c.slot, c.list, std::move(body)});
            },
            [&](const semantics::CallProcedure& c) {
              return Above(std::move(input), CallProcedure{c.name, c.arguments, c.yields},
                           rows * 10);
            },
            [&](const semantics::CallSubquery& c) {
              PlanPtr inner = PlanQuery(*c.query, frame);
              const double inner_rows = inner->rows;
              Apply apply{nullptr, {}, c.outputs.empty()};
              for (const Item& output : c.outputs) apply.outputs.push_back(output.slot);
              const bool writes = inner->writes;
              apply.inner = std::move(inner);
              PlanPtr plan = Above(std::move(input), std::move(apply), rows * inner_rows);
              plan->writes = plan->writes || writes;
              return plan;
            },
            [&](const semantics::LoadCsv& c) {
              return Above(std::move(input),
                           LoadCsv{c.with_headers, c.source, c.terminator, c.slot}, rows * 1000);
            },
            [&](const semantics::Filter& c) {
              return Above(std::move(input), Filter{c.condition}, rows * 0.5);
            },
        },
        clause.node);
  }

  PlanPtr PlanMatchClause(PlanPtr input, const semantics::Match& match, int& frame) {
    MatchPlanner planner(statement_.names, facts_);
    if (!match.optional) return planner.Plan(std::move(input), match);
    Optional optional;
    optional.inner = planner.Plan(Above(nullptr, Argument{}, 1), match);
    optional.row_slot = frame++;
    for (const auto& pattern : match.patterns) {
      const std::vector<int> declared = pattern.Declared();
      optional.nulls.insert(optional.nulls.end(), declared.begin(), declared.end());
    }
    if (match.reach) optional.nulls.push_back(match.hops);
    const double rows = input->rows * std::max(1.0, optional.inner->rows);
    return Above(std::move(input), std::move(optional), rows);
  }

  static PlanPtr PlanProjection(PlanPtr plan, const semantics::Projection& projection) {
    double rows = plan->rows;
    if (projection.aggregates) {
      rows = projection.group_keys.empty() ? 1 : std::max(1.0, rows * 0.1);
      plan = Above(std::move(plan), Aggregate{projection.group_keys, projection.aggregations, {}},
                   rows);
    }
    Project project;
    for (const Item& item : projection.items) {
      const auto* slot = std::get_if<semantics::Slot>(&item.expression->node);
      if (!slot || slot->slot != item.slot) project.items.push_back(item);
    }
    if (!project.items.empty()) plan = Above(std::move(plan), std::move(project), rows);
    if (projection.distinct) {
      Distinct distinct;
      for (const Item& item : projection.items) distinct.slots.push_back(item.slot);
      plan = Above(std::move(plan), std::move(distinct), rows);
    }
    if (!projection.order.empty()) plan = Above(std::move(plan), Sort{projection.order}, rows);
    if (projection.skip) plan = Above(std::move(plan), Skip{projection.skip}, rows);
    if (projection.limit)
      plan = Above(std::move(plan), Limit{projection.limit}, std::min(rows, 10.0));
    if (projection.where) plan = Above(std::move(plan), Filter{projection.where}, rows * 0.5);
    return plan;
  }

  semantics::Statement& statement_;
  const Facts& facts_;
};

double MostRows(Plan& plan) {
  double most = plan.rows;
  ForEachInput(plan, [&](PlanPtr& input) { most = std::max(most, MostRows(*input)); });
  return most;
}

}  // namespace

std::unique_ptr<StatementPlan> MakePlan(semantics::Statement bound, const Facts& facts,
                                        const std::vector<std::string>& disabled_rules) {
  auto plan = std::make_unique<StatementPlan>();
  plan->bound = std::move(bound);
  semantics::Statement& statement = plan->bound;
  StatementPlanner planner(statement, facts);
  plan->root = planner.PlanQuery(statement.query, statement.slot_count);
  if (statement.query.columns.empty()) {
    const bool writes = plan->root->writes;
    auto drain = std::make_unique<Plan>();
    drain->node = Drain{};
    drain->input = std::move(plan->root);
    drain->writes = writes;
    plan->root = std::move(drain);
  }
  for (semantics::NestedQuery& nested : statement.subqueries) {
    plan->subplans.push_back(planner.PlanQuery(nested.query, nested.slot_count));
  }
  ApplyRules(*plan, facts, disabled_rules);
  plan->most_rows = MostRows(*plan->root);
  ComputeLiveness(*plan->root, statement.query.outputs);
  for (size_t i = 0; i < plan->subplans.size(); ++i) {
    ComputeLiveness(*plan->subplans[i], statement.subqueries[i].query.outputs);
  }
  ApplyMarks(*plan, disabled_rules);
  return plan;
}

}  // namespace newsgraph::plan
