// Data files inside the program: embedded.S takes the bytes in with .incbin.
//
//   std::string_view text = NEWSGRAPH_EMBEDDED(frames);
#pragma once

#include <string_view>

#define NEWSGRAPH_DECLARE_EMBEDDED(name)         \
  extern "C" const char newsgraph_text_##name[]; \
  extern "C" const char newsgraph_text_##name##_end[]

NEWSGRAPH_DECLARE_EMBEDDED(boilerplate);
NEWSGRAPH_DECLARE_EMBEDDED(calendar);
NEWSGRAPH_DECLARE_EMBEDDED(cities);
NEWSGRAPH_DECLARE_EMBEDDED(confidence);
NEWSGRAPH_DECLARE_EMBEDDED(countries);
NEWSGRAPH_DECLARE_EMBEDDED(first_names);
NEWSGRAPH_DECLARE_EMBEDDED(frames);
NEWSGRAPH_DECLARE_EMBEDDED(more_first_names);
NEWSGRAPH_DECLARE_EMBEDDED(nouns);
NEWSGRAPH_DECLARE_EMBEDDED(organizations);
NEWSGRAPH_DECLARE_EMBEDDED(people);
NEWSGRAPH_DECLARE_EMBEDDED(persons);
NEWSGRAPH_DECLARE_EMBEDDED(regions);
NEWSGRAPH_DECLARE_EMBEDDED(suffixes);
NEWSGRAPH_DECLARE_EMBEDDED(synonyms);
NEWSGRAPH_DECLARE_EMBEDDED(titles);
NEWSGRAPH_DECLARE_EMBEDDED(type_cues);
NEWSGRAPH_DECLARE_EMBEDDED(words);

#define NEWSGRAPH_EMBEDDED(name)          \
  std::string_view(newsgraph_text_##name, \
                   static_cast<size_t>(newsgraph_text_##name##_end - newsgraph_text_##name))
