// newsgraph as one engine of a paired benchmark run: a JSON object in, one out.
//
//   {"op":"load","dir":"DIR"}                                -> {"ok":true,"ms":1234.5}
//   {"op":"run","q":"q06","text":"...","params":{"id":17}}   -> {"q":"q06","ms":0.1,"answer":[[2]]}
//   {"op":"open"}    the graph saved at $PEER_PATH           -> {"ok":true,"ms":12}
//   a thing it cannot do                                     -> {"q":"q06","error":"..."}
//
// A load with PEER_PATH set saves the graph there; PEER_TIMEOUT is the limit of one query in
// milliseconds (60 s). `ms` of a run is the time from text in hand to rows in hand through an
// ordinary session with the plan cache every session has, on two threads. One request at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "query/session.h"

namespace newsgraph::bench {

class Peer {
 public:
  // Never fails: what is wrong with a request is its answer.
  std::string Answer(std::string_view request_line);

 private:
  std::vector<char> memory_ = std::vector<char>(64 << 10);  // for the request in hand
  Graph graph_;
  std::unique_ptr<query::Session> session_;
};

}  // namespace newsgraph::bench
