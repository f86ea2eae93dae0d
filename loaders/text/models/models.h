// The trained models of the article loader: parts of speech, lemmas, names and dependency trees.
//
//   ASSIGN_OR_RETURN(Models models, Models::Load());       // once per process, about 50 ms
//   Scratch scratch;                                        // one per thread
//   Analysis analysis;
//   TokenisedText tokens;
//   for (TextSpan paragraph : paragraphs) Tokenise(article, paragraph, tokens);
//   models.Analyse(article, tokens, scratch, analysis);
//   analysis.words[i].head, .relation, .lemma ...           // parallel to tokens.tokens
//   for (const Name& n : analysis.names) ...                // spans of tokens
//
// The weights are part of the program (loaders/text/models/weights, with a card that names data,
// licences and scores); training/ makes them. Answers are deterministic.
// Ownership: Models owns its weights. An Analysis holds views into the article, into the Models and
// into itself, so it must not outlive the first two; moving it is fine. Threads: a Models is const
// after Load and shared; a Scratch and an Analysis belong to one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "loaders/text/models/labels.h"
#include "loaders/text/tokens/tokens.h"

namespace newsgraph::text {

inline constexpr uint32_t kNoHead = UINT32_MAX;

// What the models say of one token.
struct Word {
  uint32_t head = kNoHead;  // index of a token of the same sentence; kNoHead for the root
  Relation relation = Relation::kRoot;
  Upos upos = Upos::kX;
  Xpos xpos = Xpos::kFW;
  bool passive = false;    // has an nsubj:pass, csubj:pass or aux:pass child: its subject undergoes
  std::string_view lemma;  // lower case but for proper nouns: "sanction", "be", "Minsk"

  bool IsRoot() const { return head == kNoHead; }
  bool IsPastParticiple() const { return xpos == Xpos::kVBN; }
  bool IsFinite() const;  // VBD VBP VBZ MD
  bool IsPlural() const;  // NNS NNPS
  // Of an active clause or a passive one.
  bool IsSubject() const {
    return relation == Relation::kNsubj || relation == Relation::kNsubjPass;
  }
};

// A name: a run of tokens of one sentence.
struct Name {
  uint32_t begin = 0;  // token indexes, half-open
  uint32_t end = 0;
  NameType type = NameType::kMisc;
  float margin = 0;  // how much better than calling it no name; >= 0, larger is surer, no unit
  float lead = 0;    // how much better than any other type, summed over its words; < 0 if not
};

struct Analysis {
  std::vector<Word> words;  // parallel to the tokens
  std::vector<Name> names;  // in text order, never overlapping
  std::string lemma_bytes;  // where lemmas that are not views of the article live

  void Clear();
};

class Weights;  // the models' parameters; loaders/text/models/weights.h
struct WorkingMemory;

// Working memory of Analyse, kept between articles so that nothing is allocated twice.
class Scratch {
 public:
  Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;
  ~Scratch();

 private:
  friend class Models;
  std::unique_ptr<WorkingMemory> memory_;
};

class Models {
 public:
  // Unpacks the weights inside the program.
  //   errors   Corruption: the embedded bytes fail their checks
  //   cost     tens of milliseconds, tens of megabytes
  static StatusOr<Models> Load();
  // The same from bytes in the form the training tool writes.
  static StatusOr<Models> FromBytes(std::string_view bytes);

  Models(Models&&) noexcept;
  Models& operator=(Models&&) noexcept;
  ~Models();

  // Tags, names and parses every sentence of one article. Names are found for the article as a
  // whole: what a word is called elsewhere in it counts.
  //   text      what the tokens' spans point into
  //   analysis  cleared first, then words.size() == tokens.tokens.size(). Each sentence is one tree
  //             with one root.
  //   cost      O(tokens); no allocation once `scratch` and `analysis` have grown
  void Analyse(std::string_view text, const TokenisedText& tokens, Scratch& scratch,
               Analysis& analysis) const;

 private:
  explicit Models(std::unique_ptr<const Weights> weights);

  std::unique_ptr<const Weights> weights_;
};

}  // namespace newsgraph::text
