"""Memory does not grow with the size of a file: a video of half a gigabyte needs hardly more than small pictures."""

from pathlib import Path

from peaks import peak
from storm import holdfast
from workplace import Workplace

from holdfast.standins.cloudinary import StandIn

LARGE = 500 * 1000 * 1000
MEGABYTE = 1024
"""In kilobytes."""


def backup(place: Workplace) -> int:
    """The most memory that a backup in a process of its own ever held."""
    running = holdfast(place, "backup")
    most = peak(running, code=0)
    running.communicate()
    return most


def test_a_large_original_is_streamed(tmp_path: Path) -> None:
    with StandIn(40, seed=4, nasty=False) as cloud, Workplace(tmp_path, cloud) as place:
        small = backup(place)
        cloud.add("film", b"\x00\x00\x00\x18ftypmp42" * 1000, resource_type="video", format="mp4", length=LARGE)
        large = backup(place)
        assert place.status.totals.safe == 41
        assert max(file.stat().st_size for file in place.library.rglob("*.mp4")) == LARGE
        assert large - small < 40 * MEGABYTE, (small, large)
