// Articles into the graph: what ExtractArticle found, as nodes and relationships.
//
//   (:Article {key, name, source, date, checksum})
//   (:Person {key, name, aliases})-[:met_with {sentence, start, end, confidence, ...}]->(:Person
//   {...})
//
// A node has its type in the ontology as label, `name`, `aliases` (a list) and, where they are
// known, `country` (ISO 3166-1) and `count`. It is found by `key`, so that one thing is one node
// over all articles of a load (entity_merge.h) and of the graph that is added to.
//
// A relationship has `sentence` with its `start` and `end` in the article (UTF-8 bytes),
// `more_sentences` where it rests on several, `confidence`, `polarity` and `modality` (ontology.h),
// `inferred`, `rule`, `article` (the `source` of its Article) and, where they are known, `date`,
// `attributed_to` and `label` (the words of a role). A date known to the month or the year alone is
// its first day, and `date_precision` says "month" or "year".
//
// An article of the same name and content as one that is there is merged: nothing is added twice.
//
// (:Article)-[:SAME_AS {name, score, reason}]->(thing) says that what the article calls `name` was
// taken for a thing of an earlier article. A Person has `affiliations`, the keys of the countries
// and bodies that tell namesakes apart. Articles of pages and feeds (news_item.h) also have `url`,
// `language` and the `text` that offsets count in.
//
// With LoadOptions::extractor another program reads the articles (external_extractor.h); what it
// finds is given the same identity, evidence and counts.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "loaders/loading.h"

namespace newsgraph::text {

// Whether a file that begins like this may hold articles: text, a page or JSON.
bool LooksLikeArticle(std::string_view head);

// One record an article; a file may hold several. What ExtractArticle refuses, and files that
// cannot be read, are rejected.
//   errors   Cancelled, LimitExceeded; Internal: the program's own data is damaged
Status LoadArticles(std::span<const std::string> files, loaders::Loading& loading);

}  // namespace newsgraph::text
