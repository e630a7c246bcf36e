"""What the repository's files must not hold, and where they must agree."""

import json
import re
import tomllib
from pathlib import Path

import holdfast

WORKPLACE = re.compile(r"(?<![\w.}/])/(work|root|opt/pypi)\b(?=[/\s\"'`),])")
HOST = re.compile(r"https?://")


def test_no_file_speaks_of_the_place_where_it_was_written(written: list[Path], root: Path) -> None:
    found = {
        f"{path.relative_to(root)}: {match[0]}"
        for path in written
        for match in WORKPLACE.finditer(path.read_text("utf-8", "replace"))
    }
    assert found == set()


def test_such_a_mention_is_seen() -> None:
    assert WORKPLACE.search("see " + "/" + "work/main/README.md")
    assert not WORKPLACE.search("https://example.org/work/of/art")


def test_python_locks_name_no_host(root: Path) -> None:
    locks = sorted(root.glob("requirements*.lock"))
    assert len(locks) == 2
    for lock in locks:
        text = lock.read_text("utf-8")
        assert not HOST.search(text), lock.name
        assert text.count("--hash=sha256:") >= text.count("==") > 50


def test_page_lock_names_no_host_and_keeps_every_hash(root: Path) -> None:
    lock = json.loads((root / "ui/web/package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []


def test_what_is_needed_to_run_is_pinned_alike_in_both_locks(root: Path) -> None:
    run, work = (pins(root / name) for name in ("requirements.lock", "requirements-dev.lock"))
    assert run.items() <= work.items()


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ \n]+)", lock.read_text("utf-8"), re.MULTILINE))


def test_every_dependency_is_in_the_lock_that_runs(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    named = project["dependencies"] + project["optional-dependencies"]["desktop"]
    assert {re.split(r"[<>=~ ]", line)[0].lower() for line in named} <= pins(root / "requirements.lock").keys()


def test_the_version_is_said_once(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == holdfast.__version__


def test_scripts_can_be_run(root: Path) -> None:
    for script in (root / ".ci/run", *sorted((root / "scripts").glob("*.sh"))):
        assert script.stat().st_mode & 0o111, script.name
        assert script.read_text("utf-8").startswith("#!")
