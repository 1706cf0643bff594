#!/bin/sh
# Sets up and passes the tests: Node 24, a C compiler, the locked npm packages, the pinned Go tools, then
# every check and test (scripts/test.ts). Needs Go and any Node >= 18 with npm.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
. scripts/node24.sh
command -v go >/dev/null 2>&1 || { echo "go is missing: install Go >= 1.22 and run this again." >&2; exit 2; }
if ! command -v gcc >/dev/null 2>&1 && ! command -v clang >/dev/null 2>&1; then
  echo "installing a C compiler: go test -race needs one" >&2
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -q >&2 && apt-get install -y -q --no-install-recommends gcc libc6-dev >&2
  else
    echo "no C compiler, and this script may not install one: install gcc or clang and run this again." >&2
    exit 2
  fi
fi
lock=$(cksum <package-lock.json | tr ' ' '-')-node$(node -p process.versions.node)
if [ "$(cat node_modules/.racegate-lock 2>/dev/null || true)" != "$lock" ]; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
  printf '%s' "$lock" >node_modules/.racegate-lock
fi
exec node scripts/test.ts "$@"
