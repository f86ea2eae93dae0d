// NameMentionFinder: one document on its way to mentions that are names. What the models found is
// mended by the gazetteers and the words beside, a file a step:
//
//   name_mentions.cc                    the order of the steps; what models and gazetteers know
//   name_adding.cc, name_brands.cc      names that both missed
//   name_joining.cc                     names that are one, and those that are two
//   name_cutting.cc, name_extending.cc  the ends of each
//   name_mending.cc                     its spelling and type
//   name_dropping.cc                    what is no name after all
//
// Used once, by FindNameMentions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loaders/text/names/mention_steps.h"

namespace newsgraph::text {

class NameMentionFinder {
 public:
  explicit NameMentionFinder(Document& doc) : doc_(doc), gazetteer_(doc.knowledge.gazetteer()) {}

  void Find();

 private:
  bool Capital(uint32_t t) const { return StartsUpper(doc_.Text(t)); }
  bool SentenceStart(uint32_t t) const { return doc_.SentenceAt(doc_.SentenceOf(t)).begin == t; }

  // What the models found and the gazetteers know.

  static NodeType TypeOf(NameType type);

  void AddModelNames();

  // "Partido Novo (PN)": what the story itself abbreviates so, whatever the gazetteer knows by it.
  void FindOwnAcronyms();

  // Whether a word in lower case may stand within a name: "of", "van", "bin".
  static bool JoinsNames(std::string_view lower);

  // The text of [begin, end) as the gazetteer spells it: one space, straight apostrophes.
  std::string Spelling(uint32_t begin, uint32_t end) const;

  const KnownName* Known(uint32_t begin, uint32_t end) const;

  // Countries, demonyms, capitals and organizations that the models missed or cut short.
  void AddKnownNames();

  // Whether a known name replaces what the models said of these tokens.
  bool Overrides(const KnownName& known, uint32_t begin, uint32_t end) const;

  // Makes a name of these tokens.
  void Claim(uint32_t begin, uint32_t end, NodeType type);
  // Drops the names that have one of these tokens.
  void Release(uint32_t begin, uint32_t end);

  bool NamesPeople(const Mention& name) const;

  // Names that both missed.

  // "her Firm Hand party", "the faction “Ata-Jol”": capitals that the models took for no name,
  // beside a noun that says what they name.
  void AddNamesBesideNouns();

  // Whether a body, party or gang may be named beside this common noun.
  bool IsBodyNoun(uint32_t t) const;

  void AddPrizesOfYears();  // "Australian Bookseller of the Year"
  void AddBodiesOfCountries();
  void AddMovements();

  // Runs of proper nouns in mid-sentence that nobody claimed.
  void AddCapitalisedRuns();
  bool InHeadlineBlock(uint32_t t) const;
  bool IsCalendarWord(uint32_t t) const;

  // A surname or first word of a company that the models missed elsewhere in the story.
  void AddRepeatedWords();

  bool IsBrand(uint32_t t) const;
  void AddBrands();

  // Names that are one, and those that are two.

  // "Wilner “Ti Kouto” Estimé" is one person.
  void JoinNicknames();
  static bool IsQuote(std::string_view word);

  // "Adrian Kwok" + "Wing-yan" is one person.
  void JoinGivenNames();

  // "San Francisco's Veltron" and "Sorvi CEO Lehto" are two names each.
  void SplitNames();

  bool BeginsPersonBehindOffice(uint32_t office, uint32_t end) const;

  // Whether the word at `t` is part of a person's full name elsewhere, or behind a title.
  bool IsPersonOfStory(uint32_t t) const;
  bool IsKnownBody(uint32_t begin, uint32_t end) const;

  // "President of Uzbekistan Botir Karimov": two names.
  void SplitOffCountries();

  // What is no name after all.

  // "Turnout", "Doctors": a word of English that begins a sentence and is no name elsewhere.
  void DropCommonWords();

  // "a Korean", "the Islamist party": what people are, no name.
  void DropDescriptions();
  bool IsCreed(const Mention& name) const;

  // In headlines and subheads in capitals a name counts only if the story has it too.
  void DropHeadlineNoise();
  bool IsPersonOfHeadline(const Mention& name) const;

  // "Tiny Tuvaro Islands" of a headline, where the story has "Tuvaro Islands".
  void CutHeadlineWord(Mention& name, const StringSet& names_in_body);

  // The ends of names, their spelling and type.

  bool OpenName(uint32_t t) const;
  bool IsAcronymOfBody(uint32_t t) const;

  // Trims titles and marks, looks the name up, and lets its last word decide the type.
  void MendName(Mention& name);

  // "Wilner “Ti Kouto” Estimé" -> "Wilner Estimé".
  std::string WithoutNickname(uint32_t begin, uint32_t end) const;

