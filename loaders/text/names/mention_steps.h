// The parts of FindMentions, for its own files.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "loaders/text/words/document.h"

namespace newsgraph::text {

// Appends the names to doc.mentions; does not fill doc.mention_at.
void FindNameMentions(Document& doc);

// Gives names of one spelling one type: the models' votes and those of the words beside them
// (type_cues.txt), and short names the type of a longer one. Names that are empty are left alone.
void VoteOnTypes(const Document& doc, std::span<Mention> names);

// "twelve" and "1,200" as numbers; nothing for other words. `lower` is in lower case.
std::optional<int64_t> NumberWord(std::string_view lower);

}  // namespace newsgraph::text
