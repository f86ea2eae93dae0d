#include "graph/guarded_file.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>
#include <system_error>

#include "graph/parallel.h"

namespace newsgraph {
namespace {

enum State : uint8_t { kUnread, kBeingChecked, kRight, kBad };

size_t PageSize() {
  static const size_t size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  return size;
}

bool Contains(const uint8_t* begin, size_t size, const uint8_t* address) {
  return address >= begin && address < begin + size;
}

}  // namespace

// The process's handler and the files it knows. A file is in its slot while it is guarded, and who
// reads it keeps it alive, so the handler may follow what it finds there.
struct GuardHandler {
  static constexpr size_t kSlots = 1024;
  static inline std::array<std::atomic<GuardedFile*>, kSlots> slots = {};
  static inline struct sigaction before_segv = {}, before_bus = {};

  static bool Add(GuardedFile* file) {
    static std::once_flag installed;
    std::call_once(installed, Install);
    for (auto& slot : slots) {
      GuardedFile* free = nullptr;
      if (slot.compare_exchange_strong(free, file)) return true;
    }
    return false;
  }
  static void Remove(GuardedFile* file) {
    for (auto& slot : slots) {
      GuardedFile* mine = file;
      slot.compare_exchange_strong(mine, nullptr);
    }
  }
  static void Install() {
    PageSize();
    struct sigaction action = {};
    action.sa_sigaction = Handle;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    sigaction(SIGSEGV, &action, &before_segv);
    sigaction(SIGBUS, &action, &before_bus);
  }
  static void Handle(int signal, siginfo_t* info, void* context) {
    const int saved = errno;
    const auto* address = static_cast<const uint8_t*>(info->si_addr);
    for (auto& slot : slots) {
      GuardedFile* file = slot.load(std::memory_order_acquire);
      if (file == nullptr) continue;
      if (signal == SIGSEGV ? file->Touch(address) : file->ReplacePage(address)) {
        errno = saved;
        return;
      }
    }
    PassOn(signal, info, context);
  }
  static void PassOn(int signal, siginfo_t* info, void* context) {
    const struct sigaction& before = signal == SIGSEGV ? before_segv : before_bus;
    if (before.sa_flags & SA_SIGINFO) {
      before.sa_sigaction(signal, info, context);
    } else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) {
      before.sa_handler(signal);
    } else {
      ::signal(signal, SIG_DFL);  // the instruction is tried again, and ends the process
    }
  }
};

StatusOr<std::shared_ptr<GuardedFile>> GuardedFile::Map(const std::string& path,
                                                        size_t least_bytes) {
  const auto system_error = [&](std::string_view what) {
    return RuntimeError(
        ErrorKind::kIoError, "",
        Cat("cannot ", what, " ", path, ": ", std::generic_category().message(errno)));
  };
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return system_error("open");
  const std::shared_ptr<const int> closer(&file, [](const int* f) { close(*f); });
  struct stat info;
  if (fstat(file, &info) != 0) return system_error("examine");
  if (!S_ISREG(info.st_mode))
    return RuntimeError(ErrorKind::kIoError, "", Cat(path, ": this is not a file"));
  const size_t size = static_cast<size_t>(info.st_size);
  if (size < least_bytes) {
    return RuntimeError(ErrorKind::kCorruption, "DamagedFile",
                        Cat(path, ": it has ", size, " bytes, too few for a saved graph"),
                        "take an older copy, or load the sources again");
  }
  std::shared_ptr<GuardedFile> mapped(new GuardedFile());
  mapped->size_ = size;
  for (const auto& [to, rights] :
       {std::pair(&mapped->raw_, PROT_READ), std::pair(&mapped->guarded_, PROT_NONE)}) {
    void* at = mmap(nullptr, size, rights, MAP_SHARED, file, 0);
    if (at == MAP_FAILED) return system_error("map");
    *to = static_cast<const uint8_t*>(at);
  }
  return mapped;
}

GuardedFile::~GuardedFile() {
  GuardHandler::Remove(this);
  if (raw_ != nullptr) munmap(const_cast<uint8_t*>(raw_), size_);
  if (guarded_ != nullptr) munmap(const_cast<uint8_t*>(guarded_), size_);
}

void GuardedFile::Guard(std::vector<Unit> units, std::unique_ptr<Checker> checker) {
  units_ = std::move(units);
  checker_ = std::move(checker);
  states_ = std::make_unique<std::atomic<uint8_t>[]>(units_.size());
  if (!GuardHandler::Add(this)) CheckAll(1);
}

void GuardedFile::CheckAll(int threads) {
  ParallelFor(units_.size(), threads, [&](size_t unit) { CheckUnit(unit); });
}

std::optional<size_t> GuardedFile::UnitAt(const uint8_t* address) const {
  if (!Contains(guarded_, size_, address)) return std::nullopt;
  const uint64_t offset = static_cast<uint64_t>(address - guarded_);
  const auto unit = std::upper_bound(units_.begin(), units_.end(), offset,
                                     [](uint64_t at, const Unit& u) { return at < u.end; });
  if (unit == units_.end() || offset < unit->begin) return std::nullopt;
  return static_cast<size_t>(unit - units_.begin());
}

bool GuardedFile::Touch(const uint8_t* address) {
  const std::optional<size_t> unit = UnitAt(address);
  if (unit) CheckUnit(*unit);
  return unit.has_value();
}

void GuardedFile::CheckUnit(size_t unit) {
  std::atomic<uint8_t>& state = states_[unit];
  uint8_t expected = kUnread;
  if (!state.compare_exchange_strong(expected, kBeingChecked)) {
    while (state.load(std::memory_order_acquire) == kBeingChecked) sched_yield();
    return;
  }
  uint8_t* const begin = const_cast<uint8_t*>(guarded_) + units_[unit].begin;
  const size_t size = units_[unit].end - units_[unit].begin;
  const bool right = checker_->IsRight(unit) && mprotect(begin, size, PROT_READ) == 0;
  if (!right) {
    mmap(begin, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    uint64_t none = 0;
    first_bad_.compare_exchange_strong(none, unit + 1);
  }
  state.store(right ? kRight : kBad, std::memory_order_release);
}

bool GuardedFile::ReplacePage(const uint8_t* address) {
  const auto zero = [](const uint8_t* begin, size_t size) {
    mmap(const_cast<uint8_t*>(begin), size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
         0);
  };
  if (Contains(raw_, size_, address)) {
    zero(raw_ + static_cast<size_t>(address - raw_) / PageSize() * PageSize(), PageSize());
    return true;
  }
  const std::optional<size_t> unit = UnitAt(address);
  if (!unit) return false;
  // It was right once. All of it goes, so that what is checked as a whole stays one.
  zero(guarded_ + units_[*unit].begin, units_[*unit].end - units_[*unit].begin);
  uint64_t none = 0;
  first_bad_.compare_exchange_strong(none, *unit + 1);
  return true;
}

}  // namespace newsgraph
