#include "loaders/text/models/lemma.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "loaders/text/tokens/characters.h"

namespace newsgraph::text {
namespace {

// An inflection: what the form ends in, what the lemma has in its place.
struct Ending {
  std::string_view ending;
  std::string_view base;
};

// In order of preference; the first whose lemma is a known base form wins, else the first that
// fits.
constexpr Ending kThirdPerson[] = {{"ies", "y"}, {"sses", "ss"}, {"shes", "sh"}, {"ches", "ch"},
                                   {"xes", "x"}, {"zzes", "zz"}, {"oes", "o"},   {"s", ""}};
constexpr Ending kPast[] = {{"ied", "y"}, {"ed", "e"}, {"ed", ""}};
constexpr Ending kGerund[] = {{"ying", "y"}, {"ing", "e"}, {"ing", ""}};
constexpr Ending kPlural[] = {{"ies", "y"},   {"sses", "ss"}, {"shes", "sh"}, {"ches", "ch"},
                              {"xes", "x"},   {"zzes", "zz"}, {"ses", "se"},  {"oes", "o"},
                              {"men", "man"}, {"s", ""}};
constexpr Ending kComparative[] = {{"ier", "y"}, {"er", "e"}, {"er", ""}};
constexpr Ending kSuperlative[] = {{"iest", "y"}, {"est", "e"}, {"est", ""}};

std::span<const Ending> EndingsOf(Xpos xpos) {
  switch (xpos) {
    case Xpos::kVBZ:
      return kThirdPerson;
    case Xpos::kVBD:
    case Xpos::kVBN:
      return kPast;
    case Xpos::kVBG:
      return kGerund;
    case Xpos::kNNS:
    case Xpos::kNNPS:
      return kPlural;
    case Xpos::kJJR:
    case Xpos::kRBR:
      return kComparative;
    case Xpos::kJJS:
    case Xpos::kRBS:
      return kSuperlative;
    default:
      return {};
  }
}

Xpos BaseTag(Xpos xpos) {
  switch (xpos) {
    case Xpos::kVBZ:
    case Xpos::kVBD:
    case Xpos::kVBN:
    case Xpos::kVBG:
    case Xpos::kVBP:
      return Xpos::kVB;
    case Xpos::kNNS:
    case Xpos::kNNPS:
      return Xpos::kNN;
    default:
      return Xpos::kJJ;
  }
}

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// Without a dictionary: does a stem that lost its ending want an e ("imposed", not "detained")?
bool WantsE(std::string_view stem) {
  if (stem.size() < 2) return false;
  const char last = stem.back();
  const char before = stem[stem.size() - 2];
  if (last == 'c' || last == 'v' || last == 'u') return true;
  if (last == 's') return before != 's';
  if (last == 'g') return before != 'n' || stem.ends_with("ang") || stem.ends_with("eng");
  if (last == 'z') return stem.ends_with("iz") || stem.ends_with("yz");
  if (last == 'l') return !IsVowel(before) && before != 'l' && before != 'r' && before != 'w';
  if (last == 't') return stem.ends_with("at") && stem.size() > 4 && !stem.ends_with("eat");
  return false;
}

bool IsDoubled(std::string_view stem) {
  return stem.size() >= 4 && stem.back() == stem[stem.size() - 2] && !IsVowel(stem.back()) &&
         stem.back() != 's' && stem.back() != 'l' && stem.back() != 'f' && stem.back() != 'z';
}

}  // namespace

void Lemmas::AddException(std::string_view form, Xpos xpos, std::string_view lemma) {
  exceptions_[Cat(form, "/", NameOf(xpos))] = std::string(lemma);
}

void Lemmas::AddBase(std::string_view base, Xpos xpos) {
  bases_.insert(Cat(base, "/", NameOf(xpos)));
}

void Lemmas::Write(ByteWriter& out) const {
  std::vector<std::pair<std::string_view, std::string_view>> exceptions(exceptions_.begin(),
                                                                        exceptions_.end());
  std::vector<std::string_view> bases(bases_.begin(), bases_.end());
  std::sort(exceptions.begin(), exceptions.end());
  std::sort(bases.begin(), bases.end());
  out.Varint(exceptions.size());
  for (const auto& [key, lemma] : exceptions) {
    out.Text(key);
    out.Text(lemma);
  }
  out.Varint(bases.size());
  for (std::string_view base : bases) out.Text(base);
}

bool Lemmas::Read(ByteReader& in) {
  for (size_t left = in.Count(); left > 0 && in.ok(); --left) {
    std::string key(in.Text());
    exceptions_[std::move(key)] = std::string(in.Text());
  }
  for (size_t left = in.Count(); left > 0 && in.ok(); --left) bases_.insert(std::string(in.Text()));
  return in.ok();
}

// "word/TAG" in a buffer of its own, as the tables' keys are; empty if it is too long.
class Lemmas::Key {
 public:
  Key(std::string_view word, Xpos xpos) {
    const std::string_view tag = NameOf(xpos);
    if (word.size() + tag.size() + 1 > bytes_.size()) return;
    char* end = std::copy(word.begin(), word.end(), bytes_.begin());
    *end++ = '/';
    size_ = std::copy(tag.begin(), tag.end(), end) - bytes_.begin();
  }
  std::string_view view() const { return {bytes_.data(), static_cast<size_t>(size_)}; }

