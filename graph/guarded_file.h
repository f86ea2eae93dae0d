// GuardedFile: a file mapped into memory whose parts are checked when they are first read, so that
// opening costs nothing and nothing unchecked is ever seen. Private to graph/.
//
//   ASSIGN_OR_RETURN(auto file, GuardedFile::Map(path));
//   file->raw()                        // for the checks themselves
//   file->Guard(units, checker);       // from now on `guarded()` may be read
//   file->guarded()[i]                 // the unit of i is checked first, once
//   file->first_bad()                  // a unit that failed; from then on it reads as zeros
//
// The guarded bytes are a second mapping of the file, without the right to read. The first read of
// a unit traps; the handler of SIGSEGV checks the unit in the raw mapping and gives it back:
// readable if it is right, as zeros if it is not. Who reads asks `first_bad` before he believes
// what he found (CheckIntact in save.h). A file that is cut short while it is mapped traps too
// (SIGBUS) and is treated alike. Signals of other places go to the handler that was there before.
//
// Thread-safe: a unit is checked by the first thread, others wait. A system call that is handed
// guarded memory fails with EFAULT instead of trapping: copy what is written to files.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/base/error.h"

namespace newsgraph {

class GuardedFile {
 public:
  // Pages from `begin` to `end`, offsets in the file.
  struct Unit {
    uint64_t begin = 0, end = 0;
  };
  // Says whether the bytes of a unit are right. Runs inside a signal handler: no memory, no locks.
  class Checker {
   public:
    virtual ~Checker() = default;
    virtual bool IsRight(size_t unit) const = 0;
  };

  // errors    IoError, with the system's words; Corruption: shorter than `least_bytes`
  static StatusOr<std::shared_ptr<GuardedFile>> Map(const std::string& path, size_t least_bytes);
  ~GuardedFile();
  GuardedFile(const GuardedFile&) = delete;

  // Always readable; of a file that was cut short the rest reads as zeros.
  std::span<const uint8_t> raw() const { return {raw_, size_}; }
  // REQUIRES before the first read: Guard.
  std::span<const uint8_t> guarded() const { return {guarded_, size_}; }

  // Units ascend, do not overlap and begin at multiples of the page size; what lies between them
  // cannot be read at all. Where the system has no room for another guard, all is checked at once.
  void Guard(std::vector<Unit> units, std::unique_ptr<Checker> checker);
  // Checks what nobody read yet. cost: one pass over the file, on several threads
  void CheckAll(int threads);

  // A unit that was found damaged.
  std::optional<size_t> first_bad() const {
    const uint64_t bad = first_bad_.load(std::memory_order_acquire);
    return bad == 0 ? std::nullopt : std::optional<size_t>(bad - 1);
  }

 private:
  friend struct GuardHandler;
  GuardedFile() = default;
  // All of these may run in a handler.
  std::optional<size_t> UnitAt(const uint8_t* address) const;  // of the guarded mapping
  bool Touch(const uint8_t* address);  // checks the unit at an address; false when there is none
  void CheckUnit(size_t unit);
  bool ReplacePage(const uint8_t* address);  // zeros for what the file has no more

  const uint8_t* raw_ = nullptr;
  const uint8_t* guarded_ = nullptr;
  size_t size_ = 0;
  std::vector<Unit> units_;
  std::unique_ptr<std::atomic<uint8_t>[]> states_;
  std::unique_ptr<Checker> checker_;
  std::atomic<uint64_t> first_bad_ = 0;  // unit + 1
};

}  // namespace newsgraph
