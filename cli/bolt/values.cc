#include "cli/bolt/values.h"

#include <algorithm>
#include <array>
#include <span>

#include "absl/container/flat_hash_set.h"
#include "cli/bolt/structures.h"

namespace newsgraph::cli::bolt {
namespace {

// Of memory, about: an item, a pair of a map, a node or relationship with its place in the graph.
constexpr size_t kItemBytes = sizeof(Value);
constexpr size_t kPairBytes = sizeof(MapEntry);
constexpr size_t kElementBytes = 256;

using Pairs = std::vector<std::pair<std::string_view, Value>>;

std::string HexText(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text = "0x";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

Status WrongFields(const Item& structure) {
  return ProtocolError(Cat("a structure \"", std::string(1, static_cast<char>(structure.tag)),
                           "\" of ", structure.size, " fields"));
}

}  // namespace

template <class Id>
template <class Make>
StatusOr<Id> Received::NameTable<Id>::FindOrMake(int64_t id, std::string_view element_id,
                                                 Make&& make) {
  const std::string key = element_id.empty() ? std::to_string(id) : std::string(element_id);
  if (const auto found = elements_.find(key); found != elements_.end()) return found->second;
  ASSIGN_OR_RETURN(const Id made, make());
  elements_.emplace(key, made);
  names_.push_back({id, std::string(element_id)});
  return made;
}

template <class Id>
ElementName Received::NameTable<Id>::NameOf(Id element) const {
  const size_t place = element.value < kept_ ? element.value : element.value - gone_;
  if (place >= names_.size()) return {element.value, {}};
  return {names_[place].id, names_[place].element_id};
}

template <class Id>
void Received::NameTable<Id>::Forget() {
  gone_ += static_cast<uint32_t>(names_.size() - kept_);
  names_.resize(kept_);
  elements_.clear();
}

class ValueReader {
 public:
  ValueReader(Unpacker& in, size_t limit, Received* elements)
      : in_(in), limit_(limit), elements_(elements) {}

  StatusOr<Value> Read(uint32_t depth);
  size_t spent() const { return spent_; }

 private:
  // A relationship without its ends, as paths have them.
  struct Unbound {
    int64_t id;
    std::string_view type, element_id;
    Pairs properties;
  };

  Status Spend(size_t bytes) {
    spent_ += bytes;
    if (spent_ <= limit_) return absl::OkStatus();
    return RuntimeError(ErrorKind::kLimitExceeded, "MessageTooLarge",
                        Cat("the server sends a row that takes more than ", limit_, " bytes"),
                        "return less of it, or raise --memory");
  }
  Status Next(Item::Kind kind, Item& item) {
    RETURN_IF_ERROR(in_.Next(item));
    if (item.kind == kind) return absl::OkStatus();
    return ProtocolError(Cat("found ", NameOf(item.kind), " where ", NameOf(kind), " should be"));
  }
  StatusOr<int64_t> NextInt() {
    Item item;
    RETURN_IF_ERROR(Next(Item::Kind::kInt, item));
    return item.integer;
  }
  StatusOr<std::string_view> NextText() {
    Item item;
    RETURN_IF_ERROR(Next(Item::Kind::kString, item));
    return item.text;
  }

  StatusOr<Value> Of(const Item& item, uint32_t depth);
  StatusOr<Value> ReadList(uint32_t size, uint32_t depth);
  StatusOr<Value> ReadMap(uint32_t size, uint32_t depth);
  StatusOr<Pairs> ReadPairs(uint32_t size, uint32_t depth);
  StatusOr<Pairs> ReadProperties(uint32_t depth);
  StatusOr<Value> ReadStructure(const Item& structure, uint32_t depth);
  StatusOr<NodeId> ReadNode(const Item& structure, uint32_t depth);
  StatusOr<EdgeId> ReadEdge(const Item& structure, uint32_t depth);
  StatusOr<Unbound> ReadUnbound(uint32_t depth);
  StatusOr<Value> ReadPath(const Item& structure, uint32_t depth);
  StatusOr<NodeId> NodeOf(int64_t id, std::string_view element_id,
                          std::span<const std::string_view> labels);
  StatusOr<EdgeId> EdgeOf(const Unbound& edge, NodeId source, NodeId target);
  template <class Id>
  Status SetProperties(Id element, const Pairs& properties);

