#include "cli/vocabulary.h"

#include <algorithm>
#include <array>

#include "cli/commands.h"
#include "cli/help_topics.h"

namespace newsgraph::cli {
namespace {

constexpr uint64_t kScannedNodes = 1000000;

template <class IdType>
std::vector<std::string> KeyNames(const GraphView& view, IdType id) {
  std::vector<std::string> names;
  for (const KeyId key : view.statistics().KeysOf(id))
    names.push_back(view.names().keys.NameOf(key));
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> ArgumentWords(Shell& shell, const Words& words, ArgumentKind kind) {
  std::vector<std::string> list;
  switch (kind) {
    case ArgumentKind::kFile:
      return {"FILE"};
    case ArgumentKind::kMode:
      for (const ModeRow& row : Modes()) list.emplace_back(row.name);
      return list;
    case ArgumentKind::kLabel:
      list = words.labels;
      list.insert(list.end(), words.types.begin(), words.types.end());
      return list;
    case ArgumentKind::kParameter:
      return words.parameters;
    case ArgumentKind::kTopic:
      return HelpTopics(shell);
    case ArgumentKind::kSetting:
      return {"timeout", "memory", "max_rows", "max_edges", "shown_rows", "timing"};
    case ArgumentKind::kNone:
    case ArgumentKind::kQuery:
      return {};
  }
  return {};
}

}  // namespace

const Words& Vocabulary::WordsFor(Shell& shell, std::string_view text) {
  const GraphView view = shell.session().view();
  if (!gathered_ || !view.SameStateAs(view_)) {
    Gather(shell, view);
    names_gathered_ = false;
  }
  if (shell.server() != nullptr) AskServer(shell);
  words_.parameters.clear();
  for (const auto& [name, value] : shell.parameters()) words_.parameters.push_back(name);
  std::sort(words_.parameters.begin(), words_.parameters.end());
  if (!names_gathered_ && text.find('"') != std::string_view::npos) GatherNames(view);
  return words_;
}

void Vocabulary::Gather(Shell& shell, const GraphView& view) {
  words_ = Words();
  view_ = view;
  gathered_ = true;
  const Names& names = view.names();
  const Statistics& statistics = view.statistics();
  for (uint32_t i = 0; i < names.labels.size(); ++i) {
    if (statistics.NodesWith(LabelId{i}) == 0) continue;
    words_.labels.push_back(names.labels.NameOf(LabelId{i}));
    words_.keys_of_label[words_.labels.back()] = KeyNames(view, LabelId{i});
  }
  for (uint32_t i = 0; i < names.types.size(); ++i) {
    if (statistics.EdgesOf(EdgeTypeId{i}) == 0) continue;
    words_.types.push_back(names.types.NameOf(EdgeTypeId{i}));
    words_.keys_of_type[words_.types.back()] = KeyNames(view, EdgeTypeId{i});
  }
  words_.keys = names.keys.all();
  std::sort(words_.labels.begin(), words_.labels.end());
  std::sort(words_.types.begin(), words_.types.end());
  std::sort(words_.keys.begin(), words_.keys.end());
  words_.functions = shell.session().functions().names();
  std::sort(words_.functions.begin(), words_.functions.end());
  for (const query::Procedure* procedure : shell.session().procedures())
    words_.procedures.push_back(procedure->name);
  std::sort(words_.procedures.begin(), words_.procedures.end());
  for (const CommandRow& row : Commands()) {
    words_.commands.emplace_back(row.name);
    words_.arguments_of_command[row.name] = ArgumentWords(shell, words_, row.kind);
  }
}

// What the server does not say in time is not offered.
void Vocabulary::AskServer(Shell& shell) {
  using Kind = bolt::Client::NameKind;
  constexpr auto kGood = std::chrono::minutes(1);
  const auto now = std::chrono::steady_clock::now();
  const bool asked = asked_ != std::chrono::steady_clock::time_point();
  if (shell.in_transaction() || (asked && now - asked_ < kGood)) return;
  asked_ = now;
  query::RunOptions options = shell.run_options();
  options.timeout_ms = 1000;
  options.timeout_reads_only = false;
  options.max_rows = 10'000;
  options.partial_results = true;
  options.read_only = true;
  for (const auto& [kind, list] :
       {std::pair(Kind::kLabels, &words_.labels), std::pair(Kind::kTypes, &words_.types),
        std::pair(Kind::kKeys, &words_.keys)}) {
    auto names = shell.server()->Names(kind, options);
    if (!names.ok()) return;
    *list = *std::move(names);
  }
  for (const CommandRow& row : Commands())
    words_.arguments_of_command[row.name] = ArgumentWords(shell, words_, row.kind);
}

void Vocabulary::GatherNames(const GraphView& view) {
  names_gathered_ = true;
  const KeyId name = view.names().FindKey("name");
  if (!name.valid()) return;
  NameIndex names;
  std::array<NodeId, 1024> nodes;
  std::array<Value, 1024> values;
  NodeScan scan(view);
  uint64_t seen = 0;
  while (const size_t count = scan.Next(nodes)) {
    view.Gather(std::span<const NodeId>(nodes.data(), count), name,
                std::span(values.data(), count));
    for (size_t i = 0; i < count; ++i) {
      if (values[i].is_string() && values[i].string().find('"') == std::string_view::npos) {
        names.Add(values[i].string());
      }
    }
    if ((seen += count) >= kScannedNodes) break;
  }
  words_.names = std::move(names);
}

}  // namespace newsgraph::cli
