// bench_peer: the requests of peer.h, one a line on standard input; {"op":"quit"} ends it.
#include <iostream>
#include <string>

#include "bench/peer/peer.h"

int main() {
  std::ios::sync_with_stdio(false);
  newsgraph::bench::Peer peer;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.find(R"("op":"quit")") != std::string::npos) break;
    if (!line.empty()) std::cout << peer.Answer(line) << std::endl;
  }
}
