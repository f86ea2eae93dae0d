// Values from PackStream and back. The nodes and relationships of a server's answer become those of
// a small graph, so that whatever prints ours prints them too.
//
//   Received received;
//   Unpacker in(message);
//   ASSIGN_OR_RETURN(Value value, received.Read(in, limit));     // a node: an id into the view
//   received.view().labels(value.node());
//   received.Of(value.node()).id                                 // what the server calls it
//
// What our values do not have is shown as one that they have: bytes as a text of hexadecimal digits
// (0x00FF), points of other coordinate systems and structures nobody knows as maps, a datetime in a
// zone nobody knows as its text, a property that is a map or a mixed list as its text. A
// relationship whose ends did not come with it has ends without labels and properties.
// source: https://neo4j.com/docs/bolt/current/bolt/structure-semantics/
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/bolt/packstream.h"
#include "cli/print/element_names.h"
#include "graph/changes.h"
#include "graph/graph.h"

namespace newsgraph::cli::bolt {

// Appends a value. `utc`: datetimes as Bolt has them since version 5, by their instant; before, by
// their local time.
//   errors   ArgumentError for nodes, relationships and paths, which cannot be sent
Status Pack(const Value& value, bool utc, Packer& out);

// Reads a value that holds no node or relationship.
//   errors   IoError/ProtocolError; LimitExceeded/MessageTooLarge when it takes more than `limit`
//            bytes of memory
StatusOr<Value> ReadPlain(Unpacker& in, size_t limit);

class Received : public ElementNames {
 public:
  Received();

  // Follows what is read later.
  const GraphView& view() const { return changes_.view(); }
  // errors: as of ReadPlain
  StatusOr<Value> Read(Unpacker& in, size_t limit);
  // What was read until now stays; Forget lets go of what was read since. REQUIRES of Keep: nothing
  // was let go of yet.
  void Keep();
  void Forget();
  // Of memory that all that was read has taken, let go of or not.
  uint64_t bytes() const { return bytes_; }

  ElementName Of(NodeId node) const override;
  ElementName Of(EdgeId edge) const override;

 private:
  friend class ValueReader;

  // The server's names of elements, and the elements by them.
  template <class Id>
  class NameTable {
   public:
    // The element of this name, made by make() when it is new.
    template <class Make>
    StatusOr<Id> FindOrMake(int64_t id, std::string_view element_id, Make&& make);
    ElementName NameOf(Id element) const;
    void Keep() { kept_ = names_.size(); }
    bool all_kept() const { return kept_ == names_.size(); }
    void Forget();

   private:
    struct Name {
      int64_t id;
      std::string element_id;
    };

    // An element's place is its id, less the ids that were let go of in between.
    std::vector<Name> names_;
    size_t kept_ = 0;
    uint32_t gone_ = 0;
    StringMap<Id> elements_;
  };

  Graph graph_;
  ChangeSet changes_;
  NameTable<NodeId> nodes_;
  NameTable<EdgeId> edges_;
  std::shared_ptr<const ChangeSet::Savepoint> kept_;
  uint64_t bytes_ = 0;
};

}  // namespace newsgraph::cli::bolt
