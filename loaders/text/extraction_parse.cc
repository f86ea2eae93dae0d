// Graphs that others extracted, in the scorer's form or as LangChain's GraphDocument.
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <optional>

#include "loaders/text/extraction_json.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

using Json = rapidjson::Value;

constexpr rapidjson::SizeType kMaxElements = 1'000'000;

std::string_view TextOf(const Json& json) { return {json.GetString(), json.GetStringLength()}; }

const Json* Find(const Json& object, std::string_view key) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(
      rapidjson::StringRef(key.data(), static_cast<rapidjson::SizeType>(key.size())));
  return found == object.MemberEnd() ? nullptr : &found->value;
}

// What LangChain's serialisation wraps.
const Json& Unwrap(const Json& json) {
  const Json* inner = Find(json, "kwargs");
  return inner && inner->IsObject() && Find(json, "lc") ? *inner : json;
}

// A text, or an integer as one.
std::string IdText(const Json* json) {
  if (!json) return {};
  if (json->IsString()) return std::string(TextOf(*json));
  if (json->IsInt64()) return Cat(json->GetInt64());
  return {};
}

std::string Member(const Json& object, std::string_view key) {
  const Json* value = Find(object, key);
  return value && value->IsString() ? std::string(TextOf(*value)) : std::string();
}

Status Bad(std::string_view what) {
  return RuntimeError(ErrorKind::kDataError, "", what,
                      "docs/articles.md has the form: {\"nodes\": [...], \"edges\": [...]}");
}

