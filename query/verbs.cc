#include "query/verbs.h"

#include "query/syntax/print.h"

namespace newsgraph::query {
namespace {

using syntax::Verb;
using syntax::VerbKind;

constexpr std::string_view kTextTypes[] = {"about", "written_by", "SAME_AS"};
constexpr int64_t kMostSteps = 100;

// A relationship in words: who does what to whom, and whether that was denied.
constexpr std::string_view kFact =
    "startNode(r).name AS who, CASE WHEN r.polarity = 'negated' THEN 'not ' ELSE '' END + type(r) "
    "AS what, endNode(r).name AS whom";

class Writer {
 public:
  Writer(const Verb& verb, const GraphView& view, const Parameters& parameters)
      : verb_(verb), view_(view), parameters_(parameters) {}

  StatusOr<std::string> Write() {
    switch (verb_.kind) {
      case VerbKind::kPaths:
        return Paths();
      case VerbKind::kNear:
        return Near();
      case VerbKind::kConnect:
        return Connect();
      case VerbKind::kCommon:
        return Common();
      case VerbKind::kTimeline:
        return Timeline();
      case VerbKind::kWhy:
        return Why();
      case VerbKind::kAbout:
        return About();
    }
    return InternalError("no such verb");
  }

 private:
  StatusOr<std::string> Paths() {
    ASSIGN_OR_RETURN(const int64_t most, Steps(4));
    return Cat("MATCH p = SHORTEST ", Option(verb_.top, "3"), " ACYCLIC ", Entity("a", 0), "-[",
               Types(), "]-{1,", most, "}", Entity("b", 1), Time(), Hubs(),
               " BUDGET 2000 MS RETURN p, evidence(p) AS evidence ORDER BY length(p)");
  }

  StatusOr<std::string> Near() {
    ASSIGN_OR_RETURN(const int64_t most, Steps(1));
    return Cat("REACH ", Entity("a", 0), "-[", Types(), "]-{1,", most, "}(b)", Time(),
               " BUDGET 1000 MS RETURN b.name AS name, labels(b) AS labels, hops, degree(b) AS ",
               "relationships ORDER BY hops, relationships DESC, name LIMIT ",
               Option(verb_.top, "20"));
  }

  StatusOr<std::string> Connect() {
    ASSIGN_OR_RETURN(const int64_t most, Steps(kMostSteps));
    std::string nodes, names;
    for (size_t i = 0; i < verb_.names.size(); ++i) {
      const std::string name = Cat("n", i + 1);
      Append(nodes, i == 0 ? "" : ", ", Entity(name, i));
      Append(names, i == 0 ? "" : ", ", name);
    }
    std::string options;
    if (verb_.hops) Append(options, "max: ", most);
    std::string left_out;
    for (const std::string& type : TextTypes())
      Append(left_out, left_out.empty() ? "" : ", ", syntax::PrintString(Cat("!", type)));
    if (!left_out.empty()) Append(options, options.empty() ? "" : ", ", "types: [", left_out, "]");
    // A name that fits nothing leaves the others to be joined.
    return Cat("MATCH ", nodes, " BUDGET 2000 MS CALL algo.connect([", names, "], {", options,
               "}) YIELD edge RETURN GRAPH");
  }

  StatusOr<std::string> Common() {
    return Cat("MATCH ", Entity("a", 0), "-[r", Types(), "]-(x)-[s", Types(), "]-", Entity("b", 1),
               " BUDGET 2000 MS WHERE x <> a AND x <> b RETURN x.name AS name, labels(x) AS "
               "labels, collect(DISTINCT type(r)) AS with_first, collect(DISTINCT type(s)) AS "
               "with_second, degree(x) AS relationships ORDER BY size(with_first) + "
               "size(with_second) DESC, relationships, name LIMIT ",
               Option(verb_.top, "20"));
  }

  StatusOr<std::string> Timeline() {
    const std::string other = verb_.names.size() > 1 ? Entity("b", 1) : "(b)";
    return Cat("MATCH ", Entity("a", 0), "-[r", Types(), "]-", other, Time(),
               " BUDGET 2000 MS WHERE r.date IS NOT NULL RETURN r.date AS date, ", kFact,
               ", r.sentence AS sentence, r.article AS article ORDER BY date, who, what, whom");
  }

