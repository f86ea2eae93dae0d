// One load as the loaders see it: where records go, how they are counted, when to stop.
//
//   if (bad) RETURN_IF_ERROR(loading.Reject({path, line.number, line.offset, "no id",
//   std::string(line.text)})); else     loading.builder().AddNode(...), loading.CountLoaded();
//   RETURN_IF_ERROR(loading.Advance(source.offset() - before));
//
// Refers to what LoadFiles was given. One thread.
#pragma once

#include "loaders/loader.h"

namespace newsgraph::loaders {

class Loading {
 public:
  Loading(const LoadOptions& options, Builder& builder, Report& report,
          const LoadProgress& progress, uint64_t total_bytes);

  const LoadOptions& options() const { return options_; }
  Builder& builder() { return builder_; }
  // Nodes that were there before the load have smaller ids.
  uint64_t first_new_node() const { return first_new_node_; }

  void CountLoaded() { ++report_.read, ++report_.loaded; }
  void CountMerged() { ++report_.read, ++report_.merged; }
  // errors   LimitExceeded: more than the load's options allow
  Status Reject(Rejection rejection);
  // Another `bytes` are done. errors: Cancelled
  Status Advance(uint64_t bytes);
  bool cancelled() const;

 private:
  const LoadOptions& options_;
  Builder& builder_;
  Report& report_;
  const LoadProgress& progress_;
  uint64_t first_new_node_;
  uint64_t done_ = 0, shown_ = 0, total_;
};

}  // namespace newsgraph::loaders
