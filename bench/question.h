// Statements that are measured through the public session, each with the answers of a plain loop.
//
//   Measure(state, "MATCH (p:Person {id: $id}) RETURN p.id", AboutPersons(IdOf));
//
// All answers are compared before anything is measured; a wrong one ends the benchmark.
#pragma once

#include <benchmark/benchmark.h>

#include <vector>

#include "bench/ask.h"
#include "bench/shared_graph.h"

namespace newsgraph::bench {

// A statement of one integer for each of some parameters, and what it must answer.
struct Question {
  std::vector<query::Parameters> parameters;
  std::vector<int64_t> answers;
};

inline void Measure(::benchmark::State& state, std::string_view text, const Question& question) {
  query::Session session(SharedGraph::Get().graph());
  for (size_t i = 0; i < question.parameters.size(); ++i) {
    const auto answer = Ask(session, text, question.parameters[i]);
    if (!answer.ok()) return state.SkipWithError(Render(answer.status(), text).c_str());
    if (*answer != question.answers[i]) {
      return state.SkipWithError(
          Cat("answer ", *answer, ", the plain loop's is ", question.answers[i]).c_str());
    }
  }
  size_t at = 0;
  for (auto _ : state) {
    ::benchmark::DoNotOptimize(session.Run(text, question.parameters[at]));
    at = (at + 1) % question.parameters.size();
  }
}

inline int64_t IdOf(NodeId node) {
  const SharedGraph& shared = SharedGraph::Get();
  return shared.view().property(node, shared.Key("id")).integer();
}

// $id of each of a few persons, and what `answer` says of them.
template <class F>
Question AboutPersons(F&& answer) {
  Question question;
  for (const NodeId person : SharedGraph::Get().Sample(32)) {
    query::Parameters& parameters = question.parameters.emplace_back();
    parameters["id"] = Value::Int(IdOf(person));
    question.answers.push_back(answer(person));
  }
  return question;
}

}  // namespace newsgraph::bench
