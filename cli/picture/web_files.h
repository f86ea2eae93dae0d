// The files that every HTML picture carries, embedded when the program is built.
#pragma once

#include <string_view>

namespace newsgraph::cli {

std::string_view WebLibrary();  // cytoscape with its licence; empty when it was not to be had
std::string_view WebScript();   // web/viewer.js
std::string_view WebStyle();    // web/viewer.css

}  // namespace newsgraph::cli
