#!/bin/sh
# Checks the pages' modules and styles: `install` fetches the tools that package.json names into .venv/pages, `types` reads every
# page with tsc beside types/office.d.ts, `style` looks at format and lint with biome, `format` writes what the formatter wants,
# `tests` runs tests/js with node.
set -eu

ROOT="$(cd "$(dirname "$0")/.." && pwd)"
FOLDER="$ROOT/.venv/pages"
BIN="$FOLDER/node_modules/.bin"

main() {
  cd "$ROOT"
  case "${1:-}" in
    install) install ;;
    types) types ;;
    style) "$BIN/biome" check --error-on-warnings . ;;
    format) "$BIN/biome" check --write . ;;
    tests) node --import ./tests/js/page.mjs --test tests/js/*.test.js ;;
    *) give_up "say install, types, style, format or tests" ;;
  esac
}

# Without a lock file, which would name where each package came from; package.json names exact versions.
install() {
  command -v npm >/dev/null || give_up "there is no npm (Debian: nodejs, npm; tools/readers.sh installs them)"
  mkdir -p "$FOLDER"
  if ! cmp -s package.json "$FOLDER/installed.json"; then
    cp package.json "$FOLDER/package.json"
    npm install --prefix "$FOLDER" --no-package-lock --no-audit --no-fund --ignore-scripts >&2 ||
      give_up "npm could not install what package.json names"
    cp package.json "$FOLDER/installed.json"
  fi
  "$BIN/tsc" --version
  "$BIN/biome" --version
}

# Each page has words and commands of its own; what did not change since the last time is not read again. What others made is read for its names only: its faults are not ours.
types() {
  [ -x "$BIN/tsc" ] || give_up "tsc is not there: sh tools/pages.sh install"
  faults=""
  for page in types/*/tsconfig.json; do
    status=0
    name="$(basename "$(dirname "$page")")"
    said="$("$BIN/tsc" --pretty false --project "$page" --incremental --tsBuildInfoFile "$FOLDER/seen/$name.json")" || status=$?
    [ "$status" -le 2 ] || give_up "tsc ended with $status on $page: $said"
    faults="$faults
$said"
  done
  ours="$(echo "$faults" | awk '/^ / { if (kept) print; next } { kept = NF && !/\/vendor\// && !seen[$0]++ } kept')"
  [ -z "$ours" ] || give_up "$ours"
  echo "The pages hold to the types of the office."
}

give_up() {
  echo "$1" >&2
  exit 1
}

main "$@"
