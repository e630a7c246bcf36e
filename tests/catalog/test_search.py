"""Searching a real catalog: what each field finds, what is shown once, and pages that follow each other."""

from itertools import count
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.catalog import Catalog, Connection, candidates, places, search, words, wordsets
from holdfast.catalog.orders import ORDERS, Order
from holdfast.catalog.places import Town
from holdfast.domain.query import parsed
from holdfast.errors import QueryError, UsageError

DAY = 86_400_000
NOW = 1_700_000_000_000
PARIS = Town(1, "Paris", None, "FR", 48.8566, 2.3522, 2_000_000)
PARIS_TEXAS = Town(2, "Paris", "TX", "US", 33.6609, -95.5555, 25_000)
OSLO = Town(3, "Oslo", None, "NO", 59.9139, 10.7522, 600_000)

PHOTO = {"source_id": 1, "folder_id": 1, "media_type": "image", "format": "jpg", "bytes": 1000, "state": "safe",
         "created_at": None, "strength": "md5", "skip_reason": None}  # fmt: skip


class Shelf:
    """Photos made by hand, by their names."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self.numbers = count(1)
        self.ids: dict[str, int] = {}
        for number, name in ((1, "travel"), (2, "work")):
            db.run("INSERT INTO sources (id, uid, name, kind, folder, added_at) VALUES (?, ?, ?, 'cloudinary', ?, 1)",
                   (number, name, name, name))  # fmt: skip
        for number, source, path in ((1, 1, ""), (2, 1, "2019/Norway"), (3, 2, "")):
            db.run("INSERT INTO folders (id, source_id, path, name) VALUES (?, ?, ?, ?)", (number, source, path, path))

    def add(self, name: str, *, facts: dict[str, Any] | None = None, marks: dict[str, Any] | None = None,
            original: int | None = None, verified: int | None = None, **said: Any) -> int:  # fmt: skip  # noqa: ANN401
        """A photo; with its own bytes, or with those of another one."""
        number = next(self.numbers)
        held = said.get("state", "safe") == "safe"
        if original is None and held:
            self._insert("originals", id=number, sha256=f"{number:064x}", md5=f"{number:032x}", bytes=1000,
                         path=f"p{number}", path_folded=f"p{number}", stored_at=1, verified_at=verified)  # fmt: skip
        original = original or (number if held else None)
        if facts is not None:
            self._insert("exif_data", original_id=original, read_at=1, **facts)
        if marks is not None:
            self._insert("marks", original_id=original, changed_at=1, **marks)
        self._insert("photos", id=number, key=f"k{number}", name=name, fingerprint="f", original_id=original,
                     first_seen_at=1, seen_in=1, **{**PHOTO, **said})  # fmt: skip
        self.ids[name] = number
        return number

    def _insert(self, table: str, **values: Any) -> None:  # noqa: ANN401
        marks = ", ".join("?" * len(values))
        self.db.run(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))

    def found(self, text: str, order: Order = "taken", limit: int = 100) -> list[str]:
        """The names that a search finds, in their order."""
        while words.catch_up(self.db):
            pass
        page = search.page(self.db, parsed(text), NOW, limit=limit, order=order)
        return [one.seen.name for one in page.photos]


@pytest.fixture
def shelf(catalog: Catalog) -> Shelf:
    """The shelf keeps the writer's connection: nobody else writes here."""
    return catalog.write(Shelf)


def filled(shelf: Shelf) -> None:
    shelf.add("harbour.jpg", facts={"taken_at": "2023-06-14T12:00:00", "camera_make": "Canon", "camera_model": "EOS R5",
        "lens": "RF 50mm F1.2", "iso": 1600, "aperture": 2.8, "focal_length": 50.0, "exposure": 0.004,
        "latitude": 48.86, "longitude": 2.34, "keywords": '["Blue Hour"]', "width": 6000, "height": 4000},
        marks={"rating": 5, "pick": "pick", "colour": "red", "star": 1, "caption": "the old quay"},
        folder_id=2, verified=NOW - DAY)  # fmt: skip
    shelf.add("fjord.nef", media_type="raw", format="nef", bytes=30_000_000, folder_id=2, created_at=1_560_000_000_000,
        facts={"camera_make": "NIKON", "camera_model": "Z 6", "iso": 100, "latitude": 59.9, "longitude": 10.7,
               "rating": 3},
        verified=NOW - 100 * DAY)  # fmt: skip
    shelf.add("dance.mp4", media_type="video", format="mp4", source_id=2, folder_id=3, facts={"duration": 42.0})
    shelf.add("lost.jpg", state="failed", created_at=1_500_000_000_000)


