"""What people install: complete, nothing too much, and working without this checkout."""

import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pytest

ROOT = Path(__file__).parents[2]

Run = Callable[..., CompletedProcess[str]]

LOOK = """
from importlib.resources import files
from pathlib import Path
import holdfast, holdfast_ui
print(Path(holdfast.__file__).parent)
print((files("holdfast.catalog") / "schema.sql").read_text("utf-8").splitlines()[0])
print((files("holdfast_ui") / "static/app/index.html").read_text("utf-8").splitlines()[0])
"""


class Built(Protocol):
    wheel: Path
    sdist: Path
    wheel_of_checkout: Path


def contents(wheel: Path) -> dict[str, int]:
    """The files of a wheel, with their checksums."""
    with zipfile.ZipFile(wheel) as archive:
        return {info.filename: info.CRC for info in archive.infolist() if not info.filename.endswith("/RECORD")}


def names(sdist: Path) -> set[str]:
    with tarfile.open(sdist) as archive:
        return {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}


def test_wheel_holds_schema_and_page(built: Built) -> None:
    found = contents(built.wheel)
    assert "holdfast/catalog/schema.sql" in found
    templates = {path.relative_to(ROOT).as_posix() for path in (ROOT / "installers").rglob("*") if path.is_file()}
    assert {f"holdfast/daemon/login/{name}" for name in templates} <= found.keys()
    assert "holdfast_ui/static/app/index.html" in found
    assert any(name.startswith("holdfast_ui/static/app/") and name.endswith(".js") for name in found)
    assert any(name.startswith("holdfast_ui/static/app/") and name.endswith(".css") for name in found)


def test_wheel_holds_every_module_and_nothing_else(built: Built) -> None:
    expected = {
        path.relative_to(ROOT / top).as_posix()
        for top, package in (("daemon", "holdfast"), ("ui", "holdfast_ui"))
        for path in (ROOT / top / package).rglob("*.py")
    }
    found = contents(built.wheel)
    assert {name for name in found if name.endswith(".py")} == expected
    tops = {name.split("/")[0] for name in found}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"holdfast", "holdfast_ui"}


def test_wheel_holds_the_schema_of_this_checkout(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        assert archive.read("holdfast/catalog/schema.sql") == (ROOT / "schema.sql").read_bytes()


def test_wheel_of_the_source_archive_is_the_wheel_of_the_checkout(built: Built) -> None:
    assert contents(built.wheel) == contents(built.wheel_of_checkout)


def test_source_archive_brings_the_page_and_its_source(built: Built) -> None:
    found = names(built.sdist)
    for needed in (
        "ui/holdfast_ui/static/app/index.html",
        "ui/web/package-lock.json",
        "ui/web/.npmrc",
        "schema.sql",
        "hatch_build.py",
        "scripts/build_page.py",
        "LICENSE",
        "README.md",
    ):
        assert needed in found


UNWANTED = ("node_modules", "tests/", ".venv", "__pycache__", ".git/", "requirements", "screenshots")


@pytest.mark.parametrize("unwanted", UNWANTED)
def test_source_archive_holds_nothing_that_was_only_lying_about(built: Built, unwanted: str) -> None:
    assert [name for name in names(built.sdist) if unwanted in name] == []


def test_alone_it_finds_its_schema_and_page(run: Run) -> None:
    done = run("python", "-c", LOOK)
    assert done.returncode == 0, done.stderr
    place, schema, page = done.stdout.splitlines()
    assert str(ROOT) not in place
    assert schema == (ROOT / "schema.sql").read_text("utf-8").splitlines()[0]
    assert page.lower().startswith("<!doctype html")


def test_alone_it_says_what_it_can_do(run: Run) -> None:
    done = run("holdfast", "--help")
    assert done.returncode == 0, done.stderr
    for command in ("init", "backup", "status", "verify"):
        assert command in done.stdout


def test_python_m_is_the_same_program(run: Run) -> None:
    done = run("python", "-m", "holdfast", "--help")
    assert done.returncode == 0, done.stderr
    assert "init" in done.stdout


def test_alone_it_makes_a_library_and_a_catalog(run: Run, tmp_path: Path) -> None:
    library, key_file = tmp_path / "Photos", tmp_path / "my.key"
    done = run("holdfast", "init", "--library", str(library), "--key-file", str(key_file))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (library / ".holdfast").is_dir()
    assert (tmp_path / "home/catalog.db").read_bytes()[:6] != b"SQLite"
    assert len(key_file.read_text().strip()) == 64
    after = run("holdfast", "status", "--json", "--key-file", str(key_file))
    assert after.returncode == 0, after.stdout + after.stderr
