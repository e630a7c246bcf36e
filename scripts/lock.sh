#!/bin/sh
# Writes requirements.lock (to run) and requirements-dev.lock (to work on it): exact versions with hashes.
# No host is named, so that they are right whatever index a machine uses; a week of age lets a bad release be found.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv

"$uv" lock --quiet --upgrade --exclude-newer "7 days"
"$uv" export --quiet --frozen --no-emit-project --no-header --no-annotate \
    --extra desktop --no-default-groups --group build --output-file requirements.lock
"$uv" export --quiet --frozen --no-emit-project --no-header --no-annotate \
    --all-extras --no-default-groups --group dev --output-file requirements-dev.lock
echo "requirements.lock: $(grep -c '==' requirements.lock) packages; requirements-dev.lock: $(grep -c '==' requirements-dev.lock)."
