#include "cli/manifest.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <utility>

#include "absl/strings/numbers.h"
#include "cli/files.h"
#include "cli/print/json_value.h"
#include "cli/text.h"
#include "graph/crc32c.h"

namespace newsgraph::cli {
namespace {

namespace fs = std::filesystem;

using Json = rapidjson::Value;

constexpr int kManifestVersion = 1;
constexpr std::string_view kChecksum = "\"crc32c\":\"";

uint32_t ChecksumOf(std::string_view text) {
  return Crc32c({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

std::string Hex64(uint64_t number) { return Cat(absl::Hex(number, absl::kZeroPad16)); }

bool Exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

Status Damaged(const std::string& name, std::string_view what) {
  return RuntimeError(ErrorKind::kCorruption, "DamagedManifest", Cat(name, ": ", what),
                      "put back older copies of both the graph and the manifest; or move the "
                      "manifest away and load all files again with --rebuild");
}

// Members of an object; what is missing or of another kind is noted.
class Members {
 public:
  explicit Members(const Json& json) : json_(json), whole_(json.IsObject()) {}

  std::string Text(const char* name) {
    const Json* found = Find(name);
    if (Check(found && found->IsString()))
      return std::string(found->GetString(), found->GetStringLength());
    return {};
  }
  uint64_t Number(const char* name) {
    const Json* found = Find(name);
    return Check(found && found->IsUint64()) ? found->GetUint64() : 0;
  }
  uint64_t Hex(const char* name) {
    const std::string text = Text(name);
    uint64_t number = 0;
    Check(text.size() == 16 && absl::SimpleHexAtoi(text, &number));
    return number;
  }
  bool Flag(const char* name) {
    const Json* found = Find(name);
    return found && found->IsTrue();
  }
  const Json* Find(const char* name) const {
    if (!json_.IsObject()) return nullptr;
    const auto found = json_.FindMember(name);
    return found == json_.MemberEnd() ? nullptr : &found->value;
  }
  const Json* List(const char* name) {
    const Json* found = Find(name);
    return Check(found && found->IsArray()) ? found : nullptr;
  }
  bool whole() const { return whole_; }

 private:
  bool Check(bool right) {
    whole_ = whole_ && right;
    return right;
  }

  const Json& json_;
  bool whole_;
};

bool ReadFileEntry(const Json& json, ManifestFile& file) {
  Members members(json);
  file.file = members.Text("file");
  file.size = members.Number("size");
  file.sha256 = members.Text("sha256");
  file.loader = members.Text("loader");
  file.read = members.Number("read");
  file.loaded = members.Number("loaded");
  file.merged = members.Number("merged");
  file.rejected = members.Number("rejected");
  return members.whole() && !file.file.empty() && file.sha256.size() == 64 &&
         file.read == file.loaded + file.merged + file.rejected;
}

bool ReadRun(const Json& json, ManifestRun& run) {
  Members members(json);
  run.at = members.Text("at");
  run.from_empty = members.Flag("from_empty");
  if (const Json* found = members.Find("graph")) {
    Members graph(*found);
    run.graph = graph.Hex("content_hash");
    run.nodes = graph.Number("nodes");
    run.edges = graph.Number("relationships");
    if (!graph.whole()) return false;
  } else {
    return false;
  }
  const Json* files = members.List("files");
  if (!members.whole()) return false;
  for (const Json& file : files->GetArray()) {
    if (!ReadFileEntry(file, run.files.emplace_back())) return false;
  }
  return true;
}

std::string Now() {
  const std::time_t now = std::time(nullptr);
  std::tm utc = {};
  gmtime_r(&now, &utc);
  char text[32];
  return std::string(text, std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc));
}

// The content hash of the graph at `path`; 0 when there is none.
StatusOr<uint64_t> HashAt(const std::string& path) {
  if (!Exists(path)) return uint64_t{0};
  ASSIGN_OR_RETURN(const FileReport file, IdentifyGraph(path));
  return file.content_hash;
}

// Cuts off the runs after the last one that left this graph. False when none did.
bool CutAt(uint64_t graph, Standing& standing) {
  std::vector<ManifestRun>& runs = standing.manifest.runs;
  const auto last = std::find_if(runs.rbegin(), runs.rend(),
                                 [&](const ManifestRun& run) { return run.graph == graph; });
  if (last == runs.rend()) return false;
  standing.missing.assign(std::make_move_iterator(last.base()),
                          std::make_move_iterator(runs.end()));
  runs.erase(last.base(), runs.end());
  return true;
}

}  // namespace

std::vector<const ManifestFile*> Manifest::FilesInGraph() const {
  std::vector<const ManifestFile*> files;
  for (const ManifestRun& run : runs) {
    if (run.from_empty) files.clear();
    for (const ManifestFile& file : run.files) {
      if (file.in_graph()) files.push_back(&file);
    }
  }
  return files;
}

std::string ManifestPath(const std::string& graph_path) {
  return Cat(FollowLinks(graph_path), ".manifest");
}

std::string WriteManifest(const Manifest& manifest) {
  std::string out = Cat("{\"newsgraph_manifest\":", kManifestVersion, ",\"runs\":[");
  const char* before_run = "\n";
  for (const ManifestRun& run : manifest.runs) {
    Append(out, before_run, "{\"at\":");
    AppendJsonString(out, run.at);
    Append(out, ",\"graph\":{\"content_hash\":\"", Hex64(run.graph), "\",\"nodes\":", run.nodes,
           ",\"relationships\":", run.edges, "}", run.from_empty ? ",\"from_empty\":true" : "",
           ",\"files\":[");
    const char* before_file = "\n";
    for (const ManifestFile& file : run.files) {
      Append(out, before_file, "{\"file\":");
      AppendJsonString(out, file.file);
      Append(out, ",\"size\":", file.size, ",\"sha256\":\"", file.sha256, "\",\"loader\":");
      AppendJsonString(out, file.loader);
      Append(out, ",\"read\":", file.read, ",\"loaded\":", file.loaded, ",\"merged\":", file.merged,
             ",\"rejected\":", file.rejected, "}");
      before_file = ",\n";
    }
    out += "]}";
    before_run = ",\n";
  }
  out += "],\n";
  const uint32_t checksum = ChecksumOf(out);
  Append(out, kChecksum, absl::Hex(checksum, absl::kZeroPad8), "\"}\n");
  return out;
}

StatusOr<Manifest> ReadManifest(std::string_view text, const std::string& name) {
  const size_t end = text.rfind(kChecksum);
  uint32_t checksum = 0;
  if (end == std::string_view::npos || text.size() != end + kChecksum.size() + 11 ||
      !absl::SimpleHexAtoi(AbslView(text.substr(end + kChecksum.size(), 8)), &checksum)) {
    return Damaged(name, "it does not end as a manifest does: it was cut short or changed");
  }
  if (ChecksumOf(text.substr(0, end)) != checksum)
    return Damaged(name, "its checksum is wrong: it was damaged or changed");
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
      text.data(), text.size());
  if (document.HasParseError()) {
    return Damaged(name, Cat("no JSON: ", rapidjson::GetParseError_En(document.GetParseError()),
                             " At byte ", document.GetErrorOffset()));
  }
  Members members(document);
  const uint64_t version = members.Number("newsgraph_manifest");
  if (members.whole() && version != kManifestVersion) {
    return RuntimeError(
        ErrorKind::kUnsupported, "",
        Cat(name, ": it has version ", version, "; this program reads version ", kManifestVersion));
  }
  Manifest manifest;
  const Json* runs = members.List("runs");
  if (!members.whole()) return Damaged(name, "it is no manifest");
  for (const Json& run : runs->GetArray()) {
    if (!ReadRun(run, manifest.runs.emplace_back()))
      return Damaged(name, Cat("run ", manifest.runs.size(), " is none"));
  }
  return manifest;
}

StatusOr<Standing> FindManifestAlone(const std::string& graph_path) {
  Standing standing;
  const std::string path = ManifestPath(graph_path);
  standing.manifest_there = Exists(path);
  if (standing.manifest_there) {
    ASSIGN_OR_RETURN(const std::string text, ReadWholeFile(path));
    ASSIGN_OR_RETURN(standing.manifest, ReadManifest(text, path));
  }
  standing.graph_there = Exists(graph_path);
  standing.graph = HashAt(graph_path).value_or(0);
  return standing;
}

StatusOr<Standing> FindStanding(const std::string& graph_path) {
  ASSIGN_OR_RETURN(Standing standing, FindManifestAlone(graph_path));
  std::vector<ManifestRun>& runs = standing.manifest.runs;
  if (standing.graph_there) {
    ASSIGN_OR_RETURN(standing.graph, HashAt(graph_path));
    if (!standing.manifest_there || CutAt(standing.graph, standing)) return standing;
    return RuntimeError(
        ErrorKind::kCorruption, "OtherGraph",
        Cat(ManifestPath(graph_path), " is not about this graph: none of its runs left ",
            graph_path, " (content hash ", Hex64(standing.graph), ")"),
        "put the graph and the manifest of one time in their places; or --rebuild to load all "
        "files of the manifest anew");
  }
  if (runs.size() > 1) {
    return RuntimeError(ErrorKind::kCorruption, "NoGraph",
                        Cat(ManifestPath(graph_path), " tells of ", runs.size(), " runs, but ",
                            graph_path, " is not there"),
                        "put the graph back; or --rebuild to load all files of the manifest anew");
  }
  standing.missing = std::move(runs);
  runs.clear();
  return standing;
}

Status SaveWithManifest(const GraphView& view, const std::string& graph_path, uint64_t before,
                        Manifest& manifest, const SaveProgress& progress) {
  return SaveGraph(view, graph_path, progress, [&](const FileReport& file) -> Status {
    if (HashAt(graph_path).value_or(0) != before) {
      return RuntimeError(ErrorKind::kIoError, "ChangedMeanwhile",
                          Cat("somebody else has saved ", graph_path, " in the meantime"),
                          "run it again");
    }
    ManifestRun& run = manifest.runs.back();
    run.at = Now();
    run.graph = file.content_hash;
    run.nodes = file.nodes;
    run.edges = file.edges;
    return WriteWholeFile(ManifestPath(graph_path), WriteManifest(manifest));
  });
}

Status SaveEdited(const GraphView& view, const std::string& graph_path, uint64_t& opened,
                  const SaveProgress& progress) {
  if (Exists(ManifestPath(graph_path))) {
    ASSIGN_OR_RETURN(const FileLock lock, FileLock::Take(graph_path));
    StatusOr<Standing> standing = FindStanding(graph_path);
    if (standing.ok() && standing->graph_there && standing->graph == opened) {
      standing->manifest.runs.emplace_back();
      RETURN_IF_ERROR(SaveWithManifest(view, graph_path, opened, standing->manifest, progress));
      opened = standing->manifest.runs.back().graph;
      return absl::OkStatus();
    }
  }
  return SaveGraph(view, graph_path, progress, [&](const FileReport& file) {
    opened = file.content_hash;
    return absl::OkStatus();
  });
}

}  // namespace newsgraph::cli
