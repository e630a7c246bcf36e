"""The person of a SmugMug account: opens the page, says yes, reads the six digits, and is signed in."""

import re
import urllib.request

from holdfast.clock import Clock
from holdfast.engine import accounts, setup
from holdfast.engine.setup import Opened
from holdfast.sources import smugmug_sign_in as sign_in
from holdfast.sources.smugmug import SmugMugSource
from holdfast.standins.smugmug import SmugMugStandIn


def digits(address: str) -> str:
    """What the browser shows once the person allowed it."""
    with urllib.request.urlopen(address) as page:
        found = re.search(r"<p id=code>([0-9]{6})</p>", page.read().decode())
    assert found is not None
    return found[1]


def signed_in(cloud: SmugMugStandIn, clock: Clock) -> sign_in.SignedIn:
    """All steps, as window and command line take them."""
    asking = sign_in.begin(cloud.key, cloud.secret, cloud.base, clock)
    return sign_in.finish(asking, digits(asking.address), clock)


def add(opened: Opened, cloud: SmugMugStandIn, name: str = "smug") -> int:
    """The account as a source."""
    found = signed_in(cloud, opened.clock)
    said = accounts.signed("smugmug", {**found.place, **found.secret})
    return setup.add_account(opened, "smugmug", name, said.place, said.secret)[0]


def source(cloud: SmugMugStandIn, clock: Clock) -> SmugMugSource:
    """The source alone, signed in to the short way."""
    token, token_secret = cloud.oauth.give()
    key = {"api_key": cloud.key, "api_secret": cloud.secret, "token": token, "token_secret": token_secret}
    return SmugMugSource({"nickname": cloud.account.nickname, "endpoint_url": cloud.base}, key, clock)
