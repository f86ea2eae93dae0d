// CSV files whose header is known from elsewhere, e.g. from a schema beside them. Those that carry
// neo4j-admin's header themselves are loaded by LoadFiles (loader.h).
//
//   CsvTable people{"people.csv", "id:ID{id-type: long},name,born:date", "Person"};
//   CsvTable met{"met.csv", ":START_ID,:END_ID,since:int", "met_with"};
//   RETURN_IF_ERROR(LoadCsvTables(std::vector{people, met}, options, builder, report));
#pragma once

#include <span>
#include <string>

#include "loaders/loader.h"

namespace newsgraph::loaders {

struct CsvTable {
  std::string path;
  std::string header;         // in place of the file's first record, which is passed over
  std::string label_or_type;  // of all rows; the header then needs no :LABEL or :TYPE
};

// As LoadFiles does; every table is one of CSV.
Status LoadCsvTables(std::span<const CsvTable> tables, const LoadOptions& options, Builder& builder,
                     Report& report, const LoadProgress& progress = {});

}  // namespace newsgraph::loaders
