"""`holdfast source add s3`: a bucket, and where the keys to it come from."""

import os
from collections.abc import Mapping
from typing import Annotated

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal
from holdfast.cli.call import AsJson, Name
from holdfast.cli.described import print_description
from holdfast.engine import setup
from holdfast.engine.setup import Opened
from holdfast.errors import TlsRefused, UsageError
from holdfast.sources.base import Description

VARIABLES = {
    "access_key_id": "AWS_ACCESS_KEY_ID",
    "secret_access_key": "AWS_SECRET_ACCESS_KEY",
    "session_token": "AWS_SESSION_TOKEN",
}
PROFILE_VARIABLE = "AWS_PROFILE"


def add_s3(
    context: typer.Context,
    name: Name,
    bucket: Annotated[str, typer.Option("--bucket", metavar="BUCKET", help="The bucket's name.")],
    prefix: Annotated[
        str | None, typer.Option("--prefix", metavar="PREFIX", help="Only what lies below this, e.g. photos/.")
    ] = None,
    endpoint_url: Annotated[
        str | None, typer.Option("--endpoint-url", metavar="URL", help="Where it is asked; none: Amazon.")
    ] = None,
    region: Annotated[str | None, typer.Option("--region", metavar="REGION", help="E.g. eu-central-1.")] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="NAME", help="Take the keys from this AWS profile, each time.")
    ] = None,
    include: Annotated[
        list[str] | None, typer.Option("--include", metavar="RULE", help="Copy only such names, e.g. '*.jpg'.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", metavar="RULE", help="Never copy such names, e.g. 'cache/**'.")
    ] = None,
    requester_pays: Annotated[
        bool, typer.Option("--requester-pays", help="The bucket's owner lets those pay who download; you agree.")
    ] = False,
    private: Annotated[
        bool, typer.Option("--private", help="The endpoint is in a private network, and you trust it.")
    ] = False,
    certificate: Annotated[
        str | None,
        typer.Option("--certificate", metavar="SHA256", help="The one certificate that the endpoint may show."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add a bucket of Amazon S3, Backblaze B2, Cloudflare R2, MinIO, Wasabi or anything else that speaks S3.

    The keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, from a profile, or are asked for; never from the
    command line, which every user of this computer can read. The same bucket under its name again gets new keys;
    what is not said stays as it was, and what is said as '' is taken away.
    """
    profile, secret, origin = _keys(profile)
    place = {
        "bucket": bucket,
        "prefix": prefix,
        "endpoint_url": endpoint_url,
        "region": region,
        "profile": profile,
        "include": _rules(include),
        "exclude": _rules(exclude),
        "requester_pays": "yes" if requester_pays else None,
        "private": "yes" if private else None,
        "certificate": certificate,
    }
    call = calls.of(context)
    with call.opened() as opened:
        said = {setting: value for setting, value in place.items() if value is not None}
        source_id, description = _add(opened, name, said, secret)
    if origin and not as_json:
        terminal.say(f"The keys come from {origin}.")
    print_description(name, description, as_json, id=source_id, kind="s3", added=True)


def _add(
    opened: Opened, name: str, said: Mapping[str, str], secret: Mapping[str, str] | None
) -> tuple[int, Description]:
    """A certificate that nobody vouches for is shown to the person, if there is one to say that it is right."""
    try:
        return setup.add_s3(opened, name, said, secret)
    except TlsRefused as refused:
        if not refused.certificate or not terminal.can_ask():
            raise
        terminal.complain(refused.message)
        terminal.complain(refused.action)
        if terminal.ask("Is this your server's certificate? [y/N] ").lower() not in ("y", "yes"):
            message = f"Then Holdfast does not talk to it. Nothing was changed at {name}, and no key was sent."
            raise UsageError(message, action=refused.default_action) from None
        return setup.add_s3(opened, name, {**said, "certificate": refused.certificate}, secret)


def _rules(given: list[str] | None) -> str | None:
    return "\n".join(given) if given else None


def _keys(profile: str | None) -> tuple[str, Mapping[str, str] | None, str]:
    """Profile and keys from wherever the person put them, and where that was, unless they were typed in or named just
    now; where a profile is named, no keys."""
    found = {name: os.environ.get(variable, "") for name, variable in VARIABLES.items()}
    if profile or (not found["access_key_id"] and os.environ.get(PROFILE_VARIABLE)):
        said = "" if profile else f"the profile {os.environ[PROFILE_VARIABLE]!r}, which {PROFILE_VARIABLE} names"
        return profile or os.environ[PROFILE_VARIABLE], None, said
    origin = f"{VARIABLES['access_key_id']}, and are kept" if found["access_key_id"] else ""
    if not found["access_key_id"] and terminal.can_ask():
        found["access_key_id"] = terminal.ask("Access key ID: ")
    if found["access_key_id"] and not found["secret_access_key"] and terminal.can_ask():
        found["secret_access_key"] = terminal.ask_hidden(f"Secret of the access key {found['access_key_id']}: ")
    if not found["access_key_id"] or not found["secret_access_key"]:
        raise UsageError(
            "The access key is missing, and nobody is there to be asked.",
            action="Put it into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a --profile.",
        )
    return "", {name: value for name, value in found.items() if value}, origin
