"""Which photos are meant: by day and by words."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.errors import UsageError

_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a source, or of one of its folders, is meant. Days are the camera's, where a photo has none the source's;
    a photo without any is in no span of days."""

    since: str | None = None
    """`2024`, `2024-05` or `2024-05-17`: from its first day on."""
    until: str | None = None
    """Likewise, to its last day."""
    match: str | None = None
    """Words that all occur in path, name or tags, whatever their case."""

    def takes(self, day: str | None, texts: Iterable[str]) -> bool:
        """Whether a photo of that day (`YYYY-MM-DD`), known by these texts, is meant."""
        return self._in_span(day) and self._has_words(texts)

    def _in_span(self, day: str | None) -> bool:
        if self.since is None and self.until is None:
            return True
        if day is None:
            return False
        after = self.since is None or day[: len(self.since)] >= self.since
        return after and (self.until is None or day[: len(self.until)] <= self.until)

    def _has_words(self, texts: Iterable[str]) -> bool:
        words = _levelled(self.match or "").split()
        if not words:
            return True
        everything = "\n".join(map(_levelled, texts))
        return all(word in everything for word in words)


def checked_day(text: str | None, option: str) -> str | None:
    """The day, month or year as it was given; UsageError when it is none."""
    if text is not None and not _DAY.fullmatch(text):
        raise UsageError(f"{option} {text!r} is no day.", action=f"Say it as {option} 2024, 2024-05 or 2024-05-17.")
    return text


def checked_span(since: str | None, until: str | None) -> None:
    """UsageError when one of them is no day, or the span ends before it begins."""
    checked_day(since, "--since")
    checked_day(until, "--until")
    if since is None or until is None:
        return
    alike = min(len(since), len(until))  # 2024-05 to 2024: to the end of that year
    if since[:alike] > until[:alike]:
        raise UsageError(f"--until {until} is before --since {since}.", action="Say the earlier one with --since.")


def _levelled(text: str) -> str:
    """The form in which words are compared: composed, without case."""
    return unicodedata.normalize("NFC", text).casefold()
