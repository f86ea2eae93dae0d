// The program in a shell, and the files of a test in a folder of its own.
//
//   WriteFile("q.cypher", "RETURN 1 AS n;");
//   Outcome run = Shell("$NG q.cypher | jq .n");    // run.code, run.out, run.err
#pragma once

#include <string>
#include <string_view>

namespace newsgraph::cli::testing {

std::string ScriptFolder();
void WriteFile(const std::string& name, std::string_view text);
std::string ReadFile(const std::string& name);

struct Outcome {
  int code;
  std::string out;
  std::string err;
};
// Runs a line of shell in the folder; $NG is the program.
Outcome Shell(const std::string& line);

}  // namespace newsgraph::cli::testing
