// The verbs of the prompt: paths, near, connect, common, timeline, why, about.
#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {
namespace {

enum class Joint : uint8_t { kNone, kArrow, kComma };

// What a verb takes: how many names, how they are joined, and which options.
struct VerbForm {
  Keyword word;
  VerbKind kind;
  Joint joint;
  size_t most_names;
  bool via, hops, top, since, avoid;
};
constexpr VerbForm kForms[] = {
    {Keyword::kPaths, VerbKind::kPaths, Joint::kArrow, 2, true, true, true, true, true},
    {Keyword::kNear, VerbKind::kNear, Joint::kNone, 1, true, true, true, true, false},
    {Keyword::kConnect, VerbKind::kConnect, Joint::kComma, 64, false, true, false, false, false},
    {Keyword::kCommon, VerbKind::kCommon, Joint::kComma, 2, false, false, true, false, false},
    {Keyword::kTimeline, VerbKind::kTimeline, Joint::kNone, 1, false, false, false, true, false},
    {Keyword::kWhy, VerbKind::kWhy, Joint::kArrow, 2, false, false, false, false, false},
    {Keyword::kAbout, VerbKind::kAbout, Joint::kNone, 1, false, false, false, false, false},
};

const VerbForm* FormOf(Keyword word) {
  for (const VerbForm& form : kForms) {
    if (form.word == word) return &form;
  }
  return nullptr;
}

const VerbForm& FormOf(VerbKind kind) { return kForms[static_cast<size_t>(kind)]; }
static_assert(kForms[static_cast<size_t>(VerbKind::kAbout)].kind == VerbKind::kAbout);

bool IsDate(std::string_view text) {  // 2024, 2024-01, 2024-01-31
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != '-') return false;
  }
  return true;
}

}  // namespace

bool Parser::AtVerb() {
  if (FormOf(now_.keyword) != nullptr) return true;
  for (const VerbForm& form : kForms) Note(form.word);
  return false;
}

StatusOr<Verb> Parser::ParseVerb() {
  Verb verb;
  verb.kind = FormOf(now_.keyword)->kind;
  Advance();
  RETURN_IF_ERROR(ParseVerbNames(verb));
  RETURN_IF_ERROR(ParseVerbOptions(verb));
  return verb;
}

Status Parser::ParseVerbNames(Verb& verb) {
  const VerbForm& form = FormOf(verb.kind);
  for (;;) {
    ASSIGN_OR_RETURN(ExpressionPtr name, ParseVerbName());
    verb.names.push_back(std::move(name));
    const bool enough = verb.names.size() >= std::min<size_t>(2, form.most_names);
    if (form.joint == Joint::kArrow && !enough) {
      RETURN_IF_ERROR(Expect(TokenKind::kMinus, "-- and a second name"));
      RETURN_IF_ERROR(Expect(TokenKind::kMinus, "-- and a second name"));
    } else if (form.joint == Joint::kComma && verb.names.size() < form.most_names) {
      if (Accept(TokenKind::kComma)) continue;
      if (enough) break;
      return Unexpected("\",\" and a second name");
    } else {
      break;
    }
  }
  if (verb.kind == VerbKind::kTimeline && Accept(Keyword::kWith)) {
    ASSIGN_OR_RETURN(ExpressionPtr name, ParseVerbName());
    verb.names.push_back(std::move(name));
  }
  if (verb.kind == VerbKind::kNear && (At(TokenKind::kNumber) || At(TokenKind::kParameter))) {
    ASSIGN_OR_RETURN(verb.hops, ParseCount("a number of steps"));
  }
  return absl::OkStatus();
}

Status Parser::ParseVerbOptions(Verb& verb) {
  const VerbForm& form = FormOf(verb.kind);
  for (;;) {
    if (form.via && !verb.types && (At(TokenKind::kColon) || Accept(Keyword::kVia))) {
      if (!At(TokenKind::kColon)) return Unexpected("\":\" and a type of relationship");
      ASSIGN_OR_RETURN(verb.types, ParseLabels(/*legacy_and=*/false, /*bar_is_or=*/true));
    } else if (form.hops && !verb.hops && Accept(Keyword::kMax)) {
      ASSIGN_OR_RETURN(verb.hops, ParseCount("a number of steps"));
    } else if (form.top && !verb.top && Accept(Keyword::kTop)) {
      ASSIGN_OR_RETURN(verb.top, ParseCount("a number of answers"));
    } else if (form.since && !verb.since && Accept(Keyword::kSince)) {
      ASSIGN_OR_RETURN(verb.since, ParseVerbDate());
    } else if (form.avoid && !verb.avoid_degree && Accept(Keyword::kAvoid)) {
      ASSIGN_OR_RETURN(verb.avoid_degree, ParseCount("a number of relationships"));
    } else if (form.avoid && verb.not_via.empty() && Accept(Keyword::kNot)) {
      RETURN_IF_ERROR(Expect(Keyword::kVia));
      do {
        ASSIGN_OR_RETURN(ExpressionPtr name, ParseVerbName());
        verb.not_via.push_back(std::move(name));
      } while (Accept(TokenKind::kComma));
    } else if (At(TokenKind::kEnd) || At(TokenKind::kSemicolon)) {
      return absl::OkStatus();
    } else {
      return Unexpected("an option of the verb or its end");
    }
  }
}

StatusOr<ExpressionPtr> Parser::ParseVerbName() {
  if (At(TokenKind::kString)) return ParseString();
  if (At(TokenKind::kParameter)) return ParseParameter();
  if (!AtName()) return Unexpected("a name in quotes");
  return CompileError("UnexpectedSyntax", now_.span,
                      Cat("expected a name in quotes, found ", Describe(now_)),
                      Cat("write \"", TextOf(now_), "\""));
}

// 2024, 2024-01, 2024-01-31, '2024-01', $date
StatusOr<ExpressionPtr> Parser::ParseVerbDate() {
  if (At(TokenKind::kParameter)) return ParseParameter();
  const uint32_t begin = Begin();
  ExpressionPtr date;
  std::string_view text;
  if (At(TokenKind::kString)) {
    ASSIGN_OR_RETURN(date, ParseString());
    text = std::get<std::string>(std::get<Literal>(date->node).value);
  } else if (At(TokenKind::kNumber)) {
    Advance();
    while (At(TokenKind::kMinus) && Begin() == last_end_ && PeekAt(1, TokenKind::kNumber)) {
      Advance();
      Advance();
    }
    text = Since(begin).In(text_);
    date = Make(begin, Literal{std::string(text)});
  } else {
    return Unexpected("a date: 2024, 2024-01 or 2024-01-31");
  }
  if (IsDate(text)) return date;
  return CompileError("UnexpectedSyntax", Since(begin),
                      Cat("found ", Since(begin).In(text_), ", which is no date"),
                      "write 2024, 2024-01 or 2024-01-31");
}

}  // namespace newsgraph::syntax
