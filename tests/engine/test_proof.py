"""The completeness statement: its sums hold, it names every exception, and it says `complete` only when that is so."""

import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from workplace import Workplace

from holdfast.catalog import Connection, drills, sessions, settings, sources
from holdfast.domain.proof import Proof
from holdfast.engine import proof
from holdfast.errors import UsageError
from holdfast.library import manifest
from holdfast.standins.cloudinary import StandIn


def proven(place: Workplace) -> tuple[Proof, str]:
    out = io.StringIO()
    return proof.prove(place.opened, out), out.getvalue()


def as_data(place: Workplace) -> Any:  # noqa: ANN401 - whatever it is, the test asks it
    out = io.StringIO()
    proof.prove(place.opened, out, "json")
    return json.loads(out.getvalue())


def test_a_whole_backup_is_complete_and_a_stranger_can_check_it(place: Workplace) -> None:
    place.backup()
    found, text = proven(place)
    assert (found.is_complete, found.gaps) == (True, ())
    assert "Complete: of 40 listed photos" in text
    (line,) = re.findall(r"^[0-9a-f]{64}  manifest-sha256.txt$", text, re.MULTILINE)
    said = subprocess.run(["sha256sum", "manifest-sha256.txt"], cwd=place.library, capture_output=True, text=True)
    assert said.stdout.strip() == line
    check = ["sha256sum", "--quiet", "--strict", "-c", "manifest-sha256.txt"]
    assert subprocess.run(check, cwd=place.library, capture_output=True).returncode == 0
    assert found.manifest is not None
    assert found.manifest.lines == len((place.library / "manifest-sha256.txt").read_bytes().splitlines())


def test_sums_and_names_are_of_the_same_moment_and_add_up(place: Workplace, cloud: StandIn) -> None:
    for asset in cloud.photos[:3]:
        cloud.faults.plan("500", key=asset.asset_id, times=1000)
    place.backup()
    gone = cloud.photos[5]
    cloud.delete(gone.asset_id)
    place.backup()
    place.backup()
    said = as_data(place)
    (source,) = said["sources"]
    assert source["listed"] == source["safe"] + source["skipped"] + source["pending"] + source["failed"] == 39
    named = {state: [one for one in said["exceptions"] if one["state"] == state] for state in ("failed", "gone")}
    assert (len(named["failed"]), len(named["gone"])) == (source["failed"], source["gone"]) == (3, 1)
    assert sum(group["photos"] for group in said["groups"]) == len(said["exceptions"])
    assert all(one["message"] and one["code"] for one in said["exceptions"])
    assert "The library keeps" in named["gone"][0]["message"]
    assert said["complete"] is False


def test_what_is_skipped_is_named_and_keeps_nothing_from_being_complete(place: Workplace) -> None:
    place.backup()
    place.catalog.write(
        Connection.run,
        "UPDATE photos SET state = 'skipped', skip_reason = 'EXCLUDED', original_id = NULL WHERE id IN (3, 4)",
    )
    found, text = proven(place)
    assert found.is_complete
    assert "of 40 listed photos 38 are safe, 2 are skipped and named with the reason" in text
    lines = [line.split("\t") for line in text.splitlines() if line.startswith("skipped\tEXCLUDED\t")]
    assert [line[2] for line in lines] == ["travel", "travel"]
    assert all("left out by the rules" in line[4].lower() for line in lines)


def never_listed(place: Workplace) -> None:
    place.catalog.write(Connection.run, "UPDATE sources SET last_complete_scan_at = NULL")


def cut_short(place: Workplace) -> None:
    place.catalog.write(Connection.run, "UPDATE sources SET scan_cursor = 'page 2'")


def too_old(place: Workplace) -> None:
    place.catalog.write(settings.change, "stale_after_hours", 1, 1)
    place.catalog.write(Connection.run, "UPDATE sources SET last_complete_scan_at = last_complete_scan_at - 7200000")


def paused_and_too_old(place: Workplace) -> None:
    too_old(place)
    place.catalog.write(sources.pause, 1, True)


def damaged(place: Workplace) -> None:
    for path in [path for path, content in place.files().items() if len(content) > 100][:3]:
        os.truncate(place.library / path, 20)
    place.run("verify")


def many_gone(place: Workplace) -> None:
    """E13: none of them is marked missing, and every count still calls them safe."""
    for path in sorted(place.files())[:30]:
        (place.library / path).unlink()
    assert place.run("verify").code == "LIBRARY_WRONG"