FINDS = {
    "": ["harbour.jpg", "fjord.nef", "lost.jpg", "dance.mp4"],
    "harb": ["harbour.jpg"],
    '"harb"': [],
    "quay -dance": ["harbour.jpg"],
    "norway": ["harbour.jpg", "fjord.nef"],
    "-norway": ["lost.jpg", "dance.mp4"],
    "fjord OR dance": ["fjord.nef", "dance.mp4"],
    "(fjord OR rating:5) norway": ["harbour.jpg", "fjord.nef"],
    "camera:canon": ["harbour.jpg"], "camera:eos": ["harbour.jpg"], "lens:50mm": ["harbour.jpg"],
    "iso:>800": ["harbour.jpg"], "iso:100..200": ["fjord.nef"], "-iso:>800": ["fjord.nef", "lost.jpg", "dance.mp4"],
    "aperture:2.8": ["harbour.jpg"], "focal:50": ["harbour.jpg"], "exposure:1/250": ["harbour.jpg"],
    "taken:2023-06": ["harbour.jpg"], "taken:2023-06-15..": [], "taken:..2019": ["fjord.nef", "lost.jpg"],
    "taken:none": ["dance.mp4"],
    "near:48.85,2.35,5km": ["harbour.jpg"], "near:48.85,2.35,500m": [],
    "box:48,2,49,3": ["harbour.jpg"], "box:48,3,49,2": [], "box:40,170,70,20": ["harbour.jpg", "fjord.nef"],
    "type:raw": ["fjord.nef"], "format:mp4": ["dance.mp4"], "source:work": ["dance.mp4"],
    "folder:2019/norway": ["harbour.jpg", "fjord.nef"], "folder:nor": [],
    'tag:"blue hour"': ["harbour.jpg"],
    "rating:>=4": ["harbour.jpg"], "rating:0": ["lost.jpg", "dance.mp4"],
    "pick:pick": ["harbour.jpg"], "pick:none": ["fjord.nef", "lost.jpg", "dance.mp4"],
    "colour:red": ["harbour.jpg"], "star:yes": ["harbour.jpg"], "star:no state:safe": ["fjord.nef", "dance.mp4"],
    "state:failed": ["lost.jpg"],
    "copies:1": ["harbour.jpg", "fjord.nef", "dance.mp4"],
    "unverified:90d": ["fjord.nef", "dance.mp4"],
    "has:place": ["harbour.jpg", "fjord.nef"], "-has:place": ["lost.jpg", "dance.mp4"], "has:date": ["harbour.jpg"],
    "has:caption": ["harbour.jpg"], "has:tags": ["harbour.jpg"], "has:lens": ["harbour.jpg"],
    "size:>10mb": ["fjord.nef"], "width:>=6000": ["harbour.jpg"], "duration:>30s": ["dance.mp4"],
}  # fmt: skip


@pytest.mark.parametrize("text", FINDS)
def test_a_query_finds(shelf: Shelf, text: str) -> None:
    filled(shelf)
    assert shelf.found(text) == FINDS[text]


@pytest.mark.parametrize("rare", [0, candidates.PROBE + 1])
def test_words_that_most_photos_have_find_the_same(shelf: Shelf, monkeypatch: pytest.MonkeyPatch, rare: int) -> None:
    """Each photo is asked; or all that have the words are looked up, because hardly any of the next ones has them."""
    monkeypatch.setattr(wordsets, "DENSE", 0)
    monkeypatch.setattr(candidates, "RARE", rare)
    filled(shelf)
    assert {text: shelf.found(text) for text in FINDS} == FINDS
    assert shelf.found("-harbour OR quay") == ["harbour.jpg", "fjord.nef", "lost.jpg", "dance.mp4"]


