#include "loaders/text/models/word_features.h"

#include <algorithm>
#include <array>

#include "loaders/text/tokens/characters.h"

namespace newsgraph::text {
namespace {

// A word's first bytes decide; what is longer than this is no word.
constexpr size_t kMaxBytes = 64;

char ShapeOf(CharacterKind kind, char byte) {
  switch (kind) {
    case CharacterKind::kUpper:
      return 'X';
    case CharacterKind::kLower:
    case CharacterKind::kLetter:
      return 'x';
    case CharacterKind::kDigit:
      return '0';
    case CharacterKind::kSpace:
    case CharacterKind::kApostrophe:
    case CharacterKind::kQuote:
    case CharacterKind::kHyphen:
    case CharacterKind::kDash:
    case CharacterKind::kCurrency:
    case CharacterKind::kPunctuation:
      return byte;
  }
  return byte;
}

// The word's shape, with a run of one kind at most three long.
class Shape {
 public:
  void Add(char c) {
    run_ = size_ > 0 && bytes_[size_ - 1] == c ? run_ + 1 : 1;
    if (run_ <= 3 && size_ < bytes_.size()) bytes_[size_++] = c;
  }
  uint32_t Hash() const { return HashBytes({bytes_.data(), size_}); }

 private:
  std::array<char, 24> bytes_;
  size_t size_ = 0;
  int run_ = 0;
};

}  // namespace

uint32_t HashBytes(std::string_view bytes) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return Fold(hash);
}

WordFeatures FeaturesOf(std::string_view word) {
  word = word.substr(0, kMaxBytes);
  std::array<char, kMaxBytes> form;
  std::array<char, kMaxBytes> lower;
  std::array<uint8_t, kMaxBytes + 1> starts;  // byte offset of each character
  size_t characters = 0;
  bool has_letter = false;
  bool has_lower = false;
  int upper = 0;
  Shape shape;
  WordFeatures result;
  for (uint32_t i = 0; i < word.size();) {
    const Character c = ReadCharacter(word, i);
    starts[characters++] = static_cast<uint8_t>(i);
    const CharacterKind kind = c.kind;
    has_letter |= IsLetter(kind);
    has_lower |= kind == CharacterKind::kLower || kind == CharacterKind::kLetter;
    upper += kind == CharacterKind::kUpper;
    if (kind == CharacterKind::kUpper && i == 0) result.signs |= kCapital;
    if (kind == CharacterKind::kDigit) result.signs |= kHasDigit;
    if (kind == CharacterKind::kHyphen) result.signs |= kHasHyphen;
    if (c.code == '.') result.signs |= kHasStop;
    shape.Add(ShapeOf(kind, word[i]));
    for (int k = 0; k < c.size; ++k, ++i) {
      form[i] = kind == CharacterKind::kDigit ? '0' : word[i];
    }
  }
  starts[characters] = static_cast<uint8_t>(word.size());
  if (!has_letter) result.signs |= kNoLetter;
  if (upper >= 2 && !has_lower) result.signs |= kAllCapitals;
  LowerInto({form.data(), word.size()}, lower.data());
  result.form = HashBytes({form.data(), word.size()});
  result.lower = HashBytes({lower.data(), word.size()});
  for (size_t n = 1; n <= 3; ++n) {
    result.prefix[n - 1] = HashBytes({lower.data(), starts[std::min(n, characters)]});
  }
  for (size_t n = 1; n <= 4; ++n) {
    const size_t start = starts[characters - std::min(n, characters)];
    result.suffix[n - 1] = HashBytes({lower.data() + start, word.size() - start});
  }
  result.shape = shape.Hash();
  return result;
}

std::array<Feature, kWordSlots> SlotsOf(const WordFeatures& word) {
  return {Combine(1, word.lower),     Combine(2, word.suffix[1]), Combine(3, word.suffix[2]),
          Combine(4, word.suffix[3]), Combine(5, word.prefix[1]), Combine(6, word.prefix[2]),
          Combine(7, word.shape)};
}

}  // namespace newsgraph::text