 private:
  std::array<char, kMaxWord + 8> bytes_;
  ptrdiff_t size_ = 0;
};

bool Lemmas::IsBase(std::string_view word, Xpos xpos) const {
  return bases_.contains(Key(word, BaseTag(xpos)).view());
}

// Undoes the inflection of a lower-case word: the length of the lemma in `lemma`, 0 if there is
// none.
size_t Lemmas::Uninflect(std::string_view word, Xpos xpos, std::span<char> lemma) const {
  size_t best = 0;
  std::array<char, kMaxWord + kGrowth> candidate;
  for (const Ending& ending : EndingsOf(xpos)) {
    if (!word.ends_with(ending.ending) ||
        word.size() + ending.base.size() < ending.ending.size() + 2) {
      continue;
    }
    const std::string_view stem = word.substr(0, word.size() - ending.ending.size());
    const bool bare = ending.base.empty() && ending.ending != "s";
    const bool doubled = bare && IsDoubled(stem);
    for (const bool undouble : {false, true}) {
      if (undouble && !doubled) continue;
      char* end = std::copy(stem.begin(), stem.end() - undouble, candidate.begin());
      end = std::copy(ending.base.begin(), ending.base.end(), end);
      const std::string_view found(candidate.data(), end - candidate.data());
      const bool known = IsBase(found, xpos);
      const bool likely =
          ending.base == "e" ? WantsE(stem) && !IsDoubled(stem) : undouble || !doubled;
      if (known || (best == 0 && likely)) {
        std::copy(found.begin(), found.end(), lemma.begin());
        best = found.size();
      }
      if (known) return best;
    }
  }
  return best;
}

std::string_view Lemmas::Of(std::string_view form, Upos upos, Xpos xpos, std::string& bytes) const {
  const bool has_lemma = upos != Upos::kPunct && upos != Upos::kSym && upos != Upos::kNum;
  if (form.size() > kMaxWord || !has_lemma || xpos == Xpos::kNNP) return form;
  const size_t start = bytes.size();
  bytes.resize(start + form.size());
  LowerInto(form, bytes.data() + start);
  const std::string_view lower = std::string_view(bytes).substr(start);
  const auto exception = exceptions_.find(Key(lower, xpos).view());
  if (exception != exceptions_.end()) {
    bytes.resize(start);
    return exception->second;
  }
  std::array<char, kMaxWord + kGrowth> lemma;
  const size_t size = Uninflect(lower, xpos, lemma);
  const bool proper = xpos == Xpos::kNNPS;
  if (size == 0 && (proper || lower == form)) {
    bytes.resize(start);
    return form;
  }
  if (size == 0) return lower;
  // "Nations" to "Nation": a name keeps its capitals.
  if (proper) std::copy_n(form.begin(), std::min(form.size(), size), lemma.begin());
  bytes.replace(start, std::string::npos, lemma.data(), size);
  return std::string_view(bytes).substr(start);
}

}  // namespace newsgraph::text
