#!/bin/sh
# system_packages.sh python|window|tests: sees that the Debian packages are there that pip cannot bring.
# Installs them where it may (root with apt-get); else prints the one line that does, and fails.
set -eu

# `a|b`: the package is called b in newer releases.
window="libasound2|libasound2t64 libdbus-1-3 libdrm2 libegl1 libfontconfig1 libfreetype6 libgbm1 libgl1 libglib2.0-0|libglib2.0-0t64
 libnspr4 libnss3 libudev1 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0
 libxcb-shape0 libxcb-xkb1 libxcomposite1 libxdamage1 libxkbcommon-x11-0 libxkbfile1 libxrandr2 libxrender1 libxtst6 fonts-dejavu-core"
tests="$window chromium libatomic1 xvfb imagemagick xdotool dbus gnome-keyring openssl strace util-linux mount e2fsprogs libimage-exiftool-perl systemd"

case "${1:-}" in
    python) wanted="python3 python3-venv" ;;
    window) wanted=$window ;;
    tests) wanted=$tests ;;
    *) echo "usage: system_packages.sh python|window|tests" >&2; exit 2 ;;
esac

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# The packages of $wanted that are not there under any of their names.
missing() {
    for names in $wanted; do
        found=
        for name in $(echo "$names" | tr '|' ' '); do
            if installed "$name"; then found=yes; fi
        done
        [ -n "$found" ] || echo "$names"
    done
}

# Of `a|b` the name that this release knows.
known() {
    for names in "$@"; do
        chosen=${names%%|*}
        for name in $(echo "$names" | tr '|' ' '); do
            if apt-cache show "$name" >/dev/null 2>&1; then chosen=$name; fi
        done
        echo "$chosen"
    done
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is not Debian or Ubuntu: the system libraries for the $1 are taken as they are."
    exit 0
fi

# One line shall do: a Python that is missing belongs to it.
sh "$(dirname "$0")/find_python.sh" >/dev/null 2>&1 || wanted="python3 python3-venv $wanted"

lacking=$(missing)
[ -n "$lacking" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "These Debian packages are needed for the $1 and not installed. This line installs them:" >&2
    echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends $(known $lacking | tr '\n' ' ')" >&2
    exit 1
fi

echo "Installing the $(echo "$lacking" | wc -l) Debian packages that the $1 need ..."
export DEBIAN_FRONTEND=noninteractive
said=$(mktemp)
trap 'rm -f "$said"' EXIT
if ! { apt-get update && apt-get install -y --no-install-recommends $(known $lacking); } </dev/null >"$said" 2>&1; then
    cat "$said" >&2
    echo "The Debian packages for the $1 could not be installed; apt-get says above why." >&2
    exit 1
fi
