# SPDX-License-Identifier: Apache-2.0
# Sourced by .ci/run: sees to it that there is a Chromium for the tests in a browser, or says plainly that there is none.
# Order: POMONA_CHROMIUM, the usual names on PATH, Debian's package where it may be installed.

pomona_has_browser() {
  [ -z "${POMONA_CHROMIUM:-}" ] || { [ -x "$POMONA_CHROMIUM" ] && return 0; }
  for pomona_browser in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$pomona_browser" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

pomona_find_browser() {
  if pomona_has_browser; then return 0; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "There is no Chromium; installing Debian's package ..." >&2
    if apt-get update -q >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium >&2 &&
      pomona_has_browser; then
      return 0
    fi
    echo "Debian's package 'chromium' could not be installed; the messages above say why." >&2
  fi
  echo "This machine has no Chromium, so the tests in a browser can't be run here." >&2
  echo "Install chromium or google-chrome, or set POMONA_CHROMIUM to one." >&2
  return 1
}

pomona_find_browser
