// Saved graphs from any bytes: opening refuses them or reads within its arrays.
//
// The input is a list of patches (offset, value) to a valid file, whose checksums are then made
// right again: so the fuzzer works on what lies behind them. An input that begins as a file does is
// opened as it is.
#include <unistd.h>

#include <cstring>

#include "graph/builder.h"
#include "graph/save.h"
#include "graph/save_layout.h"
#include "tests/graph/forge.h"

namespace newsgraph {
namespace {

// A file with every coding of columns, an index, and edges of several types.
std::vector<uint8_t> ValidFile() {
  Builder builder;
  const LabelId person = builder.Label("Person");
  const Value values[] = {Value::Int(70'000),
                          Value::Float(0.25),
                          Value::Float(1.0 / 3),
                          Value::Bool(true),
                          Value::Of(Date{19'000}),
                          Value::Of(LocalTime{5'000'000'000}),
                          Value::Of(LocalDateTime{1'600'000'000, 0}),
                          Value::Of(DateTime{1'600'000'000, 5, Zone()}),
                          Value::String("text"),
                          Value::List({Value::Int(1), Value::String("x")}),
                          Value::Of(Duration{1, 2, 3, 4})};
  std::vector<NodeId> nodes;
  for (int i = 0; i < 12; ++i) {
    nodes.push_back(
        builder.UpsertNode(person, builder.Key("name"), Value::String(Cat("name ", i % 8))));
    int key = 0;
    for (const Value& value : values) {
      builder.Set(nodes[i], builder.Key(Cat("k", key++)), value);
      if (i % 3 != 0) continue;
      const EdgeId edge = builder.AddEdge(nodes[i / 2], builder.Type(Cat("T", key % 3)), nodes[i]);
      builder.Set(edge, builder.Key(Cat("e", key % 5)), value);
      builder.Set(edge, builder.Key("date"), Value::Of(Date{18'000 + i}));
    }
  }
  const Graph graph = std::move(builder).Freeze().value();
  char path[] = "/tmp/newsgraph-fuzz-XXXXXX";
  close(mkstemp(path));
  if (!SaveGraph(graph.View(), path).ok()) std::abort();
  std::vector<uint8_t> bytes = ReadBytes(path);
  unlink(path);
  return bytes;
}

}  // namespace
}  // namespace newsgraph

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace newsgraph;
  static const std::vector<uint8_t> valid = ValidFile();
  if (size >= sizeof(kHeaderMagic) && std::memcmp(data, kHeaderMagic, sizeof(kHeaderMagic)) == 0) {
    OpenAndTouch({data, data + size});
    return 0;
  }
  std::vector<uint8_t> bytes = valid;
  for (; size >= 4; data += 4, size -= 4) {
    const size_t at = data[0] | data[1] << 8 | (data[2] & 0x3F) << 16;
    bytes[at % bytes.size()] = data[3];
  }
  Resign(bytes);
  OpenAndTouch(bytes);
  return 0;
}
