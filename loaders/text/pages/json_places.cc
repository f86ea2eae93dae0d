#include "loaders/text/pages/json_places.h"

#include <algorithm>

namespace newsgraph::text {

size_t NextJsonValue(std::string_view json, size_t at) {
  return std::min(json.find_first_not_of(" \t\r\n,:", at), json.size());
}

size_t SkipJsonValue(std::string_view json, size_t at) {
  int depth = 0;
  for (; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '"') {
      for (++at; at < json.size() && json[at] != '"'; ++at) at += json[at] == '\\';
    } else if (c == '{' || c == '[') {
      ++depth;
      continue;
    } else if (c == '}' || c == ']') {
      --depth;
    } else if (depth == 0) {  // a number or a word: up to what follows it
      return std::min(json.find_first_of(" \t\r\n,:]}", at), json.size());
    }
    if (depth <= 0) return std::min(at + 1, json.size());
  }
  return json.size();
}

size_t PlaceOfMember(std::string_view json, size_t object, std::string_view key) {
  size_t at = NextJsonValue(json, object + 1);
  while (at < json.size() && json[at] == '"') {
    const size_t end = SkipJsonValue(json, at), value = NextJsonValue(json, end);
    if (end >= at + 2 && json.substr(at + 1, end - at - 2) == key) return value;
    at = NextJsonValue(json, SkipJsonValue(json, value));
  }
  return object;
}

int NestingOf(std::string_view json) {
  int depth = 0, deepest = 0;
  bool quoted = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') quoted = !quoted;
    if (quoted) {
      i += c == '\\';
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

}  // namespace newsgraph::text
