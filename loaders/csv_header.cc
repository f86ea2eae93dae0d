#include "loaders/csv_header.h"

#include <utility>

namespace newsgraph::loaders {
namespace {

using Role = CsvColumn::Role;

constexpr std::pair<std::string_view, Role> kRoles[] = {
    {"ID", Role::kId},      {"LABEL", Role::kLabel}, {"START_ID", Role::kStart},
    {"END_ID", Role::kEnd}, {"TYPE", Role::kType},   {"IGNORE", Role::kIgnore},
};

Status Bad(std::string_view column, std::string_view what) {
  return RuntimeError(ErrorKind::kDataError, "", Cat("header column \"", column, "\": ", what));
}

std::string WithoutBlanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t') out += c;
  }
  return out;
}

// What stands in braces behind a type: {id-type: long}.
Status ParseBraces(std::string_view column, std::string_view braces, CsvColumn& out) {
  const std::string text = WithoutBlanks(braces);
  const bool id = out.role == Role::kId || out.role == Role::kStart || out.role == Role::kEnd;
  if (id && (text == "id-type:long" || text == "id-type:int")) {
    out.type.type = FieldType::kInt;
  } else if (!id || text != "id-type:string") {
    return Bad(column,
               Cat("{", braces, "} is not known; of an id {id-type: string}, int or long are"));
  }
  return absl::OkStatus();
}

StatusOr<CsvColumn> ParseColumn(std::string_view text) {
  CsvColumn column;
  std::string_view head = text;
  std::string_view braces;
  if (const size_t brace = text.find('{'); brace != std::string_view::npos && text.ends_with('}')) {
    head = text.substr(0, brace);
    braces = text.substr(brace + 1, text.size() - brace - 2);
  }
  const size_t colon = head.rfind(':');
  if (colon == std::string_view::npos) {
    column.name = text;
    return text.empty() ? StatusOr<CsvColumn>(Bad(text, "it has no name")) : column;
  }
  column.name = head.substr(0, colon);
  std::string_view type = head.substr(colon + 1);
  if (const size_t paren = type.find('('); paren != std::string_view::npos && type.ends_with(')')) {
    column.space = type.substr(paren + 1, type.size() - paren - 2);
    type = type.substr(0, paren);
  }
  for (const auto& [name, role] : kRoles) {
    if (type != name) continue;
    column.role = role;
    if (!braces.empty()) RETURN_IF_ERROR(ParseBraces(text, braces, column));
    return column;
  }
  column.type.list = type.ends_with("[]");
  const auto known = FindFieldType(column.type.list ? type.substr(0, type.size() - 2) : type);
  if (!known) {
    return Bad(text, Cat("no type is called \"", type,
                         "\"; there are string, int, float, boolean, date, datetime and others, "
                         "each with [] for "
                         "lists, and ID, LABEL, START_ID, END_ID, TYPE, IGNORE"));
  }
  if (column.name.empty()) return Bad(text, "a property needs a name before the colon");
  column.type.type = *known;
  if (!braces.empty()) RETURN_IF_ERROR(ParseBraces(text, braces, column));
  return column;
}

Status CheckRoles(CsvHeader& header, bool named) {
  const auto count = [&](Role role) {
    size_t n = 0;
    for (const CsvColumn& column : header.columns) n += column.role == role;
    return n;
  };
  for (const auto& [name, role] : kRoles) {
    if (role != Role::kIgnore && role != Role::kLabel && count(role) > 1) {
      return RuntimeError(ErrorKind::kDataError, "", Cat("the header has :", name, " twice"));
    }
  }
  const size_t ends = count(Role::kStart) + count(Role::kEnd) + count(Role::kType);
  const size_t node_parts = count(Role::kId) + count(Role::kLabel);
  header.edges = ends > 0;
  if (ends > 0 && node_parts > 0) {
    return RuntimeError(
        ErrorKind::kDataError, "",
        "the header mixes columns of nodes (:ID, :LABEL) and of relationships (:START_ID, :END_ID, "
        ":TYPE); write two files");
  }
  if (ends > 0 && ends + (named && count(Role::kType) == 0) < 3) {
    return RuntimeError(
        ErrorKind::kDataError, "",
        "a file of relationships needs all of :START_ID, :END_ID and :TYPE in its header");
  }
  if (ends == 0 && node_parts == 0 && !named) {
    return RuntimeError(ErrorKind::kDataError, "",
                        "the header says neither nodes nor relationships; expected columns like "
                        "id:ID and :LABEL, or "
                        ":START_ID, :END_ID and :TYPE");
  }
  return absl::OkStatus();
}

}  // namespace

const CsvColumn* CsvHeader::Find(CsvColumn::Role role) const {
  for (const CsvColumn& column : columns) {
    if (column.role == role) return &column;
  }
  return nullptr;
}

StatusOr<CsvHeader> ParseCsvHeader(const CsvRecord& record, bool named) {
  CsvHeader header;
  for (const CsvField& field : record.fields) {
    ASSIGN_OR_RETURN(header.columns.emplace_back(), ParseColumn(field.text));
  }
  RETURN_IF_ERROR(CheckRoles(header, named));
  for (size_t i = 0; i < header.columns.size(); ++i) {
    const CsvColumn& column = header.columns[i];
    if (column.name.empty() || column.role == Role::kIgnore) continue;
    for (size_t k = 0; k < i; ++k) {
      if (header.columns[k].name == column.name && header.columns[k].role != Role::kIgnore) {
        return Bad(column.name, "the name stands there twice");
      }
    }
  }
  return header;
}

}  // namespace newsgraph::loaders
