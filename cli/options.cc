#include "cli/options.h"

#include <unistd.h>

#include <array>
#include <charconv>
#include <filesystem>

#include "cli/params.h"
#include "cli/text.h"
#include "graph/base/new_file.h"
#include "loaders/loader.h"

namespace newsgraph::cli {
namespace {

Status UsageError(std::string_view message, std::string_view hint) {
  return RuntimeError(ErrorKind::kArgumentError, "Usage", message, hint);
}

std::optional<uint64_t> ParseNumber(std::string_view text) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Status SetNumber(uint64_t& target, std::string_view text) {
  const auto number = ParseNumber(text);
  if (!number)
    return UsageError(Cat("\"", text, "\" is not a whole number"), "give digits alone, e.g. 1000");
  target = *number;
  return absl::OkStatus();
}

Status SetParameter(Options& options, std::string_view text) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return UsageError(Cat("\"", text, "\" is not NAME=VALUE"),
                      "e.g. --param limit=10, --param name='\"Minsk\"'");
  }
  RETURN_IF_ERROR(ParseParameter(text.substr(equals + 1)).status());
  options.parameters.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  return absl::OkStatus();
}

Status SetColor(Options& options, std::string_view text) {
  if (text == "auto") {
    options.color = When::kAuto;
  } else if (text == "always") {
    options.color = When::kAlways;
  } else if (text == "never") {
    options.color = When::kNever;
  } else {
    return UsageError(Cat("\"", text, "\" is not a way to colour"), "take auto, always or never");
  }
  return absl::OkStatus();
}

Status SetProgress(Options& options, std::string_view text) {
  if (text == "auto") {
    options.progress = ProgressForm::kAuto;
  } else if (text == "never") {
    options.progress = ProgressForm::kNever;
  } else if (text == "json") {
    options.progress = ProgressForm::kJson;
  } else {
    return UsageError(Cat("\"", text, "\" is not a form of progress"), "take auto, never or json");
  }
  return absl::OkStatus();
}

template <auto member>
Status SetTime(Options& options, std::string_view text) {
  const auto duration = ParseDuration(text);
  if (!duration) return UsageError(Cat("\"", text, "\" is not a time"), "e.g. 250ms, 5s, 2m");
  options.*member = *duration;
  return absl::OkStatus();
}

Status SetMemory(Options& options, std::string_view text) {
  const auto size = ParseSize(text);
  if (!size) return UsageError(Cat("\"", text, "\" is not a size"), "e.g. 512M, 4G");
  options.memory_bytes = *size;
  return absl::OkStatus();
}

Status SetThreads(Options& options, std::string_view text) {
  uint64_t number = 0;
  RETURN_IF_ERROR(SetNumber(number, text));
  if (number < 1 || number > 1024)
    return UsageError("the number of threads is out of range", "take 1 to 1024");
  options.threads = static_cast<int>(number);
  return absl::OkStatus();
}

constexpr Subcommands kQuery = In(Subcommand::kQuery);
constexpr Subcommands kLoad = In(Subcommand::kLoad);
constexpr Subcommands kExtract = In(Subcommand::kExtract);
constexpr Subcommands kExport = In(Subcommand::kExport);
constexpr Subcommands kGenerate = In(Subcommand::kGenerate);
constexpr Subcommands kBench = In(Subcommand::kBench);
constexpr Subcommands kEverywhere = ~Subcommands{0};

template <auto member>
Status SetTrue(Options& options, std::string_view) {
  options.*member = true;
  return absl::OkStatus();
}
template <auto member>
Status SetCount(Options& options, std::string_view text) {
  return SetNumber(options.*member, text);
}
template <auto member>
Status SetText(Options& options, std::string_view text) {
  options.*member = std::string(text);
  return absl::OkStatus();
}
Status AddQuery(Options& options, std::string_view text) {
  options.inputs.push_back({Input::Kind::kText, std::string(text)});
  return absl::OkStatus();
}
Status AddParameterFile(Options& options, std::string_view text) {
  options.parameter_files.emplace_back(text);
  return absl::OkStatus();
}
Status SetFailFast(Options& options, std::string_view) {
  options.fail_at_end = false;
  return absl::OkStatus();
}