@given(st.sets(st.integers(1, 400)), st.sets(st.integers(1, 400)), st.integers(0, 60))
def test_photos_asked_in_steps_are_asked_one_by_one(named: set[int], asked: set[int], gap: int) -> None:
    """A few photos with the word among many, whatever lies between those that are asked."""
    rows = [{"id": number} for number in sorted(named)]
    steps = []

    class Index:
        def rows(self, _: str, bound: tuple[str, int, int]) -> list[dict[str, int]]:
            steps.append(bound[1:])
            return [row for row in rows if bound[1] <= row["id"] <= bound[2]]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordsets, "GAP", gap)
        assert wordsets.among(cast(Connection, Index()), "w", list(asked)) == named & asked
    assert all(first in asked and last in asked for first, last in steps)


def test_the_beginning_of_a_word_is_written_out_where_few_words_begin_so(shelf: Shelf) -> None:
    for name in ("harbour.jpg", "harbour harvest.jpg", "Håret.jpg", "other.jpg"):
        shelf.add(name)
    assert shelf.found("harb") == ["harbour harvest.jpg", "harbour.jpg"]
    assert wordsets.beginning(shelf.db, "har") == ["harbour", "haret", "harvest"]
    assert wordsets.beginning(shelf.db, "harx") == []
    assert wordsets.split(shelf.db, parsed("harb")).is_quick
    for number in range(wordsets.BEGINNING):
        shelf.add(f"harb{number:03}.jpg")
    assert len(shelf.found("harb")) == wordsets.BEGINNING + 2
    assert not wordsets.split(shelf.db, parsed("harb")).is_quick


