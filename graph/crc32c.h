// CRC32C (Castagnoli), the checksum of saved graphs: by the processor's own instruction where it
// has one (chosen at run time), else by tables.
//
//   uint32_t crc = Crc32c(bytes);
//
// cost: about 0.05 ns a byte, three parts at a time (0.13 ns below 16 KiB); 1 ns by tables.
// source: RFC 3720, appendix B.4 (polynomial and test vectors); joined as by zlib's crc32_combine.
// Thread-safe, and safe in a signal handler.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace newsgraph {

uint32_t Crc32c(std::span<const uint8_t> bytes);

// The checksums of consecutive blocks of `block_size` bytes (the last one may be shorter), three at
// a time: the instruction's latency is three cycles, so three independent chains cost as much as
// one.
//   crcs.size() == number of blocks
void Crc32cOfBlocks(std::span<const uint8_t> bytes, size_t block_size, std::span<uint32_t> crcs);

namespace internal {
uint32_t Crc32cByTable(std::span<const uint8_t> bytes);
}  // namespace internal

}  // namespace newsgraph
