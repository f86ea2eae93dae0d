#include "query/syntax/tree.h"

#include <charconv>
#include <cmath>
#include <type_traits>

#include "graph/base/strings.h"
#include "query/syntax/names.h"

namespace newsgraph::syntax {
namespace {

#define FIELD(field) visit(#field, node.field);
#define NODE(Type, name, fields)                                                        \
  std::string_view KindOf(const Type&) { return name; }                                 \
  template <class Visit>                                                                \
  void VisitFields([[maybe_unused]] const Type& node, [[maybe_unused]] Visit&& visit) { \
    fields                                                                              \
  }
#include "query/syntax/nodes.inc"
#undef NODE
#undef FIELD

// What is written as nothing.
bool IsEmpty(bool value) { return !value; }
template <class T>
bool IsEmpty(const std::optional<T>& value) {
  return !value.has_value();
}
template <class T>
bool IsEmpty(const std::unique_ptr<T>& value) {
  return value == nullptr;
}
template <class T>
bool IsEmpty(const std::vector<T>& value) {
  return value.empty();
}
template <class T>
bool IsEmpty(const T& value) {
  if constexpr (std::is_enum_v<T>) return NameOf(value).empty();
  return false;
}

class SExpression {
 public:
  std::string Take() { return std::move(out_); }

  void Write(std::monostate) { out_ += "null"; }
  void Write(bool value) { out_ += value ? "true" : "false"; }
  void Write(int64_t value) { Append(out_, value); }
  void Write(uint64_t value) { Append(out_, value); }
  void Write(double value) {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof(digits), value).ptr;
    const std::string_view text(digits, static_cast<size_t>(end - digits));
    Append(out_, text, text.find_first_of(".en") == std::string_view::npos ? ".0" : "");
  }
  void Write(const std::string& text) {
    out_ += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') out_ += '\\';
      if (c == '\n') {
        out_ += "\\n";
      } else {
        out_ += c;
      }
    }
    out_ += '"';
  }
  void Write(const Name& name) { Write(name.text); }
  template <class T>
  void Write(const std::optional<T>& value) {
    Write(*value);
  }
  template <class T>
  void Write(const std::unique_ptr<T>& value) {
    Write(*value);
  }
  template <class T>
  void Write(const std::vector<T>& values) {
    out_ += '[';
    bool first = true;
    for (const T& value : values) {
      if (!first) out_ += ' ';
      first = false;
      Write(value);
    }
    out_ += ']';
  }
  template <class... Ts>
  void Write(const std::variant<Ts...>& value) {
    std::visit([this](const auto& alternative) { this->Write(alternative); }, value);
  }
  template <class T>
  void Write(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      Append(out_, NameOf(value));
    } else {
      WriteNode(value);
    }
  }

 private:
  template <class Node>
  void WriteNode(const Node& node) {
    const std::string_view kind = KindOf(node);
    if (kind.empty()) {
      VisitFields(node, [this](std::string_view, const auto& field) { this->Write(field); });
      return;
    }
    Append(out_, "(", kind);
    VisitFields(node, [this](std::string_view name, const auto& field) {
      if (IsEmpty(field)) return;
      Append(out_, " ", name, "=");
      Write(field);
    });
    out_ += ')';
  }

  std::string out_;
};

}  // namespace

std::string ToSExpression(const Statement& statement) {
  SExpression out;
  out.Write(statement);
  return out.Take();
}

std::string ToSExpression(const Expression& expression) {
  SExpression out;
  out.Write(expression);
  return out.Take();
}

bool SameTree(const Statement& a, const Statement& b) {
  return ToSExpression(a) == ToSExpression(b);
}

}  // namespace newsgraph::syntax
