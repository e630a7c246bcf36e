"""The wheel and the source archive, built once from a clean copy of this checkout, on a machine without Node."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE = {".git", ".venv", "node_modules", "__pycache__", "dist", "build", "test-results", ".hypothesis"}

Run = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True, slots=True)
class Built:
    """The files that people get."""

    wheel: Path
    sdist: Path
    wheel_of_checkout: Path


def was_made(folder: str, names: list[str]) -> list[str]:
    """Of these names the ones that git would not bring."""
    page = "app" if Path(folder).name == "static" else ""
    return [name for name in names if name in MADE or name == page or name.endswith("_cache")]


@pytest.fixture(scope="session")
def path_without_node(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which there is a shell and nothing else."""
    folder = tmp_path_factory.mktemp("bin")
    for name in ("sh", "env"):
        (folder / name).symlink_to(shutil.which(name) or "")
    assert shutil.which("node", path=str(folder)) is None
    return str(folder)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, path_without_node: str) -> Built:
    """The source archive, the wheel made of it, and the wheel made of the checkout itself."""
    checkout = shutil.copytree(ROOT, tmp_path_factory.mktemp("clean") / "holdfast", ignore=was_made)
    environment = {**os.environ, "PATH": path_without_node}
    folders = [tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("direct")]
    for folder, more in zip(folders, ([], ["--wheel"]), strict=True):
        command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), *more, str(checkout)]
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    (wheel,), (sdist,) = folders[0].glob("*.whl"), folders[0].glob("*.tar.gz")
    (direct,) = folders[1].glob("*.whl")
    return Built(wheel, sdist, direct)


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and what it needs to run, and nothing of this checkout."""
    place = tmp_path_factory.mktemp("alone") / "venv"
    uv, lock = str(Path(sys.executable).with_name("uv")), str(ROOT / "requirements.lock")
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    install = [uv, "pip", "install", "--quiet", "--python", str(place / "bin/python"), "--constraint", lock]
    for command in ([uv, "venv", "--quiet", "--python", sys.executable, str(place)], [*install, str(built.wheel)]):
        done = subprocess.run(command, env=environment, cwd=place.parent, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Run a program of that environment, in an empty folder, with a home of its own."""

    def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "HOLDFAST_HOME": str(tmp_path / "home")}
        command = [str(installed / "bin" / program), *arguments]
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)

    return run
