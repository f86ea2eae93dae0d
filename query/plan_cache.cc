#include "query/plan_cache.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "query/semantics/bind.h"
#include "query/syntax/lexer.h"

namespace newsgraph::query {
namespace {

using syntax::Keyword;
using syntax::Token;
using syntax::TokenKind;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// 0, 17, 0.5: what reads the same in every number parser. Null for any other number.
Value PlainNumber(std::string_view text) {
  constexpr size_t kMostDigits = 17;
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const bool plain = text.size() <= kMostDigits && !whole.empty() &&
                     std::all_of(whole.begin(), whole.end(), IsDigit) &&
                     (whole.size() == 1 || whole[0] != '0');
  if (!plain) return Value();
  const char* end = text.data() + text.size();
  if (point == std::string_view::npos) {
    int64_t value = 0;
    std::from_chars(text.data(), end, value);
    return Value::Int(value);
  }
  const std::string_view fraction = text.substr(point + 1);
  if (fraction.empty() || !std::all_of(fraction.begin(), fraction.end(), IsDigit)) return Value();
  double value = 0;
  std::from_chars(text.data(), end, value);
  return Value::Float(value);
}

// The text of a string without escapes, in right UTF-8; else null.
Value PlainString(std::string_view quoted) {
  const std::string_view text = quoted.substr(1, quoted.size() - 2);
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '\\' || text[at] == '\'' || text[at] == '"') return Value();
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const syntax::CodePoint point = syntax::CodePointAt(text, at);
    if (point.length == 0) return Value();
    at += point.length;
  }
  return Value::String(text);
}

// Bounds of ranges (*1..3, {1,3}) and what follows a minus are no values of their own.
bool IsBound(const Token& before, const Token& next) {
  switch (before.kind) {
    case TokenKind::kStar:
    case TokenKind::kDoubleDot:
    case TokenKind::kMinus:
    case TokenKind::kLeftBrace:
      return true;
    case TokenKind::kComma:  // {1,3}, {,3}; the value of a map's key stands after a colon
      return next.kind == TokenKind::kRightBrace;
    default:
      return next.kind == TokenKind::kDoubleDot;
  }
}

// Whether literals behind this word are lifted.
bool LiftsAfter(const Token& word, const Token& before, bool now) {
  if (before.kind == TokenKind::kDot || before.kind == TokenKind::kColon) return now;
  switch (word.keyword) {
    case Keyword::kMatch:
    case Keyword::kReach:
    case Keyword::kCreate:
    case Keyword::kMerge:
    case Keyword::kSet:
    case Keyword::kUnwind:
      return true;
    case Keyword::kWith:  // but for STARTS WITH and ENDS WITH
      return now && (before.keyword == Keyword::kStarts || before.keyword == Keyword::kEnds);
    case Keyword::kReturn:
    case Keyword::kCall:
    case Keyword::kLoad:
      return false;
    default:
      return now;
  }
}

char MarkOf(const Value& value) { return value.is_int() ? '\1' : value.is_float() ? '\2' : '\3'; }

}  // namespace

PlanKey KeyOf(std::string_view text) {
  PlanKey key;
  key.text.reserve(text.size());
  size_t copied = 0;
  bool lifts = false;
  syntax::Lexer lexer(text);
  Token before;
  for (Token token = lexer.Next(); token.kind != TokenKind::kEnd;) {
    const Token next = lexer.Next();
    Value value;
    if (token.kind == TokenKind::kWord) {
      lifts = LiftsAfter(token, before, lifts);
    } else if (lifts && token.kind == TokenKind::kString) {
      value = PlainString(token.span.In(text));
    } else if (lifts && token.kind == TokenKind::kNumber && !IsBound(before, next)) {
      value = PlainNumber(token.span.In(text));
    }
    if (!value.is_null()) {
      key.text.append(text.substr(copied, token.span.begin - copied));
      key.text += MarkOf(value);
      copied = token.span.end;
      key.spans.push_back(token.span);
      key.literals.push_back(std::move(value));
    }
    before = token;
    token = next;
  }
  key.text.append(text.substr(copied));
  return key;
}

CachedPlan Describe(std::shared_ptr<const plan::StatementPlan> plan, std::vector<TextSpan> spans) {
  CachedPlan cached;
  for (const std::string& name : plan->bound.parameters)
    cached.literal_parameters.push_back(semantics::LiteralOf(name));
  cached.plan = std::move(plan);
  cached.spans = std::move(spans);
  return cached;
}

TextSpan MoveSpan(TextSpan span, const std::vector<TextSpan>& from,
                  const std::vector<TextSpan>& to) {
  const auto moved = [&](uint32_t offset) {
    int64_t by = 0;
    for (size_t i = 0; i < from.size() && from[i].end <= offset; ++i)
      by = int64_t{to[i].end} - from[i].end;
    return static_cast<uint32_t>(offset + by);
  };
  return {moved(span.begin), moved(span.end)};
}

std::shared_ptr<const CachedPlan> PlanCache::Find(PlanKey& key, std::string_view text,
                                                  uint64_t elements) {
  if (auto cached = FindText(key.text, key.literals.size(), elements)) return cached;
  if (key.literals.empty()) return nullptr;
  auto cached = FindText(text, 0, elements);
  if (cached) key = PlanKey{std::string(text), {}, {}};
  return cached;
}

std::shared_ptr<const CachedPlan> PlanCache::FindText(std::string_view text, size_t literals,
                                                      uint64_t elements) {
  auto found = by_text_.find(text);
  if (found == by_text_.end() || found->second->plan->spans.size() != literals) return nullptr;
  auto entry = found->second;
  if (elements > 2 * entry->elements + 64 || 2 * elements + 64 < entry->elements) {
    by_text_.erase(found);
    entries_.erase(entry);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  return entry->plan;
}

void PlanCache::Add(std::string text, std::shared_ptr<const CachedPlan> plan, uint64_t elements) {
  if (capacity_ == 0 || by_text_.contains(text)) return;
  if (entries_.size() >= capacity_) {
    by_text_.erase(entries_.back().text);
    entries_.pop_back();
  }
  plan->kept = true;
  entries_.push_front({std::move(text), std::move(plan), elements});
  by_text_[entries_.front().text] = entries_.begin();
}

void PlanCache::Clear() {
  entries_.clear();
  by_text_.clear();
}

}  // namespace newsgraph::query
