// Commands about what the graph holds: its schema, samples, and a drawing of the last result.
#include <algorithm>
#include <charconv>

#include "cli/commands.h"
#include "cli/greeting.h"
#include "cli/picture/sketch.h"
#include "cli/print/literal.h"
#include "cli/shell.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

struct FillRow {
  std::string key;
  std::string kinds;  // "STRING", "STRING, INTEGER"
  uint64_t filled;
};

template <class IdType>
PropertyFill FillOf(const Statistics& statistics, IdType id, KeyId key) {
  if constexpr (std::is_same_v<IdType, LabelId>) {
    return statistics.NodeFill(id, key);
  } else {
    return statistics.EdgeFill(id, key);
  }
}

// The properties of a label or type, the most filled first.
template <class IdType>
std::vector<FillRow> Fills(const GraphView& view, IdType id) {
  std::vector<FillRow> rows;
  for (const KeyId key : view.statistics().KeysOf(id)) {
    const PropertyFill fill = FillOf(view.statistics(), id, key);
    FillRow row{view.names().keys.NameOf(key), "", fill.total()};
    for (int kind = 0; kind < kValueKindCount; ++kind) {
      if (fill.by_kind[static_cast<size_t>(kind)] == 0) continue;
      Append(row.kinds, row.kinds.empty() ? "" : ", ", NameOf(static_cast<ValueKind>(kind)));
    }
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const FillRow& a, const FillRow& b) { return a.filled > b.filled; });
  return rows;
}

std::string Percent(uint64_t part, uint64_t whole) {
  if (whole == 0) return "0%";
  if (part == whole) return "100%";
  const uint64_t percent = part * 100 / whole;
  return percent == 0 ? "<1%" : Cat(percent, "%");
}

template <class IdType>
std::string PropertyText(const GraphView& view, IdType id, uint64_t count) {
  std::string text;
  for (const FillRow& row : Fills(view, id)) {
    Append(text, text.empty() ? "" : ", ", row.key, " ", row.kinds);
    if (row.filled != count) Append(text, " ", Percent(row.filled, count));
  }
  return text;
}

std::string PatternText(const GraphView& view, const Statistics::Pattern& pattern) {
  const auto node = [&](LabelId label) {
    std::string text = "(";
    if (label.valid()) {
      text += ':';
      AppendName(text, view.names().labels.NameOf(label));
    }
    return text + ")";
  };
  std::string text = node(pattern.from) + "-[:";
  AppendName(text, view.names().types.NameOf(pattern.type));
  return text + "]->" + node(pattern.to);
}

Value Text(std::string_view text) { return Value::String(text); }
Value Number(uint64_t number) { return Value::Int(static_cast<int64_t>(number)); }

std::vector<Statistics::Pattern> PatternsByCount(const GraphView& view) {
  auto patterns = view.statistics().Patterns();
  std::stable_sort(patterns.begin(), patterns.end(),
                   [](const auto& a, const auto& b) { return a.edges > b.edges; });
  return patterns;
}

Status UnknownLabel(const GraphView& view, std::string_view name) {
  std::vector<std::string> names = view.names().labels.all();
  names.insert(names.end(), view.names().types.all().begin(), view.names().types.all().end());
  const auto near = Nearest(name, names);
  return CommandError(Cat("the graph has no label or type ", Visible(name)),
                      near ? Cat("did you mean ", *near, "?") : std::string(":schema lists them"));
}

template <class IdType>
Status DescribeProperties(Shell& shell, const GraphView& view, IdType id, uint64_t count) {
  query::Result result;
  result.columns = {"property", "type", "filled", "share"};
  for (const FillRow& row : Fills(view, id)) {
    AddRow(result,
           {Text(row.key), Text(row.kinds), Number(row.filled), Text(Percent(row.filled, count))});
  }
  return shell.Show(std::move(result));
}

// A server is asked for its names; counts and patterns would be a search through all of its graph.
Status ShowServerSchema(Shell& shell) {
  using Kind = bolt::Client::NameKind;
  if (shell.in_transaction()) {
    return CommandError("a transaction is open: a failure here would roll it back",
                        "COMMIT; or ROLLBACK; first");
  }
  query::Result result;
  result.columns = {"kind", "name"};
  for (const auto& [kind, called] :
       {std::pair(Kind::kLabels, "label"), std::pair(Kind::kTypes, "type"),
        std::pair(Kind::kKeys, "property")}) {
    ASSIGN_OR_RETURN(const std::vector<std::string> names,
                     shell.server()->Names(kind, shell.run_options()));
    for (const std::string& name : names) AddRow(result, {Text(called), Text(name)});
  }
  return shell.Show(std::move(result));
}

}  // namespace

