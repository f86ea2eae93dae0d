// JSON Lines: a node, a relationship, or a row of them on each line; what `--format jsonl` prints.
//
//   {"_kind":"node","id":7,"labels":["Person"],"props":{"name":"Ales"}}
//   {"_kind":"edge","id":3,"type":"met","start":7,"end":9,"props":{"date":"2024-12-13"}}
//   {"a":{"_kind":"node",...},"r":{"_kind":"edge",...}}          each element of the row; paths
//   likewise
//
// Ids are numbers or strings. Within a file, equal ids mean the same node, or the same
// relationship; a relationship's ends are looked up in its own file, else in the others, where
// exactly one must have them. Order does not matter. A string that is a whole date or datetime in
// canonical form (2024-12-13, 2024-12-13T09:30Z) becomes one.
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <optional>
#include <utility>
#include <vector>

#include "graph/base/utf8.h"
#include "loaders/catalog.h"
#include "loaders/source.h"

namespace newsgraph::loaders {
namespace {

using Json = rapidjson::Value;

std::string_view Text(const Json& string) { return {string.GetString(), string.GetStringLength()}; }

const Json* Find(const Json& object, std::string_view key) {
  const auto found = object.FindMember(rapidjson::StringRef(key.data(), key.size()));
  return found == object.MemberEnd() ? nullptr : &found->value;
}

// "node", "edge", "path", "point", or nothing.
std::string_view KindOf(const Json& json) {
  if (!json.IsObject()) return {};
  const Json* kind = Find(json, "_kind");
  return kind && kind->IsString() ? Text(*kind) : std::string_view();
}

// Of an id: 7 and "7" differ.
std::optional<std::string> IdText(const Json* id) {
  if (!id) return std::nullopt;
  if (id->IsString()) return Cat("\"", Text(*id));
  if (id->IsInt64()) return Cat(id->GetInt64());
  return std::nullopt;
}

// A temporal value where the text is exactly how one is written, with the year, month and day.
Value FromString(std::string_view text) {
  const bool dated = text.size() >= 10 && text.size() <= 80 && text[4] == '-' && text[7] == '-' &&
                     text[0] >= '0' && text[0] <= '9';
  if (!dated) return Value::String(text);
  if (const auto date = Parse<Date>(text); date.ok() && Format(*date) == text)
    return Value::Of(*date);
  if (const auto local = Parse<LocalDateTime>(text); local.ok() && Format(*local) == text)
    return Value::Of(*local);
  if (const auto zoned = Parse<DateTime>(text); zoned.ok() && Format(*zoned) == text)
    return Value::Of(*zoned);
  return Value::String(text);
}

std::optional<Value> FromPoint(const Json& json) {
  const Json *srid = Find(json, "srid"), *x = Find(json, "x"), *y = Find(json, "y"),
             *z = Find(json, "z");
  if (!srid || !srid->IsUint() || !x || !x->IsNumber() || !y || !y->IsNumber()) return std::nullopt;
  PointValue point{srid->GetUint(), x->GetDouble(), y->GetDouble(), 0};
  const bool flat = point.srid == 7203 || point.srid == 4326;
  if (!flat && !point.has_z()) return std::nullopt;
  if (point.has_z() != (z != nullptr) || (z && !z->IsNumber())) return std::nullopt;
  if (z) point.z = z->GetDouble();
  return Value::Of(point);
}

// A property's value, or why there is none. `depth` is of lists around it.
std::string FromJson(const Json& json, uint32_t depth, Value& out) {
  switch (json.GetType()) {
    case rapidjson::kNullType:
      out = Value();
      return {};
    case rapidjson::kFalseType:
    case rapidjson::kTrueType:
      out = Value::Bool(json.GetBool());
      return {};
    case rapidjson::kStringType:
      out = FromString(Text(json));
      return {};
    case rapidjson::kNumberType:
      if (json.IsUint64() && !json.IsInt64())
        return Cat(json.GetUint64(), " does not fit an integer of 64 bits");
      out = json.IsInt64() ? Value::Int(json.GetInt64()) : Value::Float(json.GetDouble());
      return {};
    case rapidjson::kArrayType: {
      if (depth + 1 > Value::kMaxDepth) return Cat("lists nest deeper than ", Value::kMaxDepth);
      std::vector<Value> items(json.Size());
      for (rapidjson::SizeType i = 0; i < json.Size(); ++i) {
        if (std::string reason = FromJson(json[i], depth + 1, items[i]); !reason.empty())
          return reason;
      }
      out = Value::List(std::move(items));
      return {};
    }
    case rapidjson::kObjectType: {
      const auto point = KindOf(json) == "point" ? FromPoint(json) : std::nullopt;
      if (!point) return "a map or an element; a property holds a single value, a list or a point";
      out = *point;
      return {};
    }
  }
  return {};
}

// The elements that a line shows, or why it is none.
std::string FindElements(const Json& line, std::vector<const Json*>& elements) {
  constexpr std::string_view kExpected =
      "expected {\"_kind\":\"node\"...}, {\"_kind\":\"edge\"...} or a row of them";
  const auto add = [&](const Json& json) {
    const std::string_view kind = KindOf(json);
    if (kind == "node" || kind == "edge") {
      elements.push_back(&json);
      return true;
    }
    if (kind != "path") return false;
    for (const char* part : {"nodes", "edges"}) {
      const Json* list = Find(json, part);
      if (!list || !list->IsArray()) return false;
      for (const Json& item : list->GetArray()) elements.push_back(&item);
    }
    return true;
  };
  elements.clear();
  if (!line.IsObject()) return Cat("no JSON object; ", kExpected);
  if (add(line)) return {};
  elements.clear();
  if (Find(line, "_kind"))
    return Cat("\"_kind\" is not one of node, edge and path, or parts are missing; ", kExpected);
  for (const auto& member : line.GetObject()) {
    if (!add(member.value)) {
      return Cat("\"", Text(member.name), "\" is no node, relationship or path; ", kExpected);
    }
  }
  return elements.empty() ? Cat("an empty object; ", kExpected) : std::string();
}

class JsonLoad {
 public:
  JsonLoad(std::span<const std::string> paths, Loading& loading)
      : loading_(loading), builder_(loading.builder()), files_(paths.size()) {
    for (size_t i = 0; i < paths.size(); ++i) files_[i].path = paths[i];
  }

