#!/bin/bash
# check_answers.sh SHARED PEER SCRATCH: the shared benchmark's queries on a small graph, each answer
# compared with that of its hand-written yardstick. Exits 77 (skipped) where the benchmark is missing.
set -eu
shared=${NEWSGRAPH_SHARED:-$1}/bench peer=$2 scratch=$3
if ! [ -f "$shared/run.mjs" ] || ! command -v node >/dev/null; then
  echo "skipped: no shared benchmark at $shared, or no node"
  exit 77
fi
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$scratch/data"
g++ -O1 -std=c++20 -o "$scratch/gen" "$shared/gen/gen.cpp"
g++ -O1 -std=c++20 -pthread -o "$scratch/csr" "$shared/peers/csr.cpp"
"$scratch/gen" "$scratch/data" 0.1
PB_BIN=$scratch node "$shared/run.mjs" --data "$scratch/data" --peers csr --budget 2 \
  --peer "newsgraph=$peer" --texts "newsgraph=$here/texts.json" --out "$scratch/results.json" 2>&1 |
  tee "$scratch/log"
# A query whose text is null in texts.json is not offered.
! grep -E 'newsgraph=(ERR|[0-9.]+ BAD)' "$scratch/log" | grep -v 'newsgraph=ERR unsupported'
