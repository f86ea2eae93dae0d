// Pictures as a person sees them: drawn by Graphviz or by a page of their own, and looked at in a
// browser without a network. What is not installed is skipped, with a line that names it.
#include <gtest/gtest.h>

#include <filesystem>

#include "cli/print/json_value.h"
#include "graph/base/strings.h"
#include "tests/cli/nasty.h"
#include "tests/cli/program.h"

namespace newsgraph::cli {
namespace {

using testing::Outcome;
using testing::ReadFile;
using testing::Shell;
using testing::WriteFile;

bool Installed(std::string_view program) { return Shell(Cat("command -v ", program)).code == 0; }

// What a browser without a network makes of a page: its elements, as text. `place` is what stands
// behind # in the address.
std::string Seen(std::string_view page, std::string_view place) {
  return Shell(Cat("chromium --headless --no-sandbox --disable-gpu --host-resolver-rules='MAP * "
                   "~NOTFOUND' --virtual-time-budget=4000 --dump-dom \"file://$PWD/",
                   page, "#", place,
                   "\" 2>/dev/null | sed -n '/<div id=.detail/,/<script/p;/<header/,/<.header/p' ; "
                   "true"))
      .out;
}

// What a person does with the mouse, as the browser would tell the page.
constexpr std::string_view kMouse = R"js(
  const box = document.getElementById("picture"), cy = box._cyreg.cy, at = box.getBoundingClientRect();
  const tell = (type, p) => box.querySelector("canvas").dispatchEvent(new MouseEvent(type, { bubbles: true,
    clientX: at.left + p.x, clientY: at.top + p.y, button: 0, buttons: type === "mousedown" ? 1 : 0 }));
  const detail = document.getElementById("detail"), seen = document.createElement("p");
  document.querySelector("header").append(seen);
  const leaf = cy.nodes().filter((n) => n.data("caption") !== "hub")[0];
  tell("mousemove", leaf.renderedPosition());
  seen.textContent = "over: " + detail.textContent;
  for (const edge of cy.edges()) {  // the middle of one that no node lies over
    const middle = edge.midpoint(), zoom = cy.zoom(), pan = cy.pan();
    tell("mousemove", { x: middle.x * zoom + pan.x, y: middle.y * zoom + pan.y });
    if (detail.textContent.includes("→")) break;
  }
  seen.textContent += " then: " + detail.textContent;
  const hub = cy.nodes().filter((n) => n.data("caption") === "hub").renderedPosition();
  for (const type of ["mousemove", "mousedown", "mouseup"]) tell(type, hub);
)js";

TEST(Pictures, ThePictureOfAnArticleAnswers) {
  if (!Installed("chromium")) GTEST_SKIP() << "chromium is not installed";
  const std::string article = std::filesystem::absolute("datasets/articles/prisoners.txt").string();
  ASSERT_EQ(Shell(Cat("$NG load -o art.ng '", article, "'")).code, 0);
  const Outcome drawn = Shell("$NG export art.ng --format html -o art.html");
  if (drawn.err.find("npm") != std::string::npos) GTEST_SKIP() << drawn.err;
  ASSERT_EQ(drawn.code, 0) << drawn.err;
  const std::string all = Seen("art.html", "");
  const std::string nodes =
      Shell("$NG art.ng -q -f tsv -c 'MATCH (n) RETURN count(*) AS n' | tail -1").out;
  EXPECT_NE(all.find(Cat(nodes.substr(0, nodes.find('\n')), " of ")), std::string::npos) << all;
  EXPECT_NE(all.find("Person"), std::string::npos) << all;  // the legend
  const std::string found = Seen("art.html", "bialiatski");
  EXPECT_NE(found.find("Ales Bialiatski (Person"), std::string::npos) << found;
  const std::string edge = Seen("art.html", "e0");  // its evidence
  EXPECT_NE(edge.find("<td>sentence</td>"), std::string::npos) << edge;
}

TEST(Pictures, APictureOpensUpWhatItHolds) {
  if (!Installed("chromium")) GTEST_SKIP() << "chromium is not installed";
  ASSERT_EQ(Shell("$NG -c 'CREATE (h:Hub {name: \"hub\"}) WITH h UNWIND range(1, 199) AS i CREATE "
                  "(h)-[:T {sentence: \"evidence of \" + i}]->(:Leaf {name: \"leaf \" + i})' "
                  "-c ':save hub.ng'")
                .code,
            0);
  const Outcome drawn = Shell("$NG export hub.ng --format html -o hub.html");
  if (drawn.err.find("npm") != std::string::npos) GTEST_SKIP() << drawn.err;
  const std::string first = Seen("hub.html", "");
  EXPECT_NE(first.find("150 of 200 nodes, 149 of 199 relationships"), std::string::npos) << first;
  const std::string opened = Seen("hub.html", "n0");
  EXPECT_NE(opened.find("200 of 200 nodes, 199 of 199 relationships"), std::string::npos) << opened;
  // By the mouse: over a relationship stands its evidence, a click on a node opens it up.
  const std::string page = ReadFile("hub.html");
  const size_t nonce = page.find("'nonce-") + 7;
  WriteFile("mouse.html",
            Cat(page, "<script nonce=\"", page.substr(nonce, page.find('\'', nonce) - nonce), "\">",
                kMouse, "</script>"));
  const std::string moved = Seen("mouse.html", "");
  EXPECT_NE(moved.find("over: leaf"), std::string::npos) << moved;
  EXPECT_NE(moved.find("evidence of"), std::string::npos) << moved;
  EXPECT_NE(moved.find("200 of 200 nodes, 199 of 199 relationships"), std::string::npos) << moved;
  const std::string sought = Seen("hub.html", "leaf 199");
  EXPECT_NE(sought.find("151 of 200 nodes"), std::string::npos) << sought;
  EXPECT_NE(sought.find("leaf 199 (Leaf)"), std::string::npos) << sought;
}

// The page draws itself in a browser, with names that would break out of it if they could.
TEST(Pictures, PicturesAreSeenInABrowser) {
  if (!Installed("chromium")) GTEST_SKIP() << "chromium is not installed";
  WriteFile("names.json", [] {
    std::string json =
        "{\"names\": [\"</script><script>document.title='owned'</script>\", \"<img src=x "
        "onerror=document.title='owned'>\", \"<!-- <script>\"";
    for (const std::string& text : NastyTexts()) {
      json += ", ";
      AppendJsonString(json, text);
    }
    return json + "]}";
  }());
  ASSERT_EQ(Shell("$NG --params names.json -c 'UNWIND range(0, size($names) - 2) AS i CREATE (:A "
                  "{name: $names[i]})-[:T "
                  "{sentence: $names[i]}]->(:B {name: $names[i + 1]})' -c ':save names.ng'")
                .code,
            0);
  const Outcome drawn = Shell("$NG export names.ng --format html -o names.html");
  if (drawn.err.find("npm") != std::string::npos) GTEST_SKIP() << drawn.err;
  ASSERT_EQ(drawn.code, 0) << drawn.err;
  const Outcome seen = Shell(
      "chromium --headless --no-sandbox --disable-gpu --virtual-time-budget=4000 --dump-dom "
      "file://$PWD/names.html 2>/dev/null "
      "| grep -aoE '<title>[a-z]*|data-drawn=.[0-9a-z ,]*'");
  EXPECT_NE(seen.out.find("<title>newsgraph"), std::string::npos) << seen.out;
  EXPECT_NE(seen.out.find("data-drawn=\"150 nodes"), std::string::npos) << seen.out;
}

// The ink that a browser puts down for an image: pixels that are not white, of all.
constexpr std::string_view kInk = R"js(<!doctype html><body><script>
  const show = (name) => new Promise((done) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth, canvas.height = image.naturalHeight;
      const context = canvas.getContext("2d");
      context.fillStyle = "white", context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
      let ink = 0;
      for (let i = 0; i < pixels.length; i += 4) ink += pixels[i] + pixels[i + 1] + pixels[i + 2] < 765;
      done(`${name} ${canvas.width > 100 && canvas.height > 100 ? "large" : "small"} ` +
           `${ink > pixels.length / 4 / 200 ? "inked" : "blank"}`);
    };
    image.onerror = () => done(`${name} broken`);
    image.src = name;
  });
  Promise.all(["art.svg", "art.png"].map(show)).then((all) => { document.title = all.join(", "); });
