// Operators, from the loosest: OR, XOR, AND, NOT, comparisons, tests (IN, STARTS WITH, IS NULL, a
// label behind ":"), + - ||, * / %, ^, signs, property and index. Precedence climbing: an operand
// is read first, and a level of precedence costs a call only where its operator stands, so
// parentheses nest cheaply.
#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {
namespace {

enum : int { kNoLevel, kOr, kXor, kAnd, kNotLevel, kComparison, kTest, kSum, kProduct, kPower };

struct Infix {
  int level = kNoLevel;
  uint8_t op = 0;  // of the level's enum
};

template <class Operator>
Infix Of(int level, Operator op) {
  return {level, static_cast<uint8_t>(op)};
}

Infix InfixOf(const Token& token) {
  switch (token.kind) {
    case TokenKind::kWord:
      break;
    case TokenKind::kEqual:
      return Of(kComparison, ComparisonOperator::kEqual);
    case TokenKind::kNotEqual:
      return Of(kComparison, ComparisonOperator::kNotEqual);
    case TokenKind::kLess:
      return Of(kComparison, ComparisonOperator::kLess);
    case TokenKind::kLessOrEqual:
      return Of(kComparison, ComparisonOperator::kLessOrEqual);
    case TokenKind::kGreater:
      return Of(kComparison, ComparisonOperator::kGreater);
    case TokenKind::kGreaterOrEqual:
      return Of(kComparison, ComparisonOperator::kGreaterOrEqual);
    case TokenKind::kColon:
    case TokenKind::kRegexMatch:
      return {kTest, 0};
    case TokenKind::kPlus:
      return Of(kSum, ArithmeticOperator::kAdd);
    case TokenKind::kMinus:
      return Of(kSum, ArithmeticOperator::kSubtract);
    case TokenKind::kDoubleBar:
      return Of(kSum, ArithmeticOperator::kConcatenate);
    case TokenKind::kStar:
      return Of(kProduct, ArithmeticOperator::kMultiply);
    case TokenKind::kSlash:
      return Of(kProduct, ArithmeticOperator::kDivide);
    case TokenKind::kPercent:
      return Of(kProduct, ArithmeticOperator::kModulo);
    case TokenKind::kCaret:
      return Of(kPower, ArithmeticOperator::kPower);
    default:
      return {};
  }
  switch (token.keyword) {
    case Keyword::kOr:
      return Of(kOr, LogicalOperator::kOr);
    case Keyword::kXor:
      return Of(kXor, LogicalOperator::kXor);
    case Keyword::kAnd:
      return Of(kAnd, LogicalOperator::kAnd);
    case Keyword::kIn:
    case Keyword::kStarts:
    case Keyword::kEnds:
    case Keyword::kContains:
    case Keyword::kIs:
      return {kTest, 0};
    default:
      return {};
  }
}

// The types of IS :: , in GQL's words.
constexpr std::string_view kTypes[] = {
    "ANY",          "BOOL",           "BOOLEAN", "DATE",           "DURATION",   "FLOAT",
    "INT",          "INTEGER",        "LIST",    "LOCAL DATETIME", "LOCAL TIME", "MAP",
    "NODE",         "NOTHING",        "NULL",    "PATH",           "POINT",      "PROPERTY VALUE",
    "RELATIONSHIP", "SIGNED INTEGER", "STRING",  "ZONED DATETIME", "ZONED TIME",
};

std::string UpperCase(std::string_view word) {
  std::string upper(word);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return upper;
}

// `left` becomes the node of one chain, unless it is that already.
template <class Chain>
Chain& ChainOf(ExpressionPtr& left, bool open) {
  if (!open) {
    auto chain = std::make_unique<Expression>();
    chain->node = Chain{std::move(left), {}};
    left = std::move(chain);
  }
  return std::get<Chain>(left->node);
}

}  // namespace

StatusOr<ExpressionPtr> Parser::ParseExpression(Ask ask, bool bar_ends) {
  const Ask outer_ask = std::exchange(ask_, ask);
  const bool outer_bar_ends = std::exchange(bar_ends_, bar_ends);
  const int outer_tallest = std::exchange(tallest_, 0);
  const uint32_t begin = Begin();
  ASSIGN_OR_RETURN(ExpressionPtr expression, ParseOperators(kOr));
  if (tallest_ > kMaxHeight) {
    return MakeError(ErrorKind::kLimitExceeded, ErrorPhase::kCompile, "", Since(begin),
                     Cat("the expression is a tree of more than ", kMaxHeight, " levels"),
                     "use WITH or parameters to split what is nested");
  }
  ask_ = outer_ask;
  bar_ends_ = outer_bar_ends;
  tallest_ = std::max(outer_tallest, tallest_);
  return expression;
}

