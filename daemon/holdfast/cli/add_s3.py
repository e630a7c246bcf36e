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
from holdfast.errors import UsageError

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
    as_json: AsJson = False,
) -> None:
    """Add a bucket of Amazon S3, Backblaze B2, Cloudflare R2, MinIO, Wasabi or anything else that speaks S3.

    The keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, from a profile, or are asked for; never from the
    command line, which every user of this computer can read.
    """
    profile, secret = _keys(profile)
    place = {
        "bucket": bucket,
        "prefix": prefix or "",
        "endpoint_url": endpoint_url or "",
        "region": region or "",
        "profile": profile,
        "include": _rules(include),
        "exclude": _rules(exclude),
        "requester_pays": "yes" if requester_pays else "",
        "private": "yes" if private else "",
    }
    call = calls.of(context)
    with call.opened() as opened:
        said = {setting: value for setting, value in place.items() if value}
        source_id, description = setup.add_s3(opened, name, said, secret)
    print_description(name, description, as_json, id=source_id, kind="s3", added=True)


def _rules(given: list[str] | None) -> str:
    return "\n".join(given or ())


def _keys(profile: str | None) -> tuple[str, Mapping[str, str] | None]:
    """Profile and keys from wherever the person put them; where a profile is named, no keys."""
    found = {name: os.environ.get(variable, "") for name, variable in VARIABLES.items()}
    if profile or (not found["access_key_id"] and os.environ.get(PROFILE_VARIABLE)):
        return profile or os.environ[PROFILE_VARIABLE], None
    if not found["access_key_id"] and terminal.can_ask():
        found["access_key_id"] = terminal.ask("Access key ID: ")
    if found["access_key_id"] and not found["secret_access_key"] and terminal.can_ask():
        found["secret_access_key"] = terminal.ask_hidden(f"Secret of the access key {found['access_key_id']}: ")
    if not found["access_key_id"] or not found["secret_access_key"]:
        raise UsageError(
            "The access key is missing, and nobody is there to be asked.",
            action="Put it into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a --profile.",
        )
    return "", {name: value for name, value in found.items() if value}
