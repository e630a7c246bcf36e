"""What Holdfast is made of besides itself, and under which licences, as the installed parts say it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from holdfast_ui.shell import built_page

OURS = "holdfast"
TEXTS = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)
NO_EXTRA = re.compile(r"^(?!.*\bextra\b)")
DESKTOP = re.compile(r"^(?!.*\bextra\b(?! == .desktop))")
"""What nobody's Holdfast is made of, such as the tools that test it, is an extra."""
BETWEEN = re.compile(r"\n\n-{78}\n\n")
"""Between two parts of the page's own list (ui/web/vite.config.ts)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of them."""

    name: str
    version: str
    licence: str
    """In a few words; empty where only its text tells."""
    text: str


def parts(page: Path | None = None) -> list[Part]:
    """The Python parts that are installed, then those that the page was built of."""
    python = sorted((_part(one) for one in _installed()), key=lambda part: part.name.casefold())
    return [*python, *_of_page(page or built_page())]


def _installed() -> Iterator[Distribution]:
    """All that Holdfast needs, and what those need, as far as it is here."""
    waiting, seen = [OURS], {OURS}
    while waiting:
        try:
            found = distribution(waiting.pop())
        except PackageNotFoundError:
            continue  # of another system, or of an extra that is not installed
        if found.name != OURS:
            yield found
        meant = DESKTOP if found.name == OURS else NO_EXTRA
        needed = {_plain(said) for said in found.requires or () if meant.search(said)}
        waiting += sorted(needed - seen)
        seen |= needed


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name, maxsplit=1)[0]).lower()


def _part(found: Distribution) -> Part:
    said = _said(found, "License-Expression") or _said(found, "License") or _classified(found)
    files = [file for file in found.files or () if TEXTS.search(file.as_posix())]
    places = [Path(str(file.locate())) for file in files]
    texts = [place.read_text("utf-8", "replace") for place in places if place.is_file()]
    return Part(found.name, found.version, "" if "\n" in said else said, "\n\n".join(texts))


def _said(found: Distribution, name: str) -> str:
    return str(found.metadata.json.get(name.replace("-", "_").lower(), ""))


def _classified(found: Distribution) -> str:
    named = [one for one in found.metadata.get_all("Classifier") or () if one.startswith("License ::")]
    return ", ".join(one.rsplit(" :: ", 1)[1] for one in named)


def _of_page(page: Path) -> Iterator[Part]:
    listed = page / "licences.txt"
    if listed.is_file():
        for text in BETWEEN.split(listed.read_text("utf-8")):
            name, _, rest = text.partition("\n\n")
            yield Part(name, "", "", rest)
