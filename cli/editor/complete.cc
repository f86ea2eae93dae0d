#include "cli/editor/complete.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

#include "absl/strings/ascii.h"
#include "query/syntax/lexer.h"

namespace newsgraph::cli {
namespace {

using syntax::Token;
using syntax::TokenKind;

constexpr size_t kMaxCandidates = 200;

bool StartsWithFolded(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) {
           return absl::ascii_tolower(a) == absl::ascii_tolower(b);
         });
}

bool IsWordByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) || c == '_' || byte >= 0x80;
}

class Candidates {
 public:
  Candidates(size_t begin, std::string_view prefix) : prefix_(prefix) { result_.begin = begin; }

  void Offer(std::string_view word, std::string_view suffix = {}) {
    if (StartsWithFolded(word, prefix_)) Add(Cat(word, suffix));
  }
  void OfferAll(const std::vector<std::string>& list, std::string_view suffix = {}) {
    for (const std::string& word : list) Offer(word, suffix);
  }
  // A name that is no plain word stands in backquotes, whether these were typed or not.
  void OfferNames(const std::vector<std::string>& list) {
    const bool quoted = prefix_.starts_with('`');
    for (const std::string& word : list) {
      if (!StartsWithFolded(word, prefix_.substr(quoted ? 1 : 0))) continue;
      Add(!quoted && syntax::IsPlainName(word) ? word : Cat("`", word, "`"));
    }
  }
  Completions Take() { return std::move(result_); }

 private:
  void Add(std::string text) {
    std::vector<std::string>& all = result_.candidates;
    if (all.size() == kMaxCandidates || std::find(all.begin(), all.end(), text) != all.end())
      return;
    all.push_back(std::move(text));
  }

  std::string_view prefix_;
  Completions result_;
};

Completions CompleteFile(std::string_view text, size_t begin) {
  namespace fs = std::filesystem;
  const std::string typed(text.substr(begin));
  const size_t slash = typed.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : typed.substr(0, slash + 1);
  Candidates found(begin, typed);
  std::error_code failure;
  std::vector<std::string> names;
  for (fs::directory_iterator it(folder.empty() ? "." : folder, failure), end;
       !failure && it != end; it.increment(failure)) {
    std::string name = it->path().filename().string();
    if (name.starts_with('.') && typed.substr(folder.size()).empty()) continue;
    std::error_code ignored;
    names.push_back(folder + name + (it->is_directory(ignored) ? "/" : ""));
  }
  std::sort(names.begin(), names.end());
  found.OfferAll(names);
  return found.Take();
}

Completions CompleteCommand(const Words& words, std::string_view text) {
  const size_t space = text.find(' ');
  if (space == std::string_view::npos) {
    Candidates found(0, text);
    found.OfferAll(words.commands);
    return found.Take();
  }
  const size_t begin = text.rfind(' ') + 1;
  const auto arguments = words.arguments_of_command.find(std::string(text.substr(0, space)));
  if (arguments == words.arguments_of_command.end()) return {text.size(), {}};
  if (arguments->second.size() == 1 && arguments->second[0] == "FILE")
    return CompleteFile(text, begin);
  Candidates found(begin, text.substr(begin));
  found.OfferAll(arguments->second);
  return found.Take();
}

// The names of which a word begins with what follows @", up to the cursor.
Completions CompleteName(const Words& words, std::string_view text, size_t begin) {
  Completions result{begin, words.names.Find(text.substr(begin), kMaxCandidates)};
  for (std::string& name : result.candidates) name += '"';
  return result;
}

// The verbs whose texts are names, e.g. why "Lukashenko" -- "Coale", and the words of their
// options.
constexpr syntax::Keyword kVerbs[] = {syntax::Keyword::kAbout,   syntax::Keyword::kCommon,
                                      syntax::Keyword::kConnect, syntax::Keyword::kNear,
                                      syntax::Keyword::kPaths,   syntax::Keyword::kTimeline,
                                      syntax::Keyword::kWhy};
constexpr std::string_view kVerbOptions[] = {"avoid", "max", "not via", "since",
                                             "top",   "via", "with"};

