// newsgraph_score EXTRACTION_DIR [WEIGHTS_FILE] [-v]: prints every score of the models.
#include <cstdio>
#include <cstring>

#include "training/corpus.h"
#include "training/score.h"

namespace newsgraph::training {
namespace {

Status Score(const std::string& folder, const char* weights, bool log) {
  StatusOr<text::Models> loaded = InternalError("");
  if (weights != nullptr) {
    ASSIGN_OR_RETURN(const std::string bytes, ReadFile(weights));
    loaded = text::Models::FromBytes(bytes);
  } else {
    loaded = text::Models::Load();
  }
  RETURN_IF_ERROR(loaded.status());
  const text::Models& models = *loaded;
  const std::string data = folder + "/data";
  std::printf("%-18s %7s %7s %7s %7s %7s %7s\n", "trees", "UPOS", "XPOS", "lemma", "UAS", "LAS",
              "LAS+sub");
  for (const char* file :
       {"en_ewt-dev", "en_ewt-test", "en_gum-ccby-dev", "en_gum-ccby-test", "en_pud-test"}) {
    ASSIGN_OR_RETURN(const TreeScore s, ScoreTrees(models, data + "/ud/" + file + ".conllu.xz"));
    std::printf("%-18s %7.2f %7.2f %7.2f %7.2f %7.2f %7.2f\n", file, s.upos, s.xpos, s.lemma, s.uas,
                s.las, s.las_subtypes);
  }
  for (const char* file : {"en_ewt-test", "en_gum-ccby-test", "en_pud-test"}) {
    ASSIGN_OR_RETURN(const TokenScore s, ScoreTokens(data + "/ud/" + file + ".conllu.xz"));
    std::printf("%-18s tokens F1 %.2f  sentences F1 %.2f\n", file, s.tokens, s.sentences);
  }
  const auto print = [](const char* what, const NameScore& s) {
    std::printf("%-18s P %.2f R %.2f F1 %.2f\n", what, s.precision(), s.recall(), s.f1());
  };
  ASSIGN_OR_RETURN(const NameScore web,
                   ScoreNameColumns(models, data + "/ner/uner_en_ewt-test.iob2.xz", false));
  print("names UNER test", web);
  ASSIGN_OR_RETURN(const NameScore news, ScoreArticles(models, folder + "/dev", log));
  print("names news", news);
  ASSIGN_OR_RETURN(const Speed speed, MeasureSpeed(models, folder + "/dev", 2));
  std::printf("tokens/s           tokenise %.0f  analyse %.0f  (%.0f articles/s of 460 tokens)\n",
              speed.tokenise, speed.analyse, 1 / (460 / speed.tokenise + 460 / speed.analyse));
  return absl::OkStatus();
}

}  // namespace
}  // namespace newsgraph::training

int main(int argc, char** argv) {
  const bool log = argc > 1 && std::strcmp(argv[argc - 1], "-v") == 0;
  if (argc < 2) {
    std::fprintf(stderr, "usage: newsgraph_score EXTRACTION_DIR [WEIGHTS_FILE] [-v]\n");
    return 2;
  }
  const char* weights = argc - log > 2 ? argv[2] : nullptr;
  const auto status = newsgraph::training::Score(argv[1], weights, log);
  if (!status.ok()) std::fprintf(stderr, "%s\n", newsgraph::Render(status).c_str());
  return status.ok() ? 0 : 1;
}
