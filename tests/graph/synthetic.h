// A small news graph by a seed: persons, places and articles; popular ones get most edges.
#pragma once

#include <array>
#include <random>
#include <string>

#include "graph/builder.h"

namespace newsgraph {

// `nodes` nodes and `edges` edges with date, confidence (hundredths), weight and a few sentences.
inline Graph SyntheticGraph(uint32_t nodes, uint32_t edges, uint64_t seed, int threads = 2) {
  std::mt19937_64 random(seed);
  BuilderOptions options;
  options.threads = threads;
  Builder builder(options);
  const std::array<LabelId, 3> labels = {builder.Label("Person"), builder.Label("Place"),
                                         builder.Label("Article")};
  const std::array<EdgeTypeId, 4> types = {builder.Type("met"), builder.Type("visited"),
                                           builder.Type("mentions"), builder.Type("about")};
  const KeyId name = builder.Key("name"), date = builder.Key("date"),
              confidence = builder.Key("confidence"), weight = builder.Key("weight"),
              sentence = builder.Key("sentence");
  for (uint32_t i = 0; i < nodes; ++i) {
    const LabelId label = labels[i % 3];
    builder.UpsertNode(label, name, Value::String("node " + std::to_string(i)));
  }
  const auto pick = [&] {
    const double u = static_cast<double>(random() >> 11) * 0x1p-53;
    return NodeId{static_cast<uint32_t>(u * u * nodes)};
  };
  for (uint32_t i = 0; i < edges; ++i) {
    const NodeId from = pick(), to = pick();
    const EdgeId edge = builder.AddEdge(from, types[random() % types.size()], to);
    builder.Set(edge, date, Value::Of(Date{18000 + static_cast<int64_t>(random() % 4000)}));
    builder.Set(edge, confidence, Value::Float(static_cast<double>(50 + random() % 51) / 100));
    builder.Set(edge, weight, Value::Int(static_cast<int64_t>(random() % 50)));
    if (random() % 16 == 0)
      builder.Set(edge, sentence, Value::String("sentence " + std::to_string(random() % 100)));
  }
  return std::move(builder).Freeze().value();
}

}  // namespace newsgraph
