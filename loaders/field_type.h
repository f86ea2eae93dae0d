// The types that columns may have, and the values their texts stand for.
//
//   FindFieldType("int")                                   kInt
//   ParseField({FieldType::kInt, /*list=*/true}, "1;2;3")  [1, 2, 3]
//
// Names and forms are neo4j-admin's. Thread-safe: no state.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "graph/base/error.h"
#include "graph/value.h"

namespace newsgraph::loaders {

enum class FieldType : uint8_t {
  kString,  // also "char"
  kInt,     // also "long", "short", "byte": 64 bits
  kFloat,   // also "double"
  kBool,
  kDate,
  kLocalTime,
  kTime,
  kLocalDateTime,
  kDateTime,
  kDuration,
  kPoint,  // {x: 1.5, y: 2} or {longitude: 27.5, latitude: 53.9}, each with z or height where it
           // has one
};

struct ColumnType {
  FieldType type = FieldType::kString;
  bool list = false;  // items are separated by ';'
};

// "int", "date" ...; case does not matter; nothing for another name.
std::optional<FieldType> FindFieldType(std::string_view name);
std::string_view NameOf(FieldType type);

// Blanks around anything but a string do not count.
//   errors   DataError: what was found and what was expected
StatusOr<Value> ParseField(const ColumnType& type, std::string_view text);

}  // namespace newsgraph::loaders
