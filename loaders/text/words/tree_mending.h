// Trees that hang what is denied or charged on the wrong word, put right before anything reads
// them.
#pragma once

#include "loaders/text/words/document.h"

namespace newsgraph::text {

// "not A but B" becomes "B, not A": B takes the place of A, and A is joined to it with its "not".
// So does "was not seen by A but by B".
void MendContrasts(Document& doc);

// "cleared the nurse X of poisoning Y": parsers hang the participle on the nurse; it is the verb's.
void MendJudgedActs(Document& doc);

}  // namespace newsgraph::text
