// What the article loader found in one article: nodes, one for each real thing, and edges between
// them, each with its evidence in the text.
//
//   for (const ExtractedEdge& e : extraction.edges)
//     use(extraction.nodes[e.source].name, NameOf(e.relation), extraction.nodes[e.target].name);
//
// A plain value that owns all its strings; it does not refer to the article's text. Threads: const
// use from many.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "graph/base/text_span.h"
#include "loaders/text/knowledge/ontology.h"

namespace newsgraph::text {

// What an extractor of somebody else's says beside our own fields.
using ExtractedProperty = std::pair<std::string, std::variant<std::string, int64_t, double, bool>>;

struct ExtractedNode {
  std::string key;   // "person:john coale": the same thing has the same key in every article
  std::string name;  // the fullest name in the article, titles stripped
  NodeType type = NodeType::kNone;
  std::vector<std::string> aliases;  // other names in the article, without `name`
  std::vector<TextSpan> mentions;    // UTF-8 bytes in the article's text
  int64_t count = -1;                // for a group: how many; -1 = not said
  std::string country;               // ISO 3166-1 code of a country, or empty
  std::string label;                 // of somebody else's ontology, when `type` is kNone
  std::vector<ExtractedProperty> properties;
};

struct ExtractedEdge {
  uint32_t source = 0;  // indexes into Extraction::nodes
  uint32_t target = 0;
  RelationType relation = RelationType::kAbout;
  Polarity polarity = Polarity::kPositive;
  Modality modality = Modality::kActual;
  bool inferred = false;
  std::string rule;           // what made it: "frame:free", "role", "group-member", "subset" ...
  float confidence = 0;       // 0..1
  std::string date;           // "2026-03-12", "2024-11" or "2022"; empty if none was found
  std::string attributed_to;  // name of the node that said so, or empty
  std::string label;          // the words of a role: "foreign minister"; may be empty
  std::vector<TextSpan> evidence;  // sentences, in UTF-8 bytes; the first is the main one
  TextSpan cue;                    // the word that the rule went by; empty if there is none
  std::string type;                // of somebody else's ontology, instead of `relation`
  std::vector<ExtractedProperty> properties;
};

// What is known of an article beside its text; every field may be empty.
struct ArticleFacts {
  std::string title;
  std::string published;  // as said: "2026-03-12T09:30:00Z", "12 March 2026"
  std::string language;   // "en", "en-GB"
  std::string url;
  std::vector<std::string> authors;
};

struct Extraction {
  std::vector<ExtractedNode> nodes;  // nodes[0] is the Article
  std::vector<ExtractedEdge> edges;
  std::vector<TextSpan> silent_sentences;  // body sentences that no edge has as evidence
  std::string title;
  std::string date;  // of the article, as in edges
};

}  // namespace newsgraph::text
