// Everything the article loader knows beforehand, loaded once: models, gazetteers, frames and
// confidences.
//
//   ASSIGN_OR_RETURN(Knowledge knowledge, Knowledge::Load());   // once per process
//   ExtractArticle(text, source, knowledge);                    // from any thread
//
// All of it is part of the program; nothing is read from disk. const and thread-safe after Load.
#pragma once

#include "graph/base/error.h"
#include "loaders/text/knowledge/confidence_table.h"
#include "loaders/text/knowledge/frames.h"
#include "loaders/text/knowledge/gazetteer.h"
#include "loaders/text/models/models.h"

namespace newsgraph::text {

class Knowledge {
 public:
  // errors   Internal: data of the program that does not parse      cost   about 50 ms
  static StatusOr<Knowledge> Load();

  const Models& models() const { return models_; }
  const Gazetteer& gazetteer() const { return gazetteer_; }
  const FrameLexicon& frames() const { return frames_; }
  const ConfidenceTable& confidences() const { return confidences_; }

 private:
  Knowledge(Models models, Gazetteer gazetteer, FrameLexicon frames, ConfidenceTable confidences)
      : models_(std::move(models)),
        gazetteer_(std::move(gazetteer)),
        frames_(std::move(frames)),
        confidences_(std::move(confidences)) {}

  Models models_;
  Gazetteer gazetteer_;
  FrameLexicon frames_;
  ConfidenceTable confidences_;
};

// The data files as they are in the program: for tests and tools.
GazetteerFiles EmbeddedGazetteers();
std::string_view EmbeddedFrames();

}  // namespace newsgraph::text
