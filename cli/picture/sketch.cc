#include "cli/picture/sketch.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "cli/picture/canvas.h"
#include "cli/picture/layout.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr int kCaption = 24;
constexpr std::string_view kStyles[] = {"\x1b[36m", "\x1b[33m", "\x1b[32m",
                                        "\x1b[35m", "\x1b[34m", "\x1b[31m"};
constexpr std::string_view kEdgeStyle = "\x1b[2m";

struct Box {
  std::string caption;
  int width = 0;  // cells of the caption
  int column = 0, row = 0;
  std::string_view style;
  int middle() const { return column + width / 2; }
};

class Drawing {
 public:
  Drawing(const Elements& elements, int width, bool color)
      : elements_(elements),
        color_(color),
        canvas_(std::max(width - 1, 30),
                std::clamp(static_cast<int>(elements.nodes().size()) * 2 + 3, 5, 36)) {}

  std::string Draw() {
    PlaceBoxes();
    for (const auto& [pair, types] : Pairs()) DrawLine(pair.first, pair.second);
    for (const Box& box : boxes_) canvas_.Text(box.column, box.row, box.caption, box.style);
    for (const auto& [pair, types] : Pairs()) NameLine(pair.first, pair.second, types);
    std::string out = canvas_.Rows(color_);
    out += legend_;
    return out;
  }

 private:
  using Pair = std::pair<size_t, size_t>;
  const GraphView& view() const { return elements_.view(); }

  // Directed pairs of node numbers with the names of the types between them, each once.
  std::map<Pair, std::vector<std::string>> Pairs() const {
    std::map<Pair, std::vector<std::string>> pairs;
    for (const EdgeId edge : elements_.edges()) {
      auto& types = pairs[{numbers_.at(view().source(edge)), numbers_.at(view().target(edge))}];
      std::string name = Visible(view().names().types.NameOf(view().type(edge)));
      if (std::find(types.begin(), types.end(), name) == types.end())
        types.push_back(std::move(name));
    }
    return pairs;
  }

  void PlaceBoxes() {
    for (size_t i = 0; i < elements_.nodes().size(); ++i) numbers_[elements_.nodes()[i]] = i;
    std::vector<Pair> edges;
    for (const EdgeId edge : elements_.edges()) {
      edges.emplace_back(numbers_.at(view().source(edge)), numbers_.at(view().target(edge)));
    }
    const std::vector<Place> places = LayOutGraph(elements_.nodes().size(), edges);
    for (size_t i = 0; i < elements_.nodes().size(); ++i) {
      const NodeId node = elements_.nodes()[i];
      Box box;
      box.caption = Fit(Visible(Caption(view(), node, elements_.names())), kCaption);
      box.width = WidthOf(box.caption);
      const auto labels = view().labels(node);
      box.style =
          labels.empty() ? std::string_view() : kStyles[labels[0].value % std::size(kStyles)];
      box.column = static_cast<int>(std::lround(places[i].x * (canvas_.width() - box.width)));
      box.row = static_cast<int>(std::lround(places[i].y * (canvas_.height() - 1)));
      Settle(box);
      boxes_.push_back(std::move(box));
    }
  }

  // The nearest row (then column) where the caption covers no other one.
  void Settle(Box& box) const {
    const auto collides = [&](int column, int row) {
      return std::any_of(boxes_.begin(), boxes_.end(), [&](const Box& other) {
        return other.row == row && column < other.column + other.width + 1 &&
               other.column < column + box.width + 1;
      });
    };
    for (int away = 0; away < canvas_.height(); ++away) {
      for (const int row : {box.row - away, box.row + away}) {
        if (row < 0 || row >= canvas_.height() || collides(box.column, row)) continue;
        box.row = row;
        return;
      }
    }
  }

  void DrawLine(size_t from, size_t to) {
    const Box& a = boxes_[from];
    const Box& b = boxes_[to];
    canvas_.Line(2 * a.middle(), 4 * a.row + 2, 2 * b.middle(), 4 * b.row + 2);
  }

  // The name of the type at the middle of the line, else in the list below.
  void NameLine(size_t from, size_t to, const std::vector<std::string>& types) {
    const Box& a = boxes_[from];
    const Box& b = boxes_[to];
    std::string name;
    for (const std::string& type : types) Append(name, name.empty() ? "" : ", ", type);
    const bool leftwards = b.middle() < a.middle();
    std::string shown = leftwards ? Cat("◂ ", name) : Cat(name, " ▸");
    const int cells = WidthOf(shown);
    const int column = (a.middle() + b.middle()) / 2 - cells / 2;
    const int row = (a.row + b.row) / 2;
    for (const int candidate : {row, row - 1, row + 1}) {
      if (from == to || !canvas_.IsFree(column - 1, candidate, cells + 2)) continue;
      canvas_.Text(column, candidate, shown, kEdgeStyle);
      return;
    }
    Append(legend_, a.caption, " ─", name, "→ ", b.caption, "\n");
  }

  const Elements& elements_;
  bool color_;
  Canvas canvas_;
  std::map<NodeId, size_t> numbers_;
  std::vector<Box> boxes_;
  std::string legend_;
};

}  // namespace

std::string Sketch(const Elements& elements, int width, bool color) {
  return Drawing(elements, width, color).Draw();
}

std::optional<GraphAnswer> SketchAnswer(const query::Result& result, int width, bool color) {
  if (result.columns != std::vector<std::string>{"nodes", "relationships"} ||
      result.row_count != 1 || !result.at(0, 0).is_list() || !result.at(0, 1).is_list()) {
    return std::nullopt;
  }
  Elements elements;
  elements.Begin(result.view);
  elements.Add(result.cells);
  GraphAnswer answer{{}, elements.nodes().size(), elements.edges().size()};
  if (answer.nodes > kSketchNodes) {
    answer.text = Cat("(more than the ", kSketchNodes,
                      " nodes that are drawn here: :export picture.html draws them all, :mode line "
                      "lists them)\n");
  } else if (answer.nodes > 0) {
    answer.text = Sketch(elements, width, color);
  }
  return answer;
}

}  // namespace newsgraph::cli
