// newsgraph_train DATA_DIR GAZETTEER_DIR OUT_FILE: learns the models of loaders/text and writes
// their packed weights. The same data gives the same bytes.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>

#include "loaders/text/models/weights.h"
#include "training/examples.h"
#include "training/invented_news.h"
#include "training/lemma_exceptions.h"
#include "training/lexicon.h"
#include "training/network.h"

namespace newsgraph::training {
namespace {

constexpr uint64_t kSeed = 1;
constexpr int kBatchWords = 800;
constexpr int kRounds = 15;
constexpr int kInvented = 20;   // times that each sentence of datasets/training is filled anew
constexpr int kLeastCount = 2;  // of a feature that gets an embedding

double Seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Data {
  text::NameLists::Entries list_entries;
  text::NameLists lists;
  std::vector<Corpus> corpora;  // treebanks first
  size_t treebanks = 0;
};

StatusOr<Data> ReadData(const std::string& data, const std::string& gazetteers) {
  Data read;
  ASSIGN_OR_RETURN(read.list_entries, ReadNameLists(data + "/event", gazetteers));
  text::ByteWriter bytes;
  text::NameLists::Write(read.list_entries, bytes);
  text::ByteReader in(bytes.bytes());
  if (!read.lists.Read(in)) return InternalError("the name lists cannot be read back");
  for (const char* file : {"en_ewt-train", "en_gum-ccby-train"}) {
    ASSIGN_OR_RETURN(read.corpora.emplace_back(),
                     ReadTreebank(data + "/ud/" + file + ".conllu.xz"));
  }
  read.treebanks = read.corpora.size();
  for (const char* file : {"redocred_dev", "redocred_test"}) {
    ASSIGN_OR_RETURN(read.corpora.emplace_back(), ReadDocRed(data + "/re/" + file + ".json.xz"));
  }
  ASSIGN_OR_RETURN(read.corpora.emplace_back(), ReadNameColumns(data + "/ner/wikigold.conll.xz"));
  Random random(kSeed);
  ASSIGN_OR_RETURN(read.corpora.emplace_back(),
                   InventNews(gazetteers + "/../training", gazetteers, kInvented, random));
  return read;
}

// Batches of sentences of like length, in random order.
std::vector<std::vector<const Example*>> Batches(const std::vector<Example>& examples,
                                                 Random& random) {
  constexpr size_t kWindow = 1500;
  std::vector<std::vector<const Example*>> batches;
  const auto order = random.Shuffled(examples.size());
  for (size_t first = 0; first < order.size(); first += kWindow) {
    std::vector<const Example*> window;
    for (size_t i = first; i < std::min(order.size(), first + kWindow); ++i) {
      window.push_back(&examples[order[i]]);
    }
    std::stable_sort(window.begin(), window.end(),
                     [](const Example* a, const Example* b) { return a->size() < b->size(); });
    int words = kBatchWords;
    for (const Example* example : window) {
      if (words >= kBatchWords) {
        batches.emplace_back();
        words = 0;
      }
      batches.back().push_back(example);
      words += example->size();
    }
  }
  std::vector<std::vector<const Example*>> shuffled;
  for (uint32_t i : random.Shuffled(batches.size())) shuffled.push_back(std::move(batches[i]));
  return shuffled;
}

// Up over the first twentieth, then down to almost nothing.
float RateAt(double progress) {
  if (progress < 0.05) return static_cast<float>(progress / 0.05);
  return std::max(0.02f, static_cast<float>(1 - progress));
}

Status WriteFile(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (file.good()) return absl::OkStatus();
  return MakeError(ErrorKind::kIoError, ErrorPhase::kRuntime, "", std::nullopt,
                   Cat(path, ": cannot be written"));
}

// Writes name lists, network and lemma exceptions, packed.
Status Save(const Data& data, const Vocabulary& vocabulary, const Network& network,
            const std::string& path) {
  text::ByteWriter bytes;
  text::NameLists::Write(data.list_entries, bytes);
  network.Write(vocabulary.features(), bytes);
  Corpus trees;
  for (size_t i = 0; i < data.treebanks; ++i) {
    trees.insert(trees.end(), data.corpora[i].begin(), data.corpora[i].end());
  }
  LearnLemmas(trees).Write(bytes);
  ASSIGN_OR_RETURN(const std::string packed, text::PackWeights(bytes.bytes()));
  std::fprintf(stderr, "%.0f s  %zu bytes, packed %zu\n", Seconds(), bytes.bytes().size(),
               packed.size());
  return WriteFile(path, packed);
}

Status Train(const std::string& data_dir, const std::string& gazetteers, const std::string& out) {
  ASSIGN_OR_RETURN(const Data data, ReadData(data_dir, gazetteers));
  const Vocabulary vocabulary(data.corpora, data.lists, kLeastCount);
  std::vector<Example> examples;
  size_t words = 0;
  for (const Corpus& corpus : data.corpora) {
    for (const AnnotatedSentence& sentence : corpus) {
      examples.push_back(vocabulary.Convert(sentence, data.lists));
      words += sentence.size();
    }
  }
  Network network(static_cast<int>(vocabulary.features().size()), NetworkSizes(), Rates(), kSeed);
  std::fprintf(stderr, "%zu sentences, %zu words, %zu features with embeddings, %zu listed names\n",
               examples.size(), words, vocabulary.features().size(), data.list_entries.size());
  Random random(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    const auto batches = Batches(examples, random);
    double loss = 0;
    for (size_t i = 0; i < batches.size(); ++i) {
      const double progress =
          (round + static_cast<double>(i) / static_cast<double>(batches.size())) / kRounds;
      loss += network.Learn(batches[i], RateAt(progress));
    }
    std::fprintf(stderr, "%.0f s  round %d of %d: loss %.3f\n", Seconds(), round + 1, kRounds,
                 loss / static_cast<double>(batches.size()));
  }
  return Save(data, vocabulary, network, out);
}

}  // namespace
}  // namespace newsgraph::training

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: newsgraph_train DATA_DIR GAZETTEER_DIR OUT_FILE\n");
    return 2;
  }
  const auto status = newsgraph::training::Train(argv[1], argv[2], argv[3]);
  if (!status.ok()) std::fprintf(stderr, "%s\n", newsgraph::Render(status).c_str());
  return status.ok() ? 0 : 1;
}
