#include "loaders/text/models/embeddings.h"

#include <algorithm>
#include <cmath>

namespace newsgraph::text {

void Embeddings::Write(int size, std::span<const Feature> features, std::span<const float> rows,
                       ByteWriter& out) {
  // One number in twenty thousand is clamped, so that outliers do not cost all others their digits.
  std::vector<float> sizes;
  for (float x : rows) sizes.push_back(std::fabs(x));
  const size_t rank = sizes.size() - 1 - sizes.size() / 20000;
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<ptrdiff_t>(rank), sizes.end());
  const float unit = std::max(sizes[rank], 1e-6f) / 127;
  out.Varint(static_cast<uint64_t>(size));
  out.Float(unit);
  out.Varint(features.size());
  Feature previous = 0;
  for (Feature feature : features) {
    out.Varint(feature - previous);
    previous = feature;
  }
  for (float x : rows) {
    const float rounded = std::floor(x / unit + 0.5f);
    out.Byte(static_cast<uint8_t>(static_cast<int8_t>(std::clamp(rounded, -127.0f, 127.0f))));
  }
}

bool Embeddings::Read(ByteReader& in) {
  const uint64_t size = in.Varint();
  if (size == 0 || size > kMaxInputs || size % 2 != 0) return false;
  size_ = static_cast<int>(size);
  unit_ = in.Float();
  const size_t count = in.Count();
  uint32_t slots = 2;
  while (slots < count * 2) slots *= 2;
  mask_ = slots - 1;
  slots_.assign(slots, {});
  Feature feature = 0;
  for (uint32_t row = 1; row <= count; ++row) {
    feature += static_cast<Feature>(in.Varint());
    uint32_t slot = feature & mask_;
    while (slots_[slot].row != 0) slot = (slot + 1) & mask_;
    slots_[slot] = {feature, row};
  }
  const std::string_view rows = in.Bytes(count * size);
  rows_.assign(rows.begin(), rows.end());
  return in.ok();
}

}  // namespace newsgraph::text
