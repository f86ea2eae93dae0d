// newsgraph_score EXTRACTION_DIR [--weights FILE] [--errors] [--card]
// Prints the scores of the models: those in the program, or those of a file. --errors lists what is
// wrong with the names of the articles; --card prints the card that lies beside the weights.
#include <cstdio>
#include <cstring>
#include <string>

#include "training/card.h"
#include "training/corpus.h"
#include "training/score.h"

namespace newsgraph::training {
namespace {

struct Options {
  std::string folder;
  std::string weights;
  bool errors = false;
  bool card = false;
};

StatusOr<text::Models> LoadModels(const Options& options) {
  if (options.weights.empty()) return text::Models::Load();
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(options.weights));
  return text::Models::FromBytes(bytes);
}

Status Run(const Options& options) {
  ASSIGN_OR_RETURN(const text::Models models, LoadModels(options));
  ASSIGN_OR_RETURN(const Scores scores, ScoreAll(models, options.folder, options.errors));
  if (options.card) {
    std::fputs(Card(scores).c_str(), stdout);
    return absl::OkStatus();
  }
  std::fputs(ScoreTables(scores).c_str(), stdout);
  ASSIGN_OR_RETURN(const Speed speed, MeasureSpeed(models, options.folder + "/dev", 2));
  std::printf(
      "\nOne thread: %.0f tokens/s found, %.0f tokens/s analysed; %.0f articles/s of 460.\n",
      speed.tokenise, speed.analyse, 1 / (460 / speed.tokenise + 460 / speed.analyse));
  return absl::OkStatus();
}

}  // namespace
}  // namespace newsgraph::training

int main(int argc, char** argv) {
  newsgraph::training::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--weights" && i + 1 < argc) {
      options.weights = argv[++i];
    } else if (argument == "--errors") {
      options.errors = true;
    } else if (argument == "--card") {
      options.card = true;
    } else {
      options.folder = argument;
    }
  }
  if (options.folder.empty()) {
    std::fprintf(stderr,
                 "usage: newsgraph_score EXTRACTION_DIR [--weights FILE] [--errors] [--card]\n");
    return 2;
  }
  const auto status = newsgraph::training::Run(options);
  if (!status.ok()) std::fprintf(stderr, "%s\n", newsgraph::Render(status).c_str());
  return status.ok() ? 0 : 1;
}
