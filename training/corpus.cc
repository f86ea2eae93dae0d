#include "training/corpus.h"

#include <lzma.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "loaders/text/models/name_finder.h"
#include "loaders/text/tokens/characters.h"

namespace newsgraph::training {
namespace {

using text::NameLabel;
using text::NamePart;
using text::NameType;

Status FileError(ErrorKind kind, const std::string& path, std::string_view what) {
  return MakeError(kind, ErrorPhase::kRuntime, "", std::nullopt, Cat(path, ": ", what));
}

StatusOr<std::string> Unxz(const std::string& path, const std::string& packed) {
  std::string out(packed.size() * 8 + 4096, '\0');
  for (;;) {
    uint64_t memory = UINT64_MAX;
    size_t in_at = 0;
    size_t out_at = 0;
    const lzma_ret result = lzma_stream_buffer_decode(
        &memory, 0, nullptr, reinterpret_cast<const uint8_t*>(packed.data()), &in_at, packed.size(),
        reinterpret_cast<uint8_t*>(out.data()), &out_at, out.size());
    if (result == LZMA_OK) {
      out.resize(out_at);
      return out;
    }
    if (result != LZMA_BUF_ERROR || out.size() > (1u << 30)) {
      return FileError(ErrorKind::kCorruption, path, "not a readable .xz file");
    }
    out.resize(out.size() * 2);
  }
}

int Number(std::string_view digits) {
  int value = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// B-X / I-X / O to our labels.
std::vector<uint8_t> FromIob(const std::vector<std::string>& tags) {
  std::vector<uint8_t> labels(tags.size(), 0);
  for (size_t i = 0; i < tags.size();) {
    const auto type = tags[i].size() > 2 ? text::ParseNameType(tags[i].substr(2)) : std::nullopt;
    size_t end = i + 1;
    if (type) {
      while (end < tags.size() && tags[end] == Cat("I", tags[i].substr(1))) ++end;
      MarkName(labels, i, end, *type);
    }
    i = end;
  }
  return labels;
}

// GUM's entity annotation, "(8-organization-new...(9-place-...)" .. "8)", word by word.
class EntityReader {
 public:
  struct Entity {
    size_t begin, end;
    NameType type;
  };

  void Add(std::string_view misc, size_t word) {
    for (std::string_view field : Split(misc, '|')) {
      if (field.starts_with("Entity=")) AddMarks(field.substr(7), word);
    }
  }
  // Inner entities come first.
  std::vector<Entity> Take() {
    open_.clear();
    return std::exchange(entities_, {});
  }

 private:
  struct Open {
    std::string_view id;
    std::string_view type;
    size_t begin;
  };

  void AddMarks(std::string_view marks, size_t word) {
    while (!marks.empty()) {
      const bool opens = marks[0] == '(';
      if (opens) marks.remove_prefix(1);
      const size_t end = std::min(marks.find_first_of("()"), marks.size());
      const std::string_view body = marks.substr(0, end);
      const auto parts = Split(body, '-');
      if (opens && parts.size() >= 2) open_.push_back({parts[0], parts[1], word});
      const bool closes = end < marks.size() && marks[end] == ')';
      if (closes) Close(parts[0], word);
      marks.remove_prefix(end + closes);
    }
  }
  void Close(std::string_view id, size_t word) {
    for (size_t i = open_.size(); i-- > 0;) {
      if (open_[i].id != id) continue;
      if (const auto type = TypeOf(open_[i].type)) {
        entities_.push_back({open_[i].begin, word + 1, *type});
      }
      open_.erase(open_.begin() + static_cast<ptrdiff_t>(i));
      return;
    }
  }
  static std::optional<NameType> TypeOf(std::string_view type) {
    if (type == "person") return NameType::kPerson;
    if (type == "organization") return NameType::kOrganization;
    if (type == "place") return NameType::kLocation;
    if (type == "event" || type == "object" || type == "abstract") return NameType::kMisc;
    return std::nullopt;
  }

  std::vector<Open> open_;
  std::vector<Entity> entities_;
};

bool BeginsUpper(std::string_view word) {
  return text::ReadCharacter(word, 0).kind == text::CharacterKind::kUpper;
}

bool IsFormOfAddress(std::string_view word) {
  static const std::set<std::string_view> kTitles = {
      "Mr.",     "Mrs.",    "Ms.",       "Dr.",     "Mr",        "Mrs",         "Ms",
      "Dr",      "Sir",     "Lord",      "Lady",    "President", "Prime",       "Minister",
      "Senator", "Sen.",    "Rep.",      "Gov.",    "Governor",  "General",     "Gen.",
      "Col.",    "Colonel", "Captain",   "Capt.",   "Prof.",     "Professor",   "King",
      "Queen",   "Pope",    "Judge",     "Justice", "Secretary", "Chancellor",  "Mayor",
      "Sheikh",  "Shaikh",  "Ayatollah", "Rev.",    "Bishop",    "Congressman", "Detective",
      "Officer", "Uncle",   "Aunt",      "Prince",  "Princess"};
  return kTitles.contains(word);
}

// The words of the entity that are its name, around its head; empty if it is not named.
std::pair<size_t, size_t> NameWithin(const AnnotatedSentence& s, EntityReader::Entity entity) {
  size_t head = entity.end;
  for (size_t i = entity.begin; i < entity.end; ++i) {
    const auto h = static_cast<size_t>(s.heads[i]);
    if (h < entity.begin || h >= entity.end) head = i;
  }
  if (head == entity.end || s.tags[head].first != text::Upos::kPropn ||
      !BeginsUpper(s.forms[head])) {
    return {0, 0};
  }
  const auto named = [&](size_t i) {
    return s.tags[i].first == text::Upos::kPropn ||
           (BeginsUpper(s.forms[i]) && s.tags[i].first != text::Upos::kDet &&
            s.tags[i].first != text::Upos::kPron);
  };
  const auto joins = [&](size_t i) {  // stands inside names
    static const std::set<std::string_view> kJoins = {"of", "the", "and", "&",  "-",  "for", "de",
                                                      "la", "von", "van", "al", "in", "on",  "."};
    return kJoins.contains(s.forms[i]);
  };
  size_t begin = head, end = head + 1;
  for (size_t i = head; i-- > entity.begin;) {
    if (named(i)) {
      begin = i;
    } else if (!joins(i) || s.forms[i] == "in" || s.forms[i] == "on") {
      break;
    }
  }
  for (size_t i = head + 1; i < entity.end; ++i) {
    if (named(i)) {
      end = i + 1;
    } else if (!joins(i)) {
      break;
    }
  }
  while (begin < head && IsFormOfAddress(s.forms[begin])) ++begin;
  return {begin, end};
}

void AddNames(AnnotatedSentence& s, std::vector<EntityReader::Entity> entities) {
  s.names.assign(s.size(), 0);
  std::stable_sort(entities.begin(), entities.end(), [](const auto& a, const auto& b) {
    return a.end - a.begin > b.end - b.begin;  // the outer one wins
  });
  for (const auto& entity : entities) {
    const auto [begin, end] = NameWithin(s, entity);
    MarkName(s.names, begin, end, entity.type);
  }
}

Status AddTreeWord(const std::string& path, std::string_view line, AnnotatedSentence& s) {
  const auto columns = Split(line, '\t');
  if (columns.size() < 8 || columns[0].find_first_of("-.") != std::string_view::npos) {
    return absl::OkStatus();
  }
  const auto upos = text::ParseUpos(columns[3]);
  const auto xpos = text::ParseXpos(columns[4]);
  const auto relation = text::ParseRelation(columns[7]);
  if (!upos || !relation) {
    return FileError(ErrorKind::kDataError, path, Cat("unknown label in: ", line));
  }
  s.forms.emplace_back(columns[1]);
  s.lemmas.emplace_back(columns[2]);
  s.tags.emplace_back(*upos, xpos.value_or(text::Xpos::kFW));
  s.heads.push_back(Number(columns[6]) - 1);
  s.relations.push_back(*relation);
  return absl::OkStatus();
}

}  // namespace

void MarkName(std::vector<uint8_t>& labels, size_t begin, size_t end, NameType type) {
  if (end > labels.size() || begin >= end) return;
  for (size_t i = begin; i < end; ++i) {
    if (labels[i] != 0) return;
  }
  if (end - begin == 1) {
    labels[begin] = NameLabel(type, NamePart::kSingle);
    return;
  }
  for (size_t i = begin; i < end; ++i) labels[i] = NameLabel(type, NamePart::kInside);
  labels[begin] = NameLabel(type, NamePart::kBegin);
  labels[end - 1] = NameLabel(type, NamePart::kEnd);
}

std::vector<std::string_view> Lines(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  return Split(text, '\n');
}

StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return FileError(ErrorKind::kIoError, path, "cannot be opened");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  std::string text = std::move(bytes).str();
  if (path.ends_with(".xz")) return Unxz(path, text);
  return text;
}

StatusOr<Corpus> ReadTreebank(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
  const bool has_entities =
      file.find("|Entity=(") != file.npos || file.find("\tEntity=(") != file.npos;
  Corpus corpus;
  AnnotatedSentence sentence;
  EntityReader entities;
  const auto finish = [&] {
    if (sentence.size() > 0) {
      for (int& head : sentence.heads) {
        if (head < 0) head = static_cast<int>(sentence.size());
      }
      if (has_entities) AddNames(sentence, entities.Take());
      corpus.push_back(std::move(sentence));
    }
    sentence = {};
  };
  for (std::string_view line : Lines(file)) {
    if (line.empty()) {
      finish();
    } else if (line[0] == '#') {
      if (line.starts_with("# text = ")) sentence.text = line.substr(9);
      if (line.starts_with("# newpar")) sentence.starts_paragraph = true;
      if (line.starts_with("# newdoc")) sentence.starts_document = true;
    } else {
      const size_t words = sentence.size();
      RETURN_IF_ERROR(AddTreeWord(path, line, sentence));
      if (sentence.size() > words) entities.Add(line.substr(line.rfind('\t') + 1), words);
    }
  }
  finish();
  return corpus;
}

StatusOr<Corpus> ReadNameColumns(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
  Corpus corpus;
  AnnotatedSentence sentence;
  std::vector<std::string> tags;
  const auto finish = [&] {
    if (sentence.size() == 0) return;
    sentence.names = FromIob(tags);
    corpus.push_back(std::exchange(sentence, {}));
    tags.clear();
  };
  for (std::string_view line : Lines(file)) {
    if (line.empty() || line == " ") {
      finish();
    } else if (line.starts_with("-DOCSTART-") || line.starts_with("# newdoc")) {
      sentence.starts_document = true;
    } else if (!line.starts_with("# ")) {
      const auto columns = Split(line, line.find('\t') != line.npos ? '\t' : ' ');
      if (columns.size() < 2) continue;
      const bool numbered = columns.size() >= 4;
      sentence.forms.emplace_back(columns[numbered ? 1 : 0]);
      tags.emplace_back(columns[numbered ? 2 : columns.size() - 1]);
    }
  }
  finish();
  return corpus;
}

StatusOr<Corpus> ReadDocRed(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
  rapidjson::Document json;
  json.Parse(file.data(), file.size());
  if (json.HasParseError() || !json.IsArray()) {
    return FileError(ErrorKind::kDataError, path, "not a JSON list of documents");
  }
  Corpus corpus;
  for (const auto& article : json.GetArray()) {
    const size_t first = corpus.size();
    for (const auto& words : article["sents"].GetArray()) {
      AnnotatedSentence& sentence = corpus.emplace_back();
      for (const auto& word : words.GetArray()) sentence.forms.emplace_back(word.GetString());
      sentence.names.assign(sentence.size(), 0);
      sentence.starts_document = corpus.size() == first + 1;
    }
    for (const auto& entity : article["vertexSet"].GetArray()) {
      for (const auto& mention : entity.GetArray()) {
        const auto type = text::ParseNameType(mention["type"].GetString());
        const size_t index = first + mention["sent_id"].GetUint();
        if (!type || index >= corpus.size()) continue;
        MarkName(corpus[index].names, mention["pos"][0].GetUint(), mention["pos"][1].GetUint(),
                 *type);
      }
    }
  }
  std::erase_if(corpus, [](const AnnotatedSentence& s) { return s.size() == 0; });
  return corpus;
}

}  // namespace newsgraph::training
