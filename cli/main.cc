#include <string>
#include <vector>

#include "cli/script.h"

int main(int argc, char** argv) {
  return static_cast<int>(newsgraph::cli::RunProgramWith({argv + 1, argv + argc}));
}
