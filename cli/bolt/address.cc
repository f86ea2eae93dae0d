#include "cli/bolt/address.h"

#include <algorithm>
#include <charconv>

namespace newsgraph::cli::bolt {
namespace {

constexpr std::string_view kForm = "bolt://[user[:password]@]host[:port][/database]";

Status BadAddress(std::string_view what) {
  return RuntimeError(ErrorKind::kArgumentError, "Usage", what, kForm);
}

// %41 -> A
StatusOr<std::string> Decode(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    unsigned byte = 0;
    const std::string_view digits = text.substr(i + 1, 2);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (error != std::errc() || digits.size() != 2 || end != digits.data() + 2)
      return BadAddress("a % in the address has no two hexadecimal digits behind it");
    out += static_cast<char>(byte);
    i += 2;
  }
  return out;
}

Status SetUser(std::string_view text, Address& address) {
  const size_t colon = text.find(':');
  ASSIGN_OR_RETURN(address.user, Decode(text.substr(0, colon)));
  if (colon == std::string_view::npos) return absl::OkStatus();
  ASSIGN_OR_RETURN(address.password, Decode(text.substr(colon + 1)));
  return absl::OkStatus();
}

Status SetHost(std::string_view text, Address& address) {
  std::string_view port;
  if (text.starts_with('[')) {
    const size_t close = text.find(']');
    if (close == std::string_view::npos) return BadAddress("the address lacks a \"]\"");
    address.host = text.substr(1, close - 1);
    port = text.substr(close + 1);
  } else {
    const size_t colon = text.find(':');
    address.host = text.substr(0, colon);
    if (colon != std::string_view::npos) port = text.substr(colon);
  }
  if (address.host.empty()) return BadAddress("the address names no host");
  if (port.empty()) return absl::OkStatus();
  port.remove_prefix(1);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size() || number == 0 || number > 65535)
    return BadAddress("the port is no number from 1 to 65535");
  address.port = port;
  return absl::OkStatus();
}

}  // namespace

std::string Address::Text() const {
  const bool six = host.find(':') != std::string::npos;
  return Cat("bolt",
             !tls     ? ""
             : verify ? "+s"
                      : "+ssc",
             "://", six ? "[" : "", host, six ? "]" : "", port == "7687" ? "" : ":",
             port == "7687" ? "" : port, database.empty() ? "" : "/", database);
}

bool IsAddress(std::string_view text) {
  const size_t end = text.find("://");
  return end != std::string_view::npos && end > 0 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+") >= end;
}

StatusOr<Address> ParseAddress(std::string_view text) {
  const std::string_view scheme = text.substr(0, text.find("://"));
  const size_t plus = std::min(scheme.find('+'), scheme.size());
  const std::string_view protocol = scheme.substr(0, plus), security = scheme.substr(plus);
  if ((protocol != "bolt" && protocol != "neo4j") ||
      (security != "" && security != "+s" && security != "+ssc"))
    return BadAddress(Cat("there is no way to speak to ", scheme, "://"));
  std::string_view rest = text.substr(scheme.size() + 3);
  if (rest.find_first_of("?#") != std::string_view::npos)
    return BadAddress(
        "a ? or # in the address means nothing; as a part of a name it is %3F or %23");
  Address address;
  address.tls = !security.empty();
  address.verify = security != "+ssc";
  if (const size_t slash = rest.find('/'); slash != std::string_view::npos) {
    ASSIGN_OR_RETURN(address.database, Decode(rest.substr(slash + 1)));
    rest = rest.substr(0, slash);
  }
  if (const size_t at = rest.rfind('@'); at != std::string_view::npos) {
    RETURN_IF_ERROR(SetUser(rest.substr(0, at), address));
    rest.remove_prefix(at + 1);
  }
  RETURN_IF_ERROR(SetHost(rest, address));
  return address;
}

}  // namespace newsgraph::cli::bolt
