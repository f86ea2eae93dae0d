// What the models promise for any text: trees, spans in order, views that live, the same answer
// twice. How good they are is scores_test.cc's question.
#include "loaders/text/models/models.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "loaders/text/models/lemma.h"
#include "loaders/text/models/weights.h"

namespace newsgraph::text {
namespace {

const Models& TheModels() {
  static const StatusOr<Models> models = Models::Load();
  return *models;
}

struct Analysed {
  std::string text;
  TokenisedText tokens;
  Analysis analysis;
};

Analysed Analyse(std::string text) {
  Analysed a;
  a.text = std::move(text);
  Scratch scratch;
  Tokenise(a.text, {0, static_cast<uint32_t>(a.text.size())}, a.tokens);
  TheModels().Analyse(a.text, a.tokens, scratch, a.analysis);
  return a;
}

void CheckPromises(const Analysed& a) {
  const auto& words = a.analysis.words;
  ASSERT_EQ(words.size(), a.tokens.tokens.size());
  for (Sentence s : a.tokens.sentences) {
    int roots = 0;
    for (uint32_t i = s.begin; i < s.end; ++i) {
      roots += words[i].IsRoot();
      ASSERT_EQ(words[i].IsRoot(), words[i].relation == Relation::kRoot);
      uint32_t word = i;
      for (uint32_t steps = 0; !words[word].IsRoot(); ++steps) {
        ASSERT_LE(steps, s.size());
        word = words[word].head;
        ASSERT_GE(word, s.begin);
        ASSERT_LT(word, s.end);
      }
      EXPECT_FALSE(words[i].lemma.empty());
    }
    EXPECT_EQ(roots, 1);
  }
  uint32_t end = 0;
  for (const Name& name : a.analysis.names) {
    EXPECT_LE(end, name.begin);
    EXPECT_LT(name.begin, name.end);
    EXPECT_GE(name.margin, 0);
    end = name.end;
    int sentences = 0;
    for (Sentence s : a.tokens.sentences) sentences += s.begin <= name.begin && name.end <= s.end;
    EXPECT_EQ(sentences, 1);
  }
  EXPECT_LE(end, words.size());
}

TEST(Models, WeightsAreWhole) {
  const auto models = Models::Load();
  ASSERT_TRUE(models.ok()) << Render(models.status());
}

TEST(Models, DamagedWeightsAreRefused) {
  const std::string bytes(EmbeddedWeights());
  EXPECT_FALSE(Models::FromBytes("").ok());
  EXPECT_FALSE(Models::FromBytes("no weights").ok());
  EXPECT_FALSE(Models::FromBytes(bytes.substr(0, bytes.size() / 2)).ok());
  EXPECT_FALSE(Models::FromBytes(bytes.substr(0, 7)).ok());
  const auto version = [&] {
    std::string other = bytes;
    other[4] = 99;
    return Models::FromBytes(other).status();
  }();
  EXPECT_NE(View(version.message()).find("version 99"), std::string_view::npos);
}

TEST(Models, ReadsASimpleSentence) {
  const Analysed a = Analyse("The minister was arrested by police in Minsk on Monday.");
  CheckPromises(a);
  const auto& words = a.analysis.words;
  ASSERT_EQ(words.size(), 11u);
  EXPECT_TRUE(words[3].IsRoot());
  EXPECT_TRUE(words[3].passive);
  EXPECT_EQ(words[3].lemma, "arrest");
  EXPECT_EQ(words[3].xpos, Xpos::kVBN);
  EXPECT_EQ(words[1].relation, Relation::kNsubjPass);
  EXPECT_EQ(words[1].head, 3u);
  EXPECT_EQ(words[2].relation, Relation::kAuxPass);
  EXPECT_EQ(words[2].lemma, "be");
  EXPECT_EQ(words[5].head, 3u);
  ASSERT_EQ(a.analysis.names.size(), 1u);
  EXPECT_EQ(a.analysis.names[0].begin, 7u);
  EXPECT_EQ(a.analysis.names[0].type, NameType::kLocation);
}

TEST(Models, AnyTextGivesTrees) {
  std::string noise;
  uint32_t state = 1;
  for (int i = 0; i < 5'000; ++i)
    noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  for (std::string text : {std::string(), std::string("."), std::string("\xFF\xFE\x00x", 4),
                           std::string("a"), std::string(100'000, 'x'), std::string(5'000, '.'),
                           std::string("((((((((((\"\"\"\"\"\"\"\"''''"), noise}) {
    CheckPromises(Analyse(text));
  }
}

TEST(Models, ScratchAndAnalysisAreReusable) {
  const std::string first = "Angela Merkel met Emmanuel Macron in Paris. They spoke.";
  const std::string second = "Talks failed.";
  Scratch scratch;
  Analysis analysis;
  std::vector<Relation> expected;
  for (const std::string& text : {first, second, first, second, first}) {
    TokenisedText tokens;
    Tokenise(text, {0, static_cast<uint32_t>(text.size())}, tokens);
    TheModels().Analyse(text, tokens, scratch, analysis);
    if (text != first) continue;
    std::vector<Relation> relations;
    for (const Word& word : analysis.words) relations.push_back(word.relation);
    if (!expected.empty()) {
      EXPECT_EQ(relations, expected);
    }
    expected = relations;
    EXPECT_EQ(analysis.names.size(), 3u);
  }
}

TEST(Models, TimeGrowsWithTheText) {
  using Clock = std::chrono::steady_clock;
  const auto seconds = [](const std::string& text) {
    const auto start = Clock::now();
    Analyse(text);
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  for (const char* piece : {"word ", "The cat sat. ", "A", "no end , and so on "}) {
    std::string half, whole;
    while (half.size() < 10'000) half += piece;
    whole = half + half;
    EXPECT_LT(seconds(whole), 5 * seconds(half) + 0.1) << piece;
  }
}

TEST(Lemmas, RulesAndExceptions) {
  Lemmas lemmas;
  lemmas.AddBase("hope", Xpos::kVB);
  lemmas.AddBase("hop", Xpos::kVB);
  lemmas.AddException("was", Xpos::kVBD, "be");
  struct Case {
    const char* form;
    Upos upos;
    Xpos xpos;
    const char* lemma;
  };
  const auto verb = Upos::kVerb;
  for (const Case& c : {Case{"hoping", verb, Xpos::kVBG, "hope"},
                        {"hopping", verb, Xpos::kVBG, "hop"},
                        {"was", verb, Xpos::kVBD, "be"},
                        {"Sanctioned", verb, Xpos::kVBD, "sanction"},
                        {"imposed", verb, Xpos::kVBN, "impose"},
                        {"accused", verb, Xpos::kVBD, "accuse"},
                        {"denied", verb, Xpos::kVBD, "deny"},
                        {"stopped", verb, Xpos::kVBD, "stop"},
                        {"killed", verb, Xpos::kVBD, "kill"},
                        {"detained", verb, Xpos::kVBN, "detain"},
                        {"negotiated", verb, Xpos::kVBD, "negotiate"},
                        {"watches", verb, Xpos::kVBZ, "watch"},
                        {"goes", verb, Xpos::kVBZ, "go"},
                        {"countries", Upos::kNoun, Xpos::kNNS, "country"},
                        {"spokesmen", Upos::kNoun, Xpos::kNNS, "spokesman"},
                        {"boxes", Upos::kNoun, Xpos::kNNS, "box"},
                        {"Nations", Upos::kPropn, Xpos::kNNPS, "Nation"},
                        {"Minsk", Upos::kPropn, Xpos::kNNP, "Minsk"},
                        {"bigger", Upos::kAdj, Xpos::kJJR, "big"},
                        {"The", Upos::kDet, Xpos::kDT, "the"},
                        {"1,000", Upos::kNum, Xpos::kCD, "1,000"}}) {
    std::string bytes;
    bytes.reserve(256);
    EXPECT_EQ(lemmas.Of(c.form, c.upos, c.xpos, bytes), c.lemma) << c.form;
  }
}

TEST(Models, HeadlinesAreReadInTheCaseOfTheBody) {
  const std::string_view headline = "Belarus Releases 123 Prisoners After Talks";
  Analysed a;
  a.text = std::string(headline) +
           "\n\nOn Friday Belarus released 123 prisoners after talks in Minsk with Ms Rose.";
  const auto end = static_cast<uint32_t>(headline.size());
  Tokenise(a.text, {0, end}, a.tokens);
  Tokenise(a.text, {end, static_cast<uint32_t>(a.text.size())}, a.tokens);
  Scratch scratch;
  TheModels().Analyse(a.text, a.tokens, scratch, a.analysis);
  CheckPromises(a);
  ASSERT_EQ(a.tokens.sentences.size(), 2u);
  EXPECT_EQ(a.analysis.words[0].lemma, "Belarus");
  EXPECT_EQ(a.analysis.words[1].lemma, "release");
  EXPECT_EQ(a.analysis.words[1].upos, Upos::kVerb);
  EXPECT_EQ(a.analysis.words[3].lemma, "prisoner");
  EXPECT_EQ(a.analysis.words[3].xpos, Xpos::kNNS);
  EXPECT_EQ(a.analysis.words[a.analysis.words.size() - 2].lemma, "Rose");
}

}  // namespace
}  // namespace newsgraph::text
