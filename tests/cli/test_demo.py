"""The demo does the whole way for real, and leaves nothing running."""

import re
import signal
from pathlib import Path

import pytest
from person import Person

from holdfast.config import Home
from holdfast.daemon.lock import holder
from holdfast.library import manifest, root

PHOTOS = 6


@pytest.fixture
def viewer(tmp_path: Path) -> Person:
    """Somebody who has never heard of Holdfast."""
    (tmp_path / "tmp").mkdir()
    return Person(tmp_path)


def environment(viewer: Person) -> dict[str, str | None]:
    return {"TMPDIR": str(viewer.folder / "tmp"), "HOLDFAST_HOME": None, "HOLDFAST_KEY_FILE": "/no/such.key"}


def place_of(viewer: Person) -> Path:
    [place] = (viewer.folder / "tmp").glob("holdfast-demo-*")
    return place


def assert_backed_up(viewer: Person) -> None:
    place = place_of(viewer)
    with root.open(place / "Photos", None) as library:
        assert len(list(manifest.read(library))) == PHOTOS
    assert holder(Home(place / "home"), viewer.clock) is None
    assert sorted(path.name for path in viewer.folder.iterdir()) == ["tmp"]  # nothing beside it was touched


def test_without_a_screen_it_says_so_and_serves_until_the_time_is_over(viewer: Person) -> None:
    ended = viewer.finish(viewer.start("demo", "--photos", str(PHOTOS), "--seconds", "1", env=environment(viewer)))
    assert ended.code == 0
    ended.says(f"Copied {PHOTOS} photos", f"All {PHOTOS} photos are safe.", "no screen", "http://127.0.0.1:")
    assert ended.out.splitlines()[-1].startswith("The demo has ended")
    assert str(place_of(viewer)) in ended.out.splitlines()[-1]
    assert_backed_up(viewer)


def test_ctrl_c_ends_it_with_everything_that_it_started(viewer: Person) -> None:
    running = viewer.start("demo", "--photos", str(PHOTOS), "--no-window", env=environment(viewer))
    said = ""
    assert running.stdout is not None
    while "Ctrl-C ends" not in said:
        line = running.stdout.readline()
        assert line, said
        said += line
    card = holder(Home(place_of(viewer) / "home"), viewer.clock)
    assert card is not None
    assert re.search(rf"daemon runs now \(process {card.pid}\)", said)
    running.send_signal(signal.SIGINT)
    ended = viewer.finish(running)
    assert ended.code == 0
    ended.says("The demo has ended, and all that it started.")
    assert_backed_up(viewer)


def test_only_the_backup(viewer: Person) -> None:
    ended = viewer.finish(viewer.start("demo", "--photos", str(PHOTOS), "--seconds", "0", env=environment(viewer)))
    assert ended.code == 0
    assert "http://127.0.0.1" in ended.out  # the cloud's own address
    assert "daemon" not in ended.out
    assert_backed_up(viewer)
