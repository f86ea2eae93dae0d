// Rows of a CSV file in columns: what a piece of a file says, checked, before the graph sees it.
//
//   CsvRows rows;
//   rows.Read(format, reader);                  // any thread
//   rows.count                                  // rows that are right
//   rows.columns[i].Get(row)                    // value of the header's i-th column
//   rows.rejections                             // and the others, in order
//
// A row that is rejected leaves nothing in the columns. One thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/column_draft.h"
#include "loaders/csv_header.h"
#include "loaders/loader.h"
#include "loaders/node_ids.h"

namespace newsgraph::loaders {

// A file whose header is known, and where its ids are found.
struct CsvFormat {
  std::string path;
  char separator = ',';
  CsvHeader header;
  std::string label_or_type;  // of all rows, besides what the header's columns say
  NodeIds* ids = nullptr;     // of the column :ID
  const NodeIds* start_ids = nullptr;
  const NodeIds* end_ids = nullptr;
};

// Texts by number, in order of first use: the few labels or types of a piece.
class TextNumbers {
 public:
  uint32_t Add(std::string_view text);
  const std::vector<std::string>& all() const { return texts_; }

 private:
  std::vector<std::string> texts_;
  StringMap<uint32_t> numbers_;
  uint32_t last_ = 0;  // most rows say what the one before said
};

class CsvRows {
 public:
  // Replaces everything by what the reader finds. What is wrong with a row is a rejection.
  //   errors    IoError, of the reader
  Status Read(const CsvFormat& format, CsvReader& reader);

  uint32_t count = 0;                        // of rows that are right
  std::vector<ColumnDraft> columns;          // as in the header; empty where nothing is stored
  TextNumbers names;                         // texts that stand in the column of labels or of types
  std::vector<uint32_t> named;               // by row: which of them
  std::vector<NodeId> starts, ends;          // by row: of relationships
  std::vector<Rejection> rejections;         // in order
  std::string_view id(uint32_t row) const {  // of a node
    const size_t begin = row == 0 ? 0 : id_ends_[row - 1];
    return std::string_view(id_texts_).substr(begin, id_ends_[row] - begin);
  }

 private:
  // Where in the header is what.
  struct Places {
    static constexpr size_t kNowhere = std::string_view::npos;
    size_t id = kNowhere, start = kNowhere, end = kNowhere;
    size_t name = kNowhere;      // labels or type
    std::vector<size_t> stored;  // what becomes a property
  };
  static Places PlacesIn(const CsvHeader& header);
  // Each: the reason why it was not taken, or nothing.
  std::string TakeRow(const CsvFormat& format, const CsvRecord& record);
  std::string TakeValues(const CsvFormat& format, const CsvRecord& record);
  std::string TakeEnds(const CsvFormat& format, const CsvRecord& record,
                       const NodeIds::Key& start_id, const NodeIds::Key& end_id);

  Places places_;
  std::string id_texts_;
  std::vector<size_t> id_ends_;
};

Rejection RejectionOf(const std::string& path, const CsvRecord& record, std::string reason);

}  // namespace newsgraph::loaders
