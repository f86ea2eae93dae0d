// Records of a CSV file (RFC 4180), each with its place; what is malformed is told and passed over.
//
//   CsvReader reader(source, ',');
//   CsvRecord record;
//   while (true) {
//     ASSIGN_OR_RETURN(const bool more, reader.Next(record));
//     if (!more) break;
//     if (!record.error.empty()) ...      // reading goes on after it
//   }
//
// A quoted field may hold separators, line ends and doubled quotes. Lines end in \n or \r\n; empty
// lines are passed over. A quote inside an unquoted field is a character like others. After a field
// whose quote never closes, reading goes on with the next line. One thread.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "loaders/source.h"

namespace newsgraph::loaders {

struct CsvField {
  std::string_view text;
  bool quoted = false;
};

struct CsvRecord {
  std::vector<CsvField> fields;
  std::string_view raw;  // its bytes, without the line's end
  uint64_t line = 0;
  uint64_t offset = 0;
  std::string error;  // why it is no record; empty when it is one
};

class CsvReader {
 public:
  // REQUIRES: the source outlives the reader, and only the reader moves it.
  CsvReader(Source& source, char separator) : source_(source), separator_(separator) {}

  // False at the end. What the record shows lives until the next call. errors: IoError
  StatusOr<bool> Next(CsvRecord& record);
  // How many bytes from the source's first on are whole records, as far as they are in memory; 0
  // where the first one is not, or is malformed. Moves nothing. cost: as Next, without quotes far
  // less
  size_t WholeRecords(bool at_end);
  // Moves the source past the record that Next told of last.
  Status Settle();

 private:
  enum class Found : uint8_t { kRecord, kCutShort, kNeverCloses, kTextAfterQuote };
  // Splits the first record of `text`; sizes of it without and with its line end.
  Found Split(std::string_view text, bool at_end, CsvRecord& record);
  bool SplitQuoted(std::string_view text, size_t& at, CsvField& field);

  Source& source_;
  char separator_;
  size_t size_ = 0;                    // of the record found, without its line's end
  size_t consume_ = 0;                 // and with it; done by the next call
  uint64_t lines_ = 0;                 // line ends in that, where it is not 0
  bool skip_line_ = false;             // then also what is left of the line
  std::deque<std::string> unescaped_;  // fields that held doubled quotes
};

// The separator of a header: of , ; | and tab the one that stands there most often outside quotes.
char FindSeparator(std::string_view header);

}  // namespace newsgraph::loaders
