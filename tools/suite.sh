#!/bin/sh
# Whole kinds of bad requests (schemathesis, from docs/openapi.json) and of bad packets (tests/suite/socket_twin.py) at the real program on
# this machine, as a stranger and as each device and person. schemathesis stands in an environment of its own: it pins other versions.
set -eu

cd "$(dirname "$0")/.."
VENV="${SCHEMATHESIS_VENV:-build/schemathesis-venv}"
VERSION=4.32.5
SECONDS_IN_ALL="${1:-600}"

if [ ! -x "$VENV/bin/schemathesis" ]; then
  mkdir -p "$(dirname "$VENV")"
  "${PYTHON:-python3}" -m venv "$VENV"
  "$VENV/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$VERSION"
fi
FOLDER="$(mktemp -d)"
echo "what was asked and answered: $FOLDER"
exec .venv/bin/python -m tests.suite.suite "$VENV/bin/schemathesis" "$FOLDER" "$SECONDS_IN_ALL"
