#include "loaders/text/models/network.h"

#include <algorithm>

namespace newsgraph::text {

bool Network::Read(ByteReader& in) {
  if (!encoder_.Read(in) || !arc_.Read(in, 1 / kArcScale) ||
      !relations_.Read(in, 1 / kHiddenScale)) {
    return false;
  }
  const int arc = arc_.inputs(), hidden = relations_.inputs();
  if (arc_.outputs() != arc || relations_.outputs() != kRelationCount ||
      encoder_.outputs_of_top() != 2 * arc + 2 * hidden + kNameLabels) {
    return false;
  }
  root_arc_.resize(arc);
  for (float& x : root_arc_) x = in.Float();
  root_relation_.resize(hidden);
  for (float& x : root_relation_) x = in.Float();
  return in.ok();
}

std::pair<Upos, Xpos> Network::Tags(const NetworkMemory& memory, int row) const {
  const float* upos = memory.encoder.tags.row(row);
  const float* xpos = upos + kUposCount;
  return {static_cast<Upos>(std::max_element(upos, upos + kUposCount) - upos),
          static_cast<Xpos>(std::max_element(xpos, xpos + kXposCount) - xpos)};
}

NameScores Network::Names(const NetworkMemory& memory, int row) const {
  NameScores scores;
  const int offset = 2 * arc_.inputs() + 2 * relations_.inputs();
  std::copy_n(memory.encoder.top.row(row) + offset, kNameLabels, scores.label);
  return scores;
}

void Network::Tree(const Kernels& kernels, NetworkMemory& memory, int slot, std::span<int> heads,
                   std::span<Relation> relations) const {
  ScoreArcs(kernels, memory, slot);
  memory.decoder.Decode(memory.encoder.batch.length(slot), memory.arcs.row(0), memory.arcs.stride(),
                        heads);
  LabelArcs(kernels, memory, slot, heads, relations);
}

// arcs[child][head] = (W child + b) . head, with the root as the last head.
void Network::ScoreArcs(const Kernels& kernels, NetworkMemory& memory, int slot) const {
  const SentenceBatch& batch = memory.encoder.batch;
  const int n = batch.length(slot), arc = arc_.inputs();
  const int stride = PadOutputs(n + 1);
  memory.children.Reset(n, arc);
  memory.asked.Reset(n, arc);
  memory.asked_scores.Reset(n, arc_.stride());
  memory.packed_heads.assign(static_cast<size_t>(stride) * arc, 0);
  std::vector<int16_t>& packed = memory.packed_heads;
  RowTable<int16_t>& head = memory.hidden;
  head.Reset(1, arc);
  for (int t = 0; t <= n; ++t) {
    const float* top = t < n ? memory.encoder.top.row(batch.RowOf(slot, t)) : root_arc_.data();
    // The root's vector is learned as it is; words' vectors are rectified.
    kernels.quantise(top, arc, kArcScale, t < n, head.row(0));
    for (int k = 0; k < arc; ++k) {
      packed[(static_cast<size_t>(k / 2) * stride + t) * 2 + k % 2] = head.row(0)[k];
    }
    if (t < n) kernels.quantise(top + arc, arc, kArcScale, true, memory.children.row(t));
  }
  const auto width = static_cast<size_t>(arc);
  arc_.Apply(kernels, {memory.children.row(0), width, n}, memory.asked_scores.row(0));
  for (int t = 0; t < n; ++t) {
    kernels.quantise(memory.asked_scores.row(t), arc, kAskedScale, false, memory.asked.row(t));
  }
  memory.scale.assign(stride, 1 / (kAskedScale * kArcScale));
  memory.arcs.Reset(n, stride);
  std::fill_n(memory.arcs.row(0), static_cast<size_t>(n) * stride, 0.0f);
  kernels.affine({memory.asked.row(0), width, n},
                 {packed.data(), memory.scale.data(), arc / 2, stride}, nullptr, memory.arcs.row(0),
                 static_cast<size_t>(stride));
}

void Network::LabelArcs(const Kernels& kernels, NetworkMemory& memory, int slot,
                        std::span<const int> heads, std::span<Relation> relations) const {
  const SentenceBatch& batch = memory.encoder.batch;
  const int n = batch.length(slot), hidden = relations_.inputs();
  const int head_at = 2 * arc_.inputs(), child_at = head_at + hidden;
  memory.hidden.Reset(n, hidden);
  memory.scale.resize(hidden);
  for (int t = 0; t < n; ++t) {
    const float* child = memory.encoder.top.row(batch.RowOf(slot, t)) + child_at;
    const float* head = heads[t] < n ? memory.encoder.top.row(batch.RowOf(slot, heads[t])) + head_at
                                     : root_relation_.data();
    for (int k = 0; k < hidden; ++k) memory.scale[k] = child[k] + head[k];
    kernels.quantise(memory.scale.data(), hidden, kHiddenScale, true, memory.hidden.row(t));
  }
  memory.relation_scores.Reset(n, relations_.stride());
  relations_.Apply(kernels, {memory.hidden.row(0), static_cast<size_t>(hidden), n},
                   memory.relation_scores.row(0));
  for (int t = 0; t < n; ++t) {
    float* scores = memory.relation_scores.row(t);
    scores[static_cast<int>(Relation::kRoot)] = -1e30f;
    relations[t] =
        heads[t] == n
            ? Relation::kRoot
            : static_cast<Relation>(std::max_element(scores, scores + kRelationCount) - scores);
  }
}

}  // namespace newsgraph::text
