// libFuzzer target: any bytes as CSV, of nodes or of relationships. The loader rejects or reads
// them; its counts add up and the graph holds what it says it made.
#include "tests/fuzz/load_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  newsgraph::LoadBytes("csv", {reinterpret_cast<const char*>(data), size});
  return 0;
}
