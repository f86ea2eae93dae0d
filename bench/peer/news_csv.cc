#include "bench/peer/news_csv.h"

#include <rapidjson/document.h>

#include <charconv>
#include <fstream>
#include <sstream>
#include <vector>

#include "graph/builder.h"

namespace newsgraph::bench {
namespace {

StatusOr<std::string> ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  if (!file || !(bytes << file.rdbuf()))
    return RuntimeError(ErrorKind::kIoError, "", Cat("cannot read \"", path, "\""));
  return std::move(bytes).str();
}

// The fields of one line after another.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) { Next(); }  // passes over the header
  bool Next() {
    if (rest_.empty()) return false;
    const size_t end = std::min(rest_.find('\n'), rest_.size());
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return true;
  }
  std::string_view Text() {
    const size_t end = std::min(line_.find(','), line_.size());
    const std::string_view field = line_.substr(0, end);
    line_.remove_prefix(std::min(end + 1, line_.size()));
    return field;
  }
  template <class T>
  T Number() {
    const std::string_view field = Text();
    T value{};
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    wrong_ = wrong_ || error != std::errc() || end != field.data() + field.size();
    return value;
  }
  bool wrong() const { return wrong_; }

 private:
  std::string_view rest_, line_;
  bool wrong_ = false;
};

class NewsLoad {
 public:
  explicit NewsLoad(const std::string& folder) : folder_(folder) {}

  StatusOr<Graph> Run() {
    ASSIGN_OR_RETURN(const std::string text, ReadWhole(Cat(folder_, "/schema.json")));
    rapidjson::Document schema;
    schema.Parse(text.data(), text.size());
    if (schema.HasParseError() || !schema.IsObject() || !schema.HasMember("nodes") ||
        !schema["nodes"].IsArray() || !schema.HasMember("edges") || !schema["edges"].IsArray()) {
      return RuntimeError(ErrorKind::kDataError, "", "schema.json lists no nodes and edges");
    }
    for (const auto& entry : schema["nodes"].GetArray()) {
      if (!entry.IsObject() || !entry.HasMember("label") || !entry["label"].IsString())
        return RuntimeError(ErrorKind::kDataError, "", "schema.json: a node without label");
      RETURN_IF_ERROR(ReadNodes(entry["label"].GetString()));
    }
    for (const auto& entry : schema["edges"].GetArray()) {
      for (const char* member : {"type", "from", "to"}) {
        if (!entry.IsObject() || !entry.HasMember(member) || !entry[member].IsString())
          return RuntimeError(ErrorKind::kDataError, "",
                              Cat("schema.json: an edge without ", member));
      }
      RETURN_IF_ERROR(
          ReadEdges(entry["type"].GetString(), entry["from"].GetString(), entry["to"].GetString()));
    }
    return std::move(builder_).Freeze();
  }

 private:
  Status ReadNodes(const std::string& label) {
    const std::string path = Cat(folder_, "/n_", label, ".csv");
    ASSIGN_OR_RETURN(const std::string text, ReadWhole(path));
    const LabelId labels[] = {builder_.Label(label)};
    const KeyId id = builder_.Key("id"), name = builder_.Key("name"), date = builder_.Key("date"),
                kind = builder_.Key("kind");
    builder_.AddIndex(labels[0], id);
    builder_.AddIndex(labels[0], name);
    Lines lines(text);
    while (lines.Next()) {
      const NodeId node = builder_.AddNode(labels);
      const auto number = lines.Number<int64_t>();
      if (number != node.value) return Unexpected(path);
      builder_.Set(node, id, Value::Int(number));
      builder_.Set(node, name, Value::String(lines.Text()));
      builder_.Set(node, date, Value::Int(lines.Number<int64_t>()));
      builder_.Set(node, kind, Value::String(lines.Text()));
    }
    return lines.wrong() ? Unexpected(path) : absl::OkStatus();
  }

  Status ReadEdges(const std::string& type_name, const std::string& from, const std::string& to) {
    const std::string path = Cat(folder_, "/e_", type_name, "__", from, "__", to, ".csv");
    ASSIGN_OR_RETURN(const std::string text, ReadWhole(path));
    const EdgeTypeId type = builder_.Type(type_name);
    const KeyId date = builder_.Key("date"), conf = builder_.Key("conf"), w = builder_.Key("w"),
                article = builder_.Key("article");
    Lines lines(text);
    while (lines.Next()) {
      const NodeId source{lines.Number<uint32_t>()}, target{lines.Number<uint32_t>()};
      const EdgeId edge = builder_.AddEdge(source, type, target);
      if (!edge.valid()) return Unexpected(path);
      builder_.Set(edge, date, Value::Int(lines.Number<int64_t>()));
      builder_.Set(edge, conf, Value::Float(lines.Number<double>()));
      builder_.Set(edge, w, Value::Int(lines.Number<int64_t>()));
      builder_.Set(edge, article, Value::Int(lines.Number<int64_t>()));
    }
    return lines.wrong() ? Unexpected(path) : absl::OkStatus();
  }

  static Status Unexpected(const std::string& path) {
    return RuntimeError(ErrorKind::kDataError, "", Cat("\"", path, "\" is not as expected"));
  }

  const std::string& folder_;
  Builder builder_;
};

}  // namespace

StatusOr<Graph> LoadNews(const std::string& folder) { return NewsLoad(folder).Run(); }

}  // namespace newsgraph::bench