constexpr std::array kOptions = {
    OptionRow{"--command", 'c', "QUERY", kQuery | kBench, "run QUERY and leave; may be repeated",
              AddQuery},
    OptionRow{"--format", 'f', "MODE", kQuery | kExtract | kExport | kBench,
              "how to print: json, csv, table, ...", SetText<&Options::format>},
    OptionRow{"--output", 'o', "FILE", kQuery | kLoad | kExtract | kExport | kGenerate | kBench,
              "write to FILE, not standard output, if all goes well",
              SetText<&Options::output_path>},
    OptionRow{"--param", 'p', "NAME=VALUE", kQuery | kBench,
              "set $NAME from JSON; a bare word is a text", SetParameter},
    OptionRow{"--params", 0, "FILE", kQuery | kBench,
              "set parameters from the object in a JSON file", AddParameterFile},
    OptionRow{"--read-only", 0, "", kQuery, "refuse statements that write",
              SetTrue<&Options::read_only>},
    OptionRow{"--user", 0, "NAME", kQuery, "log in to bolt://HOST; NEWSGRAPH_PASSWORD is used",
              SetText<&Options::user>},
    OptionRow{"--safe", 0, "", kQuery, "let statements and commands touch no file",
              SetTrue<&Options::safe>},
    OptionRow{"--save", 0, "", kQuery, "write GRAPH.ng again when all went well",
              SetTrue<&Options::save>},
    OptionRow{"--timeout", 0, "TIME", kQuery | kBench, "stop a statement after TIME: 250ms, 5s, 2m",
              SetTime<&Options::timeout_ms>},
    OptionRow{"--memory", 0, "SIZE", kQuery | kBench, "stop a statement that holds more: 512M, 4G",
              SetMemory},
    OptionRow{"--max-rows", 0, "N", kQuery, "stop a statement after N rows",
              SetCount<&Options::max_rows>},
    OptionRow{"--partial", 0, "", kQuery, "at a limit, give the rows found so far",
              SetTrue<&Options::partial>},
    OptionRow{"--fail-fast", 0, "", kQuery, "stop at the first error (the default)", SetFailFast},
    OptionRow{"--fail-at-end", 0, "", kQuery, "go on; the exit code tells of the first error",
              SetTrue<&Options::fail_at_end>},
    OptionRow{"--max-errors", 0, "N", kLoad, "exit with 6 when more than N records are rejected",
              SetCount<&Options::max_errors>},
    OptionRow{"--rejects", 0, "FILE", kLoad, "write every rejected record to FILE (JSON Lines)",
              SetText<&Options::rejects_path>},
    OptionRow{"--manifest", 0, "", kLoad, "add to GRAPH.ng what its manifest does not know yet",
              SetTrue<&Options::manifest>},
    OptionRow{"--rebuild", 0, "", kLoad, "... all files of the manifest anew, as they are now",
              SetTrue<&Options::rebuild>},
    OptionRow{"--anyway", 0, "", kLoad, "... also files that have changed since",
              SetTrue<&Options::anyway>},
    OptionRow{"--extractor", 0, "COMMAND", kLoad, "let a program read the articles (JSON Lines)",
              SetText<&Options::extractor>},
    OptionRow{"--extractor-timeout", 0, "T", kLoad, "for each article (60s unless said)",
              SetTime<&Options::extractor_timeout_ms>},
    OptionRow{"--edges", 0, "N", kGenerate, "how many relationships (1000000 unless said)",
              SetCount<&Options::edges>},
    OptionRow{"--seed", 0, "N", kGenerate, "equal seeds make equal graphs (1 unless said)",
              SetCount<&Options::seed>},
    OptionRow{"--runs", 0, "N", kBench, "how often each query runs (10 unless said)",
              SetCount<&Options::runs>},
    OptionRow{"--explain", 0, "", kExtract,
              "say what made each relationship, and what gave nothing", SetTrue<&Options::explain>},
    OptionRow{"--threads", 0, "N", kQuery | kLoad | kExtract | kBench, "use N threads", SetThreads},
    OptionRow{"--json-safe-ints", 0, "", kQuery | kExport, "integers beyond 2^53 as JSON strings",
              SetTrue<&Options::json_safe_ints>},
    OptionRow{"--no-history", 0, "", kQuery, "keep no history of the prompt",
              SetTrue<&Options::no_history>},
    OptionRow{"--no-rc", 0, "", kQuery, "do not run the file rc when the prompt opens",
              SetTrue<&Options::no_rc>},
    OptionRow{"--color", 0, "WHEN", kQuery, "auto, always or never; NO_COLOR=1 is never", SetColor},
    OptionRow{"--progress", 0, "FORM", kEverywhere, "auto, never or json (on standard error)",
              SetProgress},
    OptionRow{"--quiet", 'q', "", kEverywhere, "errors alone on standard error",
              SetTrue<&Options::quiet>},
    OptionRow{"--help", 'h', "", kEverywhere, "show this, or with a subcommand its options",
              SetTrue<&Options::help>},
    OptionRow{"--version", 'V', "", kEverywhere, "show the version", SetTrue<&Options::version>},
};

