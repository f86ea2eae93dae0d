#include "graph/snapshot.h"

#include "graph/index_writer.h"

namespace newsgraph {
namespace {

std::shared_ptr<const FrozenGraph> EmptyFrozen() {
  auto frozen = std::make_shared<FrozenGraph>();
  frozen->out.offsets = Array<uint32_t>::Allocate(1);
  frozen->in.offsets = Array<uint32_t>::Allocate(1);
  return frozen;
}

}  // namespace

Snapshot::Snapshot() : names(Names()), sets(LabelSets()) {
  static const std::shared_ptr<const FrozenGraph> kEmpty = EmptyFrozen();
  frozen = kEmpty;
}

LaterEdge Snapshot::EdgeOf(EdgeId edge) const {
  if (edge.value >= frozen->edge_count) return delta.edges.Get(edge.value - frozen->edge_count);
  LaterEdge ends;
  ends.source = frozen->SourceOf(edge);
  ends.target = NodeId{frozen->out.others[edge.value]};
  ends.type = EdgeTypeId{static_cast<uint32_t>(frozen->out.types[edge.value])};
  return ends;
}

std::shared_ptr<Snapshot> Snapshot::Clone() const {
  auto copy = std::make_shared<Snapshot>(*this);
  for (auto& index : copy->indexes) index = IndexWriter::Clone(*index);
  return copy;
}

}  // namespace newsgraph
