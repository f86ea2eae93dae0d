#include "cli/print/cell.h"

#include "cli/interrupt.h"
#include "cli/text.h"
#include "graph/value_text.h"

namespace newsgraph::cli {

void AppendCell(std::string& out, const GraphView& view, const Value& value, size_t most) {
  if (value.is_null()) {
    out += "null";
  } else if (value.is_string()) {
    AppendVisible(out, value.string().substr(0, most));
  } else if (value.is_int()) {
    Append(out, value.integer());
  } else if (value.is_temporal()) {
    out += TemporalText(value);
  } else {
    AppendVisible(out, query::FormatValue(view, value, {most, &InterruptFlag()}));
  }
}

std::string_view ColorOf(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kNull:
      return kDim;
    case ValueKind::kBool:
      return "\x1b[35m";
    case ValueKind::kInt:
    case ValueKind::kFloat:
      return "\x1b[36m";
    case ValueKind::kString:
      return "\x1b[32m";
    case ValueKind::kNode:
    case ValueKind::kEdge:
    case ValueKind::kPath:
      return "\x1b[34m";
    case ValueKind::kDate:
    case ValueKind::kLocalTime:
    case ValueKind::kTime:
    case ValueKind::kLocalDateTime:
    case ValueKind::kDateTime:
    case ValueKind::kDuration:
      return "\x1b[33m";
    case ValueKind::kList:
    case ValueKind::kMap:
    case ValueKind::kPoint:
      return "";
  }
  return "";
}

}  // namespace newsgraph::cli
