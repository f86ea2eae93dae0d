#include "bench/generate.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

namespace newsgraph::bench {
namespace {

enum Kind : uint8_t { kPerson, kOrganization, kPlace, kEvent, kTopic, kArticle, kKinds };
constexpr std::array<std::string_view, kKinds> kLabels = {"Person", "Organization", "Place",
                                                          "Event",  "Topic",        "Article"};
constexpr std::array<uint64_t, kKinds> kNodeShares = {250, 120, 50, 60, 10, 510};  // of 1,000

struct Relation {
  std::string_view type;
  Kind source, target;
  uint32_t share;  // of 1,000
};
constexpr Relation kRelations[] = {
    {"about", kArticle, kTopic, 60},
    {"about", kArticle, kEvent, 40},
    {"mentions", kArticle, kPerson, 210},
    {"mentions", kArticle, kOrganization, 120},
    {"mentions", kArticle, kPlace, 100},
    {"met_with", kPerson, kPerson, 55},
    {"negotiated_with", kPerson, kPerson, 45},
    {"negotiated_with", kOrganization, kOrganization, 25},
    {"criticised", kPerson, kPerson, 30},
    {"criticised", kPerson, kOrganization, 20},
    {"supports", kPerson, kPerson, 25},
    {"family_of", kPerson, kPerson, 10},
    {"works_for", kPerson, kOrganization, 45},
    {"leads", kPerson, kOrganization, 15},
    {"member_of", kPerson, kOrganization, 30},
    {"owns", kOrganization, kOrganization, 15},
    {"acquired", kOrganization, kOrganization, 10},
    {"sued", kOrganization, kOrganization, 10},
    {"sanctioned", kOrganization, kPerson, 10},
    {"located_in", kOrganization, kPlace, 25},
    {"travelled_to", kPerson, kPlace, 40},
    {"occurred_in", kEvent, kPlace, 20},
    {"participated_in", kPerson, kEvent, 40},
};

// splitmix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  uint64_t Below(uint64_t n) {
    return static_cast<uint64_t>((static_cast<unsigned __int128>(Next()) * n) >> 64);
  }

 private:
  uint64_t state_;
};

// Ranks below n with weights of (rank + 1)^-0.55: the inverse of the distribution is n * u^(20/9).
// Integers and the four IEEE operations alone, for equal results on every machine.
class Popularity {
 public:
  Popularity() {
    for (size_t i = 0; i <= kCells; ++i) {
      const double u = static_cast<double>(i) / kCells;
      table_[i] = static_cast<uint64_t>(u * u * CubeRoot(CubeRoot(u * u)) * 0x1p40);  // u^(2 + 2/9)
    }
  }
  uint64_t Rank(uint64_t n, Random& random) const {
    const uint64_t bits = random.Next();
    const uint64_t cell = bits >> (64 - kCellBits), part = bits >> (64 - kCellBits - 20) & 0xFFFFF;
    const uint64_t at = table_[cell] + ((table_[cell + 1] - table_[cell]) * part >> 20);
    return std::min(static_cast<uint64_t>((static_cast<unsigned __int128>(at) * n) >> 40), n - 1);
  }

 private:
  static constexpr int kCellBits = 14;
  static constexpr size_t kCells = 1 << kCellBits;

  static double CubeRoot(double x) {
    if (x == 0) return 0;
    double root = 1;
    for (int i = 0; i < 60; ++i) {  // Newton; 25 are enough for the smallest u
      const double square = root * root;
      root = root - (root - x / square) / 3;
    }
    return root;
  }

  std::array<uint64_t, kCells + 1> table_ = {};
};

// The nodes of one kind in 820 strides; community g has g + 1 of them, so that each holds popular
// nodes and others.
class Communities {
 public:
  static constexpr uint64_t kCount = 40, kStrides = kCount * (kCount + 1) / 2;

