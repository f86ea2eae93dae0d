// What the text of articles says, as JSON or explained.
#pragma once

#include <string>
#include <vector>

#include "cli/messages.h"
#include "cli/options.h"
#include "cli/output.h"

namespace newsgraph::cli {

// The articles of options.files, in the order given, read by options.threads. JSON: one article is
// an object, several an array of objects. With options.explain, text: what each sentence gave, by
// which rule, frame and words. A file, or an item of one, that cannot be read as an article is told
// of and left out.
//   some     whether any could be read
//   errors   the first one's, after the others are done
Status ExtractFiles(const Options& options, Output& out, Messages& messages, bool& some);

}  // namespace newsgraph::cli
