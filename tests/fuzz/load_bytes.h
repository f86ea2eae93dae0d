// For fuzz targets of loaders: bytes as a file of a format, and what must hold whatever they are.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "loaders/loader.h"

namespace newsgraph {

inline void LoadBytes(std::string_view format, std::string_view bytes) {
  // A file in memory, with a path that can be opened again.
  static const int file = memfd_create("input", 0);
  if (ftruncate(file, 0) != 0 ||
      pwrite(file, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return;
  }
  const std::vector<std::string> paths = {Cat("/proc/self/fd/", file)};
  loaders::LoadOptions options;
  options.format = format;
  Builder builder;
  loaders::Report report;
  if (!loaders::LoadFiles(paths, options, builder, report).ok()) abort();
  if (report.read != report.loaded + report.merged + report.rejected) abort();
  for (const loaders::Rejection& rejection : report.rejections) {
    if (rejection.reason.empty() || rejection.offset > bytes.size()) abort();
  }
  const auto graph = std::move(builder).Freeze();
  if (!graph.ok()) abort();
  if (graph->View().node_count() != report.nodes || graph->View().edge_count() != report.edges)
    abort();
}

}  // namespace newsgraph
