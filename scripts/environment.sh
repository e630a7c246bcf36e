#!/bin/sh
# environment.sh run|test: makes .venv as the lock says, installs Holdfast from this checkout, builds the page.
# Each step is done again only when what it stands on has changed: the lock, the checkout's place, pyproject.toml.
set -eu
cd "$(dirname "$0")/.."

case "${1:-}" in
    run) lock=requirements.lock page= ;;
    test) lock=requirements-dev.lock page=--checks ;;
    *) echo "usage: environment.sh run|test" >&2; exit 2 ;;
esac

# A step is done when its stamp holds what it was done for.
done_for() { [ "$(cat ".venv/stamps/$1" 2>/dev/null)" = "$2" ]; }
mark() { mkdir -p .venv/stamps; echo "$2" >".venv/stamps/$1"; }

pip() {
    .venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input "$@" || {
        echo "The environment is not complete: pip says above what went wrong. Running this again goes on from here." >&2
        exit 1
    }
}

if ! .venv/bin/python -c '' 2>/dev/null || ! done_for place "$PWD"; then
    if ! sh scripts/find_python.sh >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ]; then
        sh scripts/system_packages.sh python
    fi
    python=$(sh scripts/find_python.sh)
    echo "Making the environment .venv with $("$python" --version) ..."
    "$python" -m venv --clear .venv
    mark place "$PWD"
fi

if ! done_for "$lock" "$(cksum "$lock")"; then
    echo "Installing what $lock names (the first time some hundred megabytes are downloaded) ..."
    pip --use-pep517 --require-hashes -r "$lock"
    mark "$lock" "$(cksum "$lock")"
fi

if ! done_for holdfast "$(cksum pyproject.toml)"; then
    echo "Installing Holdfast from this checkout ..."
    pip --no-index --no-deps --no-build-isolation --editable .
    mark holdfast "$(cksum pyproject.toml)"
fi

.venv/bin/python scripts/build_page.py $page
