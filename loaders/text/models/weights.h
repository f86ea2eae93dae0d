// The parameters of every model, as one packed piece of bytes.
//
// Packed form: "NGTM", a version byte, the size of the unpacked bytes (varint), then zstd.
// Unpacked: name lists, network, lemmas, each by its own Write. Const and thread-safe after Unpack.
#pragma once

#include <string>
#include <string_view>

#include "graph/base/error.h"
#include "loaders/text/models/lemma.h"
#include "loaders/text/models/name_lists.h"
#include "loaders/text/models/network.h"

namespace newsgraph::text {

class Weights {
 public:
  NameLists lists;
  Network network;
  Lemmas lemmas;

  //   errors   Corruption
  Status Unpack(std::string_view packed);
};

// Packs what the models' Write functions gave, one after another.
//   errors   Internal: the compressor failed
StatusOr<std::string> PackWeights(std::string_view unpacked);

// The packed weights inside the program.
std::string_view EmbeddedWeights();

}  // namespace newsgraph::text
