// The class behind FindRoles: looks around each name for the ways in which language gives it a
// role, and keeps what it finds. Private to roles.cc and to the files that hold the ways:
// role_appositions.cc, role_lists.cc, role_predicates.cc. Borrows the Document. Used once.
#pragma once

#include <vector>

#include "loaders/text/entities/role_nouns.h"
#include "loaders/text/entities/roles.h"
#include "loaders/text/words/document.h"

namespace newsgraph::text {

class RoleFinder {
 public:
  explicit RoleFinder(const Document& doc)
      : doc_(doc), gazetteer_(doc.knowledge.gazetteer()), nouns_(doc) {}

  std::vector<RoleLink> Find();

 private:
  // Keeps a link whose phrase is known; once, and none to the name that the role is a part of.
  void Push(RoleLink link);
  // The same, after finding the phrase: the role is the mention's.
  void Give(uint32_t m, RoleLink link);
  // Whether a person's name covers the token.
  bool IsPersonName(uint32_t t) const;

  // ---- beside the name: role_appositions.cc
  // "President X", "ambassador, X,", "brother Jonas".
  void Before(uint32_t m);
  // "As a director of Y, X ...", "A former aide to Y, X ...", "Sworn in as president of Y, X ...":
  // a phrase at the start of the sentence tells of its subject.
  bool OpensSentence(const RoleLink& link) const;
  // Moves from before the name over what may stand between the role and it: "leader, Sheikh X",
  // "the Rev. X". False where something else does.
  //   comma  set where one was stepped over
  bool StepOverTitles(uint32_t m, uint32_t& t, bool& comma) const;
  // "director and producer X": the noun joined before a role.
  void JoinedBefore(const RoleLink& link, uint32_t first);
  // "a Syrian national named X", "a man identified as X".
  bool IsNaming(uint32_t t) const;
  // "the trade unionist X", where that is no role.
  bool IsPlainPersonNoun(uint32_t t) const;
  // "the bishop of Arlon, Monsignor X", "a Belgian nun, Sister X": the role before the title.
  void BeforeTitle(uint32_t m, uint32_t t);
  // "his solicitor, X of Barlow Stern, said": the end of a name with its body.
  uint32_t BehindBody(uint32_t m) const;
  bool ClosesApposition(uint32_t t, uint32_t sentence) const;
  // "Anna Ray, the mayor, Bob Lee said": the role belongs to the name before it.
  bool HasNameJustBefore(const RoleLink& link) const;
  // "X, the U.S. special envoy for Belarus," and "X (55), ...".
  void After(uint32_t m);
  // "X, a diplomat and politician".
  void JoinedBehind(const RoleLink& first, uint32_t limit);

  // ---- of several names: role_lists.cc
  // "Presidents A of X and B of Y": each holds the office of the body behind the name.
  void Shared(uint32_t m);
  // "executives A and B", "two of the bank's ex-directors, A, B and C": each holds the office.
  void Several(uint32_t m);
  // "one of its own investigators, X".
  bool IsOneOfThem(const RoleLink& link, uint32_t first) const;
  // "two directors of Norcorp, A and B": the body stands between.
  bool SeveralWithPhrase(uint32_t t, uint32_t first, RoleLink& link) const;

  // ---- by a verb: role_predicates.cc
  // "X is a lawyer with Y", "he became president", "X will become chair", "named X chief".
  void Copula(uint32_t m);
  // "A and B are members of X", "the two, A and B, are lawyers at X".
  void Both(uint32_t m, const RoleLink& role);
  // "X, who has been chief executive of Y since", "X will take over as head of Y", "named X chief
  // executive": by the words alone, as trees of such clauses are often wrong.
  void Predicate(uint32_t m);
  // "appointed X", "named X": a verb of appointing right before the name.
  bool NamedBefore(const Mention& name) const;

  const Document& doc_;
  const Gazetteer& gazetteer_;
  const RoleNouns nouns_;
  std::vector<RoleLink> links_;
};

}  // namespace newsgraph::text