Status ShowSchema(Shell& shell, std::string_view) {
  if (shell.server() != nullptr) return ShowServerSchema(shell);
  const GraphView view = shell.session().view();
  const Statistics& statistics = view.statistics();
  query::Result result;
  result.columns = {"kind", "name", "count", "properties"};
  for (uint32_t i = 0; i < view.names().labels.size(); ++i) {
    const LabelId label{i};
    const uint64_t count = statistics.NodesWith(label);
    if (count == 0) continue;
    AddRow(result, {Text("label"), Text(view.names().labels.NameOf(label)), Number(count),
                    Text(PropertyText(view, label, count))});
  }
  for (uint32_t i = 0; i < view.names().types.size(); ++i) {
    const EdgeTypeId type{i};
    const uint64_t count = statistics.EdgesOf(type);
    if (count == 0) continue;
    AddRow(result, {Text("type"), Text(view.names().types.NameOf(type)), Number(count),
                    Text(PropertyText(view, type, count))});
  }
  for (const Statistics::Pattern& pattern : PatternsByCount(view)) {
    AddRow(result,
           {Text("pattern"), Text(PatternText(view, pattern)), Number(pattern.edges), Text("")});
  }
  return shell.Show(std::move(result));
}

Status Describe(Shell& shell, std::string_view argument) {
  if (argument.empty()) return CommandError("describe what?", ":describe Person");
  const GraphView view = shell.session().view();
  const LabelId label = view.names().FindLabel(argument);
  const EdgeTypeId type = view.names().FindType(argument);
  if (!label.valid() && !type.valid()) return UnknownLabel(view, argument);
  if (label.valid())
    RETURN_IF_ERROR(DescribeProperties(shell, view, label, view.statistics().NodesWith(label)));
  if (type.valid())
    RETURN_IF_ERROR(DescribeProperties(shell, view, type, view.statistics().EdgesOf(type)));
  query::Result joined;
  joined.columns = {"pattern", "count"};
  for (const Statistics::Pattern& pattern : PatternsByCount(view)) {
    const bool of_label = label.valid() && (pattern.from == label || pattern.to == label);
    if (!of_label && !(type.valid() && pattern.type == type)) continue;
    AddRow(joined, {Text(PatternText(view, pattern)), Number(pattern.edges)});
  }
  return shell.Show(std::move(joined));
}

Status Sample(Shell& shell, std::string_view argument) {
  const GraphView view = shell.session().view();
  uint64_t count = 5;
  std::string label;
  for (const std::string& word : SplitWords(argument)) {
    uint64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error == std::errc() && end == word.data() + word.size()) {
      count = number;
    } else if (shell.server() != nullptr || view.names().FindLabel(word).valid()) {
      label.assign(1, ':');
      AppendName(label, word);
    } else {
      return UnknownLabel(view, word);
    }
  }
  return shell.RunStatement(Cat("MATCH (n", label, ") RETURN n LIMIT ", count));
}

Status Ask(Shell& shell, std::string_view argument) {
  const GraphView view = shell.session().view();
  const std::vector<Question> questions = Questions(view);
  if (questions.empty()) {
    return CommandError("the graph has nothing yet to ask about", ":load FILE... adds articles");
  }
  if (argument.empty()) {
    shell.Say(QuestionList(view, shell.text_width()));
    return absl::OkStatus();
  }
  for (size_t i = 0; i < questions.size(); ++i) {
    if (argument != std::to_string(i + 1)) continue;
    std::string shown;
    AppendWrapped(shown, Visible(questions[i].statement), shell.text_width(), 2, 0);
    shell.Say(shown);
    std::string_view statement = questions[i].statement;
    statement.remove_suffix(1);  // the ";"
    return shell.RunStatement(statement);
  }
  return CommandError(Cat("there is no question ", Visible(argument)), ":ask lists them");
}

Status DrawLast(Shell& shell, std::string_view) {
  if (shell.last() == nullptr)
    return CommandError("there is no result yet", "run a statement first");
  Elements elements;
  elements.Begin(shell.last()->view, shell.print_options().names);
  elements.Add(shell.last()->cells);
  if (elements.empty()) {
    return CommandError(
        "the last result holds no node or relationship",
        "return nodes, relationships or paths: MATCH p = (a)-->(b) RETURN p LIMIT 20;");
  }
  if (elements.nodes().size() > kSketchNodes) {
    return CommandError(Cat("the last result has ", WithCommas(elements.nodes().size()),
                            " nodes; a drawing here holds ", kSketchNodes),
                        "add LIMIT, or :export picture.html");
  }
  shell.Say(Sketch(elements, shell.text_width() + 1, shell.mode().color));
  return absl::OkStatus();
}

}  // namespace newsgraph::cli
