#include "graph/undo_log.h"

namespace newsgraph {

std::shared_ptr<UndoLog::Point> UndoLog::Save() {
  std::erase_if(points_, [](const auto& point) { return point.expired(); });
  if (points_.empty()) entries_.clear();
  auto point = std::make_shared<Point>();
  point->position = entries_.size();
  points_.push_back(point);
  return point;
}

void UndoLog::RollBack(const Point& point, DeltaArrays& arrays) {
  if (point.copy) {
    arrays = *point.copy;
    entries_.clear();
  } else {
    Undo(point.position, arrays);
    entries_.erase(entries_.begin() + static_cast<ptrdiff_t>(point.position), entries_.end());
  }
}

void UndoLog::Undo(size_t position, DeltaArrays& arrays) const {
  for (size_t i = entries_.size(); i > position; --i) {
    std::visit([&](const auto& entry) { (arrays.*entry.array).Edit(entry.index) = entry.before; },
               entries_[i - 1]);
  }
}

void UndoLog::CopyPoints(const DeltaArrays& arrays) {
  for (const auto& held : points_) {
    const auto point = held.lock();
    if (!point) continue;
    point->copy = std::make_unique<DeltaArrays>(arrays);
    Undo(point->position, *point->copy);
  }
  points_.clear();
  entries_.clear();
}

}  // namespace newsgraph
