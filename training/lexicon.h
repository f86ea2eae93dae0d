// The name lists, gathered from the political-actor dictionaries and the project's gazetteers.
//
//   ASSIGN_OR_RETURN(auto lists, ReadNameLists(data + "/event", "datasets/gazetteers"));
#pragma once

#include <string>

#include "graph/base/error.h"
#include "loaders/text/models/name_lists.h"

namespace newsgraph::training {

//   errors   IoError, Corruption
StatusOr<text::NameLists::Entries> ReadNameLists(const std::string& dictionaries,
                                                 const std::string& gazetteers);

}  // namespace newsgraph::training
