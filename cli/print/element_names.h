// What nodes and relationships are called where they come from, when that is not the graph that is
// printed: a server's answer is kept in a graph of its own, whose ids mean nothing to the server.
#pragma once

#include <cstdint>
#include <string_view>

#include "graph/ids.h"

namespace newsgraph::cli {

struct ElementName {
  int64_t id = 0;
  std::string_view element_id;  // empty: the server has none
};

class ElementNames {
 public:
  virtual ~ElementNames() = default;
  virtual ElementName Of(NodeId node) const = 0;
  virtual ElementName Of(EdgeId edge) const = 0;
};

}  // namespace newsgraph::cli