def a_drill_fails(place: Workplace) -> None:
    tried = [drills.Drilled("travel", "x.jpg", "photos/x.jpg", "0" * 64, 10, "DAMAGED", "It is not.")]

    def record(db: Connection) -> None:
        drills.record(db, sessions.begin(db, "drill", None, None, 1_000), 2_000, 1.5, tried)

    place.catalog.write(record)


def drive_away(place: Workplace) -> None:
    place.library.rename(place.folder / "unplugged")


def no_manifest(place: Workplace) -> None:
    (place.library / manifest.NAME).unlink()


def a_line_is_lost(place: Workplace) -> None:
    file = place.library / manifest.NAME
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))


def a_line_says_something_else(place: Workplace) -> None:
    file = place.library / manifest.NAME
    first, rest = file.read_bytes().split(b"\n", 1)
    file.write_bytes(rest + first.replace(first[:64], b"0" * 64) + b"\n")


GAPS: dict[Callable[[Workplace], None], str] = {
    never_listed: "never listed completely", cut_short: "cut short", too_old: "too old",
    paused_and_too_old: "too old", damaged: "3 photos are not safe", drive_away: "could not be looked at",
    no_manifest: "no manifest", a_line_is_lost: "1 original is not in the manifest",
    many_gone: "files are no longer in the library", a_drill_fails: "could not restore 1 of 1 photos",
    a_line_says_something_else: "1 original is not in the manifest",
}  # fmt: skip


@pytest.mark.parametrize("befalls", GAPS, ids=lambda befalls: befalls.__name__)
def test_i9_it_never_says_complete_when_something_speaks_against_it(
    place: Workplace, befalls: Callable[[Workplace], None]
) -> None:
    place.backup()
    befalls(place)
    found, text = proven(place)
    assert not found.is_complete
    assert any(GAPS[befalls] in gap for gap in found.gaps), found.gaps
    assert "Not complete: " in text
    assert "\nComplete" not in text


def test_without_a_source_nothing_is_stated(tmp_path: Path) -> None:
    with Workplace(tmp_path) as place:
        assert not proven(place)[0].is_complete


def test_a_name_can_neither_break_the_statement_nor_add_to_it(place: Workplace) -> None:
    place.backup()
    place.catalog.write(
        Connection.run, "UPDATE photos SET state = 'pending', name = ? WHERE id = 3", ("a\nEnd of it\t\x1b[31m\u202e",)
    )
    text = proven(place)[1]
    assert "\x1b" not in text
    assert "\u202e" not in text
    (line,) = [line for line in text.splitlines() if line.startswith("pending\tPENDING")]
    assert len(line.split("\t")) == 5


def test_it_is_written_whole_and_over_nothing(place: Workplace) -> None:
    place.backup()
    file = place.folder / "proof.txt"
    proof.write(place.opened, file)
    before = file.read_bytes()
    assert before.endswith(b"photos by name.\n")
    with pytest.raises(UsageError, match="already"):
        proof.write(place.opened, file)
    with pytest.raises(UsageError, match="in the library"):
        proof.write(place.opened, place.library / "proof.txt")
    with pytest.raises(UsageError, match="not there"):
        proof.write(place.opened, place.folder / "nowhere" / "proof.txt")
    assert file.read_bytes() == before
    assert [path.name for path in place.folder.iterdir() if path.name.endswith(".part")] == []
    assert json.loads(written(place, "proof.json"))["complete"] is True


def written(place: Workplace, name: str) -> str:
    proof.write(place.opened, place.folder / name)
    return (place.folder / name).read_text("utf-8")


def test_i10_without_catalog_and_program_the_manifest_alone_restores(place: Workplace) -> None:
    """Home and key are lost: what lies in the library is copied by the names in the manifest and checked, by coreutils
    alone."""
    place.backup()
    before, to = place.files(), place.folder / "stranger"
    place.close()
    shutil.rmtree(place.home.path)
    to.mkdir()
    script = """cut -c67- manifest-sha256.txt | tr '\\n' '\\0' | xargs -0 cp --parents -t "$1" \
        && cp manifest-sha256.txt "$1" && cd "$1" && sha256sum --quiet --strict -c manifest-sha256.txt"""
    run = subprocess.run(["sh", "-c", script, "sh", str(to)], cwd=place.library, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    copied = (path for path in to.rglob("*") if path.is_file() and path.name != manifest.NAME)
    assert {path.relative_to(to).as_posix(): path.read_bytes() for path in copied} == before
