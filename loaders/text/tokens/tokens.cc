#include "loaders/text/tokens/tokens.h"

#include <algorithm>

#include "graph/base/check.h"
#include "loaders/text/tokens/abbreviations.h"
#include "loaders/text/tokens/characters.h"
#include "loaders/text/tokens/sentence_ends.h"

namespace newsgraph::text {
namespace {

using enum CharacterKind;

bool EqualsIgnoringCase(std::string_view word, std::string_view lower) {
  return word.size() == lower.size() &&
         std::equal(word.begin(), word.end(), lower.begin(),
                    [](char a, char b) { return ToAsciiLower(a) == b; });
}

template <class List>
bool IsOneOfIgnoringCase(std::string_view word, const List& list) {
  return std::any_of(std::begin(list), std::end(list),
                     [word](std::string_view entry) { return EqualsIgnoringCase(word, entry); });
}

// Prefixes that the treebanks leave on their word at a hyphen: re-elected, pro-Beijing.
constexpr std::string_view kBoundPrefixes[] = {
    "anti",  "co",    "counter", "cross", "de",    "e",     "ex",     "extra",
    "hyper", "inter", "intra",   "mid",   "micro", "mini",  "multi",  "neo",
    "non",   "over",  "pan",     "post",  "pre",   "pro",   "pseudo", "re",
    "semi",  "socio", "sub",     "super", "trans", "ultra", "un",     "under",
};

constexpr std::string_view kClitics[] = {"s", "m", "d", "re", "ve", "ll"};

// Written as one, two tokens in the treebanks: "can|not". `first` is the length of the first part.
struct Contraction {
  std::string_view word;
  uint32_t first;
};
constexpr Contraction kContractions[] = {
    {"cannot", 3}, {"gonna", 3}, {"gotta", 3}, {"wanna", 3}, {"gimme", 3}, {"lemme", 3},
};

// Words with a slash that stay whole.
constexpr std::string_view kSlashWords[] = {"w/o", "w/out", "s/he", "c/o", "b/c", "n/a"};

// What the characters of one white-space-free run look like, gathered while its end is sought.
struct Run {
  uint32_t end = 0;
  bool has_at = false;
  bool has_colon_slashes = false;
};

class BlockTokeniser {
 public:
  BlockTokeniser(std::string_view text, TextSpan block, std::vector<Token>& out)
      : text_(text), end_(block.end), at_(block.begin), out_(out) {}

  void Tokenise() {
    while (at_ < end_) {
      const Character next = Peek(at_);
      if (next.kind == kSpace) {
        at_ += next.size;
        space_before_ = true;
        continue;
      }
      const Run run = FindRun(at_);
      run_end_ = run.end;
      TokeniseRun(run);
    }
  }

 private:
  Character Peek(uint32_t offset) const {
    return offset < end_ ? ReadCharacter(text_.substr(0, end_), offset) : Character{};
  }
  // White space for everything outside the run.
  Character PeekInRun(uint32_t offset) const {
    return offset < run_end_ ? Peek(offset) : Character{};
  }
  char Byte(uint32_t offset) const { return offset < run_end_ ? text_[offset] : ' '; }
  std::string_view Part(uint32_t begin, uint32_t end) const {
    return text_.substr(begin, end - begin);
  }
  bool StartsAt(uint32_t offset, std::string_view prefix) const {
    return text_.substr(0, run_end_).substr(offset).starts_with(prefix);
  }

  Run FindRun(uint32_t begin) const {
    Run run{begin};
    while (run.end < end_) {
      const Character c = Peek(run.end);
      if (c.kind == kSpace) break;
      run.has_at |= c.code == '@';
      run.has_colon_slashes |= c.code == ':' && text_.substr(0, end_).substr(run.end, 3) == "://";
      run.end += c.size;
    }
    return run;
  }

  // One token up to `end`, cut where it is longer than a token may be.
  void Emit(uint32_t end) {
    while (at_ < end) {
      uint32_t stop = std::min(end, at_ + kMaxTokenBytes);
      while (stop < end && stop > at_ + 1 && (text_[stop] & 0xC0) == 0x80) --stop;
      out_.push_back({{at_, stop}, space_before_});
      space_before_ = false;
      at_ = stop;
    }
  }

