// From a draft (elements in any order) to a snapshot whose frozen part holds everything. Private to
// graph/: Builder, the merge of a delta and the saving of a file end here.
//
//   GraphDraft draft = DraftOf(view, /*keep_node_ids=*/true);
//   ASSIGN_OR_RETURN(std::shared_ptr<Snapshot> snapshot, Freeze(std::move(draft), options));
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "graph/base/error.h"
#include "graph/column_draft.h"
#include "graph/graph.h"
#include "graph/large_vector.h"
#include "graph/snapshot.h"

namespace newsgraph {

struct GraphDraft {
  Names names;
  LabelSets sets;
  LargeVector<uint32_t> node_sets;                      // by node; LabelSets::kNoNode: a hole
  LargeVector<uint32_t> sources, targets, types;        // by edge
  std::vector<ColumnDraft> node_columns, edge_columns;  // by key
  std::vector<std::pair<LabelId, KeyId>> indexes;
  CopyOnWrite<Catalogue> catalogue;
};

struct FreezeOptions {
  std::string
      sort_key;  // name of a key: entries of one node and type lie in the order of this property
  int threads = 2;
  bool keep_node_ids = false;  // else nodes of one label set are put together and holes go
};

// errors: LimitExceeded when an element has no id left
// cost: O(nodes + edges log degree), twice the memory of the draft
StatusOr<std::shared_ptr<Snapshot>> Freeze(GraphDraft draft, const FreezeOptions& options);

// Everything that a view holds. Node i of the draft is node i of the view where ids are kept, else
// holes are left out.
GraphDraft DraftOf(const GraphView& view, bool keep_node_ids);

}  // namespace newsgraph
