#include "loaders/text/models/weights.h"

#include <zstd.h>

namespace newsgraph::text {
namespace {

constexpr std::string_view kMagic = "NGTM";
constexpr uint8_t kVersion = 2;
constexpr uint64_t kMaxUnpacked = 256u << 20;

Status Damaged(std::string_view what) {
  return MakeError(ErrorKind::kCorruption, ErrorPhase::kRuntime, "", std::nullopt,
                   Cat("the text models' weights ", what),
                   "train them again with training/train, or restore the file");
}

}  // namespace

StatusOr<std::string> PackWeights(std::string_view unpacked) {
  ByteWriter header;
  for (char c : kMagic) header.Byte(static_cast<uint8_t>(c));
  header.Byte(kVersion);
  header.Varint(unpacked.size());
  std::string packed = header.bytes();
  const size_t start = packed.size();
  packed.resize(start + ZSTD_compressBound(unpacked.size()));
  const size_t size = ZSTD_compress(packed.data() + start, packed.size() - start, unpacked.data(),
                                    unpacked.size(), 19);
  if (ZSTD_isError(size)) return InternalError(Cat("zstd: ", ZSTD_getErrorName(size)));
  packed.resize(start + size);
  return packed;
}

Status Weights::Unpack(std::string_view packed) {
  ByteReader header(packed);
  for (char c : kMagic) {
    if (header.Byte() != static_cast<uint8_t>(c)) return Damaged("do not begin with NGTM");
  }
  if (const uint8_t version = header.Byte(); version != kVersion) {
    return Damaged(Cat("have version ", int{version}, ", this program reads ", int{kVersion}));
  }
  const uint64_t size = header.Varint();
  if (!header.ok() || size > kMaxUnpacked) return Damaged("name an impossible size");
  std::string unpacked(size, '\0');
  const std::string_view body = packed.substr(header.offset());
  const size_t got = ZSTD_decompress(unpacked.data(), unpacked.size(), body.data(), body.size());
  if (ZSTD_isError(got) || got != size) return Damaged("do not unpack");
  ByteReader in(unpacked);
  if (!lists.Read(in) || !network.Read(in) || !lemmas.Read(in) || !in.AtEnd()) {
    return Damaged("are inconsistent");
  }
  return absl::OkStatus();
}

}  // namespace newsgraph::text
