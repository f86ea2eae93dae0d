#include "loaders/text/knowledge/knowledge.h"

#include "loaders/text/data/embedded.h"

namespace newsgraph::text {

std::string_view EmbeddedFrames() { return NEWSGRAPH_EMBEDDED(frames); }

GazetteerFiles EmbeddedGazetteers() {
  GazetteerFiles files;
  files.countries = NEWSGRAPH_EMBEDDED(countries);
  files.regions = NEWSGRAPH_EMBEDDED(regions);
  files.cities = NEWSGRAPH_EMBEDDED(cities);
  files.organizations = NEWSGRAPH_EMBEDDED(organizations);
  files.nouns = NEWSGRAPH_EMBEDDED(nouns);
  files.suffixes = NEWSGRAPH_EMBEDDED(suffixes);
  files.synonyms = NEWSGRAPH_EMBEDDED(synonyms);
  files.titles = NEWSGRAPH_EMBEDDED(titles);
  files.people = NEWSGRAPH_EMBEDDED(people);
  files.words = NEWSGRAPH_EMBEDDED(words);
  files.persons = NEWSGRAPH_EMBEDDED(persons);
  files.type_cues = NEWSGRAPH_EMBEDDED(type_cues);
  files.calendar = NEWSGRAPH_EMBEDDED(calendar);
  files.boilerplate = NEWSGRAPH_EMBEDDED(boilerplate);
  files.first_names = NEWSGRAPH_EMBEDDED(first_names);
  files.more_first_names = NEWSGRAPH_EMBEDDED(more_first_names);
  return files;
}

StatusOr<Knowledge> Knowledge::Load() {
  ASSIGN_OR_RETURN(Models models, Models::Load());
  ASSIGN_OR_RETURN(Gazetteer gazetteer, Gazetteer::Parse(EmbeddedGazetteers()));
  ASSIGN_OR_RETURN(FrameLexicon frames, FrameLexicon::Parse(EmbeddedFrames()));
  ASSIGN_OR_RETURN(ConfidenceTable confidences,
                   ConfidenceTable::Parse(NEWSGRAPH_EMBEDDED(confidence)));
  return Knowledge(std::move(models), std::move(gazetteer), std::move(frames),
                   std::move(confidences));
}

}  // namespace newsgraph::text