</script></body>)js";

TEST(Pictures, GraphvizDrawsThemAndABrowserShowsThem) {
  if (!Installed("dot")) GTEST_SKIP() << "dot is not installed: packages.txt names graphviz";
  const std::string article = std::filesystem::absolute("datasets/articles/prisoners.txt").string();
  ASSERT_EQ(Shell(Cat("$NG load -q -o art.ng '", article, "'")).code, 0);
  const Outcome drawn = Shell(
      "$NG export art.ng --format svg -o art.svg && $NG export art.ng --format png -o art.png");
  ASSERT_EQ(drawn.code, 0) << drawn.err;
  EXPECT_TRUE(ReadFile("art.png").starts_with("\x89PNG\r\n\x1a\n"));
  const std::string svg = ReadFile("art.svg");
  EXPECT_NE(svg.find(">Ales Bialiatski</text>"), std::string::npos);
  EXPECT_NE(svg.find(">released_to</text>"), std::string::npos);
  EXPECT_EQ(Shell("grep -c 'class=\"node\"' art.svg").out,
            Shell("$NG art.ng -f tsv -c 'MATCH (n) RETURN count(*) AS n' | tail -1").out);
  EXPECT_EQ(Shell("grep -c 'class=\"edge\"' art.svg").out,
            Shell("$NG art.ng -f tsv -c 'MATCH ()-->() RETURN count(*) AS n' | tail -1").out);
  if (!Installed("chromium")) GTEST_SKIP() << "chromium is not installed: drawn, not looked at";
  WriteFile("ink.html", kInk);
  const Outcome seen = Shell(
      "chromium --headless --no-sandbox --disable-gpu --allow-file-access-from-files "
      "--virtual-time-budget=8000 --dump-dom file://$PWD/ink.html 2>/dev/null | grep -o "
      "'<title>[^<]*'");
  EXPECT_EQ(seen.out, "<title>art.svg large inked, art.png large inked\n");
}

