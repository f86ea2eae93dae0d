#include "cli/script.h"

#include <unistd.h>

#include <cstdlib>

#include "bench/generate.h"
#include "cli/bolt/metadata.h"
#include "cli/editor/terminal.h"
#include "cli/export.h"
#include "cli/extract.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/loading.h"
#include "cli/login.h"
#include "cli/manifest.h"
#include "cli/manifest_load.h"
#include "cli/measure.h"
#include "cli/params.h"
#include "cli/progress.h"
#include "cli/repl.h"
#include "cli/shell.h"
#include "cli/text.h"
#include "graph/save.h"

namespace newsgraph::cli {
namespace {

constexpr std::string_view kVersion = NEWSGRAPH_VERSION;

bool IsTerminal(int descriptor) { return isatty(descriptor) != 0; }

bool WantsColor(const Options& options, int descriptor) {
  if (options.color != When::kAuto) return options.color == When::kAlways;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool dumb = term == nullptr || std::string_view(term) == "dumb";
  return IsTerminal(descriptor) && !dumb && (no_color == nullptr || *no_color == '\0');
}

class Program {
 public:
  explicit Program(const Options& options)
      : options_(options),
        messages_(STDERR_FILENO,
                  {.color = WantsColor(options, STDERR_FILENO), .quiet = options.quiet}) {}

  ExitCode Run() {
    InstallSignalHandlers();
    switch (options_.subcommand) {
      case Subcommand::kQuery:
      case Subcommand::kBench:
        return Tell(Query());
      case Subcommand::kLoad:
        return Tell(Load());
      case Subcommand::kExtract:
        return Tell(Extract());
      case Subcommand::kExport:
        return Tell(Export());
      case Subcommand::kGenerate:
        return Tell(Generate());
      case Subcommand::kCheck:
        return Check();
      case Subcommand::kCompletions:
        return Say(CompletionScript(options_.shell));
    }
    return ExitCode::kUsage;
  }

 private:
  ExitCode Say(std::string_view text) {
    return WriteAll(STDOUT_FILENO, text) ? ExitCode::kOk : ExitCode::kIoError;
  }

  // A reader of our output that has gone is no error.
  ExitCode Tell(const Status& status) {
    if (status.ok() || GetErrorInfo(status).detail == "OutputClosed") return code_;
    if (!told_) messages_.Error(status);
    if (GetErrorInfo(status).detail == "TooManyRejects") return ExitCode::kRejects;
    const bool usage = options_.subcommand != Subcommand::kQuery &&
                       options_.subcommand != Subcommand::kBench &&
                       GetErrorInfo(status).kind == ErrorKind::kArgumentError;
    return usage ? ExitCode::kUsage : ExitCodeOf(status);
  }

  Status SetParameters(Shell& shell) const {
    for (const std::string& path : options_.parameter_files) {
      ASSIGN_OR_RETURN(const std::string text, ReadWholeFile(path));
      RETURN_IF_ERROR(AddParameters(text, shell.parameters()));
    }
    for (const auto& [name, text] : options_.parameters) {
      ASSIGN_OR_RETURN(shell.parameters()[name], ParseParameter(text));
    }
    return absl::OkStatus();
  }

  Status Query() {
    OutputFile target(STDOUT_FILENO);
    if (!options_.output_path.empty()) RETURN_IF_ERROR(target.Open(options_.output_path));
    const bool nothing_to_run = options_.inputs.empty();
    ShellMode mode;
    mode.terminal = IsTerminal(target.descriptor());
    mode.interactive =
        nothing_to_run && !options_.named && mode.terminal && IsTerminal(STDIN_FILENO);
    mode.color = WantsColor(options_, target.descriptor());
    mode.width = mode.terminal ? SizeOf(target.descriptor()).width : 0;
    Options options = options_;
    if (!options.format && !options_.output_path.empty()) {
      if (const auto by_ending = ModeOfPath(options_.output_path))
        options.format = std::string(NameOf(*by_ending));
    }
    Output out(target.descriptor());
    Shell shell(options, out, messages_, mode);
    if (options_.server) RETURN_IF_ERROR(Attach(shell));
    if (!options_.graph_path.empty()) RETURN_IF_ERROR(shell.Open(options_.graph_path));
    if (!options_.files.empty()) RETURN_IF_ERROR(shell.Load(options_.files));
    RETURN_IF_ERROR(SetParameters(shell));
    if (options_.subcommand == Subcommand::kBench) {
      ASSIGN_OR_RETURN(const auto statements, ReadStatements(options_.inputs));
      ASSIGN_OR_RETURN(auto table, MeasureQueries(shell, statements, options_.runs));
      RETURN_IF_ERROR(shell.Show(std::move(table)));
      return target.Keep();
    }
    if (mode.interactive) {
      code_ = RunRepl(shell);
      return out.Flush();
    }
    Status status = RunInputs(shell);
    if (shell.in_transaction()) status = TellUncommitted(status);
    // Whoever asks to hear of errors at the end wants what came out of the other statements.
    if (!status.ok() && options_.fail_at_end &&
        GetErrorInfo(status).kind != ErrorKind::kCancelled && out.Flush().ok()) {
      if (const Status kept = target.Keep(); !kept.ok()) messages_.Error(kept);
    }
    RETURN_IF_ERROR(status.ok() ? out.Flush() : status);
    told_ = false;
    if (options_.save) RETURN_IF_ERROR(shell.Save(options_.graph_path));
    RETURN_IF_ERROR(target.Keep());
    if (shell.unsaved() && !options_.graph_path.empty()) {
      messages_.Note(Cat("the changes are in memory alone; --save writes them to ",
                         Visible(options_.graph_path)));
    }
    return absl::OkStatus();
  }

