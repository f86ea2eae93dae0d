#include "cli/messages.h"

#include "cli/output.h"
#include "cli/text.h"

namespace newsgraph::cli {
namespace {

constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kYellow = "\x1b[33m";

}  // namespace

void Messages::Raw(std::string_view bytes) {
  if (target_ != nullptr) {
    target_->append(bytes);
  } else {
    WriteAll(descriptor_, bytes);  // nowhere to tell of a failure
  }
}

void Messages::Say(std::string_view style, std::string_view word, std::string_view message) {
  std::string line;
  if (options_.color && !style.empty()) {
    Append(line, style, word, kColorEnd);
  } else {
    line += word;
  }
  AppendVisible(line, message, /*keep_newlines=*/true);
  Raw(line + "\n");
}

void Messages::Error(const Status& status, std::string_view text, std::string_view where) {
  const std::string rendered = Render(status, text);
  const size_t colon = rendered.find(':');
  if (!where.empty()) Raw(Cat(Visible(where), ": "));
  Say(kRed, rendered.substr(0, colon), colon == std::string::npos ? "" : rendered.substr(colon));
}

void Messages::Warn(std::string_view message) { Say(kYellow, "warning: ", message); }

void Messages::Note(std::string_view message) {
  if (!options_.quiet) Say("", "", message);
}

void Messages::Tell(const query::Summary& summary) {
  if (summary.completeness != query::Completeness::kComplete) {
    Warn(Cat("the answer is not whole: stopped at the ", query::NameOf(summary.completeness)));
  }
  if (options_.quiet) return;
  for (const query::Warning& warning : summary.warnings) Warn(warning.message);
}

}  // namespace newsgraph::cli
