// libFuzzer target: any bytes as JSON Lines. The loader rejects or reads them; its counts add up
// and the graph holds what it says it made.
#include "tests/fuzz/load_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  newsgraph::LoadBytes("jsonl", {reinterpret_cast<const char*>(data), size});
  return 0;
}