  void TokeniseRun(const Run& run) {
    bool address_possible = run.has_at || run.has_colon_slashes;
    while (at_ < run_end_) {
      const Character c = Peek(at_);
      if (IsWordCharacter(c.kind) || ((c.code == '@' || c.code == '#') && HasWordAt(at_ + 1))) {
        if (address_possible || StartsAt(at_, "www.")) {
          address_possible = false;  // one look per run keeps the work linear
          if (const uint32_t end = AddressEnd(); end > at_) {
            Emit(end);
            continue;
          }
        }
        Word(c);
      } else {
        Sign(c);
      }
    }
  }

  bool HasWordAt(uint32_t offset) const { return IsLetter(PeekInRun(offset).kind); }

  // The end of a URL or e-mail address that starts here, or at_.
  uint32_t AddressEnd() const {
    uint32_t end = at_;
    bool at_sign = false;
    bool dot_after_at = false;
    while (end < run_end_) {
      const char c = text_[end];
      if (c == '<' || c == '>' || c == '"' || c == ')' || c == ']' || c == '|') break;
      if (c == '\xE2' && PeekInRun(end).kind == kQuote) break;
      if (c == '@' && end > at_) at_sign = true;
      if (c == '.' && at_sign) dot_after_at = true;
      ++end;
    }
    while (end > at_ && IsTrailing(text_[end - 1])) --end;
    const std::string_view candidate = Part(at_, end);
    const size_t scheme = candidate.find("://");
    const bool url = (scheme != candidate.npos && scheme <= 10) || candidate.starts_with("www.");
    return url || (at_sign && dot_after_at) ? end : at_;
  }
  static bool IsTrailing(char c) {
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '\'';
  }

  void Word(Character first) {
    if (first.code == '@' || first.code == '#') {
      uint32_t end = at_ + 1;
      while (IsWordCharacter(PeekInRun(end).kind) || Byte(end) == '_') end += PeekInRun(end).size;
      Emit(end);
      return;
    }
    if (first.kind == kDigit) {
      Number();
      return;
    }
    const uint32_t end = WordEnd();
    for (const Contraction& contraction : kContractions) {
      if (EqualsIgnoringCase(Part(at_, end), contraction.word)) Emit(at_ + contraction.first);
    }
    Emit(end);
  }

  // Where the word that starts at at_ ends. What follows (a clitic, a hyphen) is looked at next.
  uint32_t WordEnd() const {
    uint32_t end = at_;
    while (end < run_end_) {
      const Character c = Peek(end);
      if (IsWordCharacter(c.kind) || c.code == '_') {
        end += c.size;
        continue;
      }
      uint32_t next = end;
      if (c.kind == kApostrophe) {
        if (const uint32_t start = NegationStart(end); start > at_) return start;
        next = PastApostrophe(end, c.size);
      } else if (c.code == '.') {
        next = PastStop(end);
      } else if (c.kind == kHyphen) {
        next = PastHyphen(end, c.size);
      } else if (c.code == '&') {
        const bool initials = IsAsciiUpper(text_[end - 1]) && IsAsciiUpper(Byte(end + 1));
        next = initials ? end + 1 : end;
      } else if (c.code == '/') {
        next = PastSlash(end);
      }
      if (next == end) break;
      end = next;
    }
    return end;
  }

  // "don't": where "n't" starts if the apostrophe at `apostrophe` is in one at a word's end.
  uint32_t NegationStart(uint32_t apostrophe) const {
    const Character mark = Peek(apostrophe);
    const uint32_t t = apostrophe + mark.size;
    const bool ends = (Byte(t) == 't' || Byte(t) == 'T') && !IsWordCharacter(PeekInRun(t + 1).kind);
    return ends && apostrophe > at_ && ToAsciiLower(text_[apostrophe - 1]) == 'n' ? apostrophe - 1
                                                                                  : at_;
  }

