"""`holdfast source …`: the accounts that photos come from."""

import os
from typing import Annotated
from urllib.parse import SplitResult, quote, unquote, urlsplit

import typer

from holdfast.catalog import Connection, audit
from holdfast.catalog import sources as rows
from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.call import AsJson, Call
from holdfast.clock import local_time
from holdfast.domain.status import SourceStatus
from holdfast.engine import setup
from holdfast.errors import UsageError
from holdfast.sources.base import Description

URL_VARIABLE = "CLOUDINARY_URL"
SECRET_VARIABLE = "CLOUDINARY_API_SECRET"
FORM = "cloudinary://KEY@CLOUD"

group = typer.Typer(help="The accounts that photos come from.", no_args_is_help=True)
add = typer.Typer(help="Add an account.", no_args_is_help=True)
group.add_typer(add, name="add")

Name = Annotated[str, typer.Argument(metavar="NAME", help="How the source is called here.")]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="source")


@add.command("cloudinary")
def add_cloudinary(
    context: typer.Context,
    name: Name,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help=f"{FORM}[?upload_prefix=URL], without the secret.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add a Cloudinary account, after asking it whether the key works.

    The secret comes from CLOUDINARY_URL, from CLOUDINARY_API_SECRET, or is asked for; never from the command line,
    which every user of this computer can read.
    """
    call = calls.of(context)
    with call.opened() as opened:
        source_id, description = setup.add_cloudinary(opened, name, _complete_url(url))
    _print_description(name, description, as_json, id=source_id, kind="cloudinary", added=True)


def _complete_url(given: str | None) -> str:
    """The URL with the secret in it, from wherever the person put the parts."""
    variable = os.environ.get(URL_VARIABLE)
    if given is None:
        url = variable or _asked_url()
    elif "@" in given and _split(given).password:
        raise UsageError(
            "The secret does not belong on the command line: other users of this computer can read it there.",
            action=f"Leave it out of --url and put it into {SECRET_VARIABLE}, or the whole URL into {URL_VARIABLE}. "
            "If others use this computer, make a new key in the account's settings.",
        )
    else:
        url = given
    parts = _split(url)
    if parts.scheme != "cloudinary" or not parts.username or parts.password:
        return url  # complete, or so wrong that whoever reads it says why
    return _with_secret(parts, _secret_of(parts, variable))


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise UsageError("The URL cannot be read.", action=f"It looks like {FORM}.") from error


def _secret_of(parts: SplitResult, variable: str | None) -> str:
    """The secret for this very key, percent-encoded."""
    other = _split(variable) if variable else None
    if other is not None and other.password and _account(other) == _account(parts):
        return other.password
    secret = os.environ.get(SECRET_VARIABLE)
    if not secret and terminal.can_ask():
        secret = terminal.ask_hidden(f"API secret of the key {unquote(parts.username or '')}: ")
    if not secret:
        raise UsageError(
            f"The API secret of the key {unquote(parts.username or '')} is missing, and nobody is there to be asked.",
            action=f"Put it into {SECRET_VARIABLE}, or the whole URL into {URL_VARIABLE}.",
        )
    return quote(secret, safe="")


def _account(parts: SplitResult) -> tuple[str | None, str]:
    return parts.username, parts.netloc.rpartition("@")[2]


def _with_secret(parts: SplitResult, secret: str) -> str:
    user, _, host = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{user.partition(':')[0]}:{secret}@{host}").geturl()


def _asked_url() -> str:
    if not terminal.can_ask():
        raise UsageError(
            "The account is not named, and nobody is there to be asked.",
            action=f"Give --url {FORM} and put the secret into {SECRET_VARIABLE}, "
            f"or the whole URL into {URL_VARIABLE}.",
        )
    cloud = terminal.ask("Cloud name, or the account's URL: ")
    if "://" in cloud:
        return cloud
    key = terminal.ask("API key: ")
    return f"cloudinary://{quote(key, safe='')}@{quote(cloud, safe='')}"


def _print_description(name: str, description: Description, as_json: bool, **more: int | str) -> None:
    if as_json:
        terminal.print_json({
            "name": name, "title": description.title, "facts": dict(description.facts), **more,
        })  # fmt: skip
        return
    terminal.say(f"{name}: the key works. It is the {description.title}.")
    for fact, value in description.facts.items():
        terminal.say(f"  {fact.replace('_', ' ')}: {value}")
    if more:
        terminal.say("Next: `holdfast backup` copies its photos; `holdfast backup --dry-run` only counts them.")


@group.command("list")
def list_sources(context: typer.Context, as_json: AsJson = False) -> None:
    """Every source with its counts."""
    with calls.of(context).opened() as opened:
        found = calls.status(opened).sources
    if as_json:
        terminal.print_json(found)
    elif not found:
        terminal.say("There is no source yet. Add one with `holdfast source add cloudinary NAME`.")
    else:
        print_sources(found)


def print_sources(found: tuple[SourceStatus, ...]) -> None:
    """One row per source, then what each of them needs."""
    terminal.table(
        ("source", "listed", "safe", "pending", "failed", "skipped", "gone", "size", "checked"),
        ((one.name, one.listed, one.safe, one.pending, one.failed, one.skipped, one.gone, words.size(one.bytes),
          _checked(one)) for one in found),
    )  # fmt: skip
    for one in found:
        if one.problem is not None:
            terminal.say(f"{one.name}: {one.problem.message} {one.problem.action}")
        if one.held is not None:
            accept = f"`holdfast source accept {one.name} --absent {one.held.absent}`"
            terminal.say(f"{one.name}: {one.held.message} If that is right: {accept}.")
        if one.wait_until is not None and one.problem is None:
            terminal.say(f"{one.name}: it asked us to wait until {local_time(one.wait_until / 1000)}.")


def _checked(one: SourceStatus) -> str:
    said = "never" if one.last_complete_scan is None else local_time(one.last_complete_scan / 1000)
    return f"{said} (paused)" if one.paused else said


@group.command("test")
def ask_source(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Ask a source whether its key still works."""
    with calls.of(context).opened() as opened:
        description = setup.test_source(opened, name)
    _print_description(name, description, as_json)


@group.command("pause")
def pause(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Neither list nor copy this source until it is resumed."""
    _set_paused(calls.of(context), name, True, as_json)


@group.command("resume")
def resume(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Let a paused source go on."""
    _set_paused(calls.of(context), name, False, as_json)


def _set_paused(call: Call, name: str, paused: bool, as_json: bool) -> None:
    with call.opened() as opened:
        row = opened.catalog.read(rows.by_name, name)

        def change(db: Connection) -> None:
            rows.pause(db, row.id, paused)
            audit.note(db, "person", "pause source" if paused else "resume source", row.name, call.now())

        opened.catalog.write(change)
    if as_json:
        terminal.print_json({"id": row.id, "name": row.name, "paused": paused})
    else:
        terminal.say(f"{row.name} is paused." if paused else f"{row.name} is backed up again.")


@group.command("remove")
def remove(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Back this source up no more and forget its key. Its copied photos stay in the library."""
    call = calls.of(context)
    with call.opened() as opened:
        row = opened.catalog.read(rows.by_name, name)

        def change(db: Connection) -> None:
            rows.remove(db, row.id, call.now())
            audit.note(db, "person", "remove source", row.name, call.now())

        opened.catalog.write(change)
    if as_json:
        terminal.print_json({"id": row.id, "name": row.name, "removed": True})
    else:
        terminal.say(f"{row.name} is no longer backed up. Its photos stay in the library, in {row.folder}.")


@group.command("accept")
def accept(
    context: typer.Context,
    name: Name,
    absent: Annotated[int, typer.Option("--absent", metavar="N", help="How many photos are gone, as `status` says.")],
    as_json: AsJson = False,
) -> None:
    """Believe that so many photos disappeared from this source. Their copies stay."""
    call = calls.of(context)
    with call.opened() as opened:
        row = opened.catalog.read(rows.by_name, name)

        def change(db: Connection) -> None:
            rows.accept(db, row.id, absent)
            audit.note(db, "person", "accept disappearance", row.name, call.now(), {"absent": absent})

        opened.catalog.write(change)
    if as_json:
        terminal.print_json({"id": row.id, "name": row.name, "absent": absent, "accepted": True})
    else:
        terminal.say(f"Accepted. The next complete check of {row.name} may call {words.photos(absent)} gone; "
                     "their copies stay in the library.")  # fmt: skip
