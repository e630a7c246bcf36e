"""`holdfast source add cloudinary`: a Cloudinary account, and where its secret comes from."""

import os
from typing import Annotated
from urllib.parse import SplitResult, quote, unquote, urlsplit

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal
from holdfast.cli.call import AsJson, Name
from holdfast.cli.described import print_description
from holdfast.engine import setup
from holdfast.errors import UsageError

URL_VARIABLE = "CLOUDINARY_URL"
SECRET_VARIABLE = "CLOUDINARY_API_SECRET"
FORM = "cloudinary://KEY@CLOUD"


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
    print_description(name, description, as_json, id=source_id, kind="cloudinary", added=True)


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