bool IsVerb(syntax::Keyword word) {
  return std::find(std::begin(kVerbs), std::end(kVerbs), word) != std::end(kVerbs);
}

// The tokens of the last statement of a text.
std::vector<Token> LastStatement(std::string_view text) {
  std::vector<Token> tokens = syntax::Tokens(text);
  const auto is_end = [](const Token& token) { return token.kind == TokenKind::kSemicolon; };
  tokens.erase(tokens.begin(), std::find_if(tokens.rbegin(), tokens.rend(), is_end).base());
  return tokens;
}

// Looks at the tokens before the word that is being typed.
class Place {
 public:
  Place(std::string_view text, size_t begin)
      : text_(text), tokens_(LastStatement(text.substr(0, begin))) {}

  bool begins_statement() const { return tokens_.empty(); }
  bool in_verb() const { return !tokens_.empty() && IsVerb(tokens_[0].keyword); }

  TokenKind last(size_t back = 0) const {
    return tokens_.size() > back ? tokens_[tokens_.size() - 1 - back].kind : TokenKind::kEnd;
  }
  std::string_view word(size_t back) const {
    return tokens_.size() > back ? tokens_[tokens_.size() - 1 - back].span.In(text_)
                                 : std::string_view();
  }
  syntax::Keyword keyword(size_t back) const {
    return tokens_.size() > back ? tokens_[tokens_.size() - 1 - back].keyword
                                 : syntax::Keyword::kNo;
  }

  // The bracket that the place stands in.
  TokenKind bracket() const {
    int depth = 0;
    for (size_t i = tokens_.size(); i-- > 0;) {
      const TokenKind kind = tokens_[i].kind;
      if (kind == TokenKind::kRightParen || kind == TokenKind::kRightBracket ||
          kind == TokenKind::kRightBrace)
        ++depth;
      if (kind == TokenKind::kLeftParen || kind == TokenKind::kLeftBracket ||
          kind == TokenKind::kLeftBrace) {
        if (depth-- == 0) return kind;
      }
    }
    return TokenKind::kEnd;
  }

  // The label or type that a variable was given in "(p:Person" or "[r:met", and which of the two.
  struct Name {
    std::string_view name;
    bool type = false;
  };
  std::optional<Name> NameGivenTo(std::string_view variable) const {
    for (size_t i = 1; i + 2 < tokens_.size(); ++i) {
      const bool node = tokens_[i - 1].kind == TokenKind::kLeftParen;
      const bool edge = tokens_[i - 1].kind == TokenKind::kLeftBracket;
      if ((node || edge) && tokens_[i].span.In(text_) == variable &&
          tokens_[i + 1].kind == TokenKind::kColon) {
        return Name{tokens_[i + 2].span.In(text_), edge};
      }
    }
    return std::nullopt;
  }

  // Names that stand where a variable is introduced: after "(", "[" or AS.
  std::vector<std::string> Variables() const {
    std::vector<std::string> found;
    for (size_t i = 1; i < tokens_.size(); ++i) {
      const TokenKind before = tokens_[i - 1].kind;
      const bool introduces = before == TokenKind::kLeftParen ||
                              before == TokenKind::kLeftBracket ||
                              tokens_[i - 1].keyword == syntax::Keyword::kAs;
      if (introduces && tokens_[i].kind == TokenKind::kWord)
        found.emplace_back(tokens_[i].span.In(text_));
    }
    return found;
  }

 private:
  std::string_view text_;
  std::vector<Token> tokens_;
};

const std::vector<std::string>& KeysFor(const Words& words, const Place& place,
                                        std::string_view variable) {
  if (const auto given = place.NameGivenTo(variable)) {
    const auto& map = given->type ? words.keys_of_type : words.keys_of_label;
    if (const auto found = map.find(given->name); found != map.end()) return found->second;
  }
  return words.keys;
}

