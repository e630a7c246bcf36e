"""A chosen part of the library is read again and nothing else; only its own files are put right."""

import pytest
from tests.engine.test_verify import spoil
from workplace import Workplace

from holdfast.catalog import Connection, integrity
from holdfast.engine import examining
from holdfast.errors import UsageError


def read_by(place: Workplace, job_id: int) -> set[str]:
    rows = place.catalog.read(
        Connection.rows,
        "SELECT o.path FROM file_integrity AS i JOIN originals AS o ON o.id = i.original_id"
        " JOIN backup_sessions AS b ON b.id = i.session_id WHERE b.job_id = ?", (job_id,),
    )  # fmt: skip
    return {row["path"] for row in rows}


def shoot_of(place: Workplace, *paths: str) -> int:
    """A shoot that holds the originals at these paths."""

    def make(db: Connection) -> int:
        number = db.insert(
            "INSERT INTO photo_shoots (uid, name, state, changed_at) VALUES ('s', 'The walk', 'kept', 1)", ()
        )
        for path in paths:
            db.run(
                "INSERT INTO photo_shoot_assignments (shoot_id, original_id) SELECT ?, id FROM originals"
                " WHERE path = ?", (number, path),
            )  # fmt: skip
        return number

    return place.catalog.write(make)


def test_only_the_files_of_a_shoot_are_read_and_put_right(place: Workplace) -> None:
    place.backup()
    before, spoiled = place.files(), spoil(place)
    whole = min(before.keys() - set(spoiled.values()))
    shoot = shoot_of(place, spoiled["flipped"], whole)
    job = place.run("verify", examining.request(place.opened, shoot=shoot))
    assert read_by(place, job.id) == {spoiled["flipped"], whole}
    assert (job.result["checked"], job.result["damaged"], job.result["missing"]) == (2, 1, 0)
    (found,) = examining.findings(place.opened, job.id)
    assert (found[0].path, found[0].result, found[1]) == (spoiled["flipped"], "damaged", "repair")
    assert place.catalog.read(integrity.last_full_check) is None, "a part is not the whole"
    place.run("verify")
    job = place.run("verify", examining.request(place.opened, shoot=shoot, repair=True, leave_edits=True))
    assert job.result["repaired"] == 1
    assert place.files()[spoiled["flipped"]] == before[spoiled["flipped"]]
    assert spoiled["removed"] not in place.files(), "what is missing elsewhere was not asked for"
    assert [(one.path, todo) for one, todo in examining.findings(place.opened, job.id)] == [
        (spoiled["flipped"], "done")
    ]


def test_a_folder_and_a_search_mean_their_photos_alone(place: Workplace) -> None:
    place.backup()
    row = place.catalog.read(
        Connection.row,
        "SELECT f.id, f.path, count(*) AS photos FROM folders AS f JOIN photos AS p ON p.folder_id = f.id"
        " WHERE p.original_id IS NOT NULL AND f.path <> '' AND f.subfolders = 0 GROUP BY f.id ORDER BY 3 DESC LIMIT 1",
    )  # fmt: skip
    assert row is not None
    job = place.run("verify", examining.request(place.opened, folder=row["id"]))
    assert 0 < job.result["checked"] <= row["photos"] < 40
    searched = place.run("verify", examining.request(place.opened, query=f'folder:"{row["path"]}"'))
    assert read_by(place, searched.id)
    told = examining.recent(place.opened)
    assert [(one.folder, one.job.parameters.query is not None) for one in told] == [(None, True), (row["path"], False)]
    assert told[1].bytes > 0


def test_what_means_nothing_is_said_before_it_begins(place: Workplace) -> None:
    place.backup()
    with pytest.raises(UsageError, match="no file"):
        examining.request(place.opened, query="rating:>=5")
    with pytest.raises(UsageError, match="no more"):
        examining.request(place.opened, shoot=77)
    with pytest.raises(UsageError, match="at once"):
        examining.request(place.opened, collection=1, query="rating:>=5")


def test_a_file_that_no_source_has_is_the_person_s_to_bring(place: Workplace) -> None:
    place.backup()
    spoiled = spoil(place)
    place.catalog.write(lambda db: db.run("UPDATE photos SET state = 'gone'"))
    job = place.run("verify", examining.request(place.opened, shoot=shoot_of(place, spoiled["removed"])))
    assert [(one.path, todo) for one, todo in examining.findings(place.opened, job.id)] == [
        (spoiled["removed"], "yours")
    ]
