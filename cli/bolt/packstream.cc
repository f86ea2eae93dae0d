#include "cli/bolt/packstream.h"

#include <array>
#include <bit>
#include <optional>

namespace newsgraph::cli::bolt {
namespace {

using Kind = Item::Kind;

constexpr unsigned kNull = 0xC0, kFloat = 0xC1, kFalse = 0xC2, kTrue = 0xC3;
constexpr unsigned kInt8 = 0xC8, kInt16 = 0xC9, kInt32 = 0xCA, kInt64 = 0xCB;
constexpr unsigned kBytes8 = 0xCC, kString8 = 0xD0, kList8 = 0xD4, kMap8 = 0xD8;
constexpr unsigned kTinyString = 0x80, kTinyList = 0x90, kTinyMap = 0xA0, kTinyStruct = 0xB0;

// Markers with a size behind them: three in a row, of 1, 2 and 4 bytes.
struct SizedRow {
  unsigned first;
  Kind kind;
};
constexpr SizedRow kSized[] = {
    {kBytes8, Kind::kBytes}, {kString8, Kind::kString}, {kList8, Kind::kList}, {kMap8, Kind::kMap}};

// Markers whose low four bits are the size.
constexpr std::array kTiny = {Kind::kString, Kind::kList, Kind::kMap, Kind::kStruct};

int64_t SignExtended(uint64_t number, int bytes) {
  const int unused = 64 - 8 * bytes;
  return static_cast<int64_t>(number << unused) >> unused;
}

}  // namespace

Status ProtocolError(std::string_view what) {
  return RuntimeError(ErrorKind::kIoError, "ProtocolError",
                      Cat("the server's answer is not Bolt: ", what),
                      "is it a Bolt server, on its Bolt port (7687 unless configured)?");
}

Packer& Packer::Byte(unsigned byte) {
  out_.push_back(static_cast<char>(byte));
  return *this;
}

Packer& Packer::BigEndian(uint64_t number, int bytes) {
  while (bytes-- > 0) Byte(static_cast<unsigned>(number >> 8 * bytes & 0xFF));
  return *this;
}

Packer& Packer::Size(size_t size, unsigned tiny, unsigned small) {
  if (tiny != 0 && size < 16) return Byte(tiny + static_cast<unsigned>(size));
  if (size <= 0xFF) return Byte(small).BigEndian(size, 1);
  if (size <= 0xFFFF) return Byte(small + 1).BigEndian(size, 2);
  return Byte(small + 2).BigEndian(size, 4);
}

Packer& Packer::Null() { return Byte(kNull); }
Packer& Packer::Bool(bool b) { return Byte(b ? kTrue : kFalse); }

Packer& Packer::Int(int64_t number) {
  const auto bits = static_cast<uint64_t>(number);
  if (number >= -16 && number <= INT8_MAX) return BigEndian(bits, 1);
  if (number >= INT8_MIN && number <= INT8_MAX) return Byte(kInt8).BigEndian(bits, 1);
  if (number >= INT16_MIN && number <= INT16_MAX) return Byte(kInt16).BigEndian(bits, 2);
  if (number >= INT32_MIN && number <= INT32_MAX) return Byte(kInt32).BigEndian(bits, 4);
  return Byte(kInt64).BigEndian(bits, 8);
}

Packer& Packer::Float(double number) {
  return Byte(kFloat).BigEndian(std::bit_cast<uint64_t>(number), 8);
}

Packer& Packer::String(std::string_view text) {
  Size(text.size(), kTinyString, kString8);
  out_.append(text);
  return *this;
}

Packer& Packer::Bytes(std::string_view bytes) {
  Size(bytes.size(), 0, kBytes8);
  out_.append(bytes);
  return *this;
}

Packer& Packer::List(size_t size) { return Size(size, kTinyList, kList8); }
Packer& Packer::Map(size_t size) { return Size(size, kTinyMap, kMap8); }
Packer& Packer::Struct(uint8_t tag, size_t fields) {
  return Byte(kTinyStruct + static_cast<unsigned>(fields)).Byte(tag);
}

std::string_view NameOf(Item::Kind kind) {
  constexpr std::array<std::string_view, 9> kNames = {"null",    "a boolean", "an integer",
                                                      "a float", "bytes",     "a string",
                                                      "a list",  "a map",     "a structure"};
  return kNames[static_cast<size_t>(kind)];
}

uint64_t Unpacker::TakeBigEndian(int bytes) {
  uint64_t number = 0;
  for (int i = 0; i < bytes; ++i)
    number = number << 8 | static_cast<unsigned char>(bytes_[static_cast<size_t>(i)]);
  bytes_.remove_prefix(static_cast<size_t>(bytes));
  return number;
}

// Each item takes a byte at least: a size beyond what is left is a lie, whatever follows.
Status Unpacker::Sized(Item& item, Kind kind, uint64_t size) {
  item.kind = kind;
  item.size = static_cast<uint32_t>(size);
  const uint64_t tag = kind == Kind::kStruct ? 1 : 0;
  if (size * (kind == Kind::kMap ? 2 : 1) + tag > bytes_.size()) {
    return ProtocolError(
        Cat(NameOf(kind), " of ", size, " with ", bytes_.size(), " bytes left of the message"));
  }
  if (kind == Kind::kString || kind == Kind::kBytes) {
    item.text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
  } else if (kind == Kind::kStruct) {
    item.tag = static_cast<uint8_t>(TakeBigEndian(1));
  }
  return absl::OkStatus();
}

Status Unpacker::Next(Item& item) {
  if (bytes_.empty()) return ProtocolError("a message ends too early");
  const auto marker = static_cast<unsigned>(TakeBigEndian(1));
  if (marker < 0x80 || marker >= 0xF0) {
    item.kind = Kind::kInt;
    item.integer = SignExtended(marker, 1);
    return absl::OkStatus();
  }
  if (marker < kNull) return Sized(item, kTiny[marker / 16 - 8], marker % 16);
  int width = 0;  // of what follows the marker
  std::optional<Kind> sized;
  if (marker >= kInt8 && marker <= kInt64) {
    width = 1 << (marker - kInt8);
  } else if (marker == kFloat) {
    width = 8;
  }
  for (const SizedRow& row : kSized) {
    if (marker < row.first || marker > row.first + 2) continue;
    width = 1 << (marker - row.first);
    sized = row.kind;
  }
  if (width == 0 && marker != kNull && marker != kFalse && marker != kTrue)
    return ProtocolError(Cat("no value begins with the byte ", marker));
  if (static_cast<size_t>(width) > bytes_.size())
    return ProtocolError("a message ends within a number");
  const uint64_t number = TakeBigEndian(width);
  if (sized) return Sized(item, *sized, number);
  if (marker == kNull) {
    item.kind = Kind::kNull;
  } else if (marker == kFloat) {
    item.kind = Kind::kFloat;
    item.floating = std::bit_cast<double>(number);
  } else if (width > 0) {
    item.kind = Kind::kInt;
    item.integer = SignExtended(number, width);
  } else {
    item.kind = Kind::kBool;
    item.integer = marker == kTrue;
  }
  return absl::OkStatus();
}

}  // namespace newsgraph::cli::bolt
