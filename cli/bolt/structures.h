// Bolt's structures of plain fields, rows of a table: temporal values and points. Private to
// values.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "cli/bolt/packstream.h"
#include "graph/value.h"

namespace newsgraph::cli::bolt {

inline constexpr uint8_t kNodeTag = 'N', kEdgeTag = 'R', kUnboundEdgeTag = 'r', kPathTag = 'P';

inline constexpr size_t kMostFields = 4;
struct Form {
  uint8_t tag;
  std::string_view fields;  // a letter each: i an integer, f a float, s a string
  // errors: IoError/ProtocolError for what is out of range
  StatusOr<Value> (*make)(std::span<const Item, kMostFields> fields);
};
const Form* FindForm(uint8_t tag);  // null: no such structure

}  // namespace newsgraph::cli::bolt
