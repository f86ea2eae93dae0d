// Words beside names that are no part of them.
#pragma once

#include <array>
#include <string_view>

#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

// "MP", "CEO": an office that stands beside a name.
inline bool IsOfficeAcronym(std::string_view word) {
  static constexpr std::array<std::string_view, 22> kOffices = {
      "MP",  "MEP", "MSP", "TD", "CEO", "CFO", "QC",  "KC",  "MCA", "MLA", "MPP",
      "MLC", "MNA", "PM",  "SC", "GM",  "VP",  "COO", "CTO", "CMO", "DA",  "AG"};
  return IsOneOf(word, kOffices);
}

// What stands behind a person's name and is no award that news speaks of.
inline bool IsHonour(std::string_view word) {
  return IsOneOf(word, {"IAS", "IPS", "IFS", "JP", "SJ", "MD", "RN", "OFM", "PhD", "KC", "QC", "SC",
                        "SAN", "M.D.", "Ph.D.", "MBA", "BSc", "MSc"});
}

// "wrote on Facebook": what something is said on, no party to it.
inline bool IsPlatform(std::string_view word) {
  return IsOneOf(word, {"Facebook", "WhatsApp", "Twitter", "Instagram", "TikTok", "YouTube",
                        "Telegram", "Zoom", "Skype", "Weibo", "Bluesky", "Mastodon"});
}

// Parties by which people are called.
inline bool IsPartyWord(std::string_view lower) {
  static constexpr std::array<std::string_view, 10> kWords = {
      "conservative", "labour", "republican", "democrat",  "democratic",
      "tory",         "green",  "liberal",    "socialist", "independent"};
  return IsOneOf(lower, kWords);
}

// Legal forms that end companies' names, and what else only companies end with.
inline bool IsCompanyForm(std::string_view lower) {
  return IsOneOf(lower, {"plc", "inc", "ltd", "corp", "ag", "sa", "nv", "se", "asa", "ab", "spa",
                         "gmbh", "llc", "co", "group", "holdings"});
}

inline bool IsCourtesy(std::string_view title) {
  return IsOneOf(title, {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "mx", "dr", "dr."});
}

// "the Kantipur Sandesh daily": nouns that stand behind the name of a body.
inline bool IsMediumOrBand(std::string_view lower) {
  return IsOneOf(lower, {"daily", "newspaper", "weekly", "magazine", "broadcaster", "party",
                         "movement", "militia", "cartel", "gang"});
}

// "the Cerro Pardo copper mine".
inline bool IsWorksNoun(std::string_view lower) {
  return IsOneOf(lower, {"mine", "smelter", "refinery", "dam", "reservoir", "pipeline", "oilfield",
                         "reactor"});
}

inline bool IsPossessiveMark(std::string_view word) {
  return word == "'s" || word == "’s" || word == "'" || word == "’";
}

}  // namespace newsgraph::text
