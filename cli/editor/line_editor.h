// The editor as a state machine: keys go in, the scene to show comes out. It touches no terminal.
//
//   LineEditor editor(history, [](std::string_view text) { return text.ends_with(';'); },
//   completer); for (Key key : keys) if (editor.Press(key) == LineEditor::Outcome::kSubmitted)
//   Use(editor.Take());
//
// Enter submits a text that is complete, and otherwise begins a new line. The keys are those of
// readline in its emacs mode; docs/prompt.md lists them (KeyRows() is that list). One thread; the
// history outlives the editor.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/editor/buffer.h"
#include "cli/editor/complete.h"
#include "cli/editor/history.h"
#include "cli/editor/keys.h"

namespace newsgraph::cli {

class LineEditor {
 public:
  using IsComplete = std::function<bool(std::string_view text)>;
  using Completer = std::function<Completions(std::string_view text, size_t cursor)>;
  enum class Outcome : uint8_t {
    kEditing,
    kSubmitted,    // Take() has the text
    kInterrupted,  // Ctrl-C; the text is gone
    kEnded,        // Ctrl-D on an empty text
    kClearScreen,  // Ctrl-L
  };

  LineEditor(History& history, IsComplete is_complete, Completer completer)
      : history_(history), is_complete_(std::move(is_complete)), completer_(std::move(completer)) {
    Reset();
  }

  Outcome Press(const Key& key);
  // The submitted text; the editor is empty afterwards and the text in the history.
  std::string Take();

  const std::string& text() const { return buffer_.text(); }
  size_t cursor() const { return buffer_.cursor(); }
  // Rows under the text: the menu of candidates or the search, for a screen of this width.
  std::vector<std::string> Below(int width, bool color) const;

 private:
  struct Menu {
    Completions completions;
    size_t end;                   // of the bytes that the shown candidate takes
    std::optional<size_t> shown;  // which candidate stands in the text
    std::string typed;            // what stood there
  };
  struct Search {
    std::string text;
    std::optional<size_t> found;
    std::string original;
    bool failed = false;
  };

  void Reset();
  Outcome PressInSearch(const Key& key, bool& handled);
  Outcome Edit(const Key& key);
  Outcome Control(char letter);
  void Alt(char letter);
  void HistoryUp();
  void HistoryDown();
  void Complete(bool backwards);
  void ShowCandidate(size_t number);
  void FindOlder(size_t before);

  History& history_;
  IsComplete is_complete_;
  Completer completer_;
  EditBuffer buffer_;
  size_t back_ = 0;  // which entry is shown, counted from the newest; 0: the draft
  std::string draft_;
  std::optional<Menu> menu_;
  std::optional<Search> search_;
};

// For :help keys and the manual.
struct KeyRow {
  std::string_view keys;
  std::string_view doc;
};
std::span<const KeyRow> KeyRows();

}  // namespace newsgraph::cli