  // At a prompt, a server that refuses somebody without a password is asked once more with one.
  Status Attach(Shell& shell) const {
    ASSIGN_OR_RETURN(bolt::Address address, WithLogin(options_, shell.mode().interactive));
    const bool asks = shell.mode().interactive && !address.password;
    auto server = std::make_unique<bolt::Client>(
        std::move(address),
        bolt::ClientOptions{.agent = Cat("newsgraph/", kVersion), .cancel = &InterruptFlag()});
    Status status = server->Connect();
    if (!status.ok() && asks && GetErrorInfo(status).detail == "LoginFailed") {
      ASSIGN_OR_RETURN(const std::string user, AskLine("user: ", /*echo=*/true));
      ASSIGN_OR_RETURN(const std::string password, AskLine("password: ", /*echo=*/false));
      server->SetLogin(user, password);
      status = server->Connect();
    }
    if (status.ok()) shell.Attach(std::move(server));
    return status;
  }

  // What a script has begun and not committed is undone with the session; a script that believes
  // otherwise must hear of it.
  Status TellUncommitted(const Status& status) {
    constexpr std::string_view kMessage =
        "a transaction was open at the end: it was not committed, and what it did is rolled back";
    messages_.Warn(kMessage);
    told_ = true;
    return status.ok() ? RuntimeError(ErrorKind::kTransactionError, "NotCommitted", kMessage)
                       : status;
  }

  Status RunInputs(Shell& shell) {
    told_ = true;  // the shell says errors with their place
    if (options_.inputs.empty()) return shell.RunStream(STDIN_FILENO, "standard input");
    Status first;
    for (const Input& input : options_.inputs) {
      const Status status =
          input.kind == Input::Kind::kFile ? RunFile(shell, input.text) : shell.RunText(input.text);
      if (shell.quit()) break;
      if (first.ok()) first = status;
      if (!status.ok() &&
          (!options_.fail_at_end || GetErrorInfo(status).kind == ErrorKind::kCancelled))
        break;
    }
    return first;
  }

  Status RunFile(Shell& shell, const std::string& path) {
    const Status status = shell.RunFile(path);
    if (!status.ok() && !shell.told()) messages_.Error(status);
    return status;
  }

  Status Generate() {
    const bench::GenerateOptions generate{.edges = options_.edges, .seed = options_.seed};
    const bool csv = options_.output_path.ends_with('/');
    if (!csv) RETURN_IF_ERROR(CheckReplaceable(options_.output_path));
    Builder builder;
    {
      Progress progress(messages_, options_.progress, IsTerminal(STDERR_FILENO), "generating");
      const auto update = [&](uint64_t done, uint64_t total) { progress.Update(done, total); };
      if (csv) return bench::GenerateCsv(generate, options_.output_path, update);
      RETURN_IF_ERROR(bench::Generate(generate, builder, update));
    }
    ASSIGN_OR_RETURN(const Graph graph, std::move(builder).Freeze());
    return Save(graph.View());
  }

  // A load that rejected too much is written all the same (unless nothing is there): the exit code
  // tells.
  Status Load() {
    const std::string manifest = ManifestPath(options_.output_path);
    const bool known = access(manifest.c_str(), F_OK) == 0;
    // What is damaged beyond recognition is still the graph that a manifest tells of.
    if (!options_.manifest || !known) RETURN_IF_ERROR(CheckReplaceable(options_.output_path));
    if (options_.manifest) return LoadByManifest(options_, messages_);
    if (known) {
      messages_.Warn(
          Cat(Visible(manifest), " tells of the graph that was there: --manifest adds to it"));
    }
    ASSIGN_OR_RETURN(const Loaded loaded,
                     LoadFiles(options_.files, GraphView(), options_, messages_));
    if (loaded.report.loaded + loaded.report.merged > 0) RETURN_IF_ERROR(Save(loaded.graph.View()));
    return CheckRejects(loaded.report, options_);
  }

