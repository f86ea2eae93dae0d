#include "graph/crc32c.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace newsgraph {
namespace {

constexpr uint32_t kPolynomial = 0x82F63B78;  // 0x1EDC6F41 with its bits reversed

using Tables = std::array<std::array<uint32_t, 256>, 8>;

constexpr Tables MakeTables() {
  Tables tables = {};
  for (uint32_t i = 0; i < 256; ++i) {
    uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? kPolynomial : 0);
    tables[0][i] = crc;
  }
  for (size_t t = 1; t < 8; ++t) {
    for (uint32_t i = 0; i < 256; ++i) {
      tables[t][i] = tables[t - 1][i] >> 8 ^ tables[0][tables[t - 1][i] & 0xFF];
    }
  }
  return tables;
}

constexpr Tables kTables = MakeTables();

uint64_t Load64(const uint8_t* from) {
  uint64_t word;
  std::memcpy(&word, from, sizeof(word));
  return word;
}

// Checksums as polynomials modulo kPolynomial, the highest power in the lowest bit.
constexpr uint32_t Multiply(uint32_t a, uint32_t b) {
  uint32_t product = 0;
  for (uint32_t power = uint32_t{1} << 31; power != 0; power >>= 1) {
    if (a & power) product ^= b;
    b = b >> 1 ^ (b & 1 ? kPolynomial : 0);
  }
  return product;
}

// x to the power of 8 * 2^i.
constexpr std::array<uint32_t, 48> MakePowers() {
  std::array<uint32_t, 48> powers = {uint32_t{1} << 23};
  for (size_t i = 1; i < powers.size(); ++i) powers[i] = Multiply(powers[i - 1], powers[i - 1]);
  return powers;
}
constexpr std::array<uint32_t, 48> kPowers = MakePowers();

// The checksum of two pieces, one after the other, from those of each. cost: 32 steps a bit of size
uint32_t Joined(uint32_t first, uint32_t second, uint64_t second_size) {
  for (size_t i = 0; second_size != 0; ++i, second_size >>= 1) {
    if (second_size & 1) first = Multiply(kPowers[i], first);
  }
  return first ^ second;
}

#if defined(__x86_64__)

bool HasInstruction() { return __builtin_cpu_supports("sse4.2"); }

__attribute__((target("sse4.2"))) uint32_t Tail(uint64_t crc, const uint8_t* from, size_t size) {
  for (; size >= 8; from += 8, size -= 8) crc = __builtin_ia32_crc32di(crc, Load64(from));
  uint32_t narrow = static_cast<uint32_t>(crc);
  for (; size > 0; ++from, --size) narrow = __builtin_ia32_crc32qi(narrow, *from);
  return ~narrow;
}

// The checksums of three blocks of one size.
__attribute__((target("sse4.2"))) void Three(const uint8_t* from, size_t size, uint32_t* crcs) {
  uint64_t a = ~uint32_t{0}, b = a, c = a;
  const size_t words = size / 8 * 8;
  for (size_t i = 0; i < words; i += 8) {
    a = __builtin_ia32_crc32di(a, Load64(from + i));
    b = __builtin_ia32_crc32di(b, Load64(from + size + i));
    c = __builtin_ia32_crc32di(c, Load64(from + 2 * size + i));
  }
  crcs[0] = Tail(a, from + words, size - words);
  crcs[1] = Tail(b, from + size + words, size - words);
  crcs[2] = Tail(c, from + 2 * size + words, size - words);
}

#elif defined(__ARM_FEATURE_CRC32)

bool HasInstruction() { return true; }

uint32_t Tail(uint64_t start, const uint8_t* from, size_t size) {
  uint32_t crc = static_cast<uint32_t>(start);
  for (; size >= 8; from += 8, size -= 8) crc = __builtin_arm_crc32cd(crc, Load64(from));
  for (; size > 0; ++from, --size) crc = __builtin_arm_crc32cb(crc, *from);
  return ~crc;
}

void Three(const uint8_t* from, size_t size, uint32_t* crcs) {
  for (size_t i = 0; i < 3; ++i) crcs[i] = Tail(~uint32_t{0}, from + i * size, size);
}

#else

bool HasInstruction() { return false; }
uint32_t Tail(uint64_t, const uint8_t* from, size_t size) {
  return internal::Crc32cByTable({from, size});
}
void Three(const uint8_t* from, size_t size, uint32_t* crcs) {
  for (size_t i = 0; i < 3; ++i) crcs[i] = internal::Crc32cByTable({from + i * size, size});
}

#endif

}  // namespace

// Eight bytes a step, each through its own table ("slicing by 8").
uint32_t internal::Crc32cByTable(std::span<const uint8_t> bytes) {
  uint32_t crc = ~uint32_t{0};
  size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    const uint64_t word = Load64(bytes.data() + i) ^ crc;
    crc = 0;
    for (size_t byte = 0; byte < 8; ++byte) crc ^= kTables[7 - byte][word >> 8 * byte & 0xFF];
  }
  for (; i < bytes.size(); ++i) crc = crc >> 8 ^ kTables[0][(crc ^ bytes[i]) & 0xFF];
  return ~crc;
}

uint32_t Crc32c(std::span<const uint8_t> bytes) {
  if (!HasInstruction()) return internal::Crc32cByTable(bytes);
  constexpr size_t kWorthThree = 16 << 10;
  if (bytes.size() < kWorthThree) return Tail(~uint32_t{0}, bytes.data(), bytes.size());
  const size_t third = bytes.size() / 24 * 8;
  std::array<uint32_t, 3> crcs;
  Three(bytes.data(), third, crcs.data());
  const auto rest = bytes.subspan(3 * third);
  const uint32_t joined = Joined(Joined(crcs[0], crcs[1], third), crcs[2], third);
  return Joined(joined, Tail(~uint32_t{0}, rest.data(), rest.size()), rest.size());
}

void Crc32cOfBlocks(std::span<const uint8_t> bytes, size_t block_size, std::span<uint32_t> crcs) {
  size_t block = 0;
  if (HasInstruction()) {
    for (; (block + 3) * block_size <= bytes.size(); block += 3) {
      Three(bytes.data() + block * block_size, block_size, &crcs[block]);
    }
  }
  for (; block < crcs.size(); ++block) {
    const size_t begin = block * block_size;
    crcs[block] = Crc32c(bytes.subspan(begin, std::min(block_size, bytes.size() - begin)));
  }
}

}  // namespace newsgraph
