#include "training/score.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <set>

#include "loaders/text/models/name_finder.h"
#include "loaders/text/tokens/characters.h"
#include "training/corpus.h"

namespace newsgraph::training {
namespace {

using text::Analysis;
using text::NameType;
using text::Scratch;
using text::Sentence;
using text::TokenisedText;

double Share(size_t part, size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

// Adds a sentence of given tokens to `text` and `tokens`.
void AddSentence(std::span<const std::string> forms, std::string& text, TokenisedText& tokens) {
  const auto first = static_cast<uint32_t>(tokens.tokens.size());
  for (const std::string& form : forms) {
    const auto begin = static_cast<uint32_t>(text.size());
    text += form;
    tokens.tokens.push_back({{begin, static_cast<uint32_t>(text.size())}, true});
    text += ' ';
  }
  tokens.sentences.push_back({first, static_cast<uint32_t>(tokens.tokens.size())});
}

std::string_view Bare(text::Relation relation) {
  const std::string_view name = NameOf(relation);
  return name.substr(0, name.find(':'));
}

size_t CommonSpans(const std::vector<TextSpan>& a, const std::vector<TextSpan>& b) {
  size_t common = 0;
  for (size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) {
      ++common, ++i, ++k;
    } else if (std::pair(a[i].begin, a[i].end) < std::pair(b[k].begin, b[k].end)) {
      ++i;
    } else {
      ++k;
    }
  }
  return common;
}

}  // namespace

StatusOr<TreeScore> ScoreTrees(const text::Models& models, const std::string& path) {
  ASSIGN_OR_RETURN(const auto gold, ReadTreebank(path));
  TreeScore score;
  size_t upos = 0, xpos = 0, lemma = 0, uas = 0, las = 0, las_subtypes = 0;
  Scratch scratch;
  Analysis analysis;
  for (size_t first = 0; first < gold.size();) {
    std::string text;
    TokenisedText tokens;
    size_t last = first;
    do {
      AddSentence(gold[last].forms, text, tokens);
    } while (++last < gold.size() && !gold[last].starts_document);
    models.Analyse(text, tokens, scratch, analysis);
    for (size_t s = first; s < last; ++s) {
      const AnnotatedSentence& tree = gold[s];
      const Sentence sentence = tokens.sentences[s - first];
      for (size_t i = 0; i < tree.size(); ++i) {
        const text::Word& word = analysis.words[sentence.begin + i];
        const size_t head = word.IsRoot() ? tree.size() : word.head - sentence.begin;
        const bool attached = static_cast<int>(head) == tree.heads[i];
        upos += word.upos == tree.tags[i].first;
        xpos += word.xpos == tree.tags[i].second;
        lemma += word.lemma == tree.lemmas[i];
        uas += attached;
        las += attached && Bare(word.relation) == Bare(tree.relations[i]);
        las_subtypes += attached && word.relation == tree.relations[i];
      }
      score.words += tree.size();
    }
    first = last;
  }
  score.upos = Share(upos, score.words);
  score.xpos = Share(xpos, score.words);
  score.lemma = Share(lemma, score.words);
  score.uas = Share(uas, score.words);
  score.las = Share(las, score.words);
  score.las_subtypes = Share(las_subtypes, score.words);
  return score;
}

StatusOr<TokenScore> ScoreTokens(const std::string& path) {
  ASSIGN_OR_RETURN(const auto gold, ReadTreebank(path));
  size_t common_tokens = 0, common_sentences = 0;
  size_t tokens_count = 0, sentences_count = 0;
  for (size_t first = 0; first < gold.size();) {
    std::string text;
    std::vector<TextSpan> gold_tokens, gold_sentences;
    size_t last = first;
    do {  // one paragraph
      const auto start = static_cast<uint32_t>(text.size());
      text += gold[last].text;
      uint32_t at = start;
      for (const std::string& form : gold[last].forms) {
        const size_t found = text.find(form, at);
        if (found == text.npos) continue;
        gold_tokens.push_back(
            {static_cast<uint32_t>(found), static_cast<uint32_t>(found + form.size())});
        at = gold_tokens.back().end;
      }
      gold_sentences.push_back({start, at});
      text += ' ';
    } while (++last < gold.size() && !gold[last].starts_paragraph && !gold[last].starts_document);
    TokenisedText tokens;
    text::Tokenise(text, {0, static_cast<uint32_t>(text.size())}, tokens);
    std::vector<TextSpan> our_tokens, our_sentences;
    for (const text::Token& token : tokens.tokens) our_tokens.push_back(token.span);
    for (Sentence sentence : tokens.sentences) our_sentences.push_back(tokens.SpanOf(sentence));
    common_tokens += CommonSpans(gold_tokens, our_tokens);
    common_sentences += CommonSpans(gold_sentences, our_sentences);
    tokens_count += gold_tokens.size() + our_tokens.size();
    sentences_count += gold_sentences.size() + our_sentences.size();
    first = last;
  }
  return TokenScore{Share(2 * common_tokens, tokens_count),
                    Share(2 * common_sentences, sentences_count)};
}

StatusOr<NameScore> ScoreNameColumns(const text::Models& models, const std::string& path,
                                     bool with_misc) {
  ASSIGN_OR_RETURN(const auto gold, ReadNameColumns(path));
  NameScore score;
  Scratch scratch;
  Analysis analysis;
  using Span = std::tuple<uint32_t, uint32_t, NameType>;
  for (size_t first = 0; first < gold.size();) {
    std::string text;
    TokenisedText tokens;
    std::set<Span> wanted;
    size_t last = first;
    do {
      const auto offset = static_cast<uint32_t>(tokens.tokens.size());
      uint32_t begin = offset;
      const auto& labels = gold[last].names;
      for (uint32_t i = 0; i < labels.size(); ++i) {
        if (labels[i] == 0) continue;
        const auto part = text::PartOfLabel(labels[i]);
        if (part == text::NamePart::kBegin || part == text::NamePart::kSingle) begin = offset + i;
        if (part == text::NamePart::kEnd || part == text::NamePart::kSingle) {
          wanted.emplace(begin, offset + i + 1, text::TypeOfLabel(labels[i]));
        }
      }
      AddSentence(gold[last].forms, text, tokens);
    } while (++last < gold.size() && !gold[last].starts_document);
    models.Analyse(text, tokens, scratch, analysis);
    for (const text::Name& name : analysis.names) {
      if (!with_misc && name.type == NameType::kMisc) continue;
      if (wanted.erase({name.begin, name.end, name.type}) > 0) {
        ++score.right;
      } else {
        ++score.wrong;
      }
    }
    for (const Span& span : wanted) score.missed += with_misc || get<2>(span) != NameType::kMisc;
    first = last;
  }
  return score;
}

namespace {

struct GoldMention {
  TextSpan span;
  std::set<NameType> types;  // empty: of a kind that is not scored
  bool required = false;
  bool found = false;
};

std::optional<NameType> TypeOfNode(std::string_view type) {
  if (type == "Person") return NameType::kPerson;
  if (type == "Organization") return NameType::kOrganization;
  if (type == "Country" || type == "Place") return NameType::kLocation;
  return std::nullopt;
}

bool IsCapital(std::string_view word) {
  const auto kind = text::ReadCharacter(word, 0).kind;
  return kind == text::CharacterKind::kUpper || kind == text::CharacterKind::kDigit;
}

bool IsTitle(std::string_view word) {
  static const std::set<std::string_view> kTitles = {
      "the",   "president", "prime", "minister",   "senator",    "sen.",    "mr",      "mr.",
      "mrs",   "mrs.",      "ms",    "ms.",        "dr",         "dr.",     "sir",     "lord",
      "judge", "general",   "gen.",  "lieutenant", "colonel",    "col.",    "captain", "professor",
      "prof.", "king",      "queen", "pope",       "chancellor", "justice", "bishop",  "secretary"};
  std::string lower(word.size(), ' ');
  text::LowerInto(word, lower.data());
  return kTitles.contains(lower);
}

// The span without leading titles and trailing possessive, in bytes.
TextSpan Core(std::string_view text, TextSpan span) {
  for (;;) {
    const std::string_view words = span.In(text);
    const size_t space = words.find(' ');
    if (space == words.npos || !IsTitle(words.substr(0, space))) break;
    span.begin += static_cast<uint32_t>(space) + 1;
  }
  return span;
}

// Words with capitals, as names have: "Bank of Georgia", but not "Turkish officials" or "Judge".
bool IsName(std::string_view words) {
  static const std::set<std::string_view> kSmall = {"of",  "the", "and", "for", "de", "la",
                                                    "del", "al",  "on",  "in",  "e"};
  for (std::string_view word : Split(words, ' ')) {
    if (word.empty()) continue;
    const auto kind = text::ReadCharacter(word, 0).kind;
    const bool small = kind == text::CharacterKind::kLower && !kSmall.contains(word);
    if (small) return false;
  }
  return !words.empty() && !IsTitle(words) && IsCapital(words);
}

StatusOr<std::vector<GoldMention>> ReadMentions(const std::string& path, std::string_view text) {
  ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
  rapidjson::Document json;
  json.Parse(file.data(), file.size());
  if (json.HasParseError()) {
    return MakeError(ErrorKind::kDataError, ErrorPhase::kRuntime, "", std::nullopt,
                     Cat(path, ": not JSON"));
  }
  std::vector<GoldMention> mentions;
  for (const auto& node : json["nodes"].GetArray()) {
    GoldMention mention;
    const auto type = TypeOfNode(node["type"].GetString());
    if (type) mention.types.insert(*type);
    if (node.HasMember("accept_types")) {
      for (const auto& other : node["accept_types"].GetArray()) {
        if (const auto t = TypeOfNode(other.GetString())) mention.types.insert(*t);
      }
    }
    const bool optional =
        node.HasMember("optional") && node["optional"].IsBool() && node["optional"].GetBool();
    if (!node.HasMember("mentions")) continue;
    for (const auto& m : node["mentions"].GetArray()) {
      mention.span = {m["start"].GetUint(), m["end"].GetUint()};
      mention.required = type.has_value() && !optional && IsName(Core(text, mention.span).In(text));
      mentions.push_back(mention);
    }
  }
  return mentions;
}

}  // namespace

StatusOr<NameScore> ScoreArticles(const text::Models& models, const std::string& folder, bool log) {
  NameScore score;
  Scratch scratch;
  Analysis analysis;
  std::set<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") paths.insert(entry.path().string());
  }
  for (const std::string& path : paths) {
    ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
    ASSIGN_OR_RETURN(auto gold, ReadMentions(path.substr(0, path.size() - 3) + "json", text));
    TokenisedText tokens;
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = std::min(text.find('\n', begin), text.size());
      text::Tokenise(text, {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}, tokens);
      begin = end + 1;
    }
    models.Analyse(text, tokens, scratch, analysis);
    for (const text::Name& name : analysis.names) {
      if (name.type == NameType::kMisc) continue;
      const TextSpan span = {tokens.tokens[name.begin].span.begin,
                             tokens.tokens[name.end - 1].span.end};
      const TextSpan core = Core(text, span);
      bool right = false, excused = false;
      for (GoldMention& mention : gold) {
        if (mention.span.end <= span.begin || span.end <= mention.span.begin) continue;
        const bool same = Core(text, mention.span) == core;
        if (same && mention.types.contains(name.type)) {
          mention.found = true;
          (mention.required ? right : excused) = true;
        } else if (!mention.required) {
          excused = true;
        }
      }
      // A name the gold has elsewhere under the same words is no error of recognition.
      if (!right) {
        for (const GoldMention& mention : gold) {
          excused |= Core(text, mention.span).In(text) == core.In(text) &&
                     mention.types.contains(name.type);
        }
      }
      score.right += right;
      score.wrong += !right && !excused;
      if (log && !right && !excused) {
        std::printf("%s: wrong %s %.*s\n", path.c_str() + path.size() - 7,
                    std::string(NameOf(name.type)).c_str(), static_cast<int>(span.size()),
                    text.data() + span.begin);
      }
    }
    for (const GoldMention& mention : gold) {
      if (!mention.required || mention.found) continue;
      // Two nodes may share a mention ("Baku" the city, the government); one reading is enough.
      const bool shared = std::any_of(gold.begin(), gold.end(), [&](const GoldMention& other) {
        return other.found && other.span == mention.span;
      });
      if (shared) continue;
      ++score.missed;
      if (log) {
        std::printf("%s: missed %.*s\n", path.c_str() + path.size() - 7,
                    static_cast<int>(mention.span.size()), text.data() + mention.span.begin);
      }
    }
  }
  return score;
}

namespace {

// Processor time of this thread, so that a busy machine does not change the figure.
double ThreadSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace

StatusOr<Speed> MeasureSpeed(const text::Models& models, const std::string& folder,
                             double seconds) {
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    ASSIGN_OR_RETURN(texts.emplace_back(), ReadFile(entry.path().string()));
  }
  Scratch scratch;
  Analysis analysis;
  TokenisedText tokens;
  double tokenise = 0, analyse = 0;
  size_t count = 0;
  while (tokenise + analyse < seconds && !texts.empty()) {
    for (const std::string& text : texts) {
      const double start = ThreadSeconds();
      tokens.Clear();
      text::Tokenise(text, {0, static_cast<uint32_t>(text.size())}, tokens);
      const double between = ThreadSeconds();
      models.Analyse(text, tokens, scratch, analysis);
      tokenise += between - start;
      analyse += ThreadSeconds() - between;
      count += tokens.tokens.size();
    }
  }
  return Speed{static_cast<double>(count) / tokenise, static_cast<double>(count) / analyse};
}

}  // namespace newsgraph::training
