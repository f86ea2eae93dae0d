// evidence(r), evidence(p): the articles and sentences that a relationship or a path rests on.
#include "graph/index.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

// What is passed on of a relationship, where it is there, in this order. The words are those that
// the article loader writes; any graph may use them.
constexpr std::string_view kPassedOn[] = {"date",       "sentence",      "start",    "end",
                                          "confidence", "polarity",      "modality", "rule",
                                          "inferred",   "attributed_to", "source",   "url"};

class Evidence {
 public:
  explicit Evidence(const GraphView& view) : view_(view) {
    const Names& names = view.names();
    article_ = names.FindKey("article");
    more_ = names.FindKey("more_sentences");
    for (const std::string_view name : kPassedOn) keys_.emplace_back(name, names.FindKey(name));
    name_ = names.FindKey("name");
    date_ = names.FindKey("date");
    const LabelId label = names.FindLabel("Article");
    const KeyId key = names.FindKey("key");
    if (label.valid() && key.valid()) articles_ = view.FindIndex(label, key);
  }

  // `step`: the relationship's number on a path, from 1; 0: none.
  void Add(EdgeId edge, int64_t step, std::vector<Value>& items) {
    const Value article = Get(edge, article_), more = Get(edge, more_);
    std::vector<MapEntry> shared, own;
    if (step > 0) shared.push_back({"step", Value::Int(step)});
    shared.push_back({"type", Value::String(view_.names().types.NameOf(view_.type(edge)))});
    const size_t plain = shared.size();
    if (!article.is_null()) AddArticle(article, shared);
    for (const auto& [name, key] : keys_) {
      Value value = Get(edge, key);
      if (value.is_null()) continue;
      const bool place = name == "sentence" || name == "start" || name == "end";
      (place ? own : shared).push_back({std::string(name), std::move(value)});
    }
    if (shared.size() == plain && own.empty()) return;  // nothing is said of where it is from
    items.push_back(Join(shared, std::move(own)));
    if (!more.is_list()) return;
    for (const Value& sentence : more.list())
      items.push_back(Join(shared, {{"sentence", sentence}}));
  }

 private:
  Value Get(EdgeId edge, KeyId key) const {
    return key.valid() ? view_.property(edge, key) : Value();
  }

  void AddArticle(const Value& source, std::vector<MapEntry>& entries) {
    entries.push_back({"article", source});
    if (articles_ == nullptr || !source.is_string()) return;
    std::vector<NodeId> found;
    articles_->Seek(view_, Value::String(Cat("article:", source.string())), found);
    if (found.size() != 1) return;
    const auto add = [&](std::string_view name, KeyId key) {
      Value value = key.valid() ? view_.property(found[0], key) : Value();
      if (!value.is_null()) entries.push_back({std::string(name), std::move(value)});
    };
    add("title", name_);
    add("published", date_);
  }

  static Value Join(std::vector<MapEntry> shared, std::vector<MapEntry> own) {
    shared.insert(shared.end(), std::make_move_iterator(own.begin()),
                  std::make_move_iterator(own.end()));
    return Value::Map(std::move(shared));
  }

  const GraphView& view_;
  KeyId article_, more_, name_, date_;
  std::vector<std::pair<std::string_view, KeyId>> keys_;
  const PropertyIndex* articles_ = nullptr;
};

StatusOr<Value> EvidenceOf(const CallState& state, Arguments a) {
  Evidence evidence(state.view);
  std::vector<Value> items;
  if (a[0].is_edge()) {
    if (!state.view.Exists(a[0].edge())) return DeletedEntity("the relationship");
    evidence.Add(a[0].edge(), 0, items);
  } else if (a[0].is_path()) {
    int64_t step = 0;
    for (const EdgeId edge : a[0].path().edges) evidence.Add(edge, ++step, items);
  } else {
    int64_t step = 0;
    for (const Value& edge : a[0].list()) {
      if (edge.is_edge() && state.view.Exists(edge.edge()))
        evidence.Add(edge.edge(), ++step, items);
    }
  }
  return Value::List(std::move(items));
}

}  // namespace

std::vector<Function> EvidenceFunctions() {
  return {
      {"evidence",
       "evidence(relationship :: RELATIONSHIP?) :: LIST<MAP>?\nevidence(path :: PATH?) :: "
       "LIST<MAP>?\nevidence(relationships :: LIST<RELATIONSHIP>?) :: LIST<MAP>?",
       NullRule::kNullIfAnyNull,
       EvidenceOf,
       "What a relationship rests on: one map for each sentence, with the article, its title and "
       "date, the sentence and its byte offsets in the article, the rule it was found by and how "
       "sure that is. Of a path, that of all its relationships, each with its step. Empty where "
       "nothing is stored.",
       {{"CREATE ()-[r:met_with {article: 'a.txt', sentence: 'They met.', start: 0, end: 9, rule: "
         "'frame:meet'}]->() RETURN evidence(r)",
         "[{type: 'met_with', article: 'a.txt', rule: 'frame:meet', sentence: 'They met.', start: "
         "0, end: 9}]"},
        {"CREATE p = ()-[:A {article: 'a.txt'}]->()-[:B]->()-[:C {article: 'b.txt'}]->() RETURN [e "
         "IN evidence(p) | [e.step, e.type, e.article]]",
         "[[1, 'A', 'a.txt'], [3, 'C', 'b.txt']]"}}},
  };
}

}  // namespace newsgraph::functions
