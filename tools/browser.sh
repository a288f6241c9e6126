#!/bin/sh
# Prints where the Chromium of the browser tests is, and installs Debian's when there is none.
# No font comes with it: the pages bring their own (screen/static/fonts.css), Arabic too.
set -eu

main() {
  installed && exit 0
  command -v apt-get >/dev/null || give_up "this is not a Debian system"
  as_root apt-get update >&2 || give_up "apt-get update failed"
  as_root apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends chromium-headless-shell >&2 ||
    give_up "apt-get could not install chromium-headless-shell"
  installed || give_up "chromium-headless-shell was installed but is not on the PATH"
}

installed() {
  command -v chromium-headless-shell || command -v chromium
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
  echo "No Chromium for the browser tests: $1." >&2
  echo "Install chromium-headless-shell or chromium by hand, then try again." >&2
  exit 1
}

main
