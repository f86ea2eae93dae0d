#include "loaders/text/extract.h"

#include <algorithm>
#include <array>

#include "graph/base/utf8.h"
#include "loaders/text/article/article.h"
#include "loaders/text/article_edges.h"
#include "loaders/text/clauses/clauses.h"
#include "loaders/text/entities/entities.h"
#include "loaders/text/entities/roles.h"
#include "loaders/text/knowledge/letters.h"
#include "loaders/text/names/mentions.h"
#include "loaders/text/relations/confidence.h"
#include "loaders/text/relations/facts.h"
#include "loaders/text/relations/groups.h"
#include "loaders/text/relations/relations.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {
namespace {

std::string KeyOf(const Entity& entity, const Document& doc, const ArticleSource& source) {
  std::string type(NameOf(entity.type));
  if (entity.type == NodeType::kArticle) return Cat("article:", source.name);
  if (entity.type == NodeType::kCountry && entity.country >= 0) {
    return Cat("country:",
               doc.knowledge.gazetteer().countries()[static_cast<size_t>(entity.country)].code);
  }
  std::string key = Cat(ToLower(type), ":", FoldName(entity.name));
  // What has no name of its own is itself only within its article.
  const bool unnamed = entity.type == NodeType::kGroup ||
                       (!entity.noun.empty() && entity.type != NodeType::kCommodity);
  if (unnamed) Append(key, "@", source.name);
  return key;
}

// "Among the dead was X", "One of the injured, X": what befell them is told by what they are.
bool AreVictims(const Entity& people) {
  constexpr std::array<std::string_view, 6> kVictims = {"dead",     "injured", "wounded",
                                                        "survivor", "victim",  "missing"};
  return IsOneOf(people.noun, kVictims);
}

// Whether more is told of people than who belongs to them: not of "two of them cousins", nor of
// "Among the regulars was X".
bool IsToldMoreOf(const Facts& facts, uint32_t group, const Fact& belonging) {
  return std::any_of(facts.list().begin(), facts.list().end(), [&](const Fact& fact) {
    return &fact != &belonging && (fact.source == group || fact.target == group) &&
           !(fact.relation == RelationType::kMemberOf && fact.target == group);
  });
}

// Edges that another edge says better: the journey of people set free is their release to a place.
bool Shadowed(const Document& doc, const Facts& facts, const Fact& fact) {
  if (fact.relation == RelationType::kTravelledTo) {
    return facts.Contains(fact.source, RelationType::kReleasedTo, fact.target, Polarity::kPositive);
  }
  const Entity& whole = doc.entities[fact.target];
  if (fact.relation == RelationType::kMemberOf && whole.type == NodeType::kGroup &&
      doc.entities[fact.source].type == NodeType::kPerson) {
    return StartsWith(whole.name, "those") ||
           (whole.count < 0 && !AreVictims(whole) && !IsToldMoreOf(facts, fact.target, fact));
  }
  if (doc.entities[fact.source].type != NodeType::kGroup) return false;
  if (fact.relation == RelationType::kPartOf && fact.rule == "subset")
    return !IsToldMoreOf(facts, fact.source, fact);
  return fact.relation == RelationType::kCandidateIn ||
         (fact.relation == RelationType::kNationality && fact.confidence == kOnlyForMembers);
}

// "the Swiss foreign ministry", "a Geneva court": a body that a name tells from others.
bool IsNamedBody(const Entity& entity) {
  if (entity.type != NodeType::kOrganization || entity.noun.empty()) return false;
  for (size_t space = entity.name.find(' '); space != std::string::npos;
       space = entity.name.find(' ', space + 1)) {
    if (StartsUpper(std::string_view(entity.name).substr(space + 1))) return true;
  }
  return StartsUpper(entity.name) && EndsWithWord(entity.name, entity.noun);
}

// Only what an edge joins or a name names becomes a node.
Extraction Assemble(const Document& doc, const Facts& facts, const Confidence& confidence,
                    const ArticleNode& article, const ArticleSource& source) {
  Extraction out;
  out.title = doc.article.title;
  out.date = doc.article.date.Known() ? doc.article.date.Text() : source.date;
  std::vector<bool> used(doc.entities.size(), false);
  for (const Fact& fact : facts.list()) {
    if (Shadowed(doc, facts, fact)) continue;
    used[fact.source] = used[fact.target] = true;
  }
  for (const auto& [named, span] : article.outside) used[named] = true;
  std::vector<uint32_t> node_of(doc.entities.size(), kNone);
  auto add_node = [&](uint32_t e) {
    const Entity& entity = doc.entities[e];
    node_of[e] = static_cast<uint32_t>(out.nodes.size());
    ExtractedNode node;
    node.key = KeyOf(entity, doc, source);
    node.name = entity.name;
    node.type = entity.type;
    node.aliases = entity.aliases;
    node.count = entity.count;
    if (entity.country >= 0 && entity.type == NodeType::kCountry) {
      node.country =
          doc.knowledge.gazetteer().countries()[static_cast<size_t>(entity.country)].code;
    }
    for (uint32_t m : entity.mentions) {
      const Mention& mention = doc.mentions[m];
      if (mention.kind != MentionKind::kPronoun)
        node.mentions.push_back(doc.SpanOf(mention.begin, mention.end));
    }
    for (const auto& [entity_outside, span] : article.outside) {
      if (entity_outside == e) node.mentions.insert(node.mentions.begin(), span);
    }
    out.nodes.push_back(std::move(node));
  };
  add_node(article.entity);
  for (uint32_t e = 0; e < doc.entities.size(); ++e) {
    if (e == article.entity) continue;
    const Entity& entity = doc.entities[e];
    const bool named =
        entity.noun.empty() && entity.type != NodeType::kNone && !entity.mentions.empty();
    if (used[e] || named || IsNamedBody(entity)) add_node(e);
  }
  std::vector<bool> spoke(doc.tokens.sentences.size(), false);
  for (const Fact& fact : facts.list()) {
    if (Shadowed(doc, facts, fact)) continue;
    ExtractedEdge edge;
    edge.source = node_of[fact.source];
    edge.target = node_of[fact.target];
    edge.relation = fact.relation;
    edge.polarity = fact.polarity;
    edge.modality = fact.modality;
    edge.inferred = fact.inferred;
    edge.rule = fact.rule;
    edge.confidence = confidence.Of(fact);
    edge.date = fact.date.Text();
    if (fact.attributed_to != kNone) edge.attributed_to = doc.entities[fact.attributed_to].name;
    edge.label = fact.label;
    if (fact.cue != kNone) edge.cue = doc.tokens.tokens[fact.cue].span;
    // A byline or dateline is its own evidence.
    for (const auto& [named, span] : article.outside) {
      if (fact.outside && (named == fact.target || named == fact.source))
        edge.evidence.push_back(span);
    }
    const bool told_outside = !edge.evidence.empty();
    for (uint32_t s : fact.sentences) {
      if (!told_outside) edge.evidence.push_back(doc.tokens.SpanOf(doc.SentenceAt(s)));
      spoke[s] = true;
    }
    out.edges.push_back(std::move(edge));
  }
  for (uint32_t s = 0; s < spoke.size(); ++s) {
    if (!spoke[s]) out.silent_sentences.push_back(doc.tokens.SpanOf(doc.SentenceAt(s)));
  }
  return out;
}

// What the page or feed says of its article.
void ApplyFacts(const ArticleFacts& facts, Document& doc) {
  std::string_view day = facts.published;
  if (day.size() > 10 && day[10] == 'T') day = day.substr(0, 10);
  if (const CalendarDate date = FindDate(day, doc.knowledge.gazetteer()); date.Known())
    doc.article.date = date;
  if (facts.title.empty()) return;
  doc.article.title = facts.title;
  for (Block& block : doc.article.blocks) {
    if (block.line.In(doc.text) != facts.title) continue;
    block.kind = BlockKind::kTitle;
    block.text = block.line;
    break;
  }
}

}  // namespace

