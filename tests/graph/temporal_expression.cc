#include "tests/graph/temporal_expression.h"

#include <charconv>
#include <functional>
#include <map>
#include <variant>
#include <vector>

#include "graph/base/strings.h"
#include "graph/base/variant.h"
#include "graph/temporal.h"

namespace newsgraph::test {
namespace {

struct Entry;
using Entries = std::vector<Entry>;
struct Term {
  std::variant<std::monostate, bool, int64_t, double, std::string, Temporal, Duration, Entries>
      value;

  template <class T>
  const T* As() const {
    return std::get_if<T>(&value);
  }
};
struct Entry {
  std::string key;
  Term value;
};

// 2017-10-29T12:00Z: the clock of the tests.
constexpr int64_t kNow = 1'509'278'400;

Status Bad(std::string_view what) { return InternalError(Cat("test expression: ", what)); }

std::string Print(const Term& term) {
  return std::visit(
      Overload{[](std::monostate) { return std::string("null"); },
               [](bool b) { return std::string(b ? "true" : "false"); },
               [](int64_t i) { return std::to_string(i); }, [](double d) { return Cat(d); },
               [](const std::string& s) { return s; },
               [](const Temporal& t) { return std::visit([](auto v) { return Format(v); }, t); },
               [](const Duration& d) { return Format(d); },
               [](const Entries&) { return std::string("{...}"); }},
      term.value);
}

StatusOr<Components> ComponentsOf(const Entries& entries) {
  Components components;
  for (const auto& [key, term] : entries) {
    const Temporal* base = term.As<Temporal>();
    if (key == "timezone" && term.As<std::string>()) {
      ASSIGN_OR_RETURN(components.timezone, Zone::Parse(*term.As<std::string>()));
    } else if (key == "date" && base) {
      components.date = *base;
    } else if (key == "time" && base) {
      components.time = *base;
    } else if (key == "datetime" && base) {
      components.datetime = *base;
    } else if (const auto component = FindComponent(key); component && term.As<int64_t>()) {
      components[*component] = *term.As<int64_t>();
    } else {
      return Bad(Cat("entry ", key));
    }
  }
  return components;
}

StatusOr<Duration> DurationOf(const Entries& entries) {
  DurationParts parts;
  for (const auto& [key, term] : entries) {
    const auto unit = FindDurationUnit(key);
    if (!unit) return Bad(Cat("unit ", key));
    const auto amount = term.As<int64_t>()  ? Amount::Of(*term.As<int64_t>())
                        : term.As<double>() ? Amount::Of(*term.As<double>())
                                            : std::nullopt;
    if (!amount) return Bad(Cat("amount of ", key));
    parts[*unit] = *amount;
  }
  return MakeDuration(parts);
}

template <class T>
StatusOr<Term> Wrap(StatusOr<T> value) {
  if (!value.ok()) return value.status();
  if constexpr (std::is_same_v<T, Duration>)
    return Term{*value};
  else
    return Term{Temporal(*value)};
}

template <class T>
StatusOr<Term> Construct(const Term& argument) {
  if (const auto* text = argument.As<std::string>()) return Wrap(Parse<T>(*text));
  if (const auto* value = argument.As<Temporal>()) return Wrap(Convert<T>(*value));
  const auto* entries = argument.As<Entries>();
  if (entries == nullptr) return Bad("argument");
  ASSIGN_OR_RETURN(const Components components, ComponentsOf(*entries));
  return Wrap(Make<T>(components, kNow));
}

StatusOr<Term> ConstructDuration(const Term& argument) {
  if (const auto* text = argument.As<std::string>()) return Wrap(Parse<Duration>(*text));
  if (const auto* entries = argument.As<Entries>()) return Wrap(DurationOf(*entries));
  return Bad("argument of duration");
}

template <class T>
StatusOr<Term> TruncateCall(const std::vector<Term>& arguments) {
  const auto* name = arguments[0].As<std::string>();
  const auto* value = arguments.size() > 1 ? arguments[1].As<Temporal>() : nullptr;
  const auto unit = name ? FindTruncationUnit(*name) : std::nullopt;
  if (!unit || !value) return Bad("arguments of truncate");
  Components overrides;
  if (arguments.size() > 2 && arguments[2].As<Entries>()) {
    ASSIGN_OR_RETURN(overrides, ComponentsOf(*arguments[2].As<Entries>()));
  }
  return Wrap(Truncate<T>(*unit, *value, overrides, kNow));
}

template <Duration (*between)(const Temporal&, const Temporal&)>
StatusOr<Term> BetweenCall(const std::vector<Term>& arguments) {
  if (arguments.size() != 2 || !arguments[0].As<Temporal>() || !arguments[1].As<Temporal>()) {
    return Bad("arguments of between");
  }
  return Term{between(*arguments[0].As<Temporal>(), *arguments[1].As<Temporal>())};
}

using Callee = std::function<StatusOr<Term>(const std::vector<Term>&)>;

const std::map<std::string, Callee, std::less<>>& Callees() {
  static const auto* callees = new std::map<std::string, Callee, std::less<>>{
      {"date", [](const auto& a) { return Construct<Date>(a[0]); }},
      {"localtime", [](const auto& a) { return Construct<LocalTime>(a[0]); }},
      {"time", [](const auto& a) { return Construct<Time>(a[0]); }},
      {"localdatetime", [](const auto& a) { return Construct<LocalDateTime>(a[0]); }},
      {"datetime", [](const auto& a) { return Construct<DateTime>(a[0]); }},
      {"duration", [](const auto& a) { return ConstructDuration(a[0]); }},
      {"date.truncate", TruncateCall<Date>},
      {"localtime.truncate", TruncateCall<LocalTime>},
      {"time.truncate", TruncateCall<Time>},
      {"localdatetime.truncate", TruncateCall<LocalDateTime>},
      {"datetime.truncate", TruncateCall<DateTime>},
      {"duration.between", BetweenCall<Between>},
      {"duration.inMonths", BetweenCall<BetweenInMonths>},
      {"duration.inDays", BetweenCall<BetweenInDays>},
      {"duration.inSeconds", BetweenCall<BetweenInSeconds>},
  };
  return *callees;
}

StatusOr<Term> Property(const Term& term, std::string_view key) {
  if (const auto* duration = term.As<Duration>()) {
    ASSIGN_OR_RETURN(const int64_t number, Get(*duration, key));
    return Term{number};
  }
  const auto component = FindComponent(key);
  if (!term.As<Temporal>() || !component) return Bad(Cat(".", key));
  ASSIGN_OR_RETURN(const auto value, Get(*term.As<Temporal>(), *component));
  if (const auto* number = std::get_if<int64_t>(&value)) return Term{*number};
  return Term{std::get<std::string>(value)};
}

StatusOr<Term> Plus(const Term& a, const Duration& duration, bool minus) {
  if (const auto* left = a.As<Duration>()) {
    return Wrap(minus ? Subtract(*left, duration) : Add(*left, duration));
  }
  if (!a.As<Temporal>()) return Bad("left of + or -");
  return std::visit(
      [&](auto left) { return Wrap(minus ? Subtract(left, duration) : Add(left, duration)); },
      *a.As<Temporal>());
}

StatusOr<Term> Scale(const Duration& duration, const Term& by, bool divide) {
  if (const auto* number = by.As<int64_t>()) {
    return Wrap(divide ? Divide(duration, *number) : Multiply(duration, *number));
  }
  if (!by.As<double>()) return Bad("right of * or /");
  return Wrap(divide ? Divide(duration, *by.As<double>()) : Multiply(duration, *by.As<double>()));
}

StatusOr<Term> CompareTerms(const Term& a, const Term& b, std::string_view op) {
  if (op == "=") return Term{Print(a) == Print(b) && a.value.index() == b.value.index()};
  int order;
  if (a.As<Duration>() && b.As<Duration>()) {
    order = Compare(*a.As<Duration>(), *b.As<Duration>());
  } else {
    const auto *x = a.As<Temporal>(), *y = b.As<Temporal>();
    if (!x || !y || x->index() != y->index()) return Bad("comparison");
    order = std::visit([y](auto left) { return Compare(left, std::get<decltype(left)>(*y)); }, *x);
  }
  return Term{op == "<" ? order < 0 : op == ">" ? order > 0 : op == "<=" ? order <= 0 : order >= 0};
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  StatusOr<Term> Whole() {
    ASSIGN_OR_RETURN(const Term term, Comparison());
    SkipSpace();
    return rest_.empty() ? StatusOr<Term>(term) : Bad(Cat("left over: ", rest_));
  }

 private:
  StatusOr<Term> Comparison() {
    ASSIGN_OR_RETURN(const Term left, Sum());
    for (const std::string_view op : {"<=", ">=", "<", ">", "="}) {
      if (!Take(op)) continue;
      ASSIGN_OR_RETURN(const Term right, Sum());
      return CompareTerms(left, right, op);
    }
    return left;
  }

  StatusOr<Term> Sum() {
    ASSIGN_OR_RETURN(Term left, Product());
    while (true) {
      const bool minus = Take("-");
      if (!minus && !Take("+")) return left;
      ASSIGN_OR_RETURN(const Term right, Product());
      if (!right.As<Duration>()) return Bad("right of + or -");
      ASSIGN_OR_RETURN(left, Plus(left, *right.As<Duration>(), minus));
    }
  }

  StatusOr<Term> Product() {
    ASSIGN_OR_RETURN(Term left, Atom());
    while (true) {
      const bool divide = Take("/");
      if (!divide && !Take("*")) return left;
      ASSIGN_OR_RETURN(const Term right, Atom());
      if (!left.As<Duration>()) return Bad("left of * or /");
      ASSIGN_OR_RETURN(left, Scale(*left.As<Duration>(), right, divide));
    }
  }

  StatusOr<Term> Atom() {
    SkipSpace();
    if (rest_.empty()) return Bad("ends too early");
    if (Take("(")) {
      ASSIGN_OR_RETURN(const Term inner, Comparison());
      return Take(")") ? StatusOr<Term>(inner) : Bad("no )");
    }
    if (rest_[0] == '\'') return Text();
    if (rest_[0] == '{') return Map();
    if (rest_[0] == '-' || IsDigit(rest_[0])) return Number();
    return Call();
  }

  StatusOr<Term> Text() {
    const size_t end = rest_.find('\'', 1);
    if (end == std::string_view::npos) return Bad("no closing quote");
    const Term text{std::string(rest_.substr(1, end - 1))};
    rest_.remove_prefix(end + 1);
    return text;
  }

  StatusOr<Term> Number() {
    size_t size = 1;
    while (size < rest_.size() && (IsDigit(rest_[size]) || rest_[size] == '.')) ++size;
    const std::string_view digits = rest_.substr(0, size);
    rest_.remove_prefix(size);
    double real = 0;
    int64_t whole = 0;
    if (digits.find('.') == std::string_view::npos) {
      std::from_chars(digits.data(), digits.data() + size, whole);
      return Term{whole};
    }
    std::from_chars(digits.data(), digits.data() + size, real);
    return Term{real};
  }

  StatusOr<Term> Map() {
    Entries entries;
    Take("{");
    while (!Take("}")) {
      const std::string key(Name());
      if (key.empty() || !Take(":")) return Bad("map");
      ASSIGN_OR_RETURN(Term value, Sum());
      entries.push_back({key, std::move(value)});
      Take(",");
    }
    return Term{std::move(entries)};
  }

  StatusOr<Term> Call() {
    std::string name(Name());
    if (Take(".")) name += Cat(".", Name());
    const auto callee = Callees().find(name);
    if (callee == Callees().end() || !Take("(")) return Bad(Cat("call of ", name));
    std::vector<Term> arguments;
    while (!Take(")")) {
      ASSIGN_OR_RETURN(Term argument, Comparison());
      arguments.push_back(std::move(argument));
      Take(",");
    }
    if (arguments.empty()) return Bad("call without arguments");
    ASSIGN_OR_RETURN(Term value, callee->second(arguments));
    while (Take(".")) {
      ASSIGN_OR_RETURN(value, Property(value, Name()));
    }
    return value;
  }

  std::string_view Name() {
    SkipSpace();
    size_t size = 0;
    while (size < rest_.size() && std::isalpha(static_cast<unsigned char>(rest_[size]))) ++size;
    const std::string_view name = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return name;
  }
  bool Take(std::string_view token) {
    SkipSpace();
    if (rest_.substr(0, token.size()) != token) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  void SkipSpace() {
    while (!rest_.empty() && rest_[0] == ' ') rest_.remove_prefix(1);
  }
  static bool IsDigit(char c) { return c >= '0' && c <= '9'; }

  std::string_view rest_;
};

}  // namespace

StatusOr<std::string> Evaluate(std::string_view expression) {
  ASSIGN_OR_RETURN(const Term term, Reader(expression).Whole());
  return Print(term);
}

}  // namespace newsgraph::test
