// What words say of the things they name: companies, institutions, the gender of roles.
// Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>

#include "loaders/text/words/document.h"

namespace newsgraph::text {

// "celvera sa" -> "celvera": a folded name without the forms of companies at its end.
std::string_view WithoutCompanyForms(std::string_view folded);

// "wife" -> kFemale.
// Whether who has a role may be called by a wider noun: "the player" of a striker.
bool IsKindOf(std::string_view role, std::string_view noun);
Gender GenderOfRole(std::string_view noun);

// The role a title before a name says, or nothing: "gov." -> "governor", "judge" -> "judge".
std::string_view RoleOfTitle(const Gazetteer& gazetteer, std::string_view title);

// Nouns whose phrase names one body ("the foreign ministry", "a Miami jury").
bool IsInstitution(std::string_view noun);

// "the Spanish consulate", "Hamburg's fire brigade": bodies that a place has one of.
bool IsBodyOfPlace(const Document& doc, const Mention& mention);

// Whether a capital word stands before what somebody is: "Union president X".
bool BeginsOffice(const Document& doc, uint32_t token);

// "Isle of Skye" and "Skye".
bool IsSamePlace(std::string_view longer, std::string_view shorter);

// "Sokh enclave", "Tuvaro Islands": what a place may be called without.
bool IsPlaceEnding(std::string_view word);

// Whether "the NOUN" can mean this named organization.   folded  its folded name
bool NounFits(const Gazetteer& gazetteer, std::string_view noun, const std::string& folded,
              const Entity& entity);

// A capital that acts, owns or is spoken with is its government; one where things happen is the
// city; "a cheque for Washington" says nothing.
enum class Capital { kCity, kGovernment, kUnclear };
Capital WhatCapitalMeans(const Document& doc, const Mention& mention);

// The same, and where the words beside it say nothing what it is elsewhere in the article: its
// government where the country is spoken of and the city is not.
bool StandsForGovernment(const Document& doc, const Mention& mention);

// "the ICC" where the story names the International Cricket Council: the body with those initials,
// or kNone.
uint32_t SpelledOut(const Document& doc, const Mention& acronym);

// "suvarna bank" for "suvarna cooperative bank": the first and last word, and of those between
// fewer, in their order.
bool LeavesOutWords(std::string_view shorter, std::string_view longer);

// "Ramiro Castaño, the one they call “Fabián”": for the mention "Fabián" the person named before it
// in the sentence, or kNone.
uint32_t BynameOf(const Document& doc, uint32_t m);

// Whether a word in capitals of nominal `a` is one of nominal `b` or of its owner: "Brazil court",
// "Brazil's electoral court".
bool ShareName(const Document& doc, const Mention& a, const Mention& b);

// The mention of an organization's name that this noun describes across a comma, or kNone: "the
// parliament, Jogorku Kenesh,", "Tamarack, a Vancouver company,".
uint32_t NamedBesideComma(const Document& doc, const Mention& noun);

// "Union treasurer X said": the union of the story at the start of a sentence.
bool OpensOffice(const Document& doc, const Mention& mention);

// "phivolcs" of "philippine institute of volcanology and seismology".
bool IsMadeOfLetters(std::string_view word, std::string_view name);

}  // namespace newsgraph::text
