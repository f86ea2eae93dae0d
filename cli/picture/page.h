// A picture of a graph as one HTML file that needs no network and no other file: search, captions,
// colours by label, names of relationships, properties and evidence sentences on hover, a click
// opens up what more the file holds. page.html#Minsk opens with a search, #n7 with node 7 opened
// up, #e3 with what is known of the page's relationship 3.
#pragma once

#include <string>

#include "cli/print/elements.h"
#include "graph/base/error.h"

namespace newsgraph::cli {

// What comes from the graph is JSON in a script element of a type that does not run, with every < >
// & escaped; the page's policy (CSP) lets nothing run but the scripts of this very page, and
// nothing be fetched.
//   errors   Unsupported: this build has no cytoscape (no npm and no network when made)
StatusOr<std::string> PicturePage(const Elements& elements);

}  // namespace newsgraph::cli
