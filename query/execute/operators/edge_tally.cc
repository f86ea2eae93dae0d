#include "query/execute/operators/edge_tally.h"

#include <algorithm>
#include <atomic>
#include <functional>

#include "graph/parallel.h"
#include "graph/snapshot.h"
#include "query/execute/operators/share.h"
#include "query/execute/operators/within.h"

namespace newsgraph::execute {
namespace {

using semantics::Expression;

constexpr size_t kBlock = 1024;
constexpr uint32_t kChunk = 1 << 17;     // relationships that a thread takes at a time
constexpr uint64_t kMostKeys = 1 << 22;  // codes or nodes counted by
constexpr size_t kKeptBytes = 4 << 20;   // of a thread's counts, for the next run
constexpr uint32_t kFewEdges = 1 << 15;  // below this the operators are as quick

int SlotOf(const Expression& expression) {
  const auto* slot = std::get_if<semantics::Slot>(&expression.node);
  return slot ? slot->slot : -1;
}

// The properties of the slot, or the slot itself (-1), that an expression depends on; false when it
// depends on anything else that changes from row to row.
bool CollectReads(const Expression& expression, int slot, std::vector<int>& keys) {
  if (const auto* property = std::get_if<semantics::Property>(&expression.node);
      property && SlotOf(*property->object) == slot) {
    keys.push_back(property->key);
    return true;
  }
  if (const auto* call = std::get_if<semantics::Call>(&expression.node);
      call && !call->function->deterministic)
    return false;
  if (std::holds_alternative<semantics::Subquery>(expression.node)) return false;
  if (const int read = SlotOf(expression); read >= 0) {
    keys.push_back(-1);
    return read == slot;
  }
  bool fits = true;
  semantics::ForEachOperand(expression, [&](const plan::Expr& operand) {
    fits = fits && CollectReads(*operand, slot, keys);
  });
  return fits;
}

// A column with a code for each relationship.
const Column* FullColumn(const Execution& execution, int name) {
  const KeyId key = execution.key(name);
  const Column* column = key.valid() ? execution.view().EdgeColumn(key) : nullptr;
  const bool full = column && column->direct() && column->first == 0 &&
                    column->count == execution.view().edge_limit();
  return full ? column : nullptr;
}

}  // namespace

struct EdgeTally::Pass {
  struct Test {
    const Codes* codes;
    uint64_t low, span;
  };
  const FrozenGraph* frozen = nullptr;
  std::vector<Test> tests;
  std::vector<uint8_t> types;  // by type: 1 where it is wanted; empty: tests tell
  bool any_target = true;      // else others must lie in [target_begin, target_end)
  uint32_t target_begin = 0, target_end = 0;
  const Codes* key = nullptr;  // counted by code
  bool by_node = false;        // or by target
  uint32_t first_key = 0;
  uint64_t keys = 1;
  std::vector<const Column*> sums;  // columns, each once
  std::vector<int> sum_of;          // by aggregation: place in sums; -1
};

struct EdgeTally::Counter {
  std::vector<uint32_t> counts, examples;   // by key; examples: one relationship
  std::vector<std::vector<uint64_t>> sums;  // by column, then key: of codes

