#include "tests/cases/records.h"

#include <fstream>

#include "graph/base/strings.h"

namespace newsgraph {
namespace {

constexpr std::string_view kStatementBlock = "```cypher";
constexpr std::string_view kBlock = "```";

void AppendLine(std::string& text, std::string_view line) {
  Append(text, text.empty() ? "" : "\n", line);
}

std::vector<std::string> ReadLines(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

Record::Kind KindOf(const std::string& head) {
  if (head.starts_with("#")) return Record::Kind::kNote;
  if (head == "graph") return Record::Kind::kGraph;
  return head == "setup" ? Record::Kind::kSetup : Record::Kind::kChecked;
}

std::vector<Record> FromTest(const std::vector<std::string>& lines) {
  std::vector<Record> records;
  bool in_record = false, after_line = false;
  for (const std::string& line : lines) {
    if (line.empty()) {
      in_record = after_line = false;
    } else if (!in_record ||
               (records.back().kind == Record::Kind::kNote && !line.starts_with("#"))) {
      Record& record = records.emplace_back();
      record.head = line;
      record.kind = KindOf(line);
      record.ordered = line.find("ordered") != std::string::npos;
      in_record = true;
    } else if (line == "----") {
      after_line = true;
    } else if (after_line) {
      records.back().expected.push_back(line);
    } else if (records.back().kind == Record::Kind::kNote) {
      AppendLine(records.back().head, line);
    } else {
      AppendLine(records.back().statement, line);
    }
  }
  return records;
}

// Text between statements is a note each; so is a block in another language.
std::vector<Record> FromPage(const std::vector<std::string>& lines) {
  std::vector<Record> records;
  const auto note = [&](const std::string& line) {
    if (records.empty() || records.back().kind != Record::Kind::kNote) records.emplace_back();
    Record& last = records.back();
    last.head = last.head.empty() ? line + "\n" : last.head + line + "\n";
  };
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].starts_with(kStatementBlock)) {
      note(lines[i]);
      continue;
    }
    Record record;
    record.head = lines[i];
    while (++i < lines.size() && lines[i] != kBlock) AppendLine(record.statement, lines[i]);
    record.ordered = record.statement.find("ORDER BY") != std::string::npos;
    if (i + 1 < lines.size() && lines[i + 1] == kBlock) {
      record.kind = Record::Kind::kChecked;
      for (i += 2; i < lines.size() && lines[i] != kBlock; ++i) record.expected.push_back(lines[i]);
    } else {
      record.kind = record.head.ends_with("graph") ? Record::Kind::kGraph : Record::Kind::kSetup;
    }
    records.push_back(std::move(record));
  }
  return records;
}

bool IsPage(const std::filesystem::path& path) { return path.extension() == ".md"; }

}  // namespace

CaseFile ReadCases(const std::filesystem::path& path) {
  const std::vector<std::string> lines = ReadLines(path);
  return {path, IsPage(path) ? FromPage(lines) : FromTest(lines)};
}

void WriteCases(const CaseFile& file) {
  const bool page = IsPage(file.path);
  std::ofstream out(file.path);
  bool first = true;
  for (const Record& record : file.records) {
    if (!page && !first) out << "\n";
    first = false;
    out << record.head;
    if (!page || record.kind != Record::Kind::kNote) out << "\n";
    if (!record.statement.empty()) out << record.statement << "\n";
    if (page && record.kind != Record::Kind::kNote) out << kBlock << "\n";
    if (record.kind != Record::Kind::kChecked) continue;
    out << (page ? kBlock : "----") << "\n";
    for (const std::string& line : record.expected) out << line << "\n";
    if (page) out << kBlock << "\n";
  }
}

}  // namespace newsgraph
