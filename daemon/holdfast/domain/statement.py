"""The completeness statement as a page that a person reads."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from holdfast.clock import rfc3339
from holdfast.domain.proof import LIMITS, Account, Exempt, Held, Manifest, Proof

PROVEN = {
    "md5": "by the provider's MD5", "full": "by a checksum of the whole", "composite": "by checksums of its parts",
    "size": "by size only", "none": "by nothing",
}  # fmt: skip
MANIFEST = "manifest-sha256.txt"


def head(proof: Proof, groups: Iterable[tuple[str, str, str, int]]) -> Iterator[str]:
    """All of the statement but the photos by name. `groups`: source, state, code and number of photos."""
    yield "HOLDFAST COMPLETENESS STATEMENT"
    yield ""
    yield proof.sentence
    yield from (f"- {one_line(gap)}" for gap in proof.gaps)
    yield ""
    yield f"Made at   {rfc3339(proof.made_at)} by Holdfast {proof.version}"
    yield f"Library   {one_line(proof.library)} ({proof.library_id})"
    yield f"Catalog   {proof.catalog_id}"
    for account in proof.accounts:
        yield from _account(account)
    yield from _originals(proof.held)
    yield from _manifest(proof.manifest, proof.library)
    yield from _section("WHAT IT DOES NOT SAY")
    yield from (f"- {limit}" for limit in LIMITS)
    yield from _section("NOT SAFE, OR LISTED NO MORE: BY REASON")
    yield "photos\tsource\tstate\tcode"
    yield from ("\t".join((str(count), one_line(source), state, code)) for source, state, code, count in groups)
    yield from _section("NOT SAFE, OR LISTED NO MORE: BY NAME")
    yield "state\tcode\tsource\tphoto\treason"


def exception(one: Exempt) -> str:
    """One photo, in one line; its fields are separated by tabs."""
    reason = f"{one.message} {one.action}".strip()
    return "\t".join((one.state, one.code, one_line(one.source), one_line(one.photo), one_line(reason)))


def end(count: int) -> Iterator[str]:
    """The last lines: without them the statement was cut off."""
    yield ""
    yield f"End of the statement: {count} {'photo' if count == 1 else 'photos'} by name."


def one_line(text: str) -> str:
    """The text with everything made visible that could break the line or its fields, or steer a terminal."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _section(title: str) -> Iterator[str]:
    yield ""
    yield title
    yield "-" * len(title)


def _account(account: Account) -> Iterator[str]:
    one = account.status
    place = ", ".join(f"{name} {value}" for name, value in account.place.items() if value)
    yield from _section(f"SOURCE {one_line(one.name)}")
    yield f"Account           {one.kind}{': ' if place else ''}{one_line(place)}"
    states = " + ".join(f"{getattr(one, state)} {state}" for state in ("safe", "skipped", "pending", "failed"))
    yield f"Listed            {one.listed} = {states}"
    yield f"Listed no more    {one.gone} (what the library holds of them is kept)"
    checked = rfc3339(one.last_complete_scan) or "never"
    yield f"Listed completely {checked}{' (too old, or a later one was cut short)' if one.stale else ''}"
    counts = ((PROVEN[each.name], getattr(one.strengths, each.name)) for each in fields(one.strengths))
    yield f"Compared          {', '.join(f'{count} {how}' for how, count in counts if count) or 'nothing'}"


def _originals(held: Held) -> Iterator[str]:
    yield from _section("ORIGINALS IN THE LIBRARY")
    yield f"Held      {held.originals} files, {held.bytes} bytes; the same bytes of several photos are one file"
    yield f"Re-read   {held.reread} of them from the drive since they were stored"
    if held.oldest_reading is not None:
        yield f"          the oldest of these readings: {rfc3339(held.oldest_reading)}"
    if held.spoiled:
        yield f"Spoiled   {held.spoiled} were damaged or missing when they were last read"


def _manifest(found: Manifest | None, library: str) -> Iterator[str]:
    yield from _section("PROOF WITHOUT HOLDFAST")
    if found is None:
        yield "There is no manifest, or it could not be read."
        return
    yield f"{MANIFEST} has {found.lines} lines, {found.bytes} bytes, and this SHA-256:"
    yield f"{found.sha256}  {MANIFEST}"
    yield f"{found.originals - found.unlisted} of {found.originals} originals stand in it as the catalog knows them."
    yield f"To check it, in {one_line(library)}:"
    yield f"    sha256sum {MANIFEST}      # gives the line above, as long as nothing was copied since"
    yield f"    sha256sum --quiet -c {MANIFEST}"
