// Whose a role is where no owner is said: the country, court, town or team that the story speaks of
// at that place. Each answers with an entity, or kNone.
//
//   best = seats.SubjectBody(link);        // "Chief executive X said ...": of the company before
//
// Reads the Document alone. O(mentions) a call. Borrows the Document.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "loaders/text/entities/roles.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

// The entity that is counted most: so often at least, and `margin` times as often as any other.
template <class Count>
uint32_t MostCounted(const Document& doc, size_t least, size_t margin, Count count) {
  uint32_t best = kNone;
  size_t most = 0, second = 0;
  for (uint32_t e = 0; e < doc.entities.size(); ++e) {
    const size_t times = count(doc.entities[e]);
    if (times > most) {
      second = most;
      most = times;
      best = e;
    } else {
      second = std::max(second, times);
    }
  }
  return most >= least && most >= margin * second ? best : kNone;
}

class RoleSeats {
 public:
  explicit RoleSeats(const Document& doc) : doc_(doc) {}

  // The organization named last, up to two sentences before the role, whose name has one of the
  // words.
  uint32_t LastBody(const RoleLink& link, std::initializer_list<std::string_view> words) const;
  // The organization that the sentence of the role or the one before speaks of: the subject, or the
  // first named there; else the only body. Courts and police are what others appear before.
  uint32_t SubjectBody(const RoleLink& link) const;
  // The team that the story names `margin` times as often as any other body.
  uint32_t MainTeam(size_t margin) const;
  // The town named last, in the sentence of the role or the one before; else that of the story.
  uint32_t LastTown(const RoleLink& link) const;
  // The state or province the story is set in: the one it names first.
  uint32_t FirstRegion() const;
  // "government spokeswoman X", "presidential adviser Y".
  bool IsOfState(const RoleLink& link) const;
  // The first named organization after the role in its sentence: "Captain X scored for Y".
  uint32_t BodyInSentence(uint32_t head) const;
  // "In Bishkek, President X ...", "flew to Bishkek, where Prime Minister X", "Norland will not
  // sign: the foreign minister, X, ...": the country that the sentence has spoken of before.
  uint32_t CountryInSentence(uint32_t head) const;
  // "Norland has left the talks. Foreign Minister X called it ...": the country that is the subject
  // of the sentence before in the same paragraph.
  uint32_t CountryThatActed(uint32_t head) const;
  // The country, or the country of the city, named last before in the same paragraph.
  uint32_t CountryInBlock(uint32_t head) const;
  // Whether the name of a body follows over nouns: "the Basra daily X".
  bool NamesBodySoon(uint32_t t, uint32_t end) const;
  // "a spokesman in Beijing": China.
  uint32_t CountryOfCapitalBehind(const RoleLink& link) const;
  // "its migration minister said ... The minister, X", "the governor of Kano ... Governor X": whose
  // the same office was, of nobody named.
  uint32_t ToldBefore(const RoleLink& link, bool of_state) const;
  // "Flood kills 14 in Valmeria": its officials are of no country that is named besides.
  bool IsSetInUnknownLand() const;
  // The country the story is set in, by number in Gazetteer::countries(): that of its dateline, or
  // the one whose names, people, towns and regions it speaks of most, `margin` times as often as of
  // any other's. -1: none.
  int HomeCountry(size_t margin) const;
  // The country named most, its mentions in the first sentences counted thrice, and those where it
  // is the other side of what is told not at all. It must be named so many times as often as any
  // other.
  uint32_t MainCountry(size_t margin) const;
  // "the local's president", "provincial president": of a body that is not told of by name.
  bool IsOfSomeBody(const RoleLink& link) const;
  // "a welder", "former head", "its keeper", "chairman of the railway": of no body that the story
  // speaks of, or of one that is told of but not known.
  bool SaysWhose(const RoleLink& link) const;
  // "named president and chief executive": of a body, not of a country.
  bool JoinsOfficeOfBody(const RoleLink& link) const;

 private:
  bool IsTown(const Entity& entity) const;
  // "Kano State", "Bavaria".
  bool IsRegion(const Entity& entity) const;
  // The town that the story names most, and more than once, or names in its dateline.
  uint32_t MainTown() const;
  // Not courts, boards and, of teams, leagues.
  bool MayHoldOffice(const RoleLink& link, const Entity& entity) const;
  // The organization if only one is named up to the role.
  uint32_t OnlyBody(const RoleLink& link) const;
  // "DURBAN" as "Durban"; empty where there is no dateline.
  std::string DatelineName() const;
  // The country in the dateline, or that whose capital stands there, by number; -1: none.
  int CountryOfDateline() const;
  // "DURBAN, South Africa, March 4": the country after the town that ends at `offset`.
  const KnownName* CountryBehind(uint32_t offset) const;
  // "Norland's Acme Corp": of what is named behind the mark.
  bool OwnsName(const Mention& mention) const;

  const Document& doc_;
};

// Where the story never names the country it is set in, but its towns ("in Osh", "Bishkek"): gives
// that country an entity without mentions, for the offices held there.
void AddHomeCountry(Document& doc);

}  // namespace newsgraph::text