// "Met With", "MET_WITH" -> "met_with"
std::string SnakeCase(std::string_view name) {
  std::string out = ToLower(name);
  std::replace(out.begin(), out.end(), ' ', '_');
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

std::optional<NodeType> NodeTypeOf(std::string_view name) {
  const std::string lower = ToLower(name);
  for (int i = 0; i < kNodeTypeCount; ++i) {
    const auto type = static_cast<NodeType>(i);
    if (ToLower(NameOf(type)) == lower) return type;
  }
  return std::nullopt;
}

void ReadProperties(const Json* json, std::vector<ExtractedProperty>& out) {
  if (!json || !json->IsObject()) return;
  for (const auto& [key, value] : json->GetObject()) {
    const std::string name(TextOf(key));
    if (name == "name" || name == "key" || name == "aliases") continue;
    if (value.IsString()) out.emplace_back(name, std::string(TextOf(value)));
    if (value.IsBool()) out.emplace_back(name, value.GetBool());
    if (value.IsInt64()) {
      out.emplace_back(name, value.GetInt64());
    } else if (value.IsNumber()) {
      out.emplace_back(name, value.GetDouble());
    }
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  StatusOr<Extraction> Parse(const Json& root) {
    const Json& graph = Unwrap(root);
    const Json* nodes = Find(graph, "nodes");
    if (!nodes || !nodes->IsArray()) return Bad("no \"nodes\" list");
    out_.title = Member(graph, "title");
    out_.date = Member(graph, "date");
    out_.nodes.emplace_back().type = NodeType::kArticle;
    if (nodes->Size() > kMaxElements) return Bad(Cat("more than ", kMaxElements, " nodes"));
    for (rapidjson::SizeType i = 0; i < nodes->Size(); ++i) {
      RETURN_IF_ERROR(Node(Unwrap((*nodes)[i]), i));
    }
    const Json* edges = Find(graph, "edges");
    if (!edges) edges = Find(graph, "relationships");
    if (!edges) return std::move(out_);
    if (!edges->IsArray()) return Bad("\"edges\" is no list");
    if (edges->Size() > kMaxElements) return Bad(Cat("more than ", kMaxElements, " edges"));
    for (rapidjson::SizeType i = 0; i < edges->Size(); ++i) {
      RETURN_IF_ERROR(Edge(Unwrap((*edges)[i]), i));
    }
    return std::move(out_);
  }

 private:
  Status Node(const Json& json, size_t index) {
    const std::string place = Cat("node ", index + 1, " of the graph: ");
    const std::string id = IdText(Find(json, "id"));
    if (id.empty()) return Bad(Cat(place, "no \"id\""));
    const Json* properties = Find(json, "properties");
    ExtractedNode node;
    SetType(Member(json, "type"), node);
    node.name = Member(json, "name");
    if (node.name.empty() && properties) node.name = Member(*properties, "name");
    if (node.name.empty() && node.type != NodeType::kArticle) node.name = id;
    node.key = Member(json, "key");
    node.country = Member(json, "country");
    if (const Json* count = Find(json, "count"); count && count->IsInt64())
      node.count = count->GetInt64();
    if (const Json* aliases = Find(json, "aliases"); aliases && aliases->IsArray()) {
      for (const Json& alias : aliases->GetArray()) {
        if (alias.IsString()) node.aliases.emplace_back(TextOf(alias));
      }
    }
    RETURN_IF_ERROR(Spans(Find(json, "mentions"), place, node.mentions));
    ReadProperties(properties, node.properties);
    if (node.type == NodeType::kArticle) {
      ids_[id] = 0;
      if (out_.title.empty()) out_.title = node.name;
      return absl::OkStatus();
    }
    if (!ids_.try_emplace(id, static_cast<uint32_t>(out_.nodes.size())).second)
      return Bad(Cat(place, "a second node has the id \"", id, "\""));
    out_.nodes.push_back(std::move(node));
    return absl::OkStatus();
  }

  static void SetType(std::string name, ExtractedNode& node) {
    if (const auto type = NodeTypeOf(name)) {
      node.type = *type;
    } else {
      node.label = std::move(name);
    }
  }

  // An id, or a node with its id, which is added when it is new.
  StatusOr<uint32_t> End(const Json& edge, std::string_view which, const std::string& place) {
    const Json* json = Find(edge, which);
    if (!json) return Bad(Cat(place, "no \"", which, "\""));
    const Json& end = Unwrap(*json);
    const std::string id = end.IsObject() ? IdText(Find(end, "id")) : IdText(&end);
    if (const auto found = ids_.find(id); found != ids_.end()) return found->second;
    if (!end.IsObject() || id.empty())
      return Bad(Cat(place, "its ", which, " \"", id, "\" is no node of the graph"));
    const auto index = static_cast<uint32_t>(out_.nodes.size());
    ExtractedNode node;
    SetType(Member(end, "type"), node);
    node.name = id;
    out_.nodes.push_back(std::move(node));
    ids_[id] = index;
    return index;
  }

  Status Edge(const Json& json, size_t index) {
    const std::string place = Cat("edge ", index + 1, " of the graph: ");
    ExtractedEdge edge;
    ASSIGN_OR_RETURN(edge.source, End(json, "source", place));
    ASSIGN_OR_RETURN(edge.target, End(json, "target", place));
    const std::string type = Member(json, "type");
    if (type.empty()) return Bad(Cat(place, "no \"type\""));
    if (const auto relation = ParseRelationType(SnakeCase(type))) {
      edge.relation = *relation;
    } else {
      edge.type = type;
    }
    if (Member(json, "polarity") == "negated") edge.polarity = Polarity::kNegated;
    const std::string modality = Member(json, "modality");
    for (const Modality one : {Modality::kReported, Modality::kPlanned, Modality::kHypothetical}) {
      if (NameOf(one) == modality) edge.modality = one;
    }
    const Json* inferred = Find(json, "inferred");
    edge.inferred = inferred && inferred->IsBool() && inferred->GetBool();
    edge.rule = Member(json, "rule");
    if (edge.rule.empty()) edge.rule = "extractor";
    edge.confidence = 1;
    if (const Json* confidence = Find(json, "confidence")) {
      const double value = confidence->IsNumber() ? confidence->GetDouble() : -1;
      if (!(value >= 0 && value <= 1))
        return Bad(Cat(place, "a confidence is a number from 0 to 1"));
      edge.confidence = static_cast<float>(value);
    }
    edge.date = Member(json, "date");
    edge.label = Member(json, "label");
    edge.attributed_to = Member(json, "attributed_to");
    RETURN_IF_ERROR(Spans(Find(json, "evidence"), place, edge.evidence));
    ReadProperties(Find(json, "properties"), edge.properties);
    out_.edges.push_back(std::move(edge));
    return absl::OkStatus();
  }

  Status Spans(const Json* json, const std::string& place, std::vector<TextSpan>& out) const {
    if (!json || !json->IsArray()) return absl::OkStatus();
    for (const Json& one : json->GetArray()) {
      const Json *start = Find(one, "start"), *end = Find(one, "end");
      if (!start || !start->IsUint() || !end || !end->IsUint() ||
          start->GetUint() > end->GetUint() || end->GetUint() > text_.size()) {
        return Bad(Cat(place, "an offset that is not {\"start\", \"end\"} within the ",
                       text_.size(), " bytes of the text"));
      }
      out.push_back({start->GetUint(), end->GetUint()});
    }
    return absl::OkStatus();
  }

  std::string_view text_;
  Extraction out_;
  StringMap<uint32_t> ids_;
};

}  // namespace

StatusOr<Extraction> ParseExtraction(std::string_view json, std::string_view text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
      json.data(), json.size());
  if (document.HasParseError()) {
    return Bad(Cat("no JSON: ", rapidjson::GetParseError_En(document.GetParseError()), " at byte ",
                   document.GetErrorOffset()));
  }
  return Parser(text).Parse(document);
}

}  // namespace newsgraph::text
