"""What an answer of Cloudinary's API means: the JSON in it, or the error that it stands for."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from holdfast import errors
from holdfast.clock import local_time
from holdfast.domain import timing
from holdfast.domain.budget import Budget
from holdfast.sources.cloudinary_account import Account

MOST = 10**9
"""More calls than any cloud allows."""

_CONTROL = re.compile(r"[^\x20-\x7e\xa0-\u2027\u2030-\ud7ff\uf900-\uffef]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole answer, in the shape that the SDK reads."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class CallRefused(errors.ListingBad):
    """The API does not accept a call as it is. `status` and `said` are the cloud's own."""

    transient = False

    def __init__(self, message: str, status: int, said: str) -> None:
        super().__init__(message)
        self.status, self.said = status, said


def judged(answer: Answer, account: Account, now: float) -> dict[str, object]:
    """The object in a good answer. Anything else raises what it means."""
    raise_for_limit(answer, account, now)
    if answer.status >= 500:
        raise errors.ServerError(f"{account.name} has a problem of its own (status {answer.status}).")
    if is_page(answer):
        raise _page_instead(account)
    found = parsed(answer.data)
    said = said_in(found, account)
    if answer.status in (401, 403):
        raise key_refused(account, said)
    if answer.status >= 300 or (isinstance(found, dict) and "error" in found):
        raise CallRefused(f"{account.name} does not accept a call: {said or answer.status}.", answer.status, said)
    if not isinstance(found, dict):
        raise errors.ListingBad(f"{account.name} answered with something that is not its usual JSON.")
    return found


def raise_for_limit(answer: Answer, account: Account, now: float) -> None:
    """RateLimited, with the time if the cloud names one in any of its ways."""
    if answer.status not in (420, 429):
        return
    until = timing.try_again_on(_message(parsed(answer.data)), now)
    if until is None:
        until = timing.retry_after(answer.headers.get("Retry-After"), now)
    if until is None and answer.status == 420:
        until = timing.http_date(answer.headers.get("X-FeatureRateLimit-Reset"), now)
    when = "for a while" if until is None else f"until {local_time(until)}"
    raise errors.RateLimited(f"{account.name} asks Holdfast to wait {when}: too many calls for now.", until=until)


def budget_in(headers: Mapping[str, str]) -> Budget | None:
    """The calls that are left, as every good and bad answer of the Admin API tells."""
    limit, left = (headers.get(f"X-FeatureRateLimit-{name}") or "" for name in ("Limit", "Remaining"))
    if not (limit.isascii() and limit.isdigit() and left.isascii() and left.isdigit()):
        return None
    reset = timing.parse_http_date(headers.get("X-FeatureRateLimit-Reset"))
    return Budget(min(int(limit), MOST), min(int(left), MOST), None if reset is None else int(reset * 1000))


def is_page(answer: Answer) -> bool:
    """Whether a page for a browser came instead of data."""
    kind = (answer.headers.get("Content-Type") or "").lower()
    return "html" in kind or answer.data[:256].lstrip()[:1] == b"<"


def key_refused(account: Account, said: str) -> errors.AuthRevoked:
    reason = f" It says: {said}." if said else ""
    return errors.AuthRevoked(f"{account.name} refuses the key.{reason}")


def _page_instead(account: Account) -> errors.AuthRevoked:
    return errors.AuthRevoked(
        f"{account.name} answered with a web page instead of data. That mostly means that the key or the cloud "
        "name is wrong, or that a log-in page of this network stands between."
    )


def said_in(found: object, account: Account) -> str:
    """The cloud's own sentence of an error, made safe to show."""
    return plain(_message(found), account)


def _message(found: object) -> str:
    error = found.get("error") if isinstance(found, dict) else None
    message = error.get("message") if isinstance(error, dict) else error
    return message if isinstance(message, str) else ""


def plain(text: str, account: Account) -> str:
    """Foreign text as it may be shown: one short line, nothing secret."""
    return account.hides(_CONTROL.sub(" ", text)).strip().rstrip(".")[:160]


def clock_skew(said: str, date: str | None, now: float) -> errors.ClockSkew | None:
    """ClockSkew when the cloud finds our signature too old or too new; with the minutes, if it tells its time."""
    if "stale request" not in said.lower():
        return None
    theirs = timing.parse_http_date(date)
    if theirs is None:
        return errors.ClockSkew("The clock of this computer is wrong: the cloud finds our request too old.")
    minutes = round((now - theirs) / 60)
    way = "fast" if minutes > 0 else "slow"
    return errors.ClockSkew(f"The clock of this computer is {abs(minutes)} minutes {way}: the cloud refuses requests.")


def parsed(data: bytes) -> object:
    """The JSON in `data`; None when there is none."""
    try:
        found: object = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return found
