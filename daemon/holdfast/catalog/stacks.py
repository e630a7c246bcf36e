"""Files that are one picture for the person, as `domain.stacks` finds them: written folder by folder.

A folder is looked through again when photos came, went or changed there, or a file of it was read: triggers put it into
`grouping_due`. Nothing but the job `grouping` writes here.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from holdfast.catalog.driver import Connection, Row
from holdfast.domain.stacks import File, Stack

BATCH = 100
"""Stacks that are written in one transaction: with their members less than 500 rows."""


@dataclass(frozen=True, slots=True)
class StackSeen:
    """The stack that an original belongs to: its kind, how many files it has, and which of them is shown."""

    kind: str
    count: int
    top: int


def is_due(db: Connection) -> bool:
    """Photos changed since they were grouped last."""
    return db.row("SELECT folder_id FROM grouping_due LIMIT 1") is not None


def next_folder(db: Connection) -> int | None:
    """A folder whose stacks are to be looked for; from now on it is noticed when something changes there meanwhile."""
    row = db.row("SELECT folder_id FROM grouping_due WHERE step < 2 LIMIT 1")
    if row is None:
        return None
    db.run("UPDATE grouping_due SET step = 1 WHERE folder_id = ?", (row["folder_id"],))
    return int(row["folder_id"])


def folder_done(db: Connection, folder_id: int) -> None:
    """Its stacks are found, unless something changed there meanwhile."""
    db.run("UPDATE grouping_due SET step = 2 WHERE folder_id = ? AND step = 1", (folder_id,))


def all_done(db: Connection) -> None:
    """The shoots are found, too, in all folders that did not change meanwhile."""
    db.run("DELETE FROM grouping_due WHERE step = 2")


def of_originals(db: Connection, ids: Iterable[int]) -> Mapping[int, StackSeen]:
    """The stacks of those of these originals that are in one, by the original."""
    rows = db.rows(
        "SELECT m.original_id, s.kind, s.top_id, (SELECT count(*) FROM stack_members AS n WHERE n.stack_id = s.id)"
        " AS files FROM stack_members AS m JOIN stacks AS s ON s.id = m.stack_id"
        " WHERE m.original_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(ids))),),
    )
    return {row["original_id"]: StackSeen(row["kind"], row["files"], row["top_id"]) for row in rows}


def with_others(db: Connection, ids: Iterable[int]) -> list[int]:
    """These originals and all that are in one stack with one of them."""
    rows = db.rows(
        "WITH asked(id) AS (SELECT value FROM json_each(?))"
        " SELECT id FROM asked UNION SELECT n.original_id FROM asked"
        " JOIN stack_members AS m ON m.original_id = asked.id JOIN stack_members AS n ON n.stack_id = m.stack_id",
        (json.dumps(sorted(set(ids))),),
    )
    return [row["id"] for row in rows]


def name_with_extension(name: str, path: str) -> str:
    """A photo's name; clouds that name photos without extension keep it apart, and the library's path has it."""
    extension = path.rpartition("/")[2].rpartition(".")[2]
    return name if name.lower().endswith(f".{extension.lower()}") or "." not in path else f"{name}.{extension}"


@dataclass(frozen=True, slots=True)
class Changes:
    """What the stacks of a folder want changed: rows to take away, and stacks to write."""

    gone: tuple[int, ...]
    fresh: tuple[Stack, ...]


def files(db: Connection, folder_id: int) -> list[File]:
    """The safe originals of a folder, as the rules see them. One that several photos list is there once."""
    rows = db.rows(
        "SELECT p.original_id, p.name, o.path, iif(p.moment_from = 'source', NULL, p.moment) AS moment, e.content_id,"
        " e.duration, e.width, e.height, e.camera_model FROM photos AS p JOIN originals AS o ON o.id = p.original_id"
        " LEFT JOIN exif_data AS e ON e.original_id = o.id WHERE p.folder_id = ? AND p.state = 'safe'"
        " ORDER BY p.name DESC, p.id DESC",
        (folder_id,),
    )
    return list({row["original_id"]: _file(row) for row in rows}.values())


def _file(row: Row) -> File:
    return File(
        row["original_id"], name_with_extension(row["name"], row["path"]), row["moment"], row["content_id"],
        row["duration"], row["width"], row["height"], row["camera_model"],
    )  # fmt: skip


def held_elsewhere(db: Connection, folder_id: int, ids: Sequence[int]) -> set[int]:
    """Those of these originals whose stack is one of another folder: the same bytes may lie in two."""
    rows = db.rows(
        "WITH here(id) AS (SELECT value FROM json_each(:ids)) SELECT h.id FROM here AS h"
        " JOIN stack_members AS m ON m.original_id = h.id"
        " WHERE (SELECT count(*) FROM stack_members AS n JOIN here ON here.id = n.original_id"
        "  WHERE n.stack_id = m.stack_id) = 1"
        " AND EXISTS (SELECT 1 FROM stack_members AS n JOIN photos AS p ON p.original_id = n.original_id"
        "  WHERE n.stack_id = m.stack_id AND p.state = 'safe' AND p.folder_id <> :folder"
        "  GROUP BY p.folder_id HAVING count(DISTINCT p.original_id) > 1)",
        {"ids": json.dumps(list(ids)), "folder": folder_id},
    )
    return {row["id"] for row in rows}


def compare(db: Connection, ids: Sequence[int], found: Sequence[Stack]) -> Changes:
    """What has to change so that these originals are in the stacks that were found, and in no others."""
    there = _stacks_of(db, ids)
    wanted = set(found)
    gone = tuple(stack_id for stack_id, stack in there.items() if stack not in wanted)
    known = set(there.values())
    return Changes(gone, tuple(stack for stack in found if stack not in known))


def _stacks_of(db: Connection, ids: Sequence[int]) -> Mapping[int, Stack]:
    rows = db.rows(
        "SELECT s.id, s.kind, s.top_id, m.original_id, m.role FROM stacks AS s"
        " JOIN stack_members AS m ON m.stack_id = s.id WHERE s.id IN ("
        "SELECT stack_id FROM stack_members WHERE original_id IN (SELECT value FROM json_each(?)))"
        " ORDER BY s.id, m.original_id",
        (json.dumps(list(ids)),),
    )
    members: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    for row in rows:
        members[row["id"]].append((row["original_id"], row["role"]))
    heads = {row["id"]: (row["kind"], row["top_id"]) for row in rows}
    return {one: Stack(kind, top, tuple(members[one])) for one, (kind, top) in heads.items()}


def forget(db: Connection, gone: Sequence[int]) -> None:
    """These stacks are none any more."""
    db.many("DELETE FROM stacks WHERE id = ?", [(one,) for one in gone])


def record(db: Connection, fresh: Sequence[Stack]) -> None:
    """Write these stacks; their members are in no other one."""
    for stack in fresh:
        stack_id = db.insert("INSERT INTO stacks (kind, top_id) VALUES (?, ?)", (stack.kind, stack.top))
        rows = [(member, stack_id, role) for member, role in stack.members]
        db.many("INSERT INTO stack_members (original_id, stack_id, role) VALUES (?, ?, ?)", rows)
