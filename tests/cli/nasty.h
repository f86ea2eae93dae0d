// Texts that break terminals, spreadsheets, markup, quoting and parsers.
#pragma once

#include <string>
#include <vector>

namespace newsgraph::cli {

std::vector<std::string> NastyTexts();

}  // namespace newsgraph::cli