  bool IsAmount(uint32_t t) const;
  bool HasCapital(const Mention& name) const;
  bool BeginsName(const Mention& name) const;
  void CutAtOffice(Mention& name);
  void CutFieldsBefore(Mention& name);
  bool IsPersonsEnd(uint32_t t, uint32_t end) const;
  bool IsOfAffairs(uint32_t begin, uint32_t end) const;
  // "Ann Lee KC": the last word belongs to the mention, though not to the name.
  void TakeInHonour(Mention& name) const;

  // "R-Minn.", "D-La.": a party and a state, no name.
  bool IsPartyMark(const Mention& name) const;

  // "Foreign" of "Foreign Minister X".
  bool BeginsOffice(const Mention& name) const;

  // "Enterprises" of "Minister for Small and Medium Enterprises".
  bool IsPortfolio(const Mention& name) const;

  // "LSE: AUR": an exchange and what a share is called there.
  bool IsTicker(const Mention& name) const;

  // "Sgt" right before the name of the sergeant.
  bool IsMinistry(const Mention& name) const;
  bool IsOfficeAlone(const Mention& name) const;
  bool IsLoneTitle(const Mention& name) const;

  bool IsWord(uint32_t t) const;

  // "Lehto controls Veltron": a name ends before a word in lower case that joins no names.
  void CutAtLowerCase(Mention& name);

  void CutAt(Mention& name, uint32_t end);
  // Frees its first tokens: the name begins behind them.
  void DropFirst(Mention& name, uint32_t count);
  // What stands from `begin` up to the name is its beginning.
  void TakeFrom(Mention& name, uint32_t begin);

  void CutAtTown(Mention& name);
  void CutCountryBefore(Mention& name);

  void ExtendByHead(Mention& name);

  // "Monday", "Treaty", "Captain": no name by itself.
  bool IsCommonWord(uint32_t t) const;

  void StripTrade(Mention& name);
  void StripOrigin(Mention& name);

  void StripTitles(Mention& name);

  // "Dockers' Union", of which the models saw the last word alone.
  void ExtendByPlural(Mention& name);

  // "Clay County Sheriff's Office", of which the models saw the first words.
  void ExtendByPossessed(Mention& name);
  void ExtendByPatron(Mention& name);  // "Queen's" + "Gallantry Medal"
  void TakeCapitals(Mention& name, uint32_t from);
  void TakeTo(Mention& name, uint32_t end, NodeType type);

  // "Om" + "Prakash Tomar", of which the models saw the last words alone.
  void ExtendByWordBefore(Mention& name);

  // "Grace" + "Oh", of which the models saw the first name alone.
  void ExtendByCapital(Mention& name);

  // "Diário" + "do Litoral", of which the models saw the first word alone.
  void ExtendByParticle(Mention& name);

  bool IsGivenNameEnd(const Mention& name) const;

  // "Department for Environment" + ", Food and Rural Affairs": what a body is for.
  void ExtendByField(Mention& name);
  bool IsField(uint32_t t) const;
  void ExtendByFieldBefore(Mention& name);
  void ExtendByHalfBefore(Mention& name, const Mention& half);
  void ExtendByMembers(Mention& name);
  void ExtendByOffice(Mention& name);

  // "Jer" + "-Uluu", "Saint-" + "Nazaire": what a hyphen joins is one name.
  void ExtendByHyphen(Mention& name);
  bool IsPeer(uint32_t begin) const;
  void ExtendBySeat(Mention& name);

  // "Mumbai" + "Police" not taken by the models; "Riverton" + "airport".
  void ExtendBySuffix(Mention& name);

  // Whether the noun makes a name of its own of the name before it: "Zvartnots airport", but not
  // "the Kemi mill".
  bool IsLandmark(uint32_t t) const;

  // The token of a span that governs the others.
  uint32_t HeadOf(uint32_t begin, uint32_t end) const;

  void DecideType(Mention& name);

  void GuessType(Mention& name);
  bool IsSeatItself(const Mention& name) const;

  bool IsShip(const Mention& name) const;
  bool IsRelative(const Mention& name) const;
  bool IsFamily(uint32_t t) const;  // "wife", "daughter"

  // "six Americans", "the Armenians who walked free": people, not their country.
  void MakeGroup(Mention& name) const;

  Document& doc_;
  const Gazetteer& gazetteer_;
  std::vector<Mention> names_;
  std::vector<uint32_t> name_of_;  // by token: index into names_
  std::vector<uint32_t> towns_;    // tokens that CutAtTown set free
  StringSet own_acronyms_;
  StringSet words_of_people_;  // first and last words of full names
};

}  // namespace newsgraph::text
