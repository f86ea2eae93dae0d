#include "bench/peer/news_csv.h"

#include <rapidjson/document.h>

#include <fstream>
#include <sstream>
#include <vector>

#include "graph/builder.h"
#include "loaders/csv.h"

namespace newsgraph::bench {
namespace {

StatusOr<std::string> ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  if (!file || !(bytes << file.rdbuf()))
    return RuntimeError(ErrorKind::kIoError, "", Cat("cannot read \"", path, "\""));
  return std::move(bytes).str();
}

// The texts of members of an object of schema.json.
StatusOr<std::vector<std::string>> Texts(const rapidjson::Value& entry,
                                         std::initializer_list<const char*> members) {
  std::vector<std::string> texts;
  for (const char* member : members) {
    if (!entry.IsObject() || !entry.HasMember(member) || !entry[member].IsString())
      return RuntimeError(ErrorKind::kDataError, "", Cat("schema.json: an entry without ", member));
    texts.emplace_back(entry[member].GetString());
  }
  return texts;
}

}  // namespace

StatusOr<Graph> LoadNews(const std::string& folder, int threads) {
  ASSIGN_OR_RETURN(const std::string text, ReadWhole(Cat(folder, "/schema.json")));
  rapidjson::Document schema;
  schema.Parse(text.data(), text.size());
  if (schema.HasParseError() || !schema.IsObject() || !schema.HasMember("nodes") ||
      !schema["nodes"].IsArray() || !schema.HasMember("edges") || !schema["edges"].IsArray()) {
    return RuntimeError(ErrorKind::kDataError, "", "schema.json lists no nodes and edges");
  }
  BuilderOptions building;
  building.threads = threads;
  Builder builder(building);
  std::vector<loaders::CsvTable> tables;
  for (const auto& entry : schema["nodes"].GetArray()) {
    ASSIGN_OR_RETURN(const auto names, Texts(entry, {"label"}));
    const std::string& label = names[0];
    builder.AddIndex(builder.Label(label), builder.Key("id"));
    builder.AddIndex(builder.Label(label), builder.Key("name"));
    tables.push_back(
        {Cat(folder, "/n_", label, ".csv"), "id:ID{id-type: long},name,date:int,kind", label});
  }
  for (const auto& entry : schema["edges"].GetArray()) {
    ASSIGN_OR_RETURN(const auto names, Texts(entry, {"type", "from", "to"}));
    tables.push_back({Cat(folder, "/e_", names[0], "__", names[1], "__", names[2], ".csv"),
                      ":START_ID,:END_ID,date:int,conf:float,w:int,article:int", names[0]});
  }
  loaders::LoadOptions options;
  options.threads = threads;
  options.max_rejected = 0;
  loaders::Report report;
  RETURN_IF_ERROR(loaders::LoadCsvTables(tables, options, builder, report));
  return std::move(builder).Freeze();
}

}  // namespace newsgraph::bench
