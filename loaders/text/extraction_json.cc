#include "loaders/text/extraction_json.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "graph/base/strings.h"

namespace newsgraph::text {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

// `s` with every byte that is not part of valid UTF-8 replaced.
std::string Valid(std::string_view s) {
  std::string out;
  for (size_t i = 0; i < s.size();) {
    const unsigned char c = static_cast<unsigned char>(s[i]);
    size_t length = c < 0x80                  ? 1
                    : (c >= 0xC2 && c < 0xE0) ? 2
                    : (c >> 4) == 14          ? 3
                    : (c >= 0xF0 && c < 0xF5) ? 4
                                              : 0;
    for (size_t k = 1; k < length; ++k) {
      if (i + k >= s.size() || (static_cast<unsigned char>(s[i + k]) & 0xC0) != 0x80) length = 0;
    }
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
    } else {
      out.append(s.substr(i, length));
      i += length;
    }
  }
  return out;
}

void String(Writer& w, const char* key, std::string_view value) {
  w.Key(key);
  const std::string valid = Valid(value);
  w.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
}

void Spans(Writer& w, const char* key, std::span<const TextSpan> spans) {
  w.Key(key);
  w.StartArray();
  for (TextSpan span : spans) {
    w.StartObject();
    w.Key("start");
    w.Uint(span.begin);
    w.Key("end");
    w.Uint(span.end);
    w.EndObject();
  }
  w.EndArray();
}

void Node(Writer& w, const ExtractedNode& node, size_t index) {
  w.StartObject();
  String(w, "id", Cat("n", index));
  String(w, "type", node.label.empty() ? NameOf(node.type) : std::string_view(node.label));
  String(w, "name", node.name);
  String(w, "key", node.key);
  if (node.count >= 0) {
    w.Key("count");
    w.Int64(node.count);
  }
  w.Key("aliases");
  w.StartArray();
  for (const std::string& alias : node.aliases) {
    const std::string valid = Valid(alias);
    w.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
  w.EndArray();
  Spans(w, "mentions", node.mentions);
  w.EndObject();
}

void Edge(Writer& w, const ExtractedEdge& edge) {
  w.StartObject();
  String(w, "source", Cat("n", edge.source));
  String(w, "type", edge.type.empty() ? NameOf(edge.relation) : std::string_view(edge.type));
  String(w, "target", Cat("n", edge.target));
  String(w, "polarity", NameOf(edge.polarity));
  String(w, "modality", NameOf(edge.modality));
  w.Key("inferred");
  w.Bool(edge.inferred);
  String(w, "rule", edge.rule);
  w.Key("confidence");
  w.Double(static_cast<int>(edge.confidence * 1000 + 0.5f) / 1000.0);
  if (!edge.date.empty()) String(w, "date", edge.date);
  if (!edge.label.empty()) String(w, "label", edge.label);
  if (!edge.attributed_to.empty()) String(w, "attributed_to", edge.attributed_to);
  Spans(w, "evidence", edge.evidence);
  w.EndObject();
}

void WriteArticle(Writer& w, const Extraction& extraction) {
  w.StartObject();
  String(w, "title", extraction.title);
  if (!extraction.date.empty()) String(w, "date", extraction.date);
  w.Key("nodes");
  w.StartArray();
  for (size_t i = 0; i < extraction.nodes.size(); ++i) Node(w, extraction.nodes[i], i);
  w.EndArray();
  w.Key("edges");
  w.StartArray();
  for (const ExtractedEdge& edge : extraction.edges) Edge(w, edge);
  w.EndArray();
  w.EndObject();
}

}  // namespace

std::string ToJson(const Extraction& extraction) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  WriteArticle(writer, extraction);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string ToJson(std::span<const Extraction> extractions) {
  std::string out = "[";
  for (size_t i = 0; i < extractions.size(); ++i) {
    Append(out, i ? ",\n" : "\n", ToJson(extractions[i]));
  }
  return out + "\n]\n";
}

}  // namespace newsgraph::text
