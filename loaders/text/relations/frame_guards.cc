#include "loaders/text/relations/frame_guards.h"

#include <algorithm>
#include <array>

#include "loaders/text/entities/role_words.h"
#include "loaders/text/knowledge/letters.h"

namespace newsgraph::text {

bool WantsAgent(RelationType relation) {
  return relation == RelationType::kDetained || relation == RelationType::kReleased ||
         relation == RelationType::kCharged || relation == RelationType::kConvicted ||
         relation == RelationType::kSanctioned || relation == RelationType::kLiftedSanctionsOn ||
         relation == RelationType::kAppointed;
}

bool InHeadline(const Document& doc, uint32_t t) {
  const uint32_t sentence = doc.SentenceOf(t);
  const BlockKind kind = doc.BlockOf(sentence).kind;
  if (kind != BlockKind::kTitle && kind != BlockKind::kSubhead && kind != BlockKind::kStandfirst)
    return false;
  // A standfirst that ends in a stop is a sentence like any other.
  const std::string_view last = doc.Text(doc.SentenceAt(sentence).end - 1);
  if (kind == BlockKind::kStandfirst && last == ".") return false;
  uint32_t capitals = 0, words = 0;
  for (uint32_t u = doc.SentenceAt(sentence).begin; u < doc.SentenceAt(sentence).end; ++u) {
    if (doc.Text(u).size() < 4 || !IsLetter(doc.Text(u)[0])) continue;
    ++words;
    capitals += StartsUpper(doc.Text(u));
  }
  return capitals * 3 > words * 2;
}

bool IsRequested(const Document& doc, uint32_t t) {
  constexpr std::array<std::string_view, 27> kRequests = {
      "order",   "instruct", "command", "pressure", "petition", "exhort",   "warn",
      "urge",    "ask",      "invite",  "call",     "tell",     "advise",   "press",
      "request", "beg",      "implore", "lobby",    "demand",   "appeal",   "encourage",
      "propose", "want",     "require", "insist",   "suggest",  "recommend"};
  for (int i = 0; i < 3; ++i) {
    const Word& word = doc.WordAt(t);
    if (word.head == kNoHead) return false;
    const bool joined = word.relation == Relation::kConj;
    const std::string_view asks = doc.Lemma(word.head);
    const bool below =
        word.relation == Relation::kXcomp ||
        (word.relation == Relation::kAdvcl &&
         (doc.Child(word.head, Relation::kObj) != kNone || asks == "call" || asks == "appeal"));
    const bool infinitive = below && doc.HasChildWord(t, "to");
    // "urged the board to reopen talks": trees also hang it on whoever is urged.
    const bool on_object = word.relation == Relation::kAcl && doc.HasChildWord(t, "to") &&
                           doc.WordAt(word.head).relation == Relation::kObj &&
                           doc.WordAt(word.head).head != kNoHead;
    // "demanded that Norland free X": the bare form, not "suggested that X had fled".
    const bool wish = word.relation == Relation::kCcomp && word.xpos == Xpos::kVB;
    if (!joined && !infinitive && !wish && !on_object) return false;
    t = on_object ? doc.WordAt(word.head).head : word.head;
    if (joined) continue;
    const std::string_view lemma = doc.Lemma(t);
    // "wants to leave" is a plan of one's own.
    if (lemma == "want" && doc.Child(t, Relation::kObj) == kNone) return false;
    return IsOneOf(lemma, kRequests);
  }
  return false;
}

bool IsOpenQuestion(const Document& doc, uint32_t t) {
  for (int i = 0; i < 4; ++i) {
    const Word& word = doc.WordAt(t);
    if (doc.HasChildWord(t, "whether")) return true;
    const bool inner = word.relation == Relation::kXcomp || word.relation == Relation::kConj ||
                       word.relation == Relation::kObj || word.relation == Relation::kObl ||
                       word.relation == Relation::kNmod;
    if (word.head == kNoHead || !inner) return false;
    t = word.head;
  }
  return false;
}

bool CarriesItsObject(std::string_view verb) {
  constexpr std::array<std::string_view, 12> kMeet = {"meet",  "visit",  "join",  "see",
                                                      "leave", "attend", "greet", "address",
                                                      "host",  "play",   "take",  "seek"};
  return !IsOneOf(verb, kMeet);
}

namespace {

// "suspended aid to X", "withdrew support for X": the noun is what there is no more of.
bool IsStopped(const Document& doc, const Frame& frame, uint32_t t) {
  constexpr std::array<std::string_view, 14> kStops = {
      "suspend", "halt",  "cut",   "freeze", "withhold", "stop",     "end",
      "axe",     "slash", "block", "pause",  "reduce",   "withdraw", "cut_off"};
  const Word& word = doc.WordAt(t);
  if (frame.word_class != WordClass::kNoun || word.head == kNoHead) return false;
  if (word.relation != Relation::kObj && word.relation != Relation::kNsubjPass) return false;
  if (doc.HasChildWord(word.head, "not")) return false;  // "would not end its support"
  return IsOneOf(doc.Lemma(word.head), kStops);
}

bool IsArms(std::string_view lemma) {
  return lemma == "weapon" || lemma == "arm" || lemma == "arms" || lemma == "ammunition" ||
         lemma == "drone" || lemma == "missile" || lemma == "tank" || lemma == "gun";
}

// "warned Peru that it would strike", "warned of retaliation": what is warned of is one's own deed.
bool WarnsOfDeeds(const Document& doc, uint32_t warn) {
  constexpr std::array<std::string_view, 14> kDeeds = {
      "strike",   "war",    "retaliation", "consequence", "sanction", "action", "tariff",
      "reprisal", "attack", "lawsuit",     "response",    "revenge",  "force",  "invasion"};
  const uint32_t end = std::min(doc.SentenceAt(doc.SentenceOf(warn)).end, warn + 10);
  for (uint32_t u = warn + 1; u + 1 < end && doc.Text(u) != "," && doc.Text(u) != "."; ++u) {
    if (IsOneOf(doc.Lemma(u), kDeeds)) return true;
    const std::string& next = doc.Lower(u + 1);
    const bool off = doc.Lower(u) == "not" && next == "to";
    if (off || doc.Lower(u) == "against") return true;  // "warned Peru not to join"
    const bool own = doc.WordAt(u).upos == Upos::kPron;
    if (own && (next == "would" || next == "will" || next == "could" || next == "might"))
      return true;
  }
  return false;
}

// "in the quarter-finals", "in the next round".
bool IsContest(const Document& doc, uint32_t token) {
  constexpr std::array<std::string_view, 8> kContests = {
      "final",        "semi-final", "quarter-final", "semifinal",
      "quarterfinal", "round",      "league",        "play-off"};
  return token != kNone && IsOneOf(doc.Lemma(token), kContests);
}

// "Guards beat prisoners with sticks": the sentence tells of force; else to beat is to win.
bool TellsOfForce(const Document& doc, uint32_t verb) {
  constexpr std::array<std::string_view, 60> kForce = {
      "police",   "policeman",  "officer",     "guard",       "soldier",   "troop",    "troops",
      "militia",  "militiaman", "gang",        "thug",        "mob",       "attacker", "gunman",
      "warder",   "jailer",     "captor",      "kidnapper",   "assailant", "robber",   "militant",
      "rebel",    "fighter",    "crowd",       "vigilante",   "security",  "agent",    "stick",
      "baton",    "truncheon",  "bat",         "hammer",      "whip",      "cane",     "butt",
      "pipe",     "rod",        "custody",     "detention",   "cell",      "severely", "savagely",
      "brutally", "badly",      "unconscious", "injury",      "injure",    "bruise",   "wound",
      "hospital", "kick",       "punch",       "fist",        "torture",   "strip",    "handcuff",
      "death",    "pulp",       "protester",   "demonstrator"};
  const Sentence& s = doc.SentenceAt(doc.SentenceOf(verb));
  for (uint32_t t = s.begin; t < s.end; ++t) {
    if (IsOneOf(doc.Lemma(t), kForce) || IsOneOf(doc.Lower(t), kForce)) return true;
  }
  return false;
}

// "defending champion X of Kenya": the champion is X, whoever else the sentence is about.
bool NamesItself(const Document& doc, const Frame& frame, uint32_t noun) {
  if (frame.word_class != WordClass::kNoun || noun + 1 >= doc.words().size() ||
      !IsOneOf(frame.lemma, {"champion", "winner"}))
    return false;
  const uint32_t m = doc.MentionAt(noun + 1);
  return m != kNone && doc.mentions[m].begin == noun + 1 &&
         doc.mentions[m].type == NodeType::kPerson;
}

// Those who have left a body may well turn on it.
bool SaysFormer(const Document& doc, uint32_t sentence) {
  for (uint32_t t = doc.SentenceAt(sentence).begin; t < doc.SentenceAt(sentence).end; ++t) {
    if (IsOneOf(doc.Lower(t), {"former", "ex", "once", "until", "ousted"})) return true;
  }
  return false;
}

// "United will meet Rovers": teams that play.
bool WillPlay(const Document& doc, uint32_t meet, const Arguments& arguments) {
  for (Slot slot : {kSubject, kObject}) {
    const uint32_t token = arguments.At(slot);
    const uint32_t m = token == kNone ? kNone : doc.MentionAt(token);
    if (m == kNone || doc.mentions[m].type != NodeType::kOrganization) return false;
  }
  return doc.HasChildWord(meet, "will");
}

// "alleged that he had been beaten": not of whoever suffers it.
bool SaysWhoSuffered(const Document& doc, const Frame& frame, const Arguments& arguments) {
  const uint32_t judged = arguments.At(kJudged);
  return frame.target[0] == kJudged && frame.tone == FrameTone::kAny && judged != kNone &&
         doc.WordAt(judged).relation == Relation::kNsubjPass;
}

// Like beats like: people people, teams and states teams and states.
bool AreRivals(RelationType relation, const Entity& a, const Entity& b) {
  if (relation != RelationType::kDefeated) return true;
  const bool group = a.type == NodeType::kGroup || b.type == NodeType::kGroup;
  return group || (a.type == NodeType::kPerson) == (b.type == NodeType::kPerson);
}

// "Norcorp made an offer, and the board turned it down": what somebody denies, backs or fights
// without naming it is what was said or done, not a body.
bool MeansMatter(const Document& doc, RelationType relation, uint32_t token, const Entity& entity) {
  if (token == kNone || doc.Lower(token) != "it") return false;
  const bool body = entity.type == NodeType::kOrganization || entity.type == NodeType::kCountry;
  return body && (relation == RelationType::kRejected || relation == RelationType::kSupports ||
                  relation == RelationType::kAttacked);
}

}  // namespace

bool SaysOtherwise(const Document& doc, const Frame& frame, uint32_t t,
                   const Arguments& arguments) {
  bool infinitive = doc.Child(t, Relation::kXcomp) != kNone;
  // "ordered the company to pay": trees also hang it on the object.
  const uint32_t object = doc.Child(t, Relation::kObj);
  if (object != kNone) {
    const uint32_t clause = doc.Child(object, Relation::kAcl);
    infinitive |= clause != kNone && doc.HasChildWord(clause, "to");
  }
  const bool purpose = infinitive || doc.Child(t, Relation::kAdvcl) != kNone ||
                       arguments.At(SlotOfPreposition("for")) != kNone;
  switch (frame.relation) {
    case RelationType::kCriticised:
      if (SaysWhoSuffered(doc, frame, arguments)) return true;
      // "blamed them on the weather": not them.
      return frame.lemma == "blame" && frame.objects.empty() && frame.target[0] == kObject &&
             arguments.At(SlotOfPreposition("on")) != kNone && !arguments.passive;
    case RelationType::kWorksFor:
      return frame.lemma == "advise" && infinitive;  // "advised it not to sue"
    case RelationType::kDefeated:
      return frame.lemma == "beat" && frame.particle.empty() && TellsOfForce(doc, t);
    case RelationType::kWon:
      return NamesItself(doc, frame, t);
    case RelationType::kCandidateIn:
      // "who ran in the election, will not stand again": in another.
      return frame.target[0] == kLastMatter && doc.HasChildWord(t, "again");
    case RelationType::kKilled:
    case RelationType::kInjured:
      if (frame.lemma == "beat" && frame.particle.empty() && !TellsOfForce(doc, t)) return true;
      // "the rebels, who killed four in an ambush": no event befell the rebels.
      return frame.target[0] == kSubject && frame.source[0] >= kFirstPreposition &&
             frame.objects.empty() && doc.Child(t, Relation::kObj) != kNone;
    case RelationType::kMetWith:
      // "is no longer on speaking terms with".
      if (doc.Lower(t) == "speaking" && doc.Lower(t + 1) == "terms") return true;
      // "will meet Celtic in the final".
      if (frame.lemma == "meet" &&
          (IsContest(doc, arguments.At(SlotOfPreposition("in"))) || WillPlay(doc, t, arguments)))
        return true;
      return frame.lemma == "call" && (frame.particle.empty() || frame.particle == "on") && purpose;
    case RelationType::kSupports:
      return IsStopped(doc, frame, t) || NamesItself(doc, frame, t);
    case RelationType::kAided:
      if (IsStopped(doc, frame, t)) return true;
      // "supplied the rebels with guns", but not "supplied guns".
      if (frame.lemma == "supply" && frame.target[0] == kObject)
        return arguments.At(SlotOfPreposition("with")) == kNone;
      return (frame.lemma == "help" || frame.lemma == "assist") && infinitive;
    case RelationType::kDemandedFrom:
      if (frame.lemma == "tell") return !infinitive;  // "told Peru to pay", not "told reporters"
      // "wrote to Peru, urging it to pay", but not "wrote to Peru in protest".
      if (frame.lemma == "write") return !infinitive && doc.Child(t, Relation::kAdvcl) == kNone;
      // "after calling on Dahl": a visit.
      if (frame.lemma == "call" && frame.target[0] == kObject) return !purpose;
      // "ordered tanks", "instructed the band": no demand without what is to be done.
      return (frame.lemma == "want" || frame.lemma == "order" || frame.lemma == "instruct" ||
              frame.lemma == "request" || frame.lemma == "bid") &&
             frame.target[0] == kObject && !infinitive && doc.Child(t, Relation::kCcomp) == kNone;
    case RelationType::kCharged:  // "takes charge of"
      return frame.word_class == WordClass::kNoun && frame.lemma == "charge" &&
             doc.WordAt(t).head != kNoHead && doc.Lemma(doc.WordAt(t).head) == "take";
    case RelationType::kLeads:  // "is in charge of"
      return frame.word_class == WordClass::kNoun && frame.lemma == "charge" &&
             doc.Preposition(t) != "in";
    case RelationType::kThreatened:
      return frame.lemma == "warn" && frame.target[0] == kObject && !WarnsOfDeeds(doc, t);
    case RelationType::kProduces: {
      // "supplied weapons to nobody" tells of aid, or of none.
      const uint32_t goods = doc.Child(t, Relation::kObj);
      return frame.lemma == "supply" && goods != kNone && IsArms(doc.Lemma(goods));
    }
    case RelationType::kNegotiatedWith:
      return doc.Lower(t) == "talk" && arguments.At(SlotOfPreposition("of")) != kNone;
    case RelationType::kTravelledTo:
      // "returned to each other nine captives": it is the captives that go.
      if (t + 3 < doc.words().size() && doc.Lower(t + 1) == "to" && doc.Lower(t + 2) == "each" &&
          doc.Lower(t + 3) == "other")
        return true;
      // "pushed into the deal by X": it is not X that goes.
      return arguments.passive && frame.source[0] == kSubject &&
             frame.word_class == WordClass::kVerb;
    default:
      return false;
  }
}

bool IsTurnedDown(const Document& doc, const Frame& frame, uint32_t t) {
  const bool said = frame.relation == RelationType::kDemandedFrom ||
                    frame.relation == RelationType::kCriticised ||
                    frame.relation == RelationType::kThreatened ||
                    frame.relation == RelationType::kSued;
  const Word& word = doc.WordAt(t);
  const bool stands = word.head != kNoHead && doc.HasChildWord(word.head, "not") &&
                      frame.word_class == WordClass::kNoun &&
                      (doc.Lemma(word.head) == "end" || doc.Lemma(word.head) == "withdraw" ||
                       doc.Lemma(word.head) == "cut" || doc.Lemma(word.head) == "suspend");
  if (stands &&
      (frame.relation == RelationType::kSupports || frame.relation == RelationType::kAided))
    return true;  // "would not end its support": it goes on
  if (!said || frame.word_class != WordClass::kNoun || word.head == kNoHead) return false;
  if (frame.target[0] == kModified) return true;  // "ruled out a raid after pleas from Kenya"
  if (word.relation != Relation::kObj && word.relation != Relation::kNsubjPass) return false;
  return TurnsDown(doc.Lemma(word.head));
}

bool IsVoid(const Frame& frame, const Fact& fact) {
  return (frame.negated || frame.denied) && fact.polarity == Polarity::kPositive;
}

bool IsLawless(std::string_view verb) {
  return verb == "abduct" || verb == "kidnap" || verb == "hijack" || verb == "snatch" ||
         verb == "capture" || verb == "waylay";
}

namespace {

// Events nobody dies of.
bool IsHarmless(std::string_view noun) {
  for (std::string_view word :
       {"trial",    "hearing", "talk",    "talks",   "meeting",    "summit",
        "election", "vote",    "match",   "final",   "inquiry",    "investigation",
        "probe",    "case",    "inquest", "release", "conference", "appeal",
        "arrest",   "sale",    "merger",  "deal"}) {
    if (EndsWith(noun, word)) return true;
  }
  return false;
}

// "the striker X": somebody who plays for a team.
bool IsPlayer(const Document& doc, const Entity& person) {
  return std::any_of(person.roles.begin(), person.roles.end(), [&](const std::string& role) {
    const KnownNoun* noun = doc.knowledge.gazetteer().FindNoun(role);
    return noun != nullptr && noun->seat == Seat::kTeam;
  });
}

}  // namespace

bool MeansAnotherBody(const Document& doc, const Facts& facts, const Frame& frame, uint32_t t,
                      uint32_t token, uint32_t source, uint32_t target) {
  constexpr std::array<RelationType, 10> kTowardsOthers = {
      RelationType::kCriticised,     RelationType::kSupports,     RelationType::kMetWith,
      RelationType::kThreatened,     RelationType::kDemandedFrom, RelationType::kAttacked,
      RelationType::kNegotiatedWith, RelationType::kAgreedWith,   RelationType::kSanctioned,
      RelationType::kCharged};
  if (std::find(kTowardsOthers.begin(), kTowardsOthers.end(), frame.relation) ==
          kTowardsOthers.end() ||
      token == kNone)
    return false;
  const uint32_t m = doc.MentionAt(token);
  if (m == kNone || doc.mentions[m].kind != MentionKind::kNominal ||
      !doc.HasChildWord(token, "the"))
    return false;  // "her own company" is hers
  const uint32_t sentence = doc.SentenceOf(t);
  const std::vector<uint32_t>& mentions = doc.entities[target].mentions;
  const bool named = std::any_of(mentions.begin(), mentions.end(), [&](uint32_t other) {
    return doc.mentions[other].sentence == sentence &&
           doc.mentions[other].kind == MentionKind::kName;
  });
  if (!named) return false;  // "Its leader, X, criticised the firm": the tie may be the wrong one
  for (const Fact& fact : facts.list()) {
    const bool tie =
        fact.relation == RelationType::kLeads || fact.relation == RelationType::kWorksFor;
    if (tie && fact.source == source && fact.target == target &&
        fact.polarity == Polarity::kPositive &&
        std::find(fact.sentences.begin(), fact.sentences.end(), sentence) != fact.sentences.end())
      return !SaysFormer(doc, sentence);
  }
  return false;
}

bool IsDoubtful(const Document& doc, const Frame& frame, uint32_t source, uint32_t target,
                uint32_t token) {
  const Entity& from = doc.entities[source];
  const Entity& to = doc.entities[target];
  if (!AreRivals(frame.relation, from, to) || MeansMatter(doc, frame.relation, token, to))
    return true;
  const bool body = to.type == NodeType::kOrganization && !to.noun.empty() && !to.name.empty() &&
                    IsLowerStart(to.name);
  const bool ties =
      frame.relation == RelationType::kLeads || frame.relation == RelationType::kWorksFor ||
      frame.relation == RelationType::kMemberOf || frame.relation == RelationType::kDemandedFrom;
  if (body && !ties && (from.type == NodeType::kPerson || from.type == NodeType::kOrganization))
    return true;
  // "creates the largest producer", "the retrial of a nurse convicted of killing patients".
  const bool harms =
      frame.relation == RelationType::kKilled || frame.relation == RelationType::kInjured;
  if (frame.relation == RelationType::kCaused && to.type == NodeType::kGroup &&
      frame.lemma != "displace")
    return true;
  if (harms && from.type == NodeType::kEvent && IsHarmless(from.noun)) return true;
  // "The coach will be assisted by X" is no aid.
  if (frame.relation == RelationType::kAided && frame.lemma == "assist" &&
      from.type == NodeType::kPerson && to.type == NodeType::kPerson)
    return true;
  // "The Herald dismissed its editor": out of a post.
  if (frame.relation == RelationType::kRejected && frame.lemma == "dismiss" &&
      frame.tone == FrameTone::kAny && to.type == NodeType::kPerson)
    return true;
  // "released by Leeds": a club lets a player go.
  if (frame.relation == RelationType::kReleased && IsPlayer(doc, to)) return true;
  if (frame.relation == RelationType::kLeft && frame.lemma == "release" && !IsPlayer(doc, from))
    return true;
  // Who appeals to a court asks for no favour.
  if (frame.relation == RelationType::kDemandedFrom && frame.lemma == "appeal" &&
      HasAnyOf(to.name, {"Court", "court", "ribunal"}))
    return true;
  // Who runs in an election stands in it.
  if (frame.relation == RelationType::kParticipatedIn && frame.lemma == "run") {
    for (std::string_view noun : {"election", "vote", "poll", "runoff", "run-off", "primary"}) {
      if (EndsWith(to.noun, noun)) return true;
    }
  }
  // "went to arbitration", "returned to war": no journey.
  if (frame.relation == RelationType::kTravelledTo && to.type == NodeType::kEvent) {
    for (std::string_view noun : {"arbitration", "conciliation", "mediation", "trial", "war",
                                  "auction", "appeal", "recess"}) {
      if (EndsWith(to.noun, noun)) return true;
    }
  }
  // "celebrated its anniversary" tells of no support.
  if (frame.relation == RelationType::kSupports && frame.lemma == "celebrate" &&
      IsOneOf(to.noun, {"anniversary", "birthday", "jubilee", "wedding", "feast", "mass"}))
    return true;
  // "The election is in May. She will not stand": in a vote, not in whatever was last spoken of.
  if (frame.relation == RelationType::kCandidateIn && frame.target[0] == kLastMatter &&
      !IsElection(to.noun))
    return true;
  // "carried out the attack", "lifted the blockade" win nothing.
  if (frame.relation == RelationType::kWon && to.type == NodeType::kEvent) {
    for (std::string_view noun : {"attack", "strike", "blockade", "siege", "visit", "trip",
                                  "protest", "bombing", "raid", "operation", "exercise", "test"}) {
      if (EndsWith(to.noun, noun)) return true;
    }
  }
  // A cup is won, a prize is awarded.
  if (to.type == NodeType::kAward) {
    const bool cup = EndsWith(to.name, "Cup") || EndsWith(to.name, "Trophy") ||
                     EndsWith(to.name, "Shield") || EndsWith(to.name, "League");
    if (frame.relation == (cup ? RelationType::kAwarded : RelationType::kWon)) return true;
  }
  return from.type == NodeType::kGroup &&
         (frame.relation == RelationType::kAcquired || frame.relation == RelationType::kOwns);
}

}  // namespace newsgraph::text