Status CheckArticle(std::string_view text, const ArticleSource& source) {
  auto refuse = [&](std::string_view what, std::string_view hint) {
    return RuntimeError(ErrorKind::kDataError, "", Cat("article ", source.name, ": ", what), hint);
  };
  if (text.size() > kMaxArticleBytes) {
    return refuse(Cat(text.size(), " bytes, at most ", kMaxArticleBytes, " are read"),
                  "split the file into articles");
  }
  if (const size_t nul = text.find('\0'); nul != text.npos)
    return refuse(Cat("a NUL byte at byte ", nul), "this is a binary file, not text");
  if (const size_t bad = FindInvalidUtf8(text); bad != text.npos)
    return refuse(Cat("byte ", bad, " is not UTF-8"), "convert the file to UTF-8");
  if (std::none_of(text.begin(), text.end(), IsLetter))
    return refuse("no letters in it", "expected the plain text of a news article");
  return absl::OkStatus();
}

void AssignKeys(const ArticleSource& source, const Gazetteer& gazetteer, Extraction& extraction) {
  extraction.nodes[0].key = Cat("article:", source.name);
  for (ExtractedNode& node : extraction.nodes) {
    if (!node.key.empty()) continue;
    if (const KnownName* known = gazetteer.FindName(node.name);
        node.type == NodeType::kCountry && known && known->country >= 0) {
      node.country = gazetteer.countries()[static_cast<size_t>(known->country)].code;
      node.name = gazetteer.countries()[static_cast<size_t>(known->country)].name;
      node.key = Cat("country:", node.country);
      continue;
    }
    const bool may_be_unnamed = node.type == NodeType::kEvent || node.type == NodeType::kTopic ||
                                node.type == NodeType::kWork;
    const std::string kind =
        node.type != NodeType::kNone ? std::string(NameOf(node.type)) : node.label;
    node.key = Cat(ToLower(kind.empty() ? "thing" : kind), ":", FoldName(node.name));
    if (node.type == NodeType::kGroup || (may_be_unnamed && !StartsUpper(node.name)))
      Append(node.key, "@", source.name);
  }
}

