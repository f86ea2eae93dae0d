// Numbers and texts in a row of bytes: how weights are stored.
//
//   ByteWriter out;  out.Varint(300);  out.Text("PER");  Save(out.bytes());
//   ByteReader in(bytes);  uint64_t n = in.Varint();  if (!in.ok()) return ...;
//
// A reader past its end gives zeros and says so in ok(); nothing is read outside the bytes.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace newsgraph::text {

class ByteWriter {
 public:
  void Byte(uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void Varint(uint64_t value) {
    for (; value >= 128; value >>= 7) Byte(static_cast<uint8_t>(value | 128));
    Byte(static_cast<uint8_t>(value));
  }
  void Short(int16_t value) {
    Byte(static_cast<uint8_t>(value));
    Byte(static_cast<uint8_t>(value >> 8));
  }
  void Float(float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    for (int shift = 0; shift < 32; shift += 8) Byte(static_cast<uint8_t>(bits >> shift));
  }
  void Text(std::string_view text) {
    Varint(text.size());
    bytes_.append(text);
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  uint8_t Byte() {
    if (at_ >= bytes_.size()) {
      ok_ = false;
      return 0;
    }
    return static_cast<uint8_t>(bytes_[at_++]);
  }
  uint64_t Varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const uint8_t byte = Byte();
      value |= static_cast<uint64_t>(byte & 127) << shift;
      if (byte < 128) return value;
    }
    ok_ = false;
    return 0;
  }
  // A count of things of at least one byte each: never more than what is left.
  size_t Count() {
    const uint64_t count = Varint();
    if (count <= bytes_.size() - at_) return static_cast<size_t>(count);
    ok_ = false;
    return 0;
  }
  int16_t Short() {
    const uint16_t low = Byte();
    return static_cast<int16_t>(low | Byte() << 8);
  }
  float Float() {
    uint32_t bits = 0;
    for (int shift = 0; shift < 32; shift += 8) bits |= static_cast<uint32_t>(Byte()) << shift;
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
  std::string_view Text() { return Bytes(Count()); }
  // The next `size` bytes; none if there are not so many.
  std::string_view Bytes(size_t size) {
    if (size > bytes_.size() - at_) {
      ok_ = false;
      return {};
    }
    const std::string_view bytes = bytes_.substr(at_, size);
    at_ += size;
    return bytes;
  }
  bool ok() const { return ok_; }
  size_t offset() const { return at_; }
  bool AtEnd() const { return at_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace newsgraph::text
