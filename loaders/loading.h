// One load as the loaders see it: where records go, how they are counted, when to stop.
//
//   loading.SetFile(path);
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

  // What is counted from here on is of this file. cost: a look into a hash table
  void SetFile(std::string_view path);
  // REQUIRES: SetFile
  void CountLoaded() { Count(&Report::loaded, &LoadedFile::loaded); }
  void CountMerged() { Count(&Report::merged, &LoadedFile::merged); }
  // Also sets the file.
  // errors   LimitExceeded: more than the load's options allow
  Status Reject(Rejection rejection);
  // Another `bytes` are done. errors: Cancelled
  Status Advance(uint64_t bytes);
  bool cancelled() const;

 private:
  void Count(uint64_t Report::*all, uint64_t LoadedFile::*of_file) {
    LoadedFile& file = report_.by_file[file_];
    ++report_.read, ++(report_.*all);
    ++file.read, ++(file.*of_file);
  }

  const LoadOptions& options_;
  Builder& builder_;
  Report& report_;
  const LoadProgress& progress_;
  uint64_t first_new_node_;
  uint64_t done_ = 0, shown_ = 0, total_;
  StringMap<size_t> places_;  // of files in report_.by_file
  size_t file_ = 0;
};

}  // namespace newsgraph::loaders