// Everything that binds at least as tight as `lowest`.
//   `built`    the level of the chain that `left` is and that may go on
//   `ceiling`  what may still follow: behind a < b no + can stand that b has not taken
StatusOr<ExpressionPtr> Parser::ParseOperators(int lowest) {
  const uint32_t begin = Begin();
  const bool negated = lowest <= kNotLevel && now_.keyword == Keyword::kNot && AtNot();
  ExpressionPtr left;
  if (negated) {
    ASSIGN_OR_RETURN(left, ParseNot());
  } else {
    ASSIGN_OR_RETURN(left, ParseUnary());
  }
  int built = kNoLevel;
  for (int ceiling = kPower;;) {
    const Infix infix = InfixOf(now_);
    if (infix.level == kNoLevel || infix.level < lowest || infix.level > ceiling) break;
    const bool open = built == infix.level;
    const int height = tallest_ + (open ? 0 : 1);
    const TextSpan op_span = now_.span;
    tallest_ = 0;
    if (infix.level == kTest) {
      RETURN_IF_ERROR(ParseTest(ChainOf<Tests>(left, open)));
    } else {
      Advance();
      ASSIGN_OR_RETURN(ExpressionPtr operand, ParseOperators(infix.level + 1));
      if (infix.level == kComparison) {
        ChainOf<Comparison>(left, open)
            .rest.push_back(
                {static_cast<ComparisonOperator>(infix.op), op_span, std::move(operand)});
      } else if (infix.level < kNotLevel) {
        if (!open) {
          Logical logical{static_cast<LogicalOperator>(infix.op), {}};
          logical.operands.push_back(std::move(left));
          left = Make(begin, std::move(logical));
        }
        std::get<Logical>(left->node).operands.push_back(std::move(operand));
      } else {
        ChainOf<Arithmetic>(left, open)
            .rest.push_back(
                {static_cast<ArithmeticOperator>(infix.op), op_span, std::move(operand)});
      }
    }
    left->span = Since(begin);
    tallest_ = std::max(height, tallest_ + 1);
    built = ceiling = infix.level;
  }
  if (now_.kind == TokenKind::kWord && now_.keyword == Keyword::kNo) {  // for did-you-mean
    for (const Keyword keyword : {Keyword::kAnd, Keyword::kOr, Keyword::kXor, Keyword::kIs,
                                  Keyword::kContains, Keyword::kStarts, Keyword::kEnds}) {
      Note(keyword);
    }
  }
  return left;
}

// At the word NOT: the operator, and not a variable of that name?
bool Parser::AtNot() {
  const Token next = Peek(1);
  return BeginsOperand(next) || next.kind == TokenKind::kMinus || next.kind == TokenKind::kPlus;
}

StatusOr<ExpressionPtr> Parser::ParseNot() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  Advance();
  ASSIGN_OR_RETURN(ExpressionPtr operand, ParseOperators(kNotLevel));
  return Make(begin, Not{std::move(operand)});
}

Status Parser::ParseTest(Tests& tests) {
  const uint32_t begin = Begin();
  Test test;
  const auto string_test = [&](StringOperator op) -> Status {
    ASSIGN_OR_RETURN(ExpressionPtr operand, ParseOperators(kSum));
    test.node = StringTest{op, std::move(operand)};
    return absl::OkStatus();
  };
  if (At(TokenKind::kColon)) {
    LabelTest label;
    ASSIGN_OR_RETURN(label.labels, ParseLabels(/*legacy_and=*/true, /*bar_is_or=*/false));
    test.node = std::move(label);
  } else if (now_.keyword == Keyword::kIs) {
    ASSIGN_OR_RETURN(test, ParseIsTest());
  } else if (Accept(TokenKind::kRegexMatch)) {
    RETURN_IF_ERROR(string_test(StringOperator::kMatches));
  } else if (Accept(Keyword::kContains)) {
    RETURN_IF_ERROR(string_test(StringOperator::kContains));
  } else if (Accept(Keyword::kIn)) {
    ASSIGN_OR_RETURN(ExpressionPtr list, ParseOperators(kSum));
    test.node = InTest{std::move(list)};
  } else {
    const bool starts = now_.keyword == Keyword::kStarts;
    Advance();
    RETURN_IF_ERROR(Expect(Keyword::kWith));
    RETURN_IF_ERROR(string_test(starts ? StringOperator::kStartsWith : StringOperator::kEndsWith));
  }
  test.span = Since(begin);
  tests.tests.push_back(std::move(test));
  return absl::OkStatus();
}

// IS NULL, IS NOT NULL, IS :: INTEGER, IS NOT TYPED STRING, IS Label
StatusOr<Test> Parser::ParseIsTest() {
  Test test;
  const bool negated = PeekAt(1, Keyword::kNot);
  const size_t word = negated ? 2 : 1;
  const bool null = PeekAt(word, Keyword::kNull);
  const bool typed = PeekAt(word, TokenKind::kDoubleColon) || PeekAt(word, Keyword::kTyped);
  if (!null && !typed) {
    if (negated) {
      Advance();
      Advance();
      return Unexpected("NULL or a type: IS NOT NULL, IS NOT :: STRING");
    }
    LabelTest label;
    ASSIGN_OR_RETURN(label.labels, ParseLabels(/*legacy_and=*/false, /*bar_is_or=*/false));
    test.node = std::move(label);
    return test;
  }
  for (size_t i = 0; i <= word; ++i) Advance();
  if (null) {
    test.node = NullTest{negated};
  } else {
    TypeTest type;
    type.negated = negated;
    ASSIGN_OR_RETURN(type.type, ParseValueType());
    test.node = std::move(type);
  }
  return test;
}

