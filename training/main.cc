// newsgraph_train DATA_DIR OUT_FILE: learns every model of loaders/text from the data folder and
// writes the packed weights. The same data gives the same bytes.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>

#include "loaders/text/characters.h"
#include "loaders/text/models/weights.h"
#include "training/train_linear.h"

namespace newsgraph::training {
namespace {

using text::TagPair;

double Seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::vector<TagPair> TagsOf(const text::Tagger& tagger, std::span<const std::string> forms) {
  std::vector<text::WordFeatures> words;
  for (const std::string& form : forms) words.push_back(text::FeaturesOf(form));
  std::vector<TagPair> tags(words.size());
  std::vector<int16_t> scores;
  std::vector<uint8_t> labels;
  tagger.Tag(words, scores, labels, tags);
  return tags;
}

std::string ToLowerCase(const std::string& form) {
  std::string lower(form.size(), ' ');
  text::LowerInto(form, lower.data());
  return lower;
}

// Base forms first, then what the rules get wrong with them.
text::Lemmas TrainLemmas(std::span<const TreeSentence> sentences) {
  std::map<std::pair<std::string, text::Xpos>, std::map<std::string, int>> seen;
  text::Lemmas lemmas;
  for (const TreeSentence& s : sentences) {
    for (size_t i = 0; i < s.size(); ++i) {
      const auto [upos, xpos] = s.tags[i];
      const std::string lower = ToLowerCase(s.forms[i]);
      if (upos == text::Upos::kPropn || upos == text::Upos::kX || upos == text::Upos::kPunct ||
          upos == text::Upos::kSym || upos == text::Upos::kNum || s.lemmas[i] == "_") {
        continue;
      }
      ++seen[{lower, xpos}][s.lemmas[i]];
      using enum text::Xpos;
      const std::string lemma = ToLowerCase(s.lemmas[i]);
      if (upos == text::Upos::kVerb) lemmas.AddBase(lemma, kVB);
      if (upos == text::Upos::kNoun) lemmas.AddBase(lemma, kNN);
      if (upos == text::Upos::kAdj && (xpos == kJJ || xpos == kJJR || xpos == kJJS)) {
        lemmas.AddBase(lemma, kJJ);
      }
    }
  }
  std::string bytes;
  bytes.reserve(1 << 12);
  for (const auto& [key, counts] : seen) {
    int total = 0;
    std::pair<int, std::string> best{0, ""};
    for (const auto& [lemma, count] : counts) {
      total += count;
      if (count > best.first) best = {count, lemma};
    }
    bytes.clear();
    const bool noun = key.second == text::Xpos::kNN;
    const auto guess =
        lemmas.Of(key.first, noun ? text::Upos::kNoun : text::Upos::kVerb, key.second, bytes);
    if (guess != best.second && best.first * 2 > total && best.second.size() < 40) {
      lemmas.AddException(key.first, key.second, best.second);
    }
  }
  return lemmas;
}

Status Train(const std::string& data, const std::string& out_path) {
  const double start = Seconds();
  std::vector<TreeSentence> trees;
  for (const char* file : {"/ud/en_ewt-train.conllu.xz", "/ud/en_gum-ccby-train.conllu.xz"}) {
    ASSIGN_OR_RETURN(auto read, ReadTreebank(data + file));
    std::move(read.begin(), read.end(), std::back_inserter(trees));
  }
  std::vector<NameSentence> names;
  for (const char* file : {"/re/redocred_dev.json.xz", "/re/redocred_test.json.xz"}) {
    ASSIGN_OR_RETURN(auto read, ReadDocRed(data + file));
    std::move(read.begin(), read.end(), std::back_inserter(names));
  }
  ASSIGN_OR_RETURN(auto gold, ReadNameColumns(data + "/ner/wikigold.conll.xz"));
  std::move(gold.begin(), gold.end(), std::back_inserter(names));
  std::fprintf(stderr, "%zu trees, %zu sentences with names\n", trees.size(), names.size());

  // The parser learns from tags that the tagger gave sentences it had not seen.
  constexpr size_t kFolds = 5;
  std::vector<std::vector<TagPair>> tags(trees.size());
  for (size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<TreeSentence> rest;
    for (size_t i = 0; i < trees.size(); ++i) {
      if (i % kFolds != fold) rest.push_back(trees[i]);
    }
    text::ByteWriter bytes;
    TrainTagger(rest, 3, fold + 1, bytes);
    text::ByteReader in(bytes.bytes());
    text::Tagger tagger;
    if (!tagger.Read(in)) return InternalError("the tagger's bytes cannot be read back");
    for (size_t i = fold; i < trees.size(); i += kFolds) tags[i] = TagsOf(tagger, trees[i].forms);
  }
  text::ByteWriter out;
  TrainTagger(trees, 6, 1, out);
  text::Tagger tagger;
  text::ByteReader in(out.bytes());
  if (!tagger.Read(in)) return InternalError("the tagger's bytes cannot be read back");
  std::fprintf(stderr, "%.0f s: tagger done\n", Seconds() - start);
  TrainParser(trees, tags, 8, 1, out);
  std::fprintf(stderr, "%.0f s: parser done\n", Seconds() - start);
  std::vector<std::vector<TagPair>> name_tags;
  for (const NameSentence& s : names) name_tags.push_back(TagsOf(tagger, s.forms));
  TrainNames(names, name_tags, 8, 1, out);
  std::fprintf(stderr, "%.0f s: names done\n", Seconds() - start);
  TrainLemmas(trees).Write(out);
  ASSIGN_OR_RETURN(const std::string packed, text::PackWeights(out.bytes()));
  std::ofstream file(out_path, std::ios::binary);
  file << packed;
  std::fprintf(stderr, "%.0f s: %zu bytes, packed %zu\n", Seconds() - start, out.bytes().size(),
               packed.size());
  return file.good() ? absl::OkStatus()
                     : MakeError(ErrorKind::kIoError, ErrorPhase::kRuntime, "", std::nullopt,
                                 Cat(out_path, ": cannot be written"));
}

}  // namespace
}  // namespace newsgraph::training

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: newsgraph_train DATA_DIR OUT_FILE\n");
    return 2;
  }
  const auto status = newsgraph::training::Train(argv[1], argv[2]);
  if (!status.ok()) std::fprintf(stderr, "%s\n", newsgraph::Render(status).c_str());
  return status.ok() ? 0 : 1;
}