constexpr std::array kSubcommands = {
    SubcommandRow{Subcommand::kQuery, "query",
                  "[GRAPH.ng|bolt://HOST] [-c QUERY]... [FILE.cypher]...",
                  "answer queries; without any, those on standard input, or open a prompt",
                  "newsgraph news.ng -c 'MATCH (p:Person) RETURN p.name LIMIT 5'"},
    SubcommandRow{Subcommand::kLoad, "load", "-o GRAPH.ng FILE...",
                  "load articles and tables into a saved graph",
                  "newsgraph load -o news.ng articles/*.txt"},
    SubcommandRow{Subcommand::kExtract, "extract", "--format json FILE...",
                  "print what an article's text says as nodes and relationships",
                  "newsgraph extract --format json summit.txt"},
    SubcommandRow{Subcommand::kExport, "export", "GRAPH.ng --format FORMAT [-o FILE]",
                  "write a whole graph: cypher, graphml, dot, jsonl, csv, html, svg or png",
                  "newsgraph export news.ng --format graphml -o news.graphml"},
    SubcommandRow{Subcommand::kGenerate, "generate", "-o GRAPH.ng [--edges N] [--seed N]",
                  "make a synthetic news graph; -o FOLDER/ writes it as CSV",
                  "newsgraph generate --edges 1000000 -o big.ng"},
    SubcommandRow{Subcommand::kCheck, "check", "GRAPH.ng...",
                  "verify the checksums of saved graphs", "newsgraph check news.ng"},
    SubcommandRow{Subcommand::kBench, "bench", "[GRAPH.ng] -c QUERY... [FILE.cypher]...",
                  "measure how long queries take, answers checked",
                  "newsgraph bench news.ng -c 'MATCH (n) RETURN count(n)' --runs 100"},
    SubcommandRow{Subcommand::kCompletions, "completions", "bash|zsh|fish",
                  "print the shell's completion script", "source <(newsgraph completions bash)"},
};

