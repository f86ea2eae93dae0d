#include "training/card.h"

#include <cstdio>

namespace newsgraph::training {
namespace {

constexpr const char* kAbout = R"(# The weights of the text models

`models.bin` is made by `training/train DATA_DIR` and is never edited: the same data gives the same
bytes. It holds name lists, a recurrent network (tags, dependency trees, names) and lemma exceptions;
[ADR 0009](../../../../docs/adr/0009-text-models.md) says why they are as they are.

## Learned from

| data | used for | licence |
| --- | --- | --- |
| UD English EWT, train | tags, trees, lemmas | CC BY-SA 4.0 |
| UD English GUM, train: news, interview, bio, voyage, speech, textbook, vlog, academic | tags, trees, lemmas, names | annotations CC BY 4.0, texts CC BY or CC BY-SA |
| Re-DocRED, dev and test | names | MIT, Wikipedia text CC BY-SA |
| wikigold | names | CC BY 4.0 |
| Phoenix actor dictionaries of the Open Event Data Alliance | name lists | MIT |
| datasets/gazetteers of this project | name lists | as stated there |
| datasets/training of this project: own sentences with slots, filled with invented names | names | as stated there |

No text of newspapers or agencies and nothing non-commercial is among them. The weights are derived
from share-alike texts and are offered under CC BY-SA 4.0, with thanks to the makers of the above.

## Scores

On data that was not learned from. Per cent; trees and names with the corpora's own tokens, everything
else predicted. LAS leaves subtypes aside, as the CoNLL 2018 shared task did.

)";

constexpr const char* kLimits = R"(
"Articles" are the development articles: a name counts as found if it covers a marked mention of a
person, organization, country or place and has that type. They chose between designs, so their score
flatters a little.

## Limits

English, edited prose. Headlines in capitals, tables and verse are read worse than sentences. Names
unlike any seen are found by context alone, and a company named like a person or a town is the
commonest error.
)";

std::string Row(const char* format, auto... values) {
  char line[256];
  std::snprintf(line, sizeof line, format, values...);
  return line;
}

}  // namespace

StatusOr<Scores> ScoreAll(const text::Models& models, const std::string& folder, bool log) {
  const std::string data = folder + "/data";
  Scores scores;
  const std::pair<const char*, const char*> treebanks[] = {
      {"EWT dev", "en_ewt-dev"},          {"EWT test", "en_ewt-test"},
      {"GUM dev", "en_gum-ccby-dev"},     {"GUM test", "en_gum-ccby-test"},
      {"PUD test (news)", "en_pud-test"},
  };
  for (const auto& [name, file] : treebanks) {
    const std::string path = data + "/ud/" + file + ".conllu.xz";
    ASSIGN_OR_RETURN(const TreeScore trees, ScoreTrees(models, path));
    ASSIGN_OR_RETURN(const TokenScore tokens, ScoreTokens(path));
    scores.trees.emplace_back(name, trees);
    scores.tokens.emplace_back(name, tokens);
  }
  ASSIGN_OR_RETURN(const NameScore articles, ScoreArticles(models, folder + "/dev", log));
  scores.names.emplace_back("Articles", articles);
  ASSIGN_OR_RETURN(const NameScore web,
                   ScoreNameColumns(models, data + "/ner/uner_en_ewt-test.iob2.xz", false));
  scores.names.emplace_back("UNER EWT test (web)", web);
  return scores;
}

std::string ScoreTables(const Scores& scores) {
  std::string out =
      "| trees | UPOS | XPOS | lemmas | UAS | LAS | LAS with subtypes |\n"
      "| --- | --- | --- | --- | --- | --- | --- |\n";
  for (const auto& [name, s] : scores.trees) {
    out += Row("| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |\n", name.c_str(), s.upos, s.xpos,
               s.lemma, s.uas, s.las, s.las_subtypes);
  }
  out += "\n| raw text | tokens F1 | sentences F1 |\n| --- | --- | --- |\n";
  for (const auto& [name, s] : scores.tokens) {
    out += Row("| %s | %.2f | %.2f |\n", name.c_str(), s.tokens, s.sentences);
  }
  out += "\n| names | precision | recall | F1 |\n| --- | --- | --- | --- |\n";
  for (const auto& [name, s] : scores.names) {
    out += Row("| %s | %.2f | %.2f | %.2f |\n", name.c_str(), s.precision(), s.recall(), s.f1());
  }
  return out;
}

std::string Card(const Scores& scores) { return kAbout + ScoreTables(scores) + kLimits; }

}  // namespace newsgraph::training
