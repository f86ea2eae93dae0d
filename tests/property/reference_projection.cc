// WITH and RETURN: group, project, DISTINCT, ORDER BY, SKIP, LIMIT, WHERE, in this order.
#include <algorithm>

#include "tests/property/reference.h"

namespace newsgraph::property {
namespace {

struct Column {
  std::string name;
  const syntax::Expression* expression = nullptr;  // none: a variable of `*`
  bool aggregate = false;
};

struct Projected {
  std::vector<Value> cells;
  Row row;  // what ORDER BY and WHERE see: the row (the first of its group) under the columns
  const Rows* group = nullptr;
};

bool SameCells(const std::vector<Value>& a, const std::vector<Value>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), Equivalent);
}

}  // namespace

StatusOr<int64_t> Reference::Count(const syntax::ExpressionPtr& expression) {
  ASSIGN_OR_RETURN(const Value value, Eval(*expression, {}));
  if (!value.is_int() || value.integer() < 0) return NotKnown("a count that is none");
  return value.integer();
}

StatusOr<Table> Reference::Project(const syntax::Projection& projection, const Rows& rows,
                                   const syntax::ExpressionPtr* where) {
  std::vector<Column> columns;
  bool grouped = false;
  if (projection.star && !rows.empty()) {
    for (const auto& [name, value] : rows[0]) columns.push_back({name, nullptr, false});
  }
  for (const auto& item : projection.items) {
    const TextSpan span = item.expression->span;
    const std::string text(text_.substr(span.begin, span.end - span.begin));
    const bool aggregate = HasAggregate(*item.expression);
    grouped |= aggregate;
    columns.push_back({item.alias ? item.alias->text : text, item.expression.get(), aggregate});
  }

  // Groups: of rows whose cells without aggregates are equivalent; else each row is one.
  std::vector<Rows> groups;
  std::vector<std::vector<Value>> keys;
  if (grouped) {
    const auto is_key = [](const Column& column) { return !column.aggregate; };
    if (std::none_of(columns.begin(), columns.end(), is_key)) {
      groups.emplace_back();
      keys.emplace_back();
    }
  }
  for (const Row& row : rows) {
    if (!grouped) {
      groups.push_back({row});
      continue;
    }
    std::vector<Value> key;
    for (const Column& column : columns) {
      if (column.aggregate) continue;
      if (!column.expression) {
        key.push_back(row.at(column.name));
        continue;
      }
      ASSIGN_OR_RETURN(Value value, Eval(*column.expression, row));
      key.push_back(std::move(value));
    }
    size_t at = 0;
    while (at < keys.size() && !SameCells(keys[at], key)) ++at;
    if (at == keys.size()) {
      keys.push_back(key);
      groups.emplace_back();
    }
    groups[at].push_back(row);
  }

  std::vector<Projected> all;
  for (const Rows& group : groups) {
    Projected projected{{}, group.empty() ? Row() : group[0], grouped ? &group : nullptr};
    const Row input = projected.row;
    group_ = projected.group;
    for (const Column& column : columns) {
      auto value = column.expression ? Eval(*column.expression, input) : input.at(column.name);
      if (!value.ok()) group_ = nullptr;
      RETURN_IF_ERROR(value.status());
      projected.cells.push_back(*value);
      projected.row[column.name] = *value;
    }
    group_ = nullptr;
    const auto same = [&](const Projected& other) {
      return SameCells(other.cells, projected.cells);
    };
    if (projection.distinct && std::any_of(all.begin(), all.end(), same)) continue;
    all.push_back(std::move(projected));
  }

  // Sorted by insertion: keys first, then places.
  std::vector<std::pair<std::vector<Value>, size_t>> order;
  for (size_t i = 0; i < all.size(); ++i) {
    order.push_back({{}, i});
    for (const auto& item : projection.order_by) {
      group_ = all[i].group;
      auto value = Eval(*item.key, all[i].row);
      group_ = nullptr;
      RETURN_IF_ERROR(value.status());
      order.back().first.push_back(*std::move(value));
    }
  }
  std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    for (size_t i = 0; i < projection.order_by.size(); ++i) {
      const int compared = Compare(a.first[i], b.first[i]);
      if (compared != 0) return projection.order_by[i].descending ? compared > 0 : compared < 0;
    }
    return false;
  });

  int64_t skip = 0, limit = static_cast<int64_t>(all.size());
  if (projection.skip) {
    ASSIGN_OR_RETURN(skip, Count(projection.skip));
  }
  if (projection.limit) {
    ASSIGN_OR_RETURN(limit, Count(projection.limit));
  }
  Table table;
  for (const Column& column : columns) table.columns.push_back(column.name);
  for (int64_t i = skip; i < static_cast<int64_t>(order.size()) && i - skip < limit; ++i) {
    const Projected& projected = all[order[i].second];
    if (where && *where) {
      ASSIGN_OR_RETURN(const bool holds, IsTrue(**where, projected.row));
      if (!holds) continue;
    }
    table.rows.push_back(projected.cells);
  }
  return table;
}

}  // namespace newsgraph::property
