// newsgraph_fit_confidence FOLDER OUT_FILE: learns what each sign of a fact weighs, from the marked
// articles of a folder (marked_articles.h). The same articles and rules give the same bytes.
//
//   source   logistic regression with a ridge penalty; Nesterov 1983 (accelerated gradient)
#include <cmath>
#include <cstdio>
#include <fstream>
#include <vector>

#include "loaders/text/extract.h"
#include "training/marked_articles.h"

namespace newsgraph::training {
namespace {

constexpr double kPenalty = 10;  // of a weight's square, beside one a fact
constexpr int kSteps = 4000;
constexpr double kLeastWeight = 0.005;  // smaller ones are left out
// The marked articles are harder than most. On the development articles that were only scored 81 of
// 100 edges are right, and 71 by these weights alone: what all log odds lack for that mean.
constexpr double kOfEasierText = 0.6;

struct Example {
  std::vector<text::Sign> signs;
  bool right;
};

StatusOr<std::vector<Example>> ReadExamples(const std::string& folder) {
  ASSIGN_OR_RETURN(const text::Knowledge knowledge, text::Knowledge::Load());
  ASSIGN_OR_RETURN(const std::vector<MarkedArticle> articles, ReadMarkedArticles(folder));
  text::Scratch scratch;
  std::vector<Example> examples;
  for (const MarkedArticle& article : articles) {
    ASSIGN_OR_RETURN(const text::SignedExtraction found,
                     text::ExtractWithSigns(article.text, {.name = article.name, .date = ""},
                                            knowledge, scratch));
    const MarkedMatch match(article, found.extraction);
    for (size_t e = 0; e < found.signs.size(); ++e) {
      const text::ExtractedEdge& edge = found.extraction.edges[e];
      const Verdict verdict = match.Judge(edge);
      if (verdict == Verdict::kOpen || edge.rule == "subset") continue;
      examples.push_back({found.signs[e], verdict == Verdict::kRight});
    }
  }
  return examples;
}

std::vector<double> Fit(const std::vector<Example>& examples) {
  const size_t count = text::SignCount();
  std::vector<double> weights(count, 0), before(count, 0), ahead(count, 0), slope(count, 0);
  size_t longest = 1;
  for (const Example& example : examples) longest = std::max(longest, example.signs.size());
  // No slope changes faster than this.
  const double step = 1 / (0.25 * static_cast<double>(longest * examples.size()) + kPenalty);
  for (int k = 0; k < kSteps; ++k) {
    for (size_t i = 0; i < count; ++i) {
      ahead[i] = weights[i] + k / (k + 3.0) * (weights[i] - before[i]);
      slope[i] = kPenalty * ahead[i];
    }
    for (const Example& example : examples) {
      double odds = 0;
      for (text::Sign sign : example.signs) odds += ahead[sign];
      const double error = 1 / (1 + std::exp(-odds)) - (example.right ? 1 : 0);
      for (text::Sign sign : example.signs) slope[sign] += error;
    }
    before = weights;
    for (size_t i = 0; i < count; ++i) weights[i] = ahead[i] - step * slope[i];
  }
  weights[text::SignOf(text::SignFamily::kAny, 0)] += kOfEasierText;
  return weights;
}

Status Run(const std::string& folder, const std::string& out) {
  ASSIGN_OR_RETURN(const std::vector<Example> examples, ReadExamples(folder));
  size_t right = 0;
  for (const Example& example : examples) right += example.right;
  const std::vector<double> weights = Fit(examples);
  std::ofstream file(out, std::ios::binary);
  file << "# What each sign of a fact weighs, in log odds (loaders/text/knowledge/signs.h): "
          "learned by\n"
          "# training/fit from datasets/marked, "
       << right << " of " << examples.size() << " readings right. CC0.\n";
  for (text::Sign sign = 0; sign < text::SignCount(); ++sign) {
    if (std::abs(weights[sign]) < kLeastWeight) continue;
    char weight[32];
    std::snprintf(weight, sizeof weight, "%.2f", weights[sign]);
    file << text::NameOfSign(sign) << ' ' << weight << '\n';
  }
  file.close();
  std::printf("%zu readings, %zu right\n", examples.size(), right);
  if (file.good()) return absl::OkStatus();
  return MakeError(ErrorKind::kIoError, ErrorPhase::kRuntime, "", std::nullopt,
                   Cat(out, ": cannot be written"));
}

}  // namespace
}  // namespace newsgraph::training

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: newsgraph_fit_confidence FOLDER OUT_FILE\n");
    return 2;
  }
  const auto status = newsgraph::training::Run(argv[1], argv[2]);
  if (!status.ok()) std::fprintf(stderr, "%s\n", newsgraph::Render(status).c_str());
  return status.ok() ? 0 : 1;
}
