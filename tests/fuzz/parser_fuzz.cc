// Fuzz target: lexer, parser and printer. No text may crash or hang them, and what is printed has
// to parse to the same tree.
//
//   cmake --preset fuzz && ninja -C build/fuzz parser_fuzz
//   mkdir build/fuzz/found; build/fuzz/tests/parser_fuzz -max_len=400 build/fuzz/found tests/corpus
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "query/syntax/lexer.h"
#include "query/syntax/parser.h"
#include "query/syntax/print.h"
#include "query/syntax/tree.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace newsgraph;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  syntax::Tokens(text);
  for (const TextSpan& statement : syntax::SplitStatements(text).statements) statement.In(text);
  const auto tree = syntax::Parse(text);
  if (!tree.ok()) {
    Render(tree.status(), text);
    if (GetErrorInfo(tree.status()).kind == ErrorKind::kInternal) std::abort();
    return 0;
  }
  const std::string printed = syntax::Print(*tree);
  const auto again = syntax::Parse(printed);
  // The printer may add parentheses, and so reach the limit of nesting.
  if (!again.ok() && GetErrorInfo(again.status()).kind == ErrorKind::kLimitExceeded) return 0;
  if (!again.ok() || !syntax::SameTree(*tree, *again)) {
    std::fprintf(stderr, "%.*s\n%s\n", static_cast<int>(size), text.data(), printed.c_str());
    std::abort();
  }
  return 0;
}
