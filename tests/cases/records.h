// The records of a case file: what to run, and what it must give. See tests/README.md for both
// forms.
//
//   CaseFile file = ReadCases("tests/cases/clauses/match.test");   // or a page, docs/language.md
//   for (Record& record : file.records) ... run record.statement, compare with record.expected
//   WriteCases(file);                                              // with what `expected` is now
//
// A page (.md) is run as it reads: each block "```cypher" is a statement, and the block after it,
// if it has no language, what that statement gives. All else is kept as it is.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace newsgraph {

struct Record {
  enum class Kind { kNote, kGraph, kSetup, kChecked } kind = Kind::kNote;
  bool ordered = false;
  std::string head;                   // the first line as it stands; of a note, all of it
  std::string statement;              // may be empty in kGraph
  std::vector<std::string> expected;  // a header line and the rows, or the error's lines
};

struct CaseFile {
  std::filesystem::path path;
  std::vector<Record> records;
};

CaseFile ReadCases(const std::filesystem::path& path);
void WriteCases(const CaseFile& file);

}  // namespace newsgraph