  Status Run() {
    for (size_t i = 0; i < files_.size(); ++i) RETURN_IF_ERROR(Read(i));
    last_chance_ = true;
    for (size_t i = 0; i < files_.size(); ++i) {
      if (!files_[i].waiting.empty()) RETURN_IF_ERROR(ReadWaiting(i));
    }
    return absl::OkStatus();
  }

 private:
  // A relationship whose ends were not there yet.
  struct Waiting {
    uint64_t line = 0;
    size_t element = 0;  // of the line
  };
  struct File {
    std::string path;
    StringMap<NodeId> nodes;
    StringSet edges;  // ids of relationships seen
    std::vector<Waiting> waiting;
  };
  enum class Took : uint8_t { kNew, kKnown, kRefused, kWaits };

  Status Read(size_t file) {
    File& f = files_[file];
    loading_.SetFile(f.path);
    ASSIGN_OR_RETURN(Source source, Source::Open(f.path));
    const std::string_view head = source.window().substr(0, Rejection::kMaxRaw);
    std::string why = WhyNotText(head);
    if (head.empty()) why = "the file is empty; expected JSON objects, one a line";
    if (!why.empty()) return loading_.Reject({f.path, 0, 0, std::move(why), std::string(head)});
    Line line;
    uint64_t done = 0;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, source.NextLine(line));
      RETURN_IF_ERROR(loading_.Advance(source.offset() - done));
      done = source.offset();
      if (!more) return absl::OkStatus();
      if (line.text.find_first_not_of(" \t") == std::string_view::npos) continue;
      RETURN_IF_ERROR(TakeLine(f, line));
      if (line.too_long) RETURN_IF_ERROR(source.SkipLine());
    }
  }

