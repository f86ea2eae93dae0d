#include "loaders/text/article_edges.h"

#include <algorithm>

#include "loaders/text/entities/entities.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {
namespace {

// The Article node with its subjects and authors.
class ArticleEdges {
  static constexpr size_t kOpening = 7;       // one part in so many says what a story is about:
  static constexpr size_t kSomeMentions = 3;  // what is named so often, if its title names none,
  static constexpr size_t kManyMentions = 4;  // or besides

 public:
  ArticleEdges(Document& doc, const ArticleSource& source, Facts& facts)
      : doc_(doc), source_(source), facts_(facts) {}

  uint32_t Add() {
    Entity article;
    article.type = NodeType::kArticle;
    article.name = doc_.article.title;
    doc_.entities.push_back(std::move(article));
    id_ = static_cast<uint32_t>(doc_.entities.size()) - 1;
    Authors();
    Subjects();
    Dateline();
    return id_;
  }

  std::vector<std::pair<uint32_t, TextSpan>> TakeOutside() { return std::move(outside_); }

 private:
  void Edge(RelationType relation, uint32_t target, float confidence) {
    Fact fact;
    fact.source = id_;
    fact.target = target;
    fact.relation = relation;
    fact.rule = relation == RelationType::kAbout ? "title" : "byline";
    fact.confidence = confidence;
    fact.sentences = {0};
    fact.outside = relation == RelationType::kWrittenBy;
    AddFact(std::move(fact));
  }

  // What the byline or dateline says of those it names.
  void Told(Fact fact) {
    fact.outside = true;
    AddFact(std::move(fact));
  }

  // An article may have no sentence that could be its evidence.
  void AddFact(Fact fact) {
    if (doc_.tokens.sentences.empty()) fact.sentences.clear();
    facts_.Add(doc_, std::move(fact));
  }

  // "HELSINKI/SAO PAULO, Oct 22": places, also where the story names them no more.
  void Dateline() {
    const std::string_view line = doc_.article.dateline_place.In(doc_.text);
    uint32_t town = kNone;
    for (size_t begin = 0; begin < line.size();) {
      const size_t end = std::min(line.find('/', begin), line.size());
      const TextSpan span{doc_.article.dateline_place.begin + static_cast<uint32_t>(begin),
                          doc_.article.dateline_place.begin + static_cast<uint32_t>(end)};
      town = PlaceCalled(InTitleCase(span.In(doc_.text)));
      if (town != kNone) outside_.emplace_back(town, span);
      begin = end + 1;
    }
    if (town != kNone && line.find('/') == line.npos) WiderDateline(town);
    for (TextSpan span : doc_.article.places) {
      if (const uint32_t place = PlaceCalled(std::string(span.In(doc_.text))); place != kNone)
        outside_.emplace_back(place, span);
    }
  }

  // "TULSA, Oklahoma, May 4": the town of the dateline is in what stands behind its comma.
  void WiderDateline(uint32_t town) {
    constexpr size_t kLongest = 40;  // bytes
    const TextSpan span = doc_.article.dateline_place;
    const std::string_view rest = doc_.text.substr(span.end, kLongest);
    size_t end = rest.npos;
    for (std::string_view mark : {",", "(", " -", "–", "—"})
      end = std::min(end, rest.find(mark, 1));
    if (!StartsWith(rest, ", ") || end == rest.npos) return;
    std::string wider(Trim(rest.substr(2, end - 2), " "));
    if (IsUpper(wider)) wider = InTitleCase(wider);
    const KnownName* known = doc_.knowledge.gazetteer().FindName(wider);
    if (known == nullptr || known->kind == NameKind::kOrganization) return;
    const uint32_t outer = known->kind == NameKind::kCountry ? doc_.CountryOfNumber(known->country)
                                                             : PlaceCalled(known->canonical);
    if (outer == kNone) return;
    Told(StatedRole(town, RelationType::kLocatedIn, outer, 0, 0.9f));
  }

  uint32_t PlaceCalled(const std::string& name) {
    const std::string folded = FoldName(name);
    if (folded.size() < 2) return kNone;
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      const bool same = e != id_ && FoldName(doc_.entities[e].name) == folded;
      if (same) return doc_.entities[e].type == NodeType::kPlace ? e : kNone;
    }
    if (doc_.entities.size() > kMaxEntities) return kNone;
    Entity place;
    place.type = NodeType::kPlace;
    place.name = name;
    const KnownName* known = doc_.knowledge.gazetteer().FindName(name);
    if (known) place.country = known->country;
    doc_.entities.push_back(std::move(place));
    return static_cast<uint32_t>(doc_.entities.size()) - 1;
  }