ORDERED = {
    "taken": ["harbour.jpg", "fjord.nef", "lost.jpg", "dance.mp4"],
    "added": ["lost.jpg", "dance.mp4", "fjord.nef", "harbour.jpg"],
    "name": ["dance.mp4", "fjord.nef", "harbour.jpg", "lost.jpg"],
    "size": ["fjord.nef", "lost.jpg", "dance.mp4", "harbour.jpg"],
    "rating": ["harbour.jpg", "fjord.nef", "lost.jpg", "dance.mp4"],
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("text", ["", "jpg OR nef OR mp4", "size:>0"])
def test_pages_follow_each_other_in_every_order(shelf: Shelf, order: Order, text: str) -> None:
    filled(shelf)
    assert shelf.found(text, order) == ORDERED[order]
    seen, after = [], None
    while True:
        page = search.page(shelf.db, parsed(text), NOW, after=after, limit=1, order=order)
        seen += [one.seen.name for one in page.photos]
        after = page.next
        if after is None:
            break
    assert seen == ORDERED[order]


def test_the_same_bytes_are_shown_once_but_found_by_each_of_their_names(shelf: Shelf) -> None:
    one = shelf.add("first.jpg")
    shelf.add("second.jpg", original=one, source_id=2, folder_id=3)
    assert shelf.found("") == ["first.jpg"]
    assert shelf.found("second") == ["second.jpg"]
    assert shelf.found("source:work") == ["second.jpg"]
    assert shelf.found("copies:2") == ["first.jpg"]
    assert shelf.found("is:duplicate") == ["first.jpg"]


def test_what_is_set_aside_is_hidden_unless_asked_for(shelf: Shelf) -> None:
    kept = shelf.add("kept.jpg")
    shelf.add("aside.jpg", marks={"kept_id": kept})
    assert shelf.found("") == ["kept.jpg"]
    assert shelf.found("is:set-aside") == ["aside.jpg"]
    assert shelf.found("show:all") == ["aside.jpg", "kept.jpg"]


def test_what_is_hidden_is_found_only_when_it_is_asked_for(shelf: Shelf) -> None:
    shelf.add("shown.jpg")
    shelf.add("hidden.jpg", marks={"hidden": 1})
    assert shelf.found("") == ["shown.jpg"]
    assert shelf.found("is:hidden") == ["hidden.jpg"]
    assert shelf.found("show:all") == ["hidden.jpg", "shown.jpg"]


def test_a_stack_shows_its_top_unless_only_another_file_of_it_is_meant(shelf: Shelf) -> None:
    top, raw = shelf.add("IMG_1.jpg"), shelf.add("IMG_1.nef", media_type="raw", format="nef")
    shelf.db.run("INSERT INTO stacks VALUES (1, 'raw', ?)", (top,))
    shelf.db.many("INSERT INTO stack_members VALUES (?, 1, ?)", [(top, "picture"), (raw, "raw")])
    assert shelf.found("") == ["IMG_1.jpg"]
    assert shelf.found("IMG_1") == ["IMG_1.jpg"]
    assert shelf.found("type:raw") == ["IMG_1.nef"]
    assert sorted(shelf.found("show:all")) == ["IMG_1.jpg", "IMG_1.nef"]
    assert search.page(shelf.db, parsed(""), NOW).photos[0].stack == 2


def test_collections_of_every_kind_can_be_asked_for(shelf: Shelf) -> None:
    filled(shelf)
    shelf.db.many(
        "INSERT INTO collections (id, uid, name, kind, query, folder_id, changed_at) VALUES (?, ?, ?, ?, ?, ?, 1)",
        [(1, "a", "By hand", "hand", None, None), (2, "b", "Good", "rule", "rating:>=3 -in:Good", None),
         (3, "c", "Norway", "source", None, 2)],
    )  # fmt: skip
    shelf.db.run("INSERT INTO photo_collections VALUES (1, ?, 1)", (shelf.ids["dance.mp4"],))
    assert shelf.found('in:"by hand"') == ["dance.mp4"]
    assert shelf.found("in:good") == ["harbour.jpg", "fjord.nef"]
    assert shelf.found("in:norway iso:100") == ["fjord.nef"]
    assert shelf.found("-in:norway") == ["lost.jpg", "dance.mp4"]


@pytest.mark.parametrize("text", ["in:nothing", "source:nowhere", "shoot:none", 'near:"Paris",5km'])
def test_a_name_that_nobody_knows_is_pointed_at(shelf: Shelf, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        shelf.found(f"a {text}")
    assert caught.value.position == 2


def test_photos_are_found_by_the_town_near_them(shelf: Shelf) -> None:
    filled(shelf)
    assert shelf.found("paris") == []
    places.replace(shelf.db, [PARIS, PARIS_TEXAS, OSLO])
    assert shelf.found("paris") == ["harbour.jpg"]
    assert shelf.found('near:"paris",5km') == ["harbour.jpg"]
    assert shelf.found("near:oslo,10km") == ["fjord.nef"]
    shelf.add("eiffel.jpg", facts={"latitude": 33.66, "longitude": -95.55})
    assert shelf.found("paris tx") == ["eiffel.jpg"]


def test_near_goes_over_the_line_of_the_date_and_over_the_pole(shelf: Shelf) -> None:
    shelf.add("fiji.jpg", facts={"latitude": -17.0, "longitude": 179.99})
    shelf.add("pole.jpg", facts={"latitude": 89.99, "longitude": -90.0})
    assert shelf.found("near:-17,-179.99,5km") == ["fiji.jpg"]
    assert shelf.found("near:89.99,90,5km") == ["pole.jpg"]


def test_words_follow_every_change(shelf: Shelf) -> None:
    one = shelf.add("a.jpg")
    assert shelf.found("sunset") == []
    shelf.db.run("INSERT INTO own_tags VALUES (?, 'Sunset')", (one,))
    assert shelf.found("sunset") == ["a.jpg"]
    shelf.db.run("DELETE FROM own_tags")
    assert shelf.found("sunset") == []
    shelf.db.run("UPDATE photos SET name = 'b.jpg' WHERE id = ?", (one,))
    assert (shelf.found("b"), shelf.found("a")) == (["b.jpg"], [])


def test_a_page_for_somebody_who_waits_ends_early_and_goes_on(shelf: Shelf) -> None:
    for number in range(700):
        shelf.add(f"{number}.jpg", width=9000 if number == 0 else 100)
    page = search.page(shelf.db, parsed("width:9000"), NOW, budget=300)
    assert (page.photos, page.total_is_exact) == ((), False)
    turns = 0
    while not page.photos and page.next is not None:
        page, turns = search.page(shelf.db, parsed("width:9000"), NOW, after=page.next, budget=300), turns + 1
    assert [one.seen.name for one in page.photos] == ["0.jpg"]
    assert turns > 0


@pytest.mark.parametrize("after", ["", "[]", "[9,1]", '["a"]', "[0,1]", '[0,"x",1]', "[-1,1,1]", "{}", "[0,1e400,1]"])
def test_a_place_that_was_made_up_is_refused(shelf: Shelf, after: str) -> None:
    with pytest.raises(UsageError):
        search.page(shelf.db, parsed(""), NOW, after=after)
