"""`holdfast source add smugmug`: a SmugMug account, signed in to with the six digits that its own page shows."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal
from holdfast.cli.call import AsJson, Name
from holdfast.cli.described import print_description
from holdfast.clock import Clock
from holdfast.engine import accounts, setup
from holdfast.errors import UsageError

if TYPE_CHECKING:
    from holdfast.sources.smugmug_sign_in import SignedIn

VARIABLES = {"api_key": "SMUGMUG_API_KEY", "api_secret": "SMUGMUG_API_SECRET"}
TRIES = 3


def add_smugmug(
    context: typer.Context,
    name: Name,
    endpoint_url: Annotated[
        str, typer.Option("--endpoint-url", metavar="URL", help="A stand-in on this computer; none: SmugMug.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Add the SmugMug account that you sign in to in your browser.

    Holdfast asks for leave to read, not to change anything. It needs an API key of your own, which SmugMug gives you at
    api.smugmug.com/api/developer/apply: from SMUGMUG_API_KEY and SMUGMUG_API_SECRET, or asked for; never from the
    command line, which every user of this computer can read. The same account under its name is signed in to anew.
    """
    if not terminal.can_ask():
        message = "SmugMug shows six digits in the browser, and nobody is there to type them in."
        raise UsageError(message, action="Run this in a terminal, or add SmugMug in the window.")
    call = calls.of(context)
    with call.opened() as opened:
        found = _signed_in(endpoint_url, call.clock)
        said = accounts.signed("smugmug", {**found.place, **found.secret})
        source_id, description = setup.add_account(opened, "smugmug", name, said.place, said.secret)
    print_description(name, description, as_json, id=source_id, kind="smugmug", added=True)


def _signed_in(endpoint_url: str, clock: Clock) -> "SignedIn":
    from holdfast.sources import smugmug_sign_in as sign_in  # whoever asks for the status waits for no cloud

    key = os.environ.get(VARIABLES["api_key"]) or terminal.ask("API key of SmugMug: ")
    secret = os.environ.get(VARIABLES["api_secret"]) or terminal.ask_hidden("API secret that belongs to it: ")
    asking = sign_in.begin(key, secret, endpoint_url, clock)
    terminal.complain("Open this page in your browser, allow Holdfast to read, and come back with the six digits:")
    terminal.complain(f"  {asking.address}")
    for left in reversed(range(TRIES)):
        try:
            return sign_in.finish(asking, terminal.ask("The six digits: "), clock)
        except UsageError as error:
            if error.field != "code" or not left or clock.now() > asking.until:
                raise
            terminal.complain(error.message)
    raise AssertionError
