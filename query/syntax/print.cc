// Clauses, queries and statements as text.
#include "query/syntax/print.h"

#include "query/syntax/printer.h"

namespace newsgraph::syntax {

void Printer::PrintClause(const Match& match) {
  Add(match.optional ? "OPTIONAL " : "", match.reach ? "REACH " : "MATCH ");
  if (match.mode != MatchMode::kDefault) Add(NameOf(match.mode), " ");
  AddList(match.paths, [&](const PathPattern& path) { Print(path); });
  AddOption("AS OF", match.as_of);
  if (match.during) {
    Add(" DURING [");
    Print(*match.during->from);
    Add(", ");
    Print(*match.during->to);
    Add("]");
  }
  AddOption("AVOID DEGREE >", match.avoid_degree);
  if (!match.not_via.empty()) {
    Add(" NOT VIA ");
    AddList(match.not_via, [&](const NodePattern& node) { PrintElement(node); });
  }
  if (!match.budget.empty()) {
    Add(" BUDGET ");
    AddList(match.budget, [&](const BudgetLimit& limit) {
      Print(*limit.amount);
      Add(" ", NameOf(limit.unit));
    });
  }
  AddOption("WHERE", match.where);
}

void Printer::PrintClause(const Unwind& unwind) {
  Add("UNWIND ");
  Print(*unwind.list);
  Add(" AS ", PrintVariable(unwind.variable.text));
}

void Printer::Print(const Projection& projection) {
  if (projection.distinct) Add("DISTINCT ");
  if (projection.star) Add(projection.items.empty() ? "*" : "*, ");
  AddList(projection.items, [&](const ProjectionItem& item) {
    Print(*item.expression);
    if (item.alias) Add(" AS ", PrintVariable(item.alias->text));
  });
  if (!projection.order_by.empty()) {
    Add(" ORDER BY ");
    AddList(projection.order_by, [&](const SortItem& item) {
      Print(*item.key);
      if (item.descending) Add(" DESC");
    });
  }
  AddOption("SKIP", projection.skip);
  AddOption("LIMIT", projection.limit);
}

void Printer::PrintClause(const With& with) {
  Add("WITH ");
  Print(with.projection);
  AddOption("WHERE", with.where);
}

void Printer::PrintClause(const Return& result) {
  Add("RETURN ", result.graph ? "GRAPH" : "");
  Print(result.projection);
}

void Printer::PrintClause(const Let& let) {
  Add("LET ");
  AddList(let.items, [&](const LetItem& item) {
    Add(PrintVariable(item.variable.text), " = ");
    Print(*item.value);
  });
}

void Printer::PrintClause(const Filter& filter) {
  Add("FILTER ");
  Print(*filter.where);
}

void Printer::PrintClause(const Create& create) {
  Add("CREATE ");
  AddList(create.paths, [&](const PathPattern& path) { Print(path); });
}

void Printer::PrintClause(const Merge& merge) {
  Add("MERGE ");
  Print(merge.path);
  for (const MergeAction& action : merge.actions) {
    Add(action.on_create ? " ON CREATE SET " : " ON MATCH SET ");
    Print(action.items);
  }
}

void Printer::Print(const std::vector<SetItem>& items) {
  AddList(items, [&](const SetItem& item) {
    std::visit(Overload{
                   [&](const SetProperty& set) {
                     Print(*set.target);
                     Add(" = ");
                     Print(*set.value);
                   },
                   [&](const SetAll& set) {
                     Add(PrintVariable(set.variable.text), set.add ? " += " : " = ");
                     Print(*set.value);
                   },
                   [&](const SetLabels& set) { PrintLabelSet(set.variable, set.labels); },
               },
               item);
  });
}

void Printer::PrintLabelSet(const Name& variable, const std::vector<Name>& labels) {
  Add(PrintVariable(variable.text));
  for (const Name& label : labels) Add(":", PrintName(label.text));
}

void Printer::PrintClause(const Set& set) {
  Add("SET ");
  Print(set.items);
}

void Printer::PrintClause(const Remove& remove) {
  Add("REMOVE ");
  AddList(remove.items, [&](const RemoveItem& item) {
    std::visit(
        Overload{
            [&](const RemoveProperty& property) { Print(*property.target); },
            [&](const RemoveLabels& labels) { PrintLabelSet(labels.variable, labels.labels); },
        },
        item);
  });
}

void Printer::PrintClause(const Delete& del) {
  Add(del.detach ? "DETACH DELETE " : "DELETE ");
  AddList(del.targets, [&](const ExpressionPtr& target) { Print(*target); });
}

void Printer::PrintClause(const Foreach& foreach) {
  Add("FOREACH (", PrintVariable(foreach.variable.text), " IN ");
  Print(*foreach.list);
  Add(" |");
  for (const Clause& update : foreach.updates) {
    Add(" ");
    Print(update);
  }
  Add(")");
}

void Printer::PrintClause(const Call& call) {
  Add("CALL ");
  std::string_view name = call.name;
  for (size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
    Add(PrintName(name.substr(0, dot)), ".");
    name.remove_prefix(dot + 1);
  }
  Add(PrintName(name));
  if (call.arguments) {
    Add("(");
    AddList(*call.arguments, [&](const ExpressionPtr& argument) { Print(*argument); });
    Add(")");
  }
  if (call.yield) Print(*call.yield);
}

void Printer::Print(const Yield& yield) {
  Add(" YIELD ", yield.star ? "*" : "");
  AddList(yield.items, [&](const YieldItem& item) {
    Add(PrintVariable(item.column.text));
    if (item.alias) Add(" AS ", PrintVariable(item.alias->text));
  });
  AddOption("WHERE", yield.where);
}

void Printer::PrintClause(const CallSubquery& call) {
  Add("CALL ");
  if (call.import) {
    Add("(", call.import->star ? "*" : "");
    AddList(call.import->variables, [&](const Name& name) { Add(PrintVariable(name.text)); });
    Add(") ");
  }
  Add("{ ");
  Print(*call.query);
  Add(" }");
}

void Printer::PrintClause(const LoadCsv& load) {
  Add("LOAD CSV ", load.with_headers ? "WITH HEADERS " : "", "FROM ");
  Print(*load.source);
  Add(" AS ", PrintVariable(load.variable.text));
  if (load.field_terminator) Add(" FIELDTERMINATOR ", PrintString(*load.field_terminator));
}

void Printer::Print(const Clause& clause) {
  std::visit([this](const auto& node) { PrintClause(node); }, clause.node);
}

void Printer::Print(const Query& query) {
  bool first = true;
  for (const SingleQuery& part : query.parts) {
    if (!first) Add(query.union_all ? " UNION ALL " : " UNION ");
    first = false;
    for (const Clause& clause : part.clauses) {
      if (&clause != &part.clauses.front()) Add(" ");
      Print(clause);
    }
  }
}

void Printer::PrintSchemaHead(const std::optional<Name>& name, bool if_not_exists,
                              const SchemaTarget& target) {
  if (name) Add(" ", PrintVariable(name->text));
  if (if_not_exists) Add(" IF NOT EXISTS");
  Add(target.relationship ? " FOR ()-[" : " FOR (", PrintVariable(target.variable.text), ":",
      PrintName(target.label.text), target.relationship ? "]-()" : ")");
}

void Printer::PrintSchemaProperties(const SchemaTarget& target, const std::vector<Name>& properties,
                                    bool brackets) {
  if (brackets) Add("(");
  AddList(properties, [&](const Name& property) {
    Add(PrintVariable(target.variable.text), ".", PrintName(property.text));
  });
  if (brackets) Add(")");
}

void Printer::PrintStatement(const CreateIndex& index) {
  Add("CREATE INDEX");
  PrintSchemaHead(index.name, index.if_not_exists, index.target);
  Add(" ON ");
  PrintSchemaProperties(index.target, index.properties, /*brackets=*/true);
}

void Printer::PrintStatement(const CreateConstraint& constraint) {
  Add("CREATE CONSTRAINT");
  PrintSchemaHead(constraint.name, constraint.if_not_exists, constraint.target);
  Add(" REQUIRE ");
  PrintSchemaProperties(constraint.target, constraint.properties, constraint.properties.size() > 1);
  Add(" IS ", NameOf(constraint.kind));
}

void Printer::PrintStatement(const DropIndex& drop) {
  Add("DROP INDEX ", PrintVariable(drop.name.text), drop.if_exists ? " IF EXISTS" : "");
}

void Printer::PrintStatement(const DropConstraint& drop) {
  Add("DROP CONSTRAINT ", PrintVariable(drop.name.text), drop.if_exists ? " IF EXISTS" : "");
}

void Printer::PrintStatement(const Show& show) { Add("SHOW ", NameOf(show.what)); }

void Printer::PrintStatement(const Transaction& transaction) { Add(NameOf(transaction.action)); }

void Printer::PrintStatement(const Verb& verb) {
  Add(NameOf(verb.kind), " ");
  const bool arrow = verb.kind == VerbKind::kPaths || verb.kind == VerbKind::kWhy;
  const bool with = verb.kind == VerbKind::kTimeline;
  for (const ExpressionPtr& name : verb.names) {
    if (&name != &verb.names.front()) Add(arrow ? " -- " : with ? " with " : ", ");
    Print(*name);
  }
  if (verb.kind == VerbKind::kNear && verb.hops) {
    Add(" ");
    Print(*verb.hops);
  } else {
    AddOption("max", verb.hops);
  }
  if (verb.types) Add(" via ");
  PrintLabels(verb.types);
  AddOption("top", verb.top);
  AddOption("since", verb.since);
  AddOption("avoid", verb.avoid_degree);
  if (!verb.not_via.empty()) {
    Add(" not via ");
    AddList(verb.not_via, [&](const ExpressionPtr& name) { Print(*name); });
  }
}

void Printer::Print(const Statement& statement) {
  if (statement.mode != StatementMode::kRun) Add(NameOf(statement.mode), " ");
  std::visit([this](const auto& node) { PrintStatement(node); }, statement.node);
}

std::string Print(const Statement& statement) {
  Printer printer;
  printer.Print(statement);
  return printer.Take();
}

std::string Print(const LabelExpression& labels) {
  Printer printer;
  printer.Print(labels);
  return printer.Take();
}

std::string Print(const Query& query) {
  Printer printer;
  printer.Print(query);
  return printer.Take();
}

}  // namespace newsgraph::syntax
