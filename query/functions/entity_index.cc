#include "query/functions/entity_index.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>

#include "graph/base/error.h"
#include "graph/base/strings.h"
#include "graph/snapshot.h"
#include "query/functions/code_points.h"

namespace newsgraph::functions {
namespace {

constexpr std::array<std::string_view, 2> kNameKeys = {"name", "title"};
constexpr std::array<std::string_view, 2> kAliasKeys = {"aliases", "alias"};
constexpr size_t kMostTried = 200'000;  // names compared with one that nobody has

// FNV-1a, folded to 32 bits.
uint32_t HashOf(std::string_view text) {
  uint64_t hash = 0xCBF29CE484222325ull;
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001B3ull;
  return static_cast<uint32_t>(hash ^ hash >> 32);
}

// Letters that no normal form takes apart.
std::string_view PlainLetter(UChar32 letter) {
  switch (letter) {
    case 0xDF:
      return "ss";
    case 0xE6:
      return "ae";
    case 0xF0:
    case 0x111:
      return "d";
    case 0xF8:
      return "o";
    case 0xFE:
      return "th";
    case 0x127:
      return "h";
    case 0x131:
      return "i";
    case 0x142:
      return "l";
    case 0x153:
      return "oe";
    default:
      return {};
  }
}

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

void AddSpace(std::string& out) {
  if (!out.empty() && out.back() != ' ') out += ' ';
}

// REQUIRES: lower case, in NFKD.
void AppendFolded(std::string_view text, std::string& out) {
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      const char c = text[at++];
      if (IsAsciiLetter(c)) {
        out += c;
      } else if (c != '\'' && c != '.') {  // O'Brien, U.S.
        AddSpace(out);
      }
      continue;
    }
    const std::string_view character = FirstCodePoint(text.substr(at));
    at += character.size();
    UChar32 point = 0;
    for (size_t i = 0; i < character.size(); ++i) {
      const auto byte = static_cast<unsigned char>(character[i]);
      point = i == 0 ? byte & (character.size() == 2   ? 0x1F
                               : character.size() == 3 ? 0x0F
                                                       : 0x07)
                     : point << 6 | (byte & 0x3F);
    }
    if (const std::string_view plain = PlainLetter(point); !plain.empty()) {
      out += plain;
    } else if (u_charType(point) == U_NON_SPACING_MARK || point == 0x2019 || point == 0x2BC) {
      continue;
    } else if (u_isalnum(point)) {
      out += character;
    } else {
      AddSpace(out);
    }
  }
}

