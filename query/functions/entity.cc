// entity(name): the node that a name stands for, as in (@"name").
#include "query/functions/entity_index.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

constexpr size_t kMostShown = 4;     // of those that fit too
constexpr size_t kMostNotices = 20;  // of one statement

std::string CaptionOf(const GraphView& view, const Entity& entity) {
  std::string out;
  for (const std::string_view key : {"name", "title"}) {
    const KeyId id = view.names().FindKey(key);
    const Value value = id.valid() ? view.property(entity.node, id) : Value();
    if (value.is_string() && out.empty()) out = std::string(value.string());
  }
  const auto labels = view.labels(entity.node);
  Append(out, " (",
         labels.empty() ? std::string_view("node") : view.names().labels.NameOf(labels[0]), ", ",
         entity.mentions, entity.mentions == 1 ? " relationship)" : " relationships)");
  return out;
}

void Tell(const CallState& state, Notice notice) {
  if (state.notices == nullptr || state.notices->size() >= kMostNotices) return;
  for (const Notice& told : *state.notices) {
    if (told.message == notice.message) return;
  }
  state.notices->push_back(std::move(notice));
}

// Which others might have been meant: a full name that one node has leaves no doubt.
void TellRunnersUp(const CallState& state, std::string_view name, std::span<const Entity> found,
                   TextSpan span) {
  size_t others = 0;
  std::string list;
  for (const Entity& entity : found.subspan(1)) {
    if (found[0].fit == NameFit::kName && entity.fit != NameFit::kName) break;
    if (++others <= kMostShown)
      Append(list, list.empty() ? "" : ", ", CaptionOf(state.view, entity));
  }
  if (others == 0) return;
  if (others > kMostShown) Append(list, " and ", others - kMostShown, " more");
  Tell(state,
       {"EntityChosen",
        Cat("@\"", name, "\" is ", CaptionOf(state.view, found[0]), "; it might have been ", list),
        span});
}

void TellNone(const CallState& state, std::string_view name, TextSpan span) {
  const std::string nearest = state.entities->Nearest(state.view, name);
  std::string message = Cat("nothing is called \"", name, "\"");
  if (!nearest.empty()) Append(message, "; did you mean \"", nearest, "\"?");
  Tell(state, {"EntityNotFound", std::move(message), span});
}

StatusOr<Value> EntityOf(const CallState& state, std::span<const Value> a) {
  const NodeId node = ResolveEntity(state, a[0].string(), {}, {});
  return node.valid() ? Value::Node(node) : Value();
}

}  // namespace

NodeId ResolveEntity(const CallState& state, std::string_view name,
                     const EntityIndex::Admits& admits, TextSpan span) {
  if (state.entities == nullptr) return NodeId{};
  const std::vector<Entity> found = state.entities->Find(state.view, name, admits);
  if (found.empty()) {
    TellNone(state, name, span);
    return NodeId{};
  }
  TellRunnersUp(state, name, found, span);
  return found[0].node;
}

std::vector<Function> EntityFunctions() {
  return {
      {"entity",
       "entity(name :: STRING?) :: NODE?",
       NullRule::kNullIfAnyNull,
       EntityOf,
       "The node that a name stands for, as @\"name\" in a pattern: by its name, an alias, either "
       "without regard to case and accents, or by words of them; the one with most relationships "
       "where several fit. Null where nothing does.",
       {{"CREATE (:Person {name: 'Ales Bialiatski'}) WITH 1 AS x RETURN entity('bialiatski').name",
         "'Ales Bialiatski'"},
        {"entity('nobody')", "null"}}},
  };
}

}  // namespace newsgraph::functions
