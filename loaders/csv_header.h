// The header of a CSV file as neo4j-admin defines it: what each column means.
//
//   id:ID(Person),name,born:date,tags:string[],:LABEL      a file of nodes
//   :START_ID(Person),:END_ID(Person),:TYPE,since:int      a file of relationships
//
//   ASSIGN_OR_RETURN(CsvHeader header, ParseCsvHeader(record));
//
// A column without a type holds strings; one of type IGNORE is passed over. A named id is a
// property too, a string unless {id-type: long} or {id-type: int} follows it. A value. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "loaders/csv_reader.h"
#include "loaders/field_type.h"

namespace newsgraph::loaders {

struct CsvColumn {
  enum class Role : uint8_t { kProperty, kId, kLabel, kStart, kEnd, kType, kIgnore };
  Role role = Role::kProperty;
  std::string name;   // of the property; may be empty for ids
  std::string space;  // of ids: only within one do equal ids mean the same node
  ColumnType type;
};

struct CsvHeader {
  std::vector<CsvColumn> columns;
  bool edges = false;  // a file of relationships

  const CsvColumn* Find(CsvColumn::Role role) const;
};

// errors   DataError: a column with an unknown type, a role twice, a mixture of both kinds of file,
// or neither; where all rows have one label or type (`named`), :LABEL and :TYPE need not be there
StatusOr<CsvHeader> ParseCsvHeader(const CsvRecord& record, bool named = false);

}  // namespace newsgraph::loaders