// INTEGER, LOCAL TIME, LIST<STRING NOT NULL> NOT NULL
StatusOr<ValueType> Parser::ParseValueType() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  if (!At(TokenKind::kWord)) return Unexpected("a type such as INTEGER");
  ValueType type;
  const uint32_t begin = Begin();
  type.name = UpperCase(TextOf(now_));
  Advance();
  for (const std::string_view first : {"LOCAL", "ZONED", "SIGNED", "PROPERTY"}) {
    if (type.name != first || !At(TokenKind::kWord)) continue;
    type.name = Cat(type.name, " ", UpperCase(TextOf(now_)));
    Advance();
    break;
  }
  if (std::find(std::begin(kTypes), std::end(kTypes), type.name) == std::end(kTypes)) {
    const auto nearest = Nearest(type.name, kTypes);
    return CompileError(
        "UnexpectedSyntax", Since(begin), Cat("there is no type ", type.name),
        nearest ? Cat("did you mean ", *nearest, "?") : "types are INTEGER, STRING, LIST<ANY> ...");
  }
  if (type.name == "LIST" && Accept(TokenKind::kLess)) {
    ASSIGN_OR_RETURN(ValueType item, ParseValueType());
    type.item = std::make_unique<ValueType>(std::move(item));
    RETURN_IF_ERROR(Expect(TokenKind::kGreater));
  }
  if (At(Keyword::kNot) && PeekAt(1, Keyword::kNull)) {
    Advance();
    Advance();
    type.not_null = true;
  }
  return type;
}

StatusOr<ExpressionPtr> Parser::ParseUnary() {
  if (!At(TokenKind::kMinus) && !At(TokenKind::kPlus)) return ParseAccess();
  const uint32_t begin = Begin();
  const bool negative = At(TokenKind::kMinus);
  const bool literal = negative && PeekAt(1, TokenKind::kNumber) && !PeekAt(2, TokenKind::kDot) &&
                       !PeekAt(2, TokenKind::kLeftBracket);
  if (literal) {  // -9223372036854775808 is an integer, 9223372036854775808 is not
    Advance();
    tallest_ = std::max(tallest_, 1);
    return ParseNumber(begin, /*negative=*/true);
  }
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  Advance();
  ASSIGN_OR_RETURN(ExpressionPtr operand, ParseUnary());
  return Make(begin, Sign{negative, std::move(operand)});
}

// primary, then .name, [index] and [from..to] as often as they come
StatusOr<ExpressionPtr> Parser::ParseAccess() {
  const uint32_t begin = Begin();
  const int outer_tallest = std::exchange(tallest_, 0);
  ASSIGN_OR_RETURN(ExpressionPtr base, ParsePrimary());
  tallest_ = std::max(tallest_, 1);
  if (At(TokenKind::kDot) || At(TokenKind::kLeftBracket)) {
    Access access;
    access.base = std::move(base);
    do {
      if (At(TokenKind::kLeftBracket)) {
        ASSIGN_OR_RETURN(AccessStep step, ParseBracketStep());
        access.steps.push_back(std::move(step));
      } else {
        const uint32_t step_begin = Begin();
        Advance();
        ASSIGN_OR_RETURN(Name key, ParseName("a property"));
        access.steps.push_back(AccessStep{Since(step_begin), PropertyStep{std::move(key)}});
      }
    } while (At(TokenKind::kDot) || At(TokenKind::kLeftBracket));
    ++tallest_;
    base = Make(begin, std::move(access));
  }
  tallest_ = std::max(outer_tallest, tallest_);
  return base;
}

StatusOr<AccessStep> Parser::ParseBracketStep() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  const uint32_t begin = Begin();
  const size_t opening = number_;
  Advance();
  ExpressionPtr first;
  if (!At(TokenKind::kDoubleDot)) {
    ASSIGN_OR_RETURN(first, ParseExpression());
  }
  AccessStep step;
  if (Accept(TokenKind::kDoubleDot)) {
    SliceStep slice;
    slice.from = std::move(first);
    if (!At(TokenKind::kRightBracket)) {
      ASSIGN_OR_RETURN(slice.to, ParseExpression());
    }
    step.node = std::move(slice);
  } else {
    step.node = IndexStep{std::move(first)};
  }
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightBracket));
  step.span = Since(begin);
  return step;
}

}  // namespace newsgraph::syntax
