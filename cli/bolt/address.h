// Where a Bolt server is, and as whom to speak to it.
//
//   ASSIGN_OR_RETURN(Address address, ParseAddress("bolt://neo4j:secret@db.example:7688/news"));
//   address.host == "db.example"   .port == "7688"   .database == "news"
//   address.user == "neo4j"        .password == "secret"
//   address.Text() == "bolt://db.example:7688/news"        never the password
//
// A value. Thread-safe: no state.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "graph/base/error.h"

namespace newsgraph::cli::bolt {

struct Address {
  std::string host;
  std::string port = "7687";
  std::string database;  // empty: the server's default
  std::string user;      // empty: none
  std::optional<std::string> password;
  bool tls = false;
  bool verify = true;  // with TLS: the certificate must hold

  std::string Text() const;
};

// Whether a word of the command line means a server rather than a file: SCHEME://...
bool IsAddress(std::string_view text);

// bolt://[user[:password]@]host[:port][/database]; %XX stands for a byte in user, password and
// database; an IPv6 address stands in brackets. neo4j:// is the same: one server, spoken to
// directly, whatever cluster it belongs to. bolt+s:// and neo4j+s:// are with TLS; with +ssc in
// place of +s any certificate will do.
//   errors   ArgumentError/Usage
StatusOr<Address> ParseAddress(std::string_view text);

}  // namespace newsgraph::cli::bolt