  // Counts nothing yet. Memory of the run before is used again: to take and clear it anew would
  // cost a fifth of a pass over ten million relationships.
  void Begin(const Pass& pass) {
    counts.assign(pass.keys, 0);
    examples.assign(pass.by_node ? 0 : pass.keys, 0);
    sums.resize(pass.sums.size());
    for (auto& each : sums) each.assign(pass.keys, 0);
  }
  size_t bytes() const {
    return (counts.capacity() + examples.capacity()) * 4 + sums.size() * counts.capacity() * 8;
  }
  void Add(const Counter& other) {
    for (size_t key = 0; key < counts.size(); ++key) {
      if (other.counts[key] == 0) continue;
      counts[key] += other.counts[key];
      if (!examples.empty()) examples[key] = other.examples[key];
      for (size_t s = 0; s < sums.size(); ++s) sums[s][key] += other.sums[s][key];
    }
  }
};

EdgeTally::~EdgeTally() = default;

std::unique_ptr<EdgeTally> EdgeTally::Make(const plan::Plan& plan, const BuildPlace& place) {
  const auto& aggregate = std::get<plan::Aggregate>(plan.node);
  if (place.argument || place.part.scan || place.execution.changes() ||
      !aggregate.weights.empty() || aggregate.keys.size() > 1)
    return nullptr;
  const plan::Plan* below = plan.input.get();
  const plan::Plan* filter = std::holds_alternative<plan::Filter>(below->node) ? below : nullptr;
  if (filter) below = below->input.get();
  const auto* expand = std::get_if<plan::Expand>(&below->node);
  if (!expand || expand->into || expand->edge_bound || expand->direction == Direction::kBoth ||
      !expand->distinct_from.empty() ||
      !std::holds_alternative<plan::NodeScan>(below->input->node) ||
      !std::holds_alternative<plan::Argument>(below->input->input->node))
    return nullptr;
  std::unique_ptr<EdgeTally> tally(new EdgeTally(plan, place, filter, *below));
  const int from = expand->direction == Direction::kOut ? expand->from : expand->to;
  const int target = expand->direction == Direction::kOut ? expand->to : expand->from;
  if (!aggregate.keys.empty()) {
    const Expression& key = *aggregate.keys[0].expression;
    const auto* property = std::get_if<semantics::Property>(&key.node);
    tally->key_is_plain_ = property || SlotOf(key) >= 0;
    std::vector<int> read;
    if (CollectReads(key, expand->edge, read)) {
      if (read.empty() || read[0] < 0 ||
          std::any_of(read.begin(), read.end(), [&](int each) { return each != read[0]; }))
        return nullptr;
      tally->key_property_ = read[0];
    } else {
      read.clear();
      if (!CollectReads(key, target, read) || target == from) return nullptr;
      tally->key_is_node_ = true;
      if (property && SlotOf(*property->object) == target) tally->folded_property_ = property->key;
    }
  }
  for (const plan::Aggregation& each : aggregate.aggregations) {
    tally->summed_.push_back(-1);
    if (!each.aggregate) continue;
    const std::string_view name = each.aggregate->name;
    const auto* argument = each.arguments.size() == 1
                               ? std::get_if<semantics::Property>(&each.arguments[0]->node)
                               : nullptr;
    if (each.distinct || !argument || SlotOf(*argument->object) != expand->edge ||
        (name != "count" && name != "sum" && name != "avg"))
      return nullptr;
    tally->summed_.back() = argument->key;
  }
  return tally;
}

EdgeTally::EdgeTally(const plan::Plan& aggregate, const BuildPlace& place, const plan::Plan* filter,
                     const plan::Plan& expand)
    : aggregate_(std::get<plan::Aggregate>(aggregate.node)),
      expand_(std::get<plan::Expand>(expand.node)),
      scan_label_(std::get<plan::NodeScan>(expand.input->node).label),
      execution_(place.execution),
      slots_(place.slots),
      types_(execution_.Resolve(expand_.types)),
      tests_(
          filter ? std::get<plan::Filter>(filter->node).condition : nullptr,
          [edge = expand_.edge](const Expression& expression) {
            return SlotOf(expression) == edge;
          },
          execution_) {}

bool EdgeTally::Prepare(Pass& pass) {
  const GraphView& view = execution_.view();
  const Snapshot& snapshot = view.snapshot();
  const Delta& delta = snapshot.delta;
  if (view.edge_count() < kFewEdges || !delta.node_sets.empty() || !delta.node_edges.empty() ||
      !delta.edge_properties.empty() || view.edge_limit() != snapshot.frozen->edge_count)
    return false;
  pass.frozen = snapshot.frozen.get();
  const Batch nothing(slots_, 1);
  tests_.Begin(Row{&nothing, 0});
  bool full = tests_.TellsAll();
  tests_.ForEachRange([&](const Column& column, const CodeRange& range) {
    full = full && column.first == 0 && column.count == view.edge_limit() && !range.empty();
    pass.tests.push_back({&column.values, range.low, range.high - range.low});
  });
  if (!full) return false;
  const auto& types = types_.types;
  if (!types_.any && !types.empty() && types.back().value - types[0].value == types.size() - 1) {
    pass.tests.push_back({&pass.frozen->out.types, types[0].value, types.size() - 1});
  } else if (!types_.any) {
    pass.types.assign(std::max<size_t>(view.names().types.size(), 1), 0);
    for (const EdgeTypeId type : types) pass.types[type.value] = 1;
  }
  const bool out = expand_.direction == Direction::kOut;
  const int target_label = out ? expand_.to_label : scan_label_;
  const auto targets = RangesOf(execution_, target_label);
  if (targets.size() != 1) return false;
  pass.target_begin = targets[0].begin, pass.target_end = targets[0].end;
  pass.any_target = EndLabel(execution_, target_label, types_, Direction::kOut).trivial();
  return PrepareKey(pass);
}

bool EdgeTally::PrepareKey(Pass& pass) {
  if (key_is_node_) {
    pass.by_node = true;
    pass.first_key = pass.target_begin;
    pass.keys = pass.target_end - pass.target_begin;
  } else if (key_property_ >= 0) {
    const Column* column = FullColumn(execution_, key_property_);
    if (!column || column->present != column->count || !column->ordered()) return false;
    pass.key = &column->values;
    pass.keys = column->largest + 1;
  }
  for (const int property : summed_) {
    pass.sum_of.push_back(-1);
    if (property < 0) continue;
    const Column* column = FullColumn(execution_, property);
    if (!column || column->present != column->count || column->coding != Coding::kInt) return false;
    const auto place = std::find(pass.sums.begin(), pass.sums.end(), column);
    pass.sum_of.back() = static_cast<int>(place - pass.sums.begin());
    if (place == pass.sums.end()) pass.sums.push_back(column);
  }
  return pass.keys <= kMostKeys && pass.keys * (pass.sums.size() + 1) <= kMostKeys;
}

void EdgeTally::CountChunk(const Pass& pass, uint32_t begin, uint32_t end, Counter& counter) {
  uint8_t mask[kBlock];
  uint16_t places[kBlock];
  const uint32_t* others = pass.frozen->out.others.data();
  for (uint32_t at = begin; at < end; at += kBlock) {
    const size_t size = std::min<size_t>(kBlock, end - at);
    std::fill_n(mask, size, 1);
    for (const Pass::Test& test : pass.tests) {
      test.codes->Visit([&](const auto* codes) {
        using Code = std::remove_cvref_t<decltype(*codes)>;
        WithinRange(codes + at, size, static_cast<Code>(test.low), static_cast<Code>(test.span),
                    mask);
      });
    }
    if (!pass.any_target) {
      WithinRange(others + at, size, pass.target_begin, pass.target_end - pass.target_begin - 1,
                  mask);
    }
    if (!pass.types.empty()) {
      pass.frozen->out.types.Visit([&](const auto* types) {
        for (size_t i = 0; i < size; ++i) mask[i] &= pass.types[types[at + i]];
      });
    }
    const size_t found = PlacesOf(mask, size, places);
    const auto count = [&](auto&& key_of) {
      for (size_t i = 0; i < found; ++i) ++counter.counts[key_of(at + places[i])];
      for (size_t s = 0; s < pass.sums.size(); ++s) {
        pass.sums[s]->values.Visit([&](const auto* codes) {
          for (size_t i = 0; i < found; ++i)
            counter.sums[s][key_of(at + places[i])] += codes[at + places[i]];
        });
      }
    };
    if (pass.by_node) {
      count([&](uint32_t edge) { return others[edge] - pass.first_key; });
    } else if (pass.key) {
      pass.key->Visit([&](const auto* codes) {
        count([&](uint32_t edge) { return codes[edge]; });
        for (size_t i = 0; i < found; ++i) counter.examples[codes[at + places[i]]] = at + places[i];
      });
    } else {
      count([](uint32_t) { return 0; });
    }
  }
}

bool EdgeTally::Run(uint64_t wanted, const Take& take) {
  left_out_ = 0;
  Pass pass;
  if (!Prepare(pass)) return false;
  const bool out = expand_.direction == Direction::kOut;
  std::vector<IdRange> chunks;
  for (const IdRange& sources : RangesOf(execution_, out ? scan_label_ : expand_.to_label)) {
    const uint32_t end = pass.frozen->out.Begin(sources.end);
    for (uint32_t at = pass.frozen->out.Begin(sources.begin); at < end;) {
      const uint32_t stop = end - at < kChunk ? end : at + kChunk;
      chunks.push_back({at, stop});
      at = stop;
    }
  }
  const size_t threads = std::clamp<size_t>(static_cast<size_t>(execution_.call_state.threads), 1,
                                            std::max<size_t>(1, chunks.size() / 2));
  while (counters_.size() < threads) counters_.push_back(std::make_unique<Counter>());
  std::atomic<size_t> next = 0;
  std::atomic<bool> stop = false;
  ParallelFor(threads, static_cast<int>(threads), [&](size_t t) {
    counters_[t]->Begin(pass);
    for (size_t i = next++; i < chunks.size() && !stop; i = next++)
      CountChunk(pass, chunks[i].begin, chunks[i].end, *counters_[t]);
  });
  for (size_t t = 1; t < threads; ++t) counters_[0]->Add(*counters_[t]);
  for (const IdRange& chunk : chunks) execution_.Spend(chunk.end - chunk.begin);
  const bool given = Give(pass, wanted, take);
  std::erase_if(counters_, [](const auto& each) { return each->bytes() > kKeptBytes; });
  return given;
}

bool EdgeTally::Fold(Pass& pass) {
  const KeyId key = execution_.key(folded_property_);
  const Column* column = key.valid() ? execution_.view().NodeColumn(key) : nullptr;
  if (!column || !column->direct() || !column->ordered()) return false;
  const Counter& nodes = *counters_[0];
  const uint64_t none = column->values.none();
  const auto for_each = [&](auto&& f) {
    column->values.Visit([&](const auto* codes) {
      for (size_t i = 0; i < nodes.counts.size(); ++i) {
        if (nodes.counts[i] == 0) continue;
        const uint32_t node = pass.first_key + static_cast<uint32_t>(i);
        const uint32_t place = node - column->first;
        f(i, node, place < column->count ? uint64_t{codes[place]} : none);
      }
    });
  };
  uint64_t low = none, high = 0;
  for_each([&](size_t, uint32_t, uint64_t code) {
    if (code != none) low = std::min(low, code), high = std::max(high, code);
  });
  if (low > high) low = high = 0;
  if (high - low >= kMostKeys - 2) return false;
  Pass by_value;
  by_value.keys = high - low + 2;  // the last: no value
  by_value.sums = pass.sums;
  if (!folded_) folded_ = std::make_unique<Counter>();
  folded_->Begin(by_value);
  for_each([&](size_t i, uint32_t node, uint64_t code) {
    const uint64_t value = code == none ? by_value.keys - 1 : code - low;
    folded_->counts[value] += nodes.counts[i];
    folded_->examples[value] = node;
    for (size_t s = 0; s < nodes.sums.size(); ++s) folded_->sums[s][value] += nodes.sums[s][i];
  });
  std::swap(counters_[0], folded_);
  pass.keys = by_value.keys;
  return true;
}

bool EdgeTally::Give(Pass& pass, uint64_t wanted, const Take& take) {
  __extension__ using Int128 = __int128;
  const bool folded = folded_property_ >= 0 && Fold(pass);
  const Counter& all = *counters_[0];
  // A sum that an integer cannot hold is an error, which the operators report.
  for (size_t s = 0; s < pass.sums.size(); ++s) {
    for (size_t key = 0; key < all.counts.size(); ++key) {
      const Int128 sum = Int128{pass.sums[s]->offset} * all.counts[key] +
                         Int128{pass.sums[s]->scale} * static_cast<Int128>(all.sums[s][key]);
      if (sum < INT64_MIN || sum > INT64_MAX) return false;
    }
  }
  std::vector<size_t> keys;
  for (size_t key = 0; key < all.counts.size(); ++key) {
    if (all.counts[key] > 0) keys.push_back(key);
  }
  // Keys that are not told apart yet may come to be one.
  const bool apart = key_is_plain_ && (folded_property_ < 0 || folded);
  if (apart && wanted < keys.size()) {
    const size_t all_keys = keys.size();
    uint32_t least = UINT32_MAX;  // the count of the last one wanted
    if (wanted > 0) {
      std::vector<uint32_t> counts(keys.size());
      for (size_t i = 0; i < keys.size(); ++i) counts[i] = all.counts[keys[i]];
      const auto last = counts.begin() + static_cast<ptrdiff_t>(wanted - 1);
      std::nth_element(counts.begin(), last, counts.end(), std::greater<>());
      least = *last;
    }
    std::erase_if(keys, [&](size_t key) { return all.counts[key] < least; });
    left_out_ = all_keys - keys.size();
  }
  const int target = expand_.direction == Direction::kOut ? expand_.to : expand_.from;
  Batch batch(slots_, execution_.batch_size);
  std::vector<uint64_t> counts;
  std::vector<int64_t> sums;
  for (size_t i = 0; i < keys.size(); ++i) {
    const size_t key = keys[i];
    const uint32_t row = batch.size();
    if (folded) {
      batch.column(target)[row] = Value::Node(NodeId{all.examples[key]});
    } else if (pass.by_node) {
      batch.column(target)[row] = Value::Node(NodeId{static_cast<uint32_t>(pass.first_key + key)});
    } else if (pass.key) {
      batch.column(expand_.edge)[row] = Value::Edge(EdgeId{all.examples[key]});
    }
    counts.push_back(all.counts[key]);
    for (const int s : pass.sum_of) {
      if (s < 0) {
        sums.push_back(0);
        continue;
      }
      const Column& column = *pass.sums[static_cast<size_t>(s)];
      sums.push_back(static_cast<int64_t>(
          Int128{column.offset} * all.counts[key] +
          Int128{column.scale} * static_cast<Int128>(all.sums[static_cast<size_t>(s)][key])));
    }
    batch.set_size(row + 1);
    if (!batch.full() && i + 1 < keys.size()) continue;
    take(batch, counts, sums);
    batch.clear(), counts.clear(), sums.clear();
  }
  return true;
}

}  // namespace newsgraph::execute
