"""Photos under way at the same time never get paths that a drive could take for one (C7, C9, C13)."""

import dataclasses
from pathlib import Path

from workplace import Workplace

from holdfast.catalog import sources
from holdfast.catalog.photos import Wanted
from holdfast.domain.naming import fold
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.paths import Paths
from holdfast.standins.cloudinary import StandIn


def wanted(number: int, name: str, folder: tuple[str, ...] = ()) -> Wanted:
    return Wanted(number, RemotePhoto(key=f"k{number}", name=name, folder=folder), 0, None, None)


def test_what_is_under_way_is_taken_until_it_is_settled(place: Workplace) -> None:
    paths = Paths(place.catalog, place.catalog.read(sources.everything)[0])
    lower, upper = wanted(1, "a.jpg"), wanted(2, "A.JPG")
    assert paths.give(lower) == "travel/a.jpg"
    assert fold(paths.give(upper)) != "travel/a.jpg"
    assert paths.give(lower) == "travel/a.jpg"
    paths.settled(lower)
    assert paths.give(wanted(3, "a.jpg")) == "travel/a.jpg"


def test_a_name_that_is_a_file_here_and_a_folder_there(place: Workplace) -> None:
    paths = Paths(place.catalog, place.catalog.read(sources.everything)[0])
    given = [
        paths.give(wanted(1, "c.jpg", ("b",))),
        paths.give(wanted(2, "b")),
        paths.give(wanted(3, "x", ("b", "c.jpg"))),
    ]
    folded = [fold(path) for path in given]
    assert len(set(folded)) == 3
    for path in folded:
        assert not any(other.startswith(path + "/") for other in folded)


def test_somebody_elses_file_is_avoided_and_not_asked_for_again(place: Workplace) -> None:
    paths = Paths(place.catalog, place.catalog.read(sources.everything)[0])
    first = wanted(1, "a.jpg")
    another = paths.give_another(first, paths.give(first))
    assert another != "travel/a.jpg"
    assert paths.give(first) == another
    assert paths.give(dataclasses.replace(first, id=2)) not in ("travel/a.jpg", another)


def test_case_twins_of_a_killed_run_are_taken_over_each_where_it_lies(tmp_path: Path) -> None:
    with StandIn(0) as cloud:
        for name in ("a", "A", "B", "b"):
            cloud.add(
                f"same/{name}", b"\xff\xd8\xff" + name.encode() + b"\xff\xd9", display_name=name, asset_folder="same"
            )
        with Workplace(tmp_path / "one", cloud) as first:
            first.backup()
            files = first.files()
        with Workplace(tmp_path / "two", cloud) as second:
            for path, content in files.items():
                (second.library / path).parent.mkdir(parents=True, exist_ok=True)
                (second.library / path).write_bytes(content)
            second.backup()
            assert second.status.totals.safe == 4
            assert second.files() == files
