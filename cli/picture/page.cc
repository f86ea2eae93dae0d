#include "cli/picture/page.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "cli/picture/layout.h"
#include "cli/picture/web_files.h"
#include "cli/print/json_value.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr size_t kShownAtFirst = 150;

// To a thousandth: a page is the same on every machine.
std::string Rounded(double x) { return FormatFloat(std::round(x * 1000) / 1000); }

// JSON that cannot end the script element it stands in: <, > and & only occur inside of its
// strings.
std::string ForScript(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    switch (c) {
      case '<':
        out += "\\u003c";
        break;
      case '>':
        out += "\\u003e";
        break;
      case '&':
        out += "\\u0026";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void AppendProperties(std::string& out, const GraphView& view, const Properties& properties) {
  out += "\"props\":{";
  for (size_t i = 0; i < properties.size(); ++i) {
    if (i > 0) out += ',';
    AppendJsonString(out, view.names().keys.NameOf(properties[i].first));
    out += ':';
    AppendJson(out, view, properties[i].second, {.safe_ints = true});
  }
  out += '}';
}

// Places for the nodes that the page shows at first, those with the most relationships; none for
// the others. By distance in hops, as in the terminal's sketch.
std::vector<std::optional<Place>> FirstPlaces(const Elements& elements) {
  const size_t count = elements.nodes().size();
  absl::flat_hash_map<NodeId, size_t> number;
  for (size_t i = 0; i < count; ++i) number[elements.nodes()[i]] = i;
  std::vector<size_t> degree(count), order(count);
  std::iota(order.begin(), order.end(), size_t{0});
  for (const EdgeId edge : elements.edges()) {
    ++degree[number[elements.view().source(edge)]];
    ++degree[number[elements.view().target(edge)]];
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return degree[a] > degree[b]; });
  order.resize(std::min(count, kShownAtFirst));
  std::vector<size_t> position(count, count);
  for (size_t i = 0; i < order.size(); ++i) position[order[i]] = i;
  std::vector<std::pair<size_t, size_t>> edges;
  for (const EdgeId edge : elements.edges()) {
    const size_t a = position[number[elements.view().source(edge)]];
    const size_t b = position[number[elements.view().target(edge)]];
    if (a < count && b < count) edges.emplace_back(a, b);
  }
  const std::vector<Place> places = LayOutGraph(order.size(), edges);
  std::vector<std::optional<Place>> result(count);
  for (size_t i = 0; i < order.size(); ++i) result[order[i]] = places[i];
  return result;
}

std::string GraphJson(const Elements& elements) {
  const GraphView& view = elements.view();
  const auto places = FirstPlaces(elements);
  std::string out = "{\"nodes\":[";
  for (size_t i = 0; i < elements.nodes().size(); ++i) {
    const NodeId node = elements.nodes()[i];
    Append(out, i == 0 ? "" : ",\n", "{\"id\":", node.value, ",\"caption\":");
    AppendJsonString(out, Visible(Caption(view, node, elements.names())));
    if (places[i]) Append(out, ",\"at\":[", Rounded(places[i]->x), ",", Rounded(places[i]->y), "]");
    out += ",\"labels\":[";
    for (size_t k = 0; k < view.labels(node).size(); ++k) {
      if (k > 0) out += ',';
      AppendJsonString(out, view.names().labels.NameOf(view.labels(node)[k]));
    }
    out += "],";
    AppendProperties(out, view, view.properties(node));
    out += '}';
  }
  out += "],\n\"edges\":[";
  for (size_t i = 0; i < elements.edges().size(); ++i) {
    const EdgeId edge = elements.edges()[i];
    Append(out, i == 0 ? "" : ",\n", "{\"start\":", view.source(edge).value,
           ",\"end\":", view.target(edge).value, ",\"type\":");
    AppendJsonString(out, view.names().types.NameOf(view.type(edge)));
    out += ',';
    AppendProperties(out, view, view.properties(edge));
    out += '}';
  }
  return out + "]}";
}

// Two independent 64-bit hashes of the content (FNV-1a with different starts): the same graph gives
// the same page, and no text in the graph can know the word that lets a script run.
std::string Nonce(std::string_view text) {
  uint64_t a = 0xcbf29ce484222325, b = 0x9e3779b97f4a7c15;
  for (const char c : text) {
    a = (a ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    b = (b ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  }
  return Cat(a, "x", b);
}

}  // namespace

StatusOr<std::string> PicturePage(const Elements& elements) {
  if (WebLibrary().empty()) {
    return RuntimeError(ErrorKind::kUnsupported, "NoPictureLibrary",
                        "this build draws no HTML pictures: neither npm nor a network was there",
                        "build again with either, or take .svg");
  }
  const std::string json = ForScript(GraphJson(elements));
  const std::string nonce = Nonce(json);
  return Cat(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
      "'nonce-",
      nonce,
      "'; style-src 'unsafe-inline'; img-src data:\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<title>newsgraph</title>\n<style>\n",
      WebStyle(),
      "</style>\n</head>\n<body>\n<header>\n<input id=\"search\" type=\"search\" "
      "placeholder=\"search a name\" "
      "aria-label=\"search a name\">\n<button id=\"fit\" type=\"button\">Fit</button>\n<span "
      "id=\"counts\"></span>\n"
      "<div id=\"legend\"></div>\n</header>\n<div id=\"picture\"></div>\n<div id=\"detail\" "
      "role=\"status\"></div>\n"
      "<script type=\"application/json\" id=\"graph\">\n",
      json, "\n</script>\n<script nonce=\"", nonce, "\">\n", WebLibrary(),
      "\n</script>\n<script nonce=\"", nonce, "\">\n", WebScript(),
      "</script>\n</body>\n</html>\n");
}

}  // namespace newsgraph::cli