  Unpacker& in_;
  size_t limit_;
  Received* elements_;
  size_t spent_ = 0;
};

StatusOr<Value> ValueReader::Read(uint32_t depth) {
  Item item;
  RETURN_IF_ERROR(in_.Next(item));
  return Of(item, depth);
}

StatusOr<Value> ValueReader::Of(const Item& item, uint32_t depth) {
  switch (item.kind) {
    case Item::Kind::kNull:
      return Value();
    case Item::Kind::kBool:
      return Value::Bool(item.integer != 0);
    case Item::Kind::kInt:
      return Value::Int(item.integer);
    case Item::Kind::kFloat:
      return Value::Float(item.floating);
    case Item::Kind::kBytes:
      RETURN_IF_ERROR(Spend(2 * item.text.size()));
      return Value::String(HexText(item.text));
    case Item::Kind::kString:
      RETURN_IF_ERROR(Spend(item.text.size()));
      return Value::String(item.text);
    default:
      break;
  }
  if (depth >= Value::kMaxDepth) {
    return RuntimeError(ErrorKind::kLimitExceeded, "TooDeep",
                        Cat("the server sends values that nest deeper than ", Value::kMaxDepth));
  }
  if (item.kind == Item::Kind::kList) return ReadList(item.size, depth);
  if (item.kind == Item::Kind::kMap) return ReadMap(item.size, depth);
  return ReadStructure(item, depth);
}

StatusOr<Value> ValueReader::ReadList(uint32_t size, uint32_t depth) {
  RETURN_IF_ERROR(Spend(size * kItemBytes));
  std::vector<Value> items(size);
  for (Value& item : items) {
    ASSIGN_OR_RETURN(item, Read(depth + 1));
  }
  return Value::List(std::move(items));
}

StatusOr<Pairs> ValueReader::ReadPairs(uint32_t size, uint32_t depth) {
  RETURN_IF_ERROR(Spend(size * kPairBytes));
  Pairs pairs(size);
  absl::flat_hash_set<std::string_view> seen;
  for (auto& [key, value] : pairs) {
    ASSIGN_OR_RETURN(key, NextText());
    if (!seen.insert(key).second) return ProtocolError("a map has a key twice");
    RETURN_IF_ERROR(Spend(key.size()));
    ASSIGN_OR_RETURN(value, Read(depth + 1));
  }
  return pairs;
}

StatusOr<Value> ValueReader::ReadMap(uint32_t size, uint32_t depth) {
  ASSIGN_OR_RETURN(Pairs pairs, ReadPairs(size, depth));
  std::vector<MapEntry> entries;
  entries.reserve(size);
  for (auto& [key, value] : pairs) entries.push_back({std::string(key), std::move(value)});
  return Value::Map(std::move(entries));
}

StatusOr<Pairs> ValueReader::ReadProperties(uint32_t depth) {
  Item map;
  RETURN_IF_ERROR(Next(Item::Kind::kMap, map));
  return ReadPairs(map.size, depth);
}

StatusOr<Value> ValueReader::ReadStructure(const Item& structure, uint32_t depth) {
  if (elements_ != nullptr && structure.tag == kNodeTag) {
    ASSIGN_OR_RETURN(const NodeId node, ReadNode(structure, depth));
    return Value::Node(node);
  }
  if (elements_ != nullptr && structure.tag == kEdgeTag) {
    ASSIGN_OR_RETURN(const EdgeId edge, ReadEdge(structure, depth));
    return Value::Edge(edge);
  }
  if (elements_ != nullptr && structure.tag == kPathTag) return ReadPath(structure, depth);
  if (const Form* form = FindForm(structure.tag)) {
    if (structure.size != form->fields.size()) return WrongFields(structure);
    std::array<Item, kMostFields> fields;
    for (size_t i = 0; i < structure.size; ++i) {
      const Item::Kind kind = form->fields[i] == 'i'   ? Item::Kind::kInt
                              : form->fields[i] == 'f' ? Item::Kind::kFloat
                                                       : Item::Kind::kString;
      RETURN_IF_ERROR(Next(kind, fields[i]));
    }
    return form->make(fields);
  }
  ASSIGN_OR_RETURN(Value fields, ReadList(structure.size, depth));
  return Value::Map({{"structure", Value::Int(structure.tag)}, {"fields", std::move(fields)}});
}

StatusOr<NodeId> ValueReader::ReadNode(const Item& structure, uint32_t depth) {
  if (structure.tag != kNodeTag || (structure.size != 3 && structure.size != 4))
    return WrongFields(structure);
  ASSIGN_OR_RETURN(const int64_t id, NextInt());
  Item list;
  RETURN_IF_ERROR(Next(Item::Kind::kList, list));
  RETURN_IF_ERROR(Spend(list.size * kItemBytes));
  std::vector<std::string_view> labels(list.size);
  for (std::string_view& label : labels) {
    ASSIGN_OR_RETURN(label, NextText());
  }
  ASSIGN_OR_RETURN(const Pairs properties, ReadProperties(depth));
  std::string_view element_id;
  if (structure.size == 4) {
    ASSIGN_OR_RETURN(element_id, NextText());
  }
  ASSIGN_OR_RETURN(const NodeId node, NodeOf(id, element_id, labels));
  // One that was met before, whole, is known.
  if (!elements_->view().properties(node).empty()) return node;
  RETURN_IF_ERROR(SetProperties(node, properties));
  return node;
}

StatusOr<EdgeId> ValueReader::ReadEdge(const Item& structure, uint32_t depth) {
  if (structure.size != 5 && structure.size != 8) return WrongFields(structure);
  Unbound edge;
  ASSIGN_OR_RETURN(edge.id, NextInt());
  ASSIGN_OR_RETURN(const int64_t start, NextInt());
  ASSIGN_OR_RETURN(const int64_t end, NextInt());
  ASSIGN_OR_RETURN(edge.type, NextText());
  ASSIGN_OR_RETURN(edge.properties, ReadProperties(depth));
  std::string_view start_element_id, end_element_id;
  if (structure.size == 8) {
    ASSIGN_OR_RETURN(edge.element_id, NextText());
    ASSIGN_OR_RETURN(start_element_id, NextText());
    ASSIGN_OR_RETURN(end_element_id, NextText());
  }
  ASSIGN_OR_RETURN(const NodeId source, NodeOf(start, start_element_id, {}));
  ASSIGN_OR_RETURN(const NodeId target, NodeOf(end, end_element_id, {}));
  return EdgeOf(edge, source, target);
}

StatusOr<ValueReader::Unbound> ValueReader::ReadUnbound(uint32_t depth) {
  Item structure;
  RETURN_IF_ERROR(Next(Item::Kind::kStruct, structure));
  if (structure.tag != kUnboundEdgeTag || (structure.size != 3 && structure.size != 4))
    return WrongFields(structure);
  Unbound edge;
  ASSIGN_OR_RETURN(edge.id, NextInt());
  ASSIGN_OR_RETURN(edge.type, NextText());
  ASSIGN_OR_RETURN(edge.properties, ReadProperties(depth));
  if (structure.size == 4) {
    ASSIGN_OR_RETURN(edge.element_id, NextText());
  }
  return edge;
}

// Its nodes and relationships, each once, and the walk over them: in turn the number of a
// relationship, from 1 and negative against its direction, and that of a node, from 0.
StatusOr<Value> ValueReader::ReadPath(const Item& structure, uint32_t depth) {
  if (structure.size != 3) return WrongFields(structure);
  Item list;
  RETURN_IF_ERROR(Next(Item::Kind::kList, list));
  std::vector<NodeId> nodes;
  for (uint32_t i = 0; i < list.size; ++i) {
    Item node;
    RETURN_IF_ERROR(Next(Item::Kind::kStruct, node));
    ASSIGN_OR_RETURN(nodes.emplace_back(), ReadNode(node, depth));
  }
  RETURN_IF_ERROR(Next(Item::Kind::kList, list));
  RETURN_IF_ERROR(Spend(list.size * sizeof(Unbound)));
  std::vector<Unbound> edges;
  for (uint32_t i = 0; i < list.size; ++i) {
    ASSIGN_OR_RETURN(edges.emplace_back(), ReadUnbound(depth));
  }
  RETURN_IF_ERROR(Next(Item::Kind::kList, list));
  RETURN_IF_ERROR(Spend(list.size * kItemBytes));
  if (nodes.empty() || list.size % 2 != 0) return ProtocolError("a path that is no walk");
  PathValue path{{nodes[0]}, {}};
  for (uint32_t i = 0; i < list.size; i += 2) {
    ASSIGN_OR_RETURN(const int64_t step, NextInt());
    ASSIGN_OR_RETURN(const int64_t place, NextInt());
    const auto size = static_cast<int64_t>(edges.size());
    if (step == 0 || step > size || step < -size || place < 0 ||
        place >= static_cast<int64_t>(nodes.size()))
      return ProtocolError("a path that is no walk");
    const NodeId from = path.nodes.back(), to = nodes[static_cast<size_t>(place)];
    const Unbound& edge = edges[static_cast<size_t>(step > 0 ? step : -step) - 1];
    ASSIGN_OR_RETURN(const EdgeId taken,
                     step > 0 ? EdgeOf(edge, from, to) : EdgeOf(edge, to, from));
    path.edges.push_back(taken);
    path.nodes.push_back(to);
  }
  return Value::Path(std::move(path));
}

// A node may first be met as the end of a relationship, and then whole.
StatusOr<NodeId> ValueReader::NodeOf(int64_t id, std::string_view element_id,
                                     std::span<const std::string_view> labels) {
  RETURN_IF_ERROR(Spend(kElementBytes));
  ChangeSet& changes = elements_->changes_;
  std::vector<LabelId> ids;
  for (const std::string_view label : labels) ids.push_back(changes.Label(label));
  ASSIGN_OR_RETURN(const NodeId node, elements_->nodes_.FindOrMake(
                                          id, element_id, [&] { return changes.CreateNode(ids); }));
  if (changes.view().labels(node).empty()) {
    for (const LabelId label : ids) RETURN_IF_ERROR(changes.AddLabel(node, label));
  }
  return node;
}

StatusOr<EdgeId> ValueReader::EdgeOf(const Unbound& edge, NodeId source, NodeId target) {
  RETURN_IF_ERROR(Spend(kElementBytes));
  ChangeSet& changes = elements_->changes_;
  bool made = false;
  ASSIGN_OR_RETURN(const EdgeId id, elements_->edges_.FindOrMake(edge.id, edge.element_id, [&] {
    made = true;
    return changes.CreateEdge(source, changes.Type(edge.type), target);
  }));
  if (made) RETURN_IF_ERROR(SetProperties(id, edge.properties));
  if (changes.view().source(id) != source || changes.view().target(id) != target)
    return ProtocolError("a relationship has other ends than before");
  return id;
}

template <class Id>
Status ValueReader::SetProperties(Id element, const Pairs& properties) {
  ChangeSet& changes = elements_->changes_;
  for (const auto& [name, value] : properties) {
    const KeyId key = changes.Key(name);
    Status status = changes.Set(element, key, value);
    // Some servers have properties that ours cannot be: those are shown as texts.
    if (!status.ok() && GetErrorInfo(status).kind == ErrorKind::kTypeError)
      status = changes.Set(element, key, Value::String(ToText(value)));
    RETURN_IF_ERROR(status);
  }
  return absl::OkStatus();
}

StatusOr<Value> ReadPlain(Unpacker& in, size_t limit) {
  return ValueReader(in, limit, nullptr).Read(0);
}

Received::Received() : changes_(graph_.BeginChanges()), kept_(changes_.Save()) {}

StatusOr<Value> Received::Read(Unpacker& in, size_t limit) {
  ValueReader reader(in, limit, this);
  auto value = reader.Read(0);
  bytes_ += reader.spent();
  return value;
}

ElementName Received::Of(NodeId node) const { return nodes_.NameOf(node); }
ElementName Received::Of(EdgeId edge) const { return edges_.NameOf(edge); }

void Received::Keep() {
  kept_ = changes_.Save();
  nodes_.Keep();
  edges_.Keep();
}

void Received::Forget() {
  if (nodes_.all_kept() && edges_.all_kept()) return;
  changes_.RollbackTo(*kept_);
  nodes_.Forget();
  edges_.Forget();
}

}  // namespace newsgraph::cli::bolt
