// Bylines: who wrote an article, and for whom, as the line beside its title or below its end says.
//
//   if (IsBylineForm(line, gazetteer)) use(ReadNames(text, span, gazetteer).authors);
//
// "By Ann Lee and Bo Dahl in Lima", "Ann Lee | The Lima Post", "FROM ANN LEE, Lima", "Words: Ann
// Lee". O(length of the line). No state.
#pragma once

#include <string_view>
#include <vector>

#include "graph/base/text_span.h"
#include "loaders/text/knowledge/gazetteer.h"

namespace newsgraph::text {

struct Byline {
  std::vector<TextSpan> authors;   // in the text
  std::vector<TextSpan> credited;  // who edited or took the pictures
  std::vector<TextSpan> places;    // known ones behind "in"
  TextSpan outlet;                 // a newspaper or agency, or empty
};

// Whether a line, in lower case, has the name of an author's role in it: "correspondent".
bool NamesRole(std::string_view lower, const Gazetteer& gazetteer);

// Whether a line says by its words or form that it is a byline.
bool IsBylineForm(std::string_view line, const Gazetteer& gazetteer);

// A name by itself or with its town or newspaper: a byline only beside the title or at the end.
bool IsSignature(std::string_view line, const Gazetteer& gazetteer);

// "... until January. — Ann Lee": where the name begins that a paragraph ends with, or npos.
size_t SignatureAtEnd(std::string_view paragraph, const Gazetteer& gazetteer);

// "Ann Lee is the Lima Post's city reporter.", as the last line of a story.
bool TellsOfAuthor(std::string_view line, const Gazetteer& gazetteer);

// The names in a byline: runs of capitalised words. What follows "in", and roles, are no authors.
//   line   within `text`
Byline ReadNames(std::string_view text, TextSpan line, const Gazetteer& gazetteer);

}  // namespace newsgraph::text
