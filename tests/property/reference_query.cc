// Clauses that read: each makes the whole of its rows from the whole of those before it.
#include <algorithm>

#include "graph/base/variant.h"
#include "tests/property/reference.h"

namespace newsgraph::property {

Reference::Reference(Model& model, const StringMap<Value>& parameters, std::string_view text)
    : model_(model),
      parameters_(parameters),
      text_(text),
      catalog_(functions::BuildCatalog()),
      state_{} {}

StatusOr<Table> Reference::Run(const syntax::Query& query) {
  ASSIGN_OR_RETURN(Table table, RunQuery(query, {}));
  for (const ModelEdge& edge : model_.edges) {
    if (!edge.alive || (model_.nodes[edge.source].alive && model_.nodes[edge.target].alive))
      continue;
    return RuntimeError(ErrorKind::kConstraintVerificationFailed, "DeleteConnectedNode",
                        "a deleted node has a relationship");
  }
  return table;
}

StatusOr<Table> Reference::RunQuery(const syntax::Query& query, const Row& outer) {
  Table all;
  for (const syntax::SingleQuery& part : query.parts) {
    ASSIGN_OR_RETURN(Table table, RunSingle(part, {outer}));
    all.columns = table.columns;
    for (auto& row : table.rows) {
      const auto same = [&](const std::vector<Value>& other) {
        return std::equal(row.begin(), row.end(), other.begin(), Equivalent);
      };
      const bool distinct = query.parts.size() > 1 && !query.union_all;
      if (distinct && std::any_of(all.rows.begin(), all.rows.end(), same)) continue;
      all.rows.push_back(std::move(row));
    }
  }
  return all;
}

StatusOr<Table> Reference::RunSingle(const syntax::SingleQuery& query, Rows rows) {
  for (const syntax::Clause& clause : query.clauses) {
    if (const auto* last = std::get_if<syntax::Return>(&clause.node))
      return Project(last->projection, rows, nullptr);
    ASSIGN_OR_RETURN(rows, RunClause(clause, rows));
  }
  return Table{{}, std::vector<std::vector<Value>>(rows.size())};
}

StatusOr<Rows> Reference::RunClause(const syntax::Clause& clause, const Rows& rows) {
  return std::visit(
      Overload{[&](const syntax::Match& match) { return RunMatch(match, rows); },
               [&](const syntax::Unwind& unwind) { return RunUnwind(unwind, rows); },
               [&](const syntax::CallSubquery& call) { return RunSubquery(call, rows); },
               [&](const syntax::Filter& filter) { return Filter(rows, filter.where); },
               [&](const syntax::With& with) -> StatusOr<Rows> {
                 ASSIGN_OR_RETURN(const Table table, Project(with.projection, rows, &with.where));
                 Rows out;
                 for (const auto& cells : table.rows) {
                   Row& row = out.emplace_back();
                   for (size_t i = 0; i < cells.size(); ++i) row[table.columns[i]] = cells[i];
                 }
                 return out;
               },
               [&](const syntax::Let& let) -> StatusOr<Rows> {
                 Rows out = rows;
                 for (Row& row : out) {
                   for (const auto& item : let.items) {
                     ASSIGN_OR_RETURN(Value value, Eval(*item.value, row));
                     row[item.variable.text] = value;
                   }
                 }
                 return out;
               },
               [&](const auto&) { return Write(clause, rows); }},
      clause.node);
}

StatusOr<Rows> Reference::Filter(const Rows& rows, const syntax::ExpressionPtr& where) {
  Rows kept;
  for (const Row& row : rows) {
    ASSIGN_OR_RETURN(const bool holds, IsTrue(*where, row));
    if (holds) kept.push_back(row);
  }
  return kept;
}

namespace {

void SetNull(const std::optional<syntax::Name>& name, Row& row) {
  if (name) row.try_emplace(name->text);
}

// The variables of a pattern that the row does not have yet are null.
void SetNull(const syntax::PathPattern& path, Row& row) {
  SetNull(path.variable, row);
  for (const auto& element : path.elements) {
    if (const auto* node = std::get_if<syntax::NodePattern>(&element)) SetNull(node->variable, row);
    if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&element))
      SetNull(edge->variable, row);
  }
}

}  // namespace

StatusOr<Rows> Reference::RunMatch(const syntax::Match& match, const Rows& rows) {
  if (match.reach || match.as_of || match.during || match.mode != syntax::MatchMode::kDefault)
    return NotKnown("MATCH beyond openCypher");
  std::vector<const syntax::PathPattern*> paths;
  for (const auto& path : match.paths) paths.push_back(&path);
  Rows out;
  for (const Row& row : rows) {
    const size_t before = out.size();
    RETURN_IF_ERROR(MatchPaths(paths, row, [&](const Row& found) -> Status {
      if (match.where) {
        ASSIGN_OR_RETURN(const bool holds, IsTrue(*match.where, found));
        if (!holds) return {};
      }
      out.push_back(found);
      return {};
    }));
    if (!match.optional || out.size() > before) continue;
    out.push_back(row);
    for (const auto* path : paths) SetNull(*path, out.back());
  }
  return out;
}

StatusOr<Rows> Reference::RunUnwind(const syntax::Unwind& unwind, const Rows& rows) {
  Rows out;
  for (const Row& row : rows) {
    ASSIGN_OR_RETURN(const Value list, Eval(*unwind.list, row));
    if (list.is_null()) continue;
    if (!list.is_list()) return NotKnown("UNWIND of one value");
    for (const Value& item : list.list()) {
      out.push_back(row);
      out.back()[unwind.variable.text] = item;
    }
  }
  return out;
}

StatusOr<Rows> Reference::RunSubquery(const syntax::CallSubquery& call, const Rows& rows) {
  const auto& first = call.query->parts[0].clauses[0].node;
  const bool all = call.import ? call.import->star : std::holds_alternative<syntax::With>(first);
  Rows out;
  for (const Row& row : rows) {
    Row inner = all ? row : Row();
    if (call.import) {
      for (const auto& name : call.import->variables) inner[name.text] = row.at(name.text);
    }
    ASSIGN_OR_RETURN(const Table table, RunQuery(*call.query, inner));
    const auto& last = call.query->parts[0].clauses.back().node;
    if (!std::holds_alternative<syntax::Return>(last)) {
      out.push_back(row);
      continue;
    }
    for (const auto& cells : table.rows) {
      out.push_back(row);
      for (size_t i = 0; i < cells.size(); ++i) out.back()[table.columns[i]] = cells[i];
    }
  }
  return out;
}

}  // namespace newsgraph::property