  void Authors() {
    const size_t first = facts_.list().size();
    if (source_.facts.authors.empty()) {
      for (TextSpan span : doc_.article.authors) {
        outside_.emplace_back(Author(span.In(doc_.text), NodeType::kPerson), span);
      }
    }
    for (const std::string& name : source_.facts.authors) Author(name, NodeType::kPerson);
    for (TextSpan span : doc_.article.credited)
      outside_.emplace_back(Named(span.In(doc_.text), NodeType::kPerson), span);
    if (const TextSpan agency = doc_.article.agency; !agency.empty())
      outside_.emplace_back(Author(agency.In(doc_.text), NodeType::kOrganization), agency);
    if (!doc_.article.outlet.empty()) Outlet(first);
  }

  // "By Ann Lee, Lima Post": the paper of the authors, whose edges begin at `first`; where none is
  // named, it wrote the article.
  void Outlet(size_t first) {
    const TextSpan span = doc_.article.outlet;
    const uint32_t outlet = Named(span.In(doc_.text), NodeType::kOrganization);
    outside_.emplace_back(outlet, span);
    std::vector<uint32_t> authors;
    for (size_t i = first; i < facts_.list().size(); ++i)
      authors.push_back(facts_.list()[i].target);
    if (authors.empty()) Edge(RelationType::kWrittenBy, outlet, 0.9f);
    for (uint32_t author : authors)
      Told(StatedRole(author, RelationType::kWorksFor, outlet, 0, 0.85f));
  }

  uint32_t Author(std::string_view name, NodeType type) {
    const uint32_t entity = Named(name, type);
    Edge(RelationType::kWrittenBy, entity, 0.9f);
    return entity;
  }

  uint32_t Named(std::string_view name, NodeType type) {
    const std::string folded = FoldName(name);
    uint32_t entity = kNone;
    for (uint32_t e = 0; e < doc_.entities.size() && entity == kNone; ++e) {
      if (doc_.entities[e].type == type && FoldName(doc_.entities[e].name) == folded) entity = e;
    }
    if (entity == kNone) {
      Entity author;
      author.type = type;
      author.name = IsUpper(name) && type == NodeType::kPerson ? InTitleCase(name) : name;
      doc_.entities.push_back(std::move(author));
      entity = static_cast<uint32_t>(doc_.entities.size()) - 1;
    }
    return entity;
  }

  // What the title names and the story comes back to, and whom or what else the story opens with
  // and names again and again.
  void Subjects() {
    constexpr TypeSet kActors = SetOf(NodeType::kCountry) | SetOf(NodeType::kOrganization) |
                                SetOf(NodeType::kPerson) | SetOf(NodeType::kProduct);
    constexpr TypeSet kNamed = kActors | SetOf(NodeType::kPlace);
    std::vector<uint32_t> subjects;
    for (uint32_t e = 0; e < id_; ++e) {
      const Entity& entity = doc_.entities[e];
      const bool named = Has(kNamed, entity.type);
      const bool title =
          std::any_of(entity.mentions.begin(), entity.mentions.end(), [&](uint32_t m) {
            return doc_.BlockOf(doc_.mentions[m].sentence).kind == BlockKind::kTitle &&
                   IsSubjectInTitle(entity, doc_.mentions[m]);
          });
      const bool work = entity.type == NodeType::kWork && Weight(entity) >= 3;
      if (title &&
          (work || (named && (entity.mentions.size() >= 2 || entity.type != NodeType::kPlace))))
        subjects.push_back(e);
    }
    std::stable_sort(subjects.begin(), subjects.end(), [&](uint32_t a, uint32_t b) {
      return doc_.entities[a].mentions.size() > doc_.entities[b].mentions.size();
    });
    if (subjects.size() > 4) subjects.resize(4);
    if (const uint32_t event = MainEvent(); event != kNone) subjects.push_back(event);
    for (TypeSet types : {kActors, SetOf(NodeType::kPerson)}) {
      const uint32_t most = MostNamed(types, subjects.empty() ? kSomeMentions : kManyMentions);
      if (most != kNone && std::find(subjects.begin(), subjects.end(), most) == subjects.end())
        subjects.push_back(most);
    }
    for (uint32_t e : subjects) Edge(RelationType::kAbout, e, 0.7f);
  }