// As a table in a terminal, so in a picture: a name is text, whatever it holds.
TEST(Pictures, NamesAreTextForGraphviz) {
  if (!Installed("dot")) GTEST_SKIP() << "dot is not installed: packages.txt names graphviz";
  WriteFile("texts.json", [] {
    std::string json = "{\"names\": [\"</text><script>document.title='owned'</script>\"";
    for (const std::string& text : NastyTexts()) {
      json += ", ";
      AppendJsonString(json, text);
    }
    return json + "]}";
  }());
  const Outcome drawn = Shell(
      "$NG --params texts.json --format svg -c 'UNWIND $names AS name CREATE (n:A {name: name}) "
      "RETURN n' >texts.svg");
  ASSERT_EQ(drawn.code, 0) << drawn.err;
  EXPECT_EQ(Shell("grep -c 'class=\"node\"' texts.svg").out, Cat(NastyTexts().size() + 1, "\n"));
  EXPECT_EQ(Shell("grep -ciE '<(script|img|iframe)[ >]' texts.svg").out, "0\n");
  if (!Installed("chromium")) GTEST_SKIP() << "chromium is not installed: drawn, not looked at";
  const Outcome seen = Shell(
      "chromium --headless --no-sandbox --disable-gpu --virtual-time-budget=4000 --dump-dom "
      "file://$PWD/texts.svg 2>/dev/null >texts.dom; grep -c 'class=\"node\"' texts.dom; grep -c "
      "'<script' texts.dom");
  EXPECT_EQ(seen.out, Cat(NastyTexts().size() + 1, "\n0\n"));  // it is well-formed, and read whole
}

}  // namespace
}  // namespace newsgraph::cli
