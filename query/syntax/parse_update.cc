// Clauses that write: CREATE, MERGE, SET, REMOVE, DELETE, FOREACH.
#include "query/syntax/parser_class.h"

namespace newsgraph::syntax {

StatusOr<Create> Parser::ParseCreate() {
  Advance();
  Create create;
  ASSIGN_OR_RETURN(create.paths, ParsePatterns(PatternUse::kCreate));
  return create;
}

StatusOr<Merge> Parser::ParseMerge() {
  Advance();
  Merge merge;
  ASSIGN_OR_RETURN(merge.path, ParsePath(PatternUse::kMerge));
  while (Accept(Keyword::kOn)) {
    MergeAction action;
    action.on_create = Accept(Keyword::kCreate);
    if (!action.on_create && !Accept(Keyword::kMatch))
      return Unexpected("CREATE or MATCH after ON");
    RETURN_IF_ERROR(Expect(Keyword::kSet));
    ASSIGN_OR_RETURN(action.items, ParseSetItems());
    merge.actions.push_back(std::move(action));
  }
  return merge;
}

StatusOr<std::vector<SetItem>> Parser::ParseSetItems() {
  std::vector<SetItem> items;
  do {
    ASSIGN_OR_RETURN(SetItem item, ParseSetItem());
    items.push_back(std::move(item));
  } while (Accept(TokenKind::kComma));
  return items;
}

StatusOr<SetItem> Parser::ParseSetItem() {
  const Token next = Peek(1);
  if (AtName() && (next.kind == TokenKind::kColon || next.keyword == Keyword::kIs)) {
    SetLabels set;
    ASSIGN_OR_RETURN(set.variable, ParseName("a variable"));
    ASSIGN_OR_RETURN(set.labels, ParseLabelSet());
    return SetItem(std::move(set));
  }
  if (AtName() && (next.kind == TokenKind::kEqual || next.kind == TokenKind::kPlusEqual)) {
    SetAll set;
    ASSIGN_OR_RETURN(set.variable, ParseName("a variable"));
    set.add = At(TokenKind::kPlusEqual);
    Advance();
    ASSIGN_OR_RETURN(set.value, ParseExpression());
    return SetItem(std::move(set));
  }
  SetProperty set;
  ASSIGN_OR_RETURN(set.target, ParsePropertyTarget());
  RETURN_IF_ERROR(Expect(TokenKind::kEqual, "\"=\" and the new value"));
  ASSIGN_OR_RETURN(set.value, ParseExpression());
  return SetItem(std::move(set));
}

StatusOr<Remove> Parser::ParseRemove() {
  Advance();
  Remove remove;
  do {
    if (AtName() && (PeekAt(1, TokenKind::kColon) || PeekAt(1, Keyword::kIs))) {
      RemoveLabels labels;
      ASSIGN_OR_RETURN(labels.variable, ParseName("a variable"));
      ASSIGN_OR_RETURN(labels.labels, ParseLabelSet());
      remove.items.push_back(std::move(labels));
    } else {
      RemoveProperty property;
      ASSIGN_OR_RETURN(property.target, ParsePropertyTarget());
      remove.items.push_back(std::move(property));
    }
  } while (Accept(TokenKind::kComma));
  return remove;
}

// :A:B, IS A
StatusOr<std::vector<Name>> Parser::ParseLabelSet() {
  std::vector<Name> labels;
  if (!Accept(Keyword::kIs)) RETURN_IF_ERROR(Expect(TokenKind::kColon));
  do {
    ASSIGN_OR_RETURN(Name label, ParseName("a label"));
    labels.push_back(std::move(label));
  } while (Accept(TokenKind::kColon));
  return labels;
}

// n.name, n[key], (expression).name: what SET writes and REMOVE removes.
StatusOr<ExpressionPtr> Parser::ParsePropertyTarget() {
  if (!BeginsOperand(now_))
    return Unexpected("a property such as n.name, or a label as in n:Label");
  ASSIGN_OR_RETURN(ExpressionPtr target, ParseAccess());
  const auto* access = std::get_if<Access>(&target->node);
  if (access == nullptr || std::holds_alternative<SliceStep>(access->steps.back().node)) {
    return Unexpected("a property: \".\" and a name");
  }
  return target;
}

StatusOr<Delete> Parser::ParseDelete() {
  Delete result;
  result.detach = Accept(Keyword::kDetach);
  if (!result.detach) Accept(Keyword::kNoDetach);
  RETURN_IF_ERROR(Expect(Keyword::kDelete));
  do {
    ASSIGN_OR_RETURN(ExpressionPtr target, ParseExpression());
    const auto* tests = std::get_if<Tests>(&target->node);
    if (tests != nullptr && std::holds_alternative<LabelTest>(tests->tests.back().node)) {
      return CompileError("InvalidDelete", target->span, "a label or type cannot be deleted",
                          "use REMOVE n:Label, or DELETE of the node or relationship itself");
    }
    result.targets.push_back(std::move(target));
  } while (Accept(TokenKind::kComma));
  return result;
}

StatusOr<Foreach> Parser::ParseForeach() {
  Level level(*this);
  if (level.TooDeep()) return TooDeep(now_.span);
  Advance();
  const size_t opening = number_;
  Foreach foreach;
  RETURN_IF_ERROR(Expect(TokenKind::kLeftParen));
  ASSIGN_OR_RETURN(foreach.variable, ParseName("a variable"));
  RETURN_IF_ERROR(Expect(Keyword::kIn));
  ASSIGN_OR_RETURN(foreach.list, ParseExpression(Ask::kValue, /*bar_ends=*/true));
  RETURN_IF_ERROR(Expect(TokenKind::kBar, "\"|\" and the updates"));
  do {
    switch (now_.keyword) {
      case Keyword::kCreate:
      case Keyword::kMerge:
      case Keyword::kSet:
      case Keyword::kRemove:
      case Keyword::kDelete:
      case Keyword::kDetach:
      case Keyword::kNoDetach:
      case Keyword::kForeach:
        break;
      default: {
        const bool clause = AtClause();
        const std::string_view expected =
            "an update: CREATE, MERGE, SET, REMOVE, DELETE or FOREACH";
        if (!clause) return Unexpected(expected);
        return Composition(now_.span, Cat("FOREACH only updates, found ", Describe(now_)),
                           "use UNWIND to read for each item");
      }
    }
    ASSIGN_OR_RETURN(Clause update, ParseClause());
    foreach
      .updates.push_back(std::move(update));
  } while (!At(TokenKind::kRightParen) && AtClause());
  RETURN_IF_ERROR(Close(opening, TokenKind::kRightParen));
  return foreach;
}

}  // namespace newsgraph::syntax
