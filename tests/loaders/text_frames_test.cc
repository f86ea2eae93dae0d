// The frame lexicon: its format, its size, and its examples run one by one.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>

#include "tests/loaders/text_knowledge.h"

namespace newsgraph::text {
namespace {

TEST(Frames, FormatErrorsNameTheLine) {
  const auto bad = FrameLexicon::Parse("[released]\nverb S O : free\n");
  ASSERT_FALSE(bad.ok());
  EXPECT_NE(Render(bad.status()).find("line 2"), std::string::npos);
  EXPECT_FALSE(FrameLexicon::Parse("[no_such_relation]\n").ok());
  EXPECT_FALSE(FrameLexicon::Parse("[released]\nverb S -> O (Nobody -> Person) : free\n").ok());
}

TEST(Frames, ParticlesObjectsAndFlags) {
  const auto lexicon = FrameLexicon::Parse(
      "class deal: pact, treaty\n[convicted]\nverb S -> O|against not : hand_over+$deal\n");
  ASSERT_TRUE(lexicon.ok());
  ASSERT_EQ(lexicon->frames().size(), 1u);
  const Frame& frame = lexicon->frames()[0];
  EXPECT_EQ(frame.lemma, "hand");
  EXPECT_EQ(frame.particle, "over");
  EXPECT_EQ(frame.objects.size(), 2u);
  EXPECT_TRUE(frame.negated);
  EXPECT_EQ(frame.target.size(), 2u);
}

TEST(Frames, ThereAreMany) { EXPECT_GE(SharedKnowledge().frames().frames().size(), 1500u); }

// The past tense of a lemma, for the gap of an example; irregular ones as in data below.
std::string Past(const std::string& lemma) {
  static const std::map<std::string, std::string> kIrregular = {
      {"meet", "met"},      {"speak", "spoke"},       {"hold", "held"},   {"strike", "struck"},
      {"make", "made"},     {"cut", "cut"},           {"do", "did"},      {"see", "saw"},
      {"give", "gave"},     {"take", "took"},         {"put", "put"},     {"lay", "laid"},
      {"bring", "brought"}, {"buy", "bought"},        {"sell", "sold"},   {"fly", "flew"},
      {"go", "went"},       {"come", "came"},         {"flee", "fled"},   {"drive", "drove"},
      {"leave", "left"},    {"win", "won"},           {"beat", "beaten"}, {"overcome", "overcame"},
      {"lose", "lost"},     {"fall", "fell"},         {"send", "sent"},   {"lend", "lent"},
      {"find", "found"},    {"sue", "sued"},          {"wed", "wed"},     {"say", "said"},
      {"keep", "kept"},     {"fight", "fought"},      {"shoot", "shot"},  {"tear", "tore"},
      {"set", "set"},       {"let", "let"},           {"hit", "hit"},     {"run", "ran"},
      {"begin", "began"},   {"break", "broke"},       {"ring", "rang"},   {"swear", "swore"},
      {"choose", "chose"},  {"hang", "hanged"},       {"drink", "drank"}, {"write", "wrote"},
      {"catch", "caught"},  {"have", "had"},          {"stand", "stood"}, {"sit", "sat"},
      {"bid", "bid"},       {"get", "got"},           {"rise", "rose"},   {"ride", "rode"},
      {"swim", "swam"},     {"burst", "burst"},       {"sink", "sank"},   {"teach", "taught"},
      {"bet", "bet"},       {"withdraw", "withdrew"}, {"build", "built"}, {"grow", "grew"}};
  const auto it = kIrregular.find(lemma);
  if (it != kIrregular.end()) return it->second;
  const auto vowel = [](char c) {
    return std::string_view("aeiou").find(c) != std::string_view::npos;
  };
  const char last = lemma.back();
  if (last == 'e') return lemma + "d";
  if (last == 'y' && lemma.size() > 1 && !vowel(lemma[lemma.size() - 2]))
    return lemma.substr(0, lemma.size() - 1) + "ied";
  const bool doubles = lemma.size() >= 3 && !vowel(last) && last != 'w' && last != 'x' &&
                       last != 'y' && vowel(lemma[lemma.size() - 2]) &&
                       !vowel(lemma[lemma.size() - 3]) && lemma.size() <= 4;
  return lemma + (doubles ? std::string(1, last) : "") + "ed";
}

// The words of a frame as they stand in a sentence: "imposed a sanction", "handed over".
std::string Words(const Frame& frame) {
  if (frame.word_class != WordClass::kVerb) return frame.lemma;
  std::string words = Past(frame.lemma);
  if (!frame.particle.empty()) words += " " + frame.particle;
  std::string particle = frame.particle;
  if (!frame.objects.empty()) words += " " + frame.objects.front();
  for (char& c : words) {
    if (c == '_') c = ' ';
  }
  return words;
}

// Every frame that has an example is put into its sentence; the sentence must give the edge.
TEST(Frames, ExamplesGiveTheirEdges) {
  const FrameLexicon& lexicon = SharedKnowledge().frames();
  int tried = 0, found = 0;
  std::map<std::string, std::pair<int, int>> by_relation;
  for (const FrameExample& example : lexicon.examples()) {
    for (uint32_t f : example.frames) {
      const Frame& frame = lexicon.frames()[f];
      std::string sentence = example.sentence;
      const size_t gap = sentence.find('{');
      ASSERT_NE(gap, std::string::npos) << "frames.txt line " << example.line << " has no gap";
      sentence.replace(gap, 3, Words(frame));
      const Extraction extraction = Extract(sentence);
      const Polarity polarity = frame.negated ? Polarity::kNegated : Polarity::kPositive;
      const bool ok = FindEdge(extraction, example.source, NameOf(frame.relation), example.target,
                               polarity) != nullptr;
      ++tried;
      found += ok;
      auto& [good, all] = by_relation[std::string(NameOf(frame.relation))];
      good += ok;
      ++all;
      if (!ok && std::getenv("NEWSGRAPH_VERBOSE"))
        std::printf("  missed %s: %s\n", frame.Name().c_str(), sentence.c_str());
    }
  }
  for (const auto& [relation, count] : by_relation) {
    std::printf("  %-20s %4d of %4d\n", relation.c_str(), count.first, count.second);
  }
  std::printf("frames in their examples: %d of %d (%.1f%%)\n", found, tried, 100.0 * found / tried);
  EXPECT_GE(found * 100, tried * 76);
}

}  // namespace
}  // namespace newsgraph::text
