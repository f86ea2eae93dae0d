// The program's prompt in a pseudo-terminal, with a small graph to ask.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/builder.h"
#include "tests/cli/pty.h"

namespace newsgraph::cli::testing {

inline constexpr std::string_view kPrompt = "newsgraph> ";

// A folder of this process for its files; its history and rc file are below it.
std::string Folder();

// Saves what the builder holds as NAME in Folder(); returns the path.
std::string SaveAs(std::string_view name, Builder builder);

// Three people, two countries, who met whom and when; a saved graph.
std::string NewsGraph();

// The program with these arguments, its prompt waited for.
std::unique_ptr<Pty> Start(std::vector<std::string> arguments, int width = 100, int height = 30);

// Types a statement and waits until it runs: from then on Ctrl-C is a signal.
::testing::AssertionResult Begin(Pty& pty, std::string_view statement);

double MillisecondsSince(std::chrono::steady_clock::time_point begin);

}  // namespace newsgraph::cli::testing