// Whether the cursor stands in a text that @" began, or " in a verb; where that text begins.
std::optional<size_t> OpenName(std::string_view text) {
  const std::vector<Token> tokens = LastStatement(text);
  if (tokens.size() < 2 || tokens.back().kind != TokenKind::kUnclosedString) return std::nullopt;
  if (text[tokens.back().span.begin] != '"') return std::nullopt;
  if (tokens[tokens.size() - 2].kind != TokenKind::kAt && !IsVerb(tokens[0].keyword))
    return std::nullopt;
  return tokens.back().span.begin + 1;
}

bool InsideText(std::string_view text) {
  const std::vector<Token> tokens = syntax::Tokens(text);
  if (tokens.empty()) return false;
  const TokenKind last = tokens.back().kind;
  return last == TokenKind::kUnclosedString || last == TokenKind::kUnclosedComment ||
         (last == TokenKind::kComment && tokens.back().span.end == text.size() &&
          !text.ends_with("*/"));
}

// A procedure's name after CALL, or a function's, that has a dot before `begin`: algo.pa, date.tr.
Completions CompleteDotted(const Words& words, std::string_view text, size_t begin) {
  while (begin > 0 && (IsWordByte(text[begin - 1]) || text[begin - 1] == '.')) --begin;
  Candidates found(begin, text.substr(begin));
  const bool call = Place(text, begin).keyword(0) == syntax::Keyword::kCall;
  found.OfferAll(call ? words.procedures : words.functions, "(");
  return found.Take();
}

Completions CompleteWord(const Words& words, std::string_view text, size_t begin) {
  const Place place(text, begin);
  Candidates found(begin, text.substr(begin));
  if (place.last() == TokenKind::kColon || place.last() == TokenKind::kBar ||
      place.last() == TokenKind::kBang || place.last() == TokenKind::kAmpersand) {
    const TokenKind bracket = place.bracket();
    if (bracket == TokenKind::kLeftBracket || place.in_verb()) {
      found.OfferNames(words.types);
    } else if (bracket != TokenKind::kLeftBrace) {
      found.OfferNames(words.labels);
    }
    return found.Take();
  }
  if (place.last() == TokenKind::kDot) {
    if (Completions dotted = CompleteDotted(words, text, begin); !dotted.candidates.empty())
      return dotted;
    found.OfferNames(KeysFor(words, place, place.word(1)));
    return found.Take();
  }
  if (place.bracket() == TokenKind::kLeftBrace &&
      (place.last() == TokenKind::kLeftBrace || place.last() == TokenKind::kComma)) {
    // The keys of (p:Person {..: label and brace follow each other.
    const auto keys = words.keys_of_label.find(place.word(1));
    found.OfferNames(place.last() == TokenKind::kLeftBrace && keys != words.keys_of_label.end()
                         ? keys->second
                         : words.keys);
    return found.Take();
  }
  if (place.keyword(0) == syntax::Keyword::kCall) {
    found.OfferAll(words.procedures, "(");
    return found.Take();
  }
  if (place.in_verb()) {
    for (const std::string_view option : kVerbOptions) found.Offer(option);
    return found.Take();
  }
  if (place.begins_statement()) {
    for (const syntax::Keyword verb : kVerbs)
      found.Offer(absl::AsciiStrToLower(AbslView(syntax::NameOf(verb))), " \"");
  }
  found.OfferAll(place.Variables());
  for (const std::string_view keyword : syntax::Keywords()) {
    if (!IsVerb(syntax::KeywordOf(keyword))) found.Offer(keyword);
  }
  found.OfferAll(words.functions, "(");
  return found.Take();
}

}  // namespace

Completions Complete(const Words& words, std::string_view text, size_t cursor) {
  text = text.substr(0, cursor);
  if (text.starts_with(':')) return CompleteCommand(words, text);
  if (const auto begin = OpenName(text)) return CompleteName(words, text, *begin);
  if (InsideText(text)) return {cursor, {}};
  size_t begin = cursor;
  while (begin > 0 && IsWordByte(text[begin - 1])) --begin;
  if (begin > 0 && text[begin - 1] == '`') --begin;
  if (begin > 0 && text[begin - 1] == '$') {
    Candidates found(begin, text.substr(begin));
    found.OfferAll(words.parameters);
    return found.Take();
  }
  return CompleteWord(words, text, begin);
}

}  // namespace newsgraph::cli
