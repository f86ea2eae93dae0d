// What a graph promises of its data, and the names of its indexes.
//
//   changes.AddConstraint({"person_name", ConstraintKind::kUnique, person, EdgeTypeId{}, name});
//   ConstraintsOf(view)          every promise
//   IndexesOf(view)              every index, with its name
//
// A constraint is on one property of the nodes of a label, or of the relationships of a type. It is
// checked when it is made, over everything, and from then on at each commit, over what was touched.
// A unique one comes with an index, which goes with it. Values are compared as `=` does: 1 and 1.0
// clash; null and NaN clash with nothing. Part of a snapshot: transactions, saved files and Builder
// keep it. Thread-safe to read.
#pragma once

#include <string>
#include <vector>

#include "graph/base/error.h"
#include "graph/catalogue.h"
#include "graph/graph.h"

namespace newsgraph {

std::string_view NameOf(ConstraintKind kind);  // "UNIQUE", "NOT NULL", "KEY"

const std::vector<Constraint>& ConstraintsOf(const GraphView& view);
std::vector<NamedIndex> IndexesOf(const GraphView& view);

// "index_Person_name", "unique_Person_name", "not_null_met_with_date"
std::string DefaultIndexName(const Names& names, LabelId label, KeyId key);
std::string DefaultConstraintName(const Names& names, const Constraint& constraint);

// The constraint, another element notwithstanding: what one element, or every one, must be.
//   errors    ConstraintValidationFailed/UniquenessViolation, /MissingProperty, with the names of
//             the constraint, the elements and the value
//   cost      one element: an index look-up; all of them: one each
Status CheckConstraint(const GraphView& view, const Constraint& constraint, NodeId node);
Status CheckConstraint(const GraphView& view, const Constraint& constraint, EdgeId edge);
Status CheckConstraint(const GraphView& view, const Constraint& constraint);

}  // namespace newsgraph