  Communities() {
    for (uint64_t g = 0, s = 0; g < kCount; ++g) {
      for (uint64_t i = 0; i <= g; ++i) of_stride_[s++] = static_cast<uint8_t>(g);
    }
  }
  uint64_t Of(uint64_t node) const { return of_stride_[node % kStrides]; }
  static uint64_t Size(uint64_t community, uint64_t nodes) {
    const uint64_t width = community + 1, first = community * (community + 1) / 2,
                   rest = nodes % kStrides;
    return nodes / kStrides * width +
           std::clamp<uint64_t>(rest > first ? rest - first : 0, 0, width);
  }
  static uint64_t Member(uint64_t community, uint64_t rank) {
    const uint64_t width = community + 1, first = community * (community + 1) / 2;
    return rank / width * kStrides + first + rank % width;
  }

 private:
  std::array<uint8_t, kStrides> of_stride_ = {};
};

// A word that no other number has.
std::string WordOf(uint64_t number) {
  constexpr std::string_view kConsonants = "bdfgklmnprstvz", kVowels = "aeiou";
  constexpr uint64_t kSyllables = kConsonants.size() * kVowels.size();
  std::string word;
  for (uint64_t rest = number + kSyllables; rest > 0; rest /= kSyllables) {
    word += kConsonants[rest % kConsonants.size()];
    word += kVowels[rest / kConsonants.size() % kVowels.size()];
  }
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

std::string NameOf(Kind kind, uint64_t index) {
  constexpr std::string_view kBodies[] = {"Group",     "Bank",  "Party",
                                          "Institute", "Union", "Shipping"};
  constexpr std::string_view kEvents[] = {"Talks", "Summit", "Trial", "Election", "Protest"};
  switch (kind) {
    case kPerson:
      return Cat(WordOf(index % 400), " ", WordOf(index / 400));
    case kOrganization:
      return Cat(WordOf(index / 6), " ", kBodies[index % 6]);
    case kEvent:
      return Cat(kEvents[index % 5], " of ", WordOf(index / 5));
    case kArticle:
      return Cat("Report on ", WordOf(index));
    case kPlace:
    case kTopic:
    case kKinds:
      break;
  }
  return WordOf(index);
}

constexpr int64_t kLastDay = 20454;  // 2026-01-01
constexpr uint64_t kDays = 4018;     // back to 2015-01-01

struct Node {
  uint64_t id;
  Kind kind;
  std::string name;
  bool dated;
  Date date;
};
struct Edge {
  uint64_t source, target;
  std::string_view type;
  bool bare;  // without any of what follows
  Date date;
  uint32_t confidence;  // hundredths
  uint64_t article;
};

// Makes the elements one after another and hands them to a sink with AddNode(Node) and
// AddEdge(Edge).
template <class Sink>
class Generator {
 public:
  Generator(const GenerateOptions& options, Sink& sink, const GenerateProgress& progress)
      : edges_(options.edges), random_(options.seed), sink_(sink), progress_(progress) {
    const uint64_t nodes = edges_ / 10;
    for (int k = 0; k < kKinds; ++k) {
      counts_[k] = std::max<uint64_t>(2, nodes * kNodeShares[k] / 1000);
      firsts_[k] = nodes_;
      nodes_ += counts_[k];
    }
  }

  void Run() {
    for (int k = 0; k < kKinds; ++k) {
      for (uint64_t i = 0; i < counts_[k]; ++i) AddNode(static_cast<Kind>(k), i);
    }
    for (uint64_t place = 1; place < counts_[kPlace]; ++place) {
      sink_.AddEdge(
          {firsts_[kPlace] + place, firsts_[kPlace] + (place - 1) / 8, "part_of", true, {}, 0, 0});
      Tell();
    }
    for (uint64_t made = counts_[kPlace] - 1; made < edges_; ++made) {
      if (last_.type.empty() || random_.Below(50) != 0) {
        last_ = MakeEdge();
      } else {
        last_.date = AnyDate();
      }
      sink_.AddEdge(last_);
      Tell();
    }
  }

 private:
  void AddNode(Kind kind, uint64_t index) {
    const bool dated = kind == kArticle || kind == kEvent;
    const Date date = dated ? AnyDate() : Date{};
    if (kind == kArticle) article_days_.push_back(static_cast<uint16_t>(kLastDay - date.days));
    sink_.AddNode({firsts_[kind] + index, kind, NameOf(kind, index), dated, date});
    Tell();
  }

  Edge MakeEdge() {
    const Relation& relation = AnyRelation();
    const uint64_t sources = counts_[relation.source], targets = counts_[relation.target];
    const uint64_t source =
        relation.source == kArticle ? random_.Below(sources) : popularity_.Rank(sources, random_);
    uint64_t target = Target(communities_.Of(source), targets);
    if (relation.source == relation.target && target == source) target = (target + 1) % targets;
    const uint64_t article =
        relation.source == kArticle ? source : random_.Below(counts_[kArticle]);
    const Date date{kLastDay - article_days_[article]};
    return {firsts_[relation.source] + source,
            firsts_[relation.target] + target,
            relation.type,
            false,
            date,
            static_cast<uint32_t>(50 + random_.Below(51)),
            firsts_[kArticle] + article};
  }

  const Relation& AnyRelation() {
    uint64_t at = random_.Below(1000);
    for (const Relation& relation : kRelations) {
      if (at < relation.share) return relation;
      at -= relation.share;
    }
    return kRelations[0];
  }

  uint64_t Target(uint64_t community, uint64_t targets) {
    const uint64_t members = random_.Below(10) < 7 ? Communities::Size(community, targets) : 0;
    if (members == 0) return popularity_.Rank(targets, random_);
    return Communities::Member(community, popularity_.Rank(members, random_));
  }

  Date AnyDate() { return {kLastDay - static_cast<int64_t>(popularity_.Rank(kDays, random_))}; }

  void Tell() {
    constexpr uint64_t kStep = 1 << 18;
    const uint64_t total = nodes_ + edges_;
    if (++done_ % kStep == 0 || done_ == total) {
      if (progress_) progress_(done_, total);
    }
  }

  uint64_t edges_;
  Random random_;
  Sink& sink_;
  const GenerateProgress& progress_;
  Popularity popularity_;
  Communities communities_;
  std::array<uint64_t, kKinds> counts_ = {}, firsts_ = {};  // of nodes of a kind; ids are dense
  uint64_t nodes_ = 0, done_ = 0;
  std::vector<uint16_t> article_days_;  // before the last day
  Edge last_ = {};
};

constexpr bool SharesAddUp() {
  uint32_t edges = 0;
  for (const Relation& relation : kRelations) edges += relation.share;
  uint64_t nodes = 0;
  for (const uint64_t share : kNodeShares) nodes += share;
  return edges == 1000 && nodes == 1000;
}
static_assert(SharesAddUp());

class BuilderSink {
 public:
  explicit BuilderSink(Builder& b)
      : builder_(b),
        first_(static_cast<uint32_t>(b.node_count())),
        id_(b.Key("id")),
        name_(b.Key("name")),
        date_(b.Key("date")),
        confidence_(b.Key("confidence")),
        weight_(b.Key("weight")),
        article_(b.Key("article")) {
    for (int k = 0; k < kKinds; ++k) {
      labels_[k] = builder_.Label(kLabels[k]);
      builder_.AddIndex(labels_[k], id_);
      builder_.AddIndex(labels_[k], name_);
    }
  }

  void AddNode(const Node& made) {
    const NodeId node = builder_.AddNode(std::span(&labels_[made.kind], 1));
    builder_.Set(node, id_, Value::Int(static_cast<int64_t>(made.id)));
    builder_.Set(node, name_, Value::String(made.name));
    if (made.dated) builder_.Set(node, date_, Value::Of(made.date));
  }
  void AddEdge(const Edge& made) {
    const EdgeId edge =
        builder_.AddEdge(NodeOf(made.source), builder_.Type(made.type), NodeOf(made.target));
    if (made.bare || !edge.valid()) return;
    builder_.Set(edge, date_, Value::Of(made.date));
    builder_.Set(edge, confidence_, Value::Float(made.confidence / 100.0));
    builder_.Set(edge, weight_, Value::Int(101 - static_cast<int64_t>(made.confidence)));
    builder_.Set(edge, article_, Value::Int(static_cast<int64_t>(made.article)));
  }

 private:
  NodeId NodeOf(uint64_t id) const { return NodeId{first_ + static_cast<uint32_t>(id)}; }

  Builder& builder_;
  uint32_t first_;
  KeyId id_, name_, date_, confidence_, weight_, article_;
  std::array<LabelId, kKinds> labels_;
};

// A file that remembers its first error.
class CsvFile {
 public:
  explicit CsvFile(std::string path)
      : path_(std::move(path)), file_(std::fopen(path_.c_str(), "wb")) {
    if (!file_) error_ = errno;
  }
  std::string& line() { return buffer_; }
  void EndLine() {
    buffer_ += '\n';
    if (buffer_.size() >= 1 << 20) Write();
  }
  Status Close() {
    Write();
    if (file_ && std::fclose(file_.release()) != 0 && error_ == 0) error_ = errno;
    if (error_ == 0) return absl::OkStatus();
    return RuntimeError(ErrorKind::kIoError, "",
                        Cat("cannot write \"", path_, "\": ", std::strerror(error_)));
  }

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void Write() {
    if (error_ == 0 &&
        std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) != buffer_.size())
      error_ = errno;
    buffer_.clear();
  }

  std::string path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::string buffer_;
  int error_ = 0;
};