const OptionRow* FindOption(std::string_view name) {
  for (const OptionRow& row : kOptions) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

const OptionRow* FindLetter(char letter) {
  for (const OptionRow& row : kOptions) {
    if (row.letter == letter && letter != 0) return &row;
  }
  return nullptr;
}

std::string_view NameOf(Subcommand subcommand) {
  return kSubcommands[static_cast<size_t>(subcommand)].name;
}

Status UnknownOption(const Options& options, std::string_view name) {
  std::vector<std::string> names;
  for (const OptionRow& row : kOptions) {
    if (row.where & In(options.subcommand)) names.emplace_back(row.name);
  }
  const auto near = Nearest(name, names);
  return UsageError(
      Cat("unknown option ", name),
      near ? Cat("did you mean ", *near, "?") : std::string("newsgraph --help lists the options"));
}

bool EndsWith(std::string_view text, std::string_view end) { return text.ends_with(end); }

bool IsQueryFile(std::string_view path) {
  return EndsWith(path, ".cypher") || EndsWith(path, ".cql") || EndsWith(path, ".gql");
}

// A bare word that names no file may be a subcommand with a slip.
Status CheckWord(const Options& options, const std::string& word) {
  const bool bare = word.find_first_of("./") == std::string::npos;
  if (options.named || !bare || access(word.c_str(), F_OK) == 0) return absl::OkStatus();
  std::vector<std::string_view> names;
  for (const SubcommandRow& row : kSubcommands) names.push_back(row.name);
  const auto near = Nearest(word, names);
  return UsageError(
      Cat("\"", word, "\" is neither a subcommand nor a file"),
      near ? Cat("did you mean ", *near, "?") : std::string("newsgraph --help lists them"));
}

// A server takes the place of a graph, for queries alone.
Status SetServer(Options& options, const std::string& text) {
  if (options.subcommand != Subcommand::kQuery) {
    return UsageError(Cat(NameOf(options.subcommand), " has no meaning for a server"),
                      "newsgraph bolt://HOST asks one; the others work on files");
  }
  if (options.server) return UsageError("two servers", "give one bolt://HOST");
  ASSIGN_OR_RETURN(options.server, bolt::ParseAddress(text));
  return absl::OkStatus();
}

Status AddPositional(Options& options, const std::string& text) {
  if (bolt::IsAddress(text)) return SetServer(options, text);
  switch (options.subcommand) {
    case Subcommand::kQuery:
    case Subcommand::kBench:
      if (IsQueryFile(text)) {
        options.inputs.push_back({Input::Kind::kFile, text});
      } else if (EndsWith(text, ".ng")) {
        if (!options.graph_path.empty()) {
          return UsageError(Cat("two graphs: ", options.graph_path, " and ", text),
                            "give one GRAPH.ng");
        }
        options.graph_path = text;
      } else {
        options.files.push_back(text);
        return CheckWord(options, text);
      }
      return absl::OkStatus();
    case Subcommand::kExport:
      if (!options.graph_path.empty())
        return UsageError("export takes one graph", "give one GRAPH.ng");
      options.graph_path = text;
      return absl::OkStatus();
    case Subcommand::kGenerate:
      return UsageError(Cat("generate takes no file, found \"", text, "\""),
                        "name the result with -o GRAPH.ng");
    case Subcommand::kCompletions:
      options.shell = text;
      return absl::OkStatus();
    case Subcommand::kLoad:
    case Subcommand::kExtract:
    case Subcommand::kCheck:
      options.files.push_back(text);
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

// Goes through the words once; a word is an option, the value of one, or a file.
class Parser {
 public:
  explicit Parser(std::span<const std::string> words) : words_(words) {}

  StatusOr<Options> Parse() {
    FindSubcommand();
    while (at_ < words_.size()) {
      const std::string& word = words_[at_++];
      if (word == "--") {
        only_files_ = true;
      } else if (!only_files_ && word.starts_with("--")) {
        RETURN_IF_ERROR(Long(word));
      } else if (!only_files_ && word.size() > 1 && word[0] == '-') {
        RETURN_IF_ERROR(Letters(word));
      } else {
        RETURN_IF_ERROR(AddPositional(options_, word));
      }
    }
    if (!options_.help && !options_.version) {
      RETURN_IF_ERROR(CheckComplete());
      RETURN_IF_ERROR(CheckOutputs());
    }
    return options_;
  }

 private:
  void FindSubcommand() {
    if (words_.empty()) return;
    // "help" and "help load", as many programs have it.
    if (words_[0] == "help") {
      options_.help = true;
      words_ = words_.subspan(1);
      if (words_.empty()) return;
    }
    for (const SubcommandRow& row : kSubcommands) {
      if (row.name != words_[0]) continue;
      options_.subcommand = row.subcommand;
      options_.named = true;
      at_ = 1;
    }
  }

  Status Long(std::string_view word) {
    const size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const OptionRow* row = FindOption(name);
    if (row == nullptr) return UnknownOption(options_, name);
    if (equals == std::string_view::npos) return Apply(*row, std::nullopt);
    if (row->argument.empty())
      return UsageError(Cat(name, " takes no value"), Cat("write ", name, " alone"));
    return Apply(*row, word.substr(equals + 1));
  }

  // -q, -c QUERY, -cQUERY, -qc QUERY
  Status Letters(std::string_view word) {
    for (size_t i = 1; i < word.size(); ++i) {
      const OptionRow* row = FindLetter(word[i]);
      if (row == nullptr) return UnknownOption(options_, Cat("-", word.substr(i, 1)));
      if (!row->argument.empty() && i + 1 < word.size()) return Apply(*row, word.substr(i + 1));
      RETURN_IF_ERROR(Apply(*row, std::nullopt));
    }
    return absl::OkStatus();
  }

  Status Apply(const OptionRow& row, std::optional<std::string_view> value) {
    if (!(row.where & In(options_.subcommand))) {
      return UsageError(Cat(row.name, " has no meaning for ", NameOf(options_.subcommand)),
                        Cat("newsgraph ", NameOf(options_.subcommand), " --help lists what has"));
    }
    if (!row.argument.empty() && !value) {
      if (at_ == words_.size()) {
        return UsageError(Cat(row.name, " needs a value"), Cat(row.name, " ", row.argument));
      }
      value = words_[at_++];
    }
    Status status = row.apply(options_, value.value_or(std::string_view()));
    if (status.ok()) return status;
    return UsageError(Cat(row.name, ": ", View(status.message())), GetErrorInfo(status).hint);
  }

  Status CheckMode() const {
    if (!options_.format || FindMode(*options_.format)) return absl::OkStatus();
    std::vector<std::string_view> names;
    for (const ModeRow& mode : Modes()) names.push_back(mode.name);
    const auto near = Nearest(*options_.format, names);
    return UsageError(
        Cat("there is no format \"", *options_.format, "\""),
        near ? Cat("did you mean ", *near, "?") : std::string("newsgraph query --help lists them"));
  }

  // Its graph is not ours to open, load into or save.
  Status CheckServer() const {
    if (!options_.graph_path.empty() || !options_.files.empty()) {
      return UsageError(Cat("a server and a file: ",
                            options_.graph_path.empty() ? options_.files[0] : options_.graph_path),
                        "ask one of the two; -c QUERY and FILE.cypher go with both");
    }
    if (options_.save)
      return UsageError("--save without a graph", "a server keeps what it is told by itself");
    return absl::OkStatus();
  }

  // What is written must not be what is read.
  Status CheckOutputs() const {
    const std::string &output = options_.output_path, &rejects = options_.rejects_path;
    for (const auto& [option, path] : {std::pair("--output", &output), {"--rejects", &rejects}}) {
      if (const std::string input = InputNamed(options_, *path); !input.empty()) {
        return UsageError(Cat(option, " ", *path, " would write over what is read",
                              input == *path ? std::string() : Cat(", ", input)),
                          input == options_.graph_path
                              ? "give another name; --save writes changes back to the graph"
                              : "give another name");
      }
    }
    if (!output.empty() && (output == rejects || IsSameFile(output, rejects)))
      return UsageError(Cat("--output and --rejects are one file, ", output), "give two names");
    return absl::OkStatus();
  }

  Status CheckComplete() const {
    const SubcommandRow& row = kSubcommands[static_cast<size_t>(options_.subcommand)];
    const std::string usage = Cat("newsgraph ", row.name, " ", row.arguments);
    switch (options_.subcommand) {
      case Subcommand::kQuery:
        RETURN_IF_ERROR(CheckMode());
        if (options_.server) return CheckServer();
        if (!options_.user.empty())
          return UsageError("--user without a server", "newsgraph bolt://HOST --user NAME");
        if (options_.save && options_.graph_path.empty())
          return UsageError("--save without a graph", usage);
        return absl::OkStatus();
      case Subcommand::kLoad:
        if (options_.output_path.empty()) return UsageError("load needs -o GRAPH.ng", usage);
        if (!options_.manifest && (options_.rebuild || options_.anyway)) {
          return UsageError(Cat(options_.rebuild ? "--rebuild" : "--anyway", " without --manifest"),
                            "newsgraph load -o GRAPH.ng --manifest FILE...");
        }
        if (options_.rebuild && options_.anyway) {
          return UsageError("--rebuild and --anyway at once",
                            "--rebuild loads files as they are now, changed or not");
        }
        if (options_.files.empty() && !options_.rebuild)
          return UsageError("load needs a file", usage);
        return absl::OkStatus();
      case Subcommand::kExtract:
      case Subcommand::kCheck:
        if (options_.files.empty()) return UsageError(Cat(row.name, " needs a file"), usage);
        return absl::OkStatus();
      case Subcommand::kExport:
        if (options_.graph_path.empty()) return UsageError("export needs a graph", usage);
        if (!options_.format) return UsageError("export needs --format", usage);
        return absl::OkStatus();
      case Subcommand::kBench:
        if (options_.inputs.empty()) return UsageError("bench needs a query", usage);
        return CheckMode();
      case Subcommand::kGenerate:
        if (options_.output_path.empty()) return UsageError("generate needs -o GRAPH.ng", usage);
        return absl::OkStatus();
      case Subcommand::kCompletions:
        if (CompletionScript(options_.shell).empty()) return UsageError("name a shell", usage);
        return absl::OkStatus();
    }
    return absl::OkStatus();
  }

  std::span<const std::string> words_;
  size_t at_ = 0;
  bool only_files_ = false;
  Options options_;
};

}  // namespace

std::span<const OptionRow> OptionRows() { return kOptions; }
std::span<const SubcommandRow> SubcommandRows() { return kSubcommands; }

std::string InputNamed(const Options& options, const std::string& path) {
  if (!IsSameFile(path, path)) return "";
  std::vector<std::string> inputs = {options.graph_path};
  for (const Input& input : options.inputs)
    if (input.kind == Input::Kind::kFile) inputs.push_back(input.text);
  inputs.insert(inputs.end(), options.parameter_files.begin(), options.parameter_files.end());
  for (const std::string& file : options.files) {
    std::vector<std::string> skipped;
    std::error_code ignored;
    if (!std::filesystem::is_directory(file, ignored)) {
      inputs.push_back(file);
    } else if (const auto found = loaders::FindFiles(std::span(&file, 1), {}, skipped);
               found.ok()) {  // else the load says why
      for (const loaders::LoadedFile& each : *found) inputs.push_back(each.path);
    }
  }
  if (options.subcommand == Subcommand::kQuery && options.inputs.empty())
    inputs.emplace_back("/dev/stdin");
  for (std::string& input : inputs)
    if (IsSameFile(path, input)) return std::move(input);
  return "";
}

StatusOr<Options> ParseOptions(std::span<const std::string> arguments) {
  return Parser(arguments).Parse();
}

std::optional<int64_t> ParseDuration(std::string_view text) {
  constexpr std::pair<std::string_view, int64_t> kUnits[] = {
      {"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}};
  int64_t factor = 1000;
  for (const auto& [unit, milliseconds] : kUnits) {
    if (!text.ends_with(unit)) continue;
    factor = milliseconds;
    text.remove_suffix(unit.size());
    break;
  }
  const auto number = ParseNumber(text);
  if (!number || *number > static_cast<uint64_t>(INT64_MAX / factor)) return std::nullopt;
  return static_cast<int64_t>(*number) * factor;
}

std::optional<uint64_t> ParseSize(std::string_view text) {
  constexpr std::string_view kUnits = "KMGT";
  int shift = 0;
  if (!text.empty()) {
    const size_t unit =
        kUnits.find(text.back() >= 'a' ? static_cast<char>(text.back() - 32) : text.back());
    if (unit != std::string_view::npos) {
      shift = 10 * (static_cast<int>(unit) + 1);
      text.remove_suffix(1);
    }
  }
  const auto number = ParseNumber(text);
  if (!number || *number > UINT64_MAX >> shift) return std::nullopt;
  return *number << shift;
}

}  // namespace newsgraph::cli
