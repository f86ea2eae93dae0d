// An HTML page as the blocks of text that a reader sees, and what its head says of it.
//
//   HtmlPage page = ReadHtml(html);
//   for (const HtmlBlock& b : page.blocks) use(b.text);        // entities decoded, blanks
//   collapsed page.meta["og:title"], page.linked_data[0]
//
// Any bytes are a page: elements that are never closed, attributes without quotes and stray signs
// are read as browsers read them, as far as text goes. Scripts, styles, menus, forms and asides
// give no blocks. Thread-safe: no state. cost: O(bytes), no recursion
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/strings.h"

namespace newsgraph::text {

struct HtmlBlock {
  std::string text;
  std::string element;      // "p", "h1", "li", "figcaption", "div" ...
  uint32_t article = 0;     // which <article> it lies in, from 1; 0: none
  bool main = false;        // inside <main>
  uint32_t link_bytes = 0;  // of its text, how much is links
};

struct HtmlPage {
  std::vector<HtmlBlock> blocks;
  StringMap<std::string> meta;           // by name or property in lower case; the first of each
  std::vector<std::string> linked_data;  // JSON-LD scripts
  std::string charset;                   // of <meta>, as it is written
  std::string title;                     // of <title>
  std::string language;                  // of <html lang>
  std::string canonical;                 // of <link rel=canonical>
  std::string time;                      // of the first <time datetime>
};

// `everything`: also menus, asides and the like, for pages that mark their text as such.
HtmlPage ReadHtml(std::string_view html, bool everything = false);

// "Tom &amp; Jerry&#8217;s" -> "Tom & Jerry’s"; what is no reference stays.
std::string DecodeReferences(std::string_view text);

}  // namespace newsgraph::text
