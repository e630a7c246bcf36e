#!/bin/sh
# Prints a Python of version 3.11 or newer that can make environments; else says what to install, and fails.
set -eu

ours='import sys; sys.exit(sys.version_info < (3, 11))'
incomplete=

for name in python3.13 python3.12 python3.11 python3; do
    found=$(command -v "$name" 2>/dev/null) || continue
    "$found" -c "$ours" >/dev/null 2>&1 || continue
    if "$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "$found"
        exit 0
    fi
    incomplete=${incomplete:-$name}
done

if [ -n "$incomplete" ]; then
    version=$("$incomplete" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "Python $version is here, but not its module for environments. This line installs it:" >&2
    echo "    sudo apt-get install -y python$version-venv" >&2
else
    echo "Holdfast needs Python 3.11 or newer, and none was found. On Debian and Ubuntu this line installs it:" >&2
    echo "    sudo apt-get install -y python3 python3-venv" >&2
fi
exit 1
