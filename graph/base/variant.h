// Visiting a std::variant with one lambda per alternative:
//
//   std::visit(Overload{[](const Scan& s) {...}, [](const Filter& f) {...}}, operator_variant);
//
// There is no catch-all on purpose: a new alternative makes the compiler list every place that must
// know it.
#pragma once

#include <variant>

namespace newsgraph {

template <class... Fs>
struct Overload : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overload(Fs...) -> Overload<Fs...>;  // clang 14 asks for the guide

}  // namespace newsgraph