  // After O' in O'Brien; the apostrophe itself before a clitic or at the word's end.
  uint32_t PastApostrophe(uint32_t apostrophe, uint32_t size) const {
    uint32_t end = apostrophe + size;
    if (!IsWordCharacter(PeekInRun(end).kind)) return apostrophe;
    const uint32_t begin = end;
    while (end < begin + 4 && IsLetter(PeekInRun(end).kind)) end += PeekInRun(end).size;
    return IsOneOfIgnoringCase(Part(begin, std::min(end, run_end_)), kClitics) ? apostrophe : begin;
  }

  // After a full stop that belongs to the word; the stop itself if it does not.
  uint32_t PastStop(uint32_t stop) const {
    uint32_t segment = stop;  // since the last stop in the word
    while (segment > at_ && text_[segment - 1] != '.' && stop - segment < 16) --segment;
    const std::string_view before = Part(segment, stop);
    const bool dotted = segment > at_ && text_[segment - 1] == '.';
    const Character next = PeekInRun(stop + 1);
    const bool letter_before = before.size() == 1 && IsLetter(Peek(segment).kind);
    if (next.kind == kLower && before.size() > 1) return stop + 1;  // yahoo.com, but not "I.e"
    if (IsLetter(next.kind) && before.size() <= 2) {
      // U.S. a.m. Ph.D. M.Sc.: a stop must follow within three letters.
      uint32_t end = stop + 1;
      while (end < stop + 4 && IsLetter(PeekInRun(end).kind)) ++end;
      return Byte(end) == '.' || (letter_before && end == stop + 2) ? stop + 1 : stop;
    }
    if (next.kind == kDigit && IsAsciiDigit(text_[stop - 1])) return stop + 1;  // v2.5
    if (IsWordCharacter(next.kind) || next.code == '.') return stop;
    if (dotted && before.size() <= 3 && !before.empty()) return stop + 1;  // U.S.
    const char after = FirstAfter(stop + 1);
    if (after == '\0') return FindAbbreviation(before) == Abbreviation::kMayEnd ? stop + 1 : stop;
    if (segment != at_) return stop;
    if (letter_before && Peek(segment).kind == kUpper && before != "I") return stop + 1;  // J.
    return StopBelongs(before, after) ? stop + 1 : stop;
  }

  bool StopBelongs(std::string_view word, char after) const {
    switch (FindAbbreviation(word)) {
      case Abbreviation::kNone:
        return false;
      case Abbreviation::kTitle:
      case Abbreviation::kMayEnd:
        return true;
      case Abbreviation::kBeforeNumber:
        return IsAsciiDigit(after) || after == '#';
      case Abbreviation::kDate:
        return IsAsciiUpper(word[0]) && (IsAsciiDigit(after) || after == ',');
    }
    return false;
  }

  // The next byte of the block that is no white space, within a few bytes; '\0' at the block's end.
  char FirstAfter(uint32_t offset) const {
    for (uint32_t i = offset; i < end_ && i < offset + 8; ++i) {
      if (Peek(i).kind != kSpace) return text_[i];
    }
    return offset < end_ ? ' ' : '\0';
  }

  uint32_t PastHyphen(uint32_t hyphen, uint32_t size) const {
    const bool joins = IsWordCharacter(PeekInRun(hyphen + size).kind) && hyphen - at_ <= 8 &&
                       IsOneOfIgnoringCase(Part(at_, hyphen), kBoundPrefixes);
    return joins ? hyphen + size : hyphen;
  }

  uint32_t PastSlash(uint32_t slash) const {
    for (std::string_view word : kSlashWords) {
      const uint32_t end = at_ + static_cast<uint32_t>(word.size());
      if (end <= run_end_ && slash < end && EqualsIgnoringCase(Part(at_, end), word) &&
          !IsWordCharacter(PeekInRun(end).kind)) {
        return end;
      }
    }
    return slash;
  }

