#!/usr/bin/env bash
# Inside dbus-run-session: a keyring daemon unlocked with KEYRING_PASSWORD, then the given command beside it.
set -eu
printf '%s' "$KEYRING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 &
daemon=$!
trap 'kill "$daemon" 2>/dev/null || true; wait "$daemon" 2>/dev/null || true' EXIT
"$@"