  Status TakeLine(File& file, const Line& line) {
    std::string reason = ParseLine(line);
    if (reason.empty()) reason = FindElements(document_, elements_);
    if (!reason.empty()) return Reject(file, line, std::move(reason));
    for (size_t i = 0; i < elements_.size(); ++i) RETURN_IF_ERROR(TakeElement(file, line, i));
    return absl::OkStatus();
  }

  // The lines that a relationship of the file waits in, once more.
  Status ReadWaiting(size_t file) {
    File& f = files_[file];
    loading_.SetFile(f.path);
    ASSIGN_OR_RETURN(Source source, Source::Open(f.path));
    Line line;
    size_t next = 0;
    while (next < f.waiting.size()) {
      ASSIGN_OR_RETURN(const bool more, source.NextLine(line));
      RETURN_IF_ERROR(loading_.Advance(0));
      if (!more) break;
      if (line.too_long) RETURN_IF_ERROR(source.SkipLine());
      if (line.number < f.waiting[next].line) continue;
      const std::string reason = ParseLine(line);
      const bool as_before = reason.empty() && FindElements(document_, elements_).empty();
      for (; next < f.waiting.size() && f.waiting[next].line == line.number; ++next) {
        if (as_before && f.waiting[next].element < elements_.size()) {
          RETURN_IF_ERROR(TakeElement(f, line, f.waiting[next].element));
        } else {
          RETURN_IF_ERROR(Reject(f, line, "the file changed while it was read"));
        }
      }
    }
    for (; next < f.waiting.size(); ++next) {
      RETURN_IF_ERROR(loading_.Reject(
          {f.path, f.waiting[next].line, 0, "the file changed while it was read", ""}));
    }
    return absl::OkStatus();
  }

  std::string ParseLine(const Line& line) {
    if (line.too_long) return Cat("a line of more than ", kMaxRecordBytes, " bytes");
    constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                                rapidjson::kParseFullPrecisionFlag |
                                rapidjson::kParseValidateEncodingFlag;
    document_.SetNull();
    document_.GetAllocator().Clear();
    document_.Parse<kFlags>(line.text.data(), line.text.size());
    if (!document_.HasParseError()) return {};
    return Cat("no JSON: ", rapidjson::GetParseError_En(document_.GetParseError()), " At byte ",
               document_.GetErrorOffset(), " of the line.");
  }

  Status TakeElement(File& file, const Line& line, size_t index) {
    std::string reason;
    const Json& json = *elements_[index];
    const bool node = KindOf(json) == "node";
    const Took took = node ? TakeNode(file, json, reason) : TakeEdge(file, json, reason);
    switch (took) {
      case Took::kNew:
        loading_.CountLoaded();
        break;
      case Took::kKnown:
        loading_.CountMerged();
        break;
      case Took::kRefused:
        return Reject(file, line, std::move(reason));
      case Took::kWaits:
        file.waiting.push_back({line.number, index});
        break;
    }
    return absl::OkStatus();
  }

  Took TakeNode(File& file, const Json& json, std::string& reason) {
    const auto refuse = [&](std::string why) {
      reason = std::move(why);
      return Took::kRefused;
    };
    const Json* id_member = Find(json, "id");
    const auto id = IdText(id_member);
    if (id_member && !id) return refuse("\"id\" of a node is neither an integer nor a string");
    labels_.clear();
    if (const Json* labels = Find(json, "labels")) {
      if (!labels->IsArray()) return refuse("\"labels\" is no list");
      for (const Json& label : labels->GetArray()) {
        if (!label.IsString() || label.GetStringLength() == 0)
          return refuse("\"labels\" holds something else than names");
      }
      for (const Json& label : labels->GetArray()) labels_.push_back(builder_.Label(Text(label)));
    }
    if (reason = TakeProperties(json); !reason.empty()) return Took::kRefused;
    const auto known = id ? file.nodes.find(*id) : file.nodes.end();
    const bool is_new = known == file.nodes.end();
    const NodeId node = is_new ? builder_.AddNode(labels_) : known->second;
    if (!node.valid()) return refuse("the graph is full");
    if (!is_new) {
      for (const LabelId label : labels_) builder_.AddLabel(node, label);
    }
    for (auto& [key, value] : properties_) builder_.Set(node, key, std::move(value));
    if (is_new && id) file.nodes.emplace(*id, node);
    return is_new ? Took::kNew : Took::kKnown;
  }

