#include "training/lemma_exceptions.h"

#include <map>

#include "loaders/text/tokens/characters.h"

namespace newsgraph::training {
namespace {

using text::Upos;
using text::Xpos;

std::string ToLowerCase(const std::string& form) {
  std::string lower(form.size(), ' ');
  text::LowerInto(form, lower.data());
  return lower;
}

bool HasLemma(Upos upos) {
  return upos != Upos::kPropn && upos != Upos::kX && upos != Upos::kPunct && upos != Upos::kSym &&
         upos != Upos::kNum;
}

}  // namespace

text::Lemmas LearnLemmas(std::span<const AnnotatedSentence> sentences) {
  std::map<std::pair<std::string, Xpos>, std::map<std::string, int>> seen;
  text::Lemmas lemmas;
  for (const AnnotatedSentence& s : sentences) {
    for (size_t i = 0; i < s.lemmas.size(); ++i) {
      const auto [upos, xpos] = s.tags[i];
      if (!HasLemma(upos) || s.lemmas[i] == "_") continue;
      ++seen[{ToLowerCase(s.forms[i]), xpos}][s.lemmas[i]];
      const std::string lemma = ToLowerCase(s.lemmas[i]);
      if (upos == Upos::kVerb) lemmas.AddBase(lemma, Xpos::kVB);
      if (upos == Upos::kNoun) lemmas.AddBase(lemma, Xpos::kNN);
      if (upos == Upos::kAdj && (xpos == Xpos::kJJ || xpos == Xpos::kJJR || xpos == Xpos::kJJS)) {
        lemmas.AddBase(lemma, Xpos::kJJ);
      }
    }
  }
  std::string bytes;
  for (const auto& [key, counts] : seen) {
    const auto& [form, xpos] = key;
    int total = 0;
    std::pair<int, std::string> best;
    for (const auto& [lemma, count] : counts) {
      total += count;
      if (count > best.first) best = {count, lemma};
    }
    bytes.clear();
    bytes.reserve(form.size() + text::Lemmas::kGrowth);
    const Upos upos = xpos == Xpos::kNN ? Upos::kNoun : Upos::kVerb;
    if (lemmas.Of(form, upos, xpos, bytes) != best.second && best.first * 2 > total &&
        best.second.size() < 40) {
      lemmas.AddException(form, xpos, best.second);
    }
  }
  return lemmas;
}

}  // namespace newsgraph::training
