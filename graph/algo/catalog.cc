#include "graph/algo/catalog.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace newsgraph::algo {
namespace {

Status BadOption(std::string_view message, std::string_view hint = "") {
  return MakeError(ErrorKind::kArgumentError, ErrorPhase::kRuntime, "InvalidArgumentValue",
                   std::nullopt, message, hint);
}

// 'a|b' and ['a', 'b'] alike.
StatusOr<std::vector<std::string>> Words(std::string_view option, const Value& value) {
  std::vector<std::string> words;
  if (value.is_string()) {
    std::string_view rest = value.string();
    while (!rest.empty()) {
      const size_t bar = std::min(rest.find('|'), rest.size());
      words.emplace_back(rest.substr(0, bar));
      rest.remove_prefix(std::min(bar + 1, rest.size()));
    }
    return words;
  }
  bool good = value.is_list();
  if (good) {
    for (const Value& item : value.list()) {
      good = good && item.is_string();
      if (good) words.emplace_back(item.string());
    }
  }
  if (!good)
    return BadOption(Cat("expected a name, 'a|b' or a list of names for \"", option, "\""));
  return words;
}

Value Fallback(const OptionRow& row) {
  switch (row.kind) {
    case ValueKind::kBool:
      return Value::Bool(row.fallback == "true");
    case ValueKind::kInt: {
      int64_t number = 0;
      std::from_chars(row.fallback.data(), row.fallback.data() + row.fallback.size(), number);
      return Value::Int(number);
    }
    case ValueKind::kFloat:
      return Value::Float(std::stod(std::string(row.fallback)));
    default:
      return Value::String(row.fallback);
  }
}

bool HasWord(std::string_view words, std::string_view word) {
  if (words.empty()) return true;
  while (true) {
    const size_t bar = std::min(words.find('|'), words.size());
    if (words.substr(0, bar) == word) return true;
    if (bar == words.size()) return false;
    words.remove_prefix(bar + 1);
  }
}

Status CheckOption(const OptionRow& row, const Value& value) {
  const bool number = row.kind == ValueKind::kInt || row.kind == ValueKind::kFloat;
  const bool kind = value.kind() == row.kind || (row.kind == ValueKind::kFloat && value.is_int());
  const bool within =
      !number || !kind || (value.number() >= row.least && value.number() <= row.most);
  if (kind && within && (row.kind != ValueKind::kString || HasWord(row.words, value.string())))
    return absl::OkStatus();
  if (!row.words.empty()) return BadOption(Cat("\"", row.name, "\" is one of ", row.words));
  if (!number) return BadOption(Cat("\"", row.name, "\" is a ", NameOf(row.kind)));
  return BadOption(
      Cat("\"", row.name, "\" is a ", NameOf(row.kind), " from ", row.least, " to ", row.most));
}

struct PartName {
  ProjectionPart part;
  std::string_view name;
};
constexpr PartName kParts[] = {{kLabels, "labels"}, {kTypes, "types"},   {kDirection, "direction"},
                               {kWeight, "weight"}, {kSimple, "simple"}, {kTop, "top"}};

Status SetPart(ProjectionPart part, std::string_view name, const Value& value, const Names& names,
               ProjectionSpec& spec, uint64_t& top) {
  switch (part) {
    case kLabels: {
      ASSIGN_OR_RETURN(const std::vector<std::string> words, Words(name, value));
      spec.all_labels = false;
      for (const std::string& word : words) {
        if (const LabelId label = names.FindLabel(word); label.valid())
          spec.labels.push_back(label);
      }
      return absl::OkStatus();
    }
    case kTypes: {
      ASSIGN_OR_RETURN(const std::vector<std::string> words, Words(name, value));
      // "!a" leaves a out; where nothing else is named, all others are in.
      std::vector<EdgeTypeId> types, left_out;
      bool all = !words.empty();
      for (const std::string& word : words) {
        const bool out = word.starts_with('!');
        all = all && out;
        if (const EdgeTypeId type = names.FindType(word.substr(out ? 1 : 0)); type.valid())
          (out ? left_out : types).push_back(type);
      }
      for (uint32_t id = 0; all && id < names.types.size(); ++id) types.push_back(EdgeTypeId{id});
      std::erase_if(types, [&](EdgeTypeId type) {
        return std::find(left_out.begin(), left_out.end(), type) != left_out.end();
      });
      spec.types = TypeSet::Of(std::move(types));
      return absl::OkStatus();
    }
    case kDirection: {
      const std::string_view word = value.is_string() ? value.string() : "";
      if (word != "out" && word != "in" && word != "both")
        return BadOption("\"direction\" is one of out|in|both");
      spec.direction = word == "out"  ? Direction::kOut
                       : word == "in" ? Direction::kIn
                                      : Direction::kBoth;
      return absl::OkStatus();
    }
    case kWeight:
      if (!value.is_string()) return BadOption("\"weight\" is the name of a property");
      spec.weighted = true;
      spec.weight = names.FindKey(value.string());
      return absl::OkStatus();
    case kSimple:
      if (!value.is_bool()) return BadOption("\"simple\" is true or false");
      spec.simple = value.boolean();
      return absl::OkStatus();
    case kTop:
      if (!value.is_int() || value.integer() < 0)
        return BadOption("\"top\" is how many rows, 0 or more");
      top = static_cast<uint64_t>(value.integer());
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

}  // namespace

StatusOr<Options> ParseOptions(const Algorithm& row, const GraphView& view, const Value& map) {
  Options options;
  const Status direction = SetPart(kDirection, "direction", Value::String(row.direction),
                                   view.names(), options.projection, options.top);
  RETURN_IF_ERROR(direction);
  for (const OptionRow& option : row.options) {
    if (!option.fallback.empty()) options.values_[std::string(option.name)] = Fallback(option);
  }
  if (map.is_null()) return options;
  for (const MapEntry& entry : map.map()) {
    const auto part = std::find_if(std::begin(kParts), std::end(kParts), [&](const PartName& p) {
      return (row.projection & p.part) != 0 && p.name == entry.key;
    });
    if (part != std::end(kParts)) {
      RETURN_IF_ERROR(SetPart(part->part, part->name, entry.value, view.names(), options.projection,
                              options.top));
      continue;
    }
    const auto option = std::find_if(row.options.begin(), row.options.end(),
                                     [&](const OptionRow& o) { return o.name == entry.key; });
    if (option == row.options.end()) {
      std::vector<std::string> known;
      for (const OptionRow& each : row.options) known.emplace_back(each.name);
      for (const PartName& each : kParts) {
        if (row.projection & each.part) known.emplace_back(each.name);
      }
      const auto nearest = Nearest(entry.key, known);
      return BadOption(Cat("algo.", row.name, " has no option \"", entry.key, "\""),
                       nearest ? Cat("did you mean \"", *nearest, "\"?") : "");
    }
    RETURN_IF_ERROR(CheckOption(*option, entry.value));
    options.values_[std::string(option->name)] = entry.value;
  }
  return options;
}

const std::vector<Algorithm>& Algorithms() {
  static const std::vector<Algorithm> kAlgorithms = [] {
    std::vector<Algorithm> all;
    for (auto family : {PathAlgorithms, CentralityAlgorithms, ComponentAlgorithms,
                        CommunityAlgorithms, NeighbourhoodAlgorithms}) {
      for (Algorithm& row : family()) all.push_back(std::move(row));
    }
    return all;
  }();
  return kAlgorithms;
}

const Algorithm* FindAlgorithm(std::string_view name) {
  for (const Algorithm& row : Algorithms()) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

void AddScores(const Call& call, const Projection& graph, std::span<const double> scores,
               std::vector<Value>& cells) {
  std::vector<uint32_t> order(graph.size());
  std::iota(order.begin(), order.end(), 0u);
  if (call.options.top < order.size()) {
    const auto cut = order.begin() + static_cast<std::ptrdiff_t>(call.options.top);
    std::partial_sort(order.begin(), cut, order.end(), [&](uint32_t a, uint32_t b) {
      return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
    });
    order.resize(call.options.top);
  }
  cells.reserve(cells.size() + 2 * order.size());
  for (const uint32_t i : order) {
    cells.push_back(Value::Node(graph.node(i)));
    cells.push_back(Value::Float(scores[i]));
  }
}

}  // namespace newsgraph::algo