template <class F>
void ForEachWord(std::string_view folded, F&& f) {
  while (!folded.empty()) {
    const size_t end = std::min(folded.find(' '), folded.size());
    if (end > 0) f(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
}

bool HasWord(std::string_view folded, std::string_view word) {
  bool has = false;
  ForEachWord(folded, [&](std::string_view each) { has = has || each == word; });
  return has;
}

template <class F>
void ForEachText(const Value& value, F&& f) {
  if (value.is_string()) {
    f(value.string());
  } else if (value.is_list()) {
    for (const Value& each : value.list()) {
      if (each.is_string()) f(each.string());
    }
  }
}

template <size_t n>
std::vector<KeyId> KeysOf(const GraphView& view, const std::array<std::string_view, n>& names) {
  std::vector<KeyId> keys;
  for (const std::string_view name : names) {
    if (const KeyId key = view.names().FindKey(name); key.valid()) keys.push_back(key);
  }
  return keys;
}

std::vector<KeyId> AllKeys(const GraphView& view) {
  std::vector<KeyId> keys = KeysOf(view, kNameKeys);
  for (const KeyId key : KeysOf(view, kAliasKeys)) keys.push_back(key);
  return keys;
}

// How one text of a node fits what is asked for.
class Fitting {
 public:
  explicit Fitting(std::string_view name) : name_(name), folded_(FoldName(name)) {
    ForEachWord(folded_, [&](std::string_view word) { words_.push_back(word); });
  }
  Fitting(const Fitting&) = delete;

  const std::string& folded() const { return folded_; }

  // The better of `best` and how this text fits.
  void Improve(std::string_view text, NameFit exact, std::optional<NameFit>& best) const {
    const auto fits = [&](NameFit fit) {
      if (!best || fit < *best) best = fit;
    };
    if (text == name_) return fits(exact);
    const std::string folded = FoldName(text);
    if (folded == folded_) return fits(NameFit::kFolded);
    const bool all = !words_.empty() &&
                     std::all_of(words_.begin(), words_.end(),
                                 [&](std::string_view word) { return HasWord(folded, word); });
    if (all) fits(NameFit::kWords);
  }

  std::optional<NameFit> Of(const GraphView& view, NodeId node) const {
    std::optional<NameFit> best;
    for (const KeyId key : KeysOf(view, kNameKeys)) {
      ForEachText(view.property(node, key),
                  [&](std::string_view text) { Improve(text, NameFit::kName, best); });
    }
    for (const KeyId key : KeysOf(view, kAliasKeys)) {
      ForEachText(view.property(node, key),
                  [&](std::string_view text) { Improve(text, NameFit::kAlias, best); });
    }
    return best;
  }

 private:
  std::string_view name_;
  std::string folded_;
  std::vector<std::string_view> words_;
};

// The frozen part alone, as it was made.
GraphView FrozenView(const GraphView& view) {
  auto base = std::make_shared<Snapshot>(view.snapshot());
  base->delta = Delta();
  base->delta.node_limit = base->frozen->node_limit;
  base->delta.edge_limit = base->frozen->edge_count;
  return GraphView(std::move(base));
}

}  // namespace

std::string FoldName(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  const auto lower = ToLower(name);
  const auto parts = lower.ok() ? Normalize(*lower, NormalForm::kNFKD) : lower;
  AppendFolded(parts.ok() ? std::string_view(*parts) : name, out);
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void EntityIndex::Part::Add(const GraphView& view, NodeId node, std::span<const KeyId> keys) {
  for (const KeyId key : keys) {
    ForEachText(view.property(node, key), [&](std::string_view text) {
      const std::string folded = FoldName(text);
      if (folded.empty()) return;
      names.push_back(uint64_t{HashOf(folded)} << 32 | node.value);
      ForEachWord(folded, [&](std::string_view word) {
        words.push_back(uint64_t{HashOf(word)} << 32 | node.value);
      });
    });
  }
}

void EntityIndex::Part::Sort() {
  for (std::vector<uint64_t>* list : {&names, &words}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
    list->shrink_to_fit();
  }
}

void EntityIndex::Part::Collect(const std::vector<uint64_t>& list, uint32_t hash,
                                std::vector<NodeId>& nodes) const {
  const uint64_t first = uint64_t{hash} << 32;
  for (auto entry = std::lower_bound(list.begin(), list.end(), first);
       entry != list.end() && *entry >> 32 == hash; ++entry) {
    nodes.push_back(NodeId{static_cast<uint32_t>(*entry)});
  }
}

void EntityIndex::Refresh(const GraphView& view) {
  const Snapshot& snapshot = view.snapshot();
  const bool same = frozen_of_.lock() == snapshot.frozen;
  if (!same) {
    frozen_ = Part();
    const GraphView base = FrozenView(view);
    const std::vector<KeyId> keys = AllKeys(base);
    for (uint32_t id = 0; id < snapshot.frozen->node_limit && !keys.empty(); ++id)
      frozen_.Add(base, NodeId{id}, keys);
    frozen_.Sort();
    frozen_of_ = snapshot.frozen;
  }
  if (same && later_made_ && changes_ == snapshot.delta.elements) return;
  last_made_ = false;
  later_ = Part();
  const std::vector<KeyId> keys = AllKeys(view);
  snapshot.delta.node_properties.ForEach(0, view.node_limit(), [&](uint32_t id, const auto& later) {
    if (later) later_.Add(view, NodeId{id}, keys);
    return true;
  });
  later_.Sort();
  changes_ = snapshot.delta.elements;
  later_made_ = true;
}

std::vector<NodeId> EntityIndex::Lookup(std::vector<uint64_t> Part::*list, uint32_t hash) const {
  std::vector<NodeId> nodes;
  for (const Part* part : {&frozen_, &later_}) part->Collect(part->*list, hash, nodes);
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

// The nodes of whose names all these words are a part, and some that only look so.
std::vector<NodeId> EntityIndex::LookupWords(std::string_view folded) const {
  std::vector<NodeId> common;
  bool first = true;
  ForEachWord(folded, [&](std::string_view word) {
    const std::vector<NodeId> nodes = Lookup(&Part::words, HashOf(word));
    if (first) {
      common = nodes;
    } else {
      std::vector<NodeId> both;
      std::set_intersection(common.begin(), common.end(), nodes.begin(), nodes.end(),
                            std::back_inserter(both));
      common = std::move(both);
    }
    first = false;
  });
  return common;
}

std::vector<Entity> EntityIndex::Find(const GraphView& view, std::string_view name,
                                      const Admits& admits) {
  Refresh(view);
  if (!admits && last_made_ && last_ == name) return last_found_;
  const Fitting fitting(name);
  std::vector<NodeId> nodes = Lookup(&Part::names, HashOf(fitting.folded()));
  for (const NodeId node : LookupWords(fitting.folded())) nodes.push_back(node);
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  std::vector<Entity> found;
  for (const NodeId node : nodes) {
    if (!view.Exists(node) || (admits && !admits(node))) continue;
    const auto fit = fitting.Of(view, node);
    if (fit) found.push_back({node, *fit, view.Degree(node, Direction::kBoth, TypeSet::Any())});
  }
  std::sort(found.begin(), found.end(), [](const Entity& a, const Entity& b) {
    if (a.fit != b.fit) return a.fit < b.fit;
    return a.mentions != b.mentions ? a.mentions > b.mentions : a.node < b.node;
  });
  if (!admits) last_ = std::string(name), last_found_ = found, last_made_ = true;
  return found;
}

std::string EntityIndex::Nearest(const GraphView& view, std::string_view name) {
  const std::string folded = FoldName(name);
  std::vector<std::string> one(1);
  std::string best;
  size_t tried = 0;
  const std::vector<KeyId> keys = AllKeys(view);
  for (uint32_t id = 0; id < view.node_limit() && tried < kMostTried; ++id) {
    if (!view.Exists(NodeId{id})) continue;
    for (const KeyId key : keys) {
      ForEachText(view.property(NodeId{id}, key), [&](std::string_view text) {
        ++tried;
        const size_t longer = std::max(text.size(), name.size());
        if (longer - std::min(text.size(), name.size()) > 3 || best == text) return;
        one[0] = FoldName(text);
        if (!newsgraph::Nearest(folded, one)) return;
        const auto nearer = [&](std::string_view than) {
          return internal::EditDistance(folded, one[0], 4) <
                 internal::EditDistance(folded, FoldName(than), 4);
        };
        if (best.empty() || nearer(best)) best = std::string(text);
      });
    }
  }
  return best;
}

uint64_t EntityIndex::heap_bytes() const {
  uint64_t bytes = 0;
  for (const Part* part : {&frozen_, &later_})
    bytes += (part->names.capacity() + part->words.capacity()) * sizeof(uint64_t);
  return bytes;
}

}  // namespace newsgraph::functions
