// Fuzz target: any bytes as a statement on a small graph, within limits. The session answers or
// refuses; it goes on.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "graph/graph.h"
#include "query/session.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace newsgraph;
  Graph graph;
  query::Session session(graph);
  const auto made = session.Run(
      "CREATE (a:Person {name: 'A', born: 1960})-[:MET {on: date('2024-01-02')}]->(b:Person {name: "
      "'B'}), "
      "(b)-[:MET]->(a), (a)-[:IN]->(:Place {name: 'P', tags: ['x', 'y']}), (b)-[:SELF]->(b)");
  if (!made.ok()) std::abort();
  query::RunOptions limits;
  limits.timeout_ms = 500;
  limits.max_rows = 10'000;
  limits.max_edges = 100'000;
  limits.max_memory_bytes = 64 << 20;
  const auto result = session.Run({reinterpret_cast<const char*>(data), size}, {}, limits);
  if (!result.ok() && GetErrorInfo(result.status()).kind == ErrorKind::kInternal) std::abort();
  if (session.in_transaction() && !session.Run("ROLLBACK").ok()) std::abort();
  const auto after = session.Run("RETURN 1");
  if (!after.ok() || after->row_count != 1) std::abort();
  return 0;
}
