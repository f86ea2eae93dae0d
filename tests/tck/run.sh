#!/usr/bin/env bash
# The openCypher TCK as a test: every scenario of the list must pass. Needs Node and the scenarios, which are not part of
# the project; without them the test is skipped and says so.
#   run.sh ADAPTER            NEWSGRAPH_SHARED: the folder that holds tck/ (default: ../shared)
set -euo pipefail
adapter=$1
here=$(cd "$(dirname "$0")" && pwd)
shared=${NEWSGRAPH_SHARED:-$here/../../../shared}
if ! command -v node >/dev/null; then echo "skipped: the TCK runner needs node"; exit 77; fi
if ! [ -d "$shared/tck/open/features" ]; then echo "skipped: no TCK scenarios in $shared/tck/open"; exit 77; fi
exec node "$shared/tck/run.mjs" --tck "$shared/tck/open" --cmd "$adapter" --must-pass "$here/passing.txt" \
  --list-failures 20
