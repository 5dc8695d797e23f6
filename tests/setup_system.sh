#!/bin/sh
# Sees to the programs that the tests drive and Python cannot install: Chromium, LibreOffice Calc, a Chinese font.
# Installs them with apt where it may (root, or sudo without a password) and says so; elsewhere it says what to install.
# With CI=true a missing program is a failure; otherwise its tests are skipped and say why.
set -u

has() { command -v "$1" >/dev/null 2>&1; }

missing=
packages=
lacks() { # lacks NAME APT-PACKAGE
  missing="${missing:+$missing, }$1"
  packages="$packages $2"
}

chromium=chromium
look() {
  missing= packages=
  [ -x "${CHROMIUM:-}" ] || has chromium || has chromium-browser || has google-chrome || lacks Chromium "$chromium"
  [ -x "${SOFFICE:-}" ] || has soffice || has libreoffice || lacks 'LibreOffice Calc' libreoffice-calc
  if has fc-list; then
    [ -n "$(fc-list :lang=zh-tw family 2>/dev/null)" ] || lacks 'a Chinese font' fonts-noto-cjk
  elif has apt-get; then
    lacks 'a Chinese font' 'fontconfig fonts-noto-cjk'
  fi
}

look
[ -n "$missing" ] || exit 0
echo "== the tests also need: $missing"

may=no
as_root=
if has apt-get; then
  if [ "$(id -u)" = 0 ]; then
    may=yes
  elif has sudo && sudo -n true 2>/dev/null; then
    may=yes as_root='sudo -n'
  fi
fi

if [ "$may" = yes ]; then
  log=$(mktemp)
  run() { # run WORDS OF A COMMAND; `env` because sudo drops the caller's variables
    echo "== ${as_root:+$as_root }$*"
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive "$@" </dev/null >"$log" 2>&1 || {
      tail -n 20 "$log"
      echo "== that failed"
      return 1
    }
  }
  if run apt-get update -q; then
    # Debian has Chromium without windows, too, in which most tests are faster (audit/chromium.py).
    if apt-cache show chromium-headless-shell >/dev/null 2>&1; then chromium='chromium chromium-headless-shell'; fi
    look
    # shellcheck disable=SC2086
    run apt-get install -q -y --no-install-recommends $packages
  fi
  rm -f "$log"
  look
  [ -n "$missing" ] || exit 0
fi

cat <<EOF
Please install: $missing
  Debian, Ubuntu   sudo apt-get install$packages
  Fedora           sudo dnf install chromium libreoffice-calc google-noto-sans-cjk-fonts
  Arch             sudo pacman -S chromium libreoffice-still noto-fonts-cjk
  macOS            brew install --cask google-chrome libreoffice
Programs that are not on the PATH are named by the variables CHROMIUM and SOFFICE.
EOF
if [ "${CI:-}" = true ]; then
  echo "CI skips no test, so this is a failure."
  exit 1
fi
echo "Tests that need them are skipped and say so."
