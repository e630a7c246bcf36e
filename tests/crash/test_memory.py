"""Memory does not grow with the size of a file: a video of half a gigabyte needs hardly more than small pictures."""

import os
from pathlib import Path

from storm import holdfast
from workplace import Workplace

from holdfast.standins.cloudinary import StandIn

LARGE = 500 * 1000 * 1000
MEGABYTE = 1024
"""In the unit of ru_maxrss."""


def peak(place: Workplace) -> int:
    """The most memory that a backup in a process of its own ever held."""
    running = holdfast(place, "backup", "--json")
    assert running.stdout is not None
    running.stdout.read()
    running.stdout.close()
    _, ended, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(ended)
    assert running.returncode == 0
    return usage.ru_maxrss


def test_a_large_original_is_streamed(tmp_path: Path) -> None:
    with StandIn(40, seed=4, nasty=False) as cloud, Workplace(tmp_path, cloud) as place:
        small = peak(place)
        cloud.add("film", b"\x00\x00\x00\x18ftypmp42" * 1000, resource_type="video", format="mp4", length=LARGE)
        large = peak(place)
        assert place.status.totals.safe == 41
        assert max(file.stat().st_size for file in place.library.rglob("*.mp4")) == LARGE
        assert large - small < 40 * MEGABYTE, (small, large)
