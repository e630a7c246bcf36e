"""The layers: everything belongs to one, and each contract fires on a planted violation."""

import itertools
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest


class Planted(NamedTuple):
    contract: str
    module: str
    imported: str


LADDER = (
    "holdfast.cli", "holdfast_ui", "holdfast.daemon", "holdfast.engine", "holdfast.couriers", "holdfast.catalog",
    "holdfast.domain",
)  # fmt: skip
SIDE_BY_SIDE = ("holdfast.catalog", "holdfast.sources", "holdfast.library", "holdfast.keys")
GROUND = ("holdfast.errors", "holdfast.clock", "holdfast.config")

LAYERS = "Each layer imports only what is below it"
VIOLATIONS = [
    *(Planted(LAYERS, lower, upper) for upper, lower in itertools.pairwise(LADDER)),
    *(Planted(LAYERS, one, other) for one in SIDE_BY_SIDE for other in SIDE_BY_SIDE if one != other),
    *(Planted(LAYERS, module, "holdfast.domain") for module in GROUND),
    *(
        Planted("The stand-ins import nothing of Holdfast", "holdfast.standins", name)
        for name in (*LADDER, *SIDE_BY_SIDE[1:], *GROUND)
    ),
    Planted("Only the catalog imports sqlcipher3", "holdfast.engine", "sqlcipher3"),
    Planted("Only the catalog imports sqlcipher3", "holdfast_ui", "sqlcipher3"),
    Planted("Only the sources import cloud SDKs and HTTP clients", "holdfast.engine", "cloudinary"),
    Planted("Only the sources import cloud SDKs and HTTP clients", "holdfast.standins", "urllib3"),
    Planted("Only the thumbnails decode pictures, in a process of their own", "holdfast.engine", "PIL"),
    Planted("Only the thumbnails decode pictures, in a process of their own", "holdfast_ui", "pillow_heif"),
    Planted("Only the sources import cloud SDKs and HTTP clients", "holdfast.engine", "boto3"),
    Planted("Only the window imports Flask and pywebview", "holdfast.daemon", "flask"),
    Planted("Only the window imports Flask and pywebview", "holdfast.cli", "webview"),
    Planted("Only the window imports Flask and pywebview", "holdfast.standins", "waitress"),
    Planted("Only the keys import the keyring", "holdfast.sources", "keyring"),
    Planted("Nobody imports the standard library's sqlite3", "holdfast.catalog", "sqlite3"),
    Planted("Nobody imports the standard library's sqlite3", "holdfast_ui", "sqlite3"),
]


def contracts(root: Path) -> list[dict[str, object]]:
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, object]] = settings["tool"]["importlinter"]["contracts"]
    return found


def file_of(copy: Path, module: str) -> Path:
    top = copy / ("ui" if module.startswith("holdfast_ui") else "daemon") / module.replace(".", "/")
    return top / "__init__.py" if top.is_dir() else top.with_suffix(".py")


def lint(copy: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{copy / 'daemon'}:{copy / 'ui'}", "COLUMNS": "300"}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def copy(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's Python files and its contracts, somewhere else."""
    copy = tmp_path_factory.mktemp("house")
    python_only = shutil.ignore_patterns("web", "static", "__pycache__")
    shutil.copytree(root / "daemon", copy / "daemon", ignore=python_only)
    shutil.copytree(root / "ui", copy / "ui", ignore=python_only)
    shutil.copy(root / "pyproject.toml", copy)
    return copy


@pytest.fixture(scope="module")
def report(copy: Path) -> str:
    """What the linter says of a house with every violation planted at once."""
    before = lint(copy)
    assert before.returncode == 0, before.stdout + before.stderr
    for planted in VIOLATIONS:
        with file_of(copy, planted.module).open("a") as file:
            file.write(f"\nimport {planted.imported}\n")
    return lint(copy).stdout


@pytest.mark.parametrize("planted", VIOLATIONS, ids=lambda planted: f"{planted.module} imports {planted.imported}")
def test_planted_violation_is_reported(report: str, planted: Planted) -> None:
    assert f"{planted.contract} BROKEN" in report
    assert f"{planted.module} -> {planted.imported} (l." in report


def test_every_contract_has_a_planted_violation(root: Path) -> None:
    assert {contract["name"] for contract in contracts(root)} == {planted.contract for planted in VIOLATIONS}


def test_everything_in_the_product_belongs_to_a_layer(root: Path) -> None:
    text = str(contracts(root)[0]["layers"])
    found = {path.stem for path in (root / "daemon/holdfast").iterdir() if path.suffix == ".py" or path.is_dir()}
    for name in found - {"__init__", "__main__", "__pycache__", "standins"}:
        assert f"holdfast.{name}" in text, f"holdfast.{name} is in no layer"
