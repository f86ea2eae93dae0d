#include "loaders/text/article_graph.h"

#include <algorithm>
#include <utility>

#include "graph/base/utf8.h"

namespace newsgraph::text {
namespace {

Value ListOf(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  for (const std::string& text : texts) values.push_back(Value::String(CleanUtf8(text)));
  return Value::List(std::move(values));
}

// Hundredths: what is known of a confidence, and a narrow column.
Value Hundredths(float number) {
  return Value::Float(static_cast<double>(static_cast<int>(number * 100 + 0.5f)) / 100);
}

std::string LabelOf(const ExtractedNode& node) {
  if (node.type != NodeType::kNone) return std::string(NameOf(node.type));
  return node.label.empty() ? "Thing" : CleanUtf8(node.label);
}

}  // namespace

std::string CleanUtf8(std::string_view text) {
  std::string out;
  while (true) {
    const size_t bad = FindInvalidUtf8(text);
    out += text.substr(0, bad);
    if (bad == std::string_view::npos) return out;
    out += "\xEF\xBF\xBD";
    text.remove_prefix(bad + 1);
  }
}

ArticleGraph::ArticleGraph(Builder& b)
    : builder_(b),
      article_label_(b.Label(NameOf(NodeType::kArticle))),
      key_(b.Key("key")),
      name_(b.Key("name")),
      aliases_(b.Key("aliases")),
      affiliations_(b.Key("affiliations")),
      date_(b.Key("date")),
      source_(b.Key("source")),
      checksum_(b.Key("checksum")) {
  for (uint32_t id = 0; id < builder_.node_count(); ++id) {
    const Value key = builder_.Get(NodeId{id}, key_);
    if (!key.is_string() || !key.string().starts_with("person:")) continue;
    const Value name = builder_.Get(NodeId{id}, name_);
    const Value known = builder_.Get(NodeId{id}, affiliations_);
    std::vector<std::string> affiliations;
    if (known.is_list()) {
      for (const Value& one : known.list()) {
        if (one.is_string()) affiliations.emplace_back(one.string());
      }
    }
    if (name.is_string()) identity_.Know(key.string(), name.string(), std::move(affiliations));
  }
}

NodeId ArticleGraph::FindArticle(std::string_view source) const {
  return builder_.FindNode(article_label_, key_, Value::String(Cat("article:", source)));
}

bool ArticleGraph::SameContent(NodeId article, uint32_t checksum) const {
  const Value known = builder_.Get(article, checksum_);
  return known.is_int() && known.integer() == static_cast<int64_t>(checksum);
}

void ArticleGraph::Add(FoundArticle article) {
  const std::vector<Merge> merges = identity_.Unify(article.found);
  const uint64_t older = builder_.node_count();
  nodes_.clear();
  for (const ExtractedNode& node : article.found.nodes) nodes_.push_back(AddNode(node));
  AddArticle(article);
  AddAffiliations(article.found);
  for (size_t i = 0; i < article.found.edges.size(); ++i) AddEdge(article, i);
  AddSameAs(article, merges, older);
}

NodeId ArticleGraph::AddNode(const ExtractedNode& found) {
  const LabelId label = builder_.Label(LabelOf(found));
  const uint64_t before = builder_.node_count();
  const NodeId node = builder_.UpsertNode(label, key_, Value::String(CleanUtf8(found.key)));
  if (builder_.node_count() > before) {
    builder_.Set(node, name_, Value::String(CleanUtf8(found.name)));
    builder_.AddIndex(label, name_);
  }
  AddNames(node, found);
  if (found.count >= 0) builder_.Set(node, builder_.Key("count"), Value::Int(found.count));
  if (!found.country.empty()) SetText(node, "country", found.country);
  SetProperties(node, found.properties);
  return node;
}

// Names that the node does not have yet become aliases, in the order in which they were met.
void ArticleGraph::AddNames(NodeId node, const ExtractedNode& found) {
  const Value name = builder_.Get(node, name_), known = builder_.Get(node, aliases_);
  std::vector<Value> all;
  if (known.is_list()) all.assign(known.list().begin(), known.list().end());
  const size_t before = all.size();
  const auto add = [&](std::string_view text) {
    const Value alias = Value::String(CleanUtf8(text));
    const auto same = [&](const Value& other) { return Equivalent(other, alias); };
    if (!text.empty() && !same(name) && std::none_of(all.begin(), all.end(), same))
      all.push_back(alias);
  };
  add(found.name);
  for (const std::string& alias : found.aliases) add(alias);
  if (all.size() > before) builder_.Set(node, aliases_, Value::List(std::move(all)));
}

// What the article says a person belongs to, beside what earlier ones said.
void ArticleGraph::AddAffiliations(const Extraction& found) {
  for (uint32_t i = 0; i < found.nodes.size(); ++i) {
    if (found.nodes[i].type != NodeType::kPerson) continue;
    const Value known = builder_.Get(nodes_[i], affiliations_);
    std::vector<std::string> all;
    if (known.is_list()) {
      for (const Value& one : known.list()) all.emplace_back(one.string());
    }
    const size_t before = all.size();
    for (std::string& key : Identity::AffiliationsOf(found, i)) {
      if (std::find(all.begin(), all.end(), key) == all.end()) all.push_back(std::move(key));
    }
    if (all.size() > before) builder_.Set(nodes_[i], affiliations_, ListOf(all));
  }
}

void ArticleGraph::AddArticle(const FoundArticle& article) {
  const NodeId self = nodes_[0];
  builder_.Set(self, source_, Value::String(article.source));
  builder_.Set(self, checksum_, Value::Int(static_cast<int64_t>(article.checksum)));
  if (const Value name = builder_.Get(self, name_); !name.is_string() || name.string().empty()) {
    const std::string& title =
        article.facts.title.empty() ? article.found.title : article.facts.title;
    SetText(self, "name", title.empty() ? article.source : title);
  }
  SetDate(self, article.found.date);
  if (!article.facts.url.empty()) SetText(self, "url", article.facts.url);
  if (!article.facts.language.empty()) SetText(self, "language", article.facts.language);
  if (!article.text.empty()) SetText(self, "text", article.text);
}

// Each judgement that a thing of this article is one of an earlier article's: who it is here
// called, how sure that is and why. Countries are the same by their code, not by judgement.
void ArticleGraph::AddSameAs(const FoundArticle& article, const std::vector<Merge>& merges,
                             uint64_t older) {
  const EdgeTypeId type = builder_.Type("SAME_AS");
  std::vector<NodeId> told;
  for (uint32_t i = 1; i < nodes_.size(); ++i) {
    const ExtractedNode& node = article.found.nodes[i];
    if (nodes_[i].value >= older || node.type == NodeType::kCountry ||
        std::find(told.begin(), told.end(), nodes_[i]) != told.end())
      continue;
    told.push_back(nodes_[i]);
    const auto merge =
        std::find_if(merges.begin(), merges.end(), [&](const Merge& m) { return m.node == i; });
    const EdgeId edge = builder_.AddEdge(nodes_[0], type, nodes_[i]);
    if (!edge.valid()) return;  // Freeze says so
    SetText(edge, "name", node.name);
    builder_.Set(edge, builder_.Key("score"),
                 Hundredths(merge == merges.end() ? 0.95f : merge->score));
    SetText(edge, "reason", merge == merges.end() ? "same name" : merge->reason);
  }
}

void ArticleGraph::AddEdge(const FoundArticle& article, size_t index) {
  const ExtractedEdge& found = article.found.edges[index];
  const std::vector<std::string>& sentences = article.sentences[index];
  const std::string type =
      found.type.empty() ? std::string(NameOf(found.relation)) : CleanUtf8(found.type);
  const EdgeId edge =
      builder_.AddEdge(nodes_[found.source], builder_.Type(type), nodes_[found.target]);
  if (!edge.valid()) return;  // Freeze says so
  SetProperties(edge, found.properties);
  if (!sentences.empty()) {
    SetText(edge, "sentence", sentences[0]);
    builder_.Set(edge, builder_.Key("start"), Value::Int(found.evidence[0].begin));
    builder_.Set(edge, builder_.Key("end"), Value::Int(found.evidence[0].end));
  }
  if (sentences.size() > 1) {
    builder_.Set(edge, builder_.Key("more_sentences"),
                 ListOf({sentences.begin() + 1, sentences.end()}));
  }
  builder_.Set(edge, builder_.Key("confidence"), Hundredths(found.confidence));
  SetText(edge, "polarity", NameOf(found.polarity));
  SetText(edge, "modality", NameOf(found.modality));
  builder_.Set(edge, builder_.Key("inferred"), Value::Bool(found.inferred));
  SetText(edge, "rule", found.rule);
  SetText(edge, "article", article.source);
  if (!found.attributed_to.empty()) SetText(edge, "attributed_to", found.attributed_to);
  if (!found.label.empty()) SetText(edge, "label", found.label);
  SetDate(edge, found.date);
  if (!found.type.empty()) return;
  const RelationRow& row = RelationInfo(found.relation);
  if (!row.plover.empty()) SetText(edge, "plover", row.plover);
  if (!row.cameo.empty()) SetText(edge, "cameo", row.cameo);
}

template <class Element>
void ArticleGraph::SetText(Element element, std::string_view key, std::string_view text) {
  builder_.Set(element, builder_.Key(key), Value::String(CleanUtf8(text)));
}

template <class Element>
void ArticleGraph::SetDate(Element element, const std::string& text) {
  if (text.empty()) return;
  const auto date = Parse<Date>(text);
  if (!date.ok()) return;
  builder_.Set(element, date_, Value::Of(*date));
  if (text.size() < 10) SetText(element, "date_precision", text.size() > 4 ? "month" : "year");
}

template <class Element>
void ArticleGraph::SetProperties(Element element,
                                 const std::vector<ExtractedProperty>& properties) {
  for (const auto& [key, value] : properties) {
    if (const auto* text = std::get_if<std::string>(&value)) SetText(element, key, *text);
    if (const auto* number = std::get_if<int64_t>(&value))
      builder_.Set(element, builder_.Key(key), Value::Int(*number));
    if (const auto* number = std::get_if<double>(&value))
      builder_.Set(element, builder_.Key(key), Value::Float(*number));
    if (const auto* flag = std::get_if<bool>(&value))
      builder_.Set(element, builder_.Key(key), Value::Bool(*flag));
  }
}

}  // namespace newsgraph::text
