// Fuzz target: any bytes as what a Bolt server sends: a value of a row, the messages after the
// login, and everything from the first byte on. The client answers or refuses.
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "cli/bolt/client.h"
#include "cli/bolt/metadata.h"
#include "cli/print/printer.h"

namespace {

using namespace newsgraph;
using namespace newsgraph::cli;

// As a server frames messages of up to 64 KiB.
std::string Framed(std::string_view message) {
  message = message.substr(0, 0xFFFF);
  std::string bytes;
  bytes += static_cast<char>(message.size() >> 8);
  bytes += static_cast<char>(message.size() & 0xFF);
  bytes += message;
  return bytes.append(2, '\0');
}

// Everything a client does, with a server that has said all this before it hangs up.
void Ask(std::string_view said) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) std::abort();
  (void)!write(ends[1], said.data(), said.size());
  shutdown(ends[1], SHUT_WR);
  bolt::Client client(*bolt::ParseAddress("bolt://127.0.0.1:1"), {.connect_ms = 1000});
  if (client.ConnectOver(bolt::Socket(ends[0])).ok()) {
    std::string text;
    {
      Output out(text);
      const auto received = std::make_shared<bolt::Received>();
      const auto printer = MakePrinter({.mode = Mode::kJson, .names = received}, out);
      query::RunOptions options;
      options.max_memory_bytes = 16 << 20;
      const auto summary = client.Stream("RETURN 1", {}, options, *received, *printer);
      if (summary.ok() && !printer->End(*summary).ok()) std::abort();
      if (!summary.ok() && GetErrorInfo(summary.status()).kind == ErrorKind::kInternal)
        std::abort();
    }
  }
  close(ends[1]);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string version("\0\0\4\4", 4);  // which asks for one message only
  const std::string login = version + Framed("\xB1\x70\xA0");
  const std::string columns = Framed("\xB1\x70\xA1\x86\x66ields\x91\x81n");
  Ask(login + columns + Framed(Cat("\xB1\x71\x91", bytes)) + Framed("\xB1\x70\xA0"));
  Ask(login + columns + std::string(bytes));
  Ask(login + Framed(Cat("\xB1\x7F", bytes)));
  Ask(bytes);
  return 0;
}
