#!/bin/sh
# Sets up and runs the main job on the bundled module examples/bank, which has planted races. Needs Go, a C
# compiler and any Node >= 18 with npm. Exit code 3 is the expected end: the gate is closed.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/node24.sh"
cd "$root/examples/bank"
exec node "$root/dist/cli.js" run --out "$root/racegate-out" "$@" ./...
