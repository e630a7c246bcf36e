"""What an answer of SmugMug's API means: the JSON in it, or the error that it stands for."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from holdfast import errors
from holdfast.clock import local_time
from holdfast.domain import timing
from holdfast.sources.smugmug_account import Account

_PROBLEM = re.compile(r"[a-z_]{1,40}")
AGAIN = "Sign in to SmugMug again: Settings, Sources, or `holdfast source add smugmug` with the same name."
PROBLEMS = {
    "consumer_key_unknown": "does not know the API key",
    "consumer_key_rejected": "does not accept the API key",
    "signature_invalid": "refuses the API secret: it does not belong to the API key",
    "token_rejected": "no longer lets Holdfast in: the permission was taken back",
    "token_revoked": "no longer lets Holdfast in: the permission was taken back",
    "token_expired": "has waited too long for the six digits",
    "token_used": "says that this code was used already",
    "verifier_invalid": "does not accept the six digits",
    "permission_denied": "was told not to let Holdfast in",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole answer."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class NotThere(errors.ListingBad):
    """The cloud has nothing at that address."""

    transient = False


def judged(answer: Answer, account: Account, now: float) -> dict[str, object]:
    """The object in a good answer. Anything else raises what it means."""
    raise_for_all(answer, account, now)
    if answer.status == 404:
        raise NotThere(f"{account.name} does not have what Holdfast asked for.")
    found = parsed(answer.data)
    if answer.status >= 300:
        raise errors.ListingBad(f"{account.name} does not accept a call (status {answer.status}).")
    if not isinstance(found, dict) or not isinstance(found.get("Response"), dict):
        raise errors.ListingBad(f"{account.name} answered with something that is not its usual JSON.")
    return found


def raise_for_all(answer: Answer, account: Account, now: float) -> None:
    """What an answer says whatever was asked for."""
    if answer.status == 429:
        raise limited(account, timing.retry_after(answer.headers.get("Retry-After"), now) or reset_at(answer, now))
    if answer.status >= 500:
        raise errors.ServerError(f"{account.name} has a problem of its own (status {answer.status}).")
    problem = problem_in(answer)
    if problem == "timestamp_refused":
        raise clock_skew(answer, account, now)
    if answer.status in (401, 403) or problem:
        said = PROBLEMS.get(problem, "refuses the key")
        raise errors.AuthRevoked(f"{account.name} {said}.", action=AGAIN)


def limited(account: Account, until: float | None) -> errors.RateLimited:
    when = "for a while" if until is None else f"until {local_time(until)}"
    return errors.RateLimited(f"{account.name} asks Holdfast to wait {when}: too many calls for now.", until=until)


def reset_at(answer: Answer, now: float) -> float | None:
    """When all calls are there again, as every answer tells; None: it tells nothing that can be."""
    said = answer.headers.get("X-RateLimit-Reset") or ""
    until = float(said) if re.fullmatch(r"[0-9]{1,12}", said) else 0.0
    return timing.capped(until, now) if until > now else None


def is_used_up(answer: Answer) -> bool:
    """Whether no call is left in this window."""
    return (answer.headers.get("X-RateLimit-Remaining") or "").strip() == "0"


def problem_in(answer: Answer) -> str:
    """OAuth's own word for what is wrong with a request; empty: nothing, or it does not say."""
    if answer.status < 400 or answer.data[:1] in (b"{", b"<"):
        return ""
    said = parse_qs(answer.data.decode("utf-8", "replace")[:2000]).get("oauth_problem", [""])[0]
    return said if _PROBLEM.fullmatch(said) else ""


def clock_skew(answer: Answer, account: Account, now: float) -> errors.ClockSkew:
    theirs = timing.parse_http_date(answer.headers.get("Date"))
    if theirs is None or abs(now - theirs) < 60:
        return errors.ClockSkew(f"The clock of this computer is wrong: {account.name} finds our requests too old.")
    minutes = round((now - theirs) / 60)
    way = "fast" if minutes > 0 else "slow"
    return errors.ClockSkew(
        f"The clock of this computer is {abs(minutes)} minutes {way}, so {account.name} refuses requests."
    )


def parsed(data: bytes) -> object:
    """The JSON in `data`; None when there is none."""
    try:
        found: object = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return found
