// Session: text in, rows out. The whole pipeline behind one call.
//
//   Graph graph = ...;
//   Session session(graph);
//   ASSIGN_OR_RETURN(Result result, session.Run("MATCH (p:Person) RETURN p.name LIMIT 5"));
//
// Run parses (or finds the plan in the cache), binds, plans, executes and gathers the rows; Stream
// hands them on as they come. A statement is applied whole or not at all; BEGIN, COMMIT and
// ROLLBACK span several. A session belongs to one thread; many sessions may share a graph, of which
// one at a time writes. The graph outlives the session.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"
#include "query/functions/function.h"
#include "query/result.h"

namespace newsgraph::query {

using Parameters = StringMap<Value>;

// A procedure offered to CALL besides the built-in ones: a table computed from its arguments.
struct Procedure {
  std::string name;  // "test.my.proc"
  std::vector<functions::Parameter> inputs;
  std::vector<functions::Parameter> outputs;
  std::string doc;
  bool reads_only = true;
  // Appends whole rows of outputs.size() values.
  std::function<Status(const functions::CallState&, std::span<const Value> arguments,
                       std::vector<Value>& cells)>
      run;
};

// Limits of one statement; 0 is none. A limit that can cut an answer short gives a partial result
// that says so (Summary::completeness) when `partial_results`, else an error of kind LimitExceeded.
struct RunOptions {
  int64_t timeout_ms = 0;
  uint64_t max_rows = 0;
  uint64_t max_edges = 0;         // relationships looked at
  uint64_t max_memory_bytes = 0;  // held by operators of the statement
  // Reads alone: a statement that writes is done whole or fails. BUDGET in a statement narrows
  // these limits and gives a partial result in any case.
  bool partial_results = false;
  bool timeout_reads_only = false;  // a statement that writes may take as long as it needs
  bool read_only = false;           // refuse statements that write; decided on the bound plan
  const std::atomic<bool>* cancel =
      nullptr;  // set it from a signal handler or another thread to stop within 100 ms
  // For tests and measurements; the answers do not depend on them.
  uint32_t batch_size = 1024;
  int threads = 1;
  std::vector<std::string> disabled_rules;
};

struct SessionOptions {
  std::vector<std::string>
      csv_folders;           // LOAD CSV reads below these folders alone; none: it is refused
  uint64_t random_seed = 0;  // 0: from the clock
  size_t plan_cache_size = 256;
};

class Session {
 public:
  explicit Session(Graph& graph, SessionOptions options = {});
  ~Session();
  Session(Session&&) noexcept;

  // errors: whatever the language defines (GetErrorInfo tells kind, phase, detail and span),
  // limits, Internal.
  StatusOr<Result> Run(std::string_view text, const Parameters& parameters = {},
                       const RunOptions& options = {});
  StatusOr<Summary> Stream(std::string_view text, const Parameters& parameters,
                           const RunOptions& options, RowSink& sink);

  // Registers a procedure; one of the same name is replaced. Cached plans are dropped.
  void AddProcedure(Procedure procedure);
  std::vector<const Procedure*> procedures() const;
  void RemoveProcedures();  // those added; the built-in ones stay

  bool in_transaction() const;
  // What the next statement would see.
  GraphView view() const;
  const functions::Catalog& functions() const;

  struct State;  // private: session_state.h

 private:
  std::unique_ptr<State> state_;
};

}  // namespace newsgraph::query
