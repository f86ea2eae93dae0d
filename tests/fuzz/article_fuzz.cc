// libFuzzer target: any bytes as an article. The loader refuses them or answers; its offsets stay
// inside the text and its edges inside the node list.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "loaders/text/extract.h"
#include "loaders/text/extraction_json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace newsgraph::text;
  static const Knowledge knowledge = Knowledge::Load().value();
  static Scratch scratch;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto found = ExtractArticle(text, {.name = "fuzz", .date = ""}, knowledge, scratch);
  if (!found.ok()) return 0;
  for (const ExtractedNode& node : found->nodes) {
    for (const auto span : node.mentions) {
      if (span.begin > span.end || span.end > size) abort();
    }
  }
  for (const ExtractedEdge& edge : found->edges) {
    if (edge.source >= found->nodes.size() || edge.target >= found->nodes.size()) abort();
  }
  if (ToJson(*found).empty()) abort();
  return 0;
}
