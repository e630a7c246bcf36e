"""`holdfast restore` and `export`: photos out of the library, into a folder of one's own."""

from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from holdfast.catalog import exports, tree
from holdfast.catalog.jobs import Job, Parameters
from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal, words
from holdfast.cli.call import AsJson
from holdfast.cli.work import carry_out
from holdfast.domain.template import FIELDS, TREE
from holdfast.engine import accompany, choice, receipt
from holdfast.engine.choice import Choice
from holdfast.engine.copying import Errand
from holdfast.engine.export import Extent, extent
from holdfast.engine.receipt import Failed
from holdfast.engine.setup import Opened
from holdfast.errors import UsageError

To = Annotated[str, typer.Option("--to", metavar="DIR", help="The folder to restore to; made if need be.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing: only say what would be restored, and where.")]
Gone = Annotated[bool, typer.Option("--gone", help="Photos, too, that their source lists no more.")]
SHOWN = 20


def register(app: typer.Typer) -> None:
    app.command("restore")(restore)
    app.command("export")(export)


def restore(
    context: typer.Context,
    to: To,
    names: Annotated[list[str] | None, typer.Argument(metavar="SOURCE", help="Sources by name; none: all.")] = None,
    listed_only: Annotated[
        bool, typer.Option("--listed-only", help="Leave out photos that their source lists no more.")
    ] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> int:
    """Restore each source's tree in full, as the source has it, and read it back from there.

    All that the library holds of it comes along, also what the source lists no more; sources that were removed, too.
    Nothing in the folder is ever replaced. Run it again, and it goes on where it was.
    """
    with calls.of(context).opened() as opened:
        ids = opened.catalog.read(exports.origin_ids, names) if names else None
        asked = choice.request(opened, _target(to), sources=ids, gone=not listed_only)
        choice.require_some(opened, asked)
        return _carry_out(context, opened, asked, dry_run, as_json)


def export(
    context: typer.Context,
    to: To,
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Only of this source.")] = None,
    folder: Annotated[str | None, typer.Option("--folder", metavar="PATH", help="Only from this folder of it.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="2024, 2024-05 or 2024-05-17.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="To the last day of it.")] = None,
    match: Annotated[
        str | None, typer.Option("--match", metavar="WORDS", help="All of them in path, name or tags.")
    ] = None,
    query: Annotated[
        str | None, typer.Option("--query", metavar="QUERY", help="What `holdfast search` finds; whole pictures.")
    ] = None,
    structure: Annotated[
        str | None, typer.Option("--structure", metavar="PATH", help=f"{TREE}; fields: {', '.join(FIELDS)}.")
    ] = None,
    gone: Gone = False,
    xmp: Annotated[
        str, typer.Option("--xmp", metavar="NAMING", help=f"XMP sidecars: {', '.join(accompany.NAMINGS)}.")
    ] = "none",
    versions: Annotated[
        bool, typer.Option("--versions", help="Earlier versions, too, of photos that changed: name~1.jpg.")
    ] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> int:
    """Copy chosen photos out of the library, under names made as you like, and read them back from there."""
    with calls.of(context).opened() as opened:
        ids = opened.catalog.read(exports.origin_ids, source) if source else None
        folder_id = None if folder is None else folder_of(opened, ids, folder)
        asked = choice.request(
            opened, _target(to), sources=ids, folder=folder_id, since=since, until=until, match=match,
            structure=structure, gone=gone, xmp=xmp, versions=versions, query=query,
        )  # fmt: skip
        choice.require_some(opened, asked)
        return _carry_out(context, opened, asked, dry_run, as_json)


def _target(text: str) -> Path:
    """The folder as it was typed. Nothing, as an unset variable of a script gives, would mean the current one."""
    if not text.strip():
        raise UsageError("--to names no folder.", action="Say which one: --to DIR. The current folder is `--to .`")
    return Path(text)


def folder_of(opened: Opened, ids: tuple[int, ...] | None, path: str, how: str = "with --source") -> int:
    """The folder's id, in the one source that is meant; `how`: a source is named."""
    known = ids if ids is not None else tuple(one.id for one in opened.catalog.read(exports.origins))
    if len(known) != 1:
        raise UsageError("--folder means a folder of one source.", action=f"Name the source {how}.")
    found = opened.catalog.read(tree.find, known[0], path.strip("/"))
    if found is None:
        raise UsageError(f"No folder {path!r} is known there.", action="`holdfast folders` lists them.")
    return found


def _carry_out(context: typer.Context, opened: Opened, asked: Parameters, dry_run: bool, as_json: bool) -> int:
    if dry_run:
        return _foresee(opened, asked, as_json)
    call = calls.of(context)
    job = carry_out(call, opened, "export", asked, quiet=as_json)
    failed, summary = receipt.read(opened, job.id)
    found = _restored(job, asked, failed, 0 if summary is None else summary.left_out)
    if as_json:
        plain = {name: getattr(found, name) for name in Restored.__slots__}
        terminal.print_json({**plain, "error": outcome.error(job)})
    else:
        _tell(job, found)
    return _exit_code(job, failed)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, as `--json` prints it."""

    job: int
    outcome: str
    to: str
    photos: int
    """Read back from there, and right."""
    there: int
    """Of these, there before."""
    failed: list[Failed]
    left_out: int
    bytes: int
    seconds: float
    manifest: str


def _restored(job: Job, asked: Parameters, failed: list[Failed], left_out: int) -> Restored:
    assert asked.to is not None
    count, manifest = job.result.get, str(Path(asked.to) / "manifest-sha256.txt")
    return Restored(
        job.id, job.state, asked.to, count("checked", 0), count("adopted", 0), failed, left_out, count("bytes", 0),
        outcome.seconds(job), manifest,
    )  # fmt: skip


def _tell(job: Job, found: Restored) -> None:
    outcome.tell_error(job)
    for one in found.failed[:SHOWN]:
        terminal.say(f"{one.code}: {one.source}: {one.photo}: {one.message} {one.action}")
    if len(found.failed) > SHOWN:
        terminal.say(f"… and {len(found.failed) - SHOWN:,} more; `--json` lists all.")
    terminal.say(_sentence(job, found))
    if found.photos:
        terminal.say(f"To check it without Holdfast, in {found.to}: sha256sum --quiet -c manifest-sha256.txt")


def _sentence(job: Job, found: Restored) -> str:
    there = f" {words.photos(found.there).capitalize()} of them lay there already." if found.there else ""
    photos = sum(one.what == "photo" for one in found.failed)
    missed = f" {words.photos(photos).capitalize()} could not be restored." if photos else ""
    sidecars = len(found.failed) - photos
    unsaid = f" {words.sidecars(sidecars).capitalize()} could not be written." if sidecars else ""
    left_out = f" {words.photos(found.left_out).capitalize()} were never to be copied." if found.left_out else ""
    ended = "" if job.state == "done" else " It is not complete: run the command again, and it goes on from here."
    restored = f"Restored {words.photos(found.photos)} ({words.size(found.bytes)}) to {found.to}"
    proven = ", each read back and compared by SHA-256." if found.photos else "."
    return f"{restored}{proven}{there}{missed}{unsaid}{left_out}{ended}"


def _exit_code(job: Job, failed: list[Failed]) -> int:
    if job.state == "failed":
        return outcome.exit_code_of(job.code)
    if job.state != "done":
        return outcome.INTERRUPTED
    return outcome.FINISHED_WITH_PROBLEMS if failed else 0


def _foresee(opened: Opened, asked: Parameters, as_json: bool) -> int:
    """A dry run: every path, then how much it is."""
    sums = extent(opened, asked, None)
    errands = (one for one in Choice(opened, asked).each() if isinstance(one, Errand))
    if as_json:
        rows = ({"path": one.path, "bytes": one.original.bytes, "sha256": one.original.sha256} for one in errands)
        terminal.print_json_list(chain(rows))
        return 0
    for one in errands:
        terminal.say(f"{words.size(one.original.bytes):>10}  {one.path}")
    terminal.say(_foreseen(sums, asked))
    return 0


def _foreseen(sums: Extent, asked: Parameters) -> str:
    lacking = f" Of {words.photos(sums.lacking)} more the library has no bytes." if sums.lacking else ""
    much = f"{words.photos(sums.photos)} ({words.size(sums.bytes)})"
    return f"{much} would go to {asked.to}.{lacking} Nothing was written."
