// PackStream 1, the binary form of what Bolt's messages hold: a marker of a byte, big-endian
// numbers.
//
//   std::string out;
//   Packer packer(out);
//   packer.Struct(0x10, 2).String("RETURN 1").Map(0);
//
//   Unpacker in(out);
//   Item item;
//   RETURN_IF_ERROR(in.Next(item));        // kStruct, tag 0x10, size 2; its fields come next
//
// Lists, maps and structures are headers that say how many items follow; what they mean is for
// values.h. An Unpacker reads any bytes: a header never claims more items than bytes are left.
// source: https://neo4j.com/docs/bolt/current/packstream/
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/base/error.h"

namespace newsgraph::cli::bolt {

// What a server sent is not Bolt. Kind IoError, detail "ProtocolError".
Status ProtocolError(std::string_view what);

class Packer {
 public:
  explicit Packer(std::string& out) : out_(out) {}
  Packer& Null();
  Packer& Bool(bool b);
  Packer& Int(int64_t number);
  Packer& Float(double number);
  // REQUIRES of sizes: below 2^32
  Packer& String(std::string_view text);
  Packer& Bytes(std::string_view bytes);
  Packer& List(size_t size);
  Packer& Map(size_t size);                    // keys (strings) and values in turn
  Packer& Struct(uint8_t tag, size_t fields);  // REQUIRES: fields < 16

 private:
  Packer& Byte(unsigned byte);
  Packer& BigEndian(uint64_t number, int bytes);
  // `tiny`: the marker that holds a size below 16, 0 for none; `small`: that of a size of 8 bits,
  // which those of 16 and 32 bits follow.
  Packer& Size(size_t size, unsigned tiny, unsigned small);

  std::string& out_;
};

struct Item {
  enum class Kind : uint8_t { kNull, kBool, kInt, kFloat, kBytes, kString, kList, kMap, kStruct };
  Kind kind = Kind::kNull;
  uint8_t tag = 0;      // of a structure
  uint32_t size = 0;    // items of a list, pairs of a map, fields of a structure
  int64_t integer = 0;  // also of a boolean
  double floating = 0;
  std::string_view text;  // of a string, or bytes; lies in what is read
};
std::string_view NameOf(Item::Kind kind);  // "a string"

class Unpacker {
 public:
  Unpacker() = default;
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}
  bool at_end() const { return bytes_.empty(); }
  // errors: IoError/ProtocolError
  Status Next(Item& item);

 private:
  // Moves on over a number of so many bytes. REQUIRES: that many are left.
  uint64_t TakeBigEndian(int bytes);
  Status Sized(Item& item, Item::Kind kind, uint64_t size);

  std::string_view bytes_;
};

}  // namespace newsgraph::cli::bolt
