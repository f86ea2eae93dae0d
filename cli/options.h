// The command line as a value. One table of options (options.cc) makes the parser, --help and the
// shells' completions.
//
//   ASSIGN_OR_RETURN(Options options, ParseOptions({"graph.ng", "-c", "RETURN 1"}));
//   options.graph_path == "graph.ng";  options.inputs[0].text == "RETURN 1"
//
// Thread-safe: no state.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/bolt/address.h"
#include "cli/print/printer.h"
#include "graph/base/error.h"

namespace newsgraph::cli {

enum class Subcommand : uint8_t {
  kQuery,
  kLoad,
  kExtract,
  kExport,
  kGenerate,
  kCheck,
  kBench,
  kCompletions
};

enum class When : uint8_t { kAuto, kAlways, kNever };
enum class ProgressForm : uint8_t { kAuto, kNever, kJson };

// A query to run, in the order of the command line.
struct Input {
  enum class Kind : uint8_t { kText, kFile };
  Kind kind;
  std::string text;  // the query, or the path
};

struct Options {
  Subcommand subcommand = Subcommand::kQuery;
  bool named = false;  // the subcommand was written out: no prompt then
  bool help = false;
  bool version = false;

  std::string graph_path;               // GRAPH.ng
  std::optional<bolt::Address> server;  // bolt://..., in place of a graph
  std::string user;                     // --user
  std::vector<Input> inputs;            // -c and FILE.cypher
  std::vector<std::string> files;       // what to load or extract
  std::string output_path;              // -o
  std::optional<std::string> format;    // a mode, or a file format of export
  std::vector<std::pair<std::string, std::string>> parameters;  // name, JSON
  std::vector<std::string> parameter_files;
  std::string shell;  // completions bash|zsh|fish

  bool read_only = false;
  bool safe = false;
  bool save = false;
  bool partial = false;
  bool fail_at_end = false;
  bool quiet = false;
  bool no_history = false;
  bool no_rc = false;
  bool json_safe_ints = false;
  bool explain = false;  // extract
  int64_t timeout_ms = 0;
  uint64_t memory_bytes = 0;
  uint64_t max_rows = 0;
  uint64_t max_errors = UINT64_MAX;
  uint64_t edges = 1000000;  // generate
  uint64_t seed = 1;         // generate
  uint64_t runs = 10;        // bench
  std::string rejects_path;  // load: where rejected records go
  bool manifest = false;     // load: and the next two, which need it
  bool rebuild = false;
  bool anyway = false;
  std::string extractor;  // load: a command that reads articles
  int64_t extractor_timeout_ms = 0;
  int threads = 0;  // 0: as many as the machine has
  When color = When::kAuto;
  ProgressForm progress = ProgressForm::kAuto;
};

// The arguments after the program's name.
//   errors   ArgumentError with what was found, what there is, and a hint; the caller exits with 2
StatusOr<Options> ParseOptions(std::span<const std::string> arguments);

// What a command line reads and `path` names too: a graph, query, parameters, or a file to load,
// also one in a folder. Empty: nothing.
std::string InputNamed(const Options& options, const std::string& path);

// Of the program: the subcommands and what all of them take. Of a subcommand: its options. Each
// fits a screen of 24 rows and 80 columns.
std::string ProgramHelp();
std::string HelpText(Subcommand subcommand);

// The completion script for "bash", "zsh" or "fish"; empty for another shell.
std::string CompletionScript(std::string_view shell);

// "250ms", "5s", "2m", "1h" (a bare number is seconds) -> milliseconds; none when it is no
// duration.
std::optional<int64_t> ParseDuration(std::string_view text);
// "512", "64K", "512M", "4G" (powers of 1,024) -> bytes.
std::optional<uint64_t> ParseSize(std::string_view text);

// Rows of the table, for completions and the manual's test.
using Subcommands = uint32_t;
constexpr Subcommands In(Subcommand s) { return Subcommands{1} << static_cast<int>(s); }
struct OptionRow {
  std::string_view name;      // "--format"
  char letter;                // 'f', or 0
  std::string_view argument;  // "MODE"; empty: a flag
  Subcommands where;
  std::string_view doc;
  Status (*apply)(Options& options, std::string_view value);
};
struct SubcommandRow {
  Subcommand subcommand;
  std::string_view name;
  std::string_view arguments;
  std::string_view doc;
  std::string_view example;
};
std::span<const OptionRow> OptionRows();
std::span<const SubcommandRow> SubcommandRows();

}  // namespace newsgraph::cli