  StatusOr<std::string> Why() {
    return Cat("MATCH p = allShortestPaths(", Entity("a", 0), "-[", Types(), "*1..4]-",
               Entity("b", 1),
               ") BUDGET 2000 MS UNWIND relationships(p) AS r WITH DISTINCT r UNWIND evidence(r) "
               "AS e RETURN ",
               kFact,
               ", e.sentence AS sentence, e.article AS article, e.start AS start, e.end AS end, "
               "e.date AS date, e.confidence AS confidence, e.rule AS rule ORDER BY date, article, "
               "start, who, what, whom");
  }

  StatusOr<std::string> About() {
    return Cat("MATCH ", Entity("a", 0), " OPTIONAL MATCH (a)-[r", Types(),
               "]-(b) BUDGET 2000 MS RETURN a.name AS name, labels(a) AS labels, a.aliases AS "
               "aliases, type(r) AS relation, count(r) AS times, collect(DISTINCT CASE WHEN "
               "startNode(r) = a THEN b.name END)[0..5] AS to, collect(DISTINCT CASE WHEN "
               "endNode(r) = a THEN b.name END)[0..5] AS from, min(r.date) AS first, max(r.date) "
               "AS last ORDER BY times DESC, relation");
  }

  // (a@'name')
  std::string Entity(std::string_view variable, size_t name) const {
    return Cat("(", variable, "@", syntax::Print(*verb_.names[name]), ")");
  }

  std::vector<std::string> TextTypes() const {
    std::vector<std::string> types;
    for (const std::string_view name : kTextTypes) {
      const EdgeTypeId type = view_.names().FindType(name);
      if (type.valid() && view_.statistics().EdgesOf(type) > 0) types.emplace_back(name);
    }
    return types;
  }

  // :A|B, :!about&!written_by, or nothing
  std::string Types() const {
    if (verb_.types) return syntax::Print(*verb_.types);
    std::string out;
    for (const std::string& type : TextTypes())
      Append(out, out.empty() ? ":!" : "&!", syntax::PrintName(type));
    return out;
  }

  std::string Time() const {
    return verb_.since ? Cat(" DURING [", syntax::Print(*verb_.since), ", null]") : std::string();
  }

  std::string Hubs() const {
    std::string out;
    if (verb_.avoid_degree) Append(out, " AVOID DEGREE > ", syntax::Print(*verb_.avoid_degree));
    for (const auto& name : verb_.not_via)
      Append(out, &name == &verb_.not_via[0] ? " NOT VIA (@" : ", (@", syntax::Print(*name), ")");
    return out;
  }

  static std::string Option(const syntax::ExpressionPtr& value, std::string_view otherwise) {
    return value ? syntax::Print(*value) : std::string(otherwise);
  }

  // The bound of a pattern is written into it.
  StatusOr<int64_t> Steps(int64_t otherwise) const {
    if (!verb_.hops) return otherwise;
    Value value;
    if (const auto* parameter = std::get_if<syntax::Parameter>(&verb_.hops->node)) {
      const auto found = parameters_.find(parameter->name);
      if (found == parameters_.end()) {
        return MakeError(ErrorKind::kParameterMissing, ErrorPhase::kCompile, "MissingParameter",
                         verb_.hops->span, Cat("the parameter $", parameter->name, " has no value"),
                         Cat("give it, e.g. --param ", parameter->name, "=2"));
      }
      value = found->second;
    } else if (const auto* literal = std::get_if<syntax::Literal>(&verb_.hops->node)) {
      if (const auto* number = std::get_if<int64_t>(&literal->value)) value = Value::Int(*number);
    }
    if (value.is_int() && value.integer() >= 1 && value.integer() <= kMostSteps)
      return value.integer();
    return MakeError(ErrorKind::kArgumentError, ErrorPhase::kCompile, "NumberOutOfRange",
                     verb_.hops->span, Cat("a number of steps is from 1 to ", kMostSteps));
  }

  const Verb& verb_;
  const GraphView& view_;
  const Parameters& parameters_;
};

}  // namespace

StatusOr<std::string> QueryOf(const syntax::Verb& verb, const GraphView& view,
                              const Parameters& parameters) {
  return Writer(verb, view, parameters).Write();
}

}  // namespace newsgraph::query
