// The name lists, gathered from the political-actor dictionaries and the project's gazetteers.
//
//   ASSIGN_OR_RETURN(auto lists, ReadNameLists(data + "/event", "datasets/gazetteers"));
#pragma once

#include <string>

#include "graph/base/error.h"
#include "loaders/text/models/name_lists.h"

namespace newsgraph::training {

//   errors   IoError, Corruption
// Where a list of datasets/gazetteers is learned from: of those that have grown since the weights
// were learned, the older state is kept in datasets/training, so that the weights can be made
// again.
std::string PathOfList(const std::string& gazetteers, std::string_view file);

StatusOr<text::NameLists::Entries> ReadNameLists(const std::string& dictionaries,
                                                 const std::string& gazetteers);

}  // namespace newsgraph::training
