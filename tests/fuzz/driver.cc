// Runs a fuzz target where libFuzzer is not at hand: seeds from files, mutated at random, for so
// many seconds.
//
//   x_fuzz SECONDS SEED_FILE_OR_FOLDER...
//
// The same seed of the generator always; a crash prints the bytes of its input. The fuzz preset
// links libFuzzer in place of this.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

const std::string* current_input = nullptr;

void PrintInput(int signal) {
  std::fprintf(stderr, "signal %d on the input:\n", signal);
  if (current_input != nullptr) {
    for (unsigned char c : *current_input) std::fprintf(stderr, "%02x", c);
  }
  std::fprintf(stderr, "\n");
  std::_Exit(1);
}

std::vector<std::string> ReadSeeds(int count, char** paths) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  for (int i = 0; i < count; ++i) {
    if (!fs::is_directory(paths[i])) {
      files.emplace_back(paths[i]);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(paths[i])) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds = {std::string()};
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    seeds.push_back(text.substr(0, 64 * 1024));
    // Paragraphs by themselves: statements of a case file, sections of an article.
    for (size_t begin = 0, end; begin < text.size() && seeds.size() < 5000; begin = end + 2) {
      end = std::min(text.find("\n\n", begin), text.size());
      seeds.push_back(text.substr(begin, end - begin));
    }
  }
  return seeds;
}

std::string Mutate(const std::vector<std::string>& seeds, std::mt19937_64& random) {
  std::string text = seeds[random() % seeds.size()];
  for (uint64_t change = random() % 8; change-- > 0;) {
    const size_t at = text.empty() ? 0 : random() % text.size();
    switch (random() % 6) {
      case 0:
        text.insert(at, 1, static_cast<char>(random()));
        break;
      case 1:
        text.erase(at, random() % 16);
        break;
      case 2:
        if (!text.empty()) text[at] = static_cast<char>(text[at] ^ (1 << random() % 8));
        break;
      case 3:
        text.insert(at, text.substr(at, random() % 32));
        break;
      case 4:
        text.resize(at);
        break;
      case 5: {
        const std::string& other = seeds[random() % seeds.size()];
        if (!other.empty()) text.insert(at, other.substr(random() % other.size(), random() % 64));
        break;
      }
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::vector<std::string> seeds = ReadSeeds(argc - 2, argv + 2);
  for (int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL}) std::signal(signal, PrintInput);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[1]));
  std::mt19937_64 random(20260101);
  uint64_t runs = 0;
  while (std::chrono::steady_clock::now() < end) {
    const std::string input = Mutate(seeds, random);
    current_input = &input;
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
    ++runs;
  }
  std::printf("%zu seeds, %llu inputs\n", seeds.size(), static_cast<unsigned long long>(runs));
  return 0;
}
