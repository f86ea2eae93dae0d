// One article while it is read: its structure, tokens, trees, mentions and entities. The steps fill
// it one after another, each a function of what the steps before it left:
//
//   FindStructure   -> article        Tokenise, Analyse -> tokens, words
//   FindMentions    -> mentions       ResolveEntities   -> entities
//
// Views point into the article's text and into the Knowledge, which outlive it. One thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loaders/text/article/article.h"
#include "loaders/text/knowledge/knowledge.h"
#include "loaders/text/knowledge/ontology.h"
#include "loaders/text/models/models.h"
#include "loaders/text/tokens/tokens.h"

namespace newsgraph::text {

inline constexpr uint32_t kNone = UINT32_MAX;

enum class MentionKind : uint8_t { kName, kNominal, kPronoun };

// A place in the text that names, describes or points at something.
struct Mention {
  MentionKind kind = MentionKind::kName;
  NodeType type = NodeType::kNone;
  uint32_t begin = 0;  // tokens, half-open, of one sentence
  uint32_t end = 0;
  uint32_t head = 0;  // the token that others attach to
  uint32_t sentence = 0;
  uint32_t entity = kNone;
  std::string name;                  // text without determiner, title and possessive mark
  std::string noun;                  // of a nominal: the known noun, singular ("foreign minister")
  NounKinds kinds = 0;               // of that noun
  const KnownName* known = nullptr;  // gazetteer entry of a name
  int64_t count = -1;                // "123 prisoners"
  uint32_t whole = kNone;            // "114 of the prisoners": the mention of the whole; of "they":
                                     // that of the first of the joined names it means
  bool definite = false;             // the, this, those, possessive
  bool plural = false;
  float lead = 0;        // of a name: how much surer the models were of its type than of another
  bool demonym = false;  // an adjective or noun for the people of a country
};

struct Entity {
  NodeType type = NodeType::kNone;
  std::string name;
  std::vector<std::string> aliases;
  std::vector<uint32_t> mentions;  // in text order
  int16_t country = -1;            // index into Gazetteer::countries()
  Gender gender = Gender::kUnknown;
  bool gender_by_name = false;  // by the first name alone, which may mislead
  int64_t count = -1;
  std::string noun;                // head noun of nominal entities
  std::vector<std::string> roles;  // nouns that describe a person: "president"; each once
  uint32_t relative_of = kNone;    // of "her sister": whose
  bool place_of_capital = false;   // the city itself, not the government it stands for
};

class Document {
 public:
  Document(std::string_view text, const Knowledge& knowledge) : text(text), knowledge(knowledge) {}

  // What stands beside a token may be beyond the text: asked of there, the words are empty, tokens
  // have no children and mention nothing.

  // Children of a token in its tree, in text order. Valid after IndexTrees().
  std::span<const uint32_t> Children(uint32_t token) const {
    if (token >= words().size()) return {};
    return std::span(child_list_)
        .subspan(child_start_[token], child_start_[token + 1] - child_start_[token]);
  }
  void IndexTrees();

  std::string_view Text(uint32_t token) const {
    return token < tokens.tokens.size() ? tokens.tokens[token].span.In(text) : std::string_view();
  }
  // Lower case of the token's text.
  const std::string& Lower(uint32_t token) const {
    static const std::string kNothing;
    return token < lower_.size() ? lower_[token] : kNothing;
  }
  std::string_view Lemma(uint32_t token) const { return WordAt(token).lemma; }
  const Word& WordAt(uint32_t token) const {
    static constexpr Word kNoWord;
    return token < words().size() ? words()[token] : kNoWord;
  }
  const std::vector<Word>& words() const { return analysis.words; }
  uint32_t SentenceOf(uint32_t token) const { return sentence_of_[token]; }
  const Sentence& SentenceAt(uint32_t sentence) const { return tokens.sentences[sentence]; }
  const Block& BlockOf(uint32_t sentence) const { return article.blocks[block_of[sentence]]; }

  // The first child with this relation, or kNone.
  uint32_t Child(uint32_t token, Relation relation) const;
  // The preposition ("with", "by") that marks a noun: its first case child in lower case, or empty.
  // Of "out of" and other fixed ones the first word.
  std::string_view Preposition(uint32_t token) const;
  bool HasChildWord(uint32_t token, std::string_view lower) const;
  bool IsQuantifying(uint32_t token) const;
  // Bytes of the tokens [begin, end).
  TextSpan SpanOf(uint32_t begin, uint32_t end) const {
    return {tokens.tokens[begin].span.begin, tokens.tokens[end - 1].span.end};
  }
  std::string_view Words(uint32_t begin, uint32_t end) const { return SpanOf(begin, end).In(text); }
  // Lower-case words of [begin, end) with one space where there was white space; the last is its
  // lemma if `singular`.
  std::string Phrase(uint32_t begin, uint32_t end, bool singular) const;

  // The mention whose head or name covers this token, or kNone.
  uint32_t MentionAt(uint32_t token) const {
    return token < mention_at.size() ? mention_at[token] : kNone;
  }
  uint32_t EntityAt(uint32_t token) const {
    const uint32_t m = MentionAt(token);
    return m == kNone ? kNone : mentions[m].entity;
  }
  // The entity of the country with that index in Gazetteer::countries(), or kNone where the story
  // has none or the index is below 0.
  uint32_t CountryOfNumber(int number) const;
  // How many mentions have their head before the token: whoever looks back from it starts there.
  //   REQUIRES: FindMentions, which leaves them in order of their heads; no later step moves a head
  //   cost      O(log mentions)
  uint32_t MentionsBefore(uint32_t token) const;

  std::string_view text;
  const Knowledge& knowledge;
  Article article;
  TokenisedText tokens;
  Analysis analysis;
  std::vector<uint32_t> block_of;    // by sentence
  std::vector<Mention> mentions;     // in text order of heads
  std::vector<uint32_t> mention_at;  // by token
  std::vector<Entity> entities;

 private:
  std::vector<uint32_t> child_start_, child_list_;
  std::vector<uint32_t> sentence_of_;
  std::vector<std::string> lower_;
};

// Tokenises the story blocks and runs the models; fills tokens, analysis and block_of.
//   REQUIRES: doc.article is filled
void ReadWords(Document& doc, Scratch& scratch);

}  // namespace newsgraph::text
