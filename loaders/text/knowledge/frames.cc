#include "loaders/text/knowledge/frames.h"

#include <algorithm>
#include <optional>

#include "graph/base/strings.h"

namespace newsgraph::text {
namespace {

constexpr std::array<std::string_view, 39> kPrepositions = {
    "with",    "on",     "against", "to",   "from",      "of",      "for",     "at",
    "in",      "into",   "over",    "by",   "between",   "among",   "outside", "near",
    "through", "behind", "about",   "as",   "when",      "after",   "before",  "that",
    "out",     "under",  "during",  "amid", "toward",    "towards", "upon",    "onto",
    "within",  "inside", "around",  "off",  "alongside", "past",    "across"};

// Those that say something, without the blanks around them.
std::vector<std::string_view> Parts(std::string_view s, char separator) {
  std::vector<std::string_view> parts;
  for (std::string_view part : Split(s, separator)) {
    part = Trim(part);
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

std::optional<Slot> ParseSlot(std::string_view name) {
  if (name == "S") return kSubject;
  if (name == "O") return kObject;
  if (name == "I") return kIndirect;
  if (name == "M") return kModified;
  if (name == "P") return kPair;
  if (name == "L") return kLastMatter;
  if (name == "J") return kJudged;
  if (name == "D") return kObliged;
  const size_t cut = name.find_first_of("_+>");  // "out_of", "in+favour": the first word decides
  const Slot slot = SlotOfPreposition(name.substr(0, cut));
  if (slot == kNoSlot) return std::nullopt;
  return slot;
}

}  // namespace

Slot SlotOfPreposition(std::string_view word) {
  for (size_t i = 0; i < kPrepositions.size(); ++i) {
    if (kPrepositions[i] == word) {
      // Variants of one meaning share a slot.
      if (word == "towards" || word == "toward" || word == "onto") return SlotOfPreposition("to");
      if (word == "upon") return SlotOfPreposition("on");
      if (word == "inside" || word == "within") return SlotOfPreposition("in");
      if (word == "alongside") return SlotOfPreposition("with");
      return static_cast<Slot>(kFirstPreposition + i);
    }
  }
  return kNoSlot;
}

std::string Frame::Name() const {
  std::string name = lemma;
  if (!particle.empty()) Append(name, "_", particle);
  if (!objects.empty()) Append(name, "+", objects.front());
  return name;
}

// Reads the file line by line; one member per kind of line.
class FrameLexicon::Reader {
 public:
  explicit Reader(FrameLexicon& lexicon) : lexicon_(lexicon) {}

  Status Read(std::string_view text) {
    while (!text.empty()) {
      ++line_;
      const size_t end = text.find('\n');
      std::string_view line = Trim(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      if (line.empty() || line.front() == '#') continue;
      RETURN_IF_ERROR(ReadLine(line));
    }
    return absl::OkStatus();
  }

 private:
  Status Bad(std::string_view what) const {
    return MakeError(ErrorKind::kSyntaxError, ErrorPhase::kCompile, "", std::nullopt,
                     Cat("frames, line ", line_, ": ", what),
                     "the comment at the top of frames.txt describes the format");
  }

  Status ReadLine(std::string_view line) {
    if (line.front() == '[') return ReadRelation(line);
    const size_t space = line.find(' ');
    const std::string_view word = line.substr(0, space);
    const std::string_view rest = space == std::string_view::npos ? "" : Trim(line.substr(space));
    if (word == "class") return ReadClass(rest);
    if (word == "scope") return ReadScope(rest);
    if (word == "past") return ReadForms(rest, lexicon_.pasts_);
    if (word == "form") return ReadForms(rest, lexicon_.forms_);
    if (word == "types") return ReadTypes(rest);
    if (word == "eg") return ReadExample(rest);
    if (word == "verb") return ReadRule(WordClass::kVerb, rest);
    if (word == "noun") return ReadRule(WordClass::kNoun, rest);
    if (word == "adj") return ReadRule(WordClass::kAdjective, rest);
    return Bad(Cat("\"", word, "\" is no kind of line"));
  }

  Status ReadRelation(std::string_view line) {
    const auto relation = ParseRelationType(line.substr(1, line.find(']') - 1));
    if (!relation) return Bad(Cat("unknown relation ", line));
    relation_ = *relation;
    rule_.clear();
    return absl::OkStatus();
  }

  Status ReadClass(std::string_view rest) {
    const size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return Bad("expected ':' after the name of a class");
    const std::string name(Trim(rest.substr(0, colon)));
    for (std::string_view word : Parts(rest.substr(colon + 1), ',')) {
      lexicon_.classes_[name].emplace_back(word);
      if (name == "negative") lexicon_.negative_.insert(std::string(word));
      if (name == "positive") lexicon_.positive_.insert(std::string(word));
    }
    return absl::OkStatus();
  }

  Status ReadScope(std::string_view rest) {
    const size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return Bad("expected ':' after the effect of a scope");
    const std::string_view effect = Trim(rest.substr(0, colon));
    for (std::string_view word : Parts(rest.substr(colon + 1), ',')) {
      if (effect == "negated") {
        lexicon_.negating_.insert(std::string(word));
      } else if (effect == "undone") {
        lexicon_.undoing_.insert(std::string(word));
      } else if (const auto modality = ParseModality(effect)) {
        lexicon_.scopes_[std::string(word)] = *modality;
      } else {
        return Bad(Cat("unknown effect ", effect));
      }
    }
    return absl::OkStatus();
  }

  Status ReadForms(std::string_view rest, StringMap<std::string>& forms) {
    for (std::string_view pair : Parts(rest, ',')) {
      const size_t space = pair.find(' ');
      if (space == std::string_view::npos) return Bad("expected FORM BASE in a list of forms");
      forms[std::string(pair.substr(0, space))] = Trim(pair.substr(space));
    }
    return absl::OkStatus();
  }

  static std::optional<Modality> ParseModality(std::string_view name) {
    for (Modality m :
         {Modality::kActual, Modality::kReported, Modality::kPlanned, Modality::kHypothetical}) {
      if (NameOf(m) == name) return m;
    }
    return std::nullopt;
  }

  Status ParseTypes(std::string_view text, TypeSet& domain, TypeSet& range) const {
    const size_t arrow = text.find("->");
    if (arrow == std::string_view::npos) return Bad("expected TYPES -> TYPES");
    domain = range = 0;
    for (auto [part, set] :
         {std::pair(text.substr(0, arrow), &domain), std::pair(text.substr(arrow + 2), &range)}) {
      for (std::string_view name : Parts(part, '|')) {
        const auto types = ParseTypeSet(name);
        if (!types) return Bad(Cat("unknown node type ", name));
        *set |= *types;
      }
    }
    return absl::OkStatus();
  }

  Status ReadTypes(std::string_view rest) {
    TypeSet domain, range;
    RETURN_IF_ERROR(ParseTypes(rest, domain, range));
    for (uint32_t f : rule_) {
      lexicon_.frames_[f].domain = domain;
      lexicon_.frames_[f].range = range;
    }
    return absl::OkStatus();
  }

  Status ReadExample(std::string_view rest) {
    const size_t arrow = rest.find("=>");
    const size_t comma = arrow == std::string_view::npos ? arrow : rest.find(',', arrow);
    if (comma == std::string_view::npos) return Bad("expected SENTENCE => SOURCE, TARGET");
    FrameExample example;
    example.frames = rule_;
    example.sentence = Trim(rest.substr(0, arrow));
    example.source = Trim(rest.substr(arrow + 2, comma - arrow - 2));
    example.target = Trim(rest.substr(comma + 1));
    example.line = line_;
    lexicon_.examples_.push_back(std::move(example));
    return absl::OkStatus();
  }

  Status ReadSlots(std::string_view text, std::vector<Slot>& slots) const {
    for (std::string_view name : Parts(text, '|')) {
      const auto slot = ParseSlot(name);
      if (slot) slots.push_back(*slot);
    }
    return slots.empty() ? Bad(Cat("no known slot in \"", text, "\"")) : absl::OkStatus();
  }

  Status ReadFlag(std::string_view flag, Frame& frame) const {
    if (flag == "not")
      frame.negated = true;
    else if (flag == "weak")
      frame.weak = true;
    else if (flag == "denied")
      frame.denied = true;
    else if (flag == "negative")
      frame.tone = FrameTone::kNegative;
    else if (flag == "positive")
      frame.tone = FrameTone::kPositive;
    else if (flag == "passive")
      frame.voice = FrameVoice::kPassive;
    else if (flag == "active")
      frame.voice = FrameVoice::kActive;
    else if (const auto modality = ParseModality(flag))
      frame.modality = *modality;
    else
      return Bad(Cat("unknown flag ", flag));
    return absl::OkStatus();
  }

  Status ReadRule(WordClass word_class, std::string_view rest) {
    const size_t colon = rest.find(" : ");
    const size_t arrow = rest.find("->");
    if (colon == std::string_view::npos || arrow == std::string_view::npos || arrow > colon) {
      return Bad("expected SLOT -> SLOT : words");
    }
    Frame pattern;
    pattern.relation = relation_;
    pattern.word_class = word_class;
    pattern.domain = RelationInfo(relation_).domain;
    pattern.range = RelationInfo(relation_).range;
    pattern.line = line_;
    RETURN_IF_ERROR(ReadSlots(rest.substr(0, arrow), pattern.source));
    std::string head(rest.substr(arrow + 2, colon - arrow - 2));
    if (const size_t open = head.find('('); open != std::string::npos) {
      const size_t close = head.find(')', open);
      if (close == std::string::npos) return Bad("expected ')' after the types");
      RETURN_IF_ERROR(ParseTypes(std::string_view(head).substr(open + 1, close - open - 1),
                                 pattern.domain, pattern.range));
      head.erase(open, close - open + 1);
    }
    const auto words = Parts(head, ' ');
    if (words.empty()) return Bad("expected a target slot after ->");
    RETURN_IF_ERROR(ReadSlots(words[0], pattern.target));
    for (size_t i = 1; i < words.size(); ++i) RETURN_IF_ERROR(ReadFlag(words[i], pattern));
    rule_.clear();
    for (std::string_view word : Parts(rest.substr(colon + 3), ',')) AddFrame(pattern, word);
    return absl::OkStatus();
  }

  void AddFrame(const Frame& pattern, std::string_view word) {
    Frame frame = pattern;
    if (const size_t plus = word.find('+'); plus != std::string_view::npos) {
      const std::string_view object = word.substr(plus + 1);
      if (object.front() == '$') {
        frame.objects = lexicon_.classes_[std::string(object.substr(1))];
      } else {
        frame.objects = {std::string(object)};
      }
      word = word.substr(0, plus);
    }
    if (const size_t under = word.find('_'); under != std::string_view::npos) {
      frame.particle = word.substr(under + 1);
      word = word.substr(0, under);
    }
    frame.lemma = word;
    const uint32_t id = static_cast<uint32_t>(lexicon_.frames_.size());
    lexicon_.by_lemma_[static_cast<size_t>(frame.word_class)][frame.lemma].push_back(id);
    lexicon_.frames_.push_back(std::move(frame));
    rule_.push_back(id);
  }

  FrameLexicon& lexicon_;
  RelationType relation_ = RelationType::kAbout;
  std::vector<uint32_t> rule_;  // frames of the rule last read
  uint32_t line_ = 0;
};

StatusOr<FrameLexicon> FrameLexicon::Parse(std::string_view text) {
  FrameLexicon lexicon;
  RETURN_IF_ERROR(Reader(lexicon).Read(text));
  for (const Frame& frame : lexicon.frames_) {
    if (frame.word_class == WordClass::kVerb) lexicon.verbs_.insert(frame.lemma);
  }
  for (const auto& [verb, modality] : lexicon.scopes_) lexicon.verbs_.insert(verb);
  for (const std::string& verb : lexicon.negating_) lexicon.verbs_.insert(verb);
  return lexicon;
}

std::span<const uint32_t> FrameLexicon::Find(WordClass word_class, std::string_view lemma) const {
  const auto& map = by_lemma_[static_cast<size_t>(word_class)];
  const auto it = map.find(lemma);
  if (it == map.end()) return {};
  return it->second;
}

std::string_view FrameLexicon::KnownVerb(std::string_view word) const {
  const auto it = verbs_.find(word);
  return it == verbs_.end() ? std::string_view() : std::string_view(*it);
}

std::string_view FrameLexicon::BaseOfPast(std::string_view word) const {
  const auto it = pasts_.find(word);
  return it == pasts_.end() ? std::string_view() : std::string_view(it->second);
}

std::string_view FrameLexicon::BaseOfForm(std::string_view word) const {
  const auto it = forms_.find(word);
  return it == forms_.end() ? std::string_view() : std::string_view(it->second);
}

Modality FrameLexicon::ScopeModality(std::string_view lemma) const {
  const auto it = scopes_.find(lemma);
  return it == scopes_.end() ? Modality::kActual : it->second;
}
bool FrameLexicon::ScopeNegates(std::string_view lemma) const { return negating_.contains(lemma); }
bool FrameLexicon::ScopeUndoes(std::string_view lemma) const { return undoing_.contains(lemma); }
bool FrameLexicon::IsNegativeWord(std::string_view lemma) const {
  return negative_.contains(lemma);
}
bool FrameLexicon::IsPositiveWord(std::string_view lemma) const {
  return positive_.contains(lemma);
}

}  // namespace newsgraph::text
