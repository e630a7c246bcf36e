"""The benchmarks can be repeated: every comparison runs, on little work, and compares whole copies."""

from pathlib import Path

import peers
import pytest
import runs
import verify
from runs import Broke, Command, Contestant
from tools import is_copied


@pytest.fixture(autouse=True)
def _nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test fetches no peers; the ones that are not here are named as missing."""
    monkeypatch.setattr("tools.PACKAGES", {})


@pytest.mark.parametrize("name", sorted(peers.COMPARISONS))
def test_every_comparison_runs_and_names_holdfast_first(name: str, tmp_path: Path) -> None:
    (text,) = peers.compare([name], peers.QUICK, "own", tmp_path)
    assert "not measured" not in text, text
    first = next(line for line in text.splitlines() if line.startswith("| ") and "wall" not in line)
    assert first.startswith("| Holdfast |"), text
    assert "1.00 (1.00–1.00)" in first, text
    assert not list(tmp_path.iterdir())


def test_verification_is_measured_cold_and_warm(tmp_path: Path) -> None:
    texts = list(verify.compare(verify.QUICK, 1, tmp_path))
    assert [text.split("\n", 1)[0].split(":")[0] for text in texts] == [
        "### small files, cold", "### small files, warm", "### large files, cold", "### large files, warm",
    ]  # fmt: skip
    assert all("| Holdfast |" in text and "| sha256sum -c |" in text for text in texts)


def test_a_peer_that_is_not_here_is_said_to_be_missing(tmp_path: Path) -> None:
    there = Contestant("Holdfast", lambda _: Command(["true"]))
    away = Contestant("cld sync --pull", None, missing="not available here")
    found = runs.in_turns([there, away], 1, tmp_path)
    assert "| cld sync --pull | not available here |" in runs.table("Title", [there, away], found, 1, "files")


def test_a_program_that_fails_or_copies_too_little_is_not_timed(tmp_path: Path) -> None:
    with pytest.raises(Broke, match="ended with 1"):
        runs.in_turns([Contestant("bad", lambda _: Command(["false"]))], 1, tmp_path)
    with pytest.raises(Broke, match="copied 0 of 3 files"):
        runs.in_turns([Contestant("lazy", lambda _: Command(["true"]), lambda place: is_copied(3, place))], 1, tmp_path)