  Status Save(const GraphView& view) {
    Progress progress(messages_, options_.progress, IsTerminal(STDERR_FILENO), "saving",
                      Progress::Unit::kBytes);
    return SaveGraph(view, options_.output_path,
                     [&](uint64_t done, uint64_t total) { progress.Update(done, total); });
  }

  Status Extract() {
    if (options_.format && *options_.format != "json") {
      return RuntimeError(ErrorKind::kArgumentError, "Usage", "extract prints JSON alone",
                          "--format json");
    }
    OutputFile target(STDOUT_FILENO);
    if (!options_.output_path.empty()) RETURN_IF_ERROR(target.Open(options_.output_path));
    Output out(target.descriptor());
    bool some = false;
    const Status status = ExtractFiles(options_, out, messages_, some);
    told_ = !status.ok() && GetErrorInfo(status).detail != "WriteFailed";
    if (!status.ok() && (!told_ || !some)) return status;
    // An article that is refused does not undo the others.
    if (const Status kept = target.Keep(); !kept.ok()) {
      told_ = false;
      return kept;
    }
    return status;
  }

  Status Export() {
    const std::string& format = *options_.format;
    const bool picture = format == "html" || format == "png" || format == "svg";
    const auto mode = FindMode(format);
    if (!mode && !picture) {
      return RuntimeError(ErrorKind::kArgumentError, "Usage",
                          Cat("there is no format \"", format, "\""),
                          "take cypher, graphml, dot, svg, png, html, jsonl, json, csv or tsv");
    }
    ASSIGN_OR_RETURN(const Graph graph, OpenGraph(options_.graph_path));
    OutputFile target(STDOUT_FILENO);
    if (!options_.output_path.empty()) RETURN_IF_ERROR(target.Open(options_.output_path));
    Output out(target.descriptor());
    if (picture) {
      ASSIGN_OR_RETURN(const std::string drawn, DrawGraph(graph.View(), format));
      out.Write(drawn);
      RETURN_IF_ERROR(out.Flush());
      return target.Keep();
    }
    PrintOptions print;
    print.mode = *mode;
    print.terminal = IsTerminal(target.descriptor());
    print.json_safe_ints = options_.json_safe_ints;
    const auto printer = MakePrinter(print, out);
    RETURN_IF_ERROR(PrintGraph(graph.View(), *printer));
    RETURN_IF_ERROR(out.Flush());
    return target.Keep();
  }

  ExitCode Check() {
    ExitCode worst = ExitCode::kOk;
    for (const std::string& path : options_.files) {
      const auto report = CheckGraph(path);
      if (!report.ok()) {
        messages_.Error(report.status());
        worst = ExitCodeOf(report.status());
        continue;
      }
      const auto standing = FindStanding(path);
      if (!standing.ok()) {
        messages_.Error(standing.status());
        worst = ExitCodeOf(standing.status());
        continue;
      }
      Say(Cat(Visible(path), ": whole, version ", report->version, ", ",
              Counted(report->nodes, "node"), ", ", Counted(report->edges, "relationship"), ", ",
              BytesText(static_cast<double>(report->bytes)), " in ",
              Counted(report->blocks, "block"),
              standing->manifest_there
                  ? Cat("; ", Counted(standing->manifest.FilesInGraph().size(), "file"),
                        " in its manifest", standing->missing.empty() ? "" : ", which is ahead")
                  : std::string(),
              "\n"));
    }
    return worst;
  }

  const Options& options_;
  Messages messages_;
  ExitCode code_ = ExitCode::kOk;
  bool told_ = false;
};

}  // namespace

ExitCode RunProgramWith(const std::vector<std::string>& arguments) {
  auto options = ParseOptions(arguments);
  Messages messages(STDERR_FILENO, {});
  if (!options.ok()) {
    messages.Raw(Cat("newsgraph: ", Visible(View(options.status().message())), "\n"));
    if (const std::string hint = GetErrorInfo(options.status()).hint; !hint.empty()) {
      messages.Raw(Cat("  hint: ", Visible(hint), "\n"));
    }
    return ExitCode::kUsage;
  }
  if (options->help) {
    const std::string help = options->named ? HelpText(options->subcommand) : ProgramHelp();
    return WriteAll(STDOUT_FILENO, help) ? ExitCode::kOk : ExitCode::kIoError;
  }
  if (options->version) {
    return WriteAll(STDOUT_FILENO, Cat("newsgraph ", kVersion, "\n")) ? ExitCode::kOk
                                                                      : ExitCode::kIoError;
  }
  return Program(*options).Run();
}

}  // namespace newsgraph::cli
