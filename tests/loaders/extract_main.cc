// Prints what the article loader finds, as JSON: newsgraph_extract_dev [--trees] FILE...
// With --out DIR, writes DIR/NAME.json for each FILE NAME.txt instead.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "graph/base/error.h"
#include "loaders/text/entities/entities.h"
#include "loaders/text/extract.h"
#include "loaders/text/extraction_json.h"
#include "loaders/text/names/mentions.h"
#include "loaders/text/words/document.h"

using namespace newsgraph;
using namespace newsgraph::text;

namespace {

// Tokens with their heads, mentions and entities: what the steps saw.
void PrintTrees(const std::string& content, const Knowledge& knowledge, Scratch& scratch) {
  Document doc(content, knowledge);
  doc.article = FindStructure(content, knowledge.gazetteer());
  for (const Block& block : doc.article.blocks) {
    std::printf("# block %d: %.60s\n", static_cast<int>(block.kind),
                std::string(block.text.In(content)).c_str());
  }
  ReadWords(doc, scratch);
  FindMentions(doc);
  const auto roles = FindRoles(doc);
  ResolveEntities(doc, roles);
  for (uint32_t t = 0; t < doc.words().size(); ++t) {
    if (doc.SentenceAt(doc.SentenceOf(t)).begin == t) std::printf("\n");
    const Word& w = doc.WordAt(t);
    std::printf("%4u %-16s %-14s %-6s %-5s %5d %-12s", t, std::string(doc.Text(t)).c_str(),
                std::string(w.lemma).c_str(), std::string(NameOf(w.upos)).c_str(),
                std::string(NameOf(w.xpos)).c_str(),
                w.head == kNoHead ? -1 : static_cast<int>(w.head),
                std::string(NameOf(w.relation)).c_str());
    const uint32_t m = doc.MentionAt(t);
    if (m != newsgraph::text::kNone) {
      const Mention& mention = doc.mentions[m];
      std::printf(" [%s] %s -> %s", std::string(NameOf(mention.type)).c_str(), mention.name.c_str(),
                  mention.entity == newsgraph::text::kNone
                      ? "-"
                      : doc.entities[mention.entity].name.c_str());
    }
    std::printf("\n");
  }
  for (const RoleLink& link : roles) {
    std::printf("# role %s: %s\n", link.noun.c_str(), doc.mentions[link.person].name.c_str());
  }
}

std::string Stem(const std::string& path) {
  const size_t slash = path.rfind('/');
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return name.substr(0, name.rfind('.'));
}

}  // namespace

int main(int argc, char** argv) {
  auto knowledge = Knowledge::Load();
  if (!knowledge.ok()) {
    std::cerr << Render(knowledge.status()) << "\n";
    return 1;
  }
  Scratch scratch;
  bool trees = false;
  std::string out;
  std::vector<Extraction> found;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--trees") {
      trees = true;
    } else if (argument == "--out" && i + 1 < argc) {
      out = argv[++i];
    } else {
      std::ifstream file(argument, std::ios::binary);
      std::stringstream content;
      content << file.rdbuf();
      if (trees) {
        PrintTrees(content.str(), *knowledge, scratch);
        continue;
      }
      auto extraction =
          ExtractArticle(content.str(), {.name = Stem(argument), .date = ""}, *knowledge, scratch);
      if (!extraction.ok()) {
        std::cerr << Render(extraction.status()) << "\n";
        continue;
      }
      if (!out.empty()) {
        std::ofstream(out + "/" + Stem(argument) + ".json") << ToJson(*extraction);
      } else {
        found.push_back(std::move(*extraction));
      }
    }
  }
  if (found.size() == 1) std::cout << ToJson(found[0]) << "\n";
  if (found.size() > 1) std::cout << ToJson(found);
  return 0;
}
