// The file of weights as bytes of the program: the assembler copies it, so nothing is compiled and
// no path is needed at run time. NEWSGRAPH_WEIGHTS_FILE is set by the build.
#include <string_view>

#include "loaders/text/models/weights.h"

// clang-format off
asm(".section .rodata\n"
    ".balign 16\n"
    ".global newsgraph_weights_begin\n"
    ".hidden newsgraph_weights_begin\n"
    "newsgraph_weights_begin:\n"
    ".incbin \"" NEWSGRAPH_WEIGHTS_FILE "\"\n"
    ".global newsgraph_weights_end\n"
    ".hidden newsgraph_weights_end\n"
    "newsgraph_weights_end:\n"
    ".byte 0\n"
    ".text\n");
// clang-format on

extern "C" const char newsgraph_weights_begin[] __attribute__((visibility("hidden")));
extern "C" const char newsgraph_weights_end[] __attribute__((visibility("hidden")));

namespace newsgraph::text {

std::string_view EmbeddedWeights() {
  return {newsgraph_weights_begin,
          static_cast<size_t>(newsgraph_weights_end - newsgraph_weights_begin)};
}

}  // namespace newsgraph::text
