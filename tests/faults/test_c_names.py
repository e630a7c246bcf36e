"""Names and paths, rows C1–C16: the worst keys that a bucket can hold, through a real backup and back."""

import hashlib
import json
import os
import random
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import scanning
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, browse, tree
from holdfast.cli import program
from holdfast.domain.naming import fold
from holdfast.domain.photo import RemotePhoto
from holdfast.engine import setup
from holdfast.sources.s3_rows import Terms, photo_of
from holdfast.sources.s3_rules import Choice
from holdfast.standins.s3 import S3StandIn
from holdfast.standins.s3_xml import said

KEYS: dict[str, tuple[str | bytes, ...]] = {
    "C1": ("../../etc/passwd", "a/../../b", "..\\..\\x", "%2e%2e/x", "./here", "a/./b", "../", "x/.."),
    "C2": ("/abs/path", "C:\\x", "C:/x", "\\\\server\\share\\x", "//x", "~/x", "$HOME/x", "-rf"),
    "C3": ("nul\0byte.jpg", "\0"),
    "C4": ("CON", "con.jpg", "nul.jpg", "aux .txt", "COM1", "LPT\u00b9", "PRN/a.jpg", "CONIN$"),
    "C5": ("dot.", "dots...", "space ", " space", " ", ".", "..", "...", "a//b", "a///b", "ends/", "x. /y ."),
    "C6": ("x" * 300 + ".jpeg", "😀" * 100 + ".jpg", "d/" * 500 + "deep.jpg", "é" * 500, "f" * 250 + "/" + "g" * 250),
    "C7": ("both", "both/b", "both/b/c", "abc/", "abc/x", "abc"),
    "C8": ("cafe\u0301.jpg", "caf\u00e9.jpg", "\u212b.jpg", "\u00c5.jpg", "A\u030a.jpg"),
    "C9": ("A.JPG", "a.jpg", "DIR/a", "dir/A", "stra\u00dfe", "STRASSE", "\u0131.jpg", "i.jpg", "\u0130.jpg", "I.JPG"),
    "C10": ("🏖️.jpg", "a\u202egpj.exe", "zero\u200bwidth", "zerowidth", "a\nb", "a\rb", "\x1b[31mred", "\x7f", "\u2028"),
    "C11": ("b\\c", "a:b", "a%3Ab", "a%253Ab", "a*b", "a?b", 'a"b', "a<b>", "a|b", "a&b;c", "a+b c", "a%20b", "#a?b=c"),
    "C12": (b"bad\xff.jpg", b"bad\xfe/x.jpg", b"\xed\xa0\x80.jpg", b"cut\xe2\x82", "\ufffdbad%FF.jpg", "bad\ufffd.jpg"),
    "C13": ("t~1a2b3c4d.jpg", "t.jpg", "T.jpg", "manifest-sha256.txt", ".holdfast/marker", "desktop.ini", "%", "%25"),
}
ALL = tuple(key for keys in KEYS.values() for key in keys)


def fill(cloud: S3StandIn, keys: tuple[str | bytes, ...]) -> dict[str, bytes]:
    """Every key with bytes of its own; the bytes by their hash."""
    made = {}
    for number, key in enumerate(keys):
        data = b"\xff\xd8\xff\xe0 %d " % number + ascii(key).encode()
        cloud.put(key, data, content_type="image/jpeg")
        made[hashlib.sha256(data).hexdigest()] = data
    return made


def add(place: Workplace, cloud: S3StandIn, name: str = "travel", **more: str) -> None:
    """The bucket as a source."""
    setup.add_s3(
        place.opened, name, {"bucket": cloud.bucket, "endpoint_url": cloud.endpoint, **more},
        {"access_key_id": cloud.key, "secret_access_key": cloud.secret},
    )  # fmt: skip


def paths(place: Workplace) -> dict[str, str]:
    """Where the catalog says that each safe photo lies, by the hash of its bytes."""
    rows = place.catalog.read(
        Connection.rows,
        "SELECT o.sha256, o.path FROM photos AS p JOIN originals AS o ON o.id = p.original_id WHERE p.state = 'safe'",
    )
    return {row["sha256"]: row["path"] for row in rows}