  // 1,000.50 | 9/11 | 10:30 | 555-0100 | 20th | 1960s; a unit written on to it is the next token.
  void Number() {
    uint32_t end = at_;
    while (IsDigitAt(end) || JoinsDigits(end)) end += PeekInRun(end).size;
    uint32_t letters = end;
    while (IsLetter(PeekInRun(letters).kind)) letters += PeekInRun(letters).size;
    if (IsSuffix(Part(end, letters)) || (letters > end && IsDigitAt(letters))) end = letters;
    while (letters == end && IsWordCharacter(PeekInRun(end).kind)) {  // 4x4, 83N12
      end += PeekInRun(end).size;
      letters = end;
    }
    Emit(end);
  }
  bool IsDigitAt(uint32_t offset) const { return PeekInRun(offset).kind == kDigit; }

  bool JoinsDigits(uint32_t offset) const {
    const char c = Byte(offset);
    if (!IsDigitAt(offset + 1)) return false;
    if (c == '.' || c == ',' || c == '/' || c == ':') return true;
    if (c != '-') return false;
    // A telephone number: three digits, a hyphen, three or four; otherwise a range.
    uint32_t after = offset + 1;
    while (after < offset + 6 && IsDigitAt(after)) ++after;
    const uint32_t digits = after - offset - 1;
    return offset >= at_ + 3 && IsDigitAt(offset - 3) && (digits == 3 || digits == 4) &&
           (offset == at_ + 3 || !IsDigitAt(offset - 4));
  }

  static bool IsSuffix(std::string_view letters) {
    static constexpr std::string_view kSuffixes[] = {"st", "nd", "rd", "th", "s", "d", "g"};
    return IsOneOfIgnoringCase(letters, kSuffixes);
  }

  void Sign(Character c) {
    if (c.kind == kApostrophe) {
      Apostrophe(c.size);
      return;
    }
    uint32_t end = at_ + c.size;
    if (c.code == '`' && Byte(end) == '`') {
      Emit(end + 1);
      return;
    }
    if (c.code == ':' || c.code == ';') {
      if (Byte(end) == '-') ++end;
      const char mouth = Byte(end);
      const bool face = (mouth == ')' || mouth == '(') && space_before_;
      Emit(face ? end + 1 : at_ + 1);
      return;
    }
    const bool repeats = c.code == '.' || c.code == '-' || c.code == '!' || c.code == '?' ||
                         c.code == '*' || c.code == '=' || c.code == '_' || c.code == '#' ||
                         c.code == '<' || c.code == '>';
    while (repeats && end < run_end_ && Repeats(static_cast<char>(c.code), text_[end])) ++end;
    Emit(end);
  }
  static bool Repeats(char first, char next) {
    if (first == '!' || first == '?') return next == '!' || next == '?';
    return first == next;
  }

  // 's 're | 'em | '73 | '' | a bare quote or possessive mark
  void Apostrophe(uint32_t size) {
    uint32_t end = at_ + size;
    if (Peek(at_).code == '\'' && Byte(end) == '\'') {
      Emit(end + 1);
      return;
    }
    uint32_t letters = end;
    while (letters < end + 5 && IsWordCharacter(PeekInRun(letters).kind)) {
      letters += PeekInRun(letters).size;
    }
    const std::string_view word = Part(end, std::min(letters, run_end_));
    const bool clitic = !space_before_ && IsOneOfIgnoringCase(word, kClitics);
    static constexpr std::string_view kShortened[] = {"em", "til", "cause", "twas", "tis", "n"};
    const bool year = word.size() == 2 && IsAsciiDigit(word[0]) && IsAsciiDigit(word[1]);
    Emit(clitic || year || (space_before_ && IsOneOfIgnoringCase(word, kShortened)) ? letters
                                                                                    : end);
  }

  const std::string_view text_;
  const uint32_t end_;
  uint32_t at_;           // first byte not yet in a token
  uint32_t run_end_ = 0;  // end of the white-space-free run that holds at_
  bool space_before_ = true;
  std::vector<Token>& out_;
};

}  // namespace

void Tokenise(std::string_view text, TextSpan block, TokenisedText& out) {
  DCHECK(block.begin <= block.end && block.end <= text.size());
  const auto first = static_cast<uint32_t>(out.tokens.size());
  BlockTokeniser(text, block, out.tokens).Tokenise();
  SplitSentences(text, first, out);
}

}  // namespace newsgraph::text
