// What words say of the things they name: companies, institutions, the gender of roles.
// Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>

#include "loaders/text/document.h"

namespace newsgraph::text {

// "celvera sa" -> "celvera": a folded name without the forms of companies at its end.
std::string WithoutCompanyForms(std::string_view folded);

// "wife" -> kFemale.
Gender GenderOfRole(std::string_view noun);

// Nouns whose phrase names one body ("the foreign ministry", "a Miami jury").
bool IsInstitution(std::string_view noun);

// Whether "the NOUN" can mean this named organization.   folded  its folded name
bool NounFits(const Gazetteer& gazetteer, std::string_view noun, const std::string& folded,
              const Entity& entity);

// A capital that acts, owns or is spoken with is its government; one where things happen is the
// city; "a cheque for Washington" says nothing.
enum class Capital { kCity, kGovernment, kUnclear };
Capital WhatCapitalMeans(const Document& doc, const Mention& mention);

}  // namespace newsgraph::text
