#include "loaders/text/tokens/sentence_ends.h"

#include <algorithm>

#include "loaders/text/tokens/abbreviations.h"
#include "loaders/text/tokens/characters.h"

namespace newsgraph::text {
namespace {

using enum CharacterKind;

class SentenceSplitter {
 public:
  SentenceSplitter(std::string_view text, const std::vector<Token>& tokens)
      : text_(text), tokens_(tokens) {}

  // The end of the sentence that starts at `begin`.
  uint32_t EndOf(uint32_t begin) const {
    const auto count = static_cast<uint32_t>(tokens_.size());
    const uint32_t limit = std::min(count, begin + kMaxSentenceTokens);
    for (uint32_t i = begin; i < limit; ++i) {
      if (!MayEnd(i)) continue;
      const uint32_t next = PastClosers(i + 1, limit);
      if (next == count || EndsBefore(begin, i, next)) return next;
    }
    return limit;
  }

 private:
  std::string_view Form(uint32_t i) const { return tokens_[i].span.In(text_); }
  CharacterKind KindOf(uint32_t i) const {
    return ReadCharacter(text_, tokens_[i].span.begin).kind;
  }

  // A terminator or a word that ends in a stop.
  bool MayEnd(uint32_t i) const {
    const std::string_view form = Form(i);
    const char last = form.back();
    return last == '.' || last == '!' || last == '?' || form == "\xE2\x80\xA6";
  }

  bool IsCloser(uint32_t i) const {
    const Token& token = tokens_[i];
    const std::string_view form = Form(i);
    if (form == ")" || form == "]" || form == "''" || form == "\xE2\x80\x9D") return true;
    return !token.space_before && (form == "\"" || form == "'" || form == "\xE2\x80\x99");
  }
  uint32_t PastClosers(uint32_t i, uint32_t limit) const {
    while (i < limit && IsCloser(i)) ++i;
    return i;
  }

  // Does the sentence from `begin`, with its terminator at `stop`, end before token `next`?
  bool EndsBefore(uint32_t begin, uint32_t stop, uint32_t next) const {
    const std::string_view form = Form(stop);
    const CharacterKind kind = KindOf(next);
    if (form.size() > 1 && IsWordCharacter(KindOf(stop))) return AbbreviationEnds(stop, next);
    if (kind == kLower || kind == kDash) return false;
    if (kind == kPunctuation && ContinuesSentence(Form(next))) return false;
    if (stop == begin + 1 && KindOf(begin) == kDigit && form == ".") return false;  // "1. Do this"
    if (stop == begin && form == ".") return false;
    const bool quoted = next > stop + 1 && KindOf(next - 1) != kPunctuation;
    if (quoted && form != ".") return !SpeakerFollows(next);
    return true;
  }
  static bool ContinuesSentence(std::string_view form) {
    return form == "," || form == ";" || form == ":" || form == ")" || form == "]";
  }

  // U.S. Inc. p.m. J.
  bool AbbreviationEnds(uint32_t stop, uint32_t next) const {
    const std::string_view form = Form(stop);
    const std::string_view word = form.substr(0, form.size() - 1);
    if (FindAbbreviation(word) == Abbreviation::kTitle) return false;
    if (next > stop + 1) return KindOf(next) != kLower && KindOf(next) != kPunctuation;
    const CharacterKind kind = KindOf(next);
    if (kind == kQuote) return tokens_[next].space_before && word.size() > 1;
    return kind == kUpper && IsSentenceStarter(Form(next)) && !(word.size() == 1 && form == "A.");
  }

  // "Why?" John Smith asked.
  bool SpeakerFollows(uint32_t next) const {
    const uint32_t limit = std::min<uint32_t>(next + 4, static_cast<uint32_t>(tokens_.size()));
    for (uint32_t i = next; i < limit; ++i) {
      if (IsSpeechVerb(Form(i))) return true;
      if (!IsWordCharacter(KindOf(i))) return false;
    }
    return false;
  }

  const std::string_view text_;
  const std::vector<Token>& tokens_;
};

}  // namespace

void SplitSentences(std::string_view text, uint32_t first, TokenisedText& out) {
  const SentenceSplitter splitter(text, out.tokens);
  for (uint32_t begin = first; begin < out.tokens.size();) {
    const uint32_t end = splitter.EndOf(begin);
    out.sentences.push_back({begin, end});
    begin = end;
  }
}

}  // namespace newsgraph::text
