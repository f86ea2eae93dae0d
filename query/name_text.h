// Names of labels, types and properties as statements write them.
//
//   AppendName(out, "Person")  ->  Person          AppendName(out, "odd `label`")  ->  `odd
//   ``label```
#pragma once

#include <string>
#include <string_view>

namespace newsgraph::query {

// In backquotes where it is no plain word. Thread-safe: no state.
void AppendName(std::string& out, std::string_view name);

}  // namespace newsgraph::query
