#include "training/corpus.h"

#include <lzma.h>
#include <rapidjson/document.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>

#include "loaders/text/models/name_finder.h"

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

std::vector<std::string_view> Split(std::string_view line, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t end = line.find(separator);
    parts.push_back(line.substr(0, end));
    if (end == line.npos) return parts;
    line.remove_prefix(end + 1);
  }
}

// Calls line(text) for each line.
template <class Line>
void ForLines(std::string_view text, Line&& line) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    line(text.substr(0, end));
    if (end == text.npos) return;
    text.remove_prefix(end + 1);
  }
}

// Labels from (start, end, type), half-open.
void MarkName(std::vector<uint8_t>& labels, size_t begin, size_t end, NameType type) {
  if (end > labels.size() || begin >= end) return;
  for (size_t i = begin; i < end; ++i) {
    if (labels[i] != 0) return;  // the longer one came first
  }
  if (end - begin == 1) {
    labels[begin] = NameLabel(type, NamePart::kSingle);
    return;
  }
  for (size_t i = begin; i < end; ++i) labels[i] = NameLabel(type, NamePart::kInside);
  labels[begin] = NameLabel(type, NamePart::kBegin);
  labels[end - 1] = NameLabel(type, NamePart::kEnd);
}

// B-X / I-X / O to our labels.
std::vector<uint8_t> FromIob(const std::vector<std::string>& tags) {
  std::vector<uint8_t> labels(tags.size(), 0);
  for (size_t i = 0; i < tags.size();) {
    const auto type = tags[i].size() > 2 ? text::ParseNameType(tags[i].substr(2)) : std::nullopt;
    size_t end = i + 1;
    if (type) {
      while (end < tags.size() && tags[end][0] == 'I' &&
             tags[end].substr(1) == "-" + tags[i].substr(2)) {
        ++end;
      }
      MarkName(labels, i, end, *type);
    }
    i = end;
  }
  return labels;
}

}  // namespace

StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return FileError(ErrorKind::kIoError, path, "cannot be opened");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  std::string text = std::move(bytes).str();
  return path.ends_with(".xz") ? Unxz(path, text) : std::move(text);
}

StatusOr<std::vector<TreeSentence>> ReadTreebank(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
  std::vector<TreeSentence> sentences;
  TreeSentence sentence;
  Status status;
  const auto finish = [&] {
    if (sentence.size() > 0) {
      for (int& head : sentence.heads) {
        if (head < 0) head = static_cast<int>(sentence.size());
      }
      sentences.push_back(std::move(sentence));
    }
    sentence = {};
  };
  ForLines(file, [&](std::string_view line) {
    if (line.empty()) return finish();
    if (line.starts_with("# text = ")) sentence.text = line.substr(9);
    if (line.starts_with("# newpar")) sentence.starts_paragraph = true;
    if (line.starts_with("# newdoc")) sentence.starts_document = true;
    if (line[0] == '#') return;
    const auto columns = Split(line, '\t');
    if (columns.size() < 8 || columns[0].find_first_of("-.") != std::string_view::npos) return;
    const auto upos = text::ParseUpos(columns[3]);
    const auto xpos = text::ParseXpos(columns[4]);
    const auto relation = text::ParseRelation(columns[7]);
    if (!upos || !relation) {
      status = FileError(ErrorKind::kDataError, path, Cat("unknown label in: ", line));
      return;
    }
    sentence.forms.emplace_back(columns[1]);
    sentence.lemmas.emplace_back(columns[2]);
    sentence.tags.emplace_back(*upos, xpos.value_or(text::Xpos::kFW));
    sentence.heads.push_back(std::atoi(std::string(columns[6]).c_str()) - 1);
    sentence.relations.push_back(*relation);
  });
  finish();
  RETURN_IF_ERROR(status);
  return sentences;
}

StatusOr<std::vector<NameSentence>> ReadNameColumns(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
  std::vector<NameSentence> sentences;
  NameSentence sentence;
  std::vector<std::string> tags;
  uint32_t document = 0;
  const auto finish = [&] {
    if (!sentence.forms.empty()) {
      sentence.labels = FromIob(tags);
      sentence.document = document;
      sentences.push_back(std::move(sentence));
    }
    sentence = {};
    tags.clear();
  };
  ForLines(file, [&](std::string_view line) {
    if (line.starts_with("-DOCSTART-") || line.starts_with("# newdoc")) ++document;
    if (line.empty() || line == " ") return finish();
    if (line[0] == '#' && line.starts_with("# ")) return;
    const bool tabs = line.find('\t') != line.npos;
    const auto columns = Split(line, tabs ? '\t' : ' ');
    if (columns.size() < 2 || columns[0] == "-DOCSTART-") return;
    const bool numbered = columns.size() >= 4;
    sentence.forms.emplace_back(columns[numbered ? 1 : 0]);
    tags.emplace_back(columns[numbered ? 2 : columns.size() - 1]);
  });
  finish();
  return sentences;
}

StatusOr<std::vector<NameSentence>> ReadDocRed(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
  rapidjson::Document json;
  json.Parse(file.data(), file.size());
  if (json.HasParseError() || !json.IsArray()) {
    return FileError(ErrorKind::kDataError, path, "not a JSON list of documents");
  }
  std::vector<NameSentence> sentences;
  uint32_t document = 0;
  for (const auto& article : json.GetArray()) {
    const size_t first = sentences.size();
    for (const auto& words : article["sents"].GetArray()) {
      NameSentence sentence;
      sentence.document = document;
      for (const auto& word : words.GetArray()) sentence.forms.emplace_back(word.GetString());
      sentence.labels.assign(sentence.forms.size(), 0);
      sentences.push_back(std::move(sentence));
    }
    for (const auto& entity : article["vertexSet"].GetArray()) {
      for (const auto& mention : entity.GetArray()) {
        const auto type = text::ParseNameType(mention["type"].GetString());
        const size_t index = first + mention["sent_id"].GetUint();
        if (!type || index >= sentences.size()) continue;
        MarkName(sentences[index].labels, mention["pos"][0].GetUint(), mention["pos"][1].GetUint(),
                 *type);
      }
    }
    ++document;
  }
  return sentences;
}

}  // namespace newsgraph::training
