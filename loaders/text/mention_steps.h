// The parts of FindMentions, for its own files.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "loaders/text/document.h"

namespace newsgraph::text {

// Appends the names to doc.mentions; does not fill doc.mention_at.
void FindNameMentions(Document& doc);

// "twelve" and "1,200" as numbers; nothing for other words. `lower` is in lower case.
std::optional<int64_t> NumberWord(std::string_view lower);

}  // namespace newsgraph::text
