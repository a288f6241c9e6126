#!/bin/sh
# Prints where the readers of tickets are that we did not write, and installs those that are missing: npos (reads ESC/POS)
# and receiptio (asks a printer how it is) from npm into .venv/readers, tesseract with its languages from Debian. axe-core reads
# screens, espeak-ng speaks the languages that the Python package of voices lacks, LibreOffice opens the exported records.
set -eu

PACKAGES="npos@0.1.19 receiptio@2.1.2 axe-core@4.14.1"
LANGUAGES="fra pol ukr ara"
FOLDER="$(cd "$(dirname "$0")/.." && pwd)/.venv/readers"

main() {
  npm_packages
  debian_packages
}

npm_packages() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    command -v apt-get >/dev/null || give_up "there is no Node (Debian: nodejs, npm)"
    as_root apt-get update >&2 || give_up "apt-get update failed"
    as_root apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends nodejs npm >&2 ||
      give_up "apt-get could not install nodejs and npm"
  fi
  missing_packages=""
  for package in $PACKAGES; do
    has_package "$package" || missing_packages=yes
  done
  if [ -n "$missing_packages" ]; then
    command -v npm >/dev/null || give_up "there is no npm (Debian: npm)"
    mkdir -p "$FOLDER"
    # Without optional packages: npos names a USB driver that has to be compiled, and a picture library; neither is needed.
    # shellcheck disable=SC2086
    npm install --prefix "$FOLDER" --no-save --no-package-lock --no-audit --no-fund --omit=optional --ignore-scripts \
      $PACKAGES >&2 || give_up "npm could not install $PACKAGES"
    echo "installed: $PACKAGES"
  fi
  for package in $PACKAGES; do
    has_package "$package" || give_up "npm installed another version than $package"
  done
  echo "$FOLDER: $PACKAGES"
}

has_package() {
  grep -qs "\"version\": \"${1#*@}\"" "$FOLDER/node_modules/${1%@*}/package.json"
}

debian_packages() {
  missing="$(missing_debian_packages)"
  if [ -n "$missing" ]; then
    command -v apt-get >/dev/null || give_up "this is not a Debian system, and$missing is missing"
    as_root apt-get update >&2 || give_up "apt-get update failed"
    # shellcheck disable=SC2086
    as_root apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $missing >&2 ||
      give_up "apt-get could not install$missing"
    echo "installed:$missing"
  fi
  missing="$(missing_debian_packages)"
  [ -z "$missing" ] || give_up "what was installed is not found:$missing"
  echo "$(command -v tesseract): $LANGUAGES"
}

# libfribidi0 joins and orders Arabic letters; Pillow loads it when it is there.
missing_debian_packages() {
  command -v tesseract >/dev/null || printf ' tesseract-ocr'
  command -v espeak-ng >/dev/null || printf ' espeak-ng'
  command -v soffice >/dev/null || printf ' libreoffice-calc-nogui'
  known="$(tesseract --list-langs 2>/dev/null || true)"
  for language in $LANGUAGES; do
    echo "$known" | grep -qx "$language" || printf ' tesseract-ocr-%s' "$language"
  done
  "${PYTHON:-python3}" -c 'import ctypes; ctypes.CDLL("libfribidi.so.0")' 2>/dev/null || printf ' libfribidi0'
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null; then
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  else
    give_up "installing needs root, and there is no sudo"
  fi
}

give_up() {
  echo "The readers for the ticket tests are not complete: $1." >&2
  echo "Install by hand what is missing, then try again: npm $PACKAGES, Debian espeak-ng, libreoffice-calc-nogui and tesseract-ocr with $LANGUAGES." >&2
  exit 1
}

main