def read_inside(library: Path, path: str) -> bytes:
    """The bytes at a path of the library, each step taken in the folder before it and no link followed."""
    *folders, leaf = path.split("/")
    assert not {"", ".", ".."} & {*folders, leaf}, path
    here = os.open(library, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in folders:
            below = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
            os.close(here)
            here = below
        with os.fdopen(os.open(leaf, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=here), "rb") as file:
            assert stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            return file.read()
    finally:
        os.close(here)


def everything_below(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*")}


@pytest.fixture
def cloud() -> Iterator[S3StandIn]:
    with S3StandIn() as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: S3StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path / "place") as made:
        add(made, cloud)
        yield made


def test_c1_to_c13_the_whole_list_comes_home_and_is_read_back_inside_the_library(
    tmp_path: Path, place: Workplace, cloud: S3StandIn
) -> None:
    wanted = fill(cloud, ALL)
    around = everything_below(tmp_path) - everything_below(place.folder)
    place.backup()
    assert place.status.totals.safe == place.status.totals.listed == len(ALL)
    found = paths(place)
    assert {sha256: read_inside(place.library, path) for sha256, path in found.items()} == wanted
    assert len({fold(path) for path in found.values()}) == len(ALL)
    assert all(path.startswith("travel/") for path in found.values())
    assert all(len(part.encode()) <= 255 for path in found.values() for part in path.split("/"))
    assert everything_below(tmp_path) - everything_below(place.folder) == around
    assert_promises(place)


def test_c1_to_c13_a_second_run_finds_nothing_to_do(place: Workplace, cloud: S3StandIn) -> None:
    fill(cloud, ALL)
    place.backup()
    before = place.files()
    cloud.forget()
    job = place.backup()
    assert (job.state, job.result["downloaded"], job.result["new"], job.result["changed"]) == ("done", 0, 0, 0)
    assert cloud.asked("bytes") == 0
    assert place.files() == before


@pytest.mark.parametrize("row", KEYS)
def test_c_each_row_alone_comes_home(place: Workplace, cloud: S3StandIn, row: str) -> None:
    """So that a row that fails is named, and that none needs another's company."""
    wanted = fill(cloud, KEYS[row])
    place.backup()
    assert {sha256: read_inside(place.library, path) for sha256, path in paths(place).items()} == wanted


def test_c5_a_marker_of_a_folder_is_skipped_by_rule(place: Workplace, cloud: S3StandIn) -> None:
    cloud.put("folder/", b"")
    cloud.put("folder/a.jpg", b"\xff\xd8\xff a")
    place.backup()
    assert (place.status.totals.safe, place.status.totals.skipped) == (1, 1)
    assert list(place.files()) == ["travel/folder/a.jpg"]


@pytest.mark.parametrize("order", [("a", "a/b", "a/b/c"), ("a/b/c", "a/b", "a"), ("a/b", "a", "a/b/c")])
def test_c7_a_key_that_is_file_and_folder_is_kept_in_any_order(
    place: Workplace, cloud: S3StandIn, order: tuple[str, ...]
) -> None:
    for number, key in enumerate(order):
        cloud.put(key, b"\xff\xd8\xff" + key.encode())
        place.backup()
        assert place.status.totals.safe == number + 1
    assert sorted(place.files().values()) == sorted(b"\xff\xd8\xff" + key.encode() for key in order)


def test_c10_c12_what_is_printed_is_escaped_and_what_is_given_to_scripts_is_whole(
    place: Workplace, cloud: S3StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(cloud, KEYS["C3"] + KEYS["C10"] + KEYS["C12"])
    place.backup()
    monkeypatch.setenv("HOLDFAST_HOME", str(place.home.path))
    arguments = ["--key-file", str(place.key_file), "photos"]
    assert program.run(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(KEYS["C3"] + KEYS["C10"] + KEYS["C12"])
    assert all(line.isprintable() for line in lines)
    assert program.run([*arguments, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"a\nb", "a\u202egpj.exe", "\x1b[31mred", "nul\0byte.jpg"} <= {row["name"] for row in rows}
    assert len({row["path"] for row in rows}) == len(lines)


def test_c12_c13_a_hundred_thousand_random_keys_stay_a_hundred_thousand() -> None:
    """Bytes of any kind: what a listing sends for two keys is never taken for one."""
    dice = random.Random(20261121)
    letters = [
        "a",
        "%",
        "%25",
        "%FF",
        "\ufffd",
        "\xff",
        "é",
        "/",
        "+",
        " ",
        "\n",
        "\0",
        "~",
        ".",
        "\udcff",
        "\udc80",
        "😀",
    ]
    keys = {"".join(dice.choices(letters, k=dice.randrange(1, 9))) for _ in range(160_000)}
    keys = set(sorted(keys)[:100_000])
    assert len(keys) == 100_000
    terms = Terms("", Choice.of("", ""), False, True)
    found = [photo_of({"Key": said(key, url=True), "Size": "1", "ETag": "0"}, terms) for key in keys]
    assert all(isinstance(photo, RemotePhoto) for photo in found)
    assert len({photo.key for photo in found}) == len(keys)
    for photo in found[:1000]:
        photo.key.encode()
        assert json.loads(json.dumps(photo.key)) == photo.key


def test_c14_twenty_thousand_objects_in_one_prefix_are_one_folder_shown_page_by_page(tmp_path: Path) -> None:
    """Scaled from 200,000 to 20,000, so that the suite stays short; listed through the real source, not copied."""
    with S3StandIn(20_000) as cloud, Workplace(tmp_path / "place") as place:
        cloud.objects.made.key = "one/IMG_{:07d}.jpg".format  # type: ignore[method-assign]
        add(place, cloud)
        scanning.main(place.home.path, place.key_file)
        folder_id = place.catalog.read(tree.find, 1, "one")
        assert folder_id is not None
        found = place.catalog.read(tree.below, folder_id)
        assert [(one.name, one.photos) for one in found] == [("one", 20_000)]
        seen: list[str] = []
        after: str | None = None
        while (page := place.catalog.read(browse.contents, folder_id, after, 500)).photos:
            seen += [photo.key for photo in page.photos]
            if (after := page.next) is None:
                break
        assert seen == cloud.keys()


LIBRARIES = ("with space", 'it\'s "quoted"', "übergröße 日本", "~", "end.", "-rf")


@pytest.mark.parametrize(
    ("name", "form"), [*((name, "plain") for name in LIBRARIES), (LIBRARIES[0], "slash"), (LIBRARIES[1], "link")]
)
def test_c15_a_library_of_any_name_however_it_is_given(
    tmp_path: Path,
    cloud: S3StandIn,
    name: str,
    form: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cloud.put("a/b.jpg", b"\xff\xd8\xff b")
    given = library = tmp_path / name
    if form == "link":
        library.mkdir()
        given = tmp_path / "linked to it"
        given.symlink_to(library)
    run(monkeypatch, tmp_path, "init", "--library", f"{given}{'/' if form == 'slash' else ''}")
    add_by_command(monkeypatch, tmp_path, cloud)
    run(monkeypatch, tmp_path, "backup")
    assert (library / "travel/a/b.jpg").read_bytes() == b"\xff\xd8\xff b"
    capsys.readouterr()
    run(monkeypatch, tmp_path, "status", "--json")
    assert Path(json.loads(capsys.readouterr().out)["library"]["path"]) == library


def test_c15_a_tilde_is_the_persons_home(tmp_path: Path, cloud: S3StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    cloud.put("a.jpg", b"\xff\xd8\xff b")
    monkeypatch.setenv("HOME", str(tmp_path))
    run(monkeypatch, tmp_path, "init", "--library", "~/My photos/")
    add_by_command(monkeypatch, tmp_path, cloud)
    run(monkeypatch, tmp_path, "backup")
    assert (tmp_path / "My photos/travel/a.jpg").read_bytes() == b"\xff\xd8\xff b"


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> None:
    """A command of a person whose home of Holdfast is in this folder."""
    monkeypatch.setenv("HOLDFAST_HOME", str(folder / "home"))
    assert program.run(["--key-file", str(folder / "key"), *arguments]) == 0


def add_by_command(monkeypatch: pytest.MonkeyPatch, folder: Path, cloud: S3StandIn) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", cloud.key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", cloud.secret)
    run(
        monkeypatch, folder, "source", "add", "s3", "travel", "--bucket", cloud.bucket, "--endpoint-url", cloud.endpoint
    )


def test_c16_a_planted_link_is_not_written_through(tmp_path: Path, place: Workplace, cloud: S3StandIn) -> None:
    secret = tmp_path / "dot-ssh"
    secret.mkdir()
    cloud.put("album/one.jpg", b"\xff\xd8\xff one")
    (place.library / "travel").mkdir()
    (place.library / "travel/album").symlink_to(secret)
    place.backup()
    assert list(secret.iterdir()) == []
    assert_promises(place)
    assert place.status.totals.safe + place.status.totals.failed == 1


def test_c16_a_folder_that_became_a_link_is_reported_by_verify_and_not_written_through(
    tmp_path: Path, place: Workplace, cloud: S3StandIn
) -> None:
    cloud.put("album/one.jpg", b"\xff\xd8\xff one")
    place.backup()
    elsewhere = tmp_path / "elsewhere"
    (place.library / "travel/album").rename(elsewhere)
    (place.library / "travel/album").symlink_to(elsewhere)
    cloud.put("album/two.jpg", b"\xff\xd8\xff two")
    place.backup()
    assert [path.name for path in elsewhere.iterdir()] == ["one.jpg"]
    job = place.run("verify")
    assert job.result["missing"] + job.result["damaged"] == 1
    assert place.status.state == "attention"
