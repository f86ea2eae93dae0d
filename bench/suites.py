"""Runs the Google Benchmark suites of a build, for run and compare."""

import json
import os
import statistics
import subprocess
import sys

SUITES = ("kernels", "paths", "query", "updates")


def program(build, suite):
    """The path of a suite's program in a build folder; ends the script where there is none."""
    path = os.path.join(build, "bench", "newsgraph_bench_" + suite)
    if not os.path.exists(path):
        sys.exit(f"{path} is not there: cmake --build {build} --target newsgraph_bench_{suite}")
    return path


def run_once(build, suite, pattern, edges):
    """One run of a suite: (context, {benchmark: {"ns": real time, counter: value ...}})."""
    command = [program(build, suite), "--benchmark_format=json"]
    if pattern:
        command.append("--benchmark_filter=" + pattern)
    env = dict(os.environ, NEWSGRAPH_BENCH_EDGES=str(edges))
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    if not done.stdout.strip():
        return {}, {}
    out = json.loads(done.stdout)
    scale = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
    known = {"name", "family_index", "per_family_instance_index", "run_name", "run_type",
             "repetitions", "repetition_index", "threads", "iterations", "real_time", "cpu_time",
             "time_unit"}
    found = {}
    for entry in out["benchmarks"]:
        if entry.get("error_occurred"):
            sys.exit(f"{entry['name']}: {entry['error_message']}")
        values = {k: v for k, v in entry.items() if k not in known}
        values["ns"] = entry["real_time"] * scale[entry["time_unit"]]
        found[entry["name"].removesuffix("/manual_time")] = values
    return out["context"], found


def medians(runs):
    """Median of each value over several runs."""
    return {name: {key: statistics.median(run[name][key] for run in runs)
                   for key in runs[0][name]} for name in runs[0]}
