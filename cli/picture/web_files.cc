#include "cli/picture/web_files.h"

// The assembler reads the files; the build system knows that this file depends on them.
#define EMBED(name, file)                                                        \
  asm(".section .rodata\n.global " #name "_begin\n.global " #name "_end\n" #name \
      "_begin:\n.incbin \"" file "\"\n" #name "_end:\n.byte 0\n.previous\n");    \
  extern "C" const char name##_begin[];                                          \
  extern "C" const char name##_end[];

EMBED(newsgraph_web_library, NEWSGRAPH_WEB_LIBRARY)
EMBED(newsgraph_web_script, NEWSGRAPH_WEB_SCRIPT)
EMBED(newsgraph_web_style, NEWSGRAPH_WEB_STYLE)

namespace newsgraph::cli {

std::string_view WebLibrary() {
  return {newsgraph_web_library_begin,
          static_cast<size_t>(newsgraph_web_library_end - newsgraph_web_library_begin)};
}
std::string_view WebScript() {
  return {newsgraph_web_script_begin,
          static_cast<size_t>(newsgraph_web_script_end - newsgraph_web_script_begin)};
}
std::string_view WebStyle() {
  return {newsgraph_web_style_begin,
          static_cast<size_t>(newsgraph_web_style_end - newsgraph_web_style_begin)};
}

}  // namespace newsgraph::cli
