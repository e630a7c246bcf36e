"""Sidecars hold everything that a rebuild needs, and a stranger can read them by the description alone."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.domain.photo import Algorithm, Checksum, RemotePhoto
from holdfast.library import sidecars
from holdfast.library.records import (
    EarlierName,
    EarlierOriginal,
    Line,
    PhotoLine,
    SourceLine,
    StoredOriginal,
    parsed,
    written,
)
from holdfast.library.root import Library
from holdfast.library.sidecars import Compacted, Note, Unread
from holdfast.library.writer import Landing

Store = Callable[[dict[str, bytes]], Landing]
ORIGINAL = StoredOriginal("travel/a.jpg", "a" * 64, "b" * 32, 10, 1_700_000_000_000)
SOURCE = SourceLine("uid", "Travel", "cloudinary", "travel", {"cloud": "demo"}, 1_700_000_000_000)
DESCRIPTION = Path(__file__).parents[2] / "docs/library-format.md"


def photo(key: str, name: str = "a.jpg") -> PhotoLine:
    return PhotoLine("uid", RemotePhoto(key, name), ORIGINAL, "md5")


texts = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.just("\ud800")))
maybe_text = st.one_of(st.none(), texts)
counts = st.integers(0, 2**53)
maybe_count = st.one_of(st.none(), counts)
pairs = st.dictionaries(texts, texts, max_size=3)
stored = st.builds(StoredOriginal, texts, texts, texts, counts, st.integers())
checksums = st.builds(
    lambda kind, digits, sure, parts: Checksum(kind, digits, sure, *parts),
    st.sampled_from(get_args(Algorithm)),
    st.text("0123456789abcdef", min_size=1),
    st.booleans(),
    st.one_of(st.just((0, 0)), st.tuples(st.integers(1, 10_000), counts)),
)
remotes = st.builds(
    RemotePhoto,
    key=texts,
    name=texts,
    folder=st.lists(texts, max_size=3).map(tuple),
    media_type=st.sampled_from(["image", "video", "raw"]),
    delivery=texts,
    format=maybe_text,
    bytes=maybe_count,
    checksum=st.one_of(st.none(), checksums),
    version=maybe_text,
    width=maybe_count,
    height=maybe_count,
    created_at=st.one_of(st.none(), st.integers()),
    original_name=maybe_text,
    tags=st.lists(texts, max_size=3).map(tuple),
    context=pairs,
    metadata=pairs,
    locator=pairs,
)
photos = st.builds(
    PhotoLine,
    texts,
    remotes,
    stored,
    st.sampled_from(["md5", "full", "composite", "size", "none"]),
    maybe_text,
    maybe_count,
    st.lists(st.builds(EarlierOriginal, stored, maybe_text, maybe_text, counts), max_size=2).map(tuple),
    st.lists(st.builds(EarlierName, texts, counts), max_size=2).map(tuple),
    st.booleans(),
)
sources = st.builds(
    SourceLine, texts, texts, texts, texts, st.dictionaries(texts, st.one_of(texts, counts)), maybe_count
)


@given(st.one_of(photos, sources))
def test_a_line_is_read_back_whole(line: Line) -> None:
    text = written(line)
    assert b"\n" not in text
    text.decode("utf-8")
    assert parsed(text) == line


def test_everything_that_a_source_says_is_in_the_description_of_the_format() -> None:
    description = DESCRIPTION.read_text()
    for line in (SOURCE, replace(photo("k"), gone=True, earlier=(EarlierOriginal(ORIGINAL, None, None, 0),))):
        for name, value in json.loads(written(line)).items():
            assert f"`{name}`" in description, name
            for inner in value if isinstance(value, dict) and name == "original" else ():
                assert f"`{inner}`" in description, inner


def test_a_stranger_reads_it_by_the_description_alone(store: Store, library: Library) -> None:
    store({"travel/a.jpg": b"a"})
    torn = b'{"line":"photo","key":"to'
    sidecars.append(
        library, [Note("travel", SOURCE), Note("travel", photo("1", "old.jpg")), Note("travel", photo("2"))]
    )
    sidecars.append(library, [Note("travel", photo("1", "new \u2028 \ud800.jpg"))])
    with (library.path / ".holdfast/sidecars/travel.jsonl").open("ab") as file:
        file.write(torn)
    (code,) = re.findall(r"```python\n(.*?)```", DESCRIPTION.read_text(), re.DOTALL)
    code = code.replace('print(photo["name"]', 'print(ascii(photo["name"])')
    run = subprocess.run([sys.executable, "-c", code], cwd=library.path.parent, capture_output=True, text=True)
    assert run.stderr == ""
    assert run.stdout.splitlines() == [
        f"'new \\u2028 \\ud800.jpg' {'a' * 64} library/travel/a.jpg",
        f"'a.jpg' {'a' * 64} library/travel/a.jpg",
    ]


def test_lines_come_in_the_order_of_writing_by_source(library: Library) -> None:
    lines: list[Line] = [SOURCE, photo("1"), photo("2"), photo("1", "b.jpg")]
    sidecars.append(library, [Note("travel", line) for line in lines])
    sidecars.append(library, [Note("home 😀", SOURCE), Note("travel", photo("3"))])
    assert list(sidecars.read(library, "travel")) == [*lines, photo("3")]
    assert list(sidecars.read(library, "home 😀")) == [SOURCE]
    assert list(sidecars.read(library, "nowhere")) == []
    assert sidecars.folders(library) == ["home 😀", "travel"]


def test_unknown_fields_are_passed_over_and_missing_ones_are_unknown() -> None:
    data = json.loads(written(photo("1")))
    assert parsed(json.dumps({**data, "colour": "green"}).encode()) == photo("1")
    few = {name: data[name] for name in ("line", "source", "key", "name", "media_type", "original", "strength")}
    assert parsed(json.dumps(few).encode()) == photo("1")


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"[]", b"1", b"\0\0", b'{"line":"shoot"}', b'{"line":"photo"}', b'{"line":"photo","key":1}',
        b'{"line":"source"}', b"\xff",
        b'{"line":"photo","source":"s","key":"k","name":"n","media_type":"song","original":{},"strength":"md5"}',
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_says_why_and_stops_nothing(library: Library, text: bytes) -> None:
    sidecars.append(library, [Note("travel", SOURCE)])
    with (library.path / ".holdfast/sidecars/travel.jsonl").open("ab") as file:
        file.write(text + b"\n")
    sidecars.append(library, [Note("travel", photo("1"))])
    first, unread, last = sidecars.read(library, "travel")
    assert (first, last) == (SOURCE, photo("1"))
    assert isinstance(unread, Unread)
    assert unread.number == 2
    assert unread.why


@pytest.mark.parametrize("tail", [b'{"line":"photo","key":"x', b"\0" * 5000, written(photo("x"))[:-1]])
def test_a_torn_last_line_is_not_seen_and_ended_by_the_next(library: Library, tail: bytes) -> None:
    sidecars.append(library, [Note("travel", SOURCE)])
    with (library.path / ".holdfast/sidecars/travel.jsonl").open("ab") as file:
        file.write(tail)
    assert list(sidecars.read(library, "travel")) == [SOURCE]
    sidecars.append(library, [Note("travel", photo("1"))])
    assert [line for line in sidecars.read(library, "travel") if not isinstance(line, Unread)] == [SOURCE, photo("1")]


def test_compaction_waits_until_it_is_worth_it(library: Library) -> None:
    sidecars.append(library, [Note("travel", SOURCE), *(Note("travel", photo(str(number))) for number in range(4))])
    sidecars.append(library, [Note("travel", photo("0", "b.jpg"))])
    before = (library.path / ".holdfast/sidecars/travel.jsonl").read_bytes()
    assert sidecars.compact(library, "travel") == Compacted(6, 1, False)
    assert (library.path / ".holdfast/sidecars/travel.jsonl").read_bytes() == before
    sidecars.append(library, [Note("travel", photo("1", "b.jpg"))])
    assert sidecars.compact(library, "travel") == Compacted(7, 2, True)
    assert sidecars.compact(library, "travel") == Compacted(5, 0, False)


def test_compaction_keeps_the_last_word_on_everything_and_what_it_does_not_know(library: Library) -> None:
    path = library.path / ".holdfast/sidecars/travel.jsonl"
    later = {**json.loads(written(photo("2", "z.jpg"))), "colour": "green"}
    lines = [
        written(photo("9")), written(SOURCE), b'{"line":"hologram","uid":"1"}', b"torn", written(photo("2")),
        b'{"line":"hologram","uid":"1"}', written(replace(SOURCE, name="New")), json.dumps(later).encode(),
        written(photo("9", "y.jpg")),
    ]  # fmt: skip
    path.write_bytes(b"\n".join(lines) + b"\n" + b'{"torn')
    assert sidecars.compact(library, "travel").rewritten
    assert path.read_bytes().split(b"\n") == [
        written(replace(SOURCE, name="New")),
        json.dumps(later).encode(),
        written(photo("9", "y.jpg")),
        b'{"line":"hologram","uid":"1"}',
        b'{"line":"hologram","uid":"1"}',
        b"",
    ]
    assert list((library.path / ".holdfast/incoming").iterdir()) == []


@given(st.lists(st.tuples(st.sampled_from("abcd"), texts), max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_compaction_changes_nothing_for_a_reader(library: Library, changes: list[tuple[str, str]]) -> None:
    (library.path / ".holdfast/sidecars/travel.jsonl").unlink(missing_ok=True)
    sidecars.append(library, [Note("travel", SOURCE), *(Note("travel", photo(*change)) for change in changes)])

    def known() -> dict[str, Line]:
        lines = sidecars.read(library, "travel")
        return {
            line.photo.key if isinstance(line, PhotoLine) else "": line
            for line in lines
            if not isinstance(line, Unread)
        }

    before = known()
    sidecars.compact(library, "travel")
    assert known() == before


def test_compaction_of_nothing(library: Library) -> None:
    assert sidecars.compact(library, "travel") == Compacted(0, 0, False)
    assert sidecars.folders(library) == []
