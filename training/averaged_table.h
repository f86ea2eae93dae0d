// An averaged perceptron's weights while they are learned.
//
//   table.Score(features, scores);                  // scores[label], floats
//   table.Update(features, right, +1);  table.Update(features, wrong, -1);  table.Tick();
//   auto rows = table.Rows(2);                      // averaged, scaled to int8, sorted
//
// Rows come into being on their first update. Not thread-safe.
//   source   Freund & Schapire 1999; Collins 2002 (averaging)
#pragma once

#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "loaders/text/models/feature_table.h"

namespace newsgraph::training {

// A small generator with the same numbers everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  uint64_t Next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ * 0x2545F4914F6CDD1Du;
  }
  uint64_t Below(uint64_t n) { return (Next() >> 11) % n; }
  float Unit() { return static_cast<float>(Next() >> 40) / static_cast<float>(1 << 24); }

 private:
  uint64_t state_;
};

// 0..size-1 in random order.
std::vector<uint32_t> Shuffled(size_t size, Random& random);

class AveragedTable {
 public:
  explicit AveragedTable(int labels) : labels_(labels) {}

  void Score(std::span<const text::Feature> features, float* scores) const;
  void Update(std::span<const text::Feature> features, int label, float delta);
  void Tick() { ++time_; }
  int labels() const { return labels_; }

  // weight -> round(average * scale), with the largest scale that clamps one weight in a hundred
  // thousand. Rows whose largest weight is not above `floor` are dropped.
  std::vector<text::FeatureTable::Row> Rows(int floor) const;
  float FittingScale() const;

 private:
  struct Weight {
    float value = 0;
    float total = 0;  // sum of delta * time: average = value - total / now
  };
  float Average(const Weight& w) const { return w.value - w.total / static_cast<float>(time_); }

  int labels_;
  double time_ = 1;
  absl::flat_hash_map<text::Feature, uint32_t> index_;
  std::vector<Weight> weights_;
};

}  // namespace newsgraph::training