  Took TakeEdge(File& file, const Json& json, std::string& reason) {
    if (KindOf(json) != "edge") {
      reason = "a part of a path is neither a node nor a relationship";
      return Took::kRefused;
    }
    const Json* type = Find(json, "type");
    const auto start = IdText(Find(json, "start")), end = IdText(Find(json, "end"));
    if (!type || !type->IsString() || type->GetStringLength() == 0 || !start || !end) {
      reason = "a relationship needs \"type\" (a name), \"start\" and \"end\" (ids of nodes)";
      return Took::kRefused;
    }
    const auto id = IdText(Find(json, "id"));
    if (id && file.edges.contains(*id)) return Took::kKnown;
    const NodeId from = FindEnd(file, *start, reason);
    const NodeId to = reason.empty() ? FindEnd(file, *end, reason) : NodeId{};
    if (!reason.empty()) return Took::kRefused;
    if (!from.valid() || !to.valid()) return Took::kWaits;
    if (reason = TakeProperties(json); !reason.empty()) return Took::kRefused;
    const EdgeId edge = builder_.AddEdge(from, builder_.Type(Text(*type)), to);
    if (!edge.valid()) {
      reason = "the graph is full";
      return Took::kRefused;
    }
    for (auto& [key, value] : properties_) builder_.Set(edge, key, std::move(value));
    if (id) file.edges.insert(*id);
    return Took::kNew;
  }

  // Invalid when it may still come. At the last chance a reason says why it is not to be had.
  NodeId FindEnd(const File& file, const std::string& id, std::string& reason) const {
    if (const auto own = file.nodes.find(id); own != file.nodes.end()) return own->second;
    if (!last_chance_) return {};
    NodeId found;
    for (const File& other : files_) {
      const auto entry = other.nodes.find(id);
      if (entry == other.nodes.end()) continue;
      if (found.valid()) {
        reason = Cat("several files have a node with the id ", Shown(id), ", and this one none");
        return {};
      }
      found = entry->second;
    }
    if (!found.valid()) reason = Cat("no file has a node with the id ", Shown(id));
    return found;
  }
  static std::string Shown(std::string_view id) {
    return Cat(id.substr(0, 100), id.starts_with('"') ? "\"" : "");
  }

  std::string TakeProperties(const Json& json) {
    properties_.clear();
    const Json* props = Find(json, "props");
    if (!props) return {};
    if (!props->IsObject()) return "\"props\" is no object";
    for (const auto& member : props->GetObject()) {
      Value value;
      std::string reason = FromJson(member.value, 0, value);
      if (!reason.empty())
        return Cat("property \"", Text(member.name).substr(0, 100), "\": ", reason);
      properties_.emplace_back(builder_.Key(Text(member.name)), std::move(value));
    }
    return {};
  }

  Status Reject(const File& file, const Line& line, std::string reason) {
    return loading_.Reject({file.path, line.number, line.offset, std::move(reason),
                            std::string(line.text.substr(0, Rejection::kMaxRaw))});
  }

  Loading& loading_;
  Builder& builder_;
  std::vector<File> files_;
  bool last_chance_ = false;
  rapidjson::Document document_;
  std::vector<const Json*> elements_;  // of document_
  std::vector<LabelId> labels_;
  std::vector<std::pair<KeyId, Value>> properties_;
};

}  // namespace

bool IsJsonLines(std::string_view head) {
  return head.starts_with('{') &&
         head.substr(0, head.find('\n')).find("\"_kind\"") != std::string_view::npos;
}

Status LoadJsonLines(std::span<const std::string> files, Loading& loading) {
  return JsonLoad(files, loading).Run();
}

}  // namespace newsgraph::loaders