  // The entity of these types that the story opens with and names most, `least` times at least.
  uint32_t MostNamed(TypeSet types, size_t least) const {
    uint32_t most = kNone;
    for (uint32_t e = 0; e < id_; ++e) {
      const Entity& entity = doc_.entities[e];
      if (!Has(types, entity.type) || entity.mentions.empty()) continue;
      const TextSpan first = doc_.tokens.tokens[doc_.mentions[entity.mentions[0]].begin].span;
      if (first.begin * kOpening > doc_.text.size() || Weight(entity) < least) continue;
      if (most == kNone || Weight(entity) > Weight(doc_.entities[most])) most = e;
    }
    return most;
  }

  // How often a story names or describes a thing.
  size_t Weight(const Entity& entity) const {
    return static_cast<size_t>(
        std::count_if(entity.mentions.begin(), entity.mentions.end(),
                      [&](uint32_t m) { return doc_.mentions[m].kind != MentionKind::kPronoun; }));
  }

  // Not the country of "Brazil's Celvera", the place of "in Osh" and "Osh museum", the court that
  // rules on others; a nationality only of a country that the story keeps coming back to.
  bool IsSubjectInTitle(const Entity& entity, const Mention& mention) const {
    if (mention.demonym) return Weight(entity) >= 4;
    // "a Lib Dem jumps ship" is of one of them, "CBI court" of the court.
    if (mention.begin > 0 && doc_.Lower(mention.begin - 1) == "a") return false;
    const Word& head = doc_.WordAt(mention.head);
    const uint32_t whole = head.relation == Relation::kCompound && head.head != kNoHead
                               ? doc_.EntityAt(head.head)
                               : kNone;
    if (whole != kNone && doc_.EntityAt(mention.head) != whole) return false;
    const bool owns =
        mention.end < doc_.words().size() && doc_.WordAt(mention.end).xpos == Xpos::kPOS;
    const bool owned_name =
        owns && mention.end + 1 < doc_.words().size() && doc_.MentionAt(mention.end + 1) != kNone &&
        doc_.mentions[doc_.MentionAt(mention.end + 1)].kind == MentionKind::kName;
    if (owned_name && entity.type == NodeType::kCountry) return false;
    if (entity.type == NodeType::kWork) {  // what the title is built on, not "in Talks Deal"
      return head.IsSubject() || head.relation == Relation::kObj ||
             head.relation == Relation::kRoot;
    }
    if (entity.type == NodeType::kOrganization)
      return !HasAnyOf(entity.name, {"ourt", "ribunal", "olice"});
    return entity.type != NodeType::kPlace || head.IsSubject();
  }

  // The event a word of the title names ("Frees": the release) that is most often the subject of a
  // sentence.
  uint32_t MainEvent() const {
    uint32_t best = kNone;
    int most = 0;
    for (uint32_t e = 0; e < id_; ++e) {
      const Entity& entity = doc_.entities[e];
      if (entity.type != NodeType::kEvent || entity.mentions.size() < 2 || !InTitle(entity.noun))
        continue;
      int subjects = 0;
      for (uint32_t m : entity.mentions) {
        subjects += doc_.WordAt(doc_.mentions[m].head).IsSubject();
      }
      // Told of twice and never the subject: if there is no other.
      if (subjects == 0 && most == 0 && entity.mentions.size() >= 2) subjects = 1;
      if (subjects > most) {
        most = subjects;
        best = e;
      }
    }
    return best;
  }

  bool InTitle(const std::string& noun) const {
    for (uint32_t t = 0; t < doc_.words().size(); ++t) {
      if (doc_.BlockOf(doc_.SentenceOf(t)).kind != BlockKind::kTitle) continue;
      if (doc_.knowledge.gazetteer().MayMeanTheSame(noun, doc_.Lower(t))) return true;
    }
    return false;
  }

  Document& doc_;
  const ArticleSource& source_;
  Facts& facts_;
  uint32_t id_ = kNone;
  std::vector<std::pair<uint32_t, TextSpan>> outside_;
};

}  // namespace

ArticleNode AddArticle(Document& doc, const ArticleSource& source, Facts& facts) {
  ArticleEdges edges(doc, source, facts);
  const uint32_t entity = edges.Add();
  return {entity, edges.TakeOutside()};
}

}  // namespace newsgraph::text