namespace {

// The extraction, and the signs of its edges if they are asked for.
StatusOr<Extraction> Extract(std::string_view text, const ArticleSource& source,
                             const Knowledge& knowledge, Scratch& scratch,
                             std::vector<std::vector<Sign>>* signs) {
  RETURN_IF_ERROR(CheckArticle(text, source));
  Document doc(text, knowledge);
  doc.article = FindStructure(text, knowledge.gazetteer());
  ApplyFacts(source.facts, doc);
  if (!doc.article.date.Known() && !source.date.empty())
    doc.article.date = FindDate(source.date, knowledge.gazetteer());
  ReadWords(doc, scratch);
  FindMentions(doc);
  const std::vector<RoleLink> roles = FindRoles(doc);
  ResolveEntities(doc, roles);
  const Clauses clauses(doc);
  Facts facts;
  FindRoleRelations(doc, roles, facts);
  FindSharedRoles(doc, clauses, facts);
  FindPlaceRelations(doc, facts);
  FindNationalities(doc, facts);
  FindEmployerRelations(doc, facts);
  FindSuccessions(doc, clauses, facts);
  FindFrameRelations(doc, clauses, facts);
  FindEllipses(doc, clauses, facts);
  FindStays(doc, clauses, facts);
  FindEventArguments(doc, clauses, facts);
  FindMemberships(doc, clauses, facts);
  InferFacts(doc, facts);
  const ArticleNode article = AddArticle(doc, source, facts);
  const Confidence confidence(doc, facts, knowledge.confidences());
  if (signs != nullptr) {
    for (const Fact& fact : facts.list()) {
      if (!Shadowed(doc, facts, fact)) signs->push_back(confidence.SignsOf(fact));
    }
  }
  return Assemble(doc, facts, confidence, article, source);
}

}  // namespace

StatusOr<Extraction> ExtractArticle(std::string_view text, const ArticleSource& source,
                                    const Knowledge& knowledge, Scratch& scratch) {
  return Extract(text, source, knowledge, scratch, nullptr);
}

StatusOr<SignedExtraction> ExtractWithSigns(std::string_view text, const ArticleSource& source,
                                            const Knowledge& knowledge, Scratch& scratch) {
  SignedExtraction out;
  ASSIGN_OR_RETURN(out.extraction, Extract(text, source, knowledge, scratch, &out.signs));
  return out;
}

StatusOr<Extraction> ExtractArticle(std::string_view text, const ArticleSource& source,
                                    const Knowledge& knowledge) {
  Scratch scratch;
  return ExtractArticle(text, source, knowledge, scratch);
}

}  // namespace newsgraph::text
