"""Where the house stands, and what it is made of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = ("daemon", "ui", "tests", "scripts", "benchmarks", "installers", "docs", ".ci")
NOT_OURS = {"node_modules", "__pycache__", "test-results", "static"}
WRITTEN = {"", ".py", ".ts", ".tsx", ".js", ".css", ".html", ".svg", ".md", ".toml", ".json", ".lock", ".sql", ".sh"}


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in NOT_OURS:
                yield from _walk(path)
        elif path.suffix in WRITTEN:
            yield path


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def written() -> list[Path]:
    """Every text file that people write here."""
    top = [path for path in sorted(ROOT.iterdir()) if path.is_file() and path.suffix in WRITTEN and path.name != ".git"]
    return top + [path for place in PLACES if (ROOT / place).is_dir() for path in _walk(ROOT / place)]


@pytest.fixture(scope="session")
def product() -> list[Path]:
    """Every Python file that is installed."""
    return [path for top in ("daemon/holdfast", "ui/holdfast_ui") for path in sorted((ROOT / top).rglob("*.py"))]
