// The formats that are read: one row each. A new format is a file, its row here and its line in
// CMakeLists.txt; datasets/tiny gets the same graph in it.
//
//   const Loader* loader = FindLoader(path, head);   // by the ending of the path, else by the
//   first bytes
//
// Thread-safe: a constant table.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "loaders/loading.h"

namespace newsgraph::loaders {

struct Loader {
  std::string_view name;        // for LoadOptions::format
  std::string_view extensions;  // ".csv .tsv"
  std::string_view doc;         // one line
  // Whether a file without a known ending is of this format, by its first bytes (up to 64 KiB).
  bool (*sniff)(std::string_view head);
  // Reads all files of the format. Only what ends the whole load is an error.
  Status (*load)(std::span<const std::string> files, Loading& loading);
};

std::span<const Loader> Loaders();
const Loader* FindLoader(std::string_view name);
// Null when nothing fits.
const Loader* FindLoaderByPath(std::string_view path);
const Loader* FindLoaderByContent(std::string_view head);

// The rows' functions, each in the file of its format.
bool IsCsv(std::string_view head);
Status LoadCsv(std::span<const std::string> files, Loading& loading);
bool IsJsonLines(std::string_view head);
Status LoadJsonLines(std::span<const std::string> files, Loading& loading);

}  // namespace newsgraph::loaders