class CsvSink {
 public:
  explicit CsvSink(const std::string& folder)
      : nodes_(folder + "/nodes.csv"), edges_(folder + "/relationships.csv") {
    nodes_.line() += "id:ID{id-type: long},name,date:date,:LABEL";
    nodes_.EndLine();
    edges_.line() += ":START_ID,:END_ID,:TYPE,date:date,confidence:double,weight:int,article:int";
    edges_.EndLine();
  }
  void AddNode(const Node& node) {
    Append(nodes_.line(), node.id, ",", node.name, ",", node.dated ? Format(node.date) : "", ",",
           kLabels[node.kind]);
    nodes_.EndLine();
  }
  void AddEdge(const Edge& edge) {
    std::string& line = edges_.line();
    Append(line, edge.source, ",", edge.target, ",", edge.type, ",");
    if (edge.bare) {
      line += ",,,";
    } else {
      const uint32_t hundredths = edge.confidence % 100;
      Append(line, Format(edge.date), ",", edge.confidence / 100, ".", hundredths / 10,
             hundredths % 10, ",", 101 - edge.confidence, ",", edge.article);
    }
    edges_.EndLine();
  }
  Status Close() {
    const Status nodes = nodes_.Close(), edges = edges_.Close();
    return nodes.ok() ? edges : nodes;
  }

 private:
  CsvFile nodes_, edges_;
};

Status CheckOptions(const GenerateOptions& options) {
  if (options.edges >= kMinEdges && options.edges <= kMaxEdges) return absl::OkStatus();
  return RuntimeError(
      ErrorKind::kArgumentError, "NumberOutOfRange",
      Cat(options.edges, " relationships; expected ", kMinEdges, " to ", kMaxEdges));
}

}  // namespace

Status Generate(const GenerateOptions& options, Builder& builder,
                const GenerateProgress& progress) {
  RETURN_IF_ERROR(CheckOptions(options));
  BuilderSink sink(builder);
  const auto generator =
      std::make_unique<Generator<BuilderSink>>(options, sink, progress);  // its tables are large
  generator->Run();
  return absl::OkStatus();
}

Status GenerateCsv(const GenerateOptions& options, const std::string& folder,
                   const GenerateProgress& progress) {
  RETURN_IF_ERROR(CheckOptions(options));
  CsvSink sink(folder);
  const auto generator = std::make_unique<Generator<CsvSink>>(options, sink, progress);
  generator->Run();
  return sink.Close();
}

}  // namespace newsgraph::bench
