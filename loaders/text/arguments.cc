// What an argument's token means, and when its clause is.
#include <algorithm>
#include <array>

#include "loaders/text/letters.h"
#include "loaders/text/relations.h"

namespace newsgraph::text {
namespace {

// Words that only measure or wrap what "of" brings: "thousands of workers", "the sentences of X".
bool IsWrapper(std::string_view lemma) {
  constexpr std::array<std::string_view, 54> kWrappers = {
      "export",  "import",    "sale",       "convoy",   "base",    "headquarters", "position",
      "vehicle", "outskirts", "centre",     "town",     "city",    "village",      "port",
      "island",  "province",  "region",     "district", "state",   "county",       "territory",
      "enclave", "capital",   "suburb",     "thousand", "hundred", "dozen",        "ten",
      "score",   "number",    "group",      "majority", "handful", "member",       "leader",
      "million", "series",    "pair",       "couple",   "crowd",   "string",       "lot",
      "rest",    "most",      "some",       "many",     "all",     "several",      "half",
      "head",    "part",      "delegation", "team",     "citizen"};
  return std::find(kWrappers.begin(), kWrappers.end(), lemma) != kWrappers.end();
}

// "both sides", "the two countries": the last two different actors before it.
std::vector<uint32_t> PairMembers(const Document& doc, const Mention& pair, TypeSet types) {
  const std::string& noun = pair.noun;
  auto has = [&](std::string_view word) { return noun.find(word) != std::string::npos; };
  TypeSet wanted = types;
  if (has("countr") || has("nation") || has("government") || has("neighbour"))
    wanted &= SetOf(NodeType::kCountry);
  else if (has("men") || has("leader") || has("couple"))
    wanted &= SetOf(NodeType::kPerson);
  else if (has("compan") || has("firm") || has("club"))
    wanted &= SetOf(NodeType::kOrganization);
  else
    wanted &= SetOf(NodeType::kCountry) | SetOf(NodeType::kOrganization) | SetOf(NodeType::kPerson);
  std::vector<uint32_t> members;
  for (uint32_t i = static_cast<uint32_t>(doc.mentions.size()); i-- > 0 && members.size() < 2;) {
    const Mention& other = doc.mentions[i];
    if (other.head >= pair.head || other.entity == kNone || other.demonym) continue;
    const NodeType type = doc.entities[other.entity].type;
    if (!Has(wanted, type)) continue;
    if (!members.empty() && (doc.entities[members[0]].type != type || members[0] == other.entity))
      continue;
    if (other.sentence + 12 < pair.sentence) break;
    members.push_back(other.entity);
  }
  if (members.size() < 2) members.clear();
  return members;
}

void Collect(const Document& doc, uint32_t token, TypeSet types, int depth,
             std::vector<uint32_t>& out) {
  const uint32_t m = doc.MentionAt(token);
  auto add = [&](uint32_t entity) {
    if (entity != kNone && Has(types, doc.entities[entity].type) &&
        std::find(out.begin(), out.end(), entity) == out.end())
      out.push_back(entity);
  };
  if (m != kNone) {
    const Mention& mention = doc.mentions[m];
    if (mention.kinds & kPairNoun) {
      for (uint32_t entity : PairMembers(doc, mention, types)) add(entity);
      return;
    }
    if (mention.entity != kNone) {
      const size_t before = out.size();
      add(mention.entity);
      if (out.size() > before) return;
    }
  }
  if (depth > 2) return;
  // The noun says nothing by itself: its apposition, what it measures, whose it is.
  for (uint32_t child : doc.Children(token)) {
    const Relation r = doc.WordAt(child).relation;
    const bool of =
        r == Relation::kNmod && doc.Preposition(child) == "of" && IsWrapper(doc.Lemma(token));
    if (r == Relation::kAppos || r == Relation::kFlat || of) {
      Collect(doc, child, types, depth + 1, out);
      if (!out.empty()) return;
    }
  }
}

}  // namespace

std::vector<uint32_t> EntitiesOf(const Document& doc, const Clauses& clauses, uint32_t token,
                                 TypeSet types) {
  std::vector<uint32_t> out;
  for (uint32_t t : clauses.Joined(token)) Collect(doc, t, types, 0, out);
  return out;
}

std::vector<uint32_t> BetweenMembers(const Document& doc, uint32_t noun, TypeSet types) {
  const uint32_t end = doc.SentenceAt(doc.SentenceOf(noun)).end;
  std::vector<uint32_t> members;
  bool between = false, joined = false;
  for (uint32_t u = noun + 1; u < end && members.size() < 2; ++u) {
    const std::string& lower = doc.Lower(u);
    between |= lower == "between";
    if (!between) {
      if (u > noun + 6) break;
      continue;
    }
    joined |= lower == "and" && !members.empty();
    if (doc.WordAt(u).upos == Upos::kVerb && joined) break;
    const uint32_t m = doc.MentionAt(u);
    if (m == kNone || doc.mentions[m].entity == kNone || doc.mentions[m].demonym) continue;
    const uint32_t e = doc.mentions[m].entity;
    if (!Has(types, doc.entities[e].type)) continue;
    if (members.empty() || (joined && members[0] != e)) members.push_back(e);
  }
  return members;
}

CalendarDate DateNear(const Document& doc, uint32_t token) {
  const Gazetteer& gazetteer = doc.knowledge.gazetteer();
  const CalendarDate& base = doc.article.date;
  CalendarDate date;
  for (uint32_t child : doc.Children(token)) {
    const Relation r = doc.WordAt(child).relation;
    if (r != Relation::kObl && r != Relation::kOblUnmarked && r != Relation::kNmod &&
        r != Relation::kAdvmod && r != Relation::kNmodUnmarked)
      continue;
    const Sentence& s = doc.SentenceAt(doc.SentenceOf(token));
    const uint32_t end = std::min(s.end, child + 5),
                   begin = child > s.begin + 2 ? child - 2 : s.begin;
    const int month = gazetteer.MonthOf(doc.Lower(child));
    const bool year =
        doc.Text(child).size() == 4 && IsDigit(doc.Text(child)[0]) && IsDigit(doc.Text(child)[3]);
    if (month != 0 || year) {
      const CalendarDate found = FindDate(doc.Words(begin, end), gazetteer);
      if (found.month != 0 || found.year != 0) date = found;
    } else if (doc.Lower(child) == "year" && doc.HasChildWord(child, "last") && base.Known()) {
      date.year = static_cast<int16_t>(base.year - 1);
    } else if (doc.Lower(child) == "today" && base.day != 0) {
      date = base;
    } else if (const int day = gazetteer.WeekdayOf(doc.Lower(child)); day != 0 && base.day != 0) {
      // The last such day up to the article's own.
      int y = base.year, m = base.month, d = base.day;
      static constexpr std::array<int, 12> kShift = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
      const int yy = m < 3 ? y - 1 : y;
      const int weekday =
          (yy + yy / 4 - yy / 100 + yy / 400 + kShift[static_cast<size_t>(m - 1)] + d) %
          7;  // 0 = Sunday
      const int back = ((weekday - day % 7) % 7 + 7) % 7;
      if (d > back) {
        date = base;
        date.day = static_cast<int8_t>(d - back);
      }
    }
    if (date.month != 0 && date.year == 0 && base.Known()) {
      date.year = static_cast<int16_t>(date.month > base.month && base.month != 0 ? base.year - 1
                                                                                  : base.year);
    }
    if (date.Known()) return date;
  }
  if (date.year == 0) date = {};
  return date;
}

}  // namespace newsgraph::text
