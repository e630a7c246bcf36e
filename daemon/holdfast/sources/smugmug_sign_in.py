"""Signing in to SmugMug: the person says yes in their browser, and brings back six digits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlencode

from holdfast import errors
from holdfast.clock import Clock
from holdfast.sources.outbound import Outbound
from holdfast.sources.smugmug_account import SECRETS, Account, account_of, smugmug_place
from holdfast.sources.smugmug_answers import raise_for_all
from holdfast.sources.smugmug_api import Api, Pace
from holdfast.sources.smugmug_values import text

OAUTH = "/services/oauth/1.0a/"
LIFE = 300
"""Seconds in which the six digits have to be brought."""
_CODE = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Asking:
    """A sign-in that waits for its six digits. Good for `LIFE` seconds, and once."""

    address: str = field(repr=False)
    """The page that the person opens in their browser."""
    account: Account = field(repr=False)
    """With the passing token in the place of the lasting one."""
    until: float
    """Unix seconds."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whose account it is, and the key to it: ready to be added as a source."""

    place: Mapping[str, str]
    secret: Mapping[str, str] = field(repr=False)


def begin(api_key: str, api_secret: str, endpoint_url: str, clock: Clock) -> Asking:
    """Ask SmugMug for a sign-in that may read everything and change nothing. UsageError: at which field it is wrong."""
    named = account_of({"endpoint_url": endpoint_url}, {"api_key": api_key, "api_secret": api_secret})
    asking = _tokened(named, clock, "getRequestToken", callback="oob")
    query = urlencode({"oauth_token": asking.token, "Access": "Full", "Permissions": "Read"})
    return Asking(f"{named.base}{OAUTH}authorize?{query}", asking, clock.now() + LIFE)


def finish(asking: Asking, code: str, clock: Clock) -> SignedIn:
    """The account, once the six digits are right. UsageError at `code` when they cannot be."""
    digits = re.sub(r"[\s-]", "", code)
    if not _CODE.fullmatch(digits):
        raise errors.UsageError(
            "The code that SmugMug shows has six digits.", action="Type them as your browser shows them.", field="code"
        )
    if clock.now() > asking.until:
        raise late()
    try:
        account = _tokened(asking.account, clock, "getAccessToken", verifier=digits)
    except errors.AuthRevoked as refused:
        raise errors.UsageError(refused.message, action=_ANEW, field="code") from refused
    nickname = _nickname(account, clock)
    secret = {name: str(getattr(account, name)) for name in SECRETS}
    own = asking.account.endpoint if asking.account.endpoint.scheme == "http" else ""
    return SignedIn(smugmug_place(nickname, str(own)), secret)


_ANEW = "Open the page at SmugMug again and type the six digits that it shows then."


def late() -> errors.UsageError:
    return errors.UsageError("The sign-in waited for more than five minutes.", action=_ANEW, field="code")


def _tokened(
    account: Account, clock: Clock, step: str, *, callback: str | None = None, verifier: str | None = None
) -> Account:
    """The account with the token that this step gives out."""
    outbound, pace = Outbound(account.rules, connections=1), Pace(clock)
    api = Api(account, outbound, clock, pace)
    try:
        answer = api.whole(api.send(f"{account.base}{OAUTH}{step}", {}, callback=callback, verifier=verifier))
    finally:
        outbound.close()
    raise_for_all(answer, account, clock.now())
    said = parse_qs(answer.data.decode("utf-8", "replace")) if answer.status == 200 else {}
    token, secret = (said.get(name, [""])[0] for name in ("oauth_token", "oauth_token_secret"))
    if not token or not secret:
        raise errors.ServerError(f"{account.name} answered the sign-in with something that is none.")
    return replace(account, token=token, token_secret=secret)


def _nickname(account: Account, clock: Clock) -> str:
    """Whose account it is, as SmugMug says and nobody types."""
    outbound = Outbound(account.rules, connections=1)
    try:
        found = Api(account, outbound, clock, Pace(clock)).get("!authuser")["Response"]
    finally:
        outbound.close()
    user = found.get("User") if isinstance(found, dict) else None
    nickname = text(user.get("NickName")) if isinstance(user, dict) else ""
    if not nickname:
        raise errors.ServerError("SmugMug does not say whose account this is.")
    return nickname
