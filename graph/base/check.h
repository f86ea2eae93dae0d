// DCHECK for what only our own mistake can break: a `REQUIRES:` of a function. User input never
// reaches one. Off in release builds, where the expression is not evaluated.
#pragma once

#include <cstdio>
#include <cstdlib>

#ifdef NEWSGRAPH_DCHECK
#define DCHECK(condition)                                                                 \
  do {                                                                                    \
    if (!(condition)) {                                                                   \
      std::fprintf(stderr, "%s:%d: DCHECK failed: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                       \
    }                                                                                     \
  } while (false)
#else
#define DCHECK(condition) \
  do {                    \
    if (false) {          \
      (void)(condition);  \
    }                     \
  } while (false)
#endif
