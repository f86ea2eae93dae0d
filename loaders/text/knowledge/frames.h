// Frames: which word with which arguments says which relation. Data, not code: data/frames.txt,
// whose opening comment is the manual of the format.
//
//   ASSIGN_OR_RETURN(FrameLexicon lexicon, FrameLexicon::Parse(text));
//   for (uint32_t f : lexicon.Find(WordClass::kVerb, "free")) use(lexicon.frames()[f]);
//
// Owns its strings. const and thread-safe after Parse.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "graph/base/strings.h"
#include "loaders/text/knowledge/ontology.h"

namespace newsgraph::text {

enum class WordClass : uint8_t { kVerb, kNoun, kAdjective };

// A place in a frame that an argument fills: a role or a preposition.
using Slot = uint8_t;
inline constexpr Slot kNoSlot = 0;
inline constexpr Slot kSubject = 1;     // S
inline constexpr Slot kObject = 2;      // O
inline constexpr Slot kIndirect = 3;    // I
inline constexpr Slot kModified = 4;    // M
inline constexpr Slot kPair = 5;        // P
inline constexpr Slot kLastMatter = 6;  // L
inline constexpr Slot kJudged = 7;      // J
inline constexpr Slot kObliged = 8;     // D
inline constexpr Slot kFirstPreposition = 9;

// The slot of a preposition in lower case; kNoSlot for a word that no frame uses as one.
Slot SlotOfPreposition(std::string_view word);

enum class FrameTone : uint8_t { kAny, kNegative, kPositive };
enum class FrameVoice : uint8_t { kAny, kActive, kPassive };

struct Frame {
  RelationType relation = RelationType::kAbout;
  WordClass word_class = WordClass::kVerb;
  std::string lemma;
  std::string particle;              // "over" in hand_over; empty if none
  std::vector<std::string> objects;  // lemmas the object must be one of; empty: any
  std::vector<Slot> source;          // tried in order
  std::vector<Slot> target;
  TypeSet domain = 0;
  TypeSet range = 0;
  bool negated = false;
  bool weak = false;
  bool denied = false;  // says something only where its clause is denied
  Modality modality = Modality::kActual;
  FrameTone tone = FrameTone::kAny;
  FrameVoice voice = FrameVoice::kAny;
  uint32_t line = 0;  // in frames.txt

  std::string Name() const;  // "impose+sanction", for rules and messages
};

// One `eg` line: a sentence with a gap for the word, and the two ends of the edge.
struct FrameExample {
  std::vector<uint32_t> frames;  // of the rule above it
  std::string sentence;          // with {v}, {n} or {a}
  std::string source;
  std::string target;
  uint32_t line = 0;
};

class FrameLexicon {
 public:
  // errors   SyntaxError with the line and what was expected
  static StatusOr<FrameLexicon> Parse(std::string_view text);

  std::span<const Frame> frames() const { return frames_; }
  std::span<const FrameExample> examples() const { return examples_; }

  // Frames whose main word this is; empty if none.
  std::span<const uint32_t> Find(WordClass word_class, std::string_view lemma) const;

  // `word` as the lexicon keeps it, or empty if no frame or scope has it. The view lives as long as
  // the lexicon.
  std::string_view KnownVerb(std::string_view word) const;

  // The base form of a word that is a past tense and nothing else; empty if it is none.
  std::string_view BaseOfPast(std::string_view word) const;
  // The base form of an inflected verb that lemmatisers get wrong ("beaten"); empty if not listed.
  std::string_view BaseOfForm(std::string_view word) const;

  // What a governing verb does to the clause below it: kActual if nothing.
  Modality ScopeModality(std::string_view lemma) const;
  bool ScopeNegates(std::string_view lemma) const;
  bool ScopeUndoes(std::string_view lemma) const;  // a noun it governs: "cancel", "call_off"
  bool IsNegativeWord(std::string_view lemma) const;
  bool IsPositiveWord(std::string_view lemma) const;

 private:
  class Reader;

  std::vector<Frame> frames_;
  std::vector<FrameExample> examples_;
  std::array<StringMap<std::vector<uint32_t>>, 3> by_lemma_;
  StringMap<std::vector<std::string>> classes_;
  StringMap<Modality> scopes_;
  StringMap<std::string> pasts_, forms_;
  StringSet negating_, undoing_, negative_, positive_, verbs_;
};

}  // namespace newsgraph::text
