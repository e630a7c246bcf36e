"""`holdfast statistics`: how much there is, from where, of when, made with what, and what is at risk."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.call import AsJson
from holdfast.daemon.look import HomeLook
from holdfast.engine import figures
from holdfast.engine.report import Status, as_json, report

BAR = 30
FEW = 8


def register(app: typer.Typer) -> None:
    app.command("statistics")(statistics)


def statistics(
    context: typer.Context,
    anew: Annotated[bool, typer.Option("--anew", help="Count now, however long it takes.")] = False,
    as_json: AsJson = False,
) -> None:
    """How much there is, from where, of when, made with what, and what is at risk."""
    with calls.of(context).opened() as opened:
        found: Mapping[str, Any] = figures.whole(opened.catalog, opened.clock, anew=anew)
        status = report(opened.catalog, HomeLook(opened), opened.clock)
        is_old = figures.is_kept(opened.catalog)
    if as_json:
        terminal.print_json({**found, **_live(status)})
        return
    _tell_amount(status)
    _tell_risks(found, status)
    _tell_years(found)
    for heading, name in (("camera", "cameras"), ("lens", "lenses"), ("format", "formats")):
        _tell_ranking(heading, found[name])
    _tell_shoots(found)
    if is_old:
        terminal.say()
        terminal.say(f"Counted {found['counted_at']}. `holdfast statistics --anew` counts again.")


def _live(status: Status) -> Mapping[str, object]:
    """What is known at any moment."""
    named = ("totals", "types", "sources", "verification")
    return {name: as_json(getattr(status, name)) for name in named}


def _tell_amount(status: Status) -> None:
    totals = status.totals
    if not totals.listed:
        terminal.say("Nothing is listed yet: `holdfast backup` looks what there is.")
        return
    photos = [one.listed - one.markers for one in status.sources]  # a marker of a folder is no photo
    terminal.say(f"{words.photos(sum(photos)).capitalize()}, {words.size(totals.bytes)}; {totals.safe:,} are safe.")
    of_types = (f"{one.photos:,} {one.media_type}" for one in status.types)
    terminal.say(f"By type: {', '.join(of_types)}.")
    terminal.say()
    rows = [(one.name, f"{n:,}", words.size(one.bytes)) for one, n in zip(status.sources, photos, strict=True)]
    terminal.table(("source", "photos", "size"), rows)


def _tell_risks(found: Mapping[str, Any], status: Status) -> None:
    read, held = status.verification, status.totals.originals
    if held:
        share = 100 * read.recent // held
        terminal.say()
        terminal.say(f"{share} % of {words.files(held)} were read back within {read.days} days.")
    for risk in found["risks"]:
        way = f" (a search for {risk['query']} shows them)" if risk["query"] else ""
        terminal.say(f"At risk: {risk['sentence']}{way}")


def _tell_years(found: Mapping[str, Any]) -> None:
    years = found["years"]
    if not years:
        return
    most = max(one["photos"] for one in years)
    bars = ("█" * max(1, round(BAR * one["photos"] / most)) for one in years)
    rows = [(one["name"], f"{one['photos']:,}", words.size(one["bytes"]), bar)
            for one, bar in zip(years, bars, strict=True)]  # fmt: skip
    terminal.say()
    terminal.table(("taken in", "photos", "size", ""), rows)
    if found["undated"]:
        terminal.say(f"{words.photos(found['undated']).capitalize()} without a date.")


def _tell_ranking(heading: str, ranking: Mapping[str, Any]) -> None:
    first: list[Mapping[str, Any]] = ranking["first"]
    if not first:
        return
    others = [*first[FEW:], *([ranking["rest"]] if ranking["rest"] else [])]
    rows = [_row(one["name"], [one]) for one in first[:FEW]] + ([_row("others", others)] if others else [])
    terminal.say()
    terminal.table((heading, "photos", "size"), rows)


def _row(name: str, shares: Iterable[Mapping[str, Any]]) -> tuple[str, str, str]:
    many = list(shares)
    return name, f"{sum(one['photos'] for one in many):,}", words.size(sum(one["bytes"] for one in many))


def _tell_shoots(found: Mapping[str, Any]) -> None:
    if found["shoots"]:
        terminal.say()
        terminal.table(("largest shoot", "files"), [(one["name"], f"{one['photos']:,}") for one in found["shoots"]])
